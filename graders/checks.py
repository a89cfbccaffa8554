"""What hidden tests may use, with the same verdicts in the judge, in a plain notebook, in nbgrader and in Otter.

A hidden test is a named block::

    with checks.check("the bag changes after the first draw"):
        checks.close(p_both_red, 1 / 15, what="p_both_red", atol=1e-4,
                     known={0.09: "0.09 is the chance with replacement: after one red ball leaves, what is left?"})

In a notebook the first failed check raises ``AssertionError``, as any ``assert`` does. In the judge every check of
the cell runs, so that a student sees all that went wrong and not only the first thing. No helper ever puts the
expected value into a message; a ``known`` wrong value gets the sentence that was written for it.
"""

from __future__ import annotations

import contextlib
import contextvars
import copy
import io
import math
import random
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import FrameType
from typing import Any, NoReturn

import numpy as np

from graders.verdict import Check, Status, SubmissionError
from graders.wire import Handle, is_live

__all__ = [
    "array",
    "check",
    "close",
    "distribution",
    "draws_from",
    "fail",
    "frequency",
    "leaves_unchanged",
    "number",
    "refuses",
    "same_expression",
]

_recorder: contextvars.ContextVar[list[Check] | None] = contextvars.ContextVar("recorder", default=None)


@contextlib.contextmanager
def recording() -> Iterator[list[Check]]:
    """Collect the checks that run inside, instead of stopping at the first failure. The judge uses this."""
    found: list[Check] = []
    token = _recorder.set(found)
    try:
        yield found
    finally:
        _recorder.reset(token)


@contextlib.contextmanager
def check(title: str) -> Iterator[None]:
    """Name what is checked inside; students read ``title`` next to the verdict.

    Prints and warnings inside cost nothing and are not shown.

    Raises:
        AssertionError: a check inside failed, and nobody is recording (a plain notebook).
    """
    try:
        with _quiet():
            yield
    except Exception as error:
        found = _recorder.get()
        message = describe(error)
        if found is None:
            raise AssertionError(f"{title}: {message}") from None
        found.append(Check(title, Status.FAILED, message))
    else:
        if (found := _recorder.get()) is not None:
            found.append(Check(title, Status.PASSED))


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield


def describe(error: BaseException) -> str:
    """Return the sentence a student reads for an exception that ended a check."""
    text = str(error).strip()
    if isinstance(error, AssertionError):
        return text.removeprefix("assert ") if text else "This check failed."
    if isinstance(error, SubmissionError):
        return text
    if isinstance(error, NameError) and getattr(error, "name", None):
        return f"`{error.name}` isn't defined. Run your answer cell, and keep the name as it is."
    if isinstance(error, NotImplementedError):
        return "There is no answer here yet: the cell still raises NotImplementedError."
    whose = "Your code raised" if getattr(error, "from_student", False) else "Your result led to"
    kind = type(error).__name__
    return f"{whose} {kind}: {text}" if text else f"{whose} {kind}."


def fail(message: str) -> NoReturn:
    """End the check with ``message``."""
    raise AssertionError(message)


# ------------------------------------------------------------------------------------------------ numbers


def number(value: Any, what: str = "your answer") -> float:
    """Return ``value`` as a float, if it is one real number.

    ``int``, ``float``, NumPy real scalars, 0-d arrays and tensors, ``Fraction``, ``Decimal`` and constant SymPy
    expressions are numbers. ``bool``, ``str``, ``None``, complex numbers, lists and NaN are not.

    Raises:
        AssertionError: it isn't, and what it is instead.
    """
    converted = _real(value)
    if converted is None:
        fail(f"{what} should be one number, but it is {_kind(value)}.")
    if math.isnan(converted):
        fail(f"{what} is NaN (not a number). Look for 0/0, inf - inf or the log of a negative number.")
    return converted


