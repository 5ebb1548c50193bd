"""From articles to honest splits: grouped, frozen, without duplicates, and told what is wrong."""

import io
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Generator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import support
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import resources, workflow
from annotations.config import load
from annotations.errors import ExportFailed, NotFound, StoreError
from annotations.importers import read_file
from annotations.splits.assign import fractions_of
from annotations.splits.same import normal
from annotations.store import Store
from annotations.store.splits import Splits
from annotations.workflow import splitting as splitting_module
from annotations.workflow.splitremarks import remarks
from annotations.workflow.splitting import GroupBy, Splitting, divide, dividing

CONFIG = load(resources.shipped_config(), environ={}).config
EIGHTY = fractions_of("80/10/10")
HALVES = fractions_of("50/50")
SAMPLES = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
VOWELS, LETTERS = "aeiou", "bdfgklmnprst"


def sentences(seed: object, count: int = 8) -> list[str]:
    rng = random.Random(str(seed))  # noqa: S311 - made-up words

    def word() -> str:
        return "".join(rng.choice(LETTERS) + rng.choice(VOWELS) for _ in range(3))

    return [" ".join(word() for _ in range(12)) + "." for _ in range(count)]


def add(store: Store, parts: list[str], *, label: bool = True, **fields: Any) -> int:
    """An article, labelled by ada sentence by sentence; its number."""
    fields.setdefault("name", f"{store.articles.count():03}.txt")
    number = support.add_article(store, parts, **fields)
    if label:
        numbers = [one.number for one in store.articles.sentences(number)]
        support.append(
            store, *(support.event(one, ("claim", "opinion")[one % 2]) for one in numbers)
        )
    return number


def export(
    store: Store, splitting: Splitting, *, dry: bool = False, **choice: Any
) -> tuple[workflow.Exported, list[dict[str, Any]]]:
    stream = io.BytesIO()
    *_, report = workflow.export(
        store,
        None if dry else stream,
        config=CONFIG,
        selection=workflow.Selection(**choice),
        split=splitting,
    )
    return report, [json.loads(line) for line in stream.getvalue().splitlines()]


def told(report: workflow.Exported) -> str:
    assert report.division is not None
    rows = {name: sum(labels.values()) for name, labels in report.splits.items()}
    return "\n".join(one.text for one in remarks(report.division, rows, force="--force"))


