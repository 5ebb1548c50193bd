"""What kind of text an article is: news, a piece in its author's own name, or an interview.

Told by a few words and marks, since the same sentence is somebody's words in one kind and the
author's own in another. Refuses to guess from the subject, and knows English only.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from annotations.model import Sentence
from annotations.text.titles import has_end_mark, word_count

Kind = Literal["news", "own", "interview"]
Turn = Literal["question", "answer"]

_READ = 4_000
"""Characters of a sentence that are looked at."""
_FEWEST = 3
"""Sentences that have to show it, at least."""
_SHARE = 0.3
"""… of those that nobody else vouches for."""
_SPEAKING = 4
"""Words of a sentence that counts, at least."""
_HEAD = 3
"""Lines in front in which a piece is called an opinion."""
_TOLD = 20
"""Words without which nobody can tell a language."""
_ENGLISH = 0.1
"""Share of small English words that English has, at least; news has .35."""
_LONG = 8
"""Words of a sentence that holds one of them if it is English."""
_TEXT = 20_000
"""Characters by which the language of an article is told."""

_FIRST = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|us|[Oo]urs?|[Ll]et['’]s)\b(?!\.\w)")
_ASKED = re.compile(r"\?[\"'”’)\]]*$")
_CALLED = re.compile(
    r"""(?: (?:opinion|editorial|op-ed|commentary|column|columnists?|viewpoint|our\ view|leader)
          (?:\ *[:|–—-].*|\W*)
      | letters?(?:\ to\ the\ editor)?(?:\ *[:|–—-].*|\W*) | dear\ (?:editor|sir)\b.*
      | to\ the\ editor\W* )""",
    re.VERBOSE | re.IGNORECASE,
)
_ASKS = re.compile(r"(?:Q|QUESTION|Question)\s?[:.]\s")
_ANSWERS = re.compile(r"(?:A|ANSWER|Answer)\s?[:.]\s")
_SMALL = re.compile(
    r"\b(?:the|of|and|to|that|on|with|is|by|has|his|her|from|at|said|says|are|have|it|be|as|were"
    r"|this|not|he|they|we|you|its|their|which|but|been|who|for|i|my|our)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")


def kind_of(
    sentences: Sequence[Sentence], outside: str, vouched: Sequence[bool], turns: Sequence[object]
) -> Kind:
    """Tell the kind of an article.

    `outside`: its text with the quotations hidden; `vouched`: whether others vouch for each
    sentence; `turns`: of an interview, see there.
    """
    if any(turns):
        return "interview"
    if any(_CALLED.fullmatch(sentence.text.strip()[:_READ]) for sentence in sentences[:_HEAD]):
        return "own"
    speaking = [
        speaks_for_itself(outside, sentence)
        for sentence, others in zip(sentences, vouched, strict=True)
        if not others
        and word_count(sentence.text[:_READ]) >= _SPEAKING
        and has_end_mark(sentence.text)
    ]
    shown = sum(speaking)
    is_own = shown >= max(_FEWEST, _SHARE * len(speaking)) and shown > sum(vouched)
    return "own" if is_own else "news"


def speaks_for_itself(outside: str, sentence: Sentence) -> bool:
    """Whether a sentence says I or we, or asks something, outside quotations."""
    end = min(sentence.end, sentence.start + _READ)
    return is_first_person(outside, sentence) or is_question(outside[sentence.start : end])


def is_first_person(outside: str, sentence: Sentence) -> bool:
    """Whether a sentence says I or we outside quotations."""
    end = min(sentence.end, sentence.start + _READ)
    return bool(_FIRST.search(outside, sentence.start, end))


def is_question(line: str) -> bool:
    """Whether a sentence asks something."""
    return bool(_ASKED.search(line[-_HEAD - 1 :]))


def turns_of(sentences: Sequence[Sentence]) -> list[Turn | None]:
    """Of an interview, whether each sentence belongs to a question or an answer; else all None.

    An interview has two questions and two answers that are marked so: `Q:`, `A:`.
    """
    marked = [_marked(sentence.text) for sentence in sentences]
    if min(marked.count("question"), marked.count("answer")) < _FEWEST - 1:
        return [None] * len(marked)
    return list(_filled(marked))


def _marked(line: str) -> Turn | None:
    if _ASKS.match(line):
        return "question"
    return "answer" if _ANSWERS.match(line) else None


def _filled(marked: Sequence[Turn | None]) -> Iterator[Turn | None]:
    """Go on with a turn up to the next."""
    turn: Turn | None = None
    for one in marked:
        turn = one or turn
        yield turn


def is_english(text: str) -> bool:
    """Whether a text may be English; one of less than 20 words may."""
    read = text[:_TEXT]
    words = len(_LETTERS.findall(read))
    return words < _TOLD or len(_SMALL.findall(read)) >= _ENGLISH * words


def may_be_english(line: str) -> bool:
    """Whether a sentence of an English article may be English, too."""
    read = line[:_READ]
    letters = sum(map(len, _LETTERS.findall(read)))
    latin = sum(map(len, _LATIN.findall(read)))
    if 2 * latin < letters:
        return False
    return word_count(read) < _LONG or not has_end_mark(line) or bool(_SMALL.search(read))
