"""Many submissions: lanes, progress, skipping what hasn't changed, and writing results as they come.

A submission is graded by one lane and written by the coordinator's own thread: first the executed notebooks, then
the gradebook in one transaction (``record``), then the digest that says "this is done". Whatever is interrupted
between them is simply graded again.
"""

from __future__ import annotations

import hashlib
import json
import queue
import threading
import time
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

import graders.notebook as nbk
from graders.course import Assignment, Course
from graders.grade import Submission, grade_submission, harness_failure
from graders.lane import Lane
from graders.verdict import CourseError, NotebookResult, Status, UnreadableNotebook

DIGEST_FILE = ".graders.json"
MOST_REFUSED = 2  # submissions in a row that the gradebook refuses, before a run gives up
ENGINE = "2"  # goes up when the same submission could get another mark; everything is then graded anew


Record = Callable[[str, Sequence[NotebookResult], datetime | None], object]


@dataclass(frozen=True)
class Graded:
    """One student's submission, graded or not."""

    student: str
    results: tuple[NotebookResult, ...] = ()
    skipped: bool = False
    problem: str = ""
    refused: bool = False  # by the gradebook, which then refuses the others, too

    @property
    def ungraded(self) -> bool:
        """True if staff must look: our side failed."""
        return bool(self.problem) or any(result.status is Status.HARNESS_ERROR for result in self.results)


@dataclass
class Summary:
    """What a run did."""

    graded: list[Graded] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def ungraded(self) -> list[Graded]:
        """Submissions that staff must look at."""
        return [item for item in self.graded if item.ungraded]


def autograde(
    course: Course,
    name: str,
    record: Record,
    *,
    students: Sequence[str] | None = None,
    force: bool = False,
    recorded: Collection[str] | None = None,
    progress: Callable[[Graded], None] = lambda graded: None,
    dry_run: bool = False,
) -> Summary:
    """Grade an assignment's submissions and write ``autograded/`` and the gradebook.

    Args:
        course: the course folder.
        name: the assignment.
        record: called with a student's id, results and time of submission: puts the marks into the gradebook, all
            or none.
        students: whom; everybody who handed in if None.
        force: also those whose submission hasn't changed.
        recorded: who has marks in the gradebook; anybody else is graded, changed or not. None: everybody has.
        progress: called after each submission, in this thread.
        dry_run: write nothing; ``record`` is called all the same, and must not write either.

    Raises:
        CourseError: the assignment can't be graded at all, another run is at work, or the gradebook takes nothing.
    """
    started = time.monotonic()
    assignment = course.assignment(name)
    wanted = list(course.students(name) if students is None else students)
    summary = Summary()
    work = _Work(course, assignment, force, recorded)
    refused = 0
    # Closed at once when anything is raised here, Ctrl-C above all: then the lanes are stopped.
    with course.lock(f"graders autograde {name}"), closing(work.run(wanted)) as finished:
        for graded in finished:
            done = work.write(record, graded, dry_run)
            summary.graded.append(_without_notebooks(done))
            progress(done)
            refused = refused + 1 if done.refused else 0
            if refused == MOST_REFUSED:
                raise CourseError(f"{done.problem} What was recorded stays; the same command does the rest.")
    summary.seconds = time.monotonic() - started
    return summary


def unfinished(course: Course, assignment: Assignment, students: Sequence[str]) -> list[str]:
    """Return those students whose submission, as it stands, hasn't been graded with the course as it stands."""
    work = _Work(course, assignment, force=False, recorded=None)
    found = []
    for student in students:
        try:
            done = work.finished(student) == work.digest(course.submission(assignment.name, student))
        except CourseError:  # an unreadable time of submission: a run would say so
            done = False
        if not done:
            found.append(student)
    return found


def _without_notebooks(graded: Graded) -> Graded:
    # They are on disk now. Kept, a class of a thousand would fill the memory.
    return replace(graded, results=tuple(replace(result, notebook={}) for result in graded.results))


