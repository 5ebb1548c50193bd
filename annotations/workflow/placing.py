"""Tags of a label file placed on the sentences of this database.

Only exact names count: the key of a sentence, its place in an article, all of its words. Where an
article was edited since, a sentence that reads the same in the newest version takes the place of
the old one. Refuses to choose where several sentences could be meant.
"""

from collections.abc import Iterable, Sequence

from annotations.errors import NotFound
from annotations.importers.labels import ById, BySpan, ByText, Where
from annotations.importers.labels.fields import brief
from annotations.model import Article, Span
from annotations.store import Standing, Store
from annotations.text.canonical import sentence_id

ARTICLES_KEPT = 1_000
"""Names of articles whose meaning is remembered: the lines of an article follow each other."""


class Placing:
    """Finds the sentences that tags name, in one database."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._articles: dict[str, Article | NotFound] = {}
        self._alike: dict[str, list[Standing]] = {}

    def prepare(self, wheres: Iterable[Sequence[Where]]) -> None:
        """Look up together what is named by its words alone. Needed before `sentence` is asked."""
        self._alike = self._store.lookup.reading(
            {words for where in wheres if (words := self._words_alone(where)) is not None}
        )

    def _words_alone(self, where: Sequence[Where]) -> str | None:
        *before, last = where
        if not isinstance(last, ByText) or last.article is not None:
            return None
        known = any(isinstance(name, BySpan) and self._known(name.article) for name in before)
        return None if known else last.text

    def sentence(self, where: Sequence[Where]) -> int:
        """The number of the sentence that is meant. Raises `NotFound` with the reason."""
        *before, last = where
        for name in before:
            if not isinstance(name, BySpan) or self._known(name.article):
                return self._newest(self._standing(name)).number
        return self._newest(self._standing(last)).number

    def _standing(self, where: Where) -> Standing:
        if isinstance(where, ById):
            found = self._store.lookup.with_id(where.sentence)
            if found is None:
                raise NotFound(f"no sentence has the id {where.sentence}")
            return found
        return self._at(where) if isinstance(where, BySpan) else self._reading(where)

    def _at(self, where: BySpan) -> Standing:
        article = self._article(where.article)
        identity = sentence_id(article.id, Span(where.start, where.end))
        found = self._store.lookup.with_id(identity)
        if found is None:
            raise NotFound(
                f"{where.start} to {where.end} is no sentence of {brief(article.name)}: "
                "`claimdesk sentences` lists them"
            )
        if where.text is not None and where.text != found.text:
            raise NotFound(
                f"the sentence at {where.start} to {where.end} of {brief(article.name)} reads "
                f"{brief(found.text)}, not {brief(where.text)}"
            )
        return found

    def _reading(self, where: ByText) -> Standing:
        if where.article is None:
            return self._anywhere(where.text)
        article = self._article(where.article)
        found = self._store.lookup.reading_in(article.number, where.text)
        if not found:
            raise NotFound(f"no sentence of {brief(article.name)} reads {brief(where.text)}")
        if len(found) > 1:
            raise NotFound(
                f"{len(found)} sentences of {brief(article.name)} read {brief(where.text)}: "
                "give start and end, or the id"
            )
        return found[0]

    def _anywhere(self, text: str) -> Standing:
        found = self._alike.get(text, [])
        if not found:
            raise NotFound(f"no sentence in the database reads {brief(text)}")
        if len(found) > 1:
            raise NotFound(
                f"several sentences in the database read {brief(text)}: give the article or the id"
            )
        return found[0]

    def _newest(self, standing: Standing) -> Standing:
        """The same words in the newest version of the article."""
        if not standing.replaced:
            return standing
        newest = self._store.articles.newest(standing.article)
        assert newest is not None  # noqa: S101 - a sentence stands in an article
        found = self._store.lookup.reading_in(newest, standing.text)
        if len(found) != 1:
            raise NotFound(
                f"stands in an earlier version of {brief(standing.name)}, and not exactly once "
                f"in the newest: {brief(standing.text)}"
            )
        return found[0]

    def _known(self, article: str) -> bool:
        try:
            self._article(article)
        except NotFound:
            return False
        return True

    def _article(self, name: str) -> Article:
        found = self._articles.get(name)
        if found is None:
            try:
                found = self._store.articles.find(name, annotator="")
            except NotFound as error:
                found = error
            if len(self._articles) >= ARTICLES_KEPT:
                self._articles.clear()
            self._articles[name] = found
        if isinstance(found, NotFound):
            raise NotFound(str(found))
        return found
