"""`review`: opens the app on the review, or prints what reviewers ask of the guideline."""

from collections.abc import Iterator

import click

from annotations.nouns import dataclass
from annotations.review.queues import Audit, Disputes, Questions
from annotations.store import Given, Opinion, Store
from annotations.text.display import visible
from annotations.workflow.names import refuse_unknown
from tui.cli.command import Command
from tui.cli.listing import as_json as as_json_option
from tui.cli.options import Options
from tui.cli.table import folded
from tui.cli.talk import give, give_json, width

INDENT = "    "


@click.command(
    cls=Command,
    examples=(
        "claimdesk --as rosa review",
        "claimdesk --as rosa review ben",
        "claimdesk review --questions > questions.md",
    ),
)
@click.argument("name", required=False)
@click.option(
    "--questions",
    is_flag=True,
    help="Print the sentences marked as questions to the guideline instead of opening the app.",
)
@as_json_option
@click.pass_obj
def review(options: Options, name: str | None, *, questions: bool, as_json: bool) -> None:
    """Open the app on the review: the sentences on which people differ, the worst first.

    With NAME, an audit: what this annotator has labelled and no reviewer has decided yet. The
    reviewer is the one whom --as names. Decisions never change an annotator's labels; they win
    over them in exports. The review shows everybody's labels: whoever has begun to label and is
    not done is told so, and opens it with F3.
    """
    if questions:
        if name is not None:
            raise click.UsageError("--questions takes no NAME: it prints those of all reviewers.")
        _print_questions(options, as_json=as_json)
        return
    if as_json:
        raise click.UsageError("--json goes with --questions: the review itself is the app.")
    if name is not None:
        with options.opened() as store, store.told():
            refuse_unknown(name, store.labels.annotators())
    from tui.cli.opening import open_app  # noqa: PLC0415 - Textual, which questions do not need

    open_app(options, review=Disputes() if name is None else Audit(name))


@dataclass(frozen=True, slots=True)
class _Question:
    """A sentence that the guideline does not answer, with all that was said of it."""

    sentence: str
    article: str
    position: int
    text: str
    opinions: tuple[Opinion, ...]
    given: tuple[Given, ...]


def _print_questions(options: Options, *, as_json: bool) -> None:
    with options.opened() as store, store.told():
        for question in _questions(store):
            if as_json:
                give_json(_as_json(question))
            else:
                for line in _as_text(question):
                    give(visible(line))


def _questions(store: Store) -> Iterator[_Question]:
    with store.reading():
        for number in store.queues.find(Questions()):
            article, position = store.articles.of_sentence(number)
            voted = store.votes.article(article)
            sentence = voted.sentences[position - 1]
            yield _Question(
                sentence.id,
                voted.source.name,
                position,
                sentence.text,
                tuple(one for one in store.reviews.opinions(number) if one.state.label),
                tuple(one for one in voted.rulings.get(number, ()) if one.ruling.question),
            )


def _as_json(question: _Question) -> dict[str, object]:
    return {
        "sentence": question.sentence,
        "article": question.article,
        "position": question.position,
        "text": question.text,
        "labels": {one.annotator: one.state.label for one in question.opinions},
        "questions": [
            {
                "reviewer": one.reviewer,
                "decision": one.ruling.decision,
                "label": one.ruling.label,
                "secondary": one.ruling.secondary,
                "reason": one.ruling.reason or None,
                "note": one.ruling.note,
            }
            for one in question.given
        ],
    }


def _as_text(question: _Question) -> Iterator[str]:
    """A question as an item of a Markdown list."""
    yield f"- {question.article}, sentence {question.position}"
    room = width() - len(INDENT)
    for line in folded(f"“{question.text}”", room):
        yield INDENT + line
    labels = ", ".join(f"{one.annotator}: {one.state.label}" for one in question.opinions)
    if labels:
        yield INDENT + labels
    for one in question.given:
        ruling = one.ruling
        decided = {"label": ruling.label, "none": "no label fits", None: "not decided"}
        said = [str(decided[ruling.decision]), ruling.reason, ruling.note]
        yield f"{INDENT}{one.reviewer}: {'; '.join(filter(None, said))}"
    yield ""
