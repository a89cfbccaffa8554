"""The wire: whatever is data comes back as it was, and whatever the bytes are, only data comes out."""

from __future__ import annotations

import contextlib
import enum
import math
import os
import pickle
import random
import socket
import struct
import threading
import time
from collections import OrderedDict, defaultdict, namedtuple
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgpack
import numpy as np
import pytest
import sympy
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from graders import wire
from graders.verdict import ProtocolViolation, StudentDied, StudentTimeout
from graders.wire import ArgumentReader, ArgumentWriter, Channel, Handle, decode, encode

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
x, y, n = sympy.Symbol("x"), sympy.Symbol("y", positive=True), sympy.Symbol("n", integer=True)


class Remote:
    """Records what handles ask for."""

    generation = 0

    def __init__(self, answer: Any = None) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answer = answer

    def request(self, op: str, **fields: Any) -> Any:
        self.asked.append((op, fields))
        return self.answer


def round_trip(value: Any) -> Any:
    return decode(encode(value))


def same(left: Any, right: Any) -> bool:
    """Equal in type, bits and structure; NaN is the same as NaN."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return struct.pack("d", left) == struct.pack("d", right) or (left != left and right != right)
    if isinstance(left, complex):
        return same(left.real, right.real) and same(left.imag, right.imag)
    if isinstance(left, np.ndarray | np.generic):
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, Decimal):
        return str(left) == str(right)
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return same(list(left.items()), list(right.items()))
    if isinstance(left, set | frozenset):
        return sorted(map(form, left)) == sorted(map(form, right))
    return bool(left == right)


def form(value: Any) -> str:
    """A text that doesn't depend on the order of sets."""
    if isinstance(value, tuple | frozenset):
        parts = map(form, value)
        return type(value).__name__ + str(list(parts) if isinstance(value, tuple) else sorted(parts))
    return repr(value)


# ---------------------------------------------------------------------------------------- there and back

numbers = st.one_of(
    st.integers(),
    st.integers(-(2**2000), 2**2000),
    st.floats(),
    st.booleans(),
    st.none(),
    st.complex_numbers(),
    st.fractions(),
    st.decimals(allow_nan=True, allow_infinity=True),
)
texts = st.text(st.characters(exclude_categories=[]))  # lone surrogates too
hashable = st.recursive(
    st.one_of(numbers.filter(lambda v: not (isinstance(v, Decimal) and v.is_snan())), texts, st.binary()),
    lambda inner: st.one_of(st.tuples(inner, inner), st.frozensets(inner, max_size=4)),
    max_leaves=6,
)
values = st.recursive(
    st.one_of(numbers, texts, st.binary(), st.sets(hashable, max_size=4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.tuples(inner, inner),
        st.dictionaries(hashable, inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values)
@example([-0.0, math.nan, math.inf, -math.inf, 5e-324])
@example([2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 1 << 65_000])
@example(("\ud800", {"\udfff": b"\xff"}, "", (), [], {}, set(), frozenset()))
@example(
    {(1, "a"): {frozenset({2}): None}, math.nan: 0, None: 1, True: 2, b"": 3, 1 + 2j: 4, Decimal("0.3"): 5}
)
@example([Decimal("sNaN"), Decimal("-Infinity"), Decimal("-0"), Fraction(-3, 7)])
@pytest.mark.slow
def test_builtins_come_back_as_they_were(value: Any) -> None:
    assert same(round_trip(value), value)


whitelisted = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?", sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(endianness="?", sizes=(64, 128)),
    hnp.unicode_string_dtypes(endianness="?", min_len=1, max_len=5),
    hnp.byte_string_dtypes(min_len=1, max_len=5),
)


@few
@given(
    whitelisted.flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, min_side=0, max_side=4)))
)
@example(np.array(3.5))
@example(np.zeros((0, 3), bool))
@example(np.zeros((3, 0, 2), ">i4"))
@example(np.array([], dtype="<U3"))
@example(np.array(["\ud800", "λ"]))
@example(np.array([1, 2], dtype=np.longdouble))
def test_arrays_come_back_as_they_were(array: np.ndarray[Any, Any]) -> None:
    assert same(round_trip(array), array)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(24).reshape(2, 3, 4).T,
        np.arange(10)[::-2],
        np.asfortranarray(np.eye(3)),
        np.broadcast_to(np.arange(3), (4, 3)),
        np.arange(12).reshape(3, 4)[1:, ::2],
    ],
    ids=["transposed", "reversed", "fortran", "broadcast", "sliced"],
)
def test_arrays_in_any_layout_arrive_plain_and_writable(array: np.ndarray[Any, Any]) -> None:
    arrived = round_trip(array)
    assert same(arrived, np.ascontiguousarray(array))
    assert arrived.flags.writeable
    assert arrived.flags.c_contiguous


@pytest.mark.parametrize("char", "?bBhHiIlLqQefdgFDG")
def test_numpy_scalars_keep_their_type(char: str) -> None:
    for number in (0, 1, np.array(1.5).astype(char)):
        value = np.dtype(char).type(number)
        assert same(round_trip(value), value)
    assert same(round_trip([np.float64("nan"), np.float64(-0.0)]), [np.float64("nan"), np.float64(-0.0)])


def test_numpy_texts_arrive_as_texts() -> None:
    assert same(round_trip([np.str_("a"), np.bytes_(b"b")]), ["a", b"b"])


class Colour(enum.IntEnum):
    RED = 1


class MyFloat(float):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


