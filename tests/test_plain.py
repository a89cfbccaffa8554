"""The same cases, without the harness: as plain cells in one namespace they lose the same test cells.

This is what stock nbgrader and Otter do with a notebook; ``test_parity`` runs both on a sample.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from graders import patch

from .conftest import CASES, ROOT, exercises


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(exercises()))
def test_cases_lose_the_same_test_cells_in_a_plain_notebook(name: str) -> None:
    source = next((ROOT / "source").glob(f"*/{name}.ipynb"))
    # `make parity` runs all cases by Otter and nbgrader; where samples and language models take their time, fewer here.
    every = "6" if source.parent.name in ("ps3", "ps4") else "3"
    release = ROOT / "release" / source.parent.name / source.name
    done = subprocess.run(
        [sys.executable, "-m", "tests.plain", str(source), str(release), str(CASES / name), every],
        cwd=ROOT,
        env={**os.environ, "MPLBACKEND": "agg", "OMP_NUM_THREADS": "1", "COURSE_LM": "course"},
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    wrong = {}
    for stem, raised in json.loads(done.stdout).items():
        case = patch.read(CASES / name / f"{stem}.py")
        lost = {cell for cell, error in raised.items() if error}
        expected = set(raised) if case.kind == "stub" else set(case.fails)
        if lost != expected:
            wrong[stem] = {cell: raised[cell] for cell in lost ^ expected if cell in raised} or sorted(
                lost ^ expected
            )
    assert not wrong
