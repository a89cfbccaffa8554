"""Messages that explain the same are one group; messages that explain something else are not."""

from __future__ import annotations

import time

import pytest

from graders.misconceptions import Complaint, Kind, gist, groups, kind

REPLACED = "That is the chance with replacement: the same bag at each draw."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"prob_all_red(3, 7, 2) is 0.09. {REPLACED}", f"prob_all_red(4, 3, 4) is 0.106622. {REPLACED}"),
        (
            "posterior_sequence(0.3, [0, 1]) is [0.17, 0.42]. Each result starts again from the prior.",
            "posterior_sequence(0.3, np.array([True])) is [0.17]. Each result starts again from the prior.",
        ),
        (
            "Two equal logits should get 0.5 each; yours: [1. 1.].",
            "Two equal logits should get 0.5 each; yours: [0.3 nan].",
        ),
        ("You say 'biased'. Compare your two numbers.", "You say 'fair'. Compare your two numbers."),
        (
            "f should refuse -1 balls: raise a ValueError. It returned 0 instead.",
            "f should refuse -1 balls: raise a ValueError. It returned None instead.",
        ),
        (
            "all red is 1,314.07, which is not a count out of 20,000.",
            "all red is -2e-09, which is not a count out of 20,000.",
        ),
        (
            "f(2) is 3, which is not the right value. Which base is asked for?",
            "f(4) is 5, which is not the right value. Which base is asked for?",
        ),
        ("`f` raised ValueError: bad value 3", "`f` raised ValueError: bad value 17"),
        ("x is 1. Even  so,\nit is wrong.", "x is 2. Even so, it is wrong."),
    ],
)
def test_only_a_students_numbers_differ(one: str, other: str) -> None:
    assert gist(one) == gist(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"p is 0.09. {REPLACED}", "p is 0.09. The order was counted twice."),
        (
            "f should refuse -1 balls: raise a ValueError. It returned 0 instead.",
            "f should refuse 2.5 balls: raise a ValueError. It returned 0 instead.",
        ),
        (
            "f should refuse -1 balls: raise a ValueError. It returned 0 instead.",
            "f should refuse -1 balls with a ValueError, but it raised IndexError.",
        ),
        (
            "`f` raised ValueError: See the notes. More text here.",
            "`f` raised IndexError: See the notes. More text here.",
        ),
        (
            "p is 3, which is not the right value.",
            "p is 3: that looks like a percentage. Give it as a fraction of one.",
        ),
        ("There are no bars.", "There are no lines."),
    ],
)
def test_another_explanation_is_another_group(one: str, other: str) -> None:
    assert gist(one) != gist(other)


@pytest.mark.parametrize(
    ("message", "what"),
    [
        (f"p is 0.09. {REPLACED}", Kind.NAMED),
        ("prior is not right yet. The log of a quotient is no quotient of logs.", Kind.NAMED),
        ("f should refuse -1 with a ValueError, but it raised TypeError.", Kind.NAMED),
        ("p is 0.09, which is not the right value. Look at the bag.", Kind.UNKNOWN),
        ("f(x): 3 of 3 values are wrong; the first is at position 0, where you have 1.", Kind.UNKNOWN),
        ("prior is not right yet.", Kind.UNKNOWN),
        ("This check failed.", Kind.UNKNOWN),
        ("`f` raised ZeroDivisionError: division by zero", Kind.ERROR),
        ("This raised TypeError: float() argument must be a string", Kind.ERROR),
        ("`f` didn't finish within 1 seconds. Is there an endless loop?", Kind.ERROR),
        ("`f` had ended the Python process before, so it was not called again.", Kind.ERROR),
        ("There is no answer here yet: the cell still raises NotImplementedError.", Kind.NOTHING),
        ("`p` isn't defined. Run your answer cell, and keep the name as it is.", Kind.NOTHING),
    ],
)
def test_kinds(message: str, what: Kind) -> None:
    assert kind(message) is what


def test_a_group_counts_students_once_and_says_it_in_most_students_words() -> None:
    told = [
        (
            "ada",
            [
                Complaint("two draws", f"p(2) is 0.09. {REPLACED}"),
                Complaint("three", f"p(3) is 0.4. {REPLACED}"),
            ],
        ),
        ("bob", [Complaint("two draws", f"p(2) is 0.09. {REPLACED}"), Complaint("sum", "It sums to 2.")]),
        ("cy", [Complaint("two draws", "There is no answer here yet: …")] * 2),
        ("dora", [Complaint("two draws", "There is no answer here yet: …")]),
        ("emil", []),
    ]
    first, second, last = groups(told)
    assert first.students == ("ada", "bob")
    assert first.message == f"p(2) is 0.09. {REPLACED}"
    assert first.titles == ("two draws", "three")
    assert (second.students, second.message) == (("bob",), "It sums to 2.")
    assert (last.kind, last.students) == (Kind.NOTHING, ("cy", "dora")), "no mistake, so after all of them"


@pytest.mark.parametrize(
    "message",
    [
        "(" * 10**6,
        "[1, " * 10**6,
        "'" * 10**6,
        "1" * 10**6,
        "a. " * 10**6,
        "-" * 10**6,
        "f should refuse " * 10**5,
        "1,2,[" * 10**5,
    ],
)
def test_long_messages_cost_little(message: str) -> None:
    began = time.process_time()
    assert len(groups([("ada", [Complaint("title", message)])])[0].message) <= 600
    assert time.process_time() - began < 0.2
