"""What threads tell the screen, as Textual messages: one fact each, never a widget.

`…Requested` asks the app; the others report.
"""

from array import array
from collections.abc import Sequence

from textual.message import Message

from annotations.claims import FactGesture
from annotations.errors import ClaimdeskError
from annotations.model import LabelGesture, ReviewGesture
from annotations.review.queues import Queue


class LeaveRequested(Message):
    """The person wants to leave the program."""

    def __init__(self, *, anyway: bool) -> None:
        super().__init__()
        self.anyway = anyway
        """Even if labels are lost."""


class ReviewRequested(Message):
    """The person wants to review."""

    def __init__(self, queue: Queue | None = None, *, blind: str = "") -> None:
        super().__init__()
        self.queue = queue
        """What; None: what was reviewed before, or else disagreements."""
        self.blind = blind
        """What to say before others' labels are shown; "": that was said, or need not be."""


class ExportRequested(Message):
    """The person wants to export."""


class ExportReported(Message):
    """There is something to say of an export to whoever does something else meanwhile."""

    def __init__(self, text: str, *, warning: bool) -> None:
        super().__init__()
        self.text = text
        """A sentence."""
        self.warning = warning


class AnnotateRequested(Message):
    """The person wants to annotate, or another page of that screen."""

    def __init__(self, then: str = "") -> None:
        super().__init__()
        self.then = then
        """Id of an action to do there; "" for none."""


class ClaimsRequested(Message):
    """The person wants to check facts."""

    def __init__(self, *, sentence: int | None = None, add: bool = False) -> None:
        super().__init__()
        self.sentence = sentence
        """Make a claim of this sentence (its number) first, or add it to one; None: neither."""
        self.add = add


class SentenceRequested(Message):
    """The person wants to see a sentence in its article."""

    def __init__(self, article: str, sentence: str) -> None:
        super().__init__()
        self.article = article
        self.sentence = sentence
        """Ids."""


class ThemeRequested(Message):
    """The person wants other colours."""

    def __init__(self, name: str | None) -> None:
        super().__init__()
        self.name = name
        """None: the next one."""


class LabelsSaved(Message):
    """These gestures are on disk."""

    def __init__(self, gestures: Sequence[LabelGesture], replaced: int | None = None) -> None:
        super().__init__()
        self.gestures = gestures
        self.replaced = replaced
        """An article that they went to although a newer version of it has come in meanwhile."""


class SavingFailed(Message):
    """Nothing could be written for now; it is kept and tried again."""

    def __init__(self, error: ClaimdeskError, waiting: int) -> None:
        super().__init__()
        self.error = error
        self.waiting = waiting


class LabelRefused(Message):
    """The database will never take this gesture."""

    def __init__(self, gesture: LabelGesture, error: ClaimdeskError) -> None:
        super().__init__()
        self.gesture = gesture
        self.error = error


class RulingsSaved(Message):
    """These gestures of a reviewer are on disk."""

    def __init__(self, gestures: Sequence[ReviewGesture], replaced: int | None = None) -> None:
        super().__init__()
        self.gestures = gestures
        self.replaced = replaced
        """As with labels."""


class RulingRefused(Message):
    """The database will never take this gesture of a reviewer."""

    def __init__(self, gesture: ReviewGesture, error: ClaimdeskError) -> None:
        super().__init__()
        self.gesture = gesture
        self.error = error


class FactsSaved(Message):
    """These gestures about claims are on disk."""

    def __init__(self, gestures: Sequence[FactGesture]) -> None:
        super().__init__()
        self.gestures = gestures


class FactRefused(Message):
    """The database will never take this gesture about a claim."""

    def __init__(self, gesture: FactGesture, error: ClaimdeskError) -> None:
        super().__init__()
        self.gesture = gesture
        self.error = error


class CorpusCounted(Message):
    """The whole list of articles is known, and how much of it is done."""

    def __init__(
        self, numbers: "array[int]", *, sentences: int, finished: int, labelled: int
    ) -> None:
        super().__init__()
        self.numbers = numbers
        self.sentences = sentences
        self.finished = finished
        self.labelled = labelled
        """What was on disk when it was counted."""


class Reported(Message):
    """Something was computed for the screen: search hits, figures."""

    def __init__(self, what: str, asked: object, answer: object) -> None:
        super().__init__()
        self.what = what
        self.asked = asked
        self.answer = answer
