from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database of its own, open in this thread."""
    with Store(tmp_path / "labels.db") as opened:
        yield opened
