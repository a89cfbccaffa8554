"""The instructor's workbench: writes a new exercise, and tries one before anybody gets it.

A try changes nothing. The release is built in memory, by nbgrader's own exporter, and looked at (:mod:`graders.form`).
Then the solution, the stub and every case (:mod:`graders.cases`) are graded in warm lanes, in the jail as always.
"""

from __future__ import annotations

import json
import logging
import queue
import re
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import find_all_files

from graders import cases, patch, wire
from graders.cases import Outcome
from graders.course import Assignment, Course, check_pair
from graders.form import NAME, NAMED, heading
from graders.grade import _cells as cells_for_the_judge
from graders.lane import Lane
from graders.notebook import Role, grade_id, normal_form, parse, role, write_text
from graders.patch import Patch
from graders.restore import Exercise, restore
from graders.verdict import CourseError, LaneError, SubmissionError, UnreadableNotebook

TEMPLATES = Path(__file__).parent / "templates"


# ------------------------------------------------------------------------------------------------ a new exercise


@dataclass(frozen=True)
class Created:
    """What :func:`create` wrote; ``new_folder`` if the problem set is new."""

    notebook: Path
    cases: tuple[Path, ...]
    new_folder: bool


def create(course: Course, assignment: str, name: str, title: str = "") -> Created:
    """Write a small, complete exercise that works as it is, and its first cases.

    Args:
        course: the course folder.
        assignment: the problem set; its folder is made if there is none.
        name: the exercise's, ``exNN_slug``.
        title: its title; made from the slug if empty.

    Raises:
        CourseError: a name is none; its number or a grade id is in use; a file is there already, or can't be written.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", assignment):
        raise CourseError(
            f"{assignment!r} is no name for a problem set: letters, digits, _ and -, as in ps5."
        )
    prefix = _free_prefix(course, name)
    target = course.folder("source", assignment) / f"{name}.ipynb"
    folder = cases.folder(course, name)
    for path in (target, folder):
        if path.exists():
            raise CourseError(f"{inside(course, path)} is there already. Move it away or take another name.")
    new_folder = not target.parent.exists()
    texts = {
        folder / path.name.removeprefix("case_").removesuffix(".txt"): path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATES.glob("case_*.py.txt"))
    }
    try:
        for path, text in texts.items():
            write_text(path, text.replace("ex00-", f"{prefix}-"))
        write_text(target, normal_form(_template(prefix, title or _title(name))))
    except OSError as error:
        raise CourseError(f"{name} can't be written: {error}") from error
    return Created(target, tuple(texts), new_folder)


def _free_prefix(course: Course, name: str) -> str:
    """Return what the grade ids of a new exercise begin with.

    Raises:
        CourseError: it is no name, or its number or grade ids are in use.
    """
    sources = _sources(course)
    numbers = {int(match[2]): path for stem, path in sources.items() if (match := NAME.fullmatch(stem))}
    free = f"ex{max(numbers, default=0) + 1:02d}"
    match = NAME.fullmatch(name)
    if match is None:
        raise CourseError(f"{name!r} is no name for an exercise. It is {NAMED}, as in {free}_poisson.")
    if path := numbers.get(int(match[2])):
        raise CourseError(f"Number {match[2]} is taken by {inside(course, path)}; {free} is free.")
    for used, path in grade_ids(course).items():
        if used.startswith(f"{match[1]}-"):
            raise CourseError(f"{inside(course, path)} uses the grade id {used}; {free} is free.")
    return match[1]


def _title(name: str) -> str:
    return name.partition("_")[2].replace("_", " ").capitalize()


def _template(prefix: str, title: str) -> NotebookNode:
    """Return the notebook that every exercise starts as."""
    nb = parse((TEMPLATES / "exercise.ipynb.txt").read_bytes())
    nb.cells[0].source = nb.cells[0].source.replace(
        "Exercise 0 · Title", heading(prefix) + " ".join(title.split())
    )
    for cell in nb.cells:
        cell["id"] = cell["id"].replace("ex00-", f"{prefix}-")
        if grade_id(cell):
            cell.metadata.nbgrader.grade_id = cell["id"]
    return nb


def untouched(exercise: Exercise) -> list[str]:
    """Return the cells that are still as :func:`create` wrote them, the imports left out."""
    match = NAME.fullmatch(exercise.name)
    if match is None:
        return []
    title = exercise.source.cells[0].source.split("\n")[0].partition(" · ")[2]
    old = {cell["id"]: cell.source for cell in _template(match[1], title).cells}
    del old[f"{match[1]}-setup"]
    return [cell["id"] for cell in exercise.source.cells if old.get(cell["id"]) == cell.source]


# ------------------------------------------------------------------------------------------------ reading one


@dataclass(frozen=True)
class Draft:
    """An exercise as it stands in ``source/``, released in memory.

    Attributes:
        exercise: source and release.
        assignment: of this exercise alone, with the files that lie beside it.
    """

    exercise: Exercise
    assignment: Assignment


def find(course: Course, notebook: Path) -> Path:
    """Return the absolute path of a source notebook that is given as seen from here or from the course folder.

    Raises:
        CourseError: there is none, or it is no source notebook.
    """
    path = next((path for path in (notebook, course.root / notebook) if path.is_file()), None)
    if path is None:
        raise CourseError(
            f"There is no {notebook}. Name a source notebook, such as source/ps1/ex01_both_red.ipynb."
        )
    path = path.parent.resolve() / path.name
    if path.suffix != ".ipynb" or path.parent != course.folder("source", path.parent.name):
        raise CourseError(
            f"{notebook} is no source notebook: those are source/<problem set>/<exercise>.ipynb."
        )
    return path


def read(path: Path) -> NotebookNode:
    """Read a source notebook.

    Raises:
        CourseError: it is no notebook; the text names the line.
    """
    try:
        data = path.read_bytes()
        json.loads(data)
    except OSError as error:
        raise CourseError(f"{path.name} can't be read: {error}") from error
    except json.JSONDecodeError as error:
        raise CourseError(
            f"{path.name}, line {error.lineno}: this is no valid JSON ({error.msg}). A merge or an edit outside "
            "JupyterLab may have done it. Correct that line, or take the last good version from git."
        ) from error
    except (ValueError, RecursionError):
        pass  # parsing says it better
    try:
        return parse(data, path.name)
    except UnreadableNotebook as error:
        raise CourseError(str(error).replace(", save it and hand it in again", " and save it")) from error


def released(course: Course, path: Path) -> NotebookNode:
    """Return what ``make release`` would make of a source notebook, without touching gradebook or files.

    Raises:
        CourseError: nbgrader refuses, in nbgrader's words.
    """
    converter = GenerateAssignment(coursedir=course.directory, config=course.config)
    silent = logging.Logger("silent", logging.CRITICAL + 1)  # nbgrader logs whole cells before it raises
    exporter = converter.exporter_class(config=converter.config, log=silent)
    for step in converter.preprocessors:
        if step is not SaveCells:  # which writes to the gradebook
            exporter.register_preprocessor(step)
    try:
        with chdir(course.root), warnings.catch_warnings():  # nbgrader looks for header and footer from there
            warnings.simplefilter("ignore")
            text, _ = exporter.from_filename(str(path))
    except Exception as error:
        reason = error.__context__ or error  # nbgrader raises "the metadata may be corrupted", and logs how
        why = " ".join(str(reason).split())[:400] or type(reason).__name__
        raise CourseError(f"{path.name}: nbgrader can't make a release of it: {why}") from error
    return parse(text.encode(), path.name)


def draft(course: Course, path: Path, source: NotebookNode) -> Draft:
    """Release a source notebook in memory.

    Raises:
        CourseError: it can't be released.
    """
    exercise = Exercise(path.stem, source, released(course, path))
    check_pair(exercise, path.parent.name)
    folder = path.parent
    beside = find_all_files(str(folder), [*course.directory.ignore, "*.ipynb"])
    files = {str(Path(name).relative_to(folder)): Path(name).read_bytes() for name in sorted(beside)}
    return Draft(exercise, Assignment(folder.name, (exercise,), files))


def grade_ids(course: Course, but: str = "") -> dict[str, Path]:
    """Return every grade id in ``source/`` and where it is; those of the exercise ``but`` left out."""
    found: dict[str, Path] = {}
    for stem, path in _sources(course).items():
        if stem != but:
            with suppress(UnreadableNotebook, OSError):  # its own try says what is wrong with it
                cells = parse(path.read_bytes(), path.name).cells
                found |= {grade_id(cell): path for cell in cells if grade_id(cell)}
    return found


def _sources(course: Course) -> dict[str, Path]:
    """Return the course's source notebooks by name."""
    return {
        path.stem: path
        for assignment in course.assignment_names()
        for path in sorted(course.folder("source", assignment).glob("*.ipynb"))
    }


