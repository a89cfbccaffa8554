"""Collecting: every platform's download finds its students, and nothing is lost, overwritten or let out."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.apps import NbGraderAPI

from graders import cli, collect, terminal
from graders.archive import Entry, safe_name
from graders.collect import Report, mended
from graders.course import CONFIG_NAME, Course
from graders.gradebook import Gradebook, Person
from graders.platforms import PLATFORMS, Setting, moment, recognise
from graders.verdict import CourseError, SubmissionError

ONE, TWO = "ex01_both_red", "ex02_spam_filter"
ROSTER = (
    "id,first_name,last_name,email,lms_user_id\n"
    "ada,Ada,Lovelace,ada@uni.example,111\n"
    "bob,Bob,O'Brien-Núñez,bob@uni.example,222\n"
    "li1,Wei,Li,,\n"
    "li2,Wei,Li,,\n"
)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty gradebook; making one takes a second."""
    path = tmp_path_factory.mktemp("book") / "gradebook.db"
    Gradebook(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def course(book: Path, tmp_path: Path) -> Course:
    root = tmp_path / "course"
    for name in (f"ps1/{ONE}", f"ps1/{TWO}", "ps2/ex03_other"):
        path = root / "source" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    (root / CONFIG_NAME).write_text("c = get_config()\n")
    (root / "roster.csv").write_text(ROSTER, encoding="utf-8")
    shutil.copy(book, root)
    return Course(root)


Files = dict[str, bytes | str]


def pack(files: Files) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in files.items():
            whole.writestr(name, content)
    return data.getvalue()


def run(course: Course, files: Files, assignment: str = "ps1", **options: Any) -> Report:
    archive = course.root.parent / "download.zip"
    archive.write_bytes(pack(files))
    return collect.collect(course, assignment, archive, **options)


def there(course: Course, student: str = "ada", assignment: str = "ps1") -> dict[str, str]:
    """What stands in a student's folder, the time included."""
    folder = course.root / "submitted" / student / assignment
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def earlier(course: Course, student: str = "ada") -> list[dict[str, str]]:
    folder = course.root / "submitted" / student / ".earlier" / "ps1"
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [{path.name: path.read_text() for path in sorted(one.iterdir())} for one in found]


def outcomes(report: Report) -> dict[str, str]:
    return {one.student: one.outcome for one in report.placed}


def told(report: Report) -> list[str]:
    return [f"{one.what}: {one.why}. {one.cure}" for one in report.problems]


# ------------------------------------------------------------------------------------------------ platforms


def test_canvas(course: Course) -> None:
    report = run(
        course,
        {
            f"lovelaceada_111_900_{ONE}-2.ipynb": "one",
            f"lovelaceada_111_901_{TWO} (1).ipynb": "two",
            "lovelaceada_111_902_figure.png": "png",
            "obriennúñezbob_LATE_222_950_homework-1.zip": pack(
                {
                    f"homework/{ONE}.ipynb": "one",
                    "homework/data/x.csv": "1,2",
                    "homework/.DS_Store": "",
                    "__MACOSX/homework/._x": "",
                    f"homework/{TWO}.html": "export",
                }
            ),
            "liwei_333_960_x.ipynb": "whose?",
            "liwei_333_text.html": "typed",
            "anon_x8d2_961_y.ipynb": "",
        },
    )
    assert report.platform == "canvas"
    assert there(course) == {f"{ONE}.ipynb": "one", f"{TWO}.ipynb": "two", "figure.png": "png"}
    assert there(course, "bob") == {f"{ONE}.ipynb": "one", "data/x.csv": "1,2"}
    assert [(one.student, one.outcome, one.files, one.late, one.timed) for one in report.placed] == [
        ("ada", "new", 3, False, False),
        ("bob", "new", 2, True, False),
    ]
    assert report.junk == {".DS_Store": 1, "__MACOSX": 1, "*.html": 1}
    assert [one.id for one in report.missing] == ["li1", "li2"]
    assert told(report) == [
        "anon_x8d2_961_y.ipynb: Canvas has left out the name. Name it after an id in the roster, and use --from folder.",
        "liwei_333: li1 (Wei Li) and li2 (Wei Li) have that name. "
        "Write the number in its name into the student's lms_user_id in the roster.",
    ]
    handed_in = course.submission("ps1", "bob")
    assert handed_in.notebooks == {ONE: b"one"}
    assert handed_in.files == {"data/x.csv": b"1,2"}
    assert course.timestamp("ps1", "bob") is None


def test_canvas_newer_files_of_one_name(course: Course) -> None:
    """One user's files are of one attempt; where two are copies of one exercise the newer one counts."""
    files = {f"lovelaceada_111_905_{ONE}-1.ipynb": "newer", f"lovelaceada_111_900_{ONE}.ipynb": "older"}
    files |= {f"lovelaceada_111_901_{TWO}.ipynb": "two"}
    for _ in range(2):
        report = run(course, dict(files))
        assert there(course) == {f"{ONE}.ipynb": "newer", f"{TWO}.ipynb": "two"}
        assert earlier(course) == [{f"{ONE}.ipynb": "older"}]
        assert not report.problems
    assert outcomes(report) == {"ada": "unchanged"}


@pytest.mark.parametrize("flat", [False, True])
def test_moodle(course: Course, flat: bool) -> None:
    rest = "_" if flat else "_/"
    report = run(
        course,
        {
            f"Ada Lovelace_222_assignsubmission_file{rest}{ONE}.ipynb": "one",
            f"Bob OBrien-Núñez_12_assignsubmission_file{rest}{TWO}.ipynb": "two",
            f"Bob OBrien-Núñez_12_assignsubmission_onlinetext{rest}onlinetext.html": "see file",
            f"Wei Li_13_assignsubmission_file{rest}{ONE}.ipynb": "whose?",
            f"Cy Young_14_assignsubmission_file{rest}{ONE}.ipynb": "nobody",
        },
    )
    assert report.platform == "moodle"
    # 222 is ada's participant number here, and says nothing of bob, whose number on the platform it is.
    assert there(course) == {f"{ONE}.ipynb": "one"}
    assert there(course, "bob") == {f"{TWO}.ipynb": "two"}
    assert [note.split(":")[0] for note in report.notes] == ["bob wrote something into the platform, too"]
    assert [one.what for one in report.problems] == ["Wei Li_13", "Cy Young_14"]
    assert "li1 (Wei Li) and li2 (Wei Li) have that name" in told(report)[0]


def test_moodle_text_only(course: Course) -> None:
    name = "Ada Lovelace_7_assignsubmission_onlinetext_/onlinetext.html"
    report = run(course, {name: "my answer", f"Bob OBrien-Núñez_8_assignsubmission_file_/{ONE}.ipynb": ""})
    assert told(report) == [
        f"{name}: it was typed into the platform, or is a link: no notebook was handed in. "
        "Read it in the archive. Ask for it again."
    ]
    assert not (course.root / "submitted" / "ada").exists()


def test_two_people_of_one_name_are_not_one(course: Course) -> None:
    files: Files = {
        f"Ada Lovelace_{number}_assignsubmission_file_/{ONE}.ipynb": str(number) for number in (1, 2)
    }
    report = run(course, files)
    assert not report.placed
    assert [one.what for one in report.problems] == ["Ada Lovelace_1", "Ada Lovelace_2"]
    assert "2 pieces are ada's, and nothing says which is the newest" in told(report)[0]


METADATA = """---
submission_1:
  :submitters:
  - :name: Somebody Else
    :sid: ada
    :email: ada@uni.example
  :created_at: 2026-10-01 18:25:53.109082123 Z
  :results: !ruby/object:Whatever
    :tests: [{'score': 1.0}]
submission_2:
  :submitters:
  - :name: Bob O'Brien-Nunez
    :sid: '00222'
    :email: BOB@uni.example
  - :name: Wei Li
    :sid: li1
    :email:
  :created_at: 2026-10-01 20:25:53 +02:00
submission_3:
  :submitters:
submission_5:
  :submitters:
  - :name: Cy Young
    :sid: ~
    :email: cy@uni.example
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-10-02 08:00:00.000000000 Z
    zone: whatever
"""


def test_gradescope(course: Course) -> None:
    files: Files = {
        f"assignment_9_export/submission_{number}/{ONE}.ipynb": str(number) for number in range(1, 6)
    }
    report = run(course, {"assignment_9_export/submission_metadata.yml": METADATA, **files})
    assert report.platform == "gradescope"
    assert there(course) == {f"{ONE}.ipynb": "1", "timestamp.txt": "2026-10-01 18:25:53 UTC\n"}
    assert course.timestamp("ps1", "ada") == datetime(2026, 10, 1, 18, 25, 53)
    for student in ("bob", "li1"):
        assert there(course, student) == {f"{ONE}.ipynb": "2", "timestamp.txt": "2026-10-01 18:25:53 UTC\n"}
    assert [one.what for one in report.problems] == [
        f"assignment_9_export/submission_3/{ONE}.ipynb",
        f"assignment_9_export/submission_4/{ONE}.ipynb",
        "submission_5 (Cy Young)",
    ]
    with (course.root / "roster.csv").open("a") as roster:
        roster.write("cy,Cy,Young,,\n")
    run(course, {"assignment_9_export/submission_metadata.yml": METADATA, **files})
    assert there(course, "cy") == {f"{ONE}.ipynb": "5", "timestamp.txt": "2026-10-02 08:00:00 UTC\n"}


BROKEN = {
    "open": "a: [",
    "list": "- just\n- a list",
    "empty": "",
    "deep": "[" * 5_000,
    "loop": "a: &a [*a]\nb: *a",
    "odd key": "? {a: b}\n: c",
    "zero": "\x00",
    "call": "!!python/object/apply:os.system ['touch pwned']",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=list(BROKEN))
def test_metadata_that_is_none(course: Course, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.root)
    with pytest.raises(CourseError, match=r"submission_metadata\.yml can't be read: .*--from folder"):
        run(course, {"submission_metadata.yml": text, f"submission_1/{ONE}.ipynb": ""})
    assert not (course.root / "pwned").exists()


ATTEMPTS: Files = {
    f"ps1_ada_attempt_2026-09-30-10-00-00_{ONE}.ipynb": "first",
    f"ps1_ada_attempt_2026-10-01-18-00-00_{ONE}.ipynb": "second",
    f"ps1_ada_attempt_2026-10-01-18-00-00_{TWO}.ipynb": "two",
    "ps1_ada_attempt_2026-10-01-18-00-00.txt": "Name: Ada",
}


def test_zip_collect(course: Course) -> None:
    """Without a zone the times order the attempts, and say nothing else."""
    report = run(course, ATTEMPTS)
    assert report.platform == "zip_collect"
    assert there(course) == {f"{ONE}.ipynb": "second", f"{TWO}.ipynb": "two"}
    assert earlier(course) == [{f"{ONE}.ipynb": "first"}]
    assert not report.placed[0].timed
    report = run(course, ATTEMPTS, zone="Europe/Berlin")
    assert outcomes(report) == {"ada": "unchanged"}
    assert there(course)["timestamp.txt"] == "2026-10-01 16:00:00 UTC\n"
    assert len(earlier(course)) == 1


def test_zip_collect_by_the_courses_own_pattern(course: Course) -> None:
    pattern = r".*/extracted/(?P<last_name>\w+)-(?P<student_id>\w+)@(?P<timestamp>.+)/(?P<file_id>\w+)"
    config = course.root / CONFIG_NAME
    config.write_text(f"c = get_config()\nc.FileNameCollectorPlugin.named_regexp = {pattern!r}\n")
    report = run(Course(course.root), {f"L-ada@2026-10-01 16:00:00 UTC/{ONE}.ipynb": "one"})
    assert report.platform == "zip_collect"
    assert there(course) == {f"{ONE}.ipynb": "one", "timestamp.txt": "2026-10-01 16:00:00 UTC\n"}
    for wrong in ("(", "(?P<student_id>x)"):
        config.write_text(f"c = get_config()\nc.FileNameCollectorPlugin.named_regexp = {wrong!r}\n")
        with pytest.raises(CourseError, match=r"named_regexp: "):
            run(Course(course.root), {f"x/{ONE}.ipynb": "one"})


@pytest.mark.parametrize(
    "name",
    [
        f"ada/{ONE}.ipynb",
        f"ada/ps1/{ONE}.ipynb",
        f"submitted/ada/ps1/{ONE}.ipynb",
        f"Downloads/all of them/ada/{ONE}.ipynb",
        f"111/{ONE}.ipynb",
        f"ada@uni.example/{ONE}.ipynb",
        f"Lovelace, Ada/{ONE}.ipynb",
        f"ada+ps1+2026-10-01 16:00:00 UTC+xyz/{ONE}.ipynb",
    ],
)
def test_a_folder_per_student(course: Course, name: str) -> None:
    report = run(
        course, {name: "one", name.replace("ada", "bob").replace("Ada", "?").replace("111", "222"): "b"}
    )
    assert report.platform == "folder"
    assert there(course).pop(f"{ONE}.ipynb") == "one"
    assert ("timestamp.txt" in there(course)) == ("+" in name)


def test_a_zip_per_student(course: Course) -> None:
    """Her own time doesn't count."""
    inner = pack({f"homework/{ONE}.ipynb": "one", "homework/timestamp.txt": "2000-01-01 00:00 UTC"})
    report = run(course, {"all/ada.zip": inner, "all/bob.ZIP": pack({f"{ONE}.ipynb": "b"})})
    assert there(course) == {f"{ONE}.ipynb": "one"}
    assert there(course, "bob") == {f"{ONE}.ipynb": "b"}
    assert report.notes == ["ada's own timestamp.txt was left out: the platform tells the time"]


def test_one_unknown_student_is_no_wrapping(course: Course) -> None:
    for name in ("cy.zip", f"cy/{ONE}.ipynb", f"cy/ps1/{ONE}.ipynb"):
        assert [one.what for one in run(course, {name: pack({})}).problems] == [name.split("/")[0]]


def test_nbgraders_own_folders(course: Course) -> None:
    """What another course folder, or the exchange, holds; of other problem sets nothing is taken."""
    report = run(
        course,
        {
            f"ada/ps1/{ONE}.ipynb": "one",
            "ada/ps1/timestamp.txt": "2026-10-01 16:00:00.123456 UTC",
            "ada/ps2/ex03_other.ipynb": "other",
            f"bob+ps1+2026-10-01 16:00:00 UTC/{ONE}.ipynb": "first",
            f"bob+ps1+2026-10-02 16:00:00 UTC/{ONE}.ipynb": "second",
            f"bob+ps2+2026-10-02 16:00:00 UTC/{ONE}.ipynb": "other",
            "loose.ipynb": "",
        },
    )
    assert there(course) == {f"{ONE}.ipynb": "one", "timestamp.txt": "2026-10-01 16:00:00 UTC\n"}
    assert there(course, "bob") == {f"{ONE}.ipynb": "second", "timestamp.txt": "2026-10-02 16:00:00 UTC\n"}
    assert earlier(course, "bob") == [{f"{ONE}.ipynb": "first", "timestamp.txt": "2026-10-01 16:00:00 UTC\n"}]
    assert report.elsewhere == 2
    assert [one.what for one in report.problems] == ["loose.ipynb"]


def test_an_unpacked_download(course: Course, tmp_path: Path) -> None:
    for name in (f"lovelaceada_111_900_{ONE}.ipynb", f"obriennúñezbob_222_901_{ONE}.ipynb"):
        (tmp_path / "submissions").mkdir(exist_ok=True)
        (tmp_path / "submissions" / name).write_text(name)
    report = collect.collect(course, "ps1", tmp_path / "submissions")
    assert report.platform == "canvas"
    assert outcomes(report) == {"ada": "new", "bob": "new"}


def test_the_platform_can_be_given(course: Course) -> None:
    files: Files = {f"lovelaceada_111_900_{ONE}.ipynb/{ONE}.ipynb": "one"}
    assert run(course, files, platform="folder").problems[0].what == f"lovelaceada_111_900_{ONE}.ipynb"
    assert run(course, files, platform="moodle").problems


PIECES = [
    "lovelaceada",
    "_",
    "111",
    "LATE",
    "/",
    "ps1",
    "ps2",
    "+",
    " ",
    "_assignsubmission_file_",
    ".ipynb",
    ".zip",
]
PIECES += ["_attempt_2026-10-01-18-00-00", "submission_1", "timestamp.txt", "_text.html", "é"]


@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1).map("".join), min_size=1, max_size=6))
def test_no_entry_is_lost(names: list[str]) -> None:
    """Whatever it is called, a file is somebody's, or told, or of another problem set, or says a time."""
    entries = []
    for name in names:
        with suppress(SubmissionError):
            entries.append(Entry(safe_name(name), lambda limit: b"2026-10-01 18:00:00 UTC"))
    setting = Setting("ps1", frozenset(["ps2"]), lambda handle: handle == "111")
    for platform in PLATFORMS:
        _, found = recognise(entries, setting, platform)
        times = sum(entry.name.endswith("timestamp.txt") for entry in entries) if platform == "folder" else 0
        total = found.explained + len(found.strange) + len(found.elsewhere)
        assert len(entries) - times <= total <= len(entries)
        assert all(file.name for attempt in found.attempts.values() for file in attempt.files)


