"""The course folder: its configuration, its exercises, and what students handed in.

The configuration is nbgrader's own file; folders and names follow nbgrader's ``CourseDirectory``, so both
always mean the same files. Our own files that are wrong raise :class:`~graders.verdict.CourseError`; what is
wrong in a submission becomes a note on it.
"""

from __future__ import annotations

import ast
import fcntl
import os
import re
import shutil
import socket
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import Bool, Dict, Float, Integer, List, TraitError, Unicode
from traitlets.config import Config, Configurable
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from graders.grade import Deadlines, Submission
from graders.jail import Resources
from graders.lane import Lane
from graders.notebook import Role, grade_id, parse, points, read_file, role, split_hidden, writable
from graders.restore import Exercise
from graders.verdict import CourseError, Note, UnreadableNotebook

# What one submission may hold; the rest is left out, with a note.
MAX_NOTEBOOKS = 100
MAX_OTHER_FILES = 100
MAX_OTHER_FILE = 10 * 2**20
MAX_SUBMISSION = 100 * 2**20
MAX_ENTRIES = 10_000
MAX_FOLDERS_DEEP = 20
CONFIG_NAME = "nbgrader_config.py"
_WHEN = re.compile(r"(\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?)\s*(.*)")


class Graders(Configurable):
    """The harness's settings; ``nbgrader_config.py`` explains each."""

    due_dates = Dict({}, help="When each assignment is due.").tag(config=True)
    call_timeout = Float(10.0, min=0.1, help="Seconds for one call of a student's function.").tag(config=True)
    cell_timeout = Float(20.0, min=0.1, help="Seconds for one student cell.").tag(config=True)
    notebook_timeout = Float(60.0, min=0.1, help="Seconds for one notebook.").tag(config=True)
    memory = Integer(2048, min=64, help="Megabytes for one notebook's code.").tag(config=True)
    lanes = Integer(0, min=0, help="Notebooks graded at once; 0 is one a core.").tag(config=True)
    preload = List(Unicode(), help="Modules to have ready that no source notebook imports.").tag(config=True)
    share = List(
        Unicode(), help="Functions of given modules whose results judge and student process have in common."
    ).tag(config=True)
    environment = Dict(
        value_trait=Unicode(), key_trait=Unicode(), help="Environment variables of student code."
    ).tag(config=True)
    show_points = Bool(True, help="Students see points, or only what passed.").tag(config=True)
    show_distribution = Bool(False, help="Students see the class's points and their own place.").tag(
        config=True
    )
    weights = Dict(
        value_trait=Float(min=0.0), key_trait=Unicode(), help="What each assignment counts in the course."
    ).tag(config=True)
    unsafe_no_sandbox = Bool(False, help="Grade even where student code can't be isolated.").tag(config=True)


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
                f"There is no {CONFIG_NAME} in {self.root}. Run this in the course folder, or name it with "
                "--course."
            ) from error
        except Exception as error:
            raise self._config_error(error) from error
        self.config.CourseDirectory.root = str(self.root)
        try:
            self.directory = CourseDirectory(config=self.config)
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # a setting that doesn't exist is a typing error
                self.settings = Graders(config=self.config)
        except (TraitError, UserWarning) as error:
            raise self._config_error(error) from error
        self.db_url = str(self.directory.db_url)
        self.course_id = str(self.directory.course_id)

    def _config_error(self, error: Exception) -> CourseError:
        return CourseError(f"{self.root / CONFIG_NAME}: {type(error).__name__}: {error}")

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
        try:
            preprocessor = AssignLatePenalties(config=self.config)
            plugin = preprocessor.plugin_class(parent=preprocessor)
        except (TraitError, ImportError, AttributeError) as error:
            raise self._config_error(error) from error
        section, known = type(plugin).__name__, plugin.trait_names(config=True)
        for name in self.config.get(section, {}):
            if name not in known:
                raise CourseError(
                    f"{self.root / CONFIG_NAME}: c.{section}.{name} is no setting; there is {', '.join(known)}."
                )
        return plugin

    def due_date(self, assignment: str) -> datetime | None:
        """When an assignment is due, in UTC without a time zone, as the gradebook has it."""
        due = self.settings.due_dates.get(assignment)
        if not due:
            return None
        try:
            return utc(due)
        except ValueError as error:
            raise CourseError(
                f"c.Graders.due_dates[{assignment!r}] is {due!r}: {error}. "
                "Write it as '2026-10-01 18:00 UTC'."
            ) from error

    # ---- folders

    def folder(self, step: str, assignment: str, student: str = ".") -> Path:
        """Return nbgrader's folder for a step: source, release, submitted, autograded or feedback."""
        return self._folder(step, assignment, student).resolve()

    def _folder(self, step: str, assignment: str, student: str) -> Path:
        """Return the folder without following links."""
        directory = getattr(self.directory, f"{step}_directory")
        return Path(os.path.normpath(self.directory.format_path(directory, student, assignment)))

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
            check_pair(exercise, name)
            exercises.append(exercise)
        files = {
            str(path.relative_to(release)): path.read_bytes()
            for path in sorted(release.rglob("*"))
            if path.is_file()
            and path.suffix != ".ipynb"
            and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(release).parts)
        }
        return Assignment(name, tuple(exercises), files)

    def lane(self, assignment: Assignment) -> Lane:
        """Return a lane that has ready what an assignment needs."""
        return Lane(
            sorted({*assignment.preload, *self.settings.preload}),
            self.resources,
            files=assignment.files,
            share=list(self.settings.share),
            environment=dict(self.settings.environment),
            unsafe=self.settings.unsafe_no_sandbox,
        )

    @contextmanager
    def lock(self, what: str) -> Iterator[None]:
        """Be the only command that changes this course. The lock ends with the process, however it ends.

        Raises:
            CourseError: another one is at work; the text says which.
        """
        with ExitStack() as stack:
            try:
                file = stack.enter_context((self.root / ".graders.lock").open("a+", encoding="utf-8"))
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                holder = file.read().strip() or "Another command"
                raise CourseError(
                    f"{holder} is at work in {self.root}. Wait until it has ended, then run this again."
                ) from None
            except OSError as error:
                raise CourseError(f"{self.root} can't be locked for this command: {error}") from error
            file.truncate(0)
            now = datetime.now().astimezone()
            holder = f"`{what}` (process {os.getpid()} on {socket.gethostname()}, since {now:%H:%M:%S})"
            with suppress(OSError):  # a full disk: the lock holds all the same
                os.write(file.fileno(), holder.encode())
            yield
            file.truncate(0)

    # ---- submissions

    def students(self, assignment: str) -> list[str]:
        """Return the students who handed in something for ``assignment``."""
        pattern = self.folder("submitted", assignment, "*")
        base = Path(str(pattern).split("*", maxsplit=1)[0])
        if not base.is_dir():
            return []
        names = sorted(
            folder.name
            for folder in base.iterdir()
            if not folder.name.startswith(".")
            and _is_there(self.folder("submitted", assignment, folder.name))
        )
        for name in names:
            if name != writable(name):
                raise CourseError(f"{base} has a folder whose name is not UTF-8 ({name!r}). Rename it.")
        return names

    def submission(self, assignment: str, student: str) -> Submission:
        """Read what a student handed in. Links, pipes and what is too much are refused, never followed.

        Notebooks go by their name without ``.ipynb``. One in a sub-folder is still somebody's answer: it goes
        by its bare name, too, or by its path where that name is taken.
        """
        folder = self._folder("submitted", assignment, student)
        found = _Found()
        submitted = Path(os.path.normpath(self.root / self.directory.submitted_directory))
        for place in (folder, *folder.parents):
            if place != submitted and place.is_relative_to(submitted) and place.is_symlink():
                found.refuse(f"{place.name} is a link to a folder; links are not followed.")
                return Submission(student, {}, {}, tuple(found.notes))
        for path in _walk(folder, found):
            name = str(path.relative_to(folder))
            if name != writable(name):
                found.refuse(
                    f"{writable(name)} has a name that is not UTF-8. Rename it and hand it in again."
                )
            elif path.suffix.lower() == ".ipynb":
                found.add_notebook(path, name)
            elif name != "timestamp.txt":
                found.add_file(path, name)
        return Submission(student, found.notebooks, found.files, tuple(found.notes))

    def timestamp(self, assignment: str, student: str) -> datetime | None:
        """When a student handed in, in UTC, from nbgrader's ``timestamp.txt``; None if there is none.

        Raises:
            CourseError: there is one that can't be understood. Whoever grades many submissions leaves this
                one ungraded and goes on: a person must say whether it was late.
        """
        path = self._folder("submitted", assignment, student) / "timestamp.txt"
        if not os.path.lexists(path):
            return None
        try:
            text = read_file(path, 1_000).decode("utf-8", "replace").strip()
            return utc(text) if text else None
        except (UnreadableNotebook, ValueError) as error:
            raise CourseError(
                f"{path} does not say when {student} handed in: {error}. Correct it or delete it."
            ) from error

    # ---- releasing

    def release(self, assignment: str) -> None:
        """Build ``release/`` from ``source/`` with nbgrader's own converter, and set the due date.

        Raises:
            CourseError: nbgrader refused; the text is its log's last lines.
        """
        self.require(assignment)
        due = self.due_date(assignment)
        api = NbGraderAPI(config=self.config)
        folder = self.folder("release", assignment)
        with (
            self.lock(f"graders release {assignment}"),
            tempfile.TemporaryDirectory(dir=self.root, prefix=".release-") as aside,
        ):
            if folder.exists():
                shutil.copytree(folder, f"{aside}/old")
            outcome = api.generate_assignment(assignment, force=True, create=True)
            # nbgrader removes the old release first, and leaves nothing when it fails.
            if not outcome["success"] and not folder.exists() and Path(f"{aside}/old").exists():
                shutil.copytree(f"{aside}/old", folder)
        if not outcome["success"]:
            log = "\n".join((outcome.get("log") or outcome.get("error") or "").strip().splitlines()[-12:])
            if "Cannot add or remove cells" in log or "Cannot remove" in log:
                log = (
                    "There are submissions, and nbgrader then takes no graded cells or notebooks away and adds none. "
                    "Put back what was there (`git diff` shows it); points and texts may change."
                )
            raise CourseError(f"nbgrader could not release {assignment}:\n{log}")
        if due is not None:
            with api.gradebook as gradebook:
                gradebook.update_or_create_assignment(assignment, duedate=due)


