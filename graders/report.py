"""The report on a problem set, for its instructor: one page that loads and runs nothing.

Marks come from the gradebook, manual work included. What each test found, how long that took and what was repaired
comes from the notebooks in ``autograded/``, read one at a time. Whatever a student typed is hostile (names, code,
messages) and reaches the page as escaped text only.
"""

from __future__ import annotations

import base64
import hashlib
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from nbformat.notebooknode import NotebookNode

from graders import figures
from graders.course import Assignment, Course
from graders.feedback import number
from graders.gradebook import Gradebook, Row
from graders.items import (
    Answer,
    Correlation,
    Item,
    Outcome,
    Suspicion,
    discrimination,
    signed,
    suspicions,
    totals,
)
from graders.markup import clean, one_line, ticked
from graders.misconceptions import MAX_MESSAGE, Complaint, Group, Kind, kind
from graders.notebook import Role, grade_id, parse_own, points, role, write_text
from graders.restore import Exercise
from graders.similar import MAX_CODE, Cluster, Comparison, Part, Pieces, Work
from graders.verdict import CourseError, NotebookMarks, Status

MAX_CLUSTERS = 20  # groups of similar answers that are shown
MAX_NOTES = 2_000  # different notes that are shown


# ------------------------------------------------------------------------------------------------ reading


@dataclass
class Read:
    """What the autograded notebooks of a class say."""

    items: dict[tuple[str, str], Item]
    works: dict[str, Work]
    blank: set[tuple[str, str]] = field(default_factory=set)  # student, answer cell left as it was
    seconds: dict[str, list[tuple[float, str]]] = field(default_factory=dict)
    notes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    isolation: Counter[str] = field(default_factory=Counter)
    ungraded: dict[str, str] = field(default_factory=dict)  # student: why
    unreadable: list[tuple[str, str, str]] = field(default_factory=list)  # student, file, why
    students: set[str] = field(default_factory=set)


def read(course: Course, assignment: Assignment, students: Sequence[str]) -> Read:
    """Read these students' autograded notebooks; one that can't be read is noted, and the others go on."""
    graded = (Role.TEST, Role.WRITTEN, Role.TASK)
    found = Read(
        {
            (one.name, grade_id(cell)): Item(
                one.name, grade_id(cell), points(cell), role(cell) is not Role.TEST
            )
            for one in assignment.exercises
            for cell in one.source.cells
            if role(cell) in graded
        },
        {one.name: _work(one) for one in assignment.exercises},
    )
    given = {
        one.name: {"", *(cell.source.strip() for cell in one.release.cells)} for one in assignment.exercises
    }
    for student in students:
        for path in sorted(course.folder("autograded", assignment.name, student).glob("*.ipynb")):
            if path.stem in given:
                try:
                    _take(found, student, path.stem, parse_own(path), given[path.stem])
                except Exception as error:  # whatever became of the file: the others count
                    why = str(error) if isinstance(error, CourseError) else f"{type(error).__name__}: {error}"
                    found.unreadable.append((student, path.name, one_line(why)))
    return found


def _work(exercise: Exercise) -> Work:
    cells = exercise.release.cells
    return Work(
        exercise.name,
        [cell.source for cell in cells if cell.cell_type == "code"],
        [cell.source for cell in cells if role(cell) is Role.WRITTEN],
    )


