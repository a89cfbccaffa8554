"""What hidden tests may use: right answers pass, wrong ones are told why, no message gives the answer."""

from __future__ import annotations

import contextlib
import math
import random
import signal
import sys
import threading
import time
import types
import warnings
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graders import checks, wire
from graders.inside.student import Student
from graders.verdict import Check, ProtocolViolation, Status, StudentDied, StudentTimeout

p, q, k = sympy.Symbol("p", positive=True), sympy.Symbol("q", positive=True), sympy.Symbol("k", integer=True)
plain_p, plain_q = sympy.symbols("p q")

Judge = Callable[..., str]


def in_a_notebook(helper: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """Return what a failed check says, or nothing."""
    try:
        with checks.check("Title"):
            helper(*args, **kwargs)
    except AssertionError as error:
        title, _, message = str(error).partition(": ")
    else:
        return ""
    assert title == "Title"
    assert message
    return message


def recorded(helper: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with checks.recording() as found:
        with checks.check("Title"):
            helper(*args, **kwargs)
        with checks.check("the next one still runs"):
            pass
    first, second = found
    assert second == Check("the next one still runs", Status.PASSED)
    assert first.title == "Title"
    assert (first.status is Status.FAILED) == bool(first.message)
    return first.message


@pytest.fixture(params=[in_a_notebook, recorded], ids=["plain", "recording"])
def judge(request: pytest.FixtureRequest) -> Judge:
    """Run a helper inside a check, in both modes: the message must be the same."""
    return request.param


class Remote:
    """A student process without the process: the real one's answers, over the real wire."""

    generation = 0

    def __init__(self) -> None:
        self.student = Student(None, types.SimpleNamespace(outputs=None))  # type: ignore[arg-type]
        self.writer = wire.ArgumentWriter()
        self.requests = 0
        self.lie: Any = None

    def handle(self, fn: Any) -> Any:
        return wire.decode(wire.encode(fn, self.student.keep), self)

    def request(self, op: str, **fields: Any) -> Any:
        self.requests += 1
        if self.lie is not None:
            return self.lie
        target = fields.pop("target")._number
        args = self.writer.dumps((fields.pop("args", ()), fields.pop("kwargs", {})))
        kind, body = self.student.answer({"op": op, "target": target, "args": args, **fields})
        if kind == "ok":
            return wire.decode(body, self)
        raise wire.exception_from_data(wire.decode(body))


@pytest.fixture(params=["here", "there"])
def place(request: pytest.FixtureRequest) -> Callable[[Any], Any]:
    """Give a student's function as a notebook has it, or as the judge has it."""
    return (lambda fn: fn) if request.param == "here" else Remote().handle


# ------------------------------------------------------------------------------------------------ check


def test_check_passes_quietly(judge: Judge, capsys: pytest.CaptureFixture[str]) -> None:
    def loud() -> None:
        print("hidden input")
        print("hidden input", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)

    assert judge(loud) == ""
    assert capsys.readouterr() == ("", "")


def raises(error: BaseException) -> None:
    raise error


def from_student(error: Exception) -> Exception:
    error.from_student = "f"  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (AssertionError("a reason"), "a reason"),
        (AssertionError(), "This check failed."),
        (AssertionError("assert 1 == 2"), "1 == 2"),
        (AssertionError("\nNot equal to tolerance\n ACTUAL: 1\n DESIRED: 42"), "Not equal to tolerance"),
        (from_student(AssertionError("gotcha")), "`f` raised AssertionError: gotcha"),
        (NameError("name 'f' is not defined", name="f"), "`f` isn't defined"),
        (from_student(NameError("name 'g' is not defined")), "`f` raised NameError: name 'g'"),
        (NotImplementedError(), "There is no answer here yet"),
        (
            from_student(ZeroDivisionError("division by zero")),
            "`f` raised ZeroDivisionError: division by zero",
        ),
        (TypeError("bad operand"), "This raised TypeError: bad operand"),
        (KeyError(), "This raised KeyError."),
        (StudentTimeout("It didn't finish"), "It didn't finish"),
        (StudentDied("It ended"), "It ended"),
        (ProtocolViolation("odd"), "odd"),
        (ValueError("\ud800"), "This raised ValueError: ?"),
    ],
    ids=repr,
)
def test_check_says_what_went_wrong(judge: Judge, error: BaseException, message: str) -> None:
    said = judge(raises, error)
    assert said.startswith(message)
    assert "\n" not in said
    said.encode()


def test_messages_have_an_end(judge: Judge) -> None:
    assert len(judge(raises, ValueError("x" * 10**6))) < 3_000


def test_numpy_does_not_give_the_answer_away(judge: Judge) -> None:
    for helper in (np.testing.assert_allclose, np.testing.assert_array_equal, np.testing.assert_almost_equal):
        said = judge(helper, np.array([1.0, 2.0]), np.array([1.0, 42.125]))
        assert said
        assert "42" not in said
    assert "42" not in judge(np.testing.assert_equal, {"a": 1}, {"a": 42})


def test_pytest_raises_that_saw_nothing_is_a_failed_check(judge: Judge) -> None:
    def nothing_raised() -> None:
        with pytest.raises(ValueError):
            pass

    assert judge(nothing_raised) == "Your code should have raised ValueError, but it raised nothing."
    assert judge(lambda: pytest.fail("not so")) == "not so"
    assert checks.ends_a_check(ValueError())
    assert not checks.ends_a_check(KeyboardInterrupt())


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_what_ends_the_program_is_no_failed_check(error: type[BaseException]) -> None:
    with checks.recording() as found, pytest.raises(error), checks.check("Title"):
        raise error
    assert found == []