@pytest.mark.parametrize(
    ("text", "when", "certain"),
    [
        ("2026-10-01 18:25:53.109082000 Z", "2026-10-01 18:25:53.109082", True),
        ("2026-10-01T18:25:53Z", "2026-10-01 18:25:53", True),
        ("2026-10-01 18:25:53.5 -07:00", "2026-10-02 01:25:53.500000", True),
        ("2026-10-01 18:25 Europe/Berlin", "2026-10-01 16:25:00", True),
        ("2026-10-01-18-25-53", "2026-10-01 18:25:53", False),
        ("2026-10-01 18:25:53 Mars", "None", False),
        ("2026-13-01 18:25:53 Z", "None", False),
        ("yesterday", "None", False),
        ("", "None", False),
    ],
)
def test_times(text: str, when: str, certain: bool) -> None:
    found, sure = moment(text)
    assert (str(found), sure) == (when, certain)
    if not certain and found:
        assert moment(text, "Europe/Berlin") == (datetime(2026, 10, 1, 16, 25, 53), True)


# ------------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    "name",
    [
        f"{ONE}.ipynb",
        f"{ONE}-1.ipynb",
        f"{ONE} (2).ipynb",
        f"{ONE}(2).ipynb",
        f"{ONE}-Copy1.ipynb",
        f"{ONE} - Copy.ipynb",
        f"{ONE} - Copy (3).ipynb",
        f"{ONE} copy 2.ipynb",
        f"Copy of {ONE}.ipynb",
        f"{ONE}-Copy2-1 (1).ipynb",
        f"{ONE.upper()}.IPYNB",
        f"{ONE}.ipynb.json",
        f"{ONE}-1.ipynb.txt",
    ],
)
def test_copies_get_the_name_of_the_exercise(name: str) -> None:
    assert mended(name, [ONE, TWO]) == f"{ONE}.ipynb"
    assert mended(f"a/b/{name}", [ONE, TWO]) == f"a/b/{ONE}.ipynb"


