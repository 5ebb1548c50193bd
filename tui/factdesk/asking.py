"""How views ask for words without losing any: what is refused can be mended, not typed again.

Refuses to know what is asked for.
"""

from annotations.errors import ClaimRefused
from annotations.text.display import visible
from tui.factdesk.view import Answered, Desk
from tui.keys import Keymap
from tui.page import Effect


def ask(desk: Desk, prompt: str, text: str, take: Answered, *, about: str = "") -> Effect:
    """Have a line typed; one that `take` refuses is asked for again as it was typed.

    `about`: which part of the claim, where the same is asked about several.
    """

    def answered(typed: str) -> Effect | None:
        try:
            return take(typed)
        except ClaimRefused as error:
            ask(desk, prompt, typed, take, about=about)
            return Effect(message=visible(str(error)), warning=True)

    return desk.ask_line(prompt, text, answered, about=about)


def unchanged(typed: str, was: str) -> bool:
    """Whether a text was left as it is: it stands in the line without what acts on a terminal."""
    return typed in (was, visible(was))


def key_of(keymap: Keymap, id_: str) -> str:
    """The first key of an action, as people know it."""
    binding = keymap.binding(id_)
    return binding.shown.split(" ")[0] if binding and binding.keys else "the palette"
