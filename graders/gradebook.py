"""The gradebook: nbgrader's own database, written in one transaction a submission.

nbgrader's ``Gradebook`` makes engine and session; one is kept for the process. Its ``add_*`` methods commit
on every call, so rows are made here, the same rows by the same rules (``SaveAutoGrades``,
``AssignLatePenalties``): what a person wrote is never touched, and a mark with a manual score goes up for
review again. Three faults of stock are not kept: a task whose notebook was missing at first goes back to a
person (stock leaves its 0), a missing notebook loses an old late penalty (stock takes it off the others), and
an extension without a due date is not late (stock stops).

SQLite has one writer at a time. A writer takes its turn *before* it reads, so none overwrites what another
just wrote; it waits 30 s, or what ``?timeout=`` in the URL says. Grades are looked up by cell and notebook,
the one index they have, so that a submission costs the same in a full gradebook.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import api, utils
from sqlalchemy import case, func, make_url, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import selectinload, with_polymorphic

from graders.verdict import CourseError, HarnessError, Mark, NotebookMarks, NotebookResult, Status

STEP = 200  # milliseconds between two chances to interrupt the waiting for another writer

# (student, score, seconds late) → points off, or None: a late plugin's `late_submission_penalty`.
LatePenalty = Callable[[str, float, float], float | None]


@dataclass(frozen=True)
class Person:
    """One line of the roster; empty fields are unknown."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""  # the learning platform's own number of the user


@dataclass(frozen=True)
class Row:
    """One notebook of one student in the final table; ``points`` are before the late penalty."""

    student: str
    notebook: str
    points: float
    max_score: float
    late_penalty: float
    seconds_late: float
    needs_manual_grade: bool

    @property
    def score(self) -> float:
        """Points after the late penalty, never below 0."""
        return max(0.0, self.points - self.late_penalty)


@dataclass(frozen=True)
class Change:
    """One mark before and after a grading, with extra credit; None is no mark. ``cell`` is a grade id or a penalty."""

    notebook: str
    cell: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Recorded:
    """What recording a submission did to its marks; ``first`` if nothing was recorded before."""

    first: bool
    changes: tuple[Change, ...]
    reviews: int  # marks set by a person that stay, and go up for review: the answer or its test has changed


