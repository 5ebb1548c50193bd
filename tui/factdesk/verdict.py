"""The verdict on a claim: a form on each level, what it may cite, what others say, what was before.

A second checker works blind: what others say is hidden until one's own verdict stands or one asks
to see it. Nothing typed is lost by leaving. Refuses to settle where checkers differ.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from annotations.claims import VerdictLevel
from annotations.errors import ClaimRefused
from annotations.facts.claim import Claim, verdict_slot
from annotations.facts.verdicts import Outcome, outcome
from annotations.text.display import shown
from annotations.workflow.claiming import LONGEST_JUSTIFICATION, new_verdict
from tui.factdesk import verdictform, verdictrows, words
from tui.factdesk import verdicttext as text
from tui.factdesk.asking import ask, key_of, unchanged
from tui.factdesk.bearings import WHAT, Bearings, all_shown, ask_bearings, basis
from tui.factdesk.evidencefields import grouped
from tui.factdesk.verdictform import LEVELS, Form, form_of, own_of
from tui.factdesk.verdictrows import Row, Sheet
from tui.factdesk.verdicttext import Past
from tui.factdesk.view import Desk, View
from tui.page import NOTHING, Effect
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import crop, wrap

REMARK_LINES = 2
"""Lines that there always are above the form for what speaks against it: nothing jumps."""


class VerdictView(View):
    """One checker's verdict on the open claim."""

    context = "verdict"
    hints = (
        *("verdict.previous", "verdict.next", "verdict.words", "verdict.give"),
        *("undo", "verdict.others"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.bearings: Bearings | None = None
        self.level: VerdictLevel = self._first_open()
        self._basis: Hashable = None

    def _first_open(self) -> VerdictLevel:
        """The first level without a verdict of one's own; else whether it is true."""
        claim, me = self.work.claim, self.work.annotator
        missing = (one for one in LEVELS if claim and own_of(claim, one, me) is None)
        return next(missing, "content")

    def begin(self) -> None:
        """Ask on whom the claim rests, and what was said before."""
        self._basis = basis(self.claim)
        ask_bearings(self.desk)

    def changed(self) -> None:
        """Ask again where that may be another now."""
        if basis(self.claim) != self._basis:
            self.begin()

    def take(self, what: str, asked: object, answer: object) -> None:
        """Take it."""
        claim = self.claim
        if what == WHAT and isinstance(answer, Bearings) and claim and asked == claim.id:
            self.bearings = answer

    # What there is.

    @property
    def claim(self) -> Claim | None:
        """The open claim."""
        return self.work.claim

    def form(self, claim: Claim) -> Form:
        """What is chosen on the level; one's own verdict, where nothing was begun."""
        begun = self.work.drafts.get(self._place(claim))
        if not isinstance(begun, Form):
            return form_of(claim, self.level, self.work.annotator)
        return replace(begun, cites=begun.cites & claim.evidence.keys())

    def _place(self, claim: Claim) -> tuple[str, str]:
        return claim.id, f"verdict {self.level}"

    def _set(self, claim: Claim, form: Form) -> None:
        """Keep what is chosen, for as long as it is not given."""
        if form == form_of(claim, self.level, self.work.annotator):
            self.work.drafts.pop(self._place(claim), None)
        else:
            self.work.drafts[self._place(claim)] = form

    def outcome(self, claim: Claim) -> Outcome:
        """What the verdicts of the level come to, as the checker may see them."""
        return outcome(claim, self.level, reader=self.work.annotator, revealed=self._seen(claim))

    def _seen(self, claim: Claim) -> bool:
        """Whether others' verdicts on the level were looked at in this session."""
        return (claim.id, f"seen {self.level}") in self.work.drafts

    def sheet(self, claim: Claim) -> Sheet:
        """All that the form shows."""
        found, keymap = self.outcome(claim), self.desk.keymap
        return Sheet(
            form=self.form(claim),
            outcome=found,
            reader=self.work.annotator,
            evidence=all_shown(claim, grouped(claim, ()), self.bearings),
            pasts=self._pasts(claim, found),
            keys={id_: key_of(keymap, id_) for id_ in ("verdict.words", "verdict.others")},
        )

    def _pasts(self, claim: Claim, found: Outcome) -> list[Past]:
        """The history of those whom the checker may see."""
        given = self.bearings.given if self.bearings else {}
        mine = verdict_slot(claim.id, self.level, self.work.annotator)
        open_to_me = {verdict_slot(claim.id, self.level, one.checker) for one in found.shown}
        slots = [slot for slot in given if slot == mine or slot in open_to_me]
        return text.pasts(found.shown, [given[slot] for slot in slots])

    def _row(self, claim: Claim) -> Row | None:
        """The row under the cursor."""
        rows = self.sheet(claim).rows
        return rows[self.cursor] if 0 <= self.cursor < len(rows) else None

    # What is said.

    def title(self) -> str:
        """What it is."""
        return f"verdict · {words.LEVELS[self.level]}"

    def figures(self) -> str:
        """What stands on the level, and whether something else was begun."""
        claim = self.claim
        if claim is None:
            return ""
        begun = "not given yet · " if self._place(claim) in self.work.drafts else ""
        return begun + words.verdict_of(self.outcome(claim))

    def head(self, width: int) -> Sequence[Line]:
        """The claim, and what speaks against giving the verdict as it is."""
        claim, look = self.claim, self.look
        if claim is None:
            return ()
        told = " · ".join(verdictform.remarks(self.form(claim), claim, self.bearings))
        told = f"▲ {told}" if told else ""
        lines = [((f" {told[a:b]}", look.warning),) for a, b in wrap(told, max(8, width - 2))]
        padded = [*lines, *[()] * REMARK_LINES][:REMARK_LINES]
        return (((f" {crop(shown(claim.wording.text), width - 2)}", look.title),), *padded)

    def empty(self) -> str:
        """The form always has rows; only a claim that was taken back has none."""
        return "This claim was taken back."

    def blocks(self, width: int) -> Sequence[Block]:
        """The form; below it what others say, and what was before."""
        claim = self.claim
        if claim is None:
            return ()
        return verdictrows.blocks(self.sheet(claim), look=self.look, width=width)

    def about(self, width: int) -> Sequence[Line]:
        """What the value under the cursor means; evidence and verdicts in full."""
        claim = self.claim
        row = self._row(claim) if claim else None
        if claim is None or row is None:
            return ()
        return verdictrows.about(self.sheet(claim), row, look=self.look, width=width)

    # What keys do.

    def deeds(self) -> Mapping[str, Callable[[], Effect | None]]:
        """What keys do here."""
        return {
            "verdict.previous": partial(self.step, -1),
            "verdict.next": partial(self.step, 1),
            "verdict.words": self.write,
            "verdict.give": self.give,
            "verdict.others": self.reveal,
        }

    def step(self, steps: int) -> Effect:
        """Another value in the field under the cursor; evidence is cited, or no longer."""
        claim = self.claim
        row = self._row(claim) if claim else None
        if claim is None or row is None:
            return NOTHING
        form = self.form(claim)
        match row.kind:
            case "level":
                self.level = LEVELS[(LEVELS.index(self.level) + steps) % len(LEVELS)]
            case "verdict":
                self._set(claim, form.with_verdict(steps))
            case "confidence":
                self._set(claim, form.with_confidence(steps))
            case "cite":
                self._set(claim, form.with_cite(row.key))
            case "why":
                return Effect(message=f"{key_of(self.desk.keymap, 'verdict.words')} writes it")
            case _:
                return Effect(message="there is nothing to choose here")
        self.desk.repaint()
        return NOTHING

    def write(self) -> Effect:
        """Write the justification; what is there can be mended."""
        claim = self.claim
        if claim is None:
            return NOTHING
        was = self.form(claim).justification
        written = partial(self._written, claim.id, was)
        return ask(self.desk, "justification", was, written, about=self.level)

    def _written(self, asked: str, was: str, typed: str) -> Effect:
        claim = self.claim
        if claim is None or claim.id != asked or unchanged(typed, was):
            return NOTHING
        if len(typed) > LONGEST_JUSTIFICATION:
            raise ClaimRefused(f"a justification has {LONGEST_JUSTIFICATION:,} characters at most")
        self._set(claim, replace(self.form(claim), justification=typed.strip()))
        self.desk.repaint()
        return Effect(message=f"{key_of(self.desk.keymap, 'verdict.give')} gives the verdict")

    def give(self) -> Effect:
        """Give the verdict. Raises ClaimRefused for what is missing; the form stays as it is."""
        claim, me = self.claim, self.work.annotator
        if claim is None:
            return NOTHING
        form = self.form(claim)
        own = own_of(claim, self.level, me)
        if own is not None and form == form_of(claim, self.level, me):
            return Effect(message="this verdict stands already")
        given = verdictform.given_by(self.bearings, claim, form, me)
        blind = verdictform.is_blind(claim, self.level, me, given=given, seen=self._seen(claim))
        verdict = verdictform.verdict_of(form, claim, blind=blind)
        told = list(verdictform.remarks(form, claim, self.bearings))
        effect = self.work.do(new_verdict(claim, verdict, checker=me), message="")
        self.work.drafts.pop(self._place(claim), None)
        if self.work.claim and self.outcome(self.work.claim).differ:
            told.insert(0, "checkers differ: see below")
        message = " · ".join((f"given: {text.said(verdict)}", *told))
        return replace(effect, message=message, warning=bool(told))

    def reveal(self) -> Effect:
        """See what others say; a verdict given then is not blind."""
        claim = self.claim
        if claim is None:
            return NOTHING
        if not self.outcome(claim).hidden:
            seen = self.sheet(claim).others
            return Effect(message="it is seen already" if seen else "nobody else has given one")
        self.work.drafts[claim.id, f"seen {self.level}"] = True
        self.cursor = [row.kind for row in self.sheet(claim).rows].index("said")
        self.desk.repaint()
        return Effect(message="now your verdict on this level is not blind")
