"""What is said of an export on the command line and on the screen."""

from at_export import one_story, stories
from at_work import CONFIG
from support import add_article, append, event

from annotations import workflow
from annotations.splits.assign import fractions_of
from annotations.store import Store
from annotations.workflow.splitting import Splitting
from tui.exportwords import COMMAND_LINE, SCREEN, left_out, remarks_on


def dry_run(store: Store, splitting: Splitting | None = None) -> workflow.Exported:
    *_, report = workflow.export(store, None, config=CONFIG, split=splitting)
    return report


def test_each_front_end_names_its_own_way_to_insist(store: Store) -> None:
    one_story(store)
    report = dry_run(store, Splitting(fractions=fractions_of("80/10/10")))
    said = [remark.text for remark in remarks_on(report, CONFIG, COMMAND_LINE)]
    shown = [remark.text for remark in remarks_on(report, CONFIG, SCREEN)]
    assert "(--force splits by article all the same)" in said[-1]
    assert shown[-1] == said[-1].replace("--force", "force: yes")
    assert shown[:-1] == said[:-1]


def test_only_what_spoils_figures_warns(store: Store) -> None:
    stories(store)
    report = dry_run(store, Splitting(fractions=fractions_of("70/15/15"), group_by="article"))
    told = {one.text.split(":")[0]: one.warns for one in remarks_on(report, CONFIG, SCREEN)}
    assert told["12 groups are few"] is False
    assert told["split by article"] is True
    assert not any(warns for text, warns in told.items() if text.startswith("split 70/15/15"))


def test_a_label_of_another_label_set_is_told_and_no_reason_without_a_sentence(
    store: Store,
) -> None:
    add_article(store, ["One.", "Two."])
    append(store, event(1, "rumour"))
    report = dry_run(store)
    (remark,) = remarks_on(report, CONFIG, SCREEN)
    assert remark.text.endswith("exported as they are: rumour")
    assert left_out(report) == [(1, "unlabelled")]
