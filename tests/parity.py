"""The same submission, the same points: every honest case graded by us, by stock nbgrader and by Otter.

``make parity`` runs it. Each case under ``tests/submissions/`` is graded

- by our engine, as ``graders autograde`` does;
- by ``nbgrader autograde`` with nbgrader's own ``Execute``: the real command, real kernels, each case a student;
- by Otter's own test files in one process, as Otter's kernel runs them (``plain_otter``);
- a few of each exercise by the real ``otter run``.

A test cell to which one of them gives other points than we do is a difference. Those allowed stand in the table of
``docs/parity.md`` and nowhere else; one that is not listed, or is listed and no longer there, ends the run with 1.
What stock nbgrader and Otter said is kept in ``build/parity/`` until source, release, case or ``graders.checks``
change, so that an interrupted run goes on where it was.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nbformat.notebooknode import NotebookNode

from benchmarks.workshop import stock_preprocessors
from graders import otter, patch
from graders.course import Assignment, Course
from graders.grade import Deadlines, grade_notebook
from graders.lane import Lane
from graders.notebook import Role, dumps, grade_id, parse_own, role, write_text
from graders.restore import Exercise

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "submissions"
TABLE = ROOT / "docs" / "parity.md"
ENVIRONMENT = {
    **os.environ,
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    "OMP_NUM_THREADS": "1",
    "COURSE_LM": "course",
    "PYTHONWARNINGS": "",
}
GRADERS = ("nbgrader", "otter", "otter run")
BATCH = 15  # cases that one `nbgrader autograde` grades: what an interrupted run loses at most

Marks = dict[str, float | str | None]  # points by test cell; None: no mark at all; or ON_STDERR


class Difference(NamedTuple):
    """A test cell to which another grader gives other points than we do. The marks are as the table has them."""

    grader: str
    case: str  # exercise/case
    cell: str
    ours: str
    theirs: str


# nbgrader gives nothing for a test cell that writes on stderr, be it a warning in right code. That is one row of the
# table, with a case that shows it, for whatever case it happens to.
ON_STDERR = "writes on stderr"


def cases_of(name: str) -> list[Path]:
    """Return an exercise's cases that can be run here."""
    paths = sorted(CASES.joinpath(name).glob("*.py"))
    return [path for path in paths if all(importlib.util.find_spec(m) for m in patch.read(path).needs)]


def sample_of(name: str) -> Path:
    """Return the case that stands for an exercise where all of them would take too long: the first wrong one."""
    return next(path for path in cases_of(name) if patch.read(path).kind == "misconception")


def batches(paths: Iterable[Path]) -> list[list[Path]]:
    every = list(paths)
    return [every[start : start + BATCH] for start in range(0, len(every), BATCH)]


def key_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def tests_of(exercise: Exercise) -> list[str]:
    return [name for name, cell in exercise.cells().items() if role(cell) is Role.TEST]


# ------------------------------------------------------------------------------------------------- the graders


def by_us(lane: Lane, exercise: Exercise, path: Path, deadlines: Deadlines) -> Marks:
    """Return the marks that our engine gives a case."""
    nb = patch.apply(patch.read(path), exercise.source, exercise.release)
    return {
        verdict.grade_id: verdict.points for verdict in grade_notebook(lane, exercise, nb, deadlines).verdicts
    }


