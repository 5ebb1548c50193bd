"""From the claims of a database to a file or folder: what goes in, what is left out and why."""

import io
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import claiming as desk
import msgspec
import pytest
import support
from exchanging import bundled, merged

from annotations import resources
from annotations.claims import VerdictName
from annotations.config import load
from annotations.errors import ExportFailed, NotFound, UnknownName
from annotations.exporters.claims import CLAIM_FORMATS
from annotations.facts.claim import evidence_slot, mention_slot, verdict_slot
from annotations.store import Store
from annotations.workflow import claiming
from annotations.workflow.claimexports import ClaimsExported, export_claims

CONFIG = load(resources.shipped_config(), environ={}).config
SOURCED = ("The jet was lost, Reuters reported.", "Nobody was hurt.", "It rained, they said.")
SECOND = ("The jets were lost, Reuters said.", "Two were hurt.")


@dataclass(frozen=True, slots=True)
class Checked:
    """A database with claims; which is which."""

    store: Store
    agreed: str
    divided: str
    misleading: str
    opinion: str
    unchecked: str


def give(store: Store, claim: str, name: VerdictName, *, by: str = "ada", **fields: Any) -> None:
    at = fields.pop("at", desk.NOW)
    verdict = claiming.new_verdict(desk.the(store, claim), desk.verdict(name, **fields), checker=by)
    desk.do(store, verdict, by=by, at=at)


def put(store: Store, claim: str, **fields: Any) -> str:
    """Put down evidence; its id."""
    change = desk.new_evidence(claim, **fields)
    desk.do(store, change)
    return change[0].subject


@pytest.fixture
def checked(store: Store) -> Checked:
    first = support.add_article(
        store, SOURCED, name="a.txt", source="A Paper", url="https://a.org/"
    )
    second = support.add_article(store, SECOND, name="b.txt")
    agreed = desk.claim_from(store, first, 1)
    other = desk.mention(store, second, 1)
    desk.do(store, (mention_slot(agreed, other.sentence), other))
    cited = put(store, agreed, root="AP", stance="supports")
    give(store, agreed, "supported", cites=(cited,), confidence=3)
    give(store, agreed, "supported", by="ben", confidence=1, justification="Seen by two.")
    divided, misleading, opinion, unchecked = (
        desk.claim_from(store, *where)
        for where in ((first, 2), (first, 3), (second, 2), (second, 1))
    )
    give(store, divided, "supported")
    give(store, divided, "refuted", by="ben")
    give(store, misleading, "misleading")
    give(store, opinion, "not_checkable")
    give(store, unchecked, "supported", level="attribution")
    return Checked(store, agreed, divided, misleading, opinion, unchecked)


def last(
    store: Store, to: Path | io.BytesIO | None, format_name: str, **choice: Any
) -> ClaimsExported:
    *_, report = export_claims(store, to, config=CONFIG, format_name=format_name, **choice)
    return report


def rows(store: Store, format_name: str, **choice: Any) -> list[dict[str, Any]]:
    stream = io.BytesIO()
    last(store, stream, format_name, **choice)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_what_has_no_verdict_is_left_out_and_counted_by_reason(checked: Checked) -> None:
    report = last(checked.store, None, "averitec")
    assert (report.passed, report.of_claims, report.claims) == (5, 5, 2)
    assert report.verdicts == {"misleading": 1, "supported": 1}
    assert report.left_out == {"unchecked": 1, "divided": 1, "not_checkable": 1}
    written = rows(checked.store, "averitec")
    assert [row["x_id"] for row in written] == [checked.agreed, checked.misleading]


def test_checkers_who_agree_after_all_have_one_verdict(checked: Checked) -> None:
    give(checked.store, checked.divided, "refuted", at=desk.NOW + 1, confidence=1)
    found = {row["x_id"]: row for row in rows(checked.store, "averitec")}
    row = found[checked.divided]
    assert (row["label"], row["x_confidence"]) == ("Refuted", 1)
    assert [one["checker"] for one in row["x_verdicts"]] == ["ben", "ada"]


