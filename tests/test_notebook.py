"""Reading what anyone may send, writing one normal form, and the markers of hidden tests."""

from __future__ import annotations

import ast
import json
import os
import socket
import threading
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graders import notebook as nbk
from graders.notebook import Role, normal_form, parse, read_file, split_hidden, visible_part
from graders.verdict import UnreadableNotebook

from . import tiny


def encoded(cells: Any, **more: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells} | more).encode()


def read_or_refused(data: bytes) -> nbformat.NotebookNode | None:
    """Hold ``parse`` to its promise: a valid notebook that can be written, or a sentence with a cure."""
    try:
        nb = parse(data, "ex01.ipynb")
    except UnreadableNotebook as error:
        text = str(error)
        assert text.startswith("ex01.ipynb ")
        assert text.endswith(".")
        assert "again" in text, "the student isn't told what to do"
        assert len(text) < 400
        return None
    nbformat.validate(nb)
    assert (nb.nbformat, nb.nbformat_minor) == (4, 5)
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)
    again = parse(nbk.dumps(nb).encode("utf-8"))
    assert again == nb
    assert parse(data) == nb, "the same bytes gave another notebook"
    assert json.loads(nbk.dumps(nb), parse_constant=pytest.fail)
    assert normal_form(parse(normal_form(nb).encode())) == normal_form(nb)
    return nb


# ---------------------------------------------------------------------------------- what can't be read

