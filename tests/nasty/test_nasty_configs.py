"""`--config` with files of all kinds: each mistake a line, no traceback, and nothing executed."""

from pathlib import Path

import nastyconfigs
import pytest
from nastyruns import Outcome, Run, harmless_on_a_terminal, keeps_to_the_rules, run_all

from annotations.config import load
from annotations.errors import ConfigError

pytestmark = pytest.mark.xdist_group("nasty configs")
REFUSED = list(nastyconfigs.refused())
SPEAKING = [name for name, _ in REFUSED if name.startswith(("value_", "name_", "raw_", "binary"))]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nastyconfigs")


@pytest.fixture(scope="module")
def outcomes(home: Path) -> dict[str, Outcome]:
    runs = []
    for name, content in REFUSED:
        path = home / f"{name}.yaml"
        path.write_bytes(content)
        words = ("--config", path, "--db", home / "none.db", "config")
        runs.append(Run(name=name, words=words))
        if name in SPEAKING:
            runs.append(Run(name=f"{name} shown", words=words, terminal=True))
    return run_all(home, runs)


def test_broken_configurations_are_refused_line_by_line_and_shown_harmless(
    outcomes: dict[str, Outcome], home: Path
) -> None:
    """One test, so that workers that share the tests do not all read all files."""
    wrong = [told for name, _ in REFUSED if (told := what_is_wrong(name, outcomes[name]))]
    assert not wrong, "\n".join(wrong)
    for name in SPEAKING:
        assert outcomes[f"{name} shown"].code == 1
        harmless_on_a_terminal(outcomes[f"{name} shown"].out)
    assert not (home / "none.db").exists()


def what_is_wrong(name: str, outcome: Outcome) -> str:
    try:
        keeps_to_the_rules(outcome)
        assert outcome.code == 1
        assert f"{name}.yaml" in outcome.err
        assert outcome.megabytes < 200
        assert len(outcome.err) < 30_000
    except AssertionError as error:
        return f"{name}: {error}"
    return ""


def test_any_value_in_any_section_is_taken_or_refused(home: Path) -> None:
    said = {}
    for name, content in nastyconfigs.any_value():
        path = home / f"{name}.yaml"
        path.write_bytes(content)
        try:
            load(path, environ={})
        except ConfigError as error:
            said[path] = str(error)
    assert len(said) > 90
    assert all(str(path) in text for path, text in said.items())
    assert all(len(line) < 1_200 for text in said.values() for line in text.splitlines())
