"""Review on a real pseudo-terminal: two people tag, a third decides, several at the same time."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from support import append, event

from annotations.review.queues import Disputes
from annotations.store import Store, backup

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from benchmarks.terminal import Terminal, plain

SIZES = (32, 31, 30, 20, 66)
"""Sentences of the sample articles."""
LABELS = {"c": "claim", "a": "attribution", "o": "opinion", "b": "boilerplate"}
REST = 99
"""A count for all that is left of an article."""

Runs = tuple[tuple[int, str], ...]
"""(how many sentences, the key of their label), from the first sentence of an article on."""

ANNA: tuple[Runs, ...] = (
    ((2, "b"), (REST, "c")),
    ((1, "b"), (7, "a"), (REST, "c")),
    ((REST, "a"),),
    ((5, "c"), (1, "o"), (REST, "c")),
    ((6, "b"), (9, "c"), (REST, "a")),
)
BEN: tuple[Runs, ...] = (
    ((1, "b"), (REST, "c")),
    ((1, "b"), (6, "a"), (REST, "c")),
    ((4, "a"), (1, "b"), (REST, "a")),
    ((5, "c"), (2, "o"), (REST, "c")),
    ((6, "b"), (8, "c"), (1, "o"), (3, "c"), (REST, "a")),
)
pytestmark = pytest.mark.xdist_group("review terminal")  # one worker, which tags once
Place = tuple[int, int]
"""(article, position), both from 1."""


def meant(plan: Sequence[Runs]) -> dict[Place, str]:
    """The label that such a plan gives each sentence."""
    given: dict[Place, str] = {}
    for article, (runs, size) in enumerate(zip(plan, SIZES, strict=True), 1):
        letters = "".join(letter * count for count, letter in runs)[:size]
        given |= {(article, at): LABELS[letter] for at, letter in enumerate(letters, 1)}
    return given


DIFFER = [place for place, label in meant(ANNA).items() if meant(BEN)[place] != label]


@pytest.fixture(scope="module", autouse=True)
def _no_configuration_of_the_person_who_runs_the_tests(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", home)
        patch.setenv("XDG_CONFIG_HOME", home)
        for name in ("CLAIMDESK_CONFIG", "CLAIMDESK_DB", "CLAIMDESK_ANNOTATOR", "NO_COLOR", "TMUX"):
            patch.delenv(name, raising=False)
        yield


def command(database: Path, annotator: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "tui", "--db", str(database), "--as", annotator, *arguments]


def told(database: Path, *arguments: str) -> str:
    """What a command prints."""
    return subprocess.run(
        command(database, "rosa", *arguments), capture_output=True, check=True, text=True
    ).stdout


def exported(database: Path, *arguments: str) -> dict[Place, dict[str, object]]:
    """The rows of an export, by place; articles are counted in the order of their names."""
    rows = [json.loads(line) for line in told(database, "export", "-", *arguments).splitlines()]
    names = sorted({row["article"] for row in rows})
    return {(names.index(row["article"]) + 1, row["position"]): row for row in rows}


@contextmanager
def opened(database: Path, annotator: str, *arguments: str, until: str) -> Iterator[Terminal]:
    """The app, ready for keys; it has to end well by `q`."""
    with Terminal(command(database, annotator, *arguments)) as terminal:
        terminal.wait_for(until)
        terminal.settle()
        yield terminal
        terminal.settle(quiet=0.25)
        terminal.press("q")
        assert terminal.wait() == 0
        screen = plain(terminal.written).decode(errors="replace")
        assert "locked" not in screen
        assert "NOT SAVED" not in screen


def annotating(database: Path, annotator: str) -> AbstractContextManager[Terminal]:
    return opened(database, annotator, until="Sentence ")


def reviewing(database: Path, reviewer: str = "rosa") -> AbstractContextManager[Terminal]:
    return opened(database, reviewer, "review", until="Not decided yet")


@contextmanager
def first_start(database: Path, annotator: str) -> Iterator[Terminal]:
    """The app of somebody who has not labelled anything yet."""
    with opened(database, annotator, until="Welcome to claimdesk") as terminal:
        keys(terminal, "x")
        yield terminal


def keys(terminal: Terminal, *pressed: str) -> None:
    """Press keys one by one, each when the one before has had its effect."""
    for key in pressed:
        terminal.press(key)
        terminal.settle(quiet=0.05)


def tag(database: Path, annotator: str, plan: Sequence[Runs]) -> None:
    """Label all samples by keys alone."""
    with first_start(database, annotator) as terminal:
        for runs in plan:
            for count, letter in runs:
                # 1 to 4 are keys of labels: a count begins with a higher digit
                terminal.press(*([letter] * count if count < 5 else [*str(count), letter]))
            terminal.settle(quiet=0.05)
            keys(terminal, "n")


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as anna and ben have tagged them, in separate runs."""
    database = tmp_path_factory.mktemp("tagged") / "labels.db"
    tag(database, "anna", ANNA)
    tag(database, "ben", BEN)
    return database


