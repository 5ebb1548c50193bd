"""Loading: which file counts, what it overrides, and every trap on the way."""

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import resources
from annotations.config import (
    Config,
    as_yaml,
    database_file,
    guideline_file,
    json_schema,
    load,
)
from annotations.errors import ConfigError

Write = Callable[[str], Path]

LABEL = """
labels:
  - {name: fact, key: 1, letter: f, glyph: "■", hollow: "□", colour: "#56B4E9", describe: a fact}
"""


@pytest.fixture(autouse=True)
def no_file_of_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "user_config_file", lambda: tmp_path / "user" / "config.yaml")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def refusal(path: Path) -> list[str]:
    """The problems of a file, a line each, without the file's name."""
    with pytest.raises(ConfigError) as caught:
        load(path, environ={})
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


def from_text(write: Write, text: str) -> Config:
    return load(write(text), environ={}).config


# What is shipped


def test_the_shipped_file_is_what_counts_without_another() -> None:
    loaded = load(None, environ={})
    assert loaded.file is None
    assert [label.name for label in loaded.config.labels] == [
        "claim",
        "attribution",
        "opinion",
        "boilerplate",
    ]
    assert set(loaded.origins.values()) == {resources.shipped_config()}


def test_the_shipped_settings_are_the_defaults_of_the_schema() -> None:
    config = load(None, environ={}).config
    bare = Config(labels=config.labels)
    for name in (
        "guideline",
        "annotator",
        "advance",
        "reading",
        "theme",
        "paths",
        "importing",
        "exporting",
    ):
        assert getattr(config, name) == getattr(bare, name)


def test_every_setting_is_in_the_shipped_file_with_one_comment() -> None:
    lines = resources.shipped_config().read_text(encoding="utf-8").splitlines()
    first: dict[str, str] = {}
    for line in lines:
        name = line.strip().removeprefix("- ").removeprefix("{").split(":")[0]
        if ":" in line and not line.startswith("#"):
            first.setdefault(name, line)
    groups = {
        *("labels", "combinations", "flags", "reasons", "review", "guideline", "reading"),
        *("paths", "import", "export", "suggest", "keys"),
    }
    assert [name for name, line in first.items() if " # " not in line and name not in groups] == []
    wanted = json_schema()["$defs"]
    settings_there = {name for group in wanted.values() for name in group["properties"]}
    assert settings_there <= first.keys()


def test_the_labels_are_described_as_in_the_guideline() -> None:
    guideline = resources.guideline_file().read_text(encoding="utf-8")
    for label in load(None, environ={}).config.labels:
        row = f"| {label.key} / {label.letter} | {label.name} | {label.describe} |"
        assert row in guideline


def test_what_a_card_says_is_a_line_each(write: Write) -> None:
    exporting = from_text(
        write, "export: {title: Wire, licence: CC-BY-4.0, sources: {'Paper: daily': CC-BY-2.5}}"
    ).exporting
    assert (exporting.title, exporting.licence) == ("Wire", "CC-BY-4.0")
    assert exporting.sources == {"Paper: daily": "CC-BY-2.5"}
    assert refusal(write("export: {licence: no, sources: {Paper: ''}, titel: x}")) == [
        'export.titel: there is no such setting; did you mean "title"? (line 1)',
        'export.licence: YAML takes no for something else; quote it: "no" (line 1)',
        "export.sources.Paper: has to be one line of 1 to 200 characters (line 1)",
    ]


# Which file counts


def test_a_file_named_wins_over_the_variable_and_that_over_the_users_folder(tmp_path: Path) -> None:
    named, variable = tmp_path / "named.yaml", tmp_path / "variable.yaml"
    named.write_text("theme: light")
    variable.write_text("theme: contrast")
    users = resources.user_config_file()
    users.parent.mkdir()
    users.write_text("theme: ansi")
    environ = {"CLAIMDESK_CONFIG": str(variable)}
    assert load(named, environ=environ).config.theme == "light"
    assert load(None, environ=environ).config.theme == "contrast"
    assert load(None, environ={}).config.theme == "ansi"
    assert load(None, environ={"CLAIMDESK_CONFIG": ""}).config.theme == "ansi"


def test_a_config_in_the_working_folder_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.yaml").write_text("theme: light")
    monkeypatch.chdir(tmp_path)
    assert load(None, environ={}).config.theme == "dark"


