"""Which answers are alike: code with its names made alike, by winnowing, and written answers word for word.

copydetect (https://github.com/blingenf/copydetect) turns code into the text that is left when every name is the same
name, and cuts it into overlapping pieces of ``PIECE`` characters; two answers are alike in the pieces that both have
(Schleimer, Wilkerson & Aiken, Winnowing, SIGMOD 2003). What the release gave, and what more than a few different
answers of the class have, is left out: it is no sign of copying.

Likeness is no proof. Short right answers are alike by nature, so a pair is reported only when the alike parts add
up to ``ENOUGH`` characters over a problem set. The numbers were chosen on the fair variants under
``tests/submissions``, dealt out to imaginary students: of 9,500 pairs, one was reported.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice, pairwise, product
from typing import Any

PIECE = 25  # characters, names made alike, that must agree in a row
FEWEST = 60  # characters of somebody's own in an exercise, from which it is compared
ALIKE = 0.5  # share of both answers that must agree
ENOUGH = 400  # characters of a pair over all exercises; those that agree word for word count twice
MAX_CODE = 8_000  # characters that are compared of one student's code in one exercise
MAX_ALL = 30  # students with one text, up to which each pair of them is listed
MOST_COMMON = 4  # different answers that may share a piece; in a large class, a tenth of it

Pieces = tuple[tuple[str, bool], ...]  # text, and whether it is alike


@dataclass
class Work:
    """What a class wrote in one exercise: ``code`` by student, ``written`` answers by cell and student.

    ``given`` are the release's code cells, ``unwritten`` its written answers.
    """

    exercise: str
    given: Sequence[str] = ()
    unwritten: Sequence[str] = ()
    code: dict[str, str] = field(default_factory=dict)
    written: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """What two students have in common in one exercise.

    ``cell`` is the written answer's, or empty for code; ``size`` counts characters, ``shares`` are of each answer.
    """

    exercise: str
    size: int
    shares: tuple[float, float] = (1.0, 1.0)
    word_for_word: bool = False
    cell: str = ""

    @property
    def place(self) -> str:
        """Where it is: the written answer's cell, or the exercise."""
        return self.cell or self.exercise

    @property
    def weight(self) -> int:
        """How much it counts."""
        return self.size * (2 if self.word_for_word else 1)


@dataclass(frozen=True)
class Pair:
    """Two students whose answers are alike, and where."""

    students: tuple[str, str]
    parts: tuple[Part, ...]

    @property
    def weight(self) -> int:
        """How much speaks for a common origin; pairs are ranked by it."""
        return sum(part.weight for part in self.parts)


@dataclass(frozen=True)
class Cluster:
    """Students linked by pairs that are about equally strong; the strongest pair comes first."""

    students: tuple[str, ...]
    pairs: tuple[Pair, ...]


_Found = tuple[Part, tuple[str, str]]


