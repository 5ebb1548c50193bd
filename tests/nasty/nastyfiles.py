"""Files that somebody could give to `claimdesk import` in error, in haste or in malice.

Each has a name, its bytes, and how many articles are in it: 0 where it is to be refused. They
are made here and not stored, so that no editor, mail filter or version control mends them.
"""

import io
import json
import random
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

OSC_52 = "\x1b]52;c;ZXZpbA==\x07"
TITLE = "\x1b]0;owned\x07"
MARKUP = "[@click=app.quit]press[/] [bold red]here[/bold red] [link='x'] [/]"
SQL = "'); DROP TABLE article; --"
FORMULA = '=HYPERLINK("http://example.org","x")'
BIDI = "\u202eright to left\u202c \u2066isolated\u2069"
ZALGO = "Z" + "\u0301\u0327" * 2_000
FTS = '"unclosed NEAR( OR AND NOT * ^ title: {a b} -x'
ESCAPES = "\x1b[2J\x1b[31mred\x1b[0m\x9b31m\x90q\x9c\x1b_G\x1b\\"
WORDS = (OSC_52, TITLE, MARKUP, SQL, FORMULA, BIDI, ZALGO, FTS, ESCAPES)
"""What a text may hold without harm."""


STORY = "The bridge opened on Monday. The mayor said that it will last a hundred years.\n"


class Nasty(NamedTuple):
    """A file."""

    name: str
    content: bytes
    articles: int


