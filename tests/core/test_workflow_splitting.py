"""From articles to honest splits: grouped, frozen, without duplicates, and told what is wrong."""

import io
import json
from collections import Counter
from collections.abc import Generator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import support
from dividing import CONFIG, EIGHTY, HALVES, add, export, sentences, sides, story, told
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import workflow
from annotations.errors import NotFound
from annotations.importers import read_file
from annotations.splits.same import normal
from annotations.store import Store
from annotations.workflow import splitting as splitting_module
from annotations.workflow.splitting import GroupBy, Splitting, divide, dividing


def test_copies_stand_in_one_split_under_one_group(store: Store) -> None:
    for number in range(30):
        own = sentences(number)
        add(store, own)
        add(store, [*own[:5], *sentences(f"{number} own", 3)])
    report, rows = export(store, Splitting(fractions=HALVES))
    by_group = {(row["group"], row["split"]) for row in rows}
    assert len(by_group) == len({row["group"] for row in rows}) == 30
    first = {member.number: member.id for member in store.splits.members()}
    assert {group for group, _ in by_group} == {first[number] for number in range(1, 61, 2)}
    assert {row["split"] for row in rows} == {"train", "test"}
    assert report.rows == len(rows) == sum(sum(one.values()) for one in report.splits.values())


def test_a_dry_run_says_the_same_and_freezes_nothing(store: Store) -> None:
    for number in range(8):
        add(store, sentences(number))
    before = store._connection.total_changes
    dry, _ = export(store, Splitting(fractions=EIGHTY), dry=True)
    assert store._connection.total_changes == before
    assert store.splits.plans() == []
    real, _ = export(store, Splitting(fractions=EIGHTY))
    assert (dry.rows, dry.labels, dry.splits) == (real.rows, real.labels, real.splits)
    assert told(dry).replace("once it is written", "from now on") == told(real) != told(dry)
    assert store.splits.plans() == [("80/10/10", "story")]


