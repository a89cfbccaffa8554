r"""What the names in a download say: whose each file is, what it was called, and when it was handed in.

Every platform packs its submissions in its own way. Where its source is open, that is what was followed: Canvas'
``ContentZipper``, Moodle's ``mod_assign\downloader``, nbgrader's ``FileNameCollectorPlugin`` and exchange.
Gradescope's export explains itself in ``submission_metadata.yml``.

A time counts only if it names its zone. Times of entries in a zip never count: they have no zone, and mostly say
when the download was packed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from graders.archive import Entry
from graders.course import utc
from graders.roster import Clue
from graders.submitted import STAMP
from graders.verdict import CourseError, SubmissionError

METADATA = "submission_metadata.yml"
MAX_METADATA = 50 * 2**20

_CANVAS = re.compile(
    r"(?P<name>.*?)_(?:(?P<late>late)_)?(?P<user>\d+)_(?:(?P<file>\d+)_(?P<original>.+)|(?:text|link)\.html)",
    re.IGNORECASE,
)
_MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<rest>.*))?")
# The names in nbgrader's documentation, which are Blackboard's.
_ATTEMPT = r"(?:.*[/_])?(?P<student_id>[^/_]+)_attempt_(?P<timestamp>\d{4}(?:-\d\d){5})(?:_(?P<file_id>[^/]+)|\.txt)$"
_INBOUND = re.compile(r"(?P<student>[^+]+)\+(?P<assignment>[^+]+)\+(?P<time>[^+]+)(?:\+.*)?")
_TIME = re.compile(r"(\d{4})\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)(?:\D(\d\d)(\.\d{1,6})?\d*)?\s*(.*)")


@dataclass(frozen=True)
class File:
    """A file by the name that the student gave it. Of two with one name the higher ``order`` is the newer."""

    name: str
    entry: Entry
    order: int = 0


@dataclass
class Attempt:
    """What was handed in at once. A group's has a clue for each of them."""

    label: str
    clues: tuple[Clue, ...]
    files: list[File] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # typed into the platform, not handed in as a file
    when: datetime | None = None  # in UTC, if `certain`
    certain: bool = False
    late: bool = False


@dataclass
class Found:
    """Attempts by their label; entries that are nobody's, with the reason; those of other problem sets."""

    attempts: dict[str, Attempt] = field(default_factory=dict)
    strange: list[tuple[str, str]] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def attempt(self, label: str, *clues: Clue) -> Attempt:
        """Return the attempt of this label, a new one if need be."""
        return self.attempts.setdefault(label, Attempt(label, clues))

    @property
    def explained(self) -> int:
        """How many entries are somebody's."""
        return sum(len(one.files) + len(one.texts) for one in self.attempts.values())


@dataclass(frozen=True)
class Setting:
    """What of the course is needed to understand names."""

    assignment: str
    others: frozenset[str] = frozenset()  # the other problem sets
    knows: Callable[[str], bool] = lambda _: False  # whether somebody has this id, e-mail address or number
    pattern: str = ""  # nbgrader's `named_regexp`
    extracted: Path = Path("/")  # where nbgrader would look for what that is for
    zone: str = ""  # of times that name none


def recognise(entries: Sequence[Entry], setting: Setting, platform: str = "") -> tuple[str, Found]:
    """Return the platform and what it tells: the given one, or the first that explains at least half of it.

    Raises:
        CourseError: Gradescope's metadata or nbgrader's pattern can't be read.
    """
    if platform:
        return platform, PLATFORMS[platform](entries, setting)
    for name, read in PLATFORMS.items():
        found = read(entries, setting)
        if name == "folder" or found.explained * 2 >= len(entries) > 0:
            return name, found
    raise AssertionError("a folder is always one")