Point = namedtuple("Point", "x y")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (MyFloat(2.5), 2.5),
        (Colour.RED, 1),
        (type("MyStr", (str,), {})("a"), "a"),
        (type("MyList", (list,), {"__iter__": lambda self: iter([9])})([1, 2]), [1, 2]),
        (type("MyDict", (dict,), {"items": lambda self: []})({"a": 1}), {"a": 1}),
        (type("MySet", (set,), {})({1}), {1}),
        (Point(1, 2), (1, 2)),
        (defaultdict(int, a=1), {"a": 1}),
        (OrderedDict(a=1), {"a": 1}),
        (type("MyComplex", (complex,), {})(1j), 1j),
        (bytearray(b"ab"), b"ab"),
        (type("MyArray", (np.ndarray,), {})((2,), dtype="i1", buffer=b"ab"), np.array([97, 98], "i1")),
    ],
)
def test_subclasses_arrive_as_the_plain_type(value: Any, plain: Any) -> None:
    assert same(round_trip(value), plain)
    assert same(round_trip([value]), [plain])


def test_what_is_no_data_needs_a_keeper() -> None:
    things = [
        object(),
        print,
        np.array([object()]),
        np.array([1], "M8[s]"),
        np.ma.masked_array([1], [True]),
        range(3),
    ]
    for thing in things:
        with pytest.raises(wire.Unencodable, match="is not data"):
            encode(thing)
    kept: list[Any] = []
    packed = encode(things, lambda value: kept.append(value) or len(kept))
    remote = Remote()
    arrived = decode(packed, remote)
    assert all(type(handle) is Handle for handle in arrived)
    assert [handle._number for handle in arrived] == [1, 2, 3, 4, 5, 6]
    assert [handle._callable for handle in arrived][:2] == [False, True]
    assert all(a is b for a, b in zip(kept, things, strict=True))
    with pytest.raises(ProtocolViolation, match="only data"):
        decode(packed)


def test_modules_arrive_as_their_name() -> None:
    arrived = round_trip(math)
    assert arrived == "math"
    assert type(arrived) is wire.ModuleName


@pytest.mark.parametrize(
    "value",
    [
        1 << 70_000,
        [[]] * 2_000_000,
        dict.fromkeys(range(2_000_001)),
        np.broadcast_to(1.0, (10**12,)),
        np.broadcast_to(np.zeros(0), (10**12, 0)),
        Decimal("1e20000"),
        Decimal("1" * 1001),
        sympy.Float(1, 2000),
        sympy.Float(2) ** 10**6,
        sympy.Pow(9, sympy.Pow(9, 99), evaluate=False),
    ],
    ids=[
        "int",
        "lists",
        "dict",
        "broadcast",
        "empty rows",
        "exponent",
        "digits",
        "Float",
        "big Float",
        "power",
    ],
)
@pytest.mark.slow
def test_data_that_is_too_large_is_refused_by_the_sender(value: Any) -> None:
    with pytest.raises(wire.Unencodable):
        encode(value)


def test_nesting_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_ITEMS", 20_000)
    deep: list[Any] = []
    for _ in range(wire.MAX_DEPTH - 1):
        deep = [deep]
    assert round_trip(deep) == deep
    endless: list[Any] = []
    endless.append(endless)
    doubling: Any = ()
    for _ in range(50):
        doubling = (doubling, doubling)
    for value in (endless, [[deep]], doubling):
        with pytest.raises(wire.Unencodable):
            encode(value)


# ------------------------------------------------------------------------------------------------ torch


@pytest.mark.parametrize("name", sorted(wire._TENSOR_DTYPES))
def test_tensors_come_back_as_they_were(name: str) -> None:
    torch = pytest.importorskip("torch")
    dtype = getattr(torch, name)
    for shape in ((), (0,), (2, 0), (3,), (2, 3)):
        tensor = torch.arange(math.prod(shape)).reshape(shape).to(dtype)
        arrived = round_trip(tensor)
        assert arrived.dtype == dtype
        assert arrived.shape == tensor.shape
        assert torch.equal(arrived, tensor)


def test_tensors_in_any_state_arrive_plain() -> None:
    torch = pytest.importorskip("torch")
    base = torch.arange(6.0).reshape(2, 3)
    for tensor in (
        base.T,
        base[:, ::2],
        base.clone().requires_grad_(),
        torch.nn.Parameter(base),
        base.expand(4, 2, 3),
        torch.conj(base.to(torch.complex64)),
    ):
        arrived = round_trip(tensor)
        assert torch.equal(arrived, tensor.detach())
        assert type(arrived) is torch.Tensor
        assert not arrived.requires_grad
        assert arrived.is_contiguous()
        arrived += 1  # writable, and nobody else's memory
    with pytest.raises(wire.Unencodable, match="is not data"):
        encode(torch.eye(3).to_sparse())
    with pytest.raises(wire.Unencodable, match="too large"):
        encode(torch.zeros(1).expand(10**12))


# ------------------------------------------------------------------------------------------------ SymPy

