"""What each key of the fact desk is to change, by what stands on the screen and in the model.

The row under the cursor is read from the view; what that row holds comes from the model, since
the screen may not have heard of it yet. Written from docs/factcheck.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, get_args

from factmodel import Change, FactModel

from annotations.claims import (
    Chain,
    ClaimType,
    Divergence,
    Evidence,
    EvidenceStance,
    FactKind,
    Mention,
    MentionState,
    Relation,
    Severity,
    Wording,
)
from annotations.facts.claim import (
    Pair,
    chain_slot,
    divergence_slot,
    evidence_slot,
    mention_slot,
    wording_slot,
)
from annotations.text.display import visible
from annotations.workflow.claiming import precision_of
from tui.factdesk.addto import AddTo
from tui.factdesk.board import Board
from tui.factdesk.candidates import Candidates
from tui.factdesk.evidence import Evidence as EvidenceView
from tui.factdesk.versions import Versions
from tui.factdesk.view import View

Asked = list[Change] | frozenset[FactKind]
"""What a key is to change: exactly these, or one gesture about these kinds of slots at most."""

Deed = Callable[[FactModel, View], Asked]
LONGEST = 2_000
NOTHING: list[Change] = []
Value = TypeVar("Value")


def _next(values: Sequence[Value], value: Value) -> Value:
    return values[(values.index(value) + 1) % len(values)]


def _versions(view: View) -> Versions:
    assert isinstance(view, Versions)
    return view


def _claim(view: View) -> str:
    return view.work.claim.id if view.work.claim else ""


# The board.


def _withdraw(model: FactModel, view: View) -> Asked:
    assert isinstance(view, Board)
    slot = wording_slot(view.current.claim.id) if view.current else None
    return [(slot, None)] if slot and model.holds(slot) else NOTHING


def _open_or_add(model: FactModel, view: View) -> Asked:
    """Opening changes nothing; where a claim is chosen, the sentence is added to it."""
    if not isinstance(view, AddTo) or view.current is None:
        return NOTHING
    claim = view.current.claim.id
    if model.holds(wording_slot(claim)) is None:
        return NOTHING
    return [(mention_slot(claim, view.mention.sentence), view.mention)]


# Versions.


def _mention(model: FactModel, view: View) -> Mention | None:
    """The mention under the cursor, if it is one still."""
    versions = _versions(view)
    if not versions._there:
        return None
    sentence = versions.versions[versions.cursor].mention.sentence
    held = model.holds(mention_slot(_claim(view), sentence))
    return held if isinstance(held, Mention) and held.state == "confirmed" else None


def _relation(model: FactModel, view: View) -> Asked:
    mention = _mention(model, view)
    if mention is None:
        return NOTHING
    changed = replace(mention, relation=_next(get_args(Relation), mention.relation))
    return [(mention_slot(_claim(view), mention.sentence), changed)]


def _remove(model: FactModel, view: View) -> Asked:
    mention, versions = _mention(model, view), _versions(view)
    if mention is None:
        return NOTHING
    beside = versions.versions[0].mention.sentence if versions.cursor else None
    changed = replace(mention, state="rejected", beside=beside)
    return [(mention_slot(_claim(view), mention.sentence), changed)]


def _flip(model: FactModel, view: View) -> Asked:
    """The next name of the chain that a person set, else of the rule's."""
    mention = _mention(model, view)
    if mention is None:
        return NOTHING
    versions = _versions(view)
    slot = chain_slot(_claim(view), mention.sentence)
    held = model.holds(slot)
    chain = held if isinstance(held, Chain) else versions.versions[versions.cursor].chain
    names = list(dict.fromkeys(link.source.name for link in chain.links))
    if len(names) < 2:
        return NOTHING
    root = _next(names, chain.root) if chain.root in names else names[0]
    return [(slot, replace(chain, root=root, decided=True))]


def _difference(model: FactModel, view: View) -> tuple[Pair, Divergence] | None:
    """The difference that is meant, with what was said of it: as seen from the base."""
    mention, versions = _mention(model, view), _versions(view)
    if mention is None or not versions.versions[versions.cursor].differing:
        return None
    meant = versions.differing
    held = model.holds(divergence_slot(_claim(view), meant.pair))
    if not isinstance(held, Divergence):
        return meant.pair, meant.divergence
    turned = replace(held, a=held.b, b=held.a)
    return meant.pair, held if meant.pair.a <= meant.pair.b else turned


def _marked(view: View, pair: Pair, divergence: Divergence | None) -> Asked:
    if divergence is not None and pair.a > pair.b:
        divergence = replace(divergence, a=divergence.b, b=divergence.a)
    return [(divergence_slot(_claim(view), pair), divergence)]


def _weigh(model: FactModel, view: View) -> Asked:
    found = _difference(model, view)
    if found is None:
        return NOTHING
    pair, one = found
    severity = _next(get_args(Severity), one.severity)
    return _marked(view, pair, replace(one, severity=severity, found_by="person"))


def _dismiss(model: FactModel, view: View) -> Asked:
    found = _difference(model, view)
    if found is None:
        return NOTHING
    return _marked(view, found[0], replace(found[1], dismissed=not found[1].dismissed))


