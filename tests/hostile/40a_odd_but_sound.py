"""Attachments, lone surrogates, missing cell ids, odd line ends: odd, but an honest notebook. It is graded in full."""

import json


def hand_in(folder, notebook):
    for cell in notebook["cells"]:
        cell.pop("id")
        if cell.cell_type == "markdown":
            cell["attachments"] = {"a\ud800.png": {"image/png": "iVBORw0KGgo="}, "b": {}}
    notebook["cells"][2].source = "\ud83d and \udc00 and \x00"
    notebook["cells"][3].source = "value = 7 / 16  # \ud800\r\n"
    (folder / "ex01_hostile.ipynb").write_text("\ufeff" + json.dumps(notebook))
