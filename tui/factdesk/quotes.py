"""Quotations of several articles, those that may be one put together; a key makes a claim of one.

Opened from a claim, it shows the articles of that claim, and its key adds a sentence to it; opened
from the board, it shows the articles of all claims, and its key makes a new claim. Refuses to say
that two quotations are the same: they only stand together.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from annotations.config import Config
from annotations.errors import ClaimRefused
from annotations.facts.claim import Claim, mention_slot
from annotations.store import Store
from annotations.text.display import shown
from annotations.workflow.claiming import mention_of
from annotations.workflow.quoting import Quote
from tui.factdesk import quoteread, quotetext, words
from tui.factdesk.asking import key_of
from tui.factdesk.quoteread import Marks, Read
from tui.factdesk.quotetext import Row
from tui.factdesk.view import Desk, View
from tui.look import Look
from tui.page import Effect
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import crop

QUOTES, MARKS = "quotes", "quote marks"
"""What threads report."""

_WIDTHS = 4
"""Widths that rows stay painted for."""


class Quotes(View):
    """The quotations of the articles of a claim, or of all claims."""

    context = "quotes"
    hints: tuple[str, ...] = ("mention.open", "quote.claim", "undo", "quit")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        claim = self.work.claim
        self.of = None if claim is None else claim.id
        """The claim that it was opened from; None: the board."""
        self.needs_claim = claim is not None
        self.found: Read | None = None
        self.rows: Sequence[Row] = ()
        self.marks = Marks()
        self._painted: dict[tuple[int, Look], dict[int, tuple[str, Block]]] = {}
        """Width and styles → row → what became of it, and its lines: thousands take their time."""

    def begin(self) -> None:
        """Read the quotations, where the articles are others than before; and what became of them.

        From the board, articles are read once: to come back from one of them loses no place.
        """
        if self.found is None or (self.claim and self.found.asked != _articles(self.claim)):
            config = self.desk.config
            self.desk.read_in_thread(
                QUOTES, self._asked, partial(_read, claim=self.claim, config=config)
            )
        else:
            self._read_marks()

    @property
    def claim(self) -> Claim | None:
        """The claim that sentences are added to; None: each makes one of its own."""
        claim = self.work.claim
        return claim if claim is not None and claim.id == self.of else None

    @property
    def _asked(self) -> object:
        return self.of, _articles(self.claim) if self.claim else None

    def _read_marks(self) -> None:
        if self.found is not None:
            self.desk.read_in_thread(
                MARKS,
                (self.of, self.work.made),
                partial(
                    quoteread.marks,
                    quotes=[row.quote for row in self.rows],
                    config=self.desk.config,
                    reader=self.work.annotator,
                ),
            )

    def take(self, what: str, asked: object, answer: object) -> None:
        """Take the quotations, or what was done about them; not what is older than the last key."""
        if what == QUOTES and isinstance(answer, Read) and asked == self._asked:
            self.found, self.rows = answer, quotetext.rows(answer.quotes)
            self._painted.clear()
            self._read_marks()
        elif what == MARKS and isinstance(answer, Marks) and asked == (self.of, self.work.made):
            self.marks = answer

    def changed(self) -> None:
        """Something was done or undone."""
        self.begin()

    # What is shown.

    @property
    def current(self) -> Quote:
        """The quotation under the cursor. Raises ClaimRefused where there is none."""
        if self.cursor >= len(self.rows):
            raise ClaimRefused("there is no quotation here")
        return self.rows[self.cursor].quote

    def title(self) -> str:
        """What it is."""
        return "quotations"

    def figures(self) -> str:
        """How many there are, in how many groups and articles."""
        if self.found is None:
            return "reading …"
        counts = {
            "quotation": len(self.rows),
            "group": len(self.found.quotes.groups),
            "article": len(self.found.articles),
        }
        return " · ".join(words.counted(n, what) for what, n in counts.items())

    def head(self, width: int) -> Sequence[Line]:
        """Of which articles, how many were left out, and what the key does here."""
        key, claim = key_of(self.desk.keymap, "quote.claim"), self.claim
        if claim is None:
            of, does = "in the articles of all claims", "makes a new claim of the sentence"
        else:
            of = f"in the articles of the claim  {shown(claim.wording.text)}"
            does = "adds the sentence to the claim"
        if (read := self.found) is not None and read.there > len(read.articles):
            of = f"in {len(read.articles):,} of {read.there:,} articles, those of the newest claims"
        look = self.look
        return (
            ((crop(f" {of}", width), look.text),),
            ((crop(f" {key} {does}", width), look.dim),),
            (),
        )

    def empty(self) -> str:
        """That nobody is quoted."""
        if self.found is None:
            return "Reading the quotations …"
        if not self.found.articles:
            return "There is no claim with an article yet, so there are no quotations of one."
        return "Nobody is quoted in these articles."

    def blocks(self, width: int) -> Sequence[Block]:
        """A quotation each; a line above the first of each group."""
        painted = self._painted.get((width, self.look))
        if painted is None:
            if len(self._painted) >= _WIDTHS:
                self._painted.clear()
            painted = self._painted.setdefault((width, self.look), {})
        return [self._block(painted, n, width) for n in range(len(self.rows))]

    def _block(self, painted: dict[int, tuple[str, Block]], n: int, width: int) -> Block:
        """The lines of a row, as they were painted before unless something became of it."""
        row = self.rows[n]
        done = self._done(row.quote)
        known = painted.get(n)
        if known is None or known[0] != done:
            lines = quotetext.block(row, look=self.look, width=width, done=done)
            known = painted[n] = done, lines
        return known[1]

    def _done(self, quote: Quote) -> str:
        """What became of the sentence, in a word."""
        if self.claim is not None:
            mention = self.claim.mentions.get(quote.sentence.id)
            if mention is None:
                return ""
            return "mention" if mention.state == "confirmed" else "no mention"
        return "in a claim" if quote.sentence.id in self.marks.claims else ""

    def about(self, width: int) -> Sequence[Line]:
        """The current quotation: who says it, its sentence, what else is like it."""
        if self.found is None or self.cursor >= len(self.rows):
            return ()
        return quotetext.about(
            self.current, self.found.quotes.like(self.current), look=self.look, width=width
        )

    # What keys do.

    def deeds(self) -> Mapping[str, Callable[[], Effect | None]]:
        """What keys do here."""
        return {"mention.open": self.open, "quote.claim": self.make}

    def open(self) -> Effect | None:
        """Show the sentence in which it begins in its article."""
        quote = self.current
        return self.desk.open_sentence(quote.article.id, quote.sentence.id)

    def make(self) -> Effect:
        """Add the sentence to the open claim; without one, make a claim of it."""
        quote = self.current
        if quote.sentence.number in self.marks.boilerplate:
            raise ClaimRefused("boilerplate makes no claim: label the sentence otherwise first")
        return self._new(quote) if self.claim is None else self._add(self.claim, quote)

    def _add(self, claim: Claim, quote: Quote) -> Effect:
        sentence = quote.sentence.id
        known = claim.mentions.get(sentence)
        if known is not None and known.state == "confirmed":
            return Effect(message="the sentence is a mention of the claim already")
        mention = mention_of(quote.article.id, quote.sentence)
        return self.work.do(
            (mention_slot(claim.id, sentence), mention),
            message="the sentence was added to the claim",
        )

    def _new(self, quote: Quote) -> Effect:
        if quote.sentence.id in self.marks.claims:
            return Effect(message="the sentence makes a claim already: see the claims")
        mention = mention_of(quote.article.id, quote.sentence)
        self.work.new_claim(mention, date=quote.article.published)
        self.marks = self.marks.with_claim(quote.sentence.id)
        return Effect(opened=True, moved=True, message="a claim was made of the sentence")


def _articles(claim: Claim) -> frozenset[str]:
    """Ids of the articles of a claim."""
    return frozenset(mention.article for mention in claim.confirmed.values())


def _read(store: Store, *, claim: Claim | None, config: Config) -> Read:
    asked = None if claim is None else _articles(claim)
    claims = store.facts.claims() if claim is None else [claim]
    return quoteread.read(store, claims=claims, asked=asked, config=config)
