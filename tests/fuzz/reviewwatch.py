"""The review beside its model: what a key is to do, and whether that is what was stored."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from fuzzing import Sitting
from reviewing import review, rule
from reviewmodel import ReviewModel, Seen
from support import append, event

from annotations import workflow
from annotations.model import NO_RULING, Ruling
from annotations.store import Given
from annotations.store.labels import state_of
from annotations.workflow.accepting import Acceptable
from tui.keynames import key_name
from tui.keys import Binding
from tui.reviewchoices import ToAccept
from tui.screens.found import ToAction
from tui.screens.review import ReviewScreen

REVIEWER, OTHER = "rosa", "remo"


class ReviewWatch:
    """Follows one reviewer through a run."""

    def __init__(self) -> None:
        self.model = ReviewModel()
        self._seq = 0
        self._shown: Seen | None = None
        self._led_to: int | None = None
        self._places: dict[int, int] = {}
        """Sentence → its article."""
        self._ids: dict[int, str] = {}

    # What the harness tells.

    def opened(self, sitting: Sitting) -> None:
        """What was decided in an earlier sitting is not the last decision of this one."""
        self.model.last = None
        articles = sitting.store.articles
        for article in range(1, articles.count() + 1):
            for sentence in articles.read(article)[1]:
                self._places[sentence.number] = article
                self._ids[sentence.number] = sentence.id
        self._read_votes(sitting)
        self._compare(sitting)

    def before(self, sitting: Sitting, key: str) -> None:
        """Tell the model what is asked for."""
        self._led_to, bench = None, sitting.app.bench
        if bench is None or sitting.top is not bench:
            return
        self._shown = _seen(sitting, bench)
        binding = sitting.keymap.hear(key_name(key), bench.context)
        if binding is not None and not bench.session.reading_only:
            self._do(bench, binding, sitting)

    def after(self, sitting: Sitting, key: str) -> None:
        """Compare what is stored with the model."""
        del key
        self._drain(sitting)
        self._read_votes(sitting)
        self._compare(sitting)
        bench = sitting.app.bench
        if bench is not None and sitting.top is bench and not sitting.ended:
            self._compare_screen(bench)

    def at_rest(self, sitting: Sitting) -> None:
        """Compare what an export would write."""
        self._compare_export(sitting)

    # What a key asks for.

    def _do(self, bench: ReviewScreen, binding: Binding, sitting: Sitting) -> None:
        if bench.finder.visible:
            self._do_in_finder(bench, binding, sitting)
        elif bench.choosing == "send" and binding.id in SENDING:
            self._answer(binding.id)
        elif self._shown is not None and not bench.reading:
            self._decide(bench, binding, self._shown)
        if not bench.finder.visible and not bench.reading and binding.id in ("undo", "redo"):
            self._reverse(binding.id)

    def _do_in_finder(self, bench: ReviewScreen, binding: Binding, sitting: Sitting) -> None:
        finder = bench.finder
        if finder.mode == "note":
            if binding.id in SAVING and self._shown is not None:
                self.model.remark(self._shown, REVIEWER, note=finder.text.strip())
        elif binding.id == "search.open" and finder.choices.chosen is not None:
            match finder.choices.chosen.target:
                case ToAccept(Acceptable(agreed=agreed)):
                    self.model.accept(
                        REVIEWER, annotators=agreed.annotators, percent=agreed.percent
                    )
                case ToAction(id_):
                    action = sitting.keymap.binding(id_)
                    if action is not None and self._shown is not None:
                        self._decide(bench, action, self._shown)
                    if id_ in ("undo", "redo"):
                        self._reverse(id_)

    def _answer(self, id_: str) -> None:
        assert self._shown is not None
        names = [name for name, _ in self._shown.candidates]
        chosen = {"review.first": names[:1], "review.second": names[1:2]}.get(id_, names)
        if chosen:
            self.model.send(self._shown, REVIEWER, chosen)

    def _decide(self, bench: ReviewScreen, binding: Binding, seen: Seen) -> None:
        model, argument = self.model, binding.argument
        if binding.verb == "primary":
            model.decide(seen, REVIEWER, argument, None)
        elif binding.verb == "secondary":
            model.secondary(seen, REVIEWER, argument)
        elif binding.verb == "combination":
            pair = next(c for c in bench.session.config.combinations if c.key == argument)
            model.decide(seen, REVIEWER, pair.label, pair.secondary)
        elif binding.verb == "reason":
            model.reason(seen, REVIEWER, argument)
        elif binding.id == "review.send":
            self._send(seen)
        elif binding.id in DEEDS:
            DEEDS[binding.id](model, seen)

    def _send(self, seen: Seen) -> None:
        """Take it back, or ask the only one; with several it is asked to whom."""
        if self.model.own(seen.sentence, REVIEWER).sent_to:
            self.model.send(seen, REVIEWER, [])
        elif len(seen.candidates) == 1:
            self.model.send(seen, REVIEWER, [seen.candidates[0][0]])

    def _reverse(self, id_: str) -> None:
        model = self.model
        self._led_to = model.undo(REVIEWER) if id_ == "undo" else model.redo(REVIEWER)

    # What others do.

    def vote(self, sitting: Sitting, name: str, where: str, label: str) -> None:
        """An annotator labels a sentence in another program; `-`: takes the label off."""
        sentence = self._sentence(sitting, where)
        primary, _, secondary = label.partition("+")
        made = event(
            sentence,
            None if primary == "-" else primary,
            secondary=secondary or None,
            annotator=name,
            at=sitting.clock(),
        )
        append(sitting.store, made)
        self._read_votes(sitting)

    def rule(self, sitting: Sitting, where: str, label: str) -> None:
        """Another reviewer decides in another program; `-`: takes it back."""
        sentence = self._sentence(sitting, where)
        said = Ruling("none" if label == "none" else "label", None if label == "none" else label)
        said = NO_RULING if label == "-" else said
        rule(sitting.store, review(sentence, said, reviewer=OTHER, at=sitting.clock()))
        self.model.say(sentence, OTHER, said)

    def _sentence(self, sitting: Sitting, where: str) -> int:
        """`here`: the one that the reviewer looks at; `last`: the one decided last; a number."""
        if where == "last" and self.model.last is not None:
            return self.model.last
        bench = sitting.app.bench
        if where in ("here", "last"):
            sentence = bench.session.sentence if bench is not None else None
            return sentence.number if sentence is not None else 1
        return int(where)

    # Comparing.

    def _drain(self, sitting: Sitting) -> None:
        assert sitting.app._writer.drain(10), "it is not saved"

    def _read_votes(self, sitting: Sitting) -> None:
        """Tell the model what annotators have said since."""
        rows = sitting.store._connection.execute(
            "SELECT seq, sentence, annotator.name, label, secondary, flags, note FROM label_event"
            "  JOIN annotator ON annotator.number = annotator WHERE seq > ? ORDER BY seq",
            (self._seq,),
        ).fetchall()
        for seq, sentence, name, *state in rows:
            self._seq = seq
            self.model.vote(sentence, name, state_of(*state))

    def _compare(self, sitting: Sitting) -> None:
        stored: dict[int, dict[str, Ruling]] = {}
        for article in set(self._places.values()):
            for sentence, given in sitting.store.reviews.rulings(article).items():
                stored[sentence] = {one.reviewer: one.ruling for one in reversed(given)}
        for sentence in self._places:
            ours, theirs = self.model.rulings.get(sentence, {}), stored.get(sentence, {})
            assert _said(theirs) == _said(ours), f"sentence {sentence}"
        rows = sitting.store._connection.execute("SELECT sentence, severity, decided FROM disputed")
        disputed = {sentence: (severity, bool(done)) for sentence, severity, done in rows}
        assert disputed == self.model.disputed()
        assert sitting.store.reviews.waiting() == self.model.waiting()

    def _compare_screen(self, bench: ReviewScreen) -> None:
        session, sentence = bench.session, bench.session.sentence
        if sentence is None:
            return
        assert session.astray or sentence.number in session.sentences
        assert plain(session.ruling) == plain(self.model.own(sentence.number, REVIEWER))
        if self._led_to is not None:
            assert sentence.number == self._led_to, "undo leads to what it took back"
        if self._shown is None or self._shown.sentence != sentence.number:  # read just now
            counting = self.model.counting(sentence.number)
            given = session.given
            told = (given.reviewer, plain(given.ruling)) if given else None
            assert told == ((counting[0], plain(counting[1])) if counting else None)
        assert session.decided <= set(session.sentences)

    def _compare_export(self, sitting: Sitting) -> None:
        resolved = self.model.resolved()
        assert exported(sitting) == {self._ids[number]: one for number, one in resolved.items()}


DEEDS: Mapping[str, Callable[[ReviewModel, Seen], None]] = {
    "review.first": lambda model, seen: model.take(seen, REVIEWER, 0),
    "review.second": lambda model, seen: model.take(seen, REVIEWER, 1),
    "review.majority": lambda model, seen: model.majority(seen, REVIEWER),
    "review.none": lambda model, seen: model.decide(seen, REVIEWER, None, None),
    "review.question": lambda model, seen: model.question(seen, REVIEWER),
    "label.clear": lambda model, seen: model.clear(seen, REVIEWER),
}
"""What keys of the review do."""

SENDING = frozenset({"review.first", "review.second", "review.majority"})
SAVING = frozenset(
    {
        "note.save",
        "screen.annotate",
        "screen.review",
        "screen.claims",
        "screen.progress",
        "screen.export",
    }
)
"""Actions that save a note that is being written."""


def plain(ruling: Ruling) -> Ruling:
    """A ruling without what says nothing where there is no decision."""
    return ruling if ruling.decision else replace(ruling, among=(), basis="adjudicated")


def exported(sitting: Sitting) -> dict[str, tuple[str, str | None, str, str | None]]:
    """Sentence id → (label, secondary, decided by, adjudicator), as a training set has them."""
    file = io.BytesIO()
    for _ in workflow.export(sitting.store, file, config=sitting.config):
        pass
    rows = [json.loads(line) for line in file.getvalue().splitlines()]
    return {
        row["id"]: (row["label"], row["secondary"], row["decided_by"], row["adjudicator"])
        for row in rows
    }


def _said(rulings: dict[str, Ruling]) -> list[tuple[str, Ruling]]:
    """Who said what, in the order said; an order among those who decide nothing means nothing."""
    ordered = [(name, plain(ruling)) for name, ruling in rulings.items()]
    deciding = [one for one in ordered if one[1].decision]
    empty = [one for one in ordered if not one[1].decision and one[1] != plain(NO_RULING)]
    return [*deciding, *sorted(empty, key=lambda one: one[0])]


def _seen(sitting: Sitting, bench: ReviewScreen) -> Seen | None:
    """What stands on the screen; None without a sentence."""
    session = bench.session
    if session.sentence is None:
        return None
    candidates = tuple((one.annotator, one.state) for one in session.candidates)
    stored = sitting.store.reviews.rulings_on(session.sentence.number)
    counting = next((one for one in stored if one.ruling.decision is not None), None)
    news = _known(counting) != _known(session.given)
    return Seen(session.sentence.number, candidates, news=news)


def _known(given: Given | None) -> tuple[str | None, ...] | None:
    """What of a ruling is news to others: who decided, and what. Said again, it is none."""
    if given is None:
        return None
    ruling = given.ruling
    return given.reviewer, ruling.decision, ruling.label, ruling.secondary
