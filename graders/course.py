"""The course folder: its configuration, its exercises, and what students handed in.

The configuration is nbgrader's own file; folders and names follow nbgrader's ``CourseDirectory``, so both always
mean the same files.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from traitlets import Dict, Float, Integer
from traitlets.config import Config, Configurable
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from graders.grade import Deadlines, Submission
from graders.jail import Resources
from graders.notebook import Role, parse, read_file, role
from graders.restore import Exercise
from graders.verdict import CourseError, Note, UnreadableNotebook

MAX_OTHER_FILE = 10 * 2**20
MAX_OTHER_FILES = 100
CONFIG_NAME = "nbgrader_config.py"


class Graders(Configurable):
    """The harness's settings; ``nbgrader_config.py`` explains each."""

    due_dates = Dict({}, help="When each assignment is due.").tag(config=True)
    call_timeout = Float(10.0, help="Seconds for one call of a student's function.").tag(config=True)
    cell_timeout = Float(20.0, help="Seconds for one student cell.").tag(config=True)
    notebook_timeout = Float(60.0, help="Seconds for one notebook.").tag(config=True)
    memory = Integer(2048, help="Megabytes for one notebook's code.").tag(config=True)
    lanes = Integer(0, help="Notebooks graded at once; 0 is one a core.").tag(config=True)


@dataclass(frozen=True)
class Assignment:
    """A problem set: its exercises in order and the other files that students get with it."""

    name: str
    exercises: tuple[Exercise, ...]
    files: dict[str, bytes]

    @property
    def preload(self) -> list[str]:
        """Modules that the source's cells import: what a warm process should have ready."""
        found: set[str] = set()
        for exercise in self.exercises:
            for cell in exercise.source.cells:
                if cell.cell_type == "code":
                    found |= set(_imports(cell.source))
        return sorted(found)


