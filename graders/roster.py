"""The roster: who takes the course, and whose a name, a number or an e-mail address from elsewhere is.

The file is the one that ``nbgrader db student import`` reads: a CSV file with the columns ``id``,
``first_name``, ``last_name``, ``email`` and ``lms_user_id``, of which only ``id`` must be there. Work and marks
travel by what is found here, so nothing is guessed: a person is found by what only that person has, or not at
all.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from graders.course import Course
from graders.gradebook import Gradebook, Person
from graders.verdict import CourseError

ROSTER = "roster.csv"
_DELIMITERS = ",;\t"
_LONGEST = 128  # letters, of any column in nbgrader's table of students


@dataclass
class Sheet:
    """A CSV file as others wrote it: its rows, and what it takes to write it the same way again."""

    path: Path
    rows: list[list[str]]
    lines: list[int]  # where in the file each row ends
    delimiter: str = ","
    bom: bool = False
    newline: str = "\n"

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """Read a file with commas, semicolons or tabs; empty rows are left out.

        Raises:
            CourseError: it isn't there, isn't UTF-8, or its quotes don't pair up.
        """
        try:
            data = path.read_bytes()
            text = data.decode("utf-8-sig")
        except OSError as error:
            raise CourseError(f"{path} can't be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CourseError(
                f"{path} is not UTF-8. Save it again as 'CSV UTF-8' (in a spreadsheet: Save as …)."
            ) from error
        first = text.partition("\n")[0]
        delimiter = max(_DELIMITERS, key=first.count)
        sheet = cls(
            path, [], [], delimiter, data.startswith(b"\xef\xbb\xbf"), "\r\n" if "\r\n" in text else "\n"
        )
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    sheet.rows.append(row)
                    sheet.lines.append(reader.line_num)
        except csv.Error as error:
            raise CourseError(f"{path}, line {reader.line_num}: {error}. Check the quotes there.") from error
        if not sheet.rows:
            raise CourseError(f"{path} is empty.")
        return sheet

    def text(self) -> str:
        """Return the file's text."""
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=self.delimiter, lineterminator=self.newline).writerows(self.rows)
        return ("\ufeff" if self.bom else "") + written.getvalue()


def read_roster(path: Path) -> list[Person]:
    """Read a roster.

    Raises:
        CourseError: it can't be read, has no ``id`` column, or a line is wrong or says what another one said.
    """
    sheet = Sheet.read(path)
    known = [field.name for field in fields(Person)]
    header = [cell.strip().casefold() for cell in sheet.rows[0]]
    if "id" not in header or len(set(header) & set(known)) < sum(name in known for name in header):
        raise CourseError(
            f"{path}, line 1: the columns are {', '.join(header)[:200]}. Each of {', '.join(known)} may stand "
            "there once, and id must."
        )
    people: list[Person] = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in zip(sheet.lines[1:], sheet.rows[1:], strict=True):
        where = f"{path}, line {line}"
        if len(row) > len(header):
            raise CourseError(
                f"{where}: {len(row)} cells, but {len(header)} columns. Quote what holds a comma."
            )
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        person = Person(**{name: cells.get(name, "") for name in known})
        if wrong := flaw(person):
            raise CourseError(f"{where}: {wrong}")
        for name in ("id", "email", "lms_user_id"):
            value = getattr(person, name)
            before = seen.setdefault((name, value.casefold()), line)
            if value and before != line:
                raise CourseError(f"{where}: the {name} {value!r} stands in line {before} already.")
        people.append(person)
    return people


def flaw(person: Person) -> str:
    """Say what is wrong with a person, if anything is. The id becomes the name of a folder."""
    for field, value in vars(person).items():
        if len(value) > _LONGEST or not value.isprintable():
            return f"the {field} {value[:40]!r} is too long, or holds what can't be printed."
    if not person.id:
        return "the id is missing."
    if person.id.startswith(".") or set(person.id) & set("/\\"):
        return f"the id {person.id!r} can't be the name of a folder."
    return ""


def roster_file(course: Course, roster: Path | None) -> Path | None:
    """Return the roster's path; None if there is none and the gradebook's students are meant."""
    path = roster or course.root / ROSTER
    return path if roster or path.is_file() else None


