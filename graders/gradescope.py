"""Gradescope: a problem set as an autograder folder that grades with this harness, and the program that runs there.

One Gradescope assignment is one problem set. Students upload its notebooks, all or some, under whatever names.
:func:`write` builds the folder, on the instructor's machine; ``python -m graders.gradescope /autograder`` grades in
Gradescope's container (:func:`run`) and writes ``results.json`` there.

``results.json`` is written whatever happens. Each test cell is one test in it, in the words of the feedback page. A
test that we could not grade has no score, neither points nor zero, and the first lines say so; what staff need to know
of it goes to the log, which Gradescope shows to staff only. Before Gradescope's own time limit, which would make a 0
of everything, we stop by ourselves.
"""

from __future__ import annotations

import io
import json
import logging
import os
import re
import shutil
import stat
import sys
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from graders import feedback
from graders.course import CONFIG_NAME, Assignment, Course, Graders
from graders.grade import grade_submission
from graders.markup import clean, cut
from graders.notebook import Role, role, split_hidden, write_text
from graders.verdict import CourseError, NotebookMarks, NotebookResult, Status

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")  # Gradescope's words
SETTINGS = "gradescope.json"
SCRIPTS = {"setup.sh": "gradescope_setup.sh", "run_autograder": "gradescope_run.sh"}
NOT_THERE = ("due_dates", "lanes")  # settings that mean nothing in the container
PATIENCE = 540.0  # seconds; Gradescope ends the container after 600 and then gives a 0
_IMPORT = re.compile(r"^\s*(?:from|import)\s+(\w+)", re.MULTILINE)
_log = logging.getLogger(__name__)


# ------------------------------------------------------------------------------------------------ building


def write(
    course: Course, name: str, target: Path, *, visibility: str = "visible", unsafe: bool = False
) -> None:
    """Write ``autograder.zip`` and the folder ``autograder`` that it holds, in place of what an earlier call wrote.

    Args:
        course: the course folder.
        name: the problem set; it is released.
        target: gets both.
        visibility: when students see the result of a test cell that has hidden tests, as Gradescope calls it.
        unsafe: grade also in a container that allows no isolation.

    Raises:
        CourseError: the problem set can't be graded, or another ``autograder`` folder is in the way.
    """
    files = autograder(course, name, visibility=visibility, unsafe=unsafe)
    folder = target / "autograder"
    if folder.exists():
        if not (folder / SETTINGS).exists():
            raise CourseError(
                f"{folder} is no earlier autograder of ours; move it away or name another folder."
            )
        shutil.rmtree(folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            mode = 0o755 if path in SCRIPTS else 0o644
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            place.chmod(mode)
            info = zipfile.ZipInfo(path)  # of 1980: the same files make the same archive
            info.external_attr = (stat.S_IFREG | mode) << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    (target / "autograder.zip").write_bytes(packed.getvalue())


def autograder(course: Course, name: str, *, visibility: str, unsafe: bool) -> dict[str, bytes]:
    """Return the files of an autograder by path: scripts, pins, this package, and a course of one problem set.

    Raises:
        CourseError: the problem set can't be graded, or this package is not installed here.
    """
    assignment = course.assignment(name)
    here = Path(__file__).parent
    files = {script: (here / "templates" / text).read_bytes() for script, text in SCRIPTS.items()}
    for path in here.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            files[f"graders/{path.relative_to(here)}"] = path.read_bytes()
    for step in ("source", "release"):
        for exercise in assignment.exercises:
            file = f"{exercise.name}.ipynb"
            files[f"course/{step}/{name}/{file}"] = (course.folder(step, name) / file).read_bytes()
    files |= {f"course/release/{name}/{path}": content for path, content in assignment.files.items()}
    texts = {
        SETTINGS: json.dumps({"assignment": name, "visibility": visibility}, indent=2),
        "python-version": f"{sys.version_info.major}.{sys.version_info.minor}",
        "requirements.txt": "\n".join(requirements(assignment, course.settings.preload)),
        f"course/{CONFIG_NAME}": _configuration(course.settings, unsafe),
    }
    return files | {path: f"{text}\n".encode() for path, text in texts.items()}


def _configuration(settings: Graders, unsafe: bool) -> str:
    """Return the harness's settings as a configuration file. Nothing else of the course's: it may hold a password."""
    values = {key: getattr(settings, key) for key in settings.class_own_traits(config=True)}
    values["unsafe_no_sandbox"] = unsafe or settings.unsafe_no_sandbox
    lines = [f"c.Graders.{key} = {value!r}" for key, value in sorted(values.items()) if key not in NOT_THERE]
    return "\n".join(["c = get_config()", *lines])


def requirements(assignment: Assignment, others: Sequence[str] = ()) -> list[str]:
    """Return what grading a problem set needs, and all that needs in turn, pinned to the versions installed here.

    Args:
        assignment: the problem set: what its cells and the modules beside them import.
        others: further modules.

    Raises:
        CourseError: this package is not installed.
    """
    modules = {module.partition(":")[0].partition(".")[0] for module in (*assignment.preload, *others)}
    for path, content in assignment.files.items():
        if path.endswith(".py"):
            modules |= set(_IMPORT.findall(content.decode("utf-8", "replace")))
    providers = metadata.packages_distributions()
    todo = [Requirement(name) for module in modules for name in providers.get(module, ())[:1]]
    todo.append(Requirement("graders"))
    pins: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        need = todo.pop()
        name, extras = canonicalize_name(need.name), frozenset(need.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # an option that is not installed here; pip decides there
            continue
        pins[name] = found.version.split("+")[0]  # a local version such as 2.6.0+cpu is on no index
        todo += [one for text in found.requires or () if _applies(one := Requirement(text), extras)]
    if not pins.pop("graders", ""):
        raise CourseError("This package is not installed, so its versions can't be pinned: run `make setup`.")
    return [f"{name}=={version}" for name, version in sorted(pins.items())]


def _applies(need: Requirement, extras: frozenset[str]) -> bool:
    return need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras))