class Gradebook:
    """An open gradebook. Each method is one transaction; failures are ``CourseError`` with their cure."""

    def __init__(self, db_url: str, course_id: str = "default_course") -> None:
        self._db_url = db_url
        with _explained(db_url, ImportError, OSError, subprocess.SubprocessError):
            url = make_url(db_url)
            if url.get_backend_name() == "sqlite" and "timeout" not in url.query:
                url = url.update_query_dict({"timeout": "30"})
            with _alembic_on_path():
                self._stock = api.Gradebook(url.render_as_string(hide_password=False), course_id)

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back the connections."""
        self._stock.close()

    def students(self) -> list[Person]:
        """Everyone in the gradebook, by last name."""
        names = [field.name for field in fields(Person)]
        with self._transaction():
            return [Person(*(getattr(one, name) or "" for name in names)) for one in self._stock.students]

    def ensure_students(self, people: Iterable[Person]) -> None:
        """Add these people, or update what is known of them; an empty field leaves what is there."""
        with self._transaction(write=True) as db:
            for person in people:
                db.merge(api.Student(**{name: value for name, value in vars(person).items() if value}))

    def record(
        self,
        student: str,
        assignment: str,
        results: Sequence[NotebookResult],
        *,
        timestamp: datetime | None = None,
        late_penalty: LatePenalty | None = None,
        due: datetime | None = None,
        dry_run: bool = False,
    ) -> Recorded | None:
        """Write the marks of one submission, all or nothing; return what changed, or None if nothing was written.

        With a harness error in any notebook nothing is written, not even the student: earlier marks stand,
        and what was never graded has no row, so that it shows as ungraded and not as a zero. Notebooks
        without a result keep their marks. Without ``timestamp`` an earlier one stays, as in stock; so does the due
        date without ``due``.
        ``dry_run`` does it all, and takes it back.

        Raises:
            CourseError: not released, cells changed since the release, or the gradebook can't be written.
        """
        if any(_is_ours(result) for result in results):
            return None
        with self._transaction(write=True) as db:
            release = _release(db, assignment)
            _must_match(release, results)
            if due is not None and release.duedate != due:
                release.duedate = due
            db.merge(api.Student(id=student))
            earlier = _submission(db, student, release)
            before = _standing(earlier) if earlier else {}
            submission = _completed(db, student, release, earlier)
            if timestamp is not None:
                submission.timestamp = utils.parse_utc(timestamp)
            late = _seconds_late(submission.timestamp, release.duedate, submission.extension)
            parts = {part.notebook.name: part for part in submission.notebooks}
            for result in results:
                _write_marks(parts[result.name], result)
                penalty = None
                if late and late_penalty and not _is_missing(result):
                    penalty = _penalty(db, parts[result.name], student, late, late_penalty)
                parts[result.name].late_submission_penalty = penalty
            after = _standing(submission)
            if dry_run:
                db.rollback()
        changes = [
            Change(*key, before[key][0] if key in before else None, mark) for key, (mark, _) in after.items()
        ]
        reviews = sum(review and key in before and not before[key][1] for key, (_, review) in after.items())
        changed = tuple(change for change in changes if change.before != change.after)
        return Recorded(earlier is None, changed, reviews)

    def settle_late(self, assignment: str, late_penalty: LatePenalty) -> int:
        """Take late penalties off what was earned by now, points given by hand included; return how many changed.

        A notebook without points keeps what it has: nothing can be taken off it.
        """
        changed = 0
        with self._transaction(write=True) as db:
            release = _release(db, assignment)
            query = select(api.SubmittedAssignment).where(api.SubmittedAssignment.assignment_id == release.id)
            for submission in db.scalars(query):
                late = _seconds_late(submission.timestamp, release.duedate, submission.extension)
                for part in submission.notebooks if late else ():
                    penalty = _penalty(db, part, submission.student_id, late, late_penalty)
                    if (penalty or 0.0) != (part.late_submission_penalty or 0.0):
                        part.late_submission_penalty = penalty
                        changed += 1
        return changed

    def marks(self, student: str, assignment: str) -> dict[str, NotebookMarks]:
        """The student's marks by notebook, manual work included; empty if nothing was ever recorded."""
        with self._transaction() as db:
            release = _release(db, assignment)  # held, or each cell would be read again
            submission = _submission(db, student, release)
            return {part.notebook.name: _marks(part) for part in submission.notebooks} if submission else {}

    def table(self, assignment: str) -> list[Row]:
        """A row per student and notebook of all that was recorded, sorted by both."""
        work, part, grade = api.SubmittedAssignment, api.SubmittedNotebook, api.Grade
        who = (work.student_id, work.timestamp, work.extension)
        what = (part.notebook_id, part.late_submission_penalty)
        score = func.coalesce(func.sum(grade.score), 0.0)
        by_hand = func.sum(case((grade.needs_manual_grade, 1), else_=0))
        query = select(*who, *what, score, by_hand).join(part, part.assignment_id == work.id)
        query = query.outerjoin(grade, grade.notebook_id == part.id).group_by(part.id, *who, *what)
        rows = []
        with self._transaction() as db:
            release = _release(db, assignment)
            notebooks = {notebook.id: notebook for notebook in release.notebooks}
            found = db.execute(query.where(work.assignment_id == release.id))
            for student, timestamp, extension, notebook_id, penalty, points, waiting in found:
                late, notebook = _seconds_late(timestamp, release.duedate, extension), notebooks[notebook_id]
                most = notebook.max_score
                rows.append(Row(student, notebook.name, points, most, penalty or 0.0, late, bool(waiting)))
        return sorted(rows, key=lambda row: (row.student, row.notebook))

    def comments(self, assignment: str, notebook: str) -> dict[str, list[tuple[str, int]]]:
        """The comments that people gave for each cell of a notebook, with how often; the most used first."""
        said, cell = api.Comment, api.BaseCell
        count = func.count()
        query = select(cell.name, said.manual_comment, count).join(cell, said.cell_id == cell.id)
        query = query.join(api.Notebook, cell.notebook_id == api.Notebook.id).join(api.Assignment)
        query = query.where(api.Assignment.name == assignment, api.Notebook.name == notebook)
        query = query.where(func.trim(func.coalesce(said.manual_comment, "")) != "")
        query = query.group_by(cell.name, said.manual_comment).order_by(count.desc(), said.manual_comment)
        found: dict[str, list[tuple[str, int]]] = {}
        with self._transaction() as db:
            for name, text, times in db.execute(query):
                found.setdefault(name, []).append((text, times))
        return found

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[Any]:
        """One session, committed at the end, rolled back on any error."""
        db = self._stock.db
        with _explained(self._db_url):
            try:
                if write and self._stock.engine.dialect.name == "sqlite":
                    _take_turn(db.connection())
                yield db
                db.commit()
            finally:
                db.remove()  # forgets every object, too: memory stays flat


