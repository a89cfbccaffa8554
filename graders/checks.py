"""What hidden tests may use; the verdicts are the same in the judge, a plain notebook, nbgrader and Otter.

A hidden test is a named block::

    with checks.check("the bag changes after the first draw"):
        checks.close(p_both_red, 1 / 15, what="p_both_red", atol=1e-4,
                     known={0.09: "That is the chance with replacement: one red ball gone, what is left?"})

In a notebook the first failed check raises ``AssertionError``, as any ``assert`` does. In the judge every
check of the cell runs, so that a student sees all that went wrong, not only the first thing. No helper ever
puts the expected value into a message; a ``known`` wrong value gets the sentence that was written for it.
"""

from __future__ import annotations

import contextlib
import contextvars
import copy
import io
import math
import random
import re
import signal
import sys
import threading
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn
from unittest import mock

import numpy as np

from graders.verdict import Check, ProtocolViolation, Status, StudentTimeout, SubmissionError
from graders.wire import Handle, Unreadable, copies, is_live, too_large

__all__ = [
    "array",
    "axes_of",
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
    "within",
]

_patience: contextvars.ContextVar[float] = contextvars.ContextVar("patience", default=math.inf)
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
    except BaseException as error:
        if not ends_a_check(error):
            raise
        found = _recorder.get()
        # NumPy's messages go on for lines, with the expected values in them.
        message = describe(error).split("\n")[0]
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


def ends_a_check(error: BaseException) -> bool:
    """True for an exception that only means that a check failed; pytest's own aren't ``Exception``."""
    outcomes = sys.modules.get("_pytest.outcomes")
    return isinstance(error, Exception) or (
        outcomes is not None and isinstance(error, outcomes.OutcomeException)
    )


def describe(error: BaseException) -> str:
    """Return the sentence a student reads for an exception that ended a check."""
    # Lone surrogates would break whoever writes the message to a file.
    text = str(error).strip()[:2_000].encode("utf-8", "replace").decode()
    name = getattr(error, "from_student", "")
    if isinstance(error, AssertionError) and not name:
        return text.removeprefix("assert ") if text else "This check failed."
    if not isinstance(error, Exception):
        if match := re.fullmatch(r"DID NOT RAISE (?:<class ')?(\w+)(?:'>)?", text):
            return f"Your code should have raised {match[1]}, but it raised nothing."
        return text or "This check failed."
    if isinstance(error, SubmissionError):
        return text
    if isinstance(error, NameError) and getattr(error, "name", None):
        return f"`{error.name}` isn't defined. Run your answer cell, and keep the name as it is."
    if isinstance(error, NotImplementedError):
        return "There is no answer here yet: the cell still raises NotImplementedError."
    whose = "This" if not name else "Your code" if name == "it" else f"`{name}`"
    kind = type(error).__name__
    return f"{whose} raised {kind}: {text}" if text else f"{whose} raised {kind}."


def fail(message: str) -> NoReturn:
    """End the check with ``message``."""
    raise AssertionError(message)


# ------------------------------------------------------------------------------------------------ numbers


