"""What an undo tells: enough to know again what was undone, wherever it was."""

from at_facts import FakeDesk, published
from claiming import claim_from, evidence

from annotations.facts.claim import mention_slot
from annotations.store import Store
from annotations.workflow import claiming

SENTENCES = ["The harbour was closed.", "The town was open."]


def desk_of(store: Store) -> tuple[FakeDesk, str, str]:
    """A desk, and two claims."""
    article = published(store, SENTENCES)
    return FakeDesk(store), claim_from(store, article, 1, by="x"), claim_from(store, article, 2)


def test_an_undo_of_a_mention_says_its_words(store: Store) -> None:
    desk, claim, other = desk_of(store)
    desk.work.open(claim)
    found = store.facts.claim(other)
    assert found is not None
    (mention,) = found.confirmed.values()
    desk.work.make([(mention_slot(claim, mention.sentence), mention)])
    assert desk.work.undo().message == "undone: a mention: “The town was open.”"
    assert desk.work.redo().message == "redone: a mention: “The town was open.”"


def test_an_undo_of_evidence_says_its_question(store: Store) -> None:
    desk, claim, _ = desk_of(store)
    desk.work.open(claim)
    desk.work.put_down(claim, evidence(question="Was the \x1b[31mport\u202e closed?"))
    told = desk.work.undo().message
    assert told.startswith("undone: evidence: “Was the ")
    assert not any(sign in told for sign in "\x1b\u202e")


def test_an_undo_in_another_claim_than_the_open_one_says_in_which(store: Store) -> None:
    desk, claim, other = desk_of(store)
    desk.work.open(claim)
    desk.work.put_down(claim, evidence(question="Who?"))
    desk.work.open(other)
    told = desk.work.undo().message
    assert told == "undone: evidence: “Who?” · of the claim: “The harbour was closed.”"


def test_an_undo_of_a_new_claim_says_its_words(store: Store) -> None:
    desk, _, other = desk_of(store)
    article = published(store, ["A library was opened."])
    sentence = store.articles.read(article)[1][0]
    mention = claiming.mention_of(store.articles.one(article, annotator="").id, sentence)
    desk.work.open(other)
    desk.work.new_claim(mention, date=None)
    assert desk.work.undo().message == "undone: a claim: “A library was opened.”"