leaves = st.sampled_from(
    [
        x,
        y,
        n,
        sympy.pi,
        sympy.E,
        sympy.I,
        sympy.oo,
        sympy.Integer(3),
        sympy.Rational(-2, 7),
        sympy.Float("0.1", 40),
    ]
)
unary = [
    sympy.exp,
    sympy.log,
    sympy.sin,
    sympy.Abs,
    sympy.erf,
    sympy.gamma,
    sympy.conjugate,
    sympy.Function("f"),
]
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda f, a: f(a), st.sampled_from(unary), inner),
        st.builds(lambda a, b: sympy.Add(a, b, evaluate=False), inner, inner),
        st.builds(lambda a, b: sympy.Mul(a, b, evaluate=False), inner, inner),
        st.builds(
            lambda a, b: sympy.Max(a, b, evaluate=False),
            st.just(x),
            inner.filter(lambda e: not e.has(sympy.I)),
        ),
        st.builds(
            lambda a, k: sympy.Pow(a, k, evaluate=False), inner, st.sampled_from([-1, 2, x, sympy.S.Half])
        ),
    ),
    max_leaves=8,
)


@few
@given(expressions)
@pytest.mark.slow
def test_random_expressions_come_back_as_they_were(expression: Any) -> None:
    # What SymPy makes of sin(oo) is an interval of accumulation points: a handle, not an expression.
    assume(not expression.has(sympy.AccumBounds))
    assume(not wire.too_large(expression))
    arrived = round_trip(expression)
    assert arrived == expression
    assert str(arrived) == str(expression)


f = sympy.Function("f")


@pytest.mark.parametrize(
    "expression",
    [
        sympy.Derivative(f(x), (x, 2)),
        sympy.Derivative(x * y, x, y),
        sympy.Limit(sympy.sin(x) / x, x, 0),
        sympy.Limit(1 / x, x, 0, "-"),
        sympy.Sum(x**n, (n, 0, sympy.oo)),
        sympy.Product(n, (n, 1, y)),
        sympy.Integral(sympy.exp(-(x**2)), (x, -sympy.oo, sympy.oo)),
        sympy.Integral(x * y, x, (y, 0, 1)),
        sympy.Piecewise((x, x > 0), (-x, sympy.And(x < 0, y > 1)), (0, True)),
        sympy.Eq(x, 1),
        sympy.Ne(x, y),
        sympy.And(x > 0, sympy.Or(y >= 1, x <= y)),
        sympy.Not(sympy.Eq(x, y), evaluate=False),
        sympy.Interval(0, y, True, False),
        sympy.FiniteSet(1, x, y),
        sympy.Tuple(x, sympy.Tuple(y)),
        sympy.Subs(sympy.Derivative(f(x), x), x, y),
        sympy.Max(x, y, 3),
        sympy.Min(x, n),
        sympy.KroneckerDelta(n, 2),
        sympy.Heaviside(x),
        sympy.Float(0.1 + 0.2),
        sympy.Float("0.1", 50),
        sympy.Float(0.0),
        sympy.Float("-1e-300"),
        sympy.Symbol("\ud800"),
        *[getattr(sympy.S, name) for name in wire._CONSTANTS.values()],
    ],
    ids=str,
)
def test_expressions_come_back_as_they_were(expression: Any) -> None:
    arrived = round_trip(expression)
    assert arrived == expression
    assert type(arrived) is type(expression)
    assert arrived.args == expression.args
    assert hash(arrived) == hash(expression)
    if isinstance(expression, sympy.Float):
        assert arrived._mpf_ == expression._mpf_
    if isinstance(
        expression, sympy.Piecewise | sympy.Integral | sympy.Sum | sympy.Derivative | sympy.FiniteSet
    ):
        assert arrived.subs(x, 2).doit() == expression.subs(x, 2).doit()
        assert str(arrived) == str(expression)


def test_matrices_arrive_immutable() -> None:
    for matrix in (
        sympy.Matrix([[x, 1], [y / 2, sympy.pi]]),
        sympy.ImmutableMatrix([[1, 2]]),
        sympy.zeros(0, 3),
    ):
        arrived = round_trip(matrix)
        assert arrived == matrix
        assert isinstance(arrived, sympy.ImmutableDenseMatrix)


def test_symbols_keep_their_assumptions() -> None:
    for given_ in (
        {"positive": True},
        {"real": True, "nonzero": True},
        {"integer": True, "negative": True},
        {},
    ):
        symbol = sympy.Symbol("t", **given_)
        assert round_trip(symbol) == symbol
    assert (round_trip(sympy.Symbol("t", positive=True)) ** 2) ** sympy.S.Half == sympy.Symbol(
        "t", positive=True
    )


def test_heads_not_on_the_list_stay_with_the_student() -> None:
    kept: list[Any] = []
    for thing in (sympy.MatrixSymbol("A", 2, 2), sympy.Lambda(x, x), sympy.zeta(x), [sympy.besselj(0, x)]):
        decode(encode(thing, lambda value: kept.append(value) or 1), Remote())
    assert len(kept) == 4


# ---------------------------------------------------------------------------------------- hostile bytes

DATA = (
    type(None), bool, int, float, str, bytes, complex, Fraction, Decimal, np.generic, np.ndarray,
    sympy.Basic, sympy.MatrixBase,
)  # fmt: skip


def is_data(value: Any) -> bool:
    if type(value) in (list, tuple, set, frozenset):
        return all(map(is_data, value))
    if type(value) is dict:
        return all(is_data(key) and is_data(item) for key, item in value.items())
    if type(value).__module__ == "torch":
        return True
    return isinstance(value, DATA) or type(value) is wire.ModuleName


def survives(payload: bytes) -> None:
    """Decoding gives data or a ProtocolViolation, and soon."""
    began = time.monotonic()
    try:
        value = decode(payload)
    except ProtocolViolation:
        pass
    else:
        assert is_data(value)
    assert time.monotonic() - began < 5


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_at_all_break_the_decoder(payload: bytes) -> None:
    survives(payload)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 14), st.binary(max_size=60))
