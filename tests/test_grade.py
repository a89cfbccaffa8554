"""Judge, student and coordinator together, on one small exercise: what student code may do, and what it costs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from graders import jail
from graders.grade import Deadlines, Submission, grade_notebook, grade_submission
from graders.lane import Lane
from graders.notebook import grade_id
from graders.restore import Exercise
from graders.verdict import LaneError, NotebookResult, Status, UnreadableNotebook

from . import tiny

pytestmark = pytest.mark.slow

TEST_X = """
assert float(x) > 0, "x is positive"
### BEGIN HIDDEN TESTS
from graders import checks
with checks.check("the value of x"):
    checks.close(x, 1, what="x", known={2: "Two is one too many."})
### END HIDDEN TESTS
"""
TEST_F = """
### BEGIN HIDDEN TESTS
import numpy as np
from graders import checks
with checks.check("f adds one"):
    checks.close(f(41), 42, what="f(41)")
with checks.check("f of zero"):
    checks.close(f(0), 1, what="f(0)")
with checks.check("text is refused"):
    checks.refuses(f, "a", why="text", wrong_type=True)
### END HIDDEN TESTS
"""
TEST_G = """
### BEGIN HIDDEN TESTS
import numpy as np
from graders import checks
with checks.check("g draws on"):
    _draws = checks.draws_from(g, 200, np.random.default_rng(1))
    assert len(set(_draws)) == 200, "the same draw again"
with checks.check("g leaves its list alone"):
    checks.leaves_unchanged(g, np.random.default_rng(1), [3, 1, 2], name="g")
