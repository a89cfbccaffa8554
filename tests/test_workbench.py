"""The instructor's workbench: a new exercise works as it is, and a try says what is wrong with any."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from graders import cases, cli, form, patch, workbench
from graders.course import CONFIG_NAME, Course
from graders.lane import Lane
from graders.notebook import Role, normal_form, parse, role
from graders.patch import Patch
from graders.verdict import CellVerdict, CourseError, LaneError, NotebookResult, Status

from .conftest import ROOT, course, exercises

NAME = "ex21_poisson"
FIRST_CASES = ["misconception_adds", "misconception_every_time", "solution", "stub", "variant_loop"]
Text = dict[str, str]


def new_course(root: Path) -> Course:
    root.mkdir(exist_ok=True)
    (root / CONFIG_NAME).write_text((ROOT / CONFIG_NAME).read_text() + "\nc.Graders.lanes = 1\n")
    return Course(root)


@pytest.fixture
def home(tmp_path: Path) -> Course:
    """A course folder with nothing in it."""
    return new_course(tmp_path / "course")


@pytest.fixture(scope="module")
def warm() -> Iterator[list[Lane]]:
    """The lanes of all benches of this module: they import the same, and warming up takes longest."""
    lanes: list[Lane] = []
    yield lanes
    for lane in lanes:
        lane.close()


@pytest.fixture
def bench(home: Course, warm: list[Lane], monkeypatch: pytest.MonkeyPatch) -> Iterator[workbench.Bench]:
    one = workbench.Bench(home)
    one.lanes, one.warm = warm, set(warm)
    yield one
    warm[:] = one.lanes


def edit(path: Path, change: Callable[[dict[str, dict]], object]) -> None:
    """Change a notebook's cells, given by id, as its author does in JupyterLab."""
    nb = parse(path.read_bytes())
    change({cell["id"]: cell for cell in nb.cells})
    path.write_text(json.dumps(nb, indent=1))


def replaced(name: str, old: str, new: str) -> Callable[[dict[str, dict]], object]:
    def change(cells: dict[str, dict]) -> None:
        assert old in cells[name]["source"]
        cells[name]["source"] = cells[name]["source"].replace(old, new)

    return change


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def tried(
    bench: workbench.Bench, path: Path, capsys: pytest.CaptureFixture[str], *names: str
) -> tuple[bool, str]:
    """Return whether a try finds nothing wrong, and what it prints, in one line."""
    capsys.readouterr()
    fine = cli._try(bench, path, names)
    return fine, " ".join(capsys.readouterr().out.split())


# ------------------------------------------------------------------------------------------------ a new exercise


def test_a_new_exercise_keeps_every_rule(home: Course) -> None:
    made = workbench.create(home, "ps5", NAME)
    assert made.notebook == home.root / "source" / "ps5" / f"{NAME}.ipynb"
    assert made.new_folder
    text = made.notebook.read_text()
    nb = parse(text.encode())
    assert text == normal_form(nb)
    assert nb.cells[0].source.startswith("# Exercise 21 · Poisson\n")
    assert form.faults(NAME, nb) == []
    exercise = workbench.draft(home, made.notebook, nb).exercise
    assert form.lapses(exercise) == []
    assert {role(cell) for cell in nb.cells} == {*Role} - {Role.TASK}
    assert all(cell["id"].startswith("ex21-") for cell in nb.cells)
    assert "ex00" not in text
    assert len(workbench.untouched(exercise)) == len(nb.cells) - 1


def test_a_second_one_has_other_grade_ids(home: Course) -> None:
    one = workbench.create(home, "ps5", NAME)
    two = workbench.create(home, "ps5", "ex22_more", "More [of] the\n same")
    assert not two.new_folder
    assert two.notebook.parent == one.notebook.parent
    assert parse(two.notebook.read_bytes()).cells[0].source.startswith("# Exercise 22 · More [of] the same\n")
    ids = workbench.grade_ids(home)
    assert len(ids) == 2 * len(workbench.grade_ids(home, but=NAME))
    assert set(ids.values()) == {one.notebook, two.notebook}


