"""The documents say what is true: commands, options, keys, targets, links, keys of exports.

Reads the Markdown and asks the program; what a sentence means is for people to check.
"""

import json
import re
import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from claiming import claim_from
from click.testing import CliRunner
from reviewing import review, rule, ruling
from support import add_article, append, event

from annotations.config import load
from annotations.exporters import PERSON_KEYS, RESOLVED_KEYS
from annotations.importers import read_file
from annotations.model import Span
from annotations.store import Store
from annotations.text.canonical import article_id, sentence_id
from tui.cli import root
from tui.keynames import key_name
from tui.keys import Keymap, resolve
from tui.keytable import KEYS, Context

ROOT = Path(__file__).parent.parent
PAGES = {
    str(page.relative_to(ROOT)): page.read_text(encoding="utf-8")
    for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
}
README = PAGES["README.md"]
DATA = PAGES["docs/data.md"]
OWN_OPTIONS = ("README.md", "docs/data.md")
"""Pages on which every option named by itself is one of claimdesk's."""

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^()\s]+)\)")
OURS = re.compile(r"(?:\.venv/bin/)?claimdesk(?:\s|$)")
FOLDERS = "annotations|benchmarks|docs|seeds|tests|tui"
PLACE = re.compile(rf"(?:{FOLDERS})/[\w./-]*\w/?")


def blocks(page: str, language: str) -> list[str]:
    """What stands between the fences of a language."""
    return [found[2] for found in BLOCK.finditer(PAGES[page]) if found[1] == language]


def spans(page: str) -> list[str]:
    """What stands in single backticks, on one line."""
    return [" ".join(found.split()) for found in SPAN.findall(BLOCK.sub("", PAGES[page]))]


def tables(text: str) -> Iterator[list[str]]:
    """The cells of every row of every table."""
    for line in text.splitlines():
        if line.startswith("|") and not set(line) <= set("|- "):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def rows_below(text: str, *head: str) -> Iterator[list[str]]:
    """The rows of the table that begins with this head."""
    inside = False
    for line in text.splitlines():
        cells = next(tables(line), None)
        inside = line.startswith("|") and (inside or cells == list(head))
        if inside and cells and cells != list(head):
            yield cells


def lines_shown() -> Iterator[str]:
    """Everything that a reader could type after a prompt."""
    for page in PAGES:
        yield from (line for block in blocks(page, "") for line in block.splitlines())
        yield from spans(page)


