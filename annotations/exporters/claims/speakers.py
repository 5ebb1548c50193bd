"""Who made a claim and who published it first, as far as the chains of its tellings agree.

Refuses to name one of several.
"""

from collections.abc import Iterable

from annotations.claims import Source
from annotations.exporters.claims.dossier import Dossier, Place, Telling


def speaker_of(dossier: Dossier) -> Source | None:
    """The voice in which all chains that have one end; None where they differ or none has."""
    return _only(_voice(one) for one in dossier.making)


def origin_of(dossier: Dossier) -> tuple[str | None, Place | None]:
    """The outlet that published it first as far as is known here, and where, if that is here.

    The one outlet on which all tellings rest; else that of the first telling.
    """
    making = dossier.making
    if not making:
        return None, None
    roots = {one.chain.root for one in making}
    if len(roots) == 1 and (root := roots.pop()) in _outlets(making):
        own = (one.place for one in making if _own_outlet(one) == root)
        return root, next(own, None)
    return making[0].place.source, making[0].place


def articles_of(dossier: Dossier) -> list[Place]:
    """The articles that make the claim, each once, in the order of the tellings."""
    return each_article(one.place for one in dossier.making)


def each_article(places: Iterable[Place]) -> list[Place]:
    """The first place in each article, in their order."""
    found: dict[str, Place] = {}
    for place in places:
        found.setdefault(place.article, place)
    return list(found.values())


def _voice(telling: Telling) -> Source | None:
    voices = [link.source for link in telling.chain.links if link.source.kind != "outlet"]
    return voices[-1] if voices else None


def _outlets(tellings: Iterable[Telling]) -> set[str]:
    return {
        link.source.name
        for one in tellings
        for link in one.chain.links
        if link.source.kind == "outlet" and link.source.name
    }


def _own_outlet(telling: Telling) -> str:
    links = telling.chain.links
    return links[0].source.name if links else telling.place.source or ""


def _only(sources: Iterable[Source | None]) -> Source | None:
    """The one source among these, whatever the case of its letters."""
    found = {one.name.casefold(): one for one in sources if one is not None}
    return next(iter(found.values())) if len(found) == 1 else None
