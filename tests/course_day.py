"""A course day: a class is generated, hands in through learning platforms, is graded, gets feedback and a report.

``make course-day`` runs it with 200 students and all four problem sets, by the command line only, and holds the reports
to what was planted: a misconception that many have, two students with one answer, and a test that is wrong. What the
students do is mixed from the cases in ``tests/submissions``; each student has an ability, from which both right code and
good sentences come. ``test_course_day`` runs a small one.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import nbgrader.api
import numpy as np

from graders import example, patch, report
from graders.course import Assignment, Course
from graders.gradebook import Gradebook
from graders.misconceptions import Group
from graders.notebook import Role, dumps, grade_id, role
from graders.restore import Exercise

from .conftest import CASES, ROOT

PLATFORMS = {"ps1": "canvas", "ps2": "moodle", "ps3": "gradescope", "ps4": "folder"}
FIRST = [
    "Ada",
    "Blaise",
    "Carl",
    "Dora",
    "Emil",
    "Fanny",
    "Georg",
    "Hanna",
    "Ivo",
    "Jana",
    "Karim",
    "Lena",
    "Mira",
    "Noah",
    "Olga",
    "Pavel",
    "Qiu",
    "Rosa",
    "Sven",
    "Tara",
]
LAST = [
    "Abel",
    "Bayes",
    "Cauchy",
    "Doob",
    "Erdős",
    "Fisher",
    "Gauß",
    "Hopf",
    "Itō",
    "Jensen",
    "Kac",
    "Lévy",
    "Markov",
    "Neyman",
    "O'Hara",
    "Pólya",
    "Rao",
    "Shannon",
]
WORDS = "bag chance draw given token model prior mean count share wide narrow always never half twice".split()  # noqa: SIM905
COMMENTS = (
    "Right, and well said.",
    "The reason is missing.",
    "You describe the code. Say why it must be so.",
)
# The planted test asks for what is wrong: right answers fail it, draws with replacement pass.
PLANTED_TEST = "ex01-test-edges"
WRONG = """_got = float(prob_all_red(3, 7, 2))
assert abs(_got - 1 / 15) > 1e-6, f"prob_all_red(3, 7, 2) is {_got:.6g}, which is not the right value."
"""
# The planted misconception: who has it fails this test, with these words.
PLANTED_CASE, CASE_TEST, CASE_WORDS = "f_with_replacement", "ex01-test-exact", "with replacement"


@dataclass
class Student:
    """One student of the generated class."""

    id: str
    first_name: str
    last_name: str
    ability: float
    copied: str = ""  # whose sentences these are
    cases: dict[str, patch.Patch] = field(
        default_factory=dict
    )  # by exercise; none for what was not handed in

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass
class Day:
    """A generated course, and what was planted in it."""

    course: Course
    students: list[Student]
    pair: tuple[str, str]
    seconds: dict[str, float] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------------ the class


def usable(exercise: str) -> dict[str, patch.Patch]:
    """Return an exercise's cases by name, without those that need a module or another file name."""
    found = {path.stem: patch.read(path) for path in sorted((CASES / exercise).glob("*.py"))}
    return {name: one for name, one in found.items() if not (one.needs or one.raw or one.file)}


