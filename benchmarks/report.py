"""What was measured, as tables: on the terminal and as Markdown."""

from __future__ import annotations

import datetime
import os
import platform
import statistics
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable

VERSIONS = ("nbgrader", "otter-grader", "numpy", "scipy", "matplotlib", "torch", "transformers", "ipykernel")


@dataclass(frozen=True)
class Figure:
    """Measurements of one thing, in seconds: the median counts, the range is shown."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    def text(self, unit: float = 1.0) -> str:
        """Return the median, with the range if there are several, in a unit of so many seconds."""
        digits = 2 if self.median / unit < 10 else 1 if self.median / unit < 100 else 0
        median, low, high = (
            f"{one / unit:,.{digits}f}" for one in (self.median, min(self.values), max(self.values))
        )
        return median if len(self.values) == 1 else f"{median} ({low}–{high})"


@dataclass(frozen=True)
class Goal:
    """One of the numbers to reach: measured may not be less than ``limit``, or with ``most`` not more."""

    what: str
    limit: float
    measured: float
    unit: str = "×"
    most: bool = False

    @property
    def reached(self) -> bool:
        """Whether what was measured is good enough."""
        return self.measured <= self.limit if self.most else self.measured >= self.limit

    @property
    def row(self) -> tuple[str, ...]:
        """What is printed of it."""
        off = self.measured / self.limit - 1 if self.most else 1 - self.measured / self.limit
        verdict = "yes" if self.reached else f"no, {100 * off:.0f} % {'over' if self.most else 'short'}"
        sign = "≤" if self.most else "≥"
        return (self.what, f"{sign} {self.limit:g} {self.unit}", f"{self.measured:,.3g} {self.unit}", verdict)


@dataclass(frozen=True)
class Table:
    """A table with a note below its title."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


@dataclass
class Report:
    """All that was measured."""

    goals: list[Goal] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    about: list[tuple[str, ...]] = field(default_factory=list)

    def all(self) -> list[Table]:
        """Return all tables in the order they are read: goals, then figures, then the machine."""
        goals = Table(
            "Numbers to reach", "", ("what", "goal", "measured", "reached"), [goal.row for goal in self.goals]
        )
        return [goals, *self.tables, Table("Measured on", "", ("what", "value"), self.about)]

    def show(self, console: Console) -> None:
        """Print everything."""
        for table in self.all():
            shown = RichTable(
                title=table.title, title_justify="left", caption=table.note, caption_justify="left"
            )
            for number, column in enumerate(table.columns):
                shown.add_column(
                    column, justify="right" if number and table.columns[-1] != "value" else "left"
                )
            for row in table.rows:
                shown.add_row(*(part.replace("*", "").replace("`", "") for part in row))
            console.print(shown)

    def markdown(self, minutes: float) -> str:
        """Return everything as a page."""
        missed = [goal.what for goal in self.goals if not goal.reached]
        parts = [
            "# Performance",
            "`make bench` wrote this page from what it measured: change `benchmarks/`, not this. It took "
            f"{minutes:.0f} minutes. "
            + (f"Missed: {'; '.join(missed)}." if missed else "Every goal is reached."),
            "Submissions are mixes of the cases under `tests/submissions/`. The time of a notebook is that of one "
            "more, without start-up; `benchmarks/bench.py` opens with how it is measured. Medians; in brackets the "
            "fastest and the slowest run.",
        ]
        for table in self.all():
            parts += [f"## {table.title}", *([table.note] if table.note else [])]
            lines = [f"| {' | '.join(table.columns)} |", f"|---{'|---:' * (len(table.columns) - 1)}|"]
            if table.columns[-1] == "value":
                lines[1] = "|---|---|"
            parts.append("\n".join([*lines, *(f"| {' | '.join(row)} |" for row in table.rows)]))
        return "\n\n".join(parts) + "\n"


def machine() -> list[tuple[str, ...]]:
    """Return what is measured on; asked before the start, when nothing of ours is running."""
    processor = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            processor = line.split(":", 1)[1].strip()
    installed = {str(one.metadata["Name"]).lower(): one.version for one in metadata.distributions()}
    return [
        ("date", f"{datetime.datetime.now().astimezone():%Y-%m-%d %H:%M}"),
        ("processor", f"{len(os.sched_getaffinity(0))} cores of {processor}"),
        ("load before the start", f"{os.getloadavg()[0]:.2f}"),
        ("system", f"{platform.system()} {platform.release()}, Python {platform.python_version()}"),
        ("versions", ", ".join(f"{name} {installed[name]}" for name in VERSIONS if name in installed)),
    ]
