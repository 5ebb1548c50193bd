"""Writing a field of stored evidence anew. Refuses to know the keys that ask for it."""

from collections.abc import Callable

from annotations.facts.claim import evidence_slot
from tui.factdesk import evidencefields as fields
from tui.factdesk.asking import ask, unchanged
from tui.factdesk.evidencefields import PROMPTS, Field
from tui.factdesk.view import Desk
from tui.page import NOTHING, Effect


def edit(
    desk: Desk, key: str, field: Field, *, then: Callable[[Effect], Effect] | None = None
) -> Effect:
    """Write a field of stored evidence anew; `then`: what comes behind that."""
    claim = desk.work.claim
    if claim is None or key not in claim.evidence:
        return Effect(message="this evidence was taken off", warning=True)
    evidence = claim.evidence[key]
    was = fields.value_of(evidence, field)

    def take(typed: str) -> Effect:
        done = NOTHING
        if not unchanged(typed, was):
            value = fields.with_value(evidence, field, typed)
            done = desk.work.do((evidence_slot(claim.id, key), value), message=f"{field}: written")
        return then(done) if then else done

    return ask(desk, PROMPTS[field], was, take, about=key)
