"""The table of keys: what is bound, what may be bound, and what is refused."""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from annotations import resources
from annotations.config import Combination, Config, Flag, load
from annotations.errors import ConfigError, UnknownName
from tui.keydocs import as_markdown
from tui.keynames import character, key_name, shown
from tui.keys import KEYS, Context, bindings, resolve


@pytest.fixture(scope="module")
def config() -> Config:
    return load(resources.shipped_config(), environ={}).config


def rebound(config: Config, **changes: Any) -> Config:
    return msgspec.structs.replace(config, **changes)


def with_keys(config: Config, **keys: str | tuple[str, ...]) -> Config:
    """Keys by id, `_` for the dot: `cursor_down="J"`."""
    own = {
        id_.replace("_", ".", 1): (key,) if isinstance(key, str) else key
        for id_, key in keys.items()
    }
    return rebound(config, keys=dict(config.keys) | own)


def refusal(config: Config) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        resolve(config)
    return str(caught.value).splitlines()


# The table


def test_the_shipped_file_lists_every_id_with_its_default(config: Config) -> None:
    assert dict(config.keys) == {key.id: key.keys for key in KEYS}
    assert list(config.keys) == [key.id for key in KEYS]


def test_the_shipped_file_comments_each_key_with_its_help() -> None:
    lines = resources.shipped_config().read_text(encoding="utf-8").splitlines()
    for key in KEYS:
        (line,) = [line for line in lines if line.startswith(f"  {key.id}: ")]
        assert line.endswith(f" # {key.help}")


def test_the_page_of_keys_is_the_one_the_table_gives(config: Config) -> None:
    page = resources.shipped_config().parent / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == as_markdown(config)


def test_ids_and_helps_are_unique_within_a_place() -> None:
    assert len({key.id for key in KEYS}) == len(KEYS)
    for key in KEYS:
        assert key.help
        assert key.contexts


@pytest.mark.parametrize(
    ("key", "id_"),
    [
        ("1", "primary.claim"),
        ("b", "primary.boilerplate"),
        ("A", "secondary.attribution"),
        ("r", "combination.r"),
        ("B", "label.to_end"),
        ("j", "cursor.down"),
        ("left_square_bracket", "article.previous"),
        ("question_mark", "help"),
        ("full_stop", "label.repeat"),
        ("shift+tab", "pane.previous"),
        ("ctrl+p", "palette"),
    ],
)
def test_the_main_screen_hears_the_keys_of_the_contract(config: Config, key: str, id_: str) -> None:
    binding = resolve(config).hear(key, "annotate")
    assert binding is not None
    assert binding.id == id_


def test_what_is_typed_is_not_heard(config: Config) -> None:
    keymap = resolve(config)
    for context in ("note", "search"):
        assert keymap.hear("q", context) is None
        assert keymap.hear("question_mark", context) is None
        assert keymap.hear("space", context) is None
        assert keymap.hear("escape", context) is keymap.binding("cancel")


def test_choosing_a_flag_hears_the_flags_alone(config: Config) -> None:
    keymap = resolve(config)
    question = keymap.hear("q", "flag")
    assert question is not None
    assert (question.verb, question.argument) == ("flag", "question")
    assert keymap.hear("x", "flag") is None
    assert keymap.hear("ctrl+g", "flag") is keymap.binding("cancel")


def test_escape_is_never_the_only_way_out(config: Config) -> None:
    keymap = resolve(config)
    for context in get_args(Context):
        ways = {"ctrl+g", "ctrl+q"}
        assert all(keymap.hear(key, context) for key in ways)


def test_a_label_that_is_never_secondary_has_no_capital(config: Config) -> None:
    ids = [binding.id for binding in bindings(config)]
    assert "secondary.opinion" in ids
    assert "secondary.boilerplate" not in ids


def test_counts_begin_with_the_digits_that_are_no_labels(config: Config) -> None:
    assert resolve(config).counting == frozenset("056789")
    two = rebound(config, labels=config.labels[:2])
    assert resolve(two).counting == frozenset("03456789")


# Changes by the user


def test_a_key_can_be_changed_and_taken_away(config: Config) -> None:
    keymap = resolve(with_keys(config, undo=("Ctrl+Z", "z"), copy=()))
    undo = keymap.binding("undo")
    assert undo is not None
    assert undo.keys == ("ctrl+z", "z")
    assert keymap.hear("u", "annotate") is None
    assert keymap.hear("y", "annotate") is None


def test_an_id_left_out_keeps_its_default(config: Config) -> None:
    binding = resolve(rebound(config, keys={})).binding("undo")
    assert binding is not None
    assert binding.keys == ("u",)


