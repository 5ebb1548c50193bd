"""Noun phrases on either side of a verb of saying, by closed lists of words and no grammar.

What comes back stands in the text as it is, without clauses, times and adverbs around it. Where
the words do not add up to somebody who could speak, there is none.
"""

from collections.abc import Sequence

from annotations.matching.saying.cues import CUES
from annotations.matching.saying.words import (
    ABOUT,
    AUXILIARIES,
    CALENDAR,
    DETERMINERS,
    LINKS,
    NEGATIONS,
    NEVER_SAYS,
    PERIODS,
    POINTING,
    PRONOUNS,
    RELATIVES,
    Word,
    is_adverb,
    listed,
)

_REACH = 40
"""Words that are looked at on one side."""
_LONGEST = 24
"""Words of a speaker."""
_JOINED = 4
"""Words in front of an `and` that joins two halves of one speaker, not two clauses."""
_ALONE = listed("some many most several others few both all one another")
"""Determiners that can stand for people by themselves."""
_NAME_LEAST, _NAME_MOST = 2, 5
"""Words of a name between commas, the first comma counted."""
_INSERTED = ABOUT | LINKS | RELATIVES | {"along", "including", "together", "speaking", "citing"}
_BEHIND_HEAD = listed("of close along like cited familiar briefed released published")
"""Beside prepositions, what follows the word that a phrase is about."""
_SUBJECTS = frozenset({"he", "she", "they", "we", "i"})
_JOINS = frozenset({"and", "or", "&"})
_COMPLEMENTS = ABOUT - {"to", "for", "at", "from", "with", "by"}

Phrase = Sequence[Word]


def before(words: Sequence[Word], end: int) -> Phrase:
    """Return the subject whose last word stands before index `end`; empty when there is none."""
    start, depth = end, 0
    while start > 0 and end - start < _REACH:
        sign = words[start - 1].text
        depth += (sign == ")") - (sign == "(")
        if depth < 0 or (depth == 0 and _is_border(words, start - 1)):
            break
        start -= 1
    return _checked(_trimmed(_own_clause(_subject(words[start:end]))))


def after(words: Sequence[Word], start: int, *, inverted: bool = False) -> Phrase:
    """Return the speaker that begins at index `start`, behind `according to`, or a verb."""
    end = start
    while end < min(len(words), start + _LONGEST) and not _ends(words, end, inverted=inverted):
        if inverted and end > start and words[end].low in _COMPLEMENTS:
            break
        end += 1
    named = _apposed(words, end)
    return named or _checked(_trimmed(words[start:end]))


def head(phrase: Phrase) -> Word:
    """Return the word that a phrase is about: the last before `of`, `at`, `close to`."""
    for at, word in enumerate(phrase):
        if at > 0 and (word.low in ABOUT or word.low in _BEHIND_HEAD):
            return phrase[at - 1]
    return phrase[-1]


def _ends(words: Phrase, at: int, *, inverted: bool) -> bool:
    """Tell whether a phrase cannot go on with the word at this index."""
    word = words[at]
    if not word.is_word or word.low in RELATIVES or word.low in AUXILIARIES:
        return True
    following = words[at + 1].low if at + 1 < len(words) else ""
    if word.low in _JOINS:
        return following in CUES or (inverted and following in PRONOUNS)
    return word.low in LINKS


def _apposed(words: Phrase, comma: int) -> Phrase:
    """Return the name in `the coach, Ann Lee, …`, given the index of the first comma."""
    if comma >= len(words) or words[comma].text != ",":
        return ()
    end = comma + 1
    while end < len(words) and words[end].is_word and words[end].is_capital:
        end += 1
    closed = end < len(words) and words[end].text in ",."
    return words[comma + 1 : end] if closed and _NAME_LEAST < end - comma <= _NAME_MOST else ()


def _is_border(words: Phrase, at: int) -> bool:
    """Tell whether no phrase reaches across this sign; it does in `the "History" section`."""
    word = words[at]
    if word.is_hidden:
        goes_on = at + 1 < len(words) and words[at + 1].is_word
        return not goes_on or at == 0 or words[at - 1].low not in DETERMINERS
    return not word.is_word and word.text not in ",()&-"