@dataclass
class _Found:
    """What was found in a submission so far."""

    notebooks: dict[str, bytes | UnreadableNotebook] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    size: int = 0

    def refuse(self, text: str) -> None:
        if len(self.notes) < 20:
            self.notes.append(Note("refused", text))
        elif len(self.notes) == 20:
            self.notes.append(Note("refused", "More was refused for such reasons."))

    def add_notebook(self, path: Path, name: str) -> None:
        if len(self.notebooks) >= MAX_NOTEBOOKS:
            self.refuse(f"{name} was left out: {MAX_NOTEBOOKS} notebooks are the most.")
            return
        bare = name[: -len(".ipynb")]
        key = next((key for key in (path.stem, bare, name) if key not in self.notebooks), f"{name} (2)")
        try:
            self.notebooks[key] = self.read(path, name)
        except UnreadableNotebook as error:
            self.notebooks[key] = error

    def add_file(self, path: Path, name: str) -> None:
        try:
            if len(self.files) >= MAX_OTHER_FILES:
                raise UnreadableNotebook(f"{name} was left out: {MAX_OTHER_FILES} other files are the most.")
            self.files[name] = self.read(path, name, MAX_OTHER_FILE)
        except UnreadableNotebook as error:
            self.refuse(str(error))

    def read(self, path: Path, name: str, *limit: int) -> bytes:
        try:
            data = read_file(path, *limit)
        except UnreadableNotebook as error:
            if isinstance(error.__cause__, PermissionError):
                raise _closed(path) from error  # no fault of the student's
            raise
        if self.size + len(data) > MAX_SUBMISSION:
            raise UnreadableNotebook(
                f"{name} was left out: {MAX_SUBMISSION // 2**20} MB are the most for one submission."
            )
        self.size += len(data)
        return data