def _take_turn(connection: Any) -> None:
    """Begin to write; wait for other writers in steps, since SQLite's own waiting can't be interrupted."""
    patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    give_up = time.monotonic() + patience / 1000
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {min(patience, STEP)}")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            except OperationalError as error:
                if "locked" not in str(error.orig) or time.monotonic() >= give_up:
                    raise
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")


def _release(db: Any, name: str) -> Any:
    """The assignment with its notebooks and their cells, in four queries."""
    cells = api.Notebook._base_cells.of_type(with_polymorphic(api.BaseCell, "*"))
    notebooks = selectinload(api.Assignment.notebooks)
    query = select(api.Assignment).where(api.Assignment.name == name)
    query = query.options(notebooks.selectinload(cells), notebooks.selectinload(api.Notebook.source_cells))
    found = db.scalar(query)
    if found is None:
        raise CourseError(f"{name} is not in the gradebook. Run `make release PS={name}` first.")
    return found


def _must_match(release: Any, results: Sequence[NotebookResult]) -> None:
    """Refuse results that were found with other cells than the released ones."""
    notebooks = {notebook.name: notebook for notebook in release.notebooks}
    faults = [f"{result.name} is new" for result in results if result.name not in notebooks]
    for result in results if not faults else ():
        notebook = notebooks[result.name]
        answers = {cell.name for cell in notebook.solution_cells}
        graded = {cell.name: cell for cell in notebook.grade_cells}
        tests = {name for name, cell in graded.items() if cell.cell_type == "code" and name not in answers}
        tested = {verdict.grade_id: verdict for verdict in result.verdicts}
        faults += [f"{result.name}: {name} is new" for name in sorted(tested.keys() - graded.keys())]
        faults += [f"{result.name}: {name} is gone" for name in sorted(tests - tested.keys())]
        for name in sorted(tested.keys() & graded.keys()):
            points, now, then = tested[name].points, tested[name].max_points, graded[name].max_score
            if now != then:
                faults.append(f"{result.name}: {name} has {now:g} points, released with {then:g}")
            elif points is None or not 0 <= points <= now:
                raise HarnessError(f"{result.name}: {name} got {points} of {now:g} points.")
    if faults:
        raise CourseError(
            f"The source of {release.name} changed after its release: {'; '.join(faults)}. Nothing was "
            f"written; run `make release PS={release.name}` again. Once there are submissions, nbgrader can "
            "change points, but not add or remove cells, so put those back first."
        )


