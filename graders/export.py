"""Marks out: a problem set's points, after the late penalty, as Canvas and Moodle import them.

Either a new file, or one that the platform exported, with one column filled in and everything else as it was. A
mark of which a person still has to grade a part is left out unless it is asked for; so is one that nobody can
be given for certain. Both are told.

What the platforms do with a file is taken from their sources (Canvas' ``GradebookImporter``, Moodle's
``assignfeedback_offline`` and ``gradeimport_csv``): in both, an empty cell takes a mark away that is there. So
nobody without a mark gets a row in a new file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graders.course import Course
from graders.gradebook import Gradebook, Person
from graders.roster import Clue, Roster, Sheet
from graders.verdict import CourseError


@dataclass(frozen=True)
class Total:
    """A student's points for a problem set; ``waiting`` if a person still has to grade some of it."""

    points: float
    waiting: bool


@dataclass(frozen=True)
class Marks:
    """Everybody's totals for one problem set, of how many points, and who handed in."""

    assignment: str
    title: str  # what the platform calls the problem set
    totals: Mapping[str, Total]
    most: float
    handed_in: frozenset[str]


@dataclass
class Exported:
    """A finished sheet, and what staff should know about it."""

    sheet: Sheet
    written: int = 0
    waiting: list[str] = field(default_factory=list)  # "student · problem set", from here on
    ungraded: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)  # marks for which the template has no row
    unknown: list[str] = field(default_factory=list)  # rows of the template, with the reason
    notes: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether everybody who handed in gets a mark by this file."""
        return not (self.waiting or self.ungraded or self.lacking)


def read_marks(course: Course, wanted: Mapping[str, str]) -> tuple[list[Person], list[Marks]]:
    """Return the gradebook's people, and their marks for each problem set that has any.

    Args:
        course: the course folder.
        wanted: problem sets, and what the platform calls each; all if empty.

    Raises:
        CourseError: one doesn't exist, or isn't released.
    """
    for name in wanted:
        course.require(name)
    found = []
    with Gradebook(course.db_url, course.course_id) as gradebook:
        people = gradebook.students()
        for name in wanted or course.assignment_names():
            try:
                rows = gradebook.table(name)
            except CourseError:
                if wanted:
                    raise
                continue  # not released yet
            points: dict[str, float] = {}
            most: dict[str, float] = {}
            for row in rows:
                points[row.student] = points.get(row.student, 0.0) + row.score
                most[row.student] = most.get(row.student, 0.0) + row.max_score
            waiting = {row.student for row in rows if row.needs_manual_grade}
            totals = {student: Total(score, student in waiting) for student, score in points.items()}
            if totals:
                title, handed_in = wanted.get(name) or name, frozenset(course.students(name))
                found.append(Marks(name, title, totals, max(most.values()), handed_in))
    return people, found


def sort_out(marks: Sequence[Marks], people: Sequence[Person], sheet: Sheet, incomplete: bool) -> Exported:
    """Return an export that tells who has no mark to give away."""
    done = Exported(sheet)
    for one in marks:
        for person in people:
            what = f"{person.id} · {one.assignment}"
            total = one.totals.get(person.id)
            if total is None:
                (done.ungraded if person.id in one.handed_in else done.absent).append(what)
            elif total.waiting and not incomplete:
                done.waiting.append(what)
        strangers = one.handed_in - {person.id for person in people}
        done.ungraded += [f"{student} · {one.assignment}" for student in sorted(strangers)]
    return done


def _ready(marks: Marks, person: Person, incomplete: bool) -> Total | None:
    total = marks.totals.get(person.id)
    return total if total and (incomplete or not total.waiting) else None


def number(value: float) -> str:
    """Return a number with four decimals at most, none that say nothing."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def tame(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; numbers stay numbers."""
    dangerous = text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if text.strip() and dangerous and _value(text) is None else text


def cell(text: str) -> str:
    """Return a text as one tame cell of a CSV file that somebody else joins."""
    text = tame(text)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if re.search(r'[,"\r\n]', text) else text


# ------------------------------------------------------------------------------------------------ new files


def _new(
    path: Path,
    header: Sequence[str],
    identity: Callable[[Person], Sequence[str]],
    people: Sequence[Person],
    marks: Sequence[Marks],
    incomplete: bool,
) -> Exported:
    rows = [[*header, *(tame(one.title) for one in marks)]]
    done = sort_out(marks, people, Sheet(path, rows, []), incomplete)
    for person in people:
        totals = [_ready(one, person, incomplete) for one in marks]
        if any(totals):
            points = [number(total.points) if total else "" for total in totals]
            rows.append([*(tame(text) for text in identity(person)), *points])
            done.written += 1
    return done


