"""`README.md`: the dataset card of an export, for people and for the Hugging Face Hub.

What the labels mean, who gave them and how far they agreed, what was left out and why, what the
rows may be used for. Tells only facts that it is given; where a figure is undefined it says so,
and why. Names of annotators do not stand in it, and no text of an article.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotations.exporters.facts import Facts, Origin
from annotations.exporters.front import TITLE, as_front, described
from annotations.exporters.huggingface import EVERYONE, OWN, OWN_SPLIT
from annotations.exporters.markdown import literal, table
from annotations.review.agreement import Figures
from annotations.review.measures import NOT_A_PAIR, Figure

LONGEST_DEFINITION = 3_000
SOURCES_SHOWN = 50
ALL = "all"
"""Heads the column of all rows."""

FEW_GROUPS = 300
"""Below it, what falls to a split is left to a few articles."""

GROUPS = {
    "article": "A group is one article with its earlier versions. Articles that retell each other "
    "are different groups.",
    "story": "A group is one story: articles that copy from each other, as far as it was found, "
    "and the versions of each.",
    "source": "A group is all articles of one source; those of unknown source are one group.",
}
"""What was kept together → what a group is."""

DECIDED = {
    "single": "one person labelled it, and that is the label",
    "unanimous": "all who labelled it gave this label",
    "majority": "more than half of those who labelled it gave this label",
    "adjudicated": "a reviewer decided",
}
LEFT_OUT = {
    "unlabelled": "nobody asked for has labelled it",
    "tied": "no label has more than half of the votes: no winner is drawn",
    "none": "a reviewer decided that no label fits",
    "duplicate": "its words stand in training, or in validation where it is of the test",
    "excluded": "its article belongs to groups of different splits",
}
"""Reason → in words."""


def as_card(facts: Facts, *, header: Mapping[str, Any]) -> bytes:
    """The card of an export, UTF-8. `header`: what the format adds to the YAML header."""
    body = "\n\n".join(_body(facts))
    return f"---\n{as_front({**described(facts), **header})}---\n\n{body}\n".encode()


def _body(facts: Facts) -> Iterator[str]:
    """The card, block by block."""
    yield f"# {literal(facts.title or TITLE)}"
    yield _summary(facts)
    for heading, section in (
        ("Labels", _labels),
        ("Who labelled", _people),
        ("Suggestions", _suggestions),
        *((("Everybody's own labels", _own),) if facts.own else ()),
        ("Agreement", _agreement),
        ("Distribution", _distribution),
        ("How conflicts were settled", _conflicts),
        ("Splits and groups", _splits),
        ("Sources and licences", _sources),
        ("Guideline", _guideline),
        ("Limits", _limits),
    ):
        yield f"## {heading}"
        yield from section(facts)


def _summary(facts: Facts) -> str:
    whole = facts.whole
    whose = {
        "resolved": "The label of a row is what its annotators come to.",
        "one": "All labels are those of one annotator.",
        "everyone": "A row is one sentence with the label of one annotator.",
    }[facts.whose]
    return (
        f"{_counted(whole.rows, 'row')} from {_counted(whole.articles, 'article')}, of "
        f"{facts.of_articles:,} read. {whose} Written by {literal(facts.tool)} in the format "
        f"`{facts.format}`; `manifest.json` has the counts for programs and the SHA-256 of every "
        "file."
    )


def _labels(facts: Facts) -> Iterator[str]:
    yield (
        f"What the labels mean, as version {literal(facts.guideline)} of the guideline, the one "
        "in force, defines them. A row has one label, and perhaps a secondary one."
    )
    for label, meaning in facts.definitions.items():
        said = literal(meaning, at_most=LONGEST_DEFINITION)
        yield f"- **{literal(label)}**: {said or 'no longer in the label set'}"


def _people(facts: Facts) -> Iterator[str]:
    people = len(facts.people)
    if not people:
        yield "No annotator's label stands in these rows."
        return
    shares = ", ".join(f"{rows:,}" for rows in facts.people[:SOURCES_SHOWN])
    more = people - SOURCES_SHOWN
    rest = f" and {more:,} more with fewer" if more > 0 else ""
    yield (
        f"{_counted(people, 'annotator')} gave the labels. Rows that hold a label of theirs, most "
        f"first: {shares}{rest}. The card names nobody."
    )
    if facts.whose == "resolved":
        rows = [(f"{n:,}", f"{count:,}") for n, count in facts.by_votes.items()]
        yield table(("annotators of a sentence", "rows"), rows)


def _suggestions(facts: Facts) -> Iterator[str]:
    """How much of the labels a program proposed, since that may have swayed people."""
    votes, accepted = sum(facts.votes.values()), sum(facts.accepted.values())
    yield (
        "Annotators may be shown what a program would call a sentence. That becomes a label when "
        "they accept it by a key, and only then."
    )
    if not accepted:
        if votes:
            yield f"None of the {_counted(votes, 'label')} that annotators gave came about so."
        return
    yield (
        f"Of the {_counted(votes, 'label')} that annotators gave, {accepted:,} came about so and "
        f"stand as they were accepted ({_percent(accepted, votes)}):"
    )
    yield table(
        ("label given", "times", "accepted suggestions", "share"),
        (
            (
                literal(label),
                f"{facts.votes[label]:,}",
                f"{facts.accepted.get(label, 0):,}",
                _percent(facts.accepted.get(label, 0), facts.votes[label]),
            )
            for label in facts.definitions
            if facts.votes.get(label)
        ),
    )
    yield (
        "Whoever is shown a label agrees with it more readily than they would have given it: such "
        "labels flatter the rules and models that made the suggestions, and people who accept the "
        "same ones agree for that reason too. Labels that were read from files count as given by "
        "hand."
    )


def _own(facts: Facts) -> Iterator[str]:
    if facts.own is None:
        return
    yield (
        f"`{EVERYONE}`, the configuration `{OWN}` with the one split `{OWN_SPLIT}`, holds what "
        f"each annotator called each sentence, before anything was settled: "
        f"{_counted(facts.own.rows, 'row')}, one for each person and sentence, of "
        f"{_counted(facts.own.annotators, 'annotator')}. Sentences on which people are divided are "
        "in it; what reviewers decided is not."
    )
    if facts.plan is not None:
        yield "What is left out of the splits is in it, too: there `split` is null."
    if facts.whose == "one":
        yield "Here that is one annotator: the whole export holds nobody else's labels."
    yield f"Its columns: {_listed(facts.own.keys)}. `annotator` says whose label a row holds."


def _agreement(facts: Facts) -> Iterator[str]:
    if not facts.agreement:
        yield (
            "Undefined: fewer than two annotators have labelled anything, so nobody's labels "
            "could be compared with another's."
        )
        return
    yield (
        "Measured over all sentences in the database that at least two annotators labelled, "
        "before conflicts were settled, whether they became rows or not. `sentences` is how many "
        "of them a figure rests on. The interval is the middle 95 % of 1,000 bootstrap draws."
    )
    for what, figures in facts.agreement.items():
        yield f"{what} ({_counted(figures.items, 'sentence')} with two labels or more):"
        yield table(("figure", "value", "sentences"), _figures(figures), words=2)


def _figures(figures: Figures) -> Iterator[tuple[str, str, str]]:
    for name, figure in (
        ("raw agreement", figures.raw),
        ("Cohen's kappa", figures.cohen_kappa),
        ("Fleiss' kappa", figures.fleiss_kappa),
        ("Krippendorff's alpha", figures.krippendorff_alpha),
    ):
        yield name, _value(figure), f"{figure.used:,}"
    bounds, why = figures.alpha_interval
    interval = f"{bounds[0]:.3f} to {bounds[1]:.3f}" if bounds else f"undefined: {why}"
    yield "its interval", interval, f"{figures.items:,}"


def _value(figure: Figure) -> str:
    if figure.value is not None:
        return f"{figure.value:.3f}"
    why = "a measure for two annotators" if figure.why == NOT_A_PAIR else figure.why
    return f"undefined: {why}"


def _distribution(facts: Facts) -> Iterator[str]:
    parts = {**facts.parts, ALL: facts.whole}
    yield "Rows by label:"
    yield table(
        ("label", *(literal(name) for name in parts)),
        (
            (literal(label), *(f"{part.labels.get(label, 0):,}" for part in parts.values()))
            for label in facts.definitions
        ),
    )
    if not facts.secondary:
        yield "No row has a secondary label."
        return
    yield "Rows by secondary label:"
    none = facts.whole.rows - sum(facts.secondary.values())
    counts = [(literal(label), facts.secondary.get(label, 0)) for label in facts.definitions]
    rows = [(label, f"{n:,}") for label, n in (*counts, ("none", none))]
    yield table(("secondary label", ALL), rows)


def _conflicts(facts: Facts) -> Iterator[str]:
    if facts.whose == "resolved":
        head = ("decided by", "what it means", "rows")
        yield table(head, _counts(facts.decided_by, DECIDED), words=2)
        reviewers = (
            _counted(facts.adjudicators, "reviewer") if facts.adjudicators else "No reviewer"
        )
        yield (
            f"{reviewers} decided, or accepted in bulk what annotators agreed on. A tie is never "
            "broken by drawing lots."
        )
    else:
        yield "Nothing was settled: the labels are as each annotator gave them."
    if facts.left_out:
        yield "Sentences left out:"
        head = ("reason", "what it means", "sentences")
        yield table(head, _counts(facts.left_out, LEFT_OUT), words=2)
    else:
        yield "No sentence was left out."


def _counts(counts: Mapping[str, int], words: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Names with what they mean and how often; those that have words first, in their order."""
    known = [name for name in words if name in counts]
    for name in (*known, *(name for name in counts if name not in words)):
        yield literal(name), words.get(name, ""), f"{counts[name]:,}"