def utc(when: object) -> datetime:
    """Return a date and time in UTC, without a time zone; one that names no zone is in UTC.

    Unlike nbgrader's parser this one guesses nothing: neither a missing day nor an unknown time zone.

    Raises:
        ValueError: it isn't one.
    """
    if isinstance(when, str):
        match = re.fullmatch(
            r"(\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?)\s*(.*)", when.strip()
        )
        if not match:
            raise ValueError(f"{when[:60]!r} is no date and time")
        zone = match[2].strip()
        if zone in ("", "Z", "UTC", "GMT"):
            when = datetime.fromisoformat(match[1])
        elif re.fullmatch(r"[+-]\d\d:?\d\d", zone):
            when = datetime.fromisoformat(match[1] + zone)
        else:
            try:
                when = datetime.fromisoformat(match[1]).replace(tzinfo=ZoneInfo(zone))
            except (KeyError, OSError, ValueError) as error:
                raise ValueError(f"{zone[:60]!r} is no known time zone") from error
    if not isinstance(when, datetime):
        raise ValueError("it is no date and time")
    try:
        return when if when.tzinfo is None else when.astimezone(UTC).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError("its year is out of range") from error


def _own(path: Path) -> Any:
    try:
        return parse(path.read_bytes(), path.name)
    except (UnreadableNotebook, OSError) as error:
        why = re.sub(r" (Open it in JupyterLab|Hand it in).*$", "", str(error))  # what a student should do
        raise CourseError(f"{path}: {why} Open it in JupyterLab and save it.") from error


