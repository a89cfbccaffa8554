"""The command line: arguments and exit codes. Nothing else exits; nothing but this and ``terminal`` prints.

Exit codes: 0 all is well; 1 some submissions are ungraded and staff must look; 2 the command could not be carried
out, and the text says why and what to do.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

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
    roster,
    status,
    terminal,
    workbench,
)
from graders.classroom import Graded, autograde
from graders.collect import collect
from graders.course import Course
from graders.gradebook import Gradebook, Person, Recorded
from graders.platforms import PLATFORMS
from graders.roster import Sheet
from graders.verdict import CourseError, GradersError, NotebookMarks

PROBLEM_SET = click.argument("assignment", metavar="PS")


def command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turn expected errors into one clear line and exit code 2; Ctrl-C into how to go on."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except GradersError as error:
            terminal.errors.print(f"[bold red]error:[/] {escape(str(error))}")
            sys.exit(2)
        except OSError as error:
            what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            terminal.errors.print(f"[bold red]error:[/] {escape(what)}")
            sys.exit(2)
        except KeyboardInterrupt:
            terminal.errors.print(
                "\nStopped. Nothing is lost: the same command goes on where this one stopped."
            )
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
    terminal.console.print(f"Released {assignment}: {terminal.near(where)}")


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
        names = ", ".join(str(terminal.near(path)) for path in changed)
        raise CourseError(f"not in normal form: {names}. Run `graders normalise`.")
    terminal.console.print(
        f"{len(found)} notebooks in normal form{'' if check else f', {len(changed)} rewritten'}."
    )


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
    terminal.console.print(
        f"{escape(str(terminal.near(made.notebook)))} is a small exercise that works.{new}"
    )
    terminal.console.print(
        f"{escape(str(terminal.near(made.cases[0].parent)))} holds its first cases: {listed}."
    )
    terminal.console.print("\nLeave this running, and open the notebook in JupyterLab:")
    where = "" if course.root == Path.cwd() else f" --course {escape(str(terminal.near(course.root)))}"
    terminal.console.print(
        f"  graders{where} try {workbench.inside(course, made.notebook)} --watch", soft_wrap=True
    )
    terminal.console.print("Make it yours cell by cell. Each time you save you see what is still wrong.")
    terminal.console.print("docs/writing-an-exercise.md says what goes where.")


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
                terminal.errors.print(f"[bold red]error:[/] {escape(terminal.clean(str(error)))}")
            if not watch:
                break
            terminal.console.print("Waiting for a change. Ctrl-C ends this.\n")
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
    with terminal.progress() as bar:
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
    terminal.collected(assignment, archive, report, dry_run)
    if report.problems:
        sys.exit(1)


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
    if roster.roster_file(course, None):
        known = {person.id for person in roster.read_people(course, None)[0]}
        terminal.strangers([item.student for item in done if item.student not in known])
    if not done:
        terminal.console.print(
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
    terminal.standing(found)


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
    terminal.console.print(f"{count} feedback pages written.")


@main.command("report")
@PROBLEM_SET
@click.pass_obj
@command
def report_command(folder: Path, assignment: str) -> None:
    """Write reports/PS.html: marks, mistakes, doubtful tests and similar answers, for the instructor."""
    course = Course(folder)
    course.require(assignment)
    _settle_late(course, assignment)
    path = report.write(course, assignment)
    terminal.console.print(f"Report for the instructor: {terminal.near(path)}", soft_wrap=True)


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
    for name in wanted or course.assignment_names():
        with suppress(CourseError):  # not released, or unknown: said below where it matters
            _settle_late(course, name)
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
    terminal.console.print(f"Marks written to {terminal.near(path.resolve())}")
    terminal.exported(platform, done)
    if platform != "csv" and not done.complete:
        sys.exit(1)


def _stock_export(course: Course, path: Path, assignments: Sequence[str]) -> None:
    import nbgrader.api
    from nbgrader.plugins import CsvExportPlugin

    with nbgrader.api.Gradebook(course.db_url, course.course_id) as gradebook, gradebook.db.no_autoflush:
        # nbgrader joins strings: a comma would shift the columns, an = would be a formula. Nothing of this is saved.
        for student in gradebook.students:
            for name in ("first_name", "last_name", "email"):
                setattr(student, name, export.cell(getattr(student, name) or ""))
        CsvExportPlugin(to=str(path), assignment=list(assignments)).export(gradebook)
        gradebook.db.rollback()


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


@main.command("doctor")
@click.pass_obj
@command
def doctor_command(folder: Path) -> None:
    """Lock student code in on this machine, try to get out, and say what holds."""
    all_hold = True
    for found in doctor.examine(folder.resolve()):
        all_hold &= found.holds
        mark = "[green]holds[/]" if found.holds else "[bold red]fails[/]"
        terminal.console.print(
            f"{mark}  {escape(found.what)}{escape(': ' + found.detail) if found.detail else ''}"
        )
        if found.cure:
            terminal.console.print(f"       {escape(found.cure)}")
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
    terminal.console.print(
        f"{len(whole.exercises)} exercises for Otter: {terminal.near(target)}/*/student and */autograder.zip"
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
    terminal.console.print(
        f"{assignment} for Gradescope: upload {terminal.near(target.resolve())}/autograder.zip"
    )


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
    terminal.console.print(f"Building a course with {len(people)} students in {terminal.near(course.root)}")
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
            terminal.marks(name, gradebook.table(name), {student.name: student.about for student in people})
    first = course.assignment_names()[0]
    name = course.assignment(first).exercises[0].name
    page = course.folder("feedback", first, "misconceptions") / f"{name}.html"
    executed = course.folder("autograded", first, "misconceptions") / f"{name}.ipynb"
    told = report.write(course, first)
    terminal.console.print(
        f"\n{pages} feedback pages in {time.monotonic() - started:.0f} s. Three things worth opening:"
    )
    terminal.console.print(f"  what a student gets back  {terminal.near(page)}", soft_wrap=True)
    terminal.console.print(f"  what a TA sees            {terminal.near(executed)}", soft_wrap=True)
    terminal.console.print(f"  what an instructor sees   {terminal.near(told)}", soft_wrap=True)


# ------------------------------------------------------------------------------------------------ shared pieces


def _try(bench: workbench.Bench, path: Path, names: Sequence[str]) -> bool:
    """Try an exercise once, print what comes of it, and return whether all is as it should be."""
    started = time.monotonic()
    course, name = bench.course, path.stem
    source = workbench.read(path)
    if wrong := form.faults(name, source, workbench.grade_ids(course, but=name)):
        return not terminal.listed(f"{name} can't be graded like this", wrong, "red")
    draft = workbench.draft(course, path, source)
    every = cases.read(course, name)
    outcomes = terminal.outcomes(bench, draft, cases.choose(every, names), in_full=bool(names))
    wrong = [text for one in outcomes for text in one.differs]
    if not names:
        wrong += (never := cases.never_failed(draft.exercise, outcomes))
        wrong += (lapses := form.lapses(draft.exercise))
        terminal.listed("No wrong case loses points here; write one", never, "red")
        terminal.listed("To be changed", lapses, "red")
        unproven = [
            f"{test}: {title}"
            for test, titles in cases.unproven(outcomes).items()
            for title in titles
            if test not in never
        ]
        terminal.listed("No wrong case ever failed these checks", unproven)
        if same := workbench.untouched(draft.exercise):
            terminal.listed("Still as new-exercise wrote them", [", ".join(same)])
        terminal.listed("Before you release it", cases.too_few(every) + workbench.unkempt(path, source))
        if took := bench.cell_seconds(draft):
            slowest = max(took, key=lambda cell: took[cell])
            terminal.console.print(
                f"Slowest cell: {slowest}, {took[slowest]:.2f} s of {sum(took.values()):.2f} s"
            )
    text = f"[bold red]{len(wrong)} to change[/]" if wrong else "[green]all as it should be[/]"
    count = "1 case" if len(outcomes) == 1 else f"{len(outcomes)} cases"
    terminal.console.print(f"{count} in {time.monotonic() - started:.1f} s: {text}")
    return not wrong


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
    plugin, due = course.late_plugin(), course.due_date(assignment)
    moved: dict[str, Recorded] = {}
    # A polite kill should clean up as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with Gradebook(course.db_url, course.course_id) as gradebook, terminal.progress() as bar:
        what = f"{'Trying' if dry_run else 'Grading'} {assignment}"
        task = bar.add_task(what, total=total)

        def record(student: str, results: Sequence[Any], timestamp: Any) -> None:
            done = gradebook.record(
                student,
                assignment,
                results,
                timestamp=timestamp,
                late_penalty=plugin.late_submission_penalty,
                due=due,
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
    terminal.summary(summary, late & {item.student for item in summary.graded if not item.skipped}, dry_run)
    terminal.changes(moved, dry_run)
    return summary.graded


def _feedback(course: Course, assignment: str, students: Sequence[str]) -> int:
    """Write feedback for everybody who was graded; return how many pages."""
    count, unknown = 0, []
    _settle_late(course, assignment)
    with Gradebook(course.db_url, course.course_id) as gradebook, terminal.progress() as bar:
        people = list(students) or course.students(assignment)
        task = bar.add_task(f"Feedback {assignment}", total=len(people))
        scores: dict[str, list[float]] = {}
        for row in gradebook.table(assignment) if course.settings.show_distribution else ():
            if not row.needs_manual_grade:
                scores.setdefault(row.notebook, []).append(row.score)
        for student in people:
            graded = course.folder("autograded", assignment, student)
            marks = gradebook.marks(student, assignment)
            found = {path: notebook.parse_own(path) for path in sorted(graded.glob("*.ipynb"))}
            if not marks and not any(feedback.failed(nb) for nb in found.values()):
                unknown += [student] if found else []
                found = {}  # a page without marks would say nothing true
            for path, nb in found.items():
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
    terminal.unknown(assignment, unknown)
    return count


def _settle_late(course: Course, assignment: str) -> None:
    """Let late penalties follow what was graded by hand since."""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        changed = gradebook.settle_late(assignment, course.late_plugin().late_submission_penalty)
    if changed:
        terminal.console.print(f"{changed} late penalties of {assignment} follow what was graded by hand.")


if __name__ == "__main__":
    main()