def _splits(facts: Facts) -> Iterator[str]:
    yield GROUPS[facts.group_by]
    groups = facts.whole.groups
    if not facts.parts:
        yield (
            f"Not split. The articles with rows form {_counted(groups, 'group')}; keep the rows of "
            "a group on one side when you divide them, or the test measures memory."
        )
        return
    if facts.plan is not None:
        shares = "/".join(f"{share}" for share in facts.plan.fractions.values())
        yield (
            f"Asked for: {shares}, by {literal(facts.plan.group_by)}; seed {facts.plan.seed}. No "
            "group stands in two splits, and articles that are added later move none."
        )
    yield table(
        ("split", "groups", "articles", "rows"),
        (
            (literal(name), f"{part.groups:,}", f"{part.articles:,}", f"{part.rows:,}")
            for name, part in (*facts.parts.items(), (ALL, facts.whole))
        ),
    )
    if facts.group_by == "article":
        yield (
            "Articles of one story can stand in different splits: the test is easier than it looks."
        )
    if groups < FEW_GROUPS:
        yield (
            f"{_counted(groups, 'group')}: fewer than {FEW_GROUPS}, so that shares wander from "
            "what was asked for and a figure measured on the test may be off by much."
        )


def _sources(facts: Facts) -> Iterator[str]:
    licence = "not given" if facts.licence is None else literal(facts.licence)
    yield f"Licence of the labels: {licence}."
    if facts.sources:
        shown = map(_source, facts.sources[:SOURCES_SHOWN])
        yield table(("source", "licence of its text", "articles", "rows"), shown, words=2)
    if others := facts.sources[SOURCES_SHOWN:]:
        yield f"{_counted(len(others), 'source')} more, {_counted(_rows(others), 'row')}."
    yield (
        "Licences stand here as whoever made this export gave them; the program did not check "
        "them. **The text of an article may be under copyright, whatever the licence of the "
        "labels is.**"
    )
    if facts.texts:
        yield (
            "These files hold sentences of the articles word for word. Make sure that you may "
            "before you pass them on. `claimdesk export --no-text` writes offsets and hashes "
            "instead."
        )
    else:
        yield (
            "These files hold no text and no titles of the articles (`--no-text`): `article_id` "
            "is the SHA-256 of an article's text, `start` and `end` the place of a sentence in "
            "it, `text_sha256` its hash. Whoever has the articles can put the text back. A hash "
            "hides nothing from somebody who can guess the sentence."
        )


