"""The judge: walks a notebook's cells in order, has student cells run elsewhere, and runs the test cells itself.

It holds the tests; the student process holds the student's objects; only data crosses between them. Names that a
test cell doesn't define are looked up in the student process at that moment. A student process that hangs is first
interrupted, then replaced: the new one runs the student's cells again, all but the one that killed it.
"""

from __future__ import annotations

import ast
import builtins
import io
import math
import os
import socket
import symtable
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cloudpickle
import msgpack
import numpy as np

from graders import checks, wire
from graders.notebook import split_hidden
from graders.verdict import (
    Check,
    ProtocolViolation,
    Status,
    StudentDied,
    StudentTimeout,
    SubmissionError,
)

EXTRA = 15.0  # seconds for the outputs of cells after the first test, at least
# For a test's own function, cloudpickle searches all loaded modules, thousands with torch, for what it may need.
# Here judge and student come from one warm process and have the same: the search was 5/6 of sending a test's model.
cloudpickle.cloudpickle._find_imported_submodules = lambda *_: []

GRACE = 1.0  # seconds an interrupted student process gets to come back with an answer
# After so many time-outs, or deaths of the process, a function is not called any more.
MOST_HANGS, MOST_DEATHS = 3, 2
ENDED = "ended the Python process (exit, a crash, or too much memory)"
# Of one notebook, in characters; of one cell, in number.
MAX_OUTPUT, MAX_OUTPUTS, MAX_LINES = 24_000_000, 600, 1_000
CUT = "\n[output cut: it was too much]\n"
VISIBLE, HIDDEN = "the visible tests", "the hidden tests"


@dataclass
class Limits:
    """Deadlines, in seconds: of one call, of one student cell, of the whole notebook."""

    call: float
    cell: float
    notebook: float


class OutOfTime(BaseException):
    """The notebook's total time is used up. No check may catch this, so it is no ``Exception``."""


class Coordinator:
    """The judge's line to the coordinator: trusted on both ends, data only all the same."""

    def __init__(self, sock: socket.socket) -> None:
        self.channel = wire.Channel(sock)

    def job(self) -> dict[str, Any]:
        """Wait for the notebook to judge."""
        return dict(wire.decode(self.channel.receive()))

    def tell(self, **event: Any) -> None:
        """Report something."""
        self.channel.send(wire.encode(event))

    def ask(self, what: str) -> bool:
        """Ask for an interrupted or a new student process; False if that can't be had."""
        self.tell(event="ask", what=what)
        return bool(wire.decode(self.channel.receive()))

    def why_it_ended(self) -> str:
        """Ask what is known about the end of the student process."""
        self.tell(event="ask", what="why")
        return str(wire.decode(self.channel.receive()))


