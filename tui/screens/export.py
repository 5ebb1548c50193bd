"""The export screen: chooses what is written, shows what that would be, writes it.

What is written is `annotations.workflow.export`; it and the dry run that is shown before run on
threads. An export goes on while something else is done. Imported when an export is asked for, not
at the start.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from threading import Event

from annotations.errors import ClaimdeskError
from annotations.text.display import visible
from tui import exportwork as work
from tui.exportform import NAMES, Form
from tui.keys import Binding, Context
from tui.messages import AnnotateRequested, ExportReported, Reported
from tui.page import NOTHING, Effect
from tui.screens import found
from tui.screens.exportpanes import ExportPanes
from tui.screens.overlay import LAST
from tui.widgets.finder import Finder

CONTEXTS: frozenset[Context] = frozenset({"anywhere", "export", "note", "reader"})


class ExportScreen(ExportPanes):
    """Where training sets are made."""

    refusals = 0

    def on_mount(self) -> None:
        """Show what could be exported."""
        self.begin()

    def begin(self) -> None:
        """Begin anew with what is in the database now; an export that goes on is left alone."""
        self.asked_to_replace = False
        self.in_thread("annotators", None, work.annotators)
        if not self.writing:
            self.look_ahead()
        self.paint_all()

    def objects(self) -> bool:
        """Say what leaving the program would lose; whether that was not said before."""
        if not self.writing or self.leaving:
            return False
        self.leaving = True
        told = "an export is being written: quitting again stops it"
        self.post_message(ExportReported(told, warning=True))
        return True

    @property
    def contexts(self) -> frozenset[Context]:
        """Where its keys are heard."""
        return CONTEXTS

    # Choosing.

    def deed(self, id_: str) -> Callable[[], Effect | None] | None:
        """What an id of the table of keys does here; None: nothing."""
        deed = DEEDS.get(id_)
        return partial(deed, self) if deed else None

    def effect(self, binding: Binding) -> Effect | None:
        """Do what a binding says."""
        if binding.id != "export.write":
            self.asked_to_replace = False
        deed = self.deed(binding.id)
        return deed() if deed else None

    def move(self, steps: int) -> Effect | None:
        """Go to another field, or move in what covers the form."""
        if self.finder.visible or self.reading:
            return self.move_in_cover(steps)
        self.field = max(0, min(self.field + steps, len(NAMES) - 1))
        return Effect(moved=True)

    def page_by(self, pages: int) -> Effect | None:
        """Scroll the page that is read, or what the form comes to."""
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
        if self.writing:
            return Effect(message="it is being written: cancel that first", warning=True)
        if form.wherever == self.form.wherever:
            self.form = form
            self._look_at_the_place()
        else:
            self.form = form
            self.look_ahead()
        self.written = None
        self.preview.scroll_to_line(0)
        self.paint_keys()
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

    def copy(self) -> Effect:
        """Put the line of Python that loads what is written on the clipboard."""
        return self._copied(self.form.loads) if self.form.loads else self.copy_path()

    def copy_path(self) -> Effect:
        """Put where the export goes on the clipboard."""
        path = str(self.form.destination)
        return self._copied(path.encode(errors="replace").decode())

    def _copied(self, text: str) -> Effect:
        self.app.copy_to_clipboard(text)
        return Effect(message=f"copied, if your terminal lets programs: {visible(text)}")

    # Looking ahead.

    def look_ahead(self) -> None:
        """Count what would be written, and read the first rows."""
        form, looking = self.form.wherever, self.session.annotator
        self.ahead = None
        self.problems.pop("ahead", None)

        def tell(ahead: work.Ahead) -> None:
            self.post_message(Reported("ahead", form, ahead))

        self.in_thread(
            "ahead",
            form,
            partial(work.ahead, form=self.form, config=self.config, looking=looking, tell=tell),
        )
        self._look_at_the_place()

    def _look_at_the_place(self) -> None:
        """Look whether it can go where it is to go."""
        self.problems.pop("fits", None)
        self.in_thread("fits", self.form, partial(work.fits, form=self.form))

    # Writing.

    def write(self) -> Effect | None:
        """Write the training set; asked again where something stands there already."""
        if self.writing:
            return Effect(message="it is being written")
        if self.ahead and self.ahead.outlook and not self.ahead.outlook.rows:
            return Effect(message="nothing goes in: there is nothing to write", warning=True)
        form, self.stop = self.form, Event()
        self.progress, self.written, self.leaving = work.Progress(0, 1), None, False
        self.workers.cancel_group(self, "ahead")  # what is written is counted, too
        self.preview.scroll_to_line(0)

        def tell(progress: work.Progress) -> None:
            self.post_message(Reported("writing", form, progress))

        self.in_thread(
            "writing",
            form,
            partial(
                work.written,
                form=form,
                config=self.config,
                looking=self.session.annotator,
                replacing=self.asked_to_replace,
                stop=self.stop,
                tell=tell,
            ),
        )
        self.asked_to_replace = False
        return Effect(moved=True)

    def cancel(self) -> Effect | None:
        """Leave off whatever was begun: typing, reading, writing."""
        if self.finder.visible:
            self.leave_finder()
        elif self.reading:
            self.leave_page()
        elif self.writing:
            self.stop.set()
            return Effect(message="stopping …")
        return NOTHING

    def back(self) -> Effect | None:
        """Leave what covers the form, or the screen."""
        if self.finder.visible or self.reading or self.writing:
            return self.cancel()
        return self.go("annotate")

    def go(self, where: str) -> Effect | None:
        """Ask for another screen; an export that is being written goes on."""
        if self.finder.visible:
            self.leave_finder()
        if self.reading:
            self.leave_page()
        if not self.writing:
            self.written = None
        match where:
            case "review":
                self.post_message(AnnotateRequested("screen.review"))
            case "progress" | "lessons" | "claims":
                self.post_message(AnnotateRequested(f"screen.{where}"))
            case _:
                self.post_message(AnnotateRequested())
        return None

    # What threads report.

    def on_reported(self, event: Reported) -> None:
        """Show what a thread has found or done."""
        asked = {"annotators": None, "ahead": self.form.wherever}.get(event.what, self.form)
        if event.asked != asked:
            return  # something else was chosen meanwhile
        match event.answer:
            case ClaimdeskError() as error:
                self._take_error(event.what, visible(str(error)))
            case tuple() as annotators if event.what == "annotators":
                self.form = replace(self.form, annotators=annotators)
            case work.Ahead() as ahead:
                self.ahead = ahead
            case work.Progress() as progress:
                self.progress = progress
            case work.Written() | work.StandsThere() | work.Cancelled() as end:
                self._take_end(end)
            case _:
                return
        self.paint_pane()
        self.paint_keys()

    def _take_end(self, end: work.Written | work.StandsThere | work.Cancelled) -> None:
        match end:
            case work.Written(form, ahead, rows):
                self.progress, self.written, self.ahead = None, end, ahead
                self.problems.clear()
                told = f"wrote {rows:,} rows to {visible(str(form.destination))}"
                self._report("" if self.is_current else told)
            case work.StandsThere():
                self._leave_off()
                self.asked_to_replace = True
                self._report("that is there already: once more replaces it", warning=True)
            case work.Cancelled():
                self._leave_off()
                self._report("stopped: nothing was written, what stood there before is whole")

    def _take_error(self, what: str, error: str) -> None:
        if what == "writing":
            self._leave_off()
            self._report(error, warning=True)
        else:
            self.problems[what] = error

    def _leave_off(self) -> None:
        """Go on as before, since nothing was written."""
        self.progress = None
        if self.ahead is None or self.ahead.outlook is None:
            self.look_ahead()

    def _report(self, text: str, *, warning: bool = False) -> None:
        """Say how an export has ended, here or to whoever does something else meanwhile."""
        if self.is_current:
            self.say(text, warning=warning)
        else:
            self.post_message(ExportReported(f"export: {text}", warning=warning))


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
    "export.copy": ExportScreen.copy,
    "export.copy_path": ExportScreen.copy_path,
    "help": lambda screen: screen.help(),
    "screen.annotate": lambda screen: screen.go("annotate"),
    "screen.review": lambda screen: screen.go("review"),
    "screen.lessons": lambda screen: screen.go("lessons"),
    "screen.progress": lambda screen: screen.go("progress"),
    "screen.claims": lambda screen: screen.go("claims"),
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