def number(value: Any, what: str = "your answer") -> float:
    """Return ``value`` as a float, if it is one real number.

    ``int``, ``float``, NumPy real scalars, 0-d arrays and tensors, ``Fraction``, ``Decimal`` and constant
    SymPy expressions are numbers. ``bool``, ``str``, ``None``, complex numbers, lists and NaN are not.

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
    except ValueError:  # Decimal("sNaN")
        return math.nan
    module = type(value).__module__.split(".")[0]
    if module == "torch" and getattr(value, "shape", None) == ():
        plain = value.item()
        return None if isinstance(plain, bool | complex) else float(plain)
    if module == "sympy":
        return _constant(value)
    return None


def _constant(value: Any) -> float | None:
    import sympy

    if not isinstance(value, sympy.Expr) or value.free_symbols or too_large(value):
        return None
    try:
        with _time_limit(2.0):
            result = complex(_rebuilt(value, {}).evalf(20))
    except (Exception, _OutOfTime):  # whatever SymPy makes of it, it is no number
        return None
    # Rounding may leave a trace of an imaginary part, in the roots of a cubic for example.
    return result.real if abs(result.imag) <= 1e-15 * abs(result.real) or math.isnan(result.real) else None


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
    if isinstance(value, int | float | Fraction | Decimal | np.integer | np.floating):
        return "a number"
    if isinstance(value, Handle):
        return f"a {value._kind}" + (
            " (a function: did you forget to call it?)" if value._kind == "function" else ""
        )
    if isinstance(value, Unreadable):
        return f"a value that can't be graded ({value.reason})"
    if callable(value):
        return "a function (did you forget to call it?)"
    sympy = sys.modules.get("sympy")
    if sympy is not None and isinstance(value, sympy.core.relational.Relational):
        return f"an equation or inequality (SymPy's {type(value).__name__})"
    if (
        sympy is not None
        and isinstance(value, sympy.Expr)
        and not hasattr(value, "shape")
        and value.free_symbols
    ):
        return f"an expression that still contains {_names(value.free_symbols)}"
    if hasattr(value, "shape"):
        return f"an array of shape {tuple(value.shape)}"
    if hasattr(value, "__len__"):
        return f"a {type(value).__name__} of {len(value)}"
    return f"a {type(value).__name__}"


def _names(symbols: Iterable[Any]) -> str:
    names = sorted({str(symbol) for symbol in symbols})
    return ", ".join(names[:6]) + (" and more" if len(names) > 6 else "")


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
        wanted = np.asarray(want, dtype=float)
        _close_arrays(got, wanted, what=what, atol=atol, rtol=rtol, hint=hint)
        return
    value, target = number(got, what), float(want)
    if _near(value, target, atol + rtol * abs(target)):
        return
    for wrong, explanation in (known or {}).items():
        # A known wrong value is matched as tightly as the right one, but never more tightly than to 6 digits.
        if _near(value, float(wrong), max(atol, 1e-6 * abs(wrong))):
            fail(f"{what} is {show(value)}. {explanation}")
    percent = 100 * target
    if target and math.isfinite(target) and _near(value, percent, 100 * atol + rtol * abs(percent)):
        fail(f"{what} is {show(value)}: that looks like a percentage. Give it as a fraction of one.")
    fail(f"{what} is {show(value)}, which is not the right value.{' ' + hint if hint else ''}")


def _near(value: float, target: float, tolerance: float) -> bool:
    # An infinite target has an infinite tolerance; only infinity itself is near it.
    return value == target or (math.isfinite(target) and abs(value - target) <= tolerance)


def _close_arrays(
    got: Any, want: np.ndarray[Any, Any], *, what: str, atol: float, rtol: float, hint: str
) -> None:
    values = array(got, what)
    if values.shape != want.shape:
        fail(f"{what} has shape {values.shape}; it should be {want.shape}.")
    with np.errstate(invalid="ignore"):
        near = np.isfinite(want) & (np.abs(values - want) <= atol + rtol * np.abs(want))
    wrong = ~((values == want) | near)
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
    value = _without_torch(value)
    try:
        result = np.asarray(value)
        if result.dtype == object:
            result = np.asarray([number(item, what) for item in result.ravel()]).reshape(result.shape)
    except (ValueError, TypeError, RecursionError):
        fail(f"{what} should be numbers in a list or an array, but it is {_kind(value)}.")
    if result.dtype.kind not in "iuf":
        held = {"b": "truth values (bool)", "c": "complex numbers", "U": "texts (str)", "S": "bytes"}
        fail(
            f"{what} should hold real numbers, but it holds {held.get(result.dtype.kind, result.dtype.name)}."
        )
    return result.astype(float)


def _without_torch(value: Any) -> Any:
    """Return tensors, also those in a list, as NumPy arrays."""
    if isinstance(value, list | tuple) and "torch" in sys.modules:
        return [_without_torch(item) for item in value] if _depth(value) < 60 else value
    if type(value).__module__.split(".")[0] != "torch" or not hasattr(value, "detach"):
        return value
    plain = value.detach().cpu()
    return (plain.double() if plain.is_floating_point() else plain).numpy()


def _depth(value: Any) -> int:
    depth = 0
    while isinstance(value, list | tuple) and value:
        value, depth = value[0], depth + 1
    return depth


def distribution(value: Any, *, what: str, size: int | None = None) -> np.ndarray[Any, Any]:
    """Check that ``value`` is a probability distribution and return it as a 1-D float64 array.

    Raises:
        AssertionError: a wrong size, a value outside [0, 1], NaN, or a sum off 1 by more than 1e-9 (1e-6
            in float32).
    """
    first = value[0] if isinstance(value, list | tuple) and value else value
    single = "float32" in str(getattr(first, "dtype", ""))
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
    """Check that ``hits`` in ``trials`` is what a chance of ``p`` gives, by an exact two-sided binomial test.

    A right answer fails with probability ``alpha`` at most.

    Raises:
        AssertionError: so rare a count that the chance can't be ``p``.
    """
    from scipy.stats import binomtest

    given = number(hits, what)
    # A share times the number of trials is a count too, a little off in float32.
    if not -0.05 <= given <= trials + 0.05 or abs(given - round(given)) > 0.05:
        fail(f"{what} is {show(given)}, which is not a count out of {trials:,}.")
    count = round(given)
    if binomtest(count, trials, p).pvalue < alpha:
        fail(
            f"{what} came up {count:,} times in {trials:,}. That is too far from what the right chance "
            f"gives: luck alone does this less than once in {1 / alpha:,.0f} runs."
        )


# ------------------------------------------------------------------------------------------------ functions


def refuses(fn: Any, *args: Any, why: str, wrong_type: bool = False, name: str = "", **kwargs: Any) -> None:
    """Check that ``fn(*args)`` raises ``ValueError`` (for a wrong type, ``TypeError`` counts too).

    Args:
        fn: the student's function.
        *args: what to call it with.
        why: what is wrong with the arguments, to end the sentence "… should refuse …": "a negative count".
        wrong_type: also accept ``TypeError``.
        name: how to call the function in the message.
        **kwargs: what to call it with, by name.

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
    value = _real(result)
    shown = "None" if result is None else _kind(result) if value is None else show(value)
    fail(f"{name} should refuse {why}: raise a ValueError. It returned {shown} instead.")


