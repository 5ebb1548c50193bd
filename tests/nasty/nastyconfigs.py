"""Configurations with every kind of mistake, and some that are none."""

from collections.abc import Iterator

from nastyfiles import BIDI, ESCAPES, OSC_52, SQL

SECTIONS = (
    *("labels", "combinations", "flags", "reasons", "review", "suggest", "guideline", "annotator"),
    *("advance", "reading", "theme", "paths", "import", "export", "sources", "keys"),
)
WRONG = ("no", "99999999999999999999999", "[1]", "{a: 1}", '""', "[[[]]]", "'\\e]0;x'", "!!set {}")


def refused() -> Iterator[tuple[str, bytes]]:
    """What cannot be a configuration: name and bytes."""
    yield "binary", bytes(range(256)) * 10
    yield "nul", b"theme: \0\n"
    yield "utf16", "theme: light\n".encode("utf-16")
    yield "latin1", b"theme: caf\xe9\n"
    yield "list", b"- a\n- b\n"
    yield "scalar", b"just words"
    yield "two_documents", b"theme: light\n---\ntheme: dark\n"
    yield "tab", b"reading:\n\tcolumn: 80\n"
    yield "bomb", b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    yield "merge", b"a: &a {x: 1}\n<<: *a\n"
    yield "tag", b"theme: !!python/object/apply:os.system ['touch owned']\n"
    yield "deep", b"theme: " + b"[" * 20_000
    yield "deep_blocks", b"".join(b" " * n + b"a:\n" for n in range(400))
    yield "large", b"# " + b"x" * 12_000_000 + b"\ntheme: nothing\n"
    yield "long_name", b"x" * 50_000 + b": 1\n"
    yield "long_value", b"theme: " + b"x" * 50_000 + b"\n"
    yield "unknown", b"colour: blue\nthemes: dark\nlabel: []\n"
    yield "twice", b"theme: dark\ntheme: light\n"
    yield "many", b"".join(b"unknown%d: 1\n" % n for n in range(3_000))
    for name, words in {"escapes": ESCAPES, "osc": OSC_52, "bidi": BIDI, "sql": SQL}.items():
        quoted = '"' + "".join(f"\\U{ord(sign):08x}" for sign in words) + '"'
        yield f"value_{name}", f"theme: {quoted}\n".encode()
        yield f"name_{name}", f"{quoted}: 1\n".encode()
        yield f"raw_{name}", f"theme: '{words}\n".encode()
    yield "database_nul", b'paths: {database: "a\\0b"}\n'
    yield "database_folder", b"paths: {database: /}\n"
    yield "guideline_device", b"guideline: {version: '1', file: /dev/zero}\n"


def any_value() -> Iterator[tuple[str, bytes]]:
    """Every section with values that are mostly wrong for it."""
    for section in SECTIONS:
        for number, value in enumerate(WRONG):
            yield f"{section}_{number}", f"{section}: {value}\n".encode()
