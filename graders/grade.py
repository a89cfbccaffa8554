"""Grades one submission, end to end: files in, results out. Writes nothing and keeps nothing."""

from __future__ import annotations

import copy
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from graders import jail, wire
from graders.lane import Lane, Pair
from graders.notebook import Role, grade_id, parse, points, role, setting
from graders.restore import Exercise, assign_files, restore
from graders.verdict import (
    CellVerdict,
    Check,
    HarnessError,
    LaneError,
    Note,
    NotebookResult,
    Status,
    SubmissionError,
    UnreadableNotebook,
)


@dataclass(frozen=True)
class Deadlines:
    """Seconds that student code may take: one call, one cell, one notebook."""

    call: float = 10.0
    cell: float = 20.0
    notebook: float = 60.0


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment.

    Attributes:
        student: the student's id.
        notebooks: file contents by name without ``.ipynb``; an exception instead of bytes says why it can't be read.
        files: other files, by relative path: the student's code finds them in its working directory.
        notes: what was refused on the way in.
    """

    student: str
    notebooks: Mapping[str, bytes | UnreadableNotebook]
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def grade_submission(
    lane: Lane, exercises: Sequence[Exercise], submission: Submission, deadlines: Deadlines
) -> list[NotebookResult]:
    """Grade every exercise of an assignment; missing and unreadable notebooks get a result that says so."""
    readable: dict[str, NotebookNode] = {}
    unreadable: dict[str, str] = {}
    for name, data in submission.notebooks.items():
        try:
            if isinstance(data, UnreadableNotebook):
                unreadable[name] = str(data)
            else:
                readable[name] = parse(data, f"{name}.ipynb")
        except UnreadableNotebook as error:
            unreadable[name] = str(error)
    files, notes = assign_files(exercises, readable)
    results = []
    for exercise in exercises:
        file = files.get(exercise.name)
        own = [note for note in notes if note.kind == "renamed" and f" {exercise.name}.ipynb" in note.text]
        if exercise is exercises[0]:
            own += [*submission.notes, *(note for note in notes if note.kind == "unused")]
            names = {one.name for one in exercises}
            own += [Note("unreadable file", text) for name, text in unreadable.items() if name not in names]
        if file is not None:
            results.append(grade_notebook(lane, exercise, readable[file], deadlines, submission.files, own))
        else:
            results.append(_absent(exercise, unreadable.get(exercise.name), own, lane.isolation))
    return results


def grade_notebook(
    lane: Lane,
    exercise: Exercise,
    submitted: NotebookNode,
    deadlines: Deadlines,
    files: Mapping[str, bytes] | None = None,
    notes: Sequence[Note] = (),
) -> NotebookResult:
    """Restore one notebook, have it judged, and return the executed notebook with its verdicts.

    A lane that fails is restarted and the notebook tried once more; failing again is a harness error, which costs
    the student nothing.
    """
    started = time.monotonic()
    nb, repairs = restore(exercise, submitted)
    all_notes = [*notes, *repairs]
    outcome = _Outcome(nb)
    for attempt in (1, 2):
        try:
            outcome = _judged(lane, nb, deadlines, files or {})
        except LaneError as error:
            outcome = _Outcome(nb, broken=str(error))
        if not outcome.broken:
            break
        lane.close()  # whatever broke: the next attempt gets a fresh warm process
        all_notes += [Note("harness", f"attempt {attempt}: {outcome.broken}")]
    all_notes += _isolation(lane)
    return _result(exercise, outcome, all_notes, time.monotonic() - started, lane.isolation)


def _isolation(lane: Lane) -> list[Note]:
    if lane.level != jail.NONE:
        return []
    return [Note("isolation", "Student code ran without any isolation (--unsafe-no-sandbox).")]


@dataclass
class _Outcome:
    """What came back from a judge."""

    nb: NotebookNode
    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    judged: dict[int, dict[str, Any]] = field(default_factory=dict)
    broken: str = ""


def _cells(nb: NotebookNode, deadlines: Deadlines) -> list[dict[str, Any]]:
    """Return what the judge needs to know of each code cell."""
    cells = []
    for index, cell in enumerate(nb.cells):
        kind = role(cell)
        if cell.cell_type != "code":
            continue
        is_test = kind is Role.TEST
        cells.append(
            {
                "index": index,
                "kind": "test" if is_test else "given" if kind is Role.GIVEN else "student",
                "source": cell.source,
                "points": points(cell) if is_test else 0.0,
                "timeout": float(setting(cell, "timeout", deadlines.call if is_test else deadlines.cell)),
                "in_process": bool(setting(cell, "in_process", False)),
            }
        )
    return cells


def _judged(lane: Lane, nb: NotebookNode, deadlines: Deadlines, files: Mapping[str, bytes]) -> _Outcome:
    """Run one judge to its end. Whatever it didn't report stays unreported."""
    outcome = _Outcome(nb)
    # The judge watches the student's deadlines; this one watches the judge.
    give_up = time.monotonic() + deadlines.notebook + 30.0
    job = {
        "cells": _cells(nb, deadlines),
        "limits": {"call": deadlines.call, "cell": deadlines.cell, "notebook": deadlines.notebook},
    }
    with lane.pair(dict(files)) as pair:
        try:
            pair.judge.send(wire.encode(job), give_up)
            while True:
                event = wire.decode(pair.judge.receive(give_up))
                if event["event"] == "end":
                    return outcome
                if event["event"] == "broken":
                    outcome.broken = f"the judge failed: {event['text']}"
                    return outcome
                _take(event, outcome, pair)
        except SubmissionError as error:
            outcome.broken = f"the judge stopped in the middle: {error}"
    return outcome


