"""What the hostile submissions do to stock nbgrader and to Otter: the two last columns of docs/threat-model.md.

Each case of tests/hostile is handed in, with an honest neighbour, to ``nbgrader autograde``; and alone to ``otter
run``, with the test files that ``graders otter`` makes. Noted is: points, marks that a wrong answer got, whether the
attack was held (it says so itself), processes and files left, and whether it had to be killed. nbgrader's feedback page
shows every hidden test to everybody, so it is written for a few cases only.

It is safe to run on one's own machine. All of it happens in a jail: user, mount, pid, network, ipc and uts
namespaces, a read-only view with neither homes nor this course in it, 256 MB of scratch space in memory, no
capabilities, limits on processes, memory, files and time, and a watch on the memory of all processes together. Unlike
the harness's own jail it has no system call filter, a loopback device (Jupyter needs one), and a throw-away course with
the tests inside: that is what the attacks are after. Cases that attack the harness's own wire have nothing to attack
there, and are left out.

    python -m benchmarks.hostile_elsewhere [--json FILE] [--table] [--tool nbgrader|otter] [CASE …]
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import io
import json
import os
import re
import resource
import select
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat

from graders import jail, kernel, otter
from graders.course import Course
from graders.gradebook import Gradebook, Person
from tests.hostile import course as attacked
from tests.test_hostile import CASES, HONEST, disguises, load

ATTACKER = "attacker"
CONFIG = "c = get_config()\nc.ExecutePreprocessor.timeout = 5\nc.NbGrader.logfile = ''\n"
SECONDS = {"nbgrader": 75, "otter": 45}
MEMORY = 4 * 2**30  # of all processes together
HOME, COURSE, HANDED_IN = "/scratch/home", "/scratch/course", f"/scratch/course/submitted/{ATTACKER}/ps1"
RESOLVER = ["/etc/hosts", "/etc/nsswitch.conf"]
WITH_PAGE = {"23", "36"}
SKIPPED = {
    **dict.fromkeys(
        ("30a", "30b", "31", "41", "42", "44", "45", "46", "47", "54", "56", "57", "72"),
        "attacks the wire between judge and student; there is none elsewhere",
    ),
    "37b": "needs a device, which a jail without privileges can't hold",
    "39b": "500 MB don't fit into the throw-away course",
    "13": "a file's name can't be carried into the throw-away course",
}


# ------------------------------------------------------------------------------------------------ outside


def template(folder: Path) -> Course:
    """Make the throw-away course: source, release, gradebook, and the neighbour's submission."""
    exercise = attacked.exercise()
    (folder / "source" / "ps1").mkdir(parents=True)
    nbformat.write(exercise.source, folder / "source" / "ps1" / f"{exercise.name}.ipynb")
    (folder / "nbgrader_config.py").write_text(CONFIG)
    course = Course(folder)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.ensure_students([Person(HONEST, "Zoë", attacked.IN_GRADEBOOK), Person(ATTACKER)])
        course.release("ps1")
    theirs = folder / "submitted" / HONEST / "ps1"
    theirs.mkdir(parents=True)
    released = course.assignment("ps1").exercises[0]
    nbformat.write(attacked.answered(released), theirs / f"{exercise.name}.ipynb")
    (theirs / "notes.txt").write_text(attacked.IN_SIBLING)
    otter.write(released, {}, folder / "otter")
    return course


def hand_in(course: Course, case: Any, tool: str) -> None:
    """Put the case's submission into the course; for Otter, into the notebook that its students get."""
    exercise = course.assignment("ps1").exercises[0]
    answers = {name: text.replace("@COURSE@", COURSE) for name, text in getattr(case, "ANSWERS", {}).items()}
    if tool == "otter":
        released = nbformat.read(course.root / "otter" / "student" / f"{exercise.name}.ipynb", as_version=4)
        exercise = type(exercise)(exercise.name, exercise.source, released)
    nb = attacked.answered(exercise, answers)
    for number, text in enumerate(getattr(case, "AFTER", ())):
        nb.cells.append(nbformat.v4.new_code_cell(text.replace("@COURSE@", COURSE), id=f"after-{number}"))
    folder = course.root / "submitted" / ATTACKER / "ps1"
    folder.mkdir(parents=True)
    if hasattr(case, "hand_in"):
        case.hand_in(folder, nb)
    else:
        nbformat.write(nb, folder / f"{exercise.name}.ipynb")


