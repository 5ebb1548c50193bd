"""Label sets: what a set of labels, combinations and flags can get wrong."""

from pathlib import Path

import pytest

from annotations.config import load
from annotations.config.sense import is_one_cell
from annotations.errors import ConfigError


def refusal(text: str, folder: Path) -> list[str]:
    """The problems of a file with this text, a line each, without the file's name."""
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, environ={})
    return [line.removeprefix(f"{path}: ") for line in str(caught.value).splitlines()]


LABELS = """
labels:
  - {name: fact, key: "1", letter: f, glyph: "■", hollow: "□", colour: "#56B4E9", describe: one}
  - {name: view, key: "2", letter: v, glyph: "◆", hollow: "◇", colour: "#CC79A7", describe: two}
"""


def changed(*changes: tuple[str, str]) -> str:
    text = LABELS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("labels: []", "labels: at least one label is needed"),
        (
            changed(("name: view", "name: fact")),
            'labels.fact.name: "fact" and "fact" cannot have the same name',
        ),
        (
            changed(("name: view", "name: Fact")),
            'labels.Fact.name: "fact" and "Fact" cannot have the same name',
        ),
        (
            changed(('"2"', '"1"')),
            'labels.view.key: "fact" and "view" cannot have the same key, "1"',
        ),
        (
            changed(("letter: v", "letter: f")),
            'labels.view.letter: "fact" and "view" cannot have the same letter, "f"',
        ),
        (
            changed(
                ("describe: one", "describe: one, boilerplate: true"),
                ("describe: two", "describe: two, boilerplate: true"),
            ),
            "labels.boilerplate: only one label can be boilerplate, not fact and view",
        ),
        (changed(("◆", "新")), "labels.view.glyph: has to be visible and one cell wide"),
        (changed(("◆", "\\u0301")), "labels.view.glyph: has to be visible and one cell wide"),
        (changed(("letter: v", "letter: V")), "labels.view.letter: has to be a lower-case letter"),
        (changed(("letter: v", "letter: ß")), "labels.view.letter: has to be a lower-case letter"),
        (
            changed(("letter: v", 'letter: "?"')),
            "labels.view.letter: has to be a lower-case letter",
        ),
        (
            changed(("name: view", 'name: "a, b"')),
            "labels.2.name: has to be a text of 1 to 40 characters without a comma",
        ),
        (changed(("name: view", 'name: ""')), "labels.2.name: has to be a text of 1 to 40"),
        (
            changed(("name: view", f"name: {'x' * 41}")),
            "labels.2.name: has to be a text of 1 to 40",
        ),
        (changed(("name: view", 'name: " view"')), "labels.2.name: has to be a text of 1 to 40"),
        (
            changed(("name: view", 'name: "a\\nb"')),
            "labels.2.name: has a character that cannot be shown",
        ),
        (
            changed(("name: view", 'name: "a\\u202eb"')),
            "labels.2.name: has a character that cannot be shown",
        ),
        (changed(('"2"', '"22"')), "labels.2.key: has to be one visible character"),
        (changed(('"2"', '" "')), "labels.2.key: has to be one visible character"),
        (changed(("#CC79A7", "#CC79A")), "labels.2.colour: has to be a colour such as '#56B4E9'"),
        (
            changed(("#CC79A7", "#CC79A7\\n")),
            "labels.2.colour: has a character that cannot be shown",
        ),
        (
            changed(("describe: two", "secondary: maybe")),
            "labels.2.secondary: has to be true or false",
        ),
        (
            "combinations: [{key: r, label: clam, secondary: opinion}]",
            'combinations.r.label: there is no label "clam"; did you mean "claim"?',
        ),
        (
            "combinations: [{key: r, label: claim, secondary: claim}]",
            "combinations.r.secondary: has to be another label",
        ),
        (
            "combinations: [{key: r, label: claim, secondary: boilerplate}]",
            'combinations.r.secondary: "boilerplate" is never a secondary label',
        ),
        (
            "flags: [{name: Bad Name, key: x, describe: y}]",
            "flags.1.name: has to be lower-case letters",
        ),
        (
            "flags: [{name: a, key: x, describe: y}, {name: b, key: x, describe: y}]",
            'flags.b.key: "a" and "b" cannot have the same key, "x"',
        ),
        ("flags: [{name: a, key: x}]", "flags.1.describe: is missing"),
    ],
)
def test_a_label_set_that_cannot_work_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    assert any(line.startswith(problem) for line in refusal(text, tmp_path))


def test_problems_within_and_between_labels_are_told_together(tmp_path: Path) -> None:
    text = changed(("#CC79A7", "pink"), ("describe: one", "descibe: one"))
    assert {line.split(":")[0] for line in refusal(text, tmp_path)} == {
        "labels.1.descibe",
        "labels.1.describe",
        "labels.2.colour",
    }


@pytest.mark.parametrize("sign", ["■", "❝", "◆", "·", "□", "❞", "◇", "∘", "⚑", "a", "é"])
def test_signs_of_one_cell_pass(sign: str) -> None:
    assert is_one_cell(sign)


@pytest.mark.parametrize(
    "sign", ["新", "Ａ", "❗", "\u0301", "\u200b", " ", "\x1b", "\ue000", "ab"]
)
def test_signs_of_no_or_two_cells_do_not(sign: str) -> None:
    assert not is_one_cell(sign)
