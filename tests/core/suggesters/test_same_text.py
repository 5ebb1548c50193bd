"""What the annotator called the same text elsewhere."""

import pytest
from suggesting import Pair, of_lines, pairs

from annotations.suggesters import Known
from annotations.suggesters.same import same_text

LINE = "The council approved the bridge over the river on Monday."


def suggested(line: str, *known: Known) -> Pair | None:
    return pairs(same_text(of_lines(line, known=known)))[0]


def test_the_same_text_gets_the_same_labels() -> None:
    assert suggested(LINE, Known(text=LINE, label="claim", secondary="opinion")) == (
        "claim",
        "opinion",
    )


def test_nearly_the_same_text_gets_them_with_a_lower_score() -> None:
    known = Known(text=LINE, label="claim")
    same, nearly = same_text(of_lines(LINE, LINE.replace("Monday", "Sunday"), known=[known]))
    assert same is not None
    assert nearly is not None
    assert same.score > nearly.score > 0.8
    assert nearly.reason == "you called nearly the same text that"


def test_other_text_gets_nothing() -> None:
    assert suggested("The mayor spoke of the harbour.", Known(text=LINE, label="claim")) is None


def test_text_that_was_called_two_things_gets_nothing() -> None:
    claim, opinion = Known(text=LINE, label="claim"), Known(text=LINE, label="opinion")
    assert suggested(LINE, claim, opinion) is None
    assert suggested(LINE, claim, opinion, claim) == ("claim", None)


def test_a_label_that_is_no_longer_configured_is_not_suggested() -> None:
    assert suggested(LINE, Known(text=LINE, label="fact")) is None


def test_known_texts_are_compared_some_at_a_time_with_the_same_outcome(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    near = [Known(text=LINE.replace("Monday", day), label="claim") for day in ("Sunday", "Mondax")]
    known = [*near, Known(text=LINE, label="opinion"), *near, Known(text="Other.", label="claim")]
    asked = of_lines(LINE, LINE.replace("Monday", "Fryday"), "Other.", "None.", known=known)
    said = same_text(asked)
    assert pairs(said) == [("opinion", None), ("claim", None), ("claim", None), None]
    for at_once in (1, 2, 3):
        monkeypatch.setattr("annotations.suggesters.same._AT_ONCE", at_once)
        assert same_text(asked) == said


def test_the_reason_says_how_often() -> None:
    (one,) = same_text(of_lines(LINE, known=[Known(text=LINE, label="claim")] * 3))
    assert one is not None
    assert one.reason == "you called the same text that, 3 times"
