"""What the open claim says: its words, type, date and note, each written anew.

Refuses words that say nothing, dates that are none, and what is too long: then it is asked for
again as it was typed.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from annotations.claims import ClaimType, Wording
from annotations.errors import ClaimRefused
from annotations.facts.claim import wording_slot
from annotations.workflow.claiming import checked_wording
from tui.factdesk.asking import ask, unchanged
from tui.factdesk.view import Desk
from tui.page import NOTHING, Effect

TYPES: tuple[ClaimType, ...] = get_args(ClaimType)

LONGEST_NOTE = 2_000
"""Characters."""


def ask_words(desk: Desk) -> Effect:
    """Have the claim said in other words."""
    return _ask(
        desk,
        "what the claim says",
        lambda wording: wording.text,
        lambda wording, typed: (replace(wording, text=typed), "reworded"),
    )


def ask_date(desk: Desk) -> Effect:
    """Have it typed when it was first claimed."""
    return _ask(
        desk,
        "first claimed: 2023, 2023-12 or 2023-12-23",
        lambda wording: wording.date or "",
        lambda wording, typed: (replace(wording, date=typed.strip() or None), "dated"),
    )


def ask_note(desk: Desk) -> Effect:
    """Have a note on the claim typed."""
    return _ask(desk, "note on the claim", lambda wording: wording.note, _noted)


def next_type(desk: Desk) -> Effect:
    """Say otherwise what sort of claim it is."""
    was = _wording(desk)
    kind = TYPES[(TYPES.index(was.type) + 1) % len(TYPES)]
    return _set(desk, replace(was, type=kind), kind)


def _noted(wording: Wording, typed: str) -> tuple[Wording, str]:
    note = typed.strip()
    if len(note) > LONGEST_NOTE:
        raise ClaimRefused(f"a note has {LONGEST_NOTE:,} characters at most")
    return replace(wording, note=note), "noted"


def _ask(
    desk: Desk,
    prompt: str,
    read: Callable[[Wording], str],
    write: Callable[[Wording, str], tuple[Wording, str]],
) -> Effect:
    """Have one part of the wording written; the others stay as they are by then."""
    was = read(_wording(desk))

    def take(typed: str) -> Effect:
        return NOTHING if unchanged(typed, was) else _set(desk, *write(_wording(desk), typed))

    return ask(desk, prompt, was, take)


def _wording(desk: Desk) -> Wording:
    claim = desk.work.claim
    if claim is None:
        raise ClaimRefused("no claim is open")
    return claim.wording


def _set(desk: Desk, wording: Wording, message: str) -> Effect:
    claim = desk.work.claim
    if claim is None:
        return NOTHING
    return desk.work.do((wording_slot(claim.id), checked_wording(wording)), message=message)