def _real(value: Any) -> float | None:
    """Return a float, or None if ``value`` isn't one real number."""
    if isinstance(value, bool | np.bool_):
        return None
    try:
        if isinstance(value, int | float | Fraction | Decimal | np.integer | np.floating):
            return float(value)
        if isinstance(value, np.ndarray):
            return float(value[()]) if value.shape == () and value.dtype.kind in "iuf" else None
    except OverflowError:
        return math.inf if value > 0 else -math.inf
    module = type(value).__module__.split(".")[0]
    if module == "torch" and getattr(value, "shape", None) == ():
        plain = value.item()
        return None if isinstance(plain, bool | complex) else float(plain)
    if module == "sympy":
        return _constant(value)
    return None


def _constant(value: Any) -> float | None:
    if getattr(value, "free_symbols", True) or not hasattr(value, "evalf"):
        return None
    try:
        with _time_limit(2.0):
            result = complex(_rebuilt(value, {}).evalf(20))
    except (TypeError, ValueError, _OutOfTime):
        return None
    return result.real if result.imag == 0 else None


def _kind(value: Any) -> str:
    """Return what a value is, in a student's words."""
    if value is None:
        return "None (did you forget `return`, or to assign it?)"
    if isinstance(value, str):
        return "a text (str); leave the quotes out"
    if isinstance(value, bool | np.bool_):
        return f"{bool(value)}, a truth value (bool)"
    if isinstance(value, complex | np.complexfloating):
        return "a complex number"
    if isinstance(value, Handle):
        return f"a {value._kind}" + (
            " (a function: did you forget to call it?)" if value._kind == "function" else ""
        )
    if callable(value):
        return "a function (did you forget to call it?)"
    module = type(value).__module__.split(".")[0]
    if module == "sympy" and getattr(value, "free_symbols", None):
        names = ", ".join(sorted(str(symbol) for symbol in value.free_symbols))
        return f"an expression that still contains {names}"
    if hasattr(value, "shape"):
        return f"an array of shape {tuple(value.shape)}"
    if hasattr(value, "__len__"):
        return f"a {type(value).__name__} of {len(value)}"
    return f"a {type(value).__name__}"


def show(value: float) -> str:
    """Return a number as a student would write it: six digits, no more."""
    return f"{value:.6g}"


def close(
    got: Any,
    want: Any,
    *,
    what: str,
    atol: float = 1e-12,
    rtol: float = 1e-9,
    known: Mapping[float, str] | None = None,
    hint: str = "",
) -> None:
    """Check that ``got`` equals ``want`` within ``atol + rtol * |want|``; both may be numbers or arrays.

    Args:
        got: the student's value.
        want: the right value; a number, or an array whose shape ``got`` must have.
        what: how to call it in the message, e.g. ``"prob_all_red(3, 7, 2)"``.
        atol: absolute tolerance.
        rtol: relative tolerance.
        known: wrong values (of a number) that known mistakes produce, each with its explanation.
        hint: a last sentence for a wrong value that isn't known.

    Raises:
        AssertionError: it doesn't; the message holds the student's value, never the right one.
    """
    if np.ndim(want) > 0:
        _close_arrays(got, np.asarray(want, dtype=float), what, atol, rtol, hint)
        return
    value, target = number(got, what), float(want)
    if value == target or abs(value - target) <= atol + rtol * abs(target):
        return
    for wrong, explanation in (known or {}).items():
        # A known wrong value is matched as tightly as the right one, but never more tightly than it is written.
        if value == wrong or abs(value - wrong) <= max(atol, 1e-6 * abs(wrong)):
            fail(f"{what} is {show(value)}. {explanation}")
    if math.isfinite(target) and target and abs(value - 100 * target) <= 100 * atol + rtol * abs(100 * target):
        fail(f"{what} is {show(value)}: that looks like a percentage. Give it as a fraction of one.")
    fail(f"{what} is {show(value)}, which is not the right value.{' ' + hint if hint else ''}")


def _close_arrays(
    got: Any, want: np.ndarray[Any, Any], what: str, atol: float, rtol: float, hint: str
) -> None:
    values = array(got, what)
    if values.shape != want.shape:
        fail(f"{what} has shape {values.shape}; it should be {want.shape}.")
    with np.errstate(invalid="ignore"):
        wrong = ~((values == want) | (np.abs(values - want) <= atol + rtol * np.abs(want)))
    if wrong.any():
        first = tuple(int(i) for i in np.argwhere(wrong)[0])
        where = first[0] if len(first) == 1 else first
        fail(
            f"{what}: {int(wrong.sum())} of {wrong.size} values are wrong; the first is at position {where}, "
            f"where you have {show(float(values[first]))}.{' ' + hint if hint else ''}"
        )


