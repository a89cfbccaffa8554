"""The wire between judge and student: bounded frames and a codec that can only ever yield data.

Two directions, two rules:

* **student → judge** is hostile. A value arrives as msgpack with extension types from a fixed list, rebuilt
  here by us: exact builtins, NumPy and torch arrays by whitelisted dtype, shape and raw bytes, SymPy
  expressions as trees of whitelisted heads. Nothing is unpickled, evaluated, or asked to compare itself.
  Whatever is not data (a class, a figure) arrives as a :class:`Handle`: a number that the judge can call back
  on.
* **judge → student** is trusted, so arguments travel as pickles. Each call gets fresh copies; a random
  generator is the exception: its first state alone counts, and it lives on in the student process, so that
  20,000 draws are not one draw.

A frame is a 4-byte big-endian length and that many bytes.
"""

from __future__ import annotations

import builtins
import io
import math
import pickle
import random
import re
import select
import socket
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Protocol

import cloudpickle
import msgpack
import numpy as np

from graders.verdict import ProtocolViolation, StudentDied, StudentTimeout

MAX_FRAME = 64 * 2**20
MAX_DEPTH = 60
MAX_ITEMS = 2_000_000
MAX_INT_BITS = 65_536
MAX_EXPRESSION_NODES = 5_000
MAX_FRAME_NODES = 50_000  # of all expressions in one frame
MAX_EXPRESSION_DIGITS = 1_000_000
MAX_DECIMAL_EXPONENT = 10_000
MAX_DECIMAL_CHARACTERS = 1_000
MAX_FLOAT_EXPONENT = 100_000
MAX_SAME_HASH = 64

# Extension codes. Judge and student always come from one warm process, but dumps are kept: never renumber.
_TUPLE, _SET, _FROZENSET, _BIGINT, _COMPLEX, _FRACTION, _DECIMAL = range(1, 8)
_SCALAR, _ARRAY, _TENSOR, _SYMPY, _HANDLE, _MODULE = range(8, 14)

_DTYPE = re.compile(r"[<>|][biufcUS][1-9]\d{0,6}")
# A NumPy scalar is its type's letter and its bytes, with nothing to parse: draws come in tens of thousands.
_SCALAR_DTYPES = {ord(char): np.dtype(char) for char in "?bBhHiIlLqQefdgFDG"}
_TENSOR_DTYPES = frozenset(
    "float64 float32 float16 bfloat16 complex64 complex128 int64 int32 int16 int8 uint8 bool".split()  # noqa: SIM905
)


class Unencodable(Exception):
    """A value that is data in kind but too large or too deep to send."""


class Remote(Protocol):
    """What a :class:`Handle` needs of the judge's connection to the student process."""

    generation: int  # goes up when a new student process takes over

    def request(self, op: str, **fields: Any) -> Any:
        """Ask the student process one thing and return the decoded answer."""


# ------------------------------------------------------------------------------------------------ frames


