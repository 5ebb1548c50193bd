"""Hostile texts that are in the database already: through every command that reads them again."""

import csv
import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from claiming import claim_from, do, new_evidence, the, verdict
from nastyfiles import ESCAPES, FORMULA, OSC_52, STORY, WORDS, names
from nastyruns import Outcome, Run, harmless_on_a_terminal, keeps_to_the_rules, run_all
from reviewing import review, rule, ruling
from support import add_article, append, event

from annotations.claims import Wording
from annotations.facts.claim import wording_slot
from annotations.model import LabelEvent, LabelState
from annotations.store import Store
from annotations.workflow import claiming
from tui.cli import COMMANDS

pytestmark = pytest.mark.xdist_group("nasty texts")  # one worker, which runs the commands once
C0_AND_C1 = "".join(map(chr, [*range(1, 32), *range(127, 160)]))
HOSTILE = (*WORDS, C0_AND_C1, "[/] [@click=app.bell()]x[/] \\[", "%s {0} ${HOME} `id`")
FORMATS = (
    *("jsonl", "csv", "hf", "prodigy", "doccano", "label-studio", "brat", "parquet"),
    *("averitec", "fever", "claimreview", "report"),
)
READING = (
    *(("articles",), ("sentences", "1.txt"), ("status",), ("agreement",), ("match",), ("suggest",)),
    *(("doctor",), ("articles", "--json"), ("sentences", "1.txt", "--json"), ("status", "--json")),
    *(("match", "--json"), ("suggest", "--json"), ("claims", "--json", "--all")),
    *(("export", "-"), ("export", "--all", "-", "--format", "csv"), ("bundle", "-")),
    *(("export", "-", "--format", "averitec"), ("export", "-", "--format", "report")),
    *(("agreement", "--by", "article"), ("agreement", "--json")),
    *(("review", "--questions"), ("review", "--questions", "--json")),
)
"""Commands that read what is hostile."""
READ_NOTHING = ("import", "import-labels", "merge", "backup", "config", "completion")
"""What they tell of is what they were given."""


def asking(words: str) -> Iterator[tuple[str, ...]]:
    """Commands that are given what is hostile."""
    yield ("sentences", words)
    yield ("match", words)
    yield ("suggest", words)
    yield ("export", "--of", words, "-")
    yield ("export", "-", "--format", words)
    yield ("export", "-", "--split", words)
    yield ("export", "-", "--format", "fever", "--claim", words)
    yield ("export", f"/none/{words}")
    yield ("import", f"/none/{words}")
    yield ("import", "--column", words, "x")
    yield ("import-labels", f"/none/{words}")
    yield ("merge", f"/none/{words}")
    yield ("backup", f"/none/{words}")
    yield ("agreement", words, "ada")
    yield ("review", "--questions", words)
    yield ("--db", f"/none/{words}", "status")
    yield ("--config", f"/none/{words}", "status")
    yield ("--as", words, "articles")
    yield (words,)


def fill(database: Path) -> None:
    """Hostile words in every field that a person, a file or a merge can fill."""
    with Store(database) as store:
        for number, words in enumerate(HOSTILE):
            line = " ".join(words.split()) or "x"
            sentences = [f"{line} said that forty planes were lost.", f"It is {line} long."]
            article = add_article(
                store,
                sentences,
                name=f"{number}.txt",
                title=words,
                source=words,
                url=words,
                origin=f"{words}{number}",
            )
            for sentence in (2 * number + 1, 2 * number + 2):
                append(store, noted(sentence, "ada", words), noted(sentence, "ben", words))
            check(store, article, words)
            asked = ruling(note=words, question=True)
            rule(store, review(2 * number + 1, asked, reviewer="rosa"))


def noted(sentence: int, annotator: str, words: str) -> LabelEvent:
    state = LabelState("claim", None, ("check",), words)
    return replace(event(sentence, annotator=annotator), state=state)


