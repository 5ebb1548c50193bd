"""Files that somebody could give to `import-labels` and `merge`. None of them is to cost a label.

The articles that they are about are those of the template in `nastyruns`.
"""

import gzip
import io
import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from nastyfiles import BIDI, ESCAPES, FORMULA, MARKUP, OSC_52, SQL, ZALGO

WRONG: tuple[Any, ...] = (
    True,
    -1,
    1.5,
    10**400,
    [],
    ["a"],
    [None],
    {},
    {"a": 1},
    "",
    "x" * 100_000,
)
FIELDS = (
    *("id", "text", "article_id", "article", "start", "end", "label", "secondary", "flags"),
    *("note", "annotator", "labelled_at", "guideline", "annotators", "votes", "n_votes"),
    *("decided_by", "tool", "spans", "accept", "answer", "annotations", "data", "_timestamp"),
)


def line(**fields: Any) -> bytes:
    """A line that could be imported, but for what is given."""
    sound = {"article": "kept.txt", "text": "The harbour closed.", "label": "claim"}
    return json.dumps({**sound, "annotator": "ben", **fields}).encode()


def label_files() -> Iterator[tuple[str, bytes]]:
    """Name and bytes."""
    for field in FIELDS:
        yield f"types_{field}.jsonl", b"\n".join(line(**{field: value}) for value in WRONG)
    for name, words in {
        "sql": SQL,
        "escapes": ESCAPES,
        "bidi": BIDI,
        "markup": MARKUP,
        "formula": FORMULA,
        "osc": OSC_52,
        "zalgo": ZALGO,
        "nul": "a\0b",
        "surrogate": "a\ud800b",
    }.items():
        lines = [line(**{field: words}) for field in FIELDS]
        yield f"words_{name}.jsonl", b"\n".join(lines)
    yield (
        "times.jsonl",
        b"\n".join(
            line(labelled_at=time)
            for time in (
                "9999-12-31T23:59:59Z",
                "0000-01-01",
                "1e9",
                "2023-02-30",
                "-1",
                "2100-01-01",
            )
        ),
    )
    yield "empty.jsonl", b""
    yield "blank.jsonl", b"\n \n\t\n"
    yield "noise.jsonl", random.Random(1).randbytes(20_000)  # noqa: S311  # no secret
    yield "utf16.jsonl", line().decode().encode("utf-16")
    yield "latin1.jsonl", b'{"label": "\xe9"}'
    yield "deep.jsonl", b'{"label": ' + b"[" * 100_000
    yield "long_line.jsonl", b'{"label": "' + b"x" * 20_000_000 + b'"}'
    yield "unclosed_list.json", b"[" + line() + b","
    yield "list_of_lists.json", b"[[[]], [], 1, null]"
    yield "articles.jsonl", b'{"text": "A story.", "title": "T"}'
    yield (
        "tasks.json",
        json.dumps(
            [{"data": {"text": 1}, "annotations": [{"result": [{"value": [], "type": 1}]}]}]
        ).encode(),
    )
    yield "empty.csv", b""
    yield "no_label.csv", b"a,b\n1,2\n"
    yield "unclosed.csv", b'label,text\nclaim,"never closed\n'
    yield "nul.csv", b"label,text,annotator\ncl\0aim,The harbour closed.,b\n"
    yield "twice.csv", b"label,label,text\nclaim,claim,x\n"
    yield "header.csv", f"label,text,{ESCAPES}\nclaim,x,y\n".encode()
    yield "cut.parquet", b"PAR1" + b"\0" * 50
    yield "magic.parquet", b"PAR1" + b"\xff" * 4_000 + b"\xff\xff\xff\x7fPAR1"
    yield "archive.zip", b"PK\x03\x04" + b"\0" * 40


def bundles(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What `merge` may be given: name and bytes."""
    yield "empty.bundle", b""
    yield "text.bundle", b"no bundle at all"
    yield "noise.bundle", random.Random(2).randbytes(20_000)  # noqa: S311  # no secret
    yield "gzip_noise.bundle", b"\x1f\x8b\x08" + random.Random(3).randbytes(20_000)  # noqa: S311
    yield "bomb.bundle", _packed(b"x" * 100_000_000)
    yield "line_bomb.bundle", _packed(b'{"claimdesk":"bundle",' + b" " * 100_000_000)
    for name, words in {"escapes": ESCAPES, "sql": SQL, "bidi": BIDI}.items():
        head = {"claimdesk": "bundle", "format": 1, "schema": [words], "articles": [words]}
        yield f"head_{name}.bundle", _packed(json.dumps(head).encode() + b"\n")
    for name, value in {"format": "1", "events": -1, "sha256": "x", "articles": 7}.items():
        head = {"claimdesk": "bundle", "format": 1, "schema": [], "articles": [], "events": 0}
        content = json.dumps({**head, "sha256": "0" * 64, name: value}).encode()
        yield f"wrong_{name}.bundle", _packed(content + b"\n")
    yield "future.bundle", _packed(b'{"claimdesk":"bundle","format":99}\n')
    yield "sqlite_header.db", b"SQLite format 3\0" + b"\0" * 2_000
    yield "other.db", _database(folder, "CREATE TABLE bookmark(url)")
    yield (
        "same_names.db",
        _database(
            folder,
            "CREATE TABLE article(number); CREATE TABLE label_event(x); CREATE VIEW sentence AS "
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i FROM n",
        ),
    )
    yield "zip.bundle", b"PK\x05\x06" + b"\0" * 18


def _packed(content: bytes) -> bytes:
    """As a bundle is packed: without a name and a time."""
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", 6, packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()


def _database(folder: Path, script: str) -> bytes:
    path = folder / "made.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path.read_bytes()