@pytest.mark.parametrize(
    "name",
    [
        "final.ipynb",
        f"{ONE}_final.ipynb",
        f"my {ONE}.ipynb",
        f"{ONE}.py",
        ".ipynb",
        "(1).ipynb",
        "-1.ipynb",
        "",
    ],
)
def test_other_names_stay(name: str) -> None:
    assert mended(name, [ONE, TWO]) == name


def test_what_browsers_append() -> None:
    assert mended("final.ipynb.json", [ONE]) == "final.ipynb"
    assert mended("a/b.txt", [ONE]) == "a/b.txt"


def test_an_exercise_that_ends_like_a_copy() -> None:
    assert mended("walk-2.ipynb", ["walk", "walk-2"]) == "walk-2.ipynb"
    assert mended("walk-2-1.ipynb", ["walk", "walk-2"]) == "walk-2.ipynb"


def test_copies_of_one_age_keep_their_names(course: Course) -> None:
    run(course, {f"ada/{ONE}.ipynb": "a", f"ada/{ONE} (1).ipynb": "b", f"ada/{TWO}-1.ipynb": "c"})
    assert there(course) == {f"{ONE}.ipynb": "a", f"{ONE} (1).ipynb": "b", f"{TWO}.ipynb": "c"}


# ------------------------------------------------------------------------------------------------ once more


