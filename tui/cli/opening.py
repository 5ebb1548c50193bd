"""Opening the app: the only place of the command line that leads to Textual.

Refuses where there is no terminal, before anything is made or opened.
"""

import os
import sys

from annotations.errors import ClaimdeskError
from annotations.review.queues import Queue
from annotations.store import IMPORT_SECONDS, Store
from tui.cli.options import Options, now


def open_app(options: Options, *, review: Queue | None = None, claims: bool = False) -> None:
    """Fill a new or empty database with the samples and open the app on it.

    `review`: on the review of these sentences; `claims`: on the claims.
    """
    _refuse_without_terminal()
    began = now()
    loaded, annotator, database = options.loaded, options.annotator, options.database
    with Store(database, timeout=IMPORT_SECONDS) as store, store.told():
        if not store.articles.page(annotator="", limit=1):
            from annotations import workflow  # noqa: PLC0415 - 50 ms that no later start pays

            workflow.add_samples(store, settings=loaded.config.importing, now=began)
    _load_asyncio()
    from tui.app import run  # noqa: PLC0415 - Textual, which no other command needs

    run(
        database=database,
        annotator=annotator,
        config=loaded.config,
        keymap=options.keymap,
        review=review,
        claims=claims,
    )


def _load_asyncio() -> None:
    """Import asyncio as where Python was built without ssl: 8 ms and 4 MB less.

    The app opens no connection to anywhere. Whoever imports ssl afterwards gets it.
    """
    if not {"asyncio", "ssl"} & sys.modules.keys():
        sys.modules["ssl"] = None  # type: ignore[assignment] # makes importing it fail
        try:
            import asyncio  # noqa: F401, PLC0415 - the first of all to do so
        finally:
            del sys.modules["ssl"]


def _refuse_without_terminal() -> None:
    if not _has_terminal():
        raise ClaimdeskError(
            "the app needs a terminal, and this is none: `claimdesk --help` lists the commands "
            "that work without one"
        )
    if os.environ.get("TERM") == "dumb":
        raise ClaimdeskError(
            "the app needs a terminal that can place the cursor, and TERM says dumb: open it in "
            "another one, or set TERM to what this one is (often xterm-256color)"
        )


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
