"""Agreement as front ends ask for it: whose labels, and what is left out."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
import support
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import resources
from annotations.config import Config, load
from annotations.errors import ClaimdeskError, UnknownName
from annotations.review.measures import NOTHING_SHARED
from annotations.review.patterns import NO_SECONDARY
from annotations.store import Store
from annotations.workflow.agreeing import (
    agreement,
    agreement_by_article,
    agreement_by_week,
)

CONFIG: Config = load(resources.shipped_config(), environ={}).config


def label(store: Store, *said: str | None, annotator: str) -> None:
    """Let somebody label the sentences from 1 on; `a+c` is attribution with a secondary claim."""
    names = {one.letter: one.name for one in CONFIG.labels}
    for sentence, letters in enumerate(said, 1):
        if letters is not None:
            first, _, second = letters.partition("+")
            support.append(
                store,
                support.event(
                    sentence, names[first], secondary=names.get(second), annotator=annotator
                ),
            )


@pytest.fixture
def labelled(store: Store) -> Store:
    support.add_article(store, ["One.", "Two.", "Three.", "Four."], name="a.txt", title="A")
    support.add_article(store, ["Five.", "Six."], name="b.txt", title="B")
    label(store, "c", "a+c", "o", "b", "b", "c", annotator="ben")
    label(store, "c", "a+c", "a", "b", "b", "b", annotator="ada")
    label(store, "c", None, "a", "c", None, None, annotator="cleo")
    return store


def test_without_names_everybody_is_meant_by_name(labelled: Store) -> None:
    found = agreement(labelled, config=CONFIG)
    assert found.annotators == found.primary.figures.annotators == ("ada", "ben", "cleo")
    assert found.primary.figures.items == 6
    assert found.primary.figures.fleiss_kappa.used == 3


def test_names_are_taken_in_the_order_given_each_once(labelled: Store) -> None:
    found = agreement(labelled, ["ben", "ada", "ben"], config=CONFIG)
    assert found.annotators == ("ben", "ada")
    assert found.primary.figures.raw.value == 4 / 6
    assert found.primary.figures.confusion["opinion"]["attribution"] == 1


def test_sentences_that_all_called_boilerplate_are_left_out(labelled: Store) -> None:
    found = agreement(labelled, ["ada", "ben"], config=CONFIG).primary.without_boilerplate
    assert found is not None
    assert found.items == 4
    assert found.raw.value == 2 / 4
    assert found.confusion["boilerplate"] == {
        "claim": 1, "attribution": 0, "opinion": 0, "boilerplate": 0,
    }  # fmt: skip


def test_without_a_label_for_boilerplate_there_is_no_such_figure(labelled: Store) -> None:
    labels = [msgspec.structs.replace(one, boilerplate=False) for one in CONFIG.labels]
    config = msgspec.structs.replace(CONFIG, labels=tuple(labels))
    found = agreement(labelled, config=config)
    assert found.primary.without_boilerplate is found.secondary.without_boilerplate is None


def test_secondary_labels_have_figures_of_their_own(labelled: Store) -> None:
    found = agreement(labelled, ["ada", "ben"], config=CONFIG).secondary
    assert list(found.figures.per_label) == ["claim", NO_SECONDARY]
    assert found.figures.items == 6
    assert found.figures.raw.value == 1.0
    assert found.without_boilerplate is not None
    assert found.without_boilerplate.items == 4


def test_the_same_seed_gives_the_same_figures(labelled: Store) -> None:
    first = agreement(labelled, config=CONFIG, seed=3)
    assert first == agreement(labelled, config=CONFIG, seed=3)
    assert first != agreement(labelled, config=CONFIG, seed=4)
    assert first.primary.figures.alpha_interval.bounds is not None


def test_articles_have_figures_without_intervals(labelled: Store) -> None:
    first, second = agreement_by_article(labelled, ["ada", "ben"], config=CONFIG)
    assert (first.title, first.name, first.primary.figures.items) == ("A", "a.txt", 4)
    assert second.primary.figures.raw.value == 0.5
    assert second.primary.figures.alpha_interval == (None, "")
    assert second.primary.without_boilerplate is not None
    assert second.primary.without_boilerplate.items == 1


def test_weeks_have_figures_without_intervals(labelled: Store) -> None:
    (only,) = agreement_by_week(labelled, config=CONFIG)
    assert only.monday == date(2023, 11, 13)
    whole = agreement(labelled, config=CONFIG).primary.figures
    assert only.primary.figures.krippendorff_alpha == whole.krippendorff_alpha
    assert only.primary.figures.alpha_interval == (None, "")


def test_two_who_share_nothing_have_no_figures_but_reasons(store: Store) -> None:
    support.add_article(store, ["One.", "Two."])
    label(store, "c", annotator="ada")
    label(store, None, "c", annotator="ben")
    found = agreement(store, config=CONFIG).primary.figures
    assert (found.items, found.raw.value, found.raw.why) == (0, None, NOTHING_SHARED)
    assert list(agreement_by_article(store, config=CONFIG)) == []
    assert agreement_by_week(store, config=CONFIG) == []


def test_an_unknown_name_is_refused_with_near_ones(labelled: Store) -> None:
    with pytest.raises(UnknownName, match="'clea' has labelled anything here; did you mean cleo"):
        agreement(labelled, ["ada", "clea"], config=CONFIG)
    with pytest.raises(UnknownName):
        list(agreement_by_article(labelled, ["ada", "clea"], config=CONFIG))
    with pytest.raises(UnknownName):
        agreement_by_week(labelled, ["ada", "clea"], config=CONFIG)


def test_one_alone_is_refused_with_whom_to_name(labelled: Store) -> None:
    with pytest.raises(ClaimdeskError, match="another one beside ben, such as ada or cleo"):
        agreement(labelled, ["ben", "ben"], config=CONFIG)


def test_a_database_of_one_annotator_says_so(store: Store) -> None:
    with pytest.raises(ClaimdeskError, match="nobody has labelled anything"):
        agreement(store, config=CONFIG)
    support.add_article(store, ["One."])
    label(store, "c", annotator="ada")
    with pytest.raises(ClaimdeskError, match="only ada has labelled anything here so far"):
        agreement(store, config=CONFIG)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    said=st.lists(
        st.tuples(*[st.sampled_from([None, "c", "a+c", "a", "o", "b"])] * 3), min_size=2, max_size=6
    )
)
def test_articles_and_weeks_add_up_to_the_whole(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str | None, ...]]
) -> None:
    path: Path = tmp_path_factory.mktemp("whole") / "labels.db"
    with support.new_store(path) as store:
        support.add_article(store, ["One.", "Two."], name="a.txt")
        support.add_article(store, [f"Sentence {n}." for n in range(len(said))], name="b.txt")
        for name, labels in zip(("ada", "ben", "cleo"), zip(*said, strict=True), strict=True):
            label(store, *labels, annotator=name)
        known = store.ratings.annotators()
        if len(known) < 2:
            return
        whole = agreement(store, config=CONFIG).primary.figures
        for parts in (
            list(agreement_by_article(store, config=CONFIG)),
            agreement_by_week(store, config=CONFIG),
        ):
            assert sum(part.primary.figures.items for part in parts) == whole.items
            for one, row in whole.confusion.items():
                for other, n in row.items():
                    assert n == sum(
                        part.primary.figures.confusion.get(one, {}).get(other, 0) for part in parts
                    )
