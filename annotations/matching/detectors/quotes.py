"""Quotations: other words between the marks, or marks on one side alone.

Two quotations are the same one from `ALIKE` on; below, they are two things that were said. Refuses
to tell which of two wordings was spoken.
"""

from collections.abc import Iterator, Sequence

from annotations.claims import Form
from annotations.matching.detectors.finding import Finding
from annotations.matching.detectors.quotemarks import Quoted
from annotations.matching.detectors.reading import Reading
from annotations.matching.detectors.words import Word, cut, shared, stems

ALIKE = 60.0
"""`rapidfuzz.fuzz.token_set_ratio` from which two quotations are of the same words."""
_SHOWN = 12
"""Words of a paraphrase that are shown."""
_CONTRACTED = {
    "won't": "will not", "can't": "can not",
    "n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am", "'d": " would",
}  # fmt: skip


def quotes(a: Reading, b: Reading) -> Iterator[Finding]:
    """Wordings that differ between marks, and quotations that only one of two has."""
    if not a.quoted or not b.quoted:
        return
    left_a, left_b = _unmatched(a.quoted, b.quoted)
    for one in left_a:
        other = max(left_b, key=lambda rival: _likeness(one, rival), default=None)
        if other is None or _likeness(one, other) < ALIKE:
            yield Finding("quote missing", one.text, "")
            continue
        left_b.remove(other)
        yield Finding(_case(one, other), one.text, other.text)
    yield from (Finding("quote missing", "", other.text) for other in left_b)


def paraphrase(a: Reading, b: Reading) -> Iterator[Finding]:
    """The very words on one side, their sense on the other."""
    form_a, form_b = _form(a), _form(b)
    if form_a != "indirect" and form_b == "indirect":
        yield Finding("paraphrase", _shown(a), _sense(b, a))
    elif form_a == "indirect" and form_b != "indirect":
        yield Finding("paraphrase", _sense(a, b), _shown(b))


def _form(reading: Reading) -> Form:
    return reading.passage.form or ("direct" if reading.quoted else "indirect")


def _shown(reading: Reading) -> str:
    return " … ".join(f"“{one.text}”" for one in reading.quoted)


def _sense(reading: Reading, other: Reading) -> str:
    """The stretch of a passage that has the words which the other one quotes."""
    said = stems(word for word in other.words if _is_within(word, other.quoted))
    places = [at for at, word in enumerate(reading.words) if word.stem and word.stem in said]
    if not places:
        return ""
    last = min(places[-1], places[0] + _SHOWN)
    return reading.text[reading.words[places[0]].start : reading.words[last].end]


def _is_within(word: Word, quoted: Sequence[Quoted]) -> bool:
    return any(one.start <= word.start and word.end <= one.end for one in quoted)


def _unmatched(one: Sequence[Quoted], other: Sequence[Quoted]) -> tuple[list[Quoted], list[Quoted]]:
    """The quotations whose words the other side does not have between marks."""
    keys_a, keys_b = [_words(quote.text) for quote in one], [_words(quote.text) for quote in other]
    all_a, all_b = f" {' '.join(keys_a)} ", f" {' '.join(keys_b)} "
    return (
        [quote for quote, key in zip(one, keys_a, strict=True) if f" {key} " not in all_b],
        [quote for quote, key in zip(other, keys_b, strict=True) if f" {key} " not in all_a],
    )


def _words(text: str) -> str:
    """The words of a quotation without marks, folded."""
    return " ".join(word.low for word in cut(text) if word.low[0].isalnum())


def _case(one: Quoted, other: Quoted) -> str:
    same = _content(one.text) == _content(other.text)
    return "quote written otherwise" if same else "quote differs"


def _content(text: str) -> str:
    """The words with contractions written out: "He's" is "He is" or "He has"."""
    low = text.lower()
    for short, full in _CONTRACTED.items():
        low = low.replace(short, full)
    return _words(low.replace("'s ", " ").replace(" is ", " ").replace(" has ", " "))


def _likeness(one: Quoted, other: Quoted) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415  # 55 ms that opening the app must not pay

    likeness = fuzz.token_set_ratio(_content(one.text), _content(other.text))
    content = shared(stems(cut(one.text)), stems(cut(other.text)))
    return likeness if content else 0.0
