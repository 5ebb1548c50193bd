"""`claimdesk import-labels`: reports, exit codes, and what reaches the terminal."""

import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import support
from commandline import clean_environment, command, objects, process, run
from reviewing import review, rule, ruling

from annotations.store import Store
from annotations.workflow.gathering import Tagged
from tui.cli import labelling

SENTENCES = ("The bridge opened.", "It is long.", "People like it.")


@pytest.fixture
def project(store: Store) -> Path:
    """A database with one article."""
    support.add_article(store, SENTENCES, name="a.txt")
    return store.path


def write(folder: Path, *lines: object, name: str = "labels.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def line(text: str = SENTENCES[0], **fields: Any) -> dict[str, Any]:
    return {"article": "a.txt", "text": text, "label": "claim", "annotator": "ben", **fields}


def rows(database: Path) -> list[tuple[str, str, str]]:
    exported = objects(run(database, "export", "--all", "-"))
    return [(row["text"], row["annotator"], row["label"]) for row in exported]


def test_labels_go_in_and_are_summed_up(project: Path, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        line(),
        line(SENTENCES[1]),
        line(annotator="eve"),
        line(SENTENCES[1], label="opinion"),
    )
    result = run(project, "import-labels", path)
    assert (result.exit_code, result.stdout) == (0, "")
    summary, repeated = result.stderr.splitlines()
    assert summary == "2 labels imported for ben, 1 for eve, 1 older than what is here"
    assert repeated.startswith("1 label of a sentence that the same annotator labels otherwise")
    assert rows(project) == [
        (SENTENCES[0], "ben", "claim"),
        (SENTENCES[0], "eve", "claim"),
        (SENTENCES[1], "ben", "opinion"),
    ]
    again = run(project, "import-labels", path)
    assert again.exit_code == 0
    assert again.stderr.startswith("0 labels imported, 3 unchanged, 1 older")


def test_a_bad_line_is_told_and_the_rest_go_in(project: Path, tmp_path: Path) -> None:
    path = write(tmp_path, line(text="Nowhere."), line())
    result = run(project, "import-labels", path)
    assert result.exit_code == 1
    assert result.stderr == (
        f"claimdesk: {path}, line 1: no sentence of 'a.txt' reads 'Nowhere.'\n"
        "1 label imported for ben, 1 failed\n"
    )
    assert len(rows(project)) == 1


def test_an_object_a_label(project: Path, tmp_path: Path) -> None:
    path = write(tmp_path, line(), line(text="Nowhere."))
    result = run(project, "import-labels", path, "--json")
    assert result.exit_code == 1
    failed, imported = map(json.loads, result.stdout.splitlines())
    assert list(failed) == list(imported) == ["line", "status", "sentence", "error"]
    assert (failed["line"], failed["status"], failed["sentence"]) == (2, "failed", None)
    assert (imported["line"], imported["status"], imported["error"]) == (1, "imported", None)
    assert len(imported["sentence"]) == 32
    assert result.stderr == "1 label imported for ben, 1 failed\n"


def test_many_bad_lines_are_counted(project: Path, tmp_path: Path) -> None:
    path = write(tmp_path, *(line(text=f"Nowhere {n}.") for n in range(500)))
    result = run(project, "import-labels", path)
    told = result.stderr.splitlines()
    assert result.exit_code == 1
    assert len(told) == 22
    assert told[-2:] == ["… and 480 more", "0 labels imported, 500 failed"]
    listed = run(project, "import-labels", path, "--json").stdout.splitlines()
    assert len(listed) == 500


def test_without_an_annotator_there_is_one_sentence(project: Path, tmp_path: Path) -> None:
    path = write(tmp_path, {"text": SENTENCES[0], "label": ["claim"]})
    result = run(project, "import-labels", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"claimdesk: {path} does not say whose labels these are: give --annotator NAME\n"
    )
    assert rows(project) == []
    result = run(project, "import-labels", path, "--annotator", " ben ")
    assert (result.exit_code, result.stderr) == (0, "1 label imported for ben\n")


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[2J", "a" * 81])
def test_a_name_that_is_none_is_refused(project: Path, tmp_path: Path, name: str) -> None:
    result = run(project, "import-labels", write(tmp_path, line()), "--annotator", name)
    assert result.exit_code == 1
    assert "name of the annotator" in result.stderr
    assert "\x1b" not in result.stderr


def test_a_list_has_entries(project: Path, tmp_path: Path) -> None:
    tasks = [
        {"data": {"text": text}, "annotations": [{"completed_by": "ben", "result": [choice]}]}
        for text in (SENTENCES[0], "Nowhere.")
        for choice in [{"type": "choices", "from_name": "l", "value": {"choices": ["claim"]}}]
    ]
    path = tmp_path / "project.json"
    path.write_text(json.dumps([*tasks, *[{"data": {"text": "x"}, "annotations": []}] * 2]))
    result = run(project, "import-labels", path)
    assert result.stderr.splitlines() == [
        f"claimdesk: {path}, entry 2: no sentence in the database reads 'Nowhere.'",
        "1 label imported for ben, 1 failed",
        "without a label: 2 entries",
    ]


def test_secondary_labels_of_nobody_are_told(project: Path, tmp_path: Path) -> None:
    resolved = {
        **line(secondary="opinion", annotator=None),
        "annotators": ["ada", "ben"],
        "votes": ["claim", "claim"],
    }
    result = run(project, "import-labels", write(tmp_path, resolved))
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == "1 label imported for ada, 1 for ben"
    assert result.stderr.splitlines()[1].startswith("1 secondary label left out")
    assert "claimdesk export --all" in result.stderr


def test_decisions_that_stay_behind_are_told(project: Path, tmp_path: Path) -> None:
    with Store(project, checked=True) as store:
        support.append(store, support.event(1, "claim"), support.event(1, annotator="ben"))
        decided = ruling("opinion", secondary="claim")
        rule(store, *(review(number, decided) for number in (1, 2)))
    exported = tmp_path / "resolved.jsonl"
    assert run(project, "export", exported).exit_code == 0
    other = tmp_path / "other.db"
    with Store(other) as store:
        support.add_article(store, SENTENCES, name="a.txt")
    result = run(other, "import-labels", exported)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "1 label imported for ada, 1 for ben",
        "2 reviewers' decisions left out: `claimdesk bundle` brings them",
    ]
    *_, last = exported.read_text(encoding="utf-8").splitlines(keepends=True)
    exported.write_text(last, encoding="utf-8")
    result = run(other, "import-labels", exported)
    assert result.stderr.splitlines() == [
        "0 labels imported",
        "1 reviewer's decision left out: `claimdesk bundle` brings it",
    ]


def test_an_export_can_be_piped_in(project: Path, tmp_path: Path) -> None:
    with Store(project, checked=True) as store:
        support.append(store, support.event(1, "claim"), support.event(2, annotator="ben"))
    raw = run(project, "export", "--all", "-").stdout_bytes
    other = tmp_path / "other.db"
    with Store(other) as store:
        support.add_article(store, SENTENCES, name="a.txt")
    words = ["import-labels", "-"]
    done = labelled_by_pipe(other, raw, *words)
    assert done == (0, b"1 label imported for ada, 1 for ben\n")
    assert rows(other) == rows(project)
    assert labelled_by_pipe(other, b"", *words) == (1, b"claimdesk: standard input is empty\n")


@pytest.fixture
def everyones(project: Path, tmp_path: Path) -> Path:
    """Labels of two people in the project; another database with the same article."""
    with Store(project, checked=True) as store:
        support.append(
            store,
            support.event(1, "attribution", secondary="claim", note="=1+1", flags=("check",)),
            support.event(1, "opinion", annotator="@ben", note="- who?\r\n'says'"),
        )
    other = tmp_path / "other.db"
    with Store(other) as store:
        support.add_article(store, SENTENCES, name="a.txt")
    return other


TABLES = pytest.mark.parametrize("ending", ["csv", "parquet"])


def needs(ending: str) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")


@TABLES
@pytest.mark.parametrize("piped", [False, True])
def test_an_exported_table_comes_back(
    project: Path,
    everyones: Path,
    tmp_path: Path,
    ending: str,
    piped: bool,  # noqa: FBT001  # a parameter
) -> None:
    needs(ending)
    table = tmp_path / f"labels.{ending}"
    assert run(project, "export", "--all", table).exit_code == 0
    told = "1 label imported for @ben, 1 for ada\n"
    if piped:
        assert labelled_by_pipe(everyones, table.read_bytes(), "import-labels", "-") == (
            0,
            told.encode(),
        )
    else:
        result = run(everyones, "import-labels", table, "--format", ending)
        assert (result.exit_code, result.stderr) == (0, told)
    wanted = run(project, "export", "--all", "-").stdout
    assert run(everyones, "export", "--all", "-").stdout == wanted
    again = run(everyones, "import-labels", table)
    assert again.stderr == "0 labels imported, 2 unchanged\n"


def test_the_rows_of_a_table_are_told_by_file_and_line(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(
        "article;start;end;label;annotator\n"
        'a.txt;0;18;claim;"ben"\n'
        "a.txt;0;17;claim;ben\n"
        "a.txt;0;18\n",
        encoding="utf-8",
    )
    result = run(project, "import-labels", path)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        (
            f"claimdesk: {path}, line 3: 0 to 17 is no sentence of 'a.txt': "
            "`claimdesk sentences` lists them"
        ),
        f"claimdesk: {path}, line 4 has 3 cells, the header 5",
        "1 label imported for ben, 2 failed",
    ]


def test_the_folder_for_datasets_is_read_by_everybodys_labels(
    project: Path, everyones: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "corpus"
    assert run(project, "export", "--format", "hf", folder).exit_code == 0
    result = run(everyones, "import-labels", folder)
    assert (result.exit_code, result.stderr) == (0, "1 label imported for @ben, 1 for ada\n")


def labelled_by_pipe(database: Path, raw: bytes, *words: str) -> tuple[int, bytes]:
    done = subprocess.run(
        command("--db", database, *words),
        input=raw,
        capture_output=True,
        env=clean_environment(database.parent),
        timeout=60,
        check=False,
    )
    assert done.stdout == b""
    return done.returncode, done.stderr


def test_hostile_files_reach_the_terminal_harmlessly(project: Path, tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\u202e\r"
    path = write(
        tmp_path,
        line(article=evil),
        line(text=evil),
        line(label=evil),
        line(annotator=evil),
        line(flags=[evil]),
        line(labelled_at=evil),
        {**line(), "id": evil, "article": evil * 50},
        name="\x1b[2Jlabels.jsonl",
    )
    for words in ([path], [tmp_path / f"none{evil}"], [path, "--annotator", f"a{evil}b"]):
        result = run(project, "import-labels", *words)
        assert result.exit_code == 1
        for sign in "\x1b\x07\u202e\r":
            assert sign not in result.stderr


@pytest.mark.parametrize(
    ("name", "why"),
    [("none.jsonl", "no such file"), (".", "is a folder without annotations/all.jsonl")],
)
def test_a_file_that_cannot_be_read_is_told(
    project: Path, tmp_path: Path, name: str, why: str
) -> None:
    result = run(project, "import-labels", f"{tmp_path}/{name}", "--annotator", "ben")
    assert result.exit_code == 1
    assert why in result.stderr
    assert result.stderr.count("\n") == 1


def test_labels_need_a_database_with_articles(tmp_path: Path) -> None:
    done = process(tmp_path, "--db", tmp_path / "none.db", "import-labels", write(tmp_path, line()))
    assert done.returncode == 1
    assert b"there is no database" in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_the_lines_of_the_documentation_go_in(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    page = (root / "docs" / "data.md").read_text(encoding="utf-8")
    path = tmp_path / "labels.jsonl"
    path.write_text(page.split("```jsonl\n")[1].split("```")[0], encoding="utf-8")
    database = tmp_path / "labels.db"
    objects(run(database, "import", root / "seeds", "--json"))
    result = run(database, "import-labels", path, "--json")
    assert [json.loads(report)["line"] for report in result.stdout.splitlines()] == [1, 2, 3]
    assert result.stderr.splitlines()[0] == ("2 labels imported for ben, 1 older than what is here")


def test_an_unknown_format_is_wrong_usage(project: Path, tmp_path: Path) -> None:
    result = run(project, "import-labels", write(tmp_path, line()), "--format", "spacy")
    assert result.exit_code == 2
    assert "'label-studio'" in result.stderr


def test_an_import_that_is_stopped_says_what_is_in(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> Iterator[Tagged]:
        yield Tagged(line=1, status="imported", annotator="ben")
        raise KeyboardInterrupt

    monkeypatch.setattr(labelling, "write_labels", stopped)
    result = run(project, "import-labels", write(tmp_path, line()))
    assert result.exit_code == 130
    assert result.stderr == "claimdesk: stopped; 1 label imported for ben\n"


def test_a_bar_moves_while_a_file_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, line(), line())
    moved: list[int] = []
    with path.open("rb") as file:
        watched = labelling._Watched(file, moved.append)
        while watched.read(10):
            pass
    assert moved[-1] == path.stat().st_size
    assert moved == sorted(moved)
    assert isinstance(watched.file, io.BufferedReader)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_without_an_end_is_refused(project: Path) -> None:
    result = run(project, "import-labels", "/dev/zero")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "claimdesk: /dev/zero is a device, which need not have an end\n"
