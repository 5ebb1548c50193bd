"""A chain as people read and write it: outlet › outlet › speaker. Refuses to find one in a text."""

from dataclasses import replace

from annotations.claims import Chain, Link, Source
from annotations.errors import ClaimRefused

ARROW = "›"
UNKNOWN = "?"
MOST_LINKS = 8
LONGEST_NAME = 200


def in_words(chain: Chain) -> str:
    """The names from the article's outlet on, `?` for one not known; "" without any."""
    return f" {ARROW} ".join(link.source.name or UNKNOWN for link in chain.links)


def of_words(text: str, *, was: Chain) -> Chain:
    """The chain that a person wrote, its names parted by `›` or `>`.

    A name that `was` has keeps what is known of it; the root stays where its name does, else it
    is the last outlet, else the first name. Raises ClaimRefused for one that nobody could read.
    """
    names = [" ".join(name.split()) for name in text.replace(ARROW, ">").split(">")]
    if not any(names):
        raise ClaimRefused("a chain needs a name: outlet > outlet > speaker")
    if not all(names):
        raise ClaimRefused("a chain has a name on each side of >")
    if len(names) > MOST_LINKS or max(map(len, names)) > LONGEST_NAME:
        raise ClaimRefused(
            f"a chain has {MOST_LINKS} names at most, of {LONGEST_NAME} characters each"
        )
    names = ["" if name == UNKNOWN else name for name in names]
    known = {link.source.name: link for link in was.links}
    links = tuple(known.get(name) or _new(name, first=n == 0) for n, name in enumerate(names))
    return Chain(links, root=_root(links, was.root), decided=True)


def flipped(chain: Chain) -> Chain:
    """The chain resting on its next name, and behind the last on the first again.

    Raises ClaimRefused where there is nothing else to rest on.
    """
    names = list(dict.fromkeys(link.source.name for link in chain.links))
    if len(names) < 2:  # noqa: PLR2004 - one name cannot be flipped
        raise ClaimRefused("there is nothing else in the chain: write another one")
    at = names.index(chain.root) if chain.root in names else -1
    return replace(chain, root=names[(at + 1) % len(names)], decided=True)


def _new(name: str, *, first: bool) -> Link:
    return Link(source=Source(name, "outlet" if first else "person"), explicit=not first)


def _root(links: tuple[Link, ...], root: str) -> str:
    names = [link.source.name for link in links]
    if root in names:
        return root
    outlets = [link.source.name for link in links if link.source.kind == "outlet"]
    return outlets[-1] if outlets else names[0]
