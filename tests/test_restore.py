"""Whatever is done to a notebook, it is graded as the course has it, and nothing a student wrote is lost."""

from __future__ import annotations

import copy
import json
import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade

from graders.notebook import Role, dumps, grade_id, parse, points, role
from graders.restore import MISSING_ANSWER, Exercise, assign_files, restore, rubric
from graders.verdict import Note

from . import tiny

EXERCISE = tiny.exercise()
OTHER = tiny.exercise("ex02_other", "ex02")
NAMES = list(EXERCISE.cells())
ROOT = Path(__file__).resolve().parent.parent


def find(nb: NotebookNode, name: str) -> int:
    """Return where a cell stands, by its short name ("first", "test-first", ...), whatever it has lost."""
    return next(at for at, cell in enumerate(nb.cells) if f"ex01-{name}" in (grade_id(cell), cell.id))


def solved(change: Callable[[NotebookNode], Any] = lambda nb: None) -> NotebookNode:
    nb = tiny.solved(EXERCISE)
    change(nb)
    return nb


# A test after the answers it tests, given code before everything.
WORKING_ORDER = [
    ("setup", "first"),
    ("setup", "why"),
    ("first", "test-first"),
    ("second", "test-second"),
    ("half", "test-second"),
]


def check(nb: NotebookNode, exercise: Exercise = EXERCISE) -> None:
    """Hold a restored notebook to what it must be, whatever was submitted."""
    nbformat.validate(nb)
    assert parse(dumps(nb).encode()).cells, "it can be written and read again"
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)
    ours = [cell for cell in nb.cells if "nbgrader" in cell.metadata]
    source, release = exercise.cells(), exercise.released()
    names = [grade_id(cell) for cell in ours]
    assert sorted(names) == sorted(source)
    if exercise is EXERCISE:
        for first, later in WORKING_ORDER:
            assert names.index(f"ex01-{first}") < names.index(f"ex01-{later}")
    for cell in ours:
        name = grade_id(cell)
        flags = dict(cell.metadata.nbgrader)
        assert flags.pop("checksum") == compute_checksum(release[name])
        assert flags == source[name].metadata.nbgrader
        assert (cell.id, cell.cell_type) == (source[name].id, source[name].cell_type)
        assert points(cell) == points(source[name])
        if role(cell) not in (Role.ANSWER, Role.WRITTEN):
            assert cell.source == source[name].source
    for cell in nb.cells:
        assert "MARK SCHEME" not in cell.source
        rest = set(cell.metadata) - {"nbgrader", "jupyter", "graders", "editable"}
        assert not rest
        assert cell.metadata.get("graders") in (None, {"rubric": True})


def restored(submitted: NotebookNode) -> tuple[dict[str, str], list[Note], NotebookNode]:
    """Return the restored cells' texts by short name, the notes, and the notebook."""
    before = copy.deepcopy(submitted)
    nb, notes = restore(EXERCISE, submitted)
    assert submitted == before, "the submission itself was changed"
    check(nb)
    for note in notes:
        assert re.fullmatch(r"[A-Z].*\.", note.text), note
        assert len(note.text) < 400
    again, repeated = restore(EXERCISE, submitted)
    assert (again, repeated) == (nb, notes)
    return {grade_id(cell).removeprefix("ex01-"): cell.source for cell in nb.cells}, notes, nb


def told(notes: list[Note]) -> list[str]:
    return [f"{note.kind}: {note.text}" for note in notes]


# ------------------------------------------------------------------------------------- no false alarms


def used_jupyterlab(nb: NotebookNode) -> None:
    """Leave what running and reading a notebook in JupyterLab leaves."""
    for cell in nb.cells:
        cell.metadata |= {"editable": False, "deletable": False, "slideshow": {"slide_type": ""}}
        cell.metadata["jp-MarkdownHeadingCollapsed"] = True
        cell.metadata["tags"] = ["important", "skip-this-slide"]
        if cell.cell_type == "code":
            cell.metadata |= {"execution": {"iopub.status.busy": "2026-01-01"}, "scrolled": True}
            cell.metadata["jupyter"] = {"outputs_hidden": True}
            cell.outputs = [nbformat.v4.new_output("stream", text="x")]
            cell.execution_count = 3


def used_colab(nb: NotebookNode) -> None:
    """Colab drops the cells' ids and adds its own."""
    for number, cell in enumerate(nb.cells):
        cell.pop("id", None)
        cell.metadata |= {"id": f"xY{number}", "colab": {"base_uri": "https://localhost:8080/"}}


def used_windows(nb: NotebookNode) -> None:
    for cell in nb.cells:
        cell.source = cell.source.replace("\n", "\r\n") + "\r\n"


def used_vs_code(nb: NotebookNode) -> None:
    for cell in nb.cells:
        cell.metadata["vscode"] = {"languageId": "python"}
        cell.source = cell.source + "  \n"


def new_schema(nb: NotebookNode) -> None:
    """Write the flags as other versions of nbgrader do."""
    for cell in nb.cells:
        flags = cell.metadata.get("nbgrader")
        if flags:
            flags |= {"schema_version": 2, "checksum": "0123", "points": flags.get("points")}
            del flags["task"], flags["cell_type"]


