"""``nbgrader validate``, which students press before they hand in: it passes on solutions and tells a stub what fails.

One exercise of each problem set here; ``make parity`` does all twenty.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from graders.notebook import Role, parse_own, role

from .conftest import ROOT
from .parity import ENVIRONMENT

EVERY = sorted(path.relative_to(ROOT / "source") for path in ROOT.glob("source/*/*.ipynb"))
FIRST = {path.parent: path for path in reversed(EVERY)}  # of each problem set
CHOSEN = EVERY if os.environ.get("VALIDATE") == "all" else sorted(FIRST.values())

NAME = re.compile(r"\w+")
DEFINED = re.compile(r"^(?:def|class) (\w+)", re.MULTILINE)
ASKS = (Role.PROSE, Role.GIVEN, Role.ANSWER)
SAYS = {
    Role.TEST: ("NotImplementedError: Replace this line with your answer.",),
    Role.WRITTEN: ("You did not provide a response.",),
}

pytestmark = pytest.mark.slow


def validate(step: str, path: Path) -> str:
    """Return what the command prints, run where a student runs it."""
    done = subprocess.run(
        ["nbgrader", "validate", path.name],
        cwd=(ROOT / step / path).parent, env=ENVIRONMENT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", CHOSEN, ids=str)
def test_a_solution_passes(path: Path) -> None:
    assert validate("source", path).strip() == "Success! Your notebook passes all the tests."


@pytest.mark.parametrize("path", CHOSEN, ids=str)
def test_a_stub_is_told_what_is_missing(path: Path) -> None:
    """Every test cell and written answer is named, with a last line that says what to do."""
    head, *failures = validate("release", path).split("The following cell failed:")
    released = parse_own(ROOT / "release" / path).cells
    open_cells = [cell for cell in released if role(cell) in (Role.TEST, Role.WRITTEN)]
    assert f"VALIDATION FAILED ON {len(open_cells)} CELL(S)!" in head
    asked_for = {name for cell in released if role(cell) in ASKS for name in NAME.findall(cell.source)}
    defined = {
        name for cell in released if role(cell) is Role.ANSWER for name in DEFINED.findall(cell.source)
    }
    for cell, failure in zip(open_cells, failures, strict=True):
        assert cell.source.split("\n")[0][:60] in failure
        *_, last = [line.strip() for line in failure.strip(" =\n").split("\n") if line.strip()]
        missing = re.fullmatch(r"NameError: name '(\w+)' is not defined.*", last)
        # A test of refusals says that the function should refuse, and what it did instead.
        refusal = last.startswith("AssertionError: ") and defined & set(NAME.findall(last))
        assert last in SAYS[role(cell)] or (missing and missing[1] in asked_for) or refusal, last
