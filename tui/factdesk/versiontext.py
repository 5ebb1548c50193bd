"""The versions of a claim as lines: whose each is, on whom it rests, its words, what differs.

Plain functions from values to lines. Nothing is said by colour alone. Refuses to read and to
decide.
"""

from collections.abc import Iterator

from rich.style import Style

from annotations.claims import Chain
from annotations.facts import chains
from annotations.text.display import shown
from annotations.workflow.standing import Differing, Version
from tui.factdesk import words
from tui.factdesk.aligning import aligned_lines, runs
from tui.look import Look
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import crop, wrap

SIGNS = {"alarm": "▲", "note": "△", "column": "·"}
"""Level of a divergence → its sign."""


def block(version: Version, *, base: bool, look: Look, width: int) -> Block:
    """Outlet, date, how it stands to the claim; the chain; the words beside the base's; alarms."""
    relation = version.mention.relation
    date = version.article.published if version.article else None
    parts = (
        version.outlet,
        shown(date or ""),
        "base" if base else "",
        relation if relation != "same" else "",
    )
    alarms = (line for one in version.alarms for line in words.alarm(one.divergence, look, width))
    return (
        ((crop("  ".join(filter(None, parts)), width), look.key),),
        *_chain_lines(version.chain, look, width),
        *aligned_lines(version.pieces, look=look, width=width),
        *alarms,
        (),
    )


def _chain_lines(chain: Chain, look: Look, width: int) -> Iterator[Line]:
    """Who has it from whom; the one that it rests on underlined."""
    told = chain_in_words(chain)
    under = look.dim + Style(underline=True)
    styles = [look.dim] * len(told)
    for at in _root(chain):
        styles[at] = under
    for start, end in wrap(told, max(8, width)):
        yield tuple(runs(told[start:end], styles[start:end]))


def _root(chain: Chain) -> range:
    """Where its root stands in a chain in words."""
    before = 0
    for link in chain.links:
        name = link.source.name
        if name and name == chain.root:
            return range(before, before + len(name))
        before += len(name or chains.UNKNOWN) + len(f" {chains.ARROW} ")
    return range(0)


def chain_in_words(chain: Chain) -> str:
    """`Mind › The New York Times › an official  added  mixed  (inherited)`."""
    cue = next((link.cue for link in reversed(chain.links) if link.cue), "")
    form = chain.links[-1].form if chain.links else "indirect"
    told = shown(chains.in_words(chain)) or "no source is known"
    inherited = not chain.decided and not all(link.explicit for link in chain.links)
    sure = "(inherited)" if inherited else "(set by a person)" if chain.decided else ""
    parts = (told, shown(cue or ""), form if form != "indirect" else "", sure)
    return "  ".join(filter(None, parts))


def about(version: Version, meant: int | None, *, look: Look, width: int) -> list[Line]:
    """What differs, on whom it rests, where it stands. `meant`: which divergence; None: the base.

    What keys act on comes first: in a low pane, the end is out of sight.
    """
    return [
        (),
        (("Differs from the base in", look.key),),
        *_differences(version.differing, meant, look, width),
        (),
        (("Rests on", look.key),),
        *_rests_on(version.chain, look, width),
        (),
        (("Stands in", look.key),),
        *_place(version, look, width),
    ]


def _differences(
    differing: tuple[Differing, ...], meant: int | None, look: Look, width: int
) -> Iterator[Line]:
    if meant is None:
        yield (("  this is the base", look.dim),)
    elif not differing:
        yield (("  nothing that a rule sees", look.dim),)
    else:
        for n, one in enumerate(differing):
            yield from _difference(one, look, width, here=n == meant)


def _difference(one: Differing, look: Look, width: int, *, here: bool) -> Iterator[Line]:
    divergence = one.divergence
    style = look.warning if divergence.level == "alarm" else look.text
    told = words.difference(divergence)
    if divergence.dismissed:
        told, style = f"{told}: no difference, says a person", look.dim
    elif divergence.found_by == "person":
        told += ", says a person"
    lead = ("▸ " if here else "  ") + SIGNS[divergence.level] + " "
    yield from words.wrapped(told, look, width - 1, part=(lead, style))


def _rests_on(chain: Chain, look: Look, width: int) -> Iterator[Line]:
    yield from words.wrapped(shown(chain.root) or "nobody known", look, width - 1)
    for link in chain.links:
        named = "" if link.source.named else ", not named"
        told = f"{link.source.kind}{named} · {link.stance}"
        told += "" if link.explicit else " · inherited"
        yield ((crop(f"  {shown(link.source.name)}", width - 1), look.text),)
        yield ((crop(f"    {told}", width - 1), look.dim),)
    who = "set by a person" if chain.decided else "found by a rule"
    yield ((f"  {who}", look.dim),)


def _place(version: Version, look: Look, width: int) -> Iterator[Line]:
    if version.article is None:
        told = "an article that is not in this database"
        yield from words.wrapped(told, look, width - 1, part=("", look.warning))
        return
    yield from words.wrapped(shown(version.article.title) or version.outlet, look, width - 1)
    yield ((f"{crop(version.outlet, width - 16)} · sentence {version.position}", look.dim),)
