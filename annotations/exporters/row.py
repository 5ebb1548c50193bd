"""What every format is given: one labelled sentence with all that is known of it.

The fields stand in the order in which they are exported; the documented keys of the label
JSONL are their names. Refuses to know where a row came from.
"""

from hashlib import sha256

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace


class Row(Struct, frozen=True, kw_only=True, gc=False):
    """One sentence with its label; for one person or as all of them together have it.

    Fields that are `UNSET` belong to the other of these two kinds and are not exported.
    """

    id: str
    """Of the sentence in this version of the article: 32 hex; an edit of the article changes it."""
    text: str
    """As it stands in the article; "" in a row without text."""
    text_sha256: str | UnsetType = UNSET
    """Of `text` in UTF-8, 64 hex, where the text itself is left out."""
    label: str
    secondary: str | None
    article_id: str
    """sha256 of the article's canonical text, 64 hex."""
    article: str
    """File name or url."""
    title: str
    source: str | None
    published: str | None
    position: int
    """Place in the article, from 1."""
    start: int
    """Code points into the article's canonical text; so is `end`, exclusive."""
    end: int
    context_before: str
    """The sentence before in the same article; "" at its beginning."""
    context_after: str
    annotator: str | UnsetType = UNSET
    """Whose label it is, where each person's labels are exported apart."""
    annotators: tuple[str, ...] | UnsetType = UNSET
    """Who labelled it, by name; `votes` are their labels in the same order."""
    votes: tuple[str, ...] | UnsetType = UNSET
    n_votes: int | UnsetType = UNSET
    agreement: float | UnsetType | None = UNSET
    """Share of the votes for `label`."""
    decided_by: str
    """`single`, `unanimous`, `majority` or `adjudicated`."""
    adjudicator: str | None
    flags: tuple[str, ...]
    """Everything that anybody flagged the sentence with, sorted."""
    note: str
    """The notes of those who labelled it, then the reviewer's, one a line."""
    labelled_at: str
    """Time of the ruling, else of the latest vote: UTC, ISO 8601 with milliseconds."""
    guideline: str
    """Version that the ruling, else the latest vote, followed."""
    group: str
    """Story group: never divide one between training and test."""
    split: str | None
    tool: str


_OF_ALL = ("annotators", "votes", "n_votes", "agreement")
_OF_ARTICLE = ("title", "context_before", "context_after")
"""Beside `text`, what stands in an article word for word. Many titles are its first sentence."""

RESOLVED_KEYS = tuple(
    key for key in Row.__struct_fields__ if key not in ("annotator", "text_sha256")
)
"""Keys of a row that holds what all annotators together, or the one asked for, have said."""

PERSON_KEYS = tuple(key for key in Row.__struct_fields__ if key not in (*_OF_ALL, "text_sha256"))
"""Keys of a row that stands beside those of other annotators for the same sentence."""


def without_text(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of rows that hold no word of the article: `text_sha256` in place of `text`."""
    left = (key for key in keys if key not in _OF_ARTICLE)
    return tuple("text_sha256" if key == "text" else key for key in left)


def bare(row: Row) -> Row:
    """The row without a word of the article: a hash tells which sentence it was."""
    return replace(
        row,
        text="",
        text_sha256=sha256(row.text.encode()).hexdigest(),
        title="",
        context_before="",
        context_after="",
    )
