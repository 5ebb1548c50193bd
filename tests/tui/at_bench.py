"""A reviewer's session without a screen, over a store, with a clock that a test moves."""

from dataclasses import dataclass, field, replace

from reviewing import rule
from support import add_article, append, event

from annotations import resources
from annotations.config import Config, load
from annotations.errors import NotSaved
from annotations.model import NO_RULING, ReviewGesture, Ruling
from annotations.review.queues import Disputes, Queue
from annotations.store import Store
from tui.bench import Tally
from tui.page import Effect
from tui.reviewing import ReviewSession

START = 1_800_000_000_000_000


@dataclass
class Desk:
    """A review over a store, with a clock that a test moves."""

    store: Store
    now: int = START
    handed: list[ReviewGesture] = field(default_factory=list)
    broken: bool = False
    reviewer: str = "rosa"

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """As after a start of the program."""
        config = load(resources.shipped_config(), environ={}).config
        self.session = ReviewSession(
            self.store,
            config,
            reviewer=self.reviewer,
            clock=lambda: self.now,
            submit=self.submit,
        )

    @property
    def config(self) -> Config:
        return self.session.config

    def submit(self, gesture: ReviewGesture) -> None:
        if self.broken:
            raise NotSaved("closed")
        self.handed.append(gesture)
        rule(self.store, *gesture)
        self.session.saved([gesture])

    def begin(self, queue: Queue) -> Effect:
        before = Tally(*self.store.queues.decided()) if isinstance(queue, Disputes) else Tally(0, 0)
        found = self.store.queues.find(queue)
        return self.session.begin(queue, found, before=replace(before, of=before.done))

    @property
    def at(self) -> int | None:
        """Number of the current sentence."""
        return self.session.sentence.number if self.session.sentence else None

    def stored(self, sentence: int) -> Ruling:
        article, _ = self.store.articles.of_sentence(sentence)
        given = self.store.reviews.rulings(article).get(sentence, [])
        return next((one.ruling for one in given if one.reviewer == self.reviewer), NO_RULING)


def at_the_bench(store: Store) -> Desk:
    """Two articles of three sentences; ada and ben differ on 2, 3 and 4, all three on 5."""
    add_article(store, ["One.", "Two.", "Three."], name="a.txt")
    add_article(store, ["Four.", "Five.", "Six."], name="b.txt")
    labels = {
        1: ("claim", "claim"),
        2: ("claim", "opinion"),
        3: ("attribution+claim", "claim"),
        4: ("claim", "boilerplate"),
        5: ("claim", "opinion"),
    }
    for sentence, given in labels.items():
        for name, label in zip(("ada", "ben"), given, strict=True):
            primary, _, secondary = label.partition("+")
            made = event(sentence, primary, secondary=secondary or None, annotator=name)
            append(store, replace(made, ms=1200))
    append(store, event(5, "opinion", annotator="cleo"))
    return Desk(store)