def _source(source: Origin) -> tuple[str, str, str, str]:
    name = literal(source.name or "") or "not known"
    licence = "not given" if source.licence is None else literal(source.licence)
    return name, licence, f"{source.articles:,}", f"{source.rows:,}"


def _rows(sources: Iterable[Origin]) -> int:
    return sum(source.rows for source in sources)


def _guideline(facts: Facts) -> Iterator[str]:
    yield f"In force at the export: version {literal(facts.guideline)}."
    if facts.guidelines:
        rows = [(literal(name) or "not known", f"{n:,}") for name, n in facts.guidelines.items()]
        yield "Rows by the version that their label followed:"
        yield table(("version", "rows"), rows)
    others = sum(n for name, n in facts.guidelines.items() if name not in ("", facts.guideline))
    if others:
        yield (
            f"{_counted(others, 'row')} followed another version than the one that the "
            "definitions above are from."
        )


def _limits(facts: Facts) -> Iterator[str]:
    yield (
        "- Sentences were cut by a program. Where it cut badly, annotators could flag it; flags "
        "are as complete as annotators were careful."
    )
    if facts.whose == "resolved":
        yield (
            "- Sentences on which people stay divided are left out, so what is here is easier "
            "than the articles are."
        )
        if facts.decided_by.get("single"):
            yield (
                f"- {_counted(facts.decided_by['single'], 'row')} rest on the word of one "
                "annotator."
            )
    yield (
        "- The articles are those that somebody chose to import: shares of labels and of "
        "sources say nothing about news at large."
    )
    people = [key for key in ("annotator", "annotators", "adjudicator") if key in facts.keys]
    yield (
        f"- Where the format keeps {_listed(people)} and `note`, they hold names and remarks as "
        "people wrote them, and a remark may quote the article. Ask before you publish them."
    )


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _percent(n: int, of: int) -> str:
    """A share in words: never nought or all where it is not."""
    if 0 < n < of:
        return f"{min(max(round(100 * n / of), 1), 99)} %"
    return "100 %" if n else "0 %"


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
