"""Runs cases of an assignment with Otter's own test files in place of its test cells, as Otter's kernel does.

Started as a program by ``parity``, with the assignment, a folder with the test files of each exercise, and the
cases; prints one JSON object: case → test file → [points, message of the last failure].
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any

from graders import patch
from graders.notebook import Role, grade_id, parse, role


def run(submitted: Any, tests: dict[str, Any]) -> dict[str, list[Any]]:
    """Run the notebook; each test where `grader.check` stands, that is after its cell, or else at the end."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    results = {}

    def check(name: str) -> None:
        tests[name].run(namespace)
        failed = [case.message for case in tests[name].test_case_results if not case.passed]
        results[name] = [tests[name].score, failed[-1] if failed else ""]

    for cell in submitted.cells:
        if cell.cell_type != "code" or (role(cell) is Role.GIVEN and "plt.show()" in cell.source):
            continue
        code = "\n".join("pass" if line.startswith(("%", "!")) else line for line in cell.source.split("\n"))
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            with contextlib.suppress(BaseException):
                exec(compile(code, "cell", "exec"), namespace)
            if grade_id(cell) in tests:
                check(grade_id(cell))
    for name in tests.keys() - results.keys():
        check(name)
    return results


def main() -> None:
    warnings.simplefilter("ignore")
    from otter.test_files.exception_test import ExceptionTestFile

    assignment, tests, *cases = sys.argv[1:]
    root = Path.cwd()
    release = root / "release" / assignment
    os.chdir(release)  # where a student's notebook runs
    sys.path.insert(0, str(release))
    found = {}
    for key in cases:
        path = root / "tests" / "submissions" / key
        name = path.parent.name
        original, released = (
            parse((root / step / assignment / f"{name}.ipynb").read_bytes()) for step in ("source", "release")
        )
        files = {file.stem: ExceptionTestFile.from_file(str(file)) for file in Path(tests, name).glob("*.py")}
        found[key] = run(patch.apply(patch.read(path), original, released), files)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
