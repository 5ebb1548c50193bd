"""What a split by article leaks on a corpus with retellings, against a split by story.

A seeded corpus: every story is a wire report; outlets print it whole, cut it, edit its words, or
tell it anew around some paragraphs of it, with a footer of their own. Measured: which stories the
words show, how many test rows stand in the training set (as they are, or nearly), and how well a
classifier does on either test set and on stories that nobody has seen. Then what finding the
stories of a large corpus costs. Nothing here claims that real news is like this.
"""

import argparse
import io
import json
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, count
from pathlib import Path
from typing import Any, NamedTuple

from annotations import resources, workflow
from annotations.config import load
from annotations.model import Draft, LabelEvent, LabelState, Span
from annotations.splits.assign import fractions_of
from annotations.splits.near import EVERY, Sketches, shingles
from annotations.splits.same import normal
from annotations.splits.stories import leaders
from annotations.store import NewArticle, Store
from annotations.store.identifiers import EventIds
from annotations.text.canonical import article_id, sentence_id
from annotations.workflow.splitting import GroupBy, Splitting
from benchmarks.corpus import LABELS, START, articles, fill, vocabulary

CONFIG = load(resources.shipped_config(), environ={}).config
WIRE = 22
"""Sentences of a wire report."""
NEARLY = 0.5
"""Share of the shingles of a sentence that makes a near-duplicate of it."""

_CUES = {
    "claim": ("rose to", "were killed in", "signed the", "opened on", "fell by", "voted for"),
    "attribution": ("said that", "told reporters", "according to", "confirmed that", "wrote that"),
    "opinion": ("should never", "is a disgrace", "deserves", "must at last", "sadly", "bravely"),
    "boilerplate": ("read more", "subscribe to", "all rights", "follow us", "sign up for"),
}
_CLEAR = 0.5
"""Chance that a sentence has a cue of its label; the rest can only be known by heart."""


class Line(NamedTuple):
    """A sentence and its label."""

    text: str
    label: str


class Told(NamedTuple):
    """One article and the story that it tells."""

    story: int
    kind: str
    outlet: int
    lines: list[Line]