def wrote_in_between(nb: NotebookNode) -> None:
    for at in range(len(nb.cells), -1, -1):
        nb.cells.insert(at, tiny.own(f"print({at})"))
        nb.cells.insert(at, tiny.own(f"A note, number {at}, for myself alone.", "markdown"))


def deleted_prose(nb: NotebookNode) -> None:
    nb.cells = [cell for cell in nb.cells if "nbgrader" in cell.metadata and not cell.id.endswith("-note")]


EDITORS = [
    used_jupyterlab,
    used_colab,
    used_windows,
    used_vs_code,
    new_schema,
    wrote_in_between,
    deleted_prose,
]


@pytest.mark.parametrize("base", ["release", "solved"])
@pytest.mark.parametrize(
    "editor", [None, *EDITORS], ids=lambda editor: getattr(editor, "__name__", "as it is")
)
def test_honest_work_gets_no_note(base: str, editor: Callable[[NotebookNode], None] | None) -> None:
    nb = solved() if base == "solved" else copy.deepcopy(EXERCISE.release)
    if editor:
        editor(nb)
    texts, notes, _ = restored(parse(json.dumps(nb).encode()))
    assert notes == []
    if base == "solved":
        for name, answer in tiny.SOLVED.items():
            assert texts[name].split() == answer.split()


def test_the_courses_own_notebooks_get_no_note() -> None:
    from graders import patch

    for path in sorted((ROOT / "release").glob("*/*.ipynb")):
        source, release = (
            parse(place.read_bytes()) for place in (ROOT / "source" / path.parent.name / path.name, path)
        )
        exercise = Exercise(path.stem, source, release)
        for base in ("release", "solution"):
            submitted = patch.apply(patch.unchanged(base), source, release)
            nb, notes = restore(exercise, submitted)
            assert notes == []
            check(nb, exercise)


# ------------------------------------------------------------------------------------- what is rebuilt


def test_the_cells_stand_in_the_courses_order_with_prose_and_scheme() -> None:
    _, _, nb = restored(solved())
    assert [cell.id for cell in nb.cells] == [
        name
        for cell in EXERCISE.source.cells
        for name in (cell.id, *(["ex01-why-rubric"] * (cell.id == "ex01-why")))
    ]
    scheme = nb.cells[find(nb, "why") + 1]
    assert scheme.source == "**Marking scheme**\n\n* 1 point: dependent.\n* 1 point: the bag has changed."
    assert scheme.metadata.graders == {"rubric": True}
    assert rubric("no scheme") == ""


def test_the_source_is_not_shared_with_what_is_graded() -> None:
    before = copy.deepcopy(EXERCISE)
    nb, _ = restore(EXERCISE, solved())
    other, _ = restore(EXERCISE, solved())
    nb.metadata["graders"] = {"notes": ["for one student"]}
    for cell in nb.cells:
        cell.metadata["graders"] = {"status": "x"}
        cell.source = "changed"
    assert "graders" not in other.metadata
    assert (before.source, before.release) == (EXERCISE.source, EXERCISE.release)
    check(other)


def test_an_untouched_or_missing_written_answer_gets_0_from_nbgrader_and_a_written_one_waits() -> None:
    def grade(change: Callable[[NotebookNode], Any]) -> Any:
        _, _, nb = restored(solved(change))
        return determine_grade(nb.cells[find(nb, "why")])

    def stub(nb: NotebookNode) -> None:
        nb.cells[find(nb, "why")].source = tiny.TEXT_STUB

    assert grade(stub) == (0, 2)
    assert grade(lambda nb: nb.cells.pop(find(nb, "why"))) == (0, 2)
    assert grade(lambda nb: None) == (None, 2)


def test_the_courses_pictures_win_and_the_students_stay_with_the_answer() -> None:
    exercise = tiny.exercise()
    picture, mine = {"a.png": {"image/png": "QUJD"}}, {"b.png": {"image/png": "REVG"}}
    exercise.source.cells[-2].attachments = picture

    def attach(nb: NotebookNode) -> None:
        nb.cells[find(nb, "note")].attachments = mine
        nb.cells[find(nb, "why")].attachments = mine

    nb, notes = restore(exercise, solved(attach))
    check(nb, exercise)
    assert nb.cells[find(nb, "note")].attachments == picture
    assert nb.cells[find(nb, "why")].attachments == mine
    assert notes == []


# --------------------------------------------------------------------------------------- deleted cells


@pytest.mark.parametrize("name", [name.removeprefix("ex01-") for name in NAMES])
def test_a_deleted_cell_is_put_back(name: str) -> None:
    texts, notes, _ = restored(solved(lambda nb: nb.cells.pop(find(nb, name))))
    silent = name == "note"  # a text without which everything works
    assert told(notes) == (
        []
        if silent
        else [f"restored: The cell ex01-{name} was missing from the submission and was put back."]
    )
    if name in ("first", "second", "half"):
        assert texts[name] == MISSING_ANSWER


def test_several_deleted_cells_are_told_in_one_sentence() -> None:
    def delete(nb: NotebookNode) -> None:
        nb.cells = [cell for cell in nb.cells if "test" not in cell.id and "setup" not in cell.id]

    _, notes, _ = restored(solved(delete))
    assert told(notes) == [
        "restored: The cells ex01-setup, ex01-test-first and ex01-test-second were missing from the "
        "submission and were put back."
    ]


