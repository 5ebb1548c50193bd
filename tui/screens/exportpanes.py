"""What the export screen shows: the form, and what it comes to.

Refuses to choose, to read and to write; `export` does.
"""

from pathlib import Path
from threading import Event
from typing import Protocol

from annotations.config import Config
from annotations.guideline import Guideline
from tui import exporttext, statustext
from tui import exportwork as work
from tui.exportform import NAMES, Form
from tui.hints import hint_of, hints, hints_of
from tui.keys import Context, Keymap
from tui.look import Look
from tui.page import Effect
from tui.screens.frame import AtWork
from tui.screens.overlay import OverlayScreen
from tui.widgets.keybar import Hint
from tui.widgets.lines import Line, Lines


class Annotating(AtWork, Protocol):
    """Who exports."""

    annotator: str


class ExportPanes(OverlayScreen):
    """The two panes, and how they are brought up to date."""

    def __init__(
        self,
        session: Annotating,
        *,
        config: Config,
        keymap: Keymap,
        guideline: Guideline,
        look: Look,
    ) -> None:
        self.session: Annotating = session
        self.config = config
        self.form = Form((), _folder())
        self.field = 0
        self.choices = Lines(id="form", base=look.text)
        self.preview = Lines(id="preview", base=look.text, thumb=look.line)
        super().__init__(
            self.choices,
            self.preview,
            keymap=keymap,
            guideline=guideline,
            look=look,
            classes="exporting",
        )
        self.ahead: work.Ahead | None = None
        """What the form comes to, as far as it is known."""
        self.problems: dict[str, str] = {}
        """What thread → why what is chosen cannot be written."""
        self.progress: work.Progress | None = None
        self.written: work.Written | None = None
        self.asked_to_replace = False
        """Whether the next thing may be to write over what stands there."""
        self.stop = Event()
        """Set to have the export on its way left off."""

    @property
    def writing(self) -> bool:
        """Whether an export is on its way."""
        return self.progress is not None

    @property
    def context(self) -> Context:
        """Where keys are heard now."""
        if self.finder.visible:
            return "note" if self.finder.mode in ("note", "path") else "search"
        return "reader" if self.reading else "export"

    def hints(self) -> list[Hint | None]:
        """What the key bar shows."""
        if self.context != "export":
            return hints(self.keymap, self.look, context=self.context, place="body")
        ids = (
            *(("export.copy", "export.copy_path") if self.written else ()),
            *("cursor.down", "cursor.up", "export.next", "export.previous"),
            *("export.path", "export.write", "quit"),
        )
        last = self.keymap.binding("help")
        found: list[Hint | None] = [*hints_of(self.keymap, self.look, ids)]
        return [*found, *([hint_of(last, self.look)] if last and last.keys else [])]

    def show_effect(self, effect: Effect) -> None:
        """Paint what an action changed."""
        if effect.moved or effect.opened:
            self.paint_pane()
        self.say(effect.message, warning=effect.warning)

    def paint_header(self) -> None:
        """Where we are; nothing is saved here."""
        look = self.look
        who, progress, saving = self.header
        who.show(lambda _: [((" export", look.key),)])
        progress.show(lambda _: [()])
        status = statustext.Saving(unsaved=self.session.unsaved, failing=False, busy=False)
        saving.show(
            lambda width: [statustext.saving(status, look=look, width=width, folded=self.narrow)]
        )

    def paint_saving(self) -> None:
        """Nothing is saved here."""

    def paint_pane(self) -> None:
        """The form, and what it comes to."""
        self.choices.show(self._form_lines)
        lines = self._form_lines(self.choices.size.width)
        last = next((n for n, line in enumerate(lines, 1) if line and line[0][0] == "▌"), 0)
        self.choices.scroll_to_line(max(0, last - self.choices.size.height))
        self.preview.show(self._preview_lines)

    def _form_lines(self, width: int) -> list[Line]:
        field = NAMES[self.field]
        return exporttext.form_lines(
            self.form, field, look=self.look, width=width, folded=self.narrow
        )

    def _preview_lines(self, width: int) -> list[Line]:
        """How far an export is or where it went, what goes in, the first rows."""
        look, ahead, written = self.look, self.ahead, self.written
        lines: list[Line] = []
        for problem in self.problems.values():
            lines += exporttext.told_lines(problem, style=look.warning, width=width)
        if self.progress is not None:
            at = self.progress
            lines += [
                (),
                exporttext.progress_line(at.done, at.of, look=look, dividing=at.dividing),
            ]
        elif written is not None:
            lines += exporttext.done_lines(written.form, written.rows, look=look, width=width)
        if ahead is not None and ahead.outlook is not None:
            lines += exporttext.outlook_lines(ahead.outlook, look=look, width=width)
            if not ahead.outlook.rows:
                lines += exporttext.told_lines(self._empty(), style=look.dim, width=width)
        elif not self.writing and "ahead" not in self.problems:
            lines += [(), ((" counting …", look.dim),)]
        if ahead is not None:
            looking, waiting = self.session.annotator, ahead.waiting
            lines += exporttext.row_lines(
                ahead.rows, look=look, width=width, looking=looking, waiting=waiting
            )
        return lines

    def _empty(self) -> str:
        annotate = self.keymap.binding("screen.annotate")
        how = f": {annotate.shown} goes to the articles" if annotate and annotate.keys else ""
        return f"There is no label yet that could go in{how}."

    def set_look(self, look: Look) -> None:
        """Take other colours."""
        self.choices.set_base(look.text)
        self.preview.set_base(look.text, look.line)
        super().set_look(look)


def _folder() -> Path:
    """The folder that the program was started in; home, where that is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()
