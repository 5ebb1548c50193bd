"""Adding evidence, line by line: from an address, or from a sentence of the corpus.

What was typed is kept when it is left off, and stands in the lines when it is begun again; nothing
is stored before the answer. What is only known to some (date, root) is asked for behind that, and
can be left off. Refuses to store what no one could look up.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from annotations.claims import Evidence
from annotations.facts.claim import Claim
from annotations.nouns import dataclass
from annotations.text.display import shown
from tui.factdesk import evidencefields as fields
from tui.factdesk.asking import ask
from tui.factdesk.editing import edit
from tui.factdesk.evidencefields import Field
from tui.factdesk.spots import Found, Spot, found, read_spot
from tui.factdesk.view import Desk, Offer
from tui.page import NOTHING, Effect

FOUND, SPOT = "sentences as evidence", "a sentence as evidence"
"""What threads report."""

AFTERWARDS: Sequence[Field] = ("published", "root")
"""What is asked for once the evidence is stored."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed of evidence that is not stored yet."""

    question: str = ""
    url: str = ""
    answer: str = ""
    words: str = ""
    """That a sentence was looked for with."""


class Adding:
    """Asks for one piece of evidence after the other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._near = ""

    @property
    def _claim(self) -> Claim | None:
        return self._desk.work.claim

    @property
    def draft(self) -> Draft:
        """What was typed for the open claim so far."""
        begun = self._desk.work.drafts.get(self._place)
        return begun if isinstance(begun, Draft) else Draft()

    @draft.setter
    def draft(self, draft: Draft) -> None:
        self._desk.work.drafts[self._place] = draft

    @property
    def _place(self) -> tuple[str, str]:
        return (self._claim.id if self._claim else "", "evidence")

    # From an address.

    def by_url(self, *, near: str) -> Effect:
        """Ask for evidence from an address. `near`: the question that an empty one stands for."""
        self._near = near
        return self._ask_question(self._then_url)

    def by_sentence(self, *, near: str) -> Effect:
        """Ask for evidence from a sentence."""
        self._near = near
        return self._ask_question(self._then_words)

    def _ask_question(self, then: Callable[[], Effect]) -> Effect:
        def take(typed: str) -> Effect:
            question = " ".join(typed.split()) or self._near
            self.draft = replace(self.draft, question=question)
            fields.check_question(question)
            return then()

        again = "; none: that of the row, once more" if self._near else ""
        return ask(self._desk, f"question{again}", self.draft.question, take)

    def _then_url(self) -> Effect:
        def take(typed: str) -> Effect:
            self.draft = replace(self.draft, url=typed.strip())
            fields.check_url(typed.strip(), self._drafted())
            return self._then_answer() if typed.strip() else self._unanswered()

        return ask(self._desk, "url; none: no answer was found", self.draft.url, take)

    def _then_answer(self) -> Effect:
        def take(typed: str) -> Effect:
            self.draft = replace(self.draft, answer=typed)
            evidence = self._drafted()
            answered = fields.with_value(evidence, "answer", typed)
            kind = fields.type_of(answered.answer, "")
            return self._store(replace(answered, answer_type=kind))

        return ask(self._desk, "answer, in the words of the source", self.draft.answer, take)

    def _unanswered(self) -> Effect:
        return self._store(replace(self._drafted(), url=None, answer_type="unanswerable"), ask=())

    def _drafted(self) -> Evidence:
        """The evidence as far as it goes."""
        draft = self.draft
        return Evidence(
            question=draft.question, answer="", url=draft.url or None, retrieved=self._today()
        )

    def _today(self) -> str:
        return datetime.fromtimestamp(self._desk.work.now() / 1_000_000, tz=UTC).date().isoformat()

    def _store(self, evidence: Evidence, *, ask: Sequence[Field] = AFTERWARDS) -> Effect:
        """Put the evidence down, and ask for what else may be known of it."""
        work, claim = self._desk.work, self._claim
        if claim is None:
            return NOTHING
        key, effect = work.put_down(claim.id, evidence)
        work.drafts.pop(self._place, None)
        return self._go_on(key, ask, effect)

    def _go_on(self, key: str, rest: Sequence[Field], done: Effect) -> Effect:
        """Ask for the next of what is missing."""
        if not rest:
            return done
        asked = edit(self._desk, key, rest[0], then=partial(self._go_on, key, rest[1:]))
        return replace(done, message=asked.message)

    # From a sentence.

    def _then_words(self) -> Effect:
        prompt = "words of the sentence; none: the claim's own"
        return ask(self._desk, prompt, self.draft.words, self._look_for)

    def _look_for(self, typed: str) -> Effect:
        self.draft = replace(self.draft, words=typed)
        claim = self._claim
        if claim is not None:
            self._desk.read_in_thread(FOUND, (claim.id, typed), partial(found, typed, claim))
        return Effect(message="looking for sentences …")

    def take(self, what: str, asked: object, answer: object) -> None:
        """Hear which sentences there are, and what is known of the one chosen."""
        claim, draft = self._claim, self.draft
        if claim is None:
            return
        if what == FOUND and asked == (claim.id, draft.words) and isinstance(answer, list):
            self._desk.say(self._offer(answer).message)
        elif what == SPOT and isinstance(answer, Spot) and asked == (claim.id, answer.number):
            self._desk.say(self._ask_for_answer(answer).message)

    def _offer(self, sentences: Sequence[Found]) -> Effect:
        if not sentences:
            prompt = "nothing is found: other words"
            return ask(self._desk, prompt, self.draft.words, self._look_for)
        return self._desk.ask_choice("which sentence?", partial(self._offers, sentences))

    def _offers(self, sentences: Sequence[Found], typed: str) -> list[Offer]:
        wanted = typed.casefold().split()
        return [
            Offer(shown(one.text), shown(one.about), partial(self._choose, one))
            for one in sentences
            if all(word in f"{one.text} {one.about}".casefold() for word in wanted)
        ]

    def _choose(self, sentence: Found) -> Effect:
        claim = self._claim
        if claim is not None:
            read = partial(read_spot, sentence.number, claim, self._desk.config)
            self._desk.read_in_thread(SPOT, (claim.id, sentence.number), read)
        return Effect(message="reading whom it rests on …")

    def _ask_for_answer(self, spot: Spot) -> Effect:
        evidence = Evidence(
            question=self.draft.question,
            answer="",
            article=spot.article,
            sentence=spot.sentence,
            excerpt=spot.text,
            root=spot.root,
            published=fields.day_of(spot.published),
        )

        def take(typed: str) -> Effect:
            answered = fields.with_value(evidence, "answer", typed)
            kind = fields.type_of(answered.answer, " ".join(spot.text.split()))
            return self._store(replace(answered, answer_type=kind), ask=())

        return ask(self._desk, "answer: the words that answer", spot.text, take)