def check_pair(exercise: Exercise, assignment: str) -> None:
    """Check what every grading of the exercise relies on.

    Raises:
        CourseError: source and release don't belong together, or a cell of the source is wrong.
    """
    name = exercise.name
    found: set[str] = set()
    for cell in exercise.source.cells:
        if role(cell) is Role.PROSE:
            continue
        if grade_id(cell) in found:
            raise CourseError(f"{name}: two cells in source/ have the grade id {grade_id(cell)}. Rename one.")
        found.add(grade_id(cell))
        check_cell(name, cell)
    source, release = exercise.cells(), exercise.released()
    if list(source) != list(release):
        different = sorted(set(source) ^ set(release)) or ["their order"]
    else:
        different = [
            key
            for key, cell in source.items()
            if role(cell) != role(release[key]) or cell.cell_type != release[key].cell_type
        ]
    if different:
        raise CourseError(
            f"source/ and release/ of {name} differ in {', '.join(different)}: "
            f"run `make release PS={assignment}` again."
        )


def check_cell(exercise: str, cell: Any) -> None:
    """Check a source cell's points, and that a test cell can be run.

    Raises:
        CourseError: it can't; the text names the cell.
    """
    where = f"{exercise}: the cell {grade_id(cell)}"
    try:
        most = points(cell)
    except (TypeError, ValueError) as error:
        raise CourseError(f"{where} has points that are no number") from error
    if most < 0:
        raise CourseError(f"{where} has negative points")
    if role(cell) is not Role.TEST:
        return
    if cell.cell_type != "code":
        raise CourseError(f"{where} is a test cell, but no code cell")
    try:
        for _, piece in split_hidden(cell.source):
            ast.parse(piece)
    except (SyntaxError, ValueError) as error:
        raise CourseError(
            f"{where} can't be run: {error}. Each part between its markers must be Python by itself."
        ) from error


def _imports(source: str) -> Iterator[str]:
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            # Some libraries import a part of themselves only when one asks for a name in it.
            yield from (f"{node.module}:{alias.name}" for alias in node.names)


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except PermissionError:  # somebody handed it in; reading it will say what is wrong
        return True


def _closed(path: Path) -> CourseError:
    return CourseError(
        f"{path} is closed to this user. Make it readable (`chmod -R u+rX`), and run this again."
    )


def _walk(folder: Path, found: _Found) -> Iterator[Path]:
    """Yield the files of a submission in a stable order, without following links."""
    count = 0

    def fail(error: OSError) -> None:
        if isinstance(error, PermissionError):
            raise _closed(Path(error.filename)) from error

    for place, folders, names in os.walk(folder, onerror=fail, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        for name in list(folders):
            path = Path(place) / name
            if path.is_symlink():
                found.refuse(f"{writable(name)} is a link to a folder; links are not followed.")
                folders.remove(name)
            elif len(path.relative_to(folder).parts) > MAX_FOLDERS_DEEP:
                found.refuse(f"{writable(name)[:60]} was left out: it lies too many folders deep.")
                folders.remove(name)
        for name in sorted(names):
            count += 1
            if count > MAX_ENTRIES:
                found.refuse(f"The rest was left out: {MAX_ENTRIES:,} files are the most.")
                return
            if not name.startswith("."):
                yield Path(place) / name
