"""The effective configuration for people (YAML) and its schema for editors (JSON Schema)."""

from typing import Any

import msgspec

from annotations.config.load import Loaded
from annotations.config.schema import Config

_COMPACT = ("keys", "combinations", "flags", "reasons", "sources")
"""Sections whose innermost groups stand on one line."""


def as_yaml(loaded: Loaded) -> str:
    """Write the effective settings as a file that could be loaded again, each with its origin."""
    settings = msgspec.to_builtins(loaded.config)
    parts = (_section(name, settings[name], loaded) for name in settings)
    return "\n".join(parts)


def _section(name: str, value: Any, loaded: Loaded) -> str:
    import yaml  # noqa: PLC0415  # 15 ms that a start of the app need not pay

    text = yaml.safe_dump(
        {name: value},
        allow_unicode=True,
        sort_keys=False,
        width=100,
        default_flow_style=None if name in _COMPACT else False,
    )
    return f"# from {_origin(name, loaded)}\n{text}"


def _origin(name: str, loaded: Loaded) -> str:
    own = [id_.removeprefix("keys.") for id_ in loaded.origins if id_.startswith("keys.")]
    if name != "keys" or not own:
        return str(loaded.origins[name])
    return f"{loaded.origins[name]}; from {loaded.file}: {', '.join(own)}"


def json_schema() -> dict[str, Any]:
    """Describe a user's file in JSON Schema 2020-12: every section may be left out."""
    schema = msgspec.json.schema(Config)
    config = schema["$defs"]["Config"]
    del config["required"]
    key = {"type": "string"}
    config["properties"]["keys"]["additionalProperties"] = {
        "anyOf": [key, {"type": "array", "items": key}]
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