def array(value: Any, what: str = "your answer") -> np.ndarray[Any, Any]:
    """Return lists, tuples, arrays or tensors of real numbers as a float64 array.

    Raises:
        AssertionError: it isn't an array of numbers, and what it is instead.
    """
    if isinstance(value, str | bytes | dict | set) or value is None:
        fail(f"{what} should be numbers in a list or an array, but it is {_kind(value)}.")
    if type(value).__module__.split(".")[0] == "torch":
        value = value.detach().cpu().double().numpy() if not value.is_complex() else value.numpy()
    try:
        result = np.asarray(value)
        if result.dtype == object:
            result = np.asarray([number(item, what) for item in result.ravel()]).reshape(result.shape)
    except (ValueError, TypeError):
        fail(f"{what} should be numbers in a list or an array, but it is {_kind(value)}.")
    if result.dtype.kind not in "iuf":
        fail(f"{what} should hold real numbers, but it holds {result.dtype.name} values.")
    return result.astype(float)


def distribution(value: Any, *, what: str, size: int | None = None) -> np.ndarray[Any, Any]:
    """Check that ``value`` is a probability distribution and return it as a 1-D float64 array.

    Raises:
        AssertionError: a wrong size, a value outside [0, 1], NaN, or a sum off 1 by more than 1e-9 (1e-6 in float32).
    """
    single = "float32" in str(getattr(value, "dtype", ""))
    probs = array(value, what)
    if probs.ndim != 1 or (size is not None and probs.size != size):
        expected = f"({size},)" if size is not None else "1-D"
        fail(f"{what} has shape {probs.shape}; it should be {expected}.")
    if np.isnan(probs).any():
        fail(f"{what} contains NaN.")
    if (probs < 0).any():
        fail(f"{what} contains a negative probability, {show(float(probs.min()))}.")
    if abs(probs.sum() - 1) > (1e-6 if single else 1e-9):
        fail(f"{what} sums to {float(probs.sum()):.9g}; probabilities sum to 1.")
    return probs


def frequency(hits: float, trials: int, p: float, *, what: str, alpha: float = 1e-7) -> None:
    """Check that ``hits`` in ``trials`` is what a chance of ``p`` gives, by the exact two-sided binomial test.

    A right answer fails with probability ``alpha`` at most.

    Raises:
        AssertionError: so rare a count that the chance can't be ``p``.
    """
    from scipy.stats import binomtest

    count = round(number(hits, what))
    if not 0 <= count <= trials:
        fail(f"{what} is {count}, which is not a count out of {trials:,}.")
    if binomtest(count, trials, p).pvalue < alpha:
        fail(
            f"{what} came up {count:,} times in {trials:,}. That is too far from what the right chance gives: "
            f"luck alone does this less than once in {1 / alpha:,.0f} runs."
        )


# ------------------------------------------------------------------------------------------------ functions


def refuses(fn: Any, *args: Any, why: str, wrong_type: bool = False, name: str = "", **kwargs: Any) -> None:
    """Check that ``fn(*args)`` raises ``ValueError`` (for a wrong type, ``TypeError`` counts too).

    Args:
        fn: the student's function.
        *args: what to call it with; **kwargs likewise.
        why: what is wrong with the arguments, ending the sentence "… should refuse …", e.g. "a negative count".
        wrong_type: also accept ``TypeError``.
        name: how to call the function in the message.

    Raises:
        AssertionError: it returned, or raised something else.
    """
    name = name or _name(fn)
    accepted = (ValueError, TypeError) if wrong_type else (ValueError,)
    try:
        result = fn(*args, **kwargs)
    except accepted:
        return
    except SubmissionError:
        raise
    except NotImplementedError:
        raise
    except Exception as error:
        fail(f"{name} should refuse {why} with a ValueError, but it raised {type(error).__name__}.")
    shown = "None" if result is None else show(value) if (value := _real(result)) is not None else _kind(result)
    fail(f"{name} should refuse {why}: raise a ValueError. It returned {shown} instead.")


