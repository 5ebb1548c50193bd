"""What a format needs beside claimdesk itself: modules that come with an extra of the same name.

Refuses to import them; whoever asks for a format that needs one is told before anything is
written.
"""

from importlib.util import find_spec

from annotations.errors import ExportFailed
from annotations.exporters.shape import Format


def check_installed(name: str, wanted: Format) -> None:
    """Raise ExportFailed where a module that the format called `name` needs is missing."""
    missing = [module for module in wanted.needs if find_spec(module) is None]
    if missing:
        raise ExportFailed(
            f"the format {name} needs {' and '.join(missing)}: pip install 'claimdesk[{name}]'"
        )
