"""The late policy, as the configuration sets it and nbgrader's own runs would call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.course import Course
from graders.late import DAY, ShareADay


@pytest.mark.parametrize(
    ("seconds", "taken"),
    [(0, None), (15 * 60, None), (15 * 60 + 1, 0.8), (DAY, 0.8), (15 * 60 + DAY + 1, 1.6), (9 * DAY, 4.0)],
)
def test_a_share_for_each_day_begun(seconds: float, taken: float | None) -> None:
    rule = ShareADay(grace_minutes=15, percent_a_day=10, most_percent=50)
    assert rule.late_submission_penalty("ada", 8.0, seconds) == taken


def test_it_is_set_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.AssignLatePenalties.plugin_class = 'graders.late.ShareADay'\nc.ShareADay.percent_a_day = 20\n"
    )
    plugin = Course(tmp_path).late_plugin()
    assert plugin.late_submission_penalty("ada", 10.0, 1.0) == 2.0
