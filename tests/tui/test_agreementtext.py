from datetime import date

import pytest
from at_work import CONFIG

from annotations.review.agreement import measured
from annotations.review.measures import NOT_A_PAIR, NOTHING_SHARED
from annotations.review.patterns import Patterns
from annotations.workflow.agreeing import Agreement, Measured
from tui.agreementtext import (
    SHADES,
    Line,
    Shown,
    agreement_lines,
    matrix_lines,
    matrix_page,
    matrix_top,
)
from tui.agreementwords import ORIENTATION, decimal, week_name
from tui.heatmap import Spot, moved, spot_at
from tui.look import Look
from tui.themes import PALETTES
from tui.wrapping import cells

LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)
PLAIN = Look(PALETTES["dark"], CONFIG, no_color=True)
ORDER = [label.name for label in CONFIG.labels]

PATTERNS: Patterns = {
    ("claim", "claim"): 1200,
    ("claim", "opinion"): 310,
    ("opinion", "opinion"): 400,
    ("opinion", "claim"): 100,
    ("attribution", "attribution"): 600,
    ("boilerplate", "boilerplate"): 50,
    ("boilerplate", "claim"): 3,
}
WITHOUT: Patterns = {one: n for one, n in PATTERNS.items() if set(one) != {"boilerplate"}}
SECONDARY: Patterns = {("claim", "claim"): 5, ("none", "claim"): 2, ("none", "none"): 9}


def shown(
    patterns: Patterns = PATTERNS,
    names: tuple[str, ...] = ("ada", "ben"),
    *,
    spot: Spot = Spot(0, 2),  # noqa: B008 - a tuple
    secondary: bool = False,
    without_boilerplate: bool = False,
) -> Shown:
    def figures(of: Patterns) -> Measured:
        return Measured(
            measured(of, names, order=ORDER, resamples=50),
            measured(WITHOUT if of is PATTERNS else of, names, order=ORDER, resamples=50),
        )

    return Shown(
        agreement=Agreement(
            names, figures(patterns), figures(SECONDARY if len(names) == 2 else patterns)
        ),
        spot=spot,
        secondary=secondary,
        without_boilerplate=without_boilerplate,
    )


def text(lines: list[Line]) -> list[str]:
    return ["".join(part for part, _ in line) for line in lines]


def told(of: Shown, *, width: int = 80, look: Look = LOOK) -> str:
    return "\n".join(text(agreement_lines(of, look=look, width=width)))


def line_with(what: str, lines: str) -> str:
    return next(line for line in lines.split("\n") if what in line)


def test_figures_stand_with_the_sentences_that_they_rest_on() -> None:
    raw = line_with("raw agreement", told(shown()))
    assert raw.split() == ["raw", "agreement", ".845", "2,663", ".842", "2,613"]
    assert "ada, ben: 2,663 sentences labelled by two of them or more" in told(shown())


def test_the_guideline_is_repeated_for_primary_labels_only() -> None:
    assert ORIENTATION in told(shown())
    assert ORIENTATION not in told(shown(secondary=True))


def test_every_cell_carries_its_count_and_a_shade_of_its_share_of_the_row() -> None:
    lines = matrix_lines(shown().figures, Spot(3, 3), look=LOOK, width=80)
    _, claim, attribution, *_ = text(lines)
    assert claim.replace(SHADES[4], "").replace(SHADES[1], "").split() == [
        "claim", "1,200", "0", "310", "0",
    ]  # fmt: skip
    assert claim.count(SHADES[4]) == claim.count(SHADES[1]) > 2
    assert attribution.count(SHADES[4]) > 2
    assert not set(attribution) & set(SHADES[1:4])


@pytest.mark.parametrize("look", [LOOK, PLAIN])
def test_one_cell_is_marked_by_brackets_and_style(look: Look) -> None:
    lines = matrix_lines(shown().figures, Spot(0, 2), look=look, width=80)
    marked = [(part, style) for line in lines for part, style in line if part.startswith("[")]
    ((part, style),) = marked
    assert part.endswith("310]")
    assert style.reverse or style.bgcolor != look.text.bgcolor
    assert "".join(text(lines)).count("[") == 1


def test_the_cell_under_the_cursor_is_told_in_words() -> None:
    assert " ada: claim, ben: opinion, 310 sentences, 20.5 % of the row" in told(shown())
    assert "boilerplate, ben: claim, 3 sentences, 5.7 % of" in told(shown(spot=Spot(3, 0)))


