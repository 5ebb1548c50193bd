"""`agreement`: how far annotators agree, for people or as JSON. Refuses to judge it."""

from collections.abc import Iterable
from contextlib import closing

import click

from annotations.workflow import agreeing
from tui.cli import agreementjson
from tui.cli.agreementtable import article_table, overview, week_table
from tui.cli.command import Command
from tui.cli.listing import as_json
from tui.cli.options import Options
from tui.cli.talk import give, give_json, width


@click.command(
    cls=Command,
    examples=(
        "claimdesk agreement",
        "claimdesk agreement ada ben --json | jq .krippendorff_alpha",
        "claimdesk agreement --by article",
    ),
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@as_json
@click.option(
    "--by",
    type=click.Choice(["article", "time"]),
    help="A line for each article, or for each week in which sentences got their last label.",
)
@click.pass_obj
def agreement(options: Options, names: tuple[str, ...], *, as_json: bool, by: str | None) -> None:
    """Say how far annotators agree: those named, or all who have labelled anything.

    Counts the newest version of each article, and of it the sentences that at least two of them
    labelled. The figures are of the labels as they are now: measure before anything is sent back.
    What is undefined is shown as – (null in JSON), with the reason. The interval comes from 1,000
    draws of the sentences and is the same each time.
    """
    config = options.loaded.config
    with options.opened() as store:
        if by == "article":
            with closing(agreeing.agreement_by_article(store, names, config=config)) as articles:
                if as_json:
                    _give_objects(map(agreementjson.article, articles))
                else:
                    _give_lines(article_table(articles, width()))
        elif by == "time":
            weeks = agreeing.agreement_by_week(store, names, config=config)
            if as_json:
                _give_objects(map(agreementjson.week, weeks))
            else:
                _give_lines(week_table(weeks))
        else:
            found = agreeing.agreement(store, names, config=config, seed=config.review.seed)
            if as_json:
                give_json(agreementjson.agreement(found))
            else:
                _give_lines(overview(found, width()))


def _give_lines(lines: Iterable[str]) -> None:
    for line in lines:
        give(line)


def _give_objects(objects: Iterable[dict[str, object]]) -> None:
    for one in objects:
        give_json(one)
