"""Claims on the command line: exporting them, listing them, counting them."""

import json
from pathlib import Path
from typing import Any

import claiming as desk
import pytest
import support
from commandline import objects, process, run, run_plain

from annotations.claims import VerdictName
from annotations.facts.claim import mention_slot
from annotations.store import Store
from annotations.workflow import claiming


@pytest.fixture
def checked(store: Store) -> Store:
    """Two claims: one that ada found misleading, one that nobody has checked."""
    first = support.add_article(
        store, ["Forty planes were lost, Reuters said.", "It rained."], name="a.txt"
    )
    second = support.add_article(store, ["Reuters said 14 planes were lost."], name="b.txt")
    claim = desk.claim_from(store, first, 1)
    other = desk.mention(store, second, 1)
    desk.do(store, (mention_slot(claim, other.sentence), other))
    give(store, claim, "misleading")
    desk.claim_from(store, first, 2)
    return store


def give(store: Store, claim: str, name: VerdictName) -> None:
    given = claiming.new_verdict(desk.the(store, claim), desk.verdict(name), checker="ada")
    desk.do(store, given)


def test_claims_are_exported_and_what_is_left_out_is_told(checked: Store, tmp_path: Path) -> None:
    target = tmp_path / "claims.jsonl"
    result = run(checked.path, "export", target, "--format", "averitec")
    assert result.exit_code == 0
    (row,) = [json.loads(line) for line in target.read_text().splitlines()]
    assert row["label"] == "Conflicting Evidence/Cherrypicking"
    assert result.stderr.splitlines() == [
        f"wrote 1 claim to {target}",
        "  misleading 1",
        "left out: 1 without a verdict on what is said",
    ]


def test_lossy_lets_misleading_claims_into_fever(checked: Store) -> None:
    strict = run(checked.path, "export", "-", "--format", "fever")
    assert strict.stdout == ""
    assert "1 misleading or conflicting, for which the format has no word" in strict.stderr
    (row,) = objects(run(checked.path, "export", "-", "--format", "fever", "--lossy"))
    assert row["label"] == "REFUTES"


def test_a_dry_run_writes_nothing(checked: Store, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    result = run(checked.path, "export", target, "--format", "report", "--dry-run")
    assert result.stderr.splitlines()[0] == f"would write 2 claims to {target}"
    assert not target.exists()


def test_a_dry_run_says_what_the_export_would_refuse(checked: Store, tmp_path: Path) -> None:
    result = run(checked.path, "export", tmp_path / "r.txt", "--format", "report", "--dry-run")
    assert (result.exit_code, "ends in .md or .html" in result.stderr) == (1, True)


def test_a_claim_is_named_by_the_beginning_of_its_id(checked: Store) -> None:
    first, _ = objects(run(checked.path, "claims", "--json"))
    words = ("export", "-", "--format", "averitec", "--claim", first["id"])
    (row,) = objects(run(checked.path, *words))
    assert row["x_id"] == first["id"]
    result = run(checked.path, *words[:-1], "zz")
    assert result.exit_code == 1
    assert result.stderr == (
        "claimdesk: there is no claim whose id begins with 'zz': `claimdesk claims --json` lists "
        "them\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["--of", "ada"],
        ["--all"],
        ["--no-text"],
        ["--split", "80/20"],
        ["--group-by", "story"],
        ["--force"],
    ],
)
def test_options_about_labels_are_refused(checked: Store, words: list[str]) -> None:
    result = run(checked.path, "export", "-", "--format", "averitec", *words)
    assert result.exit_code == 2
    assert f"{words[0]} is about labels, and averitec holds claims." in result.stderr


@pytest.mark.parametrize("words", [["--claim", "01"], ["--lossy"]])
def test_options_about_claims_are_refused_with_labels(checked: Store, words: list[str]) -> None:
    result = run(checked.path, "export", "-", *words)
    assert result.exit_code == 2
    assert f"{words[0]} is about claims: give --format averitec, fever, claimreview or report." in (
        " ".join(result.stderr.split())
    )


def test_lossy_is_about_fever(checked: Store) -> None:
    result = run(checked.path, "export", "-", "--format", "averitec", "--lossy")
    assert (result.exit_code, "--lossy is about fever" in result.stderr) == (2, True)


def test_claims_as_json(checked: Store) -> None:
    first, second = objects(run(checked.path, "claims", "--json"))
    assert list(first) == [
        *("id", "text", "type", "date", "articles", "roots", "alarms", "verdicts", "hidden"),
    ]
    assert first["text"] == "Forty planes were lost, Reuters said."
    assert (len(first["articles"]), first["roots"], first["alarms"]) == (2, ["Reuters"], 1)
    assert first["verdicts"] == [
        {"level": "content", "verdict": "misleading", "confidence": 2, "checker": "ada"}
    ]
    assert (second["text"], second["verdicts"]) == ("It rained.", [])


def test_who_has_given_no_verdict_sees_none_of_others_unless_they_ask(checked: Store) -> None:
    blind = ["--db", checked.path, "--as", "ben", "claims", "--json"]
    first, second = objects(run_plain(checked.path.parent, *blind))
    assert (first["verdicts"], first["hidden"]) == ([], 1)
    assert (second["verdicts"], second["hidden"]) == ([], 0)
    first, _ = objects(run_plain(checked.path.parent, *blind, "--all"))
    assert ([one["checker"] for one in first["verdicts"]], first["hidden"]) == (["ada"], 0)
    claiming_too = claiming.new_verdict(
        desk.the(checked, first["id"]), desk.verdict("refuted"), checker="ben"
    )
    desk.do(checked, claiming_too, by="ben")
    first, _ = objects(run_plain(checked.path.parent, *blind))
    assert [one["checker"] for one in first["verdicts"]] == ["ada", "ben"]


def test_all_is_about_the_json(checked: Store) -> None:
    result = run(checked.path, "claims", "--all")
    assert (result.exit_code, "--all is about --json" in result.stderr) == (2, True)


def test_claims_opens_the_app_on_the_claims(
    checked: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr("tui.cli.opening._has_terminal", lambda: True)
    monkeypatch.setattr("tui.app.run", lambda **words: told.update(words))
    assert run(checked.path, "claims", TERM="xterm").exit_code == 0
    assert (told["claims"], told["review"], told["database"]) == (True, None, checked.path)


def test_claims_without_a_terminal_says_so(checked: Store, tmp_path: Path) -> None:
    result = process(tmp_path, "--db", checked.path, "claims")
    assert result.returncode == 1
    assert b"the app needs a terminal" in result.stderr


def test_the_status_counts_claims_and_verdicts(checked: Store) -> None:
    (status,) = objects(run(checked.path, "status", "--json"))
    assert (status["claims"], status["verdicts"]) == (2, 1)
    lines = run(checked.path, "status").stdout.splitlines()
    assert [line.split() for line in lines[4:6]] == [["claims", "2"], ["verdicts", "1"]]


def test_articles_of_one_claim_are_never_divided(checked: Store, tmp_path: Path) -> None:
    support.append(checked, support.event(1), support.event(3))
    target = tmp_path / "labels.jsonl"
    result = run(checked.path, "export", target, "--group-by", "story")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert len({row["article_id"] for row in rows}) == 2
    assert len({row["group"] for row in rows}) == 1