def _submission(db: Any, student: str, release: Any) -> Any:
    """The submission with all its rows, or None."""
    cells = [cell.id for notebook in release.notebooks for cell in notebook._base_cells]
    work, part = api.SubmittedAssignment, api.SubmittedNotebook
    query = select(work).where(work.assignment_id == release.id, work.student_id == student)
    parts = selectinload(work.notebooks)
    query = query.options(
        parts.selectinload(part.grades.and_(api.Grade.cell_id.in_(cells))),
        parts.selectinload(part.comments.and_(api.Comment.cell_id.in_(cells))),
    )
    return db.scalar(query)


def _completed(db: Any, student: str, release: Any, found: Any) -> Any:
    """The submission with the rows that it lacked, as ``add_submission`` makes them."""
    work, part = api.SubmittedAssignment, api.SubmittedNotebook
    if found is None:
        found = work(assignment=release, student_id=student)
        db.add(found)
    known = {row.notebook_id for row in found.notebooks}
    for notebook in release.notebooks:
        if notebook.id in known:
            continue
        grades = [api.Grade(cell=cell) for cell in [*notebook.grade_cells, *notebook.task_cells]]
        comments = [api.Comment(cell=cell) for cell in [*notebook.solution_cells, *notebook.task_cells]]
        found.notebooks.append(part(notebook=notebook, grades=grades, comments=comments))
    return found


def _is_ours(result: NotebookResult) -> bool:
    """Whether we failed on it; a notebook of written answers only has no verdict to say so, but a note."""
    noted = not result.verdicts and any(note.kind == "harness" for note in result.notes)
    ungraded = any(verdict.points is None for verdict in result.verdicts)
    return noted or ungraded or result.status is Status.HARNESS_ERROR


def _is_missing(result: NotebookResult) -> bool:
    return any(note.kind == "missing" for note in result.notes)


def _write_marks(part: Any, result: NotebookResult) -> None:
    """Set what the autograder knows of one notebook; what a person wrote is not touched."""
    if _is_missing(result):
        for grade in part.grades:
            grade.auto_score, grade.needs_manual_grade = 0.0, False
        return
    points = {verdict.grade_id: verdict.points for verdict in result.verdicts}
    untouched = _untouched(part.notebook, result.notebook)
    answers = {cell.name for cell in part.notebook.solution_cells}
    for grade in part.grades:
        name = grade.cell.name
        if isinstance(grade.cell, api.TaskCell) and grade.auto_score is None:
            continue  # as always, unless its notebook was missing before
        by_hand = 0.0 if untouched.get(name) else None
        now = by_hand if name in answers else points.get(name)
        # What a person has settled stays settled while nothing has changed; stock asks again after every grading.
        settled = grade.manual_score is not None and not grade.needs_manual_grade and name in result.same
        settled &= grade.auto_score == now
        grade.auto_score = now
        grade.needs_manual_grade = (now is None or grade.manual_score is not None) and not settled
    for comment in part.comments:
        if comment.cell.name in untouched:
            comment.auto_comment = "No response." if untouched[comment.cell.name] else None


def _untouched(notebook: Any, submitted: dict[str, Any]) -> dict[str, bool]:
    """Tell of each answer that was handed in whether it still reads as released.

    nbgrader's checksum covers flags, too. They come from the gradebook; a submission gives only the text.
    """
    graded = {cell.name: cell.max_score for cell in notebook.grade_cells}
    answers = {cell.name for cell in notebook.solution_cells}
    released = {cell.name: cell for cell in notebook.source_cells if cell.name in answers}
    found: dict[str, bool] = {}
    for cell in submitted.get("cells", []):
        name = (cell.get("metadata", {}).get("nbgrader") or {}).get("grade_id")
        if isinstance(name, str) and name in released:
            source = released[name]
            flags = {"grade_id": name, "grade": name in graded, "solution": True, "points": graded.get(name)}
            text = {"cell_type": source.cell_type, "source": cell["source"], "metadata": {"nbgrader": flags}}
            found[name] = utils.compute_checksum(nbformat.from_dict(text)) == source.checksum
    return found