@pytest.mark.parametrize("tests", [True, False])
def test_first_cases_are_where_a_try_looks(home: Course, tests: bool) -> None:
    if tests:
        (home.root / "tests").mkdir()
    made = workbench.create(home, "ps5", NAME)
    where = "tests/submissions" if tests else "cases"
    assert [path.relative_to(home.root) for path in made.cases] == [
        Path(where, NAME, f"{name}.py") for name in FIRST_CASES
    ]
    found = cases.read(home, NAME)
    assert [case.name for case in found] == [
        "solution",
        "stub",
        *sorted({*FIRST_CASES} - {"solution", "stub"}),
    ]
    assert [text for text in cases.too_few(found) if "title" in text] == []


@pytest.mark.parametrize(
    ("assignment", "name", "words"),
    [
        (
            "ps5",
            "poisson",
            "It is exNN_slug: a number of two digits, then small letters, digits and _, as in ex03_po",
        ),
        ("ps5", "ex3_poisson", "is no name for an exercise"),
        ("ps5", "ex03_Poisson", "is no name for an exercise"),
        ("ps5", "ex03_", "is no name for an exercise"),
        ("ps5", "ex03_a/../../b", "is no name for an exercise"),
        ("ps5", "ex03_poisson\n", "is no name for an exercise"),
        ("../ps5", "ex03_poisson", "'../ps5' is no name for a problem set: letters"),
        ("", "ex03_poisson", "is no name for a problem set"),
        (".", "ex03_poisson", "is no name for a problem set"),
        ("ps1", "ex01_one", "Number 01 is taken by source/ps1/ex01_one.ipynb; ex03 is free."),
        ("ps5", "ex01_other", "Number 01 is taken by source/ps1/ex01_one.ipynb; ex03 is free."),
        ("ps5", "ex001_other", "Number 001 is taken by source/ps1/ex01_one.ipynb; ex03 is free."),
        ("ps5", "ex77_used", "source/ps1/ex02_two.ipynb uses the grade id ex77-setup; ex03 is free."),
        ("ps5", "ex08_there", "cases/ex08_there is there already. Move it away"),
    ],
)
def test_what_is_no_new_exercise_is_refused(home: Course, assignment: str, name: str, words: str) -> None:
    workbench.create(home, "ps1", "ex01_one")
    two = workbench.create(home, "ps1", "ex02_two").notebook
    edit(two, lambda cells: cells["ex02-setup"]["metadata"]["nbgrader"].update(grade_id="ex77-setup"))
    (home.root / "cases" / "ex08_there").mkdir()
    before = files(home.root)
    with pytest.raises(CourseError) as caught:
        workbench.create(home, assignment, name)
    assert words in str(caught.value)
    assert files(home.root) == before


def test_a_folder_that_cannot_be_written(home: Course) -> None:
    (home.root / "cases").write_text("a file")
    with pytest.raises(CourseError, match="ex21_poisson can't be written: "):
        workbench.create(home, "ps5", NAME)
    assert not (home.root / "source").exists()


# ------------------------------------------------------------------------------------------------ reading one


@pytest.mark.parametrize("name", sorted(exercises()))
def test_the_release_in_memory_is_the_one_that_make_release_builds(name: str) -> None:
    """``test_sources`` holds the one in git to ``make release``."""
    path = next((ROOT / "source").glob(f"*/{name}.ipynb"))
    assert workbench.released(course(), path) == exercises()[name].release


def test_a_draft_has_the_files_beside_it() -> None:
    path = ROOT / "source" / "ps3" / "ex13_unigram_lm.ipynb"
    draft = workbench.draft(course(), path, workbench.read(path))
    assert draft.assignment.files == course().assignment("ps3").files
    assert draft.assignment.exercises == (draft.exercise,)


