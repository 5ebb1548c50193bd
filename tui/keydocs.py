"""The page `docs/keys.md`, written from the table of keys."""

import textwrap

from annotations.config import Config
from tui.keynames import shown
from tui.keys import COUNT_HELP, FIRST, Binding, Keymap, resolve
from tui.keytable import Group


def as_markdown(config: Config) -> str:
    """Write the keys of a configuration as the page `docs/keys.md`."""
    keymap = resolve(config)
    groups = dict.fromkeys(binding.group for binding in keymap.bindings)
    parts = [_HEAD, *(_group_table(group, keymap) for group in groups)]
    return "\n\n".join(parts) + "\n"


_HEAD = f"""# Keys

Every key can be changed: by the id of its action under `keys` in the configuration, those of
labels, combinations, flags and reasons under `labels`, `combinations`, `flags` and `reasons`.

{textwrap.fill(COUNT_HELP, 99)}

## Labels on letters that are taken

A label of your own may want a letter that an action has, or its capital: `d`, `y` and `Z`, say. No
two share a key in one place, so the program does not start then, and tells what to add for the
label to have it. For labels with the letters `d` and `y` that is:

```yaml
keys:
  suggestion.dismiss: [ctrl+d]
  suggestion.all: [ctrl+y]
  copy: ["-"]
  review.first: [ctrl+y]
  review.second: ["-"]
```

A label with `secondary: false` leaves its capital alone."""


def _group_table(group: Group, keymap: Keymap) -> str:
    rows = [
        f"| {_cell(binding, keymap)} | {_escaped(binding.help)} | `{_escaped(binding.id)}` |"
        for binding in keymap.bindings
        if binding.group == group
    ]
    return "\n".join([f"## {group}", "", "| keys | does | id |", "|---|---|---|", *rows])


def _cell(binding: Binding, keymap: Keymap) -> str:
    keys = " ".join(_code(shown(key)) for key in binding.keys) or "–"
    first = keymap.binding(FIRST.get(binding.verb, ""))
    return f"{_cell(first, keymap)} then {keys}" if first else keys


def _code(key: str) -> str:
    return "`` ` ``" if key == "`" else f"`{_escaped(key)}`"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
