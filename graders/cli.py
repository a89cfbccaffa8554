"""The command line: arguments, printing and exit codes. Nothing else prints or exits.

Exit codes: 0 all is well; 1 some submissions are ungraded and staff must look; 2 the command could not be carried
out, and the text says why and what to do.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

import graders.quick  # noqa: F401 - before anything that imports nbformat
from graders import (
    cases,
    doctor,
    example,
    export,
    feedback,
    form,
    gradescope,
    history,
    notebook,
    otter,
    report,
    status,
    workbench,
)
from graders.classroom import Graded, Summary, autograde
from graders.collect import Problem, Report, collect
from graders.course import Course
from graders.gradebook import Gradebook, Person, Recorded, Row
from graders.patch import Patch
from graders.platforms import PLATFORMS
from graders.roster import Sheet
from graders.verdict import CourseError, GradersError, NotebookMarks, Status

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

MOST_LINES = 60  # of notes after a run

PROBLEM_SET = click.argument("assignment", metavar="PS")


def command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turn expected errors into one clear line and exit code 2; Ctrl-C into how to go on."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except GradersError as error:
            errors.print(f"[bold red]error:[/] {escape(str(error))}")
            sys.exit(2)
        except KeyboardInterrupt:
            errors.print("\nStopped. Nothing is lost: the same command goes on where this one stopped.")
            sys.exit(130)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--course",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The course folder; this one by default.",
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Grade an nbgrader course: fast, in isolation, with hidden tests that stay hidden."""
    context.obj = folder


# ------------------------------------------------------------------------------------------------ instructors


@main.command()
@PROBLEM_SET
@click.pass_obj
@command
def release(folder: Path, assignment: str) -> None:
    """Build release/PS from source/PS."""
    course = Course(folder)
    _release(course, assignment)
    where = course.folder("release", assignment)
    console.print(f"Released {assignment}: {_near(where)}")


