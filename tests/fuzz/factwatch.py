"""The fact desk beside its model: what a key is to change, and whether nothing else did."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from factdeeds import DEEDS, LINES, NOTHING, SHOWN_FIRST, Asked
from factmodel import Change, FactModel
from fuzzing import Sitting

from annotations.claims import FactEvent, FactKind, FactValue, Slot, Verdict, Wording
from annotations.facts.claim import wording_slot
from annotations.store.facts import decoded
from annotations.store.identifiers import EventIds
from annotations.workflow import claiming
from tui.factdesk.evidence import Evidence as EvidenceView
from tui.factdesk.verdict import VerdictView
from tui.factdesk.versions import Versions
from tui.factdesk.view import View
from tui.keynames import key_name
from tui.screens.claims import ClaimsScreen
from tui.screens.found import ToAction

CHECKER = "ada"
IDS = EventIds()


class FactWatch:
    """Follows one checker through a run."""

    def __init__(self) -> None:
        self.model = FactModel()
        self._seq = 0
        self._may: set[FactKind] = set()
        """Kinds of slots that the keys since the last look may have changed otherwise."""
        self._told = False
        """Whether it was said since the last look what others have changed."""
        self._looked: set[tuple[str, str]] = set()
        """(claim, level) of which others' verdicts were looked at in this sitting."""

    # What the harness tells.

    def opened(self, sitting: Sitting) -> None:
        """Whatever was done before the first sitting, everybody can undo their own."""
        self._looked = set()
        if not self._seq:
            for gesture in self._news(sitting):
                self.model.do(gesture[0].annotator, [(one.slot, one.value) for one in gesture])
        self._compare(sitting)

    def before(self, sitting: Sitting, key: str) -> None:
        """Tell the model what is asked for."""
        claims = _claims(sitting)
        if claims is None:
            if sitting.top is sitting.desk:  # a claim is made, or added to
                self._may |= {"wording", "mention"}
            return
        binding = sitting.keymap.hear(key_name(key), claims.context)
        if binding is not None:
            self._expect(self._asked(claims, binding.id))

    def after(self, sitting: Sitting, key: str) -> None:
        """Compare what is stored with the model."""
        del key
        assert sitting.app._writer.drain(10), "it is not saved"
        for gesture in self._news(sitting):
            self._take(gesture)
        self._may, self._told = set(), False
        self._compare(sitting)
        claims = _claims(sitting)
        if claims is not None and not sitting.ended:
            self._compare_screen(claims)

    def at_rest(self, sitting: Sitting) -> None:
        """All of it is compared after each key."""

    # What a key asks for.

    def _expect(self, asked: Asked) -> None:
        if isinstance(asked, frozenset):
            self._may |= asked
        else:
            self.model.do(CHECKER, asked)

    def _asked(self, claims: ClaimsScreen, id_: str) -> Asked:
        if claims.finder.visible:
            return self._entered(claims) if id_ in ("note.save", "search.open") else NOTHING
        if claims.reading:
            return NOTHING
        if id_ == "verdict.others" and isinstance(claims.view, VerdictView):
            self._look(claims.view)
        elif id_ == "undo":
            self.model.undo(CHECKER)
        elif id_ == "redo":
            self.model.redo(CHECKER)
        return self._done(claims.view, id_)

    def _look(self, view: VerdictView) -> None:
        claim = view.claim
        if claim is not None and view.outcome(claim).hidden:
            self._looked.add((claim.id, view.level))

    def _entered(self, claims: ClaimsScreen) -> Asked:
        finder, view = claims.finder, claims.view
        if finder.mode == "line":
            return self._line(view, finder._typed.placeholder, finder.text)
        target = finder.choices.chosen.target if finder.choices.chosen else None
        if finder.mode == "palette" and isinstance(target, ToAction):
            claims.finder.visible = False
            try:
                return self._asked(claims, target.id)
            finally:
                claims.finder.visible = True
        return NOTHING

    def _line(self, view: View, prompt: str, typed: str) -> Asked:
        claim = view.work.claim.id if view.work.claim else ""
        wording = self.model.holds(wording_slot(claim))
        if prompt in LINES and isinstance(wording, Wording):
            changed = LINES[prompt](wording, typed)
            return NOTHING if changed is None else [(wording_slot(claim), changed)]
        kinds: Mapping[type[View], frozenset[FactKind]] = {
            Versions: frozenset({"mention", "chain"}),
            EvidenceView: frozenset({"evidence"}),
        }
        return kinds.get(type(view), frozenset())

    def _done(self, view: View, id_: str) -> Asked:
        deed = DEEDS.get((view.context, id_))
        if deed is None or id_ not in view.deeds():
            return NOTHING
        if id_ in SHOWN_FIRST and not self._told and self._news_of_others(view):
            self._told = True
            return NOTHING
        return deed(self.model, view)

    def _news_of_others(self, view: View) -> bool:
        """Whether somebody has changed the open claim since that was shown."""
        claim = view.work.claim.id if view.work.claim else ""
        known = {slot: held.value for slot, held in view.work._held.items()}
        return any(
            said[-1].who != CHECKER and said[-1].value != known.get(slot)
            for slot, said in self.model.slots.items()
            if slot.claim == claim and slot.kind != "verdict"
        )

    # What was stored.

    def _news(self, sitting: Sitting) -> list[list[FactEvent]]:
        """Gestures stored since, each with its events."""
        rows = sitting.store._connection.execute(
            "SELECT seq, event_id, coalesce(gesture, event_id), annotator.name, claim, kind,"
            "       subject, value, at, origin, reverts"
            "  FROM fact_event JOIN annotator ON annotator.number = annotator"
            " WHERE seq > ? ORDER BY seq",
            (self._seq,),
        ).fetchall()
        found: dict[bytes, list[FactEvent]] = {}
        for seq, event_id, gesture, who, claim, kind, subject, value, at, origin, reverts in rows:
            self._seq = seq
            made = FactEvent(
                event_id=event_id,
                gesture=gesture,
                annotator=who,
                slot=Slot(claim.hex(), kind, subject),
                value=None if value is None else decoded(kind, value),
                at=at,
                origin=origin,
                reverts=reverts,
            )
            found.setdefault(gesture, []).append(made)
        return list(found.values())

    def _take(self, gesture: list[FactEvent]) -> None:
        """What the model could not know in full: it must be of a kind that was asked for."""
        first = gesture[0]
        if first.annotator != CHECKER or first.origin != "key":
            return
        kinds = {one.slot.kind for one in gesture}
        if self._may and kinds <= self._may:
            for one in gesture:
                self._check_verdict(one)
            self.model.do(CHECKER, [(one.slot, one.value) for one in gesture])

    def _check_verdict(self, event: FactEvent) -> None:
        """It is the checker's own, and blind if they can have seen nobody else's."""
        verdict, slot = event.value, event.slot
        if not isinstance(verdict, Verdict):
            return
        assert slot.subject == f"{verdict.level}/{CHECKER}"
        before = [one.value for one in self.model.slots.get(slot, ())]
        given = [one for one in before if isinstance(one, Verdict)]
        others = any(
            slot.claim == other.claim and other.subject.startswith(verdict.level)
            for other, (_, who) in self.model.standing().items()
            if other.kind == "verdict" and who != CHECKER
        )
        seen = (slot.claim, verdict.level) in self._looked or any(not one.blind for one in given)
        assert verdict.blind == (not seen and not (given and others)), "blind or not"

    def _compare(self, sitting: Sitting) -> None:
        stored = {
            held.slot: (held.value, held.annotator)
            for claim in self._ids(sitting)
            for held in sitting.store.facts.held(claim)
            if held.value is not None
        }
        expected = self.model.standing()
        for slot in stored.keys() | expected.keys():
            assert _plain(stored.get(slot)) == _plain(expected.get(slot)), slot

    def _ids(self, sitting: Sitting) -> set[str]:
        rows = sitting.store._connection.execute("SELECT DISTINCT claim FROM fact_event")
        return {claim.hex() for (claim,) in rows}

    def _compare_screen(self, claims: ClaimsScreen) -> None:
        """What the screen has of the open claim is what is stored, but for what others did."""
        claim = claims.work.claim
        if claim is None:
            return
        standing = self.model.standing()
        held = {held.slot: held.value for held in claims.work._held.values()}
        for slot, value in held.items():
            by = self.model.by(slot)
            if by == CHECKER:
                known = standing.get(slot)
                assert _plain((value, by) if value else None) == _plain(known), slot

    # What others do.

    def others(self, sitting: Sitting, who: str, changes: Sequence[Change]) -> None:
        """Somebody decides something in another program."""
        if not changes:
            return
        made = claiming.gesture(changes, annotator=who, at=sitting.clock(), ids=IDS)
        with sitting.store.transaction():
            sitting.store.facts.append(made)
        self.model.do(who, changes)
        self._news(sitting)


def _claims(sitting: Sitting) -> ClaimsScreen | None:
    room = sitting.app._facts
    return room.screen if room is not None and sitting.top is room.screen else None


def _plain(held: tuple[FactValue | None, str] | None) -> tuple[FactValue | None, str] | None:
    """What was decided, without what only the machine adds."""
    if held is not None and isinstance(held[0], Verdict):
        return replace(held[0], supersedes=None), held[1]
    return held
