"""Work in: from a platform's download to ``submitted/<student>/<problem set>/``.

Each piece goes to the student whose it certainly is, or stays where it is and is told, with the reason and the
cure. A student's folder is the old one or the new one, never half of one: it is built beside and moved into place.
What stood there before, and attempts that are not the newest, are kept in ``submitted/<student>/.earlier/``,
which neither nbgrader nor grading looks into: both skip names that begin with a dot.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from graders import submitted
from graders.archive import Entry, open_archive, open_nested, without_common_folder
from graders.course import MAX_NOTEBOOKS, MAX_OTHER_FILE, MAX_OTHER_FILES, MAX_SUBMISSION, Course
from graders.gradebook import Gradebook, Person
from graders.platforms import Attempt, File, Found, Setting, recognise
from graders.roster import Clue, Roster, read_people, roster_file
from graders.submitted import STAMP, Contents, Place
from graders.verdict import CourseError, SubmissionError

MOST_REFUSED = 20  # files of one submission, before the rest isn't looked at
_PACKED = (".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz", ".zst")
# What browsers and Jupyter append to a copy's name.
_COPY = re.compile(r"(?:[ _-]*\(\d+\)|-\d+|[ _-]+copy\d*|[ _-]+copy[ _-]*\(?\d+\)?)$", re.IGNORECASE)
_CURES = {
    "canvas": "Write the number in its name into the student's lms_user_id in the roster.",
    "gradescope": "Write id or e-mail address into the roster as Gradescope has them.",
    "moodle": "Write the name into the roster as Moodle has it.",
}
_RENAME = "Name it after an id in the roster, and use --from folder."
_AGAIN = "Ask for it again."


@dataclass(frozen=True)
class Problem:
    """Something that was not placed: what, why, and what to do."""

    what: str
    why: str
    cure: str


@dataclass(frozen=True)
class Placed:
    """What became of one student's newest attempt: new, replaced, unchanged, or older than what stood there."""

    student: str
    outcome: str
    files: int
    late: bool
    timed: bool


