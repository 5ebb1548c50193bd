"""What the export screen has done on threads: looking ahead, counting, writing.

A thread leaves off when something else was chosen meanwhile, or when it is told to stop. Refuses
to paint, and to replace what stands somewhere unless that was asked for.
"""

from collections import deque
from collections.abc import Callable, Generator
from contextlib import closing
from threading import Event
from time import monotonic

from textual.worker import get_current_worker

from annotations import workflow
from annotations.config import Config
from annotations.errors import ExportFailed
from annotations.exporters import Row, bare
from annotations.nouns import dataclass
from annotations.splits.assign import fractions_of
from annotations.store import Store
from annotations.workflow.splitting import Splitting
from tui.exportform import EVERYONE, Form
from tui.exporttext import Outlook
from tui.exportwords import SCREEN, left_out, remarks_on, rows_by_split

PATIENCE = 0.5
"""Seconds after which the first rows are shown, though not all is counted."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What an export would write, or has written."""

    rows: tuple[Row, ...]
    """The first of them, as they are written."""
    outlook: Outlook | None
    """All of it, once it is counted."""
    waiting: int = 0
    """Sentences without a label of who looks, where they have begun: they annotate blind."""


@dataclass(frozen=True, slots=True)
class Fits:
    """An export can go where it is to go."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export has come."""

    done: int
    of: int
    dividing: bool = False
    """Whether it is still looked for what belongs together."""


@dataclass(frozen=True, slots=True)
class Written:
    """An export is in its place."""

    form: Form
    ahead: Ahead
    rows: int


@dataclass(frozen=True, slots=True)
class StandsThere:
    """Nothing was written, since something else stands there."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """An export was stopped."""


def annotators(store: Store) -> tuple[str, ...]:
    """All whose labels can be asked for."""
    return tuple(store.labels.annotators())


def fits(store: Store, *, form: Form) -> Fits:
    """Look whether the export can go there. Raises ExportFailed."""
    workflow.check_destination(form.destination, store.path, format_name=form.format)
    if _stands(form) and not form.destination.is_file() and not form.destination.is_dir():
        raise ExportFailed(f"{form.destination} is a device or a pipe: give the name of a file")
    return Fits()


def _stands(form: Form) -> bool:
    try:
        return form.destination.exists()
    except OSError:  # nobody may look there
        return False


def ahead(
    store: Store, *, form: Form, config: Config, looking: str, tell: Callable[[Ahead], None]
) -> Ahead | None:
    """Count what would be written; the first rows are told before where that takes long.

    `looking` is the annotator who looks.
    """
    worker, told = get_current_worker(), False
    waiting = _waiting(store, looking)
    begun = monotonic()
    reports = deque[workflow.Exported](maxlen=1)
    for report in _export(store, form, config, dry=True):
        reports.append(report)
        if worker.is_cancelled:
            return None
        if not told and report.first and monotonic() - begun > PATIENCE:
            told = True
            tell(Ahead(_first(report, form), None, waiting))
    return _ahead_of(reports.pop(), form, config, waiting)


def written(
    store: Store,
    *,
    form: Form,
    config: Config,
    looking: str,
    replacing: bool,
    stop: Event,
    tell: Callable[[Progress], None],
) -> Written | StandsThere | Cancelled:
    """Write the training set, and tell how far it is. Raises ClaimdeskError.

    `replacing`: whether it may take the place of what stands there.
    """
    worker = get_current_worker()
    fits(store, form=form)
    if not replacing and _stands(form):
        return StandsThere()
    reports = deque[workflow.Exported](maxlen=1)
    with closing(_export(store, form, config, dry=False)) as steps:
        for report in steps:  # left half-way, what stood there before stays whole
            reports.append(report)
            if (stop.is_set() or worker.is_cancelled) and report.articles < report.of_articles:
                return Cancelled()
            dividing = form.divided and report.division is None
            tell(Progress(report.articles, report.of_articles, dividing))
    report = reports.pop()  # in its place, even if stopped too late
    ahead = _ahead_of(report, form, config, _waiting(store, looking))
    return Written(form, ahead, report.rows)


def _waiting(store: Store, annotator: str) -> int:
    """How much is left to label, for who has begun; others' labels are not for them yet."""
    labelled = store.counts.labelled(annotator=annotator)
    _, sentences = store.counts.corpus()
    return sentences - labelled if labelled else 0


def _export(
    store: Store, form: Form, config: Config, *, dry: bool
) -> Generator[workflow.Exported, None, None]:
    split = None
    if form.divided:
        fractions = fractions_of(form.split)
        split = Splitting(fractions=fractions, group_by=form.groups, force=form.force)
    yield from workflow.export(
        store,
        None if dry else form.destination,
        config=config,
        format_name=form.format,
        selection=workflow.Selection(of=form.of, everyone=form.whose == EVERYONE),
        split=split,
        texts=form.texts,
    )


def _ahead_of(report: workflow.Exported, form: Form, config: Config, waiting: int) -> Ahead:
    outlook = Outlook(
        rows=report.rows,
        labels=tuple(report.labels.items()),
        left_out=tuple(left_out(report)),
        splits=tuple(rows_by_split(report).items()),
        remarks=tuple(remarks_on(report, config, SCREEN)),
    )
    return Ahead(_first(report, form), outlook, waiting)


def _first(report: workflow.Exported, form: Form) -> tuple[Row, ...]:
    return tuple(report.first) if form.texts else tuple(map(bare, report.first))
