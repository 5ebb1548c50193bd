"""How well sentence boundaries are found, and how fast, beside sentencex on its own.

Boundary F1 is the harmonic mean of precision and recall over the set of sentence ends: the
offset behind the last character of a sentence that is no blank. An end counts only when it is
met exactly; starts follow from ends, because spans tile the text.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

from sentencex import segment as sentencex_segment  # type: ignore[import-untyped]

from annotations.text.blanks import LINE, trimmed
from annotations.text.canonical import canonical
from annotations.text.decode import decode
from annotations.text.segment import segment

_ROOT = Path(__file__).parent.parent
_GOLDEN = _ROOT / "tests" / "golden"
_REPEATS = 60
_ROUNDS = 5


def main() -> None:
    """Print boundary F1 for each golden text and millions of characters a second."""
    texts: list[str] = []
    for title, folder, source in (
        ("wikinews", _GOLDEN / "wikinews", _GOLDEN / "wikinews"),
        ("samples", _GOLDEN / "samples", _ROOT / "seeds"),
    ):
        texts += _report(title, folder, source)
    corpus = "\n".join(texts) * _REPEATS
    print(f"\nM characters a second of processor time, {len(corpus) / 1e6:.1f} M characters:")
    for name, ends in (("claimdesk", _ends), ("sentencex", _bare_ends)):
        print(f"  {name:10} {_speed(corpus, ends):5.1f}")


def _report(title: str, folder: Path, source: Path) -> list[str]:
    print(f"\n{title:24} {'claimdesk':>10} {'sentencex':>10}   boundary F1")
    texts = []
    totals = [[0, 0], [0, 0]]
    for path in sorted(folder.glob("*.json")):
        text = _read(source / f"{path.stem}.txt")
        gold = {sentence["end"] for sentence in json.loads(path.read_bytes())["sentences"]}
        counts = [_met(gold, ends(text)) for ends in (_ends, _bare_ends)]
        print(f"  {path.stem:22} {_f1(counts[0]):10.3f} {_f1(counts[1]):10.3f}")
        totals = [
            [a + b for a, b in zip(*pair, strict=True)] for pair in zip(totals, counts, strict=True)
        ]
        texts.append(text)
    print(f"  {'total':22} {_f1(totals[0]):10.3f} {_f1(totals[1]):10.3f}")
    return texts


def _read(path: Path) -> str:
    return canonical(decode(path.read_bytes(), name=path.name).text)


def _ends(text: str) -> set[int]:
    return {end for _, end in segment(text)}


def _bare_ends(text: str) -> set[int]:
    """Return the ends of what sentencex makes of each line, trimmed."""
    ends = set()
    for line in LINE.finditer(text):
        at = line.start()
        for sentence in sentencex_segment("en", line[0]):
            start, end = trimmed(text, at, at + len(sentence))
            if start < end:
                ends.add(end)
            at += len(sentence)
    return ends


def _met(gold: set[int], found: set[int]) -> list[int]:
    """Return twice the ends that were met, and how many there are on both sides."""
    return [2 * len(gold & found), len(gold) + len(found)]


def _f1(counts: list[int]) -> float:
    return counts[0] / counts[1]


def _speed(corpus: str, ends: Callable[[str], set[int]]) -> float:
    """Return the best of a few rounds, in millions of characters a second."""
    best = float("inf")
    for _ in range(_ROUNDS):
        began = time.process_time()
        ends(corpus)
        best = min(best, time.process_time() - began)
    return len(corpus) / best / 1e6


if __name__ == "__main__":
    main()
