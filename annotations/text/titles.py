"""A title for a text that came without one: its headline, or the start of its first sentence.

A guess for lists and tabs. Refuses to look past the first running sentence: after that, a line
that reads like a headline is somebody else's (related stories, feeds).
"""

import re
from collections.abc import Iterable
from itertools import chain

from annotations.model import Span
from annotations.text.blanks import BLANKS

_LONGEST = 100
_LONGEST_HEADLINE = 160
_FEWEST_WORDS = 4

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_WIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no blanks between words; two of them count as a word."""
_END_MARK = re.compile(r"[.!?…。！？؟।۔][\"'”’»)\]]*$")
_LEAD = re.compile(r"^(?:#{1,6} |[-*•–>] )\s*")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_BOILERPLATE = re.compile(
    r"""^(?: skip\ to | edit\ post | back\ to | go\ to | sign\ (?:in|up) | log\ in | subscribe
          | share | follow\ us | read\ more | see\ also | listen\ to | watch: | click | tap\ to
          | advertisement | sponsored | cookies? | menu | search | home\b | photo | image | picture
          | publish | posted | published | updated | last\ (?:updated|modified) | story\ code
          | written\ by | reporting\ by | from\ our
          | this\ (?:site|website|page|project|audio|article)\ (?:uses|is)
          | we\ use\ cookies | your\ (?:email|name) | enter\ your | please\b
          | \{\{ | \* | © | copyright | all\ rights )
        | \{\{ | \b[\w.]+@[\w.]+ | https?://
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BYLINE = re.compile(r"^(?:By|BY|by) (?:the )?[A-ZÀ-Þ]")
_DATE = re.compile(
    rf"^(?:\w+,? )?(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}"
    r"|\d{4}-\d\d-\d\d)\b",
    re.IGNORECASE,
)


def title_of(text: str, spans: Iterable[Span]) -> str:
    """Return a title for a text and its sentence spans.

    The first sentence of four words and more that is no boilerplate: a headline where it has no
    end mark, kept whole up to 160 characters; else the running text begins there, cut at 100.
    A text without such a sentence is called by its first one. Blanks and line ends come out as
    single spaces; the title of no spans is empty. Takes no more spans than it needs.
    """
    lines = (_flat(text[start:end]) for start, end in spans)
    first = next(lines, "")
    line = next(filter(_is_fitting, chain([first], lines)), first)
    return cut(line, _LONGEST if has_end_mark(line) else _LONGEST_HEADLINE)


def cut(line: str, longest: int = _LONGEST_HEADLINE) -> str:
    """Return the line, cut after a word with … where it has more than `longest` characters."""
    line = _flat(line)
    if len(line) <= longest:
        return line
    room = line[:longest]
    whole = room[: room.rfind(" ")] if " " in room else room[:-1]
    return whole.rstrip(" ,;:–—-") + "…"


def _flat(line: str) -> str:
    return _LEAD.sub("", " ".join(line.split()).strip(BLANKS))


def has_end_mark(line: str) -> bool:
    """Whether a line ends as a sentence does, quotation marks and brackets not counted."""
    return _END_MARK.search(line) is not None


def _is_fitting(line: str) -> bool:
    return word_count(line) >= _FEWEST_WORDS and not is_cue(line)


def word_count(line: str) -> int:
    """How many words a line has; where words have no blanks between them, two letters make one."""
    wide = len(_WIDE.findall(line))
    return wide // 2 + len(_WORD.findall(_WIDE.sub(" ", line)))


def is_cue(line: str) -> bool:
    """Whether a line begins like a date, a byline or the furniture of a web page."""
    return bool(
        _BOILERPLATE.search(line)
        or _DATE.match(line)
        or (_BYLINE.match(line) and not has_end_mark(line))
    )
