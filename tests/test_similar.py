"""Copies are found whatever they are renamed to; honest answers, alike by nature, are not."""

from __future__ import annotations

import ast
import random
import re
import time
from functools import cache

import pytest

from graders import patch, similar
from graders.similar import Comparison, Work

from .conftest import CASES, exercises


@cache
def variants(exercise: str) -> list[str]:
    """The code of every fair variant of an exercise, without the cells it shares with the solution."""
    found = []
    for path in sorted((CASES / exercise).glob("*.py")):
        case = patch.read(path)
        if case.kind == "variant":
            found.append("\n\n".join(section.source for section in case.sections if not section.markdown))
    return list(dict.fromkeys(found))


def given(exercise: str) -> list[str]:
    return [cell.source for cell in exercises()[exercise].release.cells if cell.cell_type == "code"]


def renamed(code: str) -> str:
    """The same code with other names, other spaces and no comments."""
    tree = ast.parse(code)
    own = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in own:
            node.id = f"my_{node.id[::-1]}"
        if isinstance(node, ast.arg):
            node.arg = f"my_{node.arg[::-1]}"
    return ast.unparse(tree)


def found(*works: Work) -> tuple[Comparison, list[similar.Cluster]]:
    comparison = Comparison()
    for work in works:
        comparison.add(work)
    return comparison, comparison.clusters()


PS1 = ["ex01_both_red", "ex02_spam_filter", "ex03_bernoulli_mle", "ex04_l2_is_map"]


@pytest.mark.slow
def test_a_copy_is_found_and_honest_students_are_not() -> None:
    rng = random.Random(1)
    works = []
    for name in PS1:
        codes = variants(name)[:12]
        rng.shuffle(codes)
        code = {f"s{number:02}": one for number, one in enumerate(codes)}
        works.append(Work(name, given(name), code=code | {"thief": renamed(code["s03"])}))
    comparison, [cluster] = found(*works)
    assert cluster.students == ("s03", "thief")
    [pair] = cluster.pairs
    assert len(pair.parts) >= 3
    assert all(min(part.shares) > 0.8 and not part.word_for_word for part in pair.parts)
    left, right = comparison.side_by_side(pair, pair.parts[0])
    assert "".join(text for text, _ in left).strip() == works[0].code["s03"].strip()
    alike = sum(len(text) for text, mark in right if mark)
    assert alike > 0.7 * sum(len(text) for text, _ in right)


LONG = """
def total(numbers):
    # the total of it
    result = 0.0
    for number in numbers:
        if number > 3 and number % 7 != 2:
            result += number ** 2 / (1 + number)
        else:
            result -= abs(number - 11) * 0.5
    while result > 1000:
        result = result / 10 - 1
    biggest = max(numbers, default=0)
    if biggest >= 2 * result:
        raise ValueError("too big")
    return result, [result * k for k in range(5)], {"biggest": biggest}


def table(rows, columns=4):
    seen = {}
    for place, row in enumerate(sorted(rows, reverse=True)):
        key = tuple(row[:columns]) + (place // 2,)
        seen[key] = seen.get(key, 0) + (1 if row[-1] != "?" else -1)
    return [(count, *key) for key, count in seen.items() if count]
"""


def test_the_marked_pieces_are_what_both_have() -> None:
    other = (
        LONG.replace("number", "x") + "\n\nprint('something quite different', [i * 9 for i in (3, 4, 5)])\n"
    )
    comparison, [cluster] = found(
        Work("ex01", code={"a": LONG * 2, "b": LONG.replace("number", "x") + other})
    )
    left, right = comparison.side_by_side(cluster.pairs[0], cluster.pairs[0].parts[0])
    assert [mark for _, mark in left] == [True, False][: len(left)]
    assert "something quite different" in "".join(text for text, mark in right if not mark)
    assert "for x in xs:" in "".join(text for text, mark in right if mark)


def test_word_for_word_counts_twice_and_needs_less() -> None:
    _, [cluster] = found(Work("ex01", code={"b": LONG, "a": LONG + "\n \n"}))
    [part] = cluster.pairs[0].parts
    assert part.word_for_word
    assert cluster.pairs[0].students == ("a", "b")
    assert similar.ENOUGH > part.size > similar.ENOUGH / 2
    assert found(Work("ex01", code={"a": LONG, "b": renamed(LONG)}))[1] == [], "too little by itself"


def test_small_things_and_the_release_are_no_sign() -> None:
    small = {f"s{number}": "p = 3 / 10 * 2 / 9" for number in range(30)}
    assert found(*(Work(f"ex{number:02}", code=dict(small)) for number in range(30)))[1] == []
    assert (
        found(Work("ex01", given=[LONG, "x = 1"], code={"a": LONG, "b": LONG, "c": LONG + "x = 1"}))[1] == []
    )