def check(store: Store, article: int, words: str) -> None:
    """A claim, evidence and a verdict, all of them in these words."""
    claim = claim_from(store, article, 1)
    do(store, (wording_slot(claim), Wording(text=words, note=words)))
    do(store, new_evidence(claim, question=words[:999], answer=words[:999], root=words))
    given = verdict(justification=words[:2_000])
    do(store, claiming.new_verdict(the(store, claim), given, checker="ada"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nastytexts")
    fill(folder / "labels.db")
    return folder


@pytest.fixture(scope="module")
def outcomes(home: Path) -> dict[str, Outcome]:
    return run_all(home, [*reading(home), *asked(home), *exporting(home), *importing(home)])


def called(home: Path, *words: object) -> tuple[object, ...]:
    return ("--db", home / "labels.db", "--as", "ada", *words)


def reading(home: Path) -> Iterator[Run]:
    for words in READING:
        yield Run(name=f"read {' '.join(words)}", words=called(home, *words), terminal=True)


def asked(home: Path) -> Iterator[Run]:
    for hostile, terminal in ((OSC_52 + ESCAPES, True), (C0_AND_C1, True), (ESCAPES, False)):
        for number, words in enumerate(asking(hostile)):
            name = f"ask {number} {len(hostile)}{' terminal' if terminal else ''}"
            yield Run(name=name, words=called(home, *words), terminal=terminal)


def exporting(home: Path) -> Iterator[Run]:
    for name in FORMATS[:-1]:
        words = called(home, "export", home / f"export_{name}", "--format", name)
        yield Run(name=f"export {name}", words=words)
    page = called(home, "export", home / "report.html", "--format", "report")
    yield Run(name="export page", words=page)
    yield Run(name="export table", words=called(home, "export", "--all", home / "table.csv"))
    yield Run(name="bundle", words=called(home, "bundle", home / "all.bundle"))
    named = home / f"{OSC_52}{ESCAPES}.bundle"
    yield Run(name="bundle named", words=called(home, "bundle", named))
    merging = ("--db", home / "other.db", "merge", named)
    yield Run(name="merge terminal", words=merging, terminal=True)


def importing(home: Path) -> Iterator[Run]:
    folder = home / "named"
    folder.mkdir()
    for number, name in enumerate(names()):
        path = os.path.join(os.fsencode(folder), name)  # noqa: PTH118  # bytes
        with open(path, "wb") as file:  # noqa: PTH123  # bytes
            file.write(f"{STORY}Number {number}.\n".encode())
    for words in (("--dry-run",), ("--json", "--dry-run"), ()):
        command = ("--db", home / "named.db", "import", *words, folder)
        yield Run(name=f"import {' '.join(words)}", words=command, terminal=True)
    yield Run(name="named", words=("--db", home / "named.db", "articles"), terminal=True)


def test_nothing_that_is_read_acts_on_the_terminal(outcomes: dict[str, Outcome]) -> None:
    told = [name for name in outcomes if name.startswith(("read ", "import ", "named"))]
    told += [name for name in outcomes if name.endswith(" terminal")]
    assert len(told) > 50
    for name in told:
        try:
            harmless_on_a_terminal(without_bar(outcomes[name].out))
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error


def without_bar(written: str) -> str:
    """What is written, without what a progress bar of click sends: it hides the cursor a while."""
    return written.replace("\x1b[?25l", "").replace("\x1b[?25h", "")


def test_every_command_that_reads_is_among_them() -> None:
    assert {*READ_NOTHING, *(words[0] for words in READING)} == {*COMMANDS}


def test_every_command_answers_or_refuses(outcomes: dict[str, Outcome]) -> None:
    for name, outcome in outcomes.items():
        assert outcome.code in {0, 1, 2}, (name, outcome.out[-900:], outcome.err[-900:])
        assert "Traceback" not in outcome.out + outcome.err, name
        if name.startswith("ask ") and not name.endswith("terminal"):
            keeps_to_the_rules(outcome)
            assert outcome.code, name
        if name.startswith(("export", "bundle", "merge", "named")):
            assert outcome.code == 0, (name, outcome.out[-900:], outcome.err[-900:])


def test_nothing_is_lost_by_reading(outcomes: dict[str, Outcome], home: Path) -> None:
    assert outcomes
    with Store(home / "labels.db", make=False) as store:
        for number, words in enumerate(HOSTILE):
            states = store.labels.states(number + 1, annotator="ben")
            assert {state.note for state in states.values()} == {words}
        assert store._connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"


def test_what_is_exported_is_what_was_written(outcomes: dict[str, Outcome], home: Path) -> None:
    assert outcomes["export jsonl"].code == 0
    rows = [json.loads(line) for line in (home / "export_jsonl").read_bytes().splitlines()]
    assert {row["title"] for row in rows} == set(HOSTILE)


def test_no_cell_of_a_table_is_a_formula(outcomes: dict[str, Outcome], home: Path) -> None:
    assert outcomes["export table"].code == 0
    table = (home / "table.csv").read_bytes().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_page_holds_hostile_words_as_words(outcomes: dict[str, Outcome], home: Path) -> None:
    assert outcomes["export page"].code == 0
    page = (home / "report.html").read_text()
    assert "\x1b" not in page
    assert "<a href='" not in page
    assert "javascript:" not in page


def test_names_of_files_are_shown_and_not_obeyed(outcomes: dict[str, Outcome], home: Path) -> None:
    assert outcomes["import "].code == 0, outcomes["import "].out
    with Store(home / "named.db", make=False) as store:
        assert len(store.articles.page(annotator="", limit=100)) == len(list(names()))
    assert not (home / "owned").exists()


def test_hostile_words_are_looked_for_and_found(outcomes: dict[str, Outcome], home: Path) -> None:
    assert outcomes
    with Store(home / "labels.db", make=False) as store:
        for words in (*HOSTILE, *(f'"{words}' for words in HOSTILE), "planes* AND", "NEAR(a b)"):
            assert store.search.sentences(words[:200]).hits is not None
            assert store.search.articles(words[:200]) is not None
        assert store.search.sentences("DROP TABLE article").hits
