"""What a reviewer did, in words. Plain values in, a few words out."""

from collections.abc import Sequence

from annotations.model import Overruling


def said(changes: Sequence[Overruling]) -> str:
    """What a gesture of a reviewer did, in a few words."""
    if len(changes) > 1:
        return f"accepted {len(changes):,} sentences"
    before, after = changes[0].before, changes[0].after
    if (before.decision, before.label, before.secondary) != (
        after.decision,
        after.label,
        after.secondary,
    ):
        if after.decision == "none":
            return "none of the labels"
        return " + ".join(filter(None, (after.label, after.secondary))) or "decision taken back"
    if before.sent_to != after.sent_to:
        return "sent back" if after.sent_to else "no longer sent back"
    if before.question != after.question:
        return "guideline question"
    return "reason" if before.reason != after.reason else "note"
