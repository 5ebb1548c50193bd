"""The shipped configuration as it is kept beside its text: it says what the text says."""

import subprocess
import sys
from pathlib import Path

import pytest

from annotations import resources
from annotations.config import Config, load
from annotations.config.load import _read, _shipped
from annotations.config.shipped import KEPT, kept, to_keep

HOW = 'python -c "from annotations.config.load import keep; keep()" writes it anew'


def shipped_text() -> str:
    return resources.shipped_config().read_text(encoding="utf-8")


def test_what_is_kept_is_what_the_shipped_file_says() -> None:
    read = _read(resources.shipped_config())
    assert not read.problems
    assert kept(shipped_text()) == Config(**read.sections), HOW
    assert KEPT.read_bytes() == to_keep(Config(**read.sections), shipped_text()), HOW


def test_sections_come_in_the_same_order_as_from_yaml() -> None:
    read, known = _read(resources.shipped_config()), _shipped()
    assert {name: repr(known.sections[name]) for name in read.sections} == {
        name: repr(section) for name, section in read.sections.items()
    }


@pytest.mark.parametrize("change", ["\n", "# a comment\n", ""])
def test_another_text_is_read(change: str) -> None:
    text = shipped_text()
    assert kept(text + change if change else text.swapcase()) is None


@pytest.mark.parametrize("content", [b"", b"{}", b'{"mark": [1, 2], "config": {"theme": 1}}'])
def test_values_that_cannot_be_read_count_as_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "kept.json"
    assert kept(shipped_text(), file=file) is None
    file.write_bytes(content)
    assert kept(shipped_text(), file=file) is None


def test_a_changed_shipped_file_counts_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "config.yaml"
    text = shipped_text().replace("theme: dark", "theme: light")
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(resources, "shipped_config", lambda: file)
    assert load(None, environ={}).config.theme == "light"


def test_the_shipped_configuration_is_known_without_yaml() -> None:
    code = (
        "import sys; from annotations.config import load; load(None, environ={}); "
        "print('yaml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"HOME": "/nonexistent", "PATH": ""},
    )
    assert done.stdout == "False\n"
