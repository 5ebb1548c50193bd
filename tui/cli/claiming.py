"""`claims`: opens the app on the claims, or prints them as JSON.

Refuses to hide a verdict in the JSON: who asks for it asks to see what others say.
"""

import click

from annotations.facts.claim import Checked
from annotations.workflow.standing import Standing, Standings
from tui.cli.command import Command
from tui.cli.options import Options
from tui.cli.talk import give_json


@click.command(
    cls=Command,
    examples=(
        "claimdesk --as rosa claims",
        "claimdesk claims --json | jq -r .text",
    ),
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one object a claim, with everybody's verdicts, instead of opening the app.",
)
@click.pass_obj
def claims(options: Options, *, as_json: bool) -> None:
    """Open the app on the claims: what articles say of the same thing, and what came of checking.

    Claims are made in an article; a claim is put together from the sentences that make it, in this
    article and in others. The JSON gives their ids for `claimdesk export --claim`.
    """
    if as_json:
        _print(options)
        return
    from tui.cli.opening import open_app  # noqa: PLC0415 - Textual, which the JSON does not need

    open_app(options, claims=True)


def _print(options: Options) -> None:
    with options.opened() as store, store.reading():
        standings = Standings(store, options.loaded.config, annotator=options.annotator)
        for claim in store.facts.claims():
            give_json(_object(standings.of(claim)))


def _object(standing: Standing) -> dict[str, object]:
    claim = standing.claim
    return {
        "id": claim.id,
        "text": claim.wording.text,
        "type": claim.wording.type,
        "date": claim.wording.date,
        "articles": list(dict.fromkeys(one.mention.article for one in standing.versions)),
        "roots": list(standing.roots),
        "alarms": standing.alarms,
        "verdicts": [_verdict(one) for one in claim.verdicts],
    }


def _verdict(one: Checked) -> dict[str, object]:
    return {
        "level": one.verdict.level,
        "verdict": one.verdict.verdict,
        "confidence": one.verdict.confidence,
        "checker": one.checker,
    }
