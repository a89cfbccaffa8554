"""Submissions written as patches: the form that every test case, example and new exercise is written in."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.notebooknode import NotebookNode

from graders import patch
from graders.notebook import Role, grade_id, parse, role
from graders.restore import restore
from graders.verdict import CourseError

from . import tiny

EXERCISE = tiny.exercise()


def read(folder: Path, text: str) -> patch.Patch:
    path = folder / "a_case.py"
    path.write_text(text, encoding="utf-8")
    return patch.read(path)


def applied(folder: Path, sections: str, base: str = "solution") -> NotebookNode:
    before = EXERCISE.source.copy(), EXERCISE.release.copy()
    case = read(folder, f'"""A case."""\n#: base: {base}\n\n{sections}\n')
    nb = patch.apply(case, EXERCISE.source, EXERCISE.release)
    assert (EXERCISE.source, EXERCISE.release) == before
    nbformat.validate(nb)
    assert parse(nbformat.writes(nb).encode()).cells
    return nb


def named(nb: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in nb.cells if name in (grade_id(cell), cell.id))


def order(nb: NotebookNode) -> list[str]:
    return [cell.id.removeprefix("ex01-") for cell in nb.cells]


# ------------------------------------------------------------------------------------------- reading


def test_every_field_is_read(tmp_path: Path) -> None:
    case = read(
        tmp_path,
        '"""The first line.\n\nMore.\n"""\n#: kind: misconception\n#: base: release\n'
        "#: fails: a, b ,, c\n#: says: a: with: colons\n#: says: b: words\n#: file: Other name.ipynb\n"
        "#: raw: {}\n#: needs: torch\n# an ordinary comment\n\n# %% a\nx = 1\n",
    )
    assert case.name == "a_case"
    assert (case.title, case.kind, case.base) == ("The first line.", "misconception", "release")
    assert case.fails == ("a", "b", "c")
    assert case.says == (("a", "with: colons"), ("b", "words"))
    assert (case.file, case.raw, case.needs) == ("Other name.ipynb", "{}", ("torch",))
    assert case.sections == (patch.Section("replace", "a", "", "x = 1", False),)


def test_an_empty_file_is_a_variant_of_the_solution(tmp_path: Path) -> None:
    case = read(tmp_path, "")
    assert (case.title, case.kind, case.base, case.raw, case.sections) == (
        "",
        "variant",
        "solution",
        None,
        (),
    )


def test_sections(tmp_path: Path) -> None:
    case = read(
        tmp_path,
        "# %% a\n\nx = 1\n\n\n# %% inside\n# %%no section\n# %%\ny\n# %% insert after a [markdown]\n"
        "# A text\n#\n#   indented\nbare\n# %% move a after b\n# %% points a -1.5\n# %% strip a\n"
        "# %% delete a\n# %% duplicate a\nz\n# %% retype a [markdown]  \n",
    )
    assert [(s.operation, s.target, s.other, s.source, s.markdown) for s in case.sections] == [
        ("replace", "a", "", "x = 1", False),
        ("replace", "inside", "", "# %%no section\n# %%\ny", False),
        ("insert", "a", "", "A text\n\n  indented\nbare", True),
        ("move", "a", "b", "", False),
        ("points", "a", "-1.5", "", False),
        ("strip", "a", "", "", False),
        ("delete", "a", "", "", False),
        ("duplicate", "a", "", "z", False),
        ("retype", "a", "", "", True),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = (", "line 1: before the first section"),
        ('"""A"""\n\nx = = 1', "line 3: before the first section"),
        ('"""A"""\n#: kind: stub\nx = 1  # a section without its mark', "line 3: before the first section"),
        ("x = 1", "line 1: before the first section"),
        ("nul \0", "line 1: before the first section"),
        ("#: colour: red", "`#: colour: red`: the fields are base, fails, file"),
        ("#: kind", "`#: kind`: the fields are"),
        ("#: kind: solutions", "kind is 'solutions', but it is one of solution, stub,"),
        ("#: base: Release", "base is 'Release', but it is one of solution, release"),
        ("# %% explode a", "`# %% explode a` is no section"),
        ("# %% move a before b", "is no section"),
        ("# %% move a", "is no section"),
        ("# %% points a lots", "is no section"),
        ("# %% points a 1e999", "is no section"),
        ("# %% delete", ""),
        ("# %% insert before a", "is no section"),
    ],
)
def test_what_is_no_patch_says_where(tmp_path: Path, text: str, words: str) -> None:
    if not words:
        assert read(tmp_path, text).sections[0].operation == "replace", "a grade id may be any one word"
        return
    with pytest.raises(CourseError) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "a_case.py"))
    assert words in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="No such file"):
        patch.read(tmp_path / "nothing.py")
    (tmp_path / "latin.py").write_bytes(b"\xff")
    with pytest.raises(CourseError, match=r"latin\.py: .*decode"):
        patch.read(tmp_path / "latin.py")


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from('# %:[]"\nax=(') | st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_a_patch_or_a_course_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    try:
        case = read(folder, text)
    except CourseError:
        return
    assert len(case.sections) <= text.count("# %% ")


# ------------------------------------------------------------------------------------------- applying


def test_the_solution_is_what_a_student_with_all_answers_has() -> None:
    nb = patch.apply(patch.unchanged("solution"), EXERCISE.source, EXERCISE.release)
    nbformat.validate(nb)
    assert named(nb, "ex01-first").source == "first = 1 / 15"
    assert named(nb, "ex01-half").source == 'def half(x):\n    """Return half of x."""\n    return x / 2'
    assert named(nb, "ex01-why").source == "The draws are dependent."
    whole = "\n".join(cell.source for cell in nb.cells)
    for secret in ("HIDDEN", "isclose", "SOLUTION", "MARK SCHEME", "1 point"):
        assert secret not in whole
    assert restore(EXERCISE, nb)[1] == []


def test_the_release_is_the_release() -> None:
    nb = patch.apply(patch.unchanged("release"), EXERCISE.source, EXERCISE.release)
    assert nb == EXERCISE.release
    assert nb is not EXERCISE.release


def test_replace(tmp_path: Path) -> None:
    nb = applied(
        tmp_path, "# %% ex01-first\nfirst = 3\n# %% ex01-why [markdown]\n# Because.\n# %% ex01-second\n"
    )
    assert named(nb, "ex01-first").source == "first = 3"
    assert named(nb, "ex01-why").source == "Because."
    assert named(nb, "ex01-second").source == ""


def test_insert(tmp_path: Path) -> None:
    nb = applied(
        tmp_path, "# %% insert after ex01-first\nx = 1\n# %% insert after ex01-first [markdown]\n# text\n"
    )
    at = order(nb).index("first")
    assert [(cell.cell_type, cell.source) for cell in nb.cells[at + 1 : at + 3]] == [
        ("markdown", "text"),
        ("code", "x = 1"),
    ]
    assert all(role(cell) is Role.PROSE for cell in nb.cells[at + 1 : at + 3])


def test_ids_stay_unique_when_cells_come_and_go(tmp_path: Path) -> None:
    text = "# %% insert after ex01-first\n1\n# %% delete ex01-second\n" * 1
    text += "# %% insert after ex01-first\n2\n# %% duplicate ex01-half\n# %% delete ex01-note\n"
    text += "# %% duplicate ex01-half\n# %% insert after ex01-title\n3\n"
    nb = applied(tmp_path, text)
    assert len(set(order(nb))) == len(nb.cells) == len(EXERCISE.release.cells) + 3


def test_duplicate_move_and_delete(tmp_path: Path) -> None:
    nb = applied(
        tmp_path,
        "# %% duplicate ex01-first\nfirst = 9\n# %% duplicate ex01-half\n"
        "# %% move ex01-setup after ex01-next\n# %% delete ex01-note\n",
    )
    names = [grade_id(cell) for cell in nb.cells]
    assert names.count("ex01-first") == names.count("ex01-half") == 2
    assert [cell.source for cell in nb.cells if grade_id(cell) == "ex01-first"] == [
        "first = 1 / 15",
        "first = 9",
    ]
    assert names[-1] == "ex01-setup"
    assert "ex01-note" not in names


def test_move_to_a_cell_above_and_below(tmp_path: Path) -> None:
    assert order(applied(tmp_path, "# %% move ex01-half after ex01-title"))[:2] == ["title", "half"]
    assert order(applied(tmp_path, "# %% move ex01-title after ex01-next"))[-2:] == ["next", "title"]


def test_retype(tmp_path: Path) -> None:
    nb = applied(tmp_path, "# %% retype ex01-first [markdown]\n# %% retype ex01-why\nx = 1\n")
    first, why = named(nb, "ex01-first"), named(nb, "ex01-why")
    assert (first.cell_type, first.source) == ("markdown", "first = 1 / 15")
    assert (why.cell_type, why.source) == ("code", "x = 1")


def test_retyped_to_code_a_cell_has_no_attachments(tmp_path: Path) -> None:
    release = EXERCISE.release.copy()
    release.cells = [cell.copy() for cell in release.cells]
    named(release, "ex01-why").attachments = {"a.png": {"image/png": "QUJD"}}
    nb = patch.apply(read(tmp_path, "# %% retype ex01-why\n"), EXERCISE.source, release)
    nbformat.validate(nb)


def test_strip_and_points(tmp_path: Path) -> None:
    nb = applied(tmp_path, "# %% strip ex01-first\n# %% points ex01-test-first 100\n")
    assert named(nb, "ex01-first").metadata == {}
    assert named(nb, "ex01-test-first").metadata.nbgrader.points == 100.0


def test_a_stripped_cell_can_still_be_named(tmp_path: Path) -> None:
    nb = applied(tmp_path, "# %% strip ex01-first\n# %% ex01-first\nfirst = 2\n")
    assert named(nb, "ex01-first").source == "first = 2"


@pytest.mark.parametrize(
    "section",
    [
        "# %% nowhere",
        "# %% delete nowhere",
        "# %% move ex01-first after nowhere",
        "# %% move ex01-first after ex01-first",
        "# %% delete ex01-first\n# %% ex01-first\n1",
        "# %% points ex01-title 3",
    ],
)
@pytest.mark.parametrize("base", ["solution", "release"])
def test_a_section_about_a_cell_that_is_not_there(tmp_path: Path, section: str, base: str) -> None:
    with pytest.raises(CourseError, match=r"a_case\.py: (there is no cell|the cell) `"):
        applied(tmp_path, section, base)


OPERATIONS = st.sampled_from(
    ["{}\nx = 1", "insert after {}\n1", "insert after {} [markdown]\n# 1", "delete {}"]
)
MORE = st.sampled_from(
    ["duplicate {}", "move {} after ex01-title", "retype {}", "retype {} [markdown]", "strip {}"]
)
TARGETS = st.sampled_from([cell.id for cell in EXERCISE.release.cells])


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(OPERATIONS | MORE, TARGETS), max_size=8))
def test_any_patch_gives_a_valid_notebook_that_can_be_graded(
    tmp_path_factory: pytest.TempPathFactory, sections: list[tuple[str, str]]
) -> None:
    text = "\n".join("# %% " + operation.format(target) for operation, target in sections)
    try:
        nb = applied(tmp_path_factory.mktemp("any"), text)
    except CourseError:
        nb = applied(tmp_path_factory.mktemp("again"), "")  # it was deleted by an earlier section
    restored, _ = restore(EXERCISE, parse(nbformat.writes(nb).encode()))
    nbformat.validate(restored)
