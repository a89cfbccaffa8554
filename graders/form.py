"""What a source notebook should be like: faults keep it from being graded, lapses leave the course's form.

``docs/writing-an-exercise.md`` describes the form; ``graders try`` shows what is found, and ``tests/test_sources.py``
holds every exercise of the course to the same rules. Each sentence names the cell, the line where there is one, and the
cure.
"""

from __future__ import annotations

import ast
import itertools
import re
import symtable
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from graders.course import check_cell
from graders.inside.judge import free_names
from graders.notebook import (
    HIDDEN_BEGIN,
    HIDDEN_END,
    READING,
    Role,
    grade_id,
    points,
    role,
    split_hidden,
    visible_part,
)
from graders.restore import Exercise, rubric
from graders.verdict import CourseError

NAME = re.compile(r"(ex(\d{2,}))_[a-z0-9]+(?:_[a-z0-9]+)*")
NAMED = "exNN_slug: a number of two digits, then small letters, digits and _"
MARKERS = (
    ("BEGIN SOLUTION", "END SOLUTION"),
    (HIDDEN_BEGIN, HIDDEN_END),
    ("BEGIN MARK SCHEME", "END MARK SCHEME"),
)
LABELS = re.compile(
    r"\*\*Difficulty\*\* [●○]{5} · \*\*Time\*\* about \d+ minutes · "
    r"\*\*Points\*\* (?P<auto>[\d.]+) autograded(?: \+ (?P<written>[\d.]+) written)?"
)
LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|TBD)\b")
TELLING = 40  # characters: a longer line of a solution gives something away where students see it


def heading(prefix: str) -> str:
    """Return how the title of the exercise with this prefix of grade ids begins."""
    return f"Exercise {int(prefix.removeprefix('ex'))} · "


# ------------------------------------------------------------------------------------------------ faults


def faults(name: str, nb: NotebookNode, taken: Mapping[str, Path] | None = None) -> list[str]:
    """Return why a source notebook can't be released or run as it is: cell, line, cure.

    Args:
        name: the exercise's.
        nb: its source.
        taken: the course's other grade ids, and where they are.
    """
    found: list[str] = []
    seen: set[str] = set()
    for cell in nb.cells:
        where, own = _where(cell), grade_id(cell)
        unpaired = _unpaired(cell.source)
        found += [f"{where}, {text}" for text in unpaired]
        if role(cell) is Role.PROSE:
            marked = next((begin for begin, _ in MARKERS if begin in cell.source), "")
            if marked:
                found.append(f"{where} has {marked}, but no role: give it one in nbgrader's panel.")
            continue
        if own in seen:
            found.append(f"{own} is the grade id of two cells. Rename one.")
        elif own in (taken or {}):
            found.append(f"{own} is a grade id in {(taken or {})[own].name}, too. Rename one.")
        seen.add(own)
        if role(cell) in (Role.TEST, Role.WRITTEN) and "points" not in cell.metadata.nbgrader:
            found.append(
                f"{where} has no points. Give it some in nbgrader's panel; a test cell may have 0.5."
            )
        if role(cell) is Role.ANSWER and cell.cell_type == "markdown":
            found.append(
                f"{where} is a text that nobody grades. Make it a manually graded answer in nbgrader's panel."
            )
        if not unpaired:
            found += _unsound(name, cell)
    if all(role(cell) is not Role.TEST for cell in nb.cells):
        found.append(f"{name} has no test cell, so there is nothing to grade.")
    return found


def _where(cell: NotebookNode) -> str:
    """Return how to find a cell: its grade id, or how it begins."""
    first = next(iter(cell.source.strip().splitlines()), "")
    return grade_id(cell) or f"The cell that begins with `{first[:50]}`"


def _unpaired(source: str) -> list[str]:
    """Return the lines of a cell whose markers don't pair up."""
    found = []
    for begin, end in MARKERS:
        opened = 0
        for number, line in enumerate(source.split("\n"), start=1):
            if begin in line and opened:
                found.append(f"line {number}: a second {begin}, and line {opened} has no {end} yet. Add it.")
            elif begin in line:
                opened = number
            elif end in line and not opened:
                found.append(f"line {number}: {end} without {begin} above it. Add it, or delete this line.")
            elif end in line:
                opened = 0
        if opened:
            found.append(f"line {opened}: {begin} without {end} below it. Add it.")
    return found


