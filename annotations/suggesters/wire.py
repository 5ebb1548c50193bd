"""What the app and the process that learns say to each other: one line of JSON each.

The app sends lessons, has a model fitted to them, and asks about articles. Texts go as they are:
JSON escapes what would end a line. Refuses, by an exception of msgspec, whatever is none of these
requests or answers.
"""

from collections.abc import Mapping, Sequence

import msgspec

from annotations.model import Sentence, Suggestion
from annotations.suggesters.asked import Asked
from annotations.suggesters.fitting import Pair
from annotations.suggesters.learned import Figures, Lesson, learned


class Article(msgspec.Struct, frozen=True):
    """An article as far as a model looks at it."""

    text: str
    """The canonical text."""
    spans: tuple[tuple[int, int], ...]
    """Start and end of each sentence in it, in code points."""
    labels: tuple[str, ...]
    secondaries: tuple[str, ...]
    boilerplate: str | None
    title: str
    repeated: tuple[str, ...]


class Teach(msgspec.Struct, frozen=True, tag=True):
    """Here is an article with labels: index of the sentence → primary and secondary label."""

    article: Article
    labels: Mapping[int, Pair]


class Fit(msgspec.Struct, frozen=True, tag=True):
    """Fit a model to what was taught, if there are so many labels."""

    least: int


class Ask(msgspec.Struct, frozen=True, tag=True):
    """Say what the model would call the sentences of an article."""

    article: Article


class Fitted(msgspec.Struct, frozen=True, tag=True):
    """What came of fitting."""

    figures: Figures


class Said(msgspec.Struct, frozen=True, tag=True):
    """What the model says, for each sentence: label, secondary label, score."""

    suggestions: list[tuple[str, str | None, float] | None]


class Failed(msgspec.Struct, frozen=True, tag=True):
    """It could not be done."""

    kind: str
    """Name of the exception; never its text, in which the words of an article may stand."""


Request = Teach | Fit | Ask
Answer = Fitted | Said | Failed

END = b"\n"
"""What ends a line."""

_encoder = msgspec.json.Encoder()
_requests: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)
_answers: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)


def line(said: Request | Answer) -> bytes:
    """One line, without its end. Raises UnicodeEncodeError for half a surrogate pair."""
    return _encoder.encode(said)


def request(read: bytes) -> Request:
    """Read what is asked. Raises msgspec.DecodeError."""
    return _requests.decode(read)


def answer(read: bytes) -> Answer:
    """Read what is answered. Raises msgspec.DecodeError."""
    return _answers.decode(read)


def teach(lesson: Lesson) -> Teach:
    """A lesson as it is sent."""
    return Teach(article_of(lesson.article), dict(lesson.labels))


def lesson_of(taught: Teach) -> Lesson:
    """A lesson as it was sent."""
    return Lesson(asked_of(taught.article), taught.labels)


def said_of(suggestions: Sequence[Suggestion | None]) -> Said:
    """Suggestions of a model as they are sent: who suggests and why is known at the other end."""
    return Said([(one.label, one.secondary, one.score) if one else None for one in suggestions])


def suggestions_of(said: Said, asked: Asked) -> list[Suggestion | None]:
    """The suggestions that were sent; none at all where they are not for these sentences."""
    if len(said.suggestions) != len(asked.sentences):
        return [None] * len(asked.sentences)
    names = {name: name for name in asked.labels}  # one string for thousands of sentences
    return [
        one and learned(asked, names.get(one[0]), names.get(one[1] or ""), one[2])
        for one in said.suggestions
    ]


def article_of(asked: Asked) -> Article:
    """What of an article is sent: the model needs neither ids nor what is known of others."""
    return Article(
        text=asked.text,
        spans=tuple((one.start, one.end) for one in asked.sentences),
        labels=tuple(sorted(asked.labels)),
        secondaries=tuple(sorted(asked.secondaries)),
        boilerplate=asked.boilerplate,
        title=asked.title,
        repeated=tuple(sorted(asked.repeated)),
    )


def asked_of(article: Article) -> Asked:
    """The article that was sent; its sentences are numbered from 1 and have no id."""
    return Asked(
        text=article.text,
        sentences=[
            Sentence(at, "", at, start, end, article.text[start:end])
            for at, (start, end) in enumerate(article.spans, 1)
        ],
        labels=frozenset(article.labels),
        secondaries=frozenset(article.secondaries),
        boilerplate=article.boilerplate,
        title=article.title,
        repeated=frozenset(article.repeated),
    )
