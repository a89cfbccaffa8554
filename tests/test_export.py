"""Exporting: nobody gets somebody else's mark, half a mark, or a formula."""

from __future__ import annotations

import csv
import shutil
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader import api
from sqlalchemy.exc import SAWarning

from graders import cli
from graders.course import CONFIG_NAME, Course
from graders.export import number, tame
from graders.gradebook import Gradebook, Person

PEOPLE = [
    Person("ada", "Ada", "Lovelace", "ada@uni.example", "111"),
    Person("bob", "Bob", "O'Brien", "bob@uni.example", "222"),
    Person("cy", '=HYPERLINK("x")', "@evil", "", "333"),
    Person("di", "Di", "Núñez", "di@uni.example"),
    Person("ed", "Ed", "Idle", "ed@uni.example", "555"),
]
# Points for the test cell (of 4) and the written answer (of 6, None: waits for a person), and what lateness costs.
POINTS = {"ada": (4, 5.5, 0), "bob": (3, None, 0), "cy": (1, 2, 1.25), "di": (4, 6, 0)}


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with marks for ps1 and, ada's only, for ps2; ed handed in ps1 and isn't graded."""
    root = tmp_path_factory.mktemp("graded")
    (root / CONFIG_NAME).write_text("c = get_config()\n")
    for name in ("ps1", "ps2", "ps3"):
        (root / "source" / name).mkdir(parents=True)
        (root / "source" / name / "ex01.ipynb").write_text("{}")
    course = Course(root)
    with Gradebook(course.db_url, course.course_id) as book:
        shutil.copy(root / "gradebook.db", root / "empty.db")
        book.ensure_students(PEOPLE)
    with api.Gradebook(course.db_url, course.course_id) as stock, warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        for assignment, marks in (("ps1", POINTS), ("ps2", {"ada": (2, 0, 0)})):
            stock.add_assignment(assignment)
            stock.add_notebook("ex01", assignment)
            stock.add_grade_cell("test", "ex01", assignment, max_score=4, cell_type="code")
            stock.add_grade_cell("why", "ex01", assignment, max_score=6, cell_type="markdown")
            for student, (tested, written, late) in marks.items():
                stock.add_submission(assignment, student)
                part = stock.find_submission_notebook("ex01", assignment, student)
                part.late_submission_penalty = late
                for cell, points in (("test", tested), ("why", written)):
                    grade = stock.find_grade(cell, "ex01", assignment, student)
                    grade.auto_score, grade.needs_manual_grade = points, points is None
        stock.db.commit()
    for student in (*POINTS, "ed"):
        (root / "submitted" / student / "ps1").mkdir(parents=True)
    return root


@pytest.fixture
def course(graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(shutil.copytree(graded, tmp_path / "course"))
    monkeypatch.chdir(root)
    return root


def export(*options: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.main, ["export", *options])
    return done.exit_code, " ".join(done.output.split())


def rows(name: str, delimiter: str = ",") -> list[list[str]]:
    with Path(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


# ------------------------------------------------------------------------------------------------ nbgrader's own


def test_by_default_nbgraders_own_file(course: Path) -> None:
    code, output = export()
    assert code == 0
    header, *lines = rows("grades.csv")
    assert header[:4] == ["assignment", "duedate", "timestamp", "student_id"]
    assert len(lines) == 2 * len(PEOPLE)
    scores = {line[3]: line[9] for line in lines if line[0] == "ps1"}
    assert scores == {"ada": "9.5", "bob": "3.0", "cy": "1.75", "di": "10.0", "ed": "0.0"}
    assert "Marks written to grades.csv" in output
    assert "wait for a person 1 half a mark; grade the rest in formgrader: bob · ps1" in output
    assert "not graded 1 run make autograde: ed · ps1" in output
    assert export("ps2", "--to", "two.csv")[0] == 0
    assert {line[0] for line in rows("two.csv")} == {"assignment", "ps2"}


def test_an_empty_gradebook(course: Path) -> None:
    (course / "empty.db").rename(course / "gradebook.db")
    assert export()[0] == 0
    assert len(rows("grades.csv")) == 1
    assert export("--for", "canvas") == (2, "error: Nobody has marks for anything: autograde first.")
    assert not Path("canvas.csv").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["ps9"], "There is no problem set 'ps9' in source/"),
        (["ps3"], "ps3 is not in the gradebook. Run `make release PS=ps3`"),
        (["--into", CONFIG_NAME], "--into needs --for canvas or --for moodle"),
        (["--for", "canvas", "--into", CONFIG_NAME, "--to", CONFIG_NAME], "and another file to write"),
        (["--for", "moodle", "--into", CONFIG_NAME], "for one problem set: name it"),
        (
            ["--for", "moodle", "ps1", "--into", CONFIG_NAME],
            f"{CONFIG_NAME} is no grading worksheet of Moodle's",
        ),
        (["--for", "canvas", "--into", CONFIG_NAME], f"{CONFIG_NAME} is no gradebook of Canvas'"),
    ],
)
def test_what_cannot_be_done(course: Path, options: list[str], words: str) -> None:
    code, output = export(*options)
    assert code == 2
    assert words in output
    assert not list(course.glob("*.csv"))


# ------------------------------------------------------------------------------------------------ a table


def test_a_table_with_the_course_by_weight(course: Path) -> None:
    assert export("--for", "table")[0] == 1, "bob waits for a person"
    header, *lines = rows("table.csv")
    assert header == ["student", "last name", "first name", "e-mail", "ps1", "ps2"]
    config = course / CONFIG_NAME
    config.write_text(config.read_text() + "c.Graders.weights = {'ps1': 3, 'ps2': 1, 'ps3': 9}\n")
    assert export("--for", "table", "--incomplete")[0] == 1, "ed is not graded"
    header, *lines = rows("table.csv")
    marks = {line[0]: line for line in lines}
    assert header[-1] == "course %"
    assert len(lines) == len(PEOPLE)
    most = {"ps1": 10.0, "ps2": 10.0}
    for line in lines:
        shares = [float(line[place] or 0) / most[name] for place, name in ((4, "ps1"), (5, "ps2"))]
        assert float(line[6]) == pytest.approx(100 * (3 * shares[0] + shares[1]) / 4, abs=0.01)
    assert marks["ada"][4] == "9.5"
    export("--for", "table")
    assert {line[0]: line[6] for line in rows("table.csv")}["bob"] == "", "no half marks"


# ------------------------------------------------------------------------------------------------ Canvas


def test_a_new_file_for_canvas(course: Path) -> None:
    code, output = export("--for", "canvas")
    assert code == 1
    assert rows("canvas.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "ps1", "ps2"],
        ["    Points Possible", "", "", "", "", "10", "10"],
        ['\'@evil, =HYPERLINK("x")', "333", "cy", "cy", "", "1.75", ""],
        ["Lovelace, Ada", "111", "ada", "ada", "", "9.5", "2"],
        ["Núñez, Di", "", "di", "di", "", "10", ""],
    ]
    assert "written 3 students" in output
    assert "wait for a person 1 left out; --incomplete writes them: bob · ps1" in output
    assert "not graded 1 run make autograde: ed · ps1" in output
    assert "handed in nothing 4" in output


def test_half_marks_only_if_asked_for(course: Path) -> None:
    assert (
        export("ps1=Problem set 1", "--for", "canvas", "--incomplete", "--to", "x.csv")[0] == 1
    )  # ed is still there
    assert rows("x.csv")[0][-1] == "Problem set 1"
    assert {row[2]: row[5] for row in rows("x.csv")[2:]} == {
        "ada": "9.5",
        "bob": "3",
        "cy": "1.75",
        "di": "10",
    }
    shutil.rmtree(course / "submitted" / "ed")
    assert export("ps1", "--for", "canvas", "--incomplete")[0] == 0
    assert export("ps1", "--for", "canvas")[0] == 1


CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,Problem set 1 (4711),ps2 (4712),Final Score
,,,,,,Manual Posting,,
    Points Possible,,,,,,20,10,(read only)
"Lovelace, Ada",111,x1,al@uni,A,=1+1,,1,50
"O'Brien, Bob",222,x2,bo@uni,A,,7,,50
"evil, Cy",333,x3,cy@uni,A,,EX,,
"Nunez, Di",999,di,dn@uni,B,"a, b",-,,
"Student, Test",1000,,hash,A,,,,
"""


