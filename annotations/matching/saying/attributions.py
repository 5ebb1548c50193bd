"""Who is said to say something in one sentence, by verbs of saying and `according to`.

Reads the words outside quotations; these are handed over hidden (see `words.HIDDEN`). Takes
nothing for an attribution that is denied, possible or passive without an agent. Refuses to
resolve a pronoun and to know outlets. English only. The time is linear in the sentence, of which
the first `words.LONGEST` characters are read.
"""

from collections.abc import Sequence

from annotations.matching.saying import phrases
from annotations.matching.saying.cues import ATTITUDES, CUES, Cue, Manner
from annotations.matching.saying.words import (
    ABOUT,
    AUXILIARIES,
    BEING,
    DETERMINERS,
    MODALS,
    NEGATIONS,
    PRONOUNS,
    Word,
    is_adverb,
    listed,
    words,
)
from annotations.model import Span
from annotations.nouns import dataclass

_COMPLETED = frozenset({"that", "how", "why", "whether", "if", ":", ","})
"""What follows verbs that mean saying only sometimes."""
_PLURAL = listed("they we i you who people police others some many several most and")
_LONGEST_SIGNATURE = 5
_REMAINING = frozenset({"remain", "remains", "remained"})
_DASHES = frozenset("-—–")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One speaker with what introduces their words."""

    speaker: Span
    cue: Span
    lemma: str
    manner: Manner
    agent: bool = False
    """Named in passing: `the figure reported by …`."""


def attributions(text: str, sentence: Span) -> list[Attribution]:
    """Return who says something in a sentence, in the order of the verbs."""
    found: list[Attribution] = []
    read = words(text, sentence)
    for at, word in enumerate(read):
        one = _attribution(read, at, word, found)
        if one is not None:
            found.append(one)
    return found


def _attribution(
    read: Sequence[Word], at: int, word: Word, found: Sequence[Attribution]
) -> Attribution | None:
    if word.low == "according" and _low(read, at + 1) == "to":
        return _made(
            phrases.after(read, at + 2), Span(word.start, read[at + 1].end), "according to"
        )
    if word.low in {"citing", "quoting"}:
        return _made(phrases.after(read, at + 1), Span(word.start, word.end), "cite")
    if word.is_hidden and _low(read, at + 1) in _DASHES:
        return _signed(read, at + 1)
    if word.low in ATTITUDES:
        return _minded(read, at)
    cue = CUES.get(word.low)
    return None if cue is None or word.is_capital else _spoken(read, at, cue, found)


def _low(read: Sequence[Word], at: int) -> str:
    return read[at].low if 0 <= at < len(read) else ""


def _made(
    phrase: Sequence[Word], cue: Span, lemma: str, manner: Manner = "saying", *, agent: bool = False
) -> Attribution | None:
    if not phrase:
        return None
    return Attribution(Span(phrase[0].start, phrase[-1].end), cue, lemma, manner, agent)


def _signed(read: Sequence[Word], dash: int) -> Attribution | None:
    """Take a name behind a dash that ends the sentence for the signature of a quotation."""
    name = [word for word in read[dash + 1 :] if word.is_word]
    if not 0 < len(name) <= _LONGEST_SIGNATURE or not name[0].is_capital:
        return None
    return _made(name, Span(read[dash].start, read[dash].end), "sign")


def _minded(read: Sequence[Word], at: int) -> Attribution | None:
    """Find who is sceptical, remains convinced."""
    subject_end, helpers = _helpers(read, at)
    if not helpers & (BEING | _REMAINING) or helpers & (MODALS | NEGATIONS):
        return None
    cue = Span(read[at].start, read[at].end)
    return _made(phrases.before(read, subject_end), cue, f"be {read[at].low}", "thinking")


def _spoken(
    read: Sequence[Word], at: int, cue: Cue, found: Sequence[Attribution]
) -> Attribution | None:
    """Find the speaker of a verb of saying."""
    subject_end, helpers = _helpers(read, at)
    if not _says(read, at, cue, helpers):
        return None
    span = Span(read[at].start, read[at].end)
    manner: Manner = "saying" if cue.manner == "beside" else cue.manner
    if cue.participle and manner == "saying" and _low(read, at + 1) == "by":
        return _made(phrases.after(read, at + 2), span, cue.lemma, manner, agent=True)
    if _is_passive(read, at, cue, helpers) or not _is_completed(read, at, subject_end, cue):
        return None
    if cue.lemma == "quote" and any(word.low == "as" for word in read[at : at + 12]):
        return _made(phrases.after(read, at + 1), span, cue.lemma)
    last = read[subject_end - 1] if subject_end else None
    is_ing = read[at].low.endswith("ing")
    if last is not None and (last.low in {"and", "but", "or"} or (is_ing and last.text == ",")):
        goes_on = found and not cue.plain
        return Attribution(found[-1].speaker, span, cue.lemma, manner) if goes_on else None
    return _made(_subject(read, at, cue, subject_end), span, cue.lemma, manner)


def _says(read: Sequence[Word], at: int, cue: Cue, helpers: set[str]) -> bool:
    """Tell whether the verb is one here, and neither denied nor only possible."""
    if helpers & (MODALS | NEGATIONS) or _low(read, at - 1) == "to" or _is_noun(read, at, cue):
        return False
    return cue.lemma != "put" or _low(read, at + 1) == "it"


def _is_passive(read: Sequence[Word], at: int, cue: Cue, helpers: set[str]) -> bool:
    """Tell whether nobody speaks: `was told`, `for denying`."""
    if read[at].low.endswith("ing"):
        return _low(read, at - 1) in (ABOUT | {"of", "without"})
    return cue.participle and bool(helpers & BEING)


def _subject(read: Sequence[Word], at: int, cue: Cue, subject_end: int) -> Sequence[Word]:
    """Return the subject in front of a verb, or behind it where a quotation stands in front."""
    subject = phrases.before(read, subject_end)
    if cue.plain and not cue.participle and not _is_plural(subject):
        subject = ()
    if not subject and _behind_quotation(read, subject_end):
        return phrases.after(read, at + 1, inverted=True)
    return subject


def _helpers(read: Sequence[Word], at: int) -> tuple[int, set[str]]:
    """Return where the subject ends, and the auxiliaries between it and the verb."""
    helpers: set[str] = set()
    end = at
    while end > 0 and (
        read[end - 1].low in AUXILIARIES
        or read[end - 1].low in NEGATIONS
        or (is_adverb(read[end - 1].low) and end > 1)
    ):
        end -= 1
        helpers.add(read[end].low)
    return end, helpers


def _is_noun(read: Sequence[Word], at: int, cue: Cue) -> bool:
    """Tell whether `claims`, `alleged` is no verb here, by the word before it."""
    word, previous = read[at], _low(read, at - 1)
    if previous.endswith(("'s", "s'")):
        return True
    may_be = cue.plain or word.low.endswith("s")
    return may_be and previous in DETERMINERS and previous not in _PLURAL


def _is_plural(subject: Sequence[Word]) -> bool:
    if not subject:
        return False
    head = phrases.head(subject).low
    return head in _PLURAL or head.endswith("s") or any(word.low == "and" for word in subject)


def _behind_quotation(read: Sequence[Word], end: int) -> bool:
    """Tell whether a quotation ends right before index `end`, or nothing stands there."""
    rest = [word for word in read[max(end - 3, 0) : end] if word.text not in ",.—–-"]
    return end == 0 or bool(rest and rest[-1].is_hidden)


def _is_completed(read: Sequence[Word], at: int, subject_end: int, cue: Cue) -> bool:
    """Tell whether a verb stands next to what is said: a quotation, `that`, a number, its end."""
    following = read[at + 1] if at + 1 < len(read) else None
    is_sure = cue.manner == "saying" and not cue.plain
    if is_sure or _behind_quotation(read, subject_end):
        return True
    if following is None or following.text in ".!?":
        return cue.manner != "thinking" or any(word.text == "," for word in read[:at])
    if following.is_hidden or following.low in _COMPLETED or following.text[0].isdigit():
        return True
    if cue.manner in {"thinking", "saying"}:
        return following.is_capital or following.low in (DETERMINERS | PRONOUNS)
    near = [*read[max(subject_end - 8, 0) : subject_end], *read[at + 1 : at + 6]]
    return any(word.is_hidden or word.low == "that" for word in near)
