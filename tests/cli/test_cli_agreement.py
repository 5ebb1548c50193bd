"""`claimdesk agreement`: the documented JSON, tables that fit, reasons where there is no figure."""

import os
import subprocess
import sys
from typing import Any

import pytest
import support
from commandline import clean_environment, objects, run

from annotations.review.measures import NOT_A_PAIR, NOTHING_SHARED, ONE_VALUE
from annotations.store import Store
from tui.agreementwords import ORIENTATION
from tui.cli.agreementjson import NO_BOILERPLATE
from tui.cli.table import cells

FIGURES = ["items", "raw", "cohen_kappa", "fleiss_kappa", "krippendorff_alpha"]
TABLES = ["per_label", "confusion", "pairs"]
DAY = 24 * 3_600_000_000
HOSTILE = "\x1b]0;owned\x07\u202eevil"


def label(store: Store, annotator: str, *labels: str, at: int = 1_700_000_000_000_000) -> None:
    """Let somebody label the sentences from 1 on; `a+b` has a secondary label."""
    for sentence, said in enumerate(labels, 1):
        first, _, second = said.partition("+")
        support.append(
            store,
            support.event(sentence, first, secondary=second or None, annotator=annotator, at=at),
        )


@pytest.fixture
def labelled(store: Store) -> Store:
    support.add_article(store, ["One.", "Two.", "Three.", "Four."], name="b.txt", title="B")
    support.add_article(store, ["Five.", "Six."], name="a.txt", title="A")
    said = "attribution+claim"
    label(store, "ada", "claim", said, "opinion", "boilerplate", "boilerplate", "claim")
    label(store, "ben", "claim", said, "attribution", "boilerplate", "claim", "claim")
    return store


@pytest.fixture
def three(labelled: Store) -> Store:
    label(labelled, "cleo", "claim", "attribution", at=1_700_000_000_000_000 + 14 * DAY)
    return labelled


def only(store: Store, *words: str) -> dict[str, Any]:
    (found,) = objects(run(store.path, "agreement", *words, "--json"))
    return found


def test_the_json_has_the_documented_keys_in_order(labelled: Store) -> None:
    found = only(labelled)
    whole = ["annotators", *FIGURES, "alpha_interval"]
    assert list(found) == [*whole, "without_boilerplate", *TABLES, "secondary"]
    assert list(found["without_boilerplate"]) == [*whole, *TABLES]
    assert list(found["secondary"]) == [*whole, "without_boilerplate", *TABLES]
    assert list(found["pairs"][0]) == ["a", "b", "items", "raw", "cohen_kappa"]
    assert list(found["per_label"]["claim"]) == ["precision", "recall", "f1", "support"]


def test_the_json_holds_the_figures(labelled: Store) -> None:
    found = only(labelled)
    assert (found["annotators"], found["items"], found["raw"]) == (["ada", "ben"], 6, 4 / 6)
    assert found["cohen_kappa"] == pytest.approx(7 / 13)
    low, high = found["alpha_interval"]
    assert low < found["krippendorff_alpha"] < high
    assert found["confusion"]["boilerplate"] == {
        "claim": 1, "attribution": 0, "opinion": 0, "boilerplate": 1,
    }  # fmt: skip
    assert found["per_label"]["claim"]["precision"] == 2 / 3
    assert found["without_boilerplate"]["items"] == 5
    assert list(found["secondary"]["confusion"]) == ["claim", "none"]


def test_the_same_labels_print_the_same_bytes(labelled: Store) -> None:
    printed = run(labelled.path, "agreement", "--json").stdout
    assert printed == run(labelled.path, "agreement", "--json").stdout


def test_the_first_name_is_the_reference(labelled: Store) -> None:
    found = only(labelled, "ben", "ada")
    assert found["annotators"] == ["ben", "ada"]
    assert found["confusion"]["claim"]["boilerplate"] == 1


def test_what_is_null_has_a_reason_beside_it(three: Store) -> None:
    found = only(three)
    assert (found["cohen_kappa"], found["why"]) == (None, {"cohen_kappa": NOT_A_PAIR})
    assert "why" not in found["pairs"][0]
    label(three, "dan", "claim")
    pair = only(three)["pairs"][-1]
    assert (pair["a"], pair["b"], pair["items"], pair["raw"]) == ("cleo", "dan", 1, 1.0)
    assert (pair["cohen_kappa"], pair["why"]) == (None, {"cohen_kappa": ONE_VALUE})


def test_a_label_that_one_of_them_never_gave_has_a_reason(labelled: Store) -> None:
    opinion = only(labelled)["per_label"]["opinion"]
    assert (opinion["precision"], opinion["recall"]) == (None, 0.0)
    assert list(opinion["why"]) == ["precision"]


def test_nothing_in_common_is_no_failure(store: Store) -> None:
    support.add_article(store, ["One.", "Two."])
    support.append(store, support.event(1), support.event(2, annotator="ben"))
    found = only(store)
    assert found["items"] == 0
    assert found["why"] == dict.fromkeys([*FIGURES[1:], "alpha_interval"], NOTHING_SHARED)
    assert (found["per_label"], found["confusion"]) == ({}, {})
    shown = run(store.path, "agreement").stdout
    assert "ada, ben: 0 sentences labelled by two of them or more" in shown
    assert NOTHING_SHARED in shown
    assert "precision" not in shown


