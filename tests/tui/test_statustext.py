import pytest
from at_work import CONFIG

from tui import statustext
from tui.look import Look
from tui.page import Corpus
from tui.statustext import Line, Status
from tui.themes import PALETTES
from tui.wrapping import cells

LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)

STATUS = Status(
    annotator="ada",
    corpus=Corpus(articles=5, sentences=175, finished=1, labelled=31),
    unsaved=0,
    failing=False,
    busy=False,
    pace=14,
    place=0,
    count="",
)


def status(**changed: object) -> Status:
    fields = {name: getattr(STATUS, name) for name in Status.__slots__}
    return Status(**{**fields, **changed})


def text(line: Line) -> str:
    return "".join(part for part, _ in line)


def right(of: Status, *, width: int = 40, folded: bool = False) -> str:
    return text(statustext.saving(of, look=LOOK, width=width, folded=folded))


def test_the_header_names_the_annotator() -> None:
    line = statustext.who(STATUS, look=LOOK, width=40, folded=False)
    assert text(line) == " claimdesk  ada"


def test_a_folded_header_says_which_article_is_open() -> None:
    line = statustext.who(STATUS, look=LOOK, width=26, folded=True)
    assert text(line) == " 1/5 ▾  ada"


@pytest.mark.parametrize("width", [8, 12, 26, 40])
def test_a_long_or_hostile_name_fits_and_is_harmless(width: int) -> None:
    named = status(annotator="[bold]\x1b[31mMaximiliane[/] 乌克兰 von und zu Liechtenstein")
    line = text(statustext.who(named, look=LOOK, width=width, folded=False))
    assert "\x1b" not in line
    assert cells(line) <= max(width, cells(" claimdesk  "))


def test_progress_is_told_in_numbers_with_their_units() -> None:
    line = text(statustext.progress(STATUS, look=LOOK, width=40))
    assert line.strip() == "31/175 sentences · 1/5 articles"
    assert len(line) - len(line.lstrip()) == (40 - len(line.strip())) // 2


def test_progress_keeps_the_most_important_number_where_it_is_narrow() -> None:
    assert text(statustext.progress(STATUS, look=LOOK, width=20)).strip() == "31/175"


def test_saved_pending_and_not_saved_are_told_apart() -> None:
    assert "✓ saved" in right(STATUS)
    assert "3 pending" in right(status(unsaved=3))
    failing = right(status(unsaved=3, failing=True))
    assert "! 3 NOT SAVED" in failing
    assert "saved" not in failing


@pytest.mark.parametrize("unsaved", [0, 1])
def test_a_moment_after_a_label_nothing_is_said_of_saving(unsaved: int) -> None:
    line = right(status(unsaved=unsaved, busy=True))
    assert "…" in line
    assert "saved" not in line
    assert "pending" not in line
    assert line.endswith("14 a minute ")


def test_a_label_that_is_not_saved_is_said_at_once() -> None:
    assert "! 3 NOT SAVED" in right(status(unsaved=3, failing=True, busy=True))


def test_nothing_beside_it_moves_when_saved_is_said() -> None:
    assert right(STATUS).index("14") == right(status(busy=True)).index("14")


def test_the_pace_is_left_out_until_it_is_known() -> None:
    assert right(STATUS).endswith("14 a minute ")
    assert right(STATUS, folded=True).endswith("14/min ")
    assert right(status(pace=None)).endswith("saved ")


def test_the_count_being_typed_is_shown() -> None:
    assert "12×" in right(status(count="12"))


def test_the_right_third_ends_at_the_edge() -> None:
    for width in (26, 40, 66):
        assert cells(right(STATUS, width=width, folded=True)) == width


def test_a_rule_is_a_thin_line_with_joints() -> None:
    line = text(statustext.rule("", look=LOOK, width=12, joints=[3, 8, 99, -1]))
    assert line == "───┴────┴───"


@pytest.mark.parametrize("width", [10, 40, 120])
def test_a_message_is_set_into_the_rule_cut_and_harmless(width: int) -> None:
    line = text(statustext.rule("undone: \x1b[2J claim " + "x" * 80, look=LOOK, width=width))
    assert "\x1b" not in line
    assert cells(line) <= width
    assert line.startswith("── ")


def test_a_warning_has_another_style_than_a_message() -> None:
    styles = [
        statustext.rule("message", look=LOOK, width=40, warning=warning)[1][1]
        for warning in (False, True)
    ]
    assert styles[0] != styles[1]


LONG = "/home/ada/Documents/work/annotation projects/2026/harbour/second round/labels.db"


@pytest.mark.parametrize("name", [LONG, LONG.replace("/", "\\"), f"C:{LONG}", f"`{LONG}`"])
def test_where_a_message_is_too_long_its_path_gives_way_and_the_reason_stays(name: str) -> None:
    said = f"not saved, tried again: {name} cannot be read or written"
    line = text(statustext.rule(said, look=LOOK, width=100))
    assert "labels.db" in line
    assert "cannot be read or written" in line
    assert cells(line) == 100


def test_of_a_path_in_a_message_no_more_is_left_out_than_there_is_no_room_for() -> None:
    said = "/home/ada/Documents/work/annotation/labels.db is full"
    line = text(statustext.rule(said, look=LOOK, width=cells(said) + 5))
    assert line == "── /home/ada/Documents/work/annotati…/labels.db is full ──"
    assert said in text(statustext.rule(said, look=LOOK, width=cells(said) + 6))
