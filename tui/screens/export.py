"""The export screen: chooses what is written, shows what that would be, writes it.

What is written is `annotations.workflow.export`; it and the preview run on threads that are
stopped when something else is chosen. Imported when an export is asked for, not at the start.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from annotations.config import Config
from annotations.errors import ClaimdeskError
from annotations.exporters import Row
from annotations.guideline import Guideline
from annotations.text.display import visible
from tui import exporttext, statustext
from tui import exportwork as work
from tui.exportform import NAMES, Form
from tui.hints import hint_of, hints, hints_of
from tui.keys import Binding, Context, Keymap
from tui.look import Look
from tui.messages import AnnotateRequested, Reported
from tui.page import NOTHING, Effect
from tui.screens import found
from tui.screens.frame import AtWork
from tui.screens.overlay import LAST, OverlayScreen
from tui.widgets.finder import Finder
from tui.widgets.keybar import Hint
from tui.widgets.lines import Line, Lines

CONTEXTS: frozenset[Context] = frozenset({"anywhere", "export", "note", "reader"})


class ExportScreen(OverlayScreen):
    """Where training sets are made."""

    refusals = 0

    def __init__(
        self,
        session: AtWork,
        *,
        config: Config,
        keymap: Keymap,
        guideline: Guideline,
        look: Look,
    ) -> None:
        self.session = session
        self.config = config
        self.form = Form((), Path.cwd())
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
        self.rows: tuple[Row, ...] | None = None
        self.outlook: exporttext.Outlook | None = None
        self.progress: work.Progress | None = None
        self.written: work.Written | None = None
        self.problem = ""
        """Why what is chosen cannot be written; "" when it can."""
        self._asked_to_replace: Path | None = None

    def on_mount(self) -> None:
        """Show what could be exported."""
        self.begin()

    def begin(self) -> None:
        """Begin anew with what is in the database now."""
        self.written = None
        self._asked_to_replace = None
        self.in_thread("annotators", None, work.annotators)
        self.look_ahead()
        self.paint_all()

    @property
    def context(self) -> Context:
        """Where keys are heard now."""
        if self.finder.visible:
            return "note" if self.finder.mode in ("note", "path") else "search"
        return "reader" if self.reading else "export"

    @property
    def contexts(self) -> frozenset[Context]:
        """Where its keys are heard."""
        return CONTEXTS

    def hints(self) -> list[Hint | None]:
        """What the key bar shows."""
        if self.context != "export":
            return hints(self.keymap, self.look, context=self.context, place="body")
        ids = (
            *("cursor.down", "cursor.up", "export.next", "export.previous"),
            *("export.path", "export.write", "quit"),
        )
        last = self.keymap.binding("help")
        found: list[Hint | None] = [*hints_of(self.keymap, self.look, ids)]
        return [*found, *([hint_of(last, self.look)] if last and last.keys else [])]

    # Painting.

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
        """The form, what it would come to, the first rows."""
        self.choices.show(self._form_lines)
        self.choices.scroll_to_line(LAST if self.progress or self.written else 0)
        rows, look = self.rows, self.look
        divided = self.form.split != "none"
        if rows is None:
            self.preview.show(lambda _: [(), ((" reading …", look.dim),)], top=True)
        else:
            self.preview.show(
                lambda width: exporttext.row_lines(rows, look=look, width=width, divided=divided),
                top=True,
            )

    def _form_lines(self, width: int) -> list[Line]:
        look, field = self.look, NAMES[self.field]
        lines = exporttext.form_lines(self.form, field, look=look, width=width, folded=self.narrow)
        if self.problem:
            lines += exporttext.told_lines(self.problem, style=look.warning, width=width)
        elif self.outlook is not None:
            lines += exporttext.outlook_lines(self.outlook, look=look, width=width)
        else:
            lines += [(), ((" counting …", look.dim),)]
        if self.progress is not None:
            done = self.progress
            lines += [(), exporttext.progress_line(done.done, done.of, look=look)]
        if self.written is not None:
            written = self.written
            lines += exporttext.done_lines(
                written.form, written.outlook.rows, look=look, width=width
            )
        return lines

    def set_look(self, look: Look) -> None:
        """Take other colours."""
        self.choices.set_base(look.text)
        self.preview.set_base(look.text, look.line)
        super().set_look(look)

    # Choosing.

    def deed(self, id_: str) -> Callable[[], Effect | None] | None:
        """What an id of the table of keys does here; None: nothing."""
        deed = DEEDS.get(id_)
        return partial(deed, self) if deed else None

    def effect(self, binding: Binding) -> Effect | None:
        """Do what a binding says."""
        deed = self.deed(binding.id)
        return deed() if deed else None

    def move(self, steps: int) -> Effect | None:
        """Go to another field, or move in what covers the form."""
        if self.finder.visible or self.reading:
            return self.move_in_cover(steps)
        self.field = max(0, min(self.field + steps, len(NAMES) - 1))
        return Effect(moved=True)

    def page_by(self, pages: int) -> Effect | None:
        """Scroll the page that is read, or the first rows."""
        if self.reading:
            self.page_in_cover(pages)
        else:
            self.preview.scroll_by(pages * max(1, self.preview.size.height - 2))
        return None

    def step(self, steps: int) -> Effect | None:
        """Take another value in the field."""
        name = NAMES[self.field]
        if name == "destination":
            return self.ask_path()
        form = self.form.stepped(name, steps)
        if form == self.form:
            return Effect(message="there is nothing to choose here")
        return self._take(form)

    def _take(self, form: Form) -> Effect:
        if self.progress is not None:
            return Effect(message="it is being written: cancel that first", warning=True)
        self.form = form
        self.written = None
        self._asked_to_replace = None
        self.look_ahead()
        return Effect(moved=True)

    def ask_path(self) -> Effect | None:
        """Ask for another destination."""
        self.field = NAMES.index("destination")
        return self.ask("path", str(self.form.destination))

    def on_finder_entered(self, event: Finder.Entered) -> None:
        """Take what was typed or chosen."""
        self.leave_finder()
        if event.mode == "path":
            self.show(lambda: self._take(self.form.with_value("destination", event.text)))
        elif event.choice is not None and isinstance(event.choice.target, found.ToAction):
            action = event.choice.target.id
            self.show(lambda: self.do(action))

    # Looking ahead.

    def look_ahead(self) -> None:
        """Read the first rows, then count what would be written."""
        self.rows = self.outlook = None
        self.problem = ""
        form = self.form
        self.in_thread("rows", form, partial(work.first, form=form))
        self.in_thread("outlook", form, partial(work.outlook, form=form, config=self.config))

    # Writing.

    def write(self) -> Effect | None:
        """Write the training set; asked again where something stands there already."""
        if self.progress is not None:
            return Effect(message="it is being written")
        form = self.form
        if self.problem:
            return Effect(message=self.problem, warning=True)
        if form.destination.exists() and self._asked_to_replace != form.destination:
            self._asked_to_replace = form.destination
            return Effect(message="that is there already: once more replaces it", warning=True)
        self._asked_to_replace = None
        self.written = None
        self.progress = work.Progress(0, 1)
        self.in_thread(
            "writing", form, partial(work.written, form=form, config=self.config, tell=self._tell)
        )
        return Effect(moved=True)

    def _tell(self, progress: work.Progress) -> None:
        """Post how far a thread has come."""
        self.post_message(Reported("writing", self.form, progress))

    def cancel(self) -> Effect | None:
        """Leave off whatever was begun: typing, reading, writing."""
        if self.finder.visible:
            self.leave_finder()
        elif self.reading:
            self.leave_page()
        elif self.progress is not None:
            self.workers.cancel_group(self, "writing")
            return Effect(message="stopping …")
        return NOTHING

    def back(self) -> Effect | None:
        """Leave what covers the form, or the screen."""
        if self.finder.visible or self.reading or self.progress is not None:
            return self.cancel()
        return self.go("annotate")

    def go(self, where: str) -> Effect | None:
        """Ask for another screen."""
        self.cancel()
        match where:
            case "review":
                self.post_message(AnnotateRequested("screen.review"))
            case "progress" | "lessons":
                self.post_message(AnnotateRequested(f"screen.{where}"))
            case _:
                self.post_message(AnnotateRequested())
        return None

    # What threads report.

    def on_reported(self, event: Reported) -> None:
        """Show what a thread has found or done."""
        if event.what != "annotators" and event.asked != self.form:
            return  # something else was chosen meanwhile
        match event.answer:
            case ClaimdeskError() as error:
                self._take_error(event.what, error)
            case tuple() as annotators if event.what == "annotators":
                self.form = work.with_annotators(self.form, annotators)
            case work.Preview(rows, None):
                self.rows = rows
            case work.Preview(None, outlook):
                self.outlook = outlook
            case work.Progress() as progress:
                self.progress = progress
            case work.Written() as written:
                self.progress, self.written = None, written
                self.outlook = written.outlook
                self.say("")
            case work.Cancelled():
                self.progress = None
                self.say("stopped: nothing was written, what stood there before is whole")
            case _:
                return
        self.paint_pane()

    def _take_error(self, what: str, error: ClaimdeskError) -> None:
        if what == "writing":
            self.progress = None
            self.say(visible(str(error)), warning=True)
        else:
            self.problem = visible(str(error))
            self.rows = self.rows or ()


DEEDS: Mapping[str, Callable[[ExportScreen], Effect | None]] = {
    "cursor.down": lambda screen: screen.move(1),
    "cursor.up": lambda screen: screen.move(-1),
    "page.down": lambda screen: screen.page_by(1),
    "page.up": lambda screen: screen.page_by(-1),
    "cursor.top": lambda screen: screen.move(-LAST),
    "cursor.bottom": lambda screen: screen.move(LAST),
    "export.next": lambda screen: screen.step(1),
    "export.previous": lambda screen: screen.step(-1),
    "export.path": ExportScreen.ask_path,
    "export.write": ExportScreen.write,
    "help": lambda screen: screen.help(),
    "screen.annotate": lambda screen: screen.go("annotate"),
    "screen.review": lambda screen: screen.go("review"),
    "screen.lessons": lambda screen: screen.go("lessons"),
    "screen.progress": lambda screen: screen.go("progress"),
    "screen.export": lambda screen: screen.cancel(),
    "palette": lambda screen: screen.palette(),
    "theme.next": lambda screen: screen.next_theme(),
    "cancel": ExportScreen.cancel,
    "quit": ExportScreen.back,
    "search.down": lambda screen: screen.move(1),
    "search.up": lambda screen: screen.move(-1),
    "search.open": lambda screen: screen.finder.enter(),
    "note.save": lambda screen: screen.finder.enter(),
}
"""What every id of the table of keys does while exporting."""
