"""Whatever people typed: evidence and verdicts fit their lines and act on no terminal."""

from contextlib import suppress
from itertools import pairwise

from at_facts import LOOK, plain
from hypothesis import given
from hypothesis import strategies as st

from annotations.claims import Evidence, Verdict, Wording
from annotations.errors import ClaimRefused
from annotations.facts.claim import Checked, Claim
from annotations.facts.verdicts import outcome
from annotations.text.display import visible
from annotations.workflow.weighing import Weight
from tui.factdesk import evidencefields as fields
from tui.factdesk import verdicttext
from tui.factdesk.evidencetext import Shown, about_lines, answer_block
from tui.widgets.blocks import Block
from tui.wrapping import cells

ROOM = st.integers(40, 130)
TEXT = st.text(max_size=120)
STANCE = st.sampled_from(fields.STANCES)
TYPE = st.sampled_from(fields.TYPES)

EVIDENCE = st.builds(
    Evidence,
    question=TEXT,
    answer=TEXT,
    answer_type=TYPE,
    stance=STANCE,
    url=st.none() | TEXT,
    excerpt=TEXT,
    root=TEXT,
)
SHOWN = st.builds(
    Shown,
    evidence=EVIDENCE,
    place=TEXT,
    weight=st.none() | st.builds(Weight, counts=st.booleans(), why=TEXT),
    young=st.booleans(),
)


def fits(lines: Block, width: int) -> bool:
    """Whether every line is harmless and no wider than there is room."""
    told = [plain(line) for line in lines]
    return all(visible(text) == text and cells(text) <= width for text in told)


@given(SHOWN, ROOM, st.booleans())
def test_an_answer_fits_its_row(one: Shown, width: int, first: bool) -> None:  # noqa: FBT001 - drawn
    assert fits(answer_block(one, look=LOOK, width=width, first=first), width)
    cite = verdicttext.cite_block(one, cited=first, first=first, look=LOOK, width=width)
    assert fits(cite, width)


@given(SHOWN, ROOM, st.sampled_from([None, "answer", "root"]))
def test_the_fields_fit_the_side_pane(one: Shown, width: int, field: fields.Field | None) -> None:
    lines = about_lines(one, field, look=LOOK, width=width, weight=True)
    assert fits(tuple(lines), width)


CHECKED = st.builds(
    Checked,
    checker=TEXT,
    verdict=st.builds(
        Verdict,
        level=st.just("content"),
        verdict=st.sampled_from(["supported", "refuted"]),
        confidence=st.integers(-5, 9),
        justification=TEXT,
        blind=st.booleans(),
    ),
    at=st.just(0),
    event_id=st.just("0" * 32),
)


@given(st.lists(CHECKED, min_size=1, max_size=5), ROOM)
def test_checkers_fit_side_by_side(given_: list[Checked], width: int) -> None:
    claim = Claim(
        id="0" * 32, wording=Wording(text="It."), made_by="ada", at=0, verdicts=tuple(given_)
    )
    found = outcome(claim, "content", reader=None)
    block = verdicttext.beside_block(found, reader="ada", look=LOOK, width=width)
    assert fits(block, width)
    told = "".join("".join(map(plain, block)).split())
    assert all("".join(visible(one.checker)[:9].split()) in told for one in given_)


QUESTIONS = st.lists(st.sampled_from(["Who?", " who? ", "When?", "Why?"]), max_size=8)


@given(QUESTIONS, st.randoms(use_true_random=False))
def test_answers_to_one_question_stand_together_and_none_is_lost(
    questions: list[str], random: object
) -> None:
    held = {str(n): Evidence(question=one, answer="A.") for n, one in enumerate(questions)}
    claim = Claim(id="0" * 32, wording=Wording(text="It."), made_by="ada", at=0, evidence=held)
    order = list(held)
    random.shuffle(order)  # type: ignore[attr-defined]  # hypothesis's
    keys = fields.grouped(claim, [*order[:3], "gone"])
    assert sorted(keys) == sorted(held)
    told = [held[key].question.strip().casefold() for key in keys]
    changes = sum(a != b for a, b in pairwise(told))
    assert changes == max(0, len(set(told)) - 1)


@given(EVIDENCE, st.sampled_from(["question", "answer", "url", "excerpt", "published"]), TEXT)
def test_what_is_typed_is_taken_or_refused_in_a_sentence(
    evidence: Evidence, field: fields.Field, typed: str
) -> None:
    with suppress(ClaimRefused):
        written = fields.with_value(evidence, field, typed)
        assert fields.value_of(written, field) == " ".join(typed.split())