class Course:
    """A course folder. All paths are absolute."""

    def __init__(self, root: Path) -> None:
        """Read the configuration.

        Raises:
            CourseError: there is none, or it can't be read.
        """
        self.root = root.resolve()
        try:
            self.config: Config = PyFileConfigLoader(CONFIG_NAME, path=str(self.root)).load_config()
        except ConfigFileNotFound as error:
            raise CourseError(
                f"There is no {CONFIG_NAME} in {self.root}. Run this in the course folder, or name it with --course."
            ) from error
        except Exception as error:
            raise CourseError(f"{self.root / CONFIG_NAME}: {type(error).__name__}: {error}") from error
        self.config.CourseDirectory.root = str(self.root)
        self.directory = CourseDirectory(config=self.config)
        self.settings = Graders(config=self.config)
        self.db_url = str(self.directory.db_url)
        self.course_id = str(self.directory.course_id)

    # ---- settings

    @property
    def deadlines(self) -> Deadlines:
        """The deadlines for student code."""
        settings = self.settings
        return Deadlines(settings.call_timeout, settings.cell_timeout, settings.notebook_timeout)

    @property
    def resources(self) -> Resources:
        """What one notebook's processes may use."""
        return Resources(
            memory=self.settings.memory * 2**20, cpu=int(self.settings.notebook_timeout * 1.5) + 10
        )

    @property
    def lanes(self) -> int:
        """How many notebooks are graded at once."""
        return int(self.settings.lanes) or len(os.sched_getaffinity(0))

    def late_plugin(self) -> LateSubmissionPlugin:
        """The late-submission plugin that nbgrader would use."""
        preprocessor = AssignLatePenalties(config=self.config)
        return preprocessor.plugin_class(parent=preprocessor)

    def due_date(self, assignment: str) -> datetime | None:
        """When an assignment is due, in UTC without a time zone, as the gradebook has it."""
        text = self.settings.due_dates.get(assignment)
        if not text:
            return None
        try:
            return parse_utc(text)  # type: ignore[no-any-return]
        except Exception as error:
            raise CourseError(
                f"c.Graders.due_dates[{assignment!r}] is {text!r}; write it as '2026-10-01 18:00 UTC'."
            ) from error

    # ---- folders

    def folder(self, step: str, assignment: str, student: str = ".") -> Path:
        """Return nbgrader's folder for a step (``source``, ``release``, ``submitted``, ``autograded``, ``feedback``)."""
        directory = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(directory, student, assignment)).resolve()

    def assignment_names(self) -> list[str]:
        """Return the names of the assignments in ``source/``."""
        source = self.root / self.directory.source_directory
        if not source.is_dir():
            return []
        return sorted(folder.name for folder in source.iterdir() if any(folder.glob("*.ipynb")))

    def require(self, assignment: str) -> None:
        """Check that an assignment exists.

        Raises:
            CourseError: it doesn't; the text lists those that do.
        """
        names = self.assignment_names()
        if assignment not in names:
            known = ", ".join(names) or "none"
            raise CourseError(f"There is no problem set {assignment!r} in source/ (there is: {known}).")

    def assignment(self, name: str) -> Assignment:
        """Read an assignment's source and release.

        Raises:
            CourseError: it doesn't exist, isn't released, or source and release don't belong together.
        """
        self.require(name)
        source, release = self.folder("source", name), self.folder("release", name)
        exercises = []
        for path in sorted(source.glob("*.ipynb")):
            released = release / path.name
            if not released.exists():
                raise CourseError(f"{path.name} is not released yet: run `make release PS={name}`.")
            exercise = Exercise(path.stem, _own(path), _own(released))
            _check_pair(exercise, name)
            exercises.append(exercise)
        files = {
            str(path.relative_to(release)): path.read_bytes()
            for path in sorted(release.rglob("*"))
            if path.is_file() and path.suffix != ".ipynb" and not any(p.startswith(".") for p in path.parts)
        }
        return Assignment(name, tuple(exercises), files)

    # ---- submissions

    def students(self, assignment: str) -> list[str]:
        """Return the students who handed in something for ``assignment``."""
        pattern = self.folder("submitted", assignment, "*")
        base = Path(str(pattern).split("*", maxsplit=1)[0])
        if not base.is_dir():
            return []
        return sorted(
            folder.name
            for folder in base.iterdir()
            if not folder.name.startswith(".") and self.folder("submitted", assignment, folder.name).is_dir()
        )

    def submission(self, assignment: str, student: str) -> Submission:
        """Read what a student handed in. Links, pipes and oversized files are refused, never followed."""
        folder = self.folder("submitted", assignment, student)
        notebooks: dict[str, bytes | UnreadableNotebook] = {}
        files: dict[str, bytes] = {}
        notes: list[Note] = []
        for path in _walk(folder, notes):
            name = str(path.relative_to(folder))
            if path.suffix == ".ipynb":
                # One in a sub-folder is still somebody's answer.
                key = name.removesuffix(".ipynb") if path.stem in notebooks else path.stem
                try:
                    notebooks[key] = read_file(path)
                except UnreadableNotebook as error:
                    notebooks[key] = error
            elif name != "timestamp.txt":
                try:
                    files[name] = read_file(path, MAX_OTHER_FILE)
                except UnreadableNotebook as error:
                    notes.append(Note("refused", str(error)))
        if len(files) > MAX_OTHER_FILES:
            notes.append(Note("refused", f"{len(files)} other files; the first {MAX_OTHER_FILES} were kept."))
            files = dict(list(files.items())[:MAX_OTHER_FILES])
        return Submission(student, notebooks, files, tuple(notes))

    def timestamp(self, assignment: str, student: str) -> datetime | None:
        """When a student handed in, in UTC, from nbgrader's ``timestamp.txt``; None if there is none."""
        path = self.folder("submitted", assignment, student) / "timestamp.txt"
        try:
            text = read_file(path, 1_000).decode("utf-8", "replace").strip()
            return parse_utc(text) if text else None
        except UnreadableNotebook:
            return None
        except Exception as error:
            raise CourseError(f"{path} holds {text!r}, which is no time.") from error

    # ---- releasing

    def release(self, assignment: str) -> None:
        """Build ``release/`` from ``source/`` with nbgrader's own converter, and set the due date.

        Raises:
            CourseError: nbgrader refused; the text is its log's last lines.
        """
        self.require(assignment)
        if (due := self.due_date(assignment)) is not None:
            self.config.CourseDirectory.assignment_id = assignment
        api = NbGraderAPI(config=self.config)
        outcome = api.generate_assignment(assignment, force=True, create=True)
        if not outcome["success"]:
            log = "\n".join((outcome.get("log") or outcome.get("error") or "").strip().splitlines()[-12:])
            raise CourseError(f"nbgrader could not release {assignment}:\n{log}")
        if due is not None:
            with api.gradebook as gradebook:
                gradebook.update_or_create_assignment(assignment, duedate=due)


def _own(path: Path) -> Any:
    try:
        return parse(path.read_bytes(), path.name)
    except UnreadableNotebook as error:
        raise CourseError(f"{path}: {error}") from error


def _check_pair(exercise: Exercise, assignment: str) -> None:
    source, release = exercise.cells(), exercise.released()
    if list(source) != list(release):
        different = sorted(set(source) ^ set(release)) or ["their order"]
        raise CourseError(
            f"source/ and release/ of {exercise.name} differ in {', '.join(different)}: "
            f"run `make release PS={assignment}` again."
        )
    for name, cell in source.items():
        if role(cell) is Role.TEST and cell.cell_type != "code":
            raise CourseError(f"{exercise.name}: the test cell {name} is no code cell")


def _imports(source: str) -> Iterator[str]:
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _walk(folder: Path, notes: list[Note]) -> Iterator[Path]:
    """Yield the files of a submission in a stable order, without following links."""
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        for name in list(folders):
            if (Path(place) / name).is_symlink():
                notes.append(Note("refused", f"{name} is a link to a folder; links are not followed."))
                folders.remove(name)
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place) / name