def draws_from(fn: Any, n: int, *args: Any, **kwargs: Any) -> list[Any]:
    """Return the results of ``n`` calls ``fn(*args)``, in one round trip if ``fn`` lives in another process.

    Each call gets fresh copies of its arguments, except random generators, whose stream goes on.
    """
    if isinstance(fn, Handle):
        results = fn._remote.request("call", target=fn, args=args, kwargs=kwargs, times=n)
        if not isinstance(results, list) or len(results) != n:
            raise ProtocolViolation("The answer of your code could not be read: a wrong number of results")
        return results
    fresh = copies((args, kwargs))
    return [fn(*mine, **named) for mine, named in (fresh() for _ in range(n))]


def axes_of(fn: Any, *args: Any, **kwargs: Any) -> list[Any]:
    """Call a plotting function and return the Axes it drew on.

    It may return Axes, an array or list of them, a Figure, anything that has one (seaborn's grids), or nothing:
    then the current figure counts. Earlier figures are closed first.

    Raises:
        AssertionError: it drew nothing that can be found.
    """
    if isinstance(fn, Handle):
        found = fn._remote.request("axes", target=fn, args=args, kwargs=kwargs)
    else:
        found = drawn_axes(fn, _fresh(args), _fresh(kwargs))
    if not isinstance(found, list) or not found:
        fail(f"{_name(fn)} left no plot: return the Axes you drew on, or leave their figure open.")
    return found


