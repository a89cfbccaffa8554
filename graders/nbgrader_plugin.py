"""The same engine as nbgrader's ``Execute``: ``nbgrader autograde`` and formgrader run student code in the jail.

nbgrader hands over a notebook that it has repaired from its gradebook, hidden tests included. What is graded is the
file that was handed in, restored against the exercise, so that the marks are those of ``graders autograde``. The
exercise is the course's where ``source/`` and ``release/`` agree with the gradebook, and otherwise what the gradebook
holds. Nothing the submission says about points, roles or limits counts.

Stock tests may use what any cell before them imported. A judge never takes a module from a student, so those of the
instructor's imports that a test reads are made in the judge; a test that takes the student's own names away can't
work from there: it runs in the student's process if it hides nothing, and is refused otherwise.

One lane serves all notebooks of a process: that is one command, or one formgrader.
"""

from __future__ import annotations

import ast
import atexit
import copy
import dis
import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader import preprocessors
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum, find_all_files
from traitlets import Integer
from traitlets.config import Config

from graders.course import Assignment, Course, Graders
from graders.grade import Submission, grade_submission
from graders.lane import Lane
from graders.notebook import Role, grade_id, parse, points, role, setting, split_hidden, visible_part
from graders.restore import RUBRIC_BEGIN, RUBRIC_END, Exercise
from graders.verdict import CourseError, GradersError, HarnessError, NotebookResult, Status

_FIXED = (Role.TEST, Role.GIVEN)  # cells whose text is always the instructor's


class Execute(preprocessors.Execute):
    """Grades a notebook in the jail and writes its verdicts as the outputs that nbgrader reads marks from."""

    timeout = Integer(
        0,
        allow_none=True,
        help="Seconds for one cell and for one call from a test. 0: what c.Graders says; None or less: as long as "
        "the whole notebook may take.",
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], km: object = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Grade one notebook.

        Raises:
            GradersError: it can't be graded, through no fault of the student's; nbgrader logs it and goes on.
        """
        converter = self._converter()
        where = resources.get("nbgrader") or {}
        name, assignment, student = (str(where[key]) for key in ("notebook", "assignment", "student"))
        _require_python(nb, name)
        course = _RunningCourse(converter.coursedir, self.config, self.timeout)
        with Gradebook(course.db_url, course.course_id) as gradebook:
            recorded = _recorded(gradebook.find_notebook(name, assignment))
        own = set(converter.exclude_overwriting.get(assignment, ()))
        submission = course.submission(assignment, student)
        mine = {key: data for key, data in submission.notebooks.items() if key == name}
        one = Submission(student, mine, submission.files, submission.notes)
        with _lock:
            given = _given(course, assignment, recorded)
            for text in given.warnings:
                self.log.warning("%s: %s", name, text)
            files = {path: content for path, content in given.around.files.items() if path not in own}
            lane = _lane_for(course, Assignment(assignment, given.around.exercises, files))
            result = grade_submission(lane, [given.exercise], one, course.deadlines)[0]
        _require_marks(result, student)
        for note in result.notes:
            self.log.info("%s, %s: %s: %s", student, name, note.kind, note.text)
        return _finished(result, given.texts), resources

    def _converter(self) -> Any:
        """Return nbgrader's converter, which runs the preprocessors."""
        parent = self.parent
        while parent is not None and not hasattr(parent, "exclude_overwriting"):
            parent = parent.parent
        if parent is None:
            raise CourseError(
                f"{type(self).__module__}.Execute works in Autograde.autograde_preprocessors only."
            )
        return parent


class _RunningCourse(Course):
    """The course whose configuration nbgrader has read: from wherever, with the command line's settings.

    Args:
        directory: nbgrader's.
        config: nbgrader's.
        timeout: what ``Execute.timeout`` says.
    """

    def __init__(self, directory: CourseDirectory, config: Config, timeout: int | None = 0) -> None:
        self.root = Path(directory.root).resolve()
        self.config = config
        self.directory = directory
        self.settings = settings = Graders(config=config)
        self.db_url = str(directory.db_url)
        self.course_id = str(directory.course_id)
        # nbgrader promises it to notebooks.
        settings.environment = {"NBGRADER_EXECUTION": "autograde", **settings.environment}
        if timeout != 0:
            most = settings.notebook_timeout if timeout is None or timeout < 0 else float(timeout)
            settings.call_timeout = settings.cell_timeout = most
            settings.notebook_timeout = max(most, settings.notebook_timeout)