REFUSED = {
    "nothing": (b"", "empty"),
    "blank": (b" \n\t ", "empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "JSON"),
    "half a file": (encoded([])[:-5], "JSON"),
    "no JSON": (b"print('hello')", "JSON"),
    "latin-1": ('{"a": "caf\xe9"}'.encode("latin-1"), "not UTF-8 text (byte 10)"),
    "utf-16": (encoded([]).decode().encode("utf-16"), "not UTF-8"),
    "NUL bytes": (b"\0" * 100, "JSON"),
    "a list": (b"[]", "no `nbformat`"),
    "a number": (b"12", "no `nbformat`"),
    "null": (b"null", "no `nbformat`"),
    "no nbformat": (b'{"cells": []}', "no `nbformat`"),
    "nbformat 1": (encoded([], nbformat=1), "notebook format '1'"),
    "nbformat 5": (encoded([], nbformat=5), "notebook format '5'"),
    "nbformat 99": (encoded([], nbformat=99), "notebook format '99'"),
    "nbformat -4": (encoded([], nbformat=-4), "notebook format"),
    "nbformat true": (encoded([], nbformat=True), "notebook format 'True'"),
    "nbformat 4.0": (encoded([], nbformat=4.0), "notebook format '4.0'"),
    "nbformat in words": (encoded([], nbformat="\ud800four"), "notebook format '?four'"),
    "nbformat a list": (encoded([], nbformat=[[4]]), "notebook format of no kind"),
    "nbformat null": (encoded([], nbformat=None), "notebook format of no kind"),
    "nbformat huge": (b'{"nbformat": 1' + b"0" * 400 + b"}", "notebook format"),
    "a number of 10,000 digits": (b'{"nbformat": 1' + b"0" * 10_000 + b"}", "a number in it is too long"),
    "nbformat deep": (b'{"nbformat":' + b"[" * 900 + b"]" * 900 + b"}", ""),
    "deep": (b"[" * 100_000 + b"]" * 100_000, "too deep"),
    "deep objects": (b'{"a":' * 100_000, "too deep"),
    "deep metadata": (
        b'{"nbformat":4,"cells":[{"cell_type":"code","metadata":{"nbgrader":{"a":'
        + b"[" * 300
        + b"]" * 300
        + b"}}}]}",
        "too deep",
    ),
    "no cells": (b'{"nbformat": 4}', "no list of cells"),
    "cells an object": (encoded({}), "no list of cells"),
    "a cell too many": (encoded([{}] * 2_001), "2,001 cells"),
    "100,000 cells": (encoded([{"cell_type": "code", "source": ""}] * 100_000), "100,000 cells"),
    "5,000 old cells": (
        json.dumps({"nbformat": 3, "worksheets": [{"cells": [{}]}] * 5_000}).encode(),
        "5,000 cells",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_notebook_is_refused_with_a_sentence(case: str) -> None:
    data, words = REFUSED[case]
    assert read_or_refused(data) is None
    with pytest.raises(UnreadableNotebook) as caught:
        parse(data)
    assert words in str(caught.value)


# -------------------------------------------------------------------------------------------- what can


def only_cell(cell: dict[str, Any]) -> nbformat.NotebookNode:
    nb = read_or_refused(encoded([{"cell_type": "markdown", "metadata": {}, "source": "x"} | cell]))
    assert nb is not None
    (found,) = nb.cells
    return found


def test_a_sound_notebook_is_kept() -> None:
    cells = tiny.source_cells()
    nb = read_or_refused(encoded(cells))
    assert nb is not None
    assert nb.cells == cells


def test_a_byte_order_mark_and_duplicate_keys_are_read() -> None:
    data = b'\xef\xbb\xbf{"cells": 3, "nbformat": 99, "nbformat": 4, "cells": []}'
    nb = read_or_refused(data)
    assert nb is not None
    assert nb.cells == []


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("a\nb", "a\nb"),
        (["a\n", "b"], "a\nb"),
        (["a", 3, None, ["b"], "c"], "ac"),
        ([], ""),
        (3, ""),
        (None, ""),
        ({"a": 1}, ""),
        ("\ud83d\ude00", "😀"),
        ("\ud800x", "?x"),
        ("nul \0", "nul \0"),
    ],
)
def test_sources_of_every_type(source: Any, read: str) -> None:
    assert only_cell({"source": source}).source == read


@pytest.mark.parametrize("kind", ["heading", None, 3, ["code"], {}, "Code", "\ud800"])
def test_the_text_of_a_cell_of_no_known_type_is_kept_and_never_run(kind: Any) -> None:
    cell = only_cell({"cell_type": kind, "source": "mine"})
    assert (cell.cell_type, cell.source) == ("raw", "mine")


def test_what_is_no_cell_is_dropped() -> None:
    nb = read_or_refused(encoded([None, 3, "x", [], {"cell_type": "code", "source": "1"}]))
    assert nb is not None
    assert [cell.source for cell in nb.cells] == ["1"]


@pytest.mark.parametrize("given_id", [None, 3, "", "a b", "a" * 65, "ü", "a\n", ["a"], "../x", "\ud800"])
def test_a_missing_or_invalid_id_is_replaced(given_id: Any) -> None:
    assert only_cell({"id": given_id}).id.startswith("cell-")


def test_cells_without_the_key_get_an_id_too() -> None:
    nb = read_or_refused(encoded([{"cell_type": "code", "source": "1"}] * 3))
    assert nb is not None
    assert len(nb.cells) == 3


@pytest.mark.parametrize(
    "ids",
    [
        ["a", "a", "a"],
        ["a-2", "a", "a"],
        ["a", "a", "a-2"],
        ["a", "a-1", "a", "a-2", "a-3", "a"],
        ["b" * 64, "b" * 64, "b" * 50 + "-2"],
    ],
)
def test_duplicate_ids_are_made_unique_and_the_first_keeps_its_own(ids: list[str]) -> None:
    nb = read_or_refused(encoded([{"cell_type": "code", "source": "", "id": one} for one in ids]))
    assert nb is not None
    assert nb.cells[0].id == ids[0]


@pytest.mark.parametrize("metadata", [None, 3, [], "x", {"nbgrader": 3}, {"nbgrader": []}, {"tags": "x"}])
def test_metadata_of_the_wrong_type_are_left_out(metadata: Any) -> None:
    assert only_cell({"metadata": metadata}).metadata == {}


def test_metadata_are_kept_as_far_as_a_file_can_hold_them() -> None:
    flags = {"grade_id": "a\ud800", "points": 10**400, "x": [{"y": "\udfff"}]}
    cell = only_cell({"metadata": {"nbgrader": flags, "tags": ["a", 3, "a", "b,c", "", "\ud800"], "name": 3}})
    assert cell.metadata.nbgrader == {"grade_id": "a?", "points": 10**400, "x": [{"y": "?"}]}
    assert cell.metadata.tags == ["a", "?"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_no_number_is_infinite(number: str) -> None:
    data = encoded([{"cell_type": "code", "metadata": {"nbgrader": {"points": "HERE"}}, "source": ""}])
    nb = read_or_refused(data.replace(b'"HERE"', number.encode()))
    assert nb is not None
    assert nb.cells[0].metadata.nbgrader.points is None


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        [],
        {"kernelspec": 3, "language_info": []},
        {"kernelspec": {"name": 3, "display_name": "x"}, "language_info": {}},
        {"orig_nbformat": "x", "authors": 3, "title": []},
        {"language_info": {"name": "python", "codemirror_mode": 3, "mimetype": []}},
    ],
)
def test_the_notebooks_own_metadata(metadata: Any) -> None:
    assert read_or_refused(encoded([], metadata=metadata)) is not None


