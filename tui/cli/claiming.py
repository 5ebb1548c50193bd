"""`claims`: opens the app on the claims, or prints them as JSON.

Refuses to show others' verdicts on a level to who has given none there, unless they ask for it.
"""

from collections.abc import Sequence
from typing import get_args

import click

from annotations.claims import VerdictLevel
from annotations.facts.claim import Checked
from annotations.facts.verdicts import Outcome, outcome
from annotations.workflow.standing import Standing, Standings
from tui.cli.command import Command
from tui.cli.options import Options
from tui.cli.talk import give_json


@click.command(
    cls=Command,
    examples=(
        "claimdesk --as rosa claims",
        "claimdesk claims --json | jq -r .text",
        "claimdesk claims --json --all > claims.jsonl",
    ),
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one object a claim instead of opening the app.",
)
@click.option(
    "--all",
    "everybody",
    is_flag=True,
    help="With --json: everybody's verdicts, also on levels where you have given none.",
)
@click.pass_obj
def claims(options: Options, *, as_json: bool, everybody: bool) -> None:
    """Open the app on the claims: what articles say of the same thing, and what came of checking.

    Claims are made in an article; a claim is put together from the sentences that make it, in this
    article and in others. The JSON gives their ids for `claimdesk export --claim`.

    A second checker works blind: the JSON has the verdicts of others on the levels where you have
    given one, and says how many are hidden.
    """
    if as_json:
        _print(options, everybody=everybody)
        return
    if everybody:
        raise click.UsageError("--all is about --json: in the app, a key shows what others say.")
    from tui.cli.opening import open_app  # noqa: PLC0415 - Textual, which the JSON does not need

    open_app(options, claims=True)


def _print(options: Options, *, everybody: bool) -> None:
    reader = None if everybody else options.annotator
    with options.opened() as store, store.reading():
        standings = Standings(store, options.loaded.config, annotator=options.annotator)
        for claim in store.facts.claims():
            outcomes = [outcome(claim, level, reader=reader) for level in get_args(VerdictLevel)]
            give_json(_object(standings.of(claim), outcomes))


def _object(standing: Standing, outcomes: Sequence[Outcome]) -> dict[str, object]:
    claim = standing.claim
    seen = [one for outcome in outcomes for one in outcome.shown]
    return {
        "id": claim.id,
        "text": claim.wording.text,
        "type": claim.wording.type,
        "date": claim.wording.date,
        "articles": list(dict.fromkeys(one.mention.article for one in standing.versions)),
        "roots": list(standing.roots),
        "alarms": standing.alarms,
        "verdicts": [_verdict(one) for one in claim.verdicts if one in seen],
        "hidden": sum(one.hidden for one in outcomes),
    }


def _verdict(one: Checked) -> dict[str, object]:
    return {
        "level": one.verdict.level,
        "verdict": one.verdict.verdict,
        "confidence": one.verdict.confidence,
        "checker": one.checker,
    }