def test_an_unknown_id_is_refused_with_the_nearest(config: Config) -> None:
    assert refusal(with_keys(config, cursor_dwn="J")) == [
        'keys.cursor.dwn: there is no such action; did you mean "cursor.down"?'
    ]


def test_keys_of_labels_are_set_where_the_labels_are(config: Config) -> None:
    assert refusal(with_keys(config, primary_claim="z", flag_check="z")) == [
        "keys.primary.claim: this key is set in the section labels",
        "keys.flag.check: this key is set in the section flags",
    ]


UNDO_ON_J = 'keys.undo: "j" is also a key of cursor.down; cursor.down and undo cannot share it'


def test_a_clash_names_both_actions_and_the_key(config: Config) -> None:
    assert refusal(with_keys(config, undo="j")) == [UNDO_ON_J]


def test_a_key_of_anywhere_clashes_with_every_place(config: Config) -> None:
    assert refusal(with_keys(config, help="down")) == [
        'keys.help: "↓" is also a key of cursor.down; cursor.down and help cannot share it',
        'keys.search.down: "↓" is also a key of help; help and search.down cannot share it',
    ]


def test_the_same_key_in_two_places_is_no_clash(config: Config) -> None:
    resolve(with_keys(config, search_down=("ctrl+n",), view_toggle_layout="ctrl+n"))


KINDS = ("primary", "secondary", "combination")


@pytest.mark.parametrize("key", ["c", "C", "r", "1"])
def test_a_key_that_belongs_to_a_label_is_refused(config: Config, key: str) -> None:
    begins = f'keys.undo: "{key}" is also a key of '
    lines = [line for line in refusal(with_keys(config, undo=key)) if line.startswith(begins)]
    assert any(line.startswith(f"{begins}{kind}.") for line in lines for kind in KINDS)


def test_a_label_on_a_key_of_the_table_is_refused(config: Config) -> None:
    labels = (msgspec.structs.replace(config.labels[0], letter="u"), *config.labels[1:])
    assert refusal(rebound(config, labels=labels)) == [
        'keys.undo: "u" is also a key of primary.claim; primary.claim and undo cannot share it',
        'keys.redo: "U" is also a key of secondary.claim; secondary.claim and redo cannot share it',
        'for the labels to have these keys, add keys: {undo: [ctrl+u], redo: ["-"]}',
    ]


LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8)
NAMED = re.compile("add (keys: .*)$", re.MULTILINE)


@given(letters=LETTERS.filter(lambda letters: len(set(letters)) == len(letters)))
def test_labels_on_any_letters_load_once_the_advice_is_taken(config: Config, letters: str) -> None:
    first = config.labels[0]
    labels = tuple(
        msgspec.structs.replace(first, name=letter, key=letter, letter=letter) for letter in letters
    )
    own = rebound(config, labels=labels, combinations=())
    try:
        resolve(own)
    except ConfigError as error:
        found = NAMED.search(str(error))
        assert found is not None
        advice = yaml.safe_load(found[1])["keys"]
        changed = {id_: tuple(keys) for id_, keys in advice.items()}
        assert all(changed.values())
        resolve(rebound(own, keys={**own.keys, **changed}))


def test_the_example_of_the_page_is_what_is_advised(config: Config) -> None:
    d, y = (
        msgspec.structs.replace(label, letter=letter)
        for label, letter in zip(config.labels[:2], "dy", strict=True)
    )
    own = rebound(config, labels=(d, y), combinations=())
    found = NAMED.search("\n".join(refusal(own)))
    assert found is not None
    page = as_markdown(config)
    example = page.split("```yaml\n")[1].split("```")[0]
    assert yaml.safe_load(example) == yaml.safe_load(found[1])


def test_an_action_keeps_the_keys_that_it_has_besides(config: Config) -> None:
    labels = (msgspec.structs.replace(config.labels[0], letter="j"), *config.labels[1:])
    advice = refusal(rebound(config, labels=labels))[-1]
    assert "cursor.down: [down]" in advice


def test_a_combination_on_the_key_of_a_label_is_refused(config: Config) -> None:
    pair = Combination(key="o", label="attribution", secondary="claim")
    (line,) = refusal(rebound(config, combinations=(pair,)))
    assert line.startswith('combinations.o: "o" is also a key of primary.opinion; ')
    assert line.endswith("primary.opinion and combination.o cannot share it")


def test_digits_that_begin_a_count_are_refused(config: Config) -> None:
    pair = Combination(key="7", label="attribution", secondary="claim")
    changed = with_keys(rebound(config, combinations=(pair,)), undo="5", help="8")
    assert refusal(changed) == [
        'combinations.7: "7" begins a count; combination.7 needs another key',
        'keys.undo: "5" begins a count; undo needs another key',
        'keys.help: "8" begins a count; help needs another key',
    ]
    resolve(rebound(config, flags=(Flag(name="x", key="5", describe="y"),)))


