"""Feedback: what a student gets back, as a notebook and as one self-contained HTML page.

Everything in a graded notebook is hostile here: Markdown, outputs, tracebacks, names. Two rules hold it,
and :mod:`graders.markup` the third, that text becomes HTML only by way of a sanitiser:

- *Hidden tests never get in.* A test cell's source is cut to its visible part, its own outputs are dropped,
  and a hidden line that turns up anywhere else (a student printed it) is withheld.
- *The page loads nothing and runs nothing.* Its content security policy allows ``data:`` images and the one
  style sheet, by its hash.

:func:`read` turns notebook and marks into a :class:`Page`; the two writers only lay it out.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from nbformat.notebooknode import NotebookNode

from graders import markup
from graders.markup import (
    COLOUR,
    MAX_HTML,
    MAX_MARKDOWN,
    MAX_SOURCE,
    Attachments,
    clean,
    cut,
    one_line,
    picture,
    sanitised,
    screen,
)
from graders.notebook import (
    KERNELSPEC,
    READING,
    Role,
    dumps,
    grade_id,
    points,
    role,
    visible_part,
    write_text,
)
from graders.verdict import CourseError, Mark, NotebookMarks, Status

MAX_TAGS = 20_000  # of one page's HTML outputs
MAX_OUTPUTS = 30  # outputs of one cell
MAX_TYPED = 200_000  # characters of all cells together
MAX_PAGE = 400_000  # characters of all outputs together
MAX_IMAGES = 12_000_000  # characters of all images together, in base64
LONG_PROSE = 500  # characters from which prose is folded
FEWEST = 10  # students of whom a distribution may be shown: among fewer, one could be recognised


# ------------------------------------------------------------------------------------------------ reading


@dataclass(frozen=True)
class Output:
    """One output to show. ``kind``: text, error, html, prose, image (a data URI) or note (our own words)."""

    kind: str
    data: str
    label: str = ""


@dataclass(frozen=True)
class Line:
    """One check under a result."""

    word: str
    look: str
    title: str
    message: str

    @property
    def icon(self) -> str:
        """The sign that stands next to the word."""
        return _ICONS[self.look]


@dataclass(frozen=True)
class Result:
    """How one graded cell ended, in the student's words. ``look`` is pass, part, fail, none or wait."""

    anchor: str
    name: str
    word: str
    look: str
    points: float | None
    max_points: float
    messages: tuple[str, ...] = ()
    checks: tuple[Line, ...] = ()
    remark: str = ""
    comment: str = ""

    @property
    def icon(self) -> str:
        """The sign that stands next to the word."""
        return _ICONS[self.look]


@dataclass
class Block:
    """One piece of the page. ``kind``: prose (several cells), code, given, raw, test, written."""

    kind: str
    code: str = ""
    texts: list[tuple[str, Attachments]] = field(default_factory=list)
    number: int = 0
    outputs: tuple[Output, ...] = ()
    result: Result | None = None
    comment: str = ""
    rubric: str = ""

    @property
    def folded(self) -> str:
        """The line that stands for long prose until it is opened; empty if it is short."""
        if sum(len(text) for text, _ in self.texts) < LONG_PROSE:
            return ""
        first = next((line for text, _ in self.texts for line in text.split("\n") if line.strip()), "")[:300]
        return one_line(re.sub(r"[#*`$<>\\]|\b_|_\b|!?\[|\]\([^)]*\)", "", first), 80) or "Text"


@dataclass(frozen=True)
class Place:
    """The class's points for this notebook, and one's own among them.

    Attributes:
        bars: how many students got points in each tenth of what can be had; full points stand in the last.
        own: the tenth in which one's own are.
        middle: between which points the middle half of the class lies.
    """

    bars: tuple[int, ...]
    own: int
    middle: tuple[float, float]

    @property
    def students(self) -> int:
        """How many students it is about."""
        return sum(self.bars)


@dataclass(frozen=True)
class Page:
    """All that feedback says, before it is laid out."""

    title: str
    student: str
    assignment: str
    results: tuple[Result, ...]
    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, str], ...]
    score: float
    max_score: float
    pending: float
    late_penalty: float
    broken: bool
    reading: str = ""  # where in the book it stands, if points were lost
    place: Place | None = None
    show_points: bool = True