def _unsound(name: str, cell: NotebookNode) -> Iterator[str]:
    """Yield why a cell can't be run."""
    try:
        if cell.cell_type == "code":
            compile(_plain(cell.source), "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        check_cell(name, cell)
    except (SyntaxError, ValueError) as error:  # a null byte is the one or the other, by Python's version
        number, why = getattr(error, "lineno", None), getattr(error, "msg", error)
        line = ["", *cell.source.split("\n")][number or 0].strip()
        yield f"{_where(cell)}, line {number or '?'}: this is no Python ({why}): `{line}`"
    except CourseError as error:
        yield str(error).replace("<unknown>, ", "")


def _plain(source: str) -> str:
    """Return a cell without IPython's own lines, the others where they were."""
    with suppress(SyntaxError, ValueError):
        ast.parse(source)
        return source
    if source.lstrip().startswith("%%"):
        return ""
    return re.sub(r"(?m)^(\s*)[%!].*$", r"\1pass", source)


# ------------------------------------------------------------------------------------------------ lapses


def lapses(exercise: Exercise) -> list[str]:
    """Return where an exercise without faults doesn't keep the course's form, each with its cure."""
    found = []
    for rule in (_names, _prose, _labels, _answers, _written, _tests, _leaks, _left_over):
        found += list(rule(exercise))
    return found


def by_role(exercise: Exercise, *kinds: Role) -> list[NotebookNode]:
    """Return the source's cells of these kinds."""
    return [cell for cell in exercise.source.cells if role(cell) in kinds]


def defined(source: str) -> set[str]:
    """Return the names that a cell assigns or defines at its top level; what it imports is left out."""
    table = symtable.symtable(_plain(source), "<cell>", "exec")
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned()} - imports(source)


