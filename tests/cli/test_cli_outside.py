"""The command line from outside: exit codes, streams, names, configuration, completion."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import support
from commandline import clean_environment, command, objects, one_sentence, process, run, run_plain

from annotations import __version__
from annotations.config import load
from annotations.model import END_OF_TIME
from annotations.store import Store
from tui.cli import COMMANDS, root

HEAVY = ("textual", "rich", "sqlite_utils", "yaml", "rapidfuzz", "sentencex", "charset_normalizer")


def modules_after(*words: str) -> set[str]:
    """The modules that a command had imported when it ended."""
    program = (
        "import sys\nfrom tui.cli import root\n"
        f"try:\n    root.main({list(words)!r}, prog_name='claimdesk')\n"
        "except SystemExit:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return set(done.stderr.decode().split())


def test_help_lists_every_command_and_imports_nothing_heavy() -> None:
    result = run_plain(Path("/nowhere"), "--help")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in COMMANDS)
    loaded = modules_after("--help")
    assert "click" in loaded
    assert not loaded & {*HEAVY, "sqlite3", "msgspec"}


def test_no_command_but_the_app_imports_textual(store: Store, tmp_path: Path) -> None:
    support.add_article(store, ["One."])
    for words in (["export", "-"], ["articles"], ["import", str(tmp_path / "none.txt")]):
        loaded = modules_after("--db", str(store.path), *words)
        assert "annotations.store" in loaded
        assert not loaded & {"textual", "rich", "sqlite_utils"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str, tmp_path: Path) -> None:
    result = run_plain(tmp_path, name, "--help")
    assert result.exit_code == 0
    says = result.stdout.split("Examples:")
    assert len(says) == 2
    assert f"claimdesk {name}" in says[1]
    assert max(map(len, result.stdout.splitlines())) <= 88


def test_every_command_of_the_table_has_its_own_name() -> None:
    for name in COMMANDS:
        found = root.get_command(None, name)  # type: ignore[arg-type]
        assert found is not None
        assert found.name == name


def test_the_version_is_the_packages() -> None:
    assert run_plain(Path("/nowhere"), "--version").stdout == f"claimdesk {__version__}\n"


@pytest.mark.parametrize(
    "words", [["frobnicate"], ["export"], ["import"], ["--nope"], ["articles", "--nope"]]
)
def test_wrong_usage_is_exit_code_2(tmp_path: Path, words: list[str]) -> None:
    result = run(tmp_path / "labels.db", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: claimdesk")


def test_the_module_is_the_command(tmp_path: Path) -> None:
    done = process(tmp_path, "--version")
    assert (done.returncode, done.stdout.decode().strip()) == (0, f"claimdesk {__version__}")


def test_without_a_terminal_the_bare_command_says_so(tmp_path: Path) -> None:
    database = tmp_path / "labels.db"
    done = process(tmp_path, "--db", database)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"needs a terminal" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert not database.exists()


def test_an_expected_failure_is_one_sentence_on_stderr(tmp_path: Path) -> None:
    done = process(tmp_path, "--db", tmp_path / "none.db", "articles")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"claimdesk: there is no database at ")
    assert done.stderr.count(b"\n") == 1


def test_reading_makes_no_database(tmp_path: Path) -> None:
    for words in (["articles"], ["status"], ["export", "-"], ["sentences", "x"], ["backup", "x"]):
        assert "no database" in one_sentence(run(tmp_path / "none.db", *words))
    assert not (tmp_path / "none.db").exists()


@pytest.fixture
def long_database(store: Store) -> Path:
    for number in range(30):
        support.add_article(
            store, [f"Sentence {number} {n}." for n in range(100)], name=f"{number}"
        )
        support.append(store, *(support.event(number * 100 + n) for n in range(1, 101)))
    return store.path


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break differently there")
@pytest.mark.parametrize("words", [["export", "-"], ["sentences", "7"], ["articles", "--json"]])
def test_a_reader_that_leaves_ends_the_command_in_silence(
    long_database: Path, words: list[str]
) -> None:
    with subprocess.Popen(
        command("--db", long_database, *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(long_database.parent),
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=30) == 128 + signal.SIGPIPE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["export", "-"], ["sentences", "7"], ["config"], ["status"]])
def test_an_output_that_is_full_is_told(long_database: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("--db", long_database, *words),
            stdout=full,
            stderr=subprocess.PIPE,
            env=clean_environment(long_database.parent),
            check=False,
        )
    said = b"claimdesk: the output could not be written: No space left on device: make room"
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert done.stderr.count(b"\n") == 1


def test_an_import_that_is_stopped_says_what_is_in(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations import workflow  # noqa: PLC0415 - to put something in its place

    def stopped(*_: object, **__: object) -> Iterator[workflow.Imported]:
        yield workflow.Imported(path="a.txt", status="imported", sentences=1)
        raise KeyboardInterrupt

    monkeypatch.setattr(workflow, "import_paths", stopped)
    result = run(store.path, "import", tmp_path / "a.txt", "--json")
    assert result.exit_code == 130
    assert json.loads(result.stdout)["path"] == "a.txt"
    assert result.stderr == "claimdesk: stopped; 1 article imported\n"


def test_any_command_that_is_stopped_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("annotations.workflow.status", stopped)
    result = run(store.path, "status")
    assert (result.exit_code, result.stderr) == (130, "claimdesk: stopped\n")


@pytest.mark.parametrize(
    ("name", "why"),
    [("", "is empty"), ("   ", "is empty"), ("a" * 81, "81 characters"), ("a\x1b[2J", "be seen")],
)
def test_what_cannot_be_a_name_is_refused(store: Store, name: str, why: str) -> None:
    said = one_sentence(run_plain(store.path.parent, "--db", store.path, "--as", name, "articles"))
    assert why in said
    assert "\x1b" not in said


def test_names_come_from_option_environment_config_and_login(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    support.add_article(store, ["One."])
    people = ("option", "environment", "config", "login", "annotator")
    support.append(store, *(support.event(1, who, annotator=who) for who in people))
    config = tmp_path / "config.yaml"
    config.write_text("annotator: config\n")
    monkeypatch.setattr("getpass.getuser", lambda: "login")

    def label(*words: object, **environment: str) -> object:
        everything = [*words, "--db", store.path, "sentences", "article.txt", "--json"]
        (sentence,) = objects(run_plain(tmp_path, *everything, **environment))
        return sentence["label"]

    ours = {"CLAIMDESK_ANNOTATOR": "environment"}
    assert label("--as", " option ", "--config", config, **ours) == "option"
    assert label("--config", config, **ours) == "environment"
    assert label("--config", config) == "config"
    assert label() == "login"

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert label() == "annotator"


def test_the_database_comes_from_option_environment_config_and_data_folder(
    tmp_path: Path,
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("paths:\n  database: configured.db\n")

    def said(*words: object, **environment: str) -> str:
        return one_sentence(run_plain(tmp_path, *words, "status", **environment))

    ours = {"CLAIMDESK_DB": "environment.db"}
    assert "option.db" in said("--db", "option.db", "--config", config, **ours)
    assert "environment.db" in said("--config", config, **ours)
    assert str(tmp_path / "configured.db") in said("--config", config)
    assert "claimdesk.db" in said()


def test_every_problem_of_a_configuration_is_a_line(store: Store, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("advnace: stay\ntheme: pink\n")
    result = run(store.path, "--config", config, "articles")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 2
    assert "advance" in result.stderr


def test_the_effective_configuration_can_be_loaded_again(tmp_path: Path) -> None:
    first = run_plain(tmp_path, "config")
    assert first.exit_code == 0
    config = tmp_path / "config.yaml"
    config.write_text(first.stdout)
    again = run_plain(tmp_path, "--config", config, "config")
    assert again.exit_code == 0
    assert f"# from {config}" in again.stdout


def test_the_schema_is_json(tmp_path: Path) -> None:
    schema = json.loads(run_plain(tmp_path, "config", "--schema").stdout)
    assert "labels" in json.dumps(schema)


def test_a_path_does_nothing_to_the_terminal_and_ends_no_comment(tmp_path: Path) -> None:
    config = tmp_path / "own\x1b[2J\nadvance: far\u202e.yaml"
    config.write_text("theme: dark\nkeys: {undo: z}\n")
    result = run_plain(tmp_path, "--config", config, "config")
    assert result.exit_code == 0, result.stderr
    assert not {"\x1b", "\u202e"}.intersection(result.stdout)
    again = tmp_path / "again.yaml"
    again.write_text(result.stdout)
    assert run_plain(tmp_path, "--config", again, "config").exit_code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_asks_the_program(tmp_path: Path, shell: str) -> None:
    result = run_plain(tmp_path, "completion", shell)
    assert result.exit_code == 0
    assert f"_CLAIMDESK_COMPLETE={shell}_complete" in result.stdout


def test_completion_knows_the_commands(tmp_path: Path) -> None:
    done = process(
        tmp_path, _CLAIMDESK_COMPLETE="bash_complete", COMP_WORDS="claimdesk exp", COMP_CWORD="1"
    )
    assert b"export" in done.stdout


class App:
    """Stands in for the app."""

    def __init__(self) -> None:
        self.opened: list[dict[str, Any]] = []

    def run(self, **how: Any) -> None:
        self.opened.append(how)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    stand_in = App()
    monkeypatch.setitem(sys.modules, "tui.app", SimpleNamespace(run=stand_in.run))
    monkeypatch.setattr("tui.cli.opening._has_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    return stand_in


def test_the_bare_command_fills_a_new_database_and_opens_the_app(app: App, tmp_path: Path) -> None:
    database = tmp_path / "labels.db"
    assert run(database).exit_code == 0
    (opened,) = app.opened
    assert (opened["database"], opened["annotator"]) == (database, "ada")
    assert opened["config"] == load(None, environ={}).config
    assert len(objects(run(database, "articles", "--json"))) == 5


def test_the_bare_command_adds_nothing_to_a_database_with_articles(app: App, store: Store) -> None:
    support.add_article(store, ["One."])
    assert run(store.path).exit_code == 0
    assert store.articles.count() == 1


def test_a_terminal_that_cannot_place_the_cursor_is_refused(app: App, tmp_path: Path) -> None:
    said = one_sentence(run(tmp_path / "labels.db", TERM="dumb"))
    assert "dumb" in said
    assert app.opened == []


@pytest.mark.skipif(sys.platform == "win32", reason="shells redirect differently there")
@pytest.mark.parametrize("closing", [">&-", "2>&-", "<&-"])
def test_a_closed_stream_is_no_reason_for_a_traceback(tmp_path: Path, closing: str) -> None:
    article = tmp_path / "a.txt"
    article.write_text("One sentence stands here.\n")
    command = f"{sys.executable} -m tui --db {tmp_path / 'x.db'} import {article} {closing}"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_help_that_cannot_be_written_is_told() -> None:
    command = f"{sys.executable} -m tui --help > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("claimdesk: the output could not be written")


def test_keys_that_clash_are_refused_by_every_command(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("keys:\n  undo: [n]\n")
    command = [sys.executable, "-m", "tui", "--config", str(own), "config"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 1
    assert "undo" in done.stderr
    assert "queue.next" in done.stderr


@pytest.mark.parametrize("words", [("import", "story.txt"), ("merge", "x.bundle"), ()])
def test_nothing_is_dated_by_a_clock_past_the_end_of_time(
    tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text("One.\n", encoding="utf-8")
    (tmp_path / "x.bundle").write_bytes(b"")
    monkeypatch.setattr("tui.cli.opening._has_terminal", lambda: True)
    monkeypatch.setattr("time.time_ns", lambda: END_OF_TIME * 1000)
    result = run(tmp_path / "labels.db", *words, TERM="xterm")
    assert "the clock of this machine stands later than the year 2099" in one_sentence(result)