def drawn_axes(fn: Any, args: Any, kwargs: Any) -> list[Any]:
    """Call ``fn`` where its figures live; :func:`axes_of` does it wherever ``fn`` is."""
    from matplotlib import pyplot
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    pyplot.close("all")
    # In a notebook show() also closes the figure, and nothing would be left to look at.
    with mock.patch.object(pyplot, "show", return_value=None):
        result: Any = fn(*args, **kwargs)
    if result is None:
        return list(pyplot.gcf().axes) if pyplot.get_fignums() else []
    owner: Any = result if isinstance(result, FigureBase) else getattr(result, "figure", None)
    several = np.atleast_1d(np.asarray(result, dtype=object)).ravel()
    axes = [one for one in several if isinstance(one, Axes)]
    return axes or list(getattr(owner, "axes", []))


def leaves_unchanged(fn: Any, *args: Any, name: str = "", **kwargs: Any) -> Any:
    """Call ``fn(*args)``, check that it left its arguments as they were, and return its result.

    Raises:
        AssertionError: an argument was changed in place.
    """
    if isinstance(fn, Handle):
        answer = fn._remote.request("call", target=fn, args=args, kwargs=kwargs, back=True)
        match answer:
            case (result, [*after]) if len(after) == len(args):
                pass
            case _:
                raise ProtocolViolation(
                    "The answer of your code could not be read: a wrong number of arguments"
                )
    else:
        used = _fresh(args)
        result, after = fn(*used, **_fresh(kwargs)), used
    for position, (before, now) in enumerate(zip(args, after, strict=True)):
        if not _same(before, now):
            fail(
                f"{name or _name(fn)} changed its argument number {position + 1} in place. "
                "Work on a copy: the caller still needs the original."
            )
    return result


def _fresh(args: Any) -> Any:
    """Copy arguments; random generators go on as they are, also those inside a list or an object."""
    live: dict[int, Any] = {}
    seen: set[int] = set()
    todo = [args]
    while todo:
        value = todo.pop()
        if id(value) in seen or isinstance(value, type):
            continue
        seen.add(id(value))
        if is_live(value):
            live[id(value)] = value
        elif isinstance(value, Mapping):
            todo += value.values()
        elif isinstance(value, list | tuple | set | frozenset):
            todo += value
        else:
            todo += getattr(value, "__dict__", {}).values()
    return copy.deepcopy(args, live)


def _same(left: Any, right: Any) -> bool:
    """True unless ``right`` shows that ``left`` was changed; what can't be compared counts as the same."""
    if left is right or is_live(left) or isinstance(right, Handle):
        return True
    if type(left).__module__.split(".")[0] == "torch":
        left, right = _bits(left), _bits(right)
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        left, right = np.asarray(left), np.asarray(right)
        native = left.dtype.newbyteorder("=")
        if left.shape != right.shape or native != right.dtype.newbyteorder("="):
            return False
        if "O" in (left.dtype.kind, right.dtype.kind):
            return _same(left.tolist(), right.tolist())
        return left.astype(native).tobytes() == right.astype(native).tobytes()
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return list(left) == list(right) and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(_same(a, b) for a, b in zip(left, right, strict=True))
    by_identity: Any = object.__eq__
    if type(left) is type(right) and type(left).__eq__ is by_identity:
        return _same(getattr(left, "__dict__", {}), getattr(right, "__dict__", {}))
    neither_is_itself = bool(left != left) and bool(right != right)  # noqa: PLR0124  (NaN)
    return bool(left == right) or neither_is_itself


def _bits(tensor: Any) -> Any:
    """Return a tensor as an array that NumPy has a type for."""
    plain = _without_torch(tensor)
    return plain if isinstance(plain, np.ndarray) else np.asarray(plain)


def _name(fn: Any) -> str:
    return "the function" if isinstance(fn, Handle) else getattr(fn, "__name__", "the function")


# ------------------------------------------------------------------------------------------------ expressions


