"""Label files of any shape: told apart, and never more than tags and reasons."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from tagreading import FIRST, KEY, labels, read, tags, why

from annotations.importers.labels import LABEL_READERS, BadLine, ByText, Tag


def test_the_format_can_be_said() -> None:
    line = {"text": FIRST, "label": "claim"}
    assert labels(tags(line, format="prodigy")) == [("claim", UNSET)]
    assert labels(tags(line, format="doccano")) == [("claim", None)]
    assert "does not say which sentence" in why(line, format="jsonl")
    assert read(line, format="label-studio")[0] == Tag(
        line=1, where=(ByText(FIRST),), label="claim", secondary=None
    )


KEYS = [
    "id",
    "text",
    "label",
    "labels",
    "secondary",
    "flags",
    "note",
    "annotator",
    "annotators",
    "votes",
    "labelled_at",
    "article",
    "article_id",
    "start",
    "end",
    "meta",
    "data",
    "annotations",
    "predictions",
    "result",
    "value",
    "choices",
    "type",
    "from_name",
    "completed_by",
    "was_cancelled",
    "entities",
    "start_offset",
    "end_offset",
    "answer",
    "accept",
    "options",
    "spans",
    "_annotator_id",
    "_session_id",
    "_timestamp",
    "annotation_id",
    "lead_time",
    "guideline",
    "decided_by",
    "updated_at",
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["claim", KEY, FIRST, "accept", "a.txt", "2026-01-01", "\x1b[2J", "\0"])
    | st.text(max_size=5)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(
    st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8), max_size=3),
    st.sampled_from(["auto", *LABEL_READERS]),
    st.booleans(),
)
def test_random_objects_become_tags_or_reasons(
    records: list[dict[str, Any]],
    format_name: str,
    merged: bool,  # noqa: FBT001  # drawn
) -> None:
    for found in read({"x": 1}, *records, format=format_name, merged=merged):
        assert 1 <= found.line <= len(records) + 1
        if isinstance(found, BadLine):
            assert 0 < len(found.error) < 1000
        elif isinstance(found, Tag):
            assert found.where
            assert isinstance(found.label, str)
