"""Runs one exercise's cases the way a notebook does: one namespace, top to bottom, a test fails by raising.

Started as a program by ``test_plain``, with source, release, the folder of cases, and n: solution, stub and every n-th
case are run. Prints one JSON object: case → test cell → what it raised (null if nothing).
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any

from graders import patch
from graders.notebook import Role, grade_id, parse, role


def run(submitted: Any, tests: dict[str, str]) -> dict[str, str | None]:
    """Return what each test cell raised."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    raised: dict[str, str | None] = {}
    for cell in submitted.cells:
        if cell.cell_type != "code" or (role(cell) is Role.GIVEN and "plt.show()" in cell.source):
            continue
        name = grade_id(cell)
        lines = tests.get(name, cell.source).split("\n")
        code = "\n".join("pass" if line.startswith(("%", "!")) else line for line in lines)
        error = None
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                exec(compile(code, name or "cell", "exec"), namespace)
        except BaseException as problem:
            error = f"{type(problem).__name__}: {problem}"
        if name in tests:
            raised[name] = error
    return raised


def main() -> None:
    source, release, cases = (Path(argument).resolve() for argument in sys.argv[1:4])
    every = int(sys.argv[4])
    os.chdir(release.parent)  # where a student's notebook runs
    sys.path.insert(0, str(release.parent))
    original, released = parse(source.read_bytes()), parse(release.read_bytes())
    tests = {grade_id(cell): cell.source for cell in original.cells if role(cell) is Role.TEST}
    warnings.simplefilter("ignore")
    found = {}
    whole = {cases / "solution.py", cases / "stub.py"}
    for path in sorted(whole | set(sorted(cases.glob("*.py"))[::every])):
        case = patch.read(path)
        if all(importlib.util.find_spec(module) for module in case.needs):
            found[path.stem] = run(patch.apply(case, original, released), tests)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
