"""The verbs that front ends call: pure functions over a Store.

Long work is a generator that the caller may watch; the clock is an argument. Refuses to print,
and to know a terminal. The verbs of `agreeing` and `exchanging` are imported from there: the start
of everything else would pay 8 ms for them.
"""

from annotations.store.backup import copy as backup
from annotations.workflow.checking import Check, check_database
from annotations.workflow.exporting import (
    Exported,
    Selection,
    check_destination,
    export,
    format_for,
)
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
    "status",
]