def test_what_the_class_shares_is_no_sign() -> None:
    rng = random.Random(2)

    def own() -> str:
        lines = [
            f"v{rng.randint(1, 99)} = [{rng.randint(1, 9999)} {rng.choice('+-*/')} {rng.random()}]"
            for _ in range(5)
        ]
        return "\n".join(lines)

    def works(people: int) -> list[Work]:
        return [Work(f"ex{n}", code={f"s{one}": LONG + own() for one in range(people)}) for n in range(3)]

    assert found(*works(12))[1] == []
    assert len(found(*works(2))[1]) == 1, "of two alone it is a sign"


WORDS = "The second draw depends on the first, since one ball has left the bag and is not put back. " * 3


def test_written_answers_with_the_same_words() -> None:
    texts = {"a": WORDS, "b": WORDS.upper().replace(".", " !"), "c": "I say so.", "d": "I say so."}
    comparison, [cluster] = found(Work("ex01", written={"why": texts}, unwritten=["*Your answer.*"]))
    assert cluster.students == ("a", "b")
    [part] = cluster.pairs[0].parts
    assert (part.place, part.word_for_word) == ("why", True)
    assert comparison.side_by_side(cluster.pairs[0], part)[0] == ((WORDS, True),)
    assert found(Work("ex01", written={"why": dict(texts)}, unwritten=[WORDS]))[1] == []


def test_groups() -> None:
    ring = {name: {"why": WORDS} for name in ("a", "b", "c")}
    strong = [
        Work(
            f"ex{n}",
            written={"why": {name: WORDS + str(n) * 90 for name in ring} | {"x": f"{n}", "y": f"{n}"}},
        )
        for n in range(4)
    ]
    weak = Work(
        "ex9", written={"other": {"c": WORDS, "x": WORDS}, "third": {"x": WORDS[::-1], "y": WORDS[::-1]}}
    )
    _, clusters = found(*strong, weak)
    assert [cluster.students for cluster in clusters] == [("a", "b", "c"), ("c", "x", "y")]
    assert [len(cluster.pairs) for cluster in clusters] == [3, 2]
    assert clusters[0].pairs[0].weight > 2 * clusters[1].pairs[0].weight


def test_a_weak_pair_inside_a_group_stays_there() -> None:
    works = [
        Work(f"ex{n}", written={"why": dict.fromkeys(pair, WORDS + f"{n}" * 90)})
        for n, pair in enumerate(["ab", "ab", "ab", "bc", "bc", "bc", "ac"])
    ]
    _, [cluster] = found(*works)
    assert [pair.students for pair in cluster.pairs] == [("a", "b"), ("b", "c"), ("a", "c")]
    assert cluster.pairs[0].weight > 2 * cluster.pairs[2].weight


def test_a_whole_class_with_one_text_is_one_group() -> None:
    began = time.process_time()
    code = {f"s{number:03}": LONG for number in range(300)}
    _, [cluster] = found(*(Work(f"ex{number}", code=dict(code)) for number in range(3)))
    assert len(cluster.students) == 300
    assert time.process_time() - began < 5


@pytest.mark.slow
def test_giants_are_cut() -> None:
    rng = random.Random(3)
    giants = {
        f"s{number}": "\n".join(
            f"{rng.choice('abc')}{rng.choice('+-*')}{rng.random()}" for _ in range(100_000)
        )
        for number in range(4)
    }
    giants |= {
        "deep": "(" * 10**6,
        "long": "x" * 10**6,
        "text": "'" * 10**6,
        "wide": "\n" * 10**6,
        "": "# \x00\r\u2028",
    }
    began = time.process_time()
    assert found(Work("ex01", given=["pass"], code=giants))[1] == []
    assert time.process_time() - began < 5
    assert max(map(len, giants.values())) == similar.MAX_CODE


@pytest.mark.parametrize(
    "code", ["", "\n\n", "def", "class A(B):\n  pass\n" * 30, "é = 'ü' # \U0001f600\n" * 60], ids=range(5)
)
def test_any_text_may_be_compared(code: str) -> None:
    comparison, clusters = found(
        Work("ex01", code={"a": code, "b": code + "\nx = 1", "c": re.sub("A", "C", code)})
    )
    for cluster in clusters:
        for pair in cluster.pairs:
            for part in pair.parts:
                for side, student in zip(comparison.side_by_side(pair, part), pair.students, strict=True):
                    assert side
                    assert student in "abc"


def test_nothing_is_printed_or_opened(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda *_: pytest.fail("opened a browser"))
    found(Work("ex01", code={"a": LONG, "b": renamed(LONG)}))
    assert capfd.readouterr() == ("", "")
