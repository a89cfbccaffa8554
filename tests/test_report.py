"""The instructor's report on a class of forty, with one mistake, one bad test and one copied answer planted in it."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import random
import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graders import report
from graders.cli import main
from graders.course import Course
from graders.grade import write_verdict
from graders.gradebook import Gradebook, Person
from graders.notebook import Role, dumps, grade_id, points, role
from graders.verdict import CellVerdict, Check, CourseError, Note, NotebookResult, Status

from .conftest import CASES, ROOT
from .test_similar import renamed, variants
from .tiny import cell, notebook

NOW = datetime(2026, 10, 3, 9, 30, tzinfo=UTC)
NAMES = ("ex01_urn", "ex02_bits", "ex03_words")
BAD = "ex02-test-2"
REPLACED = "That is the chance with replacement: the same bag at each draw."
Outcomes = Mapping[str, list[str]]  # test cell → messages of its failed checks; missing: passed


# ------------------------------------------------------------------------------------------------ a tiny course


def source(name: str) -> list[dict[str, Any]]:
    prefix = name.split("_")[0]
    cells = [cell("code", f"{prefix}-setup", "import math", "given")]
    for number in (1, 2, 3):
        answer = f"### BEGIN SOLUTION\nanswer_{number} = {number}\n### END SOLUTION"
        cells.append(cell("code", f"{prefix}-answer-{number}", answer, "answer"))
        cells.append(cell("code", f"{prefix}-test-{number}", f"assert answer_{number}", "test", 2))
    cells.append(cell("markdown", f"{prefix}-why", "### BEGIN SOLUTION\nSo.\n### END SOLUTION", "written", 4))
    return cells


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    (root / "source" / "ps1").mkdir(parents=True)
    for name in NAMES:
        (root / "source" / "ps1" / f"{name}.ipynb").write_text(dumps(notebook(source(name))))
    course = Course(root)
    with Gradebook(course.db_url, course.course_id):
        pass
    course.release("ps1")
    return root


@pytest.fixture
def course(built: Path, tmp_path: Path) -> Course:
    return Course(shutil.copytree(built, tmp_path / "course"))


class Class:
    """Writes what grading a student would have written."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.assignment = course.assignment("ps1")

    def grade(
        self,
        book: Gradebook,
        student: str,
        failed: Outcomes,
        code: Mapping[str, str] | None = None,
        *,
        why: str = "",
        notes: Mapping[str, str] | None = None,
        broken: str = "",
        seconds: float = 0.5,
    ) -> None:
        (self.course.root / "submitted" / student / "ps1").mkdir(parents=True, exist_ok=True)
        results = []
        for exercise in self.assignment.exercises:
            nb, verdicts = copy.deepcopy(exercise.release), []
            for one in nb.cells:
                if role(one) is Role.ANSWER and code:
                    one.source = code.get(exercise.name, "") if grade_id(one).endswith("-1") else "x = 1"
                elif role(one) is Role.WRITTEN and why:
                    one.source = why
                elif role(one) is Role.TEST:
                    verdicts.append(self.verdict(one, failed.get(grade_id(one)), broken))
            said = [Note(kind, text) for text, kind in (notes or {}).items()]
            nb.metadata["graders"] = {
                "exercise": exercise.name,
                "notes": [vars(note) for note in said],
                "isolation": "jail: namespaces",
                "seconds": seconds,
            }
            path = self.course.folder("autograded", "ps1", student) / f"{exercise.name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dumps(nb))
            results.append(NotebookResult(exercise.name, tuple(verdicts), tuple(said), nb, seconds))
        book.record(student, "ps1", results)

    def verdict(self, one: Any, messages: list[str] | None, broken: str) -> CellVerdict:
        most = points(one)
        checks = [Check("the visible tests", Status.PASSED)]
        if broken:
            found = CellVerdict(grade_id(one), Status.HARNESS_ERROR, None, most, message=broken)
        elif messages:
            checks += [Check("hidden", Status.FAILED, message) for message in messages]
            found = CellVerdict(grade_id(one), Status.FAILED, 0.0, most, tuple(checks))
        else:
            found = CellVerdict(grade_id(one), Status.PASSED, most, most, tuple(checks))
        write_verdict(one, found)
        return found

    def page(self) -> report.Page:
        return report.build(self.course, "ps1", NOW)