def test_a_header_belongs_to_the_release(home: Course) -> None:
    made = workbench.create(home, "ps5", NAME)
    header = {"cell_type": "markdown", "metadata": {}, "source": "Our university"}
    (home.root / "header.ipynb").write_text(
        json.dumps({"cells": [header], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    )
    home.config.IncludeHeaderFooter.header = "header.ipynb"
    draft = workbench.draft(home, made.notebook, workbench.read(made.notebook))
    assert draft.exercise.release.cells[0].source == "Our university"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"cells": [,', "ex21_poisson.ipynb, line 1: this is no valid JSON (Expecting value). A merge"),
        (b'{\n"cells": []\n<<<<<<< HEAD\n', "ex21_poisson.ipynb, line 3: this is no valid JSON"),
        (b"", "line 1: this is no valid JSON"),
        (b"[]", "there is no `nbformat` in it. Open it in JupyterLab and save it."),
        (b"\xff\xfe\xfa", "ex21_poisson.ipynb is not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_what_is_no_notebook_is_told_with_its_line(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / f"{NAME}.ipynb"
    path.write_bytes(content)
    with pytest.raises(CourseError) as caught:
        workbench.read(path)
    assert words in str(caught.value)
    assert "hand it in" not in str(caught.value)


def test_what_nbgrader_refuses_is_told_in_its_words(home: Course, capsys: pytest.CaptureFixture[str]) -> None:
    made = workbench.create(home, "ps5", NAME)
    edit(made.notebook, lambda cells: cells["ex21-why"]["metadata"]["nbgrader"].update(grade=False))
    with pytest.raises(
        CourseError, match="make a release of it: Markdown solution cell is not marked as a grade"
    ):
        workbench.released(home, made.notebook)
    assert capsys.readouterr() == ("", "")


def test_only_source_notebooks_are_tried(home: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    made = workbench.create(home, "ps5", NAME)
    monkeypatch.chdir(home.root.parent)
    assert workbench.find(home, Path(f"source/ps5/{NAME}.ipynb")) == made.notebook
    assert workbench.find(home, Path(f"course/source/ps5/{NAME}.ipynb")) == made.notebook
    (home.root / "elsewhere.ipynb").write_bytes(made.notebook.read_bytes())
    (made.notebook.parent / "notes.txt").touch()
    for path, words in {
        "elsewhere.ipynb": "elsewhere.ipynb is no source notebook: those are source/",
        "source/ps5/notes.txt": "is no source notebook",
        "source/ps5": "There is no source/ps5. Name a source notebook",
        "nothing.ipynb": "There is no nothing.ipynb.",
    }.items():
        with pytest.raises(CourseError, match=re.escape(words)):
            workbench.find(home, Path(path))


# ------------------------------------------------------------------------------------------------ a try


@pytest.mark.slow
def test_a_new_exercise_works_as_it_is(
    home: Course, bench: workbench.Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    made = workbench.create(home, "ps5", NAME)
    before = files(home.root)
    fine, said = tried(bench, made.notebook, capsys)
    assert fine
    assert re.match(r"solution 3/3 +\d+\.\d\d s as expected stub 0/3 +\d+\.\d\d s as expected misconc", said)
    assert said.count("as expected") == 5
    assert "No wrong case" not in said
    assert "To be changed" not in said
    assert "Still as new-exercise wrote them: ex21-intro, ex21-worked, " in said
    assert "Cases of kind variant: 1. The course wants 6." in said
    assert "Slowest cell: ex21-figure, " in said
    assert said.endswith("s: all as it should be")
    assert files(home.root) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "change", "words"),
    [
        (
            "solution",
            replaced("ex21-at-least-once", "return 1 -", "return 1 / 0 -"),
            "differs ex21-test-chance gave 0 of 2 · the visible tests: `at_least_once` raised ZeroDivisionError: "
            "division by zero · at least one six in four throws (line 7): `at_least_once` raised ZeroDivisionError",
        ),
        (
            "stub",
            replaced("ex21-count", "len(outcomes)", "len(nothing)"),
            "ex21-count, line 3 raises NameError: name 'nothing' is not defined",
        ),
        (
            "stub",
            replaced("ex21-figure", "except Exception as error", "except ValueError as error"),
            "ex21-figure, line 2 raises NotImplementedError: Replace this line with your answer.",
        ),
        (
            "variant_loop",
            replaced("ex21-test-chance", "checks.close", "checks.closer"),
            "at least one six in four throws (line 7): This raised AttributeError: module 'graders.checks' has no",
        ),
        (
            "misconception_adds",
            replaced("ex21-test-chance", "outcomes with two sixes count twice", "this is wrong"),
            "ex21-test-chance should say `outcomes with two sixes count twice`. It says `the visible tests at_least",
        ),
        (
            "misconception_every_time",
            replaced("ex21-test-edges", "assert abs(_got) < 1e-9", "assert True"),
            "ex21-test-edges passed, and should not: nothing in it notices this.",
        ),
        (
            "stub",
            lambda cells: cells["ex21-test-edges"].update(
                source='assert True\n### BEGIN HIDDEN TESTS\nfrom graders import checks\n\nwith checks.check("a"):\n'
                "    pass\n### END HIDDEN TESTS\n0.5"
            ),
            "ex21-test-edges gives 0.5 of 1 for nothing.",
        ),
        (
            "variant_loop",
            lambda cells: cells["ex21-test-edges"].update(source=cells["ex21-test-edges"]["source"] + "\n7"),
            "ex21-test-edges could not be graded: the test cell ended in 7 points; 0 to 1 are possible",
        ),
        ("", replaced("ex21-worked", "Toss", "TODO: toss"), "line 3: there is still a TODO. "),
    ],
    ids=["solution", "given", "figure", "test", "words", "blind", "free", "too much", "left over"],
)
def test_what_is_wrong_is_named(
    home: Course,
    bench: workbench.Bench,
    capsys: pytest.CaptureFixture[str],
    case: str,
    change: Callable[[dict[str, dict]], object],
    words: str,
) -> None:
    made = workbench.create(home, "ps5", NAME)
    edit(made.notebook, change)
    fine, said = tried(bench, made.notebook, capsys, *([case] if case else []))
    assert not fine
    assert words in said


def test_a_fault_is_told_before_anything_is_graded(
    home: Course, bench: workbench.Bench, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(workbench.Bench, "run")
    made = workbench.create(home, "ps5", NAME)
    edit(made.notebook, replaced("ex21-test-edges", "### END HIDDEN TESTS", ""))
    fine, said = tried(bench, made.notebook, capsys)
    assert not fine
    assert said == (
        "ex21_poisson can't be graded like this: "
        "ex21-test-edges, line 4: BEGIN HIDDEN TESTS without END HIDDEN TESTS below it. Add it."
    )


def test_a_grade_id_of_another_exercise_is_a_fault(
    home: Course, bench: workbench.Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    workbench.create(home, "ps4", "ex20_other")
    made = workbench.create(home, "ps5", NAME)
    edit(made.notebook, lambda cells: cells["ex21-why"]["metadata"]["nbgrader"].update(grade_id="ex20-why"))
    fine, said = tried(bench, made.notebook, capsys)
    assert not fine
    assert "ex20-why is a grade id in ex20_other.ipynb, too. Rename one." in said


@pytest.mark.slow
def test_checks_that_nothing_fails_are_listed(
    home: Course, bench: workbench.Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    made = workbench.create(home, "ps5", NAME)
    folder = made.cases[0].parent
    (folder / "misconception_adds.py").unlink()
    # Fails all, but only as the stub does: that there is no answer proves nothing about a check.
    (folder / "partial.py").write_text(
        '"""Nothing."""\n#: kind: partial\n#: base: release\n#: fails: ex21-test-chance, ex21-test-edges\n'
    )
    fine, said = tried(bench, made.notebook, capsys)
    assert fine
    assert (
        "No wrong case ever failed these checks: ex21-test-edges: certain and impossible events "
        "ex21-test-edges: what makes no sense is refused Still as"
    ) in said
    for path in folder.glob("*.py"):
        path.unlink()
    fine, said = tried(bench, made.notebook, capsys)
    assert not fine
    assert "No wrong case loses points here; write one: ex21-test-chance ex21-test-edges Still as" in said
    assert said.endswith("2 to change")


@pytest.mark.slow
def test_one_case_is_shown_in_full(
    home: Course, bench: workbench.Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    made = workbench.create(home, "ps5", NAME)
    fine, said = tried(bench, made.notebook, capsys, "misconception_adds")
    assert fine
    assert "ex21-test-edges · the visible tests: passed ex21-test-edges · certain and impossible" in said
    assert "You added up the tries, so outcomes with two sixes count twice." in said
    assert "1 case in" in said
    assert "every_time" not in said
    with pytest.raises(
        CourseError, match=r"no case 'misconception_add'. There is, for example: misconception_adds, "
    ):
        tried(bench, made.notebook, capsys, "misconception_add")


@pytest.mark.slow
def test_a_case_that_is_wrong_itself_is_told(
    home: Course, bench: workbench.Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    made = workbench.create(home, "ps5", NAME)
    folder = made.cases[0].parent
    (folder / "a.py").write_text("# %% ex21-nothing\nx = 1\n")
    (folder / "b.py").write_text("#: fails: ex21-test\n#: says: ex20-test: words\n")
    (folder / "c.py").write_text("#: needs: no_such_module\n")
    (folder / "d[bold].py").write_text("#: kind: misconception\n#: fails: ex21-test-edges\n")
    fine, said = tried(bench, made.notebook, capsys)
    assert not fine
    assert "a 0/3 differs there is no cell `ex21-nothing`" in said
    assert "ex21-test is no test cell here. There is: ex21-test-chance, ex21-test-edges." in said
    assert "ex20-test is no test cell here." in said
    assert "c left out: no_such_module is not installed" in said
    assert "d[bold] 3/3" in said
    (folder / "e.py").write_text("x = 1\n")
    with pytest.raises(CourseError, match=r"e\.py: line 1: before the first section"):
        tried(bench, made.notebook, capsys)


@pytest.mark.slow
def test_the_slowest_cell_is_found(home: Course, bench: workbench.Bench) -> None:
    made = workbench.create(home, "ps5", NAME)
    edit(made.notebook, replaced("ex21-count", "print(", '__import__("time").sleep(0.3)\nprint('))
    draft = workbench.draft(home, made.notebook, workbench.read(made.notebook))
    assert [one.differs for one in bench.run(draft, [patch.unchanged("solution")])] == [()]
    took = bench.cell_seconds(draft)
    assert set(took) == {name for name, cell in draft.exercise.cells().items() if cell.cell_type == "code"}
    assert max(took, key=lambda name: took[name]) == "ex21-count"
    assert took["ex21-count"] >= 0.3


def test_lanes_stay_warm_until_what_they_hold_changes(home: Course) -> None:
    made = workbench.create(home, "ps5", NAME)
    bench = workbench.Bench(home)

    def lanes(*texts: str) -> list[Lane]:
        draft = workbench.draft(home, made.notebook, workbench.read(made.notebook))
        sections = tuple(patch.Section("replace", "x", "", text, False) for text in texts)
        bench._get_ready(draft, [replace(patch.unchanged("solution"), sections=sections)])
        return bench.lanes

    first = lanes()
    assert "scipy.stats" not in first[0].preload
    assert lanes("x = 1") is first
    edit(made.notebook, replaced("ex21-worked", "Toss", "Throw"))
    assert lanes() is first
    with_scipy = lanes("from scipy import stats")
    assert {"scipy.stats", "scipy.special"} <= set(with_scipy[0].preload)
    (made.notebook.parent / "data.txt").write_text("1")
    assert lanes("from scipy import stats") is not with_scipy
    assert bench.lanes[0].files == {"data.txt": b"1"}


def test_where_no_lane_starts_nothing_is_told_twice(
    home: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = workbench.create(home, "ps5", NAME)

    def start(lane: Lane) -> None:
        raise LaneError("this machine allows no isolation of student code")

    monkeypatch.setattr(Lane, "start", start)
    with workbench.Bench(home) as bench, pytest.raises(LaneError, match="no isolation"):
        tried(bench, made.notebook, capsys)


@pytest.mark.slow
def test_watching(home: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time its author saves, the exercise is tried again; what can't be read ends nothing."""
    runner = CliRunner()
    made = runner.invoke(cli.main, ["--course", str(home.root), "new-exercise", "ps5", NAME, "A title"])
    assert made.exit_code == 0, made.output
    said = " ".join(made.output.split())
    assert "is a small exercise that works. The folder is new." in said
    assert f"try source/ps5/{NAME}.ipynb --watch" in said
    path = home.root / "source" / "ps5" / f"{NAME}.ipynb"
    good = path.read_text()
    saves = iter([good[:100], good.replace("return 1 -", "return 2 -"), good])

    def save(seconds: float) -> None:
        try:
            path.write_text(next(saves))
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(cli, "time", SimpleNamespace(monotonic=time.monotonic, sleep=save))
    done = runner.invoke(cli.main, ["--course", str(home.root), "try", f"source/ps5/{NAME}.ipynb", "--watch"])
    assert done.exit_code == 130
    first, second, third, fourth, rest = done.output.split("Waiting for a change.")
    assert "all as it should be" in first
    assert "this is no valid JSON" in second
    assert "ex21-test-chance gave 0 of 2" in third
    assert "all as it should be" in fourth
    assert "Stopped." in rest
    monkeypatch.undo()
    path.write_text(good[:100])
    once = runner.invoke(cli.main, ["--course", str(home.root), "try", str(path)])
    assert once.exit_code == 2
    path.write_text(good.replace("### END HIDDEN", "###"))
    once = runner.invoke(cli.main, ["--course", str(home.root), "try", str(path)])
    assert once.exit_code == 1


# ------------------------------------------------------------------------------------------------ what cases prove


TEST = next(name for name, cell in exercises()["ex01_both_red"].cells().items() if role(cell) is Role.TEST)


def outcome(kind: str, *verdicts: CellVerdict, **fields: object) -> cases.Outcome:
    case: Patch = replace(patch.unchanged("solution"), kind=kind, **fields)
    result = NotebookResult("ex01_both_red", verdicts, (), {"cells": []})
    return cases.Outcome(case, result, tuple(cases.differences(case, result, exercises()["ex01_both_red"])))


def test_a_harness_error_differs_whatever_was_declared() -> None:
    broken = CellVerdict(TEST, Status.HARNESS_ERROR, None, 2.0, message="the judge failed")
    for kind, fails in (("solution", ()), ("misconception", (TEST,)), ("stub", ())):
        assert outcome(kind, broken, fails=fails).differs == (
            f"{TEST} could not be graded: the judge failed",
        )


def test_part_of_the_points_is_lost_points() -> None:
    partly = CellVerdict(TEST, Status.FAILED, 0.5, 2.0, message="Part of this is right.")
    assert outcome("variant", partly).differs == (f"{TEST} gave 0.5 of 2 · Part of this is right.",)
    assert outcome("misconception", partly, fails=(TEST,)).differs == ()
    assert outcome("partial", partly).lost == {TEST}


def test_without_a_solution_nothing_is_proven() -> None:
    assert cases.unproven([cases.Outcome(patch.unchanged("solution"), None)]) == {}


# ------------------------------------------------------------------------------------------------ the document


@pytest.mark.slow
def test_the_documents_example_works(
    home: Course, bench: workbench.Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its answer, test, written answer and case make an exercise of what ``new-exercise`` writes."""
    text = (ROOT / "docs" / "writing-an-exercise.md").read_text()
    answer, test, case = re.findall(r"(?s)```python\n(.*?)```", text)
    (written,) = re.findall(r"(?s)```\n(### BEGIN SOLUTION.*?)```", text)
    name = re.search(r"NAME=(\w+)", text)[1]
    made = workbench.create(home, "ps5", name, "The birthday problem")
    for path in made.cases:
        path.unlink()

    def follow(cells: dict[str, dict]) -> None:
        for old, new, source in (
            ("at-least-once", "shared-birthday", answer),
            ("test-chance", "test-value", test),
            ("why", "why", written),
        ):
            cell = cells[f"ex21-{old}"]
            cell["source"] = source.strip()
            cell["metadata"]["nbgrader"]["grade_id"] = f"ex21-{new}"
        alone = "shared_birthday(1)"
        cells["ex21-test-edges"]["source"] = (
            f"assert abs({alone}) < 1e-9\n### BEGIN HIDDEN TESTS\nfrom graders import checks\n\n"
            f'with checks.check("alone"):\n    checks.close({alone}, 0, what="it")\n### END HIDDEN TESTS'
        )

    edit(made.notebook, follow)
    (made.cases[0].parent / "misconception_my_birthday.py").write_text(case)
    fine, said = tried(bench, made.notebook, capsys, "solution", "stub", "misconception_my_birthday")
    assert fine, said
    assert "shares *your* birthday. Here any two will do." in said


def test_the_document_names_what_there_is() -> None:
    text = (ROOT / "docs" / "writing-an-exercise.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    for target in set(re.findall(r"(?m)(?:^|`|&& )make ([a-z-]+)", text)):
        assert re.search(rf"(?m)^{target}:", makefile), target
    code = (ROOT / "graders" / "cli.py").read_text()
    titles = re.findall(r"\*([A-Za-z' ]+)\*", text.partition("## What `graders try` says")[2])
    assert len(titles) == 5
    for title in titles:
        assert title in code