def test_the_first_row_of_the_matrix_is_where_it_is_said_to_be() -> None:
    for of in (
        shown(),
        shown(secondary=True),
        shown({("claim", "claim", None): 2}, ("a", "b", "c")),
    ):
        for width in (80, 140):
            lines = text(agreement_lines(of, look=LOOK, width=width))
            assert lines[matrix_top(of, look=LOOK, width=width)].startswith(" claim")


def test_a_click_finds_the_cell_that_was_painted() -> None:
    of = shown()
    page = matrix_page(of.figures, of.spot, width=80)
    row = text(matrix_lines(of.figures, of.spot, look=LOOK, width=80))[1]
    assert spot_at(page, of.matrix, x=row.index("[") + 1, row=0) == of.spot
    assert spot_at(page, of.matrix, x=row.index("]"), row=0) == of.spot


def test_boilerplate_can_be_left_out_of_matrix_and_labels() -> None:
    of = shown(without_boilerplate=True)
    assert of.figures is of.measured.without_boilerplate
    assert "By label, without boilerplate" in told(of)
    assert of.matrix.counts[3][3] == 0
    assert "By label\n" in told(shown())


def test_secondary_labels_have_a_view_of_their_own() -> None:
    of = shown(secondary=True)
    assert of.matrix.labels == ("claim", "none")
    assert " Secondary labels" in told(of)


def test_of_more_than_two_the_pairs_are_summed_and_listed() -> None:
    of = shown(
        {("claim", "claim", "opinion"): 4, ("opinion", None, "opinion"): 1},
        ("a", "b", "c"),
        spot=Spot(0, 1),
    )
    lines = told(of)
    assert f"Cohen's kappa: {NOT_A_PAIR}" in lines
    assert "first ↓ second →" in lines
    assert "first: claim, second: opinion, 8 pairs, 66.7 % of the row" in lines
    assert line_with(" a · c", lines).split()[3:] == [
        "5",
        ".200",
        decimal(of.figures.pairs[1].cohen_kappa.value),
    ]


def test_nothing_in_common_is_said_and_nothing_breaks() -> None:
    of = shown({}, ("ada", "ben"))
    assert NOTHING_SHARED in " ".join(told(of).split())
    assert told(of).count("nothing yet") == 2
    assert moved(of.spot, of.matrix) == Spot(0, 0)


def test_many_labels_are_seen_a_page_of_columns_at_a_time() -> None:
    patterns: Patterns = {(f"label {n:02}", f"label {n:02}"): 10 for n in range(20)}
    first = told(shown(patterns, spot=Spot(0, 0)))
    assert "columns 1 to 7 of 20" in first
    last = told(shown(patterns, spot=Spot(19, 19)))
    assert "columns 15 to 20 of 20" in last
    assert "10]" in last


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("secondary", [False, True])
def test_no_line_is_wider_than_the_page(width: int, *, secondary: bool) -> None:
    long = "乌克兰总统周五表示他愿意在任何地方进行谈判俄罗斯没有立即作出回应"
    patterns: Patterns = {(long, "x" * 40): 1_234_567, ("claim", "claim"): 1_000_000, ("", "q"): 1}
    for names in ((long, "y" * 80), ("a", long)):
        lines = told(shown(patterns, names, secondary=secondary), width=width)
        assert max(map(cells, lines.split("\n"))) <= width
    many: Patterns = {("claim",) * 4: 3_000_000, ("opinion",) * 4: 5}
    lines = told(shown(many, ("ada", "ben", long, "y" * 80), secondary=secondary), width=width)
    assert max(map(cells, lines.split("\n"))) <= width


def test_hostile_names_and_labels_are_harmless() -> None:
    patterns: Patterns = {("c\x9bd", "[@click=app.quit]x"): 3, ("a\x1b[2J", "a\x1b[2J"): 2}
    lines = told(shown(patterns, ("a\x1b[2Jda", "b\x07")), width=120)
    assert "\x1b" not in lines
    assert "\x9b" not in lines
    assert "\x07" not in lines


def test_digits_have_no_zero_before_the_point() -> None:
    assert [decimal(value) for value in (0.7434, 1.0, 0.0, -0.0001, -0.25, -1.0, None)] == [
        ".743", "1.000", ".000", ".000", "-.250", "-1.000", "–",
    ]  # fmt: skip


def test_weeks_are_named_as_in_the_standard() -> None:
    assert week_name(date(2024, 12, 30)) == "2025-W01"
    assert week_name(date(2023, 12, 18)) == "2023-W51"