class Comparison:
    """All pairs of a class, by exercise; call :meth:`add` for each, then :meth:`clusters`."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, str], list[Part]] = {}
        self._works: dict[str, Work] = {}
        self._ignored: dict[str, set[int]] = {}

    def add(self, work: Work) -> None:
        """Compare everybody's answers to one exercise."""
        self._works[work.exercise] = work
        for student, text in work.code.items():
            work.code[student] = text[:MAX_CODE]
        for part, pair in [*self._code(work), *_written(work)]:
            self._parts.setdefault(pair, []).append(part)

    def clusters(self) -> list[Cluster]:
        """Return the students whose answers have enough in common, the strongest cluster first."""
        pairs = [Pair(students, tuple(parts)) for students, parts in self._parts.items()]
        pairs = sorted(
            (pair for pair in pairs if pair.weight >= ENOUGH), key=lambda pair: (-pair.weight, pair.students)
        )
        found: list[list[Pair]] = []
        home: dict[str, int] = {}
        for pair in pairs:
            # A weak link doesn't join strong groups: it is shown by itself. The first groups are the strongest.
            homes = {home[student] for student in pair.students if student in home}
            within = len(homes) == 1 and all(student in home for student in pair.students)
            near = homes if within else {at for at in homes if found[at][0].weight <= 2 * pair.weight}
            target = min(near, default=len(found))
            if not near:
                found.append([])
            for at in near - {target}:
                home |= {student: target for student, place in home.items() if place == at}
                found[target] += found[at]
                found[at] = []
            found[target].append(pair)
            for student in pair.students:
                home.setdefault(student, target)
        return [
            Cluster(
                tuple(sorted({student for pair in group for student in pair.students})),
                tuple(sorted(group, key=lambda pair: (-pair.weight, pair.students))),
            )
            for group in found
            if group
        ]

    def side_by_side(self, pair: Pair, part: Part) -> tuple[Pieces, Pieces]:
        """Return both answers in pieces, with those marked that are alike."""
        work = self._works[part.exercise]
        texts = [(work.written[part.cell] if part.cell else work.code)[student] for student in pair.students]
        if part.word_for_word:
            return ((texts[0], True),), ((texts[1], True),)
        from copydetect import compare_files  # type: ignore[import-untyped]

        prints = [_fingerprint(text, self._ignored[part.exercise]) for text in texts]
        _, _, slices = compare_files(*prints)
        return _pieces(prints[0].raw_code, slices[0]), _pieces(prints[1].raw_code, slices[1])

    def _code(self, work: Work) -> Iterator[_Found]:
        given = {
            piece for text in [*work.given, "\n\n".join(work.given)] for piece in _fingerprint(text).hashes
        }
        same: dict[str, list[str]] = {}
        for student in sorted(work.code):
            lines = (line.rstrip() for line in work.code[student].splitlines())
            same.setdefault("\n".join(filter(None, lines)), []).append(student)
        answers = [
            _Answer(students, _fingerprint(work.code[students[0]], given)) for students in same.values()
        ]
        answers = [answer for answer in answers if answer.own >= FEWEST]
        for answer in answers:
            part = Part(work.exercise, answer.own, word_for_word=True)
            yield from ((part, pair) for pair in _all(answer.students))
        spread = Counter(piece for answer in answers for piece in answer.found.hashes)
        most = max(MOST_COMMON, len(work.code) // 10)
        ignored = given | {piece for piece, count in spread.items() if count > most}
        self._ignored[work.exercise] = ignored
        for answer in answers:
            _leave_out(answer.found, ignored)
        for one, other in combinations(answers, 2):
            yield from _compared(work.exercise, one, other)


@dataclass
class _Answer:
    """One text that some students have, its fingerprint, and how many characters of it the release doesn't have."""

    students: list[str]
    found: Any
    own: int = field(init=False)

    def __post_init__(self) -> None:
        self.own = int(self.found.token_coverage)


def _compared(exercise: str, one: _Answer, other: _Answer) -> Iterator[_Found]:
    from copydetect import compare_files

    # A piece that both have covers PIECE characters at most; most pairs are done with here.
    if len(one.found.hashes & other.found.hashes) * PIECE < ALIKE * max(one.own, other.own):
        return
    _, parts, _ = compare_files(one.found, other.found)
    sizes = [
        int(part * found.token_coverage) for part, found in zip(parts, (one.found, other.found), strict=True)
    ]
    shares = (min(1.0, sizes[0] / one.own), min(1.0, sizes[1] / other.own))
    if min(shares) < ALIKE or min(sizes) < FEWEST:
        return
    for first, second in islice(product(one.students, other.students), MAX_ALL):
        ordered = shares if first < second else shares[::-1]
        yield Part(exercise, min(sizes), ordered), (min(first, second), max(first, second))


def _written(work: Work) -> Iterator[_Found]:
    untouched = {_words(text) for text in work.unwritten}
    for cell, texts in work.written.items():
        same: dict[str, list[str]] = {}
        for student in sorted(texts):
            texts[student] = texts[student][:MAX_CODE]
            same.setdefault(_words(texts[student]), []).append(student)
        for words, students in same.items():
            if len(words) >= FEWEST and words not in untouched:
                part = Part(work.exercise, len(words), word_for_word=True, cell=cell)
                yield from ((part, pair) for pair in _all(students))


def _all(students: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Return all pairs of a few, or a chain through many: either links all of them."""
    return combinations(students, 2) if len(students) <= MAX_ALL else pairwise(students)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _fingerprint(text: str, ignored: Collection[int] = ()) -> Any:
    """Return copydetect's fingerprint of code: every piece, since answers are too short to pick a few."""
    from copydetect import CodeFingerprint

    # Pygments drops empty lines in front, and copydetect would count them.
    code = "\n".join(text.strip("\n").splitlines()) + "\n"
    found = CodeFingerprint("answer.py", PIECE, 1, fp=io.StringIO(code))
    _leave_out(found, ignored)
    return found


def _leave_out(found: Any, ignored: Collection[int]) -> None:
    """Take pieces out of a fingerprint. copydetect's own ``boilerplate`` also loses what an answer repeats."""
    from copydetect.utils import get_token_coverage  # type: ignore[import-untyped]

    found.hash_idx = {int(piece): where for piece, where in found.hash_idx.items() if piece not in ignored}
    found.hashes = set(found.hash_idx)
    found.token_coverage = get_token_coverage(found.hash_idx, found.k, len(found.filtered_code))


def _pieces(text: str, slices: Any) -> Pieces:
    made: list[tuple[str, bool]] = []
    done = 0
    for start, end in zip(*(map(int, side) for side in slices), strict=True):
        made += [(text[done : max(start, done)], False), (text[max(start, done) : end], True)]
        done = max(done, end)
    return tuple((piece, alike) for piece, alike in [*made, (text[done:], False)] if piece)