def test_no_extension_breaks_the_decoder(code: int, body: bytes) -> None:
    survives(msgpack.packb(msgpack.ExtType(code, body)))


SAMPLES = [
    encode(value)
    for value in (
        [1, "a", {"b": (2.0, {3})}, 1 << 100, 2j, Fraction(1, 3), Decimal("1.5")],
        np.arange(6, dtype=">i2").reshape(2, 3),
        [np.float64(2.5), np.bool_(True), np.array(["ab", "c"])],
        sympy.Piecewise((sympy.exp(-(x**2)) / y, x > 0), (sympy.Float(0.1), True)),
        sympy.Matrix([[x, sympy.Rational(1, 3)]]),
        [sympy.Sum(x**n, (n, 0, 5)), sympy.Derivative(f(x), x), sympy.Interval(0, 1)],
        math,
    )
]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=4),
    st.integers(0),
)
@pytest.mark.slow
def test_no_changed_frame_breaks_the_decoder(frame: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    changed = bytearray(frame)
    for where, byte in changes:
        changed[where % len(frame)] = byte
    survives(bytes(changed[: len(frame) - cut % 3]))


junk = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**63),
        st.floats(),
        st.text(max_size=4),
        st.binary(max_size=9),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 13), junk)
def test_no_wrong_body_breaks_the_decoder(code: int, body: Any) -> None:
    survives(ext(code, body))


