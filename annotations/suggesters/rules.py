"""The suggester that needs no labels: boilerplate by form, attribution by cue, claim otherwise.

Follows the order of questions in the guideline. The scores are at most what each rule was right at
on the five sample articles and on four of the eight Wikinews articles in tests/golden; the other
four were left alone for measuring. Opinion is suggested on a short list of words alone: more of it
misleads more often than it helps. Refuses to read anything but English.
"""

import re

from annotations.model import Suggestion
from annotations.suggesters.asked import Asked, suggestion
from annotations.suggesters.furniture import furniture
from annotations.suggesters.voices import HALF, NOBODY, Voice, voices

AGENT = "rules/1"

_MENTIONED = 0.15
"""Share of attributed words from which on a claim has attribution as secondary label."""
_READ = 4_000
"""Characters of a sentence that are looked at for words."""

_JUDGES = re.compile(
    r"""\b(?: unlikely\ to | unfortunately | fortunately | hopefully | arguably | undoubtedly
      | no\ doubt | needless\ to\ say | of\ course | it\ is\ (?:time|high\ time) | let\ us | let’s
      | let's | bound\ to | ought\ to | deserves?\ to | i\ (?:think|believe|hope|feel)
      | (?:should|must)\ (?:not\ )?(?!have\b)\w+ )\b | !$""",
    re.VERBOSE | re.IGNORECASE,
)
"""In the author's own voice."""
_LOADED = re.compile(
    r"\b(?:dictator|regime|brutal|notorious|so-called|infamous|cronies|shameful|disastrous)\b",
    re.IGNORECASE,
)
_STANCE = re.compile(
    r"""\b(?: may | might | could | should | must | ought | can’t | won’t
      | will\ (?:not|never|be|do)
      | would\ (?:not\ )?have | we\ will | i\ (?:think|believe|hope|feel) | let\ (?:them|us|him|her)
      | doubts? | skeptical | sceptical | (?:do|does|did)\ not\ believe | no\ reason | need(?:s|ed)
      | better | worse | best | worst | wrong | unacceptable | dangerous | historic | important
      | great | terrible | proud | hope | chance | unlikely )\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""In what somebody else is quoted with: a judgement, a prediction or a wish."""


def by_rule(asked: Asked) -> list[Suggestion | None]:
    """Suggest a label for every sentence."""
    heard = voices(asked)
    return [
        suggestion(asked, asked.boilerplate, None, found.score, found.reason, AGENT)
        if found
        else _running(asked, sentence.text[:_READ], voice)
        for sentence, voice, found in zip(asked.sentences, heard, furniture(asked), strict=True)
    ]


def _running(asked: Asked, text: str, voice: Voice) -> Suggestion | None:
    """Suggest a label for a sentence of the running text."""
    if voice.share >= HALF:
        score = 0.95 if voice.sure else 0.7
        return suggestion(asked, "attribution", _content(text, voice), score, voice.reason, AGENT)
    judged = _JUDGES.search(text)
    if judged and voice == NOBODY:
        return suggestion(asked, "opinion", None, 0.5, f"“{judged[0].strip()}”", AGENT)
    return _own_voice(asked, text, voice)


def _own_voice(asked: Asked, text: str, voice: Voice) -> Suggestion | None:
    """Suggest claim: what is neither boilerplate nor somebody's."""
    loaded = _LOADED.search(text)
    secondary = "attribution" if voice.share >= _MENTIONED else None
    if loaded:
        secondary, reason = "opinion", f"the article’s own voice; “{loaded[0]}” is loaded"
    else:
        reason = voice.reason and f"less than half of it is attributed ({voice.reason})"
    return suggestion(
        asked,
        "claim",
        secondary,
        0.85,
        reason or "no speaker and no cue: the article’s own voice",
        AGENT,
    )


def _content(text: str, voice: Voice) -> str | None:
    """The secondary label of an attribution: what is said can be checked, or is a stance."""
    if voice.bare:
        return None
    return "opinion" if voice.lemma == "perceive" or _STANCE.search(text) else "claim"