def measure(course: Course, path: Path, tool: str, scratch: Path) -> dict[str, Any]:
    """Let one tool grade one case, and return what was seen."""
    copy = scratch / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(course.root, copy, ignore=shutil.ignore_patterns(".graders*"))
    hand_in(Course(copy), load(path), tool)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        tar.add(copy, ".", filter=_plain)
    return contained(tool, buffer.getvalue(), path.name.split("_")[0] in WITH_PAGE)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def contained(tool: str, bundle: bytes, with_page: bool) -> dict[str, Any]:
    """Run a tool in the jail, watch it, and return what its driver saw; whatever happens, nothing stays."""
    ours, theirs = socket.socketpair()
    command = [
        sys.executable,
        "-B",
        "-m",
        "benchmarks.hostile_elsewhere",
        "--inside",
        tool,
        str(int(with_page)),
        str(theirs.fileno()),
    ]
    with ours, theirs:
        child = subprocess.Popen(command, pass_fds=[theirs.fileno()], start_new_session=True)
        theirs.close()
        give_up = time.monotonic() + SECONDS[tool] + 60
        ours.settimeout(60)
        seen = b""
        too_much = False
        try:
            ours.sendall(struct.pack(">I", len(bundle)) + bundle)
            while time.monotonic() < give_up:
                if select.select([ours], [], [], 0.1)[0]:
                    part = ours.recv(2**20)
                    seen += part
                    if not part:
                        break
                if memory_of(child.pid) > MEMORY:
                    too_much = True
                    break
        finally:
            # The child is what holds the pid namespace; pid 1 in it dies with its parent.
            for pid in [child.pid, *below(child.pid)]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            child.wait()
    with contextlib.suppress(ValueError):
        return json.loads(seen)
    return {"ended": "killed: too much memory" if too_much else "killed: out of time"}


def below(pid: int) -> list[int]:
    """Return all that descends from a process."""
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *below(int(child))]
    return found


def memory_of(pid: int) -> int:
    """Return the bytes that a process and its descendants use; shared pages are counted once where it matters."""
    pids = [pid, *below(pid)]
    rough = sum(_sizes(one, "status", "RssAnon|RssShmem|VmPTE") for one in pids)
    return (
        rough if rough <= MEMORY else sum(_sizes(one, "smaps_rollup", "Pss_Anon|Pss_Shmem") for one in pids)
    )


def _sizes(pid: int, name: str, fields: str) -> int:
    try:
        text = Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return 0
    return sum(int(size) * 1024 for size in re.findall(rf"(?:{fields}):\s+(\d+)", text))


# ------------------------------------------------------------------------------------------------ inside


def inside(tool: str, with_page: bool, report: socket.socket) -> None:
    """Lock in, unpack the course, run the tool, report. Ends as pid 1 of the namespace, and takes all along."""
    (length,) = struct.unpack(">I", report.recv(4, socket.MSG_WAITALL))
    bundle = report.recv(length, socket.MSG_WAITALL)
    whole = jail.visible()
    jail.visible = lambda: [
        *whole,
        f"{sys.prefix}/share",
        *RESOLVER,
    ]  # Jupyter's templates; Otter asks for localhost
    ready, go = os.pipe()
    me = os.getpid()
    if (helper := os.fork()) == 0:
        os.close(go)
        if os.read(ready, 1):
            jail.map_ids(me)
        os._exit(0)
    jail.leave_host()
    os.write(go, b".")
    os.close(go)
    os.waitpid(helper, 0)
    if pid := os.fork():
        os.waitpid(pid, 0)
        os._exit(0)
    jail.enter()
    loopback()
    os.chdir("/scratch")
    with tarfile.open(fileobj=io.BytesIO(bundle)) as tar:
        tar.extractall(COURSE, filter="fully_trusted")  # noqa: S202  (made by ourselves, unpacked in the jail)
    for folder in (HOME, "/scratch/results"):
        Path(folder).mkdir()
    # The driver itself is limited only in what its children inherit.
    report.sendall(json.dumps(graded(tool, with_page)).encode())
    os._exit(0)