def test_good_metadata_of_the_notebook_are_kept() -> None:
    good = {"kernelspec": {"name": "python3", "display_name": "Py"}, "language_info": {"name": "python"}}
    nb = read_or_refused(encoded([], metadata=good))
    assert nb is not None
    assert nb.metadata == good


@pytest.mark.parametrize(
    ("attachments", "kept"),
    [
        (None, None),
        ([], None),
        ({"a.png": 3, "b.png": {}, "c.png": {"image/png": 3}, "d": {"x": {"y": 1}}}, None),
        ({"a.png": {"image/png": "QUJD"}}, {"a.png": {"image/png": "QUJD"}}),
        ({"a.png": {"image/png": ["QU", "JD"]}}, {"a.png": {"image/png": "QUJD"}}),
        ({"../\ud800": {"im\ud800": "\ud800"}}, {"../?": {"im?": "?"}}),
        ({"": {"": "x"}}, {"": {"": "x"}}),
    ],
)
def test_attachments(attachments: Any, kept: Any) -> None:
    assert only_cell({"attachments": attachments}).get("attachments") == kept
    assert "attachments" not in only_cell({"cell_type": "code", "attachments": attachments})


@pytest.mark.parametrize(
    "outputs", [None, 3, [None], [{"output_type": "x"}], [{"data": {"text/html": [[]]}}]]
)
def test_outputs_are_not_read(outputs: Any) -> None:
    cell = only_cell({"cell_type": "code", "outputs": outputs, "execution_count": "x"})
    assert cell.outputs == []
    assert cell.execution_count is None


def test_deep_outputs_cost_nothing() -> None:
    deep: Any = "x"
    for _ in range(100):
        deep = [deep]
    assert only_cell({"cell_type": "code", "outputs": [deep]}).source == "x"


# ----------------------------------------------------------------------------------------- old formats

OLD = {
    "metadata": {"name": "old"},
    "nbformat": 3,
    "nbformat_minor": 0,
    "worksheets": [
        {
            "cells": [
                {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["A\n", "heading"]},
                {
                    "cell_type": "code",
                    "collapsed": False,
                    "input": ["x = 1\n", "x"],
                    "language": "python",
                    "metadata": {"nbgrader": {"grade_id": "a", "solution": True}},
                    "outputs": [],
                    "prompt_number": 3,
                },
                {"cell_type": "markdown", "metadata": {}, "source": "text"},
                {"cell_type": "raw", "metadata": {}, "source": "raw"},
            ]
        },
        {"cells": [{"cell_type": "html", "metadata": {}, "source": "<b>x</b>"}]},
    ],
}


@pytest.mark.parametrize("version", [2, 3])
def test_old_formats_are_read_as_nbformat_converts_them(version: int) -> None:
    nb = read_or_refused(json.dumps(OLD | {"nbformat": version}).encode())
    converted = nbformat.reads(json.dumps(OLD), as_version=4)
    assert nb is not None
    assert [(cell.cell_type, cell.source) for cell in nb.cells] == [
        (cell.cell_type, cell.source) for cell in converted.cells
    ]
    assert nbk.role(nb.cells[1]) is Role.ANSWER


@pytest.mark.parametrize(
    "sheets",
    [None, 3, [3], [{"cells": 3}], [{"cells": [3, {}, {"cell_type": "heading", "level": "x", "source": 3}]}]],
)
def test_old_formats_with_garbage(sheets: Any) -> None:
    assert read_or_refused(json.dumps({"nbformat": 3, "worksheets": sheets}).encode()) is not None


