"""A review in plain Python: votes, rulings, undo, what all of it comes to.

Written from docs/review.md, not from the code, so that the two can be compared. What a key finds
on the screen (the sentence, whose labels stand there, in which order) is handed in as `Seen`: the
model says what must come of it. Slow and plain on purpose.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from annotations.model import NO_RULING, NOTHING_SAID, LabelState, Ruling


@dataclass(frozen=True)
class Seen:
    """What stood on the screen before a key."""

    sentence: int
    candidates: tuple[tuple[str, LabelState], ...]
    """Who labelled it, and how, in the order shown."""
    news: bool = False
    """Whether another ruling counts now than the one that is shown."""


@dataclass(frozen=True)
class Was:
    """What one gesture did to one sentence."""

    sentence: int
    before: Ruling
    after: Ruling


@dataclass
class Stacks:
    """What a reviewer can undo and redo."""

    done: list[list[Was]] = field(default_factory=list)
    undone: list[list[Was]] = field(default_factory=list)


class ReviewModel:
    """Everything that annotators and reviewers have said."""

    def __init__(self) -> None:
        self.votes: dict[int, dict[str, LabelState]] = {}
        """Sentence → annotator → what they say."""
        self.rulings: dict[int, dict[str, Ruling]] = {}
        """Sentence → reviewer → ruling, the one said last at the end."""
        self._asked: dict[tuple[int, str], set[str]] = {}
        """(sentence, reviewer) → those whom they asked to look again, who have not answered."""
        self.stacks: dict[str, Stacks] = {}
        self.last: int | None = None
        """The sentence that was decided last in this sitting."""

    # What others do.

    def vote(self, sentence: int, annotator: str, state: LabelState) -> None:
        """An annotator says something; a label, the same again too, answers a reviewer."""
        before = self.votes.setdefault(sentence, {}).get(annotator, NOTHING_SAID)
        self.votes[sentence][annotator] = state
        relabelled = (before.label, before.secondary) != (state.label, state.secondary)
        if relabelled or (before.note, before.flags) == (state.note, state.flags):
            for (at, _), names in self._asked.items():
                if at == sentence:
                    names.discard(annotator)

    # What stands.

    def own(self, sentence: int, reviewer: str) -> Ruling:
        """What a reviewer has said of a sentence."""
        return self.rulings.get(sentence, {}).get(reviewer, NO_RULING)

    def counting(self, sentence: int) -> tuple[str, Ruling] | None:
        """The ruling that counts: the last that decides."""
        said = reversed(self.rulings.get(sentence, {}).items())
        return next((one for one in said if one[1].decision is not None), None)

    def foreign(self, sentence: int, reviewer: str) -> bool:
        """Whether the ruling of somebody else counts."""
        counting = self.counting(sentence)
        return counting is not None and counting[0] != reviewer

    def waiting(self) -> set[int]:
        """The sentences that somebody is to look at again: nobody has decided since."""
        return {
            sentence
            for (sentence, reviewer), names in self._asked.items()
            if names and not self._decided_since(sentence, reviewer)
        }

    def _decided_since(self, sentence: int, reviewer: str) -> bool:
        said = self.rulings[sentence]
        since = list(said)[list(said).index(reviewer) :]
        return any(said[name].decision is not None for name in since)

    def labels(self, sentence: int) -> list[str]:
        """The primary labels that a sentence was given."""
        return [one.label for one in self.votes.get(sentence, {}).values() if one.label]

    def disputed(self) -> dict[int, tuple[int, bool]]:
        """Sentence → thousandths of the votes against the most frequent label, settled or not."""
        found = {}
        for sentence in self.votes:
            given = Counter(self.labels(sentence))
            if len(given) > 1:
                against = given.total() - max(given.values())
                found[sentence] = (1000 * against // given.total(), self._settled(sentence))
        return found

    def _settled(self, sentence: int) -> bool:
        return any(
            one.decision is not None and one.basis in ("adjudicated", "majority")
            for one in self.rulings.get(sentence, {}).values()
        )

    def resolved(self) -> dict[int, tuple[str, str | None, str, str | None]]:
        """Sentence → (label, secondary, decided by, adjudicator), where there is a label."""
        found: dict[int, tuple[str, str | None, str, str | None]] = {}
        for sentence in self.votes.keys() | self.rulings.keys():
            voted, counting = self._voted(sentence), self.counting(sentence)
            if counting is None:
                if voted is not None:
                    found[sentence] = (*voted, None)
            elif (ruling := counting[1]).label is not None:
                decided = (ruling.label, ruling.secondary, ruling.basis)
                by = ruling.basis if decided == voted else "adjudicated"
                found[sentence] = (ruling.label, ruling.secondary, by, counting[0])
        return found

    def _voted(self, sentence: int) -> tuple[str, str | None, str] | None:
        states = [one for one in self.votes.get(sentence, {}).values() if one.label]
        label = _more_than_half([one.label for one in states])
        if label is None:
            return None
        secondary = _more_than_half([one.secondary for one in states if one.label == label])
        agreeing = sum(one.label == label for one in states)
        how = "single" if len(states) == 1 else "unanimous"
        return label, secondary, how if agreeing == len(states) else "majority"

    # What a reviewer does.

    def decide(self, seen: Seen, reviewer: str, label: str | None, secondary: str | None) -> None:
        """Decide on a label, or (None) that none fits; what somebody else decided comes first."""
        if seen.news:
            return
        among = tuple(sorted({str(state.label) for _, state in seen.candidates}))
        own = self.own(seen.sentence, reviewer)
        after = replace(
            own,
            decision="none" if label is None else "label",
            label=label,
            secondary=secondary,
            among=among,
            basis="adjudicated",
            sent_to=(),
        )
        self._set(seen.sentence, reviewer, after, again=self.foreign(seen.sentence, reviewer))
        self.last = seen.sentence

    def take(self, seen: Seen, reviewer: str, place: int) -> None:
        """Decide as the annotator at a place."""
        if place < len(seen.candidates):
            state = seen.candidates[place][1]
            self.decide(seen, reviewer, state.label, state.secondary)

    def majority(self, seen: Seen, reviewer: str) -> None:
        """Decide as more than half did."""
        states = [state for _, state in seen.candidates]
        label = _more_than_half([state.label for state in states])
        if label is not None:
            agreeing = [state.secondary for state in states if state.label == label]
            self.decide(seen, reviewer, label, _more_than_half(agreeing))

    def clear(self, seen: Seen, reviewer: str) -> None:
        """Take the decision back."""
        own = self.own(seen.sentence, reviewer)
        if own.decision is not None:
            self._set(seen.sentence, reviewer, _undecided(own))

    def secondary(self, seen: Seen, reviewer: str, name: str) -> None:
        """Add a secondary label to the decision here, or to the last one; again: take it off."""
        at, own = seen.sentence, self.own(seen.sentence, reviewer)
        if own.label is None and self.last is not None:
            at, own = self.last, self.own(self.last, reviewer)
        if own.label not in (None, name) and not self._overtaken(at, seen, reviewer):
            second = None if own.secondary == name else name
            self._set(at, reviewer, replace(own, secondary=second, basis="adjudicated"))

    def _overtaken(self, sentence: int, seen: Seen, reviewer: str) -> bool:
        """Whether somebody else decided and the reviewer has not been shown that."""
        return seen.news if sentence == seen.sentence else self.foreign(sentence, reviewer)

    def remark(self, seen: Seen, reviewer: str, **said: object) -> None:
        """A note, a reason, a question: they decide nothing, and bring no decision back."""
        own = self.own(seen.sentence, reviewer)
        after = replace(own, **said)  # type: ignore[arg-type]  # fields of a ruling
        if after != own:
            foreign = self.foreign(seen.sentence, reviewer)
            self._set(seen.sentence, reviewer, _undecided(after) if foreign else after)

    def reason(self, seen: Seen, reviewer: str, name: str) -> None:
        """Give a reason; the same again takes it off."""
        same = self.own(seen.sentence, reviewer).reason == name
        self.remark(seen, reviewer, reason="" if same else name)

    def question(self, seen: Seen, reviewer: str) -> None:
        """Mark that the guideline does not answer it, or take the mark off."""
        asked = self.own(seen.sentence, reviewer).question
        self.remark(seen, reviewer, question=not asked)

    def send(self, seen: Seen, reviewer: str, names: Sequence[str]) -> None:
        """Send the sentence back to these; nobody: take that back."""
        if not names:
            self.remark(seen, reviewer, sent_to=())
        elif not seen.news:
            own = self.own(seen.sentence, reviewer)
            after = replace(_undecided(own), sent_to=tuple(sorted(names)))
            self._set(seen.sentence, reviewer, after)
            self.last = seen.sentence

    def acceptable(self, *, annotators: int, percent: int) -> dict[int, Ruling]:
        """What accepting in bulk would decide, apart from what a reviewer has said before."""
        found = {}
        for sentence in sorted(self.votes):
            voted = self._voted(sentence)
            states = [one for one in self.votes[sentence].values() if one.label]
            if voted is None or self.counting(sentence) or sentence in self.waiting():
                continue
            share = 100 * sum(one.label == voted[0] for one in states) / len(states)
            alike = len({(one.label, one.secondary) for one in states}) == 1
            enough = alike if percent == 100 else share >= percent
            if len(states) >= annotators and enough:
                among = tuple(sorted({str(one.label) for one in states}))
                found[sentence] = Ruling(
                    decision="label",
                    label=voted[0],
                    secondary=voted[1],
                    among=among,
                    basis=voted[2],  # type: ignore[arg-type]  # one of its names
                )
        return found

    def accept(self, reviewer: str, *, annotators: int, percent: int) -> None:
        """Accept in bulk: one gesture."""
        found = self.acceptable(annotators=annotators, percent=percent)
        steps = []
        for sentence, ruling in found.items():
            own = self.own(sentence, reviewer)
            kept = replace(ruling, note=own.note, reason=own.reason, question=own.question)
            steps.append(Was(sentence, own, kept))
        self._do(reviewer, steps)

    def undo(self, reviewer: str) -> int | None:
        """Take the last gesture back; the sentence to which that leads."""
        stacks = self._stacks(reviewer)
        if not stacks.done:
            return None
        gesture = stacks.done.pop()
        stacks.undone.append(gesture)
        self._say(reviewer, [(step.sentence, step.before) for step in gesture])
        return gesture[0].sentence if len(gesture) == 1 else None

    def redo(self, reviewer: str) -> int | None:
        """Bring it back: but what others have decided since stands."""
        stacks = self._stacks(reviewer)
        if not stacks.undone:
            return None
        gesture = stacks.undone.pop()
        stacks.done.append(gesture)
        self._say(reviewer, [(step.sentence, step.after) for step in gesture])
        return gesture[0].sentence if len(gesture) == 1 else None

    # How it is done.

    def _stacks(self, reviewer: str) -> Stacks:
        return self.stacks.setdefault(reviewer, Stacks())

    def _set(self, sentence: int, reviewer: str, after: Ruling, *, again: bool = False) -> None:
        own = self.own(sentence, reviewer)
        if after != own or again:
            self._do(reviewer, [Was(sentence, own, after)])

    def _do(self, reviewer: str, steps: list[Was]) -> None:
        if not steps:
            return
        stacks = self._stacks(reviewer)
        stacks.undone.clear()
        stacks.done.append(steps)
        for step in steps:
            self.say(step.sentence, reviewer, step.after)

    def _say(self, reviewer: str, rulings: Iterable[tuple[int, Ruling]]) -> None:
        """Say these again; where somebody else's decision counts, that stands."""
        for sentence, ruling in list(rulings):
            foreign = self.foreign(sentence, reviewer)
            self.say(sentence, reviewer, _undecided(ruling) if foreign else ruling)

    def say(self, sentence: int, reviewer: str, ruling: Ruling) -> None:
        """A ruling, the last one of all on its sentence."""
        said = self.rulings.setdefault(sentence, {})
        said.pop(reviewer, None)
        said[reviewer] = ruling
        self._asked[sentence, reviewer] = set(ruling.sent_to)


def _undecided(ruling: Ruling) -> Ruling:
    return replace(ruling, decision=None, label=None, secondary=None)


def _more_than_half(given: Sequence[str | None]) -> str | None:
    """The value of more than half; None where there is none."""
    counted = Counter(given).most_common(1)
    return counted[0][0] if counted and 2 * counted[0][1] > len(given) else None