def test_plain_checks_stop_at_the_first_failure_and_recorded_ones_do_not() -> None:
    def cell() -> list[str]:
        ran = []
        for name in "ab":
            with checks.check(name):
                ran.append(name)
                checks.fail("no")
        return ran

    with pytest.raises(AssertionError, match=r"^a: no$"):
        cell()
    with checks.recording() as found:
        assert cell() == ["a", "b"]
    assert [check.title for check in found] == ["a", "b"]
    with checks.recording() as outer, checks.recording() as inner, checks.check("x"):
        pass
    assert (len(outer), len(inner)) == (0, 1)


# ------------------------------------------------------------------------------------------------ number


def handle(kind: str = "Figure") -> wire.Handle:
    return wire.Handle(Remote(), 1, kind, False)


NUMBERS: list[Any] = [
    2,
    2.0,
    Fraction(2),
    Decimal(2),
    np.float64(2),
    np.float32(2),
    np.int8(2),
    np.uint64(2),
    np.longdouble(2),
    np.array(2),
    np.array(2.0),
    sympy.Integer(2),
    sympy.Float(2),
    sympy.sqrt(4),
    sympy.log(sympy.exp(2)),
    sympy.exp(sympy.log(2), evaluate=False),
    sympy.Sum(1, (k, 1, 2)),
    sympy.Integral(plain_p, (plain_p, 0, 2)),
    sympy.Add(1, 1, evaluate=False),
    sympy.sin(1) ** 2 + sympy.cos(1) ** 2 + 1,
]


@pytest.mark.parametrize("value", NUMBERS, ids=lambda value: f"{type(value).__name__} {value}")
def test_numbers_of_all_kinds_are_numbers(value: Any) -> None:
    assert checks.number(value) == pytest.approx(2, abs=1e-14)
    checks.close(value, 2, what="x")
    checks.close(wire.decode(wire.encode(value)), 2, what="x")


NO_NUMBERS = [
    (None, "None (did you forget `return`"),
    ("2", "a text (str); leave the quotes out"),
    (True, "True, a truth value (bool)"),
    (np.False_, "False, a truth value (bool)"),
    (2j, "a complex number"),
    (2 + 0j, "a complex number"),
    (np.complex128(2), "a complex number"),
    ([2], "a list of 1"),
    ((2, 3), "a tuple of 2"),
    ({"a": 1}, "a dict of 1"),
    ({2}, "a set of 1"),
    (np.array([2.0]), "an array of shape (1,)"),
    (np.array("2"), "an array of shape ()"),
    (np.array(True), "an array of shape ()"),
    (print, "a function (did you forget to call it?)"),
    (handle("function"), "a function (a function: did you forget to call it?)"),
    (handle("Axes"), "a Axes"),
    (p + q, "an expression that still contains p, q"),
    (sum(sympy.symbols("s:9")), "s0, s1, s2, s3, s4, s5 and more"),
    (sympy.Eq(p, 1), "an equation or inequality (SymPy's Equality)"),
    (sympy.I, "a ImaginaryUnit"),
    (sympy.Matrix([1, 2]), "an array of shape (2, 1)"),
    (sympy.true, "a BooleanTrue"),
    (b"2", "a bytes of 1"),
    (wire.ModuleName("math"), "a text (str)"),
    (math.nan, "NaN"),
    (np.float32("nan"), "NaN"),
    (Decimal("NaN"), "NaN"),
    (Decimal("sNaN"), "NaN"),
    (sympy.nan, "NaN"),
    (np.array(math.nan), "NaN"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "message"), NO_NUMBERS, ids=lambda value: str(value)[:30])
def test_other_things_are_no_numbers(judge: Judge, value: Any, message: str) -> None:
    said = judge(checks.close, value, 2, what="your mean")
    assert said.startswith("your mean ")
    assert message in said


@pytest.mark.slow
def test_tensors_are_numbers_and_arrays() -> None:
    torch = pytest.importorskip("torch")
    for dtype in (torch.float64, torch.float32, torch.bfloat16, torch.int64):
        checks.close(torch.tensor(2, dtype=dtype), 2, what="x")
        checks.close(torch.tensor([1, 2], dtype=dtype), [1, 2], what="x")
        checks.close([torch.tensor(1, dtype=dtype), torch.tensor(2, dtype=dtype)], [1, 2], what="x")
    grad = torch.tensor([0.25, 0.75], requires_grad=True)
    checks.close(grad, [0.25, 0.75], what="x")
    checks.close(grad.sum(), 1, what="x")
    checks.close([grad[0], grad[1]], [0.25, 0.75], what="x")
    checks.distribution(torch.softmax(torch.randn(50_000), 0), what="probs", size=50_000)
    for wrong in (torch.tensor([2.0]), torch.tensor(True), torch.tensor(2j)):
        assert "should be one number" in in_a_notebook(checks.close, wrong, 2, what="x")
    assert "complex" in in_a_notebook(checks.close, torch.tensor([2j], requires_grad=True), [2], what="x")


def test_numbers_beyond_floats_are_infinite() -> None:
    assert checks.number(10**400) == math.inf
    assert checks.number(Fraction(-(10**400))) == -math.inf
    assert checks.number(Decimal("-1e9999")) == -math.inf
    assert checks.number(sympy.oo) == math.inf
    assert checks.number([10**400][0], "x") == math.inf


def test_a_trace_of_an_imaginary_part_is_rounding() -> None:
    cubic = sympy.solve(plain_p**3 - 3 * plain_p + 1, plain_p)
    roots = sorted(checks.number(root) for root in cubic)
    assert roots == pytest.approx(sorted(np.roots([1, 0, -3, 1])))


# ------------------------------------------------------------------------------------------------ close