def new_canvas(path: Path, people: Sequence[Person], marks: Sequence[Marks], incomplete: bool) -> Exported:
    """Return a file for Canvas' gradebook: found there by number, SIS id, login or name, in this order."""
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]

    def identity(person: Person) -> Sequence[str]:
        name = ", ".join(part for part in (person.last_name, person.first_name) if part)
        return [name or person.id, person.lms_user_id, person.id, person.id, ""]

    done = _new(path, header, identity, people, marks, incomplete)
    possible = [number(one.most) for one in marks]
    done.sheet.rows.insert(1, ["    Points Possible", *[""] * (len(header) - 1), *possible])
    return done


def new_moodle(path: Path, people: Sequence[Person], marks: Sequence[Marks], incomplete: bool) -> Exported:
    """Return a file for Moodle's grade import, where one maps ID number or e-mail address."""
    header = ["First name", "Last name", "ID number", "Email address"]

    def identity(person: Person) -> Sequence[str]:
        return [person.first_name, person.last_name, person.id, person.email]

    return _new(path, header, identity, people, marks, incomplete)


def new_table(
    path: Path,
    people: Sequence[Person],
    marks: Sequence[Marks],
    incomplete: bool,
    weights: Mapping[str, float],
) -> Exported:
    """Return a row for everybody, with a column for each problem set and, by ``weights``, the course in percent.

    A problem set that somebody has marks for counts in the course as far as it has a weight: who handed in nothing
    gets 0 for it. Whoever waits for a person, in one that counts, has no percentage yet.
    """
    counting = [one for one in marks if weights.get(one.assignment)]
    header = ["student", "last name", "first name", "e-mail", *(one.title for one in marks)]
    rows = [[*map(tame, header), *(["course %"] if counting else [])]]
    done = sort_out(marks, people, Sheet(path, rows, []), incomplete)
    for person in people:
        ready = {one.assignment: _ready(one, person, incomplete) for one in marks}
        row = [tame(text) for text in (person.id, person.last_name, person.first_name, person.email)]
        row += [number(total.points) if total else "" for total in ready.values()]
        if counting:
            open_ = any(one.totals.get(person.id) and not ready[one.assignment] for one in counting)
            row.append("" if open_ else number(_course(counting, ready, weights)))
        rows.append(row)
        done.written += any(ready.values())
    return done


def _course(
    counting: Sequence[Marks], ready: Mapping[str, Total | None], weights: Mapping[str, float]
) -> float:
    got = 0.0
    for one in counting:
        total = ready[one.assignment]
        got += weights[one.assignment] * (total.points / one.most if total and one.most else 0.0)
    return round(100 * got / sum(weights[one.assignment] for one in counting), 2)


# ------------------------------------------------------------------------------------------------ filled-in files


class _Template:
    """A sheet that a platform exported: its columns by name, and whose its rows are."""

    def __init__(self, sheet: Sheet, needs: Sequence[str], kind: str) -> None:
        self.sheet = sheet
        self.header = [cell.strip().casefold() for cell in sheet.rows[0]]
        lacking = [name for name in needs if name not in self.header]
        if lacking:
            raise CourseError(
                f"{sheet.path} is no {kind}: it has no column {lacking[0]!r}. Export it anew, in English."
            )
        sheet.rows[1:] = [[*row, *[""] * (len(self.header) - len(row))] for row in sheet.rows[1:]]

    def cell(self, row: Sequence[str], name: str) -> str:
        """Return the cell in the column of this name; empty if there is none."""
        return row[self.header.index(name)].strip() if name in self.header else ""

    def people(
        self,
        rows: Sequence[list[str]],
        people: Sequence[Person],
        clue: Callable[[list[str]], Clue],
        done: Exported,
    ) -> list[tuple[Person, list[str]]]:
        """Return whose each row is; what is nobody's, or two rows' at once, is told."""
        roster = Roster(people)
        found: dict[Person, list[list[str]]] = {}
        for row in rows:
            person = roster.find(clue(row))
            if isinstance(person, str):
                done.unknown.append(f"{clue(row).name or row[0]}: {person}")
            else:
                found.setdefault(person, []).append(row)
        for person, claims in found.items():
            if len(claims) > 1:
                done.unknown.append(f"{len(claims)} rows are {person.id}'s")
        return [(person, claims[0]) for person, claims in found.items() if len(claims) == 1]


