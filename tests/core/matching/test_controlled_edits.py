"""Single edits made to real sentences: each is found, and nothing else is.

The edits know nothing of the detectors: they are made by patterns of their own, outside quotation
marks (where another word is another wording too).
"""

import re
from collections.abc import Callable, Iterator

import pytest
from diverging import alarms, compare, sentences

from annotations.claims import DivergenceKind

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
DIGITS = re.compile(
    rf"(?<![\w.,:/$-])(?<!Dec\. )(?<!Sept\. )\d{{1,3}}(?:,\d{{3}})*"
    rf"(?![\w:/]|[.,]\d|-\w|\s(?:{MONTHS})|,? (?:19|20)\d\d| [ap]\.?m)"
    r"(?! (?:year|month|week|day|hour)s? (?:ago|earlier|later))"
)
NUMBER_WORD = re.compile(
    r"(?<![\w-])(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)(?![\w-])"
    r"(?! (?:year|month|week|day|hour)s? (?:ago|earlier|later))"
)
BEHIND_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|could|should|has|have|had|may|might) "
    r"(?!not\b|no\b|only\b|more than|less than)(?=[a-z])"
)
NOT = re.compile(r" not\b(?! (?:only|just|until))")
FUTURE = re.compile(r"\b(?:will|would) (?!not)(?=[a-z])")
BEFORE_VERB = re.compile(r"\b(?:has|have|had|was|were|is|are) (?=[a-z]+(?:ed|ing)\b)")
HEDGE = re.compile(r"\b(?:may|might|could|reportedly|allegedly|possibly|perhaps) ")
NAME = re.compile(rf"(?<=[a-z,] )(?!{MONTHS}|\w+day\b|President|Minister)[A-Z][a-z]{{5,}}\b")
YEAR = re.compile(r"(?:(?<= in )|(?<= of )|(?<=[a-z] )|(?<=\d, ))(?:19|20)\d\d\b(?![.,]?\d)")
MONTH = re.compile(
    rf"(?<!since )(?<!until )(?<!since last )(?<!at least )(?<!the )\b(?:{MONTHS})\b(?= \d|[,. ])"
)

Edit = Callable[[str], Iterator[str]]


def places(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Where a pattern stands outside quotation marks; nowhere where marks are lost."""
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        return
    inside = [match.span() for match in QUOTED.finditer(text)]
    for match in pattern.finditer(text):
        if not any(start <= match.start() < end for start, end in inside):
            yield match


def other_number(text: str) -> Iterator[str]:
    for match in places(DIGITS, text):
        if not re.search(rf"(?:{MONTHS}) $", text[: match.start()]):
            raised = int(match.group().replace(",", "")) + 7
            yield text[: match.start()] + str(raised) + text[match.end() :]
    for match in places(NUMBER_WORD, text):
        yield text[: match.start()] + "sixteen" + text[match.end() :]


def other_polarity(text: str) -> Iterator[str]:
    for match in places(BEHIND_AUXILIARY, text):
        yield text[: match.end()] + "not " + text[match.end() :]
    for match in places(NOT, text):
        yield text[: match.start()] + text[match.end() :]


def other_certainty(text: str) -> Iterator[str]:
    for match in places(FUTURE, text):
        yield text[: match.start()] + "may " + text[match.end() :]
    for match in places(BEFORE_VERB, text):
        yield text[: match.end()] + "reportedly " + text[match.end() :]
    for match in places(HEDGE, text):
        yield text[: match.start()] + text[match.end() :]


def other_spelling(text: str) -> Iterator[str]:
    for match in places(NAME, text):
        name = match.group()
        if text.count(name) == 1:
            swapped = name[:3] + name[4] + name[3] + name[5:]
            for spelt in (swapped, name[:-2] + "o" + name[-2:]):
                if spelt != name:
                    yield text[: match.start()] + spelt + text[match.end() :]


def other_date(text: str) -> Iterator[str]:
    for match in places(YEAR, text):
        yield text[: match.start()] + str(int(match.group()) - 1) + text[match.end() :]
    names = MONTHS.split("|")
    for match in places(MONTH, text):
        other = names[(names.index(match.group()) + 5) % 12]
        yield text[: match.start()] + other + text[match.end() :]


EDITS: dict[DivergenceKind, tuple[Edit, int]] = {
    "number": (other_number, 35),
    "negation": (other_polarity, 200),
    "hedge": (other_certainty, 90),
    "name": (other_spelling, 300),
    "date": (other_date, 20),
}
"""Kind → what makes the edits, and how many of them there are at least."""


@pytest.mark.parametrize("kind", EDITS)
def test_a_single_edit_is_found_and_raises_no_other_alarm(kind: DivergenceKind) -> None:
    edit, least = EDITS[kind]
    pairs = [(text, edited) for text in sentences() for edited in edit(text)]
    results = [compare(*pair) for pair in pairs]
    missed = [pair for pair, found in zip(pairs, results, strict=True) if kind not in found]
    crossed = [
        (pair, alarms(found) - {kind})
        for pair, found in zip(pairs, results, strict=True)
        if alarms(found) - {kind}
    ]
    assert len(pairs) >= least
    assert len(missed) <= 0.03 * len(pairs), missed
    assert crossed == []