# ------------------------------------------------------------------------------------------------ grading there


def run(root: Path) -> None:
    """Grade ``root/submission`` and write ``root/results/results.json``.

    Args:
        root: ``/autograder`` in Gradescope's container.

    Raises:
        Exception: what failed on our side, for the log; ``results.json`` says by then that nothing was graded.
    """
    started = time.monotonic()
    target = root / "results" / "results.json"
    try:
        settings = json.loads((root / "source" / SETTINGS).read_text(encoding="utf-8"))
        found = results(graded(root, settings["assignment"]), settings["visibility"])
        found["execution_time"] = round(time.monotonic() - started, 3)
        text = json.dumps(found, indent=2, allow_nan=False)
    except Exception:
        write_text(target, json.dumps(_failure(), indent=2))
        raise
    write_text(target, text + "\n")


def graded(root: Path, name: str) -> list[NotebookResult]:
    """Grade what was handed in, with the course that came along.

    Raises:
        CourseError: the course can't be used.
    """
    root = root.resolve()
    course = Course(root / "source" / "course")
    # The submission lies beside the course, in no folder of its student's.
    course.directory.submitted_directory = os.path.relpath(root / "submission", course.root)
    assignment, submission = course.assignment(name), course.submission(".", ".")
    with course.lane(assignment) as lane:
        watch = threading.Timer(PATIENCE, lane.stop)
        watch.daemon = True
        watch.start()
        try:
            return grade_submission(lane, assignment.exercises, submission, course.deadlines)
        finally:
            watch.cancel()


