"""Claims in few words: what a person does, stored at once."""

from annotations.claims import Evidence, FactGesture, Mention, Verdict, VerdictName
from annotations.facts.claim import Claim
from annotations.model import Sentence
from annotations.store import Store
from annotations.store.identifiers import EventIds
from annotations.workflow import claiming
from annotations.workflow.claiming import Change

IDS = EventIds()
NOW = 1_700_000_000_000_000


def do(store: Store, *changes: Change, by: str = "ada", at: int = NOW) -> FactGesture:
    """One key press of somebody."""
    gesture = claiming.gesture(changes, annotator=by, at=at, ids=IDS)
    with store.transaction():
        store.facts.append(gesture)
    return gesture


def undo(store: Store, *, by: str = "ada", at: int = NOW) -> claiming.Reversal | None:
    reversal = claiming.to_undo(store, annotator=by)
    if reversal is not None:
        with store.transaction():
            store.facts.append(claiming.reversing(reversal, "undo", annotator=by, at=at, ids=IDS))
    return reversal


def redo(store: Store, *, by: str = "ada", at: int = NOW) -> claiming.Reversal | None:
    reversal = claiming.to_redo(store, annotator=by)
    if reversal is not None:
        with store.transaction():
            store.facts.append(claiming.reversing(reversal, "redo", annotator=by, at=at, ids=IDS))
    return reversal


def mention(store: Store, article: int, position: int) -> Mention:
    """The sentence of an article at a position (from 1) as a mention."""
    return claiming.mention_of(
        store.articles.one(article, annotator="").id, sentence(store, article, position)
    )


def sentence(store: Store, article: int, position: int) -> Sentence:
    return store.articles.read(article)[1][position - 1]


def claim_from(store: Store, article: int, position: int, *, by: str = "ada") -> str:
    """A new claim of that sentence; its id."""
    changes = claiming.new_claim(mention(store, article, position), at=NOW, ids=IDS)
    return do(store, *changes, by=by)[0].slot.claim


def the(store: Store, claim: str) -> Claim:
    found = store.facts.claim(claim)
    assert found is not None
    return found


def put_down(store: Store, claim: str, *, by: str = "ada", **fields: object) -> str:
    """Evidence on a claim; its id."""
    change = new_evidence(claim, **fields)
    do(store, change, by=by)
    return change[0].subject


def new_evidence(claim: str, **fields: object) -> Change:
    return claiming.new_evidence(claim, evidence(**fields), at=NOW, ids=IDS)


def evidence(**fields: object) -> Evidence:
    given = {"question": "Who says so?", "answer": "A paper.", "url": "https://example.org/a"}
    return Evidence(**(given | fields))  # type: ignore[arg-type]  # tests give what fits


def verdict(name: VerdictName = "supported", **fields: object) -> Verdict:
    given = {"level": "content", "confidence": 2, "justification": "It says so."}
    return Verdict(verdict=name, **(given | fields))  # type: ignore[arg-type]  # as above
