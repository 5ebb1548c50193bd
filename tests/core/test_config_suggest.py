"""The section `suggest` of the configuration."""

from pathlib import Path
from typing import get_args

import pytest

from annotations.config import AgentName, load
from annotations.config.schema import Suggesting
from annotations.errors import ConfigError
from annotations.suggesters import SUGGESTERS


def loaded(tmp_path: Path, section: str) -> Suggesting:
    file = tmp_path / "config.yaml"
    file.write_text(f"suggest:\n{section}\n", "utf-8")
    return load(file, environ={}).config.suggest


def test_every_agent_can_be_configured_and_no_other() -> None:
    assert get_args(AgentName) == tuple(SUGGESTERS)


def test_agents_are_asked_in_the_order_configured(tmp_path: Path) -> None:
    assert loaded(tmp_path, "  agents: [rules, same-text]").agents == ("rules", "same-text")
    assert loaded(tmp_path, "  agents: []").agents == ()


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("  agents: [rule]", "suggest.agents"),
        ("  accept: 40", "has to be a whole number from 50 to 100"),
        ("  learn_from: 5", "has to be a whole number from 20 to 100000"),
        ("  blind: true", "suggest.blind"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, section: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        loaded(tmp_path, section)