@contextlib.contextmanager
def within(seconds: float, otherwise: str) -> Iterator[None]:
    """Give each call of student code inside so many seconds, where an endless loop is to be feared.

    Raises:
        AssertionError: one took longer; ``otherwise`` is the message.
    """
    token = _patience.set(seconds)
    # The judge waits for another process, which has its own deadline; only a notebook needs an alarm.
    alone = _recorder.get() is None
    try:
        with _time_limit(seconds) if alone else contextlib.nullcontext():
            yield
    except (StudentTimeout, _OutOfTime):
        fail(otherwise)
    finally:
        _patience.reset(token)


def patience() -> float:
    """Return the seconds that :func:`within` gives a call now; the judge asks."""
    return _patience.get()


class _OutOfTime(BaseException):  # no `except Exception` may catch it
    pass


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Stop what runs inside after ``seconds``, where signals allow it (the main thread; not on Windows).

    A timer that was running goes on afterwards; one that ends sooner than ours is left in charge.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    running, interval = signal.getitimer(signal.ITIMER_REAL)
    if 0 < running <= seconds:
        yield
        return
    armed = True

    def stop(*_: Any) -> None:
        if armed:
            raise _OutOfTime

    began = time.monotonic()
    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            armed = False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if before is None else before)
        if running:
            left = running - (time.monotonic() - began)
            signal.setitimer(signal.ITIMER_REAL, max(left, 1e-6), interval)


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

    Both must agree at 20 random interior points to 20 digits, or to 9 where there are Floats. Symbols are
    matched by name, whatever their assumptions; an unevaluated ``Derivative`` counts by what it evaluates to.

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
    wanted = want if isinstance(want, tuple) else (want,)
    symbols = _symbols([*wanted, *(wrong for wrong, _ in known)], domain or {})
    rng = random.Random(20)  # noqa: S311  (sample points, not secrets)
    points = [_point(symbols, domain or {}, rng) for _ in range(20)]
    try:
        with _time_limit(seconds):
            mine = _Sampled(_as_expression(got, what, symbols), points)
            options = [_Sampled(_ours(option, symbols), points) for option in wanted]
            if any(_agree(mine, option) for option in options):
                return
            for wrong, explanation in known:
                if _agree(mine, _Sampled(_ours(wrong, symbols), points)):
                    fail(f"{what} is not right yet. {explanation}")
            _fail_at_a_point(what, mine, options[0], compared_with)
    except _OutOfTime:
        fail(f"{what} could not be compared within {seconds:g} seconds. Write it in a simpler form.")