@pytest.mark.parametrize(
    ("delimiter", "newline", "bom"), [(",", "\n", ""), (",", "\r\n", "\ufeff"), (";", "\n", "")]
)
def test_a_gradebook_of_canvas_is_filled_in(course: Path, delimiter: str, newline: str, bom: str) -> None:
    with Path("gradebook.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(bom)
        writer = csv.writer(file, delimiter=delimiter, lineterminator=newline)
        writer.writerows(csv.reader(CANVAS.splitlines()))
    code, output = export("ps1=Problem Set 1", "ps2", "--for", "canvas", "--into", "gradebook.csv")
    before, after = rows("gradebook.csv", delimiter), rows("canvas.csv", delimiter)
    changed = {
        (line, column): new
        for line, (old_row, new_row) in enumerate(zip(before, after, strict=True))
        for column, (old, new) in enumerate(zip(old_row, new_row, strict=True))
        if old != new
    }
    assert changed == {(3, 6): "9.5", (3, 7): "2", (6, 6): "10"}
    raw = Path("canvas.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") == bool(bom)
    assert (b"\r\n" in raw) == (newline == "\r\n")
    assert code == 1
    assert "written 2 students" in output
    assert "ps1 has 10 points here and 20 in Canvas. Points are written as they are" in output
    assert "cy · ps1: EX stands there and was left." in output
    assert "rows of nobody's 1 left as they were: Student, Test: nobody in the roster fits" in output
    assert "wait for a person 1 left out; --incomplete writes them: bob · ps1" in output


def test_a_gradebook_without_the_column(course: Path) -> None:
    Path("gradebook.csv").write_text(CANVAS)
    code, output = export("ps1", "--for", "canvas", "--into", "gradebook.csv")
    assert code == 2
    assert "has no columns for 'ps1' (there is: Problem set 1 (4711), ps2 (4712))" in output
    assert "ps1='Problem set 1'" in output


def test_marks_without_a_row(course: Path) -> None:
    lines = CANVAS.replace("Problem set 1", "ps1").splitlines()
    Path("gradebook.csv").write_text("\n".join([*lines[:4], lines[3], lines[5]]) + "\n")
    code, output = export("ps1", "--for", "canvas", "--into", "gradebook.csv")
    assert code == 1
    assert "no row 2 their marks are not in the file: ada · ps1, di · ps1" in output
    assert "rows of nobody's 1 left as they were: 2 rows are ada's" in output
    assert [row[6] for row in rows("canvas.csv")[3:]] == ["", "", "EX"]


# ------------------------------------------------------------------------------------------------ Moodle


def test_a_new_file_for_moodle(course: Path) -> None:
    code, _ = export("ps1", "--for", "moodle")
    assert code == 1
    assert rows("moodle.csv") == [
        ["First name", "Last name", "ID number", "Email address", "ps1"],
        ['\'=HYPERLINK("x")', "'@evil", "cy", "", "1.75"],
        ["Ada", "Lovelace", "ada", "ada@uni.example", "9.5"],
        ["Di", "Núñez", "di", "di@uni.example", "10"],
    ]


WORKSHEET = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),\
Last modified (grade),Feedback comments
Participant 111,Bob O'Brien,bob@uni.example,"Submitted for grading, -",,100.00,Yes,"Thursday, 1 October 2026, 6:00 PM",-,
Participant 222,Ada Lovelace,ada@uni.example,Submitted for grading,12.00,100.00,Yes,-,-,<p>good</p>
Participant 3,Cy Evil,cy@uni.example,Submitted for grading,,100.00,Yes,-,-,
Participant 4,Di Nunez,dn@other.example,Submitted for grading,,100.00,No,-,-,
"""


def test_a_worksheet_of_moodles_is_filled_in(course: Path) -> None:
    """In its own scale; a participant's number is nobody's."""
    Path("sheet.csv").write_text(WORKSHEET, encoding="utf-8")
    code, output = export("ps1", "--for", "moodle", "--into", "sheet.csv")
    before, after = rows("sheet.csv"), rows("moodle.csv")
    assert [row[4] for row in after] == ["Grade", "", "95", "", ""]
    assert [row[:4] + row[5:] for row in after] == [row[:4] + row[5:] for row in before]
    assert code == 1
    assert "ps1 has 10 points here and 100 in Moodle: all marks were scaled by 100/10." in output
    assert "di: Moodle has locked this grade; it was left as it is." in output
    assert "rows of nobody's 1 left as they were: Cy Evil: nobody in the roster fits" in output
    assert "no row 1 their marks are not in the file: cy · ps1" in output
    assert export("ps1", "--for", "moodle", "--into", "sheet.csv", "--incomplete")[0] == 1
    assert [row[4] for row in rows("moodle.csv")] == ["Grade", "30", "95", "", ""]


def test_a_worksheet_with_less_than_the_marks(course: Path) -> None:
    Path("sheet.csv").write_text(WORKSHEET.replace("100.00", '"10,00"'), encoding="utf-8")
    with api.Gradebook(f"sqlite:///{course}/gradebook.db") as stock:
        stock.find_grade("why", "ex01", "ps1", "ada").extra_credit = 3
        stock.db.commit()
    _, output = export("ps1", "--for", "moodle", "--into", "sheet.csv")
    assert rows("moodle.csv")[2][4] == "12.5"
    assert "ada is above the maximum. Moodle ignores such marks" in output
    assert "scaled" not in output


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("Full name,Email address", "A,B"), "names nobody, only participants' numbers"),
        (("Maximum Grade", "Scale"), "it has no column 'maximum grade'. Export it anew, in English"),
        (("Identifier", "ID"), "it has no column 'identifier'"),
        (("12.00,100.00", "12.00,50.00"), "must hold one number"),
        (("100.00", "good"), "must hold one number"),
        (("100.00", "0"), "must hold one number"),
    ],
)
def test_worksheets_that_cannot_be_filled_in(course: Path, change: tuple[str, str], words: str) -> None:
    Path("sheet.csv").write_text(WORKSHEET.replace(*change), encoding="utf-8")
    code, output = export("ps1", "--for", "moodle", "--into", "sheet.csv")
    assert code == 2
    assert words in output
    assert not Path("moodle.csv").exists()


# ------------------------------------------------------------------------------------------------ cells


@pytest.mark.parametrize("text", ["O'Brien", "Anne-Marie", "-3", "-3.5", "", "  ", "a=b", "Σ", "-1,5"])
def test_ordinary_texts_stay(text: str) -> None:
    assert tame(text) == text


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-x", "@x", " =1", "\t=1", "\r=1", "\n=1", "\xa0=1", "-2+3", "=-3"]
)
def test_formulas_are_texts(text: str) -> None:
    assert tame(text) == "'" + text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (10.0, "10"), (7 / 3, "2.3333"), (2.30000000004, "2.3"), (100.0, "100"), (0.125, "0.125")],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text
