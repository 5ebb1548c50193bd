"""From an article with its votes to the rows of a training set, or why a sentence has none.

Pure. Refuses to draw a label where people are split.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from msgspec import structs

import annotations
from annotations.exporters import Labelled, Row, bare
from annotations.model import LabelState, Sentence
from annotations.review.resolve import Said, Undecided, resolve
from annotations.store import Given, Vote, Voted
from annotations.store.votes import Source

TOOL = f"claimdesk {annotations.__version__}"
_AT = attrgetter("at")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

OneSaid = TypeVar("OneSaid", bound=Said)


def resolved_rows(voted: Voted) -> Iterator[Row | Undecided]:
    """A row, or a reason, for each sentence: what all of `voted.votes` come to."""
    blank = _blank(voted.source)
    for index, sentence in enumerate(voted.sentences):
        votes = voted.votes.get(sentence.number, ())
        given = voted.ruling(sentence.number) if voted.rulings else None
        if given is not None:
            decided = _decided(votes, given)
        elif votes:
            decided = _agreed(tuple([(vote.annotator, vote.state) for vote in votes]))
        else:
            decided = "unlabelled"
        if isinstance(decided, str):
            yield decided
            continue
        latest = given or max(_cast(votes), key=_AT)
        row = _of_sentence(blank, voted.sentences, index, latest=latest)
        yield structs.replace(row, **decided)


class _Said(NamedTuple):
    """What one annotator said, without when."""

    annotator: str
    state: LabelState


@lru_cache(maxsize=1024)
def _agreed(said: tuple[tuple[str, LabelState], ...]) -> dict[str, Any] | Undecided:
    """What votes come to that nobody has reviewed.

    Kept for the next sentence: the same people say the same of many.
    """
    return _decided([_Said(*one) for one in said], None)


def _decided(votes: Iterable[Said], given: Given | None) -> dict[str, Any] | Undecided:
    """The fields of a row that tell of its label, or why it has none."""
    votes = list(votes)
    outcome = resolve(votes, adjudication=given)
    if outcome.undecided is not None:
        return outcome.undecided
    cast = _cast(votes)
    return {
        "label": outcome.label,
        "secondary": outcome.secondary,
        "annotators": tuple([vote.annotator for vote in cast]),
        "votes": tuple([vote.state.label for vote in cast]),
        "n_votes": len(cast),
        "agreement": outcome.agreement,
        "decided_by": outcome.decided_by,
        "adjudicator": outcome.adjudicator,
        "flags": _flags(votes),
        "note": _note(cast, given),
    }


def personal_rows(voted: Voted) -> Iterator[Row | Undecided]:
    """A row for each sentence and annotator who labelled it, by name; else one reason."""
    blank = _blank(voted.source)
    for index, sentence in enumerate(voted.sentences):
        cast = _cast(voted.votes.get(sentence.number, ()))
        if not cast:
            yield "unlabelled"
        for vote in cast:
            yield structs.replace(
                _of_sentence(blank, voted.sentences, index, latest=vote),
                label=vote.state.label,
                secondary=vote.state.secondary,
                annotator=vote.annotator,
                decided_by="single",
                flags=vote.state.flags,
                note=vote.state.note,
            )


def bared(article: Labelled) -> Labelled:
    """The article without a word of its text; its id and the hashes in its rows are left."""
    return replace(
        article,
        title="",
        text="",
        rows=[bare(row) for row in article.rows],
        everyone=[bare(row) for row in article.everyone],
    )


def timestamp(at: int) -> str:
    """Microseconds since 1970 as `2026-01-31T12:00:00.000Z`."""
    minutes, rest = divmod(at // 1000, 60_000)
    digits = str(100_000 + rest)  # filled with noughts, twice as fast as by a format
    return f"{_minute(minutes)}:{digits[1:3]}.{digits[3:]}Z"


@lru_cache(maxsize=1024)
def _minute(minutes: int) -> str:
    """Minutes since 1970 as `2026-01-31T12:00`: what labels set in a row have in common."""
    return (_EPOCH + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def _cast(votes: Iterable[OneSaid]) -> list[OneSaid]:
    return [vote for vote in votes if vote.state.label is not None]


def _flags(votes: Iterable[Said]) -> tuple[str, ...]:
    """Every flag that anybody set, also without a label."""
    flags = [vote.state.flags for vote in votes if vote.state.flags]
    return tuple(sorted(set(chain.from_iterable(flags)))) if flags else ()


def _note(cast: Iterable[Said], given: Given | None) -> str:
    notes = [vote.state.note for vote in cast if vote.state.note]
    if given is not None and given.ruling.note:
        notes.append(given.ruling.note)
    return "\n".join(notes)


def _blank(source: Source) -> Row:
    """What the rows of an article have in common.

    They are made from it in steps: a call with all fields at once takes three times as long.
    """
    return Row(
        id="",
        text="",
        label="",
        secondary=None,
        article_id=source.id,
        article=source.name,
        title=source.title,
        source=source.source,
        published=source.published,
        position=0,
        start=0,
        end=0,
        context_before="",
        context_after="",
        decided_by="",
        adjudicator=None,
        flags=(),
        note="",
        labelled_at="",
        guideline="",
        group=source.group,
        split=source.split,
        tool=TOOL,
    )


def _of_sentence(
    blank: Row, sentences: Sequence[Sentence], index: int, *, latest: Vote | Given
) -> Row:
    """The row of a sentence, but for its label."""
    sentence = sentences[index]
    return structs.replace(
        blank,
        id=sentence.id,
        text=sentence.text,
        position=sentence.position,
        start=sentence.start,
        end=sentence.end,
        context_before=sentences[index - 1].text if index else "",
        context_after=sentences[index + 1].text if index + 1 < len(sentences) else "",
        labelled_at=timestamp(latest.at),
        guideline=latest.guideline,
    )
