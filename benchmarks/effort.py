"""What labelling costs in keys, and how often a suggestion misleads.

An annotator who knows the right labels drives the session of the app: reads an article, corrects
what is suggested wrong, marks boilerplate up to the end with `B`, and accepts the rest with `Y`,
which takes two keys: one says what would be accepted. A count in front of a label stands for a
run. Moves count as keys. Every run is checked: the labels that are left in the end are the right
ones. Reading costs no keys, and nothing wrong is ever overlooked: what that would come to, the
columns `misled` tell.

The rules were tuned on the samples and on `TUNED`; `UNTUNED` was left alone. Labels of the samples:
tests/golden/labels; of the Wikinews articles: annotator `a` of tests/golden/wikinews. Articles are
labelled one after the other, so that `same-text` and `learned` know what came before.

    python -m benchmarks.effort
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace as with_settings

from annotations import resources
from annotations.config import AgentName, Config, load
from annotations.model import Article, LabelEvent, Sentence, Suggestion
from annotations.store import Place, Store
from annotations.suggesters import Suggester
from annotations.workflow import import_paths
from annotations.workflow.suggesting import learning, suggestions
from tui.session import Session

_GOLDEN = Path(__file__).parents[1] / "tests" / "golden"
TUNED = ("afghan", "crane", "imprisoned", "taxes")
"""Every other one of the eight Wikinews articles, in alphabetical order, from the first."""
UNTUNED = ("clock", "hackers", "lanterns", "worship")
AGENTS: dict[str, tuple[AgentName, ...]] = {
    "none": (),
    "rules": ("rules",),
    "same-text": ("same-text",),
    "learned": ("learned",),
    "all": ("same-text", "learned", "rules"),
}
TRUST = (0.5, 0.6, 0.7, 0.8, 0.9)
_NAME = "ada"
_FAR = 10
"""Steps that take a count of two digits."""

Pair = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Tally:
    """What labelling some articles came to."""

    sentences: int = 0
    keys: int = 0
    """For the right primary labels."""
    both: int = 0
    """For the right primary and secondary labels."""
    two_keys: int = 0
    """In a tool that takes a key for the label and one to go on, or one where it is right."""
    shown: int = 0
    right: int = 0
    misled: tuple[int, ...] = (0,) * len(TRUST)
    """Wrong suggestions with a score of at least each of `TRUST`."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.sentences + other.sentences,
            self.keys + other.keys,
            self.both + other.both,
            self.two_keys + other.two_keys,
            self.shown + other.shown,
            self.right + other.right,
            tuple(map(sum, zip(self.misled, other.misled, strict=True))),
        )


def main(_: Sequence[str] = ()) -> None:
    shipped = load(None, environ={}).config
    print("keys a sentence: primary labels, with secondary ones, in a tool of two keys an item;")
    print("right: of the suggestions shown; misled: wrong labels in a hundred sentences where")
    print("everything with a score of at least .5 .6 .7 .8 .9 is believed")
    for name, agents in AGENTS.items():
        settings = with_settings(shipped.suggest, agents=agents)
        tallies = _run(with_settings(shipped, suggest=settings))
        for group, tally in tallies.items():
            print(f"{name:<10} {group:<12} {_line(tally)}", flush=True)


def _line(tally: Tally) -> str:
    n = tally.sentences
    right = f"{tally.right / tally.shown:.3f}" if tally.shown else "  -  "
    misled = " ".join(f"{100 * wrong / n:4.1f}" for wrong in tally.misled)
    keys = f"{tally.keys / n:.2f} {tally.both / n:.2f} {tally.two_keys / n:.2f}"
    return f"{n:>4} sentences  keys {keys}  right {right} of {tally.shown:>3}  misled {misled}"


def groups() -> dict[str, list[Path]]:
    """Name → the articles' texts, in the order in which they are labelled."""
    wikinews = _GOLDEN / "wikinews"
    return {
        "samples": sorted(resources.seeds_folder().glob("*.txt")),
        "tuned": [wikinews / f"{name}.txt" for name in TUNED],
        "untuned": [wikinews / f"{name}.txt" for name in UNTUNED],
    }


def wanted(text: Path, sentences: Sequence[Sentence]) -> list[Pair]:
    """The right labels of an article: of the golden sentence that covers most of each."""
    labels = _GOLDEN / "labels" / f"{text.stem}.json"
    source = labels if labels.exists() else text.with_suffix(".json")
    golden = json.loads(source.read_text("utf-8"))["sentences"]

    def covered(one: dict[str, int], sentence: Sentence) -> int:
        return min(one["end"], sentence.end) - max(one["start"], sentence.start)

    best = [max(golden, key=lambda one: covered(one, sentence)) for sentence in sentences]
    given = [one.get("a", one) for one in best]
    return [(one["label"], one["secondary"]) for one in given]


def _run(config: Config) -> dict[str, Tally]:
    """Label all articles, one after the other, with what is suggested by then."""
    tallies = {}
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "effort.db") as store:
        for name, texts in groups().items():
            tally = Tally()
            for text in texts:
                tally += _article(store, config, text)
            tallies[name] = tally
    return tallies