tree_heads = [
    *sorted(wire._HEADS),
    "const",
    "Symbol",
    "Rational",
    "Float",
    "Function",
    "Matrix",
    "eval",
    "Lambda",
]
trees = st.recursive(
    st.one_of(
        st.sampled_from(
            [
                ["Symbol", "x", {}],
                ["Rational", "2", "1"],
                ["const", "oo"],
                ["const", "true"],
                ["const", "zoo"],
            ]
        ),
        junk,
    ),
    lambda inner: st.builds(
        lambda head, args: [head, *args], st.sampled_from(tree_heads), st.lists(inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees)
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_no_expression_tree_breaks_the_decoder(tree: Any) -> None:
    survives(ext(wire._SYMPY, tree))


def ext(code: int, body: Any) -> bytes:
    packed = msgpack.packb(body, use_bin_type=True)
    return msgpack.packb(msgpack.ExtType(code, packed))


def nested_ext(depth: int, code: int = wire._TUPLE, inside: bytes = b"") -> bytes:
    payload = msgpack.packb([inside])
    for _ in range(depth):
        payload = msgpack.packb([msgpack.ExtType(code, payload)])
    return payload


def rational(value: int) -> list[Any]:
    return ["Rational", str(value), "1"]


ARRAY, SYMPY = wire._ARRAY, wire._SYMPY
SYMBOL = ["Symbol", "x", {}]
ONE = ["Rational", "1", "1"]
M61 = 2**61 - 1

HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a huge list is claimed": lambda: b"\xdd\xff\xff\xff\xff",
    "a huge map is claimed": lambda: b"\xdf\xff\xff\xff\xff",
    "a huge text is claimed": lambda: b"\xdb\xff\xff\xff\xff",
    "huge bytes are claimed": lambda: b"\xc6\xff\xff\xff\xff",
    "a huge extension is claimed": lambda: b"\xc9\xff\xff\xff\xff\x01",
    "many huge lists are claimed": lambda: b"\xdd\x00\x1e\x00\x00" * 1000 + bytes(2**21),
    "deep lists": lambda: b"\x91" * 100_000 + b"\xc0",
    "deep extensions": lambda: nested_ext(500),
    "deep and fat extensions": lambda: nested_ext(40, inside=bytes(2**23)),
    "an unknown extension": lambda: ext(99, []),
    "a negative extension": lambda: ext(-5 % 128, []),
    "a broken time stamp": lambda: b"\xc7\x05\xff12345",
    "two values": lambda: b"\x01\x02",
    "bad UTF-8": lambda: b"\xa1\xff",
    "an unhashable key": lambda: b"\x81\x90\x01",
    "an unhashable item": lambda: ext(wire._SET, [[]]),
    "a set of a map": lambda: ext(wire._SET, {}),
    "an object array": lambda: ext(ARRAY, ["|O", [1], bytes(8)]),
    "a structured array": lambda: ext(ARRAY, ["i4,f8", [1], bytes(12)]),
    "a void array": lambda: ext(ARRAY, ["|V8", [1], bytes(8)]),
    "a date array": lambda: ext(ARRAY, ["<M8[s]", [1], bytes(8)]),
    "a subarray type": lambda: ext(ARRAY, ["(2,)<i4", [1], bytes(8)]),
    "no such size": lambda: ext(ARRAY, ["<f3", [1], bytes(3)]),
    "a zero item size": lambda: ext(ARRAY, ["<U0", [10**18], b""]),
    "a negative shape": lambda: ext(ARRAY, ["<f8", [-1, -1], bytes(8)]),
    "a shape that overflows": lambda: ext(ARRAY, ["<f8", [2**32, 2**32], b""]),
    "a shape that overflows to 0": lambda: ext(ARRAY, ["<f8", [2**61], b""]),
    "an empty array of endless rows": lambda: ext(ARRAY, ["<f8", [2**60, 0], b""]),
    "a shape of bools": lambda: ext(ARRAY, ["<f8", [True], bytes(8)]),
    "too many dimensions": lambda: ext(ARRAY, ["<f8", [1] * 65, bytes(8)]),
    "too few bytes": lambda: ext(ARRAY, ["<f8", [2], bytes(8)]),
    "an impossible character": lambda: ext(ARRAY, ["<U1", [1], b"\xff\xff\xff\xff"]),
    "a scalar of a text": lambda: msgpack.packb(msgpack.ExtType(wire._SCALAR, b"U" + bytes(4))),
    "a scalar of an object": lambda: msgpack.packb(msgpack.ExtType(wire._SCALAR, b"O" + bytes(8))),
    "half a scalar": lambda: msgpack.packb(msgpack.ExtType(wire._SCALAR, b"d" + bytes(4))),
    "no scalar": lambda: msgpack.packb(msgpack.ExtType(wire._SCALAR, b"")),
    "a tensor of no type": lambda: ext(wire._TENSOR, ["qint8", [1], bytes(1)]),
    "a tensor by attribute": lambda: ext(wire._TENSOR, ["load", [1], bytes(1)]),
    "an endless tensor": lambda: ext(wire._TENSOR, ["float32", [2**60, 0], b""]),
    "a huge integer": lambda: ext(wire._BIGINT, b"\x7f" * 10_000),
    "a huge Decimal": lambda: ext(wire._DECIMAL, "1e999999999"),
    "a long Decimal": lambda: ext(wire._DECIMAL, "1" * 5_000),
    "no Decimal": lambda: ext(wire._DECIMAL, "one"),
    "a Fraction over 0": lambda: ext(wire._FRACTION, [1, 0]),
    "a Fraction of floats": lambda: ext(wire._FRACTION, [1.5, 2.5]),
    "a complex of text": lambda: ext(wire._COMPLEX, ["1", "2"]),
    "keys with one hash": lambda: encode_raw([big(k * M61) for k in range(1, 60_000)], wire._SET),
    "a map with one hash": lambda: map_raw([big(k * M61) for k in range(1, 20_000)]),
    "handle": lambda: ext(wire._HANDLE, [1, "f", True]),
    "no such head": lambda: ext(SYMPY, ["Lambda", SYMBOL, SYMBOL]),
    "a dotted head": lambda: ext(SYMPY, ["core.sympify.sympify", "x"]),
    "no such constant": lambda: ext(SYMPY, ["const", "Catalan"]),
    "contradictory assumptions": lambda: ext(SYMPY, ["Symbol", "x", {"positive": True, "negative": True}]),
    "a text among assumptions": lambda: ext(SYMPY, ["Symbol", "x", {"positive": "yes"}]),
    "no Float": lambda: ext(SYMPY, ["Float", "1e999999999", 53]),
    "a huge Float": lambda: ext(SYMPY, ["Float", 0, "1", 10**15, 53]),
    "a lopsided Float": lambda: ext(SYMPY, ["Float", 0, "4", 0, 53]),
    "a long Rational": lambda: ext(SYMPY, ["Rational", "9" * 100_000, "1"]),
    "a power tower": lambda: ext(SYMPY, ["Pow", rational(9), ["Pow", rational(9), ["exp", rational(9)]]]),
    "a tower of symbols": lambda: ext(SYMPY, ["Pow", SYMBOL, ["Pow", SYMBOL, ["Pow", SYMBOL, SYMBOL]]]),
    "a huge factorial": lambda: ext(SYMPY, ["factorial", rational(10**9)]),
    "factorials of factorials": lambda: ext(SYMPY, ["factorial", ["factorial", ["factorial", rational(9)]]]),
    "a huge binomial": lambda: ext(SYMPY, ["binomial", rational(10**12), rational(10**11)]),
    "a huge product": lambda: ext(SYMPY, ["Product", SYMBOL, ["Tuple", SYMBOL, ONE, rational(10**9)]]),
    "a hidden power": lambda: ext(SYMPY, ["exp", ["Mul", rational(10**9), ["log", rational(2)]]]),
    "floor of exp": lambda: ext(SYMPY, ["floor", ["exp", ["exp", rational(30)]]]),
    "exp of exp of exp": lambda: ext(SYMPY, ["exp", ["exp", ["exp", ["exp", ["exp", rational(9)]]]]]),
    "a billionth derivative": lambda: ext(SYMPY, ["Derivative", SYMBOL, ["Tuple", SYMBOL, rational(10**9)]]),
    "derivative by a number": lambda: ext(SYMPY, ["Derivative", SYMBOL, ["Tuple", ONE, ONE]]),
    "a sum without limits": lambda: ext(SYMPY, ["Sum", SYMBOL, ["Tuple", SYMBOL]]),
    "a Piecewise of numbers": lambda: ext(SYMPY, ["Piecewise", rational(1)]),
    "And of numbers": lambda: ext(SYMPY, ["And", rational(1), rational(2)]),
    "a bad Interval": lambda: ext(SYMPY, ["Interval", rational(1), rational(2), rational(3)]),
    "a negative matrix": lambda: ext(SYMPY, ["Matrix", -1, -1, [rational(1)]]),
    "an endless empty matrix": lambda: ext(SYMPY, ["Matrix", 10**12, 0, []]),
    "a matrix of another size": lambda: ext(SYMPY, ["Matrix", 2, 2, [rational(1)]]),
    "a deep expression": lambda: ext(SYMPY, deep_tree(400)),
    "a wide expression": lambda: ext(SYMPY, ["Add", *[SYMBOL] * 6_000]),
    "many expressions": lambda: msgpack.packb(
        [msgpack.ExtType(SYMPY, msgpack.packb(["Add", *[SYMBOL] * 4_000]))] * 400
    ),
    "a module by number": lambda: ext(wire._MODULE, 5),
    "a pickle": lambda: pickle.dumps(print),
}  # fmt: skip


def deep_tree(depth: int) -> list[Any]:
    tree = SYMBOL
    for _ in range(depth):
        tree = ["sin", tree]
    return tree


def big(value: int) -> msgpack.ExtType:
    raw = value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True)
    return msgpack.ExtType(wire._BIGINT, msgpack.packb(raw))


