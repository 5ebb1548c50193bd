"""The first rows that an export would write, without writing or counting anything."""

from collections.abc import Iterator
from itertools import islice

from annotations.exporters import Row, bare
from annotations.store import Store
from annotations.workflow.exporting import Selection
from annotations.workflow.rows import personal_rows, resolved_rows


def first_rows(
    store: Store, *, selection: Selection, texts: bool = True, limit: int = 40
) -> list[Row]:
    """The first rows in export order, before anything is divided: their `split` is None."""
    rows_of = personal_rows if selection.everyone else resolved_rows

    def rows() -> Iterator[Row]:
        for voted in store.votes.articles(annotator=selection.of):
            for row in rows_of(voted):
                if isinstance(row, Row):
                    yield row if texts else bare(row)

    with store.reading():
        return list(islice(rows(), limit))