def _take(found: Read, student: str, exercise: str, nb: NotebookNode, given: set[str]) -> None:
    """Keep what the report needs of one notebook."""
    about = _about(nb)
    notes = [(one_line(note["kind"], 40), one_line(note["text"], 300)) for note in about.get("notes", ())]
    seconds = float(about.get("seconds") or 0)
    answers = [(grade_id(cell), _answer(student, cell)) for cell in nb.cells if role(cell) is Role.TEST]
    work, code = found.works[exercise], []
    for cell in nb.cells:
        what, name = role(cell), grade_id(cell)
        if cell.source.strip() in given:
            found.blank.add((student, name))
        elif what is Role.WRITTEN and (exercise, name) in found.items:
            work.written.setdefault(name, {})[student] = clean(cell.source[:MAX_CODE])
        elif what in (Role.ANSWER, Role.PROSE) and cell.cell_type == "code":
            code.append(clean(cell.source[:MAX_CODE]))
    work.code[student] = "\n\n".join(code)[:MAX_CODE]
    for name, answer in answers:
        if (exercise, name) in found.items:
            # Some tests tell an untouched stub more than that there is no answer.
            silent = answer.outcome is Outcome.FAILED and not code
            kept = replace(answer, outcome=Outcome.NO_ANSWER) if silent else answer
            found.items[exercise, name].answers.append(kept)
    broken = [answer for _, answer in answers if answer.outcome is Outcome.UNGRADED]
    if broken or (not answers and any(kind == "harness" for kind, _ in notes)):
        said = [complaint.message for answer in broken for complaint in answer.complaints] or [""]
        found.ungraded.setdefault(student, one_line(f"{exercise}: {said[0]}", 300))
    for note in notes:
        found.notes.setdefault(note, []).append(student)
    if seconds:
        found.seconds.setdefault(exercise, []).append((seconds, student))
        found.isolation[one_line(about.get("isolation") or "unknown")] += 1
    found.students.add(student)


def _about(node: NotebookNode) -> Mapping[str, Any]:
    about = node.get("metadata", {}).get("graders")
    return about if isinstance(about, Mapping) else {}


def _answer(student: str, cell: NotebookNode) -> Answer:
    """Return what a test found, from the metadata that grading wrote."""
    about = _about(cell)
    if "status" not in about:
        raise CourseError("it was not graded by this harness.")
    status, given = Status(about["status"]), about["points"]
    told = [("", about["message"])] if about.get("message") else []
    told += [
        (check["title"], check["message"]) for check in about["checks"] if check["status"] != Status.PASSED
    ]
    complaints = tuple(
        Complaint(one_line(title), clean(str(message)[:MAX_MESSAGE])) for title, message in told
    )
    if given is None or status is Status.HARNESS_ERROR:
        return Answer(student, Outcome.UNGRADED, 0.0, complaints)
    if status is Status.PASSED:
        return Answer(student, Outcome.PASSED, float(given))
    if given > 0:
        return Answer(student, Outcome.PARTLY, float(given), complaints)
    if status is Status.NOT_RUN:
        return Answer(student, Outcome.NO_ANSWER)
    nothing = complaints and all(kind(one.message) is Kind.NOTHING for one in complaints)
    return Answer(student, Outcome.NO_ANSWER if nothing else Outcome.FAILED, 0.0, complaints)


def _add_by_hand(found: Read, student: str, marks: Mapping[str, NotebookMarks]) -> None:
    """Add what people gave a student for written answers."""
    for (exercise, name), item in found.items.items():
        mark = marks[exercise].marks.get(name) if item.by_hand and exercise in marks else None
        if mark is None:
            continue
        if mark.points is None or mark.needs_manual_grade:
            item.answers.append(Answer(student, Outcome.UNGRADED))
        elif (student, name) in found.blank and not mark.points:
            item.answers.append(Answer(student, Outcome.NO_ANSWER))
        else:
            full, some = mark.points >= mark.max_points, mark.points > 0
            how = Outcome.PASSED if full else Outcome.PARTLY if some else Outcome.FAILED
            item.answers.append(Answer(student, how, mark.points))


# ------------------------------------------------------------------------------------------------ the page


@dataclass(frozen=True)
class ItemLine:
    """One item with what was worked out about it; ``anchor`` is its place on the page."""

    anchor: str
    item: Item
    discrimination: Correlation
    misconceptions: tuple[Group, ...]
    silent: tuple[str, ...]  # students without an answer
    suspicions: tuple[Suspicion, ...]

    @property
    def mild(self) -> bool:
        """Whether nothing grave speaks against it."""
        return all(one.mild for one in self.suspicions)

    @property
    def brief(self) -> str:
        """The first grave reason to doubt it."""
        return next((one.text for one in self.suspicions if not one.mild), "")


