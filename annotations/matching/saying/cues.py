"""Words that name an act of saying: verbs in all their forms, with manner and stance.

Stance follows what linguists call factive and non-assertive reporting verbs (Hooper 1975,
"On assertive predicates"; Recasens, Danescu-Niculescu-Mizil and Jurafsky 2013, "Linguistic
models for analyzing and detecting biased language"): who writes `confirmed` vouches for it, who
writes `claimed` keeps away from it. Knows English only.
"""

from typing import Literal, NamedTuple

from annotations.claims import Stance
from annotations.matching.saying.words import listed

Manner = Literal["saying", "beside", "thinking", "signalling"]
"""`saying`: wherever it stands; `beside`: only next to a quotation, `that` or a comma, since it
has other meanings; `thinking`, `signalling`: weaker than to say, and only beside `that` and
the like."""


class Cue(NamedTuple):
    """One form of a verb."""

    lemma: str
    manner: Manner
    participle: bool
    """Whether it may be a passive one, as in `was told`, `quoted by`."""
    plain: bool
    """Whether it is the bare form, which needs a plural subject."""


_VERBS: dict[Manner, str] = {
    "saying": """say tell state stress emphasize emphasise warn claim allege insist deny confirm
        acknowledge admit concede promise vow pledge announce declare explain argue reply respond
        comment remark report reiterate recall predict mention write tweet assert contend testify
        theorize theorise complain caution boast joke quip accuse quote note affirm swear reveal
        underline underscore counter retort put stipulate reason conclude recount elaborate""",
    "beside": """add ask answer continue observe post find show repeat estimate demand urge shout
        cry demonstrate prove maintain read call describe advise confess muse speak""",
    "thinking": "believe think doubt fear hope expect",
    "signalling": """suggest indicate signal hint imply express consider characterize characterise
        view propose""",
}
_IRREGULAR = {
    "say": "say says said said saying",
    "tell": "tell tells told told telling",
    "write": "write writes wrote written writing",
    "find": "find finds found found finding",
    "show": "show shows showed shown showing",
    "put": "put puts put put putting",
    "read": "read reads read read reading",
    "swear": "swear swears swore sworn swearing",
    "think": "think thinks thought thought thinking",
    "speak": "speak speaks spoke spoken speaking",
    "admit": "admit admits admitted admitted admitting",
    "quip": "quip quips quipped quipped quipping",
}
_BRITISH = {"signal": "signalled signalling"}

_STANCES: dict[str, Stance] = {
    **dict.fromkeys(listed("claim allege boast contend insist"), "doubting"),
    **dict.fromkeys(
        listed("confirm show reveal prove demonstrate acknowledge admit concede confess find"),
        "endorsing",
    ),
}


def stance_of(lemma: str) -> Stance:
    """How a passage passes on what it introduces with this verb."""
    return _STANCES.get(lemma, "neutral")


def _inflected(verb: str) -> list[str]:
    """Return base, third person, past, participle and -ing form."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb].split()
    stem = verb.removesuffix("e")
    third = f"{verb[:-1]}ies" if _ends_in_y(verb) else f"{verb}s"
    past = f"{verb[:-1]}ied" if _ends_in_y(verb) else f"{stem}ed"
    return [verb, third, past, past, f"{stem}ing"]


def _ends_in_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in "aeiou"


def _forms() -> dict[str, Cue]:
    """Return every form; a verb in two lists counts by the first of them."""
    found: dict[str, Cue] = {}
    for manner, verbs in _VERBS.items():
        for lemma in verbs.split():
            base, third, past, participle, ing = _inflected(lemma)
            entries = [
                (base, Cue(lemma, manner, participle=base == participle, plain=True)),
                (third, Cue(lemma, manner, participle=False, plain=False)),
                (past, Cue(lemma, manner, participle=past == participle, plain=False)),
                (participle, Cue(lemma, manner, participle=True, plain=False)),
                (ing, Cue(lemma, manner, participle=False, plain=False)),
            ]
            doubled = _BRITISH.get(lemma, "").split()
            entries += [
                (form, Cue(lemma, manner, form.endswith("ed"), plain=False)) for form in doubled
            ]
            for form, cue in entries:
                found.setdefault(form, cue)
    return found


ATTITUDES = listed(
    "skeptical sceptical doubtful confident convinced certain unsure worried concerned"
)
"""What somebody may be or remain, instead of thinking."""

CUES = _forms()
"""Each form of a verb, in small letters."""