_ICONS = {"pass": "✓", "part": "◐", "fail": "✗", "none": "–", "wait": "…"}
_WORDS = {
    Status.PASSED: ("Passed", "pass"),
    Status.FAILED: ("Not passed", "fail"),
    Status.NOT_RUN: ("Not run", "none"),
    Status.HARNESS_ERROR: ("Not graded yet", "wait"),
}
_NOTES = {
    "restored": "Repaired",
    "missing": "Missing",
    "unreadable": "Couldn't be read",
    "limit": "Limit reached",
}
_OURS = (
    "Something went wrong on our side, not in your work. Staff have been told, and you lose nothing by it."
)


def read(
    nb: NotebookNode,
    marks: NotebookMarks,
    *,
    student: str,
    assignment: str,
    scores: Sequence[float] = (),
    show_points: bool = True,
) -> Page:
    """Turn a graded notebook and its marks into what the student may see.

    Args:
        nb: the notebook, as autograding wrote it.
        marks: the gradebook's.
        student: whose it is.
        assignment: the problem set.
        scores: the points of everybody whose notebook is wholly graded, if the class's distribution may be shown.
        show_points: whether students see points, or only what passed.
    """
    reader = _Reader(nb, marks)
    for cell in nb.cells:
        reader.take(cell)
    about = _graders(nb)
    results = tuple(block.result for block in reader.blocks if block.result)
    notes = [note for note in about.get("notes") or () if isinstance(note, Mapping)]
    nothing = any(note.get("kind") in ("missing", "unreadable") for note in notes)
    waiting = [result for result in results if result.look == "wait"]
    lost = any(result.look in ("part", "fail", "none") for result in results)
    return Page(
        title=_title(nb) or _in_words(str(about.get("exercise") or "Feedback")),
        student=one_line(student),
        assignment=one_line(assignment),
        results=results,
        blocks=tuple(reader.blocks),
        notes=tuple(
            (_NOTES.get(str(note.get("kind")), "Note"), reader.plain(note.get("text", "")))
            for note in notes
            if note.get("kind") not in ("harness", Status.HARNESS_ERROR)  # for staff
        ),
        score=marks.score,
        max_score=marks.max_score,
        pending=sum(result.max_points for result in waiting if result.word == "To be graded"),
        late_penalty=marks.late_penalty,
        broken=any(result.word == "Not graded yet" for result in waiting) or failed(nb),
        reading=_reading(nb) if lost and not nothing else "",
        place=None if waiting or not show_points else _place(scores, marks.score, marks.max_score),
        show_points=show_points,
    )


def failed(nb: NotebookNode) -> bool:
    """Whether grading the notebook ended in an error of ours."""
    tests = [_graders(cell).get("status") for cell in nb.cells if role(cell) is Role.TEST]
    notes = [note for note in _graders(nb).get("notes") or () if isinstance(note, Mapping)]
    ours = any(note.get("kind") in ("harness", Status.HARNESS_ERROR) for note in notes)
    return Status.HARNESS_ERROR in tests or (ours and not tests)


def _place(scores: Sequence[float], own: float, most: float) -> Place | None:
    if len(scores) < FEWEST or most <= 0:
        return None
    tenths = [min(9, max(0, int(10 * score / most + 1e-9))) for score in (own, *scores)]
    first, _, third = statistics.quantiles(scores, n=4, method="inclusive")
    return Place(tuple(tenths[1:].count(tenth) for tenth in range(10)), tenths[0], (first, third))


def _reading(nb: NotebookNode) -> str:
    """Where in the book the exercise stands: the line ``*Chapter 3, section 3.2 (the chain rule), exercise 1.*``."""
    for cell in nb.cells[:3]:
        if found := READING.search(cell.source):
            return one_line(re.sub(r", exercise \d+$", "", found[1]))
    return ""


def _graders(node: NotebookNode) -> Mapping[str, Any]:
    found = node.get("metadata", {}).get("graders")
    return found if isinstance(found, Mapping) else {}


