"""The board: a row a claim, sorted and filtered.

It is there as soon as the claims are read; where they stand follows. Refuses to say what a claim
is worth: it shows what others concluded.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from annotations.facts.claim import Claim
from annotations.facts.verdicts import Outcome, outcome
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.text.display import shown
from annotations.workflow.claiming import withdrawn
from annotations.workflow.standing import Standing
from tui.factdesk import words
from tui.factdesk.quotes import Quotes
from tui.factdesk.reporting import WRITTEN, ask_report, told
from tui.factdesk.sources import Sources
from tui.factdesk.standings import FIRST, Read, read_board, read_rest
from tui.factdesk.versions import Versions
from tui.factdesk.view import Desk, View
from tui.lineview import Part
from tui.page import Effect
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import cells, crop


@dataclass(frozen=True, slots=True)
class Row:
    """A claim on the board."""

    claim: Claim
    made: int
    """How many claims were made before it."""
    standing: Standing | None
    """None as long as it is not read."""
    attribution: Outcome
    content: Outcome

    @property
    def open(self) -> bool:
        """Whether no one the reader can see has said whether it is true."""
        return self.content.verdict is None

    @property
    def articles(self) -> int:
        """In how many articles it stands, as far as that is known."""
        return self.standing.articles if self.standing else 0

    @property
    def alarms(self) -> int:
        """In how much its versions differ, as far as that is known."""
        return self.standing.alarms if self.standing else 0

    @property
    def one_root(self) -> bool:
        """Whether all its versions rest on one source."""
        return self.standing is not None and len(self.standing.roots) == 1


SORTS: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "newest first": lambda row: (-row.made,),
    "most articles first": lambda row: (-row.articles, -row.made),
    "most alarms first": lambda row: (-row.alarms, -row.made),
    "without a verdict first": lambda row: (not row.open, -row.made),
    "by their words": lambda row: (row.claim.wording.text.casefold(), row.made),
}
"""Name of an order → what rows are sorted by."""

FILTERS: Mapping[str, Callable[[Row], bool]] = {
    "all": lambda _: True,
    "no verdict": lambda row: row.open,
    "one root": lambda row: row.one_root,
    "has alarms": lambda row: row.alarms > 0,
    "checkers differ": lambda row: row.attribution.differ or row.content.differ,
    "waits for a second checker": lambda row: bool(row.attribution.hidden or row.content.hidden),
}
"""Name of a filter → which rows stay."""

MARKED = 24
"""Cells of a row before its verdicts, so that these stand below each other."""

BOARD, REST = "board", "the rest of the board"
"""What threads report."""


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
        """All claims, in the order in which they were made; None: not read yet."""
        self.shown: list[Row] = []
        """The rows that stay, in order."""
        self.sort = next(iter(SORTS))
        self.filter = next(iter(FILTERS))
        self.wanted = ""
        """Words that a claim must have."""

    def begin(self) -> None:
        """Read all claims."""
        self.work.close()
        self.desk.read_in_thread(BOARD, self.work.made, self._reading())

    def _reading(self) -> Callable[[Store], object]:
        """What a thread reads."""
        return read_board

    def take(self, what: str, asked: object, answer: object) -> None:
        """Take the claims, unless something was done meanwhile: then they are read again."""
        if what == BOARD and isinstance(answer, Read) and asked == self.work.made:
            self.work.kept.take(answer)
            self._take_rows(answer.claims)
            self._read_rest()
        elif what == REST and isinstance(answer, Read):
            self.work.kept.take(answer)
            self._take_rows([row.claim for row in self.rows or ()])
            if len(answer.standings) == FIRST:
                self._read_rest(first=False)
        elif what == WRITTEN and (said := told(answer)):
            self.desk.say(said, lasting=True)

    def _take_rows(self, claims: Iterable[Claim]) -> None:
        """Show these claims, the cursor on the same one as before."""
        at = self.current
        self.rows = [self._row(n, claim) for n, claim in enumerate(claims)]
        self._arrange(at)

    def _row(self, made: int, claim: Claim) -> Row:
        attribution, content = (
            outcome(claim, level, reader=self.work.annotator)
            for level in ("attribution", "content")
        )
        return Row(claim, made, self.work.kept.of(claim), attribution, content)

    def _read_rest(self, *, first: bool = True) -> None:
        """Have it read where claims stand of which that is not known; `first`: of a page."""
        missing = [row.claim for row in self._sorted(self.rows or []) if row.standing is None]
        if missing := missing[:FIRST] if first else missing:
            config, reader = self.desk.config, self.work.annotator
            self.desk.read_in_thread(
                REST, None, partial(read_rest, claims=missing, config=config, reader=reader)
            )

    def changed(self) -> None:
        """Read them again."""
        self.begin()

    def _arrange(self, at: Row | None) -> None:
        """Leave out and sort; then the cursor is on the claim of that row, where it is shown."""
        typed = self.wanted.casefold().split()
        kept = [
            row
            for row in self.rows or ()
            if FILTERS[self.filter](row)
            and all(word in row.claim.wording.text.casefold() for word in typed)
        ]
        self.shown = self._sorted(kept)
        places = (n for n, row in enumerate(self.shown) if at and row.claim.id == at.claim.id)
        self.cursor = next(places, self.cursor)

    def _sorted(self, rows: list[Row]) -> list[Row]:
        return sorted(rows, key=SORTS[self.sort])

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.shown[self.cursor] if self.cursor < len(self.shown) else None

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
        look = self.look
        text = crop(shown(row.claim.wording.text), width)
        left = self._figures_of(row.standing)
        room = width - sum(cells(part) for part, _ in left)
        verdict = crop(_verdicts(row), max(0, room))
        differ = row.content.differ or row.attribution.differ
        style = look.warning if differ else look.dim if row.open else look.good
        return ((text, look.title),), (*left, (verdict, style)), ()

    def _figures_of(self, standing: Standing | None) -> tuple[Part, ...]:
        """Articles, roots, alarms, signs."""
        look = self.look
        if standing is None:
            return ((f"{'…':<{MARKED}}", look.dim),)
        counts = f"{standing.articles} A  {len(standing.roots)} R  "
        alarms = f"{standing.alarms} ▲  " if standing.alarms else ""
        wide = max(len(standing.marks) + 2, MARKED - cells(counts) - cells(alarms))
        return (
            (counts, look.dim),
            (alarms, look.warning),
            (f"{standing.marks:<{wide}}", look.accent),
        )

    def about(self, width: int) -> Sequence[Line]:
        """The claim in full, on what it rests, its versions."""
        row = self.current
        if row is None:
            return self._legend(width)
        look = self.look
        lines: list[Line] = [(), *words.wrapped(shown(row.claim.wording.text), look, width - 1)]
        lines += [(), *self._rests_on(row.standing, width), ()]
        for one in (row.attribution, row.content):
            style = look.warning if one.differ else look.text
            lines.append(
                ((f"{words.LEVELS[one.level]} ", look.key), (words.verdict_of(one), style))
            )
        lines += self._versions(row.standing, width) if row.standing else []
        return [*lines, *self._legend(width)]

    def _rests_on(self, standing: Standing | None, width: int) -> list[Line]:
        if standing is None:
            return [(("…", self.look.dim),)]
        told = words.rests_on(standing.articles, standing.roots)
        return [*words.wrapped(told, self.look, width - 1)]

    def _versions(self, standing: Standing, width: int) -> list[Line]:
        look = self.look
        lines: list[Line] = []
        for version in standing.versions:
            lines.append(())
            lines.append(((crop(version.outlet, width - 1), look.key),))
            lines += words.wrapped(shown(version.mention.text), look, width - 1)
            for one in version.alarms:
                lines += words.alarm(one.divergence, look, width - 1)
        return lines

    def _legend(self, width: int) -> list[Line]:
        told = (
            'A articles  R roots  ▲ alarms   # number  @ date  ! negation  " quote  ~ hedge  '
            "> attribution"
        )
        return [(), *words.aside(told, self.look, width - 1)]

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
        self._arrange(None)
        self.desk.repaint()
        return Effect(moved=True, message=message)

    def withdraw(self) -> Effect:
        """Take the claim back; undo brings it back with all that was said of it."""
        row = self.current
        if row is None:
            return self._nothing_here()
        self.work.check_stands(row.claim.id)
        self.work.make(withdrawn(row.claim))
        return Effect(
            opened=True, moved=True, message="the claim was taken back; undo brings it back"
        )


def _verdicts(row: Row) -> str:
    """What was said on each level on which something was."""
    said = [
        f"{words.BRIEFLY[one.level]} {words.verdict_of(one)}"
        for one in (row.attribution, row.content)
        if one.shown or one.hidden
    ]
    return "  ".join(said) if said else "no verdict"