@pytest.mark.parametrize(
    ("got", "want", "atol", "passes"),
    [
        (1.0, 1.0, 0, True),
        (0.1 + 0.2, 0.3, 1e-12, True),
        (0.0667, 1 / 15, 1e-4, True),
        (1.5, 1.0, 0.5, True),
        (1.5 + 1e-7, 1.0, 0.5, False),
        (-0.0, 0.0, 0, True),
        (0.0, -0.0, 0, True),
        (5e-13, 0.0, 1e-12, True),
        (2e-12, 0.0, 1e-12, False),
        (math.inf, math.inf, 0, True),
        (math.inf, -math.inf, 0, False),
        (math.inf, 1.0, 1e6, False),
        (5.0, math.inf, 1e6, False),
        (1e300, 1e300 * (1 + 1e-10), 0, True),
        (10**400, 1.0, 0, False),
    ],
)
def test_close_has_exact_edges(judge: Judge, got: Any, want: float, atol: float, passes: bool) -> None:
    assert (judge(checks.close, got, want, what="x", atol=atol) == "") == passes
    both = judge(checks.close, [got, got], [want, want], what="x", atol=atol)
    assert (both == "") == passes


def test_a_wrong_number_is_shown_and_the_right_one_is_not(judge: Judge) -> None:
    said = judge(checks.close, 0.3, 0.4375, what="prob(3)", hint="Count the ways.")
    assert said == "prob(3) is 0.3, which is not the right value. Count the ways."


def test_known_mistakes_get_their_sentence(judge: Judge) -> None:
    known = {0.09: "Replaced.", math.inf: "Infinite.", Fraction(1, 3): "A third."}
    assert judge(checks.close, 0.09, 1 / 15, what="x", known=known) == "x is 0.09. Replaced."
    assert judge(checks.close, 0.09000001, 1 / 15, what="x", known=known) == "x is 0.09. Replaced."
    assert judge(checks.close, 1 / 3, 1 / 15, what="x", known=known).endswith("A third.")
    assert judge(checks.close, math.inf, 1 / 15, what="x", known=known) == "x is inf. Infinite."
    assert "not the right value" in judge(checks.close, 0.0901, 1 / 15, what="x", known=known)
    assert judge(checks.close, 1 / 15, 1 / 15, what="x", known={1 / 15: "Never said."}) == ""


def test_percentages_are_recognised(judge: Judge) -> None:
    assert "percentage" in judge(checks.close, 12.5, 0.125, what="x")
    assert "percentage" in judge(checks.close, 6.67, 1 / 15, what="x", atol=1e-4)
    assert "percentage" not in judge(checks.close, 12.6, 0.125, what="x")
    assert "percentage" not in judge(checks.close, 1e-14, 0, what="x", atol=1e-16)
    assert "percentage" not in judge(checks.close, 5, math.inf, what="x")


def test_arrays_are_compared_by_value_and_shape(judge: Judge) -> None:
    want = [[1, 2], [3, 4]]
    for right in (
        want,
        ((1, 2), (3, 4)),
        np.array(want),
        np.array(want, ">f4"),
        sympy.Matrix(want),
        [[Fraction(1), 2], [3, 4]],
    ):
        assert judge(checks.close, right, want, what="x") == ""
    wrong = judge(checks.close, [[1, 2], [3.5, 0]], want, what="x", hint="Look again.")
    assert (
        wrong
        == "x: 2 of 4 values are wrong; the first is at position (1, 0), where you have 3.5. Look again."
    )
    assert "position 1, where you have nan" in judge(checks.close, [1, math.nan], [1, 2], what="x")
    assert "has shape (4,); it should be (2, 2)" in judge(checks.close, [1, 2, 3, 4], want, what="x")
    assert "has shape ()" in judge(checks.close, 5, want, what="x")
    assert judge(checks.close, [], np.zeros(0), what="x") == ""


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "None"),
        ("12", "a text"),
        ({"a": 1}, "a dict of 1"),
        ({1, 2}, "a set of 2"),
        (frozenset({1}), "a frozenset of 1"),
        ([1, "a"], "texts"),
        ([1, None], "should be one number, but it is None"),
        ([[1, 2], [3]], "a list of 2"),
        ([True, False], "truth values"),
        (np.array([1j]), "complex numbers"),
        (np.array([b"a"]), "bytes"),
        ([p, 1], "still contains p"),
        ([Remote().handle(object()), 1], "a list of 2"),
        (Remote().handle(object()), "a object"),
        ((i for i in range(3)), "generator"),
        ([math.nan, None], "NaN"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_is_no_array_is_refused(judge: Judge, value: Any, message: str) -> None:
    said = judge(checks.close, value, [1, 2], what="probs")
    assert said.startswith("probs ")
    assert message in said


def test_hostile_nesting_is_refused_plainly(judge: Judge) -> None:
    deep: Any = [1.0]
    for _ in range(5_000):
        deep = [deep]
    for helper in (checks.array, checks.number):
        assert "probs" in judge(helper, deep, "probs")
    assert judge(checks.distribution, deep, what="probs")
    assert judge(checks.same_expression, deep, p, what="probs")


# ---------------------------------------------------------------------------------------- distribution


def test_distributions_pass(judge: Judge) -> None:
    for right in (
        [1],
        [0.5, 0.5],
        [1 / 3] * 3,
        np.full(50_257, 1 / 50_257),
        (Fraction(1, 3), Fraction(2, 3)),
        [0, 1],
    ):
        assert judge(checks.distribution, right, what="probs", size=len(right)) == ""
    single = np.random.default_rng(1).dirichlet(np.ones(1000)).astype(np.float32)
    assert judge(checks.distribution, single, what="probs") == ""
    assert judge(checks.distribution, list(single), what="probs") == ""
    assert checks.distribution([0.25, 0.75], what="probs").dtype == float


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([0.5, 0.6], "sums to 1.1"),
        ([0.5, 0.5 + 1e-8], "sums to 1.00000001"),
        ([1.5, -0.5], "negative probability, -0.5"),
        ([math.nan, 1], "contains NaN"),
        ([math.inf, 0], "sums to inf"),
        ([0, 0], "sums to 0"),
        ([[0.5, 0.5]], "has shape (1, 2)"),
        ([0.2, 0.3, 0.5], "has shape (3,); it should be (2,)"),
        ([], "has shape (0,)"),
        (1.0, "has shape ()"),
        ({"a": 1.0}, "a dict"),
        (None, "None"),
    ],
    ids=str,
)
def test_what_is_no_distribution_is_refused(judge: Judge, value: Any, message: str) -> None:
    assert message in judge(checks.distribution, value, what="probs", size=2)


