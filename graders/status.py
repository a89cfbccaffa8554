"""Where a problem set stands: who handed in, what is graded, and what still needs a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from graders.classroom import unfinished
from graders.course import Course
from graders.gradebook import Gradebook, Person
from graders.roster import read_people, roster_file


@dataclass(frozen=True)
class Standing:
    """One problem set now. Students are ids, sorted.

    Attributes:
        due: in UTC, without a time zone; None if nothing is late.
        roster: how many students ``roster.csv`` has, or the gradebook knows where there is none.
        missing: who of them handed in nothing.
        strangers: who handed in and is not on the roster.
        late: who handed in after the due date and was graded.
        graded: how many have marks.
        never: who handed in and has no marks.
        changed: who has marks, but handed in again, or the course has changed since.
        waiting: written answers and reviews that wait for a person, by exercise.
        unread: graded students without feedback, or with feedback from before the last autograding.
    """

    assignment: str
    due: datetime | None
    roster: int
    missing: tuple[Person, ...]
    handed_in: int
    strangers: tuple[str, ...]
    late: tuple[str, ...]
    graded: int
    never: tuple[str, ...]
    changed: tuple[str, ...]
    waiting: dict[str, int]
    unread: tuple[str, ...]

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.never or self.changed or self.waiting or self.unread)


def standing(course: Course, assignment: str) -> Standing:
    """Look at the course folder and the gradebook; change neither.

    Raises:
        CourseError: there is no such problem set, it isn't released, or the gradebook can't be read.
    """
    whole = course.assignment(assignment)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        people, rows = gradebook.students(), gradebook.table(assignment)
    if roster_file(course, None):  # else whoever was graded counts as known
        people, _ = read_people(course, None)
    here, known = course.students(assignment), {person.id for person in people}
    graded = {row.student for row in rows}
    undone = set(unfinished(course, whole, here))
    return Standing(
        assignment=assignment,
        due=course.due_date(assignment),
        roster=len(people),
        missing=tuple(person for person in people if person.id not in here and person.id not in graded),
        handed_in=len(here),
        strangers=tuple(student for student in here if student not in known),
        late=tuple(sorted({row.student for row in rows if row.seconds_late})),
        graded=len(graded),
        never=tuple(student for student in here if student not in graded),
        changed=tuple(student for student in here if student in undone & graded),
        waiting=dict(Counter(row.notebook for row in rows if row.needs_manual_grade)),
        unread=tuple(student for student in sorted(graded) if not _has_feedback(course, assignment, student)),
    )


def _has_feedback(course: Course, assignment: str, student: str) -> bool:
    feedback = course.folder("feedback", assignment, student)
    for path in course.folder("autograded", assignment, student).glob("*.ipynb"):
        page = feedback / f"{path.stem}.html"
        if not page.exists() or page.stat().st_mtime < path.stat().st_mtime:
            return False
    return True
