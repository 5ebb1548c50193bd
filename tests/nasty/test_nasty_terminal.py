"""The bytes that a real terminal gets from commands and from the app, on hostile articles."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from claiming import claim_from, do, new_evidence, the, verdict
from nastyfiles import BIDI, ESCAPES, MARKUP, OSC_52, TITLE
from nastyruns import environment, harmless_on_a_terminal
from support import add_article, append, event

from annotations.claims import Wording
from annotations.facts.claim import wording_slot
from annotations.model import LabelState
from annotations.store import Store
from annotations.workflow import claiming

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from benchmarks.terminal import Terminal, plain

HOSTILE = f"{OSC_52}{TITLE}{ESCAPES}{BIDI}{MARKUP}"
C0_AND_C1 = "".join(map(chr, [*range(1, 9), *range(14, 28), *range(127, 133), *range(134, 160)]))
"""All but those that end a line."""
ACTS = f"{TITLE}{OSC_52}{ESCAPES}{BIDI}{MARKUP}{C0_AND_C1}"
BEN, CLEO = f"ben {ACTS}", f"cleo {ACTS}"
OWN = re.compile(rb"\x1b\[[<>=?]?[0-9;?]*[$]?[a-zA-Z]|\x1b[=>78]|\x1b\]22;[a-z]*\x07")
"""What an app sends: to move, to colour, to set modes and to ask what the terminal can do."""
COPIED = re.compile(rb"\x1b\]52;c;[A-Za-z0-9+/=]*\x07")
"""What it sends when a person copies; what it does for others is looked for before."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one article, imported on a terminal."""
    story = "The bridge opened on Monday. The mayor said that it will last a hundred years.\n" * 9
    article = tmp_path / "article\n\x1b]0;owned\x07.txt"
    article.write_text(f"{story}It said {HOSTILE} twice.\n{HOSTILE}\n", encoding="utf-8")
    written = on_a_terminal(tmp_path, "import", str(article))
    assert "1 article imported" in written
    return tmp_path / "labels.db"


def command(folder: Path, *words: str) -> list[str]:
    database = str(folder / "labels.db")
    return [sys.executable, "-m", "tui", "--db", database, "--as", "ada", *words]


def on_a_terminal(folder: Path, *words: str) -> str:
    """Run a command on a terminal; all that it wrote there, but for the progress bar's cursor."""
    with Terminal(command(folder, *words), environ=environment(folder)) as terminal:
        assert terminal.wait() == 0
    written = re.sub(rb"\x1b\[\?25[lh]", b"", terminal.written).decode()
    harmless_on_a_terminal(written)
    return written


def test_commands_send_no_control_byte(database: Path) -> None:
    assert "bridge" in on_a_terminal(database.parent, "sentences", "--json", article_id(database))
    on_a_terminal(database.parent, "articles")


def article_id(database: Path) -> str:
    return on_a_terminal(database.parent, "articles").splitlines()[1].split()[0]


def test_the_app_sends_no_byte_of_an_article_that_acts(database: Path) -> None:
    with Terminal(command(database.parent), environ=environment(database.parent)) as terminal:
        terminal.wait_for("Welcome to claimdesk")
        terminal.settle(quiet=0.3)
        terminal.press("x")
        terminal.wait_for("Outside the article")
        terminal.wait_for("twice")  # the hostile line is on the screen, and nowhere else
        terminal.wait_for("[@click=app.quit]")
        for key in ("G", "c", "k", "a", "/"):
            press(terminal, key)
        press(terminal, *"owned")
        leave(terminal, "escape")
    assert b"bridge opened" in plain(terminal.written)
    nothing_acts(terminal.written)