# ------------------------------------------------------------------------------------------------ frequency


@pytest.mark.slow
def test_a_right_frequency_passes_and_a_wrong_one_is_caught() -> None:
    rng = np.random.default_rng(7)
    for p_right in (0.03, 0.5, 0.9):
        for hits in rng.binomial(20_000, p_right, 40):
            checks.frequency(hits, 20_000, p_right, what="red")
    caught = 0
    for hits in rng.binomial(60_000, 0.52, 20):
        caught += bool(in_a_notebook(checks.frequency, int(hits), 60_000, 0.5, what="red"))
    assert caught == 20


def test_frequency_says_how_unlikely_it_is(judge: Judge) -> None:
    said = judge(checks.frequency, 700, 1000, 0.5, what="red")
    assert said.startswith("red came up 700 times in 1,000.")
    assert "0.5" not in said
    assert judge(checks.frequency, 0, 100, 0.0, what="red") == ""
    assert judge(checks.frequency, np.int64(100), 100, 1.0, what="red") == ""
    assert judge(checks.frequency, np.float32(0.0655) * 20_000, 20_000, 0.0655, what="red") == ""


@pytest.mark.parametrize("hits", [-1, 101, 0.37, math.inf, math.nan, None, True, "50"])
def test_what_is_no_count_is_refused(judge: Judge, hits: Any) -> None:
    said = judge(checks.frequency, hits, 100, 0.5, what="hits")
    assert said.startswith("hits ")
    assert "Error" not in said


# ------------------------------------------------------------------------------------------------ refuses


def refusing(error: BaseException) -> Callable[..., Any]:
    def prob(*args: Any, **kwargs: Any) -> Any:
        raise error

    return prob


def test_refusals_count(judge: Judge, place: Callable[[Any], Any]) -> None:
    assert judge(checks.refuses, place(refusing(ValueError("no"))), -1, why="a negative count") == ""
    mine = type("MyError", (ValueError,), {})
    assert judge(checks.refuses, place(refusing(mine())), -1, why="a negative count") == ""
    assert judge(checks.refuses, place(refusing(TypeError())), "a", why="a text", wrong_type=True) == ""
    assert judge(checks.refuses, place(refusing(ValueError())), why="a text", wrong_type=True, k=2) == ""


@pytest.mark.parametrize(
    ("fn", "message"),
    [
        (refusing(TypeError()), "with a ValueError, but it raised TypeError."),
        (refusing(ZeroDivisionError()), "with a ValueError, but it raised ZeroDivisionError."),
        (refusing(NotImplementedError()), "There is no answer here yet"),
        (lambda n: 0.5, "raise a ValueError. It returned 0.5 instead."),
        (lambda n: None, "It returned None instead."),
        (lambda n: math.nan, "It returned nan instead."),
        (lambda n: "no", "It returned a text"),
        (lambda n: [1, 2], "It returned a list of 2 instead."),
    ],
)
def test_what_is_no_refusal_is_told(judge: Judge, place: Callable[[Any], Any], fn: Any, message: str) -> None:
    said = judge(checks.refuses, place(fn), -1, why="a negative count", name="prob")
    assert message in said
    assert "no answer" in said or said.startswith("prob should refuse a negative count")


def test_a_process_that_ends_is_no_refusal(judge: Judge) -> None:
    fn = refusing(StudentDied("Your code ended the Python process."))
    assert judge(checks.refuses, fn, why="x") == "Your code ended the Python process."


# ------------------------------------------------------------------------------------------------ draws


def test_draws_go_on_with_the_stream(place: Callable[[Any], Any]) -> None:
    def draw(rng: Any, options: dict[str, Any]) -> float:
        options["seen"] = options.get("seen", 0) + 1
        assert options["seen"] == 1, "arguments are not fresh"
        return rng.random()

    fn, rng = place(draw), np.random.default_rng(1)
    first = checks.draws_from(fn, 3, rng, {})
    second = checks.draws_from(fn, 2, rng, options={})
    assert first + second == list(np.random.default_rng(1).random(5))


@pytest.mark.parametrize(
    "wrap", [lambda rng: [rng], lambda rng: {"a": (rng,)}, lambda rng: types.SimpleNamespace(rng=rng)]
)
def test_a_generator_inside_another_object_lives_on_too(place: Callable[[Any], Any], wrap: Any) -> None:
    def draw(held: Any) -> float:
        inner = held[0] if isinstance(held, list) else held["a"][0] if isinstance(held, dict) else held.rng
        return inner.random()

    rng = random.Random(3)
    reference = random.Random(3)
    assert checks.draws_from(place(draw), 3, wrap(rng)) == [reference.random() for _ in range(3)]


