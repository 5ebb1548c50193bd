"""One claim, version by version: what each article makes of it, on whom it rests, what differs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import get_args

from annotations.claims import Divergence, DivergenceKind, Relation, Severity
from annotations.errors import ClaimRefused
from annotations.facts import chains
from annotations.facts.claim import Claim, Pair, mention_slot
from annotations.facts.verdicts import outcome
from annotations.text.display import shown, visible
from annotations.workflow.claiming import chained, marked, narrowed
from annotations.workflow.standing import Differing, Standing, Version
from tui.factdesk import versiontext as text
from tui.factdesk import wordings, words
from tui.factdesk.asking import ask, unchanged
from tui.factdesk.candidates import Candidates
from tui.factdesk.evidence import Evidence
from tui.factdesk.quotes import Quotes
from tui.factdesk.reporting import ask_report
from tui.factdesk.standings import Read, read_one
from tui.factdesk.upcoming import as_decided, chain_now, divergence_now, said_of
from tui.factdesk.verdict import VerdictView
from tui.factdesk.view import Desk, View
from tui.page import NOTHING, Effect
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import crop

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
RELATIONS: tuple[Relation, ...] = get_args(Relation)


class Versions(View):
    """The versions of the open claim."""

    context = "claim"
    hints: tuple[str, ...] = (
        *("mention.open", "claim.candidates", "claim.evidence", "claim.verdict"),
        *("divergence.next", "divergence.reverse", "chain.flip", "claim.words", "undo"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.standing: Standing | None = None
        self.base: str | None = None
        """The sentence that the others are compared with, where a person chose one."""
        self.meant: DivergenceKind | None = None
        """Which of the current version's divergences is meant; None: the first."""

    @property
    def claim(self) -> Claim:
        """The claim that is open."""
        claim = self.work.claim
        if claim is None:
            raise ClaimRefused("no claim is open")
        return claim

    def begin(self) -> None:
        """Show where the claim stood when that was read last; read whether it is so."""
        if self.base is None and (known := self.work.kept.of(self.claim)) is not None:
            self._show(known)
        self.desk.read_in_thread(
            "standing",
            self.claim.id,
            partial(
                read_one,
                claim=self.claim,
                base=self.base,
                config=self.desk.config,
                reader=self.work.annotator,
                known=self.work.kept.known(),
            ),
        )

    def take(self, what: str, asked: object, answer: object) -> None:
        """Take it, unless it is that of the claim as it was before the last key."""
        claim = self.work.claim
        if what != "standing" or not isinstance(answer, Read) or claim is None:
            return
        standing = answer.standings.get(claim.id)
        if standing is not None and standing.claim == claim:
            if self.base is None:
                self.work.kept.take(answer)
            self._show(standing)

    def _show(self, standing: Standing) -> None:
        """Show it, the cursor on the same version as before, and on what was meant there."""
        sentences = [one.mention.sentence for one in standing.versions]
        at = self.versions[self.cursor].mention.sentence if self._there else ""
        self.standing = standing
        if at in sentences:
            self.cursor = sentences.index(at)
        elif self.versions:
            self.cursor = min(self.cursor, len(self.versions) - 1)
            self.meant = None

    def changed(self) -> None:
        """Read again where the claim stands now."""
        self.begin()

    def moved(self) -> Effect | None:
        """Another version: its first divergence is meant."""
        self.meant = None
        return NOTHING

    # What is there.

    @property
    def versions(self) -> tuple[Version, ...]:
        """The base first."""
        return self.standing.versions if self.standing else ()

    @property
    def current(self) -> Version:
        """The version under the cursor. Raises ClaimRefused where there is none."""
        if not self._there:
            raise ClaimRefused("the claim has no mention here")
        return as_decided(self.versions[self.cursor], self.claim)

    @property
    def _there(self) -> bool:
        """Whether a version is under the cursor."""
        return 0 <= self.cursor < len(self.versions)

    @property
    def differing(self) -> Differing:
        """The divergence that is meant. Raises ClaimRefused where there is none."""
        found = self.current.differing
        if not found:
            raise ClaimRefused("this version differs in nothing that a rule sees")
        return found[self._spot]

    @property
    def _spot(self) -> int:
        """The place of the divergence that is meant."""
        kinds = [one.pair.kind for one in self.versions[self.cursor].differing]
        return kinds.index(self.meant) if self.meant in kinds else 0

    def title(self) -> str:
        """What sort of claim it is, and when it was first claimed."""
        wording = self.claim.wording
        return " · ".join(filter(None, (f"{wording.type} claim", wording.date)))

    def figures(self) -> str:
        """In how many articles it stands, on how many roots, what versions differ in."""
        standing = self.standing
        if standing is None:
            return "reading …"
        told = words.rests_on(standing.articles, standing.roots)
        return f"{told}  {standing.marks}" if standing.marks else told

    def head(self, width: int) -> Sequence[Line]:
        """The claim in its own words, its note, its verdicts."""
        look, claim = self.look, self.claim
        attribution, content = (
            outcome(claim, level, reader=self.work.annotator)
            for level in ("attribution", "content")
        )
        verdicts = "   ".join(
            f"{words.LEVELS[one.level]} {words.verdict_of(one)}" for one in (attribution, content)
        )
        lines: list[Line] = words.in_brief(shown(claim.wording.text), look.title, width)
        if claim.wording.note:
            lines.append(((crop(f" note: {shown(claim.wording.note)}", width), look.text),))
        return (*lines, ((crop(f" {verdicts}", width), look.dim),), ())

    def empty(self) -> str:
        """What a claim without mentions needs."""
        if self.standing is None:
            return "Reading the versions …"
        return "No mention of the claim is left.\nUndo brings back what was taken off."

    def blocks(self, width: int) -> Sequence[Block]:
        """A version each: outlet, date and chain; the words, aligned with the base's."""
        return [
            text.block(version, base=n == 0, look=self.look, width=width)
            for n, version in enumerate(self.versions)
        ]

    def about(self, width: int) -> Sequence[Line]:
        """The current version: what differs, each on a line; the chain; where it stands."""
        if not self._there:
            return ()
        meant = None if self.cursor == 0 else self._spot
        return text.about(self.versions[self.cursor], meant, look=self.look, width=width)

    # What keys do.

    def deeds(self) -> Mapping[str, Callable[[], Effect | None]]:
        """What keys do here."""
        return {
            "mention.open": self.open,
            "mention.base": self.compare_with_this,
            "mention.relation": self.next_relation,
            "mention.words": self.ask_part,
            "mention.remove": self.remove,
            "divergence.next": self.next_divergence,
            "divergence.weigh": self.weigh,
            "divergence.dismiss": self.dismiss,
            "divergence.reverse": self.reverse,
            "chain.flip": self.flip,
            "chain.edit": self.ask_chain,
            "claim.words": partial(wordings.ask_words, self.desk),
            "claim.type": partial(wordings.next_type, self.desk),
            "claim.date": partial(wordings.ask_date, self.desk),
            "note": partial(wordings.ask_note, self.desk),
            "claim.report": lambda: ask_report(self.desk, self.claim),
            "claim.candidates": lambda: self.desk.show_view(Candidates(self.desk)),
            "claim.quotes": lambda: self.desk.show_view(Quotes(self.desk)),
            "claim.evidence": self.evidence,
            "claim.verdict": self.verdict,
        }

    def evidence(self) -> Effect | None:
        """Show the evidence."""
        return self.desk.show_view(Evidence(self.desk))

    def verdict(self) -> Effect | None:
        """Give a verdict."""
        return self.desk.show_view(VerdictView(self.desk))

    def open(self) -> Effect | None:
        """Show the version in its article."""
        mention = self.current.mention
        return self.desk.open_sentence(mention.article, mention.sentence)

    def compare_with_this(self) -> Effect:
        """Make the current version the base."""
        self.base = self.current.mention.sentence
        return Effect(opened=True, moved=True, message="compared with this version now")

    def _set_mention(self, message: str, **changes: object) -> Effect:
        mention = self.current.mention
        changed = replace(mention, **changes)  # type: ignore[arg-type]  # fields of a mention
        return self.work.do(
            (mention_slot(self.claim.id, mention.sentence), changed), message=message
        )

    def next_relation(self) -> Effect:
        """Say otherwise how the version stands to the claim."""
        at = RELATIONS.index(self.current.mention.relation)
        relation = RELATIONS[(at + 1) % len(RELATIONS)]
        return self._set_mention(f"{relation}", relation=relation)

    def remove(self) -> Effect:
        """Say that it is no mention; the sentence is not offered again."""
        beside = self.versions[0].mention.sentence if self.cursor else None
        return self._set_mention("no mention of this claim", state="rejected", beside=beside)

    def ask_part(self) -> Effect:
        """Have the words typed that make the claim."""
        mention = self.current.mention
        return ask(
            self.desk,
            "the words of the sentence that make the claim",
            mention.text,
            partial(self._cut, mention.sentence),
            about=mention.sentence,
        )

    def _cut(self, sentence: str, typed: str) -> Effect:
        mention = self.claim.confirmed.get(sentence)
        if mention is None:
            return Effect(message="this is no mention of the claim any more", warning=True)
        part = typed.strip()
        at = visible(mention.text).find(part)  # as it stood in the line; offsets are the same
        if unchanged(typed, mention.text):
            return NOTHING
        if not part or at < 0:
            raise ClaimRefused("these words do not stand so in the sentence")
        cut = narrowed(mention, at, at + len(part))
        return self.work.do((mention_slot(self.claim.id, sentence), cut), message="cut")

    def next_divergence(self) -> Effect:
        """Mean the next divergence of the version."""
        if found := self.current.differing:
            self.meant = found[(self._spot + 1) % len(found)].pair.kind
        return Effect(moved=True, message=words.difference(self.differing.divergence))

    def _mark(self, pair: Pair, divergence: Divergence | None, message: str) -> Effect:
        return self.work.do(marked(self.claim.id, *_sorted(pair, divergence)), message=message)

    def weigh(self) -> Effect:
        """Give the divergence another severity."""
        one, claim = self.differing, self.claim
        was = divergence_now(one, claim)
        severity = SEVERITIES[(SEVERITIES.index(was.severity) + 1) % len(SEVERITIES)]
        return self._mark(one.pair, replace(was, severity=severity, found_by="person"), severity)

    def dismiss(self) -> Effect:
        """Say that the divergence is none, or is one after all."""
        one = self.differing
        was = divergence_now(one, self.claim)
        told = "a difference after all" if was.dismissed else "no difference"
        return self._mark(one.pair, replace(was, dismissed=not was.dismissed), told)

    def reverse(self) -> Effect:
        """Mark that the version says the opposite of the base, or take that off."""
        if self.cursor == 0:
            return Effect(message="this is the base: go to the version that says the opposite")
        version, base = self.current, as_decided(self.versions[0], self.claim).mention
        pair = Pair(base.sentence, version.mention.sentence, "reversal")
        if said_of(pair, self.claim) is not None:
            return self._mark(pair, None, "no longer marked")
        divergence = Divergence(
            kind="reversal",
            a=base.text,
            b=version.mention.text,
            severity="reversal",
            level="alarm",
            found_by="person",
        )
        return self._mark(pair, divergence, "marked: it says the opposite")

    def flip(self) -> Effect:
        """Have the version rest on the next name of its chain."""
        version = self.current
        chain = chains.flipped(chain_now(version, self.claim))
        return self.work.do(
            chained(self.claim.id, version.mention.sentence, chain),
            message=f"rests on {shown(chain.root)}",
        )

    def ask_chain(self) -> Effect:
        """Have the chain written."""
        version = self.current
        return ask(
            self.desk,
            "outlet > outlet > speaker; none: the rule's",
            chains.in_words(chain_now(version, self.claim)).replace(chains.ARROW, ">"),
            partial(self._chained, version),
            about=version.mention.sentence,
        )

    def _chained(self, version: Version, typed: str) -> Effect:
        was = self.claim.chains.get(version.mention.sentence) or version.chain
        chain = chains.of_words(typed, was=was) if typed.strip() else None
        change = chained(self.claim.id, version.mention.sentence, chain)
        return self.work.do(change, message="the chain is set")


def _sorted(pair: Pair, divergence: Divergence | None) -> tuple[Pair, Divergence | None]:
    """The divergence the way its slot has it: the sentence that sorts first is `a`."""
    if pair.a <= pair.b:
        return pair, divergence
    turned = None if divergence is None else replace(divergence, a=divergence.b, b=divergence.a)
    return Pair(pair.b, pair.a, pair.kind), turned