def loopback() -> None:
    """Bring up 127.0.0.1 of this network namespace: a Jupyter kernel listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(sock, 0x8913, request))[1]
        fcntl.ioctl(sock, 0x8914, struct.pack("16sh14x", b"lo", flags | 1))


def limited() -> None:
    """In a child of the driver: take away privileges, and limit what it may use."""
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.drop_capabilities()
    for what, most in (
        (resource.RLIMIT_NPROC, 120),
        (resource.RLIMIT_DATA, 3 * 2**30),
        (resource.RLIMIT_CPU, 60),
        (resource.RLIMIT_FSIZE, 80 * 2**20),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def run(command: list[str], cwd: str, seconds: float) -> tuple[str, str]:
    """Run a command; return how it ended, and the last it said."""
    bin_folder = str(Path(sys.executable).parent)
    environment = {
        "PATH": f"{bin_folder}:/usr/bin:/bin", "HOME": HOME, "TMPDIR": "/scratch/tmp", "MPLBACKEND": "agg",
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MY_TOKEN": attacked.IN_ENVIRONMENT,
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    with Path("/scratch/said-by-tool").open("wb+") as said:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            preexec_fn=limited,  # noqa: PLW1509  (one thread)
        )
        ended = "ended"
        try:
            if process.wait(seconds):
                ended = "failed"
        except subprocess.TimeoutExpired:
            ended = "hung"
            process.kill()
            process.wait()
        said.seek(0, os.SEEK_END)
        said.seek(max(0, said.tell() - 1_500))
        return ended, said.read().decode("utf-8", "replace")


def graded(tool: str, with_page: bool) -> dict[str, Any]:
    """Run the tool on the course and look at what it left."""
    before = files()
    seen: dict[str, Any] = {}
    if tool == "nbgrader":
        command = [sys.executable, "-m", "nbgrader", "autograde", "ps1"]
        seen["ended"], seen["said"] = run(command, COURSE, SECONDS[tool] - 15)
    else:
        command = ["otter", "run", "-a", f"{COURSE}/otter/autograder.zip", "--output-dir", "/scratch/results"]
        notebook = tee(Path(HANDED_IN) / f"{attacked.NAME}.ipynb")
        seen["ended"], seen["said"] = run([*command, notebook], HANDED_IN, SECONDS[tool])
    time.sleep(0.7)
    seen["processes"] = sorted(
        path.joinpath("comm").read_text().strip() for path in Path("/proc").glob("[0-9]*") if path.name != "1"
    )
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)  # all in this namespace but us
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0):
            pass
    seen["files"] = sorted(name for name in files() - before if "hostile-mark" in name)
    if tool == "nbgrader":
        command = [sys.executable, "-m", "nbgrader", "generate_feedback", "ps1", "--student", ATTACKER]
        seen["page"] = run(command, COURSE, 40) if with_page else "not written"
        seen["points"] = points()
        given = [*Path(f"{COURSE}/feedback/{ATTACKER}").rglob("*.html")]
        seen["attack"] = printed(Path(f"{COURSE}/autograded/{ATTACKER}/ps1/{attacked.NAME}.ipynb"))
    else:
        results = Path("/scratch/results/results.json")
        seen["points"] = {ATTACKER: otter_points(results)}
        given = [results]
        seen["attack"] = [line for line in read("/scratch/said").split("\n") if line.startswith("attack")]
    text = "".join(read(path) for path in given).casefold()
    seen["script"] = "<script>alert(1)" in text or "onerror=alert(1)>" in text
    seen["leaked"] = [
        secret.split("-")[1] for secret in attacked.SECRETS if any(look in text for look in disguises(secret))
    ]
    seen["leaked"] += ["input"] if "733.0625" in text and "input" not in seen["leaked"] else []
    seen["attack"] = [line[:300] for line in seen["attack"]][:6]
    return seen


def read(path: str | Path) -> str:
    """Return a file's text; empty if there is none."""
    try:
        return Path(path).read_bytes()[: 2**24].decode("utf-8", "replace")
    except OSError:
        return ""