# ---------------------------------------------------------------------------------------------- the exercise


@dataclass(frozen=True, eq=False)
class _Folder:
    """An assignment in the course folder. Without exercises if something is wrong with it, which ``problem`` says."""

    stamps: object
    whole: Assignment
    problem: str = ""


@dataclass(frozen=True)
class _Given:
    """What the instructor gave for one notebook.

    Attributes:
        exercise: what to grade with; its tests stand alone.
        texts: its cells as the instructor wrote them, by grade id.
        around: what a lane needs to know: files beside the notebook, cells with imports.
        warnings: what the instructor should know.
    """

    exercise: Exercise
    texts: Mapping[str, str]
    around: Assignment
    warnings: tuple[str, ...]


_folders: dict[tuple[Path, str], _Folder] = {}
_found: dict[tuple[Path, str, str], tuple[_Folder, object, _Given]] = {}


def _folder(course: Course, assignment: str) -> _Folder:
    """Return an assignment as the course folder has it, read again only if a file has changed."""
    stamps = _stamps(course, assignment)
    known = _folders.get((course.root, assignment))
    if known is not None and known.stamps == stamps:
        return known
    try:
        found = _Folder(stamps, course.assignment(assignment))
    except CourseError as error:
        files = _source_files(course, assignment)
        found = _Folder(stamps, Assignment(assignment, (), files), str(error))
    _folders[course.root, assignment] = found
    return found


def _given(course: Course, assignment: str, recorded: Exercise) -> _Given:
    """Return what to grade with, found again only if something has changed."""
    folder, shape = _folder(course, assignment), _shape(recorded)
    key = (course.root, assignment, recorded.name)
    if key in _found and _found[key][0] is folder and _found[key][1] == shape:
        return _found[key][2]
    exercise = next((one for one in folder.whole.exercises if one.name == recorded.name), None)
    problem = folder.problem
    if not problem and (exercise is None or _shape(exercise) != shape):
        problem = "source/ has other tests, cells or points than were released."
    warnings = []
    if exercise is not None and not problem:
        around, written = folder.whole, exercise.source
    else:
        warnings.append(f"graded with the cells in the gradebook. {problem}")
        exercise, written = recorded, _written(course, assignment, recorded)
        _take_settings(exercise.source, written)
        around = Assignment(assignment, (Exercise(recorded.name, written, written),), folder.whole.files)
    texts = {name: cell.source for name, cell in exercise.cells().items()}
    alone, weaker = _standing_alone(exercise, written)
    given = _Given(alone, texts, around, (*warnings, *weaker))
    _found[key] = (folder, shape, given)
    return given


def _stamps(course: Course, assignment: str) -> list[tuple[str, int, int]]:
    """Return what shows that a file of the assignment was changed."""
    folders = [course.folder(step, assignment) for step in ("source", "release")]
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths]


def _shape(exercise: Exercise) -> dict[str, tuple[Role, str, float, str]]:
    """Return what source and gradebook must agree in. Where tests are generated, only the gradebook has them."""
    return {
        name: (role(cell), cell.cell_type, points(cell), cell.source if role(cell) in _FIXED else "")
        for name, cell in exercise.cells().items()
    }


