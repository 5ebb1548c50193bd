"""The evidence on a claim: questions, their answers, and what each of them weighs.

As in AVeriTeC (Schlichtkrull et al. 2023), a question may have several answers. Refuses to say
what follows from them: that is a verdict.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace

from annotations import claims
from annotations.facts.claim import Claim, evidence_slot
from annotations.text.display import shown
from annotations.workflow.claiming import checked_evidence
from tui.factdesk import evidencefields as fields
from tui.factdesk import evidencetext as text
from tui.factdesk import words
from tui.factdesk.adding import Adding
from tui.factdesk.asking import key_of
from tui.factdesk.bearings import WHAT, Bearings, all_shown, ask_bearings, basis
from tui.factdesk.editing import edit
from tui.factdesk.evidencefields import STANCES, TYPES, Field
from tui.factdesk.view import Desk, View
from tui.page import NOTHING, Effect
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import crop


class Evidence(View):
    """The evidence on the open claim."""

    context = "evidence"
    hints = (
        *("evidence.url", "evidence.sentence", "evidence.edit", "evidence.field"),
        *("evidence.stance", "undo", "evidence.remove"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.field: Field = "answer"
        self.bearings: Bearings | None = None
        self._adding = Adding(desk)
        self._order: list[str] = []
        self._live: frozenset[str] = frozenset()
        self._basis: Hashable = None

    def begin(self) -> None:
        """Ask on whom the claim rests, and for the outlets."""
        self._basis = basis(self.claim)
        self._live = frozenset(self.keys)
        ask_bearings(self.desk)

    def changed(self) -> None:
        """Go to what is new; ask again where that may be another now."""
        keys = self.keys
        new = [key for key in keys if key not in self._live]
        self.cursor = keys.index(new[0]) if new else self.cursor
        self._live = frozenset(keys)
        if basis(self.claim) != self._basis:
            self.begin()

    def take(self, what: str, asked: object, answer: object) -> None:
        """Take it, and what was looked for."""
        claim = self.claim
        if what == WHAT and isinstance(answer, Bearings) and claim and asked == claim.id:
            self.bearings = answer
        else:
            self._adding.take(what, asked, answer)

    # What there is.

    @property
    def claim(self) -> Claim | None:
        """The open claim."""
        return self.work.claim

    @property
    def keys(self) -> list[str]:
        """Ids of the evidence, in the order of the rows; what was changed keeps its place."""
        if self.claim is None:
            return []
        self._order = list(dict.fromkeys((*self._order, *self.claim.evidence)))
        return fields.grouped(self.claim, self._order)

    @property
    def current(self) -> tuple[str, claims.Evidence] | None:
        """The evidence under the cursor, behind its id."""
        keys = self.keys
        if self.claim is None or not 0 <= self.cursor < len(keys):
            return None
        key = keys[self.cursor]
        return key, self.claim.evidence[key]

    # What is said.

    def title(self) -> str:
        """What it is."""
        return "evidence"

    def figures(self) -> str:
        """How many questions and answers, and how many count."""
        claim = self.claim
        if claim is None or not claim.evidence:
            return ""
        questions = {" ".join(one.question.split()).casefold() for one in claim.evidence.values()}
        told = words.counted(len(questions), "question")
        shown_all = all_shown(claim, claim.evidence, self.bearings).values()
        weights = [one.weight for one in shown_all]
        known = [one for one in weights if one is not None]
        if len(known) < len(weights):
            return f"{words.counted(len(weights), 'answer')} · {told}"
        n = sum(one.counts for one in known)
        counting = f"{n} of {words.counted(len(known), 'answer')}"
        return f"{counting} {'counts' if n == 1 else 'count'} · {told}"

    def head(self, width: int) -> Sequence[Line]:
        """The claim, and on whom it rests."""
        claim, look = self.claim, self.look
        if claim is None:
            return ()
        return (
            ((f" {crop(shown(claim.wording.text), width - 2)}", look.title),),
            ((f" {crop(self._rests_on(), width - 2)}", look.dim),),
            (),
        )

    def _rests_on(self) -> str:
        if self.bearings is None:
            return "…"
        known = [shown(one) for one in self.bearings.roots if one]
        known += ["not known of some versions"] if "" in self.bearings.roots else []
        return f"the claim rests on: {' · '.join(known) or 'nobody yet'}"

    def blocks(self, width: int) -> Sequence[Block]:
        """A row an answer, the question above the first of its answers."""
        claim = self.claim
        if claim is None:
            return ()
        rows, before = [], None
        for one in all_shown(claim, self.keys, self.bearings).values():
            question = one.evidence.question
            first = before is None or not fields.same_question(before, question)
            rows.append(text.answer_block(one, look=self.look, width=width, first=first))
            before = question
        return rows

    def empty(self) -> str:
        """How evidence is added."""
        return (
            "There is no evidence on this claim yet.\n\n"
            + key_of(self.desk.keymap, "evidence.url")
            + " adds an answer from an address, "
            + key_of(self.desk.keymap, "evidence.sentence")
            + " from a sentence of an article."
        )

    def about(self, width: int) -> Sequence[Line]:
        """Whether the evidence under the cursor counts, and its fields."""
        current, claim = self.current, self.claim
        if current is None or claim is None:
            return ()
        one = all_shown(claim, [current[0]], self.bearings)[current[0]]
        return text.about_lines(one, self._field, look=self.look, width=width, weight=False)

    # What keys do.

    def deeds(self) -> Mapping[str, Callable[[], Effect | None]]:
        """What keys do here."""
        return {
            "evidence.url": self.add_url,
            "evidence.sentence": self.add_sentence,
            "evidence.edit": self.edit,
            "evidence.field": self.next_field,
            "evidence.stance": self.next_stance,
            "evidence.type": self.next_type,
            "evidence.open": self.open,
            "evidence.remove": self.remove,
        }

    def add_url(self) -> Effect:
        """Add an answer from an address."""
        return self._adding.by_url(near=self._near)

    def add_sentence(self) -> Effect:
        """Add an answer from a sentence of an article."""
        return self._adding.by_sentence(near=self._near)

    @property
    def _near(self) -> str:
        return self.current[1].question if self.current else ""

    @property
    def _field(self) -> Field:
        """The current field; the first where the evidence has no such one."""
        if self.current is None:
            return self.field
        known = fields.fields_of(self.current[1])
        return self.field if self.field in known else known[0]

    def edit(self) -> Effect:
        """Write the current field anew."""
        if self.current is None:
            return self._nothing()
        return edit(self.desk, self.current[0], self._field)

    def next_field(self) -> Effect:
        """Go to the next field."""
        if self.current is None:
            return self._nothing()
        self.field = fields.next_of(fields.fields_of(self.current[1]), self._field)
        key = key_of(self.desk.keymap, "evidence.edit")
        return Effect(moved=True, message=f"{key} writes: {self.field}")

    def next_stance(self) -> Effect:
        """Supports, refutes, context."""
        if self.current is None:
            return self._nothing()
        key, was = self.current
        return self._put(key, replace(was, stance=fields.next_of(STANCES, was.stance)), "stance")

    def next_type(self) -> Effect:
        """Extractive, abstractive, boolean, unanswerable. Raises ClaimRefused without an answer."""
        if self.current is None:
            return self._nothing()
        key, was = self.current
        kind = fields.next_of(TYPES, was.answer_type)
        return self._put(key, checked_evidence(replace(was, answer_type=kind)), "answer_type")

    def _put(self, key: str, value: claims.Evidence, what: str) -> Effect:
        if self.claim is None:
            return NOTHING
        return self.work.do(
            (evidence_slot(self.claim.id, key), value), message=str(getattr(value, what))
        )

    def open(self) -> Effect | None:
        """Open the article of a sentence; say where else the evidence is."""
        if self.current is None:
            return self._nothing()
        one = self.current[1]
        if one.article is not None and one.sentence is not None:
            return self.desk.open_sentence(one.article, one.sentence)
        return Effect(message=shown(one.url) if one.url else "no source is given")

    def remove(self) -> Effect:
        """Take the evidence off; undo brings it back."""
        if self.current is None or self.claim is None:
            return self._nothing()
        key = self.current[0]
        own = (one.verdict for one in self.claim.verdicts if one.checker == self.work.annotator)
        cited = "; your verdict cites it" if any(key in one.cites for one in own) else ""
        undo = key_of(self.desk.keymap, "undo")
        return self.work.do(
            (evidence_slot(self.claim.id, key), None),
            message=f"the evidence was taken off{cited}; {undo} brings it back",
        )

    def _nothing(self) -> Effect:
        return Effect(message="there is no evidence here")
