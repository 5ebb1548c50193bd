"""What a sentence may be called: suggestions, which nobody has said until somebody accepts them.

`SUGGESTERS` lists them; each is a function from an article to a suggestion or None for each
sentence. Pure: refuses to know the store. Nothing of it is stored.
"""

from collections.abc import Iterable

from annotations.model import Suggestion
from annotations.suggesters.asked import Asked, Known, Suggester
from annotations.suggesters.learned import by_learning
from annotations.suggesters.outside import Region, regions
from annotations.suggesters.rules import by_rule
from annotations.suggesters.same import same_text

__all__ = ["SUGGESTERS", "Asked", "Known", "Region", "Suggester", "regions", "suggested"]

SUGGESTERS: dict[str, Suggester] = {
    "same-text": same_text,
    "learned": by_learning,
    "rules": by_rule,
}
"""Each suggester by the name it has in the configuration."""


def suggested(asked: Asked, agents: Iterable[str]) -> list[Suggestion | None]:
    """What is shown for each sentence: of the agents, the first that has something to say."""
    shown: list[Suggestion | None] = [None] * len(asked.sentences)
    for name in agents:
        if None not in shown:
            break
        said = SUGGESTERS[name](asked)
        shown = [one or other for one, other in zip(shown, said, strict=True)]
    return shown
