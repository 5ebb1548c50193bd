"""The queues of the review in a few words, as the header names them. Plain functions."""

from annotations.review.queues import Audit, Cell, Disputes, Lessons, Queue


def described(queue: Queue) -> str:
    """A queue in a few words, for the header."""
    match queue:
        case Disputes(between=None):
            return "disagreements"
        case Disputes(between=between) if between:
            return f"{between[0]} × {between[1]}"
        case Audit():
            return f"audit of {queue.annotator}{_which(queue)}"
        case Cell():
            return f"{queue.annotator} {queue.label} × {queue.other} {queue.other_label}"
        case Lessons():
            return f"decisions on {queue.annotator}'s labels"
        case _:
            return "guideline questions"


def _which(audit: Audit) -> str:
    """What of an annotator's labels is gone through."""
    parts = [
        f" {audit.sample} at random" if audit.sample is not None else "",
        f" {audit.label}" if audit.label is not None else "",
        " this article" if audit.article is not None else "",
        " flagged" if audit.flagged else "",
        " in under 2 s" if audit.hasty else "",
    ]
    found = "".join(part for part in parts if part)
    return f":{found}" if found else ""