@dataclass
class Report:
    """All that collecting found and did, or would have done."""

    platform: str = ""
    people: str = ""  # where they were listed
    placed: list[Placed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    junk: Counter[str] = field(default_factory=Counter)
    missing: list[Person] = field(default_factory=list)
    elsewhere: int = 0

    def of(self, outcome: str) -> list[Placed]:
        """Return those of one outcome."""
        return [one for one in self.placed if one.outcome == outcome]


def collect(
    course: Course,
    assignment: str,
    archive: Path,
    *,
    roster: Path | None = None,
    platform: str = "",
    zone: str = "",
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Place what a download holds.

    Args:
        course: the course folder.
        assignment: the problem set that it is all for.
        archive: a zip file or a folder.
        roster: who takes the course, by default ``roster.csv``, else the gradebook's students. Everybody in it
            is entered in the gradebook.
        platform: how its names are to be read; recognised by itself if empty.
        zone: the time zone of times that name none, as in ``Europe/Berlin``.
        dry_run: write nothing.
        progress: called after each student with how many are done, and of how many.

    Raises:
        CourseError: there is no such problem set, roster or archive; or nothing more can be written.
    """
    course.require(assignment)
    people, listed = read_people(course, roster)
    report = Report(people=listed)
    with ExitStack() as stack:
        if not dry_run:
            stack.enter_context(course.lock(f"graders collect {assignment}"))
        listing = stack.enter_context(open_archive(archive))
        if not listing.entries and not listing.refused:
            raise CourseError(f"There are no files in {archive}.")
        known = Roster(people)
        setting = _setting(course, assignment, known, zone)
        report.platform, found = recognise(listing.entries, setting, platform)
        report.junk += listing.junk
        report.elsewhere = len(found.elsewhere)
        report.problems += [
            Problem(name, why, "Place it by hand, if it is sound.") for name, why in listing.refused
        ]
        report.problems += [Problem(name, why, _RENAME) for name, why in found.strange]
        _refuse_others_work(course, assignment, found)
        owned = _owned(found.attempts.values(), known, report)
        if not dry_run and roster_file(course, roster):
            with Gradebook(course.db_url, course.course_id) as gradebook:
                gradebook.ensure_students(people)
        work = _Placing(course, assignment, report, dry_run)
        for count, (student, attempts) in enumerate(sorted(owned.items()), start=1):
            work.place(student, attempts)
            progress(count, len(owned))
    there = {one.student for one in report.placed}
    rest = [one for one in people if one.id not in there]
    report.missing = [one for one in rest if Place(course, assignment, one.id).standing() is None]
    return report


def _setting(course: Course, assignment: str, known: Roster, zone: str) -> Setting:
    try:
        if zone:
            ZoneInfo(zone)
    except (KeyError, OSError, ValueError) as error:
        raise CourseError(f"{zone!r} is no time zone. Write it as Europe/Berlin or UTC.") from error
    return Setting(
        assignment=assignment,
        others=frozenset(course.assignment_names()) - {assignment},
        knows=known.knows,
        pattern=str(course.config.get("FileNameCollectorPlugin", {}).get("named_regexp", "")),
        extracted=course.root / "downloaded" / assignment / "extracted",
        zone=zone,
    )


def _refuse_others_work(course: Course, assignment: str, found: Found) -> None:
    """Refuse a download in which no notebook is of this problem set, but some are of another."""
    names = [file.name.rpartition("/")[2] for attempt in found.attempts.values() for file in attempt.files]
    of = Counter[str]()
    for other in course.assignment_names():
        exercises = _exercises(course, other)
        of[other] = sum(mended(name, exercises).removesuffix(".ipynb") in exercises for name in names)
    other, count = of.most_common(1)[0]
    if count and not of[assignment]:
        raise CourseError(f"No notebook in there is of {assignment}, but {count} are of {other}.")


def _exercises(course: Course, assignment: str) -> list[str]:
    return [path.stem for path in course.folder("source", assignment).glob("*.ipynb")]


# ------------------------------------------------------------------------------------------------ whose it is


def _owned(attempts: Iterable[Attempt], known: Roster, report: Report) -> dict[str, list[Attempt]]:
    """Return each student's attempts, the newest first; what is nobody's is a problem."""
    owned: dict[str, list[tuple[Attempt, Clue]]] = {}
    for attempt in attempts:
        for clue in attempt.clues:
            person = known.find(clue)
            if isinstance(person, str):
                member = f": {clue.name}" if len(attempt.clues) > 1 else ""
                report.problems.append(
                    Problem(attempt.label + member, person, _CURES.get(report.platform, _RENAME))
                )
            else:
                owned.setdefault(person.id, []).append((attempt, clue))
    ordered = {}
    for student, claims in owned.items():
        found = [attempt for attempt, _ in claims]
        alike = len({clue for _, clue in claims}) == 1 and len({one.certain for one in found}) == 1
        times = [one.when for one in found if one.when]
        if len(found) > 1 and not (alike and len(times) == len(found)):
            why = f"{len(found)} pieces are {student}'s, and nothing says which is the newest"
            cure = f"Keep one of them in the archive, or correct {student} in the roster."
            report.problems += [Problem(one.label, why, cure) for one in found]
            continue
        ordered[student] = sorted(found, key=lambda one: one.when or datetime.min, reverse=True)
    return ordered


# ------------------------------------------------------------------------------------------------ what is in it


def mended(name: str, exercises: Iterable[str]) -> str:
    """Return the name of the exercise that a file's name is a copy of, in its folder; else the name.

    What browsers put after ``.ipynb`` is always taken away.
    """
    folder, slash, base = name.rpartition("/")
    match = re.fullmatch(r"(.+\.ipynb)(?:\.json|\.txt)?", base, re.IGNORECASE)
    if not match:
        return name
    released = {exercise.casefold(): exercise for exercise in exercises}
    stem = re.sub("^(?:copy[ _]of[ _])+", "", match[1][: -len(".ipynb")], flags=re.IGNORECASE).strip()
    while stem.casefold() not in released:
        shorter = _COPY.sub("", stem)
        if shorter == stem:
            return f"{folder}{slash}{match[1]}"
        stem = shorter
    return f"{folder}{slash}{released[stem.casefold()]}.ipynb"


def _newest(files: Sequence[File], names: Sequence[str]) -> tuple[list[File], list[File]]:
    """Return the files under these names, and those of which there is a newer one.

    Files that want the same name, and don't say which is newer, keep their own.
    """
    wanted: dict[str, list[tuple[str, File]]] = {}
    for name, file in zip(names, files, strict=True):
        wanted.setdefault(name.casefold(), []).append((name, file))
    newest, older = [], []
    for claims in wanted.values():
        claims.sort(key=lambda claim: claim[1].order)
        if len({file.order for _, file in claims}) < len(claims):
            newest += [file for _, file in claims]
            continue
        *others, (name, last) = claims
        newest.append(replace(last, name=name))
        older += [file for _, file in others]
    return newest, older


# ------------------------------------------------------------------------------------------------ placing


class _Placing:
    """Puts students' attempts where they belong."""

    def __init__(self, course: Course, assignment: str, report: Report, dry_run: bool) -> None:
        self.course = course
        self.assignment = assignment
        self.report = report
        self.dry_run = dry_run
        self.exercises = _exercises(course, assignment)

    def place(self, student: str, attempts: Sequence[Attempt]) -> None:
        """Place the newest attempt, keep the others."""
        newest, *before = attempts
        place = Place(self.course, self.assignment, student)
        if place.link:
            why = f"{place.link.relative_to(self.course.root)} is a link, and links are not followed"
            self.problem(newest.label, why, "Put a folder in its place.")
            return
        with ExitStack() as stack:
            try:
                aside = place.unfinished
                if self.dry_run:
                    aside = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                else:
                    stack.callback(place.tidy)
                    place.recover()
                superseded = Attempt(newest.label, ())
                if contents := self.build(student, newest, aside / "new", superseded.files):
                    self.settle(student, newest, contents, place, aside / "new")
                for number, attempt in enumerate([superseded, *before]):
                    if self.build(student, attempt, aside / str(number)) and not self.dry_run:
                        place.keep(aside / str(number), attempt.when)
            except OSError as error:
                raise CourseError(
                    f"{student} can't be written: {error.strerror or error}. What was placed before stays; the "
                    "same command does the rest."
                ) from error

    def problem(self, what: str, why: str, cure: str) -> None:
        """Tell of something that is not placed."""
        self.report.problems.append(Problem(what, why, cure))

    # ---- building

    def build(
        self, student: str, attempt: Attempt, folder: Path, older: list[File] | None = None
    ) -> Contents:
        """Write an attempt into a folder; what can't be written is a problem.

        Files of which there is a newer one come into ``older``; without it the names stay as they are.
        """
        files = [file for piece in attempt.files for file in self.unpacked(piece)]
        if older is not None:
            cut = without_common_folder([file.name for file in files])
            files = [replace(file, name=file.name[cut:]) for file in files]
            files, superseded = _newest(files, [mended(file.name, self.exercises) for file in files])
            older += superseded
            if attempt.texts:
                self.typed(student, attempt, bool(files))
        before = len(self.report.problems)
        contents = self.write(student, files, folder)
        if contents and attempt.certain and attempt.when:
            submitted.write_time(folder, attempt.when)
        if not contents and not attempt.texts and older is not None and len(self.report.problems) == before:
            self.problem(attempt.label, "there is no notebook in it", _AGAIN)
        return contents

    def typed(self, student: str, attempt: Attempt, also_files: bool) -> None:
        """Tell of what a student typed into the platform."""
        where = ", ".join(attempt.texts)
        if also_files:
            self.report.notes.append(f"{student} wrote something into the platform, too: {where}")
        else:
            why = "it was typed into the platform, or is a link: no notebook was handed in"
            self.problem(where, why, "Read it in the archive. " + _AGAIN)

    def unpacked(self, file: File) -> list[File]:
        """Return the file, or what is in it if it is a zip."""
        name = file.name.casefold()
        if name.endswith((".html", ".htm")):
            self.report.junk["*.html"] += 1
        elif name.endswith(_PACKED):
            self.problem(file.entry.name, "only zip files are opened", "Unpack it, and collect the folder.")
        elif not name.endswith(".zip"):
            return [file]
        else:
            try:
                listing = open_nested(file.entry.read(MAX_SUBMISSION))
            except SubmissionError as error:
                self.problem(file.entry.name, str(error).rstrip("."), _AGAIN)
                return []
            self.report.junk += listing.junk
            inside = f"{file.entry.name} › "
            for inner, why in listing.refused[:MOST_REFUSED]:
                self.problem(inside + inner, why, _AGAIN)
            if (more := len(listing.refused) - MOST_REFUSED) > 0:
                self.problem(file.entry.name, f"{more} more files in it were refused", _AGAIN)
            cut = without_common_folder([entry.name for entry in listing.entries])
            found = []
            for entry in listing.entries:
                if entry.name.casefold().endswith(".zip"):
                    self.problem(inside + entry.name, "a zip in a zip is not opened", "Place it by hand.")
                else:
                    named = Entry(inside + entry.name, entry.read)
                    found += self.unpacked(File(entry.name[cut:], named, file.order))
            return found
        return []

    def write(self, student: str, files: Sequence[File], folder: Path) -> Contents:
        """Write files within the limits of a submission; of two with the same name the first."""
        contents: Contents = {}
        names: dict[str, str] = {}
        count, size, refused = Counter[bool](), 0, 0
        for file in files:
            if file.name.casefold() == STAMP:
                self.report.notes.append(f"{student}'s own {STAMP} was left out: the platform tells the time")
                continue
            is_notebook = file.name.casefold().endswith(".ipynb")
            try:
                # A notebook that is too large for grading is placed all the same: grading tells the student.
                data = file.entry.read(MAX_SUBMISSION if is_notebook else MAX_OTHER_FILE)
                size += len(data)
                if size > MAX_SUBMISSION:
                    self.problem(
                        file.entry.name, "with it, the submission is too large; the rest, too", _AGAIN
                    )
                    break
                digest = hashlib.sha256(data).hexdigest()
                same = names.setdefault(file.name.casefold(), file.name)
                if contents.get(same) == digest:
                    continue
                if same in contents:
                    raise SubmissionError(f"another file is called {same}")
                count[is_notebook] += 1
                if count[is_notebook] > (MAX_NOTEBOOKS if is_notebook else MAX_OTHER_FILES):
                    raise SubmissionError("there are too many files in this submission")
                with _one_name_each():
                    path = folder / file.name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
                contents[file.name] = digest
            except SubmissionError as error:
                refused += 1
                self.problem(file.entry.name, str(error).rstrip("."), _AGAIN)
                if refused == MOST_REFUSED:
                    self.problem(file.entry.name, "more was refused; the rest was not looked at", _AGAIN)
                    break
        return contents

    # ---- deciding

    def settle(self, student: str, attempt: Attempt, contents: Contents, place: Place, folder: Path) -> None:
        """Put a built submission in its place, unless the same or a newer one stands there."""
        standing = place.standing()
        when = attempt.when if attempt.certain else None
        before = None
        with suppress(CourseError):  # a time that can't be read: grading says so
            before = self.course.timestamp(self.assignment, student)
        if standing is None:
            outcome = "new"
        elif standing == contents:
            outcome = "unchanged"
        elif when < before if when and before else contents in place.kept():
            outcome = "older"
        else:
            outcome = "replaced"
        if not self.dry_run:
            if outcome == "older":
                place.keep(folder, when)
            elif outcome != "unchanged":
                place.put(folder, before)
            elif when and not before:
                submitted.write_time(place.folder, when)
        self.report.placed.append(Placed(student, outcome, len(contents), attempt.late, bool(when)))


@contextmanager
def _one_name_each() -> Iterator[None]:
    try:
        yield
    except (FileExistsError, IsADirectoryError, NotADirectoryError) as error:
        raise SubmissionError("a file and a folder have the same name") from error