class Teller:
    """Makes stories, and tells them again."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self._words = vocabulary(20_000)
        self._footers = [
            [self.line(self._topic(), "boilerplate") for _ in range(3)] for _ in range(12)
        ]

    def corpus(self, stories: int) -> Iterator[Told]:
        """Every story, told once to nine times."""
        for story in range(stories):
            topic = self._topic()
            wire = [self.line(topic) for _ in range(WIRE)]
            tellings = min(9, 1 + int(self._rng.expovariate(0.4)))
            for kind in ("wire", *self._rng.choices(_KINDS, _SHARES, k=tellings - 1)):
                outlet = self._rng.randrange(len(self._footers))
                lines = self._told(kind, wire, topic)
                yield Told(story, kind, outlet, [*lines, *self._footers[outlet]])

    def line(self, topic: Sequence[str], label: str | None = None) -> Line:
        """A sentence of the story, with a label that it shows or hides."""
        label = label or self._rng.choices(LABELS[:3], (50, 30, 20))[0]
        length = self._rng.randint(8, 26)
        words = [
            self._rng.choice(topic) if self._rng.random() < 0.4 else self._common()
            for _ in range(length)
        ]
        if self._rng.random() < _CLEAR:
            words.insert(length // 2, self._rng.choice(_CUES[label]))
        return Line(" ".join(words).capitalize() + ".", label)

    def _topic(self) -> list[str]:
        return self._rng.sample(self._words, 40)

    def _common(self) -> str:
        return self._words[min(int(self._rng.paretovariate(0.9)), 400) - 1]

    def _told(self, kind: str, wire: list[Line], topic: Sequence[str]) -> list[Line]:
        if kind == "copy":
            return wire[: self._rng.randint(WIRE // 2, WIRE)]
        if kind == "edited":
            return [self._edited(line, 0.12) for line in wire if self._rng.random() < 0.9]
        if kind in ("retold", "own"):
            kept = [one for one in wire if self._rng.random() < (0.4 if kind == "retold" else 0)]
            own = [self.line(topic) for _ in range(self._rng.randint(8, 18))]
            return [*own[:4], *kept, *own[4:]]
        return wire

    def _edited(self, line: Line, chance: float) -> Line:
        words = line.text.split()
        return Line(
            " ".join(self._common() if self._rng.random() < chance else one for one in words),
            line.label,
        )


_KINDS = ("wire", "copy", "edited", "retold", "own")
_SHARES = (20, 25, 25, 20, 10)


def main(arguments: list[str] | None = None) -> None:
    """Print three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=400)
    parser.add_argument("--articles", type=int, default=100_000, help="of the large corpus")
    options = parser.parse_args(arguments)
    told = list(Teller(0).corpus(options.stories))
    print(f"{len(told):,} articles tell {options.stories:,} stories")
    for every in (1, EVERY):
        _links(told, every)
    unseen = [
        line
        for one in Teller(1).corpus(options.stories // 2)
        for line in one.lines
        if line.label != "boilerplate"
    ]
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as folder:
        with Store(Path(folder) / "large.db") as store:
            _large(store, options.articles)
        with Store(Path(folder) / "stories.db") as store:
            _label(store, told)
            _leaks(store, unseen)


def _links(told: Sequence[Told], every: int) -> None:
    """How well near-duplicates show who tells the same story."""
    sketches = Sketches(every=every)
    for number, one in enumerate(told):
        sketches.add(number, "\n".join(line.text for line in one.lines))
    pairs = [pair for pair in sketches.pairs() if pair.near]
    wrong = sum(told[pair.a].story != told[pair.b].story for pair in pairs)
    group = leaders(range(len(told)), [(pair.a, pair.b) for pair in pairs])
    wires: dict[int, int] = {}
    for number, one in enumerate(told):
        wires.setdefault(one.story, number)
    found, there = Counter[str](), Counter[str]()
    for number, one in enumerate(told):
        if number != wires[one.story]:
            there[one.kind] += 1
            found[one.kind] += group[number] == group[wires[one.story]]
    print(
        f"by one shingle in {every}: {len(pairs):,} links, {wrong} between different stories; "
        "found to be of their story: "
        + ", ".join(f"{kind} {found[kind]} of {there[kind]}" for kind in _KINDS)
    )


def _leaks(store: Store, unseen: Sequence[Line]) -> None:
    print(f"\n{'split by':<10}{'train':>8}{'test':>7}{'dropped':>9}{'same':>8}{'near':>8}", end="")
    print(f"{'accuracy':>10}{'unseen':>8}{'worst share':>13}")
    for group_by in ("article", "story"):
        rows, report = _rows(store, group_by)
        whole = _whole(store, rows)
        for name, some in ((f"{group_by}*", whole), (group_by, rows)):
            train = [row for row in some if row["split"] == "train"]
            test = [row for row in some if row["split"] == "test"]
            same, near = _leak(train, test)
            known = [(row["text"], row["label"]) for row in test]
            tried, honest = _accuracy(train, [known, unseen])
            dropped = sum(report.duplicates.values()) if some is rows else 0
            print(
                f"{name:<10}{len(train):>8,}{len(test):>7,}{dropped:>9,}{same:>8.1%}{near:>8.1%}"
                f"{tried:>10.3f}{honest:>8.3f}{_worst(whole):>13.4f}"
            )
    print("* with the duplicates left in; unseen: accuracy on stories of another corpus")


def _rows(store: Store, group_by: GroupBy) -> tuple[list[dict[str, Any]], workflow.Exported]:
    """Everything that an export writes, and its report."""
    stream = io.BytesIO()
    splitting = Splitting(fractions=fractions_of("80/20"), group_by=group_by)
    *_, report = workflow.export(store, stream, config=CONFIG, split=splitting)
    return [json.loads(line) for line in stream.getvalue().splitlines()], report


def _whole(store: Store, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of all articles, those left out as duplicates too, in the same splits."""
    stream = io.BytesIO()
    for _ in workflow.export(store, stream, config=CONFIG):
        pass
    split_of = {row["article_id"]: row["split"] for row in rows}
    whole = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [{**row, "split": split_of.get(row["article_id"], "test")} for row in whole]


def _leak(train: list[dict[str, Any]], test: list[dict[str, Any]]) -> tuple[float, float]:
    """Shares of the test rows whose words stand in training; and at least `NEARLY` of them."""
    words = {normal(row["text"]) for row in train}
    having: dict[int, list[int]] = {}
    for place, row in enumerate(train):
        for one in shingles(row["text"]):
            having.setdefault(one, []).append(place)
    same = near = 0
    for row in test:
        own = shingles(row["text"])
        most = Counter(place for one in own for place in having.get(one, ())).most_common(1)
        same += normal(row["text"]) in words
        near += bool(most) and most[0][1] >= NEARLY * len(own)
    return same / len(test), near / len(test)


def _accuracy(
    train: list[dict[str, Any]], tests: Sequence[Sequence[tuple[str, str]]]
) -> list[float]:
    """Of logistic regression over words and pairs of words, on each of the test sets."""
    from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # noqa: PLC0415
        TfidfVectorizer,
    )
    from sklearn.linear_model import (  # type: ignore[import-untyped]  # noqa: PLC0415
        LogisticRegression,
    )
    from sklearn.pipeline import make_pipeline  # type: ignore[import-untyped]  # noqa: PLC0415

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(C=30, max_iter=1000),
    )
    model.fit([row["text"] for row in train], [row["label"] for row in train])
    return [
        float(model.score([text for text, _ in test], [label for _, label in test]))
        for test in tests
    ]


def _worst(rows: list[dict[str, Any]]) -> float:
    """How far a label's share in the test set is from 20 %, at worst."""
    total = Counter(row["label"] for row in rows)
    there = Counter(row["label"] for row in rows if row["split"] == "test")
    return max(abs(there[label] / n - 0.2) for label, n in total.items())


def _label(store: Store, told: Sequence[Told]) -> None:
    """Store the articles; somebody labels every sentence."""
    numbers, ids = count(1), EventIds()
    fill(store, (_article(index, one) for index, one in enumerate(told)))
    with store.transaction():
        lines = (line for one in told for line in one.lines)
        store.labels.append(_event(ids, next(numbers), line.label) for line in lines)


def _article(index: int, told: Told) -> NewArticle:
    text = f"{index:06d}\n" + "\n".join(line.text for line in told.lines)
    identity = article_id(text)
    ends = list(accumulate(len(line.text) + 1 for line in told.lines))
    spans = [
        Span(6 + end - len(line.text), 6 + end) for end, line in zip(ends, told.lines, strict=True)
    ]
    return NewArticle(
        draft=Draft(
            text=text,
            name=f"{index:06d}.txt",
            origin=f"/stories/{index}",
            sha256=identity,
            encoding="utf-8",
            title=told.lines[0].text,
            source=f"Outlet {told.outlet}",
        ),
        id=identity,
        spans=spans,
        sentence_ids=[sentence_id(identity, span) for span in spans],
        imported_at=START,
    )


def _event(ids: EventIds, sentence: int, label: str) -> LabelEvent:
    identity = ids.new(START)
    return LabelEvent(
        event_id=identity,
        gesture=identity,
        annotator="ada",
        sentence=sentence,
        state=LabelState(label),
        at=START,
    )


def _large(store: Store, size: int) -> None:
    """What the first split of a large corpus costs, and a later one."""
    sentences = fill(store, articles(size, size * 20))
    with store.transaction():
        store.labels.append(_one_each(store, size))
    print(f"\n{size:,} articles, {sentences:,} sentences, one labelled in each article")
    splitting = Splitting(fractions=fractions_of("80/10/10"))
    for name, split in (
        ("without a split", None),
        ("first split", splitting),
        ("the same again", splitting),
    ):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        for _ in workflow.export(store, io.BytesIO(), config=CONFIG, split=split):
            pass
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
        print(f"  {name:<16}{time.process_time() - began:>7.1f} s{grown:>7.0f} MB more")


def _one_each(store: Store, size: int) -> Iterator[LabelEvent]:
    ids = EventIds()
    for number in range(1, size + 1):
        first = store.articles.sentences(number)[0].number
        yield _event(ids, first, LABELS[number % len(LABELS)])


if __name__ == "__main__":
    main()
