"""Otter distributions from the same source notebooks: ``grader.check`` for students, ``autograder.zip`` for staff.

Each test cell becomes one Otter test file in exception style. Its visible part is the public case; the whole cell
is the hidden one, since hidden tests go on with what the visible part imported. The file is graded all or nothing,
as nbgrader grades the cell. Nothing is written twice: both files are made from ``source/`` at each call.

For an exercise there come out ``student/`` (notebook, public tests, data files) and ``autograder.zip``, which
Gradescope takes and ``otter run -a`` too. ``graders.checks`` travels in the zip as plain files, with the two modules
it needs, so nobody has to install this package. Otter runs tests in the student's own kernel: its marks are right
for honest work, and no better guarded than Otter's marks are.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import importlib
import io
import shutil
import sys
import tempfile
import tokenize
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from graders.inside.judge import free_names
from graders.notebook import (
    Role,
    dumps,
    grade_id,
    new_id,
    points,
    role,
    split_hidden,
    visible_part,
    write_text,
)
from graders.restore import Exercise
from graders.verdict import CourseError

CHECKS = "checks"  # the module that hidden tests may import
ONLY_IF_USED = {
    "torch"
}  # our modules look at tensors only where a notebook has made some; it is a large download
SETUP = """# Run this cell first: `grader.check` below runs the same tests as the cell above it.
import otter

grader = otter.Notebook()"""

# A test defines only names that begin with `_`, so nothing here may.
TEST_FILE = '''"""The tests of {name}. `graders otter` wrote this file: change the source notebook instead."""

from contextlib import contextmanager

from otter.test_files import test_case

OK_FORMAT = False

name = "{name}"
all_or_nothing = True


@contextmanager
def reading_names(env, *names):
    """Let the test read these names from the notebook; one that isn't there stays undefined, as in a cell."""
    for each in names:
        globals().pop(each, None)
        if each in env:
            globals()[each] = env[each]
    try:
        yield
    except (Exception, KeyboardInterrupt):
        raise
    except BaseException as error:  # pytest's failures, sys.exit(): Otter would lose every result
        raise AssertionError(f"{{type(error).__name__}}: {{error}}") from None
