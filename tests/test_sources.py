"""The source notebooks keep the course's form, and the release gives nothing away."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graders import form
from graders.notebook import Role, grade_id, normal_form, parse, points, role

from .conftest import ROOT, course, exercises

NAMES = sorted(exercises())
# Points by the contract: autograded and written.
POINTS = {
    "ex01_both_red": (8, 2),
    "ex02_spam_filter": (7, 3),
    "ex03_bernoulli_mle": (7, 3),
    "ex04_l2_is_map": (7, 3),
    "ex05_entropy": (7, 3),
    "ex06_kl_divergence": (7, 3),
    "ex07_cross_entropy_identity": (7, 3),
    "ex08_surprisal": (7, 3),
    "ex09_zero_temperature": (7, 3),
    "ex10_kl_asymmetry": (7, 3),
    "ex11_bernoulli_variance": (7, 3),
    "ex12_softmax_gradient": (7, 3),
    "ex13_unigram_lm": (8, 2),
    "ex14_bigram_lm": (8, 2),
    "ex15_decoding_lab": (7, 3),
    "ex16_kl_curve": (8, 2),
    "ex17_bias_variance": (8, 2),
    "ex18_samplers": (10, 0),
    "ex19_gpt2_perplexity": (7, 3),
    "ex20_trigram_lm": (8, 2),
}


@pytest.mark.parametrize("name", NAMES)
class TestSource:
    def test_normal_form(self, name: str) -> None:
        path = next((ROOT / "source").glob(f"*/{name}.ipynb"))
        text = path.read_text(encoding="utf-8")
        assert text == normal_form(parse(text.encode())), "run `make format`"

    def test_the_courses_form(self, name: str) -> None:
        exercise = exercises()[name]
        assert form.faults(name, exercise.source) == []
        assert form.lapses(exercise) == []


@pytest.mark.parametrize("name", sorted(POINTS))
def test_points_are_the_contracts(name: str) -> None:
    exercise = exercises()[name]
    auto = sum(points(cell) for cell in form.by_role(exercise, Role.TEST))
    written = sum(points(cell) for cell in form.by_role(exercise, Role.WRITTEN))
    assert (auto, written) == POINTS[name]


@pytest.mark.parametrize("name", NAMES)
class TestRelease:
    def test_gives_nothing_away(self, name: str) -> None:
        text = normal_form(exercises()[name].release)
        for marker in ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME", "graders import", "known="):
            assert marker not in text

    def test_runs_up_to_the_first_stub(self, name: str) -> None:
        """A student who opens the notebook and runs it sees no error before the first thing to do."""
        program = ["import matplotlib; matplotlib.use('agg')"]
        for cell in exercises()[name].release.cells:
            if role(cell) is Role.ANSWER:
                break
            if cell.cell_type == "code":
                program.append(re.sub(r"(?m)^%.*$", "", cell.source))
        (folder,) = (path.parent for path in (ROOT / "release").glob(f"*/{name}.ipynb"))
        subprocess.run(
            [sys.executable, "-W", "error", "-c", "\n".join(program)],
            cwd=folder,
            env={**os.environ, "COURSE_LM": "course"},
            check=True,
            timeout=120,
        )

    def test_answers_raise_until_they_are_written(self, name: str) -> None:
        for cell in exercises()[name].release.cells:
            if role(cell) is Role.ANSWER:
                assert 'raise NotImplementedError("Replace this line with your answer.")' in cell.source
                ast.parse(cell.source)
            if role(cell) is Role.WRITTEN:
                assert cell.source == "*Replace this line with your answer.*"


def test_ids_are_unique_over_the_course() -> None:
    ids = [
        grade_id(cell)
        for exercise in exercises().values()
        for cell in exercise.source.cells
        if grade_id(cell)
    ]
    assert len(set(ids)) == len(ids)


@pytest.mark.slow
@pytest.mark.parametrize("assignment", course().assignment_names())
def test_release_in_git_is_what_make_release_builds(assignment: str, tmp_path: Path) -> None:
    for name in ("source", "nbgrader_config.py"):
        (tmp_path / name).symlink_to(ROOT / name)
    command = [sys.executable, "-m", "graders.cli", "--course", str(tmp_path), "release", assignment]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    built, committed = (
        {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*.*")
            if path.suffix != ".pyc"
        }
        for folder in (tmp_path / "release" / assignment, ROOT / "release" / assignment)
    )
    assert built.keys() == committed.keys()
    assert [name for name in built if built[name] != committed[name]] == [], "run `make release`"
