"""The facts of a training set, gathered while its articles go by.

One pass, and no more kept than counts, names of sources and annotators, and eight bytes an
article for counting groups. How far annotators agree is read from the same moment of the
database as the first article. Refuses to change what goes by.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

from msgspec import UNSET

from annotations.config import Config, guideline_file, unread
from annotations.errors import ConfigError
from annotations.exporters import FORMATS, Folder, Labelled, Row, Terms
from annotations.exporters.card import as_card
from annotations.exporters.facts import Facts, GroupBy, Origin, Own, Part, Plan, Whose
from annotations.exporters.huggingface import own_keys
from annotations.exporters.manifest import as_manifest, entries
from annotations.exporters.place import MARK
from annotations.guideline import parse
from annotations.review.agreement import Figures
from annotations.review.patterns import PAIR
from annotations.store import Store
from annotations.workflow.agreeing import Agreement, agreement_of
from annotations.workflow.rows import TOOL

CARD = "README.md"


class _Kind(NamedTuple):
    """What rows are counted by."""

    split: str | None
    label: str
    secondary: str | None
    decided_by: str
    guideline: str
    votes: int


class Describing:
    """What has gone by of one export."""

    def __init__(
        self, store: Store, terms: Terms, *, config: Config, format_name: str, whose: Whose
    ) -> None:
        """Begin with nothing. Raises ConfigError where the guideline cannot be read."""
        self._store = store
        self._terms = terms
        self._config = config
        self._format = format_name
        self._whose = whose
        self._definitions = _definitions(config, terms.labels)
        self._kinds: Counter[_Kind] = Counter()
        self._people: Counter[str] = Counter()
        self._votes: Counter[str] = Counter()
        self._accepted: Counter[str] = Counter()
        self._suggested: bool | None = None
        """Whether anybody accepted a suggestion; None: nobody has looked yet."""
        self._adjudicators: set[str] = set()
        self._rows_of: Counter[str | None] = Counter()
        self._articles_of: Counter[str | None] = Counter()
        self._groups: dict[str | None, array[int]] = {}
        """Split → eight bytes of the group of each of its articles."""
        self._own: Counter[str] | None = Counter() if FORMATS[format_name].wants_everyone else None
        """Annotator → rows in the file of everybody's own labels."""
        self._agreement: Agreement | None = None

    def watched(self, articles: Iterable[Labelled]) -> Iterator[Labelled]:
        """The same articles, counted as they go by; all of them come in one read."""
        compared = False
        for article in articles:
            if not compared:
                self._compare()
                compared = True
            if article.rows:
                self._count(article)
            if self._own is not None:
                self._own.update(chain.from_iterable(map(_people, article.everyone)))
            yield article
        if not compared:
            self._compare()

    def write(
        self,
        folder: Folder,
        *,
        header: Mapping[str, object],
        of_articles: int,
        left_out: Mapping[str, int],
        group_by: GroupBy = "article",
        plan: Plan | None = None,
    ) -> None:
        """Put card and manifest into a folder whose other files are written.

        `header`: what the format adds to the YAML of the card; the others are those of `facts`.
        """
        facts = self.facts(of_articles=of_articles, left_out=left_out, group_by=group_by, plan=plan)
        folder.open(CARD).write(as_card(facts, header=header))
        manifest = as_manifest(facts, entries(folder.contents()))
        folder.open(MARK).write(manifest)

    def facts(
        self,
        *,
        of_articles: int,
        left_out: Mapping[str, int],
        group_by: GroupBy = "article",
        plan: Plan | None = None,
    ) -> Facts:
        """Everything known once all articles have gone by.

        `of_articles`: how many were read; `left_out`: reason → sentences; `group_by`: what a
        group is; `plan`: how articles were divided, where they were.
        """
        settings = self._config.exporting
        return Facts(
            title=settings.title,
            licence=settings.licence,
            language=self._config.exporting.language,
            format=self._format,
            tool=TOOL,
            whose=self._whose,
            texts="text" in self._terms.keys,
            keys=self._terms.keys,
            definitions=self._definitions,
            guideline=self._config.guideline.version,
            guidelines=self._by("guideline"),
            of_articles=of_articles,
            whole=self._part(self._groups),
            parts={name: self._part([name]) for name in self._terms.splits},
            secondary=_without_none(self._by("secondary")),
            people=tuple(sorted(self._people.values(), reverse=True)),
            votes=self._votes,
            accepted=self._accepted,
            by_votes=self._by("votes"),
            decided_by=self._by("decided_by"),
            adjudicators=len(self._adjudicators),
            left_out={reason: n for reason, n in sorted(left_out.items()) if n},
            group_by=group_by,
            plan=plan,
            sources=tuple(self._origins(settings.sources)),
            own=self._own_labels(),
            agreement={} if self._agreement is None else dict(_compared(self._agreement)),
        )

    def _compare(self) -> None:
        names = self._store.ratings.annotators()
        if len(names) >= PAIR:
            ratings = self._store.ratings.patterns(names)
            seed = self._config.review.seed
            self._agreement = agreement_of(ratings, names, config=self._config, seed=seed)

    def _count(self, article: Labelled) -> None:
        split = article.rows[0].split
        self._groups.setdefault(split, array("Q")).append(_short(article.group))
        self._articles_of[article.source] += 1
        self._rows_of[article.source] += len(article.rows)
        accepted = self._accepted_in(article)
        for row in article.rows:
            people = _people(row)
            self._people.update(people)
            votes = _votes(row)
            self._votes.update(votes)
            if accepted:
                self._accepted.update(
                    label
                    for label, name in zip(votes, people, strict=True)
                    if (row.id, name) in accepted
                )
            if row.adjudicator is not None:
                self._adjudicators.add(row.adjudicator)
            self._kinds[
                _Kind(split, row.label, row.secondary, row.decided_by, row.guideline, len(people))
            ] += 1

    def _accepted_in(self, article: Labelled) -> frozenset[tuple[str, str]]:
        """(sentence, annotator) of the labels of an article that are accepted suggestions."""
        origins = self._store.origins
        if self._suggested is None:
            self._suggested = origins.any()
        return origins.accepted(article.id) if self._suggested else frozenset()

    def _by(self, field: str) -> dict[Any, int]:
        """Rows by one of the fields of a kind, sorted by it."""
        counts: Counter[Any] = Counter()
        for kind, n in self._kinds.items():
            counts[getattr(kind, field)] += n
        return dict(sorted(counts.items(), key=lambda pair: (pair[0] is None, pair[0])))

    def _part(self, splits: Iterable[str | None]) -> Part:
        wanted = set(splits)
        labels: Counter[str] = Counter()
        for kind, n in self._kinds.items():
            if kind.split in wanted:
                labels[kind.label] += n
        groups = [self._groups[split] for split in wanted if split in self._groups]
        return Part(
            articles=sum(map(len, groups)),
            groups=len(set(chain.from_iterable(groups))),
            rows=labels.total(),
            labels=labels,
        )

    def _own_labels(self) -> Own | None:
        if self._own is None:
            return None
        keys = own_keys(self._terms)
        return Own(rows=self._own.total(), annotators=len(self._own), keys=keys)

    def _origins(self, licences: Mapping[str, str]) -> Iterator[Origin]:
        ranked = sorted(self._rows_of.items(), key=lambda pair: (-pair[1], pair[0] or ""))
        for name, rows in ranked:
            licence = None if name is None else licences.get(name)
            yield Origin(name=name, articles=self._articles_of[name], rows=rows, licence=licence)