class Student:
    """The judge's line to the student process; what :class:`graders.wire.Handle` calls."""

    def __init__(self, socks: list[socket.socket], coordinator: Coordinator, limits: Limits) -> None:
        self.spare = [wire.Channel(sock) for sock in socks]
        self.channel = self.spare.pop(0)
        self.coordinator = coordinator
        self.limits = limits
        self.ends = time.monotonic() + limits.notebook
        self.writer = wire.ArgumentWriter(self.number_of)
        self.generation = 0
        self.replay: list[tuple[int, str]] = []  # position and source of each cell that came to its end
        self.alive = True
        # By the student's name for what was called, so that they outlive the process.
        self.hung: Counter[str] = Counter()
        self.deadly: Counter[str] = Counter()
        self.call_limit = limits.call
        self.ended = ENDED
        self.outputs = Outputs()

    # ---- requests

    def request(self, op: str, **fields: Any) -> Any:
        """Ask one thing and return the answer; exceptions of student code are raised here as builtin types."""
        target: wire.Handle = fields.pop("target")
        name = target._label
        # What hung once will mostly hang again: less time the next time, then none, so that the rest is graded.
        if self.hung[name] >= MOST_HANGS:
            raise StudentTimeout(
                f"{_called(name)} ran past its time {MOST_HANGS} times, so it was not called again."
            )
        if self.deadly[name] >= MOST_DEATHS:
            raise StudentDied(
                f"{_called(name)} had ended the Python process before, so it was not called again."
            )
        seconds = min(self.call_limit, checks.patience())
        if self.hung[name]:
            seconds = min(seconds, max(1.0, seconds / 5))
        number = self.number_of(target)
        if op in ("call", "item", "axes"):
            args = (fields.pop("args"), fields.pop("kwargs", {}))
            fields["args"] = self.writer.dumps(args)
        try:
            value = self.exchange({"op": op, "target": number, **fields}, seconds)
        except StudentTimeout:
            self.hung[name] += 1
            raise StudentTimeout(
                f"{_called(name)} didn't finish within {seconds:g} seconds. Is there an endless loop?"
            ) from None
        except StudentDied:
            self.deadly[name] += 1
            raise StudentDied(f"{_called(name)} {self.ended}.") from None
        except Exception as error:
            if getattr(error, "from_student", False):
                error.from_student = name or "it"  # type: ignore[attr-defined]
            raise
        if isinstance(value, wire.Handle):
            value._label = name
        return value

    def number_of(self, handle: wire.Handle) -> int:
        """Return the handle's number in the process that lives now, which may not be the one it came from."""
        if not self.alive and not self.revive():
            raise StudentDied("Your code ended the Python process too often.")
        if handle._born == self.generation:
            return handle._number
        again = self.lookup([handle._label]).get(handle._label) if handle._root else None
        if not isinstance(again, wire.Handle):
            raise StudentDied("Your code had ended the Python process before this check.")
        handle._number, handle._born = again._number, again._born
        return handle._number

    def exchange(self, request: dict[str, Any], seconds: float) -> Any:
        """Send a request and wait for its answer, at most ``seconds``."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise OutOfTime
        request["id"] = int.from_bytes(os.urandom(6), "big")
        deadline = time.monotonic() + min(seconds, left)
        try:
            if self.channel.pending():
                raise ProtocolViolation("Your code sent something nobody asked for.")
            self.channel.send(msgpack.packb(request, unicode_errors="surrogatepass"), deadline)
            kind, body = self.answer(request["id"], deadline)
        except StudentTimeout:
            late = self.interrupt(request["id"])
            if late and late[0] == "ok" and request["op"] == "run":
                # What a cell had printed until then helps to see where it hung.
                return wire.decode(late[1]) | {"late": True}
            if seconds >= left:
                raise OutOfTime from None
            raise StudentTimeout(f"It didn't finish within {seconds:g} seconds.") from None
        except MemoryError:
            self.alive = False
            raise ProtocolViolation("The answer of your code is too large.") from None
        except StudentDied:
            self.alive = False
            self.ended = self.coordinator.why_it_ended() or ENDED
            raise StudentDied(f"Your code {self.ended}.") from None
        except ProtocolViolation as error:
            self.alive = False
            raise ProtocolViolation(f"The answer of your code could not be read: {error}") from None
        if kind == "ok":
            return wire.decode(body, self)
        if kind == "refused":
            # In words of ours: theirs could be anything.
            raise ProtocolViolation("The answer of your code can't be sent: too large, too deep, or no data.")
        raise wire.exception_from_data(wire.decode(body))

    def answer(self, wanted: int, deadline: float) -> tuple[str, bytes]:
        """Receive the answer to request ``wanted``."""
        frame = self.channel.receive(deadline)
        try:
            reply = msgpack.unpackb(frame, raw=False, max_map_len=8, max_array_len=8)
            number, kind, body = reply["id"], reply["kind"], reply["body"]
        except Exception as error:
            raise ProtocolViolation("not an answer") from error
        if number != wanted or kind not in ("ok", "error", "refused") or not isinstance(body, bytes):
            raise ProtocolViolation("an answer to something else")
        return kind, body

    def interrupt(self, wanted: int) -> tuple[str, bytes] | None:
        """Stop what the student process is doing and return what it answers then; if nothing, it is lost."""
        try:
            if self.coordinator.ask("interrupt"):
                return self.answer(wanted, time.monotonic() + GRACE)
        except SubmissionError:
            pass
        self.alive = False
        return None

    # ---- life and death

    def revive(self) -> bool:
        """Get a new student process and bring it to where the last one was. False if there are none left."""
        while self.spare:
            self.channel.close()
            self.channel = self.spare.pop(0)
            if not self.coordinator.ask("replace"):
                return False
            self.alive = True
            self.generation += 1
            self.writer.forget()
            if self.run_again():
                return True
        return False

    def run_again(self) -> bool:
        """Run the student's cells again in a new process. False if one of them killed it this time."""
        for position, (_, source) in enumerate(self.replay):
            try:
                self.exchange({"op": "run", "source": source, "shown": False}, self.limits.cell)
            except Exception:
                if not self.alive:
                    # It lived the first time and died now: leave this cell out the next time.
                    del self.replay[position]
                    return False
        return True

    def run(self, index: int, source: str, seconds: float, shown: bool = True) -> list[dict[str, Any]] | None:
        """Run a student cell and return its outputs; what happens to the process is told in them.

        Args:
            index: where the cell stands.
            source: its source.
            seconds: how long it may take.
            shown: whether anybody may see what it prints. If not, None means that it did.
        """
        try:
            result = self.exchange({"op": "run", "source": source, "shown": shown}, seconds)
        except OutOfTime:
            return [error_output("OutOfTime", "The notebook's time was used up here.")]
        except Exception as error:
            if getattr(error, "from_student", False) and not shown:
                return []
            return [error_output(type(error).__name__, str(error))]
        result = result if isinstance(result, dict) else {}
        outputs = self.outputs.kept(result.get("outputs")) if shown else []
        if result.get("late"):
            text = f"This cell didn't finish within {seconds:g} seconds and was stopped."
            return [*outputs, error_output("StudentTimeout", text)]
        self.replay.append((index, source))
        return outputs if shown or not result.get("outputs") else None

    def start_over(self) -> bool:
        """Get a process that has met no test, in place of the one that has. False if there are none left."""
        self.replay, cells = [], self.replay
        self.alive = False
        there = self.revive()
        self.replay = cells
        return there

    def lookup(self, names: list[str]) -> dict[str, Any]:
        """Return the values of those of ``names`` that the student process has."""
        found: dict[str, Any] = {}
        if not names:
            return found
        answer = self.exchange({"op": "names", "names": names}, self.call_limit)
        for item in answer if isinstance(answer, list) else [answer]:
            match item:
                # A name that nobody asked for would take the place of an import or a builtin.
                case [str(name), bytes(body), bool(readable)] if name in names:
                    pass
                case _:
                    raise ProtocolViolation(
                        "The answer of your code could not be read: not the names asked for"
                    )
            if not readable:
                found[name] = wire.Unreadable("it is too large, too deep, or no plain data")
                continue
            try:
                value = wire.decode(body, self)
            except ProtocolViolation as error:
                found[name] = wire.Unreadable(str(error))
                continue
            # A module of the student's choosing would let the student choose what the test computes with.
            if isinstance(value, wire.ModuleName):
                continue
            if isinstance(value, wire.Handle):
                value._label, value._root = name, True
            found[name] = value
        return found


