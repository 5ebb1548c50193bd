import threading

import pytest
from at_desk import at_desk
from at_work import article
from support import add_article, append, event, events_in

from annotations.model import LabelState
from annotations.store import Found, Store
from annotations.store.search import Search
from tui.screens import lookup
from tui.widgets.finder import Finder

TALKS = ["Talks began.", "The minister left the talks.", 'He said "no deal" and left.']
STORM = ["A storm hit the coast.", "Nobody was hurt."]


@pytest.fixture
def two(store: Store) -> Store:
    """Two articles of sentences that can be told apart."""
    add_article(store, TALKS, name="talks.txt", title="Talks in Geneva", source="The Wire")
    add_article(store, STORM, name="storm.txt", title="Storm", source="Coast Herald")
    return store


async def test_search_finds_sentences_as_they_are_typed_and_opens_the_hit(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("/")
        await desk.type("coa")
        assert "A storm hit the coast." in desk.choices
        await desk.press("down", "enter")
        assert not desk.screen.finder.visible
        assert "Storm" in desk.body
        assert desk.session.page is not None
        assert desk.session.page.article.number == 2
        await desk.press("c")
        await desk.saved()
        assert desk.stored(2) == "c -"


async def test_of_what_is_typed_fast_only_the_last_is_searched_for(
    two: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = []
    find = Search.sentences

    def watched(self: Search, typed: str) -> Found:
        searched.append(typed)
        return find(self, typed)

    monkeypatch.setattr(Search, "sentences", watched)
    monkeypatch.setattr(lookup, "TYPING_SECONDS", 0.5)
    async with at_desk(two) as desk:
        await desk.press("/")
        desk.send(*"coast")
        await desk.idle()
        assert searched == ["coast"]
        assert "A storm hit the coast." in desk.choices


async def test_a_search_is_broken_off_by_what_is_typed_on_and_nothing_is_said_of_it(
    two: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), []
    find = Search.sentences

    def endless(self: Search, typed: str) -> Found:
        if typed == "coast":
            return find(self, typed)
        self._connection.set_progress_handler(begun.set, 1000)
        try:
            self._connection.execute(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                " SELECT max(i) FROM n"
            )
        finally:
            ended.append(typed)
        raise AssertionError("it has no end")

    monkeypatch.setattr(Search, "sentences", endless)
    async with at_desk(two) as desk:
        await desk.press("/")
        desk.send(*"coas")
        await desk.until(begun.is_set)
        desk.send("t")
        await desk.idle()
        assert ended == ["coas"]
        assert "A storm hit the coast." in desk.choices
        assert "1 sentence" in desk.told


async def test_search_finds_articles_by_title_and_source(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("/")
        await desk.type("herald")
        assert "article · Coast Herald" in desk.choices
        assert "1 article" in desk.told
        await desk.press("enter")
        assert "A storm hit the coast." in desk.body


async def test_search_goes_to_the_sentence_and_marks_the_words(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("/")
        await desk.type("minister")
        assert "2 · Talks in Geneva" in desk.choices
        hit = desk.screen.look.hit
        marked = [s.text for line in desk.segments() for s in line if s.style and
                  s.style.underline and s.style.bold == hit.bold]  # fmt: skip
        assert marked == ["minister"]
        await desk.press("enter")
        assert desk.session.cursor == 1


@pytest.mark.parametrize(
    "typed", ['"no deal"', "said (NEAR", "talks AND", "a:b*", '"', "'; --", "[@click=x]", "-", "*"]
)
async def test_whatever_is_typed_is_searched_for_literally(two: Store, typed: str) -> None:
    async with at_desk(two) as desk:
        await desk.press("/")
        await desk.type(typed)
        assert ("no deal" in desk.choices) == (typed == '"no deal"')
        assert desk.app.is_running
        await desk.press("escape")
        assert not desk.screen.finder.visible


async def test_nothing_found_is_said_and_enter_goes_nowhere(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("/")
        await desk.type("xyzzy")
        assert "nothing found" in desk.told
        await desk.press("enter")
        assert desk.session.cursor == 0
        assert not desk.screen.finder.visible


async def test_an_empty_line_does_not_say_that_nothing_was_found(
    two: Store,
) -> None:
    async with at_desk(two) as desk:
        await desk.press("/")
        await desk.type("x")
        await desk.press("backspace")
        await desk.idle()
        assert "nothing found" not in desk.told
        assert "search" in desk.told


async def test_label_keys_type_while_something_is_typed(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("/", "c", "1", "q", "?")
        assert desk.screen.finder.text == "c1q?"
        await desk.press("escape")
        assert events_in(two) == []


async def test_what_is_typed_before_the_line_is_there_is_not_lost(two: Store) -> None:
    async with at_desk(two) as desk:
        desk.send("/", *"min")
        await desk.idle()
        assert desk.screen.finder.text == "min"
        assert events_in(two) == []
        await desk.press("escape")
        desk.send("m", *"page 4", "enter")
        await desk.idle()
        await desk.saved()
        assert desk.states(1)[1] == LabelState(note="page 4")


async def test_a_note_is_saved_by_enter(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("m")
        await desk.type("who [b]said[/b] so?")
        await desk.press("enter")
        await desk.saved()
        assert desk.states(1)[1] == LabelState(note="who [b]said[/b] so?")
        assert "who [b]said[/b]" in desk.pane
        await desk.press("m")
        assert desk.screen.finder.text == "who [b]said[/b] so?"
        await desk.press("end", *["backspace"] * 20, "enter")
        await desk.saved()
        assert desk.states(1)[1] == LabelState()


async def test_a_note_left_off_changes_nothing(two: Store) -> None:
    async with at_desk(two) as desk:
        for leave in ("escape", "ctrl+g"):
            await desk.press("m", "x", "y", leave)
            assert not desk.screen.finder.visible
        assert events_in(two) == []
        await desk.press("c")
        await desk.saved()
        assert desk.stored(1) == "c - -"


async def test_the_palette_finds_what_is_further_down_by_its_words(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("ctrl+p")
        await desk.type("undo")
        assert "undo, without limit" in desk.choices


async def test_the_palette_does_what_is_chosen(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("ctrl+p")
        assert "repeat the last label" in desk.choices
        await desk.type("opinion")
        await desk.press("enter")
        await desk.saved()
        assert desk.stored(1) == "o - -"
        await desk.press("ctrl+p")
        await desk.type("undo")
        await desk.press("enter")
        await desk.saved()
        assert desk.stored(1) == "- - -"


async def test_the_palette_sets_flags_opens_pages_and_changes_the_theme(two: Store) -> None:
    async with at_desk(two) as desk:
        for typed in ("flag check", "theme light", "welcome"):
            await desk.press("ctrl+p")
            await desk.type(typed)
            await desk.press("enter")
            await desk.idle()
        await desk.saved()
        assert desk.states(1)[1].flags == ("check",)
        assert desk.app.palette_name == "light"
        assert "Welcome to claimdesk" in desk.reader


async def test_what_the_palette_does_is_seen(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("f1", "ctrl+p")
        await desk.type("attribution:")
        await desk.press("enter")
        await desk.saved()
        assert desk.stored(1) == "a - -"
        assert not desk.screen.reading
        assert "❝ a" in desk.body


async def test_every_action_of_the_palette_can_be_chosen(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("ctrl+p")
        choices = desk.screen.finder.choices._choices
        await desk.press("escape")
        assert len(choices) == len({choice.target for choice in choices}) > 30
        choices = [choice for choice in choices if "quit" not in str(choice.target)]
        for choice in choices:
            desk.screen.finder.post_message(Finder.Entered("palette", "", choice))
            await desk.rounds()
            await desk.press("escape", "escape")
        assert desk.app.is_running


async def test_help_opens_and_closes(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("?")
        assert "secondary label" in desk.reader
        await desk.press("c")
        assert events_in(two) == []
        await desk.press("q")
        assert not desk.screen.reading
        await desk.press("f1", "f1")
        assert not desk.screen.reading
        await desk.press("?", "escape", "?", "f2")
        assert not desk.screen.reading


async def test_help_can_be_read_to_its_end_in_a_small_terminal(two: Store) -> None:
    async with at_desk(two, size=(80, 24)) as desk:
        await desk.press("?")
        assert "Counts" not in desk.reader
        await desk.press("G")
        assert "Counts" in desk.reader
        await desk.press("g", "j", "pagedown")
        assert "Counts" not in desk.reader


async def test_help_over_a_search_ends_the_search(two: Store) -> None:
    async with at_desk(two) as desk:
        await desk.press("/", "x", "f1")
        assert not desk.screen.finder.visible
        assert "secondary label" in desk.reader


async def test_the_very_first_start_explains_and_any_key_begins(two: Store) -> None:
    async with at_desk(two, welcome=True) as desk:
        assert "Welcome to claimdesk" in desk.reader
        await desk.press("c")
        assert not desk.screen.reading
        assert events_in(two) == []
    async with at_desk(two, welcome=True) as desk:
        assert not desk.screen.reading
        await desk.press("ctrl+p")
        await desk.type("welcome")
        await desk.press("enter")
        assert "Welcome to claimdesk" in desk.reader


async def test_progress_counts_what_is_stored(two: Store) -> None:
    append(two, event(4, "boilerplate", annotator="ben"))
    async with at_desk(two) as desk:
        await desk.press("c", "r")
        await desk.saved()
        await desk.press("f5")
        await desk.idle()
        assert "ada: 2/5 sentences, 0 flagged" in desk.reader
        assert "■ claim" in desk.reader
        assert "1/5" in next(line for line in desk.reader.split("\n") if line.startswith(" ben"))
        assert "boilerplate" not in desk.reader
        await desk.press("f5")
        assert not desk.screen.reading


async def test_the_progress_page_follows_what_others_do_and_shows_none_of_their_labels(
    two: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.lookup.RECOUNT_SECONDS", 0.02)
    async with at_desk(two) as desk:
        await desk.press("f5")
        await desk.idle()
        assert "ben" not in desk.reader
        with Store(two.path) as elsewhere:
            append(elsewhere, event(1, "opinion", annotator="ben"))
        await desk.until(lambda: "ben" in desk.reader)
        assert "1/" in next(line for line in desk.reader.splitlines() if "ben" in line)
        assert "opinion" not in desk.reader
        await desk.press("q")
        assert not desk.screen.reading


async def test_progress_can_be_left_before_the_figures_are_there(two: Store) -> None:
    async with at_desk(two) as desk:
        desk.send("f5", "q")
        await desk.idle()
        assert not desk.screen.reading
        assert desk.app.is_running


async def test_a_search_in_a_database_that_went_away_says_so(two: Store) -> None:
    async with at_desk(two) as desk:
        two.path.rename(two.path.with_suffix(".away"))
        await desk.press("/")
        await desk.type("talks")
        assert "is gone" in desk.foot + desk.told
        two.path.with_suffix(".away").rename(two.path)


async def test_a_huge_number_of_hits_is_cut_and_said(store: Store) -> None:
    article(store, 300)
    async with at_desk(store) as desk:
        await desk.press("/")
        await desk.type("says")
        assert "300 sentences, the first 200 shown" in desk.told
        await desk.press("down")
        assert "300 sentences, the first 200 shown" in desk.told