### END HIDDEN TESTS
"""
ANSWERS = {
    "x": "x = 1",
    "f": "def f(n):\n    return n + 1",
    "g": "def g(rng, items=()):\n    return rng.random()",
}


def an_exercise(**tests: str) -> Exercise:
    tests = {"x": TEST_X, "f": TEST_F, "g": TEST_G} | tests
    cells = [tiny.cell("code", "t-setup", "import numpy as np\nimport matplotlib.pyplot as plt", "given")]
    for name, test in tests.items():
        solution = ANSWERS.get(name, f"{name} = 1")
        source = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
        cells += [tiny.cell("code", f"t-{name}", source, "answer")]
        cells += [tiny.cell("code", f"t-test-{name}", test.strip("\n"), "test", 2)]
    source = tiny.notebook(cells)
    return Exercise("t", source, tiny.released(source))


Grade = Callable[..., NotebookResult]


@pytest.fixture
def grade(lane: Lane) -> Grade:
    def run(exercise: Exercise | None = None, **answers: str) -> NotebookResult:
        exercise = exercise or an_exercise()
        nb = tiny.notebook([])
        nb.cells = [nbformat.from_dict(dict(cell)) for cell in exercise.release.cells]
        for cell in nb.cells:
            name = grade_id(cell).removeprefix("t-")
            if name in answers or name in ANSWERS:
                cell.source = answers.get(name, ANSWERS.get(name, ""))
        return grade_notebook(lane, exercise, nb, Deadlines(call=2.0, cell=3.0, notebook=30.0))

    return run


def marks(result: NotebookResult) -> dict[str, float | None]:
    return {verdict.grade_id.removeprefix("t-test-"): verdict.points for verdict in result.verdicts}


def said(result: NotebookResult, name: str) -> str:
    verdict = next(v for v in result.verdicts if v.grade_id == f"t-test-{name}")
    return " ".join([verdict.message, *(check.message for check in verdict.checks)])


def outputs(result: NotebookResult, name: str) -> list[Any]:
    return next(cell.outputs for cell in result.notebook.cells if cell.id == f"t-{name}")


def test_everything_right(grade: Grade) -> None:
    result = grade()
    assert marks(result) == {"x": 2, "f": 2, "g": 2}
    assert result.status is Status.PASSED
    assert result.notes == ()
    assert result.isolation
    nbformat.validate(result.notebook)


def test_a_known_mistake_is_named_and_costs_only_its_own_points(grade: Grade) -> None:
    result = grade(x="x = 2")
    assert marks(result) == {"x": 0, "f": 2, "g": 2}
    assert "Two is one too many." in said(result, "x")


def test_all_failures_are_told_not_only_the_first(grade: Grade) -> None:
    result = grade(f="def f(n):\n    return n")
    messages = [check.message for check in result.verdicts[1].checks]
    assert len(messages) == 3
    assert all(messages)


class TestOutputs:
    def test_prints_results_figures_and_errors_are_kept(self, grade: Grade) -> None:
        source = "x = 1\nprint('hello')\nplt.plot([1, 2]);\n{'a': 1}"
        kinds = [output["output_type"] for output in outputs(grade(x=source), "x")]
        assert kinds == ["stream", "execute_result", "display_data"]
        broken = outputs(grade(x="x = 1\n1 / 0"), "x")
        assert broken[0]["ename"] == "ZeroDivisionError"
        assert "Cell In" in "".join(broken[0]["traceback"])
        assert outputs(grade(x="def ("), "x")[0]["ename"] == "SyntaxError"

    def test_magics(self, grade: Grade) -> None:
        source = "%matplotlib inline\n%pip install nothing\nx = 1\n%timeit -n1 -r1 x"
        result = grade(x=source)
        assert marks(result)["x"] == 2
        assert "ignored while grading" in outputs(result, "x")[0]["text"]
        assert marks(grade(x="%%time\nx = 1"))["x"] == 2

    def test_warnings_prints_and_stderr_cost_nothing(self, grade: Grade) -> None:
        noisy = "import sys, warnings\ndef f(n):\n    print(n, file=sys.stderr)\n    warnings.warn('!')\n    return n + 1"
        result = grade(x="import warnings\nwarnings.warn('careful')\nx = 1", f=noisy)
        assert marks(result) == {"x": 2, "f": 2, "g": 2}
        assert "careful" in str(outputs(result, "x"))

    def test_what_is_printed_during_a_check_is_dropped(self, grade: Grade) -> None:
        spy = "seen = []\ndef f(n):\n    print('spy', n)\n    plt.plot([n, n])\n    return n + 1"
        result = grade(f=spy, g=ANSWERS["g"])
        shown = str([cell.get("outputs") for cell in result.notebook.cells])
        assert "spy" not in shown
        assert "image/png" not in shown

    def test_a_flood_is_cut_and_says_so(self, grade: Grade) -> None:
        result = grade(x="x = 1\nfor i in range(10**6):\n    print('line', i)")
        assert marks(result)["x"] == 2
        text = "".join(output.get("text", "") for output in outputs(result, "x"))
        assert len(text) < 250_000
        assert "output cut" in text

    def test_input_is_explained(self, grade: Grade) -> None:
        assert "nobody is there to answer" in str(outputs(grade(x="x = int(input())"), "x"))


class TestMisbehaviour:
    def test_endless_loop_in_a_function(self, grade: Grade) -> None:
        started = time.monotonic()
        result = grade(f="def f(n):\n    while True:\n        pass")
        assert marks(result) == {"x": 2, "f": 0, "g": 2}
        assert "`f` didn't finish within 2 seconds" in said(result, "f")
        assert time.monotonic() - started < 20

    def test_endless_loop_in_a_cell(self, grade: Grade) -> None:
        result = grade(x="x = 1\nwhile True:\n    pass")
        assert marks(result) == {"x": 2, "f": 2, "g": 2}
        assert "KeyboardInterrupt" in str(outputs(result, "x")) or "Timeout" in str(outputs(result, "x"))

    def test_loop_that_swallows_the_interrupt(self, grade: Grade) -> None:
        stubborn = "def f(n):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass"
        assert marks(grade(f=stubborn)) == {"x": 2, "f": 0, "g": 2}

    def test_signals_ignored(self, grade: Grade) -> None:
        source = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nx = 1\ndef f(n):\n    time.sleep(60)"
        assert marks(grade(x=source, f="pass")) == {"x": 2, "f": 0, "g": 2}

    def test_exit_in_a_call(self, grade: Grade) -> None:
        result = grade(f="import os\ndef f(n):\n    os._exit(0)")
        assert marks(result) == {"x": 2, "f": 0, "g": 2}
        assert "ended the Python process" in said(result, "f")

    def test_one_deadly_input_costs_one_check(self, grade: Grade) -> None:
        result = grade(f="import os\ndef f(n):\n    if n == 0: os._exit(1)\n    return n + 1")
        statuses = [check.status for check in result.verdicts[1].checks]
        assert statuses == [Status.PASSED, Status.FAILED, Status.PASSED]

    def test_exit_in_a_cell(self, grade: Grade) -> None:
        result = grade(x="import os\nx = 1\nos._exit(0)")
        assert marks(result) == {"x": 0, "f": 2, "g": 2}
        assert "ended the Python process" in str(outputs(result, "x"))

    @pytest.mark.parametrize("source", ["import sys\nsys.exit(0)", "exit()", "raise SystemExit", "quit()"])
    def test_polite_exits(self, grade: Grade, source: str) -> None:
        assert marks(grade(x=f"x = 1\n{source}")) == {"x": 2, "f": 2, "g": 2}

    def test_too_much_memory(self, grade: Grade) -> None:
        result = grade(f="def f(n):\n    return len(bytearray(8 * 2**30)) + n")
        assert marks(result) == {"x": 2, "f": 0, "g": 2}
        assert "MemoryError" in said(result, "f")

    def test_recursion_without_end(self, grade: Grade) -> None:
        assert "RecursionError" in said(grade(f="def f(n):\n    return f(n)"), "f")


class TestCheating:
    @pytest.mark.parametrize(
        "source",
        [
            "class X:\n    def __eq__(self, other): return True\n    def __float__(self): return 1.0\nx = X()",
            "class X(float):\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0\nx = X(5)",
            "x = np.array(5.0).view(type('A', (np.ndarray,), {'__sub__': lambda s, o: 0, '__eq__': lambda s, o: True}))",
        ],
    )
    def test_objects_that_equal_everything(self, grade: Grade, source: str) -> None:
        assert marks(grade(x=source))["x"] == 0

    @pytest.mark.parametrize(
        "source",
        [
            "import builtins\nbuiltins.abs = lambda v: 0\nbuiltins.float = lambda v: 1\nx = None",
            "import sys\nsys.displayhook(2)\nsys.displayhook = lambda v: print(2)\nx = None",
            "from graders import checks\nchecks.close = lambda *a, **k: None\nx = None",
            "get_ipython().showtraceback = lambda *a, **k: None\nx = None",
            "import sys\nsys.modules['numpy'].allclose = lambda *a: True\nx = None",
        ],
    )
    def test_patching_what_tests_use(self, grade: Grade, source: str) -> None:
        got = marks(grade(x=source, f="pass"))
        assert (got["x"], got["f"]) == (0, 0)

    def test_a_module_of_ones_own_is_not_used(self, grade: Grade) -> None:
        test = "assert np.isclose(y, 3)"
        exercise = an_exercise(y=test)
        assert marks(grade(exercise, y="class np:\n    isclose = lambda *a: True\ny = 5"))["y"] == 0
        assert marks(grade(exercise, y="y = 3.0"))["y"] == 2

    def test_no_tests_in_the_students_process(self, grade: Grade) -> None:
        search = (
            "import gc, sys\n"
            "texts = [repr(o) for o in gc.get_objects() if isinstance(o, (dict, list, str))][:200000]\n"
            "found = [t for t in texts if 'one too' + ' many' in t]\n"
            "print('found', len(found)); x = 1"
        )
        assert "found 0" in str(outputs(grade(x=search), "x"))

    def test_no_secrets_in_the_environment(self, grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
        shown = str(outputs(grade(x="import os, sys\nprint(sorted(os.environ), sys.argv)\nx = 1"), "x"))
        for name in ("PIP_", "SSH", "AWS", "TOKEN", "PYTEST"):
            assert name not in shown.replace("TOKENIZERS", "")

    def test_forged_frames(self, grade: Grade) -> None:
        forge = (
            "import gc, socket\n"
            "def f(n):\n"
            "    for s in gc.get_objects():\n"
            "        if isinstance(s, socket.socket) and s.fileno() > 2:\n"
            "            s.send(b'\\x00\\x00\\x00\\x05hello')\n"
            "    return n + 1"
        )
        result = grade(f=forge)
        assert marks(result) == {"x": 2, "f": 0, "g": 2}

    def test_changed_arguments_dont_reach_the_next_check(self, grade: Grade) -> None:
        test = (
            "from graders import checks\n_data = [3, 1, 2]\n"
            "with checks.check('a'):\n    assert h(_data) == 3\n"
            "with checks.check('b'):\n    assert h(_data) == 3\n"
        )
        result = grade(
            an_exercise(h=test), h="def h(items):\n    n = len(items)\n    items.clear()\n    return n"
        )
        assert marks(result)["h"] == 2


def test_pytest_raises_in_a_test_cell(grade: Grade) -> None:
    test = "import pytest\nwith pytest.raises(ValueError):\n    h(1)"
    exercise = an_exercise(h=test)
    assert marks(grade(exercise, h="def h(n):\n    raise ValueError"))["h"] == 2
    result = grade(exercise, h="def h(n):\n    return n")
    assert marks(result)["h"] == 0
    assert "should have raised ValueError" in said(result, "h")


class TestOurOwnMistakes:
    @pytest.mark.parametrize(
        ("ending", "points"), [("1.5", 1.5), ("2", 2), ("0", 0), ("None", 2), ("np.float64(0.5)", 0.5)]
    )
    def test_partial_points(self, grade: Grade, ending: str, points: float) -> None:
        assert marks(grade(an_exercise(y=f"import numpy as np\n{ending}")))["y"] == points

    @pytest.mark.parametrize("ending", ["-1", "2.5", "float('nan')", "float('inf')", "'two'", "True", "[1]"])
    def test_a_number_that_is_no_mark_is_a_harness_error(self, grade: Grade, ending: str) -> None:
        result = grade(an_exercise(y=ending))
        assert result.status is Status.HARNESS_ERROR
        assert marks(result)["y"] is None
        assert marks(result)["x"] == 2

    def test_a_test_cell_that_is_no_python(self, grade: Grade) -> None:
        result = grade(an_exercise(y="assert ("))
        assert result.status is Status.HARNESS_ERROR
        assert "no valid Python" in said(result, "y")

    def test_a_lane_that_dies_is_replaced_and_the_notebook_tried_again(
        self, grade: Grade, lane: Lane
    ) -> None:
        grade()
        assert lane._process is not None
        lane._process.kill()
        result = grade()
        assert marks(result) == {"x": 2, "f": 2, "g": 2}
        assert [note.kind for note in result.notes] == ["harness"]

    def test_a_lane_that_always_fails_costs_nobody_points(
        self, grade: Grade, lane: Lane, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*args: object) -> None:
            raise LaneError("no warm process today")

        monkeypatch.setattr(lane, "pair", fail)
        result = grade()
        assert result.status is Status.HARNESS_ERROR
        assert set(marks(result).values()) == {None}
        assert "no warm process today" in said(result, "x")


def test_in_process_tests_see_the_students_own_objects(grade: Grade) -> None:
    exercise = an_exercise(y="assert y.secret == 'here'\nassert y == y")
    for nb in (exercise.source, exercise.release):
        next(cell for cell in nb.cells if cell.id == "t-test-y").metadata["graders"] = {"in_process": True}
    assert marks(grade(exercise, y="class Y:\n    secret = 'here'\ny = Y()"))["y"] == 2
    assert marks(grade(exercise, y="y = 1"))["y"] == 0


def test_a_cell_may_have_its_own_deadline(grade: Grade) -> None:
    slow = "import time\ndef f(n):\n    time.sleep(0.5)\n    return n + 1"
    exercise = an_exercise()
    next(cell for cell in exercise.source.cells if cell.id == "t-test-f").metadata["graders"] = {
        "timeout": 0.2
    }
    assert "within 0.2 seconds" in said(grade(exercise, f=slow), "f")


def test_missing_unreadable_and_renamed_notebooks(lane: Lane, deadlines: Deadlines) -> None:
    one, two, three = (tiny.exercise(f"ex0{i}_tiny", f"ex0{i}") for i in (1, 2, 3))
    homework = tiny.solved(one)
    next(cell for cell in homework.cells if cell.id == "ex01-second").source = "second = 7 / 15"
    submission = Submission(
        "ada",
        {
            "my homework": nbformat.writes(homework).encode(),
            "ex02_tiny": b"{ no notebook",
            "link": UnreadableNotebook("link.ipynb is a link."),
        },
    )
    first, second, third = grade_submission(lane, [one, two, three], submission, deadlines)
    assert [verdict.points for verdict in first.verdicts] == [1, 2]
    assert [note.kind for note in first.notes if note.kind == "renamed"]
    assert (second.notes[0].kind, third.notes[0].kind) == ("unreadable", "missing")
    assert "isn't valid JSON" in second.notes[0].text
    for result in (second, third):
        assert all(verdict.points == 0 and verdict.status is Status.NOT_RUN for verdict in result.verdicts)
        nbformat.validate(result.notebook)


def test_files_of_the_submission_are_there(lane: Lane, deadlines: Deadlines) -> None:
    exercise = an_exercise(y="assert y == 'text'\n")
    nb = tiny.notebook([])
    nb.cells = list(exercise.release.cells)
    next(c for c in nb.cells if c.id == "t-y").source = "import helper\ny = helper.read()"
    files = {"helper.py": b"def read():\n    return open('data/a.txt').read()", "data/a.txt": b"text"}
    result = grade_notebook(lane, exercise, nb, deadlines, files)
    assert marks(result)["y"] == 2


# ------------------------------------------------------------------------------------------------ what comes with it

GIVEN = {
    "shared_thing.py": b"class Thing:\n    weights = [1, 2]\n\n_thing = Thing()\ndef load():\n    return _thing, 'a name'\n",
    "data/words.txt": b"the cat sat",
}
TEST_SHARED = """
import shared_thing
### BEGIN HIDDEN TESTS
_thing, _ = shared_thing.load()
assert is_it(_thing), "a copy"
assert read() == "the cat sat", read()
### END HIDDEN TESTS
"""
IS_IT = """
import os, shared_thing
def is_it(thing):
    return thing is shared_thing.load()[0] and os.environ["COURSE_THING"] == "small"
