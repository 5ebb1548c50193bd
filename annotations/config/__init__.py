"""`config.yaml` as frozen values: what may be said in it, and what is said.

Importing this package reads no file and does not import yaml.
"""

from annotations.config.load import Loaded, database_file, guideline_file, load, unread
from annotations.config.schema import (
    Advance,
    AgentName,
    Agreed,
    Combination,
    Config,
    Exporting,
    Flag,
    GuidelineSource,
    Importing,
    KnownSource,
    Label,
    Layout,
    Paths,
    Reading,
    Reason,
    Reviewing,
    SourceName,
    Sourcing,
    Suggesting,
    ThemeName,
    Wrapping,
)
from annotations.config.show import as_yaml, json_schema

__all__ = [
    "Advance",
    "AgentName",
    "Agreed",
    "Combination",
    "Config",
    "Exporting",
    "Flag",
    "GuidelineSource",
    "Importing",
    "KnownSource",
    "Label",
    "Layout",
    "Loaded",
    "Paths",
    "Reading",
    "Reason",
    "Reviewing",
    "SourceName",
    "Sourcing",
    "Suggesting",
    "ThemeName",
    "Wrapping",
    "as_yaml",
    "database_file",
    "guideline_file",
    "json_schema",
    "load",
    "unread",
]