def encode_raw(items: list[Any], code: int) -> bytes:
    return msgpack.packb(msgpack.ExtType(code, msgpack.packb(items)))


def map_raw(keys: list[msgpack.ExtType]) -> bytes:
    packed = b"".join(msgpack.packb(key) + b"\xc0" for key in keys)
    return b"\xdf" + struct.pack(">I", len(keys)) + packed


@pytest.mark.parametrize("attack", HOSTILE)
@pytest.mark.slow
def test_hostile_bytes_are_refused_soon(attack: str) -> None:
    payload = HOSTILE[attack]()
    began = time.monotonic()
    with pytest.raises(ProtocolViolation):
        decode(payload)
    assert time.monotonic() - began < 10


def test_what_looks_odd_but_is_harmless_is_data() -> None:
    assert decode(b"\xd6\xff\x00\x00\x00\x01") == 1.0  # msgpack's own time stamp
    assert decode(b"\x82\xa1a\x01\xa1a\x02") == {"a": 2}
    assert decode(ext(ARRAY, ["|b1", [2], b"\x07\x00"])).tolist() == [True, False]
    assert same(decode(msgpack.packb(msgpack.ExtType(wire._SCALAR, b"?\x07"))), np.bool_(True))
    assert decode(ext(SYMPY, ["Rational", "1", "0"])) is sympy.zoo
    long_doubles = decode(
        ext(ARRAY, [np.dtype("g").newbyteorder("=").str, [4], random.Random(1).randbytes(64)])
    )
    assert isinstance(repr(long_doubles), str)


def test_an_expression_is_not_worked_out_on_arrival() -> None:
    arrived = decode(ext(SYMPY, ["Add", rational(1), rational(1)]))
    assert arrived.args == (1, 1)
    piecewise = [
        "Piecewise",
        *(["ExprCondPair", rational(i), ["StrictLessThan", SYMBOL, rational(i)]] for i in range(5)),
    ]
    for _ in range(20):  # folding these would take 5**20 steps
        piecewise = ["Piecewise", ["ExprCondPair", piecewise, ["const", "true"]], *piecewise[2:5]]
    began = time.monotonic()
    decode(ext(SYMPY, ["Integral", piecewise, ["Tuple", SYMBOL]]))
    assert time.monotonic() - began < 2


def test_a_frame_of_draws_is_read_quickly() -> None:
    draws = list(np.random.default_rng(1).random(20_000))
    began = time.monotonic()
    assert round_trip(draws) == draws
    assert time.monotonic() - began < 2


@pytest.mark.slow
def test_memory_stays_bounded() -> None:
    resource = pytest.importorskip("resource")
    payload = HOSTILE["many huge lists are claimed"]()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with contextlib.suppress(ProtocolViolation):
        decode(payload)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most < 200_000  # KB


# ------------------------------------------------------------------------------------------------ handles


@pytest.mark.parametrize(
    "body",
    [
        [-1, "f", True],
        [2**63, "f", True],
        [True, "f", True],
        [1.0, "f", True],
        [1, 2, True],
        [1, "f", 1],
        [1],
        [],
    ],
)
def test_impossible_handles_are_refused(body: list[Any]) -> None:
    with pytest.raises(ProtocolViolation):
        decode(ext(wire._HANDLE, body), Remote())


def test_a_handle_beyond_64_bits_is_refused() -> None:
    with pytest.raises(ProtocolViolation):
        decode(
            msgpack.packb(msgpack.ExtType(wire._HANDLE, msgpack.packb([big(1 << 70), "f", True]))), Remote()
        )


def test_handles_forward_everything_and_claim_nothing() -> None:
    remote = Remote(answer=5)
    handle = decode(ext(wire._HANDLE, [7, "Model", True]), remote)
    assert handle(1, b=2) == 5
    assert handle.attribute == 5
    assert handle["key"] == 5
    assert len(handle) == 5
    assert [op for op, _ in remote.asked] == ["call", "attr", "item", "len"]
    assert remote.asked[0][1] == {"target": handle, "args": (1,), "kwargs": {"b": 2}}
    assert repr(handle) == "<a Model of the submission>"
    assert handle != 5
    assert 5 not in {handle}
    for question in (bool, float):
        with pytest.raises(TypeError, match="Model"):
            question(handle)
    with pytest.raises(AttributeError):
        handle.__wrapped__  # noqa: B018
    with pytest.raises(TypeError, match="array of numbers"):
        np.asarray(handle)
    remote.answer = np.arange(3)
    assert np.asarray(handle, dtype=float).tolist() == [0.0, 1.0, 2.0]
    remote.answer = [1, 2]
    assert list(handle) == [1, 2]


# ------------------------------------------------------------------------------------------------ frames


@pytest.fixture
def channels() -> Iterator[tuple[Channel, Channel]]:
    left, right = socket.socketpair()
    pair = Channel(left, 2**24), Channel(right, 2**24)
    yield pair
    for channel in pair:
        channel.close()


