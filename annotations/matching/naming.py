"""What kind of speaker a phrase is: a named person, an institution, a poll, or `an official`.

English only. A phrase whose main word is common (`official`, `source`) names nobody, whatever
names stand around it: `a former official close to the Kremlin`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from annotations.claims import Source, SourceKind
from annotations.matching.aliases import Aliases
from annotations.matching.saying.phrases import head
from annotations.matching.saying.words import DETERMINERS, Word, listed, words
from annotations.model import Span
from annotations.nouns import dataclass

_TITLES = listed(
    "president prime minister ambassador general mr. mrs. ms. dr. gen. sen. rep. gov. lt. col. sgt."
    " prof. rev. senator sir chancellor king queen pope secretary director governor mayor judge"
    " justice professor lord lady captain colonel major admiral premier chief commander prince"
    " princess chairman chairwoman foreign defense defence interior deputy vice dictator leader"
    " spokesman spokeswoman spokesperson undersecretary correspondent former"
)
_COMMON = listed(
    "official source aide adviser advisor diplomat leader analyst expert person people interlocutor"
    " soldier commander witness emissary ally lawmaker insider executive employee colleague critic"
    " observer resident activist researcher scientist doctor economist politician officer"
    " representative delegate participant reporter correspondent journalist friend relative"
    " supporter opponent member other some many individual man woman poster"
)
_SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople"})
_INSTITUTIONS = listed(
    "ministry agency authority council church university party government court department police"
    " army union association committee commission bank organisation organization centre center"
    " institute group company inc service parliament congress senate house office bureau fund"
    " foundation federation board command news times post school district military kremlin"
    " administration society club league"
)
_PAPERS = listed(
    "poll survey study census statement report document speech address letter interview memo"
    " data figure"
)
_CROWDS = listed("people crowd public staff crew family")
_LONGEST_NAME = 3
"""Words of a person's name; of more in capitals, the first are a role."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker, and whether what it says rests on itself."""

    source: Source
    own_root: bool


def full_names(text: str) -> Mapping[str, str]:
    """Return each last name → the full name that most often goes with it in a text."""
    seen: dict[str, Counter[str]] = {}
    run: list[Word] = []
    for word in words(text, Span(0, len(text)), longest=len(text)):
        if run and not (word.is_capital and text[run[-1].end : word.start] == " "):
            _note(run, seen)
            run = []
        if word.is_capital:
            run.append(word)
    _note(run, seen)
    return {last: min(names, key=lambda n: (-names[n], n)) for last, names in seen.items()}


def _note(run: Sequence[Word], seen: dict[str, Counter[str]]) -> None:
    name = _without_titles(run)
    if 1 < len(name) <= _LONGEST_NAME:
        last = _bare(name[-1].text)
        full = " ".join([*(word.text for word in name[:-1]), last])
        seen.setdefault(last, Counter())[full] += 1


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s").rstrip("'’")


def _without_titles(run: Sequence[Word]) -> Sequence[Word]:
    """Cut `Russian President` off `Russian President Ann Lee`."""
    last = max((at for at, word in enumerate(run) if word.low in _TITLES), default=-1)
    run = run[last + 1 :]
    while run and run[0].low in DETERMINERS:
        run = run[1:]
    return run


def voice(phrase: str, aliases: Aliases, names: Mapping[str, str]) -> Voice:
    """Say who speaks, given the phrase that the text uses and the full names in the article."""
    read = [word for word in words(phrase, Span(0, len(phrase))) if word.is_word]
    known = aliases.known(phrase)
    if known is not None:
        return Voice(Source(known.name, known.kind), own_root=True)
    if not read:
        return Voice(Source(phrase, "person", named=False), own_root=False)
    main = head(read)
    lemma = _singular(main.low)
    if lemma in _SPOKES or main.low in _SPOKES:
        return _spoken_for(phrase, read, main, aliases)
    if _is_venue(read, main, aliases):
        return _venue(read, main, aliases)
    if lemma in _COMMON or not main.is_capital or len(main.text) == 1:
        return Voice(Source(phrase, _common_kind(main), named=False), own_root=False)
    return _named(read, main, aliases, names)


def _common_kind(main: Word) -> SourceKind:
    """Say what is called so without a name."""
    lemma = _singular(main.low)
    if lemma in _PAPERS:
        return "document"
    if lemma in _INSTITUTIONS:
        return "organisation"
    return "group" if lemma != main.low or lemma in _CROWDS else "person"


def _singular(word: str) -> str:
    word = _bare(word)
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word if word.endswith("ss") else word.removesuffix("s")


def _upto(read: Sequence[Word], main: Word) -> list[Word]:
    """Return the words up to the main one, without determiners."""
    upto = [word for word in read if word.end <= main.end]
    while upto and upto[0].low in DETERMINERS:
        upto = upto[1:]
    return upto or [main]


def _spoken_for(phrase: str, read: Sequence[Word], main: Word, aliases: Aliases) -> Voice:
    """Take a spokesman for the institution named with them."""
    names = [word for word in read if word.is_capital and word.low not in DETERMINERS]
    if not names:
        return Voice(Source(phrase, "person", named=False), own_root=False)
    name = aliases.canonical(" ".join(_bare(word.text) for word in names))
    return Voice(Source(name, aliases.kind(name) or "organisation"), own_root=main in read)


def _is_venue(read: Sequence[Word], main: Word, aliases: Aliases) -> bool:
    upto = " ".join(word.low for word in read if word.end <= main.end)
    lemma = _singular(main.low)
    return any(lemma == _singular(venue) or upto.endswith(f" {venue}") for venue in aliases.venues)


def _venue(read: Sequence[Word], main: Word, aliases: Aliases) -> Voice:
    name = aliases.canonical(" ".join(word.text for word in _upto(read, main)))
    kind: SourceKind = "document" if _singular(main.low) in _PAPERS else "organisation"
    named = any(word.is_capital for word in _upto(read, main)[1:])
    return Voice(Source(name, aliases.kind(name) or kind, named), own_root=True)


def _named(read: Sequence[Word], main: Word, aliases: Aliases, names: Mapping[str, str]) -> Voice:
    upto = _upto(read, main)
    run = upto[max((at for at, word in enumerate(upto) if not word.is_capital), default=-1) + 1 :]
    name = _without_titles(run) or run
    institution = any(_singular(word.low) in _INSTITUTIONS for word in upto)
    if not institution and len(name) > _LONGEST_NAME:
        name = name[-2:]
    spelt = _bare(" ".join(word.text for word in name))
    person = names.get(spelt, spelt)
    alone = " " not in person or read[0].low == "the"
    full = aliases.canonical(person)
    kind: SourceKind = "organisation" if institution or alone else "person"
    return Voice(Source(full, aliases.kind(full) or kind), own_root=True)