def gradescope(course: Course, content: str, when: str, **options: Any) -> Report:
    people = f"submission_1:\n  :submitters:\n  - :sid: ada\n  :created_at: {when}\n"
    return run(course, {"submission_metadata.yml": people, f"submission_1/{ONE}.ipynb": content}, **options)


def test_what_is_the_same_is_left_alone(course: Course) -> None:
    run(course, {f"ada/{ONE}.ipynb": "one"})
    path = course.root / "submitted" / "ada" / "ps1" / f"{ONE}.ipynb"
    os.utime(path, (1, 1))
    (path.parent / ".ipynb_checkpoints").mkdir()
    (path.parent / ".ipynb_checkpoints" / "x").touch()
    assert outcomes(run(course, {f"ada/{ONE}-1.ipynb": "one"})) == {"ada": "unchanged"}
    assert path.stat().st_mtime == 1
    # Only the time is news.
    assert outcomes(gradescope(course, "one", "2026-10-01 10:00:00 Z")) == {"ada": "unchanged"}
    assert outcomes(gradescope(course, "one", "2026-10-05 10:00:00 Z")) == {"ada": "unchanged"}
    assert there(course)["timestamp.txt"] == "2026-10-01 10:00:00 UTC\n"
    assert path.stat().st_mtime == 1
    assert not earlier(course)