def test_frames_arrive_in_order_and_whole(channels: tuple[Channel, Channel]) -> None:
    left, right = channels
    frames = [b"", b"a", bytes(1000), b"end"]
    for frame in frames:
        left.send(frame, time.monotonic() + 1)
    assert right.pending()
    assert [right.receive(time.monotonic() + 1) for _ in frames] == frames
    assert not right.pending()


def test_large_frames_cross_while_the_other_end_reads(channels: tuple[Channel, Channel]) -> None:
    left, right = channels
    frame = os.urandom(2**22)
    sender = threading.Thread(target=left.send, args=(frame, time.monotonic() + 5))
    sender.start()
    assert right.receive(time.monotonic() + 5) == frame
    sender.join()


def test_a_frame_may_not_claim_too_much(channels: tuple[Channel, Channel]) -> None:
    left, right = channels
    left.sock.send(b"\xff\xff\xff\xff")
    with pytest.raises(ProtocolViolation, match="a frame of"):
        right.receive(time.monotonic() + 1)


def test_deadlines_hold_for_readers(channels: tuple[Channel, Channel]) -> None:
    left, right = channels
    left.sock.send(b"\x00\x00\x00\x05ab")  # a slow writer: it never sends the rest
    for _ in range(2):
        began = time.monotonic()
        with pytest.raises(StudentTimeout):
            right.receive(began + 0.05)
        assert 0.04 < time.monotonic() - began < 2
    with pytest.raises(StudentTimeout):
        right.receive(time.monotonic() - 1)
    left.sock.send(b"cde")
    assert right.receive(time.monotonic() + 1) == b"abcde"


def test_deadlines_hold_for_writers(channels: tuple[Channel, Channel]) -> None:
    left, _ = channels
    began = time.monotonic()
    with pytest.raises(StudentTimeout):
        left.send(bytes(2**23), began + 0.1)  # the other end doesn't read
    assert time.monotonic() - began < 2


def test_the_end_of_the_other_side_is_seen(channels: tuple[Channel, Channel]) -> None:
    left, right = channels
    left.sock.send(b"\x00\x00\x00\x05ab")
    left.close()
    left.close()
    with pytest.raises(StudentDied):
        right.receive(time.monotonic() + 1)
    with pytest.raises(StudentDied):
        right.receive()
    for deadline in (None, time.monotonic() + 1):
        with pytest.raises(StudentDied):
            right.send(bytes(2**20), deadline)


def test_a_pickle_in_a_reply_is_never_unpickled(tmp_path: Any) -> None:
    target = tmp_path / "pwned"

    class Bomb:
        def __reduce__(self) -> Any:
            return (target.write_text, ("x",))

    payload = pickle.dumps(Bomb())
    assert decode(encode(payload)) == payload
    for code in range(1, 14):
        with contextlib.suppress(ProtocolViolation):
            decode(msgpack.packb(msgpack.ExtType(code, payload)))
            decode(ext(code, payload))
    with pytest.raises(ProtocolViolation):
        decode(payload)
    assert not target.exists()


# ------------------------------------------------------------------------------------------------ exceptions


class MyKeyError(KeyError):
    pass