class _Work:
    """One run over one assignment."""

    def __init__(
        self, course: Course, assignment: Assignment, force: bool, recorded: Collection[str] | None
    ) -> None:
        self.course = course
        self.assignment = assignment
        self.force = force
        self.recorded = recorded
        self.source = _digest_of_source(assignment)
        plugin = course.late_plugin()
        self.late = f"{type(plugin).__name__} {sorted(plugin.trait_values(config=True).items())}"
        self.digests: dict[str, str] = {}

    def run(self, students: Sequence[str]) -> Generator[Graded]:
        """Yield submissions as they are graded, in whatever order they finish."""
        todo: queue.SimpleQueue[str] = queue.SimpleQueue()
        for student in students:
            todo.put(student)
        done: queue.SimpleQueue[Graded] = queue.SimpleQueue()
        stop = threading.Event()
        lanes = [self.course.lane(self.assignment) for _ in students[: self.course.lanes]]
        threads = [threading.Thread(target=self.lane, args=(lane, todo, done, stop)) for lane in lanes]
        for thread in threads:
            thread.start()
        try:
            for _ in students:
                yield done.get()
        finally:
            stop.set()
            for lane in lanes:
                lane.stop()
            for thread in threads:
                thread.join()

    def lane(
        self,
        lane: Lane,
        todo: queue.SimpleQueue[str],
        done: queue.SimpleQueue[Graded],
        stop: threading.Event,
    ) -> None:
        """Grade submissions in one lane until there are none left."""
        with lane:
            while not stop.is_set():
                try:
                    student = todo.get_nowait()
                except queue.Empty:
                    return
                done.put(self.grade(lane, student))

    def grade(self, lane: Lane, student: str) -> Graded:
        """Grade one submission; nothing that happens here stops the others."""
        try:
            submission = self.course.submission(self.assignment.name, student)
            digest = self.digest(submission)
            known = self.recorded is None or student in self.recorded
            if known and not self.force and self.finished(student) == digest:
                return Graded(student, skipped=True)
            self.digests[student] = digest
            results = grade_submission(lane, self.assignment.exercises, submission, self.course.deadlines)
            return Graded(student, tuple(results))
        except Exception as error:
            results = harness_failure(self.assignment.exercises, error, lane.isolation)
            return Graded(student, tuple(results), problem=f"{type(error).__name__}: {error}")

    # ---- what has been done already

    def digest(self, submission: Submission) -> str:
        """Return what the marks of a submission depend on: its files, the source, the settings, the engine."""
        whole = hashlib.sha256(self.source.encode())
        stamp = self.course.timestamp(self.assignment.name, submission.student)
        whole.update(f"{stamp} {self.course.due_date(self.assignment.name)} {self.late}".encode())
        for name, data in [*submission.notebooks.items(), *submission.files.items()]:
            content = data if isinstance(data, bytes) else str(data).encode()
            whole.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\0".encode("utf-8", "replace"))
        return whole.hexdigest()

    def finished(self, student: str) -> str:
        """Return the digest of the last finished grading, or an empty string."""
        try:
            return str(json.loads((self.folder(student) / DIGEST_FILE).read_text())["digest"])
        except (OSError, ValueError, KeyError):
            return ""

    def folder(self, student: str) -> Path:
        return self.course.folder("autograded", self.assignment.name, student)

    # ---- writing

    def write(self, record: Record, graded: Graded, dry_run: bool) -> Graded:
        """Write one submission's notebooks and marks; a failure is told, and costs nobody else anything."""
        if graded.skipped:
            return graded
        folder = self.folder(graded.student)
        try:
            results = [replace(one, same=_same(folder / f"{one.name}.ipynb", one)) for one in graded.results]
            graded = replace(graded, results=tuple(results))
            if not dry_run:
                (folder / DIGEST_FILE).unlink(missing_ok=True)
                for result in graded.results:
                    nbk.write_text(folder / f"{result.name}.ipynb", nbk.dumps(result.notebook))
            stamp = self.course.timestamp(self.assignment.name, graded.student)
            try:
                record(graded.student, graded.results, stamp)
            except CourseError as error:
                return Graded(graded.student, graded.results, problem=str(error), refused=True)
            if not graded.ungraded and not dry_run:
                done = {"digest": self.digests[graded.student], "engine": ENGINE}
                nbk.write_text(folder / DIGEST_FILE, json.dumps(done) + "\n")
        except Exception as error:
            return Graded(graded.student, graded.results, problem=f"{type(error).__name__}: {error}")
        return graded


def _same(path: Path, result: NotebookResult) -> frozenset[str]:
    """Return the graded cells of which nothing that they depend on has changed since ``path`` was written."""
    try:
        earlier = nbk.parse_own(path)
    except (UnreadableNotebook, OSError):
        return frozenset()
    now = nbformat.from_dict(result.notebook)
    before, after = _typed(earlier), _typed(now)
    tests = {nbk.grade_id(cell) for cell in now.cells if nbk.role(cell) is nbk.Role.TEST}
    same = {name for name, source in after.items() if name and before.get(name) == source}
    return frozenset(same | (tests if before == after else set()))


def _typed(nb: NotebookNode) -> dict[str, str]:
    """Return what the student typed, by answer; all other code under no name."""
    typed: dict[str, str] = {"": ""}
    for cell in nb.cells:
        what = nbk.role(cell)
        if what in (nbk.Role.ANSWER, nbk.Role.WRITTEN, nbk.Role.TASK):
            typed[nbk.grade_id(cell)] = cell.source
        elif what is nbk.Role.PROSE and cell.cell_type == "code":
            typed[""] += cell.source + "\n"
    return typed


def _digest_of_source(assignment: Assignment) -> str:
    whole = hashlib.sha256(ENGINE.encode())
    for exercise in assignment.exercises:
        whole.update(nbk.normal_form(exercise.source).encode())
        whole.update(nbk.normal_form(exercise.release).encode())
    for name, content in assignment.files.items():
        whole.update(name.encode() + hashlib.sha256(content).digest())
    return whole.hexdigest()
