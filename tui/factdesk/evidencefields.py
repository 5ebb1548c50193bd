"""The fields of evidence as lines of text: what each is called, holds, and becomes when typed.

Pure. Refuses what no one could look up; the rules are those of `claiming.checked_evidence`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal, TypeVar, get_args

from annotations.claims import AnswerType, Evidence, EvidenceStance
from annotations.errors import ClaimRefused
from annotations.facts.claim import Claim
from annotations.workflow.claiming import checked_evidence, precision_of

Field = Literal["question", "answer", "url", "excerpt", "published", "root"]

PROMPTS: Mapping[Field, str] = {
    "question": "question",
    "answer": "answer",
    "url": "url",
    "excerpt": "excerpt: the words of the source",
    "published": "published, if known: 2023, 2023-12, 2023-12-23",
    "root": "root, if known: who said it first",
}
"""Field → how it is asked for."""

STANCES: tuple[EvidenceStance, ...] = get_args(EvidenceStance)
SIGNS: Mapping[EvidenceStance, str] = {"supports": "+", "refutes": "−", "context": "·"}
"""Stance → its sign, for screens without colour."""

TYPES: tuple[AnswerType, ...] = get_args(AnswerType)

LONGEST = 2_000
"""Characters of a field; more is a slip of the clipboard."""

Value = TypeVar("Value")

_YES_NO = frozenset({"yes", "no"})


def fields_of(evidence: Evidence) -> tuple[Field, ...]:
    """The fields that can be written; where a sentence is evidence, it says where it is from."""
    every: tuple[Field, ...] = get_args(Field)
    return tuple(one for one in every if one != "url" or evidence.sentence is None)


def value_of(evidence: Evidence, field: Field) -> str:
    """What a field holds; "" for nothing."""
    return str(getattr(evidence, field) or "")


def with_value(evidence: Evidence, field: Field, typed: str) -> Evidence:
    """The evidence with what was typed in a field. Raises ClaimRefused."""
    text = " ".join(typed.split())
    if len(text) > LONGEST:
        raise ClaimRefused(f"this field has {LONGEST:,} characters at most")
    if field == "url":
        check_url(text, evidence)
    changes: dict[str, Any] = {field: text or None if field in ("url", "published") else text}
    return checked_evidence(replace(evidence, **changes))


def check_url(url: str, evidence: Evidence) -> None:
    """Raise ClaimRefused for an address that nobody can follow; none is fine where none has to be.

    Asked of whatever the answer is, since that may not be written yet.
    """
    if url:
        checked_evidence(replace(evidence, url=url, answer="–", answer_type="extractive"))


def check_question(question: str) -> None:
    """Raise ClaimRefused for a question that asks nothing, or goes on and on."""
    checked_evidence(Evidence(question=question, answer="", answer_type="unanswerable"))


def next_of(values: tuple[Value, ...], value: Value) -> Value:
    """The value behind this one, round and round."""
    return values[(values.index(value) + 1) % len(values)]


def type_of(answer: str, excerpt: str) -> AnswerType:
    """What sort of answer the words look like, for a person to correct.

    The words of the source are extractive, `yes` and `no` boolean, others abstractive.
    """
    if answer.strip(" .").casefold() in _YES_NO:
        return "boolean"
    return "extractive" if not excerpt or answer in excerpt else "abstractive"


def day_of(published: str | None) -> str | None:
    """As much of an article's date as can stand in evidence: a time of day is left out."""
    text = (published or "")[:10]
    return text if precision_of(text) else None


def same_question(a: str, b: str) -> bool:
    """Whether two answers belong to one question."""
    return _key(a) == _key(b)


def _key(question: str) -> str:
    return " ".join(question.split()).casefold()


def grouped(claim: Claim, order: Iterable[str]) -> list[str]:
    """Ids of the claim's evidence, answers to one question together.

    Those of `order` keep their places in it, though they were changed since; new ones follow.
    """
    live = [key for key in dict.fromkeys((*order, *claim.evidence)) if key in claim.evidence]
    questions: dict[str, list[str]] = {}
    for key in live:
        questions.setdefault(_key(claim.evidence[key].question), []).append(key)
    return [key for keys in questions.values() for key in keys]