def moment(text: str, zone: str = "") -> tuple[datetime | None, bool]:
    """Read a time: in UTC and certain if it names its zone or one is given, else as it stands; or None."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        return None, False
    year, month, day, hour, minute, second, fraction, named = match.groups()
    clock = f"{year}-{month}-{day} {hour}:{minute}:{second or '00'}{fraction or ''}"
    try:
        return utc(f"{clock} {named or zone}"), bool(named or zone)
    except ValueError:
        return None, False


# ------------------------------------------------------------------------------------------------ the platforms


def _gradescope(entries: Sequence[Entry], setting: Setting) -> Found:
    """``assignment_1_export/submission_2/…``, with the people in ``submission_metadata.yml``."""
    found = Found()
    described = [entry for entry in entries if entry.name.rpartition("/")[2] == METADATA]
    if not described:
        found.strange = [(entry.name, f"there is no {METADATA}") for entry in entries]
        return found
    metadata = min(described, key=lambda entry: entry.name.count("/"))
    base = metadata.name.removesuffix(METADATA)
    known = _load(metadata)
    for entry in entries:
        folder, _, name = entry.name.removeprefix(base).partition("/")
        if entry is metadata:
            continue
        submitters = _submitters(known.get(folder))
        if not (entry.name.startswith(base) and name and submitters):
            found.strange.append((entry.name, f"{METADATA} doesn't say whose it is"))
            continue
        attempt = found.attempt(f"{folder} ({', '.join(one.name for one in submitters)})", *submitters)
        attempt.when, attempt.certain = _created(known[folder], setting.zone)
        attempt.files.append(File(name, entry))
    return found


def _load(metadata: Entry) -> dict[str, Any]:
    # Only texts, lists and dictionaries: no tag in it means anything, and no number loses its zeros.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        known = yaml.load(metadata.read(MAX_METADATA), Loader=loader)  # noqa: S506
        if not isinstance(known, dict):
            raise ValueError("it is no list of submissions")
    except (yaml.YAMLError, SubmissionError, ValueError, RecursionError) as error:
        raise CourseError(
            f"{metadata.name} can't be read: {' '.join(str(error).split())[:200]}. Export the submissions again, "
            "or name the folders after the students and use --from folder."
        ) from error
    return known


def _submitters(submission: Any) -> list[Clue]:
    people = submission.get(":submitters") if isinstance(submission, dict) else None
    clues = []
    for person in people if isinstance(people, list) else ():
        told = person if isinstance(person, dict) else {}
        sid, email, name = (
            str(told.get(key) or "") if isinstance(told.get(key), str) else ""
            for key in (":sid", ":email", ":name")
        )
        clues.append(Clue(handles=tuple(text for text in (sid, email) if text.strip("~")), name=name))
    return clues


def _created(submission: dict[str, Any], zone: str) -> tuple[datetime | None, bool]:
    when = submission.get(":created_at")
    if isinstance(when, dict):  # as Rails writes a time with a zone of its own
        when = when.get("utc")
    return moment(when, zone) if isinstance(when, str) else (None, False)


def _moodle(entries: Sequence[Entry], _: Setting) -> Found:
    """``Full Name_12_assignsubmission_file_/…`` or ``Full Name_12_assignsubmission_file_name.ipynb``.

    The number is that of the participant in this one assignment, and tells nothing more than the name.
    """
    found = Found()
    for entry in entries:
        parts = entry.name.split("/")
        matches = [_MOODLE.fullmatch(part) for part in parts]
        place = next((place for place, match in enumerate(matches) if match), -1)
        match = matches[place]
        name = "/".join(parts[place + 1 :]) or (match["rest"] if match else "")
        if not match or not name:
            found.strange.append((entry.name, "its name doesn't say whose it is"))
            continue
        attempt = found.attempt(f"{match['name']}_{match['number']}", Clue(name=match["name"]))
        if match["kind"] == "file":
            attempt.files.append(File(name, entry))
        else:
            attempt.texts.append(entry.name)
    return found


def _zip_collect(entries: Sequence[Entry], setting: Setting) -> Found:
    """Names that ``nbgrader zip_collect`` understands: by the course's own pattern, or that of its manual."""
    found = Found()
    try:
        pattern = re.compile(setting.pattern or _ATTEMPT)
        if not {"student_id", "file_id"} <= pattern.groupindex.keys():
            raise ValueError("it must have the groups student_id and file_id")
    except (re.error, ValueError) as error:
        raise CourseError(f"c.FileNameCollectorPlugin.named_regexp: {error}.") from error
    for entry in entries:
        match = pattern.match(str(setting.extracted / entry.name))
        told = {key: value or "" for key, value in match.groupdict().items()} if match else {}
        student = told.get("student_id")
        if not student:
            found.strange.append((entry.name, "its name isn't one that zip_collect knows"))
            continue
        name = f"{told.get('first_name', '')} {told.get('last_name', '')}".strip()
        handles = tuple(text for text in (student, told.get("email", "")) if text)
        stamp = told.get("timestamp", "")
        attempt = found.attempt(f"{student} {stamp}".strip(), Clue(handles=handles, name=name))
        attempt.when, attempt.certain = moment(stamp, setting.zone)
        if file := told["file_id"]:
            suffix = Path(entry.name).suffix
            attempt.files.append(File(file if file.endswith(suffix) else file + suffix, entry))
        else:
            attempt.texts.append(entry.name)
    return found


