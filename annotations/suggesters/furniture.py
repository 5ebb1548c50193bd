"""Lines that are not running text, one by one: buttons, forms, credits, times, template code.

Says why in words. Knows English cues; short lines, times, repeats and a wrong encoding need none.
Refuses to call the headline furniture.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from annotations.nouns import dataclass
from annotations.splits.same import normal
from annotations.suggesters.asked import Asked
from annotations.suggesters.outside import regions
from annotations.text.mojibake import repaired
from annotations.text.titles import has_end_mark, is_cue, word_count

_SHORT = 4
"""Words of a line without end mark that is a button or a heading, at most."""
_STARRED = 6
_CUED = 8
"""Words of a line with end mark that its first word can give away, at most."""
_CREDIT = 8
_CONTAINED = 8
"""Words from which on a line that stands whole in one right before it is a repeat."""
_NEAR = 3
"""Lines back that such a repeat is looked for."""
_READ = 300
"""Characters of a line that are looked at for cues."""

_TIME = re.compile(
    r"""\W*(?: \d{1,2}[:.]\d\d(?:[:.]\d\d)?\ ?(?:[ap]\.?m\.?)?(?:\ [A-Z]{2,4})?
      | \d+\ (?:min(?:ute)?s?|hours?|days?|weeks?|months?)\ (?:read|ago) )\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_CREDITED = re.compile(
    r"""\W*(?: (?:file\ )?(?:image|photo|photograph|picture|credit|video|illustration)s?
          (?:\ (?:by|credit|courtesy(?:\ of)?))?\s*:.*
      | .*/\ ?(?:getty(?:\ images)?|afp|reuters|ap|epa|shutterstock|unsplash|ap\ photo)\W* )""",
    re.VERBOSE | re.IGNORECASE,
)
_STAFF = re.compile(
    r"""\W*(?: (?:Additional\ |With\ )?(?:[Rr]eporting|[Ww]riting|[Ee]diting)\ by\ [A-Z].*
      | (?:Compiled|Edited)\ by\ [A-Z].*
      | .*\bcontributed\ (?:to\ this\ (?:report|article|story)|(?:additional\ )?reporting)\b.*
      | (?:Copyright|COPYRIGHT)\W+(?:\d{4}|\([cC]\)|©).* | ©.*
      | [Cc]ourtesy\ (?:of|to)\b.* | (?:Photos?|Pictures?|Video)\ by\ [A-Z].*
      | Quotes?\ (?:taken\ from|courtesy\ of|via)\b.*
      | [^@]{0,80}\(@\w+\)\ \w+\ \d{1,2},\ \d{4}\W* )""",
    re.VERBOSE,
)
"""Who worked at it, or the signature of an embedded post."""
_CREDITS = 14
"""Words of such a line, at most."""
_HEADING = re.compile(
    r"(?:background|context|related|sources?|references|share|comments?|tags|topics|advertisement)\W*",
    re.IGNORECASE,
)
_ABOUT_THE_SITE = re.compile(
    r"""\b(?: all\ rights\ reserved | your\ e-?mail\ address | required\ fields
      | (?:uses?|accept|of)\ cookies | (?:our|this|free|daily|weekly)\ newsletters?
      | (?:subscribe|sign\ up|signing\ up)\ (?:to|for)\ (?:our|the|this)\b
      | confirmation\ e-?mail | terms\ of\ (?:use|service) | privacy\ policy
      | follow\ us\ on | share\ this\ (?:article|story|post) | click\ here
      | e-?mail\ protected | thank\ you\ for\ (?:signing|subscribing|reading)
      | with\ ai\ assistance | ctrl\ ?\+ | \d+\ min(?:ute)?\ read
      | this\ (?:article|story|post)\ (?:was|is|has\ been)\ (?:originally\ |first\ )?
        (?:published|updated|corrected|republished)
      | this\ (?:article|story|post|page)\ (?:mentions|contains|appears|first\ appeared|appeared)
      | for\ (?:more|further)\ (?:information|details)\b.*
        \b(?:visit|see|contact|call|go\ to|click)
      | ^to\ (?:see|read|learn|find|view|watch|listen|subscribe|sign\ up)\b.*
        \b(?:click|go\ here|visit\ (?:our|www|http))
      | (?:full|related|more|original)\ (?:story|article|coverage)\ ?:
      | (?:article|story|content)\ continues\ (?:below|after)
      | is\ an\ equal\ opportunity\ (?:provider|employer) | inappropriate\ links
      | currently\ (?:viewing|reading)
      | this\ (?:site|website|page)\ (?:is\ (?:protected|moderated|best\ viewed)|uses)
      | your\ comment\ (?:data|will|has) | a\ project\ of\ the\ \w+\ foundation
      | not\ be\ (?:published|displayed)\ publicly )\b""",
    re.VERBOSE | re.IGNORECASE,
)