def test_many_draws_are_one_round_trip() -> None:
    remote = Remote()
    fn = remote.handle(lambda rng: rng.integers(6))
    assert len(checks.draws_from(fn, 1000, np.random.default_rng(1))) == 1000
    assert checks.draws_from(fn, 0, np.random.default_rng(1)) == []
    assert remote.requests == 2


@pytest.mark.parametrize("lie", [[1], [1, 2, 3, 4], 3, "abc", {"a": 1, "b": 2, "c": 3}, (1, 2, 3)], ids=str)
def test_a_wrong_number_of_draws_is_refused(judge: Judge, lie: Any) -> None:
    remote = Remote()
    fn = remote.handle(lambda: 1)
    remote.lie = lie
    assert "could not be read" in judge(checks.draws_from, fn, 3)


# ------------------------------------------------------------------------------------------------ unchanged


class Model:
    def __init__(self) -> None:
        self.weights = np.arange(3.0)


UNCHANGED: list[Any] = [
    [3, 1, 2],
    {"a": [1, 2], "b": {"c": 1}},
    (1, [2, (3,)]),
    {1, 2},
    np.array([3.0, math.nan, -0.0]),
    np.array([3, 1], ">i4"),
    np.arange(6).reshape(2, 3).T,
    [math.nan, np.float64("nan"), Decimal("NaN")],
    np.array([{"a": 1}, [2]], dtype=object),
    Model(),
    [Model()],
    "text",
    None,
    print,
    np.random.default_rng(1),
    [random.Random(1)],
    p**2,
    sympy.Matrix([1, 2]),
]


@pytest.mark.parametrize("value", UNCHANGED, ids=lambda value: type(value).__name__)
def test_arguments_left_alone_pass(judge: Judge, place: Callable[[Any], Any], value: Any) -> None:
    def use(thing: Any, other: Any = None) -> int:
        if isinstance(thing, np.random.Generator):
            thing.random()
        return 7

    fn = place(use)
    assert judge(checks.leaves_unchanged, fn, value, [1]) == ""
    assert checks.leaves_unchanged(fn, value, other=[1]) == 7


def change(thing: Any) -> None:
    if isinstance(thing, dict):
        change(next(iter(thing.values())))
    elif isinstance(thing, tuple):
        change(thing[1])
    elif isinstance(thing, list):
        thing.sort()
    elif isinstance(thing, set):
        thing.add(5)
    elif isinstance(thing, Model):
        change(thing.weights)
    else:
        thing[0] = -thing[0]


@pytest.mark.parametrize(
    "value",
    [[3, 1], {"a": [2, 1]}, (1, [2, 1]), {1}, np.array([3, 1]), np.array([0.0]), np.array([3.0, 1.0], ">f4")],
    ids=lambda value: type(value).__name__,
)
def test_changed_arguments_are_told(judge: Judge, place: Callable[[Any], Any], value: Any) -> None:
    fn = place(lambda first, thing: change(thing))
    said = judge(checks.leaves_unchanged, fn, 1, value, name="normalise")
    assert said.startswith("normalise changed its argument number 2 in place.")
    assert value is not None  # the caller's own stays as it was
    assert judge(checks.leaves_unchanged, fn, 1, value, name="normalise") == said


def test_changed_tensors_and_models_are_told(place: Callable[[Any], Any]) -> None:
    assert in_a_notebook(checks.leaves_unchanged, change, Model())
    torch = pytest.importorskip("torch")
    for dtype in (torch.float32, torch.bfloat16, torch.int64):
        tensor = torch.tensor([1, 2]).to(dtype)
        assert in_a_notebook(checks.leaves_unchanged, place(lambda t: t.sum()), tensor) == ""
        assert "number 1" in in_a_notebook(checks.leaves_unchanged, place(change), tensor)
    leaf = torch.ones(2, requires_grad=True)
    assert in_a_notebook(checks.leaves_unchanged, place(lambda t: float(t.sum())), leaf) == ""


@pytest.mark.parametrize("lie", [5, (1, []), (1, [1, 2]), (1, 2, 3), None, (1, "a"), "ab", {"a": 1}], ids=str)
def test_a_wrong_answer_about_arguments_is_refused(judge: Judge, lie: Any) -> None:
    remote = Remote()
    fn = remote.handle(lambda thing: 1)
    remote.lie = lie
    said = judge(checks.leaves_unchanged, fn, [1])
    assert "could not be read" in said or "None" in said or lie is None


# ------------------------------------------------------------------------------------------------ expressions