@dataclass(frozen=True)
class TimeLine:
    """Seconds that grading one exercise took."""

    exercise: str
    count: int
    median: float
    percentile: float  # the 95th
    longest: float
    total: float
    slowest: str


@dataclass(frozen=True)
class Likeness:
    """A group of students with similar answers; ``parts`` show the strongest pair's side by side."""

    anchor: str
    cluster: Cluster
    parts: tuple[tuple[Part, Pieces, Pieces], ...]


@dataclass(frozen=True)
class Page:
    """All that the report says, before it is laid out."""

    assignment: str
    made: datetime
    names: dict[str, str]
    counts: dict[str, int]
    quartiles: tuple[float, float, float] | None
    most: float
    histogram: Markup
    strips: Markup
    exercises: dict[str, list[ItemLine]]
    times: list[TimeLine]
    notes: list[tuple[str, str, list[str]]]
    more_notes: int
    isolation: list[tuple[str, int]]
    unsafe: bool
    ungraded: dict[str, str]
    unreadable: list[tuple[str, str, str]]
    likenesses: list[Likeness]
    more_likenesses: int

    @property
    def frequent(self) -> list[tuple[ItemLine, Group]]:
        """The named mistakes that most students made, those of two students or more, each test once."""
        tops = [
            (line, next((group for group in line.misconceptions if group.kind is Kind.NAMED), None))
            for lines in self.exercises.values()
            for line in lines
        ]
        found = [(line, group) for line, group in tops if group and len(group.students) > 1]
        return sorted(found, key=lambda one: -len(one[1].students))[:5]

    @property
    def suspicious(self) -> list[ItemLine]:
        """Items with something against them, those with something grave first."""
        lines = [line for lines in self.exercises.values() for line in lines if line.suspicions]
        return sorted(lines, key=lambda line: line.mild)


def build(course: Course, name: str, now: datetime) -> Page:
    """Gather everything.

    Raises:
        CourseError: there is no such problem set, or nothing of it is graded yet.
    """
    assignment = course.assignment(name)
    with Gradebook(course.db_url, course.course_id) as book:
        people, rows = book.students(), book.table(name)
        handed_in = course.students(name)
        marked = sorted({row.student for row in rows})
        found = read(course, assignment, sorted({*handed_in, *marked}))
        if not rows and not found.students:
            raise CourseError(
                f"Nothing of {name} is graded yet, so there is nothing to report: run `make autograde PS={name}`."
            )
        if any(item.by_hand for item in found.items.values()):
            for student in marked:
                _add_by_hand(found, student, book.marks(student, name))
    for student in handed_in:
        if student not in marked:
            found.ungraded.setdefault(student, f"no marks yet: run `make autograde PS={name}`.")
    known = found.students | {student for student, _, _ in found.unreadable}
    found.unreadable += [
        (student, "autograded/", "has marks, but no graded notebooks.")
        for student in marked
        if student not in known
    ]
    labels = {
        one.id: f"{', '.join(filter(None, (one.last_name, one.first_name)))} ({one.id})".removeprefix(" ")
        for one in people
        if one.last_name or one.first_name
    }
    everybody = {*handed_in, *marked, *(one.id for one in people)}
    sums, shares, most = _marks(rows)
    notes = sorted((*note, students) for note, students in found.notes.items())
    notes.sort(key=lambda note: (note[0], -len(note[2])))
    likenesses, more = _likenesses(found)
    return Page(
        assignment=name,
        made=now,
        names={student: one_line(labels.get(student, student), 80) for student in everybody},
        counts={
            "on the roster": len(people),
            "handed in": len(handed_in),
            "graded": len(set(marked) - found.ungraded.keys()),
            "not graded": len(found.ungraded),
            "waiting for a person": len({row.student for row in rows if row.needs_manual_grade}),
        },
        quartiles=figures.quartiles(sums) if sums else None,
        most=most,
        histogram=figures.histogram(sums, most) if sums else Markup(),
        strips=figures.strips(shares) if shares else Markup(),
        exercises=_item_lines(found),
        times=[_time_line(exercise, times) for exercise, times in sorted(found.seconds.items())],
        notes=notes[:MAX_NOTES],
        more_notes=len(notes[MAX_NOTES:]),
        isolation=found.isolation.most_common(),
        unsafe=any(kind == "isolation" for kind, _ in found.notes),
        ungraded=dict(sorted(found.ungraded.items())),
        unreadable=found.unreadable,
        likenesses=likenesses,
        more_likenesses=more,
    )


