"""Deletes a test, moves one before its answer, doubles others with other contents. Each is restored once, and flagged."""

import copy
import json


def hand_in(folder, notebook):
    cells = {cell.id: cell for cell in notebook["cells"]}
    cells["h-value"].source = "value = 0.3"
    easy = copy.deepcopy(cells["h-test-value"])
    easy.source, easy.id = "assert True", "another-id"
    answer = copy.deepcopy(cells["h-double"])
    answer.id = "one-more"
    order = [cells["h-test-draw"], easy, answer, *notebook["cells"], easy, cells["h-test-double"]]
    notebook["cells"] = [cell for cell in order if cell.id != "h-test-value"]
    (folder / "ex01_hostile.ipynb").write_text(json.dumps(notebook))


OUTCOME = {"value": "failed"}
NOTES = [
    "h-test-value was there 2 times",
    "h-double was there 2 times",
    "h-test-double was there 2 times",
    "h-test-draw was there 2 times",
]
