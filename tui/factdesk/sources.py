"""Who cites whom: outlets and articles, with the sentences that say so."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from annotations.config import Config
from annotations.matching.citing import Citation, CitationGraph, Node
from annotations.store import Store
from annotations.text.display import shown
from annotations.workflow.sourcing import Readings, source_graph
from tui.factdesk import words
from tui.factdesk.view import Desk, View
from tui.page import Effect
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import crop


def read(store: Store, *, config: Config) -> CitationGraph:
    """Who cites whom in all articles."""
    return source_graph(Readings(store, config.sources))


def find(store: Store, *, text: str) -> tuple[str, str] | None:
    """(article id, sentence id) of a sentence that reads so; None where none does."""
    for standing in store.lookup.reading([text]).get(text, ()):
        article, position = store.articles.of_sentence(standing.number)
        sentence = store.articles.sentences(article)[position - 1]
        return store.articles.one(article, annotator="").id, sentence.id
    return None


class Sources(View):
    """A row for each two of which one cites the other."""

    context = "sources"
    needs_claim = False
    hints: tuple[str, ...] = ("cursor.down", "cursor.up", "sources.open", "quit")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.graph: CitationGraph | None = None

    def begin(self) -> None:
        """Read all articles for whom they cite, once."""
        if self.graph is None:
            self.desk.read_in_thread("sources", None, partial(read, config=self.desk.config))

    def take(self, what: str, asked: object, answer: object) -> None:
        """Take it; or the place of a sentence that was asked for."""
        if what == "sources" and isinstance(answer, CitationGraph):
            self.graph = answer
        elif what == "sentence" and isinstance(answer, tuple):
            self.desk.open_sentence(*answer)

    @property
    def citations(self) -> Sequence[Citation]:
        """The most frequent first."""
        return self.graph.citations if self.graph else ()

    @property
    def current(self) -> Citation | None:
        """The row under the cursor."""
        rows = self.citations
        return rows[self.cursor] if self.cursor < len(rows) else None

    def title(self) -> str:
        """What it is."""
        return "who cites whom"

    def figures(self) -> str:
        """How many outlets there are."""
        if self.graph is None:
            return "reading all articles …"
        return f"{words.counted(len(self.graph.nodes), 'outlet')}"

    def empty(self) -> str:
        """That nobody cites anybody."""
        if self.graph is None:
            return "Reading all articles …"
        return "No article names another outlet as its source."

    def blocks(self, width: int) -> Sequence[Block]:
        """Outlet › outlet, and how often."""
        look = self.look
        return [
            (
                ((crop(f"{_name(one.by)} › {_name(one.of)}", width), look.title),),
                ((crop(_often(one), width), look.dim),),
                (),
            )
            for one in self.citations
        ]

    def about(self, width: int) -> Sequence[Line]:
        """The first sentences that say so."""
        one, look = self.current, self.look
        if one is None:
            return ()
        lines: list[Line] = [(), ((f"{_name(one.by)} ›", look.key),), ((_name(one.of), look.key),)]
        for example in one.examples:
            lines += [(), *words.wrapped(shown(example), look, width - 1)]
        if not one.examples:
            lines += [(), (("No sentence says so itself.", look.dim),)]
        return lines

    def deeds(self) -> Mapping[str, Callable[[], Effect | None]]:
        """What keys do here."""
        return {"sources.open": self.open}

    def open(self) -> Effect:
        """Show the first sentence that says so in its article."""
        one = self.current
        if one is None or not one.examples:
            return Effect(message="no sentence says so itself")
        self.desk.read_in_thread("sentence", one.examples[0], partial(find, text=one.examples[0]))
        return Effect()


def _name(node: Node) -> str:
    return shown(node.name)


def _often(one: Citation) -> str:
    told = f"{words.counted(one.count, 'sentence')} say{'s' if one.count == 1 else ''} so"
    if one.inherited:
        told += f" · {one.inherited:,} more rest on it by inheritance"
    return told