def files() -> set[str]:
    """Return what lies in the scratch space, but for what is the attacker's own."""
    return {
        str(Path(folder) / name)
        for folder, _, names in os.walk("/scratch")
        for name in names
        if not folder.startswith((HANDED_IN, f"{COURSE}/autograded/{ATTACKER}"))
    }


def tee(path: Path) -> str:
    """Have prints in a notebook written to a file, too: Otter keeps none of them."""
    with contextlib.suppress(ValueError, KeyError, AttributeError):
        nb = json.loads(path.read_text())
        source = (
            "import builtins as _b\n_print = _b.print\ndef _tee(*a, **k):\n    _print(*a, **k)\n"
            "    with _b.open('/scratch/said', 'a') as f: _print(*a, file=f)\n_b.print = _tee"
        )
        nb["cells"].insert(1, dict(nbformat.v4.new_code_cell(source)))
        path.write_text(json.dumps(nb))
    return str(path)


def points() -> dict[str, dict[str, float]]:
    """Return nbgrader's points by student and test."""
    found: dict[str, dict[str, float]] = {}
    query = """
        select submitted_assignment.student_id, base_cell.name, grade.auto_score from grade
        join base_cell on grade.cell_id = base_cell.id
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
    """
    with contextlib.suppress(sqlite3.Error), sqlite3.connect(f"{COURSE}/gradebook.db") as db:
        for student, name, score in db.execute(query):
            if name.startswith("h-test-"):
                found.setdefault(student, {})[name.removeprefix("h-test-")] = score or 0.0
    return found


def otter_points(results: Path) -> dict[str, float]:
    """Return Otter's points by test."""
    try:
        tests = json.loads(read(results))["tests"]
    except (ValueError, KeyError):
        return {}
    found = {}
    for test in tests:
        name = re.search(r"h-test-(\w+)", str(test.get("name")))
        if name:
            found[name[1]] = max(found.get(name[1], 0.0), float(test.get("score") or 0))
    return found


def printed(path: Path) -> list[str]:
    """Return what attacks said in an executed notebook."""
    try:
        cells = json.loads(read(path))["cells"]
    except (ValueError, KeyError):
        return []
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    text = "\n".join("".join(output.get("text", "")) for output in outputs)
    return [line for line in text.split("\n") if line.startswith("attack")]


# ------------------------------------------------------------------------------------------------ words


LEAKED = {
    "hidden": "hidden tests",
    "input": "hidden inputs",
    "solution": "solutions",
    "sibling": "others' work",
}
# Cases whose answers are right here and lost for another reason: they broke a limit.
LOST_TO_LIMITS = {"04", "09", "43", "51", "53", "60", "62", "67"}
# What an attack that wasn't held got; each says so itself, at more length.
GOT = {
    "14": "read tests, solutions and gradebook",
    "15": "read others' work",
    "16": "may open sockets",
    "17": "channels open",
    "18": "killed the grader",
    "19": "other processes' memory open",
    "20": "kernel interfaces open",
    "21": "inherited descriptors",
    "22": "found the hidden tests",
    "23": "read a secret in the environment",
    "37a": "",  # only the notebook travels
    "52": "took 400 MB of the kernel's memory",
    "60": "a shell beside the course",
    "68": "wrote into a neighbour's folder",
}