def test_the_newest_attempt_stands_whatever_comes_first(course: Course) -> None:
    days = {"b": "2026-10-02 10:00:00 Z", "a": "2026-10-01 10:00:00 Z", "c": "2026-10-03 10:00:00 Z"}
    told = [outcomes(gradescope(course, content, when))["ada"] for content, when in days.items()]
    assert told == ["new", "older", "replaced"]
    assert there(course)[f"{ONE}.ipynb"] == "c"
    assert [one[f"{ONE}.ipynb"] for one in earlier(course)] == ["a", "b"]
    assert earlier(course)[1]["timestamp.txt"] == "2026-10-02 10:00:00 UTC\n"
    assert outcomes(gradescope(course, "a", days["a"])) == {"ada": "older"}
    assert len(earlier(course)) == 2


def test_without_times_the_later_download_is_the_newer(course: Course) -> None:
    assert outcomes(run(course, {f"ada/{ONE}.ipynb": "a"})) == {"ada": "new"}
    assert outcomes(run(course, {f"ada/{ONE}.ipynb": "b"})) == {"ada": "replaced"}
    assert earlier(course) == [{f"{ONE}.ipynb": "a"}]
    # The first download again, by mistake: it is known.
    assert outcomes(run(course, {f"ada/{ONE}.ipynb": "a"})) == {"ada": "older"}
    assert there(course) == {f"{ONE}.ipynb": "b"}
    assert len(earlier(course)) == 1