def _people(row: Row) -> tuple[str, ...]:
    """Whose labels a row holds."""
    if row.annotators is not UNSET:
        return row.annotators
    return () if row.annotator is UNSET else (row.annotator,)


def _votes(row: Row) -> tuple[str, ...]:
    """The labels of those people."""
    if row.votes is not UNSET:
        return row.votes
    return () if row.annotator is UNSET else (row.label,)


def _short(group: str) -> int:
    """Eight bytes that stand for a group."""
    return int.from_bytes(blake2b(group.encode(), digest_size=8).digest())


def _without_none(counts: Mapping[Any, int]) -> dict[str, int]:
    return {value: n for value, n in counts.items() if value is not None}


def _compared(agreement: Agreement) -> Iterator[tuple[str, Figures]]:
    for name, measured in (
        ("Primary labels", agreement.primary),
        ("Secondary labels", agreement.secondary),
    ):
        yield name, measured.figures
        if measured.without_boilerplate is not None:
            yield f"{name}, without boilerplate", measured.without_boilerplate


def _definitions(config: Config, labels: Iterable[str]) -> dict[str, str]:
    """What each label means: as the guideline defines it, else as the label set describes it.

    Raises ConfigError where the guideline cannot be read.
    """
    path = guideline_file(config)
    try:
        said = parse(path.read_text(encoding="utf-8")).definitions
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(unread(path, error)) from error
    described = {label.name: label.describe for label in config.labels}
    return {name: said.get(name, described[name]) if name in described else "" for name in labels}
