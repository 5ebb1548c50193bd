"""Source chains: outlet, cited outlet, speaker, and on whom a sentence rests."""

import time

import pytest
from articleparts import paragraphs_of, sentences_of
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.claims import Chain, Source
from annotations.config import load
from annotations.matching.aliases import aliases
from annotations.matching.chains import Outlet, Reading, chain, chains, outlet_name, read
from annotations.model import Span

SHIPPED = aliases(load(None, environ={}).config.sources)
NYT = "The New York Times"
LEAD = "The New York Times reported on Monday that talks are possible."

PIECES = (
    LEAD,
    "the Times said so.",
    "Reuters, citing the BBC, said “it is so, all of it”.",
    "He said so.",
    "Ann Lee told the newspaper that it is not.",
    "A poll found that 74% agree.",
    "\n",
    "“",
    "NYT",
    "(",
)


def reading(*sentences: str, source: str | None = "Mind", title: str = "") -> Reading:
    text = "\n".join(sentences)
    return read(
        text,
        sentences=sentences_of(text),
        paragraphs=paragraphs_of(text),
        outlet=Outlet(source=source, title=title),
        aliases=SHIPPED,
    )


def last(*sentences: str, source: str | None = "Mind", title: str = "") -> Chain:
    """The chain of the last sentence of an article of these paragraphs."""
    return [*chains(reading(*sentences, source=source, title=title))][-1]


def path(one: Chain) -> list[str]:
    return [link.source.name for link in one.links]


# Whom a sentence rests on


def test_a_sentence_that_names_an_outlet_rests_on_it() -> None:
    one = last(LEAD)
    assert path(one) == ["Mind", NYT]
    assert one.root == NYT
    assert (one.links[1].cue, one.links[1].explicit) == ("reported", True)


@pytest.mark.parametrize(
    "text", ["Ann Lee told the Times that it is so.", "According to the newspaper, it is so."]
)
def test_short_names_and_words_that_point_back_are_explicit_too(text: str) -> None:
    one = last(LEAD, text)
    assert one.root == NYT
    assert one.links[1].explicit


@pytest.mark.parametrize("who", ["A former senior official", "Officials", "He", "Analysts"])
def test_who_has_no_name_rests_on_what_the_article_cites_most(who: str) -> None:
    one = last(LEAD, f"{who} said that it is so.")
    assert path(one)[:2] == ["Mind", NYT]
    assert one.root == NYT
    assert not one.links[1].explicit


def test_the_articles_own_voice_rests_on_it_as_well() -> None:
    one = last(LEAD, "Kyiv is unlikely to accept such an offer.")
    assert path(one) == ["Mind", NYT]
    assert not one.links[1].explicit


def test_an_article_that_cites_nobody_rests_on_its_own_outlet() -> None:
    one = last("Officials said that it is so.")
    assert (path(one)[0], one.root) == ("Mind", "Mind")


def test_where_the_outlet_is_not_known_the_root_is_not() -> None:
    assert last("Officials said that it is so.", source=None).root == ""


def test_the_headline_counts() -> None:
    one = last("Officials said that it is so.", title="NYT: Talks are possible")
    assert one.root == NYT


def test_the_outlet_cited_most_is_the_root() -> None:
    one = last("Reuters said so.", LEAD, "the Times said more.", "Officials agreed.")
    assert one.root == NYT


@pytest.mark.parametrize(
    ("text", "root", "kind"),
    [
        ("Dmitri Peskov, the spokesman, said that it is so.", "Dmitri Peskov", "person"),
        ("Latvian President Ann Lee said that it is so.", "Ann Lee", "person"),
        ("Lee said that it is so. President Ann Lee laughed.", "Ann Lee", "person"),
        ("A poll released in December found that 74% agree.", "poll", "document"),
        ("The defence ministry said that it is so.", "defence ministry", "organisation"),
        ("The Kremlin's spokesman said that it is so.", "Kremlin", "organisation"),
        ("The White House said that it is so.", "White House", "organisation"),
        ("Police said that it is so.", "Police", "organisation"),
    ],
)
def test_a_named_voice_an_institution_or_a_poll_is_a_root_of_its_own(
    text: str, root: str, kind: str
) -> None:
    found = reading(LEAD, text)
    one = chain(found, 1)
    assert path(one) == ["Mind", root]
    assert one.root == root
    assert one.links[-1].source.kind == kind