def read_people(course: Course, roster: Path | None) -> tuple[list[Person], str]:
    """Return who takes the course, and where that stands: the roster, or the gradebook's students.

    Raises:
        CourseError: there is nobody, or the roster can't be read.
    """
    if path := roster_file(course, roster):
        people, listed = read_roster(path), path.name
    else:
        # Opening a gradebook that isn't there would make one.
        file = Path(course.db_url.removeprefix("sqlite:///"))
        people, listed = [], "the gradebook"
        if not course.db_url.startswith("sqlite:///") or file.exists():
            with Gradebook(course.db_url, course.course_id) as gradebook:
                people = gradebook.students()
    if not people:
        raise CourseError(
            f"Nobody takes the course: there is no {ROSTER} with students in {course.root}, and none in the "
            "gradebook. Write one line a student, below the line `id,first_name,last_name,email,lms_user_id`."
        )
    for person in people:
        if wrong := flaw(person):
            raise CourseError(f"A student in {listed} can't be used: {wrong}")
    return people, listed


# ------------------------------------------------------------------------------------------------ finding people


@dataclass(frozen=True)
class Clue:
    """What something from elsewhere says of whose it is; what it doesn't say is empty.

    ``number`` is the platform's own number of the user. ``handles`` are what else tells people apart: ids,
    logins, e-mail addresses.
    """

    number: str = ""
    handles: tuple[str, ...] = ()
    name: str = ""


class Roster:
    """Everybody who takes the course, to be found by a :class:`Clue`."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = sorted(people, key=lambda person: person.id)
        self._numbers = {person.lms_user_id: person for person in self.people if person.lms_user_id}
        self._handles: dict[str, set[Person]] = {}
        self._names: dict[str, set[Person]] = {}
        for person in self.people:
            for handle in (person.id, person.email, person.lms_user_id):
                if handle:
                    self._handles.setdefault(handle.casefold(), set()).add(person)
            for key in _keys(person.first_name, person.last_name):
                self._names.setdefault(key, set()).add(person)

    def knows(self, handle: str) -> bool:
        """Whether somebody has this id, e-mail address or number."""
        return handle.casefold() in self._handles

    def find(self, clue: Clue) -> Person | str:
        """Return whose it is, or in words why that can't be told.

        By the platform's number, then id or e-mail address, then the full name if one person only has it. What
        contradicts itself is nobody's.
        """
        named = {person for key in _keys(clue.name) for person in self._names.get(key, ())}
        sure = {
            person for handle in clue.handles for person in self._handles.get(handle.strip().casefold(), ())
        }
        if clue.number in self._numbers:
            sure.add(self._numbers[clue.number])
        if not sure and clue.number:
            # An id may look like a number of the platform's. It counts if nothing speaks against it.
            same = self._handles.get(clue.number.casefold(), set())
            unopposed = {one for one in same if not clue.name or not _shown(one) or one in named}
            sure = {one for one in unopposed if not one.lms_user_id}
            named = {one for one in named if not one.lms_user_id} | sure
        claimed = sure | named if len(named) == 1 else sure
        if len(claimed) > 1:
            return f"it speaks for {_listed(claimed)} at once"
        if sure or len(named) == 1:
            return next(iter(sure or named))
        if named:
            return f"{_listed(named)} have that name"
        return f"nobody in the roster fits{self._closest(clue)}"

    def _closest(self, clue: Clue) -> str:
        key = next(iter(_keys(clue.name)), "")
        close = difflib.get_close_matches(key, self._names, n=2, cutoff=0.75) if key else []
        people = {person for name in close for person in self._names[name]}
        return f"; closest: {_listed(people)}" if people else ""


def _listed(people: Iterable[Person]) -> str:
    shown = [f"{one.id} ({_shown(one)})" if _shown(one) else one.id for one in people]
    return " and ".join(sorted(shown))


def _shown(person: Person) -> str:
    return f"{person.first_name} {person.last_name}".strip()


def _keys(*parts: str) -> set[str]:
    """Return what a name is looked up by: no accents, case, punctuation or spaces, first or last name first.

    A platform may leave out what stands between the parts of a name; words in another order are a key with
    spaces, which none of those can be.
    """
    first, *last = (_words(part) for part in parts)
    rest = [word for part in last for word in part]
    words = first + rest
    return {"".join(words), "".join(rest + first), " ".join(sorted(words))} if words else set()


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.findall(r"[^\W_]+", plain.casefold())
