"""Submission + source → the notebook to grade, with a note for every repair.

The instructor's cells win: test cells and given cells are the source's, whatever the submission holds. A
student's cells stay, in their order, between the instructor's cells they stood between. Cells are recognised
by cell id, then by grade id, then by their text, and answers at last by where they stand; so deleted,
duplicated, moved, retyped and tampered cells all end where they belong. Nothing a student wrote is dropped:
what was written into an instructor's cell is kept above it.
"""

from __future__ import annotations

import copy
import difflib
import heapq
import re
import reprlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import compute_checksum

from graders.notebook import Role, grade_id, new_id, points, role
from graders.verdict import Note

RUBRIC_BEGIN, RUBRIC_END = "=== BEGIN MARK SCHEME ===", "=== END MARK SCHEME ==="
MISSING_ANSWER = "# This answer cell was not in your submission."
ANSWERS = (Role.ANSWER, Role.WRITTEN)  # what students write in; all else is the instructor's
EXECUTION_TAGS = ("skip-execution", "raises-exception")
MAX_CANDIDATES = 100  # cells that are looked at for one lost written answer


@dataclass(frozen=True)
class Exercise:
    """One exercise as the instructor has it.

    Attributes:
        name: the notebook's name without its ending.
        source: the source notebook: solutions, hidden tests, marking schemes.
        release: what students were given.
    """

    name: str
    source: NotebookNode
    release: NotebookNode

    def cells(self) -> dict[str, NotebookNode]:
        """Return the source's nbgrader cells by grade id, in order."""
        return {grade_id(cell): cell for cell in self.source.cells if role(cell) is not Role.PROSE}

    def released(self) -> dict[str, NotebookNode]:
        """Return the release's nbgrader cells by grade id, in order."""
        return {grade_id(cell): cell for cell in self.release.cells if role(cell) is not Role.PROSE}

    @property
    def max_points(self) -> float:
        """Points that this exercise is worth."""
        return sum(points(cell) for cell in self.cells().values())


def rubric(source: str) -> str:
    """Return the marking scheme that stands in a written answer's source, or an empty string."""
    _, begin, rest = source.partition(RUBRIC_BEGIN)
    return rest.partition(RUBRIC_END)[0].strip() if begin else ""


# --------------------------------------------------------------------------------------- which file is which


def assign_files(
    exercises: Sequence[Exercise], submitted: Mapping[str, NotebookNode]
) -> tuple[dict[str, str], list[Note]]:
    """Find each exercise's file among those submitted: by name and by the cells inside.

    A file belongs to the exercise whose cells it has; its name decides between two such files, unless the one
    under the right name is still as it was released. A file with the cells of several exercises serves all.

    Args:
        exercises: the assignment's.
        submitted: readable notebooks by file name (without ``.ipynb``), in the order to prefer.

    Returns:
        file name by exercise name, and notes on renamed and unused files.
    """
    like = {
        (exercise.name, name): _likeness(exercise, nb)
        for exercise in exercises
        for name, nb in submitted.items()
    }
    chosen: dict[str, str] = {}
    notes: list[Note] = []
    for exercise in exercises:
        own = exercise.name
        candidates = []
        for name in submitted:
            best = max(like[other.name, name] for other in exercises)
            named = _plain_name(name) == _plain_name(own)
            # A file under the right name that is more like another exercise is that one, renamed.
            if like[own, name] >= 0.3 or (named and like[own, name] == best):
                at_home = like[own, name] == best
                touched = _is_touched(exercise, submitted[name])
                candidates.append((at_home, touched, name == own, named, like[own, name], name))
        if not candidates:
            continue
        # max() takes the first of equals, so the order of the files decides at last.
        *_, name = max(candidates, key=lambda candidate: candidate[:-1])
        chosen[own] = name
        if name != own:
            text = f"{name}.ipynb was recognised as {own}.ipynb by its cells."
            if own in submitted and not _is_touched(exercise, submitted[own]):
                text = f"{name}.ipynb was graded as {own}.ipynb, which was handed in as it was released."
            notes.append(Note("renamed", text))
    for name in submitted:
        if name in chosen.values():
            continue
        alike = [exercise.name for exercise in exercises if like[exercise.name, name] >= 0.3]
        text = f"{name}.ipynb belongs to no exercise of this problem set."
        if alike:
            text = f"{name}.ipynb was not graded: {chosen[alike[0]]}.ipynb was graded as {alike[0]}."
        notes.append(Note("unused", text))
    return chosen, notes