def unkempt(path: Path, source: NotebookNode) -> list[str]:
    """Return a reminder if a source notebook is not in the form that git should have it in."""
    if path.read_text(encoding="utf-8") == normal_form(source):
        return []
    return [f"{path.name} is not in normal form: `graders normalise` puts it there."]


def stamp(course: Course, path: Path) -> list[tuple[str, int]]:
    """Return something that changes whenever the notebook, its cases or a file beside it does."""
    found = []
    for one in (*path.parent.rglob("*"), *cases.folder(course, path.stem).glob("*.py")):
        with suppress(OSError):  # gone since it was listed
            found.append((str(one), one.stat().st_mtime_ns))
    return sorted(found)


def inside(course: Course, path: Path) -> Path:
    """Return a path as seen from the course folder, if it is in it."""
    return path.relative_to(course.root) if path.is_relative_to(course.root) else path


# ------------------------------------------------------------------------------------------------ lanes


class Bench:
    """Warm lanes that grade one exercise's cases; they stay warm until what they hold has changed."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.lanes: list[Lane] = []
        self.warm: set[Lane] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the lanes."""
        for lane in self.lanes:
            lane.close()
        self.lanes, self.warm = [], set()

    def run(self, one: Draft, todo: Sequence[Patch]) -> Iterator[Outcome]:
        """Grade cases in parallel, and yield what came of them in their order, each as soon as it is there.

        Raises:
            LaneError: no lane can be started.
        """
        grade = self._get_ready(one, todo)
        with ThreadPoolExecutor(len(self.lanes)) as pool:
            try:
                yield from pool.map(grade, todo)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                for lane in self.lanes:
                    lane.stop()
                raise

    def _get_ready(self, one: Draft, todo: Sequence[Patch]) -> Callable[[Patch], Outcome]:
        """Make the lanes that are needed, and return what grades a case in one that is idle."""
        lane = self._lane(one, todo)
        if not self.lanes or (self.lanes[0].preload, self.lanes[0].files) != (lane.preload, lane.files):
            self.close()
            self.lanes = [lane, *(self._lane(one, todo) for _ in range(self.course.lanes - 1))]
        idle: queue.SimpleQueue[Lane] = queue.SimpleQueue()
        for lane in self.lanes[: max(1, len(todo))]:
            idle.put(lane)

        def grade(case: Patch) -> Outcome:
            lane = idle.get()
            try:
                if lane not in self.warm:
                    lane.start()
                    self.warm.add(lane)
                return cases.grade_case(lane, one.exercise, case, self.course.deadlines)
            finally:
                idle.put(lane)

        return grade

    def _lane(self, one: Draft, todo: Sequence[Patch]) -> Lane:
        """Return a lane that will have ready what this notebook and these cases import, and nothing else."""
        lane = self.course.lane(one.assignment)
        texts = [section.source for case in todo for section in case.sections]
        texts += [cell.source for cell in one.exercise.source.cells]
        also = [
            module
            for module in self.course.settings.preload
            if any(module.partition(".")[0] in text for text in texts)
        ]
        lane.preload = sorted({*one.assignment.preload, *also})
        return lane

    def cell_seconds(self, one: Draft) -> dict[str, float]:
        """Return how long each code cell of the solution takes, by grade id; after :meth:`run`.

        The judge reports a cell once it has run, but one that prints after a test at the very end. So here the tests
        come last.
        """
        solved = patch.apply(patch.unchanged("solution"), one.exercise.source, one.exercise.release)
        nb, _ = restore(one.exercise, solved)
        nb.cells.sort(key=lambda cell: role(cell) is Role.TEST)
        limits = self.course.deadlines
        job = {
            "cells": cells_for_the_judge(nb, limits),
            "limits": {"call": limits.call, "cell": limits.cell, "notebook": limits.notebook},
        }
        found: dict[str, float] = {}
        with suppress(SubmissionError, LaneError), self.lanes[0].pair() as pair:
            give_up = time.monotonic() + limits.notebook + 30.0
            pair.judge.send(wire.encode(job), give_up)
            last = time.monotonic()
            while (event := wire.decode(pair.judge.receive(give_up)))["event"] not in ("end", "broken"):
                if event["event"] == "ask":
                    pair.judge.send(wire.encode(pair.obey(event["what"])))
                    continue
                now = time.monotonic()
                found[grade_id(nb.cells[event["index"]])] = now - last
                last = now
        return found