def _take(event: dict[str, Any], outcome: _Outcome, pair: Pair) -> None:
    """Act on one report of the judge."""
    if event["event"] == "ask":
        pair.judge.send(wire.encode(pair.obey(event["what"])))
    elif event["event"] == "ran":
        outcome.outputs[event["index"]] = event["outputs"]
    else:
        outcome.judged[event["index"]] = event


# ------------------------------------------------------------------------------------------------ results


def _result(
    exercise: Exercise, outcome: _Outcome, notes: list[Note], seconds: float, isolation: str
) -> NotebookResult:
    """Write outputs and verdicts into the notebook and return it with them."""
    nb, verdicts = outcome.nb, []
    count = 0
    for index, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        if role(cell) is Role.TEST:
            verdict = _verdict(cell, outcome.judged.get(index), outcome.broken)
            verdicts.append(verdict)
            write_verdict(cell, verdict)
        else:
            cell.outputs = [output for item in outcome.outputs.get(index, []) for output in _output(item)]
    nb.metadata["graders"] = {
        "exercise": exercise.name,
        "notes": [{"kind": note.kind, "text": note.text} for note in notes],
        "isolation": isolation,
        "seconds": round(seconds, 3),
    }
    return NotebookResult(exercise.name, tuple(verdicts), tuple(notes), nb, seconds, isolation)


def _verdict(cell: NotebookNode, judged: dict[str, Any] | None, broken: str) -> CellVerdict:
    most = points(cell)
    if judged is None:
        text = broken or "the judge never reported this cell"
        return CellVerdict(grade_id(cell), Status.HARNESS_ERROR, None, most, message=text)
    checks = tuple(Check(title, Status(status), message) for title, status, message in judged["checks"])
    return CellVerdict(
        grade_id(cell), Status(judged["status"]), judged["points"], most, checks, judged["message"]
    )