class Channel:
    """One end of a socket that carries frames. Not for use by two threads at once."""

    def __init__(self, sock: socket.socket, max_frame: int = MAX_FRAME + 1024) -> None:
        self.sock = sock
        self.max_frame = max_frame
        self._buffer = bytearray()

    def send(self, payload: bytes, deadline: float | None = None) -> None:
        """Send one frame.

        Raises:
            StudentDied: the other end is closed.
            StudentTimeout: the other end didn't read it by ``deadline`` (``time.monotonic`` seconds).
        """
        view = memoryview(struct.pack(">I", len(payload)) + payload)
        # Without MSG_DONTWAIT one send() waits until all of it is read, however late that is.
        flags = socket.MSG_NOSIGNAL | (socket.MSG_DONTWAIT if deadline is not None else 0)
        while view:
            if deadline is not None:
                _wait(self.sock, deadline, select.POLLOUT)
            try:
                view = view[self.sock.send(view, flags) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise StudentDied("the process at the other end is gone") from error

    def receive(self, deadline: float | None = None) -> bytes:
        """Receive one frame.

        Raises:
            StudentDied: the other end closed before a whole frame had come.
            StudentTimeout: ``deadline`` (``time.monotonic`` seconds) passed first.
            ProtocolViolation: the frame claims more than ``max_frame`` bytes.
        """
        self._fill(4, deadline)
        (length,) = struct.unpack(">I", self._buffer[:4])
        if length > self.max_frame:
            raise ProtocolViolation(f"a frame of {length:,} bytes; {self.max_frame:,} is the most")
        # Nothing is taken out before all of it is there: after a timeout one may go on receiving.
        self._fill(4 + length, deadline)
        frame = bytes(memoryview(self._buffer)[4 : 4 + length])
        del self._buffer[: 4 + length]
        return frame

    def pending(self) -> bool:
        """True if bytes are waiting that nobody asked for."""
        return bool(self._buffer) or _ready(self.sock, select.POLLIN, 0)

    def close(self) -> None:
        """Close the socket; safe to call twice."""
        self.sock.close()

    def _fill(self, count: int, deadline: float | None) -> None:
        buffer = self._buffer
        while len(buffer) < count:
            if deadline is not None:
                _wait(self.sock, deadline, select.POLLIN)
            try:
                chunk = self.sock.recv(max(65_536, min(count - len(buffer), 2**20)))
            except OSError as error:
                raise StudentDied("the process at the other end is gone") from error
            if not chunk:
                raise StudentDied("the process at the other end is gone")
            buffer += chunk


def _wait(sock: socket.socket, deadline: float, event: int) -> None:
    left = deadline - time.monotonic()
    if left <= 0 or not _ready(sock, event, left):
        raise StudentTimeout("no answer before the deadline")


def _ready(sock: socket.socket, event: int, seconds: float) -> bool:
    # poll(), since select() fails on descriptors above 1023.
    poll = select.poll()
    poll.register(sock, event)
    return bool(poll.poll(math.ceil(seconds * 1000)))


# ------------------------------------------------------------------------------------------------ encoding


def encode(value: Any, keep: Callable[[Any], int] | None = None) -> bytes:
    """Encode ``value`` for the other side.

    Args:
        value: anything.
        keep: called with each object that isn't data; returns the number its handle gets. Without it such an
            object is an error.

    Raises:
        Unencodable: too deep, too many items, too many digits, or not data and no ``keep``.
    """
    return _Encoder(keep).pack(value)


class _Encoder:
    def __init__(self, keep: Callable[[Any], int] | None) -> None:
        self.keep = keep
        self.items = 0

    def pack(self, value: Any) -> bytes:
        packed = msgpack.packb(self.tree(value, 0), use_bin_type=True, unicode_errors="surrogatepass")
        if len(packed) > MAX_FRAME:
            raise Unencodable(f"{len(packed):,} bytes; {MAX_FRAME:,} is the most")
        return bytes(packed)

    def ext(self, code: int, payload: Any) -> msgpack.ExtType:
        return msgpack.ExtType(
            code, msgpack.packb(payload, use_bin_type=True, unicode_errors="surrogatepass")
        )

    def tree(self, value: Any, depth: int) -> Any:
        """Return what msgpack can pack. Subclasses of plain types go as the plain type they carry.

        But a dict of a class that stands in the notebook may well be a model (``class UnigramLM(Counter)``): a handle.
        """
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        if kind is str:
            return value
        if kind is int:
            return self._int(value)
        if kind is np.float64:
            return msgpack.ExtType(_SCALAR, b"d" + value.tobytes())
        if depth > MAX_DEPTH:
            raise Unencodable(f"nested more than {MAX_DEPTH} deep")
        # NumPy first: np.float64 is also a float, np.str_ also a str.
        if isinstance(value, np.generic):
            return self._numpy_scalar(value, depth)
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, (bytes, bytearray)):
            return bytes(value)
        if isinstance(value, bool | int):
            return self._int(int.__int__(value))
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, list):
            return self._sequence(list.__iter__(value), depth)
        if isinstance(value, tuple):
            return self.ext(_TUPLE, self._sequence(tuple.__iter__(value), depth))
        if isinstance(value, dict) and (kind.__module__ != "__main__" or self.keep is None):
            self._count(dict.__len__(value))
            return {self._key(k, depth): self.tree(v, depth + 1) for k, v in dict.items(value)}
        if isinstance(value, set):
            return self.ext(_SET, self._sequence(set.__iter__(value), depth))
        if isinstance(value, frozenset):
            return self.ext(_FROZENSET, self._sequence(frozenset.__iter__(value), depth))
        if isinstance(value, complex):
            return self.ext(_COMPLEX, [complex.__complex__(value).real, complex.__complex__(value).imag])
        if kind is Fraction:
            # NumPy integers can hide in a Fraction.
            return self.ext(_FRACTION, [self._int(int(value.numerator)), self._int(int(value.denominator))])
        if kind is Decimal:
            text = str(value)
            if len(text) > MAX_DECIMAL_CHARACTERS or (
                value.is_finite() and abs(value.adjusted()) > MAX_DECIMAL_EXPONENT
            ):
                raise Unencodable("a Decimal with too many digits")
            return self.ext(_DECIMAL, text)
        return self._other(value)

    def _other(self, value: Any) -> Any:
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor):
            tensor = _plain_tensor(torch, value)
            if tensor is not None:
                return self.ext(_TENSOR, tensor)
        sympy = sys.modules.get("sympy")
        if sympy is not None and isinstance(value, (sympy.Basic, sympy.MatrixBase)):
            tree = _expression_tree(value)
            if tree is not None:
                return self.ext(_SYMPY, tree)
        if type(value) is type(sys):
            return self.ext(_MODULE, getattr(value, "__name__", "?"))
        if self.keep is None:
            raise Unencodable(f"a {type(value).__name__} is not data")
        return self.ext(_HANDLE, [self.keep(value), type(value).__name__[:100], callable(value)])

    def _sequence(self, values: Iterator[Any], depth: int) -> list[Any]:
        listed = list(values)
        self._count(len(listed))
        return [self.tree(item, depth + 1) for item in listed]

    def _count(self, items: int) -> None:
        # An empty container counts too: nested a few times over, it could be sent without end.
        self.items += items + 1
        if self.items > MAX_ITEMS:
            raise Unencodable(f"more than {MAX_ITEMS:,} items")

    def _key(self, key: Any, depth: int) -> Any:
        if isinstance(
            key, (str, bytes, bool, int, float, tuple, np.generic, type(None), Fraction, frozenset)
        ):
            return self.tree(key, depth + 1)
        other = self.tree(key, depth + 1)
        if isinstance(other, msgpack.ExtType) and other.code in (_SYMPY, _DECIMAL, _COMPLEX, _HANDLE):
            return other
        raise Unencodable(f"a dictionary key of type {type(key).__name__}")

    def _int(self, value: int) -> Any:
        if -(2**63) <= value < 2**64:
            return value
        if value.bit_length() > MAX_INT_BITS:
            raise Unencodable(f"an integer of {value.bit_length():,} bits; {MAX_INT_BITS:,} is the most")
        return self.ext(_BIGINT, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))

    def _numpy_scalar(self, value: np.generic, depth: int) -> Any:
        if isinstance(value, np.str_ | np.bytes_):
            return self.tree(value.item(), depth)
        if value.dtype.kind not in "biufc":
            return self._other(value)
        return msgpack.ExtType(_SCALAR, value.dtype.char.encode() + value.tobytes())

    def _array(self, value: np.ndarray[Any, Any]) -> Any:
        if isinstance(value, np.ma.MaskedArray) or not _DTYPE.fullmatch(value.dtype.str):
            return self._other(value)
        # Before it is copied: a broadcast array is small here and may be enormous there.
        if value.nbytes > MAX_FRAME or _span(value.shape) > MAX_FRAME:
            raise Unencodable(
                f"an array of shape {value.shape} and {value.nbytes:,} bytes; {MAX_FRAME:,} is the most"
            )
        plain = np.ascontiguousarray(value.view(np.ndarray))
        # ascontiguousarray makes a 0-d array 1-d, so the shape is the original's.
        return self.ext(_ARRAY, [plain.dtype.str, list(value.shape), plain.tobytes()])


