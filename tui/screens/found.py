"""What the finder shows: hits of a search, actions of the palette. Values to lines."""

from collections.abc import Iterable, Sequence

from annotations.model import Article
from annotations.nouns import dataclass
from annotations.store import Found, Hit
from annotations.text.display import shown, visible
from tui.keys import FIRST, Binding, Context, Keymap
from tui.lineview import Part
from tui.look import Look
from tui.widgets.finder import Choice

KEYS = 14
"""Cells for the keys in front of an action of the palette."""

BEFORE_HIT = 24
"""Characters of a sentence shown in front of its first hit, where it stands far in."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found."""

    articles: Sequence[Article]
    found: Found


@dataclass(frozen=True, slots=True)
class ToArticle:
    """Opening this choice opens an article."""

    number: int


@dataclass(frozen=True, slots=True)
class ToSentence:
    """Opening this choice goes to a sentence."""

    number: int


@dataclass(frozen=True, slots=True)
class ToAction:
    """Opening this choice does what a key or command does."""

    id: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something the palette offers."""

    id: str
    words: str
    keys: str


def search_choices(answer: Answer, look: Look) -> list[Choice]:
    """Articles whose title fits, then the sentences."""
    choices = [
        Choice(
            ((shown(article.title), look.title),),
            ((f"article · {shown(article.source or article.name)}", look.dim),),
            ToArticle(article.number),
        )
        for article in answer.articles
    ]
    return choices + [_sentence(hit, look) for hit in answer.found.hits]


def told(answer: Answer) -> str:
    """How much was found."""
    total, listed = answer.found.total, len(answer.found.hits)
    if not total and not answer.articles:
        return "nothing found"
    articles = [_counted(len(answer.articles), "article")] if answer.articles else []
    sentences = [_counted(total, "sentence")] if total else []
    if total > listed:
        cut = f"more than {total - 1}" if not answer.found.ranked else total
        sentences = [f"{cut} sentences, the first {listed} shown"]
    return " · ".join([*articles, *sentences])


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'s' * (n != 1)}"


def palette_choices(typed: str, actions: Iterable[Action], look: Look) -> list[Choice]:
    """The actions whose words hold all that was typed; those that begin with it first."""
    wanted = typed.casefold().split()
    fitting = [
        action
        for action in actions
        if all(word in f"{action.words} {action.id}".casefold() for word in wanted)
    ]
    first = wanted[0] if wanted else ""
    fitting.sort(key=lambda action: _distance(action.words.casefold(), first))
    return [
        Choice(
            ((f"{action.keys:<{KEYS}}", look.key), (action.words, look.text)),
            (),
            ToAction(action.id),
        )
        for action in fitting
    ]


def _distance(words: str, first: str) -> int:
    """How far into the words of an action a word begins with what was typed first."""
    begins = (at for at, word in enumerate(words.split()) if word.startswith(first))
    return next(begins, len(words))


def actions_of(
    keymap: Keymap, contexts: frozenset[Context], extra: Iterable[Action]
) -> list[Action]:
    """All that the palette offers in these contexts: what has an id in the table, and more."""
    heard = [binding for binding in keymap.bindings if not contexts.isdisjoint(binding.contexts)]
    offered = [
        Action(binding.id, binding.help, binding.shown)
        for binding in heard
        if not _TYPED_OR_CHOSEN & set(binding.contexts)
    ]
    marks = [
        Action(binding.id, f"{binding.verb} {binding.help}", _both_keys(binding, keymap))
        for binding in heard
        if binding.verb in FIRST
    ]
    return [*offered, *marks, *extra]


_TYPED_OR_CHOSEN: frozenset[Context] = frozenset({"search", "note", "flag", "reason"})


def _both_keys(binding: Binding, keymap: Keymap) -> str:
    """`f c`: the key of the mark and the one before it."""
    before = keymap.binding(FIRST[binding.verb])
    return " ".join(each.shown.split(" ", 1)[0] for each in (before, binding) if each)


def _sentence(hit: Hit, look: Look) -> Choice:
    text = shown(hit.text)
    start = 0
    if hit.marks and hit.marks[0].start > BEFORE_HIT * 2:
        start = text.rfind(" ", 0, hit.marks[0].start - BEFORE_HIT) + 1
    parts: list[Part] = [("…", look.dim)] if start else []
    at = start
    for mark in hit.marks:
        if mark.start >= at:
            parts += [(text[at : mark.start], look.text), (text[mark.start : mark.end], look.hit)]
            at = mark.end
    parts.append((text[at:], look.text))
    return Choice(
        tuple(parts),
        ((f"{visible(str(hit.position))} · {shown(hit.title)}", look.dim),),
        ToSentence(hit.sentence),
    )
