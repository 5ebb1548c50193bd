"""The claims screen of the app: made when it is first asked for, and led to and fro.

Refuses to know what is done there. A claim can be made without it being seen: then only its
session is at work.
"""

from typing import TYPE_CHECKING, Protocol

from annotations.claims import Mention
from annotations.errors import ClaimRefused, NotFound
from annotations.model import Sentence
from annotations.store import Store
from annotations.workflow.claiming import mention_of
from tui.factdesk.asking import key_of
from tui.factwork import FactWork
from tui.messages import FactRefused, FactsSaved
from tui.page import Effect

if TYPE_CHECKING:
    from tui.screens.claims import ClaimsScreen


class Door(Protocol):
    """Where the claims screen is made: it takes what only the app has."""

    def __call__(self, work: FactWork) -> "ClaimsScreen":
        """The screen for a session, installed."""


class FactRoom:
    """One fact-checker's session, with its screen once that was asked for."""

    def __init__(self, store: Store, work: FactWork, door: Door) -> None:
        self.work = work
        self.screen = door(work)
        self._store = store

    def make(self, sentence: int) -> Effect:
        """Make a claim of a sentence. Raises ClaimRefused for one that makes none."""
        mention, date = self._mention(sentence)
        self.work.settle()
        if claims := self._store.facts.mentioning([mention.sentence]):
            n = len(claims[mention.sentence])
            which = "a claim" if n == 1 else f"{n} claims"
            return Effect(message=f"the sentence makes {which} already{self._shown}")
        self.work.new_claim(mention, date=date)
        return Effect(message=f"a claim was made of it{self._shown}")

    @property
    def _shown(self) -> str:
        """Which key leads to what was made."""
        return f" · {key_of(self.screen.keymap, 'screen.claims')} shows the claims"

    def add(self, sentence: int) -> None:
        """Ask to which claim a sentence is to be added. Raises ClaimRefused as `make` does."""
        mention, _ = self._mention(sentence)
        self.screen.add(mention)

    def find(self, article: str, sentence: str) -> int:
        """The number of a sentence by its id; of its like, where its article has a newer version.

        Raises `NotFound` where the article is not here.
        """
        standing = self._store.lookup.with_id(sentence)
        if standing is None:
            raise NotFound(f"the article of this sentence is not here (it begins {article[:12]})")
        newest = self._store.articles.newest(standing.article)
        if newest is not None and newest != standing.article:
            if alike := self._store.lookup.reading_in(newest, standing.text):
                return alike[0].number
            raise NotFound("the newest version of the article no longer has this sentence")
        return standing.number

    def saved(self, event: FactsSaved) -> None:
        """These gestures are on disk."""
        self.work.saved(event.gestures)
        if self.screen.is_attached:
            self.screen.facts_saved()

    def refused(self, event: FactRefused) -> None:
        """The database will never take this gesture."""
        self.screen.facts_refused(event.gesture, event.error)

    def _mention(self, sentence: int) -> tuple[Mention, str | None]:
        """The sentence as a mention, and the date of its article."""
        number, position = self._store.articles.of_sentence(sentence)
        article = self._store.articles.one(number, annotator=self.work.annotator)
        found: Sentence = self._store.articles.read(number)[1][position - 1]
        self._refuse_boilerplate(number, sentence)
        return mention_of(article.id, found), article.published

    def _refuse_boilerplate(self, article: int, sentence: int) -> None:
        boilerplate = self.work.config.boilerplate
        states = self._store.labels.states(article, annotator=self.work.annotator)
        state = states.get(sentence)
        if boilerplate is not None and state is not None and state.label == boilerplate.name:
            raise ClaimRefused("boilerplate makes no claim: label the sentence otherwise first")