def test_what_people_need_to_get_out_keeps_a_key(config: Config) -> None:
    assert refusal(with_keys(config, quit=(), cancel=())) == [
        "keys.cancel: needs at least one key",
        "keys.quit: needs at least one key",
    ]


@pytest.mark.parametrize("key", ["s", "?", "space", "full_stop"])
def test_a_key_that_is_typed_cannot_act_while_typing(config: Config, key: str) -> None:
    (line,) = refusal(with_keys(config, note_save=key))
    assert line == f'keys.note.save: "{key}" is typed there; take a key that types nothing'


def test_all_problems_are_told_at_once_with_the_file(config: Config) -> None:
    changed = with_keys(config, undo="j", redo="ctrl+i", copi="y", search="slush")
    with pytest.raises(ConfigError) as caught:
        resolve(changed, file=Path("mine.yaml"))
    assert str(caught.value).splitlines() == [
        'mine.yaml: keys.copi: there is no such action; did you mean "copy"?',
        'mine.yaml: keys.redo: "ctrl+i" cannot be used: terminals send tab for it',
        'mine.yaml: keys.search: "slush" is no key; did you mean "slash"?',
        "mine.yaml: " + UNDO_ON_J,
    ]


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("ctrl+i", "tab"),
        ("ctrl+m", "enter"),
        ("Ctrl+J", "enter"),
        ("ctrl+h", "backspace"),
        ("ctrl+[", "escape"),
        ("ctrl+left_square_bracket", "escape"),
    ],
)
def test_keys_that_arrive_as_others_are_refused_with_the_reason(key: str, sent: str) -> None:
    with pytest.raises(UnknownName, match=f"cannot be used: .*terminals send {sent}"):
        key_name(key)


# Names


@given(st.characters(exclude_categories=("C", "Z", "M"), exclude_characters="↑↓←→"))
def test_a_character_is_named_as_textual_names_it(typed: str) -> None:
    composed = unicodedata.normalize("NFC", typed)
    assume(len(composed) == 1)
    assert key_name(typed) == _character_to_key(composed)


@pytest.mark.parametrize("code", range(0x21, 0x7F))
def test_every_ascii_character_can_be_written_as_itself_or_by_name(code: int) -> None:
    typed = chr(code)
    name = key_name(typed)
    assert name == _character_to_key(typed)
    assert key_name(name) == name
    assert character(name) == typed
    assert shown(name) == typed


@pytest.mark.parametrize(
    ("written", "name", "read"),
    [
        ("ESC", "escape", "esc"),
        ("PgDn", "pagedown", "PgDn"),
        ("page_up", "pageup", "PgUp"),
        ("return", "enter", "enter"),
        ("↓", "down", "↓"),
        ("F1", "f1", "F1"),
        ("space", "space", "space"),
        ("Ctrl+P", "ctrl+p", "ctrl+p"),
        ("shift+ctrl+up", "ctrl+shift+up", "ctrl+shift+↑"),
        ("alt+G", "alt+shift+g", "alt+shift+g"),
        ("ctrl+/", "ctrl+slash", "ctrl+/"),
        ("ctrl++", "ctrl+plus", "ctrl++"),
        ("backtab", "shift+tab", "shift+tab"),
        ("hyphen_minus", "minus", "-"),
        ("«", "left_pointing_double_angle_quotation_mark", "«"),
        ("left_pointing_double_angle_quotation_mark", None, "«"),
        ("ж", "ж", "ж"),
        (" x ", "x", "x"),
        ("e\u0301", "é", "é"),
    ],
)
def test_names_are_understood_and_shown(written: str, name: str | None, read: str) -> None:
    assert key_name(written) == (name or written)
    assert shown(key_name(written)) == read


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("", "is no key"),
        ("  ", "is no key"),
        ("pagedwn", 'did you mean "pagedown"'),
        ("cmd+x", 'there is no modifier "cmd"'),
        ("shift+g", "write the character that it types"),
        ("shift+1", "write the character that it types"),
        ("ctrl+", "is no key"),
        ("f25", "is no key"),
        ("\x1b", "is no key"),
        ("j,k", "is no key"),
    ],
)
def test_what_is_no_key_is_refused(written: str, what: str) -> None:
    with pytest.raises(UnknownName, match=what):
        key_name(written)


@given(st.text(max_size=20))
def test_any_text_is_a_key_or_refused(written: str) -> None:
    try:
        name = key_name(written)
    except UnknownName:
        return
    assert "," not in name
    assert shown(name)


def test_the_table_is_read_without_textual() -> None:
    code = (
        "import sys, tui.keys, tui.themes; "
        "print(sys.modules.keys() & {'textual', 'rich', 'click', 'yaml', 'platformdirs'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