def _subject(segment: Phrase) -> Phrase:
    """Pick the part between commas that is the subject."""
    parts = _parts(segment)
    closed = not parts[-1]
    parts = [part for part in parts if part]
    if not parts:
        return ()
    if not closed or len(parts) == 1:
        return parts[-1]
    if len(parts[-1]) > 1 and all(word.is_capital for word in parts[-1]):
        return parts[-1]
    plain = [part for part in parts[:-1] if part[0].low not in _INSERTED]
    return plain[-1] if plain else parts[-1]


def _parts(segment: Phrase) -> list[list[Word]]:
    """Split at commas, leaving out what stands in brackets."""
    parts: list[list[Word]] = [[]]
    depth = 0
    for word in segment:
        depth += (word.text == "(") - (word.text == ")")
        if word.text == "," and depth == 0:
            parts.append([])
        elif depth == 0 and word.text not in "()":
            parts[-1].append(word)
    return parts


def _own_clause(part: Phrase) -> Phrase:
    """Cut off what belongs to another clause, before the subject or inside it."""
    relative = next((at for at, word in enumerate(part) if word.low in RELATIVES), None)
    if relative:
        part = part[:relative]
    return part[_last_break(part) :]


def _trimmed(part: Phrase) -> Phrase:
    """Cut times, prepositions and adverbs off both ends."""
    while part and (is_adverb(part[0].low) or part[0].low in LINKS or not part[0].is_word):
        part = part[1:]
    part = _without_time(part)
    if part and part[0].low in ABOUT:
        part = _behind_preposition(part)
    while part and (part[-1].low in ABOUT or is_adverb(part[-1].low) or not part[-1].is_word):
        part = part[:-1]
    return part


def _last_break(part: Phrase) -> int:
    """Return where the last clause of a part begins."""
    begin = 0
    for at, word in enumerate(part):
        is_link = word.low in LINKS and word.low not in _JOINS
        is_link = is_link and not (at and word.low == "that" and part[at - 1].low in ABOUT)
        is_verb = word.low in AUXILIARIES or _is_finite(part, at)
        if is_link or is_verb:
            begin = at + 1
        elif word.low in _SUBJECTS:
            begin = at
        elif word.low in _JOINS and at - begin > _JOINED:
            begin = at + 1
    return begin


def _is_finite(part: Phrase, at: int) -> bool:
    """Tell whether a verb of saying stands there with its own subject, not a participle."""
    cue = CUES.get(part[at].low)
    if cue is None or cue.plain or part[at].is_capital or at == 0:
        return False
    follows = part[at + 1].low if at + 1 < len(part) else ""
    return follows != "by"


def _without_time(part: Phrase) -> Phrase:
    """Cut `on Tuesday`, `last week`, `in 2023` off either end."""
    for at, word in enumerate(part):
        following = part[at + 1].low if at + 1 < len(part) else ""
        if word.low in POINTING and following in PERIODS:
            end = at + 2
        elif word.low in CALENDAR or (word.text.isdigit() and at > 0):
            end = at + 1
        else:
            continue
        start = at - 1 if at and part[at - 1].low in ABOUT else at
        return part[:start] if start > 0 else part[end:]
    return part


def _behind_preposition(part: Phrase) -> Phrase:
    """Return what follows `in Moscow`, `at the same time`: a name at the end, or a phrase."""
    if part[-1].is_capital or part[-1].low in PRONOUNS:
        start = len(part) - 1
        while start > 1 and part[start - 1].is_capital and part[start].low not in PRONOUNS:
            start -= 1
        return part[start:] if start > 1 else ()
    starts = [at for at, word in enumerate(part) if word.low in DETERMINERS and at > 1]
    return part[starts[-1] :] if starts else ()


def _checked(part: Phrase) -> Phrase:
    """Return the phrase if somebody who speaks can be called so."""
    if not part or len(part) > _LONGEST:
        return ()
    if part[0].text[0].isdigit() and not part[-1].text.islower():
        return ()
    if part[0].low in NEGATIONS:
        return ()
    last = part[-1].low
    if last in (NEVER_SAYS if len(part) == 1 else DETERMINERS - _ALONE) and last not in _ALONE:
        return ()
    return part if any(word.text[0].isalpha() for word in part) else ()
