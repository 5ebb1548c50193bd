"""What the annotation screen ought to do, in plain Python: labels, undo, and what keys mean.

Written from docs/keys.md, as a person would tell it, on lists of states.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from deskplace import ELSEWHERE, Gesture, Seen, Step, Where, Whereabouts

from annotations.model import CHANGED, LabelState, Suggestion
from tui.keys import Binding


class Desk(Whereabouts):
    """The screen, and all that one annotator has said."""

    # What happens.

    def start(self) -> None:
        """The app is opened anew: nothing begun, nothing to repeat; undo and redo are kept."""
        self.begun, self.count, self.last, self.last_at = None, "", None, None
        self.armed = self.choosing = self.warned = self.away = self.ended = False
        self.finder, self.page, self.pane, self.queue = "", "", "body", "unlabelled"
        self.dismissed.clear()
        self.row = self.open
        for gesture in (*self.done, *self.undone):
            gesture.accepted_at = None

    def key(self, key: str, binding: Binding | None, *, counting: bool, seen: Seen) -> None:
        """A key, with what it is bound to in the context; `counting`: it is a digit of a count."""
        self.loose.clear()
        armed, self.armed = self.armed, False
        if self.page == "welcome":
            self.page = ""
        elif counting:
            self.count = (self.count + key)[-4:]
        elif binding is not None:
            self.act(binding, seen, armed=armed)
        else:
            self.choosing = False

    def act(self, binding: Binding, seen: Seen, *, armed: bool = False) -> None:
        """Do what a key is bound to; it uses up the count, and no flag is waited for any more."""
        if self.context == "annotate" and binding.id not in {"palette", "screen.review"}:
            self.warned = False
        self.do(binding, seen, armed=armed)
        self.count = ""

    def do(self, binding: Binding, seen: Seen, *, armed: bool = False) -> None:
        choosing, self.choosing = self.choosing, False
        if binding.verb == "action":
            if binding.id in {"cancel", "quit"} and choosing and not self.finder:
                return
            deeds = self._deeds(seen, armed=armed)
            if binding.id in deeds:
                deeds[binding.id]()
            return
        if self.pane != "body" or binding.verb == "flag":
            self._to("body")
        if binding.verb == "primary":
            self.label(binding.argument, None, seen)
        elif binding.verb == "secondary":
            self.secondary(binding.argument, seen)
        elif binding.verb == "flag":
            self.flag(binding.argument)
        elif binding.verb == "combination":
            pair = next(one for one in self.config.combinations if one.key == binding.argument)
            self.label(pair.label, pair.secondary, seen)

    def _deeds(self, seen: Seen, *, armed: bool) -> Mapping[str, Callable[[], object]]:
        return {
            "label.repeat": lambda: self.repeat(seen),
            "label.clear": lambda: self.clear(seen),
            "label.to_end": lambda: self.to_end(seen),
            "suggestion.all": lambda: self.accept_all(seen, armed=armed),
            "suggestion.region": lambda: self.accept_region(seen),
            "suggestion.dismiss": lambda: self.dismiss(seen),
            "range.start": self.range,
            "flag": self.choose_flag,
            "note": partial(self._find, "note"),
            "search": partial(self._find, "search"),
            "palette": partial(self._find, "palette"),
            "search.open": lambda: self.enter(seen),
            "note.save": lambda: self.enter(seen),
            "cursor.down": lambda: self.move(1, seen),
            "cursor.up": lambda: self.move(-1, seen),
            "cursor.top": lambda: self.edge(0, seen),
            "cursor.bottom": lambda: self.edge(10**9, seen),
            "page.down": self.page_by,
            "page.up": self.page_by,
            "article.next": lambda: self.neighbour(1, seen),
            "article.previous": lambda: self.neighbour(-1, seen),
            "article.open": lambda: self.open_or_accept(seen),
            "queue.next": self.onward,
            "next.sent_back": self.next_sent_back,
            **{
                f"queue.{name}": partial(setattr, self, "queue", name)
                for name in ("unlabelled", "uncertain", "disagreeing", "flagged", "sent_back")
            },
            "undo": self.undo,
            "redo": self.redo,
            "pane.next": lambda: self.next_pane(1, seen),
            "pane.previous": lambda: self.next_pane(-1, seen),
            "help": partial(self.cover, "help"),
            "screen.progress": partial(self.cover, "progress"),
            "welcome": partial(self.cover, "welcome"),
            "screen.annotate": self.annotate,
            "screen.review": lambda: self.review(seen),
            **{id_: partial(self.loose.add, "away") for id_ in ELSEWHERE - {"screen.review"}},
            "cancel": self.cancel,
            "quit": self.quit,
        }

    # Labels.

    def targets(self) -> range:
        """What the next label goes to: the range, or as many as the count says."""
        if self.begun is not None:
            self.count = ""
            return range(min(self.begun, self.cursor), max(self.begun, self.cursor) + 1)
        return range(self.cursor, min(self.cursor + self.take_count(), len(self.states)))

    def label(self, name: str, secondary: str | None, seen: Seen) -> None:
        self._label(self.targets(), name, secondary, seen)

    def _label(self, targets: range, name: str, secondary: str | None, seen: Seen) -> None:
        if not targets:
            return
        after = {}
        for index in targets:
            state = self.states[index]
            kept = state.secondary if state.label == name and secondary is None else secondary
            flags = tuple(flag for flag in state.flags if flag != CHANGED)
            after[index] = LabelState(name, kept, flags, state.note)
        self._gesture(after, again=seen.sent_back)
        self.begun = None
        self._note_last(targets[-1])
        self._advance(targets[-1])

    def _note_last(self, index: int) -> None:
        self.last, self.last_at = self.states[index], (self.open, index)

    def repeat(self, seen: Seen) -> None:
        if self.last is not None and self.last.label is not None:
            self.label(self.last.label, self.last.secondary, seen)

    def to_end(self, seen: Seen) -> None:
        if self.config.boilerplate is None:
            return
        self.begun = None
        targets = range(self.cursor, len(self.states))
        self._label(targets, self.config.boilerplate.name, None, seen)

    def secondary(self, name: str, seen: Seen) -> None:
        """On what has a label; where nothing has, on what was labelled last, in this article."""
        targets: Sequence[int] = self.targets()
        if all(self.states[index].label is None for index in targets):
            if self.last_at is None or self.last_at[0] != self.open:
                return
            targets = [self.last_at[1]]
            if self.states[targets[0]].label is None:
                return
        labelled = [index for index in targets if self.states[index].label is not None]
        if any(self.states[index].label == name for index in labelled):
            return
        off = all(self.states[index].secondary == name for index in labelled)
        after = {
            index: replace(self.states[index], secondary=None if off else name)
            for index in labelled
        }
        again = seen.sent_back & {(self.open, index) for index in targets}
        self._gesture({**{index: self.states[index] for index in targets}, **after}, again=again)
        self.begun = None
        if self.last_at is not None and self.last_at[0] == self.open and self.last_at[1] in targets:
            self._note_last(self.last_at[1])

    def clear(self, seen: Seen) -> None:
        after = {
            index: replace(self.states[index], label=None, secondary=None)
            for index in self.targets()
        }
        self._gesture(after, again=seen.sent_back)
        self.begun = None

    def choose_flag(self) -> None:
        self.choosing = bool(self.states and self.config.flags)

    def flag(self, name: str) -> None:
        if self.states:
            flags = tuple(sorted({*self.states[self.cursor].flags} ^ {name}))
            self._gesture({self.cursor: replace(self.states[self.cursor], flags=flags)})

    def note(self, text: str) -> None:
        if self.states:
            self._gesture({self.cursor: replace(self.states[self.cursor], note=text.strip())})

    def _gesture(
        self, after: Mapping[int, LabelState], *, again: Iterable[Where] = frozenset()
    ) -> None:
        """One step of undo; `again`: sent-back sentences, where the same once more is an answer."""
        steps = [
            Step((self.open, index), self.states[index], state)
            for index, state in sorted(after.items())
            if state != self.states[index] or (self.open, index) in again
        ]
        if steps:
            self._set(steps)
            self.done.append(Gesture(steps))
            self.undone.clear()

    def _set(self, steps: Iterable[Step]) -> None:
        for (article, index), before, after in steps:
            self.articles[article][index] = after
            same = (before.label, before.secondary) == (after.label, after.secondary)
            if not same or before == after:
                self.sent_back.discard((article, index))

    def undo(self) -> None:
        if self.done:
            gesture = self.done.pop()
            self.undone.append(gesture)
            self._set([Step(where, after, before) for where, before, after in gesture.steps])
            self._be_at(gesture.accepted_at or min(step.where for step in gesture.steps))

    def redo(self) -> None:
        if self.undone:
            gesture = self.undone.pop()
            self.done.append(gesture)
            self._set(gesture.steps)
            self._be_at(min(step.where for step in gesture.steps))

    def _be_at(self, where: Where) -> None:
        self.jump(where)
        self.begun = None

    # Suggestions.

    def _chosen(self, seen: Seen, targets: Iterable[int]) -> dict[int, Suggestion]:
        return {
            index: ghost
            for index in targets
            if index < len(seen.ghosts) and (ghost := seen.ghosts[index]) is not None
        }

    def _take(self, chosen: Mapping[int, Suggestion], last: int) -> None:
        moves = self.cursor in chosen or self.begun is not None
        after = {}
        for index, ghost in chosen.items():
            state = self.states[index]
            flags = tuple(flag for flag in state.flags if flag != CHANGED)
            after[index] = LabelState(ghost.label, ghost.secondary, flags, state.note)
        here = self.open, self.cursor
        self._gesture(after)
        self.done[-1].accepted_at = here
        self._note_last(max(chosen))
        self.begun = None
        if moves:
            self._advance(last)

    def open_or_accept(self, seen: Seen) -> None:
        if self.page or self.pane == "pane":
            return
        if self.pane == "articles":
            row = self.row
            self._to("body")
            if row != self.open:
                self.show(row, None)
            return
        alone = self.begun is None and not self.count
        targets = self.targets()
        chosen = self._chosen(seen, targets)
        if alone and seen.doubt is not None:
            chosen = {self.cursor: seen.doubt}
        if chosen:
            self._take(chosen, targets[-1])

    def accept_all(self, seen: Seen, *, armed: bool) -> None:
        least = self.config.suggest.accept / 100
        found = self._chosen(seen, range(len(self.states)))
        chosen = {index: ghost for index, ghost in found.items() if ghost.score >= least}
        if chosen and armed:
            self._take(chosen, self.cursor)
        else:
            self.armed = bool(chosen)

    def accept_region(self, seen: Seen) -> None:
        label = self.config.boilerplate
        if label is None or not any(seen.ghosts):
            return

        def fits(index: int) -> bool:
            ghost = seen.ghosts[index]
            return label.name == (self.states[index].label if ghost is None else ghost.label)

        start = stop = self.cursor
        while start > 0 and fits(start - 1):
            start -= 1
        while stop < len(self.states) and fits(stop):
            stop += 1
        if stop > self.cursor and (chosen := self._chosen(seen, range(start, stop))):
            self._take(chosen, stop - 1)

    def dismiss(self, seen: Seen) -> None:
        alone = self.begun is None and not self.count
        chosen = self._chosen(seen, self.targets())
        if alone and seen.doubt is not None:
            chosen = {self.cursor: seen.doubt}
        self.dismissed |= {(self.open, index) for index in chosen}

    def enter(self, seen: Seen) -> None:
        """Take what was typed or found."""
        finder, self.finder = self.finder, ""
        if finder == "note":
            self.note(seen.typed)
        elif seen.chosen is not None:
            self.page = ""
            if isinstance(seen.chosen, tuple):
                self._to("body")
                self.jump(seen.chosen)
            elif isinstance(seen.chosen, int):
                self._to("body")
                self.show(seen.chosen, None)
            else:
                self.do(seen.chosen, seen)
