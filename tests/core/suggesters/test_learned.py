"""Learning from one's own labels: when there is enough, and only when it is better."""

import subprocess
import sys
from dataclasses import replace

import pytest
from learning import LABELS, lessons, question
from suggesting import golden_samples, pairs, prose
from support import ENVIRONMENT

from annotations.suggesters import SUGGESTERS, Asked
from annotations.suggesters.fitting import Pair
from annotations.suggesters.learned import Lesson, accuracy, compared, learn, macro_f1


def test_what_no_rule_knows_is_learned() -> None:
    learned = learn(lessons(), least=100)
    figures = learned.figures
    assert figures.better
    assert (figures.labels, figures.articles, figures.measured) == (120, 6, 120)
    assert (figures.silent, figures.accuracy, figures.rules_accuracy) == (120, None, None)
    assert (figures.alone or 0) > 0.9
    assert figures.why == "right as often as not where the rules say nothing"
    assert SUGGESTERS["learned"](question()) == [None, None]
    said = SUGGESTERS["learned"](question(learned.suggester))
    assert pairs(said) == [("number", None), ("place", None)]
    assert all(one is not None and one.agent == "learned/1" for one in said)


def test_the_same_labels_give_the_same_model() -> None:
    one, other = learn(lessons(), least=100), learn(lessons(), least=100)
    assert one.figures == other.figures
    assert one.suggester is not None
    assert other.suggester is not None
    (asked, _) = golden_samples()[0]
    assert one.suggester(asked) == other.suggester(asked)


def test_secondary_labels_are_learned_as_well() -> None:
    made = [
        Lesson(
            one.article,
            {at: (label, "place" if at < 10 else None) for at, (label, _) in one.labels.items()},
        )
        for one in lessons()
    ]
    learned = learn(made, least=100)
    asked = prose(
        "The sum came to 88 in all.", labels=LABELS, boilerplate=None, learnt=learned.suggester
    )
    assert pairs(SUGGESTERS["learned"](asked)) == [("number", "place")]


def test_few_labels_are_not_learned_from() -> None:
    learned = learn(lessons(2), least=100)
    assert learned.suggester is None
    assert learned.figures.accuracy is None
    assert learned.figures.why == "40 labels, and 100 are needed"


def test_one_article_alone_is_not_learned_from() -> None:
    figures = learn(lessons(1), least=10).figures
    assert "one article" in figures.why


def test_one_label_alone_is_not_learned_from() -> None:
    alone = [Lesson(one.article, dict.fromkeys(one.labels, ("place", None))) for one in lessons()]
    assert learn(alone, least=10).figures.why == "one label alone is given often enough"


def test_copied_articles_do_not_make_it_look_good() -> None:
    (first, *_) = lessons()
    figures = learn([first] * 6, least=100).figures
    assert (figures.labels, figures.measured) == (120, 0)
    assert (figures.accuracy, figures.better) == (None, False)


def test_it_is_not_offered_where_the_rules_are_as_good() -> None:
    made = [Lesson(asked, dict(enumerate(gold))) for asked, gold in golden_samples()]
    learned = learn(made, least=100)
    assert learned.suggester is None
    assert not learned.figures.better
    assert (learned.figures.rules_accuracy or 0) >= (learned.figures.accuracy or 0) > 0.85


GOLD = ["claim", "opinion", "claim", "opinion"] * 5
OTHER = ["opinion", "claim"] * 10
NONE = [""] * 20


@pytest.mark.parametrize(
    ("mine", "theirs", "better", "alone"),
    [
        (GOLD, GOLD, False, False),
        (GOLD, OTHER, True, False),
        (OTHER, GOLD, False, False),
        (GOLD, [*GOLD[:8], *NONE[:12]], True, True),
        ([*GOLD[:8], *OTHER[:12]], [*GOLD[:8], *NONE[:12]], False, False),
        ([*GOLD[:12], *OTHER[:8]], [*GOLD[:8], *NONE[:12]], False, False),
        ([*OTHER[:8], *GOLD[8:]], [*GOLD[:8], *NONE[:12]], False, True),
        (GOLD, [*GOLD[:15], *NONE[:5]], False, False),
        (GOLD, [*OTHER[:15], *NONE[:5]], True, False),
        (GOLD, NONE, True, True),
        (OTHER, NONE, False, False),
    ],
)
def test_silence_of_the_rules_is_no_mistake_and_no_answer(
    mine: list[str],
    theirs: list[str],
    better: bool,  # noqa: FBT001 - a parameter of the test
    alone: bool,  # noqa: FBT001 - as above
) -> None:
    figures = compared(GOLD, mine, theirs, labels=30, articles=2)
    assert (figures.better, figures.speaks_alone) == (better, alone)
    assert (figures.measured, figures.silent) == (20, theirs.count(""))


def test_what_is_learned_says_nothing_where_the_rules_do_unless_it_is_right_there() -> None:
    """An annotator who calls figures opinion, in news, and flips coins over questions."""
    made = [Lesson(asked, labels) for asked, labels in other_way_round()]
    learned = learn(made, least=100)
    assert learned.figures.better
    assert learned.figures.silent
    assert not learned.figures.speaks_alone
    (asked, _) = other_way_round()[0]
    said = SUGGESTERS["learned"](replace(asked, learnt=learned.suggester))
    ruled = SUGGESTERS["rules"](asked)
    assert [one is None for one in said] == [one is None for one in ruled]
    assert None in said


def other_way_round() -> list[tuple[Asked, dict[int, Pair]]]:
    """News with a few sentences of which the rules say nothing: those that say we."""
    found = []
    for n, place in enumerate(("Rome", "Oslo", "Kyiv", "Bonn", "Lima", "Cairo")):
        told = [f"The road to {place} was closed for {m} days by the council." for m in range(15)]
        said = [f"The mayor of {place} said that road {m} is open." for m in range(5)]
        ours = [f"We could not reach the builder of house {m} in {place}." for m in range(4)]
        labels: dict[int, Pair] = dict.fromkeys(range(15), ("opinion", None))
        labels |= dict.fromkeys(range(15, 20), ("attribution", None))
        labels |= {20 + m: ("claim" if (m + n) % 2 else "boilerplate", None) for m in range(4)}
        found.append((prose(*told, *said, *ours), labels))
    return found


def test_without_scikit_learn_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.suggesters.learned.find_spec", lambda _: None)
    learned = learn(lessons(), least=10)
    assert learned.suggester is None
    assert "claimdesk[learn]" in learned.figures.why


def test_suggestions_by_rule_do_not_wait_for_scikit_learn() -> None:
    code = (
        "import sys, annotations.suggesters, annotations.workflow.suggesting\n"
        "print(sorted({'sklearn', 'scipy', 'numpy', 'rapidfuzz'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert done.stdout.strip() == "[]"


def test_accuracy_and_macro_f1_by_hand() -> None:
    gold, said = ["a", "a", "b", "c"], ["a", "b", "b", "a"]
    assert accuracy(gold, said) == 0.5
    assert macro_f1(gold, said) == pytest.approx((0.5 + 2 / 3 + 0) / 3)
