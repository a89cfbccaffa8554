"""The figures say in words what they show, and bring neither styles nor ids of others into the page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from graders import figures


def test_the_histogram_tells_its_content() -> None:
    picture = figures.histogram([3, 8, 8, 9, 10, 10], 10)
    alt = re.search('aria-label="([^"]*)"', picture)
    assert alt
    assert alt[1] == (
        "Histogram of 6 totals of 10 points: median 8.5, middle half 8 to 9.75, from 3 to 10. "
        "The highest bar: 2 between 8 and 8.5 points."
    )


def test_the_strips_tell_their_content() -> None:
    picture = figures.strips({"ex01_red": [0, 0.5, 1, 1], "ex02_blue": [0.25]})
    assert "ex01_red: median 75 %, middle half 38 to 100 % (4 students)" in picture
    assert "ex02_blue: median 25 %, middle half 25 to 25 % (1 student)" in picture
    assert picture.count("<text") > 6
    assert ">ex01<" in picture


@pytest.mark.parametrize(
    ("marks", "most"),
    [([0.0], 0.0), ([0.5], 1.0), ([12.0, 10.0], 10.0), ([0.0] * 300, 1234.0), ([0.1], 0.25)],
)
def test_odd_marks_have_a_figure_too(marks: list[float], most: float) -> None:
    root = ElementTree.fromstring(figures.histogram(marks, most))
    assert sum("#2f7fc1" in node.attrib.values() for node in root.iter()) <= 25
    assert "nan" not in figures.histogram(marks, most).lower()


def test_two_figures_in_one_page() -> None:
    one, other = figures.histogram([1, 2], 3), figures.strips({"ex<b>&": [1, 0]})
    ids = re.findall(' id="([^"]+)"', one), re.findall(' id="([^"]+)"', other)
    assert len({*ids[0], *ids[1]}) == len(ids[0]) + len(ids[1]) > 10
    for picture in (one, other):
        assert " style=" not in picture
        assert "<style" not in picture
        assert "http" not in picture
        used = re.findall(r'(?:url\(#|href="#)([^)"]+)', picture)
        assert used
        assert all(f' id="{name}"' in picture for name in used)
    assert "<b>" not in other
    assert "currentColor" in one


def test_the_same_marks_give_the_same_figure() -> None:
    assert figures.histogram([1, 2], 3) == figures.histogram([1, 2], 3)