def test_an_empty_notebook() -> None:
    texts, notes, nb = restored(tiny.notebook([]))
    assert len(notes) == 1
    assert texts["first"] == MISSING_ANSWER
    assert texts["why"] == tiny.TEXT_STUB
    assert len(nb.cells) == len(NAMES) + 1


def test_an_answer_emptied_is_an_answer_empty() -> None:
    def empty(nb: NotebookNode) -> None:
        nb.cells[find(nb, "first")].source = ""
        nb.cells[find(nb, "why")].source = ""

    texts, notes, _ = restored(solved(empty))
    assert (texts["first"], texts["why"], notes) == ("", "", [])


# ---------------------------------------------------------------------------------------------- copies


def twin(nb: NotebookNode, name: str, source: str, after: str | None = None, **changes: Any) -> None:
    """Copy a cell as JupyterLab does: a new id, the same metadata."""
    cell = copy.deepcopy(nb.cells[find(nb, name)])
    cell.id = f"twin-{len(nb.cells)}"
    cell.source = source
    cell |= changes
    nb.cells.insert(find(nb, after or name) + 1, cell)


def test_the_last_of_several_answers_counts_and_the_others_run_before_it() -> None:
    def copies(nb: NotebookNode) -> None:
        twin(nb, "first", "first = 3")
        twin(nb, "first", "first = 2")

    texts, notes, nb = restored(solved(copies))
    assert told(notes) == ["duplicated: The cell ex01-first was there 3 times; the last answer counts."]
    assert texts["first"] == "first = 3"
    at = find(nb, "first")
    assert [cell.source for cell in nb.cells[at - 2 : at]] == [tiny.SOLVED["first"], "first = 2"]


@pytest.mark.parametrize("place", ["first", "next"])
@pytest.mark.parametrize("with_metadata", [True, False])
def test_an_untouched_copy_does_not_undo_the_answer(place: str, with_metadata: bool) -> None:
    def copies(nb: NotebookNode) -> None:
        stub = EXERCISE.released()["ex01-half"].source
        twin(nb, "half", f"{stub}  \n", place, **({} if with_metadata else {"metadata": {}}))

    texts, notes, nb = restored(solved(copies))
    assert texts["half"] == tiny.SOLVED["half"]
    assert not any("NotImplementedError" in cell.source for cell in nb.cells)
    assert [note.kind for note in notes] == ["duplicated"] * with_metadata


def test_all_copies_untouched() -> None:
    nb = copy.deepcopy(EXERCISE.release)
    twin(nb, "first", tiny.CODE_STUB)
    texts, notes, found = restored(nb)
    assert texts["first"] == tiny.CODE_STUB
    assert len(found.cells) == len(EXERCISE.source.cells) + 1
    assert len(notes) == 1


def test_a_copied_test_is_graded_once_and_what_was_tried_in_it_stays() -> None:
    def copies(nb: NotebookNode) -> None:
        text = EXERCISE.released()["ex01-test-second"].source
        twin(nb, "test-second", "assert half(10) == 5  # mine")
        twin(nb, "test-second", text)

    _, notes, nb = restored(solved(copies))
    assert told(notes) == ["duplicated: The cell ex01-test-second was there 3 times; it is graded once."]
    assert [cell.source for cell in nb.cells if "half(10)" in cell.source] == ["assert half(10) == 5  # mine"]
    assert len(nb.cells) == len(EXERCISE.source.cells) + 2


def test_a_split_answer_runs_in_its_order() -> None:
    def split(nb: NotebookNode) -> None:
        nb.cells[find(nb, "half")].source = "def helper(x):\n    return x / 2"
        twin(nb, "half", "def half(x):\n    return helper(x)")

    texts, notes, nb = restored(solved(split))
    assert texts["half"] == "def half(x):\n    return helper(x)"
    assert nb.cells[find(nb, "half") - 1].source == "def helper(x):\n    return x / 2"
    assert len(notes) == 1


def test_two_cells_with_one_id() -> None:
    data = solved()
    extra = copy.deepcopy(data.cells[find(data, "first")])
    extra.source = "first = 9"
    data.cells.append(extra)
    texts, _, _ = restored(parse(json.dumps(data).encode()))
    assert texts["first"] == "first = 9"


# ----------------------------------------------------------------------------------------- moved cells


@pytest.mark.parametrize("name", [name.removeprefix("ex01-") for name in NAMES])
@pytest.mark.parametrize("end", ["top", "bottom"])
def test_a_moved_cell_is_moved_back(name: str, end: str) -> None:
    def move(nb: NotebookNode) -> None:
        nb.cells.insert(0 if end == "top" else len(nb.cells), nb.cells.pop(find(nb, name)))

    texts, notes, nb = restored(solved(move))
    assert [note.kind for note in notes] in ([], ["restored"])
    if (name, end) in [("setup", "bottom"), ("test-first", "top"), ("test-second", "top")]:
        assert f"The cell ex01-{name} was moved back to where it works" in notes[0].text
    assert {short: texts[short] for short in tiny.SOLVED} == tiny.SOLVED
    assert len(nb.cells) == len(EXERCISE.source.cells) + 1


def test_a_reversed_notebook() -> None:
    texts, notes, _ = restored(solved(lambda nb: nb.cells.reverse()))
    assert [note.kind for note in notes] == ["restored"]
    assert {short: texts[short] for short in tiny.SOLVED} == tiny.SOLVED