def _plain_tensor(torch: Any, value: Any) -> list[Any] | None:
    name = str(value.dtype).removeprefix("torch.")
    if name not in _TENSOR_DTYPES or value.layout != torch.strided:
        return None
    if value.numel() * value.element_size() > MAX_FRAME or _span(tuple(value.shape)) > MAX_FRAME:
        raise Unencodable("a tensor too large to send")
    flat = value.detach().cpu().resolve_conj().resolve_neg().contiguous().reshape(-1)
    raw = flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b""
    return [name, list(value.shape), raw]


# ------------------------------------------------------------------------------------------------ decoding


def decode(payload: bytes, remote: Remote | None = None) -> Any:
    """Decode what the student process sent: data, or handles on ``remote``.

    Raises:
        ProtocolViolation: whatever else the bytes are. No other exception leaves here, for any bytes at all.
    """
    try:
        return _Decoder(remote).unpack(payload)
    except ProtocolViolation:
        raise
    except RecursionError as error:
        raise ProtocolViolation("nested too deep") from error
    except Exception as error:
        raise ProtocolViolation(f"not a value: {type(error).__name__}") from error


class _Decoder:
    def __init__(self, remote: Remote | None) -> None:
        self.remote = remote
        self.depth = self.items = self.nesting = 0
        self.nodes = [MAX_FRAME_NODES]
        self.builders: dict[int, Callable[[Any], Any]] = {
            _TUPLE: lambda body: tuple(_expect(body, list)),
            _SET: lambda body: set(_spread(_expect(body, list))),
            _FROZENSET: lambda body: frozenset(_spread(_expect(body, list))),
            _BIGINT: _big_int,
            _COMPLEX: lambda body: complex(*_floats(body, 2)),
            _FRACTION: _fraction,
            _DECIMAL: _decimal,
            _ARRAY: _array,
            _TENSOR: _tensor,
            _SYMPY: lambda body: _expression(body, self.nodes),
            _HANDLE: self._handle,
            _MODULE: lambda body: ModuleName(_expect(body, str)[:200]),
        }

    def unpack(self, payload: bytes) -> Any:
        limit = len(payload)
        if limit > 4096:
            # msgpack allocates for the length that a header claims; walking over it first costs little, and
            # shows that all that is claimed is there.
            walker = msgpack.Unpacker(max_buffer_size=limit, read_size=1024)
            walker.feed(payload)
            walker.skip()
        return msgpack.unpackb(
            payload,
            raw=False,
            strict_map_key=False,
            unicode_errors="surrogatepass",
            ext_hook=self._ext,
            list_hook=self._list,
            object_pairs_hook=self._dict,
            timestamp=1,  # msgpack's own extension: as a float, since its class is not on our list
            max_array_len=min(limit, MAX_ITEMS),
            max_map_len=min(limit // 2 + 1, MAX_ITEMS),
            max_str_len=limit,
            max_bin_len=limit,
            max_ext_len=limit,
        )

    def _list(self, items: list[Any]) -> list[Any]:
        self._count(len(items))
        return items

    def _dict(self, pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
        self._count(len(pairs))
        _spread([key for key, _ in pairs])
        return dict(pairs)

    def _count(self, items: int) -> None:
        self.items += items + 1
        if self.items > 4 * MAX_ITEMS:  # the encoder doesn't count what it needs to describe an item
            raise ProtocolViolation("too many items")

    def _ext(self, code: int, body: bytes) -> Any:
        if code == _SCALAR:
            return _scalar(body)
        builder = self.builders.get(code)
        if builder is None:
            raise ProtocolViolation(f"unknown kind of value {code}")
        self._count(1)
        self.depth += 1
        self.nesting += len(body)  # every level holds a copy of all below it
        if self.depth > MAX_DEPTH + 5 or self.nesting > 4 * MAX_FRAME:
            raise ProtocolViolation("nested too deep")
        built = builder(self.unpack(body))
        self.depth -= 1
        self.nesting -= len(body)
        return built

    def _handle(self, body: Any) -> Handle:
        number, kind, is_callable = body
        if self.remote is None:
            raise ProtocolViolation("a handle where only data is allowed")
        if not 0 <= _expect(number, int) < 2**63:
            raise ProtocolViolation("an impossible handle")
        # Messages name it; a type can be called anything.
        kind = kind[:40] if _expect(kind, str).isidentifier() else "object"
        return Handle(self.remote, number, kind, _expect(is_callable, bool))


class ModuleName(str):
    """A module that the student process holds: only its name crosses. The judge imports its own."""

    __slots__ = ()


def _expect(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ProtocolViolation(f"expected {kind.__name__}, got {type(value).__name__}")
    return value


def _spread(keys: list[Any]) -> list[Any]:
    """Refuse keys made to share one hash: a set of n of them takes n² comparisons."""
    if len(keys) > MAX_SAME_HASH and max(Counter(map(hash, keys)).values()) > MAX_SAME_HASH:
        raise ProtocolViolation("keys that all have the same hash")
    return keys


def _floats(body: Any, count: int) -> list[float]:
    numbers = _expect(body, list)
    if len(numbers) != count:
        raise ProtocolViolation("wrong number of parts")
    return [_expect(number, float) for number in numbers]


def _big_int(body: Any) -> int:
    if len(_expect(body, bytes)) * 8 > MAX_INT_BITS + 8:
        raise ProtocolViolation("an integer with too many digits")
    return int.from_bytes(body, "big", signed=True)


def _fraction(body: Any) -> Fraction:
    numerator, denominator = body
    return Fraction(_expect(numerator, int), _expect(denominator, int))


def _decimal(body: Any) -> Decimal:
    if len(_expect(body, str)) > MAX_DECIMAL_CHARACTERS:
        raise ProtocolViolation("a Decimal with too many digits")
    try:
        value = Decimal(body)
    except InvalidOperation as error:
        raise ProtocolViolation("not a Decimal") from error
    if value.is_finite() and abs(value.adjusted()) > MAX_DECIMAL_EXPONENT:
        raise ProtocolViolation("a Decimal with too large an exponent")
    return value


def _dtype(name: Any) -> np.dtype[Any]:
    if not _DTYPE.fullmatch(_expect(name, str)):
        raise ProtocolViolation("a dtype that is not on the list")
    return np.dtype(name)


def _scalar(body: bytes) -> np.generic:
    dtype = _SCALAR_DTYPES.get(body[0]) if body else None
    if dtype is None or len(body) != 1 + dtype.itemsize:
        raise ProtocolViolation("not a NumPy number")
    if dtype.kind == "b":
        return np.bool_(body[1] != 0)
    return np.frombuffer(body, dtype, 1, 1)[0]


def _array(body: Any) -> np.ndarray[Any, Any]:
    name, shape, raw = body
    return _buffer(_dtype(name), _expect(raw, bytes), _shape(shape))


def _shape(shape: Any) -> tuple[int, ...]:
    sizes = tuple(_expect(size, int) for size in _expect(shape, list))
    # An empty array could still claim 2**60 rows, and looping over those would never end.
    if len(sizes) > 32 or any(size < 0 for size in sizes) or _span(sizes) > MAX_FRAME:
        raise ProtocolViolation("an impossible shape")
    return sizes


def _span(sizes: Collection[int]) -> int:
    return math.prod(size or 1 for size in sizes)


def _buffer(dtype: np.dtype[Any], raw: bytes, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    if math.prod(shape) * dtype.itemsize != len(raw):
        raise ProtocolViolation("shape and bytes don't match")
    if dtype.kind == "b":
        # Any byte but 0 or 1 in a bool array is undefined behaviour.
        return (np.frombuffer(raw, np.uint8) != 0).reshape(shape)
    if dtype.kind == "U" and raw:
        points = np.frombuffer(raw, dtype.str[0] + "u4")
        if points.max() > sys.maxunicode:
            raise ProtocolViolation("an impossible character")
    return np.frombuffer(raw, dtype).reshape(shape).copy()


def _tensor(body: Any) -> Any:
    name, shape, raw = body
    if _expect(name, str) not in _TENSOR_DTYPES:
        raise ProtocolViolation("a tensor dtype that is not on the list")
    import torch

    sizes = _shape(shape)
    dtype = getattr(torch, name)
    if math.prod(sizes) * dtype.itemsize != len(_expect(raw, bytes)):
        raise ProtocolViolation("shape and bytes don't match")
    if not raw:
        return torch.empty(sizes, dtype=dtype)
    flat = torch.frombuffer(bytearray(raw), dtype=torch.uint8)
    return ((flat != 0) if name == "bool" else flat.view(dtype)).reshape(sizes)


# ------------------------------------------------------------------------------------------------ SymPy

# Heads whose arguments are expressions, by SymPy's own class names.
_HEADS = frozenset(
    """
    Add Mul Pow exp log sin cos tan asin acos atan sinh cosh tanh Abs sign Max Min floor ceiling
    factorial binomial gamma loggamma digamma polygamma erf erfc conjugate re im Piecewise
    ExprCondPair Derivative Integral Limit Sum Product Subs Tuple FiniteSet Interval Equality
    Unequality StrictLessThan LessThan StrictGreaterThan GreaterThan And Or Not KroneckerDelta
    DiracDelta Heaviside LambertW
    """.split()  # noqa: SIM905  (a list of 59 quoted names reads worse)
)
_CONSTANTS = {
    "pi": "Pi", "E": "Exp1", "I": "ImaginaryUnit", "oo": "Infinity", "-oo": "NegativeInfinity",
    "zoo": "ComplexInfinity", "nan": "NaN", "true": "BooleanTrue", "false": "BooleanFalse",
    "EulerGamma": "EulerGamma", "Reals": "Reals", "EmptySet": "EmptySet",
}  # fmt: skip
_CONSTANT_NAMES = {singleton: name for name, singleton in _CONSTANTS.items()}
_ASSUMPTIONS = ("positive", "negative", "nonnegative", "nonpositive", "nonzero", "real", "integer")


def _expression_tree(value: Any) -> list[Any] | None:
    """Return ``value`` as nested lists, or None if it has a head that is not on the list."""
    try:
        tree = _node(value, [MAX_EXPRESSION_NODES], 0)
    except LookupError:
        return None
    if too_large(value):
        raise Unencodable("a SymPy expression with far too large a number in it")
    return tree


def _node(value: Any, budget: list[int], depth: int) -> list[Any]:
    import sympy

    budget[0] -= 1
    if budget[0] < 0 or depth > MAX_DEPTH:
        raise Unencodable(f"a SymPy expression of more than {MAX_EXPRESSION_NODES:,} terms")
    if isinstance(value, sympy.MatrixBase):
        rows, columns = value.shape
        return ["Matrix", rows, columns, [_node(item, budget, depth + 1) for item in value.flat()]]
    name = type(value).__name__
    if name in _CONSTANT_NAMES:
        return ["const", _CONSTANT_NAMES[name]]
    if isinstance(value, sympy.Symbol):
        given = value.assumptions0
        return ["Symbol", value.name, {key: given[key] for key in _ASSUMPTIONS if key in given}]
    if isinstance(value, sympy.Rational):
        return ["Rational", _digits(value.p), _digits(value.q)]
    if isinstance(value, sympy.Float):
        sign, mantissa, exponent, _ = value._mpf_
        if value._prec > 4096 or abs(exponent) > MAX_FLOAT_EXPONENT:
            raise Unencodable("a SymPy Float with too many digits")
        return ["Float", int(sign), _digits(mantissa), int(exponent), int(value._prec)]
    if isinstance(value, sympy.core.function.AppliedUndef):
        return ["Function", str(value.func), [_node(item, budget, depth + 1) for item in value.args]]
    if name not in _HEADS or type(value).__module__.split(".")[0] != "sympy":
        raise LookupError(name)
    return [name, *(_node(item, budget, depth + 1) for item in value.args)]


def _digits(value: int) -> str:
    if int(value).bit_length() > 13_000:
        raise Unencodable("a number of more than 4,000 digits")
    return str(int(value))


def _expression(body: Any, left: list[int]) -> Any:
    budget = [min(MAX_EXPRESSION_NODES, left[0])]
    left[0] -= budget[0]
    built = _build(body, budget, 0)
    left[0] += budget[0]
    if too_large(built):
        raise ProtocolViolation("a SymPy expression with far too large a number in it")
    return built


def _build(node: Any, budget: list[int], depth: int) -> Any:
    """Rebuild one node. Nothing is evaluated here, so that no expression can be a bomb."""
    import sympy

    budget[0] -= 1
    if budget[0] < 0 or depth > MAX_DEPTH + 1:
        raise ProtocolViolation("a SymPy expression that is too large")
    head, *rest = _expect(node, list)

    def built(parts: Any) -> list[Any]:
        return [_build(part, budget, depth + 1) for part in parts]

    if head == "const":
        return getattr(sympy.S, _CONSTANTS[_expect(rest[0], str)])
    if head == "Symbol":
        flags = {key: _expect(rest[1][key], bool) for key in _ASSUMPTIONS if key in _expect(rest[1], dict)}
        return sympy.Symbol(_expect(rest[0], str)[:200], **flags)
    if head == "Rational":
        return sympy.Rational(*(int(_expect(part, str)) for part in rest[:2]))
    if head == "Float":
        return _float(*rest)
    if head == "Function":
        return sympy.Function(_expect(rest[0], str)[:200])(*built(_expect(rest[1], list)))
    if head == "Matrix":
        rows, columns = (_expect(size, int) for size in rest[:2])
        if not (0 <= rows <= MAX_EXPRESSION_NODES and 0 <= columns <= MAX_EXPRESSION_NODES):
            raise ProtocolViolation("an impossible shape")
        return sympy.ImmutableDenseMatrix(rows, columns, built(_expect(rest[2], list)))
    if head not in _HEADS:
        raise ProtocolViolation("a SymPy head that is not on the list")
    return _unevaluated(head, built(rest))


def _float(sign: Any, mantissa: Any, exponent: Any, precision: Any) -> Any:
    import sympy
    from sympy.external.gmpy import MPZ

    digits, bits = int(_expect(mantissa, str)), _expect(precision, int)
    whole = digits % 2 or (digits == sign == exponent == 0)
    if _expect(sign, int) not in (0, 1) or not whole or not 0 <= digits.bit_length() <= bits <= 4096:
        raise ProtocolViolation("not a SymPy Float")
    if abs(_expect(exponent, int)) > MAX_FLOAT_EXPONENT:
        raise ProtocolViolation("a SymPy Float with too many digits")
    return sympy.Float._new((sign, MPZ(digits), exponent, digits.bit_length()), bits, zero=False)


def _unevaluated(head: str, args: list[Any]) -> Any:
    """Return the node without working anything out; some constructors do, so those are gone around."""
    import sympy
    from sympy.functions.elementary.piecewise import ExprCondPair
    from sympy.logic.boolalg import Boolean

    def each(kind: Any, parts: list[Any]) -> None:
        if not parts or not all(isinstance(part, kind) for part in parts):
            raise ProtocolViolation(f"a {head} of something else")

    if head == "ExprCondPair":
        expression, condition = args
        each(sympy.Basic, [expression])
        each(Boolean, [condition])
        return sympy.Tuple.__new__(ExprCondPair, expression, condition)
    cls = getattr(sympy, head)
    if head in ("Tuple", "Limit", "Subs", "Derivative"):
        if head == "Derivative":
            for variable, count in args[1:]:
                each((sympy.Symbol, sympy.core.function.AppliedUndef, sympy.Derivative), [variable])
                each((sympy.Integer, sympy.Symbol), [count])
        # These hold their arguments as they are until doit().
        return cls(*args)
    if head == "Piecewise":
        each(ExprCondPair, args)
        return sympy.Basic.__new__(cls, *args)
    if head == "Interval":
        start, end, *is_open = args
        each(sympy.Expr, [start, end])
        each((sympy.logic.boolalg.BooleanTrue, sympy.logic.boolalg.BooleanFalse), is_open)
        return sympy.Basic.__new__(cls, start, end, *is_open)
    if head in ("And", "Or", "Max", "Min", "FiniteSet"):
        each({"A": Boolean, "O": Boolean, "M": sympy.Expr, "F": sympy.Basic}[head[0]], args)
        held = sympy.Basic.__new__(cls, *args)
        setattr(held, "_args_set" if head == "FiniteSet" else "_argset", frozenset(args))
        return held
    if head in ("Integral", "Sum", "Product"):
        function, *limits = args
        each(sympy.Expr, [function])
        each(sympy.Tuple, limits)
        for limit in limits:
            each(sympy.Symbol, limit.args[:1])
            each(sympy.Expr, list(limit.args))
            if len(limit.args) > 3 or (head != "Integral" and len(limit.args) != 3):
                raise ProtocolViolation(f"a {head} with impossible limits")
        held = sympy.Basic.__new__(cls, function, *limits)
        held.is_commutative = True
        return held
    return cls(*args, evaluate=False)


def too_large(expression: Any) -> bool:
    """True if working out ``expression`` could need numbers of more than ``MAX_EXPRESSION_DIGITS`` digits.

    SymPy would take hours over ``9**9**9``, in one call that no time limit can stop. This is an estimate from
    above of the digits of each part, with symbols at about 3.
    """
    try:
        _, digits = _reach(expression)
    except (OverflowError, RecursionError):
        return True
    return not digits <= MAX_EXPRESSION_DIGITS


def _reach(node: Any) -> tuple[float, float]:
    """Return two estimates from above: log10 of a node's value, and of the digits needed to work it out."""
    import sympy

    if isinstance(node, sympy.Rational):
        top, bottom = (0.30103 * int(part).bit_length() for part in (node.p, node.q))
        return top - bottom + 0.31, top + bottom
    if isinstance(node, sympy.Float):
        _, mantissa, exponent, _ = node._mpf_
        size = 0.30103 * (exponent + int(mantissa).bit_length())
        return size, abs(size) + 0.3 * min(node._prec, 4096)
    parts = list(node.flat()) if isinstance(node, sympy.MatrixBase) else node.args
    if not parts:
        return 0.5, 1.0
    sizes, digits = zip(*map(_reach, parts), strict=True)
    size, most = max(sizes), max(digits)
    name = type(node).__name__
    if name == "Add":
        size, most = size + math.log10(len(sizes)), most + math.log10(len(sizes))
    elif name == "Mul":
        size, most = sum(sizes), sum(digits)
    elif name == "Pow":
        exponent = node.args[1]
        times = 10.0 ** sizes[1]
        grows = not exponent.could_extract_minus_sign() if exponent.is_Rational else False
        size = sizes[0] * times if grows and sizes[0] > 0 else digits[0] * times
        if isinstance(node.args[0], sympy.Float):
            size = abs(sizes[0]) * times  # its digits are precision, not size
        most = max(most, digits[0] * times)
    elif name in ("exp", "sinh", "cosh"):
        # A power of e is cheap in floating point, however large; but exp(n log 2) becomes the integer 2**n.
        size = 0.4343 * 10.0 ** sizes[0]
        most = max(most, size if node.has(sympy.log) else sizes[0])
    elif name in ("floor", "ceiling"):
        most = max(most, size)
    elif name in ("factorial", "gamma", "loggamma", "digamma", "polygamma"):
        size = 10.0**size * max(size, 1.0)
        most = max(most, size)
    elif name == "binomial":
        size = min(10.0 ** sizes[0] * 0.31, 10.0 ** sizes[1] * max(sizes[0], 1.0))
        most = max(most, size)
    elif name == "Product":
        size = (
            sum(10.0 ** max(_reach(bound)[0] for bound in limit.args[1:]) for limit in node.args[1:])
            * digits[0]
        )
        most = max(most, size)
    elif name == "Derivative" and any(count.is_Integer and count > 100 for _, count in node.args[1:]):
        most = math.inf
    return size, most


# ------------------------------------------------------------------------------------------------ handles


class Handle:
    """The judge's view of an object that stays in the student process.

    Attributes, calls, items, iteration and length are forwarded; the answers are data or further handles. It
    is never true, never equal to anything but itself: one that claims to equal everything gains nothing.
    """

    __slots__ = ("_born", "_callable", "_kind", "_label", "_number", "_remote", "_root")

    def __init__(self, remote: Remote, number: int, kind: str, is_callable: bool) -> None:
        self._remote = remote
        self._number = number
        self._kind = kind
        self._callable = is_callable
        self._born = remote.generation  # which of the student's processes it is from
        self._label = ""  # the student's name for it, or for what it came from
        self._root = False  # True if that name can be looked up again

    def __repr__(self) -> str:
        return f"<a {self._kind} of the submission>"

    def __bool__(self) -> bool:
        raise TypeError(f"a {self._kind} is neither true nor false here; return a plain value")

    def __float__(self) -> float:
        raise TypeError(f"a {self._kind} is not a number")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the student's object with fresh copies of the arguments."""
        return self._remote.request("call", target=self, args=args, kwargs=kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._remote.request("attr", target=self, name=name)

    def __getitem__(self, key: Any) -> Any:
        return self._remote.request("item", target=self, args=(key,))

    def __len__(self) -> int:
        return int(self._remote.request("len", target=self))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._remote.request("iter", target=self))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
        array = self._remote.request("array", target=self)
        if not isinstance(array, np.ndarray):
            raise TypeError(f"a {self._kind} can't be read as an array of numbers")
        return array.astype(dtype) if dtype is not None else array


class Unreadable:
    """A student's value that could not be sent; every check of it says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return f"<a value that can't be graded: {self.reason}>"


# ------------------------------------------------------------------------------------------------ arguments


def is_live(value: Any) -> bool:
    """True for what is sent once and then lives on in the student process: random generators."""
    if isinstance(value, np.random.Generator | np.random.RandomState | random.Random):
        return True
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Generator)


_SHARED: list[Any] = []
_SHARED_NAMES: dict[int, int] = {}


def share(value: Any) -> None:
    """Have ``value`` travel by reference. For the warm process: judge and student inherit the same table."""
    _SHARED_NAMES[id(value)] = len(_SHARED)
    _SHARED.append(value)


class ArgumentWriter:
    """Pickles the judge's arguments; remembers how each random generator was when it was first sent."""

    def __init__(self, number_of: Callable[[Handle], int] = lambda handle: handle._number) -> None:
        self._number_of = number_of
        self._sent: dict[int, tuple[Any, bytes]] = {}

    def dumps(self, value: Any) -> bytes:
        """Return ``value`` as a pickle in which handles and live generators stand as references."""
        buffer = io.BytesIO()
        _ArgumentPickler(buffer, self._sent, self._number_of).dump(value)
        return buffer.getvalue()

    def forget(self) -> None:
        """The student process is a new one: send every generator again."""
        self._sent.clear()


class _ArgumentPickler(cloudpickle.Pickler):
    def __init__(
        self,
        buffer: io.BytesIO,
        sent: dict[int, tuple[Any, bytes]],
        number_of: Callable[[Handle], int],
    ) -> None:
        super().__init__(buffer, protocol=5)
        self._sent = sent
        self._number_of = number_of

    def persistent_id(self, value: Any) -> Any:
        """Handles and generators travel by number."""
        if type(value) is Handle:
            return ("handle", self._number_of(value))
        if (name := _SHARED_NAMES.get(id(value))) is not None:
            return ("shared", name)
        if is_live(value):
            # Its first state goes along each time: nobody knows if an earlier request was read to its end.
            if id(value) not in self._sent:
                # The value is kept alive too, so that its id stays its own.
                self._sent[id(value)] = (value, cloudpickle.dumps(value))
            return ("live", id(value), self._sent[id(value)][1])
        return None


class ArgumentReader:
    """The student process's side of :class:`ArgumentWriter`."""

    def __init__(self, handles: dict[int, Any]) -> None:
        self._handles = handles
        self._live: dict[int, Any] = {}

    def loads(self, payload: bytes) -> Any:
        """Return fresh copies of what was sent."""
        reader = _ArgumentUnpickler(io.BytesIO(payload))
        reader.handles, reader.live = self._handles, self._live
        return reader.load()


def copies(value: Any) -> Callable[[], Any]:
    """Return a function that gives a fresh copy of ``value`` each time, here; live generators go on as they are."""
    writer, reader = ArgumentWriter(), ArgumentReader({})
    payload = writer.dumps(value)
    reader._live = {number: original for number, (original, _) in writer._sent.items()}
    return lambda: reader.loads(payload)


class _ArgumentUnpickler(pickle.Unpickler):
    handles: dict[int, Any]
    live: dict[int, Any]

    def persistent_load(self, pid: Any) -> Any:
        if pid[0] == "handle":
            return self.handles[pid[1]]
        if pid[0] == "shared":
            return _SHARED[pid[1]]
        # One request may be read many times over; its generators are the same each time.
        if pid[1] not in self.live:
            self.live[pid[1]] = pickle.loads(pid[2])
        return self.live[pid[1]]


# ------------------------------------------------------------------------------------------------ exceptions

_NEVER_RAISED = (StopIteration, StopAsyncIteration)


def exception_to_data(error: BaseException) -> list[str]:
    """Return an exception as its nearest builtin type's name and one line of text."""
    for cls in type(error).__mro__:
        if getattr(builtins, cls.__name__, None) is cls:
            name = cls.__name__
            break
    try:
        # str() of a KeyError is the repr of its key, and would be so a second time on the other side.
        text = str(error.args[0]) if name == "KeyError" and len(error.args) == 1 else str(error)
    except Exception:
        text = ""
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    return [name, type(error).__name__[:100], first_line[:300]]


def exception_from_data(body: Any) -> Exception:
    """Return the exception to raise on the judge's side: always an ``Exception``, always a builtin type."""
    if len(_expect(body, list)) != 3:
        raise ProtocolViolation("not an exception")
    # Lone surrogates would break whoever writes the message to a file.
    name, own_name, text = (_expect(part, str)[:300].encode("utf-8", "replace").decode() for part in body)
    cls = getattr(builtins, name, None)
    if not (isinstance(cls, type) and issubclass(cls, BaseException)):
        raise ProtocolViolation("not an exception")
    if issubclass(cls, SystemExit):
        error: Exception = RuntimeError("it called exit(), which ends the program instead of returning")
    elif not issubclass(cls, Exception) or issubclass(cls, _NEVER_RAISED) or issubclass(cls, ExceptionGroup):
        error = RuntimeError(f"{own_name}: {text}" if text else own_name)
    else:
        try:
            error = cls(text) if not issubclass(cls, UnicodeError) else ValueError(text)
        except Exception:
            error = RuntimeError(f"{own_name}: {text}")
    error.from_student = "it"  # type: ignore[attr-defined]
    return error
