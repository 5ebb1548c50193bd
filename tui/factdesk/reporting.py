"""The report of a claim, by one key: where it goes is asked, and that nothing is lost there."""

import os
import re
from functools import partial
from pathlib import Path

from annotations.config import Config
from annotations.facts.claim import Claim
from annotations.store import Store
from annotations.text.display import visible
from tui.factdesk.view import Desk
from tui.page import Effect

WRITTEN = "a report"
"""What the thread reports."""

_WORDS = 5
_NO_NAME = re.compile(r"[^\w]+")


def ask_report(desk: Desk, claim: Claim) -> Effect:
    """Ask where the report of a claim goes: HTML or Markdown, by the ending of the name."""
    path = Path.cwd() / f"{_name(claim)}.html"
    return _ask(desk, claim, str(path), replacing="")


def _ask(desk: Desk, claim: Claim, path: str, *, replacing: str) -> Effect:
    prompt = "where the report goes: .html or .md"
    effect = desk.ask_line(prompt, path, partial(_answered, desk, claim, replacing))
    if replacing:
        told = "that is there already: entered once more, it is replaced"
        return Effect(message=told, warning=True)
    return effect


def _answered(desk: Desk, claim: Claim, replacing: str, typed: str) -> Effect:
    typed = typed.strip()
    if not typed:
        return Effect(message="no report was written")
    path = _expanded(typed)
    stands = os.path.lexists(path)  # raises nothing, whatever was typed
    if stands and replacing != typed:
        return _ask(desk, claim, typed, replacing=typed)
    desk.read_in_thread(WRITTEN, path, partial(write, claim=claim.id, to=path, config=desk.config))
    return Effect(message="the report is being written …")


def write(store: Store, *, claim: str, to: Path, config: Config) -> Path:
    """Write the report of a claim. Raises ExportFailed; what stood there before is whole then."""
    from annotations.workflow.claimexports import (  # noqa: PLC0415 - only who wants one pays
        export_claims,
    )

    for _ in export_claims(store, to, config=config, format_name="report", only=[claim]):
        pass
    return to


def told(answer: object) -> str:
    """What to say of what the thread gave."""
    return f"the report stands in {visible(str(answer))}" if isinstance(answer, Path) else ""


def _expanded(typed: str) -> Path:
    try:
        return Path(typed).expanduser()
    except RuntimeError:  # ~somebody who is not there: taken as it stands
        return Path(typed)


def _name(claim: Claim) -> str:
    """A file name of the first words of a claim."""
    words = [word for word in _NO_NAME.split(claim.wording.text.casefold()) if word]
    return "-".join(["claim", *words[:_WORDS]])[:60]
