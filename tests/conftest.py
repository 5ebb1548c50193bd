import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings
from support import new_store

from annotations.store import Store

settings.register_profile("claimdesk", deadline=None)  # tests time nothing
settings.load_profile("claimdesk")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "untraced: its coverage is not counted, as it takes long")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count nothing as covered that only random or huge texts reach: by chance, or very slowly.

    (The marker `no_cover` does not do so in the workers of pytest-xdist: two measurements are
    stacked there, and it ends the upper one.)
    """
    drawn = is_hypothesis_test(getattr(item, "obj", None))
    if not drawn and item.get_closest_marker("untraced") is None:
        return (yield)
    measuring = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(measuring)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait for the disk, for threads and for terminals."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database of its own, open in this thread."""
    with new_store(tmp_path / "labels.db") as opened:
        yield opened
