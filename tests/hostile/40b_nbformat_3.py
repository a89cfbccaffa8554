"""Hands in the notebook in format 3, as IPython of ten years ago wrote it. It is graded in full."""

import json


def hand_in(folder, notebook):
    cells = []
    for cell in notebook["cells"]:
        if cell.cell_type == "code":
            old = {
                "cell_type": "code",
                "input": cell.source,
                "language": "python",
                "outputs": [],
                "collapsed": False,
            }
        else:
            old = {"cell_type": "markdown", "source": cell.source}
        cells.append(old | {"metadata": cell.metadata})
    old = {
        "metadata": {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    (folder / "ex01_hostile.ipynb").write_text(json.dumps(old))
