"""The source notebooks keep the course's form, and the release gives nothing away."""

from __future__ import annotations

import ast
import itertools
import os
import re
import subprocess
import symtable
import sys
from pathlib import Path

import pytest

from graders.inside.judge import free_names
from graders.notebook import Role, grade_id, normal_form, parse, points, role, split_hidden, visible_part
from graders.restore import Exercise, rubric

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


def by_role(exercise: Exercise, *kinds: Role) -> list:
    return [cell for cell in exercise.source.cells if role(cell) in kinds]


def defined(source: str) -> set[str]:
    """Names that a cell assigns, defines or imports at its top level."""
    table = symtable.symtable(source, "cell", "exec")
    return {
        symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()
    }


def imports(source: str) -> set[str]:
    return {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


@pytest.mark.parametrize("name", NAMES)
class TestSource:
    def test_normal_form(self, name: str) -> None:
        path = next((ROOT / "source").glob(f"*/{name}.ipynb"))
        text = path.read_text(encoding="utf-8")
        assert text == normal_form(parse(text.encode())), "run `make format`"

    def test_points_are_the_contracts(self, name: str) -> None:
        exercise = exercises()[name]
        auto = sum(points(cell) for cell in by_role(exercise, Role.TEST))
        written = sum(points(cell) for cell in by_role(exercise, Role.WRITTEN))
        assert (auto, written) == POINTS[name]

    def test_ids_are_prefixed_and_cells_have_a_role(self, name: str) -> None:
        prefix = name.split("_")[0] + "-"
        for cell in exercises()[name].source.cells:
            assert cell.id.startswith(prefix)
            if cell.cell_type == "code":
                assert grade_id(cell), f"the code cell {cell.id} has no nbgrader metadata"
            if role(cell) is Role.TEST:
                assert cell.id.startswith(prefix + "test-")

    def test_shape(self, name: str) -> None:
        cells = exercises()[name].source.cells
        prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        number = int(name[2:4])
        assert cells[0].source.startswith(f"# Exercise {number} · ")
        assert re.search(r"\bsection 3\.\d+", prose), "where in the chapter?"
        assert re.search(
            r"\*\*Difficulty\*\* [●○]{5} · \*\*Time\*\* about \d+ minutes · \*\*Points\*\*", prose
        )
        assert prose.count("<details>") >= 3, "a ladder of hints"
        assert "<summary>" in prose
        assert re.search(r"(?m)^## What next", prose)
        levels = [len(mark) for mark in re.findall(r"(?m)^(#+) ", prose)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(here <= before + 1 for before, here in itertools.pairwise(levels))
        assert "imshow" in prose or any(
            re.search(r"plt\.|plot", cell.source) for cell in by_role(exercises()[name], Role.GIVEN)
        ), "a figure"
        assert not re.search(r"!\[\]\(", prose), "every image has an alternative text"

    def test_solution_cells_keep_a_stub(self, name: str) -> None:
        for cell in by_role(exercises()[name], Role.ANSWER):
            assert cell.source.count("### BEGIN SOLUTION") == 1
            assert cell.source.count("### END SOLUTION") == 1

    def test_written_answers_have_a_rubric_line_a_point(self, name: str) -> None:
        for cell in by_role(exercises()[name], Role.WRITTEN):
            lines = re.findall(r"(?m)^\* (\d) points?:", rubric(cell.source))
            assert sum(map(int, lines)) == points(cell), f"{cell.id}: {lines}"
            # Inside the solution, so that an untouched answer keeps its checksum in nbgrader's gradebook.
            assert cell.source.startswith("### BEGIN SOLUTION")
            assert cell.source.endswith("### END SOLUTION")

    def test_test_cells_stand_alone(self, name: str) -> None:
        exercise = exercises()[name]
        answers: set[str] = set()
        for cell in by_role(exercise, Role.ANSWER):
            answers |= defined(cell.source) - imports(cell.source)
        for cell in by_role(exercise, Role.TEST):
            assert free_names(cell.source) <= answers, cell.id
            own = defined(cell.source) - imports(cell.source)
            assert all(item.startswith("_") for item in own), f"{cell.id} defines {own}"
            assert not imports(cell.source) & answers

    def test_hidden_tests_are_named_and_visible_ones_need_no_harness(self, name: str) -> None:
        exercise = exercises()[name]
        visible = [visible_part(cell.source) for cell in by_role(exercise, Role.TEST)]
        assert sum("assert" in text for text in visible) >= 2, "one easy visible test and one at an edge"
        for cell in by_role(exercise, Role.TEST):
            assert "graders" not in visible_part(cell.source)
            hidden = "\n".join(text for is_hidden, text in split_hidden(cell.source) if is_hidden)
            assert "with checks.check(" in hidden, cell.id
            titles = re.findall(r"checks\.check\(\s*f?\"(.+?)\"", hidden)
            assert titles
            assert len(set(titles)) == len(titles), cell.id


@pytest.mark.parametrize("name", NAMES)
class TestRelease:
    def test_gives_nothing_away(self, name: str) -> None:
        exercise = exercises()[name]
        text = normal_form(exercise.release)
        for marker in ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME", "graders import", "known="):
            assert marker not in text
        released = "\n".join(cell.source for cell in exercise.release.cells)
        # A hidden part may say again what a visible one says.
        shown = {
            line.strip() for cell in exercise.source.cells for line in visible_part(cell.source).splitlines()
        }
        for cell in by_role(exercise, Role.TEST):
            for is_hidden, piece in split_hidden(cell.source):
                lines = {line.strip() for line in piece.splitlines() if len(line.strip()) > 40} - shown
                assert not is_hidden or not [line for line in lines if line in released]
        for cell in by_role(exercise, Role.ANSWER, Role.WRITTEN):
            solution = cell.source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
            lines = [line.strip() for line in solution.splitlines() if len(line.strip()) > 40]
            assert not [line for line in lines if line in released]

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
