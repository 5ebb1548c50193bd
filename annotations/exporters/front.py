"""The YAML header of a dataset card: what the Hugging Face Hub reads of it.

Keys and values are those of https://huggingface.co/docs/hub/datasets-cards. No text in it can end
the header or become YAML. Refuses to call the licence of the labels that of the whole while the
text of articles is in it.
"""

import re
from collections.abc import Mapping
from typing import Any

from annotations.exporters.facts import Facts
from annotations.exporters.markdown import line

TITLE = "Labelled sentences of news articles"
HUB_LICENCES = frozenset(
    {
        *("apache-2.0", "bsd-2-clause", "bsd-3-clause", "cc", "cc-by-2.0", "cc-by-2.5"),
        *("cc-by-3.0", "cc-by-4.0", "cc-by-nc-2.0", "cc-by-nc-3.0", "cc-by-nc-4.0"),
        *("cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0"),
        *("cc-by-nc-sa-4.0", "cc-by-nd-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc0-1.0"),
        *("cdla-permissive-1.0", "cdla-permissive-2.0", "cdla-sharing-1.0", "gfdl", "mit"),
        *("odbl", "odc-by", "pddl", "unlicense"),
    }
)
"""Names that the Hub knows for a licence of data; any other is `other` there
(https://huggingface.co/docs/hub/repositories-licenses)."""

SIZES = (
    *((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")),
    *((10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B")),
)
"""Fewer rows than this → what the Hub calls it."""


def described(facts: Facts) -> dict[str, Any]:
    """What the Hub reads (https://huggingface.co/docs/hub/datasets-cards)."""
    rows = facts.whole.rows
    size = next((name for limit, name in SIZES if rows < limit), "n>1B")
    return {
        "pretty_name": line(facts.title or TITLE),
        **_hub_licence(facts),
        **({"language": [facts.language.partition("-")[0]]} if facts.language else {}),
        "task_categories": ["text-classification"],
        "size_categories": [size],
    }


def _hub_licence(facts: Facts) -> dict[str, str]:
    """The licence of the whole, which is that of the labels only where there is no text."""
    if facts.licence is None:
        return {} if not facts.texts else {"license": "other", "license_details": _OF_TEXT}
    said = line(facts.licence)
    known = re.sub(r"[\s_]+", "-", said.lower())
    if not facts.texts and known in HUB_LICENCES:
        return {"license": known}
    details = f"labels: {said}; {_OF_TEXT}" if facts.texts else f"labels: {said}"
    return {"license": "other", "license_details": details}


_OF_TEXT = "text of the articles: see Sources and licences"


def as_front(header: Mapping[str, Any]) -> str:
    """The YAML header, in which no text can end it: what cannot be seen is written as escapes."""
    import yaml  # noqa: PLC0415  # 15 ms that an export of one file need not pay

    class Dumper(yaml.SafeDumper):
        """Writes a text that has line breaks in it on one line all the same."""

    def represented(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
        style = None if text.isprintable() else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(str, represented)

    def dumped(*, letters: bool) -> str:
        return yaml.dump(header, None, Dumper, allow_unicode=letters, sort_keys=False, width=10_000)

    front = dumped(letters=True)
    return front if front.replace("\n", "").isprintable() else dumped(letters=False)
