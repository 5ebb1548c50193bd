from pathlib import Path

import pytest

from annotations.errors import ImportFailed
from annotations.importers import find_files, read_file
from annotations.model import Draft

SEEDS = Path(__file__).parents[3] / "seeds"


def read(folder: Path, listing: str, name: str = "a.txt", text: str = "Talks go on here") -> Draft:
    (folder / "articles.yaml").write_text(listing, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    (draft,) = read_file(folder / name, max_bytes=1_000_000, source="given")
    return draft


def test_an_entry_fills_in_what_is_known_and_wins_over_the_file(tmp_path: Path) -> None:
    listing = (
        "a.md:\n  title: Known\n  source: AVA\n  published: 2023-12-25\n  url: https://a.org\n"
        "gone.txt:\n  title: Not there\n"
    )
    draft = read(tmp_path, listing, "a.md", "---\ntitle: Guessed\nsource: X\n---\nText here.")
    assert (draft.title, draft.source) == ("Known", "AVA")
    assert (draft.published, draft.url) == ("2023-12-25", "https://a.org")


def test_what_the_entry_leaves_out_stays(tmp_path: Path) -> None:
    for listing in ("a.txt: {source: AVA}", "a.txt: {}", "a.txt:", "b.txt: {title: T}"):
        draft = read(tmp_path, listing)
        assert draft.title == "Talks go on here"
        assert draft.source == ("AVA" if "AVA" in listing else "given")


@pytest.mark.parametrize(
    ("listing", "reason"),
    [
        ("a.txt: {titel: T}", "there is no key 'titel'; known is title"),
        ("a.txt: {zzz: T}", "known is title, source, url, published"),
        ("a.txt: T", "a.txt must have title"),
        ("- a.txt", "must name files"),
        ("just text", "must name files"),
        ("a.txt: {title: [T]}", "a.txt: title must be text"),
        ('a.txt: {title: "\\ud83d"}', "a.txt: title holds half of a character"),
        ("a.txt: {title: T", "not valid YAML"),
        ("x: &x {title: T}\na.txt: {<<: *x}", "merge keys"),
        (" ", "nothing but blanks"),
    ],
)
def test_a_malformed_listing_is_refused_by_name(tmp_path: Path, listing: str, reason: str) -> None:
    with pytest.raises(ImportFailed) as refused:
        read(tmp_path, listing)
    assert "articles.yaml" in str(refused.value)
    assert reason in str(refused.value)


def test_a_changed_listing_is_read_again(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt: {title: One}").title == "One"
    assert read(tmp_path, "a.txt: {title: Another}").title == "Another"


def test_the_listing_of_the_samples_says_only_what_the_files_say() -> None:
    drafts = [
        draft for path in find_files([SEEDS]) for draft in read_file(path, max_bytes=1_000_000)
    ]
    known = [(draft.name[:3], draft.source, draft.published, draft.url) for draft in drafts]
    assert known == [
        ("000", "Afghan Voice Agency (AVA)", "2023-12-25", None),
        ("001", "Mind", None, None),
        ("002", None, None, None),
        ("003", None, None, None),
        ("004", "The Kyiv Independent", "2023-12-23", None),
    ]
    for draft in drafts:
        assert draft.title.rstrip("…") in draft.text
        assert (draft.source or "") in draft.text
