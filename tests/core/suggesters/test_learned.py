"""Learning from one's own labels: when there is enough, and only when it is better."""

import subprocess
import sys

import pytest
from learning import LABELS, lessons, question
from suggesting import golden_samples, pairs, prose
from support import ENVIRONMENT

from annotations.suggesters import SUGGESTERS
from annotations.suggesters.learned import Lesson, accuracy, learn, macro_f1


def test_what_no_rule_knows_is_learned() -> None:
    learned = learn(lessons(), least=100)
    figures = learned.figures
    assert figures.better
    assert (figures.labels, figures.articles, figures.measured) == (120, 6, 120)
    assert (figures.rules_accuracy, figures.rules_macro_f1) == (0.0, 0.0)
    assert (figures.accuracy or 0) > 0.9
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
