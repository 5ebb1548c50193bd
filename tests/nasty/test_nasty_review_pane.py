"""What the review tells beside the article, in hostile words: none of it acts on a terminal."""

from collections.abc import Iterator

import pytest
from nastyfiles import WORDS
from nastyruns import harmless_on_a_terminal
from reviewing import ruling

from annotations import resources
from annotations.config import load
from annotations.model import LabelState
from annotations.store import Given, Opinion
from tui import reviewtext
from tui.bench import Tally
from tui.look import Look
from tui.paneltext import Line
from tui.themes import PALETTES

CONFIG = load(resources.shipped_config(), environ={}).config
LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)
C0_AND_C1 = "".join(map(chr, [*range(1, 32), *range(127, 160)]))


def told(words: str) -> Iterator[Line]:
    """All of the pane and its header, with these words wherever somebody can put words."""
    state = LabelState(words, words, (words,), words)
    said = ruling(
        words, secondary=words, note=words, reason=words, sent_to=(words,), among=(words, "x")
    )
    for given in (None, Given(words, said, 1_000_000)):
        case = reviewtext.Case(
            text=words,
            opinions=(Opinion(words, state, 1, 1200, "key"),),
            names=(words,),
            keys=("y",),
            own=said,
            given=given,
            waiting=True,
            precedents={((words,), words): 1},
        )
        yield from reviewtext.opinions(case, look=LOOK, width=200)
        yield from reviewtext.decision(case, look=LOOK, width=200)
        yield from reviewtext.before(case, look=LOOK, width=200)
    yield from reviewtext.header(words, words, Tally(0, 1), hidden=False, look=LOOK)


@pytest.mark.parametrize("words", [*WORDS, C0_AND_C1], ids=range(len(WORDS) + 1))
def test_nothing_beside_the_article_acts_on_a_terminal(words: str) -> None:
    lines = ["".join(text for text, _ in line) for line in told(words)]
    assert len(lines) > 10
    for line in lines:
        harmless_on_a_terminal(line)
