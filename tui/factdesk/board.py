"""The board: a row a claim, sorted and filtered; and the same to choose a claim from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from annotations.claims import Mention
from annotations.config import Config
from annotations.facts.claim import Claim, mention_slot
from annotations.facts.verdicts import Outcome, outcome
from annotations.matching.resemble import resemblance
from annotations.store import Store
from annotations.text.display import shown
from annotations.workflow.claiming import withdrawn
from annotations.workflow.standing import Standing, Standings
from tui.factdesk import words
from tui.factdesk.quotes import Quotes
from tui.factdesk.reporting import WRITTEN, ask_report, told
from tui.factdesk.sources import Sources
from tui.factdesk.versions import Versions
from tui.factdesk.view import Desk, View
from tui.page import NOTHING, Effect
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import cells, crop


@dataclass(frozen=True, slots=True)
class Row:
    """A claim on the board."""

    standing: Standing
    attribution: Outcome
    content: Outcome

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.standing.claim

    @property
    def open(self) -> bool:
        """Whether no one the reader can see has said whether it is true."""
        return self.content.verdict is None


SORTS: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "newest first": lambda row: (-row.claim.at,),
    "most articles first": lambda row: (-row.standing.articles, -row.claim.at),
    "most alarms first": lambda row: (-row.standing.alarms, -row.claim.at),
    "without a verdict first": lambda row: (not row.open, -row.claim.at),
    "by their words": lambda row: (row.claim.wording.text.casefold(),),
}
"""Name of an order → what rows are sorted by."""

FILTERS: Mapping[str, Callable[[Row], bool]] = {
    "all": lambda _: True,
    "no verdict": lambda row: row.open,
    "one root": lambda row: len(row.standing.roots) == 1,
    "has alarms": lambda row: row.standing.alarms > 0,
    "checkers differ": lambda row: row.attribution.differ or row.content.differ,
    "waits for a second checker": lambda row: bool(row.attribution.hidden or row.content.hidden),
}
"""Name of a filter → which rows stay."""


def read(store: Store, *, config: Config, reader: str) -> list[Row]:
    """All claims with where they stand."""
    standings = Standings(store, config, annotator=reader)
    return [row_of(standings.of(claim), reader) for claim in store.facts.claims()]


def row_of(standing: Standing, reader: str) -> Row:
    """The row of a claim as a reader may see it."""
    return Row(
        standing,
        outcome(standing.claim, "attribution", reader=reader),
        outcome(standing.claim, "content", reader=reader),
    )


class Board(View):
    """All claims."""

    context = "claims"
    needs_claim = False
    hints: tuple[str, ...] = (
        *("claim.open", "claims.filter", "claims.sort", "claims.find", "claim.sources"),
        *("claim.report", "undo"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows: list[Row] | None = None
        self.sort = next(iter(SORTS))
        self.filter = next(iter(FILTERS))
        self.wanted = ""
        """Words that a claim must have."""

    def begin(self) -> None:
        """Read all claims."""
        self.work.close()
        self.desk.read_in_thread(
            "board", None, partial(read, config=self.desk.config, reader=self.work.annotator)
        )

    def take(self, what: str, asked: object, answer: object) -> None:
        """Take the claims."""
        if what == "board" and isinstance(answer, list):
            self.rows = answer
        elif what == WRITTEN and (said := told(answer)):
            self.desk.say(said, lasting=True)

    def changed(self) -> None:
        """Read them again."""
        self.begin()

    @property
    def shown(self) -> list[Row]:
        """The rows that stay, in order."""
        typed = self.wanted.casefold().split()
        kept = [
            row
            for row in self.rows or ()
            if FILTERS[self.filter](row)
            and all(word in row.claim.wording.text.casefold() for word in typed)
        ]
        return sorted(kept, key=SORTS[self.sort])

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        rows = self.shown
        return rows[self.cursor] if self.cursor < len(rows) else None

    def title(self) -> str:
        """Claims, and what is left out."""
        found = f" · with “{self.wanted}”" if self.wanted else ""
        return "claims" + (f" · {self.filter}" if self.filter != "all" else "") + found

    def figures(self) -> str:
        """How many there are, and how many are open."""
        rows = self.rows
        if rows is None:
            return "reading …"
        waiting = sum(row.open for row in rows)
        return f"{words.counted(len(rows), 'claim')} · {waiting:,} without a verdict · {self.sort}"

    def empty(self) -> str:
        """How a claim is made."""
        if self.rows is None:
            return "Reading the claims …"
        if self.rows:
            return "No claim is like that. " + self._key("claims.filter") + " shows others."
        return (
            "There are no claims yet.\n\nIn an article, "
            + self._key("claim.make")
            + " makes a claim of the sentence under the cursor.\n"
            + self._key("screen.annotate")
            + " goes there."
        )

    def _key(self, id_: str) -> str:
        binding = self.desk.keymap.binding(id_)
        return binding.shown.split(" ")[0] if binding and binding.keys else "the palette"

    def blocks(self, width: int) -> Sequence[Block]:
        """Two lines a claim: its words; then articles, roots, signs, verdicts."""
        return [self._block(row, width) for row in self.shown]

    def _block(self, row: Row, width: int) -> Block:
        look, standing = self.look, row.standing
        text = crop(shown(row.claim.wording.text), width)
        counts = f"{standing.articles} A  {len(standing.roots)} R  "
        alarms = f"{standing.alarms} ▲  " if standing.alarms else ""
        left: list[tuple[str, object]] = [
            (counts, look.dim),
            (alarms, look.warning),
            (f"{standing.marks:<6}  ", look.accent),
        ]
        room = width - sum(cells(part) for part, _ in left)
        verdict = crop(_verdicts(row), max(0, room))
        style = look.dim if row.open else look.good
        return (
            ((text, look.title),),
            (*left, (verdict, look.warning if row.content.differ else style)),  # type: ignore[arg-type]
            (),
        )

    def about(self, width: int) -> Sequence[Line]:
        """The claim in full, on what it rests, its versions."""
        row = self.current
        if row is None:
            return self._legend(width)
        look, standing = self.look, row.standing
        lines: list[Line] = [(), *words.wrapped(shown(row.claim.wording.text), look, width - 1)]
        lines += [
            (),
            *words.wrapped(words.rests_on(standing.articles, standing.roots), look, width),
        ]
        for version in standing.versions:
            lines.append(())
            lines.append(((crop(version.outlet, width - 1), look.key),))
            lines += words.wrapped(shown(version.mention.text), look, width - 1)
            lines += [
                ((crop(words.difference(one.divergence), width - 1), look.warning),)
                for one in version.alarms
            ]
        lines += [(), ((words.LEVELS["attribution"], look.key),)]
        lines.append(((words.verdict_of(row.attribution), look.text),))
        lines.append(((words.LEVELS["content"], look.key),))
        lines.append(((words.verdict_of(row.content), look.text),))
        return [*lines, *self._legend(width)]

    def _legend(self, width: int) -> list[Line]:
        look = self.look
        told = (
            'A articles  R roots  ▲ alarms   # number  @ date  ! negation  " quote  ~ hedge  '
            "> attribution"
        )
        return [(), *(((line[1][0], look.dim),) for line in words.wrapped(told, look, width - 1))]

    def deeds(self) -> Mapping[str, Callable[[], Effect | None]]:
        """What keys do here."""
        return {
            "claim.open": self.open,
            "claims.sort": self.next_sort,
            "claims.filter": self.next_filter,
            "claims.find": self.find,
            "claim.withdraw": self.withdraw,
            "claim.report": self.report,
            "claim.sources": lambda: self.desk.show_view(Sources(self.desk)),
            "claim.quotes": lambda: self.desk.show_view(Quotes(self.desk)),
        }

    def open(self) -> Effect | None:
        """Open the claim under the cursor."""
        row = self.current
        if row is None:
            return self._nothing_here()
        self.work.open(row.claim.id)
        return self.desk.show_view(Versions(self.desk))

    def _nothing_here(self) -> Effect:
        return Effect(
            message="still reading the claims" if self.rows is None else "there is no claim here"
        )

    def report(self) -> Effect:
        """Ask where the report of the claim goes."""
        row = self.current
        return self._nothing_here() if row is None else ask_report(self.desk, row.claim)

    def next_sort(self) -> Effect:
        """Sort otherwise."""
        names = list(SORTS)
        self.sort = names[(names.index(self.sort) + 1) % len(names)]
        return self._arranged(self.sort)

    def next_filter(self) -> Effect:
        """Leave others out."""
        names = list(FILTERS)
        self.filter = names[(names.index(self.filter) + 1) % len(names)]
        return self._arranged(f"shown: {self.filter}")

    def find(self) -> Effect:
        """Ask for words that claims must have."""
        return self.desk.ask_line("words of the claims; none: all", self.wanted, self._found)

    def _found(self, typed: str) -> Effect:
        self.wanted = typed.strip()
        return self._arranged("")

    def _arranged(self, message: str) -> Effect:
        self.cursor = 0
        self.desk.repaint()
        return Effect(moved=True, message=message)

    def withdraw(self) -> Effect:
        """Take the claim back; undo brings it back with all that was said of it."""
        row = self.current
        if row is None:
            return self._nothing_here()
        self.work.make(withdrawn(row.claim))
        return Effect(
            opened=True, moved=True, message="the claim was taken back; undo brings it back"
        )


def _verdicts(row: Row) -> str:
    said = [
        words.verdict_of(one) for one in (row.content, row.attribution) if one.shown or one.hidden
    ]
    return " · ".join(said) if said else "no verdict"


class AddTo(Board):
    """The board, to choose the claim that a sentence is added to: the most alike first."""

    hints: tuple[str, ...] = ("claim.open", "claims.find", "quit")

    def __init__(self, desk: Desk, mention: Mention) -> None:
        super().__init__(desk)
        self.mention = mention

    def title(self) -> str:
        """What is asked."""
        return "to which claim does the sentence belong?"

    def head(self, width: int) -> Sequence[Line]:
        """The sentence."""
        look = self.look
        return (((f" {crop(shown(self.mention.text), width - 2)}", look.title),), ())

    @property
    def shown(self) -> list[Row]:
        """The rows, those most like the sentence first."""
        return sorted(
            (row for row in super().shown if self.mention.sentence not in row.claim.confirmed),
            key=lambda row: -resemblance(self.mention.text, row.claim.wording.text),
        )

    def deeds(self) -> Mapping[str, Callable[[], Effect | None]]:
        """Adding stands for opening."""
        return {"claim.open": self.add_it, "claims.find": self.find}

    def add_it(self) -> Effect | None:
        """Add the sentence to the claim under the cursor, and go back to the article."""
        row = self.current
        if row is None:
            return self._nothing_here()
        mention = replace(self.mention, relation="same", state="confirmed")
        self.work.make([(mention_slot(row.claim.id, mention.sentence), mention)])
        self.desk.leave_view()
        return replace(NOTHING, message="the sentence was added to the claim")
