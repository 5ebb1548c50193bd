"""The nouns of fact-checking: claims, mentions, chains, evidence, verdicts. All frozen.

Nothing here reads, writes or decides. Offsets are code points of the canonical text, half open.
Articles and sentences are named by their ids (64 and 32 hex digits), since claims travel between
databases, where numbers differ.

What a person decided is a `FactEvent`: it says what one slot of one claim holds from now on, and
the last event of a slot, by (`at`, `event_id`), is what it holds. The words for verdicts follow
AVeriTeC (Schlichtkrull et al. 2023), FEVER (Thorne et al. 2018) and schema.org's ClaimReview.
"""

from typing import Literal

from annotations.model import Span
from annotations.nouns import dataclass

ClaimType = Literal["event", "numerical", "quote", "position", "causal"]
"""As in AVeriTeC: event or property, numerical, quote verification, position statement, causal."""

Precision = Literal["day", "month", "year"]
"""How much of a date is known."""

Relation = Literal["same", "partly", "narrower", "broader", "contradicts"]
"""What a sentence says beside the claim. `partly`: shares some of it; `narrower`: says less of it
or of fewer; `broader`: says more."""

MentionState = Literal["suggested", "confirmed", "rejected"]
"""`suggested`: the machine's, never stored; the others were decided by a person."""

SourceKind = Literal["outlet", "person", "organisation", "document", "group"]
Stance = Literal["neutral", "doubting", "endorsing"]
"""How a passage passes on what its source says."""
Form = Literal["direct", "indirect", "mixed"]
"""Quotation, paraphrase, or both."""

Severity = Literal["cosmetic", "material", "reversal"]
Level = Literal["alarm", "note", "column"]
"""`alarm`: both sides have a value and they differ; `note`: one lacks it; `column`: style."""

DivergenceKind = Literal[
    "number",
    "unit",
    "approximator",
    "date",
    "span",
    "negation",
    "hedge",
    "name",
    "quote",
    "paraphrase",
    "cue",
    "speaker",
    "attribution",
    "omission",
    "reversal",
]
"""What two retellings differ in. `quote`: the wording in quotation marks; `paraphrase`: quoted in
one, paraphrased in the other; `span`: since when, for how long; `attribution`: said by somebody in
one, in the article's own voice in the other; `reversal`: marked by a person, no rule sees it."""

AnswerType = Literal["extractive", "abstractive", "boolean", "unanswerable"]
EvidenceStance = Literal["supports", "refutes", "context"]
VerdictLevel = Literal["attribution", "content"]
"""`attribution`: was it said, and passed on faithfully? `content`: is it true?"""

VerdictName = Literal[
    "supported",
    "refuted",
    "misleading",
    "conflicting",
    "not_enough_evidence",
    "not_checkable",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a claim says, in a sentence of its own: the slot `wording` of a claim."""

    text: str
    type: ClaimType = "event"
    date: str | None = None
    """When it was first claimed: ISO 8601, as much of it as `precision` says."""
    precision: Precision | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of a sentence that makes the claim, or was found not to: the slot of a sentence."""

    article: str
    sentence: str
    span: Span
    """Within the article; at first the whole sentence."""
    text: str
    """What stands there, so that the mention can be read where the article is not."""
    relation: Relation = "same"
    state: MentionState = "confirmed"
    score: float | None = None
    """Of the suggestion that was decided on, 0 to 1; None where a person found it alone."""
    scorer: str = ""
    beside: str | None = None
    """Id of the sentence of the claim that it was shown beside."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something."""

    name: str
    kind: SourceKind
    named: bool = True
    """False: "a former senior Russian official"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step of a chain: from the article towards who said it first."""

    source: Source
    cue: str = ""
    """The words that name the step: `told`, `according to`; "" where it was inherited."""
    stance: Stance = "neutral"
    form: Form = "indirect"
    explicit: bool = True
    """False: taken over from the article, since the sentence itself does not say it."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Outlet → cited outlet → speaker, of one mention; the outlet first."""

    links: tuple[Link, ...]
    root: str
    """Name of the source on which the mention rests: what makes two mentions dependent."""
    decided: bool = False
    """Whether a person has set it; else a rule has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """One thing in which two mentions differ."""

    kind: DivergenceKind
    a: str
    """The value of the first mention, as it is shown; "" where it has none."""
    b: str
    severity: Severity
    level: Level
    found_by: Literal["rule", "person"] = "rule"
    dismissed: bool = False
    """A person says that this is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One answer to one question about a claim, and where it comes from."""

    question: str
    answer: str
    answer_type: AnswerType = "extractive"
    stance: EvidenceStance = "context"
    article: str | None = None
    sentence: str | None = None
    """Where the evidence is a sentence of the corpus; else `url` says where it is."""
    url: str | None = None
    excerpt: str = ""
    root: str = ""
    """Name of the source on which it rests, as in chains; "" where it is not known."""
    published: str | None = None
    retrieved: str | None = None
    """ISO 8601 dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one checker concludes of a claim on one level."""

    level: VerdictLevel
    verdict: VerdictName
    confidence: int
    """1 to 3."""
    justification: str
    """Never empty."""
    cites: tuple[str, ...] = ()
    """Subjects of evidence of the same claim."""
    blind: bool = False
    """Given before its checker had seen any other's on this level."""
    supersedes: str | None = None
    """Event id (32 hex) of the verdict of the same checker that this one replaces."""


FactKind = Literal["wording", "mention", "chain", "divergence", "evidence", "verdict"]
FactValue = Wording | Mention | Chain | Divergence | Evidence | Verdict
FactOrigin = Literal["key", "undo", "redo", "import"]


@dataclass(frozen=True, slots=True)
class Slot:
    """What an event is about."""

    claim: str
    """32 hex digits."""
    kind: FactKind
    subject: str = ""
    """`wording`: ""; `mention`, `chain`: a sentence id; `divergence`: two sentence ids and a kind,
    parted by "/"; `evidence`: an id of its own, 32 hex; `verdict`: level and checker, parted by
    "/", so that no checker can overwrite another's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEvent:
    """One decision about a claim. Appended, never changed; undoing is one more event."""

    event_id: bytes
    """UUID version 7, 16 bytes."""
    gesture: bytes
    """Shared by all events of one key press: the unit of undo."""
    annotator: str
    slot: Slot
    value: FactValue | None
    """What the slot holds from now on; None: nothing, the claim or the part of it is taken back."""
    at: int
    """Microseconds since 1970, UTC."""
    origin: FactOrigin = "key"
    reverts: bytes | None = None
    """The gesture that an undo or redo takes back."""


FactGesture = tuple[FactEvent, ...]