def opened(course: Course) -> Gradebook:
    return Gradebook(course.db_url, course.course_id)


def honest(count: int) -> list[dict[str, str]]:
    """Code of so many students, no two alike: the fair variants of all exercises of the course."""
    pool = [code for folder in sorted(CASES.iterdir()) for code in variants(folder.name) if code]
    random.Random(7).shuffle(pool)
    return [dict(zip(NAMES, pool[number::count], strict=False)) for number in range(count)]


@pytest.fixture(scope="module")
def forty(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, report.Page]:
    course = Course(shutil.copytree(built, tmp_path_factory.mktemp("forty") / "course"))
    rng, codes, students = random.Random(4), honest(40), Class(course)
    codes[31] = {name: renamed(code) for name, code in codes[7].items()}
    with opened(course) as book:
        book.ensure_students(Person(f"s{n:02}", "Ada", f"Number {n}") for n in range(41))
        for number in range(40):
            skill = number / 40
            failed = {}
            for test in (f"ex0{e}-test-{t}" for e in (1, 2, 3) for t in (1, 2, 3)):
                lucky = rng.random() < 0.15
                if test == BAD:
                    if (skill > 0.4) is not lucky:
                        failed[test] = [f"bits is {rng.random():.3f}, which is not the right value."]
                elif (skill < rng.uniform(0.2, 0.6)) is not lucky and test != "ex01-test-1":
                    failed[test] = [f"f({rng.random():.2f}) is {rng.random()}. Half of it is missing."]
            if number % 3 == 0 and number < 36:
                failed["ex01-test-1"] = [f"p({n}) is {rng.random():.5f}. {REPLACED}" for n in (2, 3)]
            students.grade(book, f"s{number:02}", failed, codes[number], why=f"Because of {rng.random()}")
    return course, students.page()


@pytest.mark.slow
def test_the_planted_mistake_is_found(forty: tuple[Course, report.Page]) -> None:
    lines = [line for lines in forty[1].exercises.values() for line in lines]
    by_name = {line.item.name: line for line in lines}
    [group] = by_name["ex01-test-1"].misconceptions
    assert group.students == tuple(f"s{number:02}" for number in range(0, 36, 3))
    assert len(group.students) == 12
    assert group.message.endswith(REPLACED)
    others = {
        group.message.split(". ")[1]
        for line in lines
        for group in line.misconceptions
        if "f(" in group.message
    }
    assert others == {"Half of it is missing."}


@pytest.mark.slow
def test_the_bad_test_is_found_and_no_other(forty: tuple[Course, report.Page]) -> None:
    [line] = forty[1].suspicious
    assert line.item.name == BAD
    texts = [one.text for one in line.suspicions]
    assert any("no message names their mistake" in text for text in texts)
    assert any("its correlation with the rest of the points is −0." in text for text in texts)
    assert all(
        line.discrimination.count == 40
        for lines in forty[1].exercises.values()
        for line in lines
        if not line.item.by_hand
    )


@pytest.mark.slow
def test_the_copy_is_found_and_no_other(forty: tuple[Course, report.Page]) -> None:
    [likeness] = forty[1].likenesses
    assert likeness.cluster.students == ("s07", "s31")
    assert len(likeness.parts) == 3


@pytest.mark.slow
def test_the_summary_counts(forty: tuple[Course, report.Page]) -> None:
    course, page = forty
    assert page.counts == {
        "on the roster": 41,
        "handed in": 40,
        "graded": 40,
        "not graded": 0,
        "waiting for a person": 40,
    }
    with opened(course) as book:
        table = book.table("ps1")
    sums = sorted(sum(row.score for row in table if row.student == f"s{n:02}") for n in range(40))
    assert page.quartiles == (
        (sums[19] + sums[20]) / 2,
        pytest.approx(sums[9], abs=2),
        pytest.approx(sums[30], abs=2),
    )
    assert page.most == 30
    assert [(line.count, line.median, line.total) for line in page.times] == [(40, 0.5, 20.0)] * 3


