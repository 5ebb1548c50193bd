"""From an article with its votes to the rows of a training set, or why a sentence has none.

Pure. Refuses to draw a label where people are split.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import annotations
from annotations.exporters import Labelled, Row, bare
from annotations.model import Sentence
from annotations.review.resolve import Undecided, resolve
from annotations.store import Given, Vote, Voted

TOOL = f"claimdesk {annotations.__version__}"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def resolved_rows(voted: Voted) -> Iterator[Row | Undecided]:
    """A row, or a reason, for each sentence: what all of `voted.votes` come to."""
    for index, sentence in enumerate(voted.sentences):
        votes = voted.votes.get(sentence.number, ())
        given = voted.ruling(sentence.number)
        outcome = resolve(votes, adjudication=given)
        if outcome.undecided is not None:
            yield outcome.undecided
            continue
        cast = _cast(votes)
        yield _row(
            voted,
            index,
            cast,
            given,
            label=outcome.label,
            secondary=outcome.secondary,
            annotators=tuple([vote.annotator for vote in cast]),
            votes=tuple([vote.state.label for vote in cast]),
            n_votes=len(cast),
            agreement=outcome.agreement,
            decided_by=outcome.decided_by,
            adjudicator=outcome.adjudicator,
            flags=_flags(votes),
        )


def personal_rows(voted: Voted) -> Iterator[Row | Undecided]:
    """A row for each sentence and annotator who labelled it, by name; else one reason."""
    for index, sentence in enumerate(voted.sentences):
        cast = _cast(voted.votes.get(sentence.number, ()))
        if not cast:
            yield "unlabelled"
        for vote in cast:
            yield _row(
                voted,
                index,
                [vote],
                None,
                label=vote.state.label,
                secondary=vote.state.secondary,
                annotator=vote.annotator,
                decided_by="single",
                adjudicator=None,
                flags=vote.state.flags,
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
    return f"{_minute(minutes)}:{rest // 1000:02}.{rest % 1000:03}Z"


@lru_cache(maxsize=1024)
def _minute(minutes: int) -> str:
    """Minutes since 1970 as `2026-01-31T12:00`: what labels set in a row have in common."""
    return (_EPOCH + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def _cast(votes: Iterable[Vote]) -> list[Vote]:
    return [vote for vote in votes if vote.state.label is not None]


def _flags(votes: Sequence[Vote]) -> tuple[str, ...]:
    """Every flag that anybody set, also without a label."""
    if not any(vote.state.flags for vote in votes):
        return ()
    return tuple(sorted({flag for vote in votes for flag in vote.state.flags}))


def _row(voted: Voted, index: int, cast: list[Vote], given: Given | None, **decision: Any) -> Row:
    """The row of a sentence; `decision` holds what differs between the two kinds."""
    source, sentence = voted.source, voted.sentences[index]
    notes = [vote.state.note for vote in cast if vote.state.note]
    if given is not None:
        latest: Vote | Given = given
        notes += [given.ruling.note] if given.ruling.note else []
    else:
        latest = cast[0] if len(cast) == 1 else max(cast, key=lambda vote: vote.at)
    return Row(
        id=sentence.id,
        text=sentence.text,
        article_id=source.id,
        article=source.name,
        title=source.title,
        source=source.source,
        published=source.published,
        position=sentence.position,
        start=sentence.start,
        end=sentence.end,
        context_before=_text(voted.sentences, index - 1),
        context_after=_text(voted.sentences, index + 1),
        note="\n".join(notes),
        labelled_at=timestamp(latest.at),
        guideline=latest.guideline,
        group=source.group,
        split=source.split,
        tool=TOOL,
        **decision,
    )


def _text(sentences: list[Sentence], index: int) -> str:
    return sentences[index].text if 0 <= index < len(sentences) else ""