def test_a_file_that_was_named_has_to_exist(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.yaml") == ["there is no such file: --config names another one"]
    with pytest.raises(ConfigError, match="there is no such file"):
        load(None, environ={"CLAIMDESK_CONFIG": str(tmp_path / "none.yaml")})


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ["is no file: --config names another one"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission")
def test_a_file_that_cannot_be_read_is_said_so(write: Write) -> None:
    path = write("theme: light")
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        assert refusal(path) == ["cannot be read: Permission denied"]
    finally:
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)


# What it overrides


def test_an_empty_file_overrides_nothing(write: Write) -> None:
    shipped = load(None, environ={}).config
    for text in ("", "# nothing\n", "---\n", "{}", "\ufeff"):
        assert from_text(write, text) == shipped


def test_a_section_replaces_the_whole_section(write: Write) -> None:
    loaded = load(write("flags: []\nreading: {layout: blocks}"), environ={})
    assert loaded.config.flags == ()
    assert loaded.config.reading.layout == "blocks"
    assert loaded.config.reading.column == 88
    assert loaded.origins["flags"] == loaded.file
    assert loaded.origins["theme"] == resources.shipped_config()


def test_keys_are_overridden_one_by_one(write: Write) -> None:
    loaded = load(write("keys: {undo: [z, ctrl+z], theme.next: f9}"), environ={})
    assert loaded.config.keys["undo"] == ("z", "ctrl+z")
    assert loaded.config.keys["theme.next"] == ("f9",)
    assert loaded.config.keys["redo"] == ("U",)
    assert loaded.origins["keys.undo"] == loaded.file
    assert "keys.redo" not in loaded.origins


def test_shipped_combinations_of_labels_that_are_gone_are_gone_too(write: Write) -> None:
    config = from_text(write, LABEL)
    assert [label.name for label in config.labels] == ["fact"]
    assert config.combinations == ()


def test_paths_are_relative_to_the_file_that_names_them(write: Write, tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text("# Rules")
    config = from_text(write, "paths: {database: sub/x.db}\nguideline: {file: rules.md}")
    assert database_file(config) == tmp_path / "sub" / "x.db"
    assert guideline_file(config) == tmp_path / "rules.md"


def test_a_tilde_is_the_home_folder(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    config = from_text(write, "paths: {database: ~/labels.db}")
    assert database_file(config) == tmp_path / "labels.db"


def test_the_home_of_nobody_is_refused(write: Write) -> None:
    path = write("paths: {database: ~no-such-user-here/x.db}")
    assert refusal(path) == ["paths.database: nobody's home is ~no-such-user-here/x.db"]


def test_without_a_path_the_shipped_guideline_and_the_data_folder_count() -> None:
    config = load(None, environ={}).config
    assert guideline_file(config) == resources.guideline_file()
    assert database_file(config) == resources.default_database()


def test_a_path_that_no_system_takes_is_refused(write: Write) -> None:
    name = "x" * 5000
    (line,) = refusal(write(f"paths: {{database: {name}}}"))
    assert line.startswith("paths.database: xxx")
    assert "xxx cannot be used: " in line
    assert len(line) < 800


def test_of_a_thousand_mistakes_the_first_are_told_and_the_others_counted(write: Write) -> None:
    path = write("".join(f"unknown{n}: 1\n" for n in range(1_000)))
    with pytest.raises(ConfigError) as caught:
        load(path, environ={})
    *told, rest = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}: unknown") for line in told)
    assert rest == f"… and {1_000 - len(told)} more problems"


def test_a_folder_is_no_database(write: Write, tmp_path: Path) -> None:
    assert refusal(write("paths: {database: .}")) == [
        f"paths.database: there is no file {tmp_path}"
    ]


def test_a_guideline_that_is_not_there_is_refused(write: Write, tmp_path: Path) -> None:
    path = write("guideline: {file: gone.md}")
    assert refusal(path) == [f"guideline.file: there is no file {tmp_path / 'gone.md'}"]


# The traps of YAML


def test_a_number_is_the_text_where_a_text_is_wanted(write: Write) -> None:
    assert from_text(write, LABEL).labels[0].key == "1"
    assert from_text(write, "guideline: {version: 1.10}").guideline.version == "1.10"
    assert from_text(write, "guideline: {version: 2024-01-01}").guideline.version == "2024-01-01"


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "true", "null", "~"])
def test_a_word_that_yaml_takes_for_something_else_has_to_be_quoted(
    write: Write, word: str
) -> None:
    what = f'YAML takes {word} for something else; quote it: "{word}" (line 1)'
    assert refusal(write(f"keys: {{undo: {word}}}")) == [f"keys.undo: {what}"]
    assert from_text(write, f'keys: {{undo: "{word}"}}').keys["undo"] == (word,)


def test_a_colour_without_quotes_is_a_comment_and_said_so(write: Write) -> None:
    text = LABEL.replace('colour: "#56B4E9", describe: a fact}', "colour: ")
    text = (
        text.replace("{name", "name")
        .replace(", ", "\n    ")
        .replace("colour:", "describe: a\n    colour: #56B4E9")
    )
    what = "is empty; a value that begins with # has to be quoted (line 9)"
    assert refusal(write(text)) == [f"labels.1.colour: {what}"]


def test_the_same_name_twice_is_refused_with_both_lines(write: Write) -> None:
    path = write("theme: dark\nreading:\n  column: 80\n  column: 90\n")
    assert refusal(path) == ["'column' stands there twice, first in line 3 (line 4)"]


