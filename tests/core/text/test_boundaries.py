import json
from pathlib import Path

import pytest

from annotations.text.canonical import canonical
from annotations.text.decode import decode
from annotations.text.segment import check_tiling, segment
from annotations.text.titles import title_of

ROOT = Path(__file__).parents[3]
WIKINEWS = ROOT / "tests" / "golden" / "wikinews"
SAMPLES = ROOT / "tests" / "golden" / "samples"
SEEDS = ROOT / "seeds"


LONG_HEADLINE = (
    "NYT: Putin sends signals to the West through intermediaries that he is ready for"
    " 'peaceful' talks on Ukraine"
)
FIRST_WORDS = (
    "Russian President Vladimir Putin has quietly indicated through diplomatic"
    " communications that he…"
)


def read(path: Path) -> str:
    return canonical(decode(path.read_bytes(), name=path.name).text)


def gold_ends(path: Path) -> set[int]:
    return {sentence["end"] for sentence in json.loads(path.read_bytes())["sentences"]}


def f1(gold: set[int], found: set[int]) -> float:
    return 2 * len(gold & found) / (len(gold) + len(found))


@pytest.mark.parametrize(
    ("name", "sentences", "title"),
    [
        (
            "000_209ac1c19cfa36d6",
            32,
            "New York Times: Putin has announced his readiness for a ceasefire in Ukraine",
        ),
        (
            "001_367b5b381fd9cdfc",
            31,
            LONG_HEADLINE,
        ),
        (
            "002_6732260730b0e6f2",
            30,
            "Putin privately says he is ready for ceasefire in Ukraine: Report",
        ),
        (
            "003_e131693753acfdaa",
            20,
            FIRST_WORDS,
        ),
        (
            "004_9a9297568ba89d2f",
            66,
            "NYT: Putin open to ceasefire if Russia keeps occupied territories",
        ),
    ],
)
def test_the_sample_is_read_as_a_person_reads_it(name: str, sentences: int, title: str) -> None:
    path = SEEDS / f"{name}.txt"
    text = read(path)
    spans = segment(text)
    assert decode(path.read_bytes(), name=name).encoding == "utf-8"
    check_tiling(text, spans)
    assert title_of(text, spans) == title
    assert len(spans) == sentences
    assert f1(gold_ends(SAMPLES / f"{name}.json"), {end for _, end in spans}) >= 0.98


def test_the_gold_sentences_of_the_samples_tile_their_texts() -> None:
    for path in sorted(SAMPLES.glob("*.json")):
        text = read(SEEDS / f"{path.stem}.txt")
        sentences = json.loads(path.read_bytes())["sentences"]
        check_tiling(text, [(one["start"], one["end"]) for one in sentences])  # type: ignore[misc]
        assert all(text[one["start"] : one["end"]] == one["text"] for one in sentences)


def test_the_wikinews_articles_are_segmented_as_their_corpus_has_them() -> None:
    met = total = 0
    for path in sorted(WIKINEWS.glob("*.json")):
        gold = gold_ends(path)
        found = {end for _, end in segment(read(path.with_suffix(".txt")))}
        assert f1(gold, found) >= 0.9, path.name
        met += len(gold & found)
        total += len(gold) + len(found)
    assert total > 380
    assert 2 * met / total >= 0.97


def test_the_wikinews_articles_are_called_by_their_headlines() -> None:
    for path in sorted(WIKINEWS.glob("*.json")):
        text = read(path.with_suffix(".txt"))
        assert title_of(text, segment(text)) == json.loads(path.read_bytes())["title"]
