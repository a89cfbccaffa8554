"""The course folder: what is wrong in it is told in one sentence, and what students hand in harms nobody."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders import course as module
from graders.course import CONFIG_NAME, Course
from graders.gradebook import Gradebook
from graders.notebook import dumps, grade_id, normal_form, parse
from graders.restore import restore
from graders.verdict import CourseError, UnreadableNotebook

from . import tiny

CONFIG = f"""
c = get_config()
c.CourseDirectory.course_id = "tiny"
c.ClearSolutions.code_stub = {{"python": {tiny.CODE_STUB!r}}}
c.ClearSolutions.text_stub = {tiny.TEXT_STUB!r}
c.ClearMarkScheme.enforce_metadata = False
"""


def configured(root: Path, more: str = "") -> Course:
    root.mkdir(exist_ok=True)
    (root / CONFIG_NAME).write_text(CONFIG + more, encoding="utf-8")
    return Course(root)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with one problem set of one exercise, released."""
    exercise = tiny.exercise()
    for step, nb in (("source", exercise.source), ("release", exercise.release)):
        (tmp_path / "course" / step / "ps1").mkdir(parents=True)
        (tmp_path / "course" / step / "ps1" / "ex01_tiny.ipynb").write_text(normal_form(nb), encoding="utf-8")
    return configured(tmp_path / "course")


def hand_in(course: Course, student: str = "ada", **files: bytes) -> Path:
    folder = course.root / "submitted" / student / "ps1"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def edit(course: Course, step: str, change: Callable[[dict[str, dict[str, object]]], object]) -> None:
    """Change a notebook of the course, whose cells are given by id."""
    path = course.root / step / "ps1" / "ex01_tiny.ipynb"
    nb = json.loads(path.read_text(encoding="utf-8"))
    cells = {cell["id"]: cell for cell in nb["cells"]}
    change(cells)
    nb["cells"] = list(cells.values())
    path.write_text(json.dumps(nb), encoding="utf-8")


# ------------------------------------------------------------------------------------------- configuration


