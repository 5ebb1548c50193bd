"""`manifest.json` of a folder of claims: what is in it, file by file, for programs.

By it a later export knows which files it may replace. Like that of labels it has no time stamp.
Refuses to speak for files that it did not read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from annotations.claims import VerdictName
from annotations.exporters.claims.shape import REASONS, Reason
from annotations.exporters.manifest import SHAPE, Entry


def as_claim_manifest(
    files: Iterable[Entry],
    *,
    tool: str,
    format_name: str,
    claims: int,
    verdicts: Mapping[VerdictName, int],
    left_out: Mapping[Reason, int],
) -> bytes:
    """The manifest, JSON in UTF-8. `left_out`: reason → claims."""
    holds = {
        "manifest": SHAPE,
        "tool": tool,
        "format": format_name,
        "claims": claims,
        "verdicts": dict(sorted(verdicts.items())),
        "left_out": {reason: left_out.get(reason, 0) for reason in REASONS},
        "files": [asdict(entry) for entry in files],
    }
    return (json.dumps(holds, ensure_ascii=False, indent=2) + "\n").encode()