def _title(nb: NotebookNode) -> str:
    for cell in nb.cells:
        found = re.search(r"^# +(.+)", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        if found:
            return one_line(re.sub(r"[*_`$]", "", found[1]), 120)
    return ""


def _in_words(name: str) -> str:
    """``ex01-test-value`` → ``Value``; ``ex01_both_red`` → ``Both red``."""
    short = re.sub(r"^(ex\d+[-_])?((test|written|task)[-_])?", "", name)
    words = one_line(re.sub(r"[-_]+", " ", short or name))
    return words[:1].upper() + words[1:]


class _Reader:
    """Takes the cells in order and keeps the blocks they become."""

    def __init__(self, nb: NotebookNode, marks: NotebookMarks) -> None:
        self.blocks: list[Block] = []
        self.marks = marks
        self.number = self.graded = self.figures = self.shown = self.pictured = self.typed = self.tags = 0
        self.whose = "your cell"
        self.hidden = _hidden_lines(nb)

    def plain(self, text: Any, most: int = 2_000) -> str:
        """Text of ours that may quote a student, and so may quote anything."""
        return self.withhold(COLOUR.sub("", screen(cut(str(text), most))))

    def withhold(self, text: str) -> str:
        """Return ``text`` without the lines of hidden tests; the gravest thing that could be in it."""
        bare = COLOUR.sub("", text)
        found = [line for line in self.hidden if line in bare]
        for line in found:
            bare = bare.replace(line, "[withheld]")
        return bare if found else text

    def take(self, cell: NotebookNode) -> None:
        """Add what ``cell`` shows to the blocks."""
        what, kind = role(cell), cell.cell_type
        last = self.blocks[-1] if self.blocks else Block("none")
        if _graders(cell).get("rubric"):
            if last.kind == "written" and last.result and last.result.look != "wait":
                last.rubric = clean(cell.source)
            return
        if what is Role.TEST:
            try:
                code = visible_part(cell.source)
            except ValueError:
                code = ""
            self.blocks.append(Block("test", clean(code), result=self.test(cell)))
        elif what in (Role.WRITTEN, Role.TASK):
            self.blocks.append(replace(self.block("written", cell), result=self.by_hand(cell)))
        elif not (cell.source.strip() or cell.get("outputs") or grade_id(cell) in self.marks.comments):
            return
        elif kind == "markdown" and last.kind == "prose":
            last.texts.append((self.source(cell), markup.attached(cell)))
        elif kind == "markdown":
            self.blocks.append(self.block("prose", cell))
        elif kind == "raw":
            self.blocks.append(Block("raw", self.source(cell)))
        else:
            self.blocks.append(self.block("given" if what is Role.GIVEN else "code", cell))
        comment = self.marks.comments.get(grade_id(cell), "")
        if comment and what not in (Role.TEST, Role.WRITTEN, Role.TASK):
            self.blocks[-1].comment = clean(comment)

    def source(self, cell: NotebookNode) -> str:
        """Return what was typed into a cell, within the page's budget."""
        text = clean(cut(cell.source, MAX_SOURCE))
        self.typed += len(text)
        return text if self.typed <= MAX_TYPED else "[not shown: the notebook is too long]"

    def block(self, kind: str, cell: NotebookNode) -> Block:
        """Return a student's or given cell as a block."""
        if cell.cell_type != "code":
            return Block(kind, texts=[(self.source(cell), markup.attached(cell))])
        self.number += 1
        self.figures = 0
        self.whose = "cell" if kind == "given" else "your cell"
        found = _merged(cell.get("outputs") or [])
        outputs = [shown for output in found[:MAX_OUTPUTS] for shown in self.output(output)]
        if len(found) > MAX_OUTPUTS:
            outputs.append(Output("note", f"{len(found) - MAX_OUTPUTS:,} more outputs are not shown."))
        return Block(kind, self.source(cell), number=self.number, outputs=tuple(outputs))

    def output(self, output: NotebookNode) -> Iterable[Output]:
        """Return one output as what may be shown of it, within the page's budget."""
        kind = output.get("output_type")
        if kind == "error":
            trace = _joined(output.get("traceback"), "\n") or f"{output.get('ename')}: {output.get('evalue')}"
            found = Output("error", self.withhold(screen(trace)))
        elif kind == "stream":
            name = "Printed to stderr" if output.get("name") == "stderr" else ""
            found = Output("text", self.withhold(screen(_joined(output.get("text")))), name)
        else:
            data = output.get("data")
            found = self.display(data if isinstance(data, Mapping) else {})
        size = len(found.data)
        if found.kind == "image":
            self.pictured += size
            too_much = self.pictured > MAX_IMAGES
        else:
            self.shown += size
            too_much = self.shown > MAX_PAGE
        if too_much:
            return [Output("note", "This output is not shown: the notebook's outputs are too large.")]
        return [found] if found.data.strip() else []

    def display(self, data: Mapping[str, Any]) -> Output:
        """Return the best safe form of a display: a picture, a table, a formula, else its text."""
        for mime in ("image/png", "image/jpeg", "image/gif", "image/webp"):
            if image := picture(data.get(mime)):
                self.figures += 1
                which = "Figure" if self.figures == 1 else f"Figure {self.figures}"
                return Output("image", image, f"{which} made by {self.whose} {self.number}")
        if self.shown > MAX_PAGE:
            return Output("note", "(too large)")
        page = _joined(data.get("text/html"))
        # Cleaning takes longer than its length says: what was cleaned counts, shown or not.
        self.tags += page.count("<")
        if 0 < len(page) <= MAX_HTML and self.tags <= MAX_TAGS:
            safe = sanitised(page)
            words = html.unescape(re.sub(r"<[^>]*>", "", safe))
            told = html.unescape(safe) + words
            if ("<img" in safe or words.strip()) and self.withhold(told) == told and len(safe) < MAX_HTML:
                return Output("html", safe)
        for mime in ("text/latex", "text/markdown"):
            text = _joined(data.get(mime))
            if 0 < len(text) <= MAX_MARKDOWN // 3:
                return Output("prose", self.withhold(clean(text)))
        if text := _joined(data.get("text/plain")):
            return Output("text", self.withhold(screen(text)))
        kinds = ", ".join(sorted(str(mime)[:40] for mime in data)[:4])
        return Output("note", kinds and f"An output that feedback can't show ({one_line(kinds)}).")

    def test(self, cell: NotebookNode) -> Result:
        """Return a test cell's verdict, with the gradebook's points."""
        about, mark = _graders(cell), self.marks.marks.get(grade_id(cell))
        most = mark.max_points if mark else points(cell)
        given = about.get("points")
        status = _status(about, mark)
        earned = mark.points if mark else given
        word, look = _WORDS[status]
        if status is Status.HARNESS_ERROR:
            person = mark is not None and mark.points and not mark.needs_manual_grade
            earned, word, look = (earned, "Graded", "part") if person else (None, word, look)
        if status is Status.FAILED and 0 < (given or 0) < most:
            word, look = "Partly passed", "part"
        moved = mark is not None and None not in (given, earned) and abs((earned or 0) - (given or 0)) > 1e-9
        message = _OURS if look == "wait" else self.plain(about.get("message") or "")
        return Result(
            anchor=self.next_anchor(),
            name=_in_words(grade_id(cell)),
            word=word,
            look=look,
            points=earned,
            max_points=most,
            messages=(message,) if message else (),
            checks=_grouped(
                self.line(check) for check in about.get("checks") or () if isinstance(check, Mapping)
            ),
            remark="Points set by the person who graded this." if moved else "",
            comment=clean(mark.comment) if mark else "",
        )

    def line(self, check: Mapping[str, Any]) -> Line:
        """Return one check, with its message if it failed."""
        status = _status(check, None)
        word, look = _WORDS[status]
        message = "" if status is Status.PASSED else self.plain(check.get("message") or "")
        return Line(word, look, self.withhold(one_line(check.get("title") or "check")), message)

    def by_hand(self, cell: NotebookNode) -> Result:
        """Return the mark of an answer that a person grades."""
        mark = self.marks.marks.get(grade_id(cell)) or Mark(None, points(cell), needs_manual_grade=True)
        earned = None if mark.needs_manual_grade else mark.points
        if earned is None:
            word, look = "To be graded", "wait"
        else:
            word, look = "Graded", "pass" if earned >= mark.max_points else "part" if earned > 0 else "fail"
        return Result(
            anchor=self.next_anchor(),
            name=_in_words(grade_id(cell)),
            word=word,
            look=look,
            points=earned,
            max_points=mark.max_points,
            remark=f"Includes {number(mark.extra_credit)} extra." if mark.extra_credit and earned else "",
            comment=clean(mark.comment) if earned is not None else "",
        )

    def next_anchor(self) -> str:
        self.graded += 1
        return f"result-{self.graded}"


def _status(about: Mapping[str, Any], mark: Mark | None) -> Status:
    """Return a recorded status; for a notebook that stock nbgrader ran, what its points say."""
    try:
        return Status(about["status"])
    except (KeyError, ValueError):
        if mark is None or mark.points is None:
            return Status.NOT_RUN
        return Status.PASSED if mark.points >= mark.max_points else Status.FAILED


def _grouped(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Say a message once where several checks in a row failed for the same reason."""
    grouped: list[Line] = []
    for line in lines:
        last = grouped[-1] if grouped else None
        if last and line.message and (line.message, line.look) == (last.message, last.look):
            grouped[-1] = replace(last, title=f"{last.title} · {line.title}")
        else:
            grouped.append(line)
    return tuple(grouped)


def _hidden_lines(nb: NotebookNode) -> tuple[str, ...]:
    """Return the lines of hidden tests that stand nowhere else in the notebook, longest first.

    Plain words (`continue`) and a lone name (`log_likelihood,`) tell nothing, and turn up in any text.
    """
    seen, hidden = set[str](), set[str]()
    for cell in nb.cells:
        lines = {line.strip() for line in cell.source.split("\n")}
        if role(cell) is not Role.TEST:
            seen |= lines
            continue
        try:
            shown = {line.strip() for line in visible_part(cell.source).split("\n")}
        except ValueError:
            shown = set()
        seen |= shown
        hidden |= lines - shown
    plain = re.compile(r"[A-Za-z: ]*|[A-Za-z_]\w*\W*")
    telling = {line for line in hidden - seen if len(line) >= 8 and not plain.fullmatch(line)}
    return tuple(sorted(telling, key=len, reverse=True))


def _joined(text: Any, between: str = "") -> str:
    return between.join(map(str, text)) if isinstance(text, list) else str(text or "")


def _merged(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return outputs with neighbouring pieces of one stream joined."""
    merged: list[NotebookNode] = []
    pieces: list[str] = []
    for output in outputs:
        if not isinstance(output, Mapping):
            continue
        name = output.get("name")
        if output.get("output_type") != "stream":
            merged.append(output)
        elif merged and merged[-1].get("output_type") == "stream" and merged[-1].get("name") == name:
            pieces.append(_joined(output.get("text")))
            merged[-1] = NotebookNode(output_type="stream", name=name, text=pieces)
        else:
            pieces = [_joined(output.get("text"))]
            merged.append(NotebookNode(output_type="stream", name=name, text=pieces))
    return merged


# ------------------------------------------------------------------------------------------------ writing


def number(value: float | None) -> str:
    """Return points as people write them: 2, 1.5, or a dash for none yet."""
    return "–" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _escaped_markdown(value: Any) -> str:
    """Return a value as Markdown that shows it as it is, but for simple `code`; Markup passes."""
    if isinstance(value, Markup):
        return str(value)
    parts = re.split(r"(?<![`\\])`([^`\n<>&$|\\]+)`(?!`)", str(value))
    text = "".join(
        f"`{part}`" if place % 2 else re.sub(r"([\\`*_\[\]<>&$~|])", r"\\\1", part)
        for place, part in enumerate(parts)
    )
    text = re.sub(r"^(\s*)([-+#=]|\d+(?=[.)]\s))", r"\1&#8203;\2", text, flags=re.MULTILINE)
    return text.replace("\n", "  \n")


def _quoted(text: str) -> Markup:
    return Markup("\n".join(f"> {line}" for line in text.split("\n")))  # noqa: S704


def _indented(text: str) -> Markup:
    """Return a message escaped as Markdown, so that all its lines belong to a list item."""
    return Markup(_escaped_markdown(text).replace("\n", "\n  "))  # noqa: S704


@lru_cache(maxsize=2)
def _templates(markdown: bool = False) -> Environment:
    environment = Environment(
        loader=PackageLoader("graders"),
        autoescape=not markdown,  # noqa: S701 - Markdown is escaped by `finalize`
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_escaped_markdown if markdown else None,
    )
    environment.filters |= {
        "number": number,
        "quoted": _quoted,
        "indented": _indented,
        "ticked": markup.ticked,
        "prose": markup.prose,
        "code": markup.highlighted,
        "coloured": markup.coloured,
        "as_is": Markup,
    }
    return environment


@lru_cache(maxsize=1)
def _style() -> tuple[Markup, str]:
    """Return the style sheet and its hash, as the content security policy wants it."""
    text = _templates().get_template("feedback.css").render().strip()
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"sha256-{digest}"  # noqa: S704


def feedback_html(page: Page) -> str:
    """Return the page as one HTML document that loads and runs nothing."""
    style, digest = _style()
    return _templates().get_template("feedback.html.j2").render(page=page, style=style, digest=digest)


def feedback_notebook(page: Page) -> NotebookNode:
    """Return the page as a notebook: a banner on top, the cells, and a verdict under each graded one."""
    cells: list[dict[str, Any]] = []

    def add(kind: str, source: str, **more: Any) -> None:
        extra: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
        cells.append(
            {"cell_type": kind, "id": f"f{len(cells)}", "metadata": {}, "source": source} | extra | more
        )

    templates = _templates(markdown=True)
    add("markdown", templates.get_template("banner.md.j2").render(page=page).strip())
    for block in page.blocks:
        for text, attachments in block.texts:
            bundles = {name: dict([uri[len("data:") :].split(";base64,")]) for name, uri in attachments}
            add("markdown", text, **({"attachments": bundles} if bundles else {}))
        if block.kind == "raw":
            add("raw", block.code)
        elif block.number or block.kind == "test":
            add(
                "code",
                block.code or "# The code of this test is not shown.",
                outputs=[_as_output(output) for output in block.outputs],
            )
        if block.result or block.comment:
            add("markdown", templates.get_template("result.md.j2").render(block=block, page=page).strip())
    metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    return nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _as_output(output: Output) -> dict[str, Any]:
    if output.kind in ("text", "note"):
        name = "stderr" if output.label else "stdout"
        return {"output_type": "stream", "name": name, "text": output.data}
    if output.kind == "error":
        name, _, value = COLOUR.sub("", output.data).rstrip().rpartition("\n")[2].partition(": ")
        return {"output_type": "error", "ename": name, "evalue": value, "traceback": output.data.split("\n")}
    if output.kind == "image":
        mime, _, content = output.data[len("data:") :].partition(";base64,")
        return {
            "output_type": "display_data",
            "metadata": {},
            "data": {mime: content, "text/plain": output.label},
        }
    mime = "text/html" if output.kind == "html" else "text/markdown"
    return {"output_type": "display_data", "metadata": {}, "data": {mime: output.data}}


def write(
    folder: Path,
    name: str,
    nb: NotebookNode,
    marks: NotebookMarks,
    *,
    student: str,
    assignment: str,
    scores: Sequence[float] = (),
    show_points: bool = True,
) -> tuple[Path, Path]:
    """Write ``<name>.ipynb`` and ``<name>.html`` into ``folder``, each whole or not at all.

    Raises:
        CourseError: ``name`` is no plain file name.
    """
    if not re.fullmatch(r"[\w][\w .+-]*", name):
        raise CourseError(f"{one_line(name)!r} can't be the name of a feedback file.")
    page = read(nb, marks, student=student, assignment=assignment, scores=scores, show_points=show_points)
    paths = folder / f"{name}.ipynb", folder / f"{name}.html"
    write_text(paths[0], dumps(feedback_notebook(page)))
    write_text(paths[1], feedback_html(page))
    return paths