def test_the_settings_and_their_defaults(tmp_path: Path) -> None:
    course = configured(tmp_path)
    assert (course.deadlines.call, course.deadlines.cell, course.deadlines.notebook) == (10, 20, 60)
    assert course.resources.memory == 2048 * 2**20
    assert course.lanes == len(os.sched_getaffinity(0))
    assert course.course_id == "tiny"
    assert course.db_url == f"sqlite:///{tmp_path}/gradebook.db"
    changed = "c.Graders.call_timeout = 3\nc.Graders.lanes = 7\nc.Graders.memory = 100\n"
    course = configured(tmp_path, changed + "c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    assert (course.deadlines.call, course.lanes, course.resources.memory) == (3, 7, 100 * 2**20)
    assert course.late_plugin().late_submission_penalty("ada", 10, 60) == 10


def test_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"There is no nbgrader_config\.py in .* name it with --course"):
        Course(tmp_path)
    with pytest.raises(CourseError, match="There is no nbgrader_config"):
        Course(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("c.x = = 1", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
        ("import nothing_of_this_name", "ModuleNotFoundError"),
        ("c.Graders.memory = '2 GB'", "TraitError: .*memory"),
        ("c.Graders.call_timeout = 0", "TraitError: .*call_timeout"),
        ("c.Graders.lanes = -1", "TraitError: .*lanes"),
        ("c.Graders.due_dates = ['ps1']", "TraitError: .*due_dates"),
        ("c.Graders.memroy = 3", "`memroy` not recognized"),
        ("c.CourseDirectory.course_id = 3", "TraitError: .*course_id"),
    ],
)
def test_what_is_wrong_in_the_configuration_is_told(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(CourseError, match=rf"(?s){CONFIG_NAME}: .*{words}"):
        configured(tmp_path, line)


def test_a_course_in_an_odd_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / ".hidden" / "ein Kurs – ü"
    root.mkdir(parents=True)
    configured(root)
    monkeypatch.chdir(root.parent)
    course = Course(Path(root.name))
    assert course.root == root
    assert course.folder("submitted", "ps1", "ada") == root / "submitted" / "ada" / "ps1"


def test_folders_follow_nbgraders_settings(tmp_path: Path) -> None:
    course = configured(
        tmp_path,
        'c.CourseDirectory.submitted_directory = "in"\n'
        'c.CourseDirectory.directory_structure = "{nbgrader_step}/{assignment_id}/{student_id}"\n',
    )
    assert course.folder("submitted", "ps1", "ada") == tmp_path / "in" / "ps1" / "ada"
    (tmp_path / "in" / "ps1" / "ada").mkdir(parents=True)
    (tmp_path / "in" / "ps1" / "ada" / "a.txt").write_text("x")
    assert course.students("ps1") == ["ada"]
    assert course.submission("ps1", "ada").files == {"a.txt": b"x"}


# ------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("'2026-10-01 18:00 UTC'", (18, 0)),
        ("'2026-10-01 18:00'", (18, 0)),
        ("'2026-10-01'", (0, 0)),
        ("'2026-10-01 18:00:30.5 UTC'", (18, 0, 30, 500_000)),
        ("'2026-10-01T18:00:00Z'", (18, 0)),
        ("'2026-10-01 20:00 Europe/Berlin'", (18, 0)),
        ("'2026-10-01 20:00 +0200'", (18, 0)),
        ("'2026-10-01 20:00 +02:00'", (18, 0)),
        ("__import__('datetime').datetime(2026, 10, 1, 18)", (18, 0)),
    ],
)
def test_due_dates(tmp_path: Path, text: str, utc: tuple[int, ...]) -> None:
    course = configured(tmp_path, f"c.Graders.due_dates = {{'ps1': {text}, 'ps3': ''}}")
    assert course.due_date("ps1") == datetime(2026, 10, 1, *utc)
    assert course.due_date("ps2") is None
    assert course.due_date("ps3") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tomorrow", "is no date and time"),
        ("12", "is no date and time"),
        ("18:00 UTC", "is no date and time"),
        ("2026-10-01 20:00 CEST", "'CEST' is no known time zone"),
        ("2026-10-01 20:00 Nowhere/Land", "is no known time zone"),
        ("2026-10-01 20:00 ../../etc/passwd", "is no known time zone"),
        ("2026-13-01 20:00", "month must be in"),
        ("2026-10-01 25:00 UTC", "hour must be in"),
        ("0001-01-01 00:00 +14:00", "its year is out of range"),
        ("9999-12-31 23:59 -14:00", "its year is out of range"),
        (3, "it is no date and time"),
        (["2026-10-01"], "it is no date and time"),
    ],
)
def test_a_due_date_that_could_be_misread_is_refused(tmp_path: Path, text: object, words: str) -> None:
    course = configured(tmp_path, f"c.Graders.due_dates = {{'ps1': {text!r}}}")
    with pytest.raises(CourseError) as caught:
        course.due_date("ps1")
    assert str(caught.value).startswith(f"c.Graders.due_dates['ps1'] is {text!r}: ")
    assert words in str(caught.value)
    assert str(caught.value).endswith("Write it as '2026-10-01 18:00 UTC'.")


def stamp(course: Course, text: bytes | str) -> datetime | None:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    hand_in(course, **{"timestamp.txt": data})
    return course.timestamp("ps1", "ada")


def test_timestamps_as_nbgrader_writes_them(course: Course) -> None:
    now = datetime(2026, 10, 1, 18, 0, 5, 123456)
    assert course.timestamp("ps1", "ada") is None, "nobody handed in"
    hand_in(course)
    assert course.timestamp("ps1", "ada") is None, "no timestamp"
    assert stamp(course, "  \n") is None
    assert stamp(course, now.strftime("%Y-%m-%d %H:%M:%S.%f UTC\n")) == now
    assert stamp(course, str(now)) == now
    assert stamp(course, "2026-10-01 20:00:00 Europe/Berlin") == datetime(2026, 10, 1, 18)


def test_timestamps_as_nbgraders_own_code_writes_them(course: Course) -> None:
    from nbgrader.exchange import Exchange

    exchange = Exchange(config=course.config)
    exchange.set_timestamp()
    found = stamp(course, exchange.timestamp)
    assert found is not None
    assert abs(datetime.now(UTC).replace(tzinfo=None) - found) < timedelta(minutes=1)