def imports(source: str) -> set[str]:
    """Return the names that a cell imports."""
    return {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(ast.parse(_plain(source)))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def _names(exercise: Exercise) -> Iterator[str]:
    match = NAME.fullmatch(exercise.name)
    if match is None:
        yield f"{exercise.name} is no name for an exercise: it is {NAMED}."
        return
    prefix, (first, *_) = match[1], exercise.source.cells
    if not first.source.startswith(f"# {heading(prefix)}"):
        yield f"The first cell is the title: it begins with `# {heading(prefix)}...`."
    for cell in exercise.source.cells:
        begin = f"{prefix}-test-" if role(cell) is Role.TEST else f"{prefix}-"
        if cell.cell_type == "code" and role(cell) is Role.PROSE:
            yield (
                f"{_where(cell)} is a code cell without a role. In nbgrader's panel, make it read-only (given), an "
                "autograded answer or autograded tests."
            )
        elif grade_id(cell) and not grade_id(cell).startswith(begin):
            yield f"{grade_id(cell)}: the grade id should begin with {begin}"


def _prose(exercise: Exercise) -> Iterator[str]:
    cells = exercise.source.cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    levels = [len(marks) for marks in re.findall(r"(?m)^(#+) ", prose)]
    given = "\n".join(cell.source for cell in by_role(exercise, Role.GIVEN))
    rules = {
        "No line like `*Chapter 3, section 3.2 (the chain rule), exercise 1.*` says where to read.": READING.search(
            prose
        ),
        "Three hints are the least: nest `<details>`, each with a `<summary>`.": prose.count("<details>")
        >= 3,
        "`<details>`, `<summary>` and their ends don't pair up.": len(
            {prose.count(tag) for tag in ("<details>", "</details>", "<summary>", "</summary>")}
        )
        == 1,
        "There is no `## What next`.": re.search(r"(?m)^## What next", prose),
        "The title is the only heading with one #.": levels.count(1) == 1,
        "A heading goes down by more than one level: add the one between.": all(
            here <= before + 1 for before, here in itertools.pairwise(levels)
        ),
        "There is no figure: draw one in a given cell.": re.search(r"\bplt\.|\.plot\(", given),
        "An image has no alternative text: `![what it shows](file)`.": "![](" not in prose,
    }
    yield from (text for text, kept in rules.items() if not kept)


def _labels(exercise: Exercise) -> Iterator[str]:
    auto, written = (
        sum(points(cell) for cell in by_role(exercise, kind)) for kind in (Role.TEST, Role.WRITTEN)
    )
    said = f"{auto:g} autograded" + (f" + {written:g} written" if written else "")
    found = [match for cell in exercise.source.cells if (match := LABELS.search(cell.source))]
    if not found:
        example = f"`**Difficulty** ●●○○○ · **Time** about 25 minutes · **Points** {said}`"
        yield f"There is no line of labels: {example}"
    elif (float(found[0]["auto"]), float(found[0]["written"] or 0)) != (auto, written):
        yield f"The labels say `{found[0][0].rpartition('** ')[2]}`, but the cells have {said}."


def _answers(exercise: Exercise) -> Iterator[str]:
    after = exercise.released()
    for cell in by_role(exercise, Role.ANSWER):
        where = grade_id(cell)
        if cell.source.count("### BEGIN SOLUTION") != 1:
            yield (
                f"{where} needs one pair of `### BEGIN SOLUTION` and `### END SOLUTION`: students keep what is "
                "outside, as a signature and a docstring."
            )
            continue
        try:
            ast.parse(_plain(after[where].source))
        except SyntaxError as error:
            yield f"{where}: without its solution it is no Python ({error.msg}). Move the markers."


def _written(exercise: Exercise) -> Iterator[str]:
    for cell in by_role(exercise, Role.WRITTEN):
        where, scheme = grade_id(cell), re.findall(r"(?m)^\* ([\d.]+) points?:", rubric(cell.source))
        # Inside the solution, so that an untouched answer keeps its checksum in nbgrader's gradebook.
        if not (cell.source.startswith("### BEGIN SOLUTION") and cell.source.endswith("### END SOLUTION")):
            yield f"{where} should begin with `### BEGIN SOLUTION` and end with `### END SOLUTION`."
        if sum(map(float, scheme)) != points(cell):
            yield (
                f"{where} has {points(cell):g} points, and its marking scheme {sum(map(float, scheme)):g}: between "
                "=== BEGIN MARK SCHEME === and === END MARK SCHEME ===, lines such as `* 1 point: says why.`"
            )


def _tests(exercise: Exercise) -> Iterator[str]:
    above: set[str] = set()
    every = {name for cell in by_role(exercise, Role.ANSWER) for name in defined(cell.source)}
    tests = by_role(exercise, Role.TEST)
    for cell in exercise.source.cells:
        if role(cell) is Role.ANSWER:
            above |= defined(cell.source)
        if role(cell) is not Role.TEST:
            continue
        where, visible = grade_id(cell), visible_part(cell.source)
        hidden = "\n".join(text for is_hidden, text in split_hidden(cell.source) if is_hidden)
        titles = list(_titles(hidden))
        for name in sorted(free_names(cell.source) - above):
            if name in every:
                yield f"{where} stands above the answer that defines `{name}`: move it below."
            else:
                yield f"{where} uses `{name}`, which no answer cell defines: import or define it in the test."
        for name in sorted(defined(cell.source)):
            if not name.startswith("_"):
                yield f"{where} defines `{name}`: call it `_{name}`, so that it can't be taken for an answer."
        for name in sorted(imports(cell.source) & every):
            yield f"{where} imports `{name}`, which is the name of an answer."
        if not points(cell):
            yield f"{where} is worth nothing: give it points."
        if "graders" in visible:
            yield f"{where}: the visible part uses `graders`, which students don't have. Use plain `assert`."
        if not titles:
            yield f'{where} has no hidden `with checks.check("what is checked"):`.'
        for title in sorted({title for title in titles if titles.count(title) > 1}):
            yield f"{where}: two checks are called {title}."
    if sum("assert" in visible_part(cell.source) for cell in tests) < 2:
        yield "Students should have two visible tests, an easy one and one at an edge: write `assert` in two cells."


def _titles(source: str) -> Iterator[str]:
    """Yield the titles of the checks in a piece of a test, as they are written."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.With):
            for call in (item.context_expr for item in node.items):
                if (
                    isinstance(call, ast.Call)
                    and ast.unparse(call.func) in ("checks.check", "check")
                    and call.args
                ):
                    yield ast.unparse(call.args[0])


def _leaks(exercise: Exercise) -> Iterator[str]:
    """Yield lines of solutions and hidden tests that students are given."""
    given = "\n".join(cell.source for cell in exercise.release.cells)
    shown = {
        line.strip() for cell in exercise.source.cells for line in visible_part(cell.source).splitlines()
    }
    for cell in by_role(exercise, Role.ANSWER, Role.WRITTEN, Role.TEST):
        if role(cell) is Role.TEST:
            pieces = [text for is_hidden, text in split_hidden(cell.source) if is_hidden]
            besides = shown  # a hidden part may say again what a visible one says
        else:
            pieces = re.findall(r"(?s)### BEGIN SOLUTION(.*?)### END SOLUTION", cell.source)
            besides = set()
        for line in (line.strip() for piece in pieces for line in piece.splitlines()):
            if len(line) > TELLING and line in given and line not in besides:
                yield f"{grade_id(cell)}: the release shows students this line of it: `{line[:60]}`"


def _left_over(exercise: Exercise) -> Iterator[str]:
    for cell in exercise.source.cells:
        for number, line in enumerate(cell.source.split("\n"), start=1):
            if match := LEFT_OVER.search(line):
                yield f"{_where(cell)}, line {number}: there is still a {match[0]}."
