"""What the export screen has done on threads: looking ahead, counting, writing.

A thread leaves off when something else was chosen meanwhile. Refuses to paint.
"""

from collections import deque
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from textual.worker import get_current_worker

from annotations import workflow
from annotations.config import Config
from annotations.exporters import Row
from annotations.splits.assign import fractions_of
from annotations.store import Store
from annotations.workflow.previewing import first_rows
from annotations.workflow.splitremarks import remarks
from annotations.workflow.splitting import Splitting
from tui.exportform import EVERYONE, Form
from tui.exporttext import Outlook

FIRST_ROWS = 40
"""Rows that the preview shows."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a thread found that an export would write."""

    rows: tuple[Row, ...] | None
    """The first of them; None where they were told before."""
    outlook: Outlook | None
    """All of it, once it is counted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export has come."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Written:
    """An export is in its place."""

    form: Form
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Cancelled:
    """An export was stopped."""


def written(
    store: Store, *, form: Form, config: Config, tell: Callable[[Progress], None]
) -> Written | Cancelled:
    """Write the training set, and tell how far it is."""
    worker = get_current_worker()
    steps = _steps(store, form, config, to=form.destination)
    reports = deque[workflow.Exported](maxlen=1)
    with closing(steps):  # left half-way, what stood there before stays whole
        for report in steps:
            reports.append(report)
            if worker.is_cancelled and report.articles < report.of_articles:
                return Cancelled()
            tell(Progress(report.articles, report.of_articles))
    return Written(form, _outlook_of(reports.pop()))  # in its place, even if stopped too late


def annotators(store: Store) -> tuple[str, ...]:
    """All whose labels can be asked for."""
    return tuple(store.labels.annotators())


def with_annotators(form: Form, annotators: tuple[str, ...]) -> Form:
    """The form, now that it is known who has labelled anything."""
    return Form(
        annotators,
        form.folder,
        format=form.format,
        whose=form.whose,
        split=form.split,
        groups=form.groups,
        texts=form.texts,
        typed=form.typed,
    )


def _selection(form: Form) -> workflow.Selection:
    return workflow.Selection(of=form.of, everyone=form.whose == EVERYONE)


def first(store: Store, *, form: Form) -> Preview:
    """The first rows, at once."""
    rows = first_rows(store, selection=_selection(form), texts=form.texts, limit=FIRST_ROWS)
    return Preview(tuple(rows), None)


def _steps(
    store: Store, form: Form, config: Config, *, to: Path | None
) -> Generator[workflow.Exported, None, None]:
    """The export, or the dry run of it."""
    split = None
    if form.split != "none":
        split = Splitting(fractions=fractions_of(form.split), group_by=form.groups)
    yield from workflow.export(
        store,
        to,
        config=config,
        format_name=form.format,
        selection=_selection(form),
        split=split,
        texts=form.texts,
    )


def outlook(store: Store, *, form: Form, config: Config) -> object:
    """What would be written, counted on a thread."""
    worker = get_current_worker()
    workflow.check_destination(form.destination, store.path, format_name=form.format)
    reports = deque[workflow.Exported](maxlen=1)
    for report in _steps(store, form, config, to=None):
        reports.append(report)
        if worker.is_cancelled:
            return None
    return Preview(None, _outlook_of(reports.pop()))


def _outlook_of(report: workflow.Exported) -> Outlook:
    splits = {name: sum(labels.values()) for name, labels in report.splits.items()}
    left_out = {
        "unlabelled": report.unlabelled,
        "without a majority": report.tied,
        "that no label fits": report.unfitting,
        "that repeat a sentence of another split": sum(report.duplicates.values()),
        "of articles between two splits": report.excluded,
    }
    return Outlook(
        rows=report.rows,
        labels=tuple(report.labels.items()),
        left_out=tuple((why, n) for why, n in left_out.items() if n),
        splits=tuple(splits.items()),
        remarks=tuple(remarks(report.division, splits)) if report.division else (),
    )
