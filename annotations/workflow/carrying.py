"""Labels and rulings taken over from the earlier version of an edited article.

Every annotator's label on a sentence that is found again in the new version goes with it, as an
event of origin `carried`. Where the wording is the same the label stays as it was; where it
changed, or the sentence moved past others, the label stays with the flag `changed`, so that
somebody looks. A reviewer's ruling goes along only where the wording is the same and the sentence
in its place: a changed one has to be decided anew. What is
carried keeps the time at which it was said, so that whatever a person says of the new version
later counts, whenever the two meet; and its id follows from what it says, so that two machines
which carry the same make one event. Carrying again adds nothing. Refuses to carry what was said
of a sentence that is not found again, which stays with the old version.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotations.matching.carry import carry, moved
from annotations.model import (
    CHANGED,
    NO_RULING,
    NOTHING_SAID,
    LabelEvent,
    LabelState,
    ReviewEvent,
    Ruling,
    Sentence,
)
from annotations.nouns import dataclass
from annotations.store import Given, Store, Vote, Voted
from annotations.store.identifiers import id_of


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sentence of the old version, and the one of the new version that it has become."""

    old: int
    """Its number."""
    new: Sentence
    exact: bool
    """The wording is the same, and the sentence did not move past others."""


def carry_over(store: Store, old: int, new: int) -> list[LabelEvent]:
    """Take what everybody said of an article over to its next version; the labels among it.

    `old` and `new` are numbers of articles. Belongs inside a transaction.
    """
    before = store.votes.article(old)
    if not before.votes and not before.rulings:
        return []
    after = store.votes.article(new)
    pairs = _pairs(before.sentences, after.sentences)
    labels = list(_labels(before, after, pairs))
    store.exchange.carry(labels, list(_rulings(before, after, pairs)))
    return labels


def _labels(before: Voted, after: Voted, pairs: Sequence[_Pair]) -> Iterator[LabelEvent]:
    """One event for each vote that is later than what its annotator said of the new sentence.

    That nothing is said any more goes along where it takes something back, or answers a reviewer
    who sent the sentence back.
    """
    for pair in pairs:
        said = {vote.annotator: vote.at for vote in after.votes.get(pair.new.number, ())}
        given = before.rulings.get(pair.old, ()) if pair.exact else ()
        heeded = {*said, *(name for one in given for name in one.ruling.sent_to)}
        for vote in before.votes.get(pair.old, ()):
            if vote.state == NOTHING_SAID and vote.annotator not in heeded:
                continue
            if vote.at > said.get(vote.annotator, -1):
                yield _label(vote, pair)


def _rulings(before: Voted, after: Voted, pairs: Sequence[_Pair]) -> Iterator[ReviewEvent]:
    """One event for each ruling that is later than what its reviewer said of the new sentence.

    Who was asked to look again, and has not, is still asked: the words are the same. An answer
    goes along too, by `_labels`.
    """
    for pair in pairs:
        if not pair.exact:
            continue
        said = {given.reviewer: given.at for given in after.rulings.get(pair.new.number, ())}
        for given in before.rulings.get(pair.old, ()):
            if given.ruling == NO_RULING and given.reviewer not in said:
                continue
            if given.at > said.get(given.reviewer, -1):
                yield _ruling(given, pair.new)


def _label(vote: Vote, pair: _Pair) -> LabelEvent:
    state = vote.state if pair.exact else _to_look_at(vote.state)
    identity = id_of(
        "label",
        vote.annotator,
        pair.new.id,
        state.label,
        state.secondary,
        sorted(state.flags),
        state.note,
        vote.at,
        vote.guideline,
    )
    return LabelEvent(
        event_id=identity,
        gesture=identity,
        annotator=vote.annotator,
        sentence=pair.new.number,
        state=state,
        at=vote.at,
        guideline=vote.guideline,
        origin="carried",
    )


def _ruling(given: Given, sentence: Sentence) -> ReviewEvent:
    identity = id_of(
        "review",
        given.reviewer,
        sentence.id,
        *_as_list(given.ruling),
        given.at,
        given.guideline,
    )
    return ReviewEvent(
        event_id=identity,
        gesture=identity,
        reviewer=given.reviewer,
        sentence=sentence.number,
        ruling=given.ruling,
        at=given.at,
        guideline=given.guideline,
        origin="carried",
    )


def _as_list(ruling: Ruling) -> list[object]:
    """All that a ruling says."""
    return [
        ruling.decision,
        ruling.label,
        ruling.secondary,
        ruling.note,
        ruling.reason,
        ruling.question,
        sorted(ruling.sent_to),
        sorted(ruling.among),
        ruling.basis,
    ]


def _to_look_at(state: LabelState) -> LabelState:
    if state.label is None:
        return state
    return replace(state, flags=tuple(sorted({*state.flags, CHANGED})))


def _pairs(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[_Pair]:
    before, after = [sentence.text for sentence in old], [sentence.text for sentence in new]
    in_place = carry(before, after)
    gone = moved(before, after, in_place)
    left, found = {one.old for one in gone}, {one.new for one in gone}
    return [
        *(
            _Pair(old[one.old].number, new[one.new], exact=before[one.old] == after[one.new])
            for one in in_place
            if one.old not in left and one.new not in found
        ),
        *(_Pair(old[one.old].number, new[one.new], exact=False) for one in gone),
    ]