@given(st.datetimes(datetime(1900, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_any_time_with_any_offset(when: datetime, minutes: int) -> None:
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    try:
        expected = when - timedelta(minutes=minutes)
    except OverflowError:
        return
    assert module.utc(f"{when} {sign}{hours:02}:{rest:02}") == expected


@given(st.text() | st.text(st.sampled_from("0123456789-: TZ+")))
def test_any_text_is_a_time_or_a_value_error(text: str) -> None:
    try:
        found = module.utc(text)
    except ValueError:
        return
    assert found.tzinfo is None


@pytest.mark.parametrize(
    "text", ["yesterday", "12", b"\xff\xfe", "9999-99-99", "2026-10-01 18:00 MESZ", "x" * 2000]
)
def test_a_timestamp_that_says_nothing_is_told_and_costs_nobody_else_anything(
    course: Course, text: bytes | str
) -> None:
    hand_in(course, "bob", **{"timestamp.txt": b"2026-10-01 18:00:00 UTC"})
    with pytest.raises(CourseError, match=r"timestamp\.txt does not say when ada handed in: .*Correct it or"):
        stamp(course, text)
    assert course.students("ps1") == ["ada", "bob"]
    assert course.timestamp("ps1", "bob") == datetime(2026, 10, 1, 18)
    assert course.submission("ps1", "ada").notebooks == {}


def test_one_garbage_timestamp_leaves_that_student_ungraded_and_no_other(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person must say whether it was late: it is a harness error, without marks, for staff to look at."""
    from graders import classroom
    from graders.lane import Lane

    monkeypatch.setattr(Lane, "start", lambda self: None)
    monkeypatch.setattr(classroom, "grade_submission", lambda *_: [])
    hand_in(course, "ada", **{"timestamp.txt": b"yesterday"})
    hand_in(course, "bob", **{"timestamp.txt": b"2026-10-01 18:00:00 UTC"})
    recorded = {}

    def record(student: str, results: object, when: datetime | None) -> None:
        recorded[student] = when

    summary = classroom.autograde(course, "ps1", record)
    assert recorded == {"bob": datetime(2026, 10, 1, 18)}
    assert [graded.student for graded in summary.ungraded] == ["ada"]
    assert "timestamp.txt does not say when ada handed in" in summary.ungraded[0].problem


def test_a_timestamp_that_is_no_file_is_not_taken_for_none(course: Course) -> None:
    folder = hand_in(course)
    (folder / "real").write_text("2026-01-01 00:00:00 UTC")
    (folder / "timestamp.txt").symlink_to("real")
    with pytest.raises(CourseError, match="is a link"):
        course.timestamp("ps1", "ada")
    (folder / "timestamp.txt").unlink()
    os.mkfifo(folder / "timestamp.txt")
    with pytest.raises(CourseError, match="not an ordinary file"):
        course.timestamp("ps1", "ada")


# ------------------------------------------------------------------------------------------- assignments


def test_an_assignment_is_read(course: Course) -> None:
    (course.root / "release" / "ps1" / "data").mkdir()
    (course.root / "release" / "ps1" / "data" / "words.txt").write_text("a b")
    (course.root / "release" / "ps1" / ".ipynb_checkpoints").mkdir()
    (course.root / "release" / "ps1" / ".ipynb_checkpoints" / "x.txt").write_text("hidden")
    assignment = course.assignment("ps1")
    assert course.assignment_names() == ["ps1"]
    (exercise,) = assignment.exercises
    assert (exercise.name, exercise.max_points) == ("ex01_tiny", 5)
    assert list(exercise.cells()) == list(exercise.released())
    assert assignment.files == {"data/words.txt": b"a b"}
    assert assignment.preload == ["math"]


def test_a_courses_data_files_are_found_under_a_hidden_folder_too(course: Course, tmp_path: Path) -> None:
    (course.root / "release" / "ps1" / "words.txt").write_text("a b")
    hidden = tmp_path / ".courses"
    shutil.move(course.root, hidden)
    assert Course(hidden).assignment("ps1").files == {"words.txt": b"a b"}


def test_preload_takes_all_that_parses(course: Course) -> None:
    def change(cells: dict[str, dict[str, object]]) -> None:
        cells["ex01-setup"]["source"] = (
            "%matplotlib inline\n!pip list\nimport os.path as p, json\n"
            "from numpy.linalg import norm\nfrom . import x"
        )
        cells["ex01-first"]["source"] = "import ( no python"
        cells["ex01-second"]["source"] = "import nul\0"

    edit(course, "source", change)
    assert course.assignment("ps1").preload == ["json", "numpy.linalg", "numpy.linalg:norm", "os.path"]


def test_an_unknown_assignment(course: Course, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"There is no problem set 'ps2' in source/ \(there is: ps1\)"):
        course.assignment("ps2")
    for name in ("", ".", "..", "ps1/../ps1"):
        with pytest.raises(CourseError, match="There is no problem set"):
            course.require(name)
    empty = configured(tmp_path / "empty")
    assert empty.assignment_names() == []
    with pytest.raises(CourseError, match=r"\(there is: none\)"):
        empty.assignment("ps1")


def test_files_and_empty_folders_in_source_are_no_assignments(course: Course) -> None:
    (course.root / "source" / "header.ipynb").write_text("{}")
    (course.root / "source" / "notes").mkdir()
    assert course.assignment_names() == ["ps1"]


def test_an_unreleased_assignment(course: Course) -> None:
    (course.root / "release" / "ps1" / "ex01_tiny.ipynb").unlink()
    with pytest.raises(
        CourseError, match=r"ex01_tiny\.ipynb is not released yet: run `make release PS=ps1`\."
    ):
        course.assignment("ps1")


@pytest.mark.parametrize("step", ["source", "release"])
def test_an_unreadable_notebook_of_ours(course: Course, step: str) -> None:
    path = course.root / step / "ps1" / "ex01_tiny.ipynb"
    path.write_text("{")
    with pytest.raises(CourseError, match=rf"{step}/ps1/ex01_tiny\.ipynb: .*JSON"):
        course.assignment("ps1")
    path.unlink()
    path.mkdir()
    with pytest.raises(CourseError, match="Is a directory"):
        course.assignment("ps1")


Cells = dict[str, dict[str, object]]


def flags(cells: Cells, name: str) -> dict[str, object]:
    return cells[name]["metadata"]["nbgrader"]  # type: ignore[index]


def swap(cells: Cells) -> None:
    ordered = dict(reversed(cells.items()))
    cells.clear()
    cells.update(ordered)


@pytest.mark.parametrize(
    ("step", "change", "words"),
    [
        (
            "source",
            lambda cells: cells.pop("ex01-first"),
            "differ in ex01-first: run `make release PS=ps1` again",
        ),
        ("release", lambda cells: cells.pop("ex01-setup"), "differ in ex01-setup: run"),
        ("release", swap, "differ in their order: run"),
        (
            "release",
            lambda cells: flags(cells, "ex01-first").update(grade_id="x"),
            "differ in ex01-first, x:",
        ),
        (
            "release",
            lambda cells: flags(cells, "ex01-first").update(solution=False, locked=True),
            "in ex01-first:",
        ),
        (
            "source",
            lambda cells: flags(cells, "ex01-first").update(grade_id="ex01-half"),
            "two cells in source/",
        ),
        ("source", lambda cells: flags(cells, "ex01-why").update(points="two"), "points that are no number"),
        ("source", lambda cells: flags(cells, "ex01-why").update(points=-1), "negative points"),
        (
            "source",
            lambda cells: cells["ex01-test-first"].update(cell_type="markdown"),
            "ex01_tiny: the cell ex01-test-first is a test cell, but no code cell",
        ),
        (
            "source",
            lambda cells: cells["ex01-test-first"].update(source="x\n### BEGIN HIDDEN TESTS\ny"),
            "the cell ex01-test-first can't be run: line 2: BEGIN HIDDEN TESTS without END",
        ),
        (
            "source",
            lambda cells: cells["ex01-test-first"].update(
                source="if x:\n    y\n    ### BEGIN HIDDEN TESTS\n    z\n    ### END HIDDEN TESTS"
            ),
            "Each part between its markers must be Python by itself",
        ),
        (
            "source",
            lambda cells: cells["ex01-test-first"].update(source="%timeit x"),
            "the cell ex01-test-first can't be run: invalid syntax",
        ),
    ],
)
def test_what_every_grading_relies_on_is_checked_first(
    course: Course, step: str, change: Callable[[Cells], object], words: str
) -> None:
    edit(course, step, change)
    with pytest.raises(CourseError) as caught:
        course.assignment("ps1")
    assert words in str(caught.value)
    assert str(caught.value).startswith(("ex01_tiny: ", "source/ and release/ of ex01_tiny "))


# ------------------------------------------------------------------------------------------- submissions


def test_a_submission_is_read(course: Course) -> None:
    nb = dumps(tiny.solved(tiny.exercise())).encode()
    folder = hand_in(
        course,
        **{
            "ex01_tiny.ipynb": nb,
            "helper.py": b"x = 1",
            "timestamp.txt": b"2026-10-01",
            ".hidden": b"",
            "a b ü": b"",
        },
    )
    for name in (".git", ".ipynb_checkpoints", "__pycache__", "data/deep"):
        (folder / name).mkdir(parents=True)
        (folder / name / "file.txt").write_text("x")
        (folder / name / "timestamp.txt").write_text("x")
    found = course.submission("ps1", "ada")
    assert found.student == "ada"
    assert found.notebooks == {"ex01_tiny": nb}
    assert list(found.files) == ["a b ü", "helper.py", "data/deep/file.txt", "data/deep/timestamp.txt"]
    assert found.notes == ()


def test_nothing_handed_in(course: Course) -> None:
    found = course.submission("ps1", "nobody")
    assert (found.notebooks, found.files, found.notes) == ({}, {}, ())
    hand_in(course)
    assert course.submission("ps1", "ada").notebooks == {}


def test_every_notebook_has_a_key_of_its_own(course: Course) -> None:
    folder = hand_in(
        course, **{"ex01.ipynb": b"1", "EX02.IPYNB": b"2", "ex01.IPYNB": b"3", "ex03.ipynb.ipynb": b"4"}
    )
    for place, data in (("a", b"5"), ("b/c", b"6"), ("ex01.ipynb_files", b"7")):
        (folder / place).mkdir(parents=True)
        (folder / place / "ex01.ipynb").write_bytes(data)
    (folder / "a" / "ex09.ipynb").write_bytes(b"8")
    (folder / "b" / "ex09.ipynb").write_bytes(b"9")
    found = course.submission("ps1", "ada").notebooks
    assert sorted(found.values()) == [b"%d" % number for number in range(1, 10)]
    assert found["ex01"] == b"3"
    assert found["ex01.ipynb"] == b"1"
    assert found["EX02"] == b"2"
    assert found["a/ex01"] == b"5"
    assert (found["ex09"], found["b/ex09"]) == (b"8", b"9")


def test_links_pipes_and_folders_are_refused_and_the_rest_is_read(course: Course, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ipynb"
    secret.write_text("secret")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "ex02.ipynb").write_text("secret")
    folder = hand_in(course, **{"ex01_tiny.ipynb": b"{}", "fine.txt": b"fine"})
    (folder / "link.ipynb").symlink_to(secret)
    (folder / "link.txt").symlink_to(secret)
    (folder / "folder").symlink_to(tmp_path / "elsewhere")
    (folder / "loop").symlink_to(folder)
    os.link(secret, folder / "hard.txt")
    os.mkfifo(folder / "pipe")
    os.mkfifo(folder / "pipe.ipynb")
    (folder / "dir.ipynb").mkdir()
    found = course.submission("ps1", "ada")
    assert found.files == {"fine.txt": b"fine"}
    assert found.notebooks["ex01_tiny"] == b"{}"
    assert isinstance(found.notebooks["link"], UnreadableNotebook)
    assert isinstance(found.notebooks["pipe"], UnreadableNotebook)
    assert len(found.notebooks) == 3
    assert {note.kind for note in found.notes} == {"refused"}
    assert [note.text for note in found.notes] == [
        "folder is a link to a folder; links are not followed.",
        "loop is a link to a folder; links are not followed.",
        "hard.txt is a hard link to a file elsewhere. Hand in a copy of it.",
        "link.txt is a link, and links are not followed. Hand in the file itself.",
        "pipe is not an ordinary file. Hand in an ordinary file.",
    ]


@pytest.mark.parametrize("level", ["ps1", "bob"])
def test_a_submission_that_is_itself_a_link_is_not_followed(course: Course, level: str) -> None:
    ada = hand_in(course, **{"ex01_tiny.ipynb": b"ada's"})
    bob = course.root / "submitted" / "bob"
    if level == "bob":
        bob.symlink_to(ada.parent)
    else:
        bob.mkdir()
        (bob / "ps1").symlink_to(ada)
    found = course.submission("ps1", "bob")
    assert (found.notebooks, found.files) == ({}, {})
    assert [note.text for note in found.notes] == [f"{level} is a link to a folder; links are not followed."]
    assert course.students("ps1") == ["ada", "bob"]


def test_the_instructor_may_keep_all_submissions_elsewhere(course: Course, tmp_path: Path) -> None:
    hand_in(course, **{"a.txt": b"x"})
    shutil.move(course.root / "submitted", tmp_path / "disk")
    (course.root / "submitted").symlink_to(tmp_path / "disk")
    assert course.submission("ps1", "ada").files == {"a.txt": b"x"}


def test_huge_files_are_left_out(course: Course) -> None:
    folder = hand_in(course, **{"small.txt": b"x"})
    for name, size in (("big.ipynb", 500), ("big.bin", 11)):
        with (folder / name).open("wb") as file:
            file.truncate(size * 2**20)
    found = course.submission("ps1", "ada")
    assert found.files == {"small.txt": b"x"}
    assert str(found.notebooks["big"]).startswith("big.ipynb has 500.0 MB; 20.0 MB is the most.")
    assert [note.text[:40] for note in found.notes] == ["big.bin has 11.0 MB; 10.0 MB is the most"]


def test_a_submission_has_a_size(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SUBMISSION", 2**20)
    half = b"x" * 600_000
    hand_in(course, **{"a.txt": half, "b.txt": half, "c.txt": b"small", "d.ipynb": half, "e.ipynb": b"small"})
    found = course.submission("ps1", "ada")
    assert list(found.files) == ["a.txt", "c.txt"]
    assert [note.text for note in found.notes] == [
        "b.txt was left out: 1 MB are the most for one submission."
    ]
    assert isinstance(found.notebooks["d"], UnreadableNotebook)
    assert found.notebooks["e"] == b"small"


def test_a_submission_has_a_number_of_files(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(course, **{f"{number:03}{end}": b"x" for number in range(130) for end in (".txt", ".ipynb")})
    found = course.submission("ps1", "ada")
    assert len(found.files) == module.MAX_OTHER_FILES
    assert len(found.notebooks) == module.MAX_NOTEBOOKS
    assert len(found.notes) == 21, "a million refusals are no million notes"
    assert found.notes[0].text == "100.ipynb was left out: 100 notebooks are the most."
    assert found.notes[-1].text == "More was refused for such reasons."
    monkeypatch.setattr(module, "MAX_ENTRIES", 50)
    found = course.submission("ps1", "ada")
    assert len(found.files) + len(found.notebooks) == 50
    assert [note.text for note in found.notes] == ["The rest was left out: 50 files are the most."]


def test_deep_folders_are_left_out(course: Course) -> None:
    folder = hand_in(course, **{"a.txt": b"x"})
    deep = folder.joinpath(*["d"] * 30)
    deep.mkdir(parents=True)
    (deep / "lost.txt").write_text("x")
    found = course.submission("ps1", "ada")
    assert found.files == {"a.txt": b"x"}
    assert [note.text for note in found.notes] == ["d was left out: it lies too many folders deep."]


def test_names_that_are_not_utf8(course: Course) -> None:
    folder = hand_in(course, **{"a.txt": b"x"})
    (folder / os.fsdecode(b"\xff.txt")).write_text("x")
    (folder / os.fsdecode(b"\xff.ipynb")).write_text("x")
    found = course.submission("ps1", "ada")
    assert found.files == {"a.txt": b"x"}
    assert found.notebooks == {}
    for note in found.notes:
        assert note.text.encode("utf-8").startswith(b"?.")


def test_a_file_swapped_for_a_link_while_it_is_read(course: Course, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    folder = hand_in(course, **{"other": b"mine"})
    stop = threading.Event()

    def swap_it() -> None:
        while not stop.is_set():
            (folder / "new").symlink_to(secret)
            (folder / "new").replace(folder / "ex01.ipynb")
            (folder / "new").write_text("mine")
            (folder / "new").replace(folder / "ex01.ipynb")

    thread = threading.Thread(target=swap_it)
    thread.start()
    try:
        for _ in range(300):
            read = course.submission("ps1", "ada").notebooks.get("ex01", b"mine")
            assert isinstance(read, UnreadableNotebook) or read in (b"mine", b"")
    finally:
        stop.set()
        thread.join()


# ------------------------------------------------------------------------------------------- students


def test_students_with_odd_names(course: Course) -> None:
    names = [
        "Ada Lovelace",
        "émilie.du-châtelet@x.org",
        "{0}",
        "{student_id}",
        "100%",
        "李",
        "a+b",
        "*",
        "-rf",
        "~",
    ]
    for name in names:
        hand_in(course, name, **{"a.txt": name.encode()})
    (course.root / "submitted" / ".hidden" / "ps1").mkdir(parents=True)
    (course.root / "submitted" / "other-set" / "ps2").mkdir(parents=True)
    (course.root / "submitted" / "README").write_text("x")
    assert course.students("ps1") == sorted(names)
    assert course.students("ps3") == []
    for name in names:
        found = course.submission("ps1", name)
        assert found.files == {"a.txt": name.encode()}
        assert not found.notes
        assert course.timestamp("ps1", name) is None


def test_no_students(course: Course) -> None:
    assert course.students("ps1") == []


def test_a_student_whose_name_is_not_utf8(course: Course) -> None:
    (course.root / "submitted" / os.fsdecode(b"\xff") / "ps1").mkdir(parents=True)
    with pytest.raises(CourseError, match=r"not UTF-8 .*Rename it"):
        course.students("ps1")


# ------------------------------------------------------------------------------------------- releasing


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course that nbgrader itself has released."""
    root = tmp_path_factory.mktemp("released")
    course = configured(root, "c.Graders.due_dates = {'ps1': '2026-10-01 20:00 Europe/Berlin'}")
    (root / "source" / "ps1").mkdir(parents=True)
    (root / "source" / "ps1" / "ex01_tiny.ipynb").write_text(normal_form(tiny.exercise().source))
    (root / "source" / "ps1" / "words.txt").write_text("a b")
    with Gradebook(course.db_url, course.course_id):
        pass  # makes the database, as the command does
    course.release("ps1")
    return course


@pytest.mark.slow
def test_nbgraders_release_is_what_the_tests_take_it_for(released: Course) -> None:
    (exercise,) = released.assignment("ps1").exercises
    expected = tiny.exercise().release
    assert [(grade_id(cell), cell.cell_type, cell.source.strip()) for cell in exercise.release.cells] == [
        (grade_id(cell), cell.cell_type, cell.source.strip()) for cell in expected.cells
    ]
    assert [cell.id for cell in exercise.release.cells] == [cell.id for cell in expected.cells]
    assert released.assignment("ps1").files == {"words.txt": b"a b"}


@pytest.mark.slow
def test_the_due_date_reaches_the_gradebook(released: Course) -> None:
    import nbgrader.api

    with nbgrader.api.Gradebook(released.db_url, released.course_id) as gradebook:
        assert gradebook.find_assignment("ps1").duedate == datetime(2026, 10, 1, 18)


@pytest.mark.slow
def test_honest_work_on_nbgraders_release_gets_no_note(released: Course) -> None:
    (exercise,) = released.assignment("ps1").exercises
    path = released.root / "release" / "ps1" / "ex01_tiny.ipynb"
    hand_in(released, **{"ex01_tiny.ipynb": path.read_bytes()})
    data = released.submission("ps1", "ada").notebooks["ex01_tiny"]
    assert isinstance(data, bytes)
    assert restore(exercise, parse(data))[1] == []
    assert restore(exercise, tiny.solved(exercise))[1] == []


@pytest.mark.slow
def test_what_nbgrader_refuses_is_told_in_its_words(released: Course, tmp_path: Path) -> None:
    shutil.copytree(released.root, tmp_path / "course")
    course = Course(tmp_path / "course")
    with pytest.raises(CourseError, match="There is no problem set 'ps9'"):
        course.release("ps9")
    edit(course, "source", lambda cells: cells["ex01-half"].update(source="### BEGIN SOLUTION\nx"))
    with pytest.raises(CourseError, match=r"(?s)nbgrader could not release ps1:\n.*end solution"):
        course.release("ps1")
