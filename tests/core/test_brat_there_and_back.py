from pathlib import Path

import pytest
import support
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import resources
from annotations.config import load
from annotations.errors import ImportFailed
from annotations.importers.labels import BadLine, Found, brat, label_file, read_labels
from annotations.model import LabelState
from annotations.store import Store
from annotations.workflow import Selection, export
from annotations.workflow.gathering import Gathered, LabelFile, gather_labels
from annotations.workflow.tagging import write_labels

CONFIG = load(resources.shipped_config(), environ={}).config
KNOWN = frozenset(label.name for label in CONFIG.labels)
ARTICLES = {
    "b/ü 😀.txt": ("😀 Emoji first.", "𝔘𝔫𝔦 then;\tand \x1b[1m.", "עברית \u202eevil."),
    "a.txt": ("One.", "Two and\x0bthree.", "Four."),
}
SENTENCES = 6
LABELS = st.lists(
    st.one_of(
        st.none(),
        st.tuples(
            st.sampled_from(sorted(KNOWN)),
            st.sampled_from((None, "claim", "opinion")),
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))),
        ),
    ),
    min_size=SENTENCES,
    max_size=SENTENCES,
)


def filled(path: Path) -> Store:
    store = support.new_store(path)
    for name, sentences in ARTICLES.items():
        support.add_article(store, sentences, name=name)
    return store


def states(store: Store) -> dict[int, LabelState]:
    numbers = store.articles.numbers()
    return {
        number: state
        for article in numbers
        for number, state in store.labels.states(article, annotator="ada").items()
        if state.label is not None
    }


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(given=LABELS.filter(any))
def test_labels_and_notes_come_back_from_brat(
    tmp_path_factory: pytest.TempPathFactory,
    given: list[tuple[str, str | None, str] | None],
) -> None:
    folder = tmp_path_factory.mktemp("brat")
    with filled(folder / "one.db") as one, filled(folder / "two.db") as two:
        for number, drawn in enumerate(given, 1):
            if drawn is not None:
                label, secondary, note = drawn
                support.append(
                    one,
                    support.event(
                        number,
                        label,
                        secondary=None if secondary == label else secondary,
                        note=note.strip(),
                        annotator="ada",
                    ),
                )
        for _ in export(
            one, folder / "out", config=CONFIG, format_name="brat", selection=Selection(of="ada")
        ):
            pass
        if states(one):
            assert label_file(folder / "out") == folder / "out"
            gathered = Gathered()
            with brat.opened(folder / "out") as file:
                source = LabelFile(file=file, name="out", format_name="brat", annotator="ada")
                assert list(gather_labels(two, source, gathered, config=CONFIG, now=1)) == []
            list(write_labels(two, gathered, guideline="1", now=1))
        assert states(two) == states(one)


def found(folder: Path) -> list[Found]:
    with brat.opened(folder) as file:
        return list(read_labels(file, name="x", format="brat", known=KNOWN, merged=True)[1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    name = f"a-{'0' * 16}"
    (tmp_path / brat.SETTINGS).write_text("", encoding="utf-8")
    (tmp_path / f"{name}.txt").write_text("One. Two.", encoding="utf-8")
    (tmp_path / f"{name}.ann").write_text("T1\tclaim 0 4\tOne.\n", encoding="utf-8")
    return tmp_path


def test_what_is_no_annotation_of_ours_is_told_by_file_and_line(folder: Path) -> None:
    ann = folder / f"a-{'0' * 16}.ann"
    ann.write_text("R1\tRel Arg1:T1\nT1\tclaim 0 4\tOne.\nT2\tclaim x\t\n", encoding="utf-8")
    bad = [one for one in found(folder) if isinstance(one, BadLine)]
    assert [", line 1," in one.error or ", line 3," in one.error for one in bad] == [True, True]
    assert len(found(folder)) == 3


def test_a_folder_that_others_made_is_told_so(folder: Path) -> None:
    (folder / "theirs.ann").write_text("T1\tclaim 0 4\tOne.\n", encoding="utf-8")
    (bad,) = [one for one in found(folder) if isinstance(one, BadLine)]
    assert "theirs.ann is none of ours" in bad.error


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.ann").write_text("T1\tclaim 0 4\tOne.\n", encoding="utf-8")
    (folder / "link.ann").symlink_to(outside / "x.ann")
    assert all("link.ann" not in str(one) for one in found(folder))


def test_a_text_that_is_no_utf_8_is_refused_by_name(folder: Path) -> None:
    (folder / f"a-{'0' * 16}.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(ImportFailed, match="UTF-8"):
        found(folder)
