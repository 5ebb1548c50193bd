"""What stands before the command: which database, whose labels, which configuration.

Argv and environment become values here, once. A broken configuration is raised when a command
first asks for it, so that `doctor` can still say what is wrong with it.
"""

import getpass
import os
import time
from functools import cached_property
from pathlib import Path

from annotations.config import Loaded, database_file, load
from annotations.errors import ClaimdeskError
from annotations.model import END_OF_TIME
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.text.display import visible
from tui.keys import Keymap, resolve

LONGEST_NAME = 80
NOBODY = "annotator"
"""Who labels where the system does not know who is logged in."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """The global options, and what follows from them together with the configuration."""

    db: Path | None
    annotator_given: str | None
    config: Path | None

    @cached_property
    def _resolved(self) -> tuple[Loaded, Keymap]:
        loaded = load(self.config, environ=os.environ)
        return loaded, resolve(loaded.config, file=loaded.file)

    @property
    def loaded(self) -> Loaded:
        """The configuration, with keys that do not clash. Raises ConfigError."""
        return self._resolved[0]

    @property
    def keymap(self) -> Keymap:
        """The keys of the configuration. Raises ConfigError."""
        return self._resolved[1]

    @property
    def database(self) -> Path:
        """The database file, whether or not it exists. Raises ConfigError, also with --db."""
        configured = database_file(self.loaded.config)
        return self.db or configured

    @property
    def annotator(self) -> str:
        """Whose labels are meant. Raises ClaimdeskError for what cannot be a name."""
        if self.annotator_given is not None:
            return annotator_name(self.annotator_given)
        return annotator_name(self.loaded.config.annotator or _login_name())

    def opened(self) -> Store:
        """The database, which has to be there: reading never makes one. Raises StoreError."""
        return Store(self.database, make=False)


def now() -> int:
    """Microseconds since 1970, UTC: the one clock of the command line.

    Raises ClaimdeskError where the machine's clock is wrong beyond repair: no label could ever be
    dated after such a one, and no bundle takes it.
    """
    moment = time.time_ns() // 1000
    if moment >= END_OF_TIME:
        raise ClaimdeskError(
            "the clock of this machine stands later than the year 2099: set it right and try "
            "again; nothing was changed"
        )
    return moment


def annotator_name(given: str) -> str:
    """The name without blanks around it. Raises ClaimdeskError for what cannot be a name."""
    name = given.strip()
    if not name:
        raise ClaimdeskError("the name of the annotator is empty: give one with --as NAME")
    if len(name) > LONGEST_NAME:
        raise ClaimdeskError(
            f"the name of the annotator has {len(name)} characters, {LONGEST_NAME} is the most"
        )
    if visible(name) != name:
        raise ClaimdeskError(
            f"the name of the annotator holds characters that cannot be seen: {visible(name)}"
        )
    return name


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # which of them depends on system and Python
        return NOBODY
