"""Temporary courses with generated submissions, and the commands that are measured on them."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from graders import patch
from graders.course import CONFIG_NAME, Assignment, Course
from graders.notebook import dumps
from graders.restore import Exercise

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "submissions"
SEED = 20
SETTINGS = """
# ---- the benchmark's own ----
import os

c.Graders.lanes = int(os.environ.get("BENCH_LANES", "0"))
c.Graders.due_dates = {{}}
c.Autograde.autograde_preprocessors = {preprocessors!r}
"""


# ------------------------------------------------------------------------------------------------ submissions


def cases_of(exercise: Exercise, folder: Path, known: Collection[str] | None) -> list[patch.Patch]:
    """Return an exercise's cases.

    Args:
        exercise: the exercise.
        folder: where cases lie.
        known: modules that a case may import, or None for whatever is installed.
    """
    found = []
    for path in sorted(folder.joinpath(exercise.name).glob("*.py")):
        case = patch.read(path)
        if case.raw is not None or case.file or any(not importlib.util.find_spec(one) for one in case.needs):
            continue
        if known is None or imports_of(case) <= {*known, *sys.stdlib_module_names}:
            found.append(case)
    return found


def imports_of(case: patch.Patch) -> set[str]:
    """Return the top-level modules that a case imports."""
    found = set(case.needs)
    for section in case.sections:
        try:
            tree = ast.parse(section.source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found


def hand_in(course: Course, assignment: Assignment, pools: dict[str, list[patch.Patch]], count: int) -> None:
    """Write ``count`` submissions, each a mix of cases; the same ones on each run."""
    rng = random.Random(f"{SEED} {assignment.name}")  # noqa: S311  (a mix, not a secret)
    texts = {
        one.name: [dumps(patch.apply(case, one.source, one.release)) for case in pools[one.name]]
        for one in assignment.exercises
    }
    order: dict[str, list[str]] = {name: [] for name in texts}
    for number in range(count):
        folder = course.folder("submitted", assignment.name, f"s{number:04}")
        folder.mkdir(parents=True)
        for name, choices in texts.items():
            if not order[name]:  # each case comes as often as any other
                order[name] = rng.sample(choices, len(choices))
            folder.joinpath(f"{name}.ipynb").write_text(order[name].pop(), encoding="utf-8")


# ------------------------------------------------------------------------------------------------ courses


class Workshop:
    """A temporary folder with courses in it, and the three graders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**os.environ, "PATH": path, "PYTHONWARNINGS": "ignore", "PYTHONPATH": str(ROOT)}
        # The harness gives each notebook one thread; then so do the others.
        self.environment |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

    def run(
        self, module: str, *arguments: str | Path | int, cwd: Path, **environment: str
    ) -> tuple[float, str]:
        """Run a module as a program; return its seconds and what it printed.

        Raises:
            RuntimeError: it failed.
        """
        command = [sys.executable, "-m", module, *map(str, arguments)]
        environment = {**self.environment, **environment}
        started = time.perf_counter()
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - started
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2_000:]}\n{done.stderr[-2_000:]}")
        return seconds, done.stdout

    def make_course(self, name: str, assignments: dict[str, list[Path]]) -> Course:
        """Make a course of the given source notebooks, with this course's settings, and release it."""
        folder = self.folder / name
        folder.mkdir()
        settings = (ROOT / CONFIG_NAME).read_text(encoding="utf-8")
        settings += SETTINGS.format(preprocessors=stock_preprocessors())
        folder.joinpath(CONFIG_NAME).write_text(settings, encoding="utf-8")
        for assignment, paths in assignments.items():
            target = folder / "source" / assignment
            target.mkdir(parents=True)
            for path in paths:
                shutil.copy(path, target)
            for extra in paths[0].parent.iterdir():  # texts, models
                if extra.suffix != ".ipynb" and not extra.name.startswith((".", "__")):
                    (shutil.copytree if extra.is_dir() else shutil.copy)(extra, target / extra.name)
            self.run("graders.cli", "release", assignment, cwd=folder)
        shutil.copy(folder / "gradebook.db", folder / "fresh.db")
        return Course(folder)

    def fresh(self, course: Course) -> None:
        """Forget all marks."""
        shutil.rmtree(course.root / "autograded", ignore_errors=True)
        shutil.copy(course.root / "fresh.db", course.root / "gradebook.db")

    def clone(self, course: Course, assignment: str, students: Sequence[str]) -> Course:
        """Copy a course with these submissions only: stock nbgrader grades all that it finds."""
        folder = self.folder / f"{course.root.name}-{assignment}-{len(students)}"
        ignored = shutil.ignore_patterns("submitted", "autograded", "feedback", "dist", "gradebook.db")
        shutil.copytree(course.root, folder, ignore=ignored)
        for student in students:
            target = folder / "submitted" / student / assignment
            shutil.copytree(course.folder("submitted", assignment, student), target)
        copied = Course(folder)
        self.fresh(copied)
        return copied

    # ---- the three graders

    def ours(
        self,
        course: Course,
        assignment: str,
        students: Sequence[str] = (),
        lanes: int = 0,
        clock: str = "grade",
    ) -> dict[str, Any]:
        """Grade with the harness; return what ``inside`` measured.

        ``seconds`` is the whole command, ``first`` when the first submission was finished, ``one more`` what each
        further one took.
        """
        self.fresh(course)
        chosen = [part for student in students for part in ("--student", student)]
        command = (clock, "--course", course.root, "autograde", assignment, *chosen)
        started = time.perf_counter()
        seconds, text = self.run("benchmarks.inside", *command, cwd=self.folder, BENCH_LANES=str(lanes))
        found: dict[str, Any] = json.loads(text)
        times = found["finished"]
        found["seconds"] = seconds
        found["first"] = times[0] - started
        found["one more"] = (times[-1] - times[0]) / max(len(times) - 1, 1)
        return found

    def stock(self, course: Course, assignment: str) -> float:
        """Grade everything with stock nbgrader; return seconds."""
        return self.run("nbgrader", "autograde", assignment, "--create", "--force", cwd=course.root)[0]

    def otter(
        self, course: Course, assignment: str, student: str, name: str
    ) -> tuple[float, dict[str, float]]:
        """Grade one notebook with `otter run`; return seconds and points by test cell."""
        archive = course.root / "dist" / "otter" / assignment / name / "autograder.zip"
        notebook = course.folder("submitted", assignment, student) / f"{name}.ipynb"
        seconds, _ = self.run("otter", "run", "-a", archive, "--no-logo", notebook, cwd=self.folder)
        tests = json.loads(self.folder.joinpath("results.json").read_text(encoding="utf-8"))["tests"]
        return seconds, {test["name"]: float(test["score"]) for test in tests if "score" in test}

    def inside(self, what: str, *arguments: str | Path | int) -> dict[str, Any]:
        """Run a measuring program."""
        found: dict[str, Any] = json.loads(
            self.run("benchmarks.inside", what, *arguments, cwd=self.folder)[1]
        )
        return found


def stock_preprocessors() -> list[str]:
    """Return nbgrader's own list, so that its own Execute is measured whatever this course has switched on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.converters import Autograde
    found = Autograde.class_traits()["autograde_preprocessors"].default()
    return [f"{one.__module__}.{one.__name__}" for one in found]


def marks(course: Course, assignment: str, students: Sequence[str]) -> dict[tuple[str, str, str], float]:
    """Return the automatic points in a gradebook by student, notebook and test cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook, GradeCell
    found = {}
    with Gradebook(course.db_url, course.course_id) as gradebook:
        for student in students:
            for notebook in gradebook.find_submission(assignment, student).notebooks:
                for grade in notebook.grades:
                    if isinstance(grade.cell, GradeCell) and grade.cell.cell_type == "code":
                        found[student, notebook.name, grade.cell.name] = grade.auto_score or 0.0
    return found