def test_nobody_else_sees_earlier_attempts(course: Course) -> None:
    for content in "abc":
        run(course, {f"ada/{ONE}.ipynb": content})
    assert len(earlier(course)) == 2
    assert course.students("ps1") == ["ada"]
    assert list(course.submission("ps1", "ada").notebooks) == [ONE]
    api = NbGraderAPI(config=course.config)
    assert api.get_submitted_students("ps1") == api.get_submitted_students("*") == {"ada"}


def test_nothing_is_written_on_a_dry_run(course: Course) -> None:
    run(course, {f"ada/{ONE}.ipynb": "a"})
    before = {path: path.stat().st_mtime_ns for path in course.root.rglob("*")}
    files = {f"ada/{ONE}.ipynb": "b", f"bob/{ONE}.ipynb": "b", f"cy/{ONE}.ipynb": "?"}
    report = run(course, files, dry_run=True)
    assert outcomes(report) == {"ada": "replaced", "bob": "new"}
    assert [one.id for one in report.missing] == ["li1", "li2"]
    assert [one.what for one in report.problems] == ["cy"]
    assert {path: path.stat().st_mtime_ns for path in course.root.rglob("*")} == before


# ------------------------------------------------------------------------------------------------ hostile, broken


def test_hostile_files_are_refused_one_by_one(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "MAX_OTHER_FILE", 1_000)
    inner = pack(
        {
            f"{ONE}.ipynb": "one",
            "../../../escaped.ipynb": "",
            "/tmp/escaped.ipynb": "",
            "C:\\escaped.ipynb": "",
            "big.csv": "x" * 2_000,
            "data": "a file",
            "data/x.csv": "in it",
            "Data.csv": "a",
            "data.CSV": "b",
            "again.zip": pack({"x": "y"}),
            "notes.rar": "Rar!",
        }
    )
    report = run(course, {"ada/homework.zip": inner, f"bob/{ONE}.ipynb": "fine", "bob/torn.zip": b"PK"})
    assert there(course) == {f"{ONE}.ipynb": "one", "data": "a file", "Data.csv": "a"}
    assert there(course, "bob") == {f"{ONE}.ipynb": "fine"}
    assert not list(course.root.parent.rglob("escaped*"))
    assert [f"{one.what}: {one.why}" for one in report.problems] == [
        "ada/homework.zip › ../../../escaped.ipynb: its name leads out of the archive",
        "ada/homework.zip › /tmp/escaped.ipynb: its name leads out of the archive",
        "ada/homework.zip › C:\\escaped.ipynb: its name leads out of the archive",
        "ada/homework.zip › again.zip: a zip in a zip is not opened",
        "ada/homework.zip › notes.rar: only zip files are opened",
        "ada/homework.zip › big.csv: it has more than 0 MB",
        "ada/homework.zip › data/x.csv: a file and a folder have the same name",
        "ada/homework.zip › data.CSV: another file is called Data.csv",
        "bob/torn.zip: it is no zip file that can be read (File is not a zip file)",
    ]


def test_the_limits_of_a_submission(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "MAX_NOTEBOOKS", 2)
    monkeypatch.setattr(collect, "MAX_SUBMISSION", 10)
    many = {f"ada/{number}.ipynb": str(number) for number in range(50)}
    report = run(course, {**many, "bob/1.ipynb": "x" * 6, "bob/2.ipynb": "y" * 6, "bob/3.ipynb": "z"})
    assert list(there(course)) == ["0.ipynb", "1.ipynb"]
    assert list(there(course, "bob")) == ["1.ipynb"]
    why = [one.why for one in report.problems]
    assert why.count("there are too many files in this submission") == 8  # then the 10 bytes are full
    assert why[-1] == "with it, the submission is too large; the rest, too"
    monkeypatch.setattr(collect, "MAX_SUBMISSION", 100)
    why = [one.why for one in run(course, dict(many)).problems]
    assert len(why) == collect.MOST_REFUSED + 1
    assert why[-1] == "more was refused; the rest was not looked at"