def write_verdict(cell: NotebookNode, verdict: CellVerdict) -> None:
    """Put a verdict into a test cell: as metadata for us, and as the outputs that nbgrader reads marks from."""
    cell.metadata["graders"] = {
        **(cell.metadata.get("graders") or {}),
        "status": str(verdict.status),
        "points": verdict.points,
        "max_points": verdict.max_points,
        "message": verdict.message,
        "checks": [
            {"title": check.title, "status": str(check.status), "message": check.message}
            for check in verdict.checks
        ],
    }
    if verdict.points is not None and verdict.points == verdict.max_points:
        cell.outputs = []
    elif verdict.points:
        data = {"text/plain": repr(float(verdict.points))}
        cell.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=cell.execution_count)]
    else:
        failed = [check for check in verdict.checks if check.status is not Status.PASSED]
        lines = [f"{check.title}: {check.message}" for check in failed]
        lines += [verdict.message] if verdict.message else []
        text = "\n".join(lines) or str(verdict.status)
        cell.outputs = [
            nbformat.v4.new_output(
                "error", ename=str(verdict.status), evalue=text, traceback=text.split("\n")
            )
        ]


def _output(item: Any) -> list[NotebookNode]:
    """Rebuild one output that came from the student's side; what has the wrong form is dropped.

    Each form is complete by construction: nbformat's own makers check it against a schema, in a millisecond each.
    """
    try:
        kind = item["output_type"]
        if kind == "stream":
            name = "stderr" if item["name"] == "stderr" else "stdout"
            return [nbformat.from_dict({"output_type": "stream", "name": name, "text": _text(item["text"])})]
        if kind == "error":
            lines = [_text(line) for line in item["traceback"]]
            error = {"ename": _text(item["ename"]), "evalue": _text(item["evalue"]), "traceback": lines}
            return [nbformat.from_dict({"output_type": "error", **error})]
        if kind in ("display_data", "execute_result"):
            data = {_text(mime): _text(value) for mime, value in item["data"].items()}
            count = {"execution_count": None} if kind == "execute_result" else {}
            return [nbformat.from_dict({"output_type": kind, "data": data, "metadata": {}, **count})]
    except Exception:  # whatever a judge may have let through
        return []
    return []


def _text(value: Any) -> str:
    """Return text that any file can hold.

    Raises:
        TypeError: it isn't text.
    """
    if not isinstance(value, str):
        raise TypeError
    return value.encode("utf-8", "replace").decode("utf-8")


def _absent(
    exercise: Exercise, unreadable: str | None, notes: Sequence[Note], isolation: str
) -> NotebookResult:
    """Return the result for a notebook that isn't there or can't be read: no points, and a page that says why."""
    kind = "missing" if unreadable is None else "unreadable"
    text = unreadable or f"{exercise.name}.ipynb was not handed in, so it earns no points."
    nb = copy.deepcopy(exercise.release)
    restored, _ = restore(exercise, nb)
    verdicts = []
    for cell in restored.cells:
        if role(cell) is Role.TEST:
            verdict = CellVerdict(grade_id(cell), Status.NOT_RUN, 0.0, points(cell), message=text)
            write_verdict(cell, verdict)
            verdicts.append(verdict)
    all_notes = (Note(kind, text), *notes)
    restored.metadata["graders"] = {
        "exercise": exercise.name,
        "notes": [{"kind": note.kind, "text": note.text} for note in all_notes],
        "isolation": isolation,
        "seconds": 0.0,
    }
    return NotebookResult(exercise.name, tuple(verdicts), all_notes, restored, 0.0, isolation)


def harness_failure(
    exercises: Sequence[Exercise], error: HarnessError | Exception, isolation: str
) -> list[NotebookResult]:
    """Return results that say that we failed on this submission: no marks, and staff must look."""
    results = []
    for exercise in exercises:
        nb, _ = restore(exercise, copy.deepcopy(exercise.release))
        outcome = _Outcome(nb, broken=f"{type(error).__name__}: {error}")
        results.append(_result(exercise, outcome, [Note("harness", outcome.broken)], 0.0, isolation))
    return results
