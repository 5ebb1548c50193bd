"""What a report says in words: verdicts, levels, kinds of divergences, relations, types.

Refuses to know what any of it is decided by.
"""

from collections.abc import Mapping, Sequence

from annotations.claims import (
    AnswerType,
    Chain,
    ClaimType,
    Divergence,
    DivergenceKind,
    EvidenceStance,
    Relation,
    VerdictLevel,
    VerdictName,
)

MOST = 3
"""Of confidence."""

VERDICTS: Mapping[VerdictName, tuple[str, str]] = {
    "supported": ("supported", "independent evidence states it"),
    "refuted": ("refuted", "evidence contradicts it"),
    "misleading": ("misleading", "true in parts, but a qualifier or the context is lost"),
    "conflicting": ("conflicting", "credible sources contradict each other"),
    "not_enough_evidence": (
        "not enough evidence",
        "it cannot be settled with what can be obtained",
    ),
    "not_checkable": ("not checkable", "an opinion, a prediction or a private state"),
}
"""Verdict → how it is said, and when it is given."""

LEVELS: Mapping[VerdictLevel, tuple[str, str]] = {
    "content": ("Is it true?", "verdict on the content"),
    "attribution": ("Was it said, and passed on faithfully?", "verdict on the attribution"),
}
"""Level → its question, and its name."""

TYPES: Mapping[ClaimType, str] = {
    "event": "an event or property",
    "numerical": "a number",
    "quote": "a quotation",
    "position": "a position",
    "causal": "a cause",
}

RELATIONS: Mapping[Relation, str] = {
    "same": "says the same",
    "partly": "says it in part",
    "narrower": "says less",
    "broader": "says more",
    "contradicts": "contradicts it",
}

ANSWERS: Mapping[AnswerType, str] = {
    "extractive": "word for word",
    "abstractive": "in own words",
    "boolean": "yes or no",
    "unanswerable": "no answer found",
}

STANCES: Mapping[EvidenceStance, str] = {
    "supports": "supports the claim",
    "refutes": "speaks against the claim",
    "context": "context",
}

KINDS: Mapping[DivergenceKind, str] = {
    "number": "number",
    "unit": "unit",
    "approximator": "about or exactly",
    "date": "date",
    "span": "time span",
    "negation": "negation",
    "hedge": "how sure it is",
    "name": "spelling of a name",
    "quote": "wording of the quotation",
    "paraphrase": "quotation or paraphrase",
    "cue": "verb of saying",
    "speaker": "who says it",
    "attribution": "whether somebody is said to say it",
    "omission": "what is left out",
    "reversal": "meaning turned round",
}

NOT_KNOWN = "not known"


def verdict(name: VerdictName, confidence: int | None) -> str:
    """`refuted, confidence 2 of 3`."""
    said = VERDICTS[name][0]
    return said if confidence is None else f"{said}, confidence {confidence} of {MOST}"


def counted(n: int, what: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def divergence(one: Divergence) -> str:
    """A divergence in words, `a` being the base: `number: “15” there, “20” here (material)`."""
    sides = [f"“{text}” {where}" for text, where in ((one.a, "there"), (one.b, "here")) if text]
    if sides and len(sides) == 1:
        sides.append("nothing here" if one.a else "nothing there")
    said = f"{KINDS[one.kind]}: {', '.join(sides)}" if sides else KINDS[one.kind]
    by = "; marked by a person" if one.found_by == "person" else ""
    return f"{said} ({one.severity}{by})"


def chain(one: Chain) -> str:
    """The names from the article's outlet on; a step that the sentence does not say in brackets."""
    names = [
        name if link.explicit else f"({name})"
        for link in one.links
        if (name := link.source.name or NOT_KNOWN)
    ]
    return " › ".join(names) or NOT_KNOWN


def rests_on(articles: int, roots: Sequence[str]) -> str:
    """`5 articles, 1 root: The New York Times`."""
    named = ", ".join(root or NOT_KNOWN for root in roots)
    told = f"{counted(articles, 'article')}, {counted(len(roots), 'root')}"
    return f"{told}: {named}" if named else told
