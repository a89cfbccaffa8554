"""Files named like the course's, like a neighbour's work, like modules, with zero-width letters. Only its own is graded."""

import nbformat


def hand_in(folder, notebook):
    nbformat.write(notebook, folder / "ex01_hostile.ipynb")
    cells = {cell.id: cell for cell in notebook.cells}
    cells["h-value"].source = "value = 0.3"
    for name in ("zoe", "..ex01_hostile", "ex01_hostile\u200b", "ex01_hostile (1)", "-rf", "a\nb"):
        nbformat.write(notebook, folder / f"{name}.ipynb")
    lie = "raise SystemExit('attack')\n"
    for name in (
        "numpy.py",
        "math.py",
        "sitecustomize.py",
        "conftest.py",
        "nbgrader_config.py",
        "msgpack.py",
        "source.py",
    ):
        (folder / name).write_text(lie)
    for name in ("graders", "submitted/zoe/ps1", "autograded"):
        (folder / name).mkdir(parents=True)
    (folder / "graders" / "__init__.py").write_text(lie)
    (folder / "graders" / "checks.py").write_text("close = check = lambda *args, **kwargs: None\n")
    (folder / "submitted" / "zoe" / "ps1" / "ex01_hostile.ipynb").write_text("{}")
    (folder / "autograded" / ".graders.json").write_text('{"digest": "attack", "engine": "1"}')


NOTES = ["zoe.ipynb was not graded", "ex01_hostile (1).ipynb was not graded"]