def _symbols(expressions: Iterable[Any], domain: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """Return the symbols to compare with, by name: each as it stands in the first expression that has it."""
    import sympy

    symbols: dict[str, Any] = {}
    for expression in expressions:
        for symbol in sympy.sympify(expression).free_symbols:
            symbols.setdefault(symbol.name, symbol)
    for name in domain:
        symbols.setdefault(name, sympy.Symbol(name, positive=True))
    return symbols


def _ours(expression: Any, symbols: Mapping[str, Any]) -> Any:
    import sympy

    return _rebuilt(sympy.sympify(expression), symbols)


def _as_expression(got: Any, what: str, symbols: Mapping[str, Any]) -> Any:
    """Return the student's expression with the test's own symbols, evaluated."""
    import sympy

    if not isinstance(got, sympy.Expr) or isinstance(got, sympy.MatrixBase):
        value = _real(got)
        if value is None:
            fail(f"{what} should be a SymPy expression, but it is {_kind(got)}.")
        if isinstance(got, int | Fraction):
            return sympy.Rational(got)
        return sympy.Float(value)
    if unknown := {symbol.name for symbol in got.free_symbols} - symbols.keys():
        allowed = ", ".join(sorted(symbols)) or "none"
        fail(f"{what} contains {_names(unknown)}. The symbols it may contain: {allowed}.")
    if too_large(got):
        fail(f"{what} contains a number that is far too large to be worked out.")
    try:
        return _rebuilt(got, symbols)
    except Exception as error:
        fail(f"{what} could not be worked out: SymPy raised {type(error).__name__}.")


def _rebuilt(expression: Any, symbols: Mapping[str, Any]) -> Any:
    """Return ``expression`` with the test's own symbols, evaluated."""
    import sympy

    swap = {old: symbols[old.name] for old in expression.atoms(sympy.Symbol) if old.name in symbols}
    return expression.xreplace(swap).doit()


def _point(
    symbols: Mapping[str, Any], domain: Mapping[str, tuple[float, float]], rng: random.Random
) -> dict[Any, Any]:
    """Return a random point: Floats of 80 digits, or integers for integer symbols."""
    import sympy

    point = {}
    for name, symbol in sorted(symbols.items()):
        low, high = domain.get(name) or ((-3.0, -0.1) if symbol.is_negative else (0.1, 3.0))
        if symbol.is_integer:
            # Few integers lie between 0.1 and 3; a coincidence would be too likely.
            first, last = (math.ceil(low), math.floor(high)) if name in domain else (1, 40)
            point[symbol] = sympy.Integer(rng.randint(first, max(first, last)))
        else:
            # No fraction: SymPy would look for exact roots in q**p, for minutes. 80 digits leave 50 to lose.
            point[symbol] = sympy.Float(rng.uniform(low, high), 80)
    return point


class _Sampled:
    """An expression and its values at the points, each worked out when it is first asked for."""

    def __init__(self, expression: Any, points: list[dict[Any, Any]]) -> None:
        import sympy

        self.expression = expression
        self.points = points
        self.inexact = expression.has(sympy.Float)
        self._values: dict[int, Any] = {}

    def at(self, index: int) -> tuple[Any, Any] | None:
        """Return real and imaginary part to 30 digits, or None if there is no value."""
        if index not in self._values:
            self._values[index] = _value(self.expression, self.points[index])
        return self._values[index]


def _value(expression: Any, point: dict[Any, Any]) -> tuple[Any, Any] | None:
    import sympy

    try:
        value = sympy.N(expression.subs(point), 30)
        if not value.is_number or value.has(sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
            return None
        real, imaginary = value.as_real_imag()
        return sympy.Float(real, 30), sympy.Float(imaginary, 30)
    except Exception:  # SymPy has many ways to say that there is no value here
        return None


def _differ(mine: Any, target: Any, inexact: bool) -> bool:
    """True if two values, real and imaginary part each, are not the same number."""
    if mine is None:
        return True
    size = max(*map(abs, mine), *map(abs, target))
    # Floats carry 15 digits, not 30. An exact zero may come out as 1e-100.
    tolerance = 1e-9 * max(1, size) if inexact else 1e-20 * size + 1e-60
    return any(abs(a - b) > tolerance for a, b in zip(mine, target, strict=True))


def _agree(mine: _Sampled, want: _Sampled) -> bool:
    import sympy

    if mine.expression == want.expression:
        return True
    compared = 0
    for index in range(len(want.points)):
        target = want.at(index)
        if target is not None:
            if _differ(mine.at(index), target, mine.inexact or want.inexact):
                return False
            compared += 1
    if compared:
        return True
    # Nothing to compare by value, in f(x) with an unknown f for example.
    try:
        return bool(sympy.expand(mine.expression - want.expression) == 0)
    except Exception:  # it has no difference, so it is no equal
        return False


def _fail_at_a_point(what: str, mine: _Sampled, want: _Sampled, compared_with: str) -> NoReturn:
    if compared_with:
        for index, point in enumerate(want.points):
            target, value = want.at(index), mine.at(index)
            if target is not None and _differ(value, target, inexact=True):
                at = ", ".join(f"{symbol} = {float(number):.3g}" for symbol, number in point.items())
                has = "has no value" if value is None else f"is {_shown(value)}"
                fail(f"{what}: at {at}, yours {has}; {compared_with} is {_shown(target)} there.")
    fail(f"{what} is not right yet.")


def _shown(value: tuple[Any, Any]) -> str:
    number = complex(float(value[0]), float(value[1]))
    return f"{number.real:.4g}" if number.imag == 0 else f"{number:.4g}"
