"""What an undo or a redo did, in words by which one knows it again.

Refuses to undo: it tells of steps that were made.
"""

from collections.abc import Sequence

from annotations.claims import Evidence, FactKind, FactValue, Mention, Wording
from annotations.facts.claim import Claim
from annotations.store.facts import FactStep
from annotations.text.display import shown
from tui.wrapping import crop

ROOM = 40
"""Cells for the words of what was undone."""

_NAMES: dict[FactKind, str] = {
    "wording": "the claim's words",
    "mention": "a mention",
    "chain": "a chain",
    "divergence": "a difference",
    "evidence": "evidence",
    "verdict": "a verdict",
}


def in_words(steps: Sequence[FactStep], *, elsewhere: Claim | None) -> str:
    """What the steps of one gesture were about. `elsewhere`: the claim, where it is not open."""
    kinds = {step.slot.kind for step in steps}
    name = "a claim" if len(kinds) > 1 else _NAMES[steps[0].slot.kind]
    what = f"{name}{_quoted(_words(steps))}"
    if elsewhere is None or name == "a claim":
        return what
    return f"{what} · of the claim{_quoted(elsewhere.wording.text)}"


def _words(steps: Sequence[FactStep]) -> str:
    """The words of what was done and undone; "" where it has none of its own."""
    values = [value for step in steps for value in (step.before, step.after) if value is not None]
    wordings = [value.text for value in values if isinstance(value, Wording)]
    if len({step.slot.kind for step in steps}) > 1:
        return wordings[0] if wordings else ""
    return next(filter(None, map(_text, values)), "")


def _text(value: FactValue) -> str:
    match value:
        case Mention(text=text):
            return text
        case Evidence(question=question):
            return question
        case _:
            return ""


def _quoted(text: str) -> str:
    return f": “{crop(shown(text), ROOM)}”" if text else ""