def test_a_tab_as_indent_is_named(write: Write) -> None:
    path = write("reading:\n\tcolumn: 80\n")
    assert refusal(path) == ["a tab cannot indent here; use spaces (line 2)"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: 'x", "is not YAML: while scanning a quoted scalar, found unexpected end of stream"),
        ("a: b: c", "is not YAML: mapping values are not allowed"),
        ("a: [1, 2", "is not YAML: while parsing a flow"),
        ("a: \x07", "is not YAML: "),
        ("- theme", "has to hold settings of the form `name: value`"),
        ("theme", "has to hold settings of the form `name: value`"),
        ("a: 1\n---\nb: 2", "has to be one document"),
        ("a: &x [1]\nb: *x", "aliases such as *x are not allowed"),
        ("a: &x [*x]", "aliases such as *x are not allowed"),
        ("a: !!python/object/apply:os.getcwd []", "tags such as"),
        ("a: !mine x", "tags such as !mine are not allowed"),
        ("a: !!binary aGk=", "tags such as"),
        ("? [a]\n: b", "the name of a setting has to be a text"),
        ("[" * 900_000, "is nested more than 20 deep"),
        ("- " * 100_000, "is nested more than 20 deep"),
        ("# " + "x" * 1_000_000, "is larger than a configuration can be"),
    ],
    ids=lambda value: value[:12],
)
def test_what_is_no_plain_yaml_is_refused_in_one_sentence(
    write: Write, text: str, what: str
) -> None:
    (line,) = refusal(write(text))
    assert line.startswith(what)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("theme: dark\nannotator: Zoé\n".encode("latin-1"))
    assert refusal(path) == ["has to be UTF-8 text (line 2)"]


@given(text=st.text(alphabet=st.sampled_from("ab:#-[]{}&*!|>'\"%@`,? \n\t~0"), max_size=40))
@settings(deadline=None, max_examples=300)
def test_any_text_is_either_a_configuration_or_refused(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text)
    try:
        load(path, environ={})
    except ConfigError as error:
        lines = str(error).splitlines()
    else:
        lines = []
    assert all(line.startswith(f"{path}: ") for line in lines)


# Every problem at once


def test_every_problem_is_told_at_once_with_the_nearest_name(write: Write) -> None:
    text = """
theem: dark
advance: nxt
reading: {layot: flow, column: wide}
import: {max_megabytes: 0, language: English!}
annotator: [anna]
keys: {undo: {a: b}}
flags: none
"""
    assert refusal(write(text)) == [
        'theem: there is no such section; did you mean "theme"? (line 2)',
        "advance: 'nxt' is none of unlabelled, next, stay; did you mean \"next\"? (line 3)",
        'reading.layot: there is no such setting; did you mean "layout"? (line 4)',
        "reading.column: has to be a whole number from 40 to 200 (line 4)",
        "import.max_megabytes: has to be a whole number from 1 to 1000 (line 5)",
        "import.language: has to be a language code such as en or uk (line 5)",
        "annotator: has to be a single value (line 6)",
        "keys.undo: has to be a list; write [] for none (line 7)",
        "flags: has to be a list; write [] for none (line 8)",
    ]


@pytest.mark.parametrize("number", ["0123", "0x40", "1_00", "8e1", "80.0", "1:20", "'80'", "-80"])
def test_a_number_that_could_be_read_in_two_ways_is_refused(write: Write, number: str) -> None:
    (line,) = refusal(write(f"reading: {{column: {number}}}"))
    assert line.startswith("reading.column: has to be a whole number")


# Writing it down


def test_what_is_shown_can_be_loaded_again(write: Write) -> None:
    loaded = load(write("theme: light\nkeys: {undo: ['#', y]}"), environ={})
    text = as_yaml(loaded)
    assert f"# from {loaded.file}\ntheme: light\n" in text
    assert f"# from {resources.shipped_config()}; from {loaded.file}: undo\nkeys:\n" in text
    assert from_text(write, text) == loaded.config


def test_the_schema_describes_every_setting_and_requires_no_section() -> None:
    schema = json_schema()
    assert "required" not in schema["$defs"]["Config"]
    for group in schema["$defs"].values():
        assert group["description"]
        for name, setting in group["properties"].items():
            assert setting.get("description") or "$ref" in setting, name
    msgspec.json.encode(schema)


def test_a_config_is_frozen() -> None:
    config = load(None, environ={}).config
    with pytest.raises(AttributeError):
        config.theme = "light"  # type: ignore[misc]  # that is the point


def test_the_label_of_a_name_is_found() -> None:
    config = load(None, environ={}).config
    assert config.boilerplate is config.label("boilerplate")
    assert config.label("rumour") is None


def test_importing_the_configuration_loads_neither_yaml_nor_a_front_end() -> None:
    code = (
        "import sys, annotations.config; "
        "unwanted = 'yaml platformdirs textual click rich difflib'.split(); "
        "print(sys.modules.keys() & set(unwanted))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
