"""What all screens hear and open in the same way: keys, pages to read, palette, notes, threads.

What may take long is read by a thread with a connection of its own, which posts one fact.
Refuses to know what a key means on a screen: that is its table of deeds.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from time import sleep

from textual import events
from textual.worker import get_current_worker

from annotations.errors import ClaimdeskError
from annotations.store import Store
from tui import helptext
from tui.keys import Binding, Context
from tui.messages import LeaveRequested, Reported, ThemeRequested
from tui.page import NOTHING, Effect
from tui.screens import found
from tui.screens.frame import FrameScreen
from tui.themes import PALETTES
from tui.widgets.finder import LINES, Finder, Mode
from tui.widgets.keybar import KeyBar
from tui.widgets.lines import Build

PROMPTS: Mapping[Mode, str] = {
    "search": "search articles and sentences",
    "palette": "what do you want to do?",
    "note": "note on this sentence",
    "queue": "what do you want to review?",
    "accept": "what do you want to accept?",
    "path": "where shall it go?",
    "line": "type it",
    "choose": "which one?",
}

_Task = tuple[object, Callable[[Store], object]]
"""What was asked, and how it is read."""

LAST = 1_000_000_000
"""Behind every line there can be."""


class OverlayScreen(FrameScreen):
    """Hears keys, and covers the panes with what was asked for."""

    page_name = ""
    """What the reader shows: help, welcome, progress, agreement; "" for nothing."""
    leaving = False
    """Leaving was asked for while something is not saved; once more leaves without it."""

    # What a screen says.

    @property
    def contexts(self) -> frozenset[Context]:
        """Where its keys are heard: what its help and palette tell of."""
        raise NotImplementedError

    def effect(self, binding: Binding) -> Effect | None:
        """Do what a binding says here."""
        raise NotImplementedError

    def deed(self, id_: str) -> Callable[[], Effect | None] | None:
        """What an id of the table of keys does here; None: nothing."""
        raise NotImplementedError

    def cancel(self) -> Effect | None:
        """Leave off whatever was begun."""
        raise NotImplementedError

    def counted(self, key: str) -> bool:
        """Take a digit of a count; whether it was one."""
        return False

    def wait_no_more(self) -> None:
        """Forget what a key was waited for."""

    # Keys.

    def do(self, id_: str) -> Effect | None:
        """Do what an id of the table of keys, or of the palette, says."""
        deed = self.deed(id_)
        if deed is not None:
            return deed()
        if id_.startswith("theme."):
            self.post_message(ThemeRequested(id_.removeprefix("theme.")))
            return None
        binding = self.keymap.binding(id_)
        return self.effect(binding) if binding else None

    def on_key(self, event: events.Key) -> None:
        """Do what the key means here."""
        context = self.context
        binding = self.keymap.hear(event.key, context)
        if self.page_name == "welcome":
            self.leave_page()
        elif self.counted(event.key):
            self.paint_header()
        elif binding is not None:
            self.act(binding)
        elif context in ("flag", "reason", "send"):
            self.show(self.cancel)
        elif context in ("annotate", "review") and event.key == "ctrl+c":
            self.say(self._how_to_leave())
        elif self.finder.visible and event.is_printable and event.character:
            self.finder.insert(event.character)  # typed before the line had the keys
        else:
            return
        event.stop()
        event.prevent_default()

    def _how_to_leave(self) -> str:
        leave = self.keymap.binding("quit")
        return f"{leave.shown.split(' ')[0]} quits; all is saved as you go" if leave else ""

    def act(self, binding: Binding) -> None:
        """Do what a binding says, and show what that changed."""
        self.leaving = self.leaving and binding.id == "quit"
        self.show(lambda: self.effect(binding))

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """Do what the key would."""
        self.act(event.binding)

    def next_theme(self) -> None:
        """Ask for other colours."""
        self.post_message(ThemeRequested(None))

    def leave(self) -> None:
        """Ask to leave the program."""
        self.post_message(LeaveRequested(anyway=self.leaving))

    def ask_again(self, n: int) -> None:
        """Say that leaving now would lose so many changes."""
        self.leaving = True
        what = "1 unsaved change" if n == 1 else f"{n} unsaved changes"
        self.say(f"quitting again loses {what}; stay, and saving is tried again", warning=True)

    # Pages to read.

    def open_page(self, name: str, build: Build) -> None:
        """Cover the panes with a page; a note that is being written stays."""
        if self.finder.visible and self.finder.mode not in LINES:
            self.leave_finder()
        self.page_name = name
        self.read(build)

    def leave_page(self) -> None:
        """Go back to the panes."""
        self.page_name = ""
        self.leave_reading()

    def help(self) -> None:
        """Show all keys of this screen, or leave them."""
        if self.page_name == "help":
            self.leave_page()
        else:
            self.open_page(
                "help",
                lambda width: helptext.help_lines(
                    self.keymap, self.contexts, look=self.look, width=width
                ),
            )

    # The finder.

    def palette(self) -> Effect:
        """Ask which action is wanted."""
        effect = self.ask("palette")
        self.find_actions("")
        return effect

    def ask(self, mode: Mode, text: str = "") -> Effect:
        """Open the finder for one purpose."""
        self.finder.begin(mode, prompt=PROMPTS[mode], text=text)
        self.paint_keys()
        return Effect(message=self.asked(mode))

    def leave_finder(self) -> None:
        """Hide the finder."""
        self.finder.end()
        self.paint_keys()

    def asked(self, mode: Mode) -> str:
        """What the finder asks, and the keys that answer."""
        return f"{PROMPTS[mode]} · {self._typing_keys(mode)}"

    def _typing_keys(self, mode: Mode) -> str:
        ids = ("note.save",) if mode in LINES else ("search.down", "search.up", "search.open")
        words = {"note.save": "saves", "search.open": "opens", "cancel": "cancels"}
        bindings = [self.keymap.binding(id_) for id_ in (*ids, "cancel")]
        return "  ".join(
            f"{binding.shown.split(' ')[0]} {words.get(binding.id, '')}".strip()
            for binding in bindings
            if binding and binding.keys
        )

    def on_finder_typed(self, event: Finder.Typed) -> None:
        """Look for what was typed."""
        if event.mode == "palette":
            self.find_actions(event.text)

    def find_actions(self, typed: str) -> None:
        """Show the actions whose words fit."""
        extra = [
            found.Action("welcome", "welcome page: what the labels mean, first keys", ""),
            *(found.Action(f"theme.{name}", f"theme: {name}", "") for name in PALETTES),
        ]
        known = [action for action in extra if self.knows(action.id)]
        actions = found.actions_of(self.keymap, self.contexts, known)
        self.finder.choices.show(found.palette_choices(typed, actions, self.look))

    def knows(self, id_: str) -> bool:
        """Whether an action that is no key's can be done here."""
        return id_.startswith("theme.")

    # Moving in what covers the panes.

    def move_in_cover(self, steps: int) -> Effect | None:
        """Move in the finder or the page; only where one of them is there."""
        if self.finder.visible:
            self.finder.choices.move_cursor(self.finder.choices.cursor + steps)
            return Effect(message=self.said)
        self.reader.scroll_by(steps)
        return NOTHING

    def page_in_cover(self, pages: int) -> None:
        """Scroll the page that is read."""
        self.reader.scroll_by(pages * max(1, self.reader.size.height - 2))

    # Threads.

    @cached_property
    def _waiting(self) -> dict[str, list[_Task]]:
        """By its purpose, what the last thread for it is to read; empty once it has begun."""
        return {}

    @cached_property
    def _broken_off_by_newer(self) -> dict[str, Store]:
        """By its purpose, what the last thread for it reads from, or has read from."""
        return {}

    def in_thread(
        self, what: str, asked: object, read: Callable[[Store], object], *, after: float = 0.0
    ) -> None:
        """Read something by a thread; what it gives, or what failed, comes as `Reported`.

        `after`: seconds in which the same may be asked anew; then this is never read, and what is
        asked anew later still breaks it off.

        A worker of Textual's is let go of only by the garbage collector, now and then. What it
        is to read with (articles at hand, a visit) is taken from it when it begins.
        """
        path = self.session.path
        self._waiting.pop(what, []).clear()  # it has not begun, perhaps
        waiting = self._waiting[what] = [(asked, read)]
        outdated = self._broken_off_by_newer.pop(what, None)

        def work() -> None:
            if waiting:
                sleep(after)
            try:
                asked, read = waiting.pop()
            except IndexError:
                return  # something newer was asked before this had begun
            if get_current_worker().is_cancelled:
                return
            try:
                with Store(path, checked=True) as store, store.told():
                    if after:
                        self._broken_off_by_newer[what] = store
                    answer: object = read(store)
            except ClaimdeskError as error:
                if after and get_current_worker().is_cancelled:
                    return
                answer = error
            self.post_message(Reported(what, asked, answer))

        self.run_worker(work, thread=True, group=what, exclusive=True)
        if outdated is not None:
            outdated.interrupt()
