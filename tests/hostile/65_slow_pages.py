"""Text that is slow to lay out: nested Markdown, formulas, a dozen pages of nested tags. The feedback page takes seconds."""

import nbformat


def hand_in(folder, notebook):
    slow = [
        "[" * 14_000,
        "![" * 7_000,
        "*a_ " * 3_600,
        "$a$ " * 3_000,
        "\\begin{align}\n" * 1_000,
        "|a" * 3_000 + "\n|-",
    ]
    for number, text in enumerate(slow):
        notebook.cells.append(nbformat.v4.new_markdown_cell(text, id=f"slow-{number}"))
    source = "for _ in range(3):\n    display({'text/html': '<div>' * 19_000}, raw=True)"
    notebook.cells += [nbformat.v4.new_code_cell(source, id=f"page-{number}") for number in range(4)]
    notebook.cells.append(
        nbformat.v4.new_code_cell(r"print('\x1b[1m' * 30_000, '\r' * 60_000, '\x1b]' * 50_000)")
    )
    nbformat.write(notebook, folder / "ex01_hostile.ipynb")


SECONDS = 12.0
LARGEST = 25_000_000
PAGE_SECONDS = 15.0