def _likeness(exercise: Exercise, nb: NotebookNode) -> float:
    """Return the share of the exercise's cells that ``nb`` has, by grade id or cell id."""
    wanted = set(exercise.released())
    found = {grade_id(cell) for cell in nb.cells} | {str(cell.get("id")) for cell in nb.cells}
    return len(wanted & found) / len(wanted) if wanted else 0.0


def _is_touched(exercise: Exercise, nb: NotebookNode) -> bool:
    """True if there is any text in ``nb`` that the release doesn't have."""
    given = {_plain(cell.source) for cell in exercise.release.cells}
    return any(_plain(cell.source) not in given for cell in nb.cells if cell.source.strip())


def _plain_name(name: str) -> str:
    """Return a file's name without what browsers, JupyterLab and people add to it."""
    return re.sub(r"(\s*\(\d+\)|-copy\d*)+$", "", name.rpartition("/")[2].casefold())


# ---------------------------------------------------------------------------------------------- one notebook


def restore(exercise: Exercise, submitted: NotebookNode) -> tuple[NotebookNode, list[Note]]:
    """Return the notebook to grade and what was repaired in it.

    Every nbgrader cell of the source is there once, in an order that works, with the source's metadata and
    the release's checksum. Test and given cells have the source's text, hidden tests included; answers have
    the student's. Written answers are followed by their marking scheme in a cell of its own.
    """
    return _Restoration(exercise, submitted).result()


