"""A small course day, end to end by the command line: the whole one is ``make course-day``."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import course_day
from .browser import photograph


@pytest.mark.slow
def test_a_small_course_day(tmp_path: Path) -> None:
    day = course_day.prepare(tmp_path / "course", 45, ("ex01_both_red",))
    course_day.run(day)
    told = "\n".join(course_day.check(day))
    assert "planted misconception" in told
    assert "planted pair first; 1 groups in all, the first of 2" in told
    pages = list((day.course.root / "feedback").glob("*/ps1/*.html"))
    assert len(pages) == sum(bool(one.cases) for one in day.students)
    assert all("In the class" in page.read_text() for page in pages)
    page = day.course.root / "reports" / "ps1.html"
    assert page.stat().st_size > 10_000
    photograph(page, "report", 1000, 1150)