def test_fever_has_no_word_for_misleading_unless_it_may_lose_one(checked: Checked) -> None:
    strict = last(checked.store, None, "fever")
    assert strict.left_out["lossy"] == 1
    labels = [row["label"] for row in rows(checked.store, "fever", lossy=True)]
    assert labels == ["SUPPORTS", "REFUTES"]


def test_evidence_from_a_sentence_is_a_page_and_a_number(checked: Checked) -> None:
    store = checked.store
    assert last(store, None, "fever").unbacked == 1
    mention = desk.mention(store, 1, 2)
    cited = put(
        store,
        checked.agreed,
        url=None,
        article=mention.article,
        sentence=mention.sentence,
        stance="supports",
        root="AP",
    )
    give(store, checked.agreed, "supported", cites=(cited,), at=desk.NOW + 1)
    row, *_ = rows(store, "fever")
    pages = [entry[2:] for group in row["evidence"] for entry in group]
    assert ["a.txt", 2] in pages
    assert row["x_sentences"][0]["text"] == SOURCED[1]
    assert last(store, None, "fever").unbacked == 0


def test_evidence_with_the_root_of_the_claim_does_not_count(checked: Checked) -> None:
    put(checked.store, checked.agreed, question="Who else?", root="Reuters", stance="supports")
    row, *_ = rows(checked.store, "averitec")
    assert row["x_roots"] == ["Reuters"]
    counts = {one["question"]: one["answers"][0]["x_counts"] for one in row["questions"]}
    assert counts == {"Who says so?": True, "Who else?": False}


def test_the_report_holds_every_claim_and_what_stood_before(
    checked: Checked, tmp_path: Path
) -> None:
    store = checked.store
    give(store, checked.misleading, "refuted", at=desk.NOW + 1, justification="Later found out.")
    give(store, checked.opinion, "refuted", by="ben")
    desk.do(store, (verdict_slot(checked.opinion, "content", "ben"), None), by="ben")
    report = last(store, tmp_path / "r.md", "report")
    assert (report.claims, report.left_out) == (5, {})
    text = (tmp_path / "r.md").read_text(encoding="utf-8").replace("\\", "")
    assert text.count("\n## ") == 5 + 2
    assert "Before:" in text
    assert "ada, 2023-11-14: misleading, confidence 2 of 3. *It says so.*" in text
    assert "ben, 2023-11-14: taken back" in text
    assert text.index("ben, 2023-11-14: refuted") < text.index("ben, 2023-11-14: taken back")


def test_the_ending_of_a_report_says_what_it_is(checked: Checked, tmp_path: Path) -> None:
    for name, start in (("r.MD", "# "), ("r.markdown", "# "), ("r.htm", "<!"), ("r.html", "<!")):
        last(checked.store, tmp_path / name, "report")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    with pytest.raises(ExportFailed, match=r"ends in \.md or \.html"):
        last(checked.store, tmp_path / "r.txt", "report")


def test_a_report_that_is_not_a_file_is_markdown(checked: Checked) -> None:
    stream = io.BytesIO()
    last(checked.store, stream, "report", only=[checked.agreed])
    text = stream.getvalue().decode()
    assert text.startswith("# Claims and verdicts\n")
    assert "jets" in text


def test_claims_are_named_by_the_beginning_of_their_id(checked: Checked) -> None:
    (row,) = rows(checked.store, "averitec", only=[checked.misleading[:-1].upper()])
    assert row["x_id"] == checked.misleading
    twice = [checked.misleading, checked.agreed, checked.agreed]
    assert [row["x_id"] for row in rows(checked.store, "averitec", only=twice)] == [
        checked.agreed,
        checked.misleading,
    ]