def test_own_cells_stay_between_their_neighbours() -> None:
    def add(nb: NotebookNode) -> None:
        nb.cells.insert(find(nb, "setup"), tiny.own("top = 1"))
        nb.cells.insert(find(nb, "first"), tiny.own("helper = 1"))
        nb.cells.insert(find(nb, "first"), tiny.own("A thought.", "markdown"))
        nb.cells.insert(find(nb, "first") + 1, tiny.own("after = 1"))
        nb.cells.append(tiny.own("last = 1"))

    _, notes, nb = restored(solved(add))
    assert notes == []
    texts = [cell.source for cell in nb.cells]
    at = find(nb, "first")
    assert texts[at - 2 : at + 2] == ["helper = 1", "A thought.", tiny.SOLVED["first"], "after = 1"]
    assert texts[find(nb, "setup") - 1] == "top = 1"
    assert texts[-1] == "last = 1"


def test_a_test_moved_up_takes_no_helper_with_it() -> None:
    def move(nb: NotebookNode) -> None:
        nb.cells.insert(find(nb, "first"), nb.cells.pop(find(nb, "test-first")))
        nb.cells.insert(find(nb, "first"), tiny.own("helper = 1"))

    _, notes, nb = restored(solved(move))
    sources = [cell.source for cell in nb.cells]
    assert sources.index("helper = 1") < sources.index(tiny.SOLVED["first"])
    assert len(notes) == 1
    assert "The cell ex01-test-first was moved back to where it works" in notes[0].text


def test_an_order_of_ones_own_is_kept_where_it_works() -> None:
    def reorder(nb: NotebookNode) -> None:
        for name in ("test-first", "first"):
            nb.cells.insert(find(nb, "half") + 1, nb.cells.pop(find(nb, name)))

    _, notes, nb = restored(solved(reorder))
    assert notes == []
    names = [grade_id(cell) for cell in nb.cells if grade_id(cell)]
    assert names.index("ex01-half") < names.index("ex01-first") < names.index("ex01-test-first")


# -------------------------------------------------------------------------------------- tampered cells


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("points", 100, "points = 100"),
        ("points", "two", "points = 'two'"),
        ("points", None, "points = None"),
        ("points", 10**400, "points = 100000"),
        ("points", "\x1b[2J" * 100, "points = '\\x1b[2J"),
        ("grade", False, "grade = False"),
        ("solution", True, "solution = True"),
        ("locked", False, "locked = False"),
        ("task", True, "task = True"),
        ("grade_id", "another", "grade_id = 'another'"),
        ("grade_id", ["x"], "grade_id = ['x']"),
    ],
)
def test_changed_flags_are_the_courses_again(key: str, value: Any, said: str) -> None:
    def tamper(nb: NotebookNode) -> None:
        nb.cells[find(nb, "test-first")].metadata.nbgrader[key] = value

    _, notes, _ = restored(solved(tamper))
    (note,) = notes
    assert note.kind == "tampered"
    assert note.text.startswith(f"The cell ex01-test-first said {said}")
    assert note.text.endswith("; the course's value counts.")


@pytest.mark.parametrize("tag", ["skip-execution", "raises-exception"])
def test_execution_tags_are_ignored_and_told(tag: str) -> None:
    def tamper(nb: NotebookNode) -> None:
        nb.cells[find(nb, "test-first")].metadata["tags"] = [tag, "other"]

    _, notes, _ = restored(solved(tamper))
    assert told(notes) == [f"tampered: The cell ex01-test-first was tagged {tag}; the tag was ignored."]


def test_a_settings_key_of_the_harness_is_not_taken_from_a_student() -> None:
    def tamper(nb: NotebookNode) -> None:
        for cell in nb.cells:
            cell.metadata["graders"] = {"in_process": True, "timeout": 1e9, "rubric": True}
        nb.cells.append(tiny.own("1", metadata={"graders": {"rubric": True}, "tags": ["skip-execution"]}))

    restored(solved(tamper))


@pytest.mark.parametrize(("left", "right"), [("first", "second"), ("first", "test-first"), ("why", "note")])
def test_swapped_grade_ids_are_seen_through(left: str, right: str) -> None:
    def swap(nb: NotebookNode) -> None:
        one, two = (nb.cells[find(nb, name)].metadata for name in (left, right))
        one.nbgrader, two.nbgrader = two.nbgrader, one.nbgrader

    nb = solved(swap)
    texts, notes, _ = restored(nb)
    assert {short: texts[short] for short in tiny.SOLVED} == tiny.SOLVED
    assert {note.kind for note in notes} == {"tampered"}


def test_an_edited_test_is_the_courses_again_and_the_edit_can_be_seen() -> None:
    def edit(nb: NotebookNode) -> None:
        nb.cells[find(nb, "test-first")].source = "assert True"

    _, notes, nb = restored(solved(edit))
    assert told(notes) == [
        "restored: The test cell ex01-test-first had been edited; the course's own text was used, and what "
        "was written there stands above it."
    ]
    above = nb.cells[find(nb, "test-first") - 1]
    assert (above.source, role(above)) == ("assert True", Role.PROSE)


