"""Which articles here tell one story because people confirmed that they make the same claim.

Claims travel without their articles: two that are here can hang together over one that is not.
Refuses to name an article that is not in the database.
"""

from itertools import count

from annotations.splits.stories import leaders
from annotations.store import Store


def linked_by_claims(store: Store) -> tuple[tuple[str, str], ...]:
    """Pairs of ids (64 hex) of articles that are here; over them, all that hangs together does.

    Raises `StoreError`.
    """
    with store.told():
        links = store.facts.links()
        numbers = dict(zip(sorted({one for link in links for one in link}), count(), strict=False))
        here = {one for one in numbers if store.articles.known(one) is not None}
    ids = list(numbers)
    led = leaders(numbers.values(), [(numbers[link.a], numbers[link.b]) for link in links])
    groups: dict[int, list[str]] = {}
    for number, leader in led.items():
        if ids[number] in here:
            groups.setdefault(leader, []).append(ids[number])
    return tuple((first, other) for first, *others in groups.values() for other in others)
