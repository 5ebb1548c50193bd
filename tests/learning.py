"""Labels that no rule knows, to learn from."""

from suggesting import prose

from annotations.suggesters import Asked, Suggester
from annotations.suggesters.learned import Lesson

PLACES = ("Rome", "Oslo", "Kyiv", "Bonn", "Lima", "Cairo")
LABELS = ("number", "place")


def lessons(articles: int = 6) -> list[Lesson]:
    """Articles of an annotator whose labels no rule knows."""
    found = []
    for n, place in enumerate(PLACES[:articles]):
        numbers = [f"The sum of {n}{m} came to {m * 7} in all." for m in range(10)]
        places = [f"The road to {place} leads past the {word}." for word in "abcdefghij"]
        article = prose(*numbers, *places, labels=LABELS, boilerplate=None)
        found.append(
            Lesson(article, {at: ("number" if at < 10 else "place", None) for at in range(20)})
        )
    return found


def question(learnt: Suggester | None = None) -> Asked:
    """An article to ask about: a number, then a place."""
    return prose(
        "The sum came to 88 in all.",
        "The road to Nairobi leads past the lake.",
        labels=LABELS,
        boilerplate=None,
        learnt=learnt,
    )