def sides(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Sentence → split."""
    return {row["id"]: row["split"] for row in rows}


def story(store: Store) -> Store:
    """The five samples, labelled."""
    for path in SAMPLES:
        (draft,) = read_file(path, max_bytes=1_000_000)
        add(store, [line for line in draft.text.splitlines() if line.strip()], name=path.name)
    return store


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


def frozen_meanwhile(monkeypatch: pytest.MonkeyPatch, **other: Any) -> None:
    """Have somebody else freeze the same, but for `other`, right before the next export does."""
    own = Splits.freeze

    def beaten(self: Splits, *some: Any, **more: Any) -> bool:
        monkeypatch.undo()
        assert own(self, *some, **{**more, **other})
        return own(self, *some, **more)

    monkeypatch.setattr(Splits, "freeze", beaten)


def test_what_somebody_else_froze_otherwise_meanwhile_fails_the_export(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        add(store, sentences(number))
    place = tmp_path / "out.jsonl"
    place.write_text("old")
    frozen_meanwhile(monkeypatch, seed=63)
    with pytest.raises(ExportFailed, match="somebody else froze another split meanwhile: export"):
        list(workflow.export(store, place, config=CONFIG, split=Splitting(fractions=EIGHTY)))
    assert [(one.name, one.read_text()) for one in tmp_path.glob("*.jsonl")] == [
        (place.name, "old")
    ]
    assert not list(tmp_path.glob("*.part"))


def test_what_somebody_else_froze_alike_meanwhile_is_used(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        add(store, sentences(number))
    frozen_meanwhile(monkeypatch)
    _, rows = export(store, Splitting(fractions=EIGHTY))
    assert sides(export(store, Splitting(fractions=EIGHTY))[1]) == sides(rows)
    assert store.splits.plans() == [("80/10/10", "story")]


def test_an_export_that_is_left_before_its_end_freezes_nothing(store: Store) -> None:
    for number in range(120):
        add(store, sentences(number, 2))
    steps = workflow.export(store, io.BytesIO(), config=CONFIG, split=Splitting(fractions=HALVES))
    assert any(report.rows for report in steps)
    del steps
    assert store.splits.plans() == []


@pytest.mark.parametrize("format_name", ["jsonl", "csv", "hf"])
def test_a_split_is_frozen_when_every_byte_is_written(
    store: Store, tmp_path: Path, format_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        add(store, sentences(number))
    own = Splits.freeze
    sizes: list[int] = []

    def watched(self: Splits, *some: Any, **more: Any) -> bool:
        (part,) = tmp_path.glob("*.part")
        files = [part] if part.is_file() else [one for one in part.rglob("*") if one.is_file()]
        sizes.extend(one.stat().st_size for one in files)
        return own(self, *some, **more)

    monkeypatch.setattr(Splits, "freeze", watched)
    split = Splitting(fractions=HALVES)
    to = tmp_path / "out"
    list(workflow.export(store, to, config=CONFIG, format_name=format_name, split=split))
    there = [to] if to.is_file() else [one for one in to.rglob("*") if one.is_file()]
    assert sorted(sizes) == sorted(one.stat().st_size for one in there) != []


def test_a_split_is_not_frozen_where_the_file_cannot_be_put_into_place(
    store: Store, tmp_path: Path
) -> None:
    for number in range(120):
        add(store, sentences(number, 2))
    place, split = tmp_path / "out.jsonl", Splitting(fractions=HALVES)
    steps = workflow.export(store, place, config=CONFIG, split=split)
    assert next(report.articles for report in steps if report.rows) < 120
    place.mkdir()  # behind the back of the export
    with pytest.raises(ExportFailed, match="could not be written"):
        list(steps)
    assert store.splits.plans() == []
    assert not list(tmp_path.glob(".claimdesk-*"))
    place.rmdir()
    *_, report = workflow.export(store, place, config=CONFIG, split=split)
    assert "new, frozen from now on" in told(report)
    assert store.splits.plans() == [("50/50", "story")]


@pytest.mark.parametrize("format_name", ["jsonl", "hf"])
def test_what_cannot_be_frozen_is_not_put_into_place(
    store: Store, tmp_path: Path, format_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        add(store, sentences(number))
    to, split = tmp_path / "out", Splitting(fractions=HALVES)
    list(workflow.export(store, to, config=CONFIG, format_name=format_name))
    before = {path: path.read_bytes() for path in [to, *to.rglob("*")] if path.is_file()}
    inside = store._connection

    class Full:
        """The connection, with a disk that is full when all is to be kept."""

        def __getattr__(self, name: str) -> Any:
            return getattr(inside, name)

        def execute(self, sql: str, *values: Any) -> Any:
            if sql == "COMMIT":
                raise sqlite3.OperationalError("database or disk is full")
            return inside.execute(sql, *values)

    monkeypatch.setattr(store, "_connection", Full())
    with pytest.raises(StoreError, match="full"):
        list(workflow.export(store, to, config=CONFIG, format_name=format_name, split=split))
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in before} == before
    assert (store.splits.plans(), list(tmp_path.glob(".claimdesk-*"))) == ([], [])


def test_an_export_of_no_rows_freezes_nothing_and_says_so(store: Store) -> None:
    for number in range(10):
        add(store, sentences(number, 1))
    support.append(store, *(support.event(n, "opinion", annotator="ben") for n in range(1, 11)))
    support.append(store, *(support.event(n, "claim") for n in range(1, 11)))
    report, rows = export(store, Splitting(fractions=HALVES))
    assert (rows, store.splits.plans()) == ([], [])
    assert "new, not frozen while no row goes in" in told(report)
    assert "once" not in told(report)


def test_a_single_article_is_not_said_to_be_divided_where_somebody_insists(store: Store) -> None:
    add(store, sentences(1))
    report, _ = export(store, Splitting(fractions=HALVES, force=True))
    assert "no honest split exists" in told(report)
    assert "as you insisted" not in told(report)