@given(st.lists(st.tuples(st.integers(0, 11), st.booleans()), min_size=3, max_size=14), st.data())
@settings(max_examples=25, deadline=None)
def test_growth_moves_no_row_and_nothing_straddles(
    articles: list[tuple[int, bool]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, support.new_store(Path(folder) / "labels.db") as store:
        exports = data.draw(st.sets(st.integers(1, len(articles)), max_size=3)) | {len(articles)}
        seen: dict[str, str] = {}
        for count, (theme, labelled) in enumerate(articles, 1):
            own = sentences(f"{theme} {count}", 3)
            add(store, [*sentences(theme, 5), *own], label=labelled)
            if count in exports:
                _, rows = export(store, Splitting(fractions=HALVES))
                found = sides(rows)
                assert all(found.get(one, side) == side for one, side in seen.items())
                seen |= found
                check_apart(rows)


def check_apart(rows: list[dict[str, Any]]) -> None:
    """Fail where a group or the words of a sentence stand on both sides."""
    groups, words = Counter[str](), Counter[str]()
    for key, split in {(row["group"], row["split"]) for row in rows}:
        groups[key] += bool(split)
    for key, _ in {(normal(row["text"]), row["split"]) for row in rows}:
        words[key] += 1
    assert set(groups.values()) <= {1}
    assert set(words.values()) <= {1}


def test_later_labels_and_articles_move_nothing(store: Store) -> None:
    for number in range(40):
        add(store, sentences(number), label=number % 2 == 0)
    first, rows = export(store, Splitting(fractions=HALVES))
    for number in range(40):
        if number % 2:
            support.append(store, support.event(8 * number + 1, "attribution"))
        add(store, sentences(f"new {number}"))
    second, more = export(store, Splitting(fractions=HALVES))
    assert sides(rows).items() <= sides(more).items()
    assert first.division is not None
    assert second.division is not None
    assert (first.division.kept, second.division.kept) == (False, True)
    assert first.division.seed == second.division.seed
    assert "as frozen by an earlier export" in told(second)


def test_a_new_version_stays_where_the_article_was(store: Store) -> None:
    for number in range(12):
        add(store, sentences(number))
    _, rows = export(store, Splitting(fractions=HALVES))
    old = {row["group"]: row["split"] for row in rows}
    for number in range(1, 13):
        add(store, sentences(f"rewritten {number}"), replaces=number)
    _, rows = export(store, Splitting(fractions=HALVES))
    assert {row["group"]: row["split"] for row in rows} == old


def test_words_that_stand_in_training_are_left_out_of_the_test_set(store: Store) -> None:
    for number in range(40):
        add(store, [*sentences(number), f"Read  MORE, here{'!' * (number % 3)}"])
    report, rows = export(store, Splitting(fractions=EIGHTY))
    check_apart(rows)
    out = sum(len(store.articles.sentences(number)) for number in range(1, 41)) - len(rows)
    assert sum(report.duplicates.values()) == out > 0
    assert {row["split"] for row in rows if row["text"].startswith("Read")} == {"train"}
    dry, _ = export(store, Splitting(fractions=EIGHTY), dry=True)
    assert dry.duplicates == report.duplicates


def test_what_nobody_labelled_does_not_stand_in_training(store: Store) -> None:
    for number in range(40):
        add(store, sentences(number))
    _, rows = export(store, Splitting(fractions=HALVES))
    at = {row["article"]: row["split"] for row in rows}
    train = next(name for name, split in at.items() if split == "train")
    test = next(name for name, split in at.items() if split == "test")
    numbers = {one.name: one.number for one in store.articles.all(annotator="")}
    edited = [*store_texts(store, numbers[train]), "The same words."]
    again = support.add_article(store, edited, name=train, replaces=numbers[train])
    support.append(store, support.event(store.articles.sentences(again)[0].number))
    add(store, [*store_texts(store, numbers[test]), "The same words."], replaces=numbers[test])
    report, rows = export(store, Splitting(fractions=HALVES))
    assert ("The same words.", "test") in {(row["text"], row["split"]) for row in rows}
    assert report.duplicates == {}


def store_texts(store: Store, number: int) -> list[str]:
    return [one.text for one in store.articles.sentences(number)]


def test_an_article_between_two_splits_is_left_out_and_stays_out(store: Store) -> None:
    for number in range(20):
        add(store, sentences(number))
    _, rows = export(store, Splitting(fractions=HALVES))
    at = {row["article"]: row["split"] for row in rows}
    one = int(next(name for name, split in at.items() if split == "train")[:3])
    two = int(next(name for name, split in at.items() if split == "test")[:3])
    add(store, [*sentences(one, 4), *sentences(two, 4)], name="bridge.txt")
    for _ in range(2):
        report, more = export(store, Splitting(fractions=HALVES))
        assert report.excluded == 8
        assert sides(more) == sides(rows)
        assert "left out of all splits: 1 article that" in told(report)


def test_what_is_left_out_of_the_splits_is_still_among_everybodys_own_labels(
    store: Store, tmp_path: Path
) -> None:
    for number in range(20):
        add(store, [*sentences(number), "Read  MORE, here."])
    _, rows = export(store, Splitting(fractions=HALVES))
    at = {row["article"]: row["split"] for row in rows}
    one = int(next(name for name, split in at.items() if split == "train")[:3])
    two = int(next(name for name, split in at.items() if split == "test")[:3])
    add(store, [*sentences(one, 4), *sentences(two, 4)], name="bridge.txt")
    folder = tmp_path / "out"
    splitting = Splitting(fractions=HALVES)
    *_, report = workflow.export(store, folder, config=CONFIG, format_name="hf", split=splitting)
    out = report.excluded + sum(report.duplicates.values())
    assert report.excluded == 8 < out
    own = [json.loads(line) for line in (folder / "annotations/all.jsonl").open(encoding="utf-8")]
    assert len(own) == report.rows + out == 20 * 9 + 8
    assert Counter(row["split"] for row in own)[None] == out
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["everyone"] == {"rows": len(own), "annotators": 1}


def test_a_bridge_between_the_only_two_stories_does_not_make_them_one(store: Store) -> None:
    for number in range(2):
        add(store, sentences(number), name=f"{number}.txt")
    _, rows = export(store, Splitting(fractions=HALVES))  # the best seed divides them
    assert {row["split"] for row in rows} == {"train", "test"}
    add(store, [*sentences(0, 4), *sentences(1, 4)], name="bridge.txt")
    report, more = export(store, Splitting(fractions=HALVES, force=True))
    assert sides(more) == sides(rows)
    assert report.division is not None
    assert (report.division.groups, report.division.forced) == (2, False)


def test_a_large_division_can_be_watched_and_left(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splitting_module, "ARTICLES_A_STEP", 5)
    for number in range(20):
        add(store, sentences(number))
    steps = workflow.export(store, io.BytesIO(), config=CONFIG, split=Splitting(fractions=HALVES))
    assert [next(steps).articles for _ in range(4)] == [0, 0, 0, 0]
    del steps
    assert store.splits.plans() == []
    assert export(store, Splitting(fractions=HALVES))[0].articles == 20


def test_links_that_people_gave_join_stories(store: Store) -> None:
    for number in range(20):
        add(store, sentences(number))
    ids = [member.id for member in store.splits.members()]
    chain = tuple(pairwise(ids[:11]))
    _, rows = export(store, Splitting(fractions=HALVES, links=chain))
    assert len({row["group"] for row in rows}) == 10
    with pytest.raises(NotFound, match="one article is not here"):
        divide(store, Splitting(links=[(ids[0], "f" * 64)]))


def test_groups_without_a_split_are_named_and_not_frozen(store: Store) -> None:
    add(store, sentences(1))
    add(store, sentences(1)[:6])
    add(store, sentences(2))
    report, rows = export(store, Splitting())
    assert len({row["group"] for row in rows}) == 2
    assert {row["split"] for row in rows} == {None}
    assert report.splits == {}
    assert told(report) == ""
    assert store.splits.plans() == []


def test_articles_of_one_source_stay_together_and_those_of_unknown_source_too(
    store: Store,
) -> None:
    for number in range(30):
        add(store, sentences(number), source=["Herald", " herald", "Times", None][number % 4])
    report, rows = export(store, Splitting(fractions=HALVES, group_by="source"))
    by_source = {((row["source"] or "?").strip().lower(), row["group"]) for row in rows}
    assert len(by_source) == 3
    assert "of unknown source, kept together: 7 articles" in told(report)
    assert "articles of one story can stand in different splits" in told(report)


@pytest.mark.parametrize("group_by", ["story", "article", "source"])
def test_other_terms_are_frozen_beside(store: Store, group_by: GroupBy) -> None:
    for number in range(10):
        add(store, sentences(number), source=str(number))
    _, before = export(store, Splitting(fractions=EIGHTY))
    report, _ = export(store, Splitting(fractions=HALVES, group_by=group_by))
    assert f"split 50/50 by {group_by}" in told(report)
    assert "new, frozen from now on, beside 80/10/10 by story" in told(report)
    assert sides(export(store, Splitting(fractions=EIGHTY))[1]) == sides(before)


def test_few_groups_are_warned_of(store: Store) -> None:
    for number in range(10):
        add(store, sentences(number))
    report, _ = export(store, Splitting(fractions=EIGHTY))
    assert "10 groups are few" in told(report)


def test_five_retellings_of_one_story_have_no_honest_split(store: Store) -> None:
    report, rows = export(story(store), Splitting(fractions=EIGHTY))
    assert {row["split"] for row in rows} == {"train"}
    assert len({row["group"] for row in rows}) == 1
    assert list(report.splits) == ["train"]
    assert "no honest split exists" in told(report)


def test_a_single_story_is_divided_by_article_where_somebody_insists(store: Store) -> None:
    splitting = Splitting(fractions=HALVES, force=True)
    report, rows = export(story(store), splitting)
    assert {row["split"] for row in rows} == {"train", "test"}
    assert "too good" in told(report)
    check = export(store, splitting)[1]
    assert sides(check) == sides(rows)


def test_a_single_article_is_never_divided(store: Store) -> None:
    add(store, sentences(1))
    report, rows = export(store, Splitting(fractions=HALVES, force=True))
    assert {row["split"] for row in rows} == {"train"}
    assert "of one article" in told(report)


def test_the_eight_wikinews_stories_stay_apart_from_each_other_and_from_the_samples(
    store: Store,
) -> None:
    golden = sorted((Path(__file__).parents[1] / "golden" / "wikinews").rglob("*.txt"))
    assert len(golden) == 8
    for path in golden:
        (draft,) = read_file(path, max_bytes=1_000_000)
        add(store, [line for line in draft.text.splitlines() if line.strip()], name=path.name)
    report, rows = export(story(store), Splitting(fractions=HALVES))
    assert len({row["group"] for row in rows}) == 13
    assert report.division is not None
    assert report.division.kin > 0
    assert "they may tell the same story" in told(report)


def test_while_nobody_has_labelled_anything_nothing_is_frozen(store: Store) -> None:
    add(store, sentences(1), label=False)
    report, rows = export(store, Splitting(fractions=EIGHTY))
    assert (rows, store.splits.plans()) == ([], [])
    assert "frozen" not in told(report)


def test_labels_of_everybody_and_of_one_are_split_alike(store: Store) -> None:
    for number in range(12):
        add(store, sentences(number))
    support.append(store, *(support.event(one, annotator="ben") for one in range(1, 90)))
    _, resolved = export(store, Splitting(fractions=HALVES))
    _, everyone = export(store, Splitting(fractions=HALVES), everyone=True)
    _, own = export(store, Splitting(fractions=HALVES), of="ben")
    found = sides(everyone)
    assert sides(resolved).items() <= found.items()
    assert sides(own).items() <= found.items()
    assert len(own) == 89


def test_a_story_kept_in_one_piece_stays_so_and_others_come_beside_it(store: Store) -> None:
    _, before = export(story(store), Splitting(fractions=HALVES))
    for number in range(20):
        add(store, sentences(number))
    report, rows = export(store, Splitting(fractions=HALVES))
    assert sides(before).items() <= sides(rows).items()
    assert {row["split"] for row in rows} == {"train", "test"}
    assert report.division is not None
    assert report.division.groups == 21


def test_what_comes_in_after_the_division_waits_for_the_next_export(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        add(store, sentences(number))

    def divided(
        store: Store, splitting: Splitting
    ) -> Generator[None, None, splitting_module.Division]:
        found = yield from dividing(store, splitting)
        add(store, sentences("late"), name="late.txt")
        return found

    monkeypatch.setattr(splitting_module, "dividing", divided)
    report, rows = export(store, Splitting(fractions=HALVES))
    assert "late.txt" not in {row["article"] for row in rows}
    assert report.articles == 11
    monkeypatch.undo()
    _, rows = export(store, Splitting(fractions=HALVES))
    assert "late.txt" in {row["article"] for row in rows}


def test_a_single_article_is_not_said_to_be_divided_where_somebody_insists(store: Store) -> None:
    add(store, sentences(1))
    report, _ = export(store, Splitting(fractions=HALVES, force=True))
    assert "no honest split exists" in told(report)
    assert "as you insisted" not in told(report)