def _recorded(notebook: Any) -> Exercise:
    """Return a notebook's cells as the gradebook has them: what was released, hidden tests included."""
    worth = {cell.name: float(cell.max_score) for cell in [*notebook.grade_cells, *notebook.task_cells]}
    graded = {cell.name for cell in notebook.grade_cells}
    answers = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    cells = []
    for row in notebook.source_cells:
        flags = {"grade_id": row.name, "locked": row.locked, "schema_version": 3, "task": row.name in tasks}
        flags |= {"grade": row.name in graded, "solution": row.name in answers, "cell_type": row.cell_type}
        if row.name in worth:
            flags["points"] = worth[row.name]
        cell = {"cell_type": row.cell_type, "id": row.name, "source": row.source or ""}
        cells.append(cell | {"metadata": {"nbgrader": flags}})
    metadata = {"kernelspec": json.loads(notebook.kernelspec or "{}")}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    source = parse(json.dumps(whole).encode(), f"{notebook.name} in the gradebook")
    release = copy.deepcopy(source)
    for cell in release.cells:
        try:
            cell.source = _without_scheme(visible_part(cell.source))
        except ValueError as error:
            raise CourseError(
                f"{notebook.name}: the cell {grade_id(cell)} has hidden-test markers that don't pair up: {error}."
            ) from error
    return Exercise(str(notebook.name), source, release)


def _without_scheme(text: str) -> str:
    before, begin, rest = text.partition(RUBRIC_BEGIN)
    return (before + rest.partition(RUBRIC_END)[2]).strip("\n") if begin else text


def _written(course: Course, assignment: str, recorded: Exercise) -> NotebookNode:
    """Return the source notebook if there is a readable one: it has the cells that the gradebook doesn't keep."""
    path = course.folder("source", assignment) / f"{recorded.name}.ipynb"
    try:
        return parse(path.read_bytes(), path.name)
    except (GradersError, OSError):
        return recorded.source


def _take_settings(nb: NotebookNode, written: NotebookNode) -> None:
    """Give the gradebook's cells the harness's settings of those in ``source/``."""
    settings = {grade_id(cell): cell.metadata.get("graders") for cell in written.cells}
    for cell in nb.cells:
        if found := settings.get(grade_id(cell)):
            cell.metadata["graders"] = copy.deepcopy(found)


def _source_files(course: Course, assignment: str) -> dict[str, bytes]:
    """Return what nbgrader itself copies beside a submission."""
    folder = course.folder("source", assignment)
    left_out = [*course.directory.ignore, "*.ipynb"]
    paths = [Path(path) for path in find_all_files(str(folder), left_out)]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


# ------------------------------------------------------------------------------------------------- the tests


def _standing_alone(exercise: Exercise, written: NotebookNode) -> tuple[Exercise, list[str]]:
    """Return the exercise with tests that a judge can run, and what is weaker for it.

    A test gets those of the instructor's imports that it reads. One that takes away or replaces a name of the
    student's runs among the student's objects, if it hides nothing.

    Args:
        exercise: what to grade with.
        written: the notebook as the instructor wrote it, solutions and plain cells included.

    Raises:
        CourseError: a test with a hidden part would have to run there.
    """
    defined: set[str] = set()
    imports: dict[str, str] = {}
    for cell in written.cells:
        tree = _tree(cell.source) if cell.cell_type == "code" and role(cell) is not Role.TEST else None
        if tree is not None:
            defined |= _stored(_code([node for node in tree.body if not isinstance(node, _IMPORTS)]))
            if role(cell) is not Role.GIVEN:  # those the judge makes by itself
                imports |= dict(_imports(tree))
    weaker = []
    source = copy.deepcopy(exercise.source)
    for cell in source.cells:
        tree = _tree(cell.source) if role(cell) is Role.TEST and cell.cell_type == "code" else None
        if tree is None or setting(cell, "in_process", False):
            continue
        code = _code(tree.body)
        if taken := sorted(_read_before_stored(code) & defined):
            what = f"the test {grade_id(cell)} changes {', '.join(taken)}, which is the student's"
            if any(hidden for hidden, _ in split_hidden(cell.source)):
                raise CourseError(
                    f"{exercise.name}: {what}, and has hidden tests, which run apart from the student. Use a name "
                    "that begins with _, or move the visible part into a cell of its own."
                )
            weaker.append(f"{what}, so it runs in the student's process; student code could sway it.")
            cell.metadata["graders"] = {**cell.metadata.get("graders", {}), "in_process": True}
            continue
        read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        lines = [imports[name] for name in sorted(imports.keys() & read - _stored(code) - defined)]
        cell.source = "\n".join([*lines, cell.source])
    return Exercise(exercise.name, source, exercise.release), weaker