@pytest.mark.parametrize("text", ["", "\n", "assert 0 <= second <= 1", "\n\nassert half(2) == 1\n"])
def test_a_test_with_less_in_it_leaves_nothing_behind(text: str) -> None:
    def edit(nb: NotebookNode) -> None:
        nb.cells[find(nb, "test-second")].source = text

    _, notes, nb = restored(solved(edit))
    assert told(notes) == [
        "restored: The test cell ex01-test-second had been edited; the course's own text was used."
    ]
    assert len(nb.cells) == len(EXERCISE.source.cells) + 1


def test_an_answer_written_into_a_given_text() -> None:
    def edit(nb: NotebookNode) -> None:
        nb.cells[find(nb, "note")].source += "\n\nI disagree."

    _, notes, nb = restored(solved(edit))
    assert nb.cells[find(nb, "note") - 1].source == "I disagree."
    assert "given cell ex01-note had been edited" in notes[0].text


# --------------------------------------------------------------------------------------- retyped cells


@pytest.mark.parametrize("name", [name.removeprefix("ex01-") for name in NAMES])
@pytest.mark.parametrize("kind", ["code", "markdown", "raw"])
def test_a_retyped_cell_gets_its_type_back(name: str, kind: str) -> None:
    def retype(nb: NotebookNode) -> None:
        at = find(nb, name)
        cell = nb.cells[at]
        nb.cells[at] = tiny.own(cell.source, kind, metadata=cell.metadata, id=cell.id)

    texts, notes, _ = restored(solved(retype))
    was = EXERCISE.cells()[f"ex01-{name}"].cell_type
    assert told(notes) == [
        f"restored: The cell ex01-{name} had become a {kind} cell; its type was restored."
    ] * (kind != was)
    assert {short: texts[short] for short in tiny.SOLVED} == tiny.SOLVED


def test_a_raw_cell_of_ones_own_is_a_quotation() -> None:
    _, _, nb = restored(solved(lambda nb: nb.cells.append(tiny.own("```\n<script>\n```", "raw"))))
    assert nb.cells[-1].cell_type == "markdown"
    assert nb.cells[-1].source == "````\n```\n<script>\n```\n````"


# -------------------------------------------------------------------------------------------- lost ids


def lose_metadata(nb: NotebookNode) -> None:
    for cell in nb.cells:
        cell.metadata = nbformat.from_dict({})


def lose_ids(nb: NotebookNode) -> None:
    for at, cell in enumerate(nb.cells):
        cell.id = f"lost-{at}"


def lose_both(nb: NotebookNode) -> None:
    lose_metadata(nb)
    lose_ids(nb)


def test_lost_ids_are_no_loss() -> None:
    texts, notes, _ = restored(solved(lose_ids))
    assert notes == []
    assert {short: texts[short] for short in tiny.SOLVED} == tiny.SOLVED


@pytest.mark.parametrize("lose", [lose_metadata, lose_both])
@pytest.mark.parametrize("base", ["release", "solved"])
def test_lost_metadata_are_made_good(lose: Callable[[NotebookNode], None], base: str) -> None:
    nb = solved() if base == "solved" else copy.deepcopy(EXERCISE.release)
    lose(nb)
    texts, notes, found = restored(nb)
    released = {name.removeprefix("ex01-"): cell.source for name, cell in EXERCISE.released().items()}
    expected = tiny.SOLVED if base == "solved" else {name: released[name] for name in tiny.SOLVED}
    assert {short: texts[short] for short in tiny.SOLVED} == expected
    assert [note.text for note in notes] == [
        f"The cells {', '.join(NAMES[:-1])} and {NAMES[-1]} had lost the course's metadata; they were "
        "recognised by their ids, texts or places."
    ]
    assert len(found.cells) == len(EXERCISE.source.cells) + 1


def test_one_cell_without_metadata() -> None:
    def strip(nb: NotebookNode) -> None:
        nb.cells[find(nb, "first")].metadata = nbformat.from_dict({"nbgrader": {}})

    _, notes, _ = restored(solved(strip))
    assert told(notes) == [
        "restored: The cell ex01-first had lost the course's metadata; it was recognised by its id, text or "
        "place."
    ]


def test_an_old_format_is_graded() -> None:
    cells = []
    for cell in solved().cells:
        old = {"cell_type": cell.cell_type, "metadata": cell.metadata, "source": cell.source}
        if cell.cell_type == "code":
            old |= {"input": old.pop("source"), "language": "python", "outputs": [], "prompt_number": 1}
        cells.append(old)
    whole = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    texts, notes, _ = restored(parse(json.dumps(whole).encode()))
    assert notes == []
    assert {short: texts[short] for short in tiny.SOLVED} == tiny.SOLVED


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_written_answer_in_a_cell_of_ones_own(kind: str) -> None:
    def replace(nb: NotebookNode) -> None:
        picture = {"a.png": {"image/png": "QUJD"}}
        nb.cells[find(nb, "why")] = tiny.own("It all depends.", kind, attachments=picture)

    texts, _, nb = restored(solved(replace))
    assert texts["why"] == "It all depends."
    assert nb.cells[find(nb, "why")].attachments == {"a.png": {"image/png": "QUJD"}}
    assert determine_grade(nb.cells[find(nb, "why")]) == (None, 2)


def test_a_written_answer_behind_the_next_text() -> None:
    def replace(nb: NotebookNode) -> None:
        nb.cells.pop(find(nb, "why"))
        nb.cells.insert(find(nb, "why-question"), tiny.own("It all depends.", "markdown"))

    texts, _, _ = restored(solved(replace))
    assert texts["why"] == "It all depends."


