"""Articles that make the same claim tell one story, also when a split is made."""

from dataclasses import replace

import claiming as desk
import support

from annotations.facts.claim import mention_slot
from annotations.splits.assign import fractions_of
from annotations.store import Store
from annotations.workflow.splitting import Splitting, divide
from annotations.workflow.stories import linked_by_claims

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


def articles(store: Store, n: int) -> list[int]:
    """Labelled articles that have no words in common."""
    numbers = []
    for article in range(n):
        text = " ".join(f"{word}{article}" for word in WORDS)
        numbers.append(support.add_article(store, [text], name=f"{article}.txt"))
        support.append(store, support.event(numbers[-1]))
    return numbers


def joined(store: Store, first: int, *others: int) -> str:
    """A claim that these articles make."""
    claim = desk.claim_from(store, first, 1)
    for other in others:
        mention = desk.mention(store, other, 1)
        desk.do(store, (mention_slot(claim, mention.sentence), mention))
    return claim


def ids(store: Store, numbers: list[int]) -> list[str]:
    return [store.articles.one(number, annotator="").id for number in numbers]


def test_articles_of_one_claim_are_one_group(store: Store) -> None:
    numbers = articles(store, 4)
    joined(store, numbers[0], numbers[3])
    links = linked_by_claims(store)
    division = divide(store, Splitting(fractions=fractions_of("80/20"), links=links))
    at = [division.at[one] for one in ids(store, numbers)]
    assert at[0].group == at[3].group
    assert at[0].split == at[3].split
    assert division.groups == 3


def test_without_claims_there_is_no_link(store: Store) -> None:
    articles(store, 2)
    assert linked_by_claims(store) == ()


def test_a_rejected_mention_links_nothing(store: Store) -> None:
    numbers = articles(store, 2)
    claim = desk.claim_from(store, numbers[0], 1)
    mention = replace(desk.mention(store, numbers[1], 1), state="rejected")
    desk.do(store, (mention_slot(claim, mention.sentence), mention))
    assert linked_by_claims(store) == ()


def test_articles_hang_together_over_one_that_is_not_here(store: Store) -> None:
    numbers = articles(store, 3)
    elsewhere = "00" * 32  # the first of its claim, by its id
    for number in numbers[:2]:
        claim = desk.claim_from(store, number, 1)
        mention = replace(desk.mention(store, number, 1), article=elsewhere, sentence="cd" * 16)
        desk.do(store, (mention_slot(claim, mention.sentence), mention))
    (link,) = linked_by_claims(store)
    assert set(link) == set(ids(store, numbers[:2]))
