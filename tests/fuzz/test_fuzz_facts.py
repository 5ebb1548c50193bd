"""Any keys at the fact desk, while somebody else checks the same claims, against a plain model."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from claiming import claim_from, do, evidence, mention, put_down, verdict
from factmodel import Change
from factwatch import FactWatch
from fuzzing import CONFIG, Ground, Sitting, hunt
from msgspec import structs
from pasting import PASTES, paste
from support import add_article

from annotations.claims import Evidence, FactValue, Mention, Slot, Wording
from annotations.facts.claim import evidence_slot, mention_slot, verdict_slot, wording_slot
from annotations.store import Store
from tui.factdesk.board import Board

ARTICLES = {
    "Gazette": (
        "The harbour of Ostrava was closed for three days, a spokesman told Reuters.",
        "Nothing else is known about this at the moment.",
    ),
    "Herald": (
        "Ostrava’s harbour was closed for four days, a spokesman told Reuters.",
        "Fishermen complained about the price of diesel again.",
    ),
    "Courier\u202e": (
        "According to Reuters, the harbour of Ostrava was not closed for three days.",
        "The harbour of Ostrava, “closed” for 3 days [@click=app.bell], \x1b[31m reopened.",
    ),
}


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Three articles that tell the same; ada and ben have a claim each, with some evidence."""
    path = tmp_path_factory.mktemp("facts") / "labels.db"
    with Store(path) as store:
        for name, sentences in ARTICLES.items():
            add_article(store, sentences, name=f"{name[:4]}.txt", source=name)
        claim = claim_from(store, 1, 1)
        do(store, (mention_slot(claim, mention(store, 2, 1).sentence), mention(store, 2, 1)))
        put_down(store, claim, question="Was it closed?")
        put_down(store, claim, by="ben", question="For how long?", answer="Four days.")
        said = verdict("refuted", level="content", justification="No.", blind=True)
        do(store, (verdict_slot(claim, "content", "ben"), said), by="ben")
        claim_from(store, 3, 1, by="ben")
    return Ground(
        path,
        FactWatch,
        config=structs.replace(CONFIG, suggest=structs.replace(CONFIG.suggest, agents=())),
        events={"ben": _ben, "paste": paste, "to": _to},
        first=("escape", "f4"),
        size=(110, 34),
    )


async def _to(sitting: Sitting, keys: str) -> None:
    """`<to enter a>`: press these on the board, which is gone to from wherever one is."""
    for _ in range(10):
        room = sitting.app._facts
        if room is None or sitting.top is not room.screen:
            await sitting.press("escape")
            await sitting.press("f4")
        elif room.screen.finder.visible or room.screen.reading:
            await sitting.press("escape")
        elif not isinstance(room.screen.view, Board):
            await sitting.press("q")
        else:
            break
    for key in keys.split():
        await sitting.press(key)


# Somebody else.


def _open_claim(sitting: Sitting, watch: FactWatch) -> str:
    """The claim that is open; else the first that stands."""
    room = sitting.app._facts
    if room is not None and room.work.claim is not None:
        return room.work.claim.id
    worded = [slot.claim for slot in watch.model.standing() if slot.kind == "wording"]
    return min(worded) if worded else ""


def _of(watch: FactWatch, claim: str, kind: type[FactValue]) -> list[tuple[Slot, FactValue]]:
    return [
        (slot, value)
        for slot, (value, _) in sorted(watch.model.standing().items(), key=lambda one: repr(one[0]))
        if slot.claim == claim and isinstance(value, kind)
    ]


def _reword(watch: FactWatch, claim: str, _: Sitting) -> list[Change]:
    return [(slot, replace(held, text="Ben says.")) for slot, held in _wording(watch, claim)]


def _wording(watch: FactWatch, claim: str) -> list[tuple[Slot, Wording]]:
    held = watch.model.holds(wording_slot(claim))
    return [(wording_slot(claim), held)] if isinstance(held, Wording) else []


def _withdraw(watch: FactWatch, claim: str, _: Sitting) -> list[Change]:
    return [(slot, None) for slot, _ in _wording(watch, claim)]


def _bring_back(watch: FactWatch, _: str, __: Sitting) -> list[Change]:
    """The first claim that was taken back stands again."""
    for slot, said in watch.model.slots.items():
        if slot.kind == "wording" and said[-1].value is None:
            before = next((one.value for one in reversed(said) if one.value is not None), None)
            return [(slot, before)]
    return []


def _relate(watch: FactWatch, claim: str, _: Sitting) -> list[Change]:
    found = _of(watch, claim, Mention)[:1]
    return [(s, replace(m, relation="broader")) for s, m in found if isinstance(m, Mention)]


def _reject(watch: FactWatch, claim: str, _: Sitting) -> list[Change]:
    found = _of(watch, claim, Mention)[-1:]
    return [(s, replace(m, state="rejected")) for s, m in found if isinstance(m, Mention)]


def _confirm(_: FactWatch, claim: str, sitting: Sitting) -> list[Change]:
    held = mention(sitting.store, 3, 1)
    return [(mention_slot(claim, held.sentence), held)]


