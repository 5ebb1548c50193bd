"""What is compared when two retellings are: the words, and what is known of them from elsewhere.

Refuses to guess: what is not given is not compared, but for the form, which the quotation marks of
the text tell.
"""

from annotations.claims import Form
from annotations.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One side of a comparison: a sentence, or a stretch of one."""

    text: str
    published: str | None = None
    """When the article appeared, ISO 8601, a day; in its light "last September" is read."""
    speaker: str | None = None
    """Who says it, as the text names them; "" for the article's own voice; None: not known."""
    cue: str | None = None
    """The words that say that it was said, `told`; "" for none; None: not known."""
    form: Form | None = None
    """None: by the quotation marks in `text`."""