def _standing(submission: Any) -> dict[tuple[str, str], tuple[float | None, bool]]:
    """Each mark now, and whether a person who set it is asked again; and the late penalties."""
    found: dict[tuple[str, str], tuple[float | None, bool]] = {}
    for part in submission.notebooks:
        for grade in part.grades:
            points = grade.auto_score if grade.manual_score is None else grade.manual_score
            mark = None if points is None else points + (grade.extra_credit or 0.0)
            review = grade.manual_score is not None and bool(grade.needs_manual_grade)
            found[part.notebook.name, grade.cell.name] = mark, review
        found[part.notebook.name, "late penalty"] = 0.0 - (part.late_submission_penalty or 0.0), False
    return found


def _penalty(db: Any, part: Any, student: str, late: float, rule: LatePenalty) -> float | None:
    score = _new_score(db, part)
    penalty = rule(student, score, late)
    return None if penalty is None else 0.0 if penalty < 0 else min(penalty, score)


def _new_score(db: Any, part: Any) -> float:
    """The score with the marks just set, summed afresh: nbgrader's ``part.score`` is read once and kept."""
    db.flush()
    mine = api.Grade.id.in_([grade.id for grade in part.grades])
    return db.scalar(select(func.coalesce(func.sum(api.Grade.score), 0.0)).where(mine))


def _seconds_late(timestamp: datetime | None, duedate: datetime | None, extension: timedelta | None) -> float:
    if timestamp is None or duedate is None:
        return 0.0
    return max(0.0, (timestamp - duedate - (extension or timedelta())).total_seconds())


def _marks(part: Any) -> NotebookMarks:
    said = {comment.cell.name: comment.comment or "" for comment in part.comments}
    marks = {}
    for grade in part.grades:
        graded = grade.auto_score is not None or grade.manual_score is not None
        points, extra = grade.score if graded else None, grade.extra_credit or 0.0
        comment, waiting = said.pop(grade.cell.name, ""), grade.needs_manual_grade
        marks[grade.cell.name] = Mark(points, grade.cell.max_score, extra, comment, waiting)
    penalty = part.late_submission_penalty or 0.0
    return NotebookMarks(marks, penalty, {name: text for name, text in said.items() if text})


@contextmanager
def _alembic_on_path() -> Iterator[None]:
    """A new gradebook makes nbgrader run ``alembic``, which lies beside this Python, often not on PATH."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


CURES = {
    "alembic": "Run `pip install alembic`, and delete the half-made gradebook.",
    "locked": "Another program is writing to it. Close formgrader and other graders, then run this again.",
    "readonly": "Make the file and its folder writable; SQLite keeps its journal beside the file.",
    "unable to open": "Its folder must exist and be writable; SQLite keeps its journal beside the file.",
    "not a database": "Restore it from a backup, or move it away and run `make release`.",
    "malformed": "Restore it from a backup.",
    "no such": "Back it up and run `nbgrader db upgrade`.",
    "unique": "Another program recorded the same rows at the same moment. Run this again.",
}


@contextmanager
def _explained(url: str, *also: type[Exception]) -> Iterator[None]:
    """Turn what a database can do to us into a ``CourseError`` that says what to do."""
    try:
        yield
    except (SQLAlchemyError, api.InvalidEntry, *also) as error:
        reason = str(getattr(error, "orig", None) or error)
        cure = next(
            (cure for sign, cure in CURES.items() if sign in reason.lower()),
            "Check `CourseDirectory.db_url`.",
        )
        shown = re.sub(r":[^:/@]+@", ":***@", url)
        raise CourseError(f"The gradebook {shown} can't be used: {reason}. {cure}") from error