def _called(name: str) -> str:
    return f"`{name}`" if name else "It"


class Outputs:
    """What of the student's outputs goes on to the coordinator: of nbformat's form, and not too much.

    The student process caps them, too, to say so in good time; but it can be talked out of it.
    """

    def __init__(self) -> None:
        self.left = MAX_OUTPUT

    def kept(self, items: Any) -> list[dict[str, Any]]:
        """Return copies of the good ones; what has another form is dropped, and what is too much, with a line."""
        found: list[dict[str, Any]] = []
        cut = False
        for item in items if isinstance(items, list) else []:
            output = _output(item)
            size = sum(map(len, _texts(output))) if output else 0
            if output and size <= self.left and len(found) < MAX_OUTPUTS:
                self.left -= size
                found.append(output)
            elif output:
                cut = True
        if cut:
            found.append({"output_type": "stream", "name": "stderr", "text": CUT})
        return found


def _output(item: Any) -> dict[str, Any] | None:
    # An array among the values would answer a comparison with an array.
    if (
        type(item) is not dict
        or type(item.get("output_type")) is not str
        or type(item.get("name", "")) is not str
    ):
        return None
    match item:
        case {"output_type": "stream", "name": "stdout" | "stderr" as name, "text": str(text)}:
            return {"output_type": "stream", "name": str(name), "text": text}
        case {"output_type": "error", "ename": str(name), "evalue": str(value), "traceback": [*lines]}:
            return error_output(name, value) | {
                "traceback": [line for line in lines[:MAX_LINES] if type(line) is str]
            }
        case {"output_type": "display_data" | "execute_result" as kind, "data": {**data}}:
            texts = {mime: text for mime, text in list(data.items())[:20] if type(mime) is type(text) is str}
            return {"output_type": str(kind), "data": texts}
    return None


def _texts(output: dict[str, Any]) -> Iterator[str]:
    for value in output.values():
        parts = value.items() if isinstance(value, dict) else [value]
        for part in parts:
            yield from [part] if isinstance(part, str) else part


def error_output(name: str, text: str) -> dict[str, Any]:
    """Return an nbformat error output."""
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]}


# ------------------------------------------------------------------------------------------------ test cells


