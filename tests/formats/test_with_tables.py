"""What pandas, pyarrow and scikit-learn make of exports."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet
import pytest
from exportedcorpus import exported, stated

from annotations.exporters import FORMATS, RESOLVED_KEYS
from annotations.store import Store

DOCS = Path(__file__).parents[2] / "docs" / "exports.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet"])
def test_pandas_reads_the_same_rows(name: str, corpus: Store, tmp_path: Path) -> None:
    path = exported(corpus, name, tmp_path / "labels")
    rows: Any = eval(FORMATS[name].loads, {"pandas": pd, "PATH": path})  # noqa: S307 - our own line
    assert list(rows.columns) == list(RESOLVED_KEYS)
    seconds = [None if pd.isna(second) else second for second in rows.secondary]
    found = zip(rows.text, rows.label, seconds, strict=True)
    assert sorted(found, key=str) == sorted(stated(corpus), key=str)


@pytest.mark.parametrize("name", ["prodigy", "doccano"])
def test_pandas_reads_lines_for_other_programs(name: str, corpus: Store, tmp_path: Path) -> None:
    path = exported(corpus, name, tmp_path / "labels")
    rows: Any = eval(FORMATS[name].loads, {"pandas": pd, "PATH": path})  # noqa: S307 - our own line
    assert sorted(rows.text) == sorted(text for text, _, _ in stated(corpus))


def test_parquet_is_typed_and_compressed(corpus: Store, tmp_path: Path) -> None:
    path = exported(corpus, "parquet", tmp_path / "labels.parquet")
    file = pyarrow.parquet.ParquetFile(path)
    assert file.metadata.num_rows == len(list(stated(corpus)))
    assert pd.read_parquet(path).labelled_at.dtype == "datetime64[ms, UTC]"
    assert path.stat().st_size < exported(corpus, "jsonl", tmp_path / "l").stat().st_size / 2


def test_the_ten_lines_of_the_documents_train_a_classifier(
    corpus: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(corpus, "jsonl", tmp_path / "labels.jsonl")
    monkeypatch.chdir(tmp_path)
    (code,) = (one for one in BLOCK.findall(DOCS.read_text(encoding="utf-8")) if "sklearn" in one)
    assert len([line for line in code.splitlines() if line]) <= 10
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own ten lines
    assert names["model"].score(names["test"].text, names["test"].label) > 0.9
