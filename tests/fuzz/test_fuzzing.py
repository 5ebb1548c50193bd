"""The harness itself: it takes any step, tells the shortest way to a failure, and stays apart."""

from pathlib import Path

import pytest
from fuzzing import EVENTS, Ground, Sitting, hunt, play
from support import add_article

from annotations.model import LabelState
from annotations.store import Store


class Nobody:
    """Watches nothing."""

    def opened(self, sitting: Sitting) -> None:
        pass

    def before(self, sitting: Sitting, key: str) -> None:
        pass

    def after(self, sitting: Sitting, key: str) -> None:
        pass

    def at_rest(self, sitting: Sitting) -> None:
        pass


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.db"
    with Store(path) as store:
        add_article(store, ["One, he said.", "Two.", "Three."], name="a.txt")
        add_article(store, ["Alone."], name="b.txt")
    return path


def test_every_event_can_happen_and_the_app_goes_on(corpus: Path) -> None:
    seen: list[str] = []

    class Watching(Nobody):
        def at_rest(self, sitting: Sitting) -> None:
            article = sitting.store.labels.states(1, annotator="ada")
            seen.append(" ".join(state.label or "-" for state in article.values()))

    play(
        Ground(corpus, Watching),
        ["c", "<haste a o>", "<rest>", "<40x10>", "<calm>", "<clock -3600>", "<restart now>",
         "g x", "<restart>", "f1", "q", "q", "f3", "f3", "f2", "f4", "f6", "f2", "/ a enter"],
    )  # fmt: skip  # a list of steps is read as one
    assert set(EVENTS) == {"rest", "restart", "haste", "calm", "clock"}
    assert seen == ["claim attribution opinion", "- attribution opinion", "- attribution opinion"]


def test_a_failure_is_told_by_the_fewest_steps(corpus: Path) -> None:
    class Wrong(Nobody):
        def at_rest(self, sitting: Sitting) -> None:
            states = sitting.store.labels.states(1, annotator="ada")
            assert LabelState("opinion") not in states.values()

    with pytest.raises(AssertionError) as told:
        hunt(Ground(corpus, Wrong), {"c": 1, "o": 1}, most=6, runs=5)
    assert "play(ground, ['o'])" in "".join(told.value.__notes__)


def test_the_corpus_stays_as_it_is(corpus: Path) -> None:
    before = corpus.read_bytes()
    play(Ground(corpus, Nobody), ["c", "o"])
    assert corpus.read_bytes() == before