"""
READ = "def read():\n    return open('data/words.txt').read()"


@pytest.mark.parametrize("level", [jail.JAIL, jail.LANDLOCK, jail.NONE])
def test_files_and_shared_values_of_the_course(level: str, deadlines: Deadlines) -> None:
    exercise = an_exercise(is_it="", read=TEST_SHARED)
    nb = tiny.notebook([])
    nb.cells = [nbformat.from_dict(dict(cell)) for cell in exercise.release.cells]
    for cell in nb.cells:
        cell.source = {"t-is_it": IS_IT, "t-read": READ}.get(cell.id, cell.source)
    # A submission can neither replace what the course gives nor take its place.
    files = {
        "shared_thing.py": b"raise SystemExit",
        "data/words.txt": b"mine",
        "data": b"",
        "data/words.txt/x": b"",
        "data/more.txt": b"",
    }
    given = {"files": GIVEN, "share": ["shared_thing.load"], "environment": {"COURSE_THING": "small"}}
    with Lane(["shared_thing"], force=level, **given) as lane:
        result = grade_notebook(lane, exercise, nb, deadlines, files)
        assert marks(result)["read"] == 2, said(result, "read")
        if level == jail.NONE:
            return
        spoil = READ + "\nimport pathlib\npathlib.Path('data/words.txt').write_text('mine')"
        next(cell for cell in nb.cells if cell.id == "t-read").source = spoil
        spoilt = grade_notebook(lane, exercise, nb, deadlines)
        assert outputs(spoilt, "read")[0]["ename"] in ("OSError", "PermissionError")
        assert marks(spoilt)["read"] == 2


def test_a_shared_value_that_cannot_be_made_is_told() -> None:
    files = {"shared_thing.py": b"def load():\n    raise RuntimeError('no model here')"}
    lane = Lane(["shared_thing"], files=files, share=["shared_thing.load"])
    with pytest.raises(LaneError, match="no model here"):
        lane.start()


def test_what_a_function_remembers_of_a_test_is_never_shown(grade: Grade) -> None:
    spy = "seen = []\ndef f(n):\n    seen.append(n)\n    return n + 1\nprint('before', seen)"
    tell = "print('after', seen)\nx = 1\nopen('note', 'a').write(str(seen))\nprint(open('note').read())"
    exercise = an_exercise()
    first = [cell for cell in exercise.release.cells if cell.id in ("t-x", "t-test-x")]
    for nb in (exercise.release, exercise.source):  # x comes last
        nb.cells = [cell for cell in nb.cells if cell.id not in ("t-x", "t-test-x")] + first
    result = grade(exercise, f=spy, x=tell, g="plt.plot([1, 2])\n" + ANSWERS["g"])
    assert marks(result) == {"f": 2, "g": 2, "x": 2}
    assert outputs(result, "f")[0]["text"] == "before []\n"
    assert outputs(result, "x")[0]["text"] == "after []\n[]\n"
    assert "image/png" in outputs(result, "g")[0]["data"], "figures are still drawn"