def _put_down(_: FactWatch, claim: str, sitting: Sitting) -> list[Change]:
    key = f"{sitting.clock():032x}"
    return [(evidence_slot(claim, key), evidence(question=f"Why [/] {key[-3:]}?"))]


def _take_off(watch: FactWatch, claim: str, _: Sitting) -> list[Change]:
    return [(slot, None) for slot, _ in _of(watch, claim, Evidence)[:1]]


def _conclude(_: FactWatch, claim: str, sitting: Sitting) -> list[Change]:
    said = verdict("misleading", level="attribution", justification=f"At {sitting.clock()}.")
    return [(verdict_slot(claim, "attribution", "ben"), said)]


DOES: Mapping[str, Callable[[FactWatch, str, Sitting], list[Change]]] = {
    "words": _reword,
    "withdraw": _withdraw,
    "back": _bring_back,
    "relation": _relate,
    "reject": _reject,
    "confirm": _confirm,
    "evidence": _put_down,
    "unevidence": _take_off,
    "verdict": _conclude,
}


async def _ben(sitting: Sitting, what: str) -> None:
    """`<ben words>`: somebody else does that with the open claim, in another program."""
    watch = sitting.watch
    assert isinstance(watch, FactWatch)
    claim = _open_claim(sitting, watch)
    if claim or what == "back":
        watch.others(sitting, "ben", DOES[what](watch, claim, sitting))


# Keys.

OPENING = {
    **dict.fromkeys(["enter", "q", "a", "e", "v", "escape"], 4),
    **dict.fromkeys(["<to enter>", "<to enter j>", "<to enter a>", "<to enter e>"], 8),
    **dict.fromkeys(["<to enter v>", "<to enter G>", "<to G>", "<to>", "<to enter Q>", "Q"], 4),
    **dict.fromkeys(["j", "k", "G", "g", "escape", "w", "tab"], 3),
    **dict.fromkeys(["s", "f", "F", "x", "b", "d", "space", "pagedown"], 3),
    **dict.fromkeys(
        ["f4", "f4 enter", "f3 f4", "f2 F f4", "f2 j F", "f2 + enter f4", "?", "R escape"], 2
    ),
    **dict.fromkeys(["/ h a r enter", "/ enter", "/ x y escape", "ctrl+p u n d o enter"], 1),
}
CHANGING = {
    **dict.fromkeys(["u", "U"], 10),
    **dict.fromkeys(["p", "y", "n", "c", "D", "!", "f", "T", "s", "h", "l"], 3),
    **dict.fromkeys(
        ["<to enter v g j l e o k enter enter>", "<to enter v g l j h e ! enter enter>"], 4
    ),
    **dict.fromkeys(["x", "<to x u>", "<to enter j x>"], 1),
    **{f"<to enter {keys}>": 2 for keys in ("f", "j s", "j D", "j !", "T", "j p", "b", "j b s")},
    "<to enter ctrl+p n u m e r i c enter>": 2,
    **{f"<to enter {keys} enter>": 2 for keys in ("t z", "m z", "@ ctrl+u 2 0 2 4", "w backspace")},
    **{f"<to enter {keys}>": 2 for keys in ("a y", "a n", "a p", "a c", "e h", "e t", "e x")},
    **dict.fromkeys(["<haste p p>", "<haste T T>", "<haste s s>", "<haste D D>"], 2),
    **dict.fromkeys(["<haste ! !>", "<haste f f>", "<haste u U>"], 2),
    "V": 3,
    **dict.fromkeys(["g j l enter", "j j j l enter", "a y", "a n", "a p q", "a c", "e h"], 3),
}
LINES = {
    **dict.fromkeys(["t backspace enter", "t a b enter", "t escape", "t ctrl+u enter"], 2),
    **dict.fromkeys(["m h i enter", "@ 2 0 2 3 enter", "@ x enter", "@ ctrl+u enter"], 1),
    **dict.fromkeys(["w ctrl+u t h e enter", "w enter", "c enter"], 1),
    **dict.fromkeys(["c ctrl+u A > B enter", "c ctrl+u enter", "c > enter escape"], 1),
    **dict.fromkeys(["a q ? enter enter", "s h o w enter o p e n enter enter y e s enter"], 1),
    **dict.fromkeys(["a w enter h t t p : / / a . b enter y e s enter enter enter"], 1),
    **dict.fromkeys(["m", "t ctrl+u", "enter enter"], 4),
    **dict.fromkeys(PASTES, 2),
    **dict.fromkeys(["tab enter z enter", "enter ctrl+u enter escape", "t f2 f4 t"], 1),
}
OTHERS = {f"<ben {what}>": 1 if what == "withdraw" else 3 for what in DOES}
WORLD = {
    **dict.fromkeys(["<restart>", "<restart now>", "<rest>"], 2),
    **dict.fromkeys(["<60x14>", "<110x34>", "<clock -3600>", "<clock 3600>"], 1),
}


def test_no_keys_change_a_claim_otherwise_than_they_say(ground: Ground) -> None:
    weights = {**OPENING, **CHANGING, **LINES, **OTHERS, **WORLD}
    hunt(ground, weights, most=40, runs=5)
