"""What the form of a line gives away of its source where its verbs do not.

Headlines (`Elsewhere, Police Say`), a source with a colon, a speaker at the very end, words that
open a statement. English only. Refuses to take any word with a colon for a source: it has to be
called like an outlet or an office, or to speak elsewhere in the article.
"""

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from annotations.text.titles import has_end_mark, word_count


class Form(NamedTuple):
    """What the form of a line says."""

    reason: str
    lemma: str
    score: float
    """How often it is right, 0 to 1."""
    bare: bool = False
    """It says who the sources are, and nothing else."""


_LONGEST = 2_000
"""Characters of a line that are looked at."""
_HEADLINE = 25
"""Words of a headline, at most."""

_NAME = r"(?P<name>[A-Z][\w.&’'-]*(?: (?:of|the|and|for|[A-Z(][\w.&’'()-]*)){0,5})"
_OUTLET = re.compile(_NAME + r": \S")
_BEHIND_DASH = re.compile(r".* [-–—] (?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})$")
_CALLED = re.compile(
    r"\b(?:Times|Post|News|Agency|Press|Journal|Guardian|Tribune|Herald|Telegraph|Independent"
    r"|Reuters|NYT|WSJ|BBC|CNN|AP|AFP|ISW|UN|WHO|FBI|CIA|MI6|NATO|EU|IMF"
    r"|President|Minister|Ministry|Secretary|Governor|Mayor|Spokes\w+|Police|Officials?|Experts?"
    r"|Sources?|Reports?|Study|Poll|Survey|Researchers?|Scientists|Witnesses|Intelligence|Media)\b"
)
"""Names that an outlet or an office has, and no subject of an article."""
_NO_SOURCE = re.compile(
    r"(?:[A-Z]|UPDATED?|BREAKING|WATCH|LIVE|VIDEO|PHOTOS?|NOTE|CORRECTION|EXCLUSIVE|ANALYSIS"
    r"|OPINION|EDITORIAL|PRESS RELEASE|RELEASE|STATEMENT|TAGS?|DATE|READ|RELATED|SUMMARY)",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(
    r".+(?:: (?:Report|Reports|Study|Poll|Survey|Source|Sources|Officials?)"
    r"|, (?:[A-Z]\w+(?: [A-Z]\w+){0,2}|report|officials|police|sources|study)"
    r" (?:[Ss]ay|[Ss]ays|[Ss]aid|[Ff]inds?|[Ss]hows?|[Ww]arns?|[Rr]eports?))$"
)
_SIGNED = re.compile(
    r", (?:(?:said|says|reports?|reported|writes|wrote|adds|added|explained|noted)"
    r" (?:the )?[A-Z][^.!?]{1,150}"
    r"|[^,.!?]{2,60} (?:say|says|said|writes?|wrote|reported|reports?|noted|stated|added|adds))\.$"
)
_SAYING = re.compile(
    r"(?P<who>(?:[A-Z][\w.’'-]* ){1,5})(?P<cue>Say|Says|Claims?|Warns?|Vows?|Denies|Confirms?"
    r"|Insists?|Tells?|Reveals?|Accuses?) \S"
)
"""In a headline in capitals."""
_SMALL_INITIAL = re.compile(r"\b[a-z]{5,}")
_PERCEIVED = re.compile(
    r"\b(?:there (?:is|was|are) (?:(?:a|an|the|some) )?(?:widespread |general |growing )?"
    r"(?:perception|belief|view|feeling|fears?|concerns?|speculation)s? that"
    r"|(?:is|are|was|were) (?:widely |generally )?(?:believed|thought|considered|said) to)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:[Oo]ther|[Ss]ome|[Ee]arlier|[Mm]edia|[Nn]ews|[Pp]ress|[Ll]ocal|[Ii]nitial|[Pp]reliminary"
    r"|but|[Uu]nconfirmed|[Ss]everal) (?:media )?(?:reports|accounts|studies|polls|estimates)"
    r" (?:say|said|suggest(?:ed)?|claim(?:ed)?|indicated?|show(?:ed)?)\b"
)
_NAMES_SOURCES = re.compile(
    r"\b(?:cit(?:ing|es|ed)|based on (?:its|their|his|her) sources)", re.IGNORECASE
)
_INFORMED = re.compile(
    r"\b(?:reported|announced|published|broke) (?:the|this) (?:information|news|story)\b"
)
_OPENS = re.compile(
    r"\b(?:said|says|saying|tweeted|wrote|writes|added|adds|posted|stated|commented|declared"
    r"|following (?:statement|remarks)|(?:a|in a|this) statement)\b[^.!?:]{0,120}:$"
)


def form_of(line: str, *, names: AbstractSet[str], cites: bool) -> Form | None:
    """Return what the form of a line says of whose it is.

    `names`: words by which speakers of the article are called, in small letters. `cites`: whether
    a verb of citing or writing stands in the line.
    """
    line = line[:_LONGEST].strip()
    if cites and _NAMES_SOURCES.search(line):
        return Form("says who the sources are", "cite", 0.8, bare=True)
    if _INFORMED.search(line):
        return Form("says who the source is", "cite", 0.7, bare=True)
    if line.endswith(":") and _OPENS.search(line):
        return Form("opens what somebody says", "say", 0.85, bare=True)
    perceived = _PERCEIVED.search(line) or _REPORTS.search(line)
    if perceived:
        return Form(f"“{perceived[0]}”", "perceive", 0.7)
    return _with_colon(line, names) or _headline(line, names) or _signed(line)


def _with_colon(line: str, names: AbstractSet[str]) -> Form | None:
    found = _OUTLET.match(line)
    if found is None or _NO_SOURCE.fullmatch(found["name"]):
        return None
    if _is_known(found["name"], names) or _CALLED.search(found["name"]):
        return Form(f"a source and a colon: {found['name']}", "colon", 0.8)
    return None


def _headline(line: str, names: AbstractSet[str]) -> Form | None:
    """Read a line that ends without a mark."""
    if has_end_mark(line) or word_count(line) > _HEADLINE:
        return None
    if _AT_THE_END.fullmatch(line):
        return Form("the source stands at the end", "colon", 0.8)
    dashed = _BEHIND_DASH.fullmatch(line)
    if dashed and _is_known(dashed["name"], names):
        return Form(f"the source stands at the end: {dashed['name']}", "colon", 0.7)
    saying = _SAYING.match(line)
    if saying and not _SMALL_INITIAL.search(line):
        return Form(f"“{saying['cue']}”: {saying['who'].strip()}", "say", 0.8)
    return None


def _signed(line: str) -> Form | None:
    found = _SIGNED.search(line, max(len(line) - 220, 0))
    return Form("who says so stands at the end", "say", 0.8) if found else None


def _is_known(name: str, names: AbstractSet[str]) -> bool:
    """Whether somebody who speaks in the article is called so."""
    return name.rsplit(maxsplit=1)[-1].lower() in names