theta = sympy.Symbol("theta")
SAME = [
    (p**2 - 2 * p + 1, (p - 1) ** 2),
    (plain_p**2 - 1, (p - 1) * (p + 1)),
    (sympy.log(plain_p**2), 2 * sympy.log(p)),
    (sympy.sqrt(plain_p**2), p),
    (sympy.log(plain_p * plain_q), sympy.log(p) + sympy.log(q)),
    (sympy.exp(plain_p * sympy.log(plain_q)), q**p),
    (sympy.Derivative(plain_p**3, plain_p), 3 * p**2),
    (sympy.Integral(plain_q, (plain_q, 0, plain_p)), p**2 / 2),
    (sympy.Integral(sympy.exp(-(plain_q**2)), (plain_q, -sympy.oo, sympy.oo)), sympy.sqrt(sympy.pi)),
    (sympy.Sum(plain_p**k, (k, 0, 3)), 1 + p + p**2 + p**3),
    (sympy.Limit(sympy.sin(plain_q * plain_p) / plain_q, plain_q, 0), p),
    (0.1 * plain_p, p / 10),
    (plain_p / 3, p * sympy.Float(1) / 3),
    (sympy.Symbol("p", negative=True) ** 2, p**2),
    (sympy.Symbol("p", integer=True) * 2, p + p),
    (p * (sympy.sin(plain_p) ** 2 + sympy.cos(plain_p) ** 2), p),
    (sympy.sin(plain_p) ** 2, (1 - sympy.cos(2 * p)) / 2),
    ((1 - plain_p) ** 60 * plain_p**40, sympy.expand(p**40) * (1 - p) ** 60),
    (sympy.gamma(plain_p + 1), p * sympy.gamma(p)),
    (sympy.sqrt(3 + 2 * sympy.sqrt(2)), 1 + sympy.sqrt(2)),
    (sympy.atan(1) * 4, sympy.pi),
    (sympy.Piecewise((plain_p, plain_p > 0), (0, True)), p),
    (sympy.Abs(plain_p), p),
    (sympy.Max(plain_p, 0), p),
    (sympy.log(plain_p - 5), sympy.log(5 - p) + sympy.I * sympy.pi),
    (sympy.Add(1, 1, evaluate=False) * plain_p, 2 * p),
    (sympy.tan(plain_p), sympy.sin(p) / sympy.cos(p)),
    (sympy.log(sympy.exp(plain_p) + 1), p + sympy.log(1 + sympy.exp(-p))),
    (1e-30 * plain_p, 1e-30 * p),
    (2, sympy.Integer(2)),
    (0.5, sympy.Rational(1, 2)),
    (1 / 3, sympy.Rational(1, 3)),
    (Fraction(1, 3), sympy.Rational(1, 3)),
    (np.float64(math.pi), sympy.pi),
    (np.array(0.25), sympy.Rational(1, 4)),
    (0, p - p),
    (0.0, sympy.Integer(0)),
    (sympy.cos(1) ** 2 + sympy.sin(1) ** 2 - 1, sympy.Integer(0)),
    (sympy.Function("f")(plain_p) * 2, sympy.Function("f")(p) + sympy.Function("f")(p)),
    (plain_p, (q, p)),
]  # fmt: skip


@pytest.mark.parametrize(("got", "want"), SAME)
@pytest.mark.slow
def test_one_function_in_two_forms_is_the_same(got: Any, want: Any) -> None:
    checks.same_expression(got, want, what="answer")
    if isinstance(got, sympy.Basic):
        checks.same_expression(wire.decode(wire.encode(got)), want, what="answer")


DIFFERENT = [
    (plain_p**2, p**2 + sympy.Rational(1, 10**15)),
    (plain_p * 0.333, p / 3),
    (0.333333, sympy.Rational(1, 3)),
    (plain_p**-30 * 2, p**-30),
    (1e-30 * plain_p, 2e-30 * p + sympy.Rational(1, 100)),
    (sympy.log(plain_p) / sympy.log(10), sympy.log(p)),
    (sympy.I * plain_p, p),
    (sympy.nan, p),
    (sympy.oo, p),
    (sympy.zoo, sympy.Integer(1)),
    (1 / (plain_p - plain_p.subs(plain_p, p)), p),
    (sympy.Function("g")(plain_p), p),
    (plain_p + 1, (p, p + 2)),
    (0, p),
    (math.inf, p),
    (sympy.log(plain_p - 5), sympy.log(5 - p)),
    (sympy.Piecewise((plain_p, plain_p > 1)), p),
    (sympy.Integral(sympy.exp(sympy.exp(-(plain_q**3))), (plain_q, 0, plain_p)), p),
]  # fmt: skip


@pytest.mark.parametrize(("got", "want"), DIFFERENT)
@pytest.mark.slow
def test_another_function_is_told(judge: Judge, got: Any, want: Any) -> None:
    assert judge(checks.same_expression, got, want, what="answer") == "answer is not right yet."


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-3, 3), min_size=2, max_size=4), st.integers(0, 3))
@example([0, 0], 0)
@pytest.mark.slow
def test_polynomials_are_the_same_only_if_their_coefficients_are(coefficients: list[int], where: int) -> None:
    horner = sympy.Integer(0)
    for coefficient in coefficients:
        horner = horner * plain_p + coefficient
    want = sympy.Poly(coefficients, p).as_expr() if any(coefficients) else sympy.Integer(0)
    checks.same_expression(horner, want, what="answer", domain={"p": (0.1, 3)})
    wrong = horner + sympy.Rational(1, 10**12) * plain_p**where
    assert in_a_notebook(checks.same_expression, wrong, want, what="answer", domain={"p": (0.1, 3)})


@pytest.mark.parametrize(
    ("got", "message"),
    [
        (None, "should be a SymPy expression, but it is None"),
        ("p**2", "should be a SymPy expression, but it is a text"),
        (True, "a truth value"),
        ([p], "a list of 1"),
        (sympy.Eq(p, 1), "an equation or inequality"),
        (p > 1, "an equation or inequality"),
        (sympy.Matrix([p]), "an array of shape (1, 1)"),
        (sympy.ImmutableMatrix([p]), "an array of shape (1, 1)"),
        (sympy.Tuple(p), "a Tuple"),
        (sympy.FiniteSet(1), "a FiniteSet"),
        (sympy.true, "a BooleanTrue"),
        (handle("function"), "did you forget to call it?"),
        (lambda p: p, "a function"),
        (
            plain_p + sympy.Symbol("z") + sympy.Symbol("a"),
            "answer contains a, z. The symbols it may contain: p.",
        ),
        (sympy.Function("f")(sympy.Symbol("z")), "answer contains z."),
        (
            sympy.Pow(9, sympy.Pow(9, sympy.Pow(9, 9, evaluate=False), evaluate=False), evaluate=False),
            "far too large",
        ),
        (sympy.factorial(sympy.Integer(10) ** 9, evaluate=False), "far too large"),
        (sympy.Derivative(sympy.exp(plain_p), (plain_p, 10**8)), "far too large"),
        (
            sympy.Piecewise(
                (plain_p, sympy.StrictLessThan(sympy.I, 1, evaluate=False)), (1, True), evaluate=False
            ),
            "answer ",
        ),
        (sympy.Add(plain_p, sympy.Matrix([1]).as_immutable(), evaluate=False), "answer "),
    ],
    ids=lambda value: str(type(value).__name__) if not isinstance(value, str) else "",
)
def test_what_is_no_expression_is_told(judge: Judge, got: Any, message: str) -> None:
    said = judge(checks.same_expression, got, p**2, what="answer")
    assert message in said
    assert "p**2" not in said