def test_a_named_voice_in_a_cited_report_rests_on_the_report() -> None:
    one = last(LEAD, "President Ann Lee told the Times that it is so.")
    assert path(one) == ["Mind", NYT, "Ann Lee"]
    assert one.root == NYT


def test_who_was_told_by_is_nearer_than_another_voice_of_the_sentence() -> None:
    one = last(LEAD, "Ann Lee has vowed to win, and top officials told the Times that she may.")
    assert path(one) == ["Mind", NYT, "top officials"]


def test_an_outlet_that_passes_another_on_is_nearer_to_the_article() -> None:
    one = last("Reuters reported that talks are on, citing the BBC.")
    assert path(one) == ["Mind", "Reuters", "BBC"]
    assert one.root == "BBC"


def test_a_headline_that_passes_on_a_report_is_no_voice_of_its_own() -> None:
    assert chain(reading("Putin says he is ready: Report", LEAD), 0).root == NYT


def test_a_pronoun_has_the_root_of_whom_it_means() -> None:
    found = reading(LEAD, "Ann Lee said that it is so. She added that it was so.")
    assert chain(found, 2).root == "Ann Lee"


def test_a_quotation_over_two_sentences_has_one_speaker() -> None:
    found = reading('"They are here. They want to stay," said a senior official.')
    assert path(chain(found, 0))[-1] == path(chain(found, 1))[-1] == "a senior official"


# How it is passed on


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('"We are all here," said a senior official.', "direct"),
        ('A senior official told Reuters: "We are all here."', "direct"),
        ('"Never again!" a senior official shouted.', "direct"),
        ('They are "not ready to go", a senior official said.', "mixed"),
        ("A senior official said that they are here.", "indirect"),
        ('The "peace plan" is dead.', "indirect"),
    ],
)
def test_the_form_is_quotation_paraphrase_or_both(text: str, form: str) -> None:
    assert {link.form for link in last(text).links} == {form}


@pytest.mark.parametrize(
    ("cue", "stance"), [("claimed", "doubting"), ("confirmed", "endorsing"), ("said", "neutral")]
)
def test_the_stance_is_that_of_the_verb(cue: str, stance: str) -> None:
    link = last(f"A senior official {cue} that it is so.").links[-1]
    assert (link.cue, link.stance) == (cue, stance)


def test_who_only_hints_is_no_speaker() -> None:
    assert path(last(LEAD, "Putin has indicated that he is ready.")) == ["Mind", NYT]


def test_groups_are_told_from_persons() -> None:
    assert last("Two officials said no.").links[-1].source == Source(
        "Two officials", "group", named=False
    )


# The outlet of the article


def test_the_outlet_is_the_source_else_the_host_of_the_address() -> None:
    assert outlet_name(Outlet(source="NYT", url="https://x.org"), SHIPPED) == NYT
    assert outlet_name(Outlet(url="https://www.example.org/a?b"), SHIPPED) == "example.org"
    assert outlet_name(Outlet(url="http://[x"), SHIPPED) == ""
    assert outlet_name(Outlet(), SHIPPED) == ""


def test_an_outlet_that_names_itself_cites_nobody() -> None:
    assert path(last("The Times said it will print.", LEAD, source="NYT")) == [NYT]


# Whatever comes


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=12).map(" ".join))
@settings(deadline=None, max_examples=200)
def test_whatever_the_text_each_sentence_has_a_chain_from_the_outlet_to_the_root(text: str) -> None:
    found = reading(text)
    for one in chains(found):
        assert one.links[0].source.name == "Mind"
        assert one.root in {link.source.name for link in one.links}
        assert not one.decided
        inherited = [link for link in one.links if not link.explicit]
        assert len(inherited) <= 1
        assert all(link.source.kind == "outlet" and not link.cue for link in inherited)


@pytest.mark.untraced
@pytest.mark.parametrize(
    "piece", ["NYT ", "NYT the Times ", 'NYT said "the newspaper", ', '"b," NYT he said. ', "Ann "]
)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        count = size // len(piece)
        text = piece * count
        spans = [Span(at * len(piece), (at + 1) * len(piece) - 1) for at in range(count)]
        begin = time.process_time()
        whole = [Span(0, len(text))]
        found = read(text, sentences=spans, paragraphs=whole, outlet=Outlet(), aliases=SHIPPED)
        assert len([*chains(found)]) == count
        return time.process_time() - begin

    assert seconds(60_000) < max(10 * seconds(15_000), 1.0)
