"""What somebody packed, read without trust: a zip or a folder as a list of files with safe names.

Nothing is unpacked anywhere; a file's content is read when it is asked for, in small pieces, and only so far as
a limit goes. What an archive says of its sizes is never believed. Names can be joined to a folder and stay below
it. Links, devices, encrypted and damaged files, and names that can't be used, are refused one by one, with the
reason; the others are there all the same. What programs leave behind is not listed, only counted.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from graders.course import MAX_ENTRIES, MAX_FOLDERS_DEEP
from graders.notebook import MAX_BYTES, read_file, writable
from graders.verdict import CourseError, SubmissionError

MAX_RATIO = 100  # times its packed size, beyond what a notebook may have
MAX_NAME, MAX_PATH = 255, 1_000  # bytes, of one part and of the whole
MAX_CLASS = 20 * MAX_ENTRIES  # files, in the archive of a whole class
_CHUNK = 2**16
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DIRECTORY_ENTRY = b"PK\x01\x02"
_JUNK = {".ds_store", ".ipynb_checkpoints", "__macosx", "__pycache__", "desktop.ini", "thumbs.db"}
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Entry:
    """One file. ``read(limit)`` returns its content, or raises SubmissionError: refused, or over the limit."""

    name: str
    read: Callable[[int], bytes]


@dataclass
class Listing:
    """What is in an archive: files, files that are refused and why, and how much of what kind was left out."""

    entries: list[Entry] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    junk: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, read: Callable[[int], bytes], flaw: str = "") -> None:
        """Take a file in, or refuse it."""
        if kind := junk(name):
            self.junk[kind] += 1
            return
        try:
            if flaw:
                raise SubmissionError(flaw)
            self.entries.append(Entry(safe_name(name), read))
        except SubmissionError as error:
            self.refused.append((writable(name), str(error)))


def junk(name: str) -> str:
    """Return what kind of left-over a file is; empty if it is none."""
    for part in name.replace("\\", "/").split("/"):
        if part.casefold() in _JUNK:
            return part
        if part.startswith(".") and part.strip("."):
            return "hidden files"
    return ""


def safe_name(name: str) -> str:
    """Return a relative path with slashes, in one normal form.

    Raises:
        SubmissionError: it leads out of the folder it is in, or can't be the name of a file.
    """
    if name != writable(name):
        raise SubmissionError("its name is not UTF-8")
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in parts:
        raise SubmissionError("its name leads out of the archive")
    if not parts or any(unicodedata.category(char) == "Cc" for char in name):
        raise SubmissionError("its name holds control characters, or nothing")
    if len(name.encode()) > MAX_PATH or any(len(part.encode()) > MAX_NAME for part in parts):
        raise SubmissionError("its name is too long")
    if len(parts) > MAX_FOLDERS_DEEP:
        raise SubmissionError("it lies too many folders deep")
    return "/".join(parts)


def without_common_folder(names: Iterable[str]) -> int:
    """Return how many letters to cut off each name: that of the one folder in which all of them lie."""
    tops = {name.partition("/")[0] if "/" in name else "" for name in names}
    top = tops.pop() if len(tops) == 1 else ""
    return len(top) + 1 if top else 0


# ------------------------------------------------------------------------------------------------ opening


@contextmanager
def open_archive(path: Path) -> Iterator[Listing]:
    """List what is in a zip file or a folder. Its entries can be read as long as it is open.

    Raises:
        CourseError: it is neither, or can't be opened.
    """
    if path.is_dir():
        yield _folder(path)
        return
    with ExitStack() as stack:
        try:
            packed = stack.enter_context(zipfile.ZipFile(path))
            listing = _zip(packed, MAX_CLASS)
        except UnicodeDecodeError as error:
            raise CourseError(
                f"{path} has names that are not UTF-8. Unpack it and give the folder."
            ) from error
        except (*_DAMAGED, SubmissionError) as error:
            raise CourseError(
                f"{path} can't be read as a zip file ({error}). Download it again, or unpack it and give the "
                "folder."
            ) from error
        yield listing


def open_nested(data: bytes) -> Listing:
    """List what is in a zip file that a student handed in.

    Raises:
        SubmissionError: it is none, or holds too many files.
    """
    # Each costs memory as soon as the zip is opened, so they are counted first.
    if data.count(_DIRECTORY_ENTRY) > MAX_ENTRIES:
        raise SubmissionError(f"it holds more than {MAX_ENTRIES:,} files")
    try:
        return _zip(zipfile.ZipFile(io.BytesIO(data)), MAX_ENTRIES)
    except UnicodeDecodeError as error:
        raise SubmissionError("names in it are not UTF-8") from error
    except _DAMAGED as error:
        raise SubmissionError(f"it is no zip file that can be read ({error})") from error


def _folder(path: Path) -> Listing:
    listing = Listing()
    count = 0
    for place, folders, names in os.walk(path, followlinks=False):
        folders.sort()
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted([*names, *linked]):
            count += 1
            if count > MAX_CLASS:
                raise CourseError(f"{path} holds more than {MAX_CLASS:,} files. Is it the right folder?")
            file = Path(place) / name
            flaw = "it is a link to a folder; links are not followed" if name in linked else ""

            def read(limit: int, file: Path = file) -> bytes:
                return read_file(file, limit)

            listing.add(str(file.relative_to(path)), read, flaw)
    return listing


def _zip(packed: zipfile.ZipFile, most: int) -> Listing:
    listing = Listing()
    infos = packed.infolist()
    if len(infos) > most:
        raise SubmissionError(f"it holds more than {most:,} files")
    for info in infos:
        if info.is_dir():
            continue

        def read(limit: int, info: zipfile.ZipInfo = info) -> bytes:
            return _read_packed(packed, info, limit)

        listing.add(_name(info), read, _flaw(info))
    return listing


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name; many programs write UTF-8 without saying so, Canvas among them."""
    if not info.flag_bits & _UTF8_NAME:
        try:
            return info.filename.encode("cp437").decode()
        except UnicodeError:
            pass
    return info.filename


def _flaw(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "it is a link" if kind == stat.S_IFLNK else "it is no ordinary file"
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    return "" if info.compress_type in _METHODS else "it is packed in a way that is not read here"


def _read_packed(packed: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    data = bytearray()
    try:
        with packed.open(info) as file:
            while chunk := file.read(_CHUNK):
                data += chunk
                if len(data) > limit:
                    raise SubmissionError(f"it has more than {limit / 2**20:,.0f} MB")
                if len(data) > max(MAX_BYTES, MAX_RATIO * info.compress_size):
                    raise SubmissionError(f"it unpacks to more than {MAX_RATIO} times its size")
    except _DAMAGED as error:
        raise SubmissionError(f"it is damaged ({error})") from error
    return bytes(data)
