"""The verbs that front ends call: pure functions over a Store.

Long work is a generator that the caller may watch; the clock is an argument. Refuses to print,
and to know a terminal. The room of a verb is imported when the verb is first asked for: whoever
opens a review does not pay for importers and exporters.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.store.backup import copy as backup
    from annotations.workflow.checking import Check, check_database, rebuild
    from annotations.workflow.exportable import check_destination, format_for
    from annotations.workflow.exporting import Exported, Selection, export
    from annotations.workflow.importing import Imported, import_paths
    from annotations.workflow.reporting import Status, status
    from annotations.workflow.samples import add_samples

__all__ = [
    "Check",
    "Exported",
    "Imported",
    "Selection",
    "Status",
    "add_samples",
    "backup",
    "check_database",
    "check_destination",
    "export",
    "format_for",
    "import_paths",
    "rebuild",
    "status",
]

_ROOMS = {
    "Check": "checking",
    "Exported": "exporting",
    "Imported": "importing",
    "Selection": "exporting",
    "Status": "reporting",
    "add_samples": "samples",
    "check_database": "checking",
    "check_destination": "exportable",
    "export": "exporting",
    "format_for": "exportable",
    "import_paths": "importing",
    "rebuild": "checking",
    "status": "reporting",
}
"""Where each verb is, but `backup`."""


def __getattr__(name: str) -> object:
    """A verb, by its name: imported once."""
    if name == "backup":
        verb: object = import_module("annotations.store.backup").copy
    elif name in _ROOMS:
        verb = getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = verb
    return verb
