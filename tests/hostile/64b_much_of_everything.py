"""Hands in 150 more files, 100 attachments and 200 cells that show things. What is too much is left out, and said so."""

import base64

import nbformat


def hand_in(folder, notebook):
    picture = "iVBORw0KGgo" + base64.b64encode(bytes(30_000)).decode()
    cells = {cell.id: cell for cell in notebook.cells}
    cells["h-why"]["attachments"] = {f"{n}.png": {"image/png": picture} for n in range(100)}
    cells["h-why"].source = " ".join(f"![p](attachment:{n}.png)" for n in range(100))
    for number in range(200):
        notebook.cells.append(nbformat.v4.new_code_cell("print('attack ' * 999)", id=f"more-{number}"))
    nbformat.write(notebook, folder / "ex01_hostile.ipynb")
    for number in range(150):
        (folder / f"data-{number}.csv").write_text("1,2\n")


NOTES = ["100 other files are the most"]
SECONDS = 12.0
PAGE_SECONDS = 6.0
