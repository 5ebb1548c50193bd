"""What spaCy makes of exports: https://spacy.io/api/data-formats."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from exportedcorpus import LABELS, exported
from exportrows import TERMS as ALL
from exportrows import Nowhere, article
from spacy.tokens import DocBin

from annotations.exporters import FORMATS
from annotations.store import Store

PATHS = ("--paths.train", "train.spacy", "--paths.dev", "dev.spacy")


@pytest.fixture(scope="module")
def folder(corpus: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(corpus, "spacy", tmp_path_factory.mktemp("spacy") / "folder")


def ran(part: Path, *words: str) -> str:
    command = [sys.executable, "-m", "spacy", *words, *PATHS]
    done = subprocess.run(command, cwd=part, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("part", ["sentences", "articles"])
def test_debug_data_finds_no_error(part: str, folder: Path) -> None:
    said = ran(folder / part, "debug", "data", "config.cfg")
    assert "Corpus is loadable" in said
    assert "✘" not in said


@pytest.mark.parametrize(
    ("part", "score"), [("sentences", "cats_score"), ("articles", "spans_sc_f")]
)
def test_twenty_steps_of_training_run(part: str, score: str, folder: Path) -> None:
    steps = ("--training.max_steps", "20", "--training.eval_frequency", "10")
    ran(folder / part, "train", "config.cfg", "--output", "model", *steps)
    trained = spacy.load(folder / part / "model" / "model-last")
    assert score in trained.meta["performance"]
    (component,) = {"textcat", "spancat"} & set(trained.pipe_names)
    assert set(trained.get_pipe(component).labels) == set(LABELS)


def test_a_docbin_is_what_spacys_own_class_would_have_written(folder: Path) -> None:
    for path in sorted(folder.glob("*/*.spacy")):
        ours = DocBin().from_disk(path)
        vocab = spacy.blank("xx").vocab
        again = DocBin(attrs=ours.attrs, docs=ours.get_docs(vocab))
        assert len(ours) > 0
        assert DocBin().from_bytes(again.to_bytes()).strings == ours.strings
        assert again.cats == ours.cats
        assert again.span_groups == ours.span_groups
        for mine, other in zip(ours.tokens, again.tokens, strict=True):
            assert (mine == other).all()


def test_memory_does_not_grow_with_the_corpus() -> None:
    labels = [("claim", None)] * 4
    one = article([f"A sentence with {n} words 😀." for n in range(4)], labels)

    def most(count: int) -> int:
        for _ in FORMATS["spacy"].write((one for _ in range(count)), Nowhere(), ALL):
            pass
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert most(3_000) < 1.1 * most(400) + 10_000  # kilobytes
