"""What the answers of a class tell about the tests: how hard each was, how well it separates, and which look wrong.

An item is one graded cell. *Difficulty* is the mean share of its points among those who tried. *Discrimination* is
the correlation of an item's points with the points of all other test cells: the corrected item-rest correlation of
classical test theory (see Crocker & Algina, Introduction to Classical and Modern Test Theory, chapter 14). A test
that good students fail and weak ones pass has a negative one, and is most often wrong itself.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from graders.misconceptions import Complaint, Group, Kind, groups, kind

FEWEST = 10  # students from which a correlation says anything
FEWEST_TO_DOUBT = 5  # students who tried, from which "nobody passed" is no accident
STRONG = 0.9  # share of all other points that a strong student has


class Outcome(StrEnum):
    """How a student's answer to an item ended; ``NO_ANSWER``: there was nothing to test."""

    PASSED = "passed"
    PARTLY = "partly"
    FAILED = "failed"
    NO_ANSWER = "no answer"
    UNGRADED = "not graded"


@dataclass(frozen=True)
class Answer:
    """One student's result on one item."""

    student: str
    outcome: Outcome
    points: float = 0.0
    complaints: tuple[Complaint, ...] = ()


@dataclass
class Item:
    """One graded cell and how the class did on it; ``by_hand``: a person grades it."""

    exercise: str
    name: str
    max_points: float
    by_hand: bool = False
    answers: list[Answer] = field(default_factory=list)

    @property
    def graded(self) -> list[Answer]:
        """The answers that have points, were it none."""
        return [answer for answer in self.answers if answer.outcome is not Outcome.UNGRADED]

    @property
    def tried(self) -> list[Answer]:
        """The graded answers where there was something to grade."""
        return [answer for answer in self.graded if answer.outcome is not Outcome.NO_ANSWER]

    @property
    def counts(self) -> dict[str, int]:
        """How many answers ended each way, by the outcome's word."""
        found = [answer.outcome for answer in self.answers]
        return {str(outcome): found.count(outcome) for outcome in Outcome}

    @property
    def mean(self) -> float | None:
        """The mean share of the points among all who were graded, 0 to 1; None if nobody was."""
        return self._share(self.graded)

    @property
    def difficulty(self) -> float | None:
        """The mean share of the points among those who tried, 0 to 1: high is easy. None if nobody tried."""
        return self._share(self.tried)

    @property
    def misconceptions(self) -> list[Group]:
        """What was explained to whom, the most frequent first."""
        return groups((answer.student, answer.complaints) for answer in self.answers)

    def _share(self, answers: Sequence[Answer]) -> float | None:
        if not answers or not self.max_points:
            return None
        return statistics.fmean(answer.points for answer in answers) / self.max_points


@dataclass(frozen=True)
class Correlation:
    """A correlation over ``count`` students with its 95 % interval; ``value`` is None where there is none."""

    count: int
    value: float | None = None
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True)
class Suspicion:
    """Why an item should be looked at, in words; ``mild`` if it is only good to know."""

    text: str
    mild: bool = False


def totals(items: Sequence[Item]) -> dict[str, float]:
    """Return each student's points on all test cells; who isn't graded everywhere is left out."""
    points: dict[str, float] = {}
    ungraded = set()
    for item in items:
        for answer in () if item.by_hand else item.answers:
            points[answer.student] = points.get(answer.student, 0.0) + answer.points
            if answer.outcome is Outcome.UNGRADED:
                ungraded.add(answer.student)
    return {student: sum_ for student, sum_ in points.items() if student not in ungraded}


def rest(item: Item, whole: Mapping[str, float]) -> list[tuple[Answer, float]]:
    """Pair each answer that was tried with the student's points on all other test cells."""
    return [
        (answer, whole[answer.student] - (0.0 if item.by_hand else answer.points))
        for answer in item.tried
        if answer.student in whole
    ]


def discrimination(item: Item, whole: Mapping[str, float]) -> Correlation:
    """Return the correlation of an item with the rest, and Fisher's 95 % interval for it.

    There is none with fewer than ``FEWEST`` students, or where one of the two is the same for everybody.
    """
    pairs = rest(item, whole)
    if len(pairs) < FEWEST:
        return Correlation(len(pairs))
    try:
        value = statistics.correlation(
            [answer.points for answer, _ in pairs], [others for _, others in pairs]
        )
    except statistics.StatisticsError:  # constant
        return Correlation(len(pairs))
    middle = math.atanh(min(max(value, -0.999999), 0.999999))
    reach = 1.96 / math.sqrt(len(pairs) - 3)
    return Correlation(len(pairs), value, math.tanh(middle - reach), math.tanh(middle + reach))


def suspicions(item: Item, whole: Mapping[str, float], most: float) -> list[Suspicion]:
    """Return what speaks against a test cell; ``most`` are the points of all test cells together.

    Small classes make accidents: each rule wants a number of students before it speaks, and says that number.
    """
    found = []
    tried = len(item.tried)
    passed = sum(answer.outcome is Outcome.PASSED for answer in item.tried)
    share = f"{100 * (item.difficulty or 0):.0f} %"
    if not item.by_hand:
        if passed == 0 and tried >= FEWEST_TO_DOUBT:
            found.append(
                Suspicion(f"None of the {tried} who tried it has full points; the mean share is {share}.")
            )
        elif passed <= tried / 10 and tried >= FEWEST:
            found.append(
                Suspicion(f"Only {passed} of the {tried} who tried it have full points; the mean is {share}.")
            )
        if passed == tried >= FEWEST:
            text = f"All {tried} who tried it have full points: it doesn't tell them apart."
            found.append(Suspicion(text, mild=True))
        found += _unexplained(item, whole, most)
    value = discrimination(item, whole)
    if value.value is not None and value.high < 0 and min(passed, tried - passed) >= 3:
        found.append(
            Suspicion(
                "Those who do well elsewhere fail it, those who do badly pass: its correlation with the rest of the "
                f"points is {signed(value.value)} (95 % interval {signed(value.low)} to {signed(value.high)}, "
                f"{value.count} students)."
            )
        )
    return found


def _unexplained(item: Item, whole: Mapping[str, float], most: float) -> list[Suspicion]:
    """Doubt a test that strong students fail without being told a mistake by name."""
    need = STRONG * (most - item.max_points)
    strong = [answer for answer, others in rest(item, whole) if others >= need > 0]
    lost = [
        answer
        for answer in strong
        if answer.outcome is not Outcome.PASSED
        and answer.complaints
        and all(kind(one.message) in (Kind.UNKNOWN, Kind.ERROR) for one in answer.complaints)
    ]
    if len(lost) < 3 or len(lost) < len(strong) / 4:
        return []
    example = groups((answer.student, answer.complaints) for answer in lost)[0].message
    return [
        Suspicion(
            f"{len(lost)} of the {len(strong)} students with {100 * STRONG:.0f} % or more of all other test points "
            f"lose points here, and no message names their mistake. Most read: {example}"
        )
    ]


def signed(value: float) -> str:
    """Return a correlation as people write it: 0.42, −0.30."""
    text = f"{value:.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "−")
