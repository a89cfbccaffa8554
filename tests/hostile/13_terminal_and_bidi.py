"""Escape codes that rename the terminal's window or clear it, and text that reads backwards. Nothing of it acts."""

import nbformat

_CODES = "\x1b]0;owned\x07\x1b[2J\x1b[8m\x9b31m\x1bP+q\x1b\\"
_TURNED = "\u202eoot\u2066 \u2069\u200f"


def hand_in(folder, notebook):
    by_id = {cell.id: cell for cell in notebook.cells}
    by_id["h-value"].source = f"value = 7 / 16\nprint({_CODES + _TURNED!r}, 'attack: printed')  # {_TURNED}"
    by_id["h-double"].source += f"\nraise ValueError({_CODES + _TURNED!r})"
    by_id["h-why"].source = f"Attack: {_CODES}{_TURNED}"
    # The names of these reach the summary in the terminal, too.
    nbformat.write(notebook, folder / "ex01_hostile.ipynb")
    nbformat.write(notebook, folder / f"{_CODES.replace('/', '')}{_TURNED}.ipynb")
    (folder / "link\x1b[2J").symlink_to("/etc/passwd")


PRINTS = {"value": "attack: printed", "double": "ValueError"}
NOTES = ["is a link", "was not graded"]
ABSENT = [
    "\x1b]",
    "\x1b[2J",
    "\x1b[8m",
    "\x9b",
    "\x07",
    "\\u001b]",
    "\\u001b[2J",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200f",
]
