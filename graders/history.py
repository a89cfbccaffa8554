"""The grading log: which marks a grading gave or changed, when, by whom and why. Lines are only ever added.

``grading.log`` in the course folder, a JSON object a line, is for the day a student asks why a mark has changed.
Manual marks are not in it: nbgrader's formgrader writes them.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from graders.gradebook import Recorded
from graders.verdict import CourseError

NAME = "grading.log"


def add(
    root: Path, student: str, assignment: str, done: Recorded, *, command: Sequence[str], why: str
) -> None:
    """Write down what recording one submission changed; a first grading is a line, too, without the single marks.

    Raises:
        CourseError: the file can't be written.
    """
    if not done.first and not done.changes:
        return
    entry: dict[str, object] = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": f"{_user()}@{socket.gethostname()}",
        "why": why,
        "command": list(command),
        "student": student,
        "assignment": assignment,
    }
    marks = [(one.notebook, one.cell, one.before, one.after) for one in done.changes]
    if done.first:
        entry["points"] = sum(after or 0.0 for *_, after in marks)
    else:
        entry["changes"] = [
            {"notebook": notebook, "cell": cell, "before": before, "after": after}
            for notebook, cell, before, after in marks
        ]
    try:
        with (root / NAME).open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
    except OSError as error:
        raise CourseError(
            f"{root / NAME} can't be written: {error}. The marks themselves are recorded."
        ) from error


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return str(os.getuid())
