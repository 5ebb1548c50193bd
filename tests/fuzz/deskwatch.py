"""The annotation screen beside its model: after each key, and with the database when all is saved.

Reads what is shown before a key, has the model do the same, and compares. Knows no rule itself.
"""

from typing import cast

from deskmodel import Desk
from deskplace import Seen, Where
from fuzzing import Sitting

from annotations.model import NOTHING_SAID, LabelState
from tui.keynames import key_name
from tui.keys import Binding, Context
from tui.screens import found


class DeskWatch:
    """Compares."""

    desk: Desk

    def __init__(self) -> None:
        self._coming: list[tuple[str, Seen]] = []
        self._numbers: list[int] = []
        """Of the articles, in list order."""
        self._firsts: list[int] = []
        """Of their first sentences."""
        self._begun = False
        self._place: Where | None = None
        """Where the annotator is to be found again."""

    # When something happens.

    def opened(self, sitting: Sitting) -> None:
        """The same labels, and the same article; the rest begins anew."""
        if not self._begun:
            self._begun = True
            self.desk = Desk(sitting.config, [])
            self.learn(sitting)
            self._adopt(sitting)
        self.desk.start()
        self.learn(sitting)
        self.desk.page = sitting.desk.page_name
        if self._place is None:
            self.desk.cursor = sitting.desk.session.cursor
        else:
            self.desk.open, self.desk.cursor = self._place
        self._compare(sitting)

    def before(self, sitting: Sitting, key: str) -> None:
        """Remember what is seen."""
        self._coming.append((key, self._seen(sitting)))

    def after(self, sitting: Sitting, key: str) -> None:
        """Have the model do what was pressed, and compare."""
        desk = self.desk
        coming, self._coming = self._coming, []
        for one, seen in coming:
            if not desk.away and not desk.ended:
                self._press(sitting, one, seen)
        at_desk = sitting.app.screen is sitting.desk
        if desk.away or "away" in desk.loose:
            self._cross(sitting, at_desk=at_desk or sitting.ended)
        self._place = (desk.open, desk.cursor) if desk.ended else None
        assert sitting.ended == desk.ended, f"{key}: ended: {sitting.ended}"
        if not sitting.ended:
            assert at_desk != desk.away, f"{key}: on {sitting.app.screen!r}"
            if at_desk:
                self._tighten(sitting)
                self._compare(sitting)

    def at_rest(self, sitting: Sitting) -> None:
        """What is stored is what the model says, of every article."""
        self.learn(sitting)
        stored = [self._stored(sitting, number) for number in self._numbers]
        assert stored == self.desk.articles, f"{stored} is to be {self.desk.articles}"
        sent_back = {
            self.where(one.sentence)
            for one in sitting.store.reviews.sent_back(annotator=sitting.annotator)
        }
        if not self.desk.settled:
            self.desk.sent_back, self.desk.settled = sent_back, not self.desk.away
        assert sent_back == self.desk.sent_back, f"{sent_back} is to be {self.desk.sent_back}"
        corpus = sitting.desk.session.corpus
        if corpus.articles == len(self._numbers) and corpus.sentences == self.desk.sentences:
            finished = sum(all(one.label for one in states) for states in self.desk.articles)
            assert (corpus.labelled, corpus.finished) == (self.desk.labelled, finished)
        self._look(sitting)

    def learn(self, sitting: Sitting) -> None:
        """Take in articles that have come."""
        for number in sitting.store.articles.numbers():
            if number not in self._numbers:
                sentences = sitting.store.articles.sentences(number)
                self._numbers.append(number)
                self._firsts.append(sentences[0].number if sentences else 10**9)
                self.desk.articles.append(self._stored(sitting, number))

    # How it is done.

    def _press(self, sitting: Sitting, key: str, seen: Seen) -> None:
        if seen.narrow:
            self.desk.fold()
        context = cast("Context", self.desk.context)
        name = key_name(key)
        counting = (
            context == "annotate"
            and name in "0123456789"
            and bool(self.desk.count or name in sitting.keymap.counting)
        )
        self.desk.key(key, sitting.keymap.hear(name, context), counting=counting, seen=seen)

    def _seen(self, sitting: Sitting) -> Seen:
        screen = sitting.desk
        choice = screen.finder.choices.chosen
        return Seen(
            ghosts=tuple(screen.session.ghosts),
            doubt=screen.session.doubt,
            typed=screen.finder.text,
            chosen=self._target(sitting, choice.target) if choice else None,
            narrow=screen.narrow,
            listed=len(screen.shelf),
            sent_back=frozenset(map(self.where, screen.session.sent_back)),
        )

    def _target(self, sitting: Sitting, target: object) -> Where | int | Binding | None:
        match target:
            case found.ToSentence(number):
                return self.where(number)
            case found.ToArticle(number):
                return self._numbers.index(number)
            case found.ToAction(id_):
                welcome = Binding(id=id_, keys=(), contexts=(), help="", group="Anywhere")
                return sitting.keymap.binding(id_) or welcome
        return None

    def where(self, sentence: int) -> Where:
        article = max(i for i, first in enumerate(self._firsts) if first <= sentence)
        return article, sentence - self._firsts[article]

    def _stored(self, sitting: Sitting, number: int) -> list[LabelState]:
        states = sitting.store.labels.states(number, annotator=sitting.annotator)
        sentences = sitting.store.articles.sentences(number)
        return [states.get(sentence.number, NOTHING_SAID) for sentence in sentences]

    def _cross(self, sitting: Sitting, *, at_desk: bool) -> None:
        """Another screen is or was seen: what was done there is not known here."""
        came_back = self.desk.away and at_desk
        self.desk.settled = False
        self.desk.away = not at_desk
        self.desk.ended = sitting.ended
        if came_back:
            self._adopt(sitting)

    def _adopt(self, sitting: Sitting) -> None:
        """Take the place from the screen, but no label."""
        screen, desk = sitting.desk, self.desk
        session = screen.session
        assert session.page is not None
        desk.open = self._numbers.index(session.page.article.number)
        desk.cursor, desk.begun, desk.count = session.cursor, session.range_start, session.count
        desk.finder = screen.finder.mode if screen.finder.visible else ""
        desk.page, desk.pane, desk.choosing = (
            screen.page_name, screen.pane_place, screen.choosing_flag,
        )  # fmt: skip  # one line says it
        desk.row, desk.warned = screen.articles.cursor, screen.warned

    def _tighten(self, sitting: Sitting) -> None:
        """Take from the screen what the model cannot know."""
        loose, screen, desk = self.desk.loose, sitting.desk, self.desk
        if "place" in loose:
            self._adopt(sitting)
        if "cursor" in loose:
            desk.cursor = screen.session.cursor
        if "away" in loose:
            desk.warned = screen.warned
        if "row" in loose:
            desk.row = screen.articles.cursor

    def _compare(self, sitting: Sitting) -> None:
        screen, desk = sitting.desk, self.desk
        session, page = screen.session, screen.session.page
        assert page is not None
        here: dict[str, object] = {
            "article": self._numbers.index(page.article.number),
            "cursor": session.cursor,
            "begun": session.range_start,
            "count": session.count,
            "finder": screen.finder.mode if screen.finder.visible else "",
            "page": screen.page_name,
            "choosing": screen.choosing_flag,
            "pane": screen.pane_place,
            "row": screen.articles.cursor if screen.pane_place == "articles" else desk.row,
        }
        wanted: dict[str, object] = {
            "article": desk.open,
            "cursor": desk.cursor,
            "begun": desk.begun,
            "count": desk.count,
            "finder": desk.finder,
            "page": desk.page,
            "choosing": desk.choosing,
            "pane": desk.pane,
            "row": desk.row,
        }
        assert here == wanted, _apart(here, wanted)
        assert page.states == desk.states, f"{page.states} is to be {desk.states}"
        assert (page.labelled, page.flagged) == (
            sum(state.label is not None for state in desk.states),
            sum(bool(state.flags) for state in desk.states),
        )
        shown = [index for index, ghost in enumerate(session.ghosts) if ghost is not None]
        assert not {(desk.open, index) for index in shown} & desk.dismissed

    def _look(self, sitting: Sitting) -> None:
        """What has the keys is to be seen; in the text, the current sentence."""
        screen = sitting.desk
        if sitting.app.screen is not screen or screen.context != "annotate":
            return
        views = {"body": screen.body, "articles": screen.articles, "pane": screen.pane}
        assert views[screen.pane_place].region, f"{screen.pane_place} is not seen"
        if screen.pane_place == "body":
            assert "▌" in screen.body.visible_text(), screen.body.visible_text()


def _apart(here: dict[str, object], wanted: dict[str, object]) -> str:
    """What is otherwise than the model says."""
    return ", ".join(
        f"{name}: {here[name]!r}, not {wanted[name]!r}"
        for name in here
        if here[name] != wanted[name]
    )