def generate(
    exercises: Iterable[str], count: int, rng: np.random.Generator
) -> tuple[list[Student], tuple[str, str]]:
    """Return the class, and the pair who worked too closely together."""
    abilities = rng.beta(3, 2, count)
    students = [
        Student(
            f"s{place:03d}",
            FIRST[place % len(FIRST)],
            f"{LAST[(place // len(FIRST)) % len(LAST)]}{'' if place < len(FIRST) * len(LAST) else place}",
            float(ability),
        )
        for place, ability in enumerate(abilities)
    ]
    one, other = students[count // 3], students[count // 2]
    other.copied = one.name
    for exercise in exercises:
        cases = usable(exercise)
        variants = [
            name for name, case in cases.items() if case.kind == "variant" and case.base == "solution"
        ]
        wrong = [
            name for name, case in cases.items() if case.kind == "misconception" and name != PLANTED_CASE
        ]
        picked = [str(name) for name in rng.permutation(variants)]
        right, unusual = ["solution", *picked[:3]], picked[3]
        mistakes = [str(name) for name in rng.choice(wrong, 3, replace=False)] + ["stub"]
        for student in students:
            if exercise == "ex01_both_red" and student.ability < 0.5:
                student.cases[exercise] = cases[PLANTED_CASE]
            else:
                fine = rng.random() < 0.15 + 0.85 * student.ability
                student.cases[exercise] = cases[str(rng.choice(right if fine else mistakes))]
        one.cases[exercise] = cases[unusual]
        other.cases[exercise] = disguised(cases[unusual])
    for student in students:
        if student not in (one, other) and rng.random() < 0.02:
            student.cases.clear()
    return students, (one.id, other.id)


def disguised(case: patch.Patch) -> patch.Patch:
    """Return the case as somebody copies it: other local names, no comments, other layout."""
    sections = []
    for section in case.sections:
        try:
            tree = ast.parse(section.source)
        except SyntaxError:
            sections.append(section)
            continue
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            inside = list(ast.walk(function))
            local = {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
            local -= {n.arg for n in inside if isinstance(n, ast.arg)}  # callers may use their names
            local -= {name for n in inside if isinstance(n, ast.Global | ast.Nonlocal) for name in n.names}
            for node in ast.walk(function):
                if isinstance(node, ast.Name) and node.id in local:
                    node.id = f"my_{node.id}"
        sections.append(section if section.markdown else replace(section, source=ast.unparse(tree)))
    return replace(case, sections=tuple(sections))


def notebook(student: Student, exercise: Exercise) -> bytes:
    """Return what a student hands in: the case, with a comment and sentences of the student's own."""
    case = student.cases[exercise.name]
    nb = patch.apply(case, exercise.source, exercise.release)
    author = student.copied or student.name
    for cell in nb.cells:
        if role(cell) is Role.WRITTEN and case.kind != "stub":
            rng = np.random.default_rng(zlib.crc32(f"{author} {grade_id(cell)}".encode()))
            said = " ".join(str(word) for word in rng.choice(WORDS, 30))
            cell.source = f"I think that {said}, because I tried {rng.integers(1_000)} of them."
        elif role(cell) is Role.ANSWER and cell.cell_type == "code" and case.kind != "stub":
            cell.source += f"\n# {student.name} was here"
    return dumps(nb).encode()


# ------------------------------------------------------------------------------------------------ the platforms


def deliver(day: Day, assignment: Assignment, target: Path, rng: np.random.Generator) -> Path:
    """Write what the problem set's platform would let the TA download."""
    platform = PLATFORMS[assignment.name]
    archive = target / f"{assignment.name}-{platform}.zip"
    submitters: dict[str, object] = {}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for place, student in enumerate(day.students):
            names = [one for one in assignment.exercises if one.name in student.cases]
            data = {f"{one.name}.ipynb": notebook(student, one) for one in names}
            late = rng.random() < 0.05
            when = datetime(2026, 10, 2 if late else 1, 9, place % 60, tzinfo=UTC)
            plain = f"{student.last_name}{student.first_name}".lower().replace("'", "").replace(" ", "")
            if platform == "gradescope" and names:
                submitters[f"submission_{place}"] = {
                    ":submitters": [
                        {":name": student.name, ":sid": student.id, ":email": f"{student.id}@uni.example"}
                    ],
                    ":created_at": when.isoformat(),
                }
            for name, content in data.items():
                if platform == "canvas":
                    mark = "_LATE" if late else ""
                    again = "-1" if place % 7 == 0 else ""
                    file.writestr(
                        f"{plain}{mark}_{1000 + place}_{90_000 + place}_{name[:-6]}{again}.ipynb", content
                    )
                elif platform == "moodle":
                    file.writestr(f"{student.name}_{7000 + place}_assignsubmission_file_/{name}", content)
                elif platform == "gradescope":
                    file.writestr(f"assignment_9_export/submission_{place}/{name}", content)
                else:
                    file.writestr(f"{student.id}/{name}", content)
            if platform == "folder" and names:
                file.writestr(f"{student.id}/timestamp.txt", when.strftime("%Y-%m-%d %H:%M:%S UTC"))
        if platform == "gradescope":
            file.writestr(
                "assignment_9_export/submission_metadata.yml", json.dumps(submitters)
            )  # JSON is YAML
        if platform == "canvas":
            file.writestr("nobodyknows_4242_99999_ex01_both_red.ipynb", b"{}")
            file.writestr("__MACOSX/._junk", b"junk")
    return archive


# ------------------------------------------------------------------------------------------------ the day


def prepare(folder: Path, count: int, exercises: tuple[str, ...] = (), seed: int = 7) -> Day:
    """Make a course with a generated class, a roster and the planted test; only some exercises, if named."""
    rng = np.random.default_rng(seed)
    course = example.build_course(Course(ROOT), folder)
    config = folder / "nbgrader_config.py"
    weights = dict.fromkeys(PLATFORMS, 25.0)
    config.write_text(
        config.read_text() + f"c.Graders.show_distribution = True\nc.Graders.weights = {weights!r}\n"
    )
    for path in (folder / "source").glob("*/*.ipynb"):
        if exercises and path.stem not in exercises:
            path.unlink()
    for place in (folder / "source").iterdir():
        if not list(place.glob("*.ipynb")):
            shutil.rmtree(place)
    path = folder / "source" / "ps1" / "ex01_both_red.ipynb"
    raw = json.loads(path.read_text())
    [cell] = [
        one for one in raw["cells"] if one["metadata"].get("nbgrader", {}).get("grade_id") == PLANTED_TEST
    ]
    text = "".join(cell["source"])
    cell["source"] = text.replace("### END HIDDEN TESTS", f"{WRONG}### END HIDDEN TESTS")
    path.write_text(json.dumps(raw))
    course = Course(folder)
    names = [path.stem for path in sorted((folder / "source").glob("*/*.ipynb"))]
    students, pair = generate(names, count, rng)
    with (folder / "roster.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "first_name", "last_name", "email", "lms_user_id"])
        for place, one in enumerate(students):
            writer.writerow([one.id, one.first_name, one.last_name, f"{one.id}@uni.example", 1000 + place])
    return Day(course, students, pair)


def command(day: Day, step: str, *arguments: str, code: int = 0) -> str:
    """Run one of our commands as a TA does; count its time to ``step``."""
    started = time.monotonic()
    done = subprocess.run(
        [str(Path(sys.executable).parent / "graders"), *arguments],
        cwd=day.course.root,
        env={**os.environ, "COLUMNS": "160"},
        capture_output=True,
        text=True,
        check=False,
    )
    day.seconds[step] = day.seconds.get(step, 0.0) + time.monotonic() - started
    said = done.stdout + done.stderr
    assert done.returncode == code, f"{' '.join(arguments)} ended with {done.returncode}: {said[-4000:]}"
    assert "Traceback" not in said, said[-4000:]
    return said


def grade_by_hand(day: Day, assignment: str, rng: np.random.Generator) -> int:
    """Give every waiting answer points by its writer's ability, and one of three comments; return how many."""
    abilities = {student.id: student.ability for student in day.students}
    count = 0
    with nbgrader.api.Gradebook(day.course.db_url, day.course.course_id) as gradebook:
        for submission in gradebook.assignment_submissions(assignment):
            for part in submission.notebooks:
                for grade in part.grades:
                    if grade.needs_manual_grade:
                        got = np.clip(abilities[submission.student_id] + rng.normal(0, 0.15), 0, 1)
                        grade.manual_score = round(2 * float(got) * grade.cell.max_score) / 2
                        grade.needs_manual_grade = False
                        count += 1
                for comment in part.comments:
                    if comment.auto_comment is None:
                        comment.manual_comment = COMMENTS[int(rng.integers(3))]
        gradebook.db.commit()
    return count


def run(day: Day) -> str:
    """Live through the day, one problem set after the other; return the last command's output."""
    rng = np.random.default_rng(11)
    said = ""
    for name in day.course.assignment_names():
        command(day, "release", "release", name)
        assignment = day.course.assignment(name)
        archive = deliver(day, assignment, day.course.root, rng)
        stranger = PLATFORMS[name] == "canvas"
        said = command(day, "collect", "collect", name, str(archive), "--zone", "UTC", code=int(stranger))
        assert ("nobodyknows" in said) == stranger, said
        again = command(day, "collect", "collect", name, str(archive), "--zone", "UTC", code=int(stranger))
        assert "unchanged" in again
        command(day, "autograde", "autograde", name)
        started = time.monotonic()
        assert grade_by_hand(day, name, rng)
        day.seconds["by hand"] = day.seconds.get("by hand", 0.0) + time.monotonic() - started
        command(day, "feedback", "feedback", name)
        command(day, "status", "status", name)
        command(day, "report", "report", name)
    command(day, "export", "export")
    command(day, "export", "export", "--for", "canvas", "--to", "canvas.csv")
    command(day, "export", "export", "--for", "moodle", "--to", "moodle.csv")
    return said


# ------------------------------------------------------------------------------------------------ is it true?


def check(day: Day) -> list[str]:
    """Hold reports and marks to what was planted; return what was found, for the reader."""
    told = []
    page = report.build(day.course, "ps1", datetime.now(UTC))
    [exact] = [line for line in page.exercises["ex01_both_red"] if line.item.name == CASE_TEST]
    groups = [group for group in exact.misconceptions if CASE_WORDS in group.message]
    have = {
        one.id
        for one in day.students
        if (case := one.cases.get("ex01_both_red")) and case.path.stem == PLANTED_CASE
    }
    found = {student for group in groups for student in group.students}
    assert have <= found, f"the planted misconception: {len(have)} have it, {len(have & found)} were found"
    told.append(f"planted misconception: {len(have)} of {len(have)} named, by {_shown(groups)}")
    doubted = {line.item.name: line.brief for line in page.suspicious if not line.mild}
    assert PLANTED_TEST in doubted, f"the planted test isn't doubted, but {list(doubted)}"
    told.append(f"planted test: {doubted[PLANTED_TEST]}")
    others = sorted(set(doubted) - {PLANTED_TEST})
    told.append(f"other tests doubted: {', '.join(others) or 'none'}")
    for name in day.course.assignment_names():
        page = report.build(day.course, name, datetime.now(UTC))
        clusters = [one.cluster.students for one in page.likenesses]
        assert clusters, f"{name}: no pair at all"
        assert set(day.pair) <= set(clusters[0]), f"{name}: the planted pair isn't first, but {clusters[:3]}"
        told.append(
            f"{name}: planted pair first; {len(clusters)} groups in all, the first of {len(clusters[0])}"
        )
        assert page.counts["waiting for a person"] == 0
        assert page.counts["not graded"] == 0
    with Gradebook(day.course.db_url, day.course.course_id) as gradebook:
        for name in day.course.assignment_names():
            rows = gradebook.table(name)
            exercises = [one.name for one in day.course.assignment(name).exercises]
            handed_in = [one for one in day.students if any(exercise in one.cases for exercise in exercises)]
            assert {row.student for row in rows} == {one.id for one in handed_in}
            most = {
                (one.name, grade_id(cell)): cell.metadata.nbgrader.points
                for one in day.course.assignment(name).exercises
                for cell in one.source.cells
                if role(cell) is Role.TEST
            }
            wrong = []
            for student in handed_in:
                for notebook_name, marks in gradebook.marks(student.id, name).items():
                    fails = set(student.cases[notebook_name].fails)
                    stub = student.cases[notebook_name].kind == "stub"
                    for cell, mark in marks.marks.items():
                        full = most.get((notebook_name, cell))
                        if (
                            full is None
                            or cell == PLANTED_TEST
                            or student.cases[notebook_name].kind == "partial"
                        ):
                            continue
                        lost = (mark.points or 0.0) < full
                        if lost != (stub or cell in fails):
                            wrong.append(
                                (student.id, student.cases[notebook_name].path.stem, cell, mark.points)
                            )
            assert not wrong, f"{name}: {len(wrong)} marks aren't what the cases declare, such as {wrong[:5]}"
            told.append(f"{name}: the marks of {len(handed_in)} students are what their cases declare")
    with (day.course.root / "canvas.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    told.append(f"canvas.csv: {len(lines)} lines of {len(lines[0])} columns")
    return told


def _shown(groups: Iterable[Group]) -> str:
    return "; ".join(f"“{group.message}” ({len(group.students)})" for group in groups)


def main() -> None:
    """Run it and print what it took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--students", type=int, default=200)
    asked.add_argument("--into", type=Path, default=Path("course-day"))
    options = asked.parse_args()
    day = prepare(options.into.resolve(), options.students)
    run(day)
    for step, seconds in day.seconds.items():
        print(f"{step:10} {seconds:8.1f} s")
    print(*check(day), sep="\n")


if __name__ == "__main__":
    main()