# ------------------------------------------------------------------------------------- anything at all

KNOWN = """
nbformat cells metadata cell_type source id nbgrader grade_id points tags attachments image/png worksheets
input level kernelspec language_info name code markdown raw heading outputs jupyter graders
"""
WORDS = st.sampled_from(KNOWN.split())
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), WORDS, st.text(st.characters(exclude_categories=()))
)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(), inner, max_size=5)
)
CELLS = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw", "heading"]) | JSON},
    optional=dict.fromkeys(("source", "input", "metadata", "id", "attachments", "outputs", "level"), JSON),
)


@settings(max_examples=150, deadline=None)
@given(st.binary())
@example(b"\xef\xbb\xbf{}")
def test_any_bytes(data: bytes) -> None:
    read_or_refused(data)


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(JSON)
def test_any_json(data: Any) -> None:
    read_or_refused(json.dumps(data).encode())


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(st.sampled_from([2, 3, 4]), st.lists(CELLS | JSON, max_size=5), JSON)
def test_any_cells(version: int, cells: list[Any], metadata: Any) -> None:
    whole = {"nbformat": version, "cells": cells, "worksheets": [{"cells": cells}], "metadata": metadata}
    assert read_or_refused(json.dumps(whole).encode()) is not None


# ----------------------------------------------------------------------------------------------- files


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(b"12345")
    assert read_file(path) == b"12345"
    assert read_file(path, 5) == b"12345"


def refusal(path: Path, *limit: int) -> str:
    descriptors = Path("/proc/self/fd")
    before = len(list(descriptors.iterdir()))
    with pytest.raises(UnreadableNotebook) as caught:
        read_file(path, *limit)
    assert len(list(descriptors.iterdir())) == before, "a descriptor was left open"
    return str(caught.value)


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    link, hard, pipe, folder = (tmp_path / name for name in ("link", "hard", "pipe", "folder"))
    link.symlink_to(secret)
    os.mkfifo(pipe)
    folder.mkdir()
    unix = socket.socket(socket.AF_UNIX)
    unix.bind(str(tmp_path / "socket"))
    unix.close()
    assert refusal(link) == "link is a link, and links are not followed. Hand in the file itself."
    for name in ("pipe", "folder", "socket"):
        assert refusal(tmp_path / name) == f"{name} is not an ordinary file. Hand in an ordinary file."
    assert "not an ordinary file" in refusal(Path("/dev/zero"))
    assert "can't be opened (No such file" in refusal(tmp_path / "nothing")
    os.link(secret, hard)
    assert "hard link" in refusal(hard)
    (tmp_path / "dangling").symlink_to("nowhere")
    assert "is a link" in refusal(tmp_path / "dangling")


def test_a_large_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "big.ipynb"
    with path.open("wb") as file:
        file.truncate(500 * 2**20)
    text = refusal(path)
    assert text == "big.ipynb has 500.0 MB; 20.0 MB is the most. Clear the outputs and hand it in again."
    path.write_bytes(b"x" * 6)
    assert "is the most" in refusal(path, 5)


def test_a_file_name_that_is_not_utf8_is_told_in_utf8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.ipynb")
    assert refusal(path).encode("utf-8").startswith(b"?.ipynb")


# ----------------------------------------------------------------------------------------------- roles


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        (None, Role.PROSE),
        (3, Role.PROSE),
        ({}, Role.PROSE),
        ({"grade": True}, Role.PROSE),
        ({"grade_id": 5, "grade": True}, Role.PROSE),
        ({"grade_id": "a"}, Role.PROSE),
        ({"grade_id": "a", "locked": True}, Role.GIVEN),
        ({"grade_id": "a", "solution": True, "points": 3}, Role.ANSWER),
        ({"grade_id": "a", "grade": True, "locked": True, "points": 3}, Role.TEST),
        ({"grade_id": "a", "grade": True, "solution": True, "points": 3}, Role.WRITTEN),
        ({"grade_id": "a", "task": True, "points": 3}, Role.TASK),
    ],
)
def test_roles_and_points(flags: Any, found: Role) -> None:
    cell = nbformat.v4.new_code_cell("", metadata={} if flags is None else {"nbgrader": flags})
    assert nbk.role(cell) is found
    assert nbk.points(cell) == (3 if found in (Role.TEST, Role.WRITTEN, Role.TASK) else 0)


