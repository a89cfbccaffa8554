"""What staff read on the terminal. Whatever comes from a submission is one escaped line without control characters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from graders import cases, export, form, history, notebook, workbench
from graders.classroom import Summary
from graders.collect import Problem, Report
from graders.feedback import number
from graders.gradebook import Change, Person, Recorded, Row
from graders.patch import Patch
from graders.status import Standing
from graders.verdict import Status

MOST_LINES = 60  # of notes after a run

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def collected(assignment: str, archive: Path, report: Report, dry_run: bool) -> None:
    """Print what a download held: placed, replaced, late, missing, and what could not be placed."""
    how = "as a folder per student" if report.platform == "folder" else f"as {report.platform} names it"
    where, people = escape(clean(archive.name)), escape(clean(report.people))
    console.print(f"[bold]{assignment}[/] from {where}, read {how}; {people}")
    table = _counts()

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
        found = (f"{count} × {escape(clean(kind))}" for kind, count in report.junk.most_common(8))
        table.add_row("left out", str(report.junk.total()), ", ".join(found))
    if report.elsewhere:
        table.add_row("left out", str(report.elsewhere), "of other problem sets")
    console.print(table)
    for note in report.notes[:MOST_LINES]:
        console.print(Padding(escape(clean(note)), (0, 0, 0, 2)))
    if report.problems:
        _problems(assignment, report.problems)
    if dry_run:
        console.print("Nothing was written.")


def _problems(assignment: str, problems: Sequence[Problem]) -> None:
    errors.print(
        f"\n[bold red]{len(problems)} not placed[/]; still in the archive. For each, why, and what to do:"
    )
    for one in problems[:MOST_LINES]:
        text = f"[bold]{escape(clean(one.what))}[/]: {escape(clean(one.why))}. {escape(clean(one.cure))}"
        errors.print(Padding(text, (0, 0, 0, 2)))
    if len(problems) > MOST_LINES:
        errors.print(f"  and {len(problems) - MOST_LINES} more")
    errors.print(
        f"Then run this again. Or place it by hand: copy the notebooks to submitted/<student>/{assignment}/."
    )


def standing(found: Standing) -> None:
    """Print where a problem set stands."""
    due = f", due {found.due:%Y-%m-%d %H:%M} UTC" if found.due else ""
    console.print(f"[bold]{found.assignment}[/]{due}")
    table = _counts()

    def line(what: str, count: int, detail: str = "") -> None:
        if count or not detail:
            table.add_row(what, str(count), detail)

    line("on the roster", found.roster)
    line("handed in", found.handed_in)
    line("not on the roster", len(found.strangers), _listed(found.strangers))
    line("missing", len(found.missing), _listed(_name(person) for person in found.missing))
    line("late", len(found.late), _listed(found.late))
    line("graded", found.graded)
    line("not graded yet", len(found.never), f"{_listed(found.never)}: make autograde PS={found.assignment}")
    line(
        "changed since", len(found.changed), f"{_listed(found.changed)}: make autograde PS={found.assignment}"
    )
    for name, count in sorted(found.waiting.items()):
        line("to grade by hand", count, f"{name}: make formgrader")
    line(
        "feedback to write",
        len(found.unread),
        f"{_listed(found.unread)}: make feedback PS={found.assignment}",
    )
    console.print(table)
    if found.done and found.handed_in:
        console.print("Nothing is left to do.")


def exported(platform: str, done: export.Exported) -> None:
    """Print what an export holds and what it left out."""
    table = _counts()

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
        console.print(Padding(escape(clean(note)), (0, 0, 0, 2)))


def strangers(students: Sequence[str]) -> None:
    """Print who was graded without being on the roster."""
    if students:
        errors.print(f"Not on the roster: {_listed(students)}. Is the folder's name misspelt?")


def unknown(assignment: str, students: Sequence[str]) -> None:
    """Print whose graded notebooks have no marks in the gradebook."""
    if students:
        errors.print(
            f"[bold red]No feedback[/] for {_listed(students)}: the gradebook has no marks of theirs. Run `make "
            f"autograde PS={assignment}`; pages that were there are left as they are."
        )


def outcomes(
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
            f"  {escape(clean(one.case.name)):{width}}  {one.points:>4g}/{most:g}  {seconds}  {text}"
        )
        for line in one.differs:
            console.print(Padding(f"[red]{escape(clean(line))}[/]", (0, 0, 0, 6)))
        for verdict in one.result.verdicts if in_full and one.result else ():
            told = [f"{check.title}: {check.message or check.status}" for check in verdict.checks]
            for line in (*told, verdict.message) if verdict.message else told:
                console.print(Padding(escape(clean(f"{verdict.grade_id} · {line}")), (0, 0, 0, 6)))
    for case in todo:
        if module := cases.lacking(case):
            console.print(
                f"  {escape(clean(case.name)):{width}}  left out: {escape(module)} is not installed"
            )
    return done


def listed(title: str, lines: Sequence[str], colour: str = "default") -> bool:
    """Print a title and lines, if there are any, and return whether there are."""
    if lines:
        console.print(f"[{colour}]{title}:[/]")
        for line in lines:
            console.print(Padding(escape(clean(line)), (0, 0, 0, 2)))
    return bool(lines)


def summary(summary: Summary, late: Collection[str], dry_run: bool) -> None:
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
        console.print(f"  {escape(student)} · {name}: {escape(clean(note.text))}")
    if len(noted) > MOST_LINES:
        console.print(f"  and {len(noted) - MOST_LINES} more such notes; `graders report` lists them all.")
    for item in ungraded:
        for result in item.results:
            if result.status is Status.HARNESS_ERROR:
                why = next((v.message for v in result.verdicts if v.status is Status.HARNESS_ERROR), "")
                errors.print(
                    f"  [bold red]not graded[/] {escape(item.student)} · {result.name}: {escape(clean(why))}"
                )
        if item.problem:
            errors.print(f"  [bold red]not graded[/] {escape(item.student)}: {escape(clean(item.problem))}")


def _mark(change: Change) -> str:
    return change.cell if "-" in change.cell else f"{change.cell} of {change.notebook}"


def changes(moved: dict[str, Recorded], dry_run: bool) -> None:
    """Print which marks of submissions that had been graded before are others now, or would be."""
    first = [student for student, done in moved.items() if done.first]
    changed = {student: done for student, done in sorted(moved.items()) if done.changes and not done.first}
    if dry_run:
        if first:
            console.print(f"{len(first)} would be graded for the first time.")
        if not changed:
            console.print("No mark that was given would change.")
    for student, done in changed.items():
        lines = [f"{_mark(one)} {number(one.before)} → {number(one.after)}" for one in done.changes]
        total = sum((one.after or 0) - (one.before or 0) for one in done.changes)
        console.print(f"  {escape(student)} [bold]{total:+g}[/]  {', '.join(lines)}")
    reviews = sum(done.reviews for done in moved.values())
    if reviews:
        console.print(
            f"{reviews} mark{'s' * (reviews > 1)} given by hand: kept, and up for review in formgrader, since "
            "the answer or its test has changed."
        )
    if changed:
        would = (
            "would change; nothing was written" if dry_run else f"changed; {history.NAME} says when and why"
        )
        console.print(f"The marks of {len(changed)} student{'s' * (len(changed) > 1)} {would}.")


def marks(assignment: str, rows: Sequence[Row], about: dict[str, str]) -> None:
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


def progress() -> Progress:
    """Return a progress bar with the time that is left."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=not console.is_terminal,
    )


def _counts() -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    return table


def _name(person: Person) -> str:
    name = f"{person.first_name} {person.last_name}".strip()
    return f"{person.id} ({name})" if name else person.id


def _listed(names: Iterable[str], most: int = 30) -> str:
    found = [escape(clean(name)) for name in names]
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more


def clean(text: str) -> str:
    """Return one line without control characters: a submission may not write to this terminal."""
    return "".join(char if char.isprintable() else " " for char in text)[:500]


def near(path: Path) -> Path:
    """Return a path as seen from here, if it is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