def fill_canvas(sheet: Sheet, people: Sequence[Person], marks: Sequence[Marks], incomplete: bool) -> Exported:
    """Fill in a gradebook that Canvas exported.

    Raises:
        CourseError: it is none, or has no column for a problem set.
    """
    template = _Template(sheet, ["id", "section"], "gradebook of Canvas'")
    columns = [_column(template, one.title) for one in marks]
    done = sort_out(marks, people, sheet, incomplete)
    possible, students = [], []
    for row in sheet.rows[1:]:
        if row[0].strip().startswith("Points Possible"):
            possible = row
        elif template.cell(row, "id") or row[0].strip():
            students.append(row)

    def clue(row: list[str]) -> Clue:
        handles = (template.cell(row, "sis user id"), template.cell(row, "sis login id"))
        name = " ".join(template.cell(row, part) for part in ("student", "lastname", "firstname"))
        return Clue(template.cell(row, "id"), handles, name.strip())

    for column, one in zip(columns, marks, strict=True):
        there = _value(possible[column]) if possible else None
        if there is not None and there != one.most:
            done.notes.append(
                f"{one.assignment} has {number(one.most)} points here and {number(there)} in Canvas. Points are "
                "written as they are; make both the same in Canvas."
            )
    _fill(done, template.people(students, people, clue, done), columns, marks, incomplete)
    return done


def _column(template: _Template, title: str) -> int:
    """Return where a problem set's marks go: its title, mostly with Canvas' number after it."""
    pattern = re.compile(rf"{re.escape(title.strip().casefold())}(?: \(\d+\))?")
    found = [place for place, name in enumerate(template.header) if pattern.fullmatch(name)]
    if len(found) != 1:
        others = [name for name in template.sheet.rows[0] if re.search(r"\(\d+\)\s*$", name)]
        raise CourseError(
            f"{template.sheet.path} has {len(found) or 'no'} columns for {title!r} (there is: "
            f"{', '.join(others)[:300] or 'none'}). If it has another name there, say so: ps1='Problem set 1'."
        )
    return found[0]


def fill_moodle(sheet: Sheet, people: Sequence[Person], marks: Marks, incomplete: bool) -> Exported:
    """Fill in the grading worksheet that Moodle offers for one assignment, in its scale.

    Raises:
        CourseError: it is none, names nobody, or isn't graded in points.
    """
    template = _Template(sheet, ["identifier", "grade", "maximum grade"], "grading worksheet of Moodle's")
    if not {"full name", "email address", "id number", "username"} & set(template.header):
        raise CourseError(
            f"{sheet.path} names nobody, only participants' numbers. Reveal the identities in Moodle first."
        )
    done = sort_out([marks], people, sheet, incomplete)

    def clue(row: list[str]) -> Clue:
        handles = tuple(template.cell(row, name) for name in ("id number", "email address", "username"))
        return Clue("", handles, template.cell(row, "full name"))

    maxima = {_value(template.cell(row, "maximum grade")) for row in sheet.rows[1:]}
    most = maxima.pop() if len(maxima) == 1 else None
    if not most:
        raise CourseError(
            f"{sheet.path}: the column 'Maximum grade' must hold one number, the same in each row."
        )
    if most != marks.most:
        done.notes.append(
            f"{marks.assignment} has {number(marks.most)} points here and {number(most)} in Moodle: all marks were "
            f"scaled by {number(most)}/{number(marks.most)}."
        )
    rows = template.people(sheet.rows[1:], people, clue, done)
    locked = {
        person.id
        for person, row in rows
        if template.cell(row, "grade can be changed").casefold() == "no" and person.id in marks.totals
    }
    done.notes += [f"{who}: Moodle has locked this grade; it was left as it is." for who in sorted(locked)]
    scaled = {}
    for who, total in marks.totals.items():
        scaled[who] = Total(total.points * most / marks.most, total.waiting)
        if total.points > marks.most:
            done.notes.append(f"{who} is above the maximum. Moodle ignores such marks: raise it there.")
    one = Marks(marks.assignment, marks.title, scaled, most, marks.handed_in)
    _fill(done, rows, [template.header.index("grade")], [one], incomplete, locked)
    return done


def _fill(
    done: Exported,
    rows: Sequence[tuple[Person, list[str]]],
    columns: Sequence[int],
    marks: Sequence[Marks],
    incomplete: bool,
    locked: Collection[str] = (),
) -> None:
    """Write marks into rows; tell of those for which there is no row."""
    for person, row in rows:
        if person.id in locked:
            continue
        filled = False
        for column, one in zip(columns, marks, strict=True):
            total = _ready(one, person, incomplete)
            if total is None:
                continue
            before = row[column].strip()
            if before not in ("", "-") and _value(before) is None:  # EX and N/A, which somebody decided
                done.notes.append(f"{person.id} · {one.assignment}: {before} stands there and was left.")
                continue
            row[column] = number(total.points)
            filled = True
        done.written += filled
    there = {person.id for person, _ in rows}
    for one in marks:
        ready = sorted(who for who, total in one.totals.items() if incomplete or not total.waiting)
        done.lacking += [f"{who} · {one.assignment}" for who in ready if who not in there]


def _value(text: str) -> float | None:
    """Return the number that a cell holds; None if it is none. The last point or comma is the decimal one."""
    match = re.fullmatch(r"(-?\d[\d.,]*?)(?:[.,](\d+))?", text.strip())
    return float(f"{re.sub('[.,]', '', match[1])}.{match[2] or 0}") if match else None
