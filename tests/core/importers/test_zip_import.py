import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from articlereading import drafts, failures
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.errors import ImportFailed
from annotations.importers import Found, How, archive, find_files, read_path

HOW = How(max_bytes=1_000_000)
STORY = "Talks go on in Geneva.\n"


def zipped(folder: Path, members: Mapping[str, str | bytes], name: str = "news.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for member, content in members.items():
            file.writestr(member, content)
    return path


def read(path: Path, how: How = HOW) -> list[Found]:
    return list(read_path(path, how))


def patched(path: Path, old: bytes, new: bytes) -> Path:
    """The archive with other bytes of the same length, as no program writes them."""
    assert len(old) == len(new)
    raw = path.read_bytes()
    assert old in raw
    path.write_bytes(raw.replace(old, new))
    return path


def test_members_are_read_as_a_folder_is(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "sub/e.md": "---\ntitle: T\n---\nText here.",
        "sub/": "",
        "b.TXT": STORY,
        "a.jsonl": '{"text": "One."}\n{"text": "Two.", "id": "x"}\n',
        "README.md": "About.",
        ".hidden/a.txt": "Hidden.",
        "__MACOSX/._b.txt": "Mac.",
        "picture.png": b"\x89PNG",
    }
    path = zipped(tmp_path, members)
    found = [piece for piece in read(path) if piece.what in drafts([piece])]
    assert [piece.place for piece in found] == [
        f"{path}!a.jsonl:1",
        f"{path}!a.jsonl:2",
        f"{path}!b.TXT",
        f"{path}!sub/e.md",
    ]
    assert [draft.name for draft in drafts(found)] == ["a.jsonl#1", "a.jsonl#x", "b.TXT", "e.md"]
    assert [draft.origin for draft in drafts(found)] == [
        f"{path}!a.jsonl#1",
        f"{path}!a.jsonl#x",
        f"{path}!b.TXT",
        f"{path}!sub/e.md",
    ]


def test_nothing_is_written(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.txt": STORY, "../../b.txt": STORY, "sub/c.txt": STORY})
    read(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["news.zip"]


def test_an_archive_in_a_folder_is_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.txt": STORY})
    assert list(find_files([tmp_path])) == [path]


def test_a_listing_inside_says_what_is_known(tmp_path: Path) -> None:
    listing = "a.txt: {title: Known, source: The Daily}\n"
    path = zipped(
        tmp_path, {"sub/articles.yaml": listing, "sub/a.txt": STORY, "a.txt": "Other text."}
    )
    first, second = drafts(read(path))
    assert (second.title, second.source) == ("Known", "The Daily")
    assert first.source is None


def test_a_broken_listing_inside_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"articles.yaml": "- a\n", "a.txt": STORY})
    assert "news.zip!articles.yaml must name files" in failures(read(path))[0]


@pytest.mark.parametrize(
    "name", ["../a.txt", "sub/../../a.txt", "/etc/a.txt", "C:a.txt", "c:/a.txt", "//host/a.txt"]
)
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path, {name: STORY, "good.txt": "Good text."})
    assert [draft.name for draft in drafts(read(path))] == ["good.txt"]
    (told,) = failures(read(path))
    assert told == f"{path}!{name} has a name that leads out of the archive"


def test_backslashes_are_refused(tmp_path: Path) -> None:
    path = patched(zipped(tmp_path, {"..xaxa.txt": STORY}), b"..xaxa.txt", b"..\\a\\a.txt")
    assert "leads out of the archive" in failures(read(path))[0]


def test_links_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    with zipfile.ZipFile(path, "w") as file:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(info, "/etc/passwd")
    assert failures(read(path)) == [
        f"{path}!a.txt is a link, and links in archives are not followed"
    ]


def test_archives_in_archives_are_told(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"inner.zip": b"PK\x05\x06" + b"\0" * 18, "a.txt": STORY})
    found = read(path)
    assert len(drafts(found)) == 1
    assert "inner.zip is an archive in an archive" in failures(found)[0]


def test_encrypted_members_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.txt": STORY})
    raw = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + at] |= 1
    path.write_bytes(raw)
    assert "is encrypted" in failures(read(path))[0]


def test_other_ways_to_pack_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as file:
        file.writestr("a.txt", STORY)
    assert "packed by a method" in failures(read(path))[0]


def test_a_member_larger_than_an_article_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.txt": "Words. " * 1000, "b.txt": STORY})
    found = read(path, How(max_bytes=1000))
    assert len(drafts(found)) == 1
    assert "a.txt is larger than 1 KB" in failures(found)[0]


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path, {"a.csv": "text\n" + "x" * 5_000_000, "b.txt": STORY})
    found = read(path)
    assert "unpacks to more than 200 times its size" in failures(found)[0]
    assert len(drafts(found)) == 1
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    with pytest.raises(ImportFailed, match="unpacks to more than 1 MB"):
        read(path)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 1)
    with pytest.raises(ImportFailed, match="more than 1 members"):
        read(path)


def test_a_member_never_gives_more_than_the_archive_says(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.txt": "x" * 100_000})
    path = patched(path, struct.pack("<L", 100_000), struct.pack("<L", 10))
    assert "cannot be unpacked" in failures(read(path))[0]


def test_members_that_lie_over_each_other_are_refused(tmp_path: Path) -> None:
    content = bytes(range(256)) * 40
    path = tmp_path / "news.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.txt", content)
        for number in range(3):
            info = zipfile.ZipInfo(f"{number}.txt")
            info.file_size = info.compress_size = len(content)
            info.header_offset = 0
            info.CRC = zlib.crc32(content)
            file.filelist.append(info)
            file.NameToInfo[info.filename] = info
    with pytest.raises(ImportFailed, match="lie over each other"):
        read(path)


@pytest.mark.parametrize("raw", [b"", b"PK", b"no archive", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(raw)
    with pytest.raises(ImportFailed, match=r"a\.zip"):
        read(tmp_path / "a.zip")


def test_an_archive_without_articles_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match=r"nothing in .*news\.zip can be .* in \.txt"):
        read(zipped(tmp_path, {"a.png": b""}))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_broken_archive_is_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive_:
        archive_.writestr("a.txt", STORY * 20)
        archive_.writestr("b.jsonl", '{"text": "One."}\n')
    raw = bytearray(file.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    path.write_bytes(raw[: data.draw(st.sampled_from([len(raw), len(raw) // 2]))])
    with suppress(ImportFailed):
        read(path)
