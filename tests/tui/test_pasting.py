"""Pastes that hold what a terminal would take for keys."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver

from tui.pasting import BEGIN, END, ESC, Pastes, careful

HOSTILE = f"word {ESC}]52;c;eA==\x07 bbbb {ESC}[A{ESC}{ESC}q"

texts = st.text(st.sampled_from([*"ab[20~1;", ESC])).filter(lambda text: END not in text)


def heard(*pieces: str) -> list[object]:
    with careful(linux_driver.__name__):
        parser = vars(linux_driver)["XTermParser"]()
    return [event for piece in pieces for event in parser.feed(piece)]


def keys(found: list[object]) -> list[str]:
    return [event.key for event in found if isinstance(event, events.Key)]


def pasted(found: list[object]) -> list[str]:
    return [event.text for event in found if isinstance(event, events.Paste)]


def test_no_key_is_heard_in_what_is_pasted() -> None:
    found = heard("j", f"{BEGIN}{HOSTILE}{END}", "kk")
    assert keys(found) == ["j", "k", "k"]
    assert pasted(found) == [HOSTILE.replace(ESC, "")]


def test_keys_are_heard_as_ever() -> None:
    assert keys(heard("j", f"{ESC}[A", f"{ESC}OP", "é")) == ["j", "up", "f1", "é"]


def test_the_end_of_what_is_typed_is_told() -> None:
    assert keys(heard("j", "")) == ["j"]


def test_the_library_has_its_own_parser_again() -> None:
    heard("j")
    assert vars(linux_driver)["XTermParser"] is XTermParser


def test_a_driver_without_that_parser_is_left_as_it_is() -> None:
    with careful("textual.drivers.headless_driver"):
        pass


@given(before=texts, text=texts, after=texts, cuts=st.lists(st.integers(0, 60)))
def test_a_paste_loses_its_esc_and_nothing_else_in_whatever_pieces_it_comes(
    before: str, text: str, after: str, cuts: list[int]
) -> None:
    before, after = before.replace("~", ""), after.replace("~", "")
    typed = f"{before}{BEGIN}{text}{END}{after}"
    inner = typed[len(before) + len(BEGIN) :].partition(END)
    ends = sorted({0, len(typed), *(cut for cut in cuts if cut < len(typed))})
    pastes = Pastes()
    told = "".join(pastes.harmless(typed[start:end]) for start, end in pairwise(ends))
    assert told == f"{before}{BEGIN}{inner[0].replace(ESC, '')}{END}{inner[2]}"
