"""Archives that lie, lead elsewhere, blow up or are broken: each bad file is refused by itself, with the reason."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders import archive
from graders.archive import Listing, open_archive, open_nested, safe_name, without_common_folder
from graders.notebook import MAX_BYTES
from graders.verdict import CourseError, SubmissionError

LIMIT = 2**30
GOOD = ("good.ipynb", b"{}")


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w", method) as whole:
        warnings.simplefilter("ignore", UserWarning)  # the same name twice
        for name, content in files:
            whole.writestr(name, content)
    return data.getvalue()


def special(name: str, kind: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (kind | 0o777) << 16
    return info


def names(listing: Listing) -> list[str]:
    return [entry.name for entry in listing.entries]


# ------------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("ex01.ipynb", "ex01.ipynb"),
        ("a//b/./c.ipynb", "a/b/c.ipynb"),
        ("a\\b.ipynb", "a/b.ipynb"),
        ("u\u0308bung 1 – (2).ipynb", "\u00fcbung 1 – (2).ipynb"),
        ("..a/b..ipynb", "..a/b..ipynb"),
    ],
)
def test_names_in_their_normal_form(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../evil", "leads out"),
        ("a/../../evil", "leads out"),
        ("a/..", "leads out"),
        ("..\\..\\evil", "leads out"),
        ("/etc/passwd", "leads out"),
        ("\\\\server\\share", "leads out"),
        ("C:\\evil", "leads out"),
        ("c:evil", "leads out"),
        ("a\nb", "control"),
        ("a\x1b[31m", "control"),
        ("a\x00b", "control"),
        ("", "nothing"),
        ("./", "nothing"),
        ("x" * 300, "too long"),
        ("ü" * 128, "too long"),
        ("/".join(["x" * 99] * 11), "too long"),
        ("x/" * 25 + "y", "folders deep"),
        ("a\udcff", "not UTF-8"),
    ],
)
def test_names_that_are_refused(name: str, words: str) -> None:
    with pytest.raises(SubmissionError, match=words):
        safe_name(name)


@given(
    st.lists(st.sampled_from(["..", ".", "/", "\\", "a", "C:", "", "\x00", "é", "~"]) | st.text(max_size=4))
)
def test_no_name_leads_out(parts: list[str]) -> None:
    try:
        name = safe_name("".join(parts))
    except SubmissionError:
        return
    path = PurePosixPath(os.path.normpath(PurePosixPath("/class") / name))
    assert path.is_relative_to("/class")
    assert path != PurePosixPath("/class")
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("several", "letters"),
    [(["a/b", "a/c/d"], 2), (["a/b", "c"], 0), (["a", "a/b"], 0), (["a/b", "b/b"], 0), (["a"], 0), ([], 0)],
)
def test_the_one_folder_in_which_all_lie(several: list[str], letters: int) -> None:
    assert without_common_folder(several) == letters


# ------------------------------------------------------------------------------------------------ zips


def test_a_zip_and_its_folder_are_the_same(tmp_path: Path) -> None:
    files = [
        ("b/ex02.ipynb", b"two"),
        ("ex01.ipynb", b"one"),
        ("__MACOSX/._ex01.ipynb", b""),
        (".DS_Store", b""),
    ]
    files += [("b/.ipynb_checkpoints/ex02.ipynb", b""), ("Thumbs.db", b""), (".secret", b"")]
    for name, content in files:
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(content)
    (tmp_path / "whole.zip").write_bytes(packed(("b/", b""), *files))
    for path in (tmp_path / "folder", tmp_path / "whole.zip"):
        with open_archive(path) as listing:
            assert sorted((entry.name, entry.read(LIMIT)) for entry in listing.entries) == sorted(files[:2])
            assert listing.junk == {
                "__MACOSX": 1,
                ".DS_Store": 1,
                ".ipynb_checkpoints": 1,
                "Thumbs.db": 1,
                "hidden files": 1,
            }
            assert not listing.refused


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (("../evil.ipynb", b""), "leads out"),
        (("/evil.ipynb", b""), "leads out"),
        ((special("link.ipynb", stat.S_IFLNK), b"/etc/passwd"), "it is a link"),
        ((special("pipe.ipynb", stat.S_IFIFO), b""), "no ordinary file"),
        ((special("disk.ipynb", stat.S_IFBLK), b""), "no ordinary file"),
    ],
)
def test_one_bad_file_leaves_the_others(bad: tuple[str, bytes], words: str) -> None:
    listing = open_nested(packed(GOOD, bad, ("also.ipynb", b"{}")))
    assert names(listing) == ["good.ipynb", "also.ipynb"]
    ((_, why),) = listing.refused
    assert words in why


def test_what_is_encrypted_is_refused() -> None:
    data = bytearray(packed(GOOD, ("secret.ipynb", b"{}")))
    place = data.rindex(b"PK\x01\x02")
    data[place + 8] |= 1
    listing = open_nested(bytes(data))
    assert names(listing) == ["good.ipynb"]
    assert listing.refused == [("secret.ipynb", "it is encrypted")]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_cannot_be_bounded_are_refused(method: int) -> None:
    listing = open_nested(packed(("bomb.ipynb", bytes(10**6)), method=method))
    assert listing.refused == [("bomb.ipynb", "it is packed in a way that is not read here")]


def test_a_damaged_file() -> None:
    data = packed(GOOD, ("torn.ipynb", b"here it is"), method=zipfile.ZIP_STORED).replace(b"here", b"gone")
    good, torn = open_nested(data).entries
    assert good.read(LIMIT) == b"{}"
    with pytest.raises(SubmissionError, match=r"damaged .*CRC"):
        torn.read(LIMIT)


def test_limits_hold_whatever_the_zip_says(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(("bomb.ipynb", bytes(3 * 2**20)))
    (bomb,) = open_nested(data).entries
    assert len(bomb.read(3 * 2**20)) == 3 * 2**20
    with pytest.raises(SubmissionError, match="more than 2 MB"):
        bomb.read(2 * 2**20)
    # A notebook may be nothing but repetition; what is larger than any that can be graded may not.
    monkeypatch.setattr(archive, "MAX_BYTES", 2**20)
    (bomb,) = open_nested(data).entries
    with pytest.raises(SubmissionError, match="more than 100 times its size"):
        bomb.read(LIMIT)
    # Now it says that it is small.
    lying = bytearray(data)
    place = lying.rindex(b"PK\x01\x02")
    struct.pack_into("<L", lying, place + 24, 10)
    (bomb,) = open_nested(bytes(lying)).entries
    with pytest.raises(SubmissionError, match="damaged"):
        bomb.read(LIMIT)
    assert MAX_BYTES > 2**20


def test_too_many_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    monkeypatch.setattr(archive, "MAX_CLASS", 4)
    several = packed(*((f"{number}.txt", b"") for number in range(4)))
    with pytest.raises(SubmissionError, match="more than 3 files"):
        open_nested(several)
    (tmp_path / "x").mkdir()
    for number in range(5):
        (tmp_path / "x" / str(number)).touch()
    (tmp_path / "x.zip").write_bytes(packed(*((str(number), b"") for number in range(5))))
    for path in (tmp_path / "x.zip", tmp_path / "x"):
        with pytest.raises(CourseError, match="more than 4 files"), open_archive(path):
            pass
    (tmp_path / "x.zip").write_bytes(several)
    with open_archive(tmp_path / "x.zip") as listing:
        assert len(listing.entries) == 4


def test_names_in_other_encodings() -> None:
    """Without a flag a name is in code page 437 by the standard, and in UTF-8 in practice."""
    info = zipfile.ZipInfo("xxxx.ipynb")
    data = packed((info, b"{}"))
    assert names(open_nested(data.replace(b"xxxx", "Zoë".encode()))) == ["Zoë.ipynb"]
    assert names(open_nested(data.replace(b"xxxx", "äbcd".encode("cp437")))) == ["äbcd.ipynb"]
    flagged = packed(("Zoë.ipynb", b"{}"))
    with pytest.raises(SubmissionError, match="not UTF-8"):
        open_nested(flagged.replace("ë".encode(), b"\xff\xff"))


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"Rar!\x1a\x07\x01\x00", packed(GOOD)[:-30], b"PK\x05\x06" + b"\xff" * 18]
)
def test_what_is_no_zip(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(SubmissionError, match="no zip file that can be read"):
        open_nested(data)
    (tmp_path / "x.zip").write_bytes(data)
    with (
        pytest.raises(CourseError, match=r"x\.zip can't be read as a zip file.*give the folder"),
        open_archive(tmp_path / "x.zip"),
    ):
        pass


@given(st.data())
def test_a_damaged_zip_is_refused_or_read(data: st.DataObject) -> None:
    """Whatever bytes change, the answer is a listing or SubmissionError, and what is read was in it."""
    whole = bytearray(packed(GOOD, ("b/two.ipynb", b"2" * 100)))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        for entry in open_nested(bytes(whole)).entries:
            assert entry.read(LIMIT) in (b"{}", b"2" * 100, b"")
    except SubmissionError:
        pass


# ------------------------------------------------------------------------------------------------ folders


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.symlink_to("/etc/passwd"), "is a link"),
        (lambda path: path.symlink_to("/etc", target_is_directory=True), "link to a folder|is a link"),
        (os.mkfifo, "not an ordinary file"),
        (lambda path: path.hardlink_to(path.with_name("good.ipynb")), "hard link"),
    ],
)
def test_what_a_folder_may_not_hold(tmp_path: Path, make: Callable[[Path], object], words: str) -> None:
    (tmp_path / "good.ipynb").write_bytes(b"{}")
    make(tmp_path / "bad.ipynb")
    with open_archive(tmp_path) as listing:
        told = [why for _, why in listing.refused]
        for entry in listing.entries:
            try:
                entry.read(LIMIT)
            except SubmissionError as error:
                told.append(str(error))
    assert told
    assert all(re.search(words, why) for why in told)


def test_names_that_no_text_can_hold(tmp_path: Path) -> None:
    (tmp_path / "good.ipynb").touch()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.ipynb")).touch()
    with open_archive(tmp_path) as listing:
        assert names(listing) == ["good.ipynb"]
        ((name, why),) = listing.refused
        assert (name, why) == ("bad?.ipynb", "its name is not UTF-8")


def test_errors_of_the_reader_stay_its_own(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(packed(GOOD))
    with pytest.raises(OSError, match="disk"), open_archive(tmp_path / "x.zip"):
        raise OSError("the disk is full")