def _canvas(entries: Sequence[Entry], _: Setting) -> Found:
    """``lovelaceada_LATE_111_222_name.ipynb``: name, user, file, and what it was called there.

    All files of a user are of one attempt: Canvas packs the last one only.
    """
    found = Found()
    for entry in entries:
        base = entry.name.rpartition("/")[2]
        match = _CANVAS.fullmatch(base)
        if not match:
            hidden = base.casefold().startswith("anon_")
            reason = "Canvas has left out the name" if hidden else "its name doesn't say whose it is"
            found.strange.append((entry.name, reason))
            continue
        clue = Clue(number=match["user"], name=match["name"])
        attempt = found.attempt(f"{match['name']}_{match['user']}", clue)
        attempt.late |= bool(match["late"])
        if match["original"]:
            attempt.files.append(File(match["original"], entry, int(match["file"][:18])))
        else:
            attempt.texts.append(entry.name)
    return found


def _folders(entries: Sequence[Entry], setting: Setting) -> Found:
    """``student/…``, ``student/ps1/…``, ``student.zip``, and the ``student+ps1+time`` of nbgrader's exchange."""
    found = Found()
    names = [entry.name.split("/") for entry in entries]
    while _is_wrapped(names, setting):
        names = [parts[1:] for parts in names]
    for parts, entry in zip(names, entries, strict=True):
        owner, *rest = parts
        inbound = _INBOUND.fullmatch(owner)
        if inbound and rest:
            rest = [inbound["assignment"], *rest]
        if not rest and not owner.casefold().endswith(".zip"):
            found.strange.append((entry.name, "it lies in no student's folder"))
            continue
        if len(rest) > 1 and rest[0] in setting.others | {setting.assignment}:
            if rest.pop(0) != setting.assignment:
                found.elsewhere.append(entry.name)
                continue
        elif inbound and rest:
            found.elsewhere.append(entry.name)
            continue
        student = inbound["student"] if inbound else owner if rest else owner[:-4]
        attempt = found.attempt(owner, Clue(handles=(student,), name=student))
        if rest == [STAMP]:
            attempt.when, attempt.certain = _stamp(entry)
        else:
            attempt.files.append(File("/".join(rest) or owner, entry))
            if inbound and attempt.when is None:
                attempt.when, attempt.certain = moment(inbound["time"], setting.zone)
    return found


def _is_wrapped(names: Sequence[Sequence[str]], setting: Setting) -> bool:
    """Whether everything lies in one folder that is no student's, but holds theirs."""
    tops = {parts[0] for parts in names}
    top = next(iter(tops), "")
    if (
        len(tops) != 1
        or setting.knows(top)
        or _INBOUND.fullmatch(top)
        or any(len(parts) < 2 for parts in names)
    ):
        return False
    if {parts[1] for parts in names} <= setting.others | {setting.assignment}:
        return False
    return all(len(parts) > 2 or parts[1].casefold().endswith(".zip") for parts in names)


def _stamp(entry: Entry) -> tuple[datetime | None, bool]:
    """Read ``timestamp.txt`` as the course does: what names no zone is in UTC."""
    try:
        return utc(entry.read(1_000).decode("utf-8", "replace")), True
    except (SubmissionError, ValueError):
        return None, False


# In the order in which they are tried: the most telling first.
PLATFORMS: dict[str, Callable[[Sequence[Entry], Setting], Found]] = {
    "gradescope": _gradescope,
    "moodle": _moodle,
    "zip_collect": _zip_collect,
    "canvas": _canvas,
    "folder": _folders,
}