def test_nothing_of_use(course: Course) -> None:
    report = run(course, {"ada/page.html": "", f"bob/{ONE}.ipynb": "b"})
    assert told(report) == ["ada: there is no notebook in it. Ask for it again."]
    assert not (course.root / "submitted" / "ada").exists()
    with pytest.raises(CourseError, match="There are no files in"):
        run(course, {"__MACOSX/x": ""})


def test_links_in_submitted(course: Course, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "bob").mkdir(parents=True)
    (elsewhere / "submitted").mkdir()
    (course.root / "submitted").symlink_to(elsewhere / "submitted")  # a larger disk, say
    (course.root / "submitted" / "bob").symlink_to(elsewhere / "bob")
    report = run(course, {f"ada/{ONE}.ipynb": "a", f"bob/{ONE}.ipynb": "b"})
    assert outcomes(report) == {"ada": "new"}
    assert told(report) == [
        "bob: submitted/bob is a link, and links are not followed. Put a folder in its place."
    ]
    assert not list((elsewhere / "bob").iterdir())


def test_the_wrong_problem_set(course: Course) -> None:
    with pytest.raises(CourseError, match=r"No notebook in there is of ps2, but 2 are of ps1\."):
        run(course, {f"ada/{ONE}-1.ipynb": "a", f"bob/{TWO}.ipynb": "b"}, assignment="ps2")
    with pytest.raises(CourseError, match="There is no problem set 'ps9'"):
        run(course, {f"ada/{ONE}.ipynb": "a"}, assignment="ps9")
    report = run(course, {"ada/renamed.ipynb": "a"})
    assert outcomes(report) == {"ada": "new"}


# ------------------------------------------------------------------------------------------------ interrupted


class Stopped(BaseException):
    """As Ctrl-C is: no ordinary exception."""


@pytest.fixture
def moves(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, BaseException], None]]:
    """Let the n-th move of a folder fail, before or after it is done."""
    original = Path.rename

    def fail(number: int, error: BaseException, after: bool = False) -> None:
        count = iter(range(100))

        def rename(self: Path, target: Path) -> Path:
            fails = next(count) == number
            if fails and not after:
                raise error
            done = original(self, target)
            if fails:
                raise error
            return done

        monkeypatch.setattr(Path, "rename", rename)

    yield fail
    monkeypatch.undo()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("error", [Stopped(), OSError(errno.ENOSPC, "No space left on device")])
def test_interrupted_while_replacing(
    course: Course,
    moves: Callable[[int, BaseException, bool], None],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    error: BaseException,
    after: bool,
) -> None:
    old, new = {f"{ONE}.ipynb": "old", f"{TWO}.ipynb": "old"}, {f"{ONE}.ipynb": "new"}
    run(course, {f"ada/{name}": text for name, text in old.items()})
    moves(number, error, after)
    with pytest.raises((Stopped, CourseError)):
        run(course, {f"ada/{name}": text for name, text in new.items()})
    monkeypatch.undo()
    assert there(course) in (old, new)
    assert course.students("ps1") == ["ada"]
    run(course, {f"ada/{name}": text for name, text in new.items()})
    assert there(course) == new
    assert earlier(course) == [old]
    assert sorted(path.name for path in (course.root / "submitted" / "ada").iterdir()) == [".earlier", "ps1"]


def test_killed_between_the_two_moves(course: Course) -> None:
    run(course, {f"ada/{ONE}.ipynb": "new"})
    folder = course.root / "submitted" / "ada"
    (folder / "ps1").rename(folder / ".collected-ps1")
    (folder / ".collecting-ps1" / "new").mkdir(parents=True)
    assert course.students("ps1") == []
    assert outcomes(run(course, {f"ada/{ONE}.ipynb": "new"})) == {"ada": "unchanged"}
    assert [path.name for path in folder.iterdir()] == ["ps1"]


