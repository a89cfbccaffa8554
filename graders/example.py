"""Builds a course folder with an example class in it, from patches on the release.

``examples/class/class.toml`` lists the students; ``examples/class/<student>/<exercise>.py`` says what each did (see
:mod:`graders.patch`). Where there is no patch, ``otherwise`` in the list decides: the solution, the untouched
release, or nothing handed in.
"""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graders import patch
from graders.course import CONFIG_NAME, Assignment, Course
from graders.notebook import dumps
from graders.restore import Exercise
from graders.verdict import CourseError

DUE = datetime(2026, 10, 1, 18, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Student:
    """One student of the example class."""

    name: str
    about: str
    otherwise: str = "solution"
    hours_late: float = -2.0
    first_name: str = ""
    last_name: str = ""


def read_class(folder: Path) -> list[Student]:
    """Read ``class.toml``.

    Raises:
        CourseError: it isn't there or names an unknown setting.
    """
    path = folder / "class.toml"
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
        return [Student(name, **settings) for name, settings in listed.items()]
    except (OSError, TypeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path}: {error}") from error


def build_course(original: Course, target: Path) -> Course:
    """Make ``target`` a fresh course folder with ``original``'s source and settings, and due dates.

    Raises:
        CourseError: ``target`` holds something that is no earlier demo.
    """
    marker = target / ".graders-demo"
    if target.exists() and any(target.iterdir()) and not marker.exists():
        raise CourseError(f"{target} is not empty and no earlier demo; move it away or name another folder.")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    marker.touch()
    shutil.copytree(original.root / str(original.directory.source_directory), target / "source")
    dates = {name: DUE.strftime("%Y-%m-%d %H:%M UTC") for name in original.assignment_names()}
    settings = (original.root / CONFIG_NAME).read_text(encoding="utf-8")
    settings += f"\n# ---- the demo's own ----\nc.Graders.due_dates = {dates!r}\n"
    settings += "c.Graders.call_timeout = 5.0  # nobody wants to wait for the endless loop\n"
    (target / CONFIG_NAME).write_text(settings, encoding="utf-8")
    return Course(target)


def hand_in(course: Course, assignment: Assignment, student: Student, patches: Path) -> None:
    """Write one student's ``submitted/`` folder."""
    folder = course.folder("submitted", assignment.name, student.name)
    folder.mkdir(parents=True, exist_ok=True)
    for exercise in assignment.exercises:
        path = patches / student.name / f"{exercise.name}.py"
        if path.exists():
            write_case(patch.read(path), exercise, folder)
        elif student.otherwise == "solution":
            write_case(patch.unchanged("solution"), exercise, folder)
        elif student.otherwise == "release":
            write_case(patch.unchanged("release"), exercise, folder)
    handed_in = (DUE + timedelta(hours=student.hours_late)).strftime("%Y-%m-%d %H:%M:%S UTC")
    (folder / "timestamp.txt").write_text(handed_in + "\n", encoding="utf-8")


def write_case(case: patch.Patch, exercise: Exercise, folder: Path) -> None:
    """Write the notebook a patch describes into ``folder``."""
    path = folder / (case.file or f"{exercise.name}.ipynb")
    if case.raw is not None:
        path.write_text(case.raw, encoding="utf-8")
    else:
        path.write_text(dumps(patch.apply(case, exercise.source, exercise.release)), encoding="utf-8")
