import os
from pathlib import Path

import pytest

from annotations.errors import ImportFailed, UnknownName
from annotations.importers import ENDINGS, IMPORTERS, read_file
from annotations.model import Draft

MB = 1_000_000


def one(path: Path, **options: object) -> Draft:
    (draft,) = read_file(path, max_bytes=MB, **options)  # type: ignore[arg-type]
    return draft


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_every_ending_has_an_importer() -> None:
    assert set(ENDINGS.values()) <= set(IMPORTERS)


def test_a_text_file_becomes_a_draft(tmp_path: Path) -> None:
    path = written(tmp_path, "002.txt", "\ufeffTalks go on in Geneva\r\nThey do.\r\n")
    draft = one(path)
    assert draft.text == "Talks go on in Geneva\nThey do.\n"
    assert draft.encoding == "utf-8-sig"
    assert draft.name == "002.txt"
    assert draft.origin == str(path)
    assert (draft.source, draft.url, draft.published) == (None, None, None)


def test_hard_wrapped_text_is_noticed_unless_the_caller_says_otherwise(tmp_path: Path) -> None:
    lines = [
        "The officials said on Monday that the talks",
        "would go on for one more week in Geneva,",
    ]
    path = written(tmp_path, "a.txt", "\n".join([*lines * 3, "and then end."]))
    assert one(path).wrap == "paragraphs"
    assert one(path, wrap="lines").wrap == "lines"


def test_the_source_given_stands_where_the_file_names_none(tmp_path: Path) -> None:
    plain = written(tmp_path, "a.txt", "Text here.")
    headed = written(tmp_path, "b.md", "---\nsource: The Kyiv Independent\n---\nText here.")
    assert one(plain, source="AVA").source == "AVA"
    assert one(headed, source="AVA").source == "The Kyiv Independent"


def test_the_format_goes_by_the_ending_or_by_name(tmp_path: Path) -> None:
    path = written(tmp_path, "a.MD", "---\ntitle: T\n---\nText here.")
    assert one(path).title == "T"
    assert one(path, format="text").text.startswith("---")
    other = written(tmp_path, "a.unknown", "Text here.")
    assert one(other).text == "Text here."


def test_an_unknown_format_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(
        UnknownName, match=r"auto, text, markdown, html, jsonl, csv.*did you mean markdown"
    ):
        list(read_file(tmp_path / "a.txt", format="markdwon", max_bytes=MB))


def test_what_cannot_be_read_is_refused_with_its_name(tmp_path: Path) -> None:
    big = written(tmp_path, "big.txt", "x" * 2000)
    for path, reason in [
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "is a folder"),
        (big / "inside.txt", "cannot be read: not a directory"),
        (Path("nul\0byte.txt"), "cannot be read"),
        (tmp_path / ("x" * 300), "cannot be read: file name too long"),
    ]:
        with pytest.raises(ImportFailed) as refused:
            list(read_file(path, max_bytes=MB))
        assert reason in str(refused.value)
        assert "\0" not in str(refused.value)
    with pytest.raises(ImportFailed, match=r"big\.txt is larger than 1 KB"):
        list(read_file(big, max_bytes=1000))
    assert list(read_file(big, max_bytes=2000))


@pytest.mark.skipif(os.name == "nt", reason="there are no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ImportFailed, match="not a regular file"):
        list(read_file(tmp_path / "pipe.txt", max_bytes=MB))


def test_a_file_that_may_not_be_read_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "a.txt", "Text here.")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ImportFailed, match=r"a\.txt cannot be read: permission denied$"):
        list(read_file(path, max_bytes=MB))


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_a_file_name_that_is_no_text_becomes_storable(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\n\x1b.txt"))
    path.write_text("Text here.")
    draft = one(path)
    assert draft.name == "bad\ufffd\n\x1b.txt"
    assert draft.origin.encode()
    path.write_text("")
    with pytest.raises(ImportFailed, match=r"bad\ufffd ␛\.txt is empty"):
        one(path)