def test_a_long_answer_is_not_mistaken_for_the_question() -> None:
    """Two English texts of one length have nearly the same letters."""
    exercise = tiny.exercise()
    question = (
        "Explain in a few sentences why the second draw is not independent of the first, and what it is in a "
        "language model that plays the same part. Say also what happens to the error of an estimate with "
        "four times as many trials, and where the factor comes from."
    )
    answer = (
        "The first ball that is drawn leaves the bag, so that the second one meets other numbers of red "
        "and blue balls. In a language model the tokens so far play this part. The standard error is halved, "
        "since it goes with one over the root of the number of trials."
    )
    for nb in (exercise.source, exercise.release):
        nb.cells[find(nb, "why-question")].source = question
    submitted = copy.deepcopy(exercise.release)
    submitted.cells[find(submitted, "why")] = tiny.own(answer, "markdown")
    nb, _ = restore(exercise, submitted)
    assert nb.cells[find(nb, "why")].source == answer


def test_an_edited_question_is_not_mistaken_for_an_answer() -> None:
    def edit(nb: NotebookNode) -> None:
        nb.cells.pop(find(nb, "why"))
        question = nb.cells[find(nb, "why-question")]
        question.source = question.source.replace("two", "three")
        question.id = "lost"

    texts, notes, _ = restored(solved(edit))
    assert texts["why"] == tiny.TEXT_STUB
    assert "missing" in notes[0].text


def test_two_lost_written_answers_keep_their_order() -> None:
    cells = [
        tiny.cell("markdown", name, text, "written", 1) for name, text in (("a", "*One?*"), ("b", "*Two?*"))
    ]
    source = tiny.notebook([tiny.cell("code", "setup", "1", "given"), *cells])
    exercise = Exercise("x", source, copy.deepcopy(source))
    submitted = tiny.notebook([])
    submitted.cells = [tiny.own("1"), tiny.own("first", "markdown"), tiny.own("second", "markdown")]
    nb, _ = restore(exercise, submitted)
    assert [cell.source for cell in nb.cells] == ["1", "first", "second"]


# ---------------------------------------------------------------------------------------- merged cells


@pytest.mark.parametrize("above", [True, False])
def test_an_answer_merged_into_its_test_is_run_before_it(above: bool) -> None:
    def merge(nb: NotebookNode) -> None:
        answer = nb.cells.pop(find(nb, "first"))
        test = nb.cells[find(nb, "test-first")]
        test.source = "\n\n".join([answer.source, test.source] if above else [test.source, answer.source])

    _, notes, nb = restored(solved(merge))
    assert nb.cells[find(nb, "test-first") - 1].source == tiny.SOLVED["first"]
    assert told(notes) == [
        "restored: The cell ex01-first was missing from the submission and was put back.",
        "restored: The test cell ex01-test-first had been edited; the course's own text was used, and what "
        "was written there stands above it.",
    ]


def test_a_test_merged_into_its_answer() -> None:
    def merge(nb: NotebookNode) -> None:
        test = nb.cells.pop(find(nb, "test-first"))
        nb.cells[find(nb, "first")].source += "\n\n" + test.source

    texts, notes, _ = restored(solved(merge))
    assert texts["first"].startswith(tiny.SOLVED["first"])
    assert told(notes) == [
        "restored: The cell ex01-test-first was missing from the submission and was put back."
    ]


def test_two_answers_merged_into_one() -> None:
    def merge(nb: NotebookNode) -> None:
        half = nb.cells.pop(find(nb, "half"))
        nb.cells[find(nb, "second")].source += "\n\n" + half.source

    texts, notes, _ = restored(solved(merge))
    assert "def half" in texts["second"]
    assert texts["half"] == MISSING_ANSWER
    assert len(notes) == 1


# ------------------------------------------------------------------------------------------------ size


@pytest.mark.slow
def test_a_huge_notebook_takes_no_longer_than_it_must() -> None:
    words = EXERCISE.release.cells[-1].source.split()
    shuffled = random.Random(1)

    def fill(nb: NotebookNode) -> None:
        nb.cells.pop(find(nb, "why"))
        nb.cells += [
            tiny.own(" ".join([*shuffled.sample(words, len(words)), str(at)]), "markdown", id=f"own-{at}")
            for at in range(1_900)
        ]

    nb = solved(fill)
    started = time.perf_counter()
    found, _ = restore(EXERCISE, nb)
    assert time.perf_counter() - started < 3
    assert len(found.cells) > 1_900


# ------------------------------------------------------------------------------------- anything at all

