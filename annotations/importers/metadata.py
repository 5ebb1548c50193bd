"""What somebody wrote down about an article, in YAML: title, source, url, date of publication.

Read by `yaml.safe_load` only. Merge keys are refused: a few hundred bytes of them can unfold
into more pairs than memory holds. Other aliases are harmless, nothing here walks into values.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from annotations.errors import ImportFailed
from annotations.importers.source import storable
from annotations.model import Draft
from annotations.nouns import dataclass

_MERGE = re.compile(r"""(?:^|[\s{,\[])(?:!!merge|["']?<<["']?\s*:)""")

_UNKNOWN_TAG = "could not determine a constructor"
"""How PyYAML says so."""

_TOO_LONG = 10**100
"""Numbers from here on name nothing; Python refuses to write those of thousands of digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an article; None for what is not."""

    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    """ISO 8601 where YAML knew it for a date, else as it was written."""

    def put_on(self, draft: Draft) -> Draft:
        """Return the draft with what is known here in place of what it says itself."""
        if self == NOTHING_KNOWN:
            return draft
        return replace(
            draft,
            title=self.title or draft.title,
            source=self.source or draft.source,
            url=self.url or draft.url,
            published=self.published or draft.published,
        )


NOTHING_KNOWN = Known()


def read_yaml(text: str, *, where: str) -> object:
    """Read one YAML document. Raises ImportFailed, beginning with `where`, for a broken one."""
    import yaml  # noqa: PLC0415  # 15 ms that a plain text does not need

    if _MERGE.search(text):
        raise ImportFailed(f"{where} uses YAML merge keys (<<), which are not read")
    try:
        return yaml.safe_load(text)
    except RecursionError as error:
        raise ImportFailed(f"{where} is not valid YAML: it is nested too deeply") from error
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        if _UNKNOWN_TAG in (error.problem or ""):
            raise ImportFailed(f"{where} uses a YAML tag (!){line}, which is not read") from error
        raise ImportFailed(f"{where} is not valid YAML{line}: {error.problem}") from error
    except (yaml.YAMLError, ValueError, TypeError) as error:
        reason = " ".join(str(error).split())
        raise ImportFailed(f"{where} is not valid YAML: {reason}") from error


def known_from(values: Mapping[object, object], *, where: str) -> Known:
    """Take title, source, url and published from a mapping; what else stands there is ignored.

    `site` stands for `source` and `date` for `published`. Raises ImportFailed, beginning with
    `where`, for a value that is no text.
    """
    return Known(
        title=text_of(values, "title", where),
        source=text_of(values, "source", where) or text_of(values, "site", where),
        url=text_of(values, "url", where),
        published=text_of(values, "published", where) or text_of(values, "date", where),
    )


def text_of(values: Mapping[object, object], key: str, where: str) -> str | None:
    """Return one value on a single line; None where there is none or nothing but blanks.

    Dates and whole numbers become text. Raises ImportFailed, beginning with `where`, for others.
    """
    value = values.get(key)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _TOO_LONG:
        return str(value)
    if value is not None and not isinstance(value, str):
        raise ImportFailed(f"{where}: {key} must be text; put it in quotation marks")
    if value and "\0" in value:
        raise ImportFailed(f"{where}: {key} holds a NUL character")
    if value and storable(value) != value:
        raise ImportFailed(f"{where}: {key} holds half of a character (a lone surrogate)")
    return (value and " ".join(value.split())) or None
