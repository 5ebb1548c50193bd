"""`claimdesk suggest`: the documented JSON, a table that fits, nothing of others."""

from pathlib import Path

import pytest
import support
from commandline import objects, process, run

from annotations.store import Store
from tui.cli.table import cells

LINE = "The council approved the bridge over the river on Monday."
SAID = "The bridge will cost 20 million, the mayor said to everybody who asked him."
HOSTILE = "The mayor \x1b]0;owned\x07\u202eevil said it."


@pytest.fixture
def bridge(store: Store) -> Store:
    support.add_article(store, ["News", "Council approves it", LINE, SAID], name="a.txt")
    support.add_article(store, [HOSTILE, LINE], name="b.txt", title="A bridge")
    return store


def test_suggest_as_json(bridge: Store) -> None:
    found = objects(run(bridge.path, "suggest", "--json"))
    assert len(found) == 6
    assert list(found[0]) == [
        *("sentence", "article", "position", "label", "secondary", "score", "agent", "reason")
    ]
    fourth = found[3]
    sentence = objects(run(bridge.path, "sentences", "a.txt", "--json"))[3]
    assert (fourth["sentence"], fourth["article"], fourth["position"]) == (
        sentence["id"],
        "a.txt",
        4,
    )
    assert (fourth["label"], fourth["secondary"], fourth["agent"]) == (
        "attribution",
        "claim",
        "rules/1",
    )
    assert 0 < fourth["score"] <= 1
    assert fourth["reason"] == "“said”: the mayor"


def test_one_article_is_asked_about_by_name_or_id(bridge: Store) -> None:
    by_name = objects(run(bridge.path, "suggest", "b.txt", "--json"))
    article = objects(run(bridge.path, "articles", "--json"))[1]
    assert objects(run(bridge.path, "suggest", article["id"][:8], "--json")) == by_name
    assert {one["article"] for one in by_name} == {"b.txt"}


def test_an_unknown_article_is_told_in_one_sentence(bridge: Store) -> None:
    result = run(bridge.path, "suggest", "c.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no article is called 'c.txt'" in result.stderr


def test_where_nothing_is_shown_the_label_is_null(bridge: Store, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("suggest:\n  blind_second_pass: true\n", "utf-8")
    found = objects(run(bridge.path, "--config", file, "suggest", "--json"))
    assert len(found) == 6
    keys = ("label", "secondary", "score", "agent", "reason")
    assert {one[key] for one in found for key in keys} == {None}
    assert "rules" not in run(bridge.path, "--config", file, "suggest").stdout


def test_the_table_shows_label_score_and_reason(bridge: Store) -> None:
    lines = run(bridge.path, "suggest").stdout.splitlines()
    (said,) = (line for line in lines if "The bridge will cost" in line)
    assert said.split()[:3] == ["4", "attribution", "0.92"]
    assert any(line.split()[:2] == ["+", "claim"] for line in lines)
    assert any("rules/1: “said”: the mayor" in line for line in lines)
    assert all(cells(line) <= 80 for line in lines)
    assert not {"\x1b", "\u202e"}.intersection("".join(lines))
    assert "A bridge" in lines


def test_nothing_is_written_and_labels_of_others_change_nothing(bridge: Store) -> None:
    before = run(bridge.path, "suggest", "--json").stdout
    support.append(bridge, *(support.event(n, "opinion", annotator="ben") for n in (3, 6)))
    assert run(bridge.path, "suggest", "--json").stdout == before
    assert len(support.events_in(bridge)) == 2
    support.append(bridge, support.event(6, "opinion"))
    third = objects(run(bridge.path, "suggest", "a.txt", "--json"))[2]
    assert (third["label"], third["agent"]) == ("opinion", "same-text/1")


def test_learning_is_told_from_enough_labels_on(bridge: Store, tmp_path: Path) -> None:
    lines = [f"The road to the town {n} is closed." for n in range(30)]
    support.add_article(bridge, lines, name="c.txt")
    support.append(bridge, *(support.event(n) for n in range(1, 31)))
    file = tmp_path / "own.yaml"
    file.write_text("suggest:\n  learn_from: 20\n", "utf-8")
    result = run(bridge.path, "--config", file, "suggest", "a.txt", "--json")
    assert result.stderr == "learning from 30 labels: one label alone is given often enough\n"
    assert run(bridge.path, "suggest", "a.txt", "--json").stderr == ""


def test_a_database_without_articles_gives_nothing(tmp_path: Path) -> None:
    done = process(tmp_path, "--db", tmp_path / "new.db", "suggest", "--json")
    assert (done.returncode, done.stdout) in {(0, b""), (1, b"")}
