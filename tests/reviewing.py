"""Review events made from few words, for many tests."""

from support import EVENT_IDS

from annotations.model import Decision, ReviewEvent, ReviewOrigin, Ruling
from annotations.store import Store
from annotations.store.reviews import COLUMNS, ruling_of


def ruling(
    label: str | None = "claim",
    *,
    secondary: str | None = None,
    decision: Decision | None = None,
    note: str = "",
    reason: str = "",
    question: bool = False,
    sent_to: tuple[str, ...] = (),
    among: tuple[str, ...] = (),
) -> Ruling:
    """A ruling; without a label it decides nothing unless `decision` says so."""
    return Ruling(
        decision="label" if label is not None else decision,
        label=label,
        secondary=secondary,
        note=note,
        reason=reason,
        question=question,
        sent_to=sent_to,
        among=among,
    )


def review(
    sentence: int,
    said: Ruling | None = None,
    *,
    reviewer: str = "rosa",
    at: int = 1_700_000_000_000_000,
    origin: ReviewOrigin = "key",
    gesture: bytes | None = None,
    reverts: bytes | None = None,
) -> ReviewEvent:
    """One event; without `said` the ruling is "claim". Its id grows from call to call."""
    identity = EVENT_IDS.new(at)
    return ReviewEvent(
        event_id=identity,
        gesture=identity if gesture is None else gesture,
        reviewer=reviewer,
        sentence=sentence,
        ruling=ruling() if said is None else said,
        at=at,
        origin=origin,
        reverts=reverts,
    )


def rule(store: Store, *events: ReviewEvent) -> None:
    """Add review events in a transaction of their own."""
    with store.transaction():
        store.reviews.append(events)


def reviews_in(store: Store) -> list[ReviewEvent]:
    """Every review event of the database, in the order written."""
    rows = store._connection.execute(
        "SELECT event_id, coalesce(gesture, event_id), annotator.name, sentence, at, ms,"
        f"      guideline, origin, reverts, {', '.join(COLUMNS)}"
        "  FROM review_event JOIN annotator ON annotator.number = reviewer ORDER BY seq"
    )
    return [
        ReviewEvent(
            event_id=row[0],
            gesture=row[1],
            reviewer=row[2],
            sentence=row[3],
            ruling=ruling_of(*row[9:]),
            at=row[4],
            ms=row[5],
            guideline=row[6],
            origin=row[7],
            reverts=row[8],
        )
        for row in rows
    ]
