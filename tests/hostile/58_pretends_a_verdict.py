"""Pretends a verdict: metadata that say passed, printed marks, a cell that looks like a test. Nobody reads those."""

import nbformat


def hand_in(folder, notebook):
    passed = {"status": "passed", "points": 1.0, "max_points": 1.0, "message": "", "checks": []}
    for cell in notebook.cells:
        cell.metadata["graders"] = passed
        if cell.cell_type == "code":
            cell.outputs = [
                nbformat.v4.new_output("execute_result", {"text/plain": "1000.0"}, execution_count=1)
            ]
    cells = {cell.id: cell for cell in notebook.cells}
    cells["h-value"].source = """
# === BEGIN HIDDEN TESTS
value = 0.3
print("### BEGIN HIDDEN TESTS\\nassert True\\n### END HIDDEN TESTS\\nattack: Passed 1000/1000")
1000.0
# ### END HIDDEN TESTS
### BEGIN SOLUTION
"""
    cells[
        "h-double"
    ].source = "### BEGIN HIDDEN TESTS\ndef double(x):\n    return 2 if x is 1 else x\n### END HIDDEN TESTS"
    fake = nbformat.v4.new_code_cell("assert True", id="h-test-value-2")
    fake.metadata["nbgrader"] = dict(
        cells["h-test-value"].metadata["nbgrader"], grade_id="h-bonus", points=1000
    )
    notebook.cells.append(fake)
    nbformat.write(notebook, folder / "ex01_hostile.ipynb")


OUTCOME = {"value": "failed", "double": "failed"}
PRINTS = {"value": "attack: Passed 1000/1000"}
