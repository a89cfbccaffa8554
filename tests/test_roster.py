"""The roster: what is wrong in the file is told by line, and nobody is mistaken for somebody else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.gradebook import Person
from graders.roster import Clue, Roster, Sheet, read_roster
from graders.verdict import CourseError

ADA = Person("ada", "Ada", "Lovelace", "Ada@uni.example", "111")
JOSE = Person("jose", "José", "Núñez-O'Brien", "jose@uni.example")
ZWEI = [Person("li1", "Wei", "Li", lms_user_id="21"), Person("li2", "Wei", "Li", lms_user_id="22")]
ROSTER = Roster([ADA, JOSE, *ZWEI, Person("333", "Cy", "Young"), Person("solo")])


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "roster.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# ------------------------------------------------------------------------------------------------ the file


@pytest.mark.parametrize(
    "text",
    [
        "id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,Ada@uni.example,111\n",
        "\ufeffID ; first_name;last_name;email;lms_user_id\r\n ada;Ada;Lovelace ;Ada@uni.example;111\r\n;;;;\r\n",
        "first_name\tshoe size\tid\tlast_name\temail\tlms_user_id\nAda\t37\tada\tLovelace\tAda@uni.example\t111",
        'id,last_name,first_name,email,lms_user_id\nada,"Lovelace",Ada,Ada@uni.example,111\n\n',
    ],
)
def test_the_same_person_in_any_dress(tmp_path: Path, text: str) -> None:
    assert read_roster(written(tmp_path, text)) == [ADA]


def test_only_the_id_is_needed(tmp_path: Path) -> None:
    assert read_roster(written(tmp_path, "id\nada\nbob")) == [Person("ada"), Person("bob")]
    short = "id,first_name,last_name\nada,Ada\n"
    assert read_roster(written(tmp_path, short)) == [Person("ada", "Ada")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("name,email\nAda,a@b", "line 1: the columns are name, email.*id must"),
        ("id,email,email\nada,a,b", "line 1: .*once"),
        ("id,first_name\nada,Ada,Lovelace", "line 2: 3 cells, but 2 columns"),
        ("id\nada\nbob\nAda", "line 4: the id 'Ada' stands in line 2"),
        ("id,email\nada,A@b\nbob,a@B", "line 3: the email 'a@B' stands in line 2"),
        ("id,lms_user_id\nada,1\n\nbob,1", "line 4: the lms_user_id '1' stands in line 2"),
        ("id,first_name\n,Ada", "line 2: the id is missing"),
        ("id\n../ada", "line 2: the id '../ada' can't be the name of a folder"),
        ("id\n.ada", "can't be the name of a folder"),
        ("id\na\\b", "can't be the name of a folder"),
        ("id\na\x1b[31m", "can't be printed"),
        (f"id\n{'a' * 200}", "too long"),
        ('id,first_name\nada,"Ada\nbob,Bob\n', r"line \d: unexpected end of data"),
        ("id\nJos\xe9".encode("latin-1"), "is not UTF-8.*CSV UTF-8"),
        ("id\nada".encode("utf-16"), "is not UTF-8"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(CourseError, match=rf"(?s)roster\.csv.*{words}"):
        read_roster(written(tmp_path, text))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"none\.csv can't be read: No such file"):
        read_roster(tmp_path / "none.csv")


@pytest.mark.parametrize(
    "text",
    [
        'Student,ID\r\n"Lovelace, Ada",1\r\n',
        "\ufeffStudent;ID\n=1+1;-3\n",
        "a\tb\n \t\u00fc\n",
        'a,b\n"two\nlines",""""\n',
    ],
)
def test_a_sheet_is_written_as_it_was_read(tmp_path: Path, text: str) -> None:
    assert Sheet.read(written(tmp_path, text)).text() == text


# ------------------------------------------------------------------------------------------------ finding people


@pytest.mark.parametrize(
    ("clue", "student"),
    [
        (Clue("111"), "ada"),
        (Clue("111", name="somebodyelse"), "ada"),
        (Clue(handles=("ADA",)), "ada"),
        (Clue(handles=("", "ada@UNI.example ")), "ada"),
        (Clue(handles=("111",)), "ada"),
        (Clue(handles=("unknown",), name="Ada Lovelace"), "ada"),
        (Clue(name="lovelaceada"), "ada"),
        (Clue(name="LOVELACE, Ada"), "ada"),
        (Clue("999", name="nunezobrienjose"), "jose"),
        (Clue(name="Jose\u0301 Nun\u0303ez O’Brien"), "jose"),
        (Clue(name="José NúñezOBrien"), "jose"),
        (Clue("21", name="Wei Li"), "li1"),
        (Clue("333", name="youngcy"), "333"),
        (Clue("333"), "333"),
        (Clue(handles=("333",)), "333"),
    ],
)
def test_who_it_is(clue: Clue, student: str) -> None:
    found = ROSTER.find(clue)
    assert isinstance(found, Person), found
    assert found.id == student


@pytest.mark.parametrize(
    ("clue", "words"),
    [
        (Clue(name="Wei Li"), r"li1 \(Wei Li\) and li2 \(Wei Li\) have that name"),
        (Clue("22", ("li1",)), "speaks for li1 .* and li2 .* at once"),
        (Clue("111", name="José Núñez-O'Brien"), "speaks for ada .* and jose"),
        (Clue(handles=("jose@uni.example",), name="lovelaceada"), "speaks for ada .* and jose"),
        (Clue("777", name="lovelaceada"), r"nobody in the roster fits; closest: ada"),
        (Clue("333", name="lovelaceada"), "nobody"),
        (Clue(name="Ada Lovelance"), r"nobody in the roster fits; closest: ada \(Ada Lovelace\)"),
        (Clue(name="Ada"), "nobody in the roster fits$"),
        (Clue(), "nobody"),
        (Clue("", ("", " "), "…'-"), "nobody"),
    ],
)
def test_nobody_is_guessed(clue: Clue, words: str) -> None:
    found = ROSTER.find(clue)
    assert isinstance(found, str)
    assert re.search(words, found), found


@given(st.text(), st.text(), st.text())
def test_any_text_is_a_clue(number: str, handle: str, name: str) -> None:
    found = ROSTER.find(Clue(number, (handle,), name))
    assert isinstance(found, str | Person)