def test_known_mistakes_are_told_whatever_their_symbols(judge: Judge) -> None:
    known = [(plain_p * 2, "The factor doubled."), (sympy.Integer(0), "It vanished.")]
    for symbol in (p, plain_p):
        assert judge(checks.same_expression, symbol**2, p**2, what="answer", known=known) == ""
        said = judge(checks.same_expression, symbol + symbol, p**2, what="answer", known=known)
        assert said == "answer is not right yet. The factor doubled."
    assert "vanished" in judge(checks.same_expression, 0, p**2, what="answer", known=known)
    assert judge(checks.same_expression, p, (plain_p + 1, p), what="answer") == ""


def test_a_comparison_may_show_both_values_if_told_so(judge: Judge) -> None:
    said = judge(
        checks.same_expression, 2 * plain_p, p**2, what="slope", compared_with="the derivative of yours"
    )
    assert said.startswith("slope: at p = ")
    assert "; the derivative of yours is " in said
    complex_ = judge(checks.same_expression, sympy.log(-plain_p), p, what="slope", compared_with="w")
    assert "j" in complex_
    assert "has no value" in judge(checks.same_expression, sympy.zoo, p, what="slope", compared_with="w")
    function = sympy.Function("f")(p)
    assert (
        judge(checks.same_expression, p, function, what="slope", compared_with="w")
        == "slope is not right yet."
    )


def test_the_domain_is_where_it_is_compared(judge: Judge) -> None:
    got, want = sympy.Abs(plain_p - 1), 1 - p
    assert judge(checks.same_expression, got, want, what="answer", domain={"p": (0, 1)}) == ""
    assert judge(checks.same_expression, got, want, what="answer", domain={"p": (0, 2)})
    assert (
        judge(checks.same_expression, sympy.Symbol("t") * 0 + plain_p, p, what="answer", domain={"t": (0, 1)})
        == ""
    )
    assert (
        judge(
            checks.same_expression, sympy.sqrt(1 - plain_p), sympy.sqrt(1 - p), what="a", domain={"p": (0, 1)}
        )
        == ""
    )


def test_integer_symbols_get_integers(judge: Judge) -> None:
    got = sympy.cos(sympy.pi * sympy.Symbol("k"))
    assert judge(checks.same_expression, got, (-1) ** k, what="answer") == ""
    assert judge(checks.same_expression, sympy.Symbol("k") + 1, k, what="answer")
    binomial = sympy.factorial(k) / sympy.factorial(k - 2) / 2
    assert judge(checks.same_expression, sympy.binomial(sympy.Symbol("k"), 2), binomial, what="answer") == ""
    negative = sympy.Symbol("m", negative=True)
    assert judge(checks.same_expression, -sympy.Symbol("m"), sympy.Abs(negative), what="answer") == ""


def test_points_where_the_right_answer_has_no_value_do_not_count(judge: Judge) -> None:
    want = sympy.Piecewise((1 / p, p > 1), (sympy.nan, True))
    assert judge(checks.same_expression, 1 / plain_p, want, what="answer") == ""
    assert judge(checks.same_expression, 2 / plain_p, want, what="answer")


@pytest.mark.slow
def test_a_comparison_has_a_time_limit(judge: Judge) -> None:
    terms = [sympy.sin(plain_p * i) ** 3 * sympy.gamma(plain_p + i) for i in range(300)]
    began = time.monotonic()
    said = judge(checks.same_expression, sympy.Add(*terms), p, what="answer", seconds=0.05)
    assert said == "answer could not be compared within 0.05 seconds. Write it in a simpler form."
    assert time.monotonic() - began < 3