def test_settings() -> None:
    cell = nbformat.v4.new_code_cell("", metadata={"graders": {"timeout": 3}})
    assert nbk.setting(cell, "timeout", 1) == 3
    assert nbk.setting(cell, "other", 1) == 1
    assert nbk.setting(nbformat.v4.new_code_cell(""), "timeout", 1) == 1


# ----------------------------------------------------------------------------------------- normal form


def normal(kind: str, source: str) -> str:
    nb = tiny.notebook([tiny.cell(kind, "a", source)])
    once = normal_form(nb)
    again = parse(once.encode())
    assert normal_form(again) == once
    return str(again.cells[0].source)


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("code", "\n\nx = 1   \n\n", "x = 1"),
        ("code", "  \n\nx = 1", "x = 1"),
        ("code", "x = 1\n   \ny = 2\t", "x = 1\n\ny = 2"),
        ("code", 'x = """a  \nb"""\ny = 1  ', 'x = """a  \nb"""\ny = 1  '),
        ("code", "%matplotlib inline  \nx", "%matplotlib inline  \nx"),
        ("code", "x = (", "x = ("),
        ("code", "   ", ""),
        ("code", "nul \0 ", "nul \0 "),
        ("markdown", "a  \nb ", "a  \nb"),
        ("markdown", "a     \nb", "a  \nb"),
        ("markdown", "a\n   \nb", "a\n\nb"),
        ("markdown", "\n \n a\n\n", " a"),
        ("raw", "a ", "a"),
    ],
)
def test_normal_form_keeps_what_means_something(kind: str, source: str, expected: str) -> None:
    assert normal(kind, source) == expected


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["code", "markdown"]),
    st.text(st.sampled_from([*"ab=1'\"#\\()% \t\n\r\f\x0b\x1c\u2028"]) | st.characters(), max_size=40),
)
def test_normal_form_is_idempotent_and_keeps_meaning(kind: str, source: str) -> None:
    found = normal(kind, source)
    if kind == "markdown":
        assert found.split() == source.encode("utf-8", "replace").decode().split()
        return
    try:
        meant = ast.dump(ast.parse(source))
    except (SyntaxError, ValueError):
        assert found == source.encode("utf-8", "replace").decode().strip("\n")
    else:
        assert ast.dump(ast.parse(found)) == meant


def test_normal_form_drops_what_changes_by_itself_and_keeps_the_rest() -> None:
    nb = tiny.notebook(tiny.source_cells())
    nb.cells[1].metadata.nbgrader.checksum = "x"
    nb.cells[1].metadata.trusted = True
    nb.cells[1].metadata.graders = {"timeout": 3}
    nb.cells[1].outputs = [nbformat.v4.new_output("stream", text="x")]
    nb.cells[1].execution_count = 3
    nb.cells[1].id = "something-else"
    nb.cells[0].attachments = {"a.png": {"image/png": "QUJD"}}
    text = normal_form(nb)
    assert text.endswith("}\n")
    again = parse(text.encode())
    nbformat.validate(again)
    assert again.cells[1].id == "ex01-setup"
    assert again.cells[1].metadata.graders == {"timeout": 3}
    assert again.cells[0].attachments == nb.cells[0].attachments
    assert [cell.source for cell in again.cells] == [cell.source for cell in nb.cells]
    for word in ("checksum", "trusted", '"execution_count": 3', '"stream"'):
        assert word not in text


def test_normal_form_gives_valid_unique_ids_whatever_the_grade_ids_are() -> None:
    names = ["a b", "ü", "x" * 70, "same", "same"]
    cells = [tiny.cell("code", "same", "1"), *(tiny.cell("code", "id", "1", "given") for _ in names)]
    for cell, name in zip(cells[1:], names, strict=True):
        cell["metadata"]["nbgrader"]["grade_id"] = name
    nb = parse(normal_form(tiny.notebook(cells)).encode())
    nbformat.validate(nb)
    assert [nbk.grade_id(cell) for cell in nb.cells] == ["", *names]
    assert nb.cells[4].id == "same", "an nbgrader cell has the first right to its grade id"