@pytest.mark.parametrize(
    ("only", "why"), [("zz", "no claim whose id"), ("", "no claim"), ("018bcfe5", "5 claims have")]
)
def test_a_beginning_of_none_or_several_is_refused(
    checked: Checked, tmp_path: Path, only: str, why: str
) -> None:
    with pytest.raises(NotFound, match=why):
        last(checked.store, tmp_path / "x.jsonl", "averitec", only=[only])
    assert not (tmp_path / "x.jsonl").exists()


def test_a_claim_that_was_taken_back_is_none(checked: Checked) -> None:
    desk.do(checked.store, *claiming.withdrawn(desk.the(checked.store, checked.agreed)))
    assert last(checked.store, None, "averitec").of_claims == 4


@pytest.mark.parametrize("format_name", CLAIM_FORMATS)
def test_the_same_claims_give_the_same_bytes(
    checked: Checked, tmp_path: Path, format_name: str
) -> None:
    made = [_files(checked.store, tmp_path / name, format_name) for name in ("one", "two")]
    assert made[0] == made[1]
    assert all(made[0].values())


@pytest.mark.parametrize("format_name", ["averitec", "fever", "report"])
def test_a_database_with_the_same_decisions_gives_the_same_bytes(
    checked: Checked, tmp_path: Path, format_name: str
) -> None:
    bundle = bundled(checked.store)
    with Store(tmp_path / "other.db") as other:
        support.add_article(other, SECOND, name="b.txt")
        support.add_article(other, SOURCED, name="a.txt", source="A Paper", url="https://a.org/")
        merged(other, bundle)
        found = []
        for store in (checked.store, other):
            stream = io.BytesIO()
            last(store, stream, format_name)
            found.append(stream.getvalue())
    assert found[0] == found[1] != b""


def _files(store: Store, room: Path, format_name: str) -> dict[str, bytes]:
    room.mkdir()
    folder = CLAIM_FORMATS[format_name].folder
    last(store, room / ("out" if folder else "out.html"), format_name)
    return {
        path.relative_to(room).as_posix(): path.read_bytes()
        for path in sorted(room.rglob("*"))
        if path.is_file()
    }


def test_a_folder_has_a_file_a_claim_and_a_manifest_of_them(
    checked: Checked, tmp_path: Path
) -> None:
    folder = tmp_path / "reviews"
    last(checked.store, folder, "claimreview")
    names = [f"{one}.jsonld" for one in (checked.agreed, checked.misleading)]
    assert sorted(path.name for path in folder.iterdir()) == [*names, "manifest.json"]
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert (manifest["format"], manifest["claims"]) == ("claimreview", 2)
    assert manifest["left_out"] == {"unchecked": 1, "divided": 1, "not_checkable": 1, "lossy": 0}
    assert [entry["name"] for entry in manifest["files"]] == names


def test_a_folder_is_replaced_and_what_is_not_ours_is_refused(
    checked: Checked, tmp_path: Path
) -> None:
    folder = tmp_path / "reviews"
    last(checked.store, folder, "claimreview")
    last(checked.store, folder, "claimreview", only=[checked.agreed])
    assert len(list(folder.iterdir())) == 2
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(ExportFailed, match=r"holds mine\.txt"):
        last(checked.store, folder, "claimreview")


def test_a_folder_cannot_be_a_stream(checked: Checked) -> None:
    with pytest.raises(ExportFailed, match="a folder of several files"):
        last(checked.store, io.BytesIO(), "claimreview")


def test_the_database_is_not_written_over(checked: Checked) -> None:
    with pytest.raises(ExportFailed, match="is the database itself"):
        last(checked.store, checked.store.path, "averitec")


def test_an_unknown_format_is_named_with_the_known(checked: Checked) -> None:
    with pytest.raises(UnknownName, match="averitec, fever, claimreview, report"):
        last(checked.store, None, "jsonl")


