"""What grading can say: statuses, results and errors. Everything else imports this; it imports nothing.

The errors have two trunks, because two very different people must act on them::

    GradersError
    ├── HarnessError          ours: staff must act; a mark is never raised or lowered by it
    │   ├── CourseError       source/, nbgrader_config.py or the gradebook is wrong; the text says where
    │   └── LaneError         a warm process, a judge or the machine failed
    └── SubmissionError       theirs: the submission did this; it costs its own points and nothing else
        ├── UnreadableNotebook   the file is no notebook
        ├── ProtocolViolation    the student process sent bytes that are not an answer
        ├── StudentTimeout       a call or a cell ran past its deadline
        └── StudentDied          the student process ended in the middle
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class GradersError(Exception):
    """Any error this package raises on purpose."""


class HarnessError(GradersError):
    """Something on our side failed: the course, the machine or the harness."""


class CourseError(HarnessError):
    """The course itself is wrong (source, configuration, gradebook); the message names the cure."""


class LaneError(HarnessError):
    """A warm process, a judge or a jail failed."""


class SubmissionError(GradersError):
    """The submission did something that costs its own points and nothing else."""


class UnreadableNotebook(SubmissionError):
    """The submitted file can't be read as a notebook."""


class ProtocolViolation(SubmissionError):
    """The student process sent something that is not an answer to what was asked."""


class StudentTimeout(SubmissionError):
    """Student code ran past its deadline."""


class StudentDied(SubmissionError):
    """The student process ended in the middle of a request."""


class Status(StrEnum):
    """How a check, a test cell or a notebook ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not run"
    HARNESS_ERROR = "harness error"


@dataclass(frozen=True)
class Check:
    """One named check inside a test cell, with the line a student reads when it failed."""

    title: str
    status: Status
    message: str = ""


@dataclass(frozen=True)
class CellVerdict:
    """The outcome of one test cell.

    ``points`` is None where no mark may be given (a harness error), and never None otherwise.
    """

    grade_id: str
    status: Status
    points: float | None
    max_points: float
    checks: tuple[Check, ...] = ()
    message: str = ""


@dataclass(frozen=True)
class Note:
    """Something staff or student should know about a submission: a repair, a refusal, a limit that was hit."""

    kind: str
    text: str


@dataclass(frozen=True)
class NotebookResult:
    """All that grading one notebook found.

    ``notebook`` is the executed notebook as a plain nbformat 4 dictionary; verdicts also stand in it, in each
    test cell's metadata, so that a feedback page can be written from the file alone.
    """

    name: str
    verdicts: tuple[CellVerdict, ...]
    notes: tuple[Note, ...]
    notebook: dict[str, Any] = field(repr=False)
    seconds: float = 0.0
    isolation: str = ""
    same: frozenset[str] = (
        frozenset()
    )  # graded cells for which nothing changed in the notebook since the last grading

    @property
    def status(self) -> Status:
        """The worst status of its test cells: a harness error outranks everything."""
        found = {verdict.status for verdict in self.verdicts}
        for status in (Status.HARNESS_ERROR, Status.NOT_RUN, Status.FAILED):
            if status in found:
                return status
        return Status.PASSED


@dataclass(frozen=True)
class Mark:
    """What the gradebook says of one graded cell now, manual work included.

    ``points`` is None while a person still has to grade it. ``points`` includes ``extra_credit``.
    """

    points: float | None
    max_points: float
    extra_credit: float = 0.0
    comment: str = ""
    needs_manual_grade: bool = False


@dataclass(frozen=True)
class NotebookMarks:
    """The gradebook's view of one submitted notebook: a mark per graded cell (by grade id), and the late penalty.

    ``comments`` are the comments on answer cells that carry no mark of their own, by grade id.
    """

    marks: dict[str, Mark]
    late_penalty: float = 0.0
    comments: dict[str, str] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """Points so far, after the late penalty, never below 0."""
        return max(0.0, sum(mark.points or 0.0 for mark in self.marks.values()) - self.late_penalty)

    @property
    def max_score(self) -> float:
        """Points that can be had."""
        return sum(mark.max_points for mark in self.marks.values())
