"""The suggester that needs no labels: boilerplate by form, attribution by cue, claim otherwise.

Follows the order of questions in the guideline. The scores are about what each rule was right at,
on the golden articles and on other news of many kinds. Opinion is suggested on a short list of
words, and on more of them in a piece in its author's own name. Refuses to read anything but
English, and to guess where it would be wrong as often as right: then it says nothing.
"""

import re

from annotations.model import Suggestion
from annotations.suggesters.asked import Asked, suggestion
from annotations.suggesters.furniture import furniture
from annotations.suggesters.kinds import is_english, is_question, may_be_english
from annotations.suggesters.voices import HALF, NOBODY, Heard, Voice, voices

AGENT = "rules/1"

_MENTIONED = 0.15
"""Share of attributed words from which on a claim has attribution as secondary label."""
_READ = 4_000
"""Characters of a sentence that are looked at for words."""

_JUDGES = re.compile(
    r"""\b(?: unlikely\ to | unfortunately | fortunately | hopefully | arguably | undoubtedly
      | no\ doubt | needless\ to\ say | of\ course | it\ is\ (?:time|high\ time) | let\ us | let’s
      | let's | bound\ to | ought\ to | deserves?\ to | i\ (?:think|believe|hope|feel)
 )\b | !$""",
    re.VERBOSE | re.IGNORECASE,
)
"""In the author's own voice."""
_EXHORTS = re.compile(
    r"""\b(?: should | must(?!\ have) | (?:need|needs|have|has)\ to | cannot | can['’]t | surely
      | clearly | obviously | simply | the\ (?:issue|problem|point|question|truth|fact)\ is
      | understandable | wrong | better | worse | misguided | shame | nobody | no\ one
      | everyone | i\ wish | we\ (?:owe|know|accept|believe) | perhaps | for\ the\ good )\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""… in a piece in the author's own name; news tells so of what others have to do."""
_CHECKABLE = re.compile(r"\d")
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
    """Suggest a label for every sentence that the rules know something of."""
    heard = voices(asked)
    english = is_english(asked.text)
    said: list[Suggestion | None] = []
    for at, (sentence, found) in enumerate(zip(asked.sentences, furniture(asked), strict=True)):
        if found:
            said.append(_said(asked, asked.boilerplate, found.score, found.reason))
        elif english and may_be_english(sentence.text):
            said.append(_running(asked, sentence.text[:_READ], heard, at))
        else:
            said.append(None)
    return said


def _said(
    asked: Asked, label: str | None, score: float, reason: str, secondary: str | None = None
) -> Suggestion | None:
    return suggestion(asked, label, secondary, score, reason, AGENT)


def _running(asked: Asked, text: str, heard: Heard, at: int) -> Suggestion | None:
    """Suggest a label for a sentence of the running text."""
    voice = heard.voices[at]
    if voice.share >= HALF:
        return _said(asked, "attribution", voice.score, voice.reason, _content(text, voice))
    if at in heard.unclear:
        return None
    judged = _JUDGES.search(text)
    if judged and voice == NOBODY:
        return _said(asked, "opinion", 0.5, f"“{judged[0].strip()}”")
    if heard.kind == "own":
        return _in_own_name(asked, text)
    return _own_voice(asked, text, voice, goes_on=at in heard.going_on)


def _in_own_name(asked: Asked, text: str) -> Suggestion | None:
    """Suggest a label in a piece whose author argues or tells a story; often none.

    What an author tells of themselves was claim in 4 of 10 sentences of unseen pieces.
    """
    exhorts = _EXHORTS.search(text)
    if exhorts:
        return _said(asked, "opinion", 0.7, f"“{exhorts[0]}”, in the author’s own name")
    if is_question(text):
        return _said(asked, "opinion", 0.7, "the author asks, in their own name")
    if _CHECKABLE.search(text):
        return _said(asked, "claim", 0.5, "a figure, told in the author’s own name")
    return None


def _own_voice(asked: Asked, text: str, voice: Voice, *, goes_on: bool) -> Suggestion | None:
    """Suggest claim: what is neither boilerplate nor somebody's."""
    loaded = _LOADED.search(text)
    secondary = "attribution" if voice.share >= _MENTIONED else None
    if loaded:
        reason = f"the article’s own voice; “{loaded[0]}” is loaded"
        return _said(asked, "claim", 0.83, reason, "opinion")
    if voice.reason:
        reason = f"less than half of it is attributed ({voice.reason})"
        return _said(asked, "claim", 0.55, reason, secondary)
    if goes_on:
        reason = "no speaker and no cue, but the sentence before is somebody’s"
        return _said(asked, "claim", 0.75, reason, secondary)
    return _said(asked, "claim", 0.83, "no speaker and no cue: the article’s own voice", secondary)


def _content(text: str, voice: Voice) -> str | None:
    """The secondary label of an attribution: what is said can be checked, or is a stance."""
    if voice.bare:
        return None
    return "opinion" if voice.lemma == "perceive" or _STANCE.search(text) else "claim"