MORE = {"f3": "\x1bOR", "f6": "\x1b[17~"}
VISITS = (
    ("j", "note ada"),
    ("tab j", "Title1", "source1"),
    ("k tab", "Title0"),
    ("/ 'officer", "1 sentence", "officer"),
    ("escape ? q ctrl+p 'copy", "copy the sentence"),
    ("escape m", "note ada"),
    ("escape y", "Title0"),
    ("f3 f3", "Y ben", "note ben"),
    ("e", "ambiguous"),
    ("escape l", "disagreements"),
    ("escape i", "ben", "cleo"),
    ("q f5", "ben"),
    ("q q f6", "enter write"),
    ("j l l", "ben"),
    ("q f4", "Forty planes"),
    ("enter", "officer"),
    ("a", "minister"),
    ("q Q", "quotation"),
    ("q e", "Who asks", "Answer"),
    ("q v", "Mine", "Because"),
    ("q q w", "source0"),
    ("q R", "where the report goes"),
    ("enter", "the report stands in"),
)
"""Keys one after the other, and what is on a screen of theirs alone, or was there before."""


def test_no_screen_sends_a_byte_that_acts(tmp_path: Path) -> None:
    fill(tmp_path / "labels.db")
    environ = environment(tmp_path) | {"PYTHONPATH": str(Path(__file__).parents[2])}
    wide = {"columns": 150, "rows": 50, "folder": tmp_path, "environ": environ}
    with Terminal(command(tmp_path), **wide) as terminal:  # type: ignore[arg-type]  # by name
        terminal.wait_for("officer")
        terminal.settle(quiet=0.3)
        for keys, *wanted in VISITS:
            for key in keys.split(" "):
                press(terminal, *(key[1:] if key.startswith("'") else [MORE.get(key, key)]))
            for words in wanted:
                terminal.wait_for(words)
        leave(terminal, "f2")
    nothing_acts(terminal.written)
    (report,) = tmp_path.glob("claim-*.html")
    assert report.stat().st_mode & 0o777 == 0o600


def press(terminal: Terminal, *keys: str) -> None:
    """Press keys, and let the last one have its effect: escape begins many a key."""
    terminal.press(*keys)
    terminal.hear(2)
    terminal.settle(quiet=0.15)


def leave(terminal: Terminal, *keys: str) -> None:
    for key in (*keys, "q"):
        press(terminal, key)
    assert terminal.wait() == 0


def nothing_acts(written: bytes) -> None:
    """Nothing but what an app sends itself, however it is put together."""
    for told in (
        OSC_52,
        "\x1b]0;owned",
        "\x1b]52;c;ZXZ",
        "\x1b_G",
        "\x1b[2J\x1b[31mred",
        "\x1b]8;",
    ):
        assert told.encode() not in written
    harmless_on_a_terminal(COPIED.sub(b"", OWN.sub(b"", written)).decode(errors="replace"))


def fill(database: Path) -> None:
    """Two articles, three annotators, a claim with evidence and verdicts: all of it hostile."""
    with Store(database) as store:
        for number, who in enumerate(("officer", "minister")):
            story = f"The {who} said that forty planes were lost over the harbour."
            add_article(
                store,
                [f"{story} {ACTS}", f"So is {ACTS}.", "It was late."],
                name=f"name{number}{ACTS}.txt",
                title=f"Title{number} {ACTS}",
                source=f"source{number} {ACTS}",
                url=f"https://example.org/{ACTS}",
                origin=f"{number}",
            )
        for sentence in range(1, 7):
            for who, label in (("ada", "claim"), (BEN, "claim"), (CLEO, "opinion")):
                said = LabelState(label, None, ("check",), f"note {who} {ACTS}")
                append(store, replace(event(sentence, annotator=who), state=said))
        claim = claim_from(store, 1, 1)
        do(store, (wording_slot(claim), Wording(text=f"Forty planes {ACTS}", note=ACTS)))
        asked = {"question": f"Who asks {ACTS}?", "answer": f"Answer {ACTS}", "root": ACTS}
        do(store, new_evidence(claim, **asked))
        for checker, why in ((BEN, "Because"), ("ada", "Mine")):
            for level in ("attribution", "content"):
                given = verdict(level=level, justification=f"{why} {ACTS}")
                changes = claiming.new_verdict(the(store, claim), given, checker=checker)
                do(store, changes, by=checker)
