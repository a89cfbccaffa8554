"""Hands in a notebook of 10,000 cells. It is told that this is too many; the batch goes on."""

import json


def hand_in(folder, notebook):
    extra = [
        {"cell_type": "code", "source": "1", "metadata": {}, "outputs": [], "execution_count": None}
    ] * 10_000
    (folder / "ex01_hostile.ipynb").write_text(json.dumps(dict(notebook, cells=notebook["cells"] + extra)))


OUTCOME = {"value": "not run", "double": "not run", "draw": "not run", "shout": "not run"}
NOTES = ["cells; 2,000 is the most"]
