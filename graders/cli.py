"""The command line: arguments, printing and exit codes. Nothing else prints or exits.

Exit codes: 0 all is well; 1 some submissions are ungraded and staff must look; 2 the command could not be carried
out, and the text says why and what to do.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from graders import doctor, example, feedback, gradescope, notebook, otter
from graders.classroom import Graded, autograde
from graders.course import Course
from graders.gradebook import Gradebook, Person, Row
from graders.verdict import CourseError, GradersError, NotebookMarks, Status

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

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


# ------------------------------------------------------------------------------------------------ grading


@main.command("autograde")
@PROBLEM_SET
@click.option("--student", "students", multiple=True, help="Only this student; may be given again.")
@click.option("--force", is_flag=True, help="Also submissions that haven't changed since they were graded.")
@click.option("--unsafe-no-sandbox", "unsafe", is_flag=True, help="Grade even without isolation.")
@click.pass_obj
@command
def autograde_command(
    folder: Path, assignment: str, students: Sequence[str], force: bool, unsafe: bool
) -> None:
    """Grade what was handed in for PS."""
    course = Course(folder)
    course.settings.unsafe_no_sandbox |= unsafe
    _known(course, assignment, students)
    done = _autograde(course, assignment, students, force)
    if not done:
        console.print(
            f"Nobody has handed in {assignment}: submitted/<student>/{assignment}/ is where it goes."
        )
    if any(item.ungraded for item in done):
        sys.exit(1)


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


@main.command("export")
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), default=Path("grades.csv"))
@click.pass_obj
@command
def export_command(folder: Path, target: Path) -> None:
    """Write every mark to a CSV file, by nbgrader's own exporter."""
    import nbgrader.api
    from nbgrader.plugins import CsvExportPlugin

    course = Course(folder)
    with Gradebook(course.db_url, course.course_id):
        pass  # says what is wrong with the database, if anything is
    with nbgrader.api.Gradebook(course.db_url, course.course_id) as gradebook:
        CsvExportPlugin(to=str(target)).export(gradebook)
    console.print(f"Marks written to {_near(target.resolve())}")


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
        _autograde(course, name, (), force=False)
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


def _autograde(course: Course, assignment: str, students: Sequence[str], force: bool) -> list[Graded]:
    """Grade with a progress bar; print what staff should know."""
    total = len(students) or len(course.students(assignment))
    plugin = course.late_plugin()
    # A polite kill should clean up as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with Gradebook(course.db_url, course.course_id) as gradebook, _progress() as bar:
        task = bar.add_task(f"Grading {assignment}", total=total)

        def record(student: str, results: Sequence[Any], timestamp: Any) -> None:
            gradebook.record(
                student,
                assignment,
                results,
                timestamp=timestamp,
                late_penalty=plugin.late_submission_penalty,
            )

        def step(graded: Graded) -> None:
            bar.update(task, advance=1, description=f"Grading {assignment}  {escape(graded.student)}")

        summary = autograde(
            course,
            assignment,
            record,
            students=students or None,
            force=force,
            recorded={row.student for row in gradebook.table(assignment)},
            progress=step,
        )
        bar.update(task, description=f"Grading {assignment}")
    _print_summary(summary.graded, summary.seconds)
    return summary.graded


def _print_summary(graded: Sequence[Graded], seconds: float) -> None:
    skipped = [item for item in graded if item.skipped]
    ungraded = [item for item in graded if item.ungraded]
    count = len(graded) - len(skipped) - len(ungraded)
    text = f"{count} graded in {seconds:.1f} s"
    if skipped:
        text += f", {len(skipped)} unchanged"
    console.print(text + (f", [bold red]{len(ungraded)} not graded[/]" if ungraded else ""))
    for item in sorted(graded, key=lambda one: one.student):
        for result in item.results:
            for note in (note for note in result.notes if note.kind != "harness"):
                console.print(f"  {escape(item.student)} · {result.name}: {escape(_clean(note.text))}")
            if result.status is Status.HARNESS_ERROR:
                why = next((v.message for v in result.verdicts if v.status is Status.HARNESS_ERROR), "")
                errors.print(
                    f"  [bold red]not graded[/] {escape(item.student)} · {result.name}: {escape(_clean(why))}"
                )
        if item.problem:
            errors.print(f"  [bold red]not graded[/] {escape(item.student)}: {escape(_clean(item.problem))}")


def _feedback(course: Course, assignment: str, students: Sequence[str]) -> int:
    """Write feedback for everybody who was graded; return how many pages."""
    count = 0
    with Gradebook(course.db_url, course.course_id) as gradebook, _progress() as bar:
        people = list(students) or course.students(assignment)
        task = bar.add_task(f"Feedback {assignment}", total=len(people))
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