# --------------------------------------------------------------------------------------------- writing


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    nbk.write_text(path, "ü\r\n")
    assert path.read_bytes() == "ü\r\n".encode()
    nbk.write_text(path, "other")
    assert list(path.parent.iterdir()) == [path]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    nbk.write_text(path, "old")
    with pytest.raises(UnicodeEncodeError):
        nbk.write_text(path, "new \ud800")

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        nbk.write_text(path, "new text")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    texts = {"a" * 300_000, "b" * 300_000}
    nbk.write_text(path, "a" * 300_000)
    writer = threading.Thread(target=lambda: [nbk.write_text(path, text) for text in sorted(texts) * 20])
    writer.start()
    while writer.is_alive():
        assert path.read_text() in texts
    writer.join()


def test_our_own_notebooks_are_read_with_their_outputs(tmp_path: Path) -> None:
    nb = tiny.notebook(tiny.source_cells())
    nb.cells[1].outputs = [nbformat.v4.new_output("stream", text="x")]
    nb.metadata["graders"] = {"notes": []}
    nbk.write_text(tmp_path / "a.ipynb", nbk.dumps(nb))
    assert nbk.parse_own(tmp_path / "a.ipynb") == nb


# ---------------------------------------------------------------------------------------- hidden tests


def test_pieces_keep_their_line_numbers() -> None:
    begin, end = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
    source = "\n".join(["a", begin, "b", "", end, "", "c", begin, end])
    assert split_hidden(source) == [(False, "a"), (True, "\n\nb\n"), (False, "\n\n\n\n\n\nc")]
    assert visible_part(source) == "a\nc"
    for _, piece in split_hidden(source):
        for number, line in enumerate(piece.split("\n")):
            assert line in ("", source.split("\n")[number])


@pytest.mark.parametrize(
    "source",
    [
        "### BEGIN HIDDEN TESTS\nx",
        "x\n### END HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS\n### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS\n### END HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS\n### END HIDDEN TESTS",
        "### END HIDDEN TESTS\nx\n### BEGIN HIDDEN TESTS",
        "# BEGIN HIDDEN TESTS and END HIDDEN TESTS",
    ],
)
def test_markers_that_do_not_pair_up_are_an_error(source: str) -> None:
    for function in (split_hidden, visible_part):
        with pytest.raises(ValueError, match=r"line \d+: .*without"):
            function(source)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x",
        "### BEGIN HIDDEN TESTS\nsecret\n### END HIDDEN TESTS",
        "x\n    ### BEGIN HIDDEN TESTS\n    secret\n    ### END HIDDEN TESTS\ny",
        "# BEGIN HIDDEN TESTS: the edges\nsecret\n# END HIDDEN TESTS (edges)\ny",
        "#### BEGIN HIDDEN TESTS ####\nsecret\n#### END HIDDEN TESTS ####",
        "x\n### BEGIN HIDDEN TESTS  \nsecret\n\t### END HIDDEN TESTS",
    ],
)
def test_what_nbgrader_hides_is_hidden(source: str) -> None:
    from nbgrader.preprocessors import ClearHiddenTests

    cell = nbformat.v4.new_code_cell(source)
    ClearHiddenTests()._remove_hidden_test_region(cell)
    assert "secret" not in visible_part(source)
    assert visible_part(source).split() == cell.source.split()


@given(st.lists(st.sampled_from(["### BEGIN HIDDEN TESTS", "  ### END HIDDEN TESTS", "x = 1", "secret", ""])))
def test_any_sequence_of_lines(lines: list[str]) -> None:
    depth, secret = 0, False
    sound = True
    for line in lines:
        depth += ("BEGIN" in line) - ("END" in line)
        sound = sound and depth in (0, 1)
        secret = secret or (line == "secret" and depth == 0)
    try:
        shown = visible_part("\n".join(lines))
    except ValueError:
        assert not sound or depth
    else:
        assert sound
        assert not depth
        assert ("secret" in shown) == secret