def test_a_full_disk(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Path.write_bytes

    def write_bytes(self: Path, data: bytes) -> int:
        if "bob" in self.parts:
            original(self, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(self, data)

    files: Files = {f"{student}/{ONE}.ipynb": student for student in ("ada", "bob", "li1")}
    (course.root.parent / "download.zip").write_bytes(pack(files))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", write_bytes)
        with pytest.raises(CourseError, match=r"bob can't be written: No space left on device.*same command"):
            collect.collect(course, "ps1", course.root.parent / "download.zip")
    assert course.students("ps1") == ["ada"]
    assert not (course.root / "submitted" / "bob").exists()
    assert outcomes(run(course, files)) == {"ada": "unchanged", "bob": "new", "li1": "new"}


def test_one_command_at_a_time(course: Course) -> None:
    with course.lock("graders autograde ps1"), pytest.raises(CourseError, match=r"autograde ps1.*is at work"):
        run(course, {f"ada/{ONE}.ipynb": "a"})
    with course.lock("graders autograde ps1"):
        assert outcomes(run(course, {f"ada/{ONE}.ipynb": "a"}, dry_run=True)) == {"ada": "new"}


# ------------------------------------------------------------------------------------------------ who takes the course


def people(course: Course) -> list[Person]:
    with Gradebook(course.db_url, course.course_id) as gradebook:
        return gradebook.students()


def test_everybody_is_in_the_gradebook_afterwards(course: Course) -> None:
    report = run(course, {f"ada/{ONE}.ipynb": "a"})
    assert report.people == "roster.csv"
    assert {one.id for one in people(course)} == {"ada", "bob", "li1", "li2"}
    assert Person("ada", "Ada", "Lovelace", "ada@uni.example", "111") in people(course)
    # From now on it does without the file.
    (course.root / "roster.csv").unlink()
    report = run(course, {f"lovelaceada_111_9_{TWO}.ipynb": "b"})
    assert (report.people, outcomes(report)) == ("the gradebook", {"ada": "replaced"})


def test_a_roster_elsewhere(course: Course, tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text("id\ncy\n")
    report = run(course, {f"cy/{ONE}.ipynb": "a"}, roster=tmp_path / "class.csv")
    assert (report.people, outcomes(report)) == ("class.csv", {"cy": "new"})
    assert [one.id for one in people(course)] == ["cy"]


def test_nobody_takes_the_course(course: Course) -> None:
    (course.root / "roster.csv").unlink()
    with pytest.raises(CourseError, match=r"no roster\.csv.*id,first_name,last_name,email,lms_user_id"):
        run(course, {f"ada/{ONE}.ipynb": "a"})
    (course.root / "gradebook.db").unlink()
    with pytest.raises(CourseError, match="Nobody takes the course"):
        run(course, {f"ada/{ONE}.ipynb": "a"})
    assert not (course.root / "gradebook.db").exists()


def test_a_gradebook_with_an_id_that_is_a_path(course: Course) -> None:
    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.ensure_students([Person("../ada")])
    (course.root / "roster.csv").unlink()
    with pytest.raises(CourseError, match="can't be the name of a folder"):
        run(course, {f"ada/{ONE}.ipynb": "a"})


# ------------------------------------------------------------------------------------------------ the command


def command(course: Course, files: Files, *options: str, width: int = 100) -> tuple[int, str]:
    archive = course.root.parent / "down[bold]load\x1b[31m.zip"
    archive.write_bytes(pack(files))
    arguments = ["--course", str(course.root), "collect", "ps1", str(archive), *options]
    done = CliRunner(env={"COLUMNS": str(width)}).invoke(cli.main, arguments)
    return done.exit_code, done.output


@pytest.mark.parametrize("width", [40, 100, 200])
def test_what_is_printed(course: Course, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for console in (terminal.console, terminal.errors):
        monkeypatch.setattr(console, "_width", width)
    files: Files = {
        f"lovelaceada_111_900_{ONE}.ipynb": "one",
        f"obriennúñezbob_LATE_222_901_{ONE}.ipynb": "one",
        "[bold red]eve\x1b[2J_9_902_x.ipynb": "",
        "[link=x]mallory_9_903_x.ipynb": "",
    }
    code, output = command(course, files, width=width)
    assert code == 1
    assert "\x1b" not in output
    assert max(len(line.rstrip()) for line in output.splitlines()) <= width
    text = re.sub(r"\s+", " ", output)
    assert "as canvas names it; roster.csv" in text
    assert "placed 2 students, 2 files" in text
    assert "late 1 by how much isn't told: bob" in text
    assert "time unknown 2 nothing is late without a timestamp.txt: all of them" in text
    assert "handed in nothing 2 li1 (Wei Li), li2 (Wei Li)" in text
    assert "[bold red]eve [2J_9_902_x.ipynb: its name holds control characters" in text
    assert "[link=x]mallory_9: nobody in the roster fits. Write the number" in text
    assert "2 not placed" in text


def test_exit_codes(course: Course) -> None:
    good: Files = {f"ada/{ONE}.ipynb": "a"}
    code, output = command(course, good, "--dry-run")
    assert (code, "Nothing was written" in output, there(course)) == (0, True, {})
    assert command(course, good)[0] == 0
    assert command(course, {**good, "cy/x.ipynb": ""})[0] == 1
    assert command(course, {"__MACOSX/x": ""})[0] == 2
    code, output = command(course, good, "--zone", "Mars/X")
    assert (code, "is no time zone" in output) == (2, True)