def draws_from(fn: Any, n: int, *args: Any, **kwargs: Any) -> list[Any]:
    """Return the results of ``n`` calls ``fn(*args)``, in one round trip where ``fn`` lives in another process.

    Each call gets fresh copies of its arguments, except random generators, whose stream goes on.
    """
    if isinstance(fn, Handle):
        results = fn._remote.request("call", target=fn, args=args, kwargs=kwargs, times=n)
        return list(results)
    return [fn(*_fresh(args), **_fresh(kwargs)) for _ in range(n)]


def leaves_unchanged(fn: Any, *args: Any, name: str = "", **kwargs: Any) -> Any:
    """Call ``fn(*args)``, check that it left its arguments as they were, and return its result.

    Raises:
        AssertionError: an argument was changed in place.
    """
    if isinstance(fn, Handle):
        result, after = fn._remote.request("call", target=fn, args=args, kwargs=kwargs, back=True)
    else:
        used = _fresh(args)
        result, after = fn(*used, **_fresh(kwargs)), used
    for position, (before, now) in enumerate(zip(args, after, strict=True)):
        if not is_live(before) and not isinstance(now, Handle) and not _same(before, now):
            fail(
                f"{name or _name(fn)} changed its argument number {position + 1} in place. "
                "Work on a copy: the caller still needs the original."
            )
    return result


def _fresh(args: Any) -> Any:
    """Copy arguments; random generators go on as they are."""
    values = args.values() if isinstance(args, dict) else args
    return copy.deepcopy(args, {id(value): value for value in values if is_live(value)})


def _same(left: Any, right: Any) -> bool:
    if type(left).__module__.split(".")[0] == "torch":
        left, right = left.detach().numpy(), np.asarray(right)
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        if np.shape(left) != np.shape(right):
            return False
        return np.asarray(left).tobytes() == np.asarray(right).tobytes()
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return list(left) == list(right) and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(_same(a, b) for a, b in zip(left, right, strict=True))
    return bool(left == right) or (left != left and right != right)


def _name(fn: Any) -> str:
    return "the function" if isinstance(fn, Handle) else getattr(fn, "__name__", "the function")


# ------------------------------------------------------------------------------------------------ expressions


class _OutOfTime(Exception):
    pass


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Stop what runs inside after ``seconds``, where signals allow it (the main thread)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> NoReturn:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def same_expression(
    got: Any,
    want: Any,
    *,
    what: str,
    domain: Mapping[str, tuple[float, float]] | None = None,
    known: Sequence[tuple[Any, str]] = (),
    compared_with: str = "",
    seconds: float = 5.0,
) -> None:
    """Check that ``got`` is the same function as ``want``, whatever form it is written in.

    An exact comparison comes first; otherwise both must agree at 20 random interior points to 20 digits. Symbols
    are matched by name, whatever their assumptions; an unevaluated ``Derivative`` counts by what it evaluates to.

    Args:
        got: the student's expression, or a number.
        want: the right expression, or a tuple of expressions of which any is right.
        what: how to call it in the message.
        domain: interval to draw each symbol from, by name; (0.1, 3) where none is given.
        known: pairs of a wrong expression and what it means.
        compared_with: if given, what ``want`` is, in words that may be shown ("the derivative of your own
            log_likelihood"); then the message gives both values at one point.
        seconds: time limit; a comparison that takes longer fails with that reason.

    Raises:
        AssertionError: it differs, or isn't an expression at all.
    """
    import sympy

    wanted = want if isinstance(want, tuple) else (want,)
    symbols = {symbol.name: symbol for option in wanted for symbol in sympy.sympify(option).free_symbols}
    symbols |= {symbol.name: symbol for wrong, _ in known for symbol in sympy.sympify(wrong).free_symbols}
    symbols |= {name: sympy.Symbol(name, positive=True) for name in domain or {} if name not in symbols}
    rng = random.Random(20)  # noqa: S311  (sample points, not secrets)
    try:
        with _time_limit(seconds):
            mine = _as_expression(got, what, symbols)
            points = [_point(symbols, domain or {}, rng) for _ in range(20)]
            values = [_value(mine, point) for point in points]
            if any(_agrees(mine, values, sympy.sympify(option), points) for option in wanted):
                return
            for wrong, explanation in known:
                if _agrees(mine, values, sympy.sympify(wrong), points):
                    fail(f"{what} is not right yet. {explanation}")
            _fail_at_a_point(what, mine, values, sympy.sympify(wanted[0]), points, compared_with)
    except _OutOfTime:
        fail(f"{what} could not be compared within {seconds:g} seconds. Write it in a simpler form.")


