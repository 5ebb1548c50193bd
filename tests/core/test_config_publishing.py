"""Who publishes verdicts on claims, and where."""

from pathlib import Path

import pytest

from annotations.config import load
from annotations.errors import ConfigError


def test_publisher_and_site_are_null_unless_they_are_given(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("export:\n  publisher: Check Desk\n  site: https://example.org/checks\n")
    given = load(path, environ={}).config.exporting
    assert (given.publisher, given.site) == ("Check Desk", "https://example.org/checks")
    path.write_text("export: {title: Claims}\n")
    left = load(path, environ={}).config.exporting
    assert (left.publisher, left.site) == (None, None)


@pytest.mark.parametrize("site", ["example.org", "ftp://example.org", "https://", "https:// x"])
def test_a_site_is_an_address(tmp_path: Path, site: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"export:\n  site: {site}\n")
    with pytest.raises(ConfigError, match=r"export\.site: .*begins with https://"):
        load(path, environ={})
