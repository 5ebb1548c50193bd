"""An annotator's session as it was left: at the article and the sentence where they stopped.

Plain Python; knows no screen. Imported when somebody is to annotate: a review starts without it.
"""

from collections.abc import Callable

from annotations.config import Config
from annotations.store import Store
from tui.moving import Submit
from tui.session import Session
from tui.shelf import Shelf


def resumed(
    store: Store,
    config: Config,
    *,
    annotator: str,
    clock: Callable[[], int],
    submit: Submit,
) -> tuple[Session, Shelf]:
    """Open the article where the annotator stopped (its newest version), else the first.

    Raises `StoreError` when the database fails.
    """
    with store.told():
        session = Session(store, config, annotator=annotator, clock=clock, submit=submit)
        shelf = Shelf(store, annotator=annotator)
        place = store.labels.place(annotator=annotator)
        newest = store.articles.newest(place[0]) if place else None
        shelf.begin_around(newest)
        if place is None or newest is None:
            newest = shelf.number(0)
        if newest is not None:
            same = place is not None and place[0] == newest
            session.open(newest, position=place[1] if place and same else None)
        session.corpus.articles = len(shelf)
    return session, shelf
