"""Everything a person can run into that is not a bug, as one tree.

Each error carries one sentence fit to be shown as it is; the command line and the app
catch `ClaimdeskError` and nothing wider. Bugs are not in this tree and keep their traceback.

    ClaimdeskError
    ├── ConfigError          a configuration file that cannot be used
    ├── ImportFailed         one source file that cannot become an article
    ├── ExportFailed         an export that could not be written
    ├── MergeRefused         a bundle or database that cannot be merged
    ├── ClaimRefused         what no claim, evidence or verdict can be
    ├── UnknownName          a format, label, key id … that does not exist
    ├── NotFound             an article or sentence that is not in the database
    └── StoreError           the database as a whole
        ├── NotOurs          a file of another application, or no database at all
        ├── FromTheFuture    a file written by a newer claimdesk
        ├── Damaged          a file that SQLite cannot read
        ├── ReadOnly         a file or folder that cannot be written
        ├── OnNetworkDrive   a file system on which WAL does not work
        └── NotSaved         a write that failed for now: disk full, locked, gone
"""


class ClaimdeskError(Exception):
    """An expected failure. `str(error)` is one sentence for the person in front of the screen."""


class ConfigError(ClaimdeskError):
    """A configuration that cannot be used; the text has one line for each problem found."""


class ImportFailed(ClaimdeskError):
    """One source that cannot become an article; the text names it and says why."""


class ExportFailed(ClaimdeskError):
    """An export that could not be written; the old file, if any, is whole."""


class MergeRefused(ClaimdeskError):
    """A bundle or another database that cannot be merged; nothing of it was."""


class ClaimRefused(ClaimdeskError):
    """Something that no claim, evidence or verdict can be; the text says what is missing."""


class UnknownName(ClaimdeskError):
    """A format, label, theme or key id that does not exist."""


class NotFound(ClaimdeskError):
    """An article or sentence that is not in the database."""


class StoreError(ClaimdeskError):
    """The database as a whole cannot be used."""


class NotOurs(StoreError):
    """The file is not a claimdesk database."""


class FromTheFuture(StoreError):
    """The file was written by a newer claimdesk than this one."""


class Damaged(StoreError):
    """SQLite says that the file is corrupt."""


class ReadOnly(StoreError):
    """The file, or the folder it stands in, cannot be written."""


class OnNetworkDrive(StoreError):
    """The file stands on a file system on which write-ahead logging does not work."""


class NotSaved(StoreError):
    """A write failed for now and may succeed when it is tried again."""