@main.command()
@click.option("--check", is_flag=True, help="Change nothing; fail if a notebook is not in normal form.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
@command
def normalise(folder: Path, check: bool, paths: Sequence[Path]) -> None:
    """Write source notebooks in their one normal form: no outputs, stable cell ids, sorted keys."""
    found = list(paths) or sorted((Course(folder).root / "source").rglob("*.ipynb"))
    changed = []
    for path in found:
        text = path.read_text(encoding="utf-8")
        normal = notebook.normal_form(notebook.parse(text.encode(), path.name))
        if text != normal:
            changed.append(path)
            if not check:
                notebook.write_text(path, normal)
    if check and changed:
        names = ", ".join(str(_near(path)) for path in changed)
        raise CourseError(f"not in normal form: {names}. Run `graders normalise`.")
    console.print(f"{len(found)} notebooks in normal form{'' if check else f', {len(changed)} rewritten'}.")


@main.command("new-exercise")
@PROBLEM_SET
@click.argument("name")
@click.argument("title", default="")
@click.pass_obj
@command
def new_exercise(folder: Path, assignment: str, name: str, title: str) -> None:
    """Write source/PS/NAME.ipynb: a small exercise that works, to be made yours, and its first cases."""
    course = Course(folder)
    made = workbench.create(course, assignment, name, title)
    listed = ", ".join(case.stem for case in made.cases)
    new = " The folder is new." if made.new_folder else ""
    console.print(f"{escape(str(_near(made.notebook)))} is a small exercise that works.{new}")
    console.print(f"{escape(str(_near(made.cases[0].parent)))} holds its first cases: {listed}.")
    console.print("\nLeave this running, and open the notebook in JupyterLab:")
    where = "" if course.root == Path.cwd() else f" --course {escape(str(_near(course.root)))}"
    console.print(f"  graders{where} try {workbench.inside(course, made.notebook)} --watch", soft_wrap=True)
    console.print("Make it yours cell by cell. Each time you save you see what is still wrong.")
    console.print("docs/writing-an-exercise.md says what goes where.")


@main.command("try")
@click.argument("path", metavar="NOTEBOOK", type=click.Path(path_type=Path))
@click.option("--case", "names", multiple=True, help="Only this case, in full; may be given again.")
@click.option("--watch", is_flag=True, help="Try again whenever a file changes, until Ctrl-C.")
@click.option("--unsafe-no-sandbox", "unsafe", is_flag=True, help="Grade even without isolation.")
@click.pass_obj
@command
def try_command(folder: Path, path: Path, names: Sequence[str], watch: bool, unsafe: bool) -> None:
    """Grade a source notebook's solution, stub and cases as it stands. Writes nothing."""
    course = Course(folder)
    course.settings.unsafe_no_sandbox |= unsafe
    path = workbench.find(course, path)
    with workbench.Bench(course) as bench:
        while True:
            seen = workbench.stamp(course, path)
            try:
                fine = _try(bench, path, names)
            except GradersError as error:
                if not watch:
                    raise
                errors.print(f"[bold red]error:[/] {escape(_clean(str(error)))}")
            if not watch:
                break
            console.print("Waiting for a change. Ctrl-C ends this.\n")
            while workbench.stamp(course, path) == seen:
                time.sleep(0.2)
    if not fine:
        sys.exit(1)


# ------------------------------------------------------------------------------------------------ grading


@main.command("collect")
@PROBLEM_SET
@click.argument("archive", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--roster",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Who takes the course; roster.csv by default, else the gradebook's students.",
)
@click.option(
    "--from", "platform", type=click.Choice(list(PLATFORMS)), default=None, help="Where it is from."
)
@click.option("--zone", default="", help="Of times that name no time zone, as in Europe/Berlin.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.pass_obj
@command
def collect_command(
    folder: Path,
    assignment: str,
    archive: Path,
    roster: Path | None,
    platform: str | None,
    zone: str,
    dry_run: bool,
) -> None:
    """Place what a learning platform's download holds: a zip file, or the folder it was unpacked to."""
    course = Course(folder)
    with _progress() as bar:
        task = bar.add_task(f"Collecting {assignment}", total=None)
        report = collect(
            course,
            assignment,
            archive,
            roster=roster,
            platform=platform or "",
            zone=zone,
            dry_run=dry_run,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    _print_collected(assignment, archive, report, dry_run)
    if report.problems:
        sys.exit(1)


def _print_collected(assignment: str, archive: Path, report: Report, dry_run: bool) -> None:
    how = "as a folder per student" if report.platform == "folder" else f"as {report.platform} names it"
    where, people = escape(_clean(archive.name)), escape(_clean(report.people))
    console.print(f"[bold]{assignment}[/] from {where}, read {how}; {people}")
    table = _summary_table()

    def line(what: str, names: Sequence[str], detail: str = "", count: int = 0) -> None:
        if names:
            told = f"{detail}: {_listed(names)}" if detail else _listed(names)
            table.add_row(what, str(count or len(names)), told)

    outcomes = {
        what: [one.student for one in report.of(what)] for what in ("new", "replaced", "unchanged", "older")
    }
    files = sum(one.files for one in report.of("new") + report.of("replaced"))
    placed = outcomes["new"] + outcomes["replaced"]
    table.add_row("to place" if dry_run else "placed", str(len(placed)), f"students, {files} files")
    kept = f"what stood there is in submitted/<student>/.earlier/{assignment}"
    line("replaced", outcomes["replaced"], kept)
    if same := outcomes["unchanged"]:
        table.add_row("unchanged", str(len(same)), "students, left as they are")
    line("older", outcomes["older"], "a newer attempt stands there and stays")
    line("late", [one.student for one in report.placed if one.late], "by how much isn't told")
    untimed = [one.student for one in report.placed if not one.timed]
    zone = "the names tell no time zone; --zone does" if report.platform == "zip_collect" else ""
    everybody = ["all of them"] if len(untimed) == len(report.placed) else untimed
    line("time unknown", everybody, zone or "nothing is late without a timestamp.txt", len(untimed))
    line("handed in nothing", [_name(person) for person in report.missing])
    if report.junk:
        found = (f"{count} × {escape(_clean(kind))}" for kind, count in report.junk.most_common(8))
        table.add_row("left out", str(report.junk.total()), ", ".join(found))
    if report.elsewhere:
        table.add_row("left out", str(report.elsewhere), "of other problem sets")
    console.print(table)
    for note in report.notes[:MOST_LINES]:
        console.print(Padding(escape(_clean(note)), (0, 0, 0, 2)))
    if report.problems:
        _print_problems(assignment, report.problems)
    elif dry_run:
        console.print("Nothing was written.")


def _print_problems(assignment: str, problems: Sequence[Problem]) -> None:
    errors.print(
        f"\n[bold red]{len(problems)} not placed[/]; still in the archive. For each, why, and what to do:"
    )
    for one in problems[:MOST_LINES]:
        text = f"[bold]{escape(_clean(one.what))}[/]: {escape(_clean(one.why))}. {escape(_clean(one.cure))}"
        errors.print(Padding(text, (0, 0, 0, 2)))
    if len(problems) > MOST_LINES:
        errors.print(f"  and {len(problems) - MOST_LINES} more")
    errors.print(
        f"Then run this again. Or place it by hand: copy the notebooks to submitted/<student>/{assignment}/."
    )


@main.command("autograde")
@PROBLEM_SET
@click.option("--student", "students", multiple=True, help="Only this student; may be given again.")
@click.option("--force", is_flag=True, help="Also submissions that haven't changed since they were graded.")
@click.option("--dry-run", is_flag=True, help="Show which marks would change, and write nothing.")
@click.option("--why", default="", help="The reason, for the grading log.")
@click.option("--unsafe-no-sandbox", "unsafe", is_flag=True, help="Grade even without isolation.")
@click.pass_obj
@command
def autograde_command(
    folder: Path,
    assignment: str,
    students: Sequence[str],
    force: bool,
    dry_run: bool,
    why: str,
    unsafe: bool,
) -> None:
    """Grade what was handed in for PS. Marks given by hand stay; grading.log keeps what changed."""
    course = Course(folder)
    course.settings.unsafe_no_sandbox |= unsafe
    _known(course, assignment, students)
    done = _autograde(course, assignment, students, force=force, dry_run=dry_run, why=why)
    if not done:
        console.print(
            f"Nobody has handed in {assignment}: submitted/<student>/{assignment}/ is where it goes."
        )
    if any(item.ungraded for item in done):
        sys.exit(1)


@main.command("status")
@PROBLEM_SET
@click.pass_obj
@command
def status_command(folder: Path, assignment: str) -> None:
    """Say who is missing from PS and what still needs a person."""
    course = Course(folder)
    found = status.standing(course, assignment)
    due = f", due {found.due:%Y-%m-%d %H:%M} UTC" if found.due else ""
    console.print(f"[bold]{assignment}[/]{due}")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right")
    table.add_column(overflow="fold")

    def line(what: str, count: int, detail: str = "") -> None:
        if count or not detail:
            table.add_row(what, str(count), detail)

    line("handed in", found.handed_in, f"of {found.roster} on the roster")
    line("not on the roster", len(found.strangers), _listed(found.strangers))
    line("missing", len(found.missing), _listed(_name(person) for person in found.missing))
    line("late", len(found.late), _listed(found.late))
    line("graded", found.graded)
    line("not graded yet", len(found.never), f"{_listed(found.never)}: make autograde PS={assignment}")
    line("changed since", len(found.changed), f"{_listed(found.changed)}: make autograde PS={assignment}")
    for name, count in sorted(found.waiting.items()):
        line("to grade by hand", count, f"{name}: make formgrader")
    line("feedback to write", len(found.unread), f"{_listed(found.unread)}: make feedback PS={assignment}")
    console.print(table)
    if found.done:
        console.print("Nothing is left to do.")


def _name(person: Person) -> str:
    name = f"{person.first_name} {person.last_name}".strip()
    return f"{person.id} ({name})" if name else person.id


def _listed(names: Iterable[str], most: int = 30) -> str:
    found = [escape(_clean(name)) for name in names]
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more


@main.command("feedback")
@PROBLEM_SET
@click.option("--student", "students", multiple=True, help="Only this student; may be given again.")
@click.pass_obj
@command
def feedback_command(folder: Path, assignment: str, students: Sequence[str]) -> None:
    """Write feedback/<student>/PS from what was graded, by machine and by hand."""
    course = Course(folder)
    _known(course, assignment, students)
    count = _feedback(course, assignment, students)
    console.print(f"{count} feedback pages written.")


@main.command("report")
@PROBLEM_SET
@click.pass_obj
@command
def report_command(folder: Path, assignment: str) -> None:
    """Write reports/PS.html: marks, mistakes, doubtful tests and similar answers, for the instructor."""
    path = report.write(Course(folder), assignment)
    console.print(f"Report for the instructor: {_near(path)}", soft_wrap=True)


@main.command("export")
@click.argument("assignments", metavar="[PS[=NAME]] ...", nargs=-1)
@click.option(
    "--for",
    "platform",
    type=click.Choice(["table", "csv", "canvas", "moodle"]),
    default="csv",
    help="Who will read it: you (with the course's total), nbgrader's own format (the default), Canvas or Moodle.",
)
@click.option(
    "--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="grades.csv by default."
)
@click.option(
    "--into",
    "template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fill in this file, exported by the platform.",
)
@click.option("--incomplete", is_flag=True, help="Also marks of which a person still has to grade a part.")
@click.pass_obj
@command
def export_command(
    folder: Path,
    assignments: Sequence[str],
    platform: str,
    target: Path | None,
    template: Path | None,
    incomplete: bool,
) -> None:
    """Write marks to a CSV file: of PS, or all. NAME is what the platform calls PS, if something else."""
    course = Course(folder)
    wanted = {name: title for name, _, title in (text.partition("=") for text in assignments)}
    path = target or Path("grades.csv" if platform == "csv" else f"{platform}.csv")
    if template and (platform in ("csv", "table") or path.resolve() == template.resolve()):
        raise CourseError("--into needs --for canvas or --for moodle, and another file to write: --to FILE.")
    people, marks = export.read_marks(course, wanted)
    unmarked = wanted.keys() - {one.assignment for one in marks}
    if platform != "csv" and (unmarked or not marks):
        raise CourseError(
            f"Nobody has marks for {', '.join(sorted(unmarked)) or 'anything'}: autograde first."
        )
    if platform == "csv":
        _stock_export(course, path, list(wanted))
        done = export.sort_out(marks, people, Sheet(path, [], []), incomplete)
    else:
        if platform == "table":
            done = export.new_table(path, people, marks, incomplete, course.settings.weights)
        else:
            done = _platform_export(platform, path, template, people, marks, incomplete)
        notebook.write_text(path, done.sheet.text())
    console.print(f"Marks written to {_near(path.resolve())}")
    _print_exported(platform, done)
    if platform != "csv" and not done.complete:
        sys.exit(1)


def _stock_export(course: Course, path: Path, assignments: Sequence[str]) -> None:
    import nbgrader.api
    from nbgrader.plugins import CsvExportPlugin

    with nbgrader.api.Gradebook(course.db_url, course.course_id) as gradebook:
        CsvExportPlugin(to=str(path), assignment=list(assignments)).export(gradebook)


def _platform_export(
    platform: str,
    path: Path,
    template: Path | None,
    people: Sequence[Person],
    marks: Sequence[export.Marks],
    incomplete: bool,
) -> export.Exported:
    if not template:
        new = export.new_canvas if platform == "canvas" else export.new_moodle
        return new(path, people, marks, incomplete)
    sheet = Sheet.read(template)
    if platform == "canvas":
        return export.fill_canvas(sheet, people, marks, incomplete)
    if len(marks) != 1:
        raise CourseError(
            "A worksheet of Moodle's is for one problem set: name it, as in `graders export ps1 …`."
        )
    return export.fill_moodle(sheet, people, marks[0], incomplete)


def _print_exported(platform: str, done: export.Exported) -> None:
    table = _summary_table()

    def line(what: str, names: Sequence[str], detail: str) -> None:
        if names:
            table.add_row(what, str(len(names)), f"{detail}: {_listed(names)}")

    if platform != "csv":
        table.add_row("written", str(done.written), "students")
    held = (
        "half a mark; grade the rest in formgrader"
        if platform == "csv"
        else "left out; --incomplete writes them"
    )
    line("wait for a person", done.waiting, held)
    line("not graded", done.ungraded, "run make autograde")
    line("handed in nothing", done.absent, "0 points" if platform == "csv" else "left as it was")
    line("no row", done.lacking, "their marks are not in the file")
    line("rows of nobody's", done.unknown, "left as they were")
    console.print(table)
    for note in done.notes[:MOST_LINES]:
        console.print(Padding(escape(_clean(note)), (0, 0, 0, 2)))


def _summary_table() -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    return table


@main.command("doctor")
@click.pass_obj
@command
def doctor_command(folder: Path) -> None:
    """Lock student code in on this machine, try to get out, and say what holds."""
    all_hold = True
    for found in doctor.examine(folder.resolve()):
        all_hold &= found.holds
        mark = "[green]holds[/]" if found.holds else "[bold red]fails[/]"
        console.print(f"{mark}  {escape(found.what)}{escape(': ' + found.detail) if found.detail else ''}")
        if found.cure:
            console.print(f"       {escape(found.cure)}")
    if not all_hold:
        sys.exit(1)


@main.command("otter")
@PROBLEM_SET
@click.pass_obj
@command
def otter_command(folder: Path, assignment: str) -> None:
    """Write dist/otter/PS: each exercise as an Otter assignment, from the same source."""
    course = Course(folder)
    whole = course.assignment(assignment)
    target = course.root / "dist" / "otter" / assignment
    for exercise in whole.exercises:
        otter.write(exercise, whole.files, target / exercise.name)
    console.print(
        f"{len(whole.exercises)} exercises for Otter: {_near(target)}/*/student and */autograder.zip"
    )


@main.command("gradescope")
@PROBLEM_SET
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to build it; dist/gradescope/PS by default.",
)
@click.option(
    "--visibility",
    type=click.Choice(gradescope.VISIBILITIES),
    default="visible",
    help="When students see the results of tests with hidden parts; visible by default.",
)
@click.option(
    "--unsafe-no-sandbox", "unsafe", is_flag=True, help="Grade even where the container allows no isolation."
)
@click.pass_obj
@command
def gradescope_command(
    folder: Path, assignment: str, into: Path | None, visibility: str, unsafe: bool
) -> None:
    """Write dist/gradescope/PS: an autograder for Gradescope that grades with this harness."""
    course = Course(folder)
    target = into or course.root / "dist" / "gradescope" / assignment
    gradescope.write(course, assignment, target, visibility=visibility, unsafe=unsafe)
    console.print(f"{assignment} for Gradescope: upload {_near(target.resolve())}/autograder.zip")


# ------------------------------------------------------------------------------------------------ demo


@main.command()
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    help="Where to build it.",
)
@click.pass_obj
@command
def demo(folder: Path, into: Path) -> None:
    """Grade the example class in a fresh folder, and show what came out."""
    started = time.monotonic()
    original = Course(folder)
    patches = original.root / "examples" / "class"
    people = example.read_class(patches)
    course = example.build_course(original, into.resolve())
    console.print(f"Building a course with {len(people)} students in {_near(course.root)}")
    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.ensure_students(Person(one.name, one.first_name, one.last_name) for one in people)
    pages = 0
    for name in course.assignment_names():
        _release(course, name)
        assignment = course.assignment(name)
        for student in people:
            example.hand_in(course, assignment, student, patches)
        _autograde(course, name, ())
        pages += _feedback(course, name, ())
        with Gradebook(course.db_url, course.course_id) as gradebook:
            _print_table(name, gradebook.table(name), {student.name: student.about for student in people})
    first = course.assignment_names()[0]
    name = course.assignment(first).exercises[0].name
    page = course.folder("feedback", first, "misconceptions") / f"{name}.html"
    executed = course.folder("autograded", first, "misconceptions") / f"{name}.ipynb"
    console.print(
        f"\n{pages} feedback pages in {time.monotonic() - started:.0f} s. Two things worth opening:"
    )
    console.print(f"  what a student gets back  {_near(page)}", soft_wrap=True)
    console.print(f"  what a TA sees            {_near(executed)}", soft_wrap=True)


# ------------------------------------------------------------------------------------------------ shared pieces


def _try(bench: workbench.Bench, path: Path, names: Sequence[str]) -> bool:
    """Try an exercise once, print what comes of it, and return whether all is as it should be."""
    started = time.monotonic()
    course, name = bench.course, path.stem
    source = workbench.read(path)
    if wrong := form.faults(name, source, workbench.grade_ids(course, but=name)):
        return not _print_list(f"{name} can't be graded like this", wrong, "red")
    draft = workbench.draft(course, path, source)
    every = cases.read(course, name)
    outcomes = _print_outcomes(bench, draft, cases.choose(every, names), in_full=bool(names))
    wrong = [text for one in outcomes for text in one.differs]
    if not names:
        wrong += (never := cases.never_failed(draft.exercise, outcomes))
        wrong += (lapses := form.lapses(draft.exercise))
        _print_list("No wrong case loses points here; write one", never, "red")
        _print_list("To be changed", lapses, "red")
        unproven = [
            f"{test}: {title}"
            for test, titles in cases.unproven(outcomes).items()
            for title in titles
            if test not in never
        ]
        _print_list("No wrong case ever failed these checks", unproven)
        if same := workbench.untouched(draft.exercise):
            _print_list("Still as new-exercise wrote them", [", ".join(same)])
        _print_list("Before you release it", cases.too_few(every) + workbench.unkempt(path, source))
        if took := bench.cell_seconds(draft):
            slowest = max(took, key=lambda cell: took[cell])
            console.print(f"Slowest cell: {slowest}, {took[slowest]:.2f} s of {sum(took.values()):.2f} s")
    text = f"[bold red]{len(wrong)} to change[/]" if wrong else "[green]all as it should be[/]"
    count = "1 case" if len(outcomes) == 1 else f"{len(outcomes)} cases"
    console.print(f"{count} in {time.monotonic() - started:.1f} s: {text}")
    return not wrong


def _print_outcomes(
    bench: workbench.Bench, draft: workbench.Draft, todo: Sequence[Patch], in_full: bool
) -> list[cases.Outcome]:
    """Grade cases and print a line for each, and below it what isn't as it declares."""
    there = [case for case in todo if not cases.lacking(case)]
    most = sum(notebook.points(cell) for cell in form.by_role(draft.exercise, notebook.Role.TEST))
    width = max(len(case.name) for case in todo)
    done = []
    for one in bench.run(draft, there):
        done.append(one)
        seconds = f"{one.result.seconds:6.2f} s" if one.result else " " * 8
        text = "[bold red]differs[/]" if one.differs else "as expected"
        console.print(
            f"  {escape(_clean(one.case.name)):{width}}  {one.points:>4g}/{most:g}  {seconds}  {text}"
        )
        for line in one.differs:
            console.print(Padding(f"[red]{escape(_clean(line))}[/]", (0, 0, 0, 6)))
        for verdict in one.result.verdicts if in_full and one.result else ():
            told = [f"{check.title}: {check.message or check.status}" for check in verdict.checks]
            for line in (*told, verdict.message) if verdict.message else told:
                console.print(Padding(escape(_clean(f"{verdict.grade_id} · {line}")), (0, 0, 0, 6)))
    for case in todo:
        if module := cases.lacking(case):
            console.print(
                f"  {escape(_clean(case.name)):{width}}  left out: {escape(module)} is not installed"
            )
    return done


def _print_list(title: str, lines: Sequence[str], colour: str = "default") -> bool:
    """Print a title and lines, if there are any, and return whether there are."""
    if lines:
        console.print(f"[{colour}]{title}:[/]")
        for line in lines:
            console.print(Padding(escape(_clean(line)), (0, 0, 0, 2)))
    return bool(lines)


def _known(course: Course, assignment: str, students: Sequence[str]) -> None:
    course.require(assignment)
    there = course.students(assignment)
    for student in students:
        if student not in there:
            raise CourseError(f"{student!r} has handed in nothing for {assignment}.")


def _release(course: Course, assignment: str) -> None:
    with Gradebook(course.db_url, course.course_id):
        pass  # makes the database, or says what is wrong with it; nbgrader's own attempt fails outside the venv
    course.release(assignment)


def _autograde(
    course: Course,
    assignment: str,
    students: Sequence[str],
    *,
    force: bool = False,
    dry_run: bool = False,
    why: str = "",
) -> list[Graded]:
    """Grade with a progress bar; print what staff should know."""
    total = len(students) or len(course.students(assignment))
    plugin = course.late_plugin()
    moved: dict[str, Recorded] = {}
    # A polite kill should clean up as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with Gradebook(course.db_url, course.course_id) as gradebook, _progress() as bar:
        what = f"{'Trying' if dry_run else 'Grading'} {assignment}"
        task = bar.add_task(what, total=total)

        def record(student: str, results: Sequence[Any], timestamp: Any) -> None:
            done = gradebook.record(
                student,
                assignment,
                results,
                timestamp=timestamp,
                late_penalty=plugin.late_submission_penalty,
                dry_run=dry_run,
            )
            if done is None:
                return
            moved[student] = done
            if not dry_run:
                history.add(course.root, student, assignment, done, command=sys.argv, why=why)

        def step(graded: Graded) -> None:
            bar.update(task, advance=1, description=f"{what}  {escape(graded.student)}")

        summary = autograde(
            course,
            assignment,
            record,
            students=students or None,
            force=force,
            recorded={row.student for row in gradebook.table(assignment)},
            progress=step,
            dry_run=dry_run,
        )
        bar.update(task, description=what)
        late = {row.student for row in gradebook.table(assignment) if row.seconds_late}
    _print_summary(summary, late & {item.student for item in summary.graded if not item.skipped}, dry_run)
    _print_changes(moved, dry_run)
    return summary.graded


def _print_summary(summary: Summary, late: Collection[str], dry_run: bool) -> None:
    """Print how many were graded, unchanged, repaired, late, not graded; then what was repaired and why not graded."""
    items = sorted(summary.graded, key=lambda one: one.student)
    skipped, ungraded = [item for item in items if item.skipped], [item for item in items if item.ungraded]
    noted = [
        (item.student, result.name, note)
        for item in items
        for result in item.results
        for note in result.notes
        if note.kind != "harness"
    ]
    counts = {
        "unchanged": len(skipped),
        "repaired": len({student for student, _, note in noted if note.kind == "restored"}),
        "late": len(late),
    }
    word = "tried" if dry_run else "graded"
    text = f"{len(items) - len(skipped) - len(ungraded)} {word} in {summary.seconds:.1f} s"
    text += "".join(f", {count} {word}" for word, count in counts.items() if count)
    console.print(text + (f", [bold red]{len(ungraded)} not graded[/]" if ungraded else ""))
    noted = [] if dry_run else noted
    for student, name, note in noted[:MOST_LINES]:
        console.print(f"  {escape(student)} · {name}: {escape(_clean(note.text))}")
    if len(noted) > MOST_LINES:
        console.print(f"  and {len(noted) - MOST_LINES} more such notes; `graders report` lists them all.")
    for item in ungraded:
        for result in item.results:
            if result.status is Status.HARNESS_ERROR:
                why = next((v.message for v in result.verdicts if v.status is Status.HARNESS_ERROR), "")
                errors.print(
                    f"  [bold red]not graded[/] {escape(item.student)} · {result.name}: {escape(_clean(why))}"
                )
        if item.problem:
            errors.print(f"  [bold red]not graded[/] {escape(item.student)}: {escape(_clean(item.problem))}")


def _print_changes(moved: dict[str, Recorded], dry_run: bool) -> None:
    """Print which marks of submissions that had been graded before are others now, or would be."""
    first = [student for student, done in moved.items() if done.first]
    changed = {student: done for student, done in sorted(moved.items()) if done.changes and not done.first}
    if dry_run:
        if first:
            console.print(f"{len(first)} would be graded for the first time.")
        if not changed:
            console.print("No mark that was given would change.")
    for student, done in changed.items():
        lines = [
            f"{one.cell} {feedback.number(one.before)} → {feedback.number(one.after)}" for one in done.changes
        ]
        total = sum((one.after or 0) - (one.before or 0) for one in done.changes)
        console.print(f"  {escape(student)} [bold]{total:+g}[/]  {', '.join(lines)}")
    reviews = sum(done.reviews for done in moved.values())
    if reviews:
        console.print(
            f"{reviews} mark{'s' * (reviews > 1)} given by hand: kept, and up for review in formgrader, since the test "
            "says something else now."
        )
    if changed:
        would = (
            "would change; nothing was written" if dry_run else f"changed; {history.NAME} says when and why"
        )
        console.print(f"The marks of {len(changed)} student{'s' * (len(changed) > 1)} {would}.")


def _feedback(course: Course, assignment: str, students: Sequence[str]) -> int:
    """Write feedback for everybody who was graded; return how many pages."""
    count = 0
    with Gradebook(course.db_url, course.course_id) as gradebook, _progress() as bar:
        people = list(students) or course.students(assignment)
        task = bar.add_task(f"Feedback {assignment}", total=len(people))
        scores: dict[str, list[float]] = {}
        for row in gradebook.table(assignment) if course.settings.show_distribution else ():
            if not row.needs_manual_grade:
                scores.setdefault(row.notebook, []).append(row.score)
        for student in people:
            graded = course.folder("autograded", assignment, student)
            marks = gradebook.marks(student, assignment)
            for path in sorted(graded.glob("*.ipynb")):
                nb = notebook.parse_own(path)
                folder = course.folder("feedback", assignment, student)
                feedback.write(
                    folder,
                    path.stem,
                    nb,
                    marks.get(path.stem, NotebookMarks({})),
                    student=student,
                    assignment=assignment,
                    scores=scores.get(path.stem, ()),
                    show_points=course.settings.show_points,
                )
                count += 1
            bar.update(task, advance=1)
    return count


def _print_table(assignment: str, rows: Sequence[Row], about: dict[str, str]) -> None:
    """Print marks per student and exercise."""
    names = sorted({row.notebook for row in rows})
    title = f"{assignment}: points (? = a person still has to grade)"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("student", no_wrap=True)
    for name in names:
        table.add_column(name.split("_")[0], justify="right", no_wrap=True)
    table.add_column("total", justify="right", no_wrap=True)
    # On a narrow terminal the marks matter more than what is behind them.
    with_about = console.width >= 72 + 5 * len(names)
    if with_about:
        table.add_column("what they did")
    by_student: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_student.setdefault(row.student, {})[row.notebook] = row
    for student in [*about, *(name for name in by_student if name not in about)]:
        if student not in by_student:
            continue
        mine = by_student[student]
        cells = [
            f"{mine[name].score:g}{'?' if mine[name].needs_manual_grade else ''}" if name in mine else "–"
            for name in names
        ]
        total = sum(row.score for row in mine.values())
        most = sum(row.max_score for row in mine.values())
        behind = [about.get(student, "")] if with_about else []
        table.add_row(escape(student), *cells, f"{total:g}/{most:g}", *behind)
    console.print(table)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=not console.is_terminal,
    )


def _clean(text: str) -> str:
    """Return one line without control characters: a submission may not write to this terminal."""
    return "".join(char if char.isprintable() else " " for char in text)[:500]


def _near(path: Path) -> Path:
    """Return a path as seen from here, if it is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


if __name__ == "__main__":
    main()