# ------------------------------------------------------------------------------------------------ the page


class Reader(HTMLParser):
    """Collects what matters for safety and for reading aloud."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def check_page(page: str) -> Reader:
    """Check what any report must keep: nothing loads or runs, and headings, tables and links are sound."""
    found = Reader(page)
    names = {tag for tag, _ in found.tags}
    assert not names & {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "base",
        "form",
        "input",
        "img",
        "foreignobject",
    }
    for tag, attributes in found.tags:
        assert not [key for key in attributes if key.startswith("on") or key == "style"], (tag, attributes)
        target = attributes.get("href") or "#"
        assert target.startswith("#"), target
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {
        attributes["href"] for tag, attributes in found.tags if tag in ("a", "use") and "href" in attributes
    }
    assert {link.removeprefix("#") for link in links if link} <= set(ids)
    policy = next(attributes["content"] for tag, attributes in found.tags if "http-equiv" in attributes)
    [style] = re.findall(r"(?s)<style>(.*?)</style>", page)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    levels = [int(tag[1]) for tag in (tag for tag, _ in found.tags) if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(attributes.get("scope") for tag, attributes in found.tags if tag == "th")
    assert all(
        attributes.get("aria-label") or attributes.get("aria-hidden")
        for tag, attributes in found.tags
        if tag == "svg"
    )
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", page)
    assert "NaN" not in "".join(found.text)
    return found


@pytest.mark.slow
def test_the_page_of_forty(forty: tuple[Course, report.Page]) -> None:
    page = report.html(forty[1])
    found = check_page(page)
    text = " ".join(" ".join(found.text).split())
    assert "3 October 2026, 09:30" in text
    assert "12 students" in text
    assert "Number 7, Ada (s07)" in text
    assert f"{BAD} may be wrong or unfair" in text
    assert "2 students with similar answers" in text
    wanted = [
        "Summary",
        "Marks",
        "Tests",
        "Doubtful tests",
        "Time",
        "Repairs and isolation",
        "Similar answers",
    ]
    assert re.findall(r"<h2 id=\"\w+\">([^<]*)</h2>", page) == wanted
    assert "<mark>" in page
    assert len(page) < 400_000


NASTY = "</pre></details><script>alert(1)</script>]]> [bold red]x[/] \u202egnp.exe {{ 7 * 7 }} <img src=x onerror=alert(1)>"


@pytest.mark.slow
def test_hostile_text_is_text(course: Course) -> None:
    students = Class(course)
    with opened(course) as book:
        book.ensure_students([Person("s1", f"A{NASTY}", "=1+1"), Person("s2", "\u202eB", "C" * 5_000)])
        long = NASTY * 20_000
        code = dict.fromkeys(NAMES, f"{NASTY}\nx = 1\n{'y = [i for i in x if i > 3]' * 30}")
        for student in ("s1", "s2"):
            failed = {"ex01-test-1": [NASTY, long, "`" * 1_000_000], "ex01-test-2": [NASTY]}
            students.grade(book, student, failed, code, why=NASTY * 9, notes={NASTY: NASTY, long: "restored"})
        students.grade(book, "s3", {}, {}, broken=NASTY)
    page = report.html(students.page())
    text = "".join(check_page(page).text)
    assert "<script>alert(1)</script>]]> [bold red]x[/]" in text
    assert "{{ 7 * 7 }}" in text
    assert "[U+202E]" in text
    assert "not graded" in text
    assert len(page) < 500_000


@pytest.mark.slow
def test_one_student(course: Course) -> None:
    students = Class(course)
    with opened(course) as book:
        students.grade(
            book, "ada", {"ex01-test-1": ["There is no answer here yet: …"]}, {"ex01_urn": "x = 1"}
        )
    page = students.page()
    assert page.quartiles == (16, 16, 16)
    [item] = [line.item for line in page.exercises["ex01_urn"] if line.item.name == "ex01-test-1"]
    assert item.counts["no answer"] == 1
    assert page.suspicious == []
    assert page.likenesses == []
    assert "too few" in "".join(check_page(report.html(page)).text)


def test_nobody(course: Course) -> None:
    with pytest.raises(CourseError, match=r"Nothing of ps1 is graded yet.*`make autograde PS=ps1`"):
        report.write(course, "ps1")
    with pytest.raises(CourseError, match="no problem set 'ps9'"):
        report.write(course, "ps9")
    assert not (course.root / "reports").exists()


@pytest.mark.slow
def test_what_could_not_be_graded_or_read_is_told(course: Course) -> None:
    students = Class(course)
    with opened(course) as book:
        students.grade(book, "ada", {}, {})
        students.grade(book, "bob", {}, {}, broken="the judge died")
        students.grade(book, "cy", {}, {}, notes={"Student code ran without any isolation.": "isolation"})
        students.grade(book, "dora", {}, {})
    (course.root / "submitted" / "emil" / "ps1").mkdir(parents=True)
    graded = course.root / "autograded"
    (graded / "ada" / "ps1" / "ex01_urn.ipynb").write_text("{")
    stock = json.loads((graded / "ada" / "ps1" / "ex02_bits.ipynb").read_text())
    for one in stock["cells"]:
        one["metadata"].pop("graders", None)
    (graded / "ada" / "ps1" / "ex02_bits.ipynb").write_text(json.dumps(stock))
    shutil.rmtree(graded / "dora")
    page = students.page()
    assert page.ungraded["bob"] == "ex01_urn: the judge died"
    assert page.ungraded["emil"].startswith("no marks yet: run `make autograde PS=ps1`")
    assert page.counts["graded"] == 3
    assert [(student, name) for student, name, _ in page.unreadable] == [
        ("ada", "ex01_urn.ipynb"),
        ("ada", "ex02_bits.ipynb"),
        ("dora", "autograded/"),
    ]
    assert page.unreadable[1][2] == "it was not graded by this harness."
    assert {name: len(line.item.graded) for name, (line, *_) in page.exercises.items()} == {
        "ex01_urn": 1,
        "ex02_bits": 1,
        "ex03_words": 2,
    }
    text = " ".join("".join(check_page(report.html(page)).text).split())
    assert "Some student code ran without isolation" in text
    assert "2 not graded" in text


@pytest.mark.slow
def test_marks_by_hand_count(course: Course) -> None:
    from nbgrader import api

    students = Class(course)
    with opened(course) as book:
        for student in ("ada", "bob"):
            students.grade(book, student, {}, {}, why="Because.")
        students.grade(book, "cy", {"ex02-test-1": ["There are no bars."]})
    with api.Gradebook(course.db_url) as stock:
        grade = stock.find_grade("ex01-why", "ex01_urn", "ps1", "ada")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        grade = stock.find_grade("ex01-why", "ex01_urn", "ps1", "bob")
        grade.manual_score, grade.needs_manual_grade = 4.0, True  # handed in again since
        stock.db.commit()
    page = students.page()
    [why] = [line.item for line in page.exercises["ex01_urn"] if line.item.by_hand]
    assert why.counts == {"passed": 0, "partly": 1, "failed": 0, "no answer": 1, "not graded": 1}
    [bars] = [line for line in page.exercises["ex02_bits"] if line.item.name == "ex02-test-1"]
    assert bars.silent == ("cy",), "an untouched stub is no answer, whatever the test says of it"
    assert page.quartiles == (21, 18.5, 21.5)


@pytest.mark.slow
def test_the_command(course: Course) -> None:
    students = Class(course)
    with opened(course) as book:
        students.grade(book, "ada", {}, {})
    done = CliRunner().invoke(main, ["--course", str(course.root), "report", "ps1"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Report for the instructor: ")
    assert check_page((course.root / "reports" / "ps1.html").read_text())
    assert CliRunner().invoke(main, ["--course", str(course.root), "report", "ps9"]).exit_code == 2


def test_reports_are_never_in_git() -> None:
    assert "/reports/" in (ROOT / ".gitignore").read_text().splitlines()
