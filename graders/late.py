"""A late policy: a share of the points for each day begun, after a time of grace, up to a limit."""

from __future__ import annotations

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float

DAY = 86_400  # seconds


class ShareADay(LateSubmissionPlugin):
    """nbgrader's late plugin, as `c.AssignLatePenalties.plugin_class` names it; nbgrader's own runs use it, too."""

    grace_minutes = Float(0.0, min=0.0, help="Minutes that a submission may be late for nothing.").tag(
        config=True
    )
    percent_a_day = Float(
        10.0, min=0.0, max=100.0, help="Percent of the points earned, for each day begun after the grace."
    ).tag(config=True)
    most_percent = Float(100.0, min=0.0, max=100.0, help="Percent that are taken at most.").tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the points to take off one notebook, None if it isn't late.

        Args:
            student_id: whose it is; nobody has another rule.
            score: the points it earned.
            total_seconds_late: seconds after the due date, extension counted.
        """
        late = total_seconds_late - 60 * self.grace_minutes
        if late <= 0:
            return None
        percent = min(self.most_percent, self.percent_a_day * math.ceil(late / DAY))
        return round(score * percent / 100, 2)