_IMPORTS = (ast.Import, ast.ImportFrom)


def _tree(source: str) -> ast.Module | None:
    """Return Python's reading of a cell without its magics, or None if that is no Python."""
    lines = ["pass" if line.startswith(("%", "!")) else line for line in source.splitlines()]
    try:
        tree = ast.parse("\n".join(lines))
        _code(tree.body)
    except (SyntaxError, ValueError):
        return None
    return tree


def _code(body: list[ast.stmt]) -> CodeType:
    return compile(ast.Module(body, []), "<cell>", "exec")


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the names that a cell imports, and how. A star says no names, so it is left alone."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0], ast.unparse(ast.Import([alias]))
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            for alias in node.names:
                if alias.name != "*":
                    line = ast.unparse(ast.ImportFrom(node.module, [alias], node.level))
                    yield alias.asname or alias.name, line


def _stored(code: CodeType) -> set[str]:
    """Return the names that a cell binds or deletes."""
    return {
        step.argval for step in dis.get_instructions(code) if step.opname in ("STORE_NAME", "DELETE_NAME")
    }


def _read_before_stored(code: CodeType) -> set[str]:
    """Return the names that a cell binds or deletes and reads before it first binds them."""
    found: set[str] = set()
    bound: set[str] = set()
    for step in dis.get_instructions(code):
        if step.opname == "STORE_NAME":
            bound.add(step.argval)
        elif step.opname in ("LOAD_NAME", "DELETE_NAME") and step.argval not in bound:
            found.add(step.argval)
    return found & _stored(code)


def _require_python(nb: NotebookNode, name: str) -> None:
    """Refuse what no Python can run.

    Raises:
        CourseError: the notebook is for another language.
    """
    spec, info = (nb.metadata.get(key) or {} for key in ("kernelspec", "language_info"))
    language = str(spec.get("language") or info.get("name") or spec.get("name") or "python")
    if not language.lower().startswith(("python", "ipython")):
        raise CourseError(f"{name}.ipynb is written for the kernel {language!r}; only Python can be graded.")


# -------------------------------------------------------------------------------------------- lane and result

_lock = threading.Lock()
_lane: Lane | None = None


def _lane_for(course: Course, assignment: Assignment) -> Lane:
    """Return the process's lane, a new one if the last one was for something else."""
    global _lane
    lane = course.lane(assignment)
    if _lane is not None and _purpose(_lane) == _purpose(lane):
        if set(lane.preload) <= set(_lane.preload):
            return _lane
        # The notebooks of one assignment take turns: what one needs stays for the others.
        lane.preload = sorted({*lane.preload, *_lane.preload})
    close()
    _lane = lane
    return _lane


def _purpose(lane: Lane) -> tuple[object, ...]:
    return lane.files, lane.share, lane.environment, lane.limits, lane.levels


def close() -> None:
    """End the lane. The next notebook gets a new one."""
    global _lane
    if _lane is not None:
        _lane.close()
        _lane = None


atexit.register(close)


def _require_marks(result: NotebookResult, student: str) -> None:
    """Make sure that every test has a mark.

    Raises:
        HarnessError: our side failed; nothing is recorded.
    """
    failed = [verdict for verdict in result.verdicts if verdict.points is None]
    harness = [note.text for note in result.notes if note.kind == "harness"]
    if failed or result.status is Status.HARNESS_ERROR or (harness and not result.verdicts):
        reasons = [f"{verdict.grade_id}: {verdict.message}" for verdict in failed] or harness
        raise HarnessError(
            f"{result.name} of {student} could not be graded, and that is not the student's fault: "
            + "; ".join(reasons)
        )


def _finished(result: NotebookResult, texts: Mapping[str, str]) -> NotebookNode:
    """Return the executed notebook as nbgrader keeps it."""
    nb: Any = result.notebook
    for cell in nb.cells:
        if role(cell) in _FIXED:
            cell.source = texts[grade_id(cell)]
            # nbgrader's checksum is of the cell as it stands there, hidden tests included.
            cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    # The same submission gives the same file, whatever it is called and however long it took.
    for key in ("exercise", "seconds"):
        nb.metadata.graders.pop(key, None)
    return nb
