"""Learning beside the annotation screen: when, with what figures, and that nothing waits for it."""

import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from threading import Event

import pytest
from at_desk import AtDesk, at_desk
from at_work import CONFIG, article
from msgspec.structs import replace
from support import append, event

from annotations.config import Config
from annotations.errors import StoreError
from annotations.store import Store
from annotations.suggesters.learned import Figures, Learned
from annotations.suggesters.teaching import Pupil, Tutor

BETTER = Figures(
    labels=60, articles=3, measured=55, accuracy=0.8, macro_f1=0.7,
    rules_accuracy=0.5, rules_macro_f1=0.4, better=True, why="better than the rules",
)  # fmt: skip
SILENT = (sys.executable, "-c", "import time; time.sleep(600)")


class Teacher:
    """Stands in for learning: counts how often it is asked, and says what it is told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.comes_to: Learned | StoreError = Learned(
            lambda asked: [None] * len(asked.sentences), BETTER
        )
        self.gate = Event()
        self.gate.set()

    def __call__(self, *_: object, **__: object) -> Learned:
        self.asked += 1
        self.gate.wait(60)
        if isinstance(self.comes_to, StoreError):
            raise self.comes_to
        return self.comes_to


@pytest.fixture
def teacher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Teacher]:
    teacher = Teacher()
    monkeypatch.setattr("annotations.workflow.suggesting.learning", teacher)
    yield teacher
    teacher.gate.set()


@pytest.fixture
def corpus(store: Store) -> Store:
    """Three articles of 40 sentences, of which 20 are labelled."""
    for name in "abc":
        number = article(store, 40, name=f"{name}.txt")
        sentences = store.articles.sentences(number)[:20]
        labels = ("opinion", "claim")
        append(store, *(event(one.number, labels[one.number % 2]) for one in sentences))
    return store


def learning_from(labels: int) -> Config:
    return replace(CONFIG, suggest=replace(CONFIG.suggest, learn_from=labels))


async def progress(desk: AtDesk) -> str:
    """Open the progress page, and wait until all of it stands there."""
    await desk.press("f5")
    await desk.idle()
    await learned(desk)
    return desk.reader


async def learned(desk: AtDesk) -> None:
    """Wait until nothing is learned any more: a process that stands below others may take long."""
    for _ in range(9):
        with suppress(AssertionError):
            await desk.until(lambda: not desk.screen._learning)
            break
    await desk.rounds()


@pytest.mark.usefixtures("ghostly")
async def test_the_figures_are_those_of_the_model_that_is_asked(
    corpus: Store, teacher: Teacher
) -> None:
    async with at_desk(corpus, config=learning_from(50)) as desk:
        await desk.until(lambda: desk.screen.taught() is not None)
        assert teacher.asked == 1
        for _ in range(3):
            assert "measured on 55 of 60 labels of yours" in await progress(desk)
            await desk.press("f5", "c")
            await desk.saved()
        assert teacher.asked == 1


async def test_what_nothing_was_learned_from_is_looked_at_again_after_a_label(
    corpus: Store, teacher: Teacher
) -> None:
    teacher.comes_to = Learned(None, Figures(labels=60, articles=3, why="too few"), tried=False)
    async with at_desk(corpus) as desk:
        assert "learned     not shown: too few" in await progress(desk)
        await desk.press("f5")
        await progress(desk)
        assert teacher.asked == 1
        teacher.comes_to = Learned(None, Figures(labels=61, articles=3, why="still too few"))
        await desk.press("f5", "c")
        await desk.saved()
        assert "learned     not shown: still too few" in await progress(desk)
        await desk.press("f5", "c")
        await desk.saved()
        await progress(desk)
        assert teacher.asked == 2


async def test_why_nothing_could_be_learned_stands_where_the_figures_do(
    corpus: Store, teacher: Teacher
) -> None:
    teacher.comes_to = StoreError("the database is gone for now")
    async with at_desk(corpus) as desk:
        assert "learned     not shown: the database is gone for now" in await progress(desk)


@pytest.mark.usefixtures("ghostly")
async def test_a_model_whose_process_has_ended_is_told_to_be_shown_no_more(
    corpus: Store, teacher: Teacher
) -> None:
    pupil = Pupil(SILENT, seconds=10)
    teacher.comes_to = Learned(pupil, BETTER)
    async with at_desk(corpus, config=learning_from(50)) as desk:
        await desk.until(lambda: desk.screen.taught() is pupil)
        assert "learned is shown: better than the rules" in await progress(desk)
        await desk.press("f5")
        pupil.end()
        shown = " ".join((await progress(desk)).split())
        assert "learned is not shown: the process that learns was ended" in shown
        assert "right .80" in shown
        await desk.press("f5", "]")
        await desk.idle()
        visit = desk.session.haunted.visit
        assert visit is not None
        await desk.until(lambda: visit.answered)


@pytest.mark.usefixtures("ghostly")
async def test_suggestions_do_not_wait_for_what_is_learned(corpus: Store, teacher: Teacher) -> None:
    teacher.gate.clear()
    async with at_desk(corpus, config=learning_from(61)) as desk:
        await desk.press("c")
        await desk.saved()
        await desk.until(lambda: teacher.asked == 1)
        for key in ("]", "]", "["):
            await desk.press(key)
            visit = desk.session.haunted.visit
            assert visit is not None
            await desk.until(lambda visit=visit: visit.answered)  # type: ignore[misc]  # no type
        assert desk.screen.taught() is None
        await desk.press("f5")
        await desk.until(lambda: "accepted" in desk.reader)
        assert "learned     fitting …" in desk.reader
        teacher.gate.set()
        await learned(desk)
        assert "learned is shown" in desk.reader


async def test_the_app_is_left_at_once_while_it_learns(
    corpus: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.suggesters.teaching.Tutor", partial(Tutor, command=SILENT))
    async with at_desk(corpus, config=learning_from(50)) as desk:
        await desk.press("f5")
        screen = desk.screen
        await desk.until(lambda: screen._tutor is not None and bool(screen._tutor._pupils))
        assert screen._tutor is not None
        (pupil,) = screen._tutor._pupils
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert pupil._process.poll() is not None


async def test_a_model_is_fitted_beside_the_app_and_measured(corpus: Store) -> None:
    async with at_desk(corpus, config=learning_from(50)) as desk:
        shown = await progress(desk)
        assert "of 60 labels of yours that it had not seen" in shown
        assert "rules       right ." in shown
        assert "learned is " in shown