def by_nbgrader(
    folder: Path, assignment: Assignment, students: Mapping[str, Iterable[Path]]
) -> dict[str, Marks]:
    """Return the marks that ``nbgrader autograde`` gives, by student.

    Args:
        folder: an empty one, which becomes a course of this assignment.
        assignment: with the exercises that the cases are of.
        students: what each hands in: cases of different exercises.
    """
    exercises = {exercise.name: exercise for exercise in assignment.exercises}
    source = folder / "source" / assignment.name
    for name, content in assignment.files.items():
        source.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        source.joinpath(name).write_bytes(content)
    for name, exercise in exercises.items():
        write_text(source / f"{name}.ipynb", dumps(exercise.source))
    write_text(folder / "nbgrader_config.py", (ROOT / "nbgrader_config.py").read_text(encoding="utf-8"))
    release = ["graders", "release", assignment.name]
    subprocess.run(release, cwd=folder, env=ENVIRONMENT, capture_output=True, check=True)
    for student, paths in students.items():
        for path in paths:
            exercise = exercises[path.parent.name]
            nb = patch.apply(patch.read(path), exercise.source, exercise.release)
            write_text(folder / "submitted" / student / assignment.name / f"{exercise.name}.ipynb", dumps(nb))
    command = stock_command(assignment.name)
    done = None
    for _attempt in range(2):  # of two kernels that start at once, one may lose the race for a port
        done = subprocess.run(
            command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            break
    if done is not None and done.returncode:
        print(done.stderr[-3_000:], file=sys.stderr)
    found: dict[str, Marks] = {student: {} for student in students}
    for student, cell, score in _auto_scores(folder / "gradebook.db"):
        if student in found:
            found[student][cell] = score
    for path in folder.glob(f"autograded/*/{assignment.name}/*.ipynb"):
        marks = found[path.parts[-3]]
        for cell in parse_own(path).cells:
            if marks.get(grade_id(cell)) == 0 and _only_wrote(cell):
                marks[grade_id(cell)] = ON_STDERR
    return found


def stock_command(assignment: str) -> list[str]:
    """Return ``nbgrader autograde`` with nbgrader's own preprocessors: the course's configuration names ours."""
    own = [f"--Autograde.autograde_preprocessors={name}" for name in stock_preprocessors()]
    return ["nbgrader", "autograde", assignment, *own]


def _only_wrote(cell: NotebookNode) -> bool:
    """Say whether all that nbgrader can hold against a test cell is what it wrote on stderr."""
    kinds = {(output.output_type, output.get("name")) for output in cell.get("outputs", [])}
    return ("stream", "stderr") in kinds and kinds <= {("stream", "stderr"), ("stream", "stdout")}


def _auto_scores(database: Path) -> list[tuple[str, str, float | None]]:
    """Return (student, test cell, points), straight from nbgrader's tables."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute(
            "SELECT a.student_id, c.name, g.auto_score FROM grade g JOIN base_cell c ON g.cell_id = c.id "
            "JOIN submitted_notebook n ON g.notebook_id = n.id "
            "JOIN submitted_assignment a ON n.assignment_id = a.id"
        ).fetchall()
    finally:
        connection.close()


def by_otter(folder: Path, assignment: Assignment, paths: Iterable[Path]) -> dict[str, Marks]:
    """Return the marks that Otter's own test files give in one process, by case."""
    for exercise in assignment.exercises:
        for name in tests_of(exercise):
            text = otter.test_file(exercise.cells()[name], hidden=True)
            write_text(folder / exercise.name / f"{name}.py", text)
    cases = [f"{key_of(path)}.py" for path in paths]
    done = subprocess.run(
        [sys.executable, "-m", "tests.plain_otter", assignment.name, folder, *cases],
        cwd=ROOT, env={**ENVIRONMENT, "MPLBACKEND": "agg"}, capture_output=True, text=True, check=False,
        timeout=1_800,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{assignment.name} with Otter: {done.stderr[-3_000:]}")
    found = json.loads(done.stdout)
    return {
        case.removesuffix(".py"): {test: score for test, (score, _) in tests.items()}
        for case, tests in found.items()
    }


def by_otter_run(folder: Path, assignment: Assignment, path: Path) -> Marks:
    """Return the marks that ``otter run`` gives a case."""
    exercise = next(one for one in assignment.exercises if one.name == path.parent.name)
    otter.write(exercise, assignment.files, folder)
    nb = patch.apply(patch.read(path), exercise.source, exercise.release)
    write_text(folder / "run" / f"{exercise.name}.ipynb", dumps(nb))
    done = subprocess.run(
        [sys.executable, "-m", "otter", "run", "-a", folder / "autograder.zip", "--no-logo",
         f"{exercise.name}.ipynb"],
        cwd=folder / "run", env={**ENVIRONMENT, "PYTHONWARNINGS": "ignore"}, capture_output=True, text=True,
        check=False, timeout=600,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{key_of(path)} with otter run: {done.stderr[-3_000:]}")
    found = json.loads(folder.joinpath("run", "results.json").read_text(encoding="utf-8"))["tests"]
    return {test["name"]: test["score"] for test in found if "score" in test}


# ------------------------------------------------------------------------------------------------- differences


def differences(grader: str, case: str, cells: Iterable[str], ours: Marks, theirs: Marks) -> list[Difference]:
    """Return the test cells in which two graders don't agree about a case, or that we gave no mark."""
    found = []
    for cell in cells:
        mine, other = ours.get(cell), theirs.get(cell)
        if mine is None or mine != (0 if other == ON_STDERR and mine == 0 else other):
            found.append(Difference(grader, case, cell, _mark(mine), _mark(other)))
    return found


def _mark(points: float | str | None) -> str:
    return "none" if points is None else points if isinstance(points, str) else f"{points:g}"


def _rows(text: str, width: int) -> Iterator[list[str]]:
    for line in text.splitlines():
        parts = [part.strip().strip("`") for part in line.strip().strip("|").split("|")]
        if len(parts) == width:
            yield parts


def allowed(text: str) -> dict[Difference, str]:
    """Return the differences that the table allows, with their reasons."""
    return {Difference(*row[:5]): row[5] for row in _rows(text, 6) if row[0] in GRADERS}


def left_out(text: str) -> dict[str, str]:
    """Return those of nbgrader's notebooks that are not compared, with their reasons."""
    return {row[1]: row[2] for row in _rows(text, 3) if row[0] == "left out"}


def verdict(
    found: Sequence[Difference], listed: Iterable[Difference], graded: Iterable[tuple[str, str]]
) -> tuple[list[Difference], list[Difference]]:
    """Return the differences that nobody allowed, and those allowed that didn't occur though the case was graded.

    Args:
        found: the differences of this run.
        listed: those allowed.
        graded: (grader, case) of this run.
    """
    listed, graded = list(listed), set(graded)
    for_all = {(one.grader, one.theirs) for one in listed if one.theirs == ON_STDERR}
    gone = [one for one in listed if (one.grader, one.case) in graded and one not in found]
    return [one for one in found if one not in listed and (one.grader, one.theirs) not in for_all], gone


# ------------------------------------------------------------------------------------------------- the program


class _Kept:
    """What the other graders said about an exercise's cases, in a file, as long as it is still true."""

    def __init__(self, assignment: Assignment, exercise: Exercise) -> None:
        self.path = ROOT / "build" / "parity" / f"{exercise.name}.json"
        self.digests: dict[str, str] = {}
        given = [dumps(exercise.source), dumps(exercise.release), *otter.bundled().values()]
        given += [content for _, content in sorted(assignment.files.items())]
        for path in cases_of(exercise.name):
            whole = hashlib.sha256()
            for part in [*given, path.read_bytes()]:
                whole.update(part.encode() if isinstance(part, str) else part)
            self.digests[key_of(path)] = whole.hexdigest()
        self.found: dict[str, dict[str, Any]] = {}
        if self.path.exists():
            old = json.loads(self.path.read_text(encoding="utf-8"))
            self.found = {case: one for case, one in old.items() if one["digest"] == self.digests.get(case)}

    def has(self, grader: str, path: Path) -> bool:
        return grader in self.found.get(key_of(path), {})

    def marks(self, grader: str, path: Path) -> Marks:
        marks: Marks = self.found[key_of(path)][grader]
        return marks

    def keep(self, grader: str, case: str, marks: Marks) -> None:
        self.found.setdefault(case, {"digest": self.digests[case]})[grader] = marks
        write_text(self.path, json.dumps(self.found, indent=1, sort_keys=True))


def run(assignment: Assignment, exercise: Exercise) -> Iterator[tuple[str, str, list[Difference]]]:
    """Grade all cases of an exercise; yield (grader, case, differences) for each."""
    kept, paths = _Kept(assignment, exercise), cases_of(exercise.name)
    alone = Assignment(assignment.name, (exercise,), assignment.files)

    def say(text: str) -> None:
        print(f"{exercise.name}: {text}", flush=True)

    for some in batches(path for path in paths if not kept.has("nbgrader", path)):
        with tempfile.TemporaryDirectory(prefix="graders-parity-") as name:
            students = {path.stem: [path] for path in some}
            for student, marks in by_nbgrader(Path(name).resolve(), alone, students).items():
                kept.keep("nbgrader", f"{exercise.name}/{student}", marks)
        say(f"nbgrader has graded {sum(kept.has('nbgrader', path) for path in paths)} of {len(paths)} cases")
    for some in batches(path for path in paths if not kept.has("otter", path)):
        with tempfile.TemporaryDirectory(prefix="graders-parity-") as name:
            for case, marks in by_otter(Path(name), alone, some).items():
                kept.keep("otter", case, marks)
        say(
            f"Otter's tests have graded {sum(kept.has('otter', path) for path in paths)} of {len(paths)} cases"
        )
    few = [CASES / exercise.name / "solution.py", sample_of(exercise.name)]
    for path in few:
        if not kept.has("otter run", path):
            with tempfile.TemporaryDirectory(prefix="graders-parity-") as name:
                kept.keep("otter run", key_of(path), by_otter_run(Path(name).resolve(), alone, path))
            say(f"otter run has graded {path.stem}")
    with Course(ROOT).lane(alone) as lane:
        for path in paths:
            ours = by_us(lane, exercise, path, Course(ROOT).deadlines)
            for grader in GRADERS:
                if grader != "otter run" or path in few:
                    theirs = kept.marks(grader, path)
                    yield grader, key_of(path), differences(
                        grader, key_of(path), tests_of(exercise), ours, theirs
                    )  # fmt: skip


def show(title: str, found: Sequence[Difference]) -> None:
    if found:
        print(f"\n{title}\n")
        for one in found:
            print(f"| {' | '.join(one)} |")


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="make parity", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--assignment", default="", help="only this problem set")
    parser.add_argument("--exercise", default="", help="only exercises whose names begin so")
    asked = parser.parse_args()
    course = Course(ROOT)
    chosen = [
        (assignment, exercise)
        for assignment in map(course.assignment, course.assignment_names())
        for exercise in assignment.exercises
        if asked.assignment in ("", assignment.name) and exercise.name.startswith(asked.exercise)
    ]
    if not chosen:
        print("There is no such problem set or exercise.", file=sys.stderr)
        return 2
    found: list[Difference] = []
    graded: list[tuple[str, str]] = []
    for assignment, exercise in chosen:
        for grader, case, differ in run(assignment, exercise):
            graded.append((grader, case))
            found += differ
    unlisted, gone = verdict(found, allowed(TABLE.read_text(encoding="utf-8")), graded)
    show("Allowed by docs/parity.md:", [one for one in found if one not in unlisted])
    show("Not in docs/parity.md: a bug somewhere, or a row to add with its reason:", unlisted)
    show("In docs/parity.md, but no longer so:", gone)
    counts = ", ".join(f"{sum(one == grader for one, _ in graded)} by {grader}" for grader in GRADERS)
    print(
        f"\n{len(chosen)} exercises; cases graded: {counts}. {len(found)} differences, {len(unlisted)} unlisted."
    )
    return 1 if unlisted or gone else 0


if __name__ == "__main__":
    sys.exit(main())
