"""The report's figures: drawn by matplotlib, as SVG that stands in the page itself and takes its colours.

The page's content security policy forbids styles in attributes, so matplotlib's become plain SVG attributes. Black
becomes the colour of the text around it: the same figure does for paper, for light and for dark screens.
"""

from __future__ import annotations

import io
import math
import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

BLUE = "#2f7fc1"  # 3:1 or more on white and on the dark page, and told from black by everybody
WIDTH = 4.6  # inches; a phone shows them at about a point a pixel, so letters stay legible
SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"


def histogram(marks: Sequence[float], most: float) -> Markup:
    """Return how many have how many points of ``most``, with the median and the middle half."""
    figure = _figure(2.3)
    axes = figure.subplots()
    width = _bin(most)
    edges = [width * step for step in range(math.ceil(max([most, *marks, width]) / width) + 1)]
    counts, _, _ = axes.hist(marks, bins=edges, color=BLUE, rwidth=0.9)
    middle, low, high = quartiles(marks)
    axes.axvline(middle, color="black", linewidth=1.2)
    axes.axvspan(low, high, color="black", alpha=0.08, linewidth=0)
    axes.set_xlim(0, edges[-1])
    axes.set_ylim(0, max(counts) * 1.12)
    axes.set_xlabel(f"points of {most:g}; line: median, shade: middle half")
    axes.set_ylabel("students")
    axes.yaxis.get_major_locator().set_params(integer=True)
    at = max(range(len(counts)), key=lambda place: counts[place])
    return _svg(
        figure,
        "total",
        f"Histogram of {len(marks)} totals of {most:g} points: median {middle:.3g}, middle half {low:.3g} to "
        f"{high:.3g}, from {min(marks):.3g} to {max(marks):.3g}. The highest bar: {counts[at]:.0f} between "
        f"{edges[at]:g} and {edges[at + 1]:g} points.",
    )


def strips(shares: Mapping[str, Sequence[float]]) -> Markup:
    """Return a row an exercise: a dot for each mark, as large as its number of students, median and middle half."""
    figure = _figure(0.55 + 0.34 * len(shares))
    axes = figure.subplots()
    told = []
    for row, (name, marks) in enumerate(shares.items()):
        found = Counter(round(100 * share, 1) for share in marks)
        sizes = [8 + 180 * count / len(marks) for count in found.values()]
        axes.scatter(list(found), [row] * len(found), s=sizes, color=BLUE, linewidths=0)
        middle, low, high = (100 * value for value in quartiles(marks))
        axes.plot([low, high], [row + 0.36] * 2, color="black", linewidth=2.2, solid_capstyle="butt")
        axes.plot([middle] * 2, [row - 0.3, row + 0.42], color="black", linewidth=1.2)
        who = "1 student" if len(marks) == 1 else f"{len(marks)} students"
        told.append(f"{name}: median {middle:.0f} %, middle half {low:.0f} to {high:.0f} % ({who})")
    axes.set_yticks(range(len(shares)), [name.split("_")[0][:12] for name in shares])
    axes.set_ylim(len(shares) - 0.4, -0.6)
    axes.set_xlim(-4, 104)
    axes.set_xlabel("% of the points; line: median, bar: middle half")
    return _svg(figure, "exercises", "Marks by exercise, as shares of the points. " + "; ".join(told) + ".")


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Return median, lower and upper quartile, inclusive, of one value or more."""
    if len(values) < 2:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return middle, low, high


def _bin(most: float) -> float:
    """Return a round width that makes 8 to 20 bars."""
    power = 10.0 ** math.floor(math.log10(max(most, 1) / 20))
    return next(step * power for step in (1, 2, 5, 10, 20) if max(most, 1) / (step * power) <= 20)


def _figure(height: float) -> Any:
    # Not pyplot, which would keep every figure and pick a window system.
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH, height), layout="constrained")


def _svg(figure: Any, name: str, alt: str) -> Markup:
    """Return a figure as an SVG element that says in ``alt`` what it shows."""
    import matplotlib as mpl

    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=9)
    file = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name, "font.size": 9}):
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    root = ElementTree.fromstring(file.getvalue())  # noqa: S314 - we have just drawn it
    for child in [one for one in root if one.tag == f"{{{SVG}}}metadata"]:
        root.remove(child)
    for node in root.iter():
        node.tag = node.tag.removeprefix(f"{{{SVG}}}")
        for key, value in re.findall(r"([\w-]+): ?([^;]+)", node.attrib.pop("style", "")):
            if key == "font":
                node.set("font-size", re.sub(r".*?([\d.]+)px.*", r"\1", value))
            else:
                node.set(key, "currentColor" if value in ("#000000", "black") else value)
        _rename(node, name)
    for parent in [*root.iter()]:
        for child in [one for one in parent if one.tag == "style"]:
            parent.remove(child)
    root.attrib = {
        "viewBox": root.attrib["viewBox"],
        "role": "img",
        "aria-label": alt,
        "fill": "currentColor",
    }
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - text is escaped by ElementTree


def _rename(node: Any, prefix: str) -> None:
    """Make ids the figure's own: several figures stand in one page."""
    if "id" in node.attrib:
        node.set("id", f"{prefix}-{node.attrib['id']}")
    if LINK in node.attrib:
        node.set("href", node.attrib.pop(LINK).replace("#", f"#{prefix}-"))
    for key, value in node.attrib.items():
        if value.startswith("url(#"):
            node.set(key, value.replace("url(#", f"url(#{prefix}-"))
