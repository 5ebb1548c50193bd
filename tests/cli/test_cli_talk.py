"""Progress bars and widths: drawn where somebody watches, silent elsewhere."""

import io
import os
import sys

import pytest

from tui.cli.talk import output, progress, say, width


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("importing", 4) as moved:
        for done in (1, 2, 4):
            moved(done)
    return stream.getvalue()


def test_a_bar_is_drawn_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    output = drawn(Terminal(), monkeypatch)
    assert "importing" in output
    assert "100%" in output


def test_nothing_is_drawn_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(io.StringIO(), monkeypatch) == ""


@pytest.mark.parametrize(("columns", "wanted"), [(20, 60), (100, 100), (500, 160)])
def test_lines_follow_the_terminal_within_reason(
    monkeypatch: pytest.MonkeyPatch, columns: int, wanted: int
) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr("shutil.get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    assert width() == wanted
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert width() == 80


@pytest.mark.parametrize(
    ("watched", "wanted"), [(True, "a␛[2J␚\nb €"), (False, "a\x1b[2J\x9b\nb €")]
)
def test_data_on_a_terminal_is_shown_and_in_a_pipe_it_is_as_it_is(
    monkeypatch: pytest.MonkeyPatch, *, watched: bool, wanted: str
) -> None:
    screen = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(screen, "isatty", lambda: watched)
    monkeypatch.setattr(sys, "stdout", screen)
    stream = output()
    for byte in "a\x1b[2J\x9b\nb €".encode():
        stream.write(bytes([byte]))
    stream.flush()
    written = screen.buffer
    assert isinstance(written, io.BytesIO)
    assert written.getvalue().decode() == wanted


def test_what_is_told_breaks_only_where_a_line_was_meant_to_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("one\x85\x0b\u2028\nof two")
    assert capsys.readouterr().err == "one␚␋␤\nof two\n"
