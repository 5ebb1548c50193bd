"""What is said of an export, on the command line and on the screen alike.

What the two have to say in different words stands here beside each other. Plain values in,
sentences out; refuses to know a terminal.
"""

from collections.abc import Iterator, Mapping

from annotations.config import Config
from annotations.nouns import dataclass
from annotations.workflow import Exported
from annotations.workflow.splitremarks import Remark, remarks


@dataclass(frozen=True, slots=True)
class Front:
    """How one of the front ends asks for things."""

    force: str
    """That a single story is divided all the same."""


COMMAND_LINE = Front(force="--force")
SCREEN = Front(force="force: yes")


def left_out(report: Exported) -> list[tuple[int, str]]:
    """How many sentences do not go in, and why; nothing for a reason that no sentence has."""
    repeated = sum(report.duplicates.values())
    reasons = (
        (report.unlabelled, "unlabelled"),
        (report.tied, "without a majority"),
        (report.unfitting, "that no label fits, as a reviewer decided"),
        (report.excluded, "of articles that belong to stories of different splits"),
        (repeated, f"whose words stand in a set before ({by_label(report.duplicates)})"),
    )
    return [(n, why) for n, why in reasons if n]


def remarks_on(report: Exported, config: Config, front: Front) -> Iterator[Remark]:
    """What has to be known of an export, besides its figures."""
    strange = [label for label in report.labels if config.label(label) is None]
    if strange:
        named = ", ".join(strange)
        yield Remark(f"not in the configured label set, exported as they are: {named}", warns=False)
    if report.division is not None:
        yield from remarks(report.division, rows_by_split(report), force=front.force)


def rows_by_split(report: Exported) -> dict[str, int]:
    """Split → rows; empty where nothing is split."""
    return {name: sum(labels.values()) for name, labels in report.splits.items()}


def by_label(labels: Mapping[str, int]) -> str:
    """Labels with their rows, the most frequent first."""
    ranked = sorted(labels.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{label} {n:,}" for label, n in ranked)