def texts() -> Iterator[Nasty]:
    """Files of one text."""
    yield Nasty("empty.txt", b"", 0)
    yield Nasty("blanks.txt", b" \t\r\n\x0b\x0c" * 1_000, 0)
    yield Nasty("unseen.txt", "\u200b\u2060\ufeff\u00a0\u2003".encode() * 50, 0)
    yield Nasty("bom_alone.txt", b"\xef\xbb\xbf", 0)
    yield Nasty("two_boms.txt", b"\xef\xbb\xbf\xef\xbb\xbfTwo marks.", 1)
    yield Nasty("nul.txt", b"Text with \0 in it.", 0)
    yield Nasty("nuls.txt", b"\0" * 100_000, 0)
    yield Nasty("random.txt", _noise(50_000), 0)
    yield Nasty("elf.txt", b"\x7fELF\x02\x01\x01" + b"\0" * 9 + b"\x03\0>\0" * 100, 0)
    yield Nasty("png.txt", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" * 10, 0)
    yield Nasty("pdf.txt", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", 0)
    yield Nasty("gzip.txt", b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + b"\x81" * 200, 0)
    yield Nasty("utf16le.txt", "\ufeffIn two bytes.".encode("utf-16-le"), 1)
    yield Nasty("utf16be.txt", "\ufeffIn two bytes.".encode("utf-16-be"), 1)
    yield Nasty("utf16_odd.txt", "\ufeffIn two bytes.".encode("utf-16-le") + b"x", 0)
    yield Nasty("utf16_lone.txt", b"\xff\xfea\0\x00\xd8b\0", 0)
    yield Nasty("utf16_unmarked.txt", "In two bytes.".encode("utf-16-le"), 0)
    yield Nasty("utf32.txt", "\ufeffIn four bytes.".encode("utf-32-le"), 1)
    yield Nasty("overlong.txt", b"Slash \xc0\xaf and NUL \xc0\x80 overlong. " * 3, 1)
    yield Nasty("surrogates.txt", b"Half \xed\xa0\x80 and half \xed\xb0\x80. " * 3, 1)
    yield Nasty("cut.txt", "Cut in a sign: €".encode()[:-1], 1)
    yield Nasty("beyond.txt", b"Beyond \xf4\x90\x80\x80 Unicode. " * 3, 1)
    yield Nasty("mixed_lines.txt", b"One.\rTwo.\r\nThree.\nFour.\n\rFive.\x0bSix.\x0cSeven.", 1)
    yield Nasty("separators.txt", "One.\u2028Two.\u2029Three.\x85Four.".encode(), 1)
    yield Nasty("right_to_left.txt", "قالت الوزارة إن الجسر فتح. הגשר נפתח ביום שני.\n".encode(), 1)
    yield Nasty("bidi.txt", f"It said {BIDI}.".encode(), 1)
    yield Nasty("marks.txt", ("a" + "\u0301" * 5_000 + " word. ").encode() * 3, 1)
    yield Nasty("marks_alone.txt", ("\u0301" * 9_000).encode(), 1)
    yield Nasty("joiners.txt", ("👩\u200d👩\u200d👧\u200d👦" * 500 + ". End.").encode(), 1)
    yield Nasty("expanding.txt", ("\ufdfa\u0958\U0001d15e" * 2_000 + ".").encode(), 1)
    yield Nasty("astral.txt", ("\U0010fffd\U000e0041\U0001f600" * 500 + ".").encode(), 1)
    yield Nasty("noncharacters.txt", "Not \ufffe a \uffff character \ufdd0.".encode(), 1)
    for name, words in zip(
        ("osc52", "title", "markup", "sql", "formula", "bidi_words", "zalgo", "fts", "escapes"),
        WORDS,
        strict=True,
    ):
        yield Nasty(
            f"{name}.txt", f"{words}\nA sentence with {words} in it.\n{STORY * 5}".encode(), 1
        )
    controls = bytes([*range(1, 32), 127])
    yield Nasty("controls.txt", controls + STORY.encode() * 40, 1)
    c1 = "".join(map(chr, range(0x80, 0xA0)))
    yield Nasty("c1.txt", (c1 + STORY * 5).encode(), 1)
    yield Nasty("points.txt", b"." * 100_000, 1)
    yield Nasty("quotes.txt", "“".encode() * 50_000, 1)
    yield Nasty("brackets.txt", b"(" * 50_000 + b")" * 50_000, 1)
    yield Nasty("abbreviations.txt", b"Mr. Dr. U.S. e.g. i.e. " * 5_000, 1)
    yield Nasty("one_line.txt", b"word " * 3_900_000, 1)
    yield Nasty("one_word.txt", b"x" * 1_000_000, 1)
    yield Nasty("empty_lines.txt", b"Begin." + b"\n" * 500_000 + b"End.", 1)
    yield Nasty("sentences.txt", b"He said so. " * 100_000, 1)
    yield Nasty("huge.txt", b"One line ", 0)
    yield Nasty("huge.jsonl", b'{"text": "One line ', 0)
    yield Nasty("large.txt", b"word " * 4_000_001, 0)


def headed() -> Iterator[Nasty]:
    """Markdown with a header of YAML."""
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )
    headers = {
        "bomb": (bomb, 1),
        "merge_bomb": ("a: &a {x: 1}\nb: {<<: [*a, *a]}\n", 0),
        "tag": ("title: !!python/object/apply:os.system ['touch owned']\n", 0),
        "name_tag": ("title: !!python/name:os.system\n", 0),
        "binary": ("title: !!binary aGVsbG8=\n", 0),
        "deep": ("title: " + "[" * 2_000 + "]" * 2_000 + "\n", 0),
        "unclosed": ("title: [a, b\n", 0),
        "list_title": ("title: [a, b]\n", 0),
        "long_number": ("title: 0x" + "f" * 8_000 + "\n", 0),
        "infinite": ("title: .inf\n", 0),
        "bad_date": ("date: 2023-13-45\n", 0),
        "twice": ("title: a\ntitle: b\n", 1),
        "loop": ("title: &a [*a]\n", 0),
        "controls": (f'title: "{TITLE.encode("unicode_escape").decode()}"\n', 1),
        "surrogate": ('title: "\\ud800"\n', 0),
        "nul": ('title: "a\\0b"\n', 0),
        "sql": (f'title: "{SQL}"\nsource: "{SQL}"\nurl: "{SQL}"\n', 1),
        "markup": (f'title: "{MARKUP}"\n', 1),
        "bidi": (f'title: "{BIDI}"\n', 1),
        "long": (f"title: {'x' * 100_000}\n", 0),
    }
    for name, (header, articles) in headers.items():
        text = f"---\n{header}---\nThe bridge opened. It is long.\n"
        yield Nasty(f"head_{name}.md", text.encode(), articles)


def records() -> Iterator[Nasty]:
    """JSONL and CSV."""
    wrong: tuple[object, ...] = (None, True, 1, 1.5, [], ["a"], {}, {"a": 1})
    for field in ("text", "title", "source", "url", "published", "id", "name"):
        stories = [{"text": f"Story {n}.", field: value} for n, value in enumerate(wrong)]
        yield Nasty(f"types_{field}.jsonl", "\n".join(map(json.dumps, stories)).encode(), -1)
    everything = dict.fromkeys(("title", "source", "url", "id"), f"{SQL} {MARKUP} {BIDI} {TITLE}")
    yield Nasty("hostile.jsonl", json.dumps({"text": "\n".join(WORDS), **everything}).encode(), 1)
    lines = {
        "array_of_scalars": (b"[1, 2, 3]", 0),
        "scalar": (b"42", 0),
        "nan": (b'{"text": NaN}', 0),
        "deep": (b'{"text": ' + b"[" * 100_000, 0),
        "deep_aside": (b'{"text": "A.", "x": ' + b"[" * 5_000 + b"]" * 5_000 + b"}", -1),
        "unclosed": (b'{"text": "abc', 0),
        "nul": (b'{"text": "a\\u0000b"}', 0),
        "surrogate": (b'{"text": "a\\ud800b"}', 0),
        "latin1": (b'{"text": "caf\xe9"}', 0),
        "bom": (b'\xef\xbb\xbf{"text": "Begins with a mark."}', 1),
        "blank_lines": (b'\n\n  \r\n{"text": "Alone."}\n\n', 1),
        "twice": (b'{"text": "One.", "text": "Two."}', 1),
        "huge_number": (b'{"text": "A.", "id": ' + b"9" * 5_000 + b"}", -1),
        "exponent": (b'{"text": "A.", "id": 1e999}', 0),
        "long_key": (b'{"text": "A.", "' + b"k" * 1_000_000 + b'": 1}', 1),
        "long_id": (b'{"text": "A.", "id": "' + b"k" * 1_000_000 + b'"}', 0),
        "path_id": (b'{"text": "A.", "id": "../../etc/passwd", "name": "/etc/passwd"}', 1),
        "labels": (
            b'{"label": "claim", "article_id": "a", "position": 1, "context_before": []}',
            0,
        ),
    }
    for name, (content, articles) in lines.items():
        yield Nasty(f"json_{name}.jsonl", content, articles)
    tables = {
        "no_header": (b"", 0),
        "no_text": (b"a,b\n1,2\n", 0),
        "twice": (b"text,text\nOne.,Two.\n", 0),
        "unclosed": (b'text,title\n"never closed,x\nmore\n' * 3, -1),
        "nul": (b"text,title\nA\0B,x\n", 0),
        "formulas": (f'text,title\n"{FORMULA.replace(chr(34), chr(34) * 2)}","=1+1"\n'.encode(), 1),
        "ragged": (b"text,title\nA.\nB.,x,y,z\nC.,t\n", -1),
        "semicolons": (b"text;title\nA.;b\n", 1),
        "cr": (b"text,title\rA.,b\rC.,d\r", 2),
        "utf16": ("text,title\nA.,b\n".encode("utf-16"), 1),
        "wide": (b"text" + b",x" * 50_000 + b"\nA." + b",1" * 50_000 + b"\n", 1),
        "escapes": (f'text,title\nA story.,"{ESCAPES}"\n'.encode(), 1),
        "escaped_header": (f"te{ESCAPES}xt,title\nA.,b\n".encode(), 0),
    }
    for name, (content, articles) in tables.items():
        yield Nasty(f"table_{name}.csv", content, articles)


def pages() -> Iterator[Nasty]:
    """HTML."""
    story = "<p>" + "The bridge opened on Monday, the mayor said at the ceremony. " * 8 + "</p>"
    bodies = {
        "deep": "<div>" * 20_000 + story,
        "remote": f"<img src='http://example.org/a.png'><iframe src='http://example.org'>{story}",
        "entities": f"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>&a;</p>{story}",
        "laughs": "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;</p>" + story,
        "escapes": f"<title>{ESCAPES}</title><p>&#27;]0;x&#7; &#155;31m</p>{story}",
        "base": f"<base href='http://example.org'><link rel=canonical href='{SQL}'>{story}",
        "attributes": "<p " + "a=b " * 50_000 + ">" + story,
    }
    for name, body in bodies.items():
        yield Nasty(f"page_{name}.html", body.encode(), -1)
    yield Nasty("page_charset.html", f"<meta charset='x-unknown\x1b'>{story}".encode(), -1)


def archives() -> Iterator[Nasty]:
    """Zip archives."""
    story = b"The bridge opened. It is long.\n"
    leading_out = ("../../out.txt", "/abs.txt", "C:/drive.txt", "a/../../b.txt", "c\\d.txt")
    escaping = {name: name.encode() + b" is no place. " + story for name in leading_out}
    yield Nasty("escape.zip", _zipped({**escaping, "in.txt": story}), 1)
    yield Nasty("bomb.zip", _zipped({"a.csv": b"text\n" + b"x" * 19_000_000, "in.txt": story}), 1)
    yield Nasty(
        "nested.zip", _zipped({"b.zip": _zipped({"c.txt": b"Or: " + story}), "in.txt": story}), 1
    )
    yield Nasty("names.zip", _zipped({f"a\n{ESCAPES}{BIDI}.txt": story}), -1)
    yield Nasty("same.zip", _zipped({"a.txt": story, "A.txt": b"Other text.\n"}), 2)
    yield Nasty("folders.zip", _zipped({"a/" * 400 + "b.txt": story}), 1)
    yield Nasty("cut.zip", _zipped({"a.txt": story})[:-20], 0)
    yield Nasty("prefixed.zip", b"MZ" * 500 + _zipped({"a.txt": story}), 1)
    yield Nasty("empty.zip", _zipped({}), 0)
    yield Nasty("not.zip", b"no archive at all", 0)
    yield Nasty("many.zip", _zipped({f"{n}.txt": b"" for n in range(300)}), 0)
    yield Nasty(
        "listing.zip", _zipped({"articles.yaml": b"a.txt: !!python/name:os\n", "a.txt": story}), 0
    )
    yield Nasty("link.zip", _linked(), 0)


def files() -> list[Nasty]:
    """All of them."""
    return [*texts(), *headed(), *records(), *pages(), *archives()]


def names() -> Iterator[bytes]:
    """Names that a file can have, and that say something to a terminal, a shell or a program."""
    yield b"line\nbreak.txt"
    yield b"carriage\rreturn.txt"
    yield ESCAPES.replace("/", "").encode() + b".txt"
    yield OSC_52.encode() + b".txt"
    yield BIDI.encode() + b".txt"
    yield b"not utf \xff\xfe.txt"
    yield b"--help.txt"
    yield b"-.txt"
    yield b"'; rm x; '.txt"
    yield b"$(touch owned).txt"
    yield b"[bold]markup[@click=app.quit].txt"
    yield b"%s%n{0}.txt"
    yield b" .txt"
    yield b"n" * 251 + b".txt"
    yield unicodedata.normalize("NFD", "café.txt").encode()


def _noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)  # noqa: S311  # no secret


def _zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _linked() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return packed.getvalue()