def test_without_a_label_for_boilerplate_the_json_says_so(labelled: Store) -> None:
    config = labelled.path.parent / "config.yaml"
    config.write_text(
        "labels:\n"
        "  - {name: claim, key: '1', letter: c, glyph: C, hollow: c, colour: '#56B4E9',"
        " describe: a claim}\n"
        "  - {name: opinion, key: '2', letter: o, glyph: O, hollow: o, colour: '#CC79A7',"
        " describe: an opinion}\n"
        "combinations: []\n",
        encoding="utf-8",
    )
    (found,) = objects(run(labelled.path, "--config", str(config), "agreement", "--json"))
    assert found["without_boilerplate"] is None
    assert found["why"] == {"without_boilerplate": NO_BOILERPLATE}
    assert found["secondary"]["without_boilerplate"] is None
    (first, _) = objects(
        run(labelled.path, "--config", str(config), "agreement", "--by", "article", "--json")
    )
    assert first["why"]["without_boilerplate"] == NO_BOILERPLATE
    shown = run(labelled.path, "--config", str(config), "agreement").stdout
    assert "without boilerplate  " not in shown
    assert "sentences\n" in shown


def test_by_article_is_a_line_an_article(labelled: Store) -> None:
    first, second = objects(run(labelled.path, "agreement", "--by", "article", "--json"))
    assert list(first) == ["article_id", "article", "title", *FIGURES, "without_boilerplate"]
    assert (first["article"], first["title"], first["items"]) == ("b.txt", "B", 4)
    assert list(first["without_boilerplate"])[: len(FIGURES)] == FIGURES
    assert second["raw"] == 0.5
    shown = run(labelled.path, "agreement", "--by", "article").stdout.splitlines()
    assert shown[1].startswith(first["article_id"][:8])
    assert len(shown) == 3


def test_by_time_is_a_line_a_week(three: Store) -> None:
    first, second = objects(run(three.path, "agreement", "--by", "time", "--json"))
    assert list(first)[:6] == ["week", *FIGURES]
    assert (first["week"], first["items"], first["raw"]) == ("2023-W46", 4, 0.5)
    assert (second["week"], second["items"]) == ("2023-W48", 2)
    shown = run(three.path, "agreement", "--by", "time").stdout.splitlines()
    assert shown[0].split() == ["week", "sentences", "raw", "alpha", "no", "boilerplate"]
    assert shown[1].split()[:3] == ["2023-W46", "4", ".500"]


def test_people_read_figures_with_what_they_rest_on(labelled: Store) -> None:
    shown = run(labelled.path, "agreement").stdout
    assert shown.startswith("ada, ben: 6 sentences labelled by two of them or more\n")
    raw = next(line for line in shown.splitlines() if line.startswith("raw agreement"))
    assert raw.split() == ["raw", "agreement", ".667", "6", ".600", "5"]
    assert shown.count(ORIENTATION) == 1
    assert "secondary label" in shown
    assert "Primary labels, ben measured against ada:" in shown
    assert "ada ↓  ben →" in shown


def test_with_three_people_read_the_pairs(three: Store) -> None:
    shown = run(three.path, "agreement").stdout
    assert f"Cohen's kappa: {NOT_A_PAIR}" in shown
    assert [line.split()[0:2] for line in shown.splitlines()[-3:]] == [
        ["ada,", "ben"],
        ["ada,", "cleo"],
        ["ben,", "cleo"],
    ]


@pytest.mark.parametrize("by", [[], ["--by", "article"], ["--by", "time"]])
def test_tables_fit_eighty_columns_whatever_the_names(labelled: Store, by: list[str]) -> None:
    support.add_article(labelled, ["Seven."], name="hostile.txt", title=HOSTILE + "題" * 60)
    for annotator in ("字" * 40, "x" * 80, HOSTILE):
        label(labelled, annotator, *("claim", "label " * 6, "字" * 20, HOSTILE, "b" * 40, "q", "z"))
    result = run(labelled.path, "agreement", *by)
    assert result.exit_code == 0, result.stderr
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert max(map(cells, result.stdout.splitlines())) <= 80


def test_a_matrix_too_wide_is_told_in_blocks(labelled: Store) -> None:
    for annotator in ("ada", "ben"):
        label(labelled, annotator, *(f"label {n}" for n in range(6)))
    shown = run(labelled.path, "agreement").stdout
    assert shown.count("ada ↓  ben →") == 2


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["ada", "bem"], "nobody called 'bem' has labelled anything here; did you mean ben"),
        (["ada"], "agreement takes two annotators: name another one beside ada, such as ben"),
        (["ada", "ada"], "name another one beside ada"),
    ],
)
@pytest.mark.parametrize("by", [[], ["--json"], ["--by", "article"], ["--by", "time"]])
def test_whom_there_is_no_agreement_between_is_said_in_a_sentence(
    labelled: Store, names: list[str], says: str, by: list[str]
) -> None:
    result = run(labelled.path, "agreement", *names, *by)
    assert (result.exit_code, result.stdout) == (1, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_measure_of_time_that_does_not_exist_is_wrong_usage(labelled: Store) -> None:
    assert run(labelled.path, "agreement", "--by", "moon").exit_code == 2


def test_nothing_of_the_screen_is_imported(labelled: Store) -> None:
    program = (
        "import sys\nfrom tui.cli import root\n"
        f"try:\n    root.main(['--db', {str(labelled.path)!r}, 'agreement'])\n"
        "except SystemExit:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env=clean_environment(labelled.path.parent, PYTHONPATH=os.pathsep.join(sys.path)),
    )
    loaded = set(done.stderr.decode().split())
    assert "annotations.workflow.agreeing" in loaded
    assert not loaded & {"textual", "rich", "sqlite_utils", "sklearn", "numpy"}
