"""Any bytes whatever, in any pieces: what a terminal is sent holds nothing that it obeys."""

import io
import sys
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from nastyfiles import WORDS
from nastyruns import harmless_on_a_terminal

from tui.cli.talk import give, output, say

PIECES = st.lists(st.binary(max_size=40) | st.sampled_from([w.encode() for w in WORDS]), max_size=8)


class Screen(io.TextIOWrapper):
    """A terminal in memory."""

    def isatty(self) -> bool:
        return True


def sent(pieces: list[bytes]) -> str:
    kept = io.BytesIO()
    with mock.patch.object(sys, "stdout", Screen(kept, encoding="utf-8")):
        stream = output()
        for piece in pieces:
            assert stream.write(piece) == len(piece)
        stream.flush()
        return kept.getvalue().decode()


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_no_bytes_of_data_act_on_a_terminal(pieces: list[bytes]) -> None:
    harmless_on_a_terminal(sent(pieces))


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60))
def test_what_acts_on_nothing_is_sent_as_it_is(text: str) -> None:
    shown = sent([text.encode()])
    if text.replace("\n", "").isprintable():
        assert shown == text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.sampled_from(WORDS))
def test_nothing_that_is_told_acts_on_a_terminal(text: str) -> None:
    kept = io.StringIO()
    with mock.patch.object(sys, "stderr", kept):
        say(text)
    harmless_on_a_terminal(kept.getvalue())
    answered = io.BytesIO()
    with mock.patch.object(sys, "stdout", Screen(answered, "utf-8", "backslashreplace")):
        give(text)
        sys.stdout.flush()
        harmless_on_a_terminal(answered.getvalue().decode())
