"""The names that sources go by: what `NYT`, `the Times` and `this newspaper` mean in an article.

Names in full count everywhere. Short ones that several could have (`the Times`), and words such
as `the newspaper`, count only where the outlet they mean was named earlier. Refuses to guess:
what was not named means nobody. Reads no configuration file: the settings are handed in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from annotations.claims import SourceKind
from annotations.config import KnownSource, Sourcing
from annotations.model import Span
from annotations.nouns import dataclass

_NEVER = re.compile(r"(?!)")
_THE = re.compile(r"the\s+", re.IGNORECASE)
_CREDIT = re.compile(r"©|\b(?:photos?|images?|pictures?|credits?)\b", re.IGNORECASE)
_CREDIT_LONGEST = 80
"""Characters of a line that can be a picture credit."""

_ADJECTIVE = (
    r"(?:[^\W\d_]+(?:an|sh|se|ch|ern)\s|(?:US|U\.S\.|UK|same|online|daily|weekly|local|foreign"
    r"|national|liberal|conservative|business|respected|influential)\s)"
)
_ELSEWHERE = r"(?!\s+(?:by|of|from|on|about|into)\b)"
"""`the report by the ministry` is not the report of a newspaper."""


class Cited(NamedTuple):
    """A place in an article where an outlet is named or pointed at."""

    span: Span
    name: str
    """The outlet's own name."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """The configured names, ready for looking them up and for finding them in a text."""

    names: Mapping[str, KnownSource]
    """Each name in full, in small letters and without its article."""
    shorts: Mapping[str, tuple[str, ...]]
    """Each short name → the sources that it may mean."""
    venues: frozenset[str]
    pattern: re.Pattern[str]
    """Names in full, short names and words that point back: the groups `name`, `short`, `back`."""

    def known(self, name: str) -> KnownSource | None:
        """Find a source by one of its names in full."""
        return self.names.get(_key(name))

    def canonical(self, name: str) -> str:
        """Return the name that a source has in chains; one that is not known keeps its own."""
        known = self.known(name)
        return known.name if known else " ".join(name.split())

    def kind(self, name: str) -> SourceKind | None:
        """Say what a known source is."""
        known = self.known(name)
        return known.kind if known else None


@lru_cache(maxsize=8)
def aliases(sources: Sourcing) -> Aliases:
    """Make the names of a configuration ready."""
    names: dict[str, KnownSource] = {}
    shorts: dict[str, tuple[str, ...]] = {}
    for source in sources.known:
        for name in (source.name, *source.aliases):
            names.setdefault(_key(name), source)
        for name in source.short:
            shorts[_key(name)] = (*shorts.get(_key(name), ()), source.name)
    return Aliases(names, shorts, frozenset(map(str.lower, sources.venues)), _pattern(sources))


def _key(name: str) -> str:
    return _THE.sub("", " ".join(name.split()), count=1).lower()


def _pattern(sources: Sourcing) -> re.Pattern[str]:
    outlets = [source for source in sources.known if source.kind == "outlet"]
    full = [name for source in outlets for name in (source.name, *source.aliases)]
    short = [name for source in outlets for name in source.short]
    back = [r"\s+".join(map(re.escape, word.split())) for word in sources.anaphors]
    groups = []
    if full:
        groups.append(rf"(?<!\w)(?P<name>{_alternatives(full)})")
    if short:
        groups.append(rf"(?<!\w)(?P<short>{_alternatives(short)})(?!\s+(?:of\b|[A-Z]))")
    if back:
        words = "|".join(sorted(back, key=len, reverse=True))
        groups.append(rf"\b(?P<back>(?:[Tt]he|[Tt]his)\s+{_ADJECTIVE}?(?:{words}))\b{_ELSEWHERE}")
    return re.compile("|".join(groups)) if groups else _NEVER


def _alternatives(names: Iterable[str]) -> str:
    """Match the longest of these names; web pages glue the next word to it: `TimesCiting`."""
    return "|".join(map(_one, sorted(set(names), key=len, reverse=True)))


def _one(name: str) -> str:
    words = name.split()
    if words[0].lower() == "the":
        words[0] = "[Tt]he"
    else:
        words[0] = re.escape(words[0])
    end = r"(?![^\W\d_A-Z])" if name[-1].islower() else r"(?!\w)"
    return r"\s+".join([words[0], *map(re.escape, words[1:])]) + end


def cited(
    text: str, aliases: Aliases, *, own: str = "", named: Iterable[str] = ()
) -> Iterator[Cited]:
    """Yield where a text names outlets or points at them, in order; the `own` one is left out.

    `named`: outlets named before the text begins, in its headline. Picture credits cite nobody.
    """
    last = ""
    since: dict[str, int] = {}
    for name in (own, *named):
        since[name] = len(since)
        last = name if name != own else last
    for found in aliases.pattern.finditer(text):
        name = _meant(found, aliases, since, last)
        if not name or _is_credit(text, found):
            continue
        if found.lastgroup == "name":
            since[name] = len(text) + found.start()
        if name != own:
            last = name
            yield Cited(Span(*found.span()), name)


def _meant(found: re.Match[str], aliases: Aliases, since: Mapping[str, int], last: str) -> str:
    """Return the outlet that is meant; "" where none can be. `since`: where each was named last."""
    if found.lastgroup == "back":
        return last
    if found.lastgroup == "name":
        return aliases.canonical(found[0])
    may_be = [name for name in aliases.shorts[_key(found[0])] if name in since]
    return max(may_be, key=since.__getitem__, default="")


def _is_credit(text: str, found: re.Match[str]) -> bool:
    """Tell whether the name stands in a line that only says whose picture it is."""
    if "/" in (text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]):
        return True
    low, high = max(found.start() - _CREDIT_LONGEST, 0), found.end() + _CREDIT_LONGEST
    start = max(text.rfind("\n", low, found.start()) + 1, low)
    end = text.find("\n", found.end(), high)
    line = text[start : end if end >= 0 else high]
    return len(line) < _CREDIT_LONGEST and bool(_CREDIT.search(line))