class Finding(NamedTuple):
    """Why a line is taken for furniture, and how often that is right, 0 to 1."""

    reason: str
    score: float


def furniture(asked: Asked) -> list[Finding | None]:
    """For each sentence why it is not running text; None where it may be."""
    found = list(_each(asked))
    for region in regions(asked.sentences, title=asked.title):
        for at in range(region.start, region.end):
            found[at] = Finding(region.reason, region.score)
    return found


def _each(asked: Asked) -> Iterator[Finding | None]:
    title = normal(asked.title)
    repeated = {normal(text) for text in asked.repeated}
    seen: Counter[str] = Counter()
    before: list[str] = []
    for sentence in asked.sentences:
        line = sentence.text.strip()
        key = normal(line)
        if _repeats(key, seen, before):
            yield Finding("repeats a line of this article", 0.78)
        elif key == title:
            yield None
        elif key in repeated:
            yield Finding("stands in several other articles", 0.85)
        else:
            yield _line(line)
        seen[key] += 1
        before = [*before[1 - _NEAR :], key]


def _repeats(key: str, seen: Counter[str], before: Sequence[str]) -> bool:
    """Whether a line was there already: word for word, or within one of the last lines."""
    if seen[key]:
        return True
    return key.count(" ") + 1 >= _CONTAINED and any(key in earlier for earlier in before)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what the rules ask of it."""

    text: str
    read: str
    words: int
    ends: bool


_RULES: tuple[tuple[Callable[[_Line], bool], Finding], ...] = (
    (lambda line: repaired(line.text) != line.text, Finding("Cyrillic in a wrong encoding", 0.95)),
    (lambda line: "{{" in line.text or "}}" in line.text, Finding("template code", 0.95)),
    (
        lambda line: line.words <= _CREDIT and bool(_CREDITED.fullmatch(line.read)),
        Finding("a photo credit", 0.9),
    ),
    (
        lambda line: line.words <= _CREDITS and bool(_STAFF.fullmatch(line.read)),
        Finding("a credit", 0.9),
    ),
    (
        lambda line: bool(_TIME.fullmatch(line.read) or _HEADING.fullmatch(line.read)),
        Finding("a time or a heading by itself", 0.9),
    ),
    (
        lambda line: line.words <= _STARRED and "*" in (line.text[:1], line.text[-1:]),
        Finding("a line with a star", 0.9),
    ),
    (
        lambda line: not line.ends and line.words <= _SHORT,
        Finding("a short line without end mark", 0.9),
    ),
    (
        lambda line: (not line.ends or line.words <= _CUED) and is_cue(line.read.lstrip("* ")),
        Finding("begins like navigation, a date or a byline", 0.85),
    ),
    (
        lambda line: bool(_ABOUT_THE_SITE.search(line.read)),
        Finding("about the site, not the news", 0.85),
    ),
)
"""What makes a line furniture, and what is said of it then; the first that holds."""


def _line(text: str) -> Finding | None:
    """Why a line by itself is furniture."""
    read = text[:_READ]
    line = _Line(text, read, word_count(read), has_end_mark(text))
    return next((finding for holds, finding in _RULES if holds(line)), None)
