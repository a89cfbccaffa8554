"""Gives its cells more points, other ids and other types, unlocks tests, and has them skipped. The course's values count."""

import nbformat


def hand_in(folder, notebook):
    cells = {cell.id: cell for cell in notebook.cells}
    cells["h-value"].source = "value = 0.3"
    test = cells["h-test-value"]
    test.metadata["tags"] = ["skip-execution", "raises-exception", "remove-cell"]
    test.metadata["nbgrader"] |= {"points": 1_000_000, "locked": False}
    test.metadata["graders"] = {"status": "passed", "points": 1, "in_process": True, "timeout": 9_999}
    cells["h-test-double"].metadata["nbgrader"] |= {"grade": False, "solution": True}
    cells["h-test-draw"].metadata["nbgrader"] |= {"grade_id": "h-test-value", "points": -5}
    cells["h-test-shout"].metadata["nbgrader"]["schema_version"] = 99
    cells["h-shout"].metadata["nbgrader"] |= {"grade": True, "points": 50, "grade_id": "h-extra"}
    nb = dict(notebook)
    for cell in nb["cells"]:
        if cell.id == "h-test-shout":
            cell.cell_type = "raw"
            for key in ("outputs", "execution_count"):
                cell.pop(key)
    notebook.metadata["graders"] = {"exercise": "x", "notes": [], "isolation": "all of it"}
    nbformat.write(notebook, folder / "ex01_hostile.ipynb")


OUTCOME = {"value": "failed"}
NOTES = [
    "points = 1000000",
    "tagged skip-execution",
    "grade_id = 'h-test-value'",
    "points = -5",
    "become a raw cell",
    "points = 50",
]