def results(found: Sequence[NotebookResult], visibility: str) -> dict[str, Any]:
    """Return ``results.json`` as Gradescope publishes its shape.

    Args:
        found: the graded notebooks, in the problem set's order.
        visibility: of test cells that have hidden tests.
    """
    tests: list[dict[str, Any]] = []
    notes: list[str] = []
    written: list[str] = []
    for number, result in enumerate(found, start=1):
        page = feedback.read(result.notebook, NotebookMarks({}), student="", assignment="")
        cells = [cell for cell in result.notebook["cells"] if role(cell) is Role.TEST]
        shown = [block.result for block in page.blocks if block.kind == "test" and block.result]
        for place, (cell, one) in enumerate(zip(cells, shown, strict=True), start=1):
            hides = any(hidden for hidden, _ in split_hidden(cell["source"]))
            # Not the title of the page, which stands in a cell that students may change.
            about = {"name": f"{result.name}: {one.name}", "number": f"{number}.{place}"}
            tests.append(about | _test(one, visibility if hides else "visible"))
        broken = {one.message for one in result.verdicts if one.status is Status.HARNESS_ERROR}
        for message in sorted(broken):
            _log.error("%s: not graded: %s", result.name, clean(message))
        for note in result.notes:
            if note.kind == "harness":
                _log.error("%s: %s", result.name, clean(note.text))
        theirs = [note for note in result.notes if note.kind != "harness"]  # the page leaves ours out, too
        for note, (word, text) in zip(theirs, page.notes, strict=True):
            if note.kind != "isolation":
                notes.append(f"{word} ({result.name}): {text}")
        written += [
            f"{result.name}: {block.result.name} ({feedback.number(block.result.max_points)})"
            for block in page.blocks
            if block.kind == "written" and block.result
        ]
    top = [*_ungraded(tests), *notes, *_by_hand(written), f"Isolation: {_isolation(found)}."]
    return _whole("\n\n".join(top), tests)


def _test(one: feedback.Result, visibility: str) -> dict[str, Any]:
    """Return what one test of ``results.json`` says; without a score where there is no mark."""
    output = {"output": cut(clean("\n".join(_lines(one)))), "output_format": "text"}
    if one.points is None:
        return {**output, "status": "failed", "visibility": "visible"}
    return {
        "score": one.points,
        "max_score": one.max_points,
        "status": "passed" if one.look == "pass" else "failed",
        **output,
        "visibility": visibility,
    }


def _lines(one: feedback.Result) -> Iterator[str]:
    yield f"{one.icon} {one.word}"
    yield from one.messages
    for line in one.checks:
        yield f"{line.icon} {line.title}"
        yield from (f"    {text}" for text in line.message.split("\n") if text)


def _ungraded(tests: Sequence[Mapping[str, Any]]) -> list[str]:
    count = sum("score" not in test for test in tests)
    if not count:
        return []
    return [
        f"NOT GRADED: {count} of {len(tests)} tests. Something went wrong on our side, not in your work. These tests "
        "have no score here, so the total is no mark yet. Staff: the log says why; run the autograder again."
    ]


def _by_hand(written: Sequence[str]) -> list[str]:
    if not written:
        return []
    return [
        "A person grades the written answers; their points are not part of the autograder's total. "
        + "; ".join(written)
        + "."
    ]


def _isolation(found: Sequence[NotebookResult]) -> str:
    """Return what student code was locked in by, in words."""
    ran = {one.isolation for one in found if one.seconds and one.status is not Status.HARNESS_ERROR}
    return "; ".join(sorted(ran)) or "no student code was graded"


def _failure() -> dict[str, Any]:
    """Return ``results.json`` for a submission on which we failed altogether."""
    text = "Something went wrong on our side, not in your work."
    test = {"name": "Not graded", "status": "failed", "output": text, "visibility": "visible"}
    return _whole(f"NOT GRADED. {text} That is no mark: staff must look at the log.", [test])


def _whole(output: str, tests: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "output": cut(clean(output)),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def main() -> None:
    """Grade in the folder that the command line names."""
    logging.basicConfig(format="%(message)s")
    run(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
