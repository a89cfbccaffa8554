"""A student's folder in ``submitted/``: what is in it, and how another takes its place, whole or not at all.

Beside ``ps1`` may stand ``.earlier/ps1/<when>``, earlier attempts; ``.collecting-ps1``, one that is being written;
and, for the moment between two moves, ``.collected-ps1``, one that is complete. Neither nbgrader nor grading
looks at any of them: both skip names that begin with a dot.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from graders.course import Course

STAMP = "timestamp.txt"
EARLIER = ".earlier"

Contents = dict[str, str]  # a submission's files by name, and the digest of each


def read(folder: Path) -> Contents:
    """Return what a submission's folder holds, but for the time; grading looks at no hidden files."""
    found = {}
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place) / name
            inner = str(path.relative_to(folder))
            if name.startswith(".") or inner == STAMP:
                continue
            plain = path.is_file() and not path.is_symlink()
            found[inner] = hashlib.sha256(path.read_bytes()).hexdigest() if plain else "no file"
    return found


def write_time(folder: Path, when: datetime) -> None:
    """Write when a submission was handed in, in UTC, as nbgrader does."""
    (folder / STAMP).write_text(f"{when:%Y-%m-%d %H:%M:%S} UTC\n", encoding="utf-8")


class Place:
    """Where a student's submission stands, or will."""

    def __init__(self, course: Course, assignment: str, student: str) -> None:
        directory = course.directory
        self.folder = Path(
            os.path.normpath(directory.format_path(directory.submitted_directory, student, assignment))
        )
        self.earlier = self.folder.parent / EARLIER / self.folder.name
        self.unfinished = self.folder.with_name(f".collecting-{self.folder.name}")
        self._ready = self.folder.with_name(f".collected-{self.folder.name}")
        self._top = course.root / directory.submitted_directory

    @property
    def link(self) -> Path | None:
        """The first link on the way to the folder, if there is one; grading follows none."""
        below = [place for place in (self.folder, *self.folder.parents) if self._top in place.parents]
        return next((place for place in below if place.is_symlink()), None)

    def standing(self) -> Contents | None:
        """Return what stands here; None if nothing does."""
        return read(self.folder) if self.folder.is_dir() else None

    def kept(self) -> list[Contents]:
        """Return what is kept of earlier attempts."""
        return [read(folder) for folder in self.earlier.iterdir()] if self.earlier.is_dir() else []

    def keep(self, attempt: Path, when: datetime | None) -> None:
        """Move an earlier attempt to the others, unless it is there, or here, already."""
        if read(attempt) not in [*self.kept(), self.standing()]:
            attempt.rename(self._spot(when))

    def put(self, new: Path, when: datetime | None) -> None:
        """Put ``new`` here. What stands here, and was handed in at ``when``, becomes an earlier attempt.

        Whatever happens, one of them is here afterwards; if the process is killed between the two moves, as soon
        as the next one calls :meth:`recover`.
        """
        spot = self._spot(when) if os.path.lexists(self.folder) else None
        new.rename(self._ready)
        try:
            if spot:
                self.folder.rename(spot)
            self._ready.rename(self.folder)
        except BaseException:
            if spot and os.path.lexists(spot) and not os.path.lexists(self.folder):
                spot.rename(self.folder)
            raise

    def _spot(self, when: datetime | None) -> Path:
        """Return where an attempt of that time can be kept."""
        self.earlier.mkdir(parents=True, exist_ok=True)
        wanted = self.earlier / (f"{when:%Y-%m-%dT%H%M%S}" if when else "undated")
        found, count = wanted, 1
        while os.path.lexists(found):
            count += 1
            found = wanted.with_name(f"{wanted.name}-{count}")
        return found

    def recover(self) -> None:
        """Finish, or undo, what a process that was killed left behind."""
        if self._ready.is_dir() and not os.path.lexists(self.folder):
            self._ready.rename(self.folder)
        shutil.rmtree(self._ready, ignore_errors=True)
        shutil.rmtree(self.unfinished, ignore_errors=True)

    def tidy(self) -> None:
        """Remove what was built and not used, and the student's folder if there is nothing in it."""
        shutil.rmtree(self.unfinished, ignore_errors=True)
        with suppress(OSError):
            self.unfinished.parent.rmdir()
