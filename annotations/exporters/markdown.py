"""Text of strangers in Markdown: shown letter for letter, never obeyed.

Names of sources, labels and licences come from web pages and from other people's files. Here
they become one line in which nothing is a link, a heading, a table or HTML, by the escapes of
CommonMark 0.31 (section 2.4) and GitHub's tables and bare links.
"""

import re
from collections.abc import Iterable, Sequence

from annotations.text.display import visible

LONGEST = 200
"""Characters of a name; what is longer is cut, with an ellipsis."""

_MARKS = re.compile(r"[\\`*_{}\[\]()<>#&~$@^!]|^[-+=.:\"']|(?<=www)\.|:(?=\S)|-(?=-)")
"""Whatever CommonMark or GitHub could take for more than a letter. A pipe is not among them:
readers of tables disagree on its escape, so it becomes an entity."""


def line(text: str, *, at_most: int = LONGEST) -> str:
    """The text as one line in which everything can be seen, and not too much of it."""
    whole = visible(" ".join(text.split()))
    return whole if len(whole) <= at_most else whole[: at_most - 1] + "…"


def literal(text: str, *, at_most: int = LONGEST) -> str:
    """A text so that Markdown shows it as it is, within a line."""
    marked = _MARKS.sub(lambda found: "\\" + found[0], line(text, at_most=at_most))
    return marked.replace("|", "&#124;")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """A table of cells that are Markdown already; the first `words` columns stand to the left."""
    rule = ["---"] * words + ["---:"] * (len(head) - words)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows))