class Cursed(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no text")


def decode_error() -> UnicodeDecodeError:
    return UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad byte")


@pytest.mark.parametrize(
    ("error", "kind", "text"),
    [
        (ValueError("no"), ValueError, "no"),
        (type("MyError", (ValueError,), {})("mine"), ValueError, "mine"),
        (type("ValueError", (TypeError,), {})("fake"), TypeError, "fake"),
        (KeyError("a"), KeyError, "'a'"),
        (MyKeyError("a"), KeyError, "'a'"),
        (KeyError(), KeyError, "''"),
        (SystemExit(1), RuntimeError, "exit()"),
        (KeyboardInterrupt(), RuntimeError, "KeyboardInterrupt"),
        (GeneratorExit("x"), RuntimeError, "GeneratorExit: x"),
        (StopIteration(3), RuntimeError, "StopIteration: 3"),
        (ExceptionGroup("both", [ValueError("a")]), RuntimeError, "ExceptionGroup: both (1 sub-exception)"),
        (BaseExceptionGroup("all", [KeyboardInterrupt()]), RuntimeError, "all"),
        (decode_error(), ValueError, "codec can't decode"),
        (FileNotFoundError(2, "No such file"), FileNotFoundError, "No such file"),
        (SyntaxError("bad"), SyntaxError, "bad"),
        (NotImplementedError(), NotImplementedError, ""),
        (Cursed(), Exception, ""),
        (ValueError("one\ntwo"), ValueError, "one"),
        (ValueError("\n\n  three"), ValueError, "three"),
        (np.linalg.LinAlgError("Singular matrix"), ValueError, "Singular matrix"),
        (UserWarning("careful"), UserWarning, "careful"),
        (ValueError("\ud800"), ValueError, "?"),
    ],
    ids=repr,
)  # fmt: skip
def test_exceptions_arrive_as_builtin_types(error: BaseException, kind: type, text: str) -> None:
    arrived = wire.exception_from_data(round_trip(wire.exception_to_data(error)))
    assert type(arrived) is kind
    assert isinstance(arrived, Exception)
    assert text in str(arrived)
    assert arrived.from_student
    str(arrived).encode()


def test_huge_messages_are_cut() -> None:
    error = type("E" * 1000, (ValueError,), {})("x" * 10**6)
    data = wire.exception_to_data(error)
    assert sum(map(len, data)) < 500
    assert len(str(wire.exception_from_data(["ValueError", "E", "y" * 10**6]))) == 300


@pytest.mark.parametrize(
    "body",
    [None, "ValueError", [], ["ValueError"], ["ValueError", "E", 3], ["int", "E", ""], ["open", "E", ""],
     ["__import__", "os", ""], ["NoSuch", "E", ""], ["ValueError", "E", "", ""], {"a": 1}],
    ids=repr,
)  # fmt: skip
def test_what_is_no_exception_is_refused(body: Any) -> None:
    with pytest.raises(ProtocolViolation):
        wire.exception_from_data(body)


# ------------------------------------------------------------------------------------------------ arguments


class Line:
    """Arguments from a judge to a student and the student's own kept objects."""

    def __init__(self) -> None:
        self.kept: dict[int, Any] = {3: "the student's own"}
        self.writer = ArgumentWriter()
        self.reader = ArgumentReader(self.kept)

    def send(self, *args: Any) -> Any:
        return self.reader.loads(self.writer.dumps(args))


def test_arguments_are_fresh_each_time() -> None:
    line, data = Line(), [1, {"a": np.zeros(2)}]
    payload = line.writer.dumps((data, data))
    first, second = line.reader.loads(payload), line.reader.loads(payload)
    first[0].append(2)
    first[0][1]["a"][0] = 9
    assert first[0] is first[1]  # one object stays one object
    assert second[0][1]["a"].tolist() == [0, 0]
    assert data[1]["a"].tolist() == [0, 0]


def generators() -> list[Any]:
    made: list[Any] = [
        np.random.default_rng(1),
        np.random.Generator(np.random.MT19937(1)),
        np.random.RandomState(1),
        random.Random(1),
    ]
    with contextlib.suppress(ImportError):
        import torch

        made.append(torch.Generator().manual_seed(1))
    return made


def draw(generator: Any) -> float:
    if type(generator).__module__.startswith("torch"):
        import torch

        return float(torch.rand((), generator=generator, dtype=torch.float64))
    return float(generator.random())


@pytest.mark.parametrize("number", range(5))
def test_generators_live_on(number: int) -> None:
    if number >= len(generators()):
        pytest.skip("no torch")
    rng, reference = generators()[number], generators()[number]
    line = Line()
    first, again = line.writer.dumps((rng,)), line.writer.dumps(([rng, {"rng": rng}],))
    draws = [draw(line.reader.loads(first)[0]), draw(line.reader.loads(first)[0])]
    held = line.reader.loads(again)[0]
    assert held[0] is held[1]["rng"]
    draws.append(draw(held[0]))
    assert draws == [draw(reference) for _ in range(3)]
    assert draw(rng) == draws[0]  # the judge's own has not moved


def test_two_generators_stay_two() -> None:
    line = Line()
    one, two = np.random.default_rng(1), np.random.default_rng(1)
    sent = line.send(one, two)
    assert sent[0] is not sent[1]
    assert sent[0].random() == sent[1].random()


def test_a_generator_is_not_lost_with_a_request_that_was_never_read() -> None:
    line, rng = Line(), np.random.default_rng(1)
    line.writer.dumps((rng,))  # never read
    with pytest.raises(TypeError, match="pickle"):
        line.writer.dumps((rng, threading.Lock()))
    assert line.send(rng)[0].random() == np.random.default_rng(1).random()


def test_a_new_student_process_gets_the_generators_anew() -> None:
    line, rng = Line(), np.random.default_rng(1)
    first = line.send(rng)[0].random()
    line.writer.forget()
    line.reader = ArgumentReader(line.kept)
    assert line.send(rng)[0].random() == first


def test_handles_travel_as_references() -> None:
    line = Line()
    handle = Handle(Remote(), 3, "str", False)
    assert line.send([handle, {"k": handle}]) == (["the student's own", {"k": "the student's own"}],)
    with pytest.raises(KeyError):
        line.send(Handle(Remote(), 4, "str", False))


def test_what_a_test_cell_defines_can_be_sent() -> None:
    source = """
import math
offset = 10
class Shape:
    def __init__(self, side): self.side = side
    def area(self): return self.side ** 2
def outer(k):
    def inner(v): return v * k + offset + math.floor(0.5)
    return inner
def fact(v): return 1 if v < 2 else v * fact(v - 1)
closure = outer(3)
calls = lambda fn, v: (fn(v), student)
"""
    handle = Handle(Remote(), 3, "str", False)
    namespace: dict[str, Any] = {"__name__": "__main__", "student": handle}
    exec(source, namespace)
    line = Line()
    shape, cls, closure, calls, fact = line.send(
        namespace["Shape"](3), namespace["Shape"], namespace["closure"], namespace["calls"], namespace["fact"]
    )
    assert shape.area() == 9
    assert isinstance(shape, cls)
    assert closure(2) == 16
    assert fact(5) == 120
    assert calls(closure, 1) == (13, "the student's own")


def test_arguments_may_be_any_picklable_object() -> None:
    line = Line()
    table = {
        "x": sympy.exp(x),
        "a": np.ma.masked_array([1, 2], [True, False]),
        "e": ValueError("a"),
        "c": Colour.RED,
    }
    (arrived,) = line.send(table)
    assert arrived["x"] == table["x"]
    assert arrived["a"].mask.tolist() == [True, False]
    assert isinstance(arrived["e"], ValueError)
    assert arrived["c"] is Colour.RED
