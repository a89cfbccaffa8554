"""`make bench`: the same submissions graded by stock nbgrader, by Otter and by the harness, in one run.

Prints ratios first, then the distance to the in-process limit, the cost against the number of submissions, and where
the time of one notebook goes; writes ``docs/performance.md`` from what it measured. ``--quick`` measures less of
everything and writes no page. Nothing is printed that this run hasn't measured.

How the time of a notebook is measured:

* harness: the real command, with a clock at each finished submission; (last - first) / (number - 1) is the time of
  one more, without start-up.
* stock nbgrader: the real command for few submissions and for more; the difference is the time of those between.
* Otter: the real command, once a notebook, as it is made for.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import standin
from benchmarks.inside import DRAWS
from benchmarks.report import Figure, Goal, Report, Table, machine
from benchmarks.workshop import CASES, ROOT, Workshop, cases_of, hand_in, marks
from graders.course import Course
from graders.notebook import normal_form, parse
from graders.verdict import CourseError

REPORT = ROOT / "docs" / "performance.md"
NUMPY = ("ex05_entropy", "ex06_kl_divergence")
LM = "ex19"
LABELS = {
    "numpy": "NumPy/SciPy",
    "undrawn": "NumPy/SciPy, figures not drawn",
    "lm": "torch and transformers",
}
STUDENTS, NOTEBOOKS = 300, 20  # the class that the course's time is worked out for
MS = 1e-3
STEPS = {
    "read": "read the submission",
    "restore": "restore it against the source",
    "fork": "fork judge and student",
    "lock in": "jail: until the first empty cell has answered",
    "student cells": "student cells and given cells",
    "figures": "given cells that draw a figure",
    "test cells": "test cells in the judge, with their calls into student code",
    "requests": "requests of the judge: a fresh student process, an interrupt",
    "end": "kill and reap",
    "write notebooks": "write the executed notebook",
    "gradebook": "write the marks",
    "all": "**from one notebook to the next**",
}

console = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Sizes:
    """How much is measured: submissions and notebooks by comparison; for stock, few submissions and more."""

    stock: dict[str, tuple[int, int]]
    otter: dict[str, int]
    ours: dict[str, int]
    repeats: int
    scale: tuple[int, ...]
    course: int
    trivial: int


FULL = Sizes(
    stock={"numpy": (1, 6), "undrawn": (1, 6), "lm": (1, 3)},
    otter={"numpy": 3, "undrawn": 1, "lm": 2},
    ours={"numpy": 40, "undrawn": 40, "lm": 15},
    repeats=3,
    scale=(10, 100, 1_000),
    course=10,
    trivial=60,
)
QUICK = Sizes(
    stock={"numpy": (1, 2)},
    otter={"numpy": 1},
    ours={"numpy": 10, "undrawn": 10, "lm": 10},
    repeats=1,
    scale=(10, 50),
    course=0,
    trivial=20,
)


@dataclass(frozen=True)
class Compared:
    """Seconds a notebook, by grader."""

    stock: float
    otter: float
    ours: Figure
    one_lane: Figure
    limit: dict[str, list[float]]


class Bench(Workshop):
    """Everything that is measured."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        super().__init__(folder)
        self.sizes = sizes
        self.report = Report(about=machine())

    def prepare(self) -> Course:
        """Make the course of the comparisons, with its submissions."""
        own_cases = self.folder / "cases"
        lm = [
            path for path in sorted(ROOT.glob(f"source/*/{LM}*.ipynb")) if CASES.joinpath(path.stem).is_dir()
        ]
        if not lm:
            standin.write(self.folder / "standin", own_cases)
            lm = [self.folder / "standin" / f"{standin.NAME}.ipynb"]
        numpy = [next(ROOT.glob(f"source/*/{name}.ipynb")) for name in NUMPY]
        undrawn = [self.without_figures(path) for path in numpy]
        paths = {"numpy": numpy, "undrawn": undrawn, "lm": lm[:1], "one": numpy[:1]}
        course = self.make_course("course", paths)
        for name, count in {**self.sizes.ours, "one": max(self.sizes.scale)}.items():
            assignment = course.assignment(name)
            known = {module.partition(":")[0].split(".")[0] for module in assignment.preload} | {"scipy"}
            pools = {
                one.name: cases_of(one, CASES, known) or cases_of(one, own_cases, None)
                for one in assignment.exercises
            }
            hand_in(course, assignment, pools, count)
        return course

    def without_figures(self, path: Path) -> Path:
        """Return a copy of a source notebook that makes its figures, but closes them without drawing."""
        nb = parse(path.read_bytes())
        for cell in nb.cells:
            cell.source = cell.source.replace(DRAWS, 'plt.close("all")')
        target = self.folder / "undrawn" / path.name
        target.parent.mkdir(exist_ok=True)
        target.write_text(normal_form(nb), encoding="utf-8")
        return target

    # ---- comparisons

    def compare(self, course: Course) -> None:
        """Measure the ratios and the distance to the limit."""
        labels = {name: LABELS[name] for name in self.sizes.stock}
        found = {name: self.compare_one(course, name) for name in labels}
        for name, label in labels.items():
            ratio = found[name].stock / found[name].ours.median
            self.report.goals.append(
                Goal(f"faster than stock nbgrader, {label}", 100 if name == "lm" else 50, ratio)
            )
        for name, label in labels.items():
            if found[name].otter:
                ratio = found[name].otter / found[name].ours.median
                self.report.goals.append(Goal(f"faster than `otter run`, {label}", 200, ratio))
        rows = []
        for name, label in labels.items():
            limit, figures = (statistics.mean(found[name].limit[key]) for key in ("seconds", "figures"))
            ratio = found[name].one_lane.median / limit
            rows.append(
                (
                    label,
                    f"{limit / MS:.1f}",
                    f"{figures / MS:.1f}",
                    found[name].one_lane.text(MS),
                    f"{ratio:.2f}",
                    f"{found[name].stock * course.lanes / limit:,.0f}",
                )
            )
            self.report.goals.append(Goal(f"of the in-process limit, one lane, {label}", 2, ratio, most=True))
        self.report.tables.append(
            Table(
                "The distance to the in-process limit",
                "The limit: the same cells and tests of the same submissions in one warm interpreter, one namespace "
                "each, nothing isolated, nothing read, nothing written. Figures are drawn where a notebook draws. "
                f"The last column: how many times faster than stock a grader on {course.lanes} cores would be that "
                "cost nothing itself.",
                (
                    "notebook",
                    "limit, ms",
                    "of that in cells that draw",
                    "harness, one lane, ms",
                    "ratio",
                    "× at most",
                ),
                rows,
            )
        )

    def compare_one(self, course: Course, name: str) -> Compared:
        """Grade the same submissions three ways; compare marks and times."""
        label, students = LABELS[name], course.students(name)
        names = [exercise.name for exercise in course.assignment(name).exercises]
        few, more = self.sizes.stock[name]
        console.print(f"{label}: stock nbgrader, {few} and {more} submissions of {len(names)}")
        small, large = (self.clone(course, name, students[:count]) for count in (few, more))
        t_few, t_more = self.stock(small, name), self.stock(large, name)
        stock = (t_more - t_few) / (more - few) / len(names)

        pairs = [(student, each) for student in students[:more] for each in names][: self.sizes.otter[name]]
        if pairs:
            console.print(f"{label}: Otter, {len(pairs)} notebooks")
            self.run("graders.cli", "otter", name, cwd=course.root)
        runs = {pair: self.otter(course, name, *pair) for pair in pairs}
        otter = Figure(tuple(seconds for seconds, _ in runs.values()) or (0.0,))

        console.print(f"{label}: the harness, the same submissions, then {len(students)}")
        same = self.ours(course, name, students[:more])
        agreement = agree(marks(large, name, students[:more]), marks(course, name, students[:more]), runs)
        both = [self.ours(course, name) for _ in range(self.sizes.repeats)]
        single = [self.ours(course, name, lanes=1) for _ in range(self.sizes.repeats)]
        start = Figure(tuple(one["first"] - one["one more"] for one in both))
        ours, one_lane = (
            Figure(tuple(one["one more"] / len(names) for one in some)) for some in (both, single)
        )
        rows = [
            ("stock `nbgrader autograde`", Figure((stock,)), f"{t_few - few * len(names) * stock:.1f}"),
            ("`otter run`", otter, "with it"),
            ("harness, one lane", one_lane, start.text()),
            (f"harness, {course.lanes} lanes", ours, start.text()),
        ]
        self.report.tables.append(
            Table(
                f"{label}: ms a notebook",
                f"{' and '.join(names)}. Harness: {self.sizes.repeats} runs of {len(students)} submissions. "
                f"The {more * len(names)} notebooks that both graded, start-up included: stock {t_more:.1f} s, "
                f"harness {same['seconds']:.1f} s. {agreement}",
                (
                    "grader",
                    "a notebook",
                    "start-up, s",
                    f"harness, {course.lanes} lanes, is × faster",
                    "one lane",
                ),
                [
                    (who, each.text(MS), starts, times(each, ours), times(each, one_lane))
                    for who, each, starts in rows
                    if each.median
                ],
            )
        )
        return Compared(
            stock, otter.median, ours, one_lane, self.inside("limit", course.root, name, *students)
        )

    # ---- one notebook

    def breakdown(self, course: Course) -> None:
        """Measure where the time of one notebook goes."""
        columns = {}
        for name, label in LABELS.items():
            console.print(f"Where the time goes: {label}")
            found = self.ours(course, name, lanes=1, clock="steps")
            notebooks = len(course.assignment(name).exercises)
            count = len(found["finished"]) * notebooks
            columns[name] = {step: seconds / count for step, seconds in found["steps"].items()}
            columns[name]["all"] = found["one more"] / notebooks
        rows = [
            (label, *(f"{columns[name].get(step, 0) / MS:.1f}" for name in LABELS))
            for step, label in STEPS.items()
            if any(step in columns[name] for name in LABELS)
        ]
        note = (
            "Means over all notebooks, one lane. While a notebook is written, the next one is already graded."
        )
        columns_shown = ("step", *LABELS.values())
        self.report.tables.append(Table("Where the time of one notebook goes, ms", note, columns_shown, rows))

        rows = []
        for name in ("numpy", "lm"):
            levels = self.inside("trivial", course.root, name, self.sizes.trivial)
            jailed, free = levels["jail"], levels["none"]
            answered = f"jail and fork until an empty cell has answered, {LABELS[name]}"
            self.report.goals.append(Goal(answered, 8, jailed["first answer"] / MS, "ms", most=True))
            keys = ("fork", "first answer", "all")
            rows.append((LABELS[name], *(f"{jailed[key] / MS:.1f} / {free[key] / MS:.1f}" for key in keys)))
        self.report.tables.append(
            Table(
                "Two processes with nothing to do, ms: jailed / not isolated",
                f"Medians of {self.sizes.trivial} pairs each, taken in turn.",
                ("libraries", "both forked", "an empty cell answered", "killed and reaped"),
                rows,
            )
        )

    def feedback(self, course: Course) -> None:
        """Measure a feedback page."""
        console.print("Feedback")
        self.ours(course, "numpy")
        _, text = self.run(
            "benchmarks.inside", "grade", "--course", course.root, "feedback", "numpy", cwd=self.folder
        )
        written = json.loads(text)["finished"]
        page = (written[-1] - written[0]) / (len(written) - 1)
        self.report.goals.append(Goal("feedback, a page", 60, page / MS, "ms", most=True))

    # ---- many notebooks

    def scaling(self, course: Course) -> None:
        """Measure time and memory against the number of submissions."""
        students = course.students("one")
        rows, each, peaks = [], [], []
        for count in self.sizes.scale:
            console.print(f"{count:,} submissions")
            repeats = max(1, min(self.sizes.repeats, 300 // count))
            found = [self.ours(course, "one", students[:count]) for _ in range(repeats)]
            times_each = Figure(tuple(one["one more"] for one in found))
            each.append(times_each.median)
            peaks.append(statistics.median(one["memory"]["peak"] for one in found))
            whole = Figure(tuple(one["seconds"] for one in found))
            rows.append((f"{count:,}", times_each.text(MS), f"{peaks[-1]:,.0f}", whole.text()))
        spread = 100 * (max(each) - min(each)) / 2 / statistics.mean(each)
        ends = f"{self.sizes.scale[0]:,} to {self.sizes.scale[-1]:,} submissions"
        growth = 100 * (peaks[-1] / peaks[0] - 1)
        self.report.goals += [
            Goal(f"time a notebook, {ends}: off the middle by", 10, spread, "%", most=True),
            Goal(f"coordinator's memory, {ends}: grows by", 10, growth, "%", most=True),
        ]
        self.report.tables.append(
            Table(
                "The cost against the number of submissions",
                f"One notebook each ({NUMPY[0]}), {course.lanes} lanes.",
                ("submissions", "ms a notebook", "coordinator's memory at most, MB", "whole command, s"),
                rows,
            )
        )

    def whole_course(self, _: Course) -> None:
        """Work out what the whole course costs, from every problem set there is."""
        if not self.sizes.course:
            return
        original = Course(ROOT)
        rows: list[tuple[str, ...]] = []
        total, have = 0.0, 0
        for name in original.assignment_names():
            try:
                exercises = original.assignment(name).exercises
            except CourseError as error:
                console.print(f"{name} is left out: {error}")
                continue
            pools = {exercise.name: cases_of(exercise, CASES, None) for exercise in exercises}
            paths = [ROOT / "source" / name / f"{each}.ipynb" for each, pool in pools.items() if pool]
            if not paths:
                continue
            console.print(f"The whole course: {name}")
            course = self.make_course(f"whole-{name}", {name: paths})
            hand_in(course, course.assignment(name), pools, self.sizes.course)
            found = self.ours(course, name)
            seconds = found["first"] + (STUDENTS - 1) * found["one more"]
            total, have = total + seconds, have + len(paths)
            each_ms = f"{found['one more'] / len(paths) / MS:.0f}"
            rows.append((name, str(len(paths)), each_ms, f"{found['first']:.1f}", f"{seconds / 60:.1f}"))
        minutes = total / have * NOTEBOOKS / 60
        rows.append(("**the course**", str(NOTEBOOKS), "", "", f"**{minutes:.1f}**"))
        note = (
            f"Worked out for {STUDENTS} students from {self.sizes.course} submissions a problem set, {original.lanes} "
            "lanes. They mix all cases alike, those with endless loops and libraries nobody expected, too: more of "
            "them than a class has."
        )
        if have < NOTEBOOKS:
            note += f" {NOTEBOOKS - have} notebooks don't exist yet; each counts as the mean of the others."
        columns = (
            "problem set",
            "notebooks",
            "ms a notebook",
            "first finished after, s",
            f"{STUDENTS} students, min",
        )
        self.report.goals.append(
            Goal(f"the course, {STUDENTS} × {NOTEBOOKS} notebooks", 10, minutes, "min", most=True)
        )
        self.report.tables.append(Table("The whole course", note, columns, rows))


def times(of: Figure, by: Figure) -> str:
    """Return how many times slower something is."""
    ratio = of.median / by.median
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"


def agree(
    stock: dict[Any, float], ours: dict[Any, float], otter: dict[Any, tuple[float, dict[str, float]]]
) -> str:
    """Return how many marks are the same, in a sentence."""
    with_otter = [
        ours[(*pair, test)] == score for pair, (_, points) in otter.items() for test, score in points.items()
    ]
    with_stock = [ours[key] == stock[key] for key in ours]
    text = f"Marks of test cells that are the same: {sum(with_stock)} of {len(with_stock)} with stock"
    return f"{text}, {sum(with_otter)} of {len(with_otter)} with Otter." if with_otter else f"{text}."


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument(
        "--quick", action="store_true", help="measure less, in about two minutes; write no page"
    )
    parts = ("compare", "breakdown", "scaling", "feedback", "whole_course")
    parser.add_argument(
        "--only", choices=parts, action="append", help="measure only this; may be given again"
    )
    arguments = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="graders-bench-") as name:
        bench = Bench(Path(name).resolve(), QUICK if arguments.quick else FULL)
        course = bench.prepare()
        for part in arguments.only or parts:
            getattr(bench, part)(course)
    minutes = (time.monotonic() - started) / 60
    bench.report.show(console)
    console.print(f"{minutes:.1f} minutes")
    if not arguments.quick and not arguments.only:
        REPORT.write_text(bench.report.markdown(minutes), encoding="utf-8")
        console.print(f"Written: {REPORT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