def in_words(number: str, case: Any, seen: dict[str, Any] | None, tool: str) -> str:
    """Return a cell of the table."""
    if seen is None:
        return "–"
    mine = (seen.get("points") or {}).get(ATTACKER, {})
    declared = getattr(case, "OUTCOME", {})
    wrong = {} if number in LOST_TO_LIMITS else declared
    stolen = {name: mine[name] for name in wrong if mine.get(name)}
    said = []
    if seen["ended"] in ("hung", "killed: out of time"):
        said.append("hung until killed")
    elif seen["ended"].startswith("killed"):
        said.append("took 4 GB, then killed")
    elif seen["ended"] == "failed" and not any(mine.values()):
        said.append("crashed")
    said.append(f"{sum(mine.values()):g} of 6" if mine else "no marks")
    if stolen:
        said.append(f"**{sum(stolen.values()):g} stolen** ({', '.join(stolen)})")
    if tool == "nbgrader":
        honest = (seen.get("points") or {}).get(HONEST, {})
        if sum(honest.values()) < 6:
            said.append("**neighbour lost marks**" if any(honest.values()) else "**neighbour not graded**")
    if seen.get("leaked"):
        said.append("page shows " + ", ".join(LEAKED.get(what, what) for what in seen["leaked"]))
    if seen.get("script"):
        said.append("script in the page")
    wanted = [words for words in getattr(case, "PRINTS", {}).values() if words.startswith("attack:")]
    lines = " ".join(seen.get("attack") or [])
    if wanted and lines and not all(words in lines for words in wanted):
        shown = lines.removeprefix("attack: ")[:60].replace("|", "/")
        said.append(GOT.get(number, f"not held: `{shown}`"))
    said = [words for words in said if words]
    if seen.get("processes"):
        said.append("left a process")
    if seen.get("files"):
        said.append("wrote elsewhere")
    return "; ".join(said)


def row(path: Path, known: dict[str, Any]) -> str:
    """Return a case's line of the table: number, what it tries, how it ends here and elsewhere."""
    number = path.name.split("_")[0]
    case = load(path)
    tries, _, here = " ".join((case.__doc__ or "").split()).partition(". ")
    declared = getattr(case, "OUTCOME", {})
    lost = sum(attacked.POINTS[name] for name in declared)
    cells = [in_words(number, case, known.get(f"{number} {tool}"), tool) for tool in ("nbgrader", "otter")]
    mine = f"{sum(attacked.POINTS.values()) - lost:g} of 6. {here}"
    return " | ".join(["", number, f"{tries}.".replace("|", "/"), mine.replace("|", "/"), *cells, ""]).strip()


def main() -> None:
    """Measure and print the table's columns."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cases", nargs="*", help="numbers such as 01 or 37a; all by default")
    parser.add_argument(
        "--table", action="store_true", help="measure nothing; print the table of what is known"
    )
    parser.add_argument("--tool", choices=sorted(SECONDS))
    parser.add_argument(
        "--json", type=Path, help="add what was seen to this file; what it has isn't measured again"
    )
    parser.add_argument("--inside", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        tool, with_page, number = options.inside
        inside(tool, with_page == "1", socket.socket(fileno=int(number)))
        return
    known = json.loads(options.json.read_text()) if options.json and options.json.exists() else {}
    if options.table:
        print(*(row(path, known) for path in CASES), sep="\n")
        return
    with tempfile.TemporaryDirectory(prefix="hostile-elsewhere-") as name:
        scratch = Path(name)
        (scratch / "course").mkdir()
        course = template(scratch / "course")
        for path in CASES:
            number = path.name.split("_")[0]
            if (options.cases and number not in options.cases) or number in SKIPPED:
                continue
            for tool in [options.tool] if options.tool else sorted(SECONDS):
                key = f"{number} {tool}"
                if key not in known:
                    known[key] = measure(course, path, tool, scratch)
                    if options.json:
                        options.json.write_text(json.dumps(known, indent=1))
            print(row(path, known), flush=True)


if __name__ == "__main__":
    main()
