"""Pictures of the app: what a person sees must not change unseen.

`make shots` takes them anew. One of them is the picture of the README, `docs/shots/annotate.svg`.
"""

import gc
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from socket import gethostname
from tempfile import gettempdir

import pytest
from at_desk import GUIDELINE, AtDesk
from at_work import CONFIG, NINE_O_CLOCK, AtWork, Clock
from msgspec.structs import replace
from textual.pilot import Pilot

from annotations import workflow
from annotations.config import ThemeName
from annotations.store import Store
from tui.app import ClaimdeskApp
from tui.keys import resolve

README_PICTURE = Path(__file__).parents[2] / "docs" / "shots" / "annotate.svg"

pytestmark = pytest.mark.usefixtures("ghostly")

Scene = Callable[[AtDesk], Awaitable[None]]
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def _same_zone_everywhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def clock() -> Clock:
    return Clock(NINE_O_CLOCK)


@pytest.fixture
def samples(store: Store, clock: Clock) -> Store:
    """The sample articles; ada has begun the first, and in the fifth she has got to a caption."""
    workflow.add_samples(store, settings=CONFIG.importing, now=NINE_O_CLOCK)
    ada = AtWork(store, clock=clock)
    for article, labels in ((1, "bb**a*******"), (5, "bb*bc*bb")):
        ada.session.open(article)
        for letter in labels:
            clock.tick(5)
            if letter == "*":
                ada.session.label("attribution", "claim")
            else:
                ada.session.label({"a": "attribution", "b": "boilerplate", "c": "claim"}[letter])
    ada.session.keep_place()
    return store


@pytest.fixture
def picture(
    samples: Store, clock: Clock, snap_compare: Compare
) -> Iterator[Callable[..., ClaimdeskApp]]:
    """Compare the app, after a scene was played, with its picture."""
    apps: list[ClaimdeskApp] = []

    def compare(
        scene: Scene, *, size: tuple[int, int] = (120, 40), theme: ThemeName = "dark"
    ) -> ClaimdeskApp:
        config = replace(CONFIG, theme=theme)
        app = ClaimdeskApp(
            samples,
            config=config,
            keymap=resolve(config),
            annotator="ada",
            guideline=GUIDELINE,
            clock=clock,
        )
        apps.append(app)

        async def play(pilot: Pilot[None]) -> None:
            desk = AtDesk(app, pilot, samples)
            await desk.idle()
            await desk.until(lambda: any(desk.session.ghosts))
            await scene(desk)
            await desk.saved()
            await desk.idle()

        assert snap_compare(app, terminal_size=size, run_before=play)
        return app

    yield compare
    for app in apps:
        app.close()
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)


def annotating(clock: Clock) -> Scene:
    """Four more sentences, the last of them flagged."""

    async def scene(desk: AtDesk) -> None:
        for key in ("r", "c", "r", "r"):
            await desk.press(key)
            clock.tick(5)
        clock.tick(1)
        await desk.press("k", "f", "c", "j", "escape")

    return scene


def test_annotating_in_a_small_terminal(picture: Callable[..., ClaimdeskApp], clock: Clock) -> None:
    picture(annotating(clock), size=(80, 24))


def test_annotating_in_a_large_terminal(picture: Callable[..., ClaimdeskApp], clock: Clock) -> None:
    picture(annotating(clock), size=(200, 60))


def test_annotating_without_colours(
    picture: Callable[..., ClaimdeskApp], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    picture(annotating(clock))


def test_a_range_on_light_ground(picture: Callable[..., ClaimdeskApp]) -> None:
    async def scene(desk: AtDesk) -> None:
        await desk.press("v", "j", "j")

    picture(scene, theme="light")


def test_help(picture: Callable[..., ClaimdeskApp]) -> None:
    async def scene(desk: AtDesk) -> None:
        await desk.press("?")

    picture(scene)


def test_progress(picture: Callable[..., ClaimdeskApp]) -> None:
    async def scene(desk: AtDesk) -> None:
        await desk.press("f5")

    picture(scene)


def test_search(picture: Callable[..., ClaimdeskApp]) -> None:
    async def scene(desk: AtDesk) -> None:
        await desk.press("/")
        await desk.type("willing meter")
        await desk.press("down")

    picture(scene)


def test_the_picture_of_the_readme(
    picture: Callable[..., ClaimdeskApp], clock: Clock, request: pytest.FixtureRequest
) -> None:
    shot: list[str] = []
    scene = annotating(clock)

    async def taken(desk: AtDesk) -> None:
        await scene(desk)
        await desk.saved()
        await desk.idle()
        shot.append(desk.app.export_screenshot())

    picture(taken, size=(120, 36))
    if request.config.getoption("update_snapshots"):
        README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
        README_PICTURE.write_text(shot[0] + "\n", encoding="utf-8")
    assert README_PICTURE.read_text(encoding="utf-8") == shot[0] + "\n", "run `make shots`"


def test_no_picture_tells_where_it_was_taken() -> None:
    pictures = [README_PICTURE, *(Path(__file__).parent / "__snapshots__").rglob("*.svg")]
    assert pictures
    for path in pictures:
        text = path.read_text(encoding="utf-8")
        for told in (gettempdir(), str(Path.home()), str(Path.cwd()), gethostname(), "pytest-"):
            assert told not in text
