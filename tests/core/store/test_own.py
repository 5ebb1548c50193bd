import pytest
from support import add_article, append, event

from annotations.store import Store, own
from annotations.store.own import OwnLabel


def test_own_articles_are_the_newest_versions_with_a_label_of_mine(store: Store) -> None:
    first = add_article(store, ["One."], name="a.txt")
    second = add_article(store, ["Two."], name="b.txt")
    add_article(store, ["Three."], name="c.txt")
    append(store, event(1), event(2), event(3, annotator="ben"))
    assert store.own.articles(annotator="ada", limit=9) == [second, first]
    assert store.own.articles(annotator="ada", limit=1) == [second]
    assert store.own.articles(annotator="nobody", limit=9) == []
    third = add_article(store, ["One, again."], name="a.txt", replaces=first)
    append(store, event(4))
    assert store.own.articles(annotator="ada", limit=9) == [third, second]


def test_own_labels_are_mine_alone(store: Store) -> None:
    first = add_article(store, ["One.", "Two.", "Three."], name="a.txt")
    second = add_article(store, ["Four."], name="b.txt")
    append(
        store,
        event(1, "claim", secondary="opinion"),
        event(2, None, flags=("check",)),
        event(3, "opinion", annotator="ben"),
        event(4, "attribution"),
    )
    assert store.own.labels([second, first], annotator="ada") == [
        OwnLabel(second, "Four.", "attribution", None),
        OwnLabel(first, "One.", "claim", "opinion"),
    ]


def test_lines_are_counted_in_other_articles(store: Store) -> None:
    line = 'Subscribe to "our" newsletter'
    first = add_article(store, [line, "One."], name="a.txt")
    for name in ("b", "c"):
        add_article(store, [line, line, f"Text of {name}."], name=name)
    add_article(store, [f"{line} now", "Other."], name="d.txt")
    assert store.own.elsewhere(line, article=first) == 2
    assert store.own.elsewhere("One.", article=first) == 0
    assert [store.own.elsewhere(text, article=first) for text in ("", "***", '"', "\0")] == [0] * 4


@pytest.mark.parametrize("seen", [2, 200])
def test_a_line_is_told_from_others_with_the_same_words(
    store: Store, monkeypatch: pytest.MonkeyPatch, seen: int
) -> None:
    monkeypatch.setattr(own, "_SEEN", seen)
    line = "on the subject of nothing whatever: subscribe"
    first = add_article(store, [line], name="a.txt")
    add_article(store, ["subscribe to nothing, whatever the subject"], name="b.txt")
    assert store.own.elsewhere(line, article=first) == 0
    add_article(store, ["Other news.", line], name="c.txt")
    assert store.own.elsewhere(line, article=first) == 1
    assert store.own.elsewhere("___ ___", article=first) == 0