SHORT = st.text(st.sampled_from("ab \n`=#'\u00e9"), max_size=12)
FLAG_VALUES = st.none() | st.booleans() | st.integers() | st.sampled_from([*NAMES, "other"]) | SHORT
OPERATIONS = st.one_of(
    st.tuples(st.just("delete"), st.integers(0, 40)),
    st.tuples(st.just("copy"), st.integers(0, 40), st.integers(0, 40)),
    st.tuples(st.just("move"), st.integers(0, 40), st.integers(0, 40)),
    st.tuples(st.just("swap"), st.integers(0, 40), st.integers(0, 40)),
    st.tuples(st.just("write"), st.integers(0, 40), SHORT),
    st.tuples(st.just("append"), st.integers(0, 40), SHORT),
    st.tuples(st.just("merge"), st.integers(0, 40)),
    st.tuples(st.just("own"), st.integers(0, 40), st.sampled_from(["code", "markdown", "raw"]), SHORT),
    st.tuples(st.just("retype"), st.integers(0, 40), st.sampled_from(["code", "markdown", "raw"])),
    st.tuples(st.just("strip"), st.integers(0, 40)),
    st.tuples(st.just("id"), st.integers(0, 40), st.sampled_from([*NAMES, "own-1", "own-2", "x"])),
    st.tuples(
        st.just("flag"),
        st.integers(0, 40),
        st.sampled_from(["points", "grade_id", "locked", "grade"]),
        FLAG_VALUES,
    ),
    st.tuples(st.just("shuffle"), st.integers(0, 10**6)),
)


def perform(nb: NotebookNode, operation: tuple[Any, ...]) -> None:
    """Do one thing to a notebook that a student, an editor or an attacker may do."""
    kind, number, *more = operation
    cells = nb.cells
    if kind == "shuffle":
        random.Random(number).shuffle(cells)
        return
    at = number % max(1, len(cells))
    if kind == "own":
        cells.insert(at, tiny.own(more[1], more[0]))
        return
    if not cells:
        return
    cell = cells[at]
    match kind:
        case "delete":
            del cells[at]
        case "copy":
            cells.insert(more[0] % len(cells), copy.deepcopy(cell))
        case "move":
            cells.insert(more[0] % len(cells), cells.pop(at))
        case "swap":
            other = cells[more[0] % len(cells)]
            cell.metadata, other.metadata = other.metadata, cell.metadata
        case "write":
            cell.source = more[0]
        case "append":
            cell.source += f"\n{more[0]}"
        case "merge" if at + 1 < len(cells):
            cell.source += "\n\n" + cells.pop(at + 1).source
        case "retype":
            cells[at] = tiny.own(cell.source, more[0], metadata=cell.metadata, id=cell.id)
        case "strip":
            cell.metadata = nbformat.from_dict({})
        case "id":
            cell.id = more[0]
        case "flag":
            flags = cell.metadata.setdefault("nbgrader", nbformat.from_dict({}))
            flags[more[0]] = more[1]


def lines_of(nb: NotebookNode) -> set[str]:
    return {line.strip() for cell in nb.cells for line in cell.source.splitlines()}


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.booleans(), st.lists(OPERATIONS, max_size=12))
def test_whatever_is_done_to_a_notebook(answered: bool, operations: list[tuple[Any, ...]]) -> None:
    nb = solved() if answered else copy.deepcopy(EXERCISE.release)
    for operation in operations:
        perform(nb, operation)
    submitted = parse(json.dumps(nb).encode())
    _, _, found = restored(submitted)
    lost = lines_of(submitted) - lines_of(EXERCISE.release) - lines_of(found)
    assert not lost, "a line that only the student wrote is gone"
    answers = set(tiny.SOLVED.values())
    kept = "\n".join(cell.source for cell in found.cells)
    for cell in submitted.cells:
        if cell.source in answers:
            assert cell.source in kept


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.permutations(range(len(EXERCISE.source.cells))), st.data())
def test_any_order_of_cells_gives_the_same_answers(order: list[int], data: st.DataObject) -> None:
    nb = solved()
    nb.cells = [nb.cells[at] for at in order]
    texts, notes, found = restored(nb)
    assert {short: texts[short] for short in tiny.SOLVED} == tiny.SOLVED
    assert {note.kind for note in notes} <= {"restored"}
    assert len(found.cells) == len(EXERCISE.source.cells) + 1


# --------------------------------------------------------------------------------- which file is which


def bare(nb: NotebookNode) -> NotebookNode:
    lose_both(nb)
    return nb


def assigned(**files: NotebookNode) -> tuple[dict[str, str], list[str]]:
    named = {name.replace("__", " "): nb for name, nb in files.items()}
    chosen, notes = assign_files([EXERCISE, OTHER], named)
    assert set(chosen.values()) <= set(named)
    return chosen, told(notes)


ONE, TWO = tiny.solved(EXERCISE), tiny.solved(OTHER)
BOTH = tiny.notebook([])
BOTH.cells = [*ONE.cells, *TWO.cells]


def test_files_under_their_own_names() -> None:
    own = {"ex01_tiny": "ex01_tiny", "ex02_other": "ex02_other"}
    assert assigned(ex01_tiny=ONE, ex02_other=TWO) == (own, [])
    assert assigned(ex02_other=OTHER.release, ex01_tiny=EXERCISE.release) == (own, [])
    assert assigned() == ({}, [])
    assert assigned(ex02_other=TWO) == ({"ex02_other": "ex02_other"}, [])


def test_a_file_under_its_name_counts_even_if_its_cells_lost_everything() -> None:
    assert assigned(ex01_tiny=bare(tiny.solved(EXERCISE)))[0] == {"ex01_tiny": "ex01_tiny"}
    assert assigned(ex01_tiny=tiny.notebook([]))[0] == {"ex01_tiny": "ex01_tiny"}


def test_a_renamed_file_is_recognised() -> None:
    assert assigned(homework=ONE, ex02_other=TWO) == (
        {"ex01_tiny": "homework", "ex02_other": "ex02_other"},
        ["renamed: homework.ipynb was recognised as ex01_tiny.ipynb by its cells."],
    )


