"""HTML pages. What trafilatura itself takes from a page is tested where it is installed."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import articlereading
import pytest
import support
from articlereading import drafts

from annotations.errors import ImportFailed
from annotations.importers import webpage
from annotations.model import Draft

UKRAINIAN = (
    "Мер міста відкрив новий міст у понеділок, після шести років робіт.",
    "Він змінить місто, сказав мер журналістам на відкритті мосту.",
)
ENGLISH = (
    "The mayor opened a new bridge on Monday, after six years of work on it.",
    "“It will change the city,” the mayor told reporters at the opening.",
)


def page(paragraphs: tuple[str, ...] = ENGLISH, head: str = "", behind: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs * 3)
    return (
        f"<html><head>{head}</head><body><nav><a href='/'>Home</a><a href='/n'>News</a></nav>"
        f"<article>{body}</article>{behind}</body></html>"
    )


def read(raw: str | bytes) -> Draft:
    (draft,) = drafts(articlereading.read("html", raw))
    return draft


@pytest.fixture
def real() -> None:
    pytest.importorskip("trafilatura", exc_type=ImportError)


def pretend(monkeypatch: pytest.MonkeyPatch, **fields: Any) -> list[str]:
    """Put a reader in place of trafilatura that finds these fields; the pages it is given."""
    pages: list[str] = []
    article = {"text": None, "title": None, "sitename": None, "url": None, "date": None}

    def extract(given: str, **_: Any) -> SimpleNamespace:
        pages.append(given)
        return SimpleNamespace(**{**article, **fields})

    monkeypatch.setitem(sys.modules, "trafilatura", SimpleNamespace(bare_extraction=extract))
    return pages


@pytest.mark.usefixtures("real")
def test_the_article_is_read_without_the_page_around_it() -> None:
    draft = read(
        page(
            head="<title>Bridge opens - The Daily</title>"
            "<meta property='og:title' content='Bridge opens'>"
            "<meta property='og:site_name' content='The Daily'>"
            "<meta property='article:published_time' content='2024-01-05T10:00:00Z'>"
            "<link rel='canonical' href='https://example.org/bridge'>",
            behind="<div id='comments'><p>First comment of a reader about it.</p></div>",
        )
    )
    assert draft.text == "\n".join(ENGLISH * 3) + "\n"
    assert (draft.title, draft.source) == ("Bridge opens", "The Daily")
    assert (draft.url, draft.published) == ("https://example.org/bridge", "2024-01-05")


@pytest.mark.usefixtures("real")
def test_nothing_is_made_up() -> None:
    draft = read(page())
    assert (draft.source, draft.url, draft.published) == (None, None, None)
    assert draft.title == ENGLISH[0]


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("raw", ["<html></html>", "<p>Hi</p>", "<div>" * 20_000, "Some text."])
def test_a_page_without_an_article_is_refused(raw: str) -> None:
    with pytest.raises(ImportFailed, match=r"^/b/a\.x is a page without the text of an article$"):
        read(raw)


@pytest.mark.parametrize(
    ("declared", "written", "encoding"),
    [
        ("", "utf-8", "utf-8"),
        ("", "cp1251", "cp1251"),
        ("<meta charset=utf-8>", "utf-8", "utf-8"),
        ("<meta charset='windows-1251'>", "cp1251", "cp1251"),
        ("<meta http-equiv=a content='text/html; charset=koi8-u'>", "koi8-u", "koi8-u"),
        ("<meta charset='windows-1251'>", "utf-8", "utf-8"),
        ("<meta charset='utf-8'>", "cp1251", "cp1251"),
        ("<meta charset='no-such'>", "cp1251", "cp1251"),
        ("<meta charset='rot13'>", "cp1251", "cp1251"),
        ("<meta charset='unicode_escape'>", "cp1251", "cp1251"),
        ("", "utf-16", "utf-16"),
    ],
)
def test_a_page_is_decoded_by_what_it_says_where_that_can_be(
    monkeypatch: pytest.MonkeyPatch, declared: str, written: str, encoding: str
) -> None:
    pages = pretend(monkeypatch, text=UKRAINIAN[0])
    draft = read(page(UKRAINIAN, head=declared).encode(written))
    assert draft.encoding == encoding
    assert UKRAINIAN[1] in pages[0]


def test_latin_1_on_the_web_is_windows_1252(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = pretend(monkeypatch, text="Text.")
    read(page(head="<meta charset='iso-8859-1'>").encode("cp1252"))
    assert ENGLISH[1] in pages[0]


def test_what_a_page_says_of_itself_is_made_fit_to_store(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(
        monkeypatch, text="Cafe\u0301.\r\nA\ud800\0.", title="A\n title\0", date="2024-01-05", url=7
    )
    draft = read(page())
    assert draft.text == "Café.\nA\ufffd.\n"
    assert (draft.title, draft.published, draft.url) == ("A title", "2024-01-05", None)


def test_what_breaks_the_reader_is_a_page_without_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setitem(sys.modules, "trafilatura", SimpleNamespace(bare_extraction=fail))
    with pytest.raises(ImportFailed, match="without the text of an article"):
        read(page())


def test_without_the_reader_one_sentence_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ImportFailed) as refused:
        read(page())
    assert str(refused.value) == f"/b/a.x {webpage.MISSING}"
    assert "pip install" in webpage.MISSING


def test_other_files_are_read_without_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A story.")
    (tmp_path / "a.csv").write_text("text\nA story.\n")
    code = (
        "import sys; from pathlib import Path; from annotations.importers import read_file\n"
        "for name in ('a.txt', 'a.csv'): assert list(read_file(Path(name), max_bytes=99))\n"
        "assert not {'trafilatura', 'lxml', 'zipfile'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env=support.ENVIRONMENT)