'''

TEST_CASE = """

@test_case(points={points:g}, hidden={hidden})
def {title}(env):
    with reading_names({names}):
{body}
"""


def write(exercise: Exercise, files: Mapping[str, bytes], folder: Path) -> None:
    """Write one exercise's Otter distribution into ``folder``, in place of what an earlier call wrote there.

    Args:
        exercise: source and release.
        files: the other files that students get, by relative path.
        folder: gets ``student/`` and ``autograder.zip``.

    Raises:
        CourseError: a test cell can't be an Otter test, or Otter is not installed.
    """
    tests = {name: cell for name, cell in exercise.cells().items() if role(cell) is Role.TEST}
    public = {name: text for name, cell in tests.items() if (text := test_file(cell, hidden=False))}
    whole = {name: test_file(cell, hidden=True) for name, cell in tests.items()}
    student = folder / "student"
    shutil.rmtree(student, ignore_errors=True)
    write_text(student / f"{exercise.name}.ipynb", dumps(student_notebook(exercise.release, public)))
    for name, text in public.items():
        write_text(student / "tests" / f"{name}.py", text)
    for name, content in files.items():
        _write(student / name, content)
    _zip(exercise, whole, files, folder / "autograder.zip")


def student_notebook(release: NotebookNode, tests: Mapping[str, str]) -> NotebookNode:
    """Return the release with a set-up cell, and ``grader.check`` after each test cell that has a public test."""
    nb = copy.deepcopy(release)
    taken = {cell["id"] for cell in nb.cells}

    def locked(name: str, source: str) -> NotebookNode:
        flags = {"deletable": False, "editable": False}
        return nbformat.v4.new_code_cell(source, id=new_id(name[:60], taken), metadata=flags)

    cells = [locked("otter-setup", SETUP)]
    for cell in nb.cells:
        cells.append(cell)
        if (name := grade_id(cell)) in tests:
            cells.append(locked(f"check-{name}", f'grader.check("{name}")'))
    nb.cells = cells
    return nb


# ------------------------------------------------------------------------------------------------ test files


def test_file(cell: NotebookNode, *, hidden: bool) -> str:
    """Return a test cell as an Otter test file, with its hidden case or without; empty if there is no test in it.

    Raises:
        CourseError: it can't be one; the text says why.
    """
    name, visible = grade_id(cell), visible_part(cell.source)
    whole = "\n".join(piece.strip("\n") for _, piece in split_hidden(cell.source))
    _refuse_what_otter_cannot(name, whole)
    cases = []
    if visible.strip():
        cases.append(_case("visible", visible, points(cell)))
    if hidden and any(is_hidden for is_hidden, _ in split_hidden(cell.source)):
        # All or nothing: the points may stand at either case. Where the student's own file has them, logs agree.
        cases.append(_case("hidden", whole, 0 if cases else points(cell)))
    if not cases:
        return ""
    text = TEST_FILE.format(name=name) + "".join(cases)
    try:
        compile(text, name, "exec")
    except SyntaxError as error:
        raise CourseError(
            f"{name} can't be an Otter test, whose tests are functions: {error.msg}."
        ) from error
    return text


def _case(title: str, source: str, worth: float) -> str:
    names = ", ".join(["env", *(repr(name).replace("'", '"') for name in sorted(free_names(source)))])
    body = _indented(source.strip("\n").rstrip(), " " * 8)
    return TEST_CASE.format(points=worth, hidden=title == "hidden", title=title, names=names, body=body)


def _refuse_what_otter_cannot(name: str, source: str) -> None:
    tree = ast.parse(source)
    if any(isinstance(node, ast.Global) for node in ast.walk(tree)):
        raise CourseError(
            f"{name} can't be an Otter test: it has a `global` statement, and tests are functions."
        )
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or isinstance(last.value, ast.Constant):
        return
    match last.value:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="checks"))):
            return
    raise CourseError(
        f"{name} can't be an Otter test: it ends in a number of points, and a test of Otter's passes or fails. "
        "Make a test cell of each part."
    )


def _indented(source: str, margin: str) -> str:
    """Indent code, but not the lines that begin inside a string: they would become another string."""
    in_text: set[int] = set()
    begun: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = tokenize.tok_name[token.type]
        if kind == "STRING":
            in_text |= set(range(token.start[0] + 1, token.end[0] + 1))
        elif kind.endswith("STRING_START"):  # f-strings, from Python 3.12 on
            begun.append(token.start[0])
        elif kind.endswith("STRING_END"):
            in_text |= set(range(begun.pop() + 1, token.end[0] + 1))
    lines = source.split("\n")
    return "\n".join(
        line if number in in_text or not line.strip() else margin + line
        for number, line in enumerate(lines, start=1)
    )


# ------------------------------------------------------------------------------------------------ autograder.zip


def _zip(exercise: Exercise, tests: Mapping[str, str], files: Mapping[str, bytes], target: Path) -> None:
    """Have Otter make ``autograder.zip``."""
    try:
        generate: Any = importlib.import_module("otter.generate")
    except ImportError as error:
        raise CourseError(f"Otter can't be used here ({error}). `make setup` installs it.") from error
    bundle = bundled()
    with tempfile.TemporaryDirectory(prefix="graders-otter-") as name:
        folder = Path(name).resolve()
        for test, text in tests.items():
            if text:
                write_text(folder / "tests" / f"{test}.py", text)
        for path, content in {**files, **bundle}.items():
            _write(folder / path, content)
        write_text(folder / "requirements.txt", "\n".join(requirements(exercise, bundle)) + "\n")
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.chdir(folder):  # Otter takes files below the working directory only
            generate.main(
                tests_dir="tests",
                output_path=str(target.resolve()),
                no_config=True,
                requirements="requirements.txt",
                no_environment=True,
                python_version=f"{sys.version_info.major}.{sys.version_info.minor}",
                files=sorted({Path(path).parts[0] for path in {**files, **bundle}}),
            )


def bundled() -> dict[str, bytes]:
    """Return the files of ``graders.checks`` and of the modules of ours that it needs, by path."""
    here = Path(__file__).parent
    found = {"graders/__init__.py": (here / "__init__.py").read_bytes()}
    todo = [CHECKS]
    while todo:
        path = f"graders/{todo.pop().replace('.', '/')}.py"
        if path not in found:
            found[path] = (here.parent / path).read_bytes()
            modules = _imported(found[path].decode())
            todo += [module.removeprefix("graders.") for module in modules if module.startswith("graders.")]
    return found


def requirements(exercise: Exercise, bundle: Mapping[str, bytes]) -> list[str]:
    """Return what tests and given cells import, as pinned requirements of the versions installed here."""
    cells = [cell.source for cell in exercise.source.cells if cell.cell_type == "code"]
    ours = {module for content in bundle.values() for module in _imported(content.decode())} - ONLY_IF_USED
    modules = {
        module.split(".")[0] for module in [*ours, *(one for cell in cells for one in _imported(cell))]
    }
    providers = metadata.packages_distributions()
    names = {
        distribution
        for module in modules - {"graders"} - sys.stdlib_module_names
        for distribution in providers.get(module, [])[:1]
    }
    # A local version such as 2.6.0+cpu is on no index.
    return [f"{name}=={metadata.version(name).split('+')[0]}" for name in sorted(names, key=str.lower)]


def _imported(source: str) -> Iterator[str]:
    """Yield the modules that a source imports, also within functions."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a cell with magics
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
