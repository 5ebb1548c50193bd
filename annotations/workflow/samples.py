"""The sample articles that fill a new database."""

from annotations import resources
from annotations.config import Importing
from annotations.errors import ImportFailed
from annotations.store import Store
from annotations.workflow.importing import import_paths


def add_samples(store: Store, *, settings: Importing, now: int) -> int:
    """Import the articles that come with claimdesk; how many were new.

    `now`: microseconds since 1970. Raises ImportFailed when one is missing from the installation.
    """
    folder = resources.seeds_folder()
    reports = list(import_paths(store, [folder], settings=settings, now=now))
    for report in reports:
        if report.error is not None:
            raise ImportFailed(report.error)
    if not reports:
        raise ImportFailed(f"the sample articles are missing from {folder}: install claimdesk anew")
    return sum(report.status == "imported" for report in reports)
