"""The section `sources`: what the configuration knows of those whom articles cite."""

from pathlib import Path
from typing import get_args

import pytest

from annotations.claims import SourceKind
from annotations.config import SourceName, as_yaml, load
from annotations.errors import ConfigError


def refusal(text: str, folder: Path) -> list[str]:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, environ={})
    return [line.removeprefix(f"{path}: ") for line in str(caught.value).splitlines()]


def test_the_kinds_are_those_of_the_nouns() -> None:
    assert get_args(SourceName) == get_args(SourceKind)


def test_large_agencies_and_papers_are_known_as_shipped() -> None:
    known = {source.name: source for source in load(None, environ={}).config.sources.known}
    assert known["The New York Times"].aliases[-2:] == ("NYT", "NYTimes")
    assert known["The New York Times"].short == ("the Times",)
    assert {"Reuters", "Associated Press", "TASS", "BBC", "The Kyiv Independent"} <= known.keys()


def test_a_section_of_ones_own_replaces_it_and_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("sources: {known: [{name: Village Gazette, aliases: VG}]}", encoding="utf-8")
    loaded = load(path, environ={})
    (known,) = loaded.config.sources.known
    assert (known.name, known.kind, known.aliases, known.short) == (
        "Village Gazette",
        "outlet",
        ("VG",),
        (),
    )
    assert loaded.config.sources.anaphors == ()
    path.write_text(as_yaml(loaded), encoding="utf-8")
    assert load(path, environ={}).config == loaded.config


def test_a_name_means_one_source_but_a_short_one_may_mean_several(tmp_path: Path) -> None:
    text = """
sources:
  known:
    - {name: One Times, aliases: [OT, one times], short: [the Times]}
    - {name: Two Times, aliases: [ot], short: [the Times]}
"""
    assert refusal(text, tmp_path) == [
        'sources.known.Two Times.name: "One Times" and "Two Times" cannot have the same name, "ot"'
    ]


def test_what_does_not_fit_is_said_with_its_place(tmp_path: Path) -> None:
    text = "sources: {known: [{name: X, kind: paper, alias: Y}], venue: [poll]}"
    kinds = "outlet, person, organisation, document, group"
    assert refusal(text, tmp_path) == [
        'sources.venue: there is no such setting; did you mean "venues"? (line 1)',
        'sources.known.1.alias: there is no such setting; did you mean "aliases"? (line 1)',
        f"sources.known.1.kind: 'paper' is none of {kinds} (line 1)",
    ]
