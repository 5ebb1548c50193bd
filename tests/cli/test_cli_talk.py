"""Progress bars and widths: drawn where somebody watches, silent elsewhere."""

import io
import os
import sys

import pytest

from tui.cli.talk import progress, width


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