def test_a_constant_that_takes_too_long_is_no_number(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    def forever(*_: Any) -> None:
        while True:
            time.sleep(0.01)

    limit = checks._time_limit
    monkeypatch.setattr(checks, "_time_limit", lambda seconds: limit(seconds / 40))
    monkeypatch.setattr(checks, "_rebuilt", forever)
    assert "should be one number" in judge(checks.number, sympy.sqrt(2), "x")


# ------------------------------------------------------------------------------------------------ time limit


@pytest.fixture
def alarms() -> Iterator[list[int]]:
    """Count alarms of a timer that somebody else set."""
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    yield rung
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def wait(seconds: float, alarms: list[int] | None = None) -> None:
    """Wait that long, or until an alarm rings."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not alarms:
        time.sleep(0.005)


def test_the_time_limit_ends_what_runs(alarms: list[int]) -> None:
    handler = signal.getsignal(signal.SIGALRM)
    began = time.monotonic()
    with pytest.raises(checks._OutOfTime), checks._time_limit(0.05), contextlib.suppress(Exception):
        wait(5)
    assert time.monotonic() - began < 2
    assert signal.getsignal(signal.SIGALRM) is handler
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert alarms == []


def test_a_timer_that_was_running_goes_on(alarms: list[int]) -> None:
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    with pytest.raises(checks._OutOfTime), checks._time_limit(0.02):
        wait(5)
    wait(2, alarms)
    assert alarms == [1]


def test_a_timer_that_ends_sooner_stays_in_charge(alarms: list[int]) -> None:
    signal.setitimer(signal.ITIMER_REAL, 0.03)
    with checks._time_limit(5):
        wait(2, alarms)
    assert alarms == [1]


def test_a_timer_without_a_python_handler_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []
    monkeypatch.setattr(checks.signal, "signal", lambda number, handler: calls.append(handler))
    with checks._time_limit(5):
        pass
    assert calls[-1] is signal.SIG_DFL


def test_time_limits_nest() -> None:
    def both() -> None:
        with checks._time_limit(0.08):
            with contextlib.suppress(checks._OutOfTime), checks._time_limit(0.02):
                wait(5)
            wait(5)

    with pytest.raises(checks._OutOfTime):
        both()


def test_other_threads_have_no_time_limit() -> None:
    found: list[str] = []
    thread = threading.Thread(
        target=lambda: found.append(in_a_notebook(checks.same_expression, plain_p, p, what="x"))
    )
    thread.start()
    thread.join()
    assert found == [""]


# ------------------------------------------------------------------------------------------------ secrecy


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0.0101, 0.9899),
    st.one_of(st.floats(), st.none(), st.text(max_size=3), st.lists(st.floats(), max_size=3)),
)
def test_no_message_holds_the_expected_value(secret: float, got: Any) -> None:
    # Shorter numbers would turn up in a message by chance.
    digits = f"{secret:.6g}"
    for want in (secret, [secret, secret]):
        for known in (None, {0.5: "Half."}):
            said = in_a_notebook(checks.close, got, want, what="x", known=known)
            shown = [got, *(got if isinstance(got, list) else [])]
            assert digits not in said or any(
                digits in f"{value:.6g}" for value in shown if isinstance(value, float)
            )
    said = in_a_notebook(checks.same_expression, got, secret * p, what="x")
    assert str(secret) not in said


# ------------------------------------------------------------------------------------------------ plots


def _draw(what: str) -> Any:
    """Draw a line twice, side by side, and give back what students give back."""
    from matplotlib import pyplot as plt

    figure, (left, right) = plt.subplots(1, 2)
    left.plot([0, 1], [2, 3])
    right.set_xlabel("x")
    both = np.array([left, right])
    return {
        "axes": both,
        "list": [left, right],
        "figure": figure,
        "holder": types.SimpleNamespace(figure=figure),
    }.get(what)


@pytest.mark.parametrize("what", ["axes", "list", "figure", "holder", "nothing"])
def test_axes_are_found_whatever_a_plotting_function_returns(place: Callable[[Any], Any], what: str) -> None:
    left, right = checks.axes_of(place(_draw), what)
    assert left.lines[0].get_ydata().tolist() == [2, 3]
    assert right.get_xlabel() == "x"
    assert len(left.lines) == 1
    assert len(right.lines) == 0


def test_a_plot_that_was_shown_is_still_found(place: Callable[[Any], Any]) -> None:
    def draw() -> None:
        from matplotlib import pyplot as plt

        plt.plot([0, 1], [5, 6])
        plt.show()

    (axes,) = checks.axes_of(place(draw))
    assert list(axes.lines[0].get_ydata()) == [5, 6]


def test_one_axes_is_enough(place: Callable[[Any], Any]) -> None:
    def draw() -> Any:
        from matplotlib import pyplot as plt

        return plt.gca().plot([0, 1], [5, 6])[0].axes

    (axes,) = checks.axes_of(place(draw))
    assert list(axes.lines[0].get_ydata()) == [5, 6]


@pytest.mark.parametrize("result", [None, 3, [], "Axes", {}])
def test_a_function_that_draws_nothing_is_told(
    place: Callable[[Any], Any], judge: Judge, result: Any
) -> None:
    from matplotlib import pyplot as plt

    plt.plot([1, 2])  # an older figure does not count
    assert "left no plot" in judge(checks.axes_of, place(lambda: result))


def test_an_answer_that_is_no_list_of_axes_is_told() -> None:
    remote = Remote()
    fn, remote.lie = remote.handle(_draw), 7
    with pytest.raises(AssertionError, match="left no plot"):
        checks.axes_of(fn, "axes")


# ------------------------------------------------------------------------------------------------ patience


def test_a_loop_in_a_notebook_is_ended_with_the_sentence_written_for_it() -> None:
    def loop() -> None:
        while True:
            pass

    began = time.monotonic()
    with (
        pytest.raises(AssertionError, match="it never comes back"),
        checks.within(0.2, "it never comes back"),
    ):
        loop()
    assert time.monotonic() - began < 5
    with checks.within(5, "late"):
        assert checks.patience() == 5
    assert checks.patience() == math.inf


def test_a_time_out_in_the_judge_is_told_in_the_same_sentence() -> None:
    with checks.recording() as found, checks.check("it ends"), checks.within(3, "it never comes back"):
        raise StudentTimeout("`f` didn't finish within 3 seconds.")
    assert [one.message for one in found] == ["it never comes back"]


def test_a_dict_with_methods_of_its_own_is_no_plain_dict() -> None:
    class Model(dict[str, int]):
        def prob(self, word: str) -> float:
            return self[word] / sum(self.values())

    Model.__module__ = "__main__"
    remote = Remote()
    model = remote.handle(Model(a=1, b=3))
    assert model.prob("b") == 0.75
    assert len(model) == 2
    Model.__module__ = "collections"
    assert remote.handle(Model(a=1)) == {"a": 1}