class _Restoration:
    def __init__(self, exercise: Exercise, submitted: NotebookNode) -> None:
        self.exercise = exercise
        self.cells: list[NotebookNode] = [copy.deepcopy(cell) for cell in submitted.cells]
        self.notes: list[Note] = []
        self.source = exercise.cells()
        self.release = exercise.released()
        # position in the submission of each of the source's cells
        self.at: dict[str, int] = {}
        # positions of further copies of them
        self.spare: dict[int, str] = {}

    def result(self) -> tuple[NotebookNode, list[Note]]:
        self.recognise_by_ids()
        self.recognise_by_text()
        self.recognise_answers(with_prose=True)
        self.recognise_answers(with_prose=False)
        self.note_losses()
        order = self.order()
        after = self.extras(self.steady(order))
        cells = list(after.pop("", []))
        for name in order:
            cells += self.instructor_cells(name)
            cells += after.pop(name, [])
        # The metadata are copied: each submission's results are written into them.
        metadata = copy.deepcopy(self.exercise.source.metadata)
        whole = {"cells": _with_unique_ids(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        return nbformat.from_dict(whole), self.notes

    def note(self, kind: str, text: str) -> None:
        self.notes.append(Note(kind, text))

    def is_answer(self, name: str) -> bool:
        return role(self.source[name]) in ANSWERS

    def is_untouched(self, name: str, position: int) -> bool:
        return _plain(self.cells[position].source) == _plain(self.release[name].source)

    # ---- recognising

    def recognise_by_ids(self) -> None:
        """JupyterLab keeps a cell's id and shows it nowhere; a copy gets a new one, and the same metadata."""
        by_id = {cell.get("id"): name for name, cell in self.release.items()}
        found: dict[str, list[int]] = {}
        for position, cell in enumerate(self.cells):
            name = by_id.get(cell.get("id")) or grade_id(cell)
            if name in self.source:
                found.setdefault(name, []).append(position)
        for name, positions in found.items():
            if len(positions) > 1:
                self.resolve_copies(name, positions)
            else:
                self.at[name] = positions[0]

    def resolve_copies(self, name: str, positions: list[int]) -> None:
        """The last copy that holds an answer counts; the others run where they stand, as plain cells."""
        times = f"The cell {name} was there {len(positions)} times"
        if self.is_answer(name):
            answered = [
                at for at in positions if self.cells[at].source.strip() and not self.is_untouched(name, at)
            ]
            self.at[name] = (answered or positions)[-1]
            self.note("duplicated", f"{times}; the last answer counts.")
        else:
            whole = [at for at in positions if self.is_untouched(name, at)]
            self.at[name] = (whole or positions)[0]
            done = "graded" if role(self.source[name]) is Role.TEST else "kept"
            self.note("duplicated", f"{times}; it is {done} once.")
        self.spare |= {at: name for at in positions if at != self.at[name]}

    def recognise_by_text(self) -> None:
        """A cell that lost all its ids is known by its text, if only one cell of the course has that."""
        texts = [_plain(cell.source) for cell in self.release.values()]
        places: dict[str, int] = {}
        for position in self.unclaimed():
            places.setdefault(_plain(self.cells[position].source), position)
        for name, cell in self.release.items():
            text = _plain(cell.source)
            if name not in self.at and text in places and texts.count(text) == 1:
                self.at[name] = places[text]

    def unclaimed(self) -> list[int]:
        """Return the positions of cells that are nobody's so far."""
        taken = {*self.at.values(), *self.spare}
        return [position for position in range(len(self.cells)) if position not in taken]

    def recognise_answers(self, with_prose: bool) -> None:
        """An answer without any id is the cell that stands where the answer stood.

        Args:
            with_prose: the instructor's plain cells are landmarks, too. Without them only texts are sought: a
                person reads those, and code runs where it stands in any case.
        """
        prose = self.prose()
        marks = dict(self.at)
        if with_prose:
            marks |= {key: position for position, key in prose.items()}
        order = [
            grade_id(cell) if role(cell) is not Role.PROSE else f"prose {index}"
            for index, cell in enumerate(self.exercise.release.cells)
        ]
        lost: list[str] = []
        before = -1
        for key in [*order, ""]:
            if key in self.source and key not in marks:
                if self.is_answer(key) and (with_prose or self.source[key].cell_type != "code"):
                    lost.append(key)
            elif key in marks or not key:
                end = marks.get(key, len(self.cells))
                if lost and end > before:
                    self.recognise_between(before, end, lost, prose)
                lost, before = [], max(before, end)

    def recognise_between(self, before: int, end: int, lost: list[str], prose: Mapping[int, str]) -> None:
        """Match answers that were lost between two landmarks with the student's cells that stand there."""
        between = [at for at in self.unclaimed() if before < at < end and at not in prose]
        code = [at for at in between if self.cells[at].cell_type == "code"]
        names = [name for name in lost if self.source[name].cell_type == "code"]
        if len(names) == len(code):
            # With more or fewer cells nobody can tell; they all run where they stand in any case.
            self.at |= dict(zip(names, code, strict=True))
        names = [name for name in lost if self.source[name].cell_type != "code"]
        if names:
            own = self.own_texts([at for at in between if self.cells[at].cell_type != "code"])
            self.at |= dict(zip(names, own[-len(names) :], strict=False))

    def prose(self) -> dict[int, str]:
        """Return where the release's plain cells stand in the submission: by id, or by text."""
        found: dict[int, str] = {}
        ids: dict[str, str] = {}
        texts: dict[str, str] = {}
        for index, cell in enumerate(self.exercise.release.cells):
            if role(cell) is Role.PROSE:
                ids[cell.get("id")] = f"prose {index}"
                texts.setdefault(_plain(cell.source), f"prose {index}")
        for position in self.unclaimed():
            cell = self.cells[position]
            key = ids.get(cell.get("id")) or texts.get(_plain(cell.source))
            if key:
                found[position] = key
        return found

    def own_texts(self, positions: list[int]) -> list[int]:
        """Return those positions whose cells are not the instructor's prose, more or less."""
        prose = [cell.source for cell in self.exercise.release.cells if role(cell) is Role.PROSE]
        return [at for at in positions[-MAX_CANDIDATES:] if not _is_any_of(self.cells[at].source, prose)]

    def order(self) -> list[str]:
        """Return the source's cells in the order to grade: the student's own, wherever that can work.

        A test comes after the answers it tests, and given code before whatever the course puts after it. A
        cell that is missing comes after its neighbour.
        """
        key, here = {}, (-1, 0)
        for name in self.source:
            here = (self.at[name], 0) if name in self.at else (here[0], here[1] + 1)
            key[name] = here
        waits = self.prerequisites()
        ready = [(key[name], name) for name, on in waits.items() if not on]
        heapq.heapify(ready)
        order: list[str] = []
        while ready:
            _, name = heapq.heappop(ready)
            order.append(name)
            for other, on in waits.items():
                if name in on:
                    on.remove(name)
                    if not on:
                        heapq.heappush(ready, (key[other], other))
        return order

    def prerequisites(self) -> dict[str, set[str]]:
        """Return what must stand before each of the source's cells."""
        waits: dict[str, set[str]] = {}
        given: set[str] = set()
        answers: set[str] = set()
        tested = False
        for name, cell in self.source.items():
            waits[name] = set(given)
            kind = role(cell)
            if kind is Role.GIVEN and cell.cell_type == "code":
                given.add(name)
            elif kind is Role.ANSWER:
                answers = {name} if tested else answers | {name}
                tested = False
            elif kind is Role.TEST:
                waits[name] |= answers
                tested = True
        return waits

    def steady(self, order: list[str]) -> set[str]:
        """Return the cells that stand in this order in the submission, and say which don't."""
        order = [name for name in order if name in self.at]
        # The heaviest rising subsequence: an answer weighs more, since the student's cells go with it.
        weight: list[int] = []
        link: list[int] = []
        for index, name in enumerate(order):
            earlier = [i for i in range(index) if self.at[order[i]] < self.at[name]]
            best = max(earlier, key=lambda i: weight[i], default=-1)
            link.append(best)
            weight.append((weight[best] if best >= 0 else 0) + (3 if self.is_answer(name) else 2))
        steady = set()
        index = max(range(len(order)), key=lambda i: weight[i], default=-1)
        while index >= 0:
            steady.add(order[index])
            index = link[index]
        moved = [name for name in order if name not in steady]
        if moved:
            were = "was" if len(moved) == 1 else "were"
            rule = "a test stands after its answer, given code before what uses it"
            self.note("restored", f"{_cells(moved)} {were} moved back to where it works: {rule}.")
        return steady

    def extras(self, steady: set[str]) -> dict[str, list[NotebookNode]]:
        """Return the student's own cells by the source's cell that they follow ("" for the start)."""
        names = {at: name for name, at in self.at.items()}
        stubs = {_plain(cell.source) for name, cell in self.release.items() if self.is_answer(name)}
        after: dict[str, list[NotebookNode]] = {}
        anchor = ""
        for position, cell in enumerate(self.cells):
            if position in names:
                anchor = names[position] if names[position] in steady else anchor
                continue
            if position in self.spare and not self.is_answer(self.spare[position]):
                # A further copy of an instructor's cell: only what the student wrote in it is the student's.
                cell.source = _added(cell.source, self.release[self.spare[position]].source)
                if not cell.source:
                    continue
            elif _plain(cell.source) in stubs:
                # A further copy of an untouched stub, which would undo the answer.
                continue
            after.setdefault(anchor, []).append(_own(cell))
        return after

    # ---- rebuilding

    def instructor_cells(self, name: str) -> list[NotebookNode]:
        """Return the source's cell ``name`` with what the student wrote in it."""
        original, released = self.source[name], self.release[name]
        kind = role(original)
        mine = self.cells[self.at[name]] if name in self.at else None
        cells = [] if mine is None else list(self.repaired(name, mine, released))
        source = original.source
        if kind in ANSWERS:
            # An untouched written answer gets 0 from nbgrader, by its checksum; so does a missing one.
            missing = MISSING_ANSWER if kind is Role.ANSWER else released.source
            source = mine.source if mine is not None else missing
        cell = _cell(original.cell_type, source, original.metadata, original.id)
        pictured = mine if kind in ANSWERS else original
        if original.cell_type == "markdown" and pictured is not None and pictured.get("attachments"):
            cell.attachments = copy.deepcopy(pictured.attachments)
        flags = cell.metadata.nbgrader
        flags["checksum"] = compute_checksum(released)
        flags["cell_type"] = original.cell_type
        cells.append(cell)
        if (scheme := rubric(original.source)) and kind is Role.WRITTEN:
            text = f"**Marking scheme**\n\n{scheme}"
            metadata = {"graders": {"rubric": True}, "editable": False}
            cells.append(_cell("markdown", text, metadata, f"{original.id[:56]}-rubric"))
        return cells

    def note_losses(self) -> None:
        """Say which cells were missing or without metadata, in one sentence each."""
        # A given text without which everything works is put back in silence.
        missing = [
            name
            for name, cell in self.source.items()
            if name not in self.at and not (role(cell) is Role.GIVEN and cell.cell_type == "markdown")
        ]
        if missing:
            were = "was" if len(missing) == 1 else "were"
            self.note(
                "restored", f"{_cells(missing)} {were} missing from the submission and {were} put back."
            )
        bare = [name for name in self.source if name in self.at and not _flags(self.cells[self.at[name]])]
        if bare:
            how = "it was recognised by its id, text or place"
            if len(bare) > 1:
                how = "they were recognised by their ids, texts or places"
            self.note("restored", f"{_cells(bare)} had lost the course's metadata; {how}.")

    def repaired(self, name: str, mine: NotebookNode, released: NotebookNode) -> Iterator[NotebookNode]:
        """Say what of the instructor's was changed in this cell; yield what the student had written in it."""
        if mine.cell_type != released.cell_type:
            self.note(
                "restored", f"The cell {name} had become a {mine.cell_type} cell; its type was restored."
            )
        flags, given = _flags(mine), released.metadata.nbgrader
        for key in ("grade_id", "points", "grade", "solution", "locked", "task") if flags else ():
            said, right = flags.get(key), given.get(key)
            if said != right and (key in ("grade_id", "points") or bool(said) != bool(right)):
                text = f"The cell {name} said {key} = {reprlib.repr(said)}; the course's value counts."
                self.note("tampered", text)
        tags = set(mine.metadata.get("tags") or ()) - set(released.metadata.get("tags") or ())
        for tag in sorted(tags.intersection(EXECUTION_TAGS)):
            self.note("tampered", f"The cell {name} was tagged {tag}; the tag was ignored.")
        kind = role(released)
        if kind in ANSWERS or self.is_untouched(name, self.at[name]):
            return
        what = {Role.TEST: "test", Role.GIVEN: "given", Role.TASK: "task"}[kind]
        text = f"The {what} cell {name} had been edited; the course's own text was used."
        mine.source = _added(mine.source, released.source)
        if mine.source:
            text = f"{text[:-1]}, and what was written there stands above it."
            yield _own(copy.deepcopy(mine))
        self.note("restored", text)


# ------------------------------------------------------------------------------------------- texts and cells


def _plain(text: str) -> str:
    """Return text as it is compared: an editor's line ends and trailing spaces change nothing."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _added(mine: str, given: str) -> str:
    """Return what a student wrote into an instructor's text; an empty string if there is only less of it."""
    mine, given = _plain(mine), _plain(given)
    if given and given in mine:
        return mine.replace(given, "", 1).strip()
    lines = {line.strip() for line in given.split("\n")} | {""}
    return "" if all(line.strip() in lines for line in mine.split("\n")) else mine


def _is_any_of(text: str, others: Sequence[str]) -> bool:
    return not text.strip() or any(_alike(text, other) for other in others)


def _alike(left: str, right: str) -> bool:
    matcher = difflib.SequenceMatcher(None, left.split()[:300], right.split()[:300], autojunk=False)
    return matcher.real_quick_ratio() > 0.8 and matcher.quick_ratio() > 0.8 and matcher.ratio() > 0.8


def _flags(cell: NotebookNode) -> dict[str, object]:
    """Return a submitted cell's nbgrader metadata; empty if they are gone."""
    flags = cell.metadata.get("nbgrader")
    return flags if isinstance(flags, dict) else {}


def _cells(names: Sequence[str]) -> str:
    """Return the start of a sentence about cells."""
    *most, last = names
    return f"The cells {', '.join(most)} and {last}" if most else f"The cell {last}"


def _cell(kind: str, source: str, metadata: Mapping[str, object], cell_id: str) -> NotebookNode:
    """Return a new cell: what nbformat's own makers return, without their validation, which takes longer."""
    made = {"cell_type": kind, "id": cell_id, "metadata": copy.deepcopy(metadata), "source": source}
    return nbformat.from_dict(made | ({"execution_count": None, "outputs": []} if kind == "code" else {}))


def _own(cell: NotebookNode) -> NotebookNode:
    """Return a cell as the student's own: without the course's metadata, and a raw cell as a quotation."""
    cell.metadata = {key: value for key, value in cell.metadata.items() if key == "jupyter"}
    if cell.cell_type != "raw":
        return cell
    longest = max((len(run) for run in re.findall("`+", cell.source)), default=0)
    fence = "`" * max(3, longest + 1)
    return _cell("markdown", f"{fence}\n{cell.source}\n{fence}", {}, cell.id)


def _with_unique_ids(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Instructor's cells keep their ids; a student's cell that has one of them gets another."""
    taken = {cell.id for cell in cells if grade_id(cell)}
    for cell in cells:
        if not grade_id(cell):
            cell.id = new_id(cell.id, taken)
    return cells
