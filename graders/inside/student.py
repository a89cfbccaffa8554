"""The student process: runs one student's cells in an IPython shell and answers the judge's questions.

Everything here is hostile ground: student code may patch, replace or end any of it. Nothing in this file is trusted
by anyone; it only has to be fair to honest code. It holds no tests and no secrets.
"""

from __future__ import annotations

import builtins
import io
import itertools
import os
import signal
import socket
import sys
import warnings
from collections.abc import Callable
from contextlib import contextmanager
from types import FrameType
from typing import Any

import msgpack
import numpy as np
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from graders import checks, wire
from graders.verdict import StudentDied

MAX_TEXT = 200_000
MAX_RICH = 8_000_000
MAX_MESSAGES = 500
MAX_ITERATION = 1_000_000


class Outputs:
    """The outputs of one cell, in nbformat's form, capped in bytes and in number."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.text = self.rich = 0
        self.cut = False

    def stream(self, name: str, text: str) -> None:
        """Add printed text; consecutive text of one stream is one output."""
        room = MAX_TEXT - self.text
        if len(text) > room:
            text, self.cut = text[: max(room, 0)], True
        if not text:
            return
        self.text += len(text)
        last = self.items[-1] if self.items else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.add({"output_type": "stream", "name": name, "text": text})

    def add(self, item: dict[str, Any]) -> None:
        """Add an output, unless there are too many or they are too large."""
        size = sum(len(str(part)) for part in (item.get("data") or {}).values())
        if len(self.items) >= MAX_MESSAGES or self.rich + size > MAX_RICH:
            self.cut = True
            return
        self.rich += size
        self.items.append(item)

    def finished(self) -> list[dict[str, Any]]:
        """Return the outputs, with a line that says so if some were cut."""
        if self.cut:
            note = "\n[output cut: a cell may print 200,000 characters and show 500 things]\n"
            self.items.append({"output_type": "stream", "name": "stderr", "text": note})
        return self.items


class _Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of student code."""

    def __init__(self, shell: Shell, name: str) -> None:
        self.shell, self.stream_name = shell, name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        outputs = self.shell.outputs
        if outputs is not None and outputs.text < MAX_TEXT:
            outputs.stream(self.stream_name, text)
        elif outputs is not None:
            outputs.cut = True
        return len(text)

    def writable(self) -> bool:
        return True


class _Publisher(DisplayPublisher):
    def publish(self, data: Any, metadata: Any = None, **kwargs: Any) -> None:
        outputs = self.shell.outputs
        if outputs is not None:
            outputs.add({"output_type": "display_data", "data": dict(data), "metadata": dict(metadata or {})})

    def clear_output(self, wait: bool = False) -> None:
        if self.shell.outputs is not None:
            self.shell.outputs.items.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        outputs = self.shell.outputs
        if outputs is not None:
            outputs.add(
                {
                    "output_type": "execute_result",
                    "data": dict(format_dict),
                    "metadata": dict(md_dict or {}),
                    "execution_count": self.prompt_count,
                }
            )

    def finish_displayhook(self) -> None:
        self._is_active = False


