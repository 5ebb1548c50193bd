"""Stretches of an article that are not its running text.

What stands before the headline, and everything from "More Stories" or "Leave a Reply" on: read off
the lines alone, by short lists of English words. Refuses to call a stretch a region that running
text follows: a link to another story in the middle of an article is one line.
"""

import re
from collections.abc import Sequence

from annotations.model import Sentence
from annotations.nouns import dataclass
from annotations.splits.same import normal
from annotations.text.titles import has_end_mark, is_cue, word_count

_HEAD_AT_MOST = 15
"""Lines before the headline."""
_HEADLINE = 4
_RUNNING = 8
"""Words from which on a line with an end mark is running text."""
_BEFORE_TAIL = 2
"""Lines of running text that stand before the tail of an article, at least."""
_MARKER = 6
"""Words of a line that opens a tail, at most."""
_LONGEST = 80
"""… and its characters."""
_TEASER = 6
"""Lines of a teaser right in front of the tail, at most."""

_ALWAYS = re.compile(
    r"""(?: (?:leave|post|add|write|submit)\ (?:a|a\ new|new|your|us\ a)\ (?:reply|comment|response)
      | no\ comments(?:\ yet)? | be\ the\ first\ to\ comment | notes?\ (?:to|for)\ editors
      | more\ stories | more\ news | news\ feed | editors?['’]?s?['’]?\ picks
      | most\ (?:read|popular|viewed|shared|commented) | you\ (?:may|might)\ also\ like
      | (?:latest|top|trending|popular)\ (?:news|stories|posts|articles|headlines)
      | external\ links? | further\ reading | about\ the\ authors? | load\ more
      | join\ the\ (?:conversation|discussion) | recommended\ for\ you | up\ next
      | sign\ up\ (?:for|to)\ .* | enter\ your\ e-?mail\ .* )""",
    re.VERBOSE | re.IGNORECASE,
)
_AT_THE_END = re.compile(
    r"""(?: related(?:\ \w+)? | (?:see|read|view)\ (?:also|all) | back\ to\ top(?:\ \w+)?
      | (?:media\ |press\ )?contacts?(?:\ us)? | read\ (?:more|next) | recommended | trending
      | sources | references | notes | comments? | tags | topics
      | share\ (?:this|on)\b.* | subscribe | newsletters? | more\ (?:from|on)\ .* )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words that open a tail only where no running text follows."""
_COUNTED = re.compile(
    r"\(?\d+\)? (?:comments?|responses?|replies)|comments?\W{0,3}\d+", re.IGNORECASE
)
"""What opens a tail where no more follows than stood before: it may stand over the text, too."""
_RELEASED = re.compile(r"(?:# ?# ?#|- ?30 ?-|-? ?(?:ENDS|Ends) ?-?)")
"""What ends a press release."""
_CUT_OFF = re.compile(r"(?:…|\.\.\.)$")


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of sentences, by their indices in the list, half open."""

    start: int
    end: int
    reason: str
    score: float = 0.95
    """How often such a stretch is none of the running text, 0 to 1."""


def regions(sentences: Sequence[Sentence], *, title: str = "") -> list[Region]:
    """The regions of an article, in order, without overlap; often none.

    `title`: of the article, where it is known; the line with it is none of what stands before it.
    """
    lines = [sentence.text.strip() for sentence in sentences]
    head = _head(lines, normal(title))
    tail = _tail(lines, head.end if head else 0)
    return [region for region in (head, tail) if region]


def _head(lines: Sequence[str], title: str) -> Region | None:
    """The lines in front of the first that reads like a headline or running text.

    A line of its own in front of running text is none: it may be the headline.
    """
    for at, line in enumerate(lines[: _HEAD_AT_MOST + 1]):
        is_fitting = word_count(line) >= _HEADLINE and not is_cue(line)
        if is_fitting or (title and normal(line) == title):
            is_headline = at == 1 and _is_running(line) and not is_cue(lines[0])
            return Region(0, at, "before the headline", 0.85) if at and not is_headline else None
    return None


def _tail(lines: Sequence[str], start: int) -> Region | None:
    running = [_is_running(line) for line in lines]
    seen = 0
    left = sum(running)
    for at, line in enumerate(lines):
        if at >= start and seen >= _BEFORE_TAIL and _opens(line, seen=seen, left=left):
            first = _with_teaser(lines, at)
            return Region(first, len(lines), f"from “{_short(line)}” to the end")
        seen += running[at]
        left -= running[at]
    return None


def _is_running(line: str) -> bool:
    return has_end_mark(line) and word_count(line) >= _RUNNING


def _opens(line: str, *, seen: int, left: int) -> bool:
    """Whether a line opens the tail; `seen`, `left`: lines of running text around it."""
    if len(line) > _LONGEST or word_count(line) > _MARKER:
        return False
    bare = line.strip(" \t:…»›>.-–—*#")
    if _ALWAYS.fullmatch(bare) or _RELEASED.fullmatch(line):
        return True
    is_counted = left <= seen and _COUNTED.fullmatch(bare)
    return bool(is_counted or (not left and _AT_THE_END.fullmatch(bare)))


def _short(line: str) -> str:
    return " ".join(line.split()).rstrip(":…. ")


def _with_teaser(lines: Sequence[str], marker: int) -> int:
    """Where the tail begins: at the marker, or at a teaser that breaks off right before it."""
    if marker == 0 or not _CUT_OFF.search(lines[marker - 1]):
        return marker
    for at in range(marker - 1, max(marker - 1 - _TEASER, 0), -1):
        if not has_end_mark(lines[at]) and word_count(lines[at]) >= _HEADLINE:
            return at
    return marker - 1
