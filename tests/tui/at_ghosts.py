"""Suggestions in few words, and a session to which they are reported as a thread would."""

from collections.abc import Sequence

from at_work import AtWork

from annotations.model import Suggestion

LETTERS = {"c": "claim", "a": "attribution", "o": "opinion", "b": "boilerplate"}

REASON = "no speaker and no cue"


def suggestion(letters: str, *, score: float = 0.9, reason: str = REASON) -> Suggestion:
    """`c`, or with a secondary label `ac`."""
    secondary = LETTERS[letters[1]] if letters[1:] else None
    return Suggestion(LETTERS[letters[0]], secondary, score, reason, "rules/1")


def suggestions(letters: str, *, score: float = 0.9) -> list[Suggestion | None]:
    """One for each sentence, `-` for none: `c ac - b`."""
    return [None if one == "-" else suggestion(one, score=score) for one in letters.split()]


def shown(ghosts: Sequence[Suggestion | None]) -> str:
    """Ghosts in short, as `suggestions` takes them."""
    return " ".join(
        one.label[0] + (one.secondary or "")[:1] if one is not None else "-" for one in ghosts
    )


def report(who: AtWork, suggested: Sequence[Suggestion | None]) -> frozenset[int]:
    """Tell what is suggested for the open article."""
    visit = who.session.haunted.visit
    assert visit is not None
    return who.session.take_ghosts(visit, suggested)


def origins(who: AtWork, sentence: int) -> list[str]:
    """The origins of the events of a sentence, newest first, as the database has them."""
    past = who.store.labels.history(sentence, annotator=who.session.annotator)
    return [one.origin for one in past]