def known_options(command: click.Command) -> set[str]:
    return {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {
        "--help",
        "-h",
    }


def subcommands() -> dict[str, click.Command]:
    context = click.Context(root)
    names = root.list_commands(context)
    found = ((name, root.get_command(context, name)) for name in names)
    return {name: command for name, command in found if command is not None}


def check_line(line: str) -> None:
    """Fail unless the commands and options of the line exist."""
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = root
    while words:
        word = words.pop(0)
        if word in ("|", ">", "&&"):
            break
        if word.startswith("-") and word != "-":
            assert word in known_options(command), line
            option = next((one for one in command.params if word in one.opts), None)
            if isinstance(option, click.Option) and not option.is_flag and words:
                words.pop(0)
        elif command is root and word not in ("COMMAND", "…"):
            assert word in subcommands(), line
            command = subcommands()[word]


@pytest.fixture(scope="module")
def keymap() -> Keymap:
    """The shipped keys."""
    return resolve(load(ROOT / "config.yaml", environ={}).config)


@pytest.fixture
def labelled(store: Store) -> Store:
    add_article(store, ["One.", "Two."], name="a.txt")
    append(store, event(1, "attribution", secondary="claim"), event(2, annotator="ben"))
    rule(store, review(1, ruling(None, question=True)))
    claim_from(store, 1, 1)
    return store


def printed(store: Store, *words: str) -> list[dict[str, Any]]:
    """The JSON objects that a command prints, one a line."""
    home = str(store.path.parent / "home")
    runner = CliRunner(env={"XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home})
    result = runner.invoke(root, ["--db", str(store.path), "--as", "ada", *words])
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 110


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    for target in LINK.findall(BLOCK.sub("", PAGES[page])):
        if "://" not in target and not target.startswith("#"):
            assert (ROOT / page).parent.joinpath(target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("page", PAGES)
def test_every_place_named_in_the_checkout_is_there(page: str) -> None:
    for span in spans(page):
        if PLACE.fullmatch(span):
            assert (ROOT / span).exists(), span


def test_every_command_and_option_named_exists() -> None:
    lines = [line for line in lines_shown() if OURS.match(line)]
    assert len(lines) > len(subcommands())
    for line in lines:
        check_line(line)


def test_every_option_named_alone_exists() -> None:
    known = known_options(root).union(*map(known_options, subcommands().values()))
    for page in OWN_OPTIONS:
        for span in spans(page):
            if span.startswith("--"):
                assert span.split()[0] in known, span


def test_every_command_is_in_the_changelog() -> None:
    named = set(spans("CHANGELOG.md"))
    assert {f"claimdesk {name}" for name in subcommands()} <= named


def test_the_keys_of_the_readme_are_keys(keymap: Keymap) -> None:
    rows = list(rows_below(README, "key", "does"))
    assert len(rows) == 10
    for keys, _ in rows:
        for key in SPAN.findall(keys):
            assert keymap.hear(key_name(key), "annotate") is not None, key


KEY_TABLES: tuple[tuple[str, tuple[str, str], Context], ...] = (
    ("docs/review.md", ("key", "does"), "review"),
    ("docs/factcheck.md", ("in an article", "does"), "annotate"),
    ("docs/factcheck.md", ("on the board, keys", "do"), "claims"),
    ("docs/factcheck.md", ("among candidates", "means"), "candidates"),
    ("docs/factcheck.md", ("in a claim", "does"), "claim"),
    ("docs/factcheck.md", ("in a claim, on whom it rests", "does"), "claim"),
    ("docs/factcheck.md", ("among quotations", "does"), "quotes"),
    ("docs/factcheck.md", ("in the evidence", "does"), "evidence"),
    ("docs/factcheck.md", ("in a verdict", "does"), "verdict"),
)
"""Page, head of a table of keys, where they are heard."""


@pytest.mark.parametrize(("page", "head", "context"), KEY_TABLES)
def test_the_keys_of_a_table_are_keys_there(
    page: str, head: tuple[str, str], context: Context, keymap: Keymap
) -> None:
    rows = list(rows_below(PAGES[page], *head))
    assert rows
    for keys, _ in rows:
        for key in SPAN.findall(keys):
            assert keymap.hear(key_name(key), context) is not None, key


@pytest.mark.parametrize(
    "context", ["claims", "claim", "candidates", "quotes", "evidence", "verdict"]
)
def test_every_key_of_checking_claims_is_told(context: Context, keymap: Keymap) -> None:
    told = {
        keymap.hear(key_name(key), context)
        for page, head, where in KEY_TABLES
        if where == context
        for keys, _ in rows_below(PAGES[page], *head)
        for key in SPAN.findall(keys)
    }
    own = {one.id for one in KEYS if one.contexts == (context,)}
    assert own <= {one.id for one in told if one}


def test_the_configurations_shown_can_be_used(tmp_path: Path) -> None:
    listing, settings = blocks("README.md", "yaml")
    (tmp_path / "config.yaml").write_text(settings, encoding="utf-8")
    loaded = load(tmp_path / "config.yaml", environ={})
    resolve(loaded.config)
    (tmp_path / "articles.yaml").write_text(listing, encoding="utf-8")
    (tmp_path / "interview.txt").write_text("A sentence.", encoding="utf-8")
    (draft,) = read_file(tmp_path / "interview.txt", max_bytes=1000)
    assert draft.published == "2024-01-05"


def test_the_python_shown_loads_the_export(
    labelled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(labelled, "export", str(tmp_path / "labels.jsonl"))
    (code,) = blocks("README.md", "python")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(textwrap.dedent(code), names)  # noqa: S102 - our own three lines
    assert [row["label"] for row in names["rows"]] == ["attribution", "claim"]


def test_every_make_target_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for line in lines_shown():
        if found := re.match(r"make ([a-z-]+)", line):
            assert found[1] in targets, line
    assert {f"make {name}" for name in targets} == {
        row[0].strip("`") for row in rows_below(PAGES["CONTRIBUTING.md"], "target", "does")
    }


def test_the_label_jsonl_is_documented_key_by_key() -> None:
    documented = [row[0].strip("`") for row in rows_below(DATA, "key", "holds")]
    assert documented == list(RESOLVED_KEYS)
    replaced = "annotators", "votes", "n_votes", "agreement"
    assert set(PERSON_KEYS) == (set(RESOLVED_KEYS) | {"annotator"}) - set(replaced)


def test_the_line_shown_is_a_line_of_the_samples() -> None:
    (block,) = blocks("docs/data.md", "json")
    line = json.loads(block)
    assert list(line) == list(RESOLVED_KEYS)
    (draft,) = read_file(ROOT / "seeds" / line["article"], max_bytes=1_000_000)
    assert line["article_id"] == article_id(draft.text)
    assert line["text"] == draft.text[line["start"] : line["end"]]
    assert line["id"] == sentence_id(line["article_id"], Span(line["start"], line["end"]))


def test_json_output_has_the_documented_keys(labelled: Store, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("A new article stands in this small file.", encoding="utf-8")
    (tmp_path / "new.jsonl").write_text('{"article": "a.txt", "text": "One.", "label": "claim"}')
    printed(labelled, "bundle", str(tmp_path / "all.bundle"))
    arguments = {
        "import": [str(tmp_path / "new.txt")],
        "import-labels": [str(tmp_path / "new.jsonl"), "--annotator", "eve"],
        "merge": [str(tmp_path / "all.bundle")],
        "sentences": ["a.txt"],
        "review": ["--questions"],
    }
    documented = {
        row[0].strip("`"): SPAN.findall(row[2])
        for row in rows_below(DATA, "command", "an object for", "keys")
    }
    with_json = {
        name for name, command in subcommands().items() if "--json" in known_options(command)
    }
    assert set(documented) == with_json
    for name, keys in documented.items():
        first, *_ = printed(labelled, name, *arguments.get(name, []), "--json")
        assert list(first) == keys, name


def test_the_tables_of_the_database_are_documented(labelled: Store) -> None:
    rows = list(rows_below(DATA, "table", "holds", "changes"))
    documented = {name for row in rows for name in SPAN.findall(row[0])}
    execute = labelled._connection.execute
    tables_ = execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert documented == {name for (name,) in tables_ if "_fts_" not in name}
    for table in ("article", "sentence"):
        (columns,) = (SPAN.findall(row[1]) for row in rows if row[0] == f"`{table}`")
        has = {name for _, name, *_ in execute(f"PRAGMA table_info({table})")} - {"number"}
        assert set(columns) == has


def test_the_queries_shown_give_rows(labelled: Store) -> None:
    for query in blocks("docs/data.md", "sql"):
        assert labelled._connection.execute(query).fetchall()


def test_make_test_runs_every_folder_of_tests() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ntest: ")[2]
    named = set(re.findall(r"tests/(\w+)", recipe.partition("\n\n")[0]))
    tests = ROOT / "tests"
    folders = {file.relative_to(tests).parts[0] for file in tests.glob("*/**/test_*.py")}
    assert folders - {"formats"} <= named
