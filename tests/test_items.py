"""Difficulty, discrimination and doubts, against numbers worked out by hand or by NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from graders.items import Answer, Item, Outcome, discrimination, signed, suspicions, totals
from graders.misconceptions import Complaint

NAMED = (Complaint("draws", "p is 0.09. That is the chance with replacement."),)
UNKNOWN = (Complaint("draws", "p is 0.3, which is not the right value."),)


def item(
    name: str, points: list[float], most: float = 2.0, told: tuple[Complaint, ...] = NAMED, **more: bool
) -> Item:
    """An item with these students' points; below 0 stands for no answer."""
    found = Item("ex01", name, most, **more)
    for number, one in enumerate(points):
        how = Outcome.PASSED if one == most else Outcome.PARTLY if one > 0 else Outcome.FAILED
        how = Outcome.NO_ANSWER if one < 0 else how
        found.answers.append(Answer(f"s{number:02}", how, max(one, 0.0), told if 0 <= one < most else ()))
    return found


def doubts(*items: Item) -> list[list[str]]:
    whole, most = totals(items), sum(one.max_points for one in items if not one.by_hand)
    return [[found.text for found in suspicions(one, whole, most) if not found.mild] for one in items]


def test_difficulty_is_among_those_who_tried() -> None:
    found = item("a", [2, 1, 0, -1])
    assert found.difficulty == pytest.approx(3 / 6)
    assert found.mean == pytest.approx(3 / 8)
    assert found.counts == {"passed": 1, "partly": 1, "failed": 1, "no answer": 1, "not graded": 0}


def test_nobody_tried() -> None:
    found = item("a", [-1, -1])
    assert (found.difficulty, found.mean) == (None, 0.0)
    assert (item("b", []).mean, item("b", [], most=0.0).difficulty) == (None, None)


def test_discrimination_is_numpys_correlation_with_the_rest() -> None:
    rng = np.random.default_rng(1)
    points = [[float(value) for value in rng.integers(0, 3, 20)] for _ in range(4)]
    items = [item(f"i{number}", one) for number, one in enumerate(points)]
    others = np.sum(points[1:], axis=0)
    found = discrimination(items[0], totals(items))
    assert found.value == pytest.approx(np.corrcoef(points[0], others)[0, 1])
    assert found.count == 20
    assert -1 < found.low < found.value < found.high < 1


def test_no_answer_is_no_evidence_about_a_test() -> None:
    items = [item("a", [-1.0] * 10 + [0.0, 2.0] * 6), item("b", [0.0] * 10 + [2.0, 0.0] * 6)]
    found = discrimination(items[0], totals(items))
    assert (found.count, found.value) == (12, pytest.approx(-1))
    assert found.high < -0.9


def test_few_or_constant_have_no_discrimination() -> None:
    few = [item("a", [0, 2] * 4), item("b", [0, 2] * 4)]
    assert (discrimination(few[0], totals(few)).value, discrimination(few[0], totals(few)).count) == (None, 8)
    constant = [item("a", [2.0] * 12), item("b", [0, 2] * 6)]
    whole = totals(constant)
    assert discrimination(constant[0], whole).value is None
    assert discrimination(constant[1], whole).value is None, "the rest is constant"


def test_written_answers_are_held_against_all_tests() -> None:
    tests, written = item("a", [0.0, 2.0] * 6), item("why", [0.0, 2.0] * 6, by_hand=True)
    assert discrimination(written, totals([tests, written])).value == pytest.approx(1)


def test_who_is_not_graded_everywhere_has_no_total() -> None:
    one, other = item("a", [2, 1]), item("b", [2])
    other.answers.append(Answer("s01", Outcome.UNGRADED))
    assert totals([one, other]) == {"s00": 4}


# ------------------------------------------------------------------------------------------------ doubts


def test_nobody_passed() -> None:
    assert doubts(item("a", [0.0, 1.0, 0.0, 0.0])) == [[]], "four students are too few"
    [[text]] = doubts(item("a", [0.0, 1.0, 0.0, 0.0, 0.0, -1.0]))
    assert text == "None of the 5 who tried it has full points; the mean share is 10 %."


def test_nearly_nobody_passed() -> None:
    [[text]] = doubts(item("a", [2.0] + [0.0] * 19))
    assert text.startswith("Only 1 of the 20 who tried it")
    assert doubts(item("a", [2.0] * 3 + [0.0] * 17)) == [[]]


def test_everybody_passed_is_a_mild_note() -> None:
    found = suspicions(item("a", [2.0] * 10), {}, 2)
    assert [(one.mild, one.text[:6]) for one in found] == [(True, "All 10")]
    assert suspicions(item("a", [2.0] * 9), {}, 2) == []


def test_strong_students_without_a_named_mistake() -> None:
    good = [item(f"i{number}", [2.0] * 8 + [0.0] * 4) for number in range(5)]
    bad = item("bad", [0.0] * 4 + [2.0] * 4 + [0.0] * 4, told=UNKNOWN)
    [text] = doubts(*good, bad)[-1]
    assert text.startswith("4 of the 8 students with 90 % or more of all other test points lose points here")
    assert text.endswith("p is 0.3, which is not the right value.")
    named = item("bad", [0.0] * 4 + [2.0] * 4 + [0.0] * 4, told=NAMED)
    assert doubts(*good, named)[-1] == [], "they were told a mistake by name"


def test_negative_discrimination() -> None:
    skill = list(range(20))
    good = [item(f"i{level}", [2.0 if one > level else 0.0 for one in skill]) for level in range(2, 17)]
    bad = item("bad", [2.0 if one < 10 else 0.0 for one in skill])
    found = doubts(*good, bad)
    assert found[:-1] == [[]] * len(good)
    assert len(found[-1]) == 1
    assert "its correlation with the rest of the points is −0." in found[-1][0]
    assert "20 students" in found[-1][0]
    noise = item("noise", [2.0 if one % 2 else 0.0 for one in skill])
    assert doubts(*good, noise)[-1] == []


def test_one_unlucky_student_is_no_doubt() -> None:
    good = [item(f"i{number}", [2.0] * 11 + [0.0]) for number in range(3)]
    unlucky = item("a", [0.0] + [2.0] * 11, told=UNKNOWN)
    assert doubts(*good, unlucky)[-1] == []


def test_signs() -> None:
    assert [signed(value) for value in (0.424, -0.3, -0.001)] == ["0.42", "−0.30", "0.00"]
