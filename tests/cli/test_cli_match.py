"""`claimdesk match`: the documented JSON, a table that fits, nothing of others."""

import pytest
import support
from commandline import objects, process, run

from annotations.store import Store
from tui.cli.table import cells

ASKED = "Russia would keep about 20% of the territory of Ukraine, the newspaper reported."
RETOLD = "The plan leaves 30% of the territory of Ukraine to Russia."
HOSTILE = "Territory of Ukraine \x1b]0;owned\x07\u202eevil Russia plan newspaper."


@pytest.fixture
def retold(store: Store) -> Store:
    support.add_article(store, [ASKED, "Short."], name="a.txt", title="Talks", source="Post")
    support.add_article(store, [RETOLD, HOSTILE], name="b.txt", title="A plan", source="Times")
    return store


def test_match_as_json(retold: Store) -> None:
    first, second, third = objects(run(retold.path, "match", "--json"))
    assert list(first) == ["sentence", "article", "text", "candidates"]
    sentence = objects(run(retold.path, "sentences", "a.txt", "--json"))[0]
    assert (first["sentence"], first["article"]) == (sentence["id"], "a.txt")
    assert first["text"] == ASKED
    best, other = first["candidates"]
    assert list(best) == ["sentence", "article", "text", "score", "divergences"]
    assert (best["article"], best["text"]) == ("b.txt", RETOLD)
    assert 1 > best["score"] > other["score"] > 0
    number = next(one for one in best["divergences"] if one["kind"] == "number")
    assert list(number) == ["kind", "a", "b", "severity"]
    assert ("20" in number["a"], "30" in number["b"]) == (True, True)
    assert (second["text"], third["text"]) == (RETOLD, HOSTILE)


def test_one_article_is_matched_by_name_or_id(retold: Store) -> None:
    by_name = objects(run(retold.path, "match", "a.txt", "--json"))
    article = objects(run(retold.path, "articles", "--json"))[0]
    assert objects(run(retold.path, "match", article["id"][:8], "--json")) == by_name
    assert [one["text"] for one in by_name] == [ASKED]


def test_the_table_shows_score_source_and_what_differs(retold: Store) -> None:
    lines = run(retold.path, "match", "a.txt").stdout.splitlines()
    assert lines[0] == "Talks"
    assert lines[2].split()[:2] == ["1", "Russia"]
    (best,) = (line for line in lines if "The plan leaves" in line)
    assert best.split()[1] == "Times"
    assert 0 < float(best.split()[0]) < 1
    assert any(line.split()[:2] == ["≠", "number:"] for line in lines)
    assert all(cells(line) <= 80 for line in lines)
    assert not {"\x1b", "\u202e"}.intersection("".join(lines))


def test_the_table_says_how_many_more_there_are(store: Store) -> None:
    support.add_article(store, [ASKED], name="a.txt")
    support.add_article(store, [f"{RETOLD} {n}" for n in range(4)], name="b.txt")
    support.add_article(store, [f"{RETOLD} {n}" for n in range(3)], name="c.txt")
    lines = run(store.path, "match", "a.txt").stdout.splitlines()
    assert lines[-1].split() == ["…", "2", "more"]


def test_labels_of_others_change_nothing(retold: Store) -> None:
    before = run(retold.path, "match", "--json").stdout
    support.append(
        retold, *(support.event(n, "boilerplate", annotator="ben", note="x") for n in (1, 3, 4))
    )
    assert run(retold.path, "match", "--json").stdout == before
    support.append(retold, support.event(3, "boilerplate"))
    mine = objects(run(retold.path, "match", "--json"))
    assert RETOLD not in [one["text"] for one in mine]
    assert RETOLD not in [other["text"] for one in mine for other in one["candidates"]]


def test_a_corpus_without_retellings_is_told(store: Store) -> None:
    support.add_article(store, [ASKED], name="a.txt")
    result = run(store.path, "match")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no sentence of another article" in result.stderr
    (alone,) = objects(run(store.path, "match", "--json"))
    assert alone["candidates"] == []


def test_an_unknown_article_is_told_in_one_sentence(retold: Store) -> None:
    result = run(retold.path, "match", "z.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "'z.txt'" in result.stderr


def test_the_answer_is_the_same_each_time_and_in_a_pipe(retold: Store) -> None:
    first, second = (
        process(retold.path.parent, "--db", retold.path, "match", "--json", PYTHONHASHSEED=seed)
        for seed in ("1", "2")
    )
    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert first.stderr == b""