class Shell(InteractiveShell):
    """IPython without a terminal: outputs are collected, not printed.

    Attributes:
        outputs: where they go; None while nobody may see any.
        watched: whether anybody will see them. If not, it only counts that there are some.
    """

    outputs: Outputs | None = None
    watched = True
    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Show a traceback, if anybody will see it: making one takes longer than most cells do."""
        if self.watched:
            super().showtraceback(*args, **kwargs)
        else:
            kind, value, _ = self._get_exc_info()
            self._showtraceback(kind, value, [])

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        if self.outputs is not None:
            name = getattr(etype, "__name__", str(etype))
            lines = stb if isinstance(stb, list) else [str(stb)]
            try:
                text = str(evalue)
            except Exception:
                text = ""
            self.outputs.add(
                {"output_type": "error", "ename": name, "evalue": text[:10_000], "traceback": _cut(lines)}
            )

    def enable_gui(self, gui: Any = None) -> None:
        """There is no screen here, so there is nothing to enable."""


def _cut(lines: list[str]) -> list[str]:
    text = "\n".join(str(line) for line in lines)
    if len(text) > 20_000:
        text = text[:10_000] + "\n… cut …\n" + text[-10_000:]
    return text.split("\n")


def make_shell(folder: str) -> Shell:
    """Return a shell that starts no thread, keeps no history and writes nothing outside ``folder``."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.ast_node_interactivity = "last_expr"
    config.InteractiveShell.separate_in = ""
    os.environ["IPYTHONDIR"] = folder
    shell: Shell = Shell.instance(config=config, ipython_dir=folder)
    # Use no pager and no terminal: text goes where prints go.
    shell.set_hook(
        "show_in_pager", lambda _, data, *__: print(data if isinstance(data, str) else data["text/plain"])
    )
    shell.system = shell.system_piped
    _register_magics(shell)
    if "matplotlib" in sys.modules:
        _enable_inline_figures(shell)
    return shell


def _register_magics(shell: Shell) -> None:
    def ignored(name: str) -> Callable[[str], None]:
        def magic(line: str) -> None:
            print(f"[%{name} {line}: ignored while grading; the course's packages are installed already]")

        return magic

    for name in ("pip", "conda", "mamba", "uv"):
        shell.register_magic_function(ignored(name), "line", name)

    def matplotlib_magic(line: str) -> None:
        if line.strip() not in ("", "inline", "agg"):
            print(f"[%matplotlib {line}: figures are shown inline while grading]")

    shell.register_magic_function(matplotlib_magic, "line", "matplotlib")


def _enable_inline_figures(shell: Shell) -> None:
    from matplotlib_inline.backend_inline import configure_inline_support

    configure_inline_support(shell, "module://matplotlib_inline.backend_inline")