def test_an_export_that_stops_leaves_the_old_file(checked: Checked, tmp_path: Path) -> None:
    target = tmp_path / "claims.jsonl"
    target.write_text("old")
    steps = export_claims(checked.store, target, config=CONFIG, format_name="averitec")
    next(steps)
    steps.close()
    assert target.read_text() == "old"
    assert sorted(path.name for path in tmp_path.glob(".claimdesk-*")) == []


def test_publisher_and_site_are_configured(checked: Checked, tmp_path: Path) -> None:
    settings = msgspec.structs.replace(
        CONFIG.exporting, publisher="Check Desk", site="https://example.org/c"
    )
    config = msgspec.structs.replace(CONFIG, exporting=settings)
    for _ in export_claims(checked.store, tmp_path / "r", config=config, format_name="claimreview"):
        pass
    review = json.loads((tmp_path / "r" / f"{checked.agreed}.jsonld").read_bytes())
    assert review["author"]["name"] == "Check Desk"
    assert review["url"] == f"https://example.org/c/{checked.agreed}"


def test_articles_that_are_not_here_are_named_by_their_ids(checked: Checked) -> None:
    store, elsewhere = checked.store, "ab" * 32
    mention = replace(desk.mention(store, 1, 2), article=elsewhere, sentence="cd" * 16)
    desk.do(store, (mention_slot(checked.agreed, mention.sentence), mention))
    slot = evidence_slot(checked.agreed, "ef" * 16)
    desk.do(store, (slot, desk.evidence(url=None, article=elsewhere, sentence="cd" * 16)))
    row, *_ = rows(store, "averitec")
    assert elsewhere in [one["article_id"] for one in row["x_versions"]]
    stream = io.BytesIO()
    last(store, stream, "report")
    assert "the article is not in this database" in stream.getvalue().decode()


def test_no_claims_make_an_empty_export(store: Store, tmp_path: Path) -> None:
    assert last(store, tmp_path / "a.jsonl", "averitec").claims == 0
    assert (tmp_path / "a.jsonl").read_bytes() == b""
    last(store, tmp_path / "folder", "claimreview")
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["manifest.json"]


def test_offsets_are_those_of_the_article_that_is_named(store: Store) -> None:
    told = "The jet was lost, he said."
    old = support.add_article(store, [told, "It rained."], name="a.txt")
    part = claiming.narrowed(desk.mention(store, old, 1), 4, 16)
    claim = desk.do(store, *claiming.new_claim(part, at=desk.NOW, ids=desk.IDS))[0].slot.claim
    give(store, claim, "supported")
    new = support.add_article(store, ["A line more.", told], name="a.txt", replaces=old)
    ((version,),) = (row["x_versions"] for row in rows(store, "averitec"))
    text = store.articles.text(new)
    assert version["article_id"] == store.articles.one(new, annotator="").id
    assert text[version["start"] : version["end"]] == version["text"] == "jet was lost"
    assert (version["sentence"], version["position"]) == (desk.sentence(store, new, 2).id, 2)


def test_evidence_is_a_page_and_a_number_of_the_newest_version(store: Store) -> None:
    told, backed = "The jet was lost, he said.", "Nobody was hurt in the village."
    claim = desk.claim_from(store, support.add_article(store, [told], name="b.txt"), 1)
    old = support.add_article(store, [backed, "It rained."], name="a.txt")
    mention = desk.mention(store, old, 1)
    where = {"url": None, "article": mention.article, "sentence": mention.sentence}
    cited = put(store, claim, **where, stance="refutes", root="AP")
    give(store, claim, "refuted", cites=(cited,))
    new = support.add_article(store, ["A line more.", backed], name="a.txt", replaces=old)
    (row,) = rows(store, "fever")
    (((_, _, page, number),),) = row["evidence"]
    assert (page, number) == ("a.txt", 2)
    assert row["x_sentences"][0]["sentence"] == desk.sentence(store, new, 2).id
