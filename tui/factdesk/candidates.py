"""What may be the same claim in other articles: one key each decides."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from rich.style import Style

from annotations.claims import MentionState, Relation
from annotations.config import Config
from annotations.errors import ClaimRefused
from annotations.facts.claim import Claim, mention_slot
from annotations.model import Span
from annotations.store import Store
from annotations.text.display import shown
from annotations.workflow.offering import Offered, offered
from tui.factdesk import words
from tui.factdesk.view import Desk, View
from tui.lineview import Part
from tui.page import NOTHING, Effect
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import crop, wrap

_ADVICE = "Words that both have are underlined. A high score is no agreement: read what differs."


def read(store: Store, *, claim: Claim, config: Config, reader: str) -> list[Offered]:
    """What is offered for a claim."""
    return offered(store, claim, annotator=reader, config=config)


class Candidates(View):
    """The candidates for the open claim, article by article."""

    context = "candidates"
    hints: tuple[str, ...] = (
        *("candidate.same", "candidate.partly", "candidate.contradicts", "candidate.not"),
        *("candidate.skip", "mention.open", "undo", "quit"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: list[Offered] | None = None
        self._known: frozenset[str] = frozenset()
        """Sentences decided on when candidates were looked for last."""

    @property
    def claim(self) -> Claim:
        """The claim that is open."""
        if self.work.claim is None:
            raise ClaimRefused("no claim is open")
        return self.work.claim

    @property
    def waiting(self) -> list[Offered]:
        """Those that are not decided on yet."""
        return [one for one in self.found or () if one.kin.id not in self.claim.mentions]

    @property
    def current(self) -> Offered:
        """The one under the cursor. Raises ClaimRefused where there is none."""
        waiting = self.waiting
        if self.cursor >= len(waiting):
            raise ClaimRefused("nothing is left to decide here")
        return waiting[self.cursor]

    def begin(self) -> None:
        """Look for candidates, unless they are there: what one skips stays where it is."""
        if self.found is None:
            self.search()

    def search(self) -> None:
        """Look for candidates beside all mentions that there are now."""
        claim = self.claim
        self._known = frozenset(claim.mentions)
        self.desk.read_in_thread(
            "candidates",
            claim.id,
            partial(read, claim=claim, config=self.desk.config, reader=self.work.annotator),
        )

    def take(self, what: str, asked: object, answer: object) -> None:
        """Take them."""
        claim = self.work.claim
        if what == "candidates" and isinstance(answer, list) and claim and asked == claim.id:
            self.found = answer

    def changed(self) -> None:
        """What was decided on is left out; what an undo frees of earlier decisions is offered."""
        if not self._known <= self.claim.mentions.keys():
            self.search()

    # What is shown.

    def title(self) -> str:
        """What is asked."""
        return "is it the same claim?"

    def figures(self) -> str:
        """How many wait."""
        return words.counted(len(self.waiting), "candidate") if self.found else ""

    def head(self, width: int) -> Sequence[Line]:
        """The mention that the current candidate is most like."""
        look, waiting = self.look, self.waiting
        if self.cursor >= len(waiting):
            return ()
        beside = shown(waiting[self.cursor].beside.text)
        return (*words.in_brief(beside, look.title, width), ())

    def empty(self) -> str:
        """That there is nothing more."""
        if self.found is None:
            return "Looking for the same claim in other articles …"
        if self.found:
            return "All candidates are decided on.\nGoing back shows the versions."
        return (
            "No sentence of another article shares enough rare words with this claim.\n"
            "In an article, a sentence can be added to the claim by a key: the help tells which."
        )

    def blocks(self, width: int) -> Sequence[Block]:
        """The article, above the first of its candidates; then score, words, what differs."""
        waiting = self.waiting
        return [
            self._block(one, width, first=not n or waiting[n - 1].article != one.article)
            for n, one in enumerate(waiting)
        ]

    def _block(self, one: Offered, width: int, *, first: bool) -> Block:
        look, kin = self.look, one.kin
        head: list[Line] = []
        if first:
            about = "  ".join(
                filter(None, (shown(kin.source or kin.name), shown(kin.published or "")))
            )
            head.append(((crop(about, width), look.key),))
        alarms = (
            line
            for each in one.divergences
            if each.level == "alarm"
            for line in words.alarm(each, look, width, indent=" " * 5)
        )
        return (*head, *self._words(one, width), *alarms, ())

    def _words(self, one: Offered, width: int) -> Iterator[Line]:
        """The sentence behind its score, the rare words that both have marked."""
        look = self.look
        score = f".{min(99, round(one.score * 100)):02d}  "
        text = one.kin.text
        plain = shown(text)
        marks = one.shared if len(plain) == len(text) else ()
        for n, (start, end) in enumerate(wrap(plain, max(10, width - len(score)))):
            lead: Part = (score if n == 0 else " " * len(score), look.dim)
            yield (lead, *_marked(plain, start, end, marks, look.text, look.hit))

    def about(self, width: int) -> Sequence[Line]:
        """What differs from the mention that it is compared with, notes too."""
        waiting, look = self.waiting, self.look
        if self.cursor >= len(waiting):
            return ()
        one = waiting[self.cursor]
        lines: list[Line] = [(), (("Compared with", look.key),)]
        lines += words.wrapped(shown(one.beside.text), look, width - 1)
        lines += [(), (("Differs in", look.key),)]
        if not one.divergences:
            lines.append((("  nothing that a rule sees", look.dim),))
        for each in one.divergences:
            sign = {"alarm": "▲", "note": "△", "column": "·"}[each.level]
            style = look.warning if each.level == "alarm" else look.text
            lines += words.wrapped(
                words.difference(each), look, width - 1, part=(f"{sign} ", style)
            )
        return [*lines, (), *words.aside(_ADVICE, look, width - 1)]

    # What keys do.

    def deeds(self) -> Mapping[str, Callable[[], Effect | None]]:
        """What keys do here."""
        return {
            "candidate.same": lambda: self.decide("same", "confirmed"),
            "candidate.partly": lambda: self.decide("partly", "confirmed"),
            "candidate.contradicts": lambda: self.decide("contradicts", "confirmed"),
            "candidate.not": lambda: self.decide("same", "rejected"),
            "candidate.skip": self.skip,
            "mention.open": self.open,
        }

    def decide(self, relation: Relation, state: MentionState) -> Effect:
        """Say what the candidate is to the claim."""
        one = self.current
        mention = one.decided(relation, state)
        told = {"same": "the same claim", "partly": "partly the same", "contradicts": "contradicts"}
        message = "not the same: never offered again" if state == "rejected" else told[relation]
        effect = self.work.do(
            (mention_slot(self.claim.id, mention.sentence), mention), message=message
        )
        waiting = self.waiting
        if relation == "same" and state == "confirmed":
            self._on_to_another_article(one.article)
        if not waiting:
            return replace(effect, message=f"{message} · all are decided on")
        return effect

    def _on_to_another_article(self, article: str) -> None:
        """Where an article says it once, it seldom does again: what is left of it can wait."""
        following = (
            n for n, one in enumerate(self.waiting) if n >= self.cursor and one.article != article
        )
        self.cursor = next(following, self.cursor)

    def skip(self) -> Effect:
        """Leave it for later: the next one, and behind the last the first."""
        n = len(self.waiting)
        if not n:
            return NOTHING
        self.cursor = (self.cursor + 1) % n
        self.desk.repaint()
        return Effect(moved=True, message="skipped: it is offered again")

    def open(self) -> Effect | None:
        """Show it in its article."""
        one = self.current
        return self.desk.open_sentence(one.article, one.kin.id)


def _marked(
    text: str, start: int, end: int, marks: Sequence[Span], style: Style, hit: Style
) -> Iterator[Part]:
    """One line of a text, the marked stretches in another style."""
    at = start
    for mark in marks:
        begin, stop = max(mark.start, at), min(mark.end, end)
        if begin < stop:
            if at < begin:
                yield text[at:begin], style
            yield text[begin:stop], hit
            at = stop
    if at < end:
        yield text[at:end], style