class Student:
    """Answers requests until the channel closes."""

    def __init__(self, channel: wire.Channel, shell: Shell) -> None:
        self.channel = channel
        self.shell = shell
        self.kept: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}
        self.reader = wire.ArgumentReader(self.kept)
        self.busy = False
        self.tested = False
        self.operations: dict[str, Callable[[dict[str, Any]], Any]] = {
            "run": self.run,
            "names": self.names,
            "call": self.call,
            "attr": lambda request: getattr(self.kept[request["target"]], request["name"]),
            "item": lambda request: self.kept[request["target"]][self.arguments(request)[0][0]],
            "len": lambda request: len(self.kept[request["target"]]),
            "iter": lambda request: list(itertools.islice(iter(self.kept[request["target"]]), MAX_ITERATION)),
            "array": lambda request: np.asarray(self.kept[request["target"]]),
            "axes": lambda request: checks.drawn_axes(self.kept[request["target"]], *self.arguments(request)),
            "test": self.run_test,
        }

    def serve(self) -> None:
        """Answer until the judge hangs up."""
        while True:
            request = msgpack.unpackb(self.channel.receive(), raw=False, unicode_errors="surrogatepass")
            kind, body = self.answer(request)
            reply = {"id": request["id"], "kind": kind, "body": body}
            self.channel.send(msgpack.packb(reply, use_bin_type=True))

    def answer(self, request: dict[str, Any]) -> tuple[str, bytes]:
        """Return what happened, as the kind of answer and its encoded body."""
        try:
            self.busy = True
            if request["op"] == "run":
                result = self.run(request)
            else:
                with self.silence():
                    result = self.operations[request["op"]](request)
        except BaseException as error:
            self.busy = False
            return "error", wire.encode(wire.exception_to_data(error))
        self.busy = False
        try:
            return "ok", wire.encode(result, self.keep)
        except Exception as error:
            return "refused", wire.encode(f"it can't be sent: {error}"[:500])

    def keep(self, value: Any) -> int:
        """Give an object that isn't data a number, the same each time."""
        known = self.numbers.get(id(value))
        if known is None:
            known = self.numbers[id(value)] = len(self.kept) + 1
            self.kept[known] = value  # keeps it alive, so that its id stays its own
        return known

    @contextmanager
    def silence(self) -> Any:
        """Drop what is printed or shown: it would show the hidden inputs."""
        self.tested = True
        before, self.shell.outputs = self.shell.outputs, None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        finally:
            self.shell.outputs = before

    def arguments(self, request: dict[str, Any]) -> Any:
        """Return fresh copies of the judge's arguments."""
        return self.reader.loads(request["args"])

    # ---- operations

    def run(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run a cell and return its outputs."""
        if self.tested:
            self.close_figures()
        self.shell.watched = request.get("shown", True)
        outputs = self.shell.outputs = Outputs()
        kinds = self.shell.display_formatter.active_types
        if not self.shell.watched:
            self.shell.display_formatter.active_types = ["text/plain"]  # drawing is what takes time
        try:
            result = self.shell.run_cell(request["source"], store_history=True)
            if "matplotlib.pyplot" in sys.modules:
                self.flush_figures()
        finally:
            self.shell.outputs = None
            self.shell.display_formatter.active_types = kinds
        return {"outputs": _plain(outputs.finished()), "ok": bool(result.success)}

    def flush_figures(self) -> None:
        """Show the figures that the cell left open, as a notebook does."""
        from matplotlib_inline.backend_inline import flush_figures

        flush_figures()

    def close_figures(self) -> None:
        """Close what hidden tests have drawn, so that no later cell shows it."""
        self.tested = False
        if (pyplot := sys.modules.get("matplotlib.pyplot")) is not None:
            pyplot.close("all")

    def names(self, request: dict[str, Any]) -> list[Any]:
        """Return [name, encoded value or reason, found] for each name that is defined."""
        found: list[Any] = []
        for name in request["names"]:
            if name in self.shell.user_ns:
                try:
                    found.append([name, wire.encode(self.shell.user_ns[name], self.keep), True])
                except Exception as error:  # a class may refuse even to be looked at
                    found.append([name, f"{error}"[:300].encode("utf-8", "replace"), False])
        return found

    def call(self, request: dict[str, Any]) -> Any:
        """Call an object, once or many times, with fresh arguments each time."""
        target = self.kept[request["target"]]
        times = request.get("times")
        if times is not None:
            results = []
            for _ in range(times):
                args, kwargs = self.arguments(request)
                results.append(target(*args, **kwargs))
            return results
        args, kwargs = self.arguments(request)
        result = target(*args, **kwargs)
        return (result, list(args)) if request.get("back") else result

    def run_test(self, request: dict[str, Any]) -> Any:
        """Run a test cell here, among the student's objects: the weaker way, for cells marked so."""
        from graders.inside.judge import run_pieces

        return run_pieces(request["source"], self.shell.user_ns)


def _plain(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return outputs in which every value is something JSON can hold."""
    for output in outputs:
        data = output.get("data")
        if data is not None:
            output["data"] = {
                str(mime): value if isinstance(value, str) else repr(value)[:MAX_TEXT]
                for mime, value in data.items()
                if isinstance(value, str) or mime.startswith("text/")
            }
            output["metadata"] = {}
    return outputs


def main(sock: socket.socket, shell: Shell) -> None:
    """Serve one judge over ``sock``; never returns to the warm process's code."""
    student = Student(wire.Channel(sock), shell)

    def interrupt(signum: int, frame: FrameType | None) -> None:
        # Between two requests there is nothing to interrupt.
        if student.busy:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    sys.stdout, sys.stderr = _Stream(shell, "stdout"), _Stream(shell, "stderr")
    sys.stdin = io.StringIO("")
    sys.path.insert(0, "")  # a notebook can import what lies beside it
    builtins.input = _no_input
    try:
        student.serve()
    except StudentDied:
        return


def _no_input(prompt: object = "") -> str:
    raise RuntimeError(
        "input() can't be used in a graded notebook: nobody is there to answer. Assign a value instead."
    )
