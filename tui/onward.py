"""What the key for the next sentence does, and what is told of the queue that it follows.

Plain functions over a session. Refuses to look for sentences itself: that takes a thread.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.following import NAMES, Following, Name
from tui.page import Effect
from tui.session import Session

if TYPE_CHECKING:
    from annotations.workflow.queueing import Filled, Queued

_NONE_LEFT = {
    "uncertain": "each sentence without a label has a sure suggestion",
    "disagreeing": "no label of yours is suggested otherwise",
    "flagged": "nothing is flagged",
    "sent_back": "no reviewer has sent anything back",
}


def onward(session: Session) -> Effect:
    """Go to the next sentence of the queue, or as many further as the count says."""
    match session.following.name:
        case "unlabelled":
            effect = session.next_unlabelled()
            return effect if effect.moved or not session.page else _with_others(session, effect)
        case "sent_back":
            effect = session.next_sent_back()
            return effect if session.sent_back else _with_others(session, effect)
        case _:
            return _next_found(session)


def follow(session: Session, name: Name) -> Effect:
    """Follow another queue. What has to be looked for comes later: `told` tells of it."""
    page = session.page
    session.following.choose(name, start=page.article.number if page else 0)
    if session.following.found:
        return Effect(message=f"next: {NAMES[name]}, looking …")
    if name == "unlabelled":
        return Effect(message=f"next: {NAMES[name]}, {_unlabelled(session):,} left")
    session.read_sent_back()
    if not session.sent_back:
        return Effect(message=_nothing(session))
    return Effect(message=f"next: {NAMES[name]}, {len(session.sent_back)} left")


def told(session: Session, filled: "Filled") -> str:
    """What was found of a queue, and how far it was looked."""
    left = session.following.left
    if filled.hindrance:
        return f"{filled.hindrance}{_others(session)}"
    if not left and filled.last is None:
        return _nothing(session)
    where = f", in {filled.looked:,} of {filled.articles:,} articles" if filled.articles else ""
    more = "" if filled.last is None else ": at the end, it is looked further"
    return f"next: {NAMES[filled.queue]}, {left:,} left{where}{more}"


def standing(following: Following, key: str, *, sent_back: int) -> Sequence[str]:
    """The queue and how much of it is left, for the header: the longest first; () for the usual.

    `key` is what goes on.
    """
    if following.name == "unlabelled":
        return ()
    left = sent_back if following.name == "sent_back" else following.left
    name = f"{key}: {NAMES[following.name]}" if key else NAMES[following.name]
    if following.looking and not left:
        return f"{name} …", f"{key} …"
    return f"{name} · {left:,} left", f"{name} {left:,}", f"{key}: {left:,} left"


def _next_found(session: Session) -> Effect:
    """Go on in a queue that a thread has found, or have one look on."""
    following = session.following
    here = session.sentence.number if session.sentence else None
    following.settle(session.page)
    following.pass_by(here)
    following_one = following.after(here, session.take_count())
    if following_one is not None:
        return _go(session, following_one)
    if following.looking:
        return Effect(message=f"{NAMES[following.name]}: still looking …")
    if following.filled is None or following.behind is not None:
        following.look()
        return Effect(message=f"{NAMES[following.name]}: looking further …")
    first = following.first()
    if first is None:
        if following.name == "flagged":
            following.look()  # a newer version may have come in
        return Effect(message=_nothing(session))
    if first.number == here:
        return Effect(message=f"{NAMES[following.name]}, only this one left: {first.why}")
    return _go(session, first)


def _go(session: Session, queued: "Queued") -> Effect:
    following = session.following
    effect = session.jump(queued.number)
    following.go(queued)
    following.settle(session.page)
    message = f"{NAMES[following.name]}, {following.left:,} left: {queued.why}"
    return replace(effect, message=message)


def _with_others(session: Session, effect: Effect) -> Effect:
    return replace(effect, message=f"{effect.message}{_others(session)}")


def _nothing(session: Session) -> str:
    following = session.following
    none = _NONE_LEFT[following.name]
    if following.passed:
        none = none.replace("no label", "no other label", 1)
    return f"{none}{_others(session)}"


def _others(session: Session) -> str:
    """What else there is to go through, as far as it is known without looking."""
    name, found = session.following.name, []
    if name != "unlabelled" and (n := _unlabelled(session)):
        found.append(f"{n:,} without a label")
    if name != "sent_back" and (n := len(session.sent_back)):
        found.append(f"{n:,} sent back")
    return f" · {', '.join(found)}" if found else ""


def _unlabelled(session: Session) -> int:
    """Sentences without a label of the annotator, as far as they are counted."""
    corpus = session.corpus
    return max(0, corpus.sentences - corpus.labelled)