def _as_expression(got: Any, what: str, symbols: Mapping[str, Any]) -> Any:
    import sympy

    if not isinstance(got, sympy.Expr):
        value = _real(got)
        if value is None:
            fail(f"{what} should be a SymPy expression, but it is {_kind(got)}.")
        # Exactness helps the exact comparison: 0.5 stays a half.
        return sympy.nsimplify(value, rational=True) if math.isfinite(value) else sympy.Float(value)
    unknown = sorted({symbol.name for symbol in got.free_symbols} - symbols.keys())
    if unknown:
        allowed = ", ".join(sorted(symbols)) or "none"
        fail(f"{what} contains {', '.join(unknown)}. The symbols it may contain: {allowed}.")
    return _rebuilt(got, symbols)


def _rebuilt(expression: Any, symbols: Mapping[str, Any]) -> Any:
    """Return ``expression`` with the test's own symbols, evaluated."""
    import sympy

    swap = {symbol: symbols[symbol.name] for symbol in expression.atoms(sympy.Symbol) if symbol.name in symbols}
    return expression.xreplace(swap).doit()


def _point(
    symbols: Mapping[str, Any], domain: Mapping[str, tuple[float, float]], rng: random.Random
) -> dict[Any, Any]:
    import sympy

    point = {}
    for name in sorted(symbols):
        low, high = domain.get(name, (0.1, 3.0))
        point[symbols[name]] = sympy.Rational(round(rng.uniform(low, high) * 10_007), 10_007)
    return point


def _value(expression: Any, point: dict[Any, Any]) -> complex | None:
    """Return the value at a point to 30 digits (an mpmath number), or None if there is none."""
    import mpmath
    import sympy

    value = sympy.N(expression.subs(point), 30)
    if not value.is_number or value.has(sympy.nan, sympy.zoo, sympy.oo):
        return None
    with mpmath.workdps(30):
        return mpmath.mpmathify(value)  # type: ignore[no-any-return]


def _agrees(mine: Any, values: list[Any], want: Any, points: list[dict[Any, Any]]) -> bool:
    import sympy

    if sympy.expand(mine - want) == 0:
        return True
    compared = 0
    for value, point in zip(values, points, strict=True):
        target = _value(want, point)
        if target is None:
            continue
        if value is None or abs(value - target) > 1e-20 * max(1, abs(target)):
            # Floats in the student's expression carry 15 digits, not 30.
            if value is None or not mine.has(sympy.Float) or abs(value - target) > 1e-9 * max(1, abs(target)):
                return False
        compared += 1
    return compared > 0


def _fail_at_a_point(
    what: str, mine: Any, values: list[Any], want: Any, points: list[dict[Any, Any]], compared_with: str
) -> NoReturn:
    import sympy

    if not compared_with:
        fail(f"{what} is not right yet.")
    for value, point in zip(values, points, strict=True):
        target = _value(want, point)
        if target is not None and (value is None or abs(value - target) > 1e-9 * max(1, abs(target))):
            at = ", ".join(f"{symbol} = {float(number):.3g}" for symbol, number in point.items())
            has = "has no value" if value is None else f"is {sympy.N(value, 4)}"
            fail(f"{what}: at {at}, yours {has}; {compared_with} is {sympy.N(target, 4)} there.")
    fail(f"{what} is not right yet.")