def free_names(source: str) -> set[str]:
    """Return the names that ``source`` reads but doesn't define, builtins left out."""
    read: set[str] = set()
    assigned: set[str] = set()

    def visit(table: symtable.SymbolTable, top: bool) -> None:
        for symbol in table.get_symbols():
            if top and (symbol.is_assigned() or symbol.is_imported()):
                assigned.add(symbol.get_name())
            elif symbol.is_referenced() and (top or symbol.is_global()):
                read.add(symbol.get_name())
        for child in table.get_children():
            visit(child, top=False)

    visit(symtable.symtable(source, "<test cell>", "exec"), top=True)
    return {name for name in read - assigned if not hasattr(builtins, name)}


def imports_of(source: str) -> str:
    """Return the top-level import statements of a given cell: the judge makes them too, on its own side."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    return "\n".join(ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))


def run_pieces(source: str, namespace: dict[str, Any]) -> dict[str, Any]:
    """Run a test cell's visible and hidden pieces, each even if the one before failed.

    Returns:
        ``checks``: [title, status, message] of every check that ran; ``value``: what the cell's last expression
        gave (None if it didn't end in one); ``broken``: our own fault, if it has one.
    """
    try:
        pieces = [(hidden, ast.parse(piece)) for hidden, piece in split_hidden(source)]
    except (SyntaxError, ValueError) as error:
        return {"checks": [], "value": None, "broken": f"the test cell is no valid Python: {error}"}
    found: list[Check] = []
    value = None
    for position, (hidden, tree) in enumerate(pieces):
        last = tree.body[-1] if tree.body and position == len(pieces) - 1 else None
        title = HIDDEN if hidden else VISIBLE
        with checks.recording() as named:
            try:
                if isinstance(last, ast.Expr):
                    body = ast.Module(tree.body[:-1], [])
                    exec(compile(body, "<test cell>", "exec"), namespace)  # noqa: S102  (our own tests)
                    final = compile(ast.Expression(last.value), "<test cell>", "eval")
                    value = eval(final, namespace)  # noqa: S307
                else:
                    exec(compile(tree, "<test cell>", "exec"), namespace)  # noqa: S102
            except BaseException as error:
                # pytest's own failures are no `Exception`; what ends the judge (OutOfTime) must pass.
                if not checks.ends_a_check(error):
                    raise
                text = checks.describe(error)
                named.append(Check(title, Status.FAILED, text.split("\n")[0] if hidden else text))
            else:
                if not named:
                    named.append(Check(title, Status.PASSED))
        found += named
    return {"checks": [[c.title, str(c.status), c.message] for c in found], "value": value, "broken": ""}


def marked(ran: dict[str, Any], most: float) -> dict[str, Any]:
    """Turn what :func:`run_pieces` found into a verdict: status, points and message."""
    failed = any(status != Status.PASSED for _, status, _ in ran["checks"])
    value, broken = ran["value"], ran["broken"]
    if broken:
        return {"status": Status.HARNESS_ERROR, "points": None, "message": broken}
    if failed:
        return {"status": Status.FAILED, "points": 0.0, "message": ""}
    if value is None:
        return {"status": Status.PASSED, "points": most, "message": ""}
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.integer | np.floating):
        broken = f"the test cell ended in a {type(value).__name__}, not in a number of points"
    elif not math.isfinite(value) or not 0 <= value <= most:
        broken = f"the test cell ended in {float(value):g} points; 0 to {most:g} are possible"
    if broken:
        return {"status": Status.HARNESS_ERROR, "points": None, "message": broken}
    return {
        "status": Status.PASSED if value == most else Status.FAILED,
        "points": float(value),
        "message": "" if value == most else "Part of this is right.",
    }


class Judge:
    """Judges one notebook."""

    def __init__(self, coordinator: Coordinator, student: Student, cells: list[dict[str, Any]]) -> None:
        self.coordinator = coordinator
        self.student = student
        self.cells = cells
        self.imports: list[str] = []
        self.tested = False
        self.unseen: set[int] = set()  # cells whose outputs are still to be had

    def run(self) -> None:
        """Walk the cells and report each."""
        tests = [position for position, cell in enumerate(self.cells) if cell["kind"] == "test"]
        end = tests[-1] + 1 if tests else len(self.cells)
        for cell in self.cells[:end]:
            if gone := self.gone():
                self.tell_not_run(cell, gone)
                continue
            if time.monotonic() >= self.student.ends:
                self.tell_not_run(cell, "The notebook's time was used up before this part.")
                continue
            if cell["kind"] == "test":
                self.test(cell)
            else:
                if cell["kind"] == "given":
                    self.imports.append(imports_of(cell["source"]))
                # A process that has met a test may remember its inputs, and print them now.
                self.run_cell(cell, shown=not self.tested)
        if self.unseen or end < len(self.cells):
            self.look_again(self.cells[end:])
        self.coordinator.tell(event="end")

    def run_cell(self, cell: dict[str, Any], shown: bool) -> None:
        """Have a student cell or given cell run, and report what it printed or that it is still to be seen."""
        # A given cell often draws what the student's functions give: it need not wait out what hung before.
        hung = cell["kind"] == "given" and self.student.hung
        seconds = cell["timeout"] / (5 if hung else 1)
        outputs = self.student.run(cell["index"], cell["source"], seconds, shown)
        if outputs is None:
            self.unseen.add(cell["index"])
        else:
            self.coordinator.tell(event="ran", index=cell["index"], outputs=outputs)

    def look_again(self, rest: list[dict[str, Any]]) -> None:
        """Have the cells that printed after a test run once more, and ``rest`` for the first time.

        In a process that has met no test. What happens here costs nothing but these outputs.
        """
        student = self.student
        student.ends = max(student.ends, time.monotonic() + EXTRA)
        try:
            if not student.start_over():
                return
            for index, source in student.replay:
                shown = index in self.unseen
                result = student.exchange(
                    {"op": "run", "source": source, "shown": shown}, student.limits.cell
                )
                if shown and isinstance(result, dict):
                    outputs = student.outputs.kept(result.get("outputs"))
                    self.coordinator.tell(event="ran", index=index, outputs=outputs)
            for cell in rest:
                if student.alive:
                    self.run_cell(cell, shown=True)
        except (Exception, OutOfTime):
            return

    def gone(self) -> str:
        """Return why there is no student process any more, if there is none."""
        try:
            if self.student.alive or self.student.revive():
                return ""
        except OutOfTime:
            return "The notebook's time was used up before this part."
        return "Your code ended the Python process too often; this part was not run."

    def tell_not_run(self, cell: dict[str, Any], why: str) -> None:
        """Report a test cell that was not run: it earns nothing, and says why."""
        if cell["kind"] == "test":
            verdict = {"status": Status.NOT_RUN, "points": 0.0, "message": why}
            self.coordinator.tell(event="judged", index=cell["index"], checks=[], **verdict)

    def test(self, cell: dict[str, Any]) -> None:
        """Judge one test cell."""
        self.tested = True
        self.student.call_limit = cell["timeout"]
        try:
            if cell["in_process"]:
                request = {"op": "test", "source": cell["source"]}
                ran = self.student.exchange(request, cell["timeout"])
            else:
                ran = run_pieces(cell["source"], self.namespace(cell["source"]))
            verdict = marked(ran, cell["points"]) | {"checks": ran["checks"]}
        except OutOfTime:
            self.tell_not_run(cell, "The notebook's time was used up in this part.")
            return
        except SubmissionError as error:
            verdict = {"status": Status.FAILED, "points": 0.0, "message": str(error), "checks": []}
        except Exception as error:
            if getattr(error, "from_student", False):
                status, points, text = Status.FAILED, 0.0, checks.describe(error)
            else:
                status, points = Status.HARNESS_ERROR, None
                text = f"the judge failed: {traceback.format_exc(limit=-3)}"
            verdict = {"status": status, "points": points, "message": text, "checks": []}
        self.coordinator.tell(event="judged", index=cell["index"], **verdict)

    def namespace(self, source: str) -> dict[str, Any]:
        """Return what a test cell runs in: given imports, made here, and the student's names it reads."""
        namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        try:
            wanted = free_names(source)
        except SyntaxError:
            wanted = set()
        if any(self.imports):
            for statement in self.imports:
                for line in statement.splitlines():
                    try:
                        exec(line, namespace)  # noqa: S102  (the instructor's own import)
                    except ImportError:
                        continue
        namespace |= self.student.lookup(sorted(wanted - namespace.keys()))
        return namespace


def main(control: socket.socket, students: list[socket.socket]) -> None:
    """Judge one notebook for the coordinator behind ``control``."""
    coordinator = Coordinator(control)
    try:
        job = coordinator.job()
        student = Student(students, coordinator, Limits(**job["limits"]))
        sys.stdout = sys.stderr = io.StringIO()
        Judge(coordinator, student, job["cells"]).run()
    except Exception:
        coordinator.tell(event="broken", text=traceback.format_exc(limit=-5))