def _article(store: Store, config: Config, text: Path) -> Tally:
    """Label one article twice, for primary labels and for both; the second time is kept."""
    list(import_paths(store, [text], now=1, settings=config.importing))
    article = store.articles.find(text.name, annotator=_NAME)
    sentences = store.articles.sentences(article.number)
    gold = wanted(text, sentences)
    learnt: Suggester | None = None
    if "learned" in config.suggest.agents:
        learnt = learning(store, annotator=_NAME, config=config).suggester
    said = suggestions(store, article, annotator=_NAME, config=config, learnt=learnt)
    keys = [
        Hand(store, config, annotator, gold, said, both=both).label(article)
        for annotator, both in (("primary", False), (_NAME, True))
    ]
    right = [
        one is not None and one.label == label for one, (label, _) in zip(said, gold, strict=True)
    ]
    return Tally(
        sentences=len(gold),
        keys=keys[0],
        both=keys[1],
        two_keys=2 * len(gold) - sum(right),
        shown=sum(one is not None for one in said),
        right=sum(right),
        misled=tuple(
            sum(
                one is not None and one.score >= trust and not fits
                for one, fits in zip(said, right, strict=True)
            )
            for trust in TRUST
        ),
    )


class Hand:
    """An annotator who knows the labels of an article, at the keys."""

    def __init__(
        self,
        store: Store,
        config: Config,
        annotator: str,
        gold: Sequence[Pair],
        said: Sequence[Suggestion | None],
        *,
        both: bool,
    ) -> None:
        """`both`: secondary labels have to be right, too."""
        self.keys = 0
        self._store = store
        self._gold = gold
        self._said = said
        self._both = both
        self._one_key = {(pair.label, pair.secondary) for pair in config.combinations}
        self._boilerplate = config.boilerplate.name if config.boilerplate else ""
        least = config.suggest.accept / 100
        self._taken = [one if one and one.score >= least else None for one in said]
        self._session = Session(
            store, config, annotator=annotator, clock=lambda: 1, submit=self._submit
        )

    def _submit(self, gesture: tuple[LabelEvent, ...] | Place) -> None:
        if not isinstance(gesture, Place):
            with self._store.transaction():
                self._store.labels.append(gesture)

    def label(self, article: Article) -> int:
        """Label an article to the end; the keys it took."""
        self._session.open(article.number, position=1)
        visit = self._session.haunted.visit
        assert visit is not None  # noqa: S101 - it was opened
        self._session.take_ghosts(visit, self._said)
        tail = self._tail()
        for start, end in self._runs(tail):
            self._go(start)
            self._press(self._gold[start], end - start)
        if tail < len(self._gold):
            self._go(tail)
            self._session.to_end(self._boilerplate)
            self.keys += 1
        self._accept_the_rest()
        self._check()
        return self.keys

    def _fits(self, pair: Pair, label: str | None, secondary: str | None) -> bool:
        return pair[0] == label and (not self._both or pair[1] == secondary)

    def _is_taken_right(self, at: int) -> bool:
        one = self._taken[at]
        return one is not None and self._fits(self._gold[at], one.label, one.secondary)

    def _tail(self) -> int:
        """Where only boilerplate is left; the end, where the suggestions see to that."""
        at = len(self._gold)
        while at and self._gold[at - 1][0] == self._boilerplate:
            at -= 1
        rest = range(at, len(self._gold))
        return len(self._gold) if all(map(self._is_taken_right, rest)) else at

    def _runs(self, tail: int) -> Iterator[tuple[int, int]]:
        """The stretches to label by hand: of the same labels, if a key sets them."""
        at = 0
        while at < tail:
            start = at
            at += 1
            if self._is_taken_right(start):
                continue
            pair = self._pair(start)
            while (
                self._cost(pair) == 1
                and at < tail
                and at - start < _FAR - 1
                and self._pair(at) == pair
                and not self._is_taken_right(at)
            ):
                at += 1
            yield start, at

    def _pair(self, at: int) -> Pair:
        label, secondary = self._gold[at]
        return label, secondary if self._both else None

    def _cost(self, pair: Pair) -> int:
        return 1 if pair[1] is None or pair in self._one_key else 2

    def _go(self, index: int) -> None:
        """Move, by a count where it is far."""
        steps = abs(index - self._session.cursor)
        self.keys += 0 if not steps else 1 if steps == 1 else 2 if steps < _FAR else 3
        self._session.go(index)

    def _press(self, pair: Pair, times: int) -> None:
        """Set the label of some sentences: a key, or a count and a key."""
        label, secondary = pair if self._both else (pair[0], None)
        cost = self._cost((label, secondary))
        self.keys += min(times, 2) if cost == 1 else cost
        if times > 1:
            self._session.digit(str(times))
        self._session.label(label, secondary)

    def _accept_the_rest(self) -> None:
        """Press `Y` twice: what has no label gets the one suggested."""
        page = self._session.page
        assert page is not None  # noqa: S101 - it was opened
        if all(state.label for state in page.states):
            return
        for _ in range(2):
            self._session.accept_all()
            self.keys += 1

    def _check(self) -> None:
        page = self._session.page
        assert page is not None  # noqa: S101 - it was opened
        for state, pair in zip(page.states, self._gold, strict=True):
            assert self._fits(pair, state.label, state.secondary)  # noqa: S101 - the point of it


if __name__ == "__main__":
    main(sys.argv[1:])