def test_swapped_names_are_swapped_back() -> None:
    chosen, notes = assigned(ex01_tiny=TWO, ex02_other=ONE)
    assert chosen == {"ex01_tiny": "ex02_other", "ex02_other": "ex01_tiny"}
    assert notes == [
        "renamed: ex02_other.ipynb was recognised as ex01_tiny.ipynb by its cells.",
        "renamed: ex01_tiny.ipynb was recognised as ex02_other.ipynb by its cells.",
    ]


def test_one_file_under_the_other_name_is_graded_as_what_it_is() -> None:
    assert assigned(ex01_tiny=TWO) == (
        {"ex02_other": "ex01_tiny"},
        ["renamed: ex01_tiny.ipynb was recognised as ex02_other.ipynb by its cells."],
    )


def test_swapped_names_are_seen_even_if_both_share_a_cell() -> None:
    one, two = tiny.solved(EXERCISE), tiny.solved(OTHER)
    one.cells.append(copy.deepcopy(two.cells[1]))
    two.cells.append(copy.deepcopy(one.cells[1]))
    assert assigned(ex01_tiny=two, ex02_other=one)[0] == {
        "ex01_tiny": "ex02_other",
        "ex02_other": "ex01_tiny",
    }


@pytest.mark.parametrize("name", ["ex01_tiny__(1)", "ex01_tiny-Copy1", "sub/ex01_tiny", "final"])
def test_the_named_file_wins_over_a_copy(name: str) -> None:
    for files in ({"ex01_tiny": ONE, name: ONE}, {name: ONE, "ex01_tiny": ONE}):
        shown = name.replace("__", " ")
        assert assigned(**files) == (
            {"ex01_tiny": "ex01_tiny"},
            [f"unused: {shown}.ipynb was not graded: ex01_tiny.ipynb was graded as ex01_tiny."],
        )


def test_an_untouched_file_does_not_win_over_an_answered_copy() -> None:
    assert assigned(ex01_tiny=EXERCISE.release, other=ONE) == (
        {"ex01_tiny": "other"},
        [
            "renamed: other.ipynb was graded as ex01_tiny.ipynb, which was handed in as it was released.",
            "unused: ex01_tiny.ipynb was not graded: other.ipynb was graded as ex01_tiny.",
        ],
    )


@pytest.mark.parametrize("name", ["EX01_Tiny", "ex01_tiny__(2)", "ex01_tiny-Copy1", "week1/EX01_TINY-copy"])
@pytest.mark.parametrize("keep", [True, False])
def test_other_spellings_of_the_name(name: str, keep: bool) -> None:
    nb = ONE if keep else bare(tiny.solved(EXERCISE))
    assert assigned(**{name: nb})[0] == {"ex01_tiny": name.replace("__", " ")}


def test_the_first_of_two_equal_candidates_is_taken() -> None:
    chosen, notes = assigned(a=ONE, b=ONE)
    assert chosen == {"ex01_tiny": "a"}
    assert notes[1] == "unused: b.ipynb was not graded: a.ipynb was graded as ex01_tiny."


def test_a_file_that_is_nobodys() -> None:
    notes_only = tiny.notebook([tiny.cell("code", "x", "1 + 1")])
    assert assigned(ex01_tiny=ONE, scratch=notes_only) == (
        {"ex01_tiny": "ex01_tiny"},
        ["unused: scratch.ipynb belongs to no exercise of this problem set."],
    )


@pytest.mark.parametrize("name", ["ex01_tiny", "ex02_other", "all"])
def test_one_file_with_both_exercises(name: str) -> None:
    chosen, notes = assigned(**{name: BOTH})
    assert chosen == {"ex01_tiny": name, "ex02_other": name}
    assert notes == [
        f"renamed: {name}.ipynb was recognised as {one}.ipynb by its cells."
        for one in ("ex01_tiny", "ex02_other")
        if one != name
    ]
    for exercise in (EXERCISE, OTHER):
        nb, repairs = restore(exercise, BOTH)
        check(nb, exercise)
        assert repairs == []
        texts = [cell.source for cell in nb.cells]
        assert set(tiny.SOLVED.values()) <= set(texts)


def test_a_file_of_its_own_is_better_than_one_with_both() -> None:
    chosen, notes = assigned(ex01_tiny=BOTH, ex02_other=TWO)
    assert chosen == {"ex01_tiny": "ex01_tiny", "ex02_other": "ex02_other"}
    assert notes == []


@given(st.lists(st.sampled_from(["ex01_tiny", "ex02_other", "a", "b", "A"]), unique=True), st.randoms())
def test_any_files(names: list[str], chance: random.Random) -> None:
    kinds = [ONE, TWO, BOTH, EXERCISE.release, OTHER.release, tiny.notebook([])]
    files = {name: chance.choice(kinds) for name in names}
    chosen, notes = assign_files([EXERCISE, OTHER], files)
    for name in files:
        assert name in chosen.values() or any(note.text.startswith(f"{name}.ipynb") for note in notes)
    for exercise in (EXERCISE, OTHER):
        holds = [name for name, nb in files.items() if {cell.id for cell in nb.cells} & set(exercise.cells())]
        assert (exercise.name in chosen) >= bool(holds)