def _marks(rows: Sequence[Row]) -> tuple[list[float], dict[str, list[float]], float]:
    """Return everybody's total, the shares of the points by exercise, and the most points there are."""
    sums: dict[str, float] = {}
    shares: dict[str, list[float]] = {}
    best: dict[str, float] = {}
    for row in rows:
        sums[row.student] = sums.get(row.student, 0.0) + row.score
        best[row.notebook] = row.max_score
        if row.max_score:
            shares.setdefault(row.notebook, []).append(row.score / row.max_score)
    return list(sums.values()), dict(sorted(shares.items())), sum(best.values())


def _item_lines(found: Read) -> dict[str, list[ItemLine]]:
    items = list(found.items.values())
    whole = totals(items)
    most = sum(item.max_points for item in items if not item.by_hand)
    lines: dict[str, list[ItemLine]] = {}
    for place, item in enumerate(items):
        against = tuple(suspicions(item, whole, most))
        wrong = tuple(group for group in item.misconceptions if group.kind is not Kind.NOTHING)
        silent = tuple(answer.student for answer in item.answers if answer.outcome is Outcome.NO_ANSWER)
        line = ItemLine(f"item-{place}", item, discrimination(item, whole), wrong, silent, against)
        lines.setdefault(item.exercise, []).append(line)
    return lines


def _time_line(exercise: str, times: Sequence[tuple[float, str]]) -> TimeLine:
    seconds = [one for one, _ in times]
    spread = statistics.quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else seconds
    longest, slowest = max(times)
    return TimeLine(
        exercise, len(seconds), statistics.median(seconds), spread[-1], longest, sum(seconds), slowest
    )


def _likenesses(found: Read) -> tuple[list[Likeness], int]:
    comparison = Comparison()
    for work in found.works.values():
        comparison.add(work)
    clusters = comparison.clusters()
    shown = []
    for place, cluster in enumerate(clusters[:MAX_CLUSTERS]):
        first = cluster.pairs[0]
        parts = sorted(first.parts, key=lambda part: -part.weight)
        sides = tuple((part, *comparison.side_by_side(first, part)) for part in parts)
        shown.append(Likeness(f"alike-{place}", cluster, sides))
    return shown, len(clusters[MAX_CLUSTERS:])


# ------------------------------------------------------------------------------------------------ writing


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("graders"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"number": number, "signed": signed, "ticked": ticked}
    return environment


def html(page: Page) -> str:
    """Return the page as one HTML document. Its style is the feedback page's, and what only it needs."""
    sheets = (_templates().get_template(name).render() for name in ("feedback.css", "report.css"))
    style = "\n".join(sheets).strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _templates()
        .get_template("report.html.j2")
        .render(page=page, style=Markup(style), digest=f"sha256-{digest}")  # noqa: S704
    )


def write(course: Course, assignment: str, now: datetime | None = None) -> Path:
    """Write ``reports/<assignment>.html``, whole or not at all, and return where it is.

    Raises:
        CourseError: there is no such problem set, or nothing of it is graded yet.
    """
    course.require(assignment)
    target = course.root / "reports" / f"{assignment}.html"
    write_text(target, html(build(course, assignment, now or datetime.now().astimezone())))
    return target
