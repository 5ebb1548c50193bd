"""What the export screen asks: fields, their choices, what goes with what."""

import ast
from pathlib import Path

import pytest
from at_work import CONFIG

from annotations.exporters import FORMATS
from annotations.workflow.splitremarks import Remark
from tui import exporttext
from tui.exportform import EVERYONE, NAMES, RESOLVED, Form
from tui.exporttext import Line, Outlook
from tui.look import Look
from tui.themes import PALETTES
from tui.wrapping import cells

LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)
FORM = Form(("ada", "ben"), Path("/desk"))


def told(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def test_a_format_chooses_the_ending_of_its_file() -> None:
    names = {name: FORM.with_value("format", name).destination.name for name in FORMATS}
    assert names["jsonl"] == "training-set.jsonl"
    assert names["csv"] == "training-set.csv"
    assert names["parquet"] == "training-set.parquet"
    assert names["hf"] == names["brat"] == "training-set"
    assert names["label-studio"] == "training-set.label-studio.json"
    assert len(set(names.values())) == len(names) - 2  # folders have one name


def test_a_destination_that_was_typed_stays() -> None:
    form = FORM.with_value("destination", " sets/mine.jsonl ")
    assert form.destination == Path("/desk/sets/mine.jsonl")
    assert form.stepped("format", 1).destination == Path("/desk/sets/mine.jsonl")
    assert form.with_value("destination", "/elsewhere").destination == Path("/elsewhere")


def test_values_go_round() -> None:
    assert FORM.stepped("format", -1).format == list(FORMATS)[-1]
    assert FORM.stepped("labels", 2).of == "ada"
    assert FORM.stepped("labels", -1).of == "ben"
    assert FORM.stepped("labels", 1).whose == EVERYONE
    assert FORM.stepped("destination", 1) == FORM


def test_what_does_not_go_with_a_format_falls_back() -> None:
    everyone = FORM.with_value("labels", EVERYONE)
    assert everyone.with_value("format", "hf").whose == RESOLVED
    assert everyone.with_value("format", "csv").whose == EVERYONE
    assert EVERYONE not in FORM.with_value("format", "hf").choices("labels")
    without = FORM.with_value("text", "without")
    assert not without.texts
    assert without.with_value("format", "brat").texts
    assert without.with_value("format", "brat").choices("text") == ()


def test_groups_are_asked_for_where_something_is_split() -> None:
    assert FORM.choices("groups") == ()
    split = FORM.with_value("split", "80/10/10")
    assert split.stepped("groups", 1).groups == "source"


def test_an_annotator_may_have_any_name() -> None:
    form = Form((RESOLVED, EVERYONE, ":x"), Path("/desk"))
    assert [form.stepped("labels", steps).of for steps in range(5)] == [
        None,
        None,
        RESOLVED,
        EVERYONE,
        ":x",
    ]


def test_the_line_of_python_names_the_file() -> None:
    assert FORM.loads == "pandas.read_json('/desk/training-set.jsonl', lines=True, dtype=False)"
    assert FORM.with_value("format", "brat").loads == ""


@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "brat"])
@pytest.mark.parametrize("folder", ["/desk", "/it's “here”", "/a\\b\n", "/\udcff"])
def test_the_line_of_python_is_one_wherever_the_file_goes(format_name: str, folder: str) -> None:
    loads = Form((), Path(folder)).with_value("format", format_name).loads
    texts = [
        node.value
        for node in ast.walk(ast.parse(loads, mode="eval"))
        if isinstance(node, ast.Constant)
    ]
    assert any(str(text).startswith(folder) for text in texts)
    assert loads.isprintable()


def test_a_destination_takes_the_format_that_it_names() -> None:
    hf = FORM.with_value("format", "hf")
    assert hf.with_value("destination", "x.csv").format == "csv"
    assert hf.with_value("destination", "x.JSONL").format == "jsonl"
    assert hf.with_value("destination", "x").format == "hf"
    assert hf.with_value("destination", "x.zip").format == "hf"
    prodigy = FORM.with_value("format", "prodigy")
    assert prodigy.with_value("destination", "x.jsonl").format == "prodigy"
    assert FORM.with_value("format", "brat").with_value("text", "without").texts


def test_a_destination_that_nobody_changed_goes_on_following_the_format() -> None:
    form = FORM.with_value("destination", str(FORM.destination))
    assert form.typed == ""
    assert form.with_value("format", "csv").destination.name == "training-set.csv"
    assert FORM.with_value("destination", "mine").with_value("destination", "") == FORM


def test_force_is_for_what_has_groups_of_several_articles() -> None:
    assert FORM.choices("force") == ()
    split = FORM.with_value("split", "80/10/10")
    forced = split.stepped("force", 1)
    assert forced.force
    assert forced.with_value("groups", "source").force
    assert not forced.with_value("groups", "article").force
    assert not forced.with_value("split", "none").force
    assert forced.with_value("groups", "article").choices("force") == ()


@pytest.mark.parametrize("width", [40, 54, 100])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_name", FORMATS)
def test_no_line_is_too_wide_and_the_current_field_says_what_it_means(
    name: str, format_name: str, width: int
) -> None:
    form = Form(("\x1b[31mada" * 9,), Path("/very" * 30)).with_value("format", format_name)
    field = next(one for one in NAMES if one == name)
    lines = told(
        [
            *exporttext.form_lines(form, field, look=LOOK, width=width),
            *exporttext.done_lines(form, 3, look=LOOK, width=width),
        ]
    )
    assert all(cells(line) <= width for line in lines)
    assert any(line.startswith("▌") and name in line for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_what_goes_in_and_what_is_left_out_is_counted() -> None:
    found = Outlook(
        rows=1200,
        labels=(("claim", 1000), ("opinion", 200)),
        left_out=((7, "unlabelled"), (2, "without a majority")),
        splits=(("train", 1100), ("test", 100)),
        remarks=(Remark("5 groups are few", warns=False), Remark("none is honest", warns=True)),
    )
    lines = exporttext.outlook_lines(found, look=LOOK, width=60)
    assert [style for ((_, style),) in lines[-2:]] == [LOOK.dim, LOOK.warning]
    assert told(lines) == [
        "",
        " 1,200 rows go in",
        "  claim 1,000 · opinion 200",
        "  train 1,100 · test 100",
        "  left out: 7 unlabelled, 2 without a majority",
        "  5 groups are few",
        "  none is honest",
    ]