def _reverse(model: FactModel, view: View) -> Asked:
    mention, versions = _mention(model, view), _versions(view)
    if mention is None or versions.cursor == 0:
        return NOTHING
    base = versions.versions[0].mention.sentence
    pair = Pair(base, mention.sentence, "reversal")
    slot = divergence_slot(_claim(view), pair)
    if model.holds(slot) is not None:
        return [(slot, None)]
    first = model.holds(mention_slot(_claim(view), base))
    if not isinstance(first, Mention):
        return NOTHING
    one = Divergence(
        kind="reversal",
        a=first.text,
        b=mention.text,
        severity="reversal",
        level="alarm",
        found_by="person",
    )
    return _marked(view, pair, one)


def _type(model: FactModel, view: View) -> Asked:
    slot = wording_slot(_claim(view))
    held = model.holds(slot)
    if not isinstance(held, Wording):
        return NOTHING
    return [(slot, replace(held, type=_next(get_args(ClaimType), held.type)))]


# Candidates and evidence.


def _decide(relation: Relation, state: MentionState) -> Deed:
    def deed(model: FactModel, view: View) -> Asked:
        assert isinstance(view, Candidates)
        slots = [mention_slot(_claim(view), one.kin.id) for one in view.found or ()]
        pairs = zip(view.found or (), slots, strict=True)
        waiting = [one for one, slot in pairs if model.holds(slot) is None]
        if view.cursor >= len(waiting):
            return NOTHING
        offered = waiting[view.cursor].decided("same", "confirmed")
        mention = replace(offered, relation=relation, state=state)
        return [(mention_slot(_claim(view), mention.sentence), mention)]

    return deed


def _held_evidence(model: FactModel, view: View) -> tuple[str, Evidence] | None:
    assert isinstance(view, EvidenceView)
    if view.current is None:
        return None
    held = model.holds(evidence_slot(_claim(view), view.current[0]))
    return (view.current[0], held) if isinstance(held, Evidence) else None


def _stance(model: FactModel, view: View) -> Asked:
    found = _held_evidence(model, view)
    if found is None:
        return NOTHING
    changed = replace(found[1], stance=_next(get_args(EvidenceStance), found[1].stance))
    return [(evidence_slot(_claim(view), found[0]), changed)]


def _take_off(model: FactModel, view: View) -> Asked:
    found = _held_evidence(model, view)
    return NOTHING if found is None else [(evidence_slot(_claim(view), found[0]), None)]


DEEDS: Mapping[tuple[str, str], Deed] = {
    ("claims", "claim.withdraw"): _withdraw,
    ("claims", "claim.open"): _open_or_add,
    ("claim", "mention.relation"): _relation,
    ("claim", "mention.remove"): _remove,
    ("claim", "chain.flip"): _flip,
    ("claim", "divergence.weigh"): _weigh,
    ("claim", "divergence.dismiss"): _dismiss,
    ("claim", "divergence.reverse"): _reverse,
    ("claim", "claim.type"): _type,
    ("candidates", "candidate.same"): _decide("same", "confirmed"),
    ("candidates", "candidate.partly"): _decide("partly", "confirmed"),
    ("candidates", "candidate.contradicts"): _decide("contradicts", "confirmed"),
    ("candidates", "candidate.not"): _decide("same", "rejected"),
    ("evidence", "evidence.stance"): _stance,
    ("evidence", "evidence.remove"): _take_off,
    ("evidence", "evidence.type"): lambda _, __: frozenset({"evidence"}),
    ("verdict", "verdict.give"): lambda _, __: frozenset({"verdict"}),
    ("quotes", "quote.claim"): lambda _, __: frozenset({"mention", "wording"}),
}
"""(context, id of the action) → what it is to change."""

SHOWN_FIRST = frozenset(
    f"{kind}.{what}"
    for kind, ids in {
        "mention": ("relation", "remove"),
        "chain": ("flip",),
        "divergence": ("weigh", "dismiss", "reverse"),
        "claim": ("type",),
        "candidate": ("same", "partly", "contradicts", "not"),
        "evidence": ("stance", "type", "remove"),
    }.items()
    for what in ids
)
"""What one key changes: what others have changed meanwhile is shown before that."""


# Lines.


def _words(wording: Wording, typed: str) -> Wording | None:
    text = " ".join(typed.split())
    if typed in (wording.text, visible(wording.text)) or not text or len(text) > LONGEST:
        return None
    return replace(wording, text=text)


def _note(wording: Wording, typed: str) -> Wording | None:
    if typed in (wording.note, visible(wording.note)) or len(typed.strip()) > LONGEST:
        return None
    return replace(wording, note=typed.strip())


def _date(wording: Wording, typed: str) -> Wording | None:
    date = typed.strip() or None
    if typed == (wording.date or "") or (date is not None and precision_of(date) is None):
        return None
    return replace(wording, date=date, precision=precision_of(date) if date else None)


LINES: Mapping[str, Callable[[Wording, str], Wording | None]] = {
    "what the claim says": _words,
    "note on the claim": _note,
    "first claimed: 2023, 2023-12 or 2023-12-23": _date,
}
"""What is asked → what becomes of the wording; None: it stays."""
