"""Writing a field of stored evidence anew. Refuses to know the keys that ask for it."""

from collections.abc import Callable

from annotations.claims import Evidence
from annotations.facts.claim import evidence_slot
from tui.factdesk import evidencefields as fields
from tui.factdesk.asking import ask, unchanged
from tui.factdesk.evidencefields import PROMPTS, Field
from tui.factdesk.view import Desk
from tui.page import NOTHING, Effect

TAKEN_OFF = "this evidence was taken off"


def edit(
    desk: Desk, key: str, field: Field, *, then: Callable[[Effect], Effect] | None = None
) -> Effect:
    """Write a field of stored evidence anew; `then`: what comes behind that."""
    claim = desk.work.claim
    if claim is None or key not in claim.evidence:
        return Effect(message=TAKEN_OFF, warning=True)
    was = fields.value_of(claim.evidence[key], field)

    def take(typed: str) -> Effect:
        done, held = NOTHING, _held(desk, claim.id, key)
        if held is None:
            return Effect(message=TAKEN_OFF, warning=True)
        if not unchanged(typed, was):
            value = fields.with_value(held, field, typed)
            done = desk.work.do((evidence_slot(claim.id, key), value), message=f"{field}: written")
        return then(done) if then else done

    return ask(desk, PROMPTS[field], was, take, about=key)


def _held(desk: Desk, claim: str, key: str) -> Evidence | None:
    """The evidence as it is now; None where it, or the claim, was taken off meanwhile."""
    open_now = desk.work.claim
    return open_now.evidence.get(key) if open_now is not None and open_now.id == claim else None
