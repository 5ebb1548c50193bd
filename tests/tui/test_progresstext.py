from datetime import UTC, timedelta, timezone

import pytest
from at_work import CONFIG, NINE_O_CLOCK

from annotations.store import ArticleShare, Share
from tui.look import Look
from tui.progresstext import HOURS, STEPS, Figures, Line, progress_lines
from tui.themes import PALETTES
from tui.wrapping import cells

LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)
HOUR = NINE_O_CLOCK // 3_600_000_000

FIGURES = Figures(
    annotator="ada",
    articles=2,
    sentences=80,
    annotators={
        "ada": Share(40, 3, {"claim": 30, "opinion": 10}),
        "ben": Share(80, 0, {"boilerplate": 80}),
    },
    by_article=(
        ArticleShare(1, "Talks go on", 60, {"claim": 30, "opinion": 10}),
        ArticleShare(2, "Nothing yet", 20, {}),
    ),
    hours={HOUR: 30, HOUR - 1: 10},
    now=NINE_O_CLOCK,
)
NOTHING = Figures(
    annotator="ada", articles=0, sentences=0, annotators={}, by_article=(), hours={},
    now=NINE_O_CLOCK,
)  # fmt: skip


def changed(**values: object) -> Figures:
    fields = {name: getattr(FIGURES, name) for name in Figures.__slots__}
    return Figures(**{**fields, **values})


def text(lines: list[Line]) -> str:
    return "\n".join("".join(part for part, _ in line) for line in lines)


def told(figures: Figures = FIGURES, *, width: int = 120) -> str:
    return text(progress_lines(figures, look=LOOK, width=width, zone=UTC))


def line_with(what: str, shown: str) -> str:
    return next(line for line in shown.split("\n") if what in line)


def test_the_annotators_own_progress_stands_first() -> None:
    assert "ada: 40/80 sentences, 3 flagged" in told()


def test_labels_have_bars_in_proportion_with_number_and_share() -> None:
    claim, opinion = line_with("claim", told()), line_with("opinion", told())
    assert claim.endswith("30  75 %")
    assert opinion.endswith("10  25 %")
    assert claim.count("━") == 3 * opinion.count("━")


def test_a_label_no_longer_configured_is_counted_and_said_to_be() -> None:
    share = Share(5, 0, {"rumour": 5})
    line = line_with("rumour", told(changed(annotators={"ada": share})))
    assert line.strip().startswith("?")
    assert "(no longer configured)" in line


def test_an_article_has_a_bar_of_its_labels_glyphs() -> None:
    line = line_with("Talks", told())
    assert line.count("■") == 30
    assert line.count("◆") == 10
    assert line.endswith("40/60")
    assert line_with("Nothing", told()).endswith("0/20")


def test_the_rarest_label_is_seen_and_a_finished_article_fills_its_bar() -> None:
    labels = {"claim": 300, "opinion": 1, "attribution": 6}
    line = line_with("Talks", told(changed(by_article=(ArticleShare(1, "Talks", 307, labels),))))
    assert "◆" in line
    assert "❝▏307/307" in line


def test_articles_that_are_not_listed_are_counted() -> None:
    assert "… and 7 more articles" in told(changed(articles=9))
    assert "… and 1 more article\n" in told(changed(articles=3))
    assert "more article" not in told()


def test_others_are_seen_by_how_much_they_did_never_by_what() -> None:
    by_annotator = told().split("By annotator")[1]
    assert line_with("ben", by_annotator).endswith("80/80")
    assert "boilerplate" not in told()
    assert "·" not in by_annotator


def test_hours_are_a_strip_that_ends_now() -> None:
    strip = line_with(STEPS[-1], told().split("Labels an hour")[1])
    assert strip.split(STEPS[0])[-1].endswith(STEPS[3] + STEPS[-1])
    assert strip.strip().startswith("30")


def test_hours_begin_when_the_zone_says() -> None:
    first = timedelta(hours=HOURS - 1)
    assert "20 Dec 10:00" in told(), first
    there = timezone(timedelta(hours=2))
    shown = text(progress_lines(FIGURES, look=LOOK, width=120, zone=there))
    assert "20 Dec 12:00" in shown


def test_an_hour_with_a_single_label_can_be_seen() -> None:
    strip = told(changed(hours={HOUR: 1000, HOUR - 3: 1})).split("Labels an hour")[1]
    assert STEPS[1] in strip


def test_nothing_done_is_said_and_nothing_breaks() -> None:
    assert told(NOTHING).count("nothing yet") == 4
    assert "ada: 0/0 sentences, 0 flagged" in told(NOTHING)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    long = "乌克兰总统周五表示他愿意在任何地方进行谈判俄罗斯没有立即作出回应"
    share = Share(40, 3, {"x" * 40: 30, "opinion": 10})
    figures = changed(
        annotator=long,
        annotators={long: share, "ben": share},
        by_article=(ArticleShare(1, long, 60, {"claim": 60}),),
    )
    assert max(map(cells, told(figures, width=width).split("\n"))) <= width


def test_hostile_names_and_titles_are_harmless() -> None:
    figures = changed(
        annotator="a\x1b[2Jda",
        annotators={"a\x1b[2Jda": Share(1, 0, {"c\x9bd": 1})},
        by_article=(ArticleShare(1, "[@click=app.quit]x\x1b[0m", 60, {}),),
    )
    shown = told(figures)
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "[@click=app.quit]x" in shown
