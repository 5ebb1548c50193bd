import os
from collections.abc import Iterator

import pytest
from exportedcorpus import labelled

from annotations.store import Store

os.environ["HF_HUB_OFFLINE"] = os.environ["HF_DATASETS_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The database that all exports are made of."""
    home = tmp_path_factory.mktemp("corpus")
    os.environ["HF_HOME"] = str(home / "huggingface")
    with labelled(home / "corpus.db") as store:
        yield store
