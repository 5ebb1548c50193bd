"""`claimdesk doctor`: one line a check, exit code 1 when one fails."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import support
from commandline import objects, run, run_plain

from annotations.store import Store
from annotations.workflow import Check
from tui.cli import terminal


def test_a_sound_setting_passes(store: Store) -> None:
    (report,) = objects(run(store.path, "doctor", "--json"))
    assert [list(check) for check in report["checks"]] == [["name", "ok", "detail"]] * len(
        report["checks"]
    )
    names = [check["name"] for check in report["checks"]]
    assert names == [
        "config",
        "sqlite",
        "disk",
        "database",
        "integrity",
        "schema",
        "texts",
        "derived tables",
        "search index",
        "terminal",
        "encoding",
        "colours",
    ]


def test_the_table_fits_eighty_columns(store: Store) -> None:
    result = run(store.path, "doctor")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert result.stdout.startswith("ok    config")


def test_a_broken_configuration_fails_and_the_rest_is_looked_at(
    store: Store, tmp_path: Path
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("theme: pink\n")
    result = run(store.path, "--config", config, "doctor")
    assert result.exit_code == 1
    assert "FAIL  config" in result.stdout
    assert "ok    integrity" in result.stdout
    result = run_plain(tmp_path, "--config", config, "doctor")
    assert "not known while the configuration is broken" in result.stdout


def test_keys_that_clash_fail(store: Store, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("keys:\n  no.such.action: x\n")
    result = run(store.path, "--config", config, "doctor")
    assert result.exit_code == 1
    assert "FAIL  config" in result.stdout


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    database = tmp_path / "none.db"
    result = run(database, "doctor")
    assert result.exit_code == 0
    assert "none yet" in result.stdout
    assert not database.exists()


def test_counts_that_are_wrong_fail_and_are_made_anew_when_asked(store: Store) -> None:
    support.add_article(store, ["One."])
    support.append(store, support.event(1))
    store._connection.execute("UPDATE progress SET labelled = 7")
    result = run(store.path, "doctor", "--json")
    assert result.exit_code == 1
    failed = [check for check in json.loads(result.stdout)["checks"] if not check["ok"]]
    assert [check["name"] for check in failed] == ["derived tables"]
    (told,) = re.findall("`(.*)`", failed[0]["detail"])
    assert shlex.split(told)[1:] == ["--db", str(store.path), "doctor", "--rebuild"]
    result = run(store.path, "doctor", "--rebuild", "--json")
    assert result.exit_code == 0
    assert "anew from the events" in result.stderr
    assert store.counts.labelled(annotator="ada") == 1


def test_a_database_that_is_not_there_is_not_built(tmp_path: Path) -> None:
    result = run(tmp_path / "none.db", "doctor", "--rebuild")
    assert result.exit_code == 1
    assert "there is no database" in result.stderr
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_database_fails(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("nothing like a database")
    result = run(path, "doctor")
    assert result.exit_code == 1
    assert "FAIL  database" in result.stdout


def checks(
    monkeypatch: pytest.MonkeyPatch,
    *,
    size: tuple[int, int] | None = (120, 40),
    encoding: str = "utf-8",
    escape: int | None = 10,
    **environment: Any,
) -> dict[str, Check]:
    """What is found in a terminal like this."""
    monkeypatch.setattr(terminal, "terminal_size", lambda: size)
    monkeypatch.setattr(terminal, "tmux_escape_time", lambda: escape)
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(encoding=encoding))
    monkeypatch.setattr("os.environ", environment)
    return {check.name: check for check in terminal.check_terminal()}


def test_an_ordinary_terminal_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checks(monkeypatch, TERM="xterm-256color", COLORTERM="truecolor")
    assert all(check.ok for check in found.values())
    assert found["terminal"].detail == "xterm-256color, 120 by 40 cells"
    assert "tmux" not in found


def test_a_terminal_that_is_too_small_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    check = checks(monkeypatch, size=(79, 24), TERM="xterm")["terminal"]
    assert (check.ok, check.detail) == (False, "xterm, 79 by 24 cells: the app needs 80 by 24")


def test_a_dumb_terminal_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not checks(monkeypatch, TERM="dumb")["terminal"].ok


def test_an_encoding_other_than_utf_8_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    check = checks(monkeypatch, encoding="iso8859-1")["encoding"]
    assert not check.ok
    assert "iso8859-1" in check.detail


@pytest.mark.parametrize(
    ("environment", "colours"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "none, since NO_COLOR is set"),
        ({"COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "linux"}, "16 at least"),
    ],
)
def test_colours_are_what_the_environment_promises(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, Any], colours: str
) -> None:
    check = checks(monkeypatch, **environment)["colours"]
    assert check.ok
    assert check.detail.startswith(colours)


@pytest.mark.parametrize(
    ("milliseconds", "ok"), [(10, True), (99, True), (100, False), (500, False), (None, True)]
)
def test_a_slow_escape_key_in_tmux_fails_with_the_line_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, milliseconds: int | None, *, ok: bool
) -> None:
    check = checks(monkeypatch, escape=milliseconds, TMUX="/tmp/tmux-0/default,1,0")["tmux"]  # noqa: S108 - not used
    assert check.ok == ok
    assert ("set -sg escape-time 10" in check.detail) == (not ok)


def answering(output: str | Exception) -> Callable[..., SimpleNamespace]:
    def run(*_: object, **__: object) -> SimpleNamespace:
        if isinstance(output, Exception):
            raise output
        return SimpleNamespace(stdout=output)

    return run


@pytest.mark.parametrize(
    ("output", "milliseconds"),
    [
        ("500\n", 500),
        ("\n", None),
        ("unknown option", None),
        (FileNotFoundError(), None),
        (subprocess.TimeoutExpired("tmux", 2), None),
        (subprocess.CalledProcessError(1, "tmux"), None),
    ],
)
def test_tmux_is_asked_and_need_not_answer(
    monkeypatch: pytest.MonkeyPatch, output: str | Exception, milliseconds: int | None
) -> None:
    monkeypatch.setattr(subprocess, "run", answering(output))
    assert terminal.tmux_escape_time() == milliseconds


def test_a_terminal_is_looked_for_behind_each_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {7: (0, 0), 8: (132, 50)}

    def size(descriptor: int) -> tuple[int, int]:
        if descriptor not in sizes:
            raise OSError
        return sizes[descriptor]

    def streams(*descriptors: int) -> None:
        for name, number in zip(
            ("__stdout__", "__stderr__", "__stdin__"), descriptors, strict=True
        ):
            monkeypatch.setattr(sys, name, SimpleNamespace(fileno=lambda number=number: number))

    monkeypatch.setattr("os.get_terminal_size", size)
    streams(1, 8, 2)
    assert terminal.terminal_size() == (132, 50)
    streams(1, 2, 3)
    assert terminal.terminal_size() is None
    streams(7, 8, 8)
    assert terminal.terminal_size() == (80, 24)