@pytest.fixture
def database(tagged: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "labels.db"
    backup.copy(tagged, copy)
    return copy


def numbers(store: Store) -> dict[Place, int]:
    """The number of each sentence of the samples, by its place."""
    articles = sorted(store.articles.all(annotator="rosa"), key=lambda article: article.name)
    return {
        (which, sentence.position): sentence.number
        for which, article in enumerate(articles, 1)
        for sentence in store.articles.sentences(article.number)
    }


def own_labels(database: Path, annotator: str) -> dict[Place, object]:
    return {place: row["label"] for place, row in exported(database, "--of", annotator).items()}


def test_a_reviewer_clears_the_queue_by_keys_alone(database: Path) -> None:
    assert own_labels(database, "anna") == meant(ANNA)
    assert own_labels(database, "ben") == meant(BEN)
    assert sorted(exported(database)) == sorted(set(meant(ANNA)) - set(DIFFER))

    with reviewing(database) as terminal:
        keys(terminal, "y")  # as anna did
        keys(terminal, "Y")  # as ben did
        keys(terminal, "enter", "a", "C")  # nobody has the majority: decided otherwise
        keys(terminal, "e", "a", "o")  # for a reason
        keys(terminal, "0")  # no label fits
        keys(terminal, "m", "nobody is quoted", "enter", "g", "r")
        keys(terminal, "n", "y")  # skipped; the one behind it
        keys(terminal, "u", "U", "n")  # back to the one that was skipped
        keys(terminal, "Y")
        terminal.wait_for("queue is done")

    decided = {place: row for place, row in exported(database).items() if row["adjudicator"]}
    assert {
        place: (row["label"], row["secondary"], row["decided_by"], row["adjudicator"])
        for place, row in decided.items()
    } == {
        (1, 2): ("boilerplate", None, "adjudicated", "rosa"),
        (2, 8): ("claim", None, "adjudicated", "rosa"),
        (3, 5): ("attribution", "claim", "adjudicated", "rosa"),
        (4, 7): ("opinion", None, "adjudicated", "rosa"),
        (5, 16): ("attribution", "claim", "adjudicated", "rosa"),
        (5, 17): ("claim", None, "adjudicated", "rosa"),
        (5, 18): ("attribution", None, "adjudicated", "rosa"),
    }
    assert {row["decided_by"] for row in exported(database).values()} == {
        "adjudicated",
        "unanimous",
    }
    left_out = set(meant(ANNA)) - set(exported(database))
    assert left_out == {(5, 15)}
    assert own_labels(database, "anna") == meant(ANNA)
    assert own_labels(database, "ben") == meant(BEN)
    with Store(database) as store:
        assert len(store.queues.find(Disputes())) == 0
        reasons = {place: _said(store, place) for place in DIFFER}
        assert store.drifted() == []
    assert reasons[4, 7] == ("ambiguous", "", False)
    assert reasons[5, 16] == ("", "nobody is quoted", True)
    assert "nobody is quoted" in told(database, "review", "--questions")


def _said(store: Store, place: Place) -> tuple[str, str, bool]:
    number = numbers(store)[place]
    article, _ = store.articles.of_sentence(number)
    ruling = store.reviews.rulings(article)[number][0].ruling
    return ruling.reason, ruling.note, ruling.question


def test_agreement_is_counted_from_what_was_typed(database: Path) -> None:
    figures = json.loads(told(database, "agreement", "--json"))

    n = sum(SIZES)
    assert figures["annotators"] == ["anna", "ben"]
    assert figures["items"] == n
    assert figures["raw"] == pytest.approx((n - len(DIFFER)) / n)
    assert figures["confusion"]["boilerplate"]["claim"] == 1
    assert 0.8 < figures["cohen_kappa"] < 1
    assert figures["alpha_interval"][0] < figures["krippendorff_alpha"] < 1


def test_what_is_sent_back_comes_back_when_it_is_answered(database: Path) -> None:
    first, second = DIFFER[:2]
    with reviewing(database) as terminal:
        keys(terminal, "m", "whose words are these?", "enter", "s", "Y")
    with Store(database) as store:
        assert [sent.note for sent in store.reviews.sent_back(annotator="ben")] == [
            "whose words are these?"
        ]
        assert store.reviews.sent_back(annotator="anna") == []

    with reviewing(database) as terminal:  # it is not in the queue now
        keys(terminal, "y")
    with annotating(database, "ben") as terminal:
        seen = len(terminal.written)
        keys(terminal, "N")
        terminal.wait_for("whose words are these?", since=seen)
        keys(terminal, "c")  # the same label as before is an answer, too
    with reviewing(database) as terminal:  # and now it is again
        keys(terminal, "y")

    with Store(database) as store:
        assert store.reviews.sent_back(annotator="ben") == []
        number = numbers(store)
        assert number[first] not in store.queues.find(Disputes())
        assert store.drifted() == []
    decided = [place for place, row in exported(database).items() if row["adjudicator"]]
    assert decided == [first, second]
    assert own_labels(database, "ben") == meant(BEN)


def test_a_review_that_nobody_touches_writes_nothing(database: Path) -> None:
    with reviewing(database) as terminal:
        terminal.wait_for("α")  # the agreement comes last
        seen = terminal.settle(quiet=0.5)
        assert terminal.settle(quiet=1.0) == seen


def test_several_at_work_on_one_database_lose_nothing(database: Path) -> None:
    typed, appended = 30, 100
    with ThreadPoolExecutor(max_workers=1) as script:
        with first_start(database, "cleo") as annotator, reviewing(database) as reviewer:
            scripted = script.submit(_label_one_by_one, database, "dan", appended)
            for turn in range(typed):
                annotator.press("caob"[turn % 4])
                if turn < len(DIFFER):
                    reviewer.press("yY"[turn % 2])
                annotator.settle(quiet=0.02)
                reviewer.settle(quiet=0.02)
        scripted.result()

    with Store(database) as store:
        assert store.counts.labelled(annotator="cleo") == typed
        assert store.counts.labelled(annotator="dan") == appended
        assert store.drifted() == []
        assert store.quick_check() == "ok"
        number = numbers(store)
        decided = {place: _decided(store, number[place]) for place in DIFFER}
    assert decided == {
        place: meant(BEN if turn % 2 else ANNA)[place] for turn, place in enumerate(DIFFER)
    }
    assert own_labels(database, "anna") == meant(ANNA)
    assert own_labels(database, "ben") == meant(BEN)


def _label_one_by_one(database: Path, annotator: str, count: int) -> None:
    """Label so many sentences, each in a transaction of its own."""
    with Store(database) as store:
        for number in sorted(numbers(store).values())[-count:]:
            append(store, event(number, annotator=annotator))


def _decided(store: Store, sentence: int) -> str | None:
    article, _ = store.articles.of_sentence(sentence)
    return next(one.ruling.label for one in store.reviews.rulings(article)[sentence])


def test_labels_typed_during_a_merge_are_all_there(tagged: Path, tmp_path: Path) -> None:
    typed, database, bundle = 30, tmp_path / "mine.db", tmp_path / "theirs.bundle"
    told(tagged, "bundle", str(bundle))
    with first_start(database, "cleo") as terminal:
        keys(terminal, "c")
        merge = subprocess.Popen(
            command(database, "cleo", "merge", str(bundle)), stderr=subprocess.PIPE
        )
        pressed = 1
        while merge.poll() is None or pressed < typed:
            if pressed < typed:
                terminal.press("caob"[pressed % 4])
                pressed += 1
            terminal.settle(quiet=0.03)
        _, said = merge.communicate()
        assert merge.returncode == 0, said

    with Store(database) as store:
        assert store.counts.labelled(annotator="cleo") == typed
        assert store.drifted() == []
    assert own_labels(database, "anna") == meant(ANNA)
    assert own_labels(database, "ben") == meant(BEN)
