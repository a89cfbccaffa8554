"""Which mistakes were made: the failed checks of one test cell, grouped by what their messages explain.

A message quotes the student's own numbers ("p_both_red is 0.09. That is the chance with replacement"), so no two
are the same text. :func:`gist` leaves out what a student's work put in, and keeps the sentence that explains.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MAX_MESSAGE = 600  # characters of a message that are read; ours are shorter, a student's error may be longer

_QUOTED = re.compile(r"""(?<!\w)(?:'[^'\n]*'|"[^"\n]*"|“[^”\n]*”)(?!\w)""")
_NUMBER = re.compile(
    r"(?<![\w.])[-+−]?(?:\d+(?:,\d{3})*(?:\.\d+|\.(?=\s*[\]\d-]))?|\.\d+)(?:e[-+]?\d+)?(?!\w)"
    r"|\b(?:nan|inf|True|False)\b"
)
_LIST = re.compile(r"[\[({]\s*#(?:[\s,;]*#)*[\s,]*[\])}]|#(?:[\s,/:-]+#)+")
# What a function should refuse is the test's own choice: those numbers stay.
_REFUSES = re.compile(r"^.* should refuse .*?(?=: raise a ValueError\.| with a ValueError, but it raised)")
_NOTHING = re.compile(
    r"There is no answer here yet|isn't defined\. Run your|NotImplementedError|was not handed in"
)
_ERROR = re.compile(
    r"^(?:This|Your code|`[^`]*`) (?:raised \w|ran past its time|ended the Python|had ended the Python)"
    r"|didn't finish within|could not be read|was not called again|was not run"
)
_UNKNOWN = re.compile(
    r"which is not the right value\.|values are wrong; the first is at|not right yet\.$|which is not right\.$"
    r"|^This check failed\.$"
)


class Kind(StrEnum):
    """What a message tells of the mistake, by the wording of :mod:`graders.checks`."""

    NAMED = "named mistake"
    UNKNOWN = "unknown mistake"
    ERROR = "error or time limit"
    NOTHING = "no answer"


@dataclass(frozen=True)
class Complaint:
    """One failed check: its title, and the line the student read."""

    title: str
    message: str


@dataclass(frozen=True)
class Group:
    """Students who were told the same, in the words that most of them read, under the titles of these checks."""

    kind: Kind
    message: str
    titles: tuple[str, ...]
    students: tuple[str, ...]


def kind(message: str) -> Kind:
    """Return what a message tells of the mistake."""
    text = _flat(message)
    if _NOTHING.search(text):
        return Kind.NOTHING
    if _ERROR.search(text):
        return Kind.ERROR
    return Kind.UNKNOWN if _UNKNOWN.search(text) else Kind.NAMED


def gist(message: str) -> str:
    """Return a message without the student's numbers, quotes and results; only good for comparing."""
    text = _flat(message)
    if refuses := _REFUSES.match(text):
        return refuses[0] + (" raised" if ", but it raised" in text else " returned")
    text = _NUMBER.sub("#", _QUOTED.sub("#", text))
    before = ""
    while before != text:  # lists in lists
        before, text = text, _LIST.sub("#", text)
    first, *more = re.split(r"(?<=[.!?])\s+", text)
    # The first sentence says what the student has; those that follow say why it is wrong.
    says_why = kind(message) in (Kind.NAMED, Kind.UNKNOWN) and len(" ".join(more).split()) >= 3
    return " ".join(more) if "#" in first and says_why else text


def _flat(message: str) -> str:
    return " ".join(message[:MAX_MESSAGE].split())


@dataclass
class _Found:
    """What was said to whom, so far, of one gist; dictionaries for their order."""

    wordings: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    students: dict[str, None] = field(default_factory=dict)


def groups(told: Iterable[tuple[str, Sequence[Complaint]]]) -> list[Group]:
    """Group (student, failed checks) pairs of one test cell; the most frequent first, missing answers last."""
    found: dict[str, _Found] = {}
    for student, complaints in told:
        for complaint in complaints:
            one = found.setdefault(gist(complaint.message), _Found())
            one.wordings[complaint.message[:MAX_MESSAGE]] += 1
            one.titles[complaint.title] += 1
            one.students[student] = None
    made = []
    for one in found.values():
        message = min(one.wordings, key=lambda text: (-one.wordings[text], len(text), text))
        titles = tuple(title for title, _ in one.titles.most_common() if title)
        made.append(Group(kind(message), message, titles, tuple(one.students)))
    return sorted(made, key=lambda group: (group.kind is Kind.NOTHING, -len(group.students), group.message))
