"""Feedback: what it says, what it must never say, and that hostile notebooks stay inert in it."""

from __future__ import annotations

import base64
import io
import json
import re
import struct
import time
import zlib
from html.parser import HTMLParser
from itertools import pairwise

import nbformat
import pytest

from graders import feedback, markup
from graders.verdict import CourseError, Mark, NotebookMarks

HIDDEN_ONE = 'with checks.check("the bag changes after the first draw"):'
HIDDEN_TWO = "    checks.close(p_both_red, 1 / 15, what='p_both_red', known=WRONG_ANSWERS_TABLE)"
HIDDEN_THREE = "assert prob_all_red(31, 17, 5) == SECRET_EXACT_VALUE"


def png(width: int = 320, height: int = 180) -> str:
    """A small real picture: bars on white."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(
        b"\0"
        + b"".join(
            b"\x4c\x78\xa8" if x % 32 < 24 and y > height - 20 - (x // 32) * 12 else b"\xff\xff\xff"
            for x in range(width)
        )
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return base64.b64encode(data).decode()


PICTURE = png()


def flags(grade_id, *, grade=False, solution=False, locked=False, points=None, graders=None):
    found = {
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "schema_version": 3,
    }
    if points is not None:
        found["points"] = points
    return {"nbgrader": found} | ({"graders": graders} if graders else {})


def md(source, **metadata):
    return nbformat.v4.new_markdown_cell(source, metadata=metadata)


def code(source, outputs=(), **metadata):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def stream(text, name="stdout"):
    return nbformat.v4.new_output("stream", name=name, text=text)


def display(**data):
    return nbformat.v4.new_output(
        "display_data", data={key.replace("_", "/", 1): value for key, value in data.items()}
    )


def error(ename, evalue, traceback):
    return nbformat.v4.new_output("error", ename=ename, evalue=evalue, traceback=traceback)


def graded_cell(name, status, points, most, *, checks=(), message="", visible="assert p_both_red > 0"):
    source = (
        f"{visible}\n### BEGIN HIDDEN TESTS\n{HIDDEN_ONE}\n{HIDDEN_TWO}\n{HIDDEN_THREE}\n### END HIDDEN TESTS"
    )
    leak = error("AssertionError", "", [f"---> 3 {HIDDEN_THREE}", "AssertionError: "])
    details = {
        "status": status,
        "points": points,
        "max_points": most,
        "message": message,
        "checks": list(checks),
    }
    return code(source, [leak], **flags(name, grade=True, locked=True, points=most, graders=details))


PROMPT = r"""# Both balls red

A bag holds **3 red** and **7 blue** balls; two are drawn *without replacement*. This is the smallest case of
sampling tokens without repeats, see [the chapter](https://example.org/chapter3).

## What to do

1. Compute $P(\text{both red})$ and bind it to `p_both_red`.
2. Write `prob_all_red(red, blue, draws)`.

$$P(A \cap B) = P(A)\,P(B \mid A) = \frac{r}{r+b} \cdot \frac{r-1}{r+b-1}$$

| red | blue | both red |
|----:|-----:|---------:|
| 2 | 2 | 1/6 |
| 3 | 7 | ? |

```python
def prob_all_red(red: int, blue: int, draws: int) -> float:
    ...
```

<details><summary>Hint: the first test passes, the second fails</summary>

What is in the bag after one red ball has left it?

</details>
"""

PANDAS = """<div><style scoped>.dataframe tbody tr th {vertical-align: top;}</style>
<table border="1" class="dataframe">
<thead><tr style="text-align: right;"><th></th><th>draws</th><th>chance</th></tr>
</thead><tbody><tr><th>0</th><td>1</td><td>0.300</td></tr>
<tr><th>1</th><td>2</td><td>0.090</td></tr></tbody></table></div>"""

ANSWER = '''from fractions import Fraction

p_both_red = 3 / 10 * 3 / 10  # 0.09


def prob_all_red(red: int, blue: int, draws: int) -> float:
    """Chance that all draws are red."""
    chance = 1.0
    for i in range(draws):
        chance *= (red - i) / (red + blue - i)
    return chance
'''

CHECKS = [
    {"title": "it is a chance", "status": "passed", "message": ""},
    {
        "title": "the bag changes after the first draw",
        "status": "failed",
        "message": "0.09 is the chance with replacement: after one red ball leaves, what is in the bag?",
    },
]


def cells():
    tests = [
        graded_cell("ex01-test-value", "failed", 0.0, 2.0, checks=CHECKS),
        graded_cell(
            "ex01-test-function",
            "failed",
            2.5,
            4.0,
            checks=[
                {"title": "two draws", "status": "passed", "message": ""},
                {
                    "title": "refuses negatives",
                    "status": "failed",
                    "message": "`prob_all_red(-1, 2, 1)` raised no ValueError.",
                },
                {"title": "more draws than red balls", "status": "not run", "message": ""},
            ],
        ),
        graded_cell(
            "ex01-test-simulation",
            "passed",
            2.0,
            2.0,
            checks=[{"title": "20,000 trials", "status": "passed", "message": ""}],
        ),
        graded_cell(
            "ex01-test-speed",
            "not run",
            0.0,
            1.0,
            message="Cell 4 stopped the notebook (`exit()`), so this didn't run.",
        ),
    ]
    trace = [
        "\x1b[0;31m---------------------------------------------------------------------------\x1b[0m",
        "\x1b[0;31mZeroDivisionError\x1b[0m                         Traceback (most recent call last)",
        "Cell \x1b[0;32mIn[4], line 1\x1b[0m\n"
        "\x1b[0;32m----> 1\x1b[0m \x1b[43mprob_all_red\x1b[49m(\x1b[38;5;28;01m0\x1b[39;00m, 0, 1)",
        "\x1b[0;31mZeroDivisionError\x1b[0m: division by zero",
    ]
    return [
        md(PROMPT, **flags("ex01-prompt", locked=True)),
        code("import numpy as np", **flags("ex01-given", locked=True)),
        code(ANSWER, [stream("p_both_red = 0.09\n")], **flags("ex01-answer", solution=True)),
        tests[0],
        tests[1],
        md("My own note: try it with $n = 3$."),
        code("table(draws=2)", [display(text_html=PANDAS, text_plain="   draws  chance")]),
        code("plot()", [display(image_png=PICTURE, text_plain="<F>"), stream("10%\r50%\r100%\n", "stderr")]),
        tests[2],
        code("prob_all_red(0, 0, 1)", [error("ZeroDivisionError", "division by zero", trace)]),
        tests[3],
        md("The draws are **not** independent: $P(B \\mid A) \\ne P(B)$.",
           **flags("ex01-written-why", grade=True, solution=True, points=2)),
        md("- 1 point: names *dependence*\n- 1 point: writes the conditional", graders={"rubric": True}),
    ]  # fmt: skip


def notebook(more=(), notes=(), base=None):
    metadata = {
        "graders": {
            "exercise": "ex01_both_red",
            "notes": list(notes),
            "isolation": "namespaces",
            "seconds": 0.03,
        }
    }
    return nbformat.v4.new_notebook(cells=[*(cells() if base is None else base), *more], metadata=metadata)


def marks(**changes):
    found = {
        "ex01-test-value": Mark(0.0, 2.0),
        "ex01-test-function": Mark(2.5, 4.0),
        "ex01-test-simulation": Mark(2.0, 2.0),
        "ex01-test-speed": Mark(0.0, 1.0),
        "ex01-written-why": Mark(1.0, 2.0, comment="Good. *Which* conditional? See $P(B \\mid A)$."),
    }
    return NotebookMarks(found | changes.pop("marks", {}), **changes)


def pages(nb=None, given=None, student="Ada Lovelace"):
    page = feedback.read(nb or notebook(), given or marks(), student=student, assignment="ps1")
    return feedback.feedback_html(page), feedback.feedback_notebook(page)


class Checker(HTMLParser):
    """Collects what a browser would see of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.headings = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_data(self, data):
        if self.tags[-1:] != [("style", {})]:
            self.words.append(data)


def assert_inert(page):
    found = Checker(page)
    for tag, attrs in found.tags:
        assert tag not in ("script", "svg", "iframe", "object", "embed", "form", "base", "link", "style") or (
            tag == "style" and not attrs
        ), tag
        assert not [name for name in attrs if name.startswith("on")], attrs
        assert "style" not in attrs
        assert "srcset" not in attrs
        assert attrs.get("src", "data:image/").startswith("data:image/"), attrs
        if tag == "a":
            assert re.match(r"#|https?://|mailto:|$", attrs.get("href", "")), attrs
            assert attrs.get("href", "#")[0] == "#" or attrs["rel"] == "noopener noreferrer"
        elif tag != "math":
            assert "href" not in attrs
        if tag == "img":
            assert attrs.get("alt"), attrs
    assert sum(tag == "style" for tag, _ in found.tags) == 1
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    levels = found.headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]", page)
    return found


def assert_valid(nb):
    nbformat.validate(nbformat.reads(json.dumps(nb), as_version=4))
    for cell in nb.cells:
        assert set(cell.metadata) == set()
        for output in cell.get("outputs", ()):
            assert set(output.get("data", {})) <= {
                "text/plain",
                "text/html",
                "text/markdown",
                "image/png",
                "image/jpeg",
            }


# ------------------------------------------------------------------------------------------ what it says


def test_a_graded_notebook_says_what_happened():
    page, nb = pages()
    words = " ".join("".join(assert_inert(page).words).split())
    assert_valid(nb)
    text = "\n".join(cell.source for cell in nb.cells)
    for shown in (words, re.sub(r"\\(.)", r"\1", text)):
        assert "0.09 is the chance with replacement: after one red ball leaves" in shown
        assert "raised no ValueError." in shown
        assert "Both balls red" in shown
        assert "Ada Lovelace" in shown
        assert "Which conditional?" in shown.replace("*", "")
        assert "names dependence" in shown.replace("*", "")
        assert "so this didn't run" in shown
        for word in ("Passed", "Partly passed", "Not passed", "Not run", "Graded"):
            assert word in shown
        assert "assert p_both_red > 0" in shown
    assert "5.5 of 11 points" in words
    assert "2.5 / 4" in words
    assert f'<img src="data:image/png;base64,{PICTURE}" alt="Figure made by your cell 4">' in page
    assert page.count("<math") >= 4
    assert "100%" in words
    assert "50%" not in words
    assert '<th scope="col">chance</th>' in page
    assert '<th scope="row">0</th>' in page
    assert page.count('href="#result-1"') == page.count('id="result-1"') == 1


def test_hidden_tests_stay_hidden_even_if_a_student_prints_them():
    escaped = HIDDEN_TWO.replace("<", "&lt;")
    coloured = HIDDEN_THREE.replace("==", "\x1b[31m==\x1b[0m")
    nb = notebook([
        code("print(In)", [stream(f"found: {HIDDEN_THREE}\n"), stream(coloured, "stderr")]),
        code("frames()", [error("NameError", HIDDEN_ONE, [f"   3 {HIDDEN_ONE}", coloured])]),
        code("frames(2)", [error("NameError", HIDDEN_ONE, [])]),
        code("HTML(alt)", [display(text_html=f"<img alt=\"{HIDDEN_THREE}\" src=x>")]),
        code("HTML(src)", [display(text_html=f"<pre>{escaped}</pre>", text_plain=HIDDEN_TWO)]),
        code("Markdown(src)", [display(text_markdown=HIDDEN_TWO)]),
        graded_cell("ex01-test-odd", "failed", 0.0, 1.0, message=f"it said {HIDDEN_THREE}"),
        code("### BEGIN HIDDEN TESTS\nassert lonely_hidden_line",
             **flags("ex01-test-torn", grade=True, locked=True, points=1)),
    ])  # fmt: skip
    page, out = pages(nb)
    for text in (page, json.dumps(out)):
        plain = (
            re.sub(r"<[^>]*>|\\u001b\[[0-9;]*m|\\(?=[^\w\s])", "", text)
            .replace("&#39;", "'")
            .replace("&#34;", '"')
        )
        for line in (
            HIDDEN_ONE,
            HIDDEN_TWO,
            HIDDEN_THREE,
            "SECRET_EXACT",
            "WRONG_ANSWERS",
            "lonely_hidden",
            "HIDDEN TESTS",
        ):
            assert line.strip() not in plain
        assert "[withheld]" in plain


def test_plain_words_of_a_hidden_test_are_no_secret():
    hidden = "for n in range(9):\n    continue\nf(\n    long_name,\n)"
    test = code(f"### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS", **flags("t", grade=True, points=1))
    page, _ = pages(
        notebook([code("print(s)", [stream("they continue long_name, for n in range(9): no")]), test])
    )
    assert "they continue long_name, [withheld] no" in page


def test_students_may_write_what_a_hidden_test_says():
    page, _ = pages(notebook([code(HIDDEN_THREE, [error("E", "x", [f"----> 1 {HIDDEN_THREE}"])])]))
    assert "----&gt; 1 assert prob_all_red(31, 17, 5)" in page


def test_written_answers_before_and_after_grading():
    waiting = marks(marks={"ex01-written-why": Mark(None, 2.0, comment="draft", needs_manual_grade=True)})
    for text in (pages(given=waiting)[0], str(pages(given=waiting)[1])):
        assert "To be graded" in text
        assert "2 points still to be graded by a person" in text
        assert "dependence" not in text.replace("independent", "")
        assert "draft" not in text
    graded = "".join(Checker(pages()[0]).words)
    assert "still to be graded" not in graded
    assert "Marking scheme" in graded


def test_a_mark_that_must_be_seen_again_counts_as_waiting():
    again = marks(marks={"ex01-written-why": Mark(1.0, 2.0, needs_manual_grade=True)})
    assert "2 points still to be graded" in pages(given=again)[0]
    assert "Marking scheme" not in pages(given=again)[0]


def test_late_penalty_notes_and_comments():
    given = marks(late_penalty=1.0, comments={"ex01-answer": "Nice docstring."})
    notes = [
        {"kind": "missing", "text": "You handed in no notebook for this exercise."},
        {"kind": "restored", "text": "The test cell `ex01-test-value` was missing and is back."},
        "odd", {"kind": "limit"},
    ]  # fmt: skip
    page, nb = pages(notebook(notes=notes), given)
    words = " ".join("".join(Checker(page).words).split())
    assert "1 point off for handing in late; already in the total." in words
    assert "4.5 of 11 points" in words
    assert "Missing: You handed in no notebook" in words
    assert "Repaired: The test cell ex01-test-value was missing" in words
    assert "Nice docstring." in words
    assert "Nice docstring." in str(nb)
    assert "1 point off" in nb.cells[0].source


def test_a_harness_error_is_ours_and_gives_no_mark():
    broken = [
        *cells(),
        graded_cell("ex01-test-x", "harness error", None, 1.0, message="LaneError: judge died at /srv"),
    ]
    page, nb = pages(notebook(base=broken), marks(marks={"ex01-test-x": Mark(None, 1.0)}))
    for text in (page, str(nb)):
        assert "Not graded yet" in text
        assert "Staff have been told" in text
        assert "LaneError" not in text
        assert "5.5 of 11" not in text.replace("\\\\", "")


def test_points_set_by_a_person_and_stock_results():
    page, _ = pages(given=marks(marks={"ex01-test-value": Mark(2.0, 2.0)}))
    assert "Points set by the person" in page
    stock = code("assert True", **flags("ex01-test-stock", grade=True, locked=True, points=1))
    read = feedback.read(
        notebook(base=[stock]), NotebookMarks({"ex01-test-stock": Mark(1.0, 1.0)}), student="", assignment=""
    )
    assert read.results[0].word == "Passed"
    assert (
        feedback.read(notebook(base=[stock]), NotebookMarks({}), student="", assignment="").results[0].word
        == "Not run"
    )


def test_an_empty_notebook_is_still_a_page():
    page, nb = pages(notebook(base=[]), NotebookMarks({}))
    assert_inert(page)
    assert_valid(nb)
    assert "Both red" in page


def test_files_are_written_whole_and_only_under_plain_names(tmp_path):
    paths = feedback.write(
        tmp_path / "ada" / "ps1", "ex01_both_red", notebook(), marks(), student="Ada", assignment="ps1"
    )
    assert [path.name for path in paths] == ["ex01_both_red.ipynb", "ex01_both_red.html"]
    assert sorted(path.name for path in paths[0].parent.iterdir()) == sorted(path.name for path in paths)
    nbformat.validate(nbformat.read(paths[0], as_version=4))
    for name in ("../up", "a/b", "", ".hidden", "a\n", "<b>"):
        with pytest.raises(CourseError):
            feedback.write(tmp_path, name, notebook(), marks(), student="", assignment="")


# ------------------------------------------------------------------------------------------ hostile content

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<a href='javascript:alert(1)'>x</a> [x](javascript:alert(1)) <a href='&#106;avascript:alert(1)'>y</a>",
    "![x](https://e.vil/t.png) <img src='//evil.example/t.png'> <img srcset='https://evil.example 1x'>",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+) <a href='data:text/html,<script>x'>x</a>",
    "<div style='position:fixed;inset:0;background:url(https://evil.example)' id=results class=card>x</div>",
    "<style>body{display:none}</style><link rel=stylesheet href=https://evil.example><base href=https://evil.example>",
    "<form action=https://evil.example><input><button>go</button></form><iframe srcdoc='<script>1</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    '<div title="\n\n$x$ onmouseover=alert(1) "\n\n<p>late</p>',
    '<abbr title="\n\n$\\text{" onmouseover=alert(1) x="}$\n\n">q</abbr>',
    r"$\href{javascript:alert(1)}{x}$ $\text{<script>alert(1)</script>}$ $\style{top:0}{x}$ $\class{a}{x}$",
    "$$\\text{<img src=x onerror=alert(1)>}$$ $\\frac{$ $\\left($ $\\begin{align}$ $\\def\\a{\\a\\a}\\a$",
    "```python\n</pre><script>alert(1)</script>\n```\n```\n</code></pre><img src=x onerror=alert(1)>\n```",
    "</main></body></html><h1>Score: 10 of 10 points</h1><h6>x</h6><!-- ",
    "\u202egnp.exe\u202c \u2066x\u2069 &#x202e; &#8238; \x1b]0;owned\x07 \x1b]8;;x\x1b\\y \x9b1m \x00\x08",
    "# one\n\n#### four\n\n<h1>raw</h1>\n\n<h5>five</h5>",
    "{{ 7 * 7 }} {% raw %} {{ page.student|safe }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_inert_everywhere(attack):
    check = [{"title": attack, "status": "failed", "message": attack}]
    bundle = {
        "image/svg+xml": attack,
        "text/html": attack,
        "image/png": attack,
        "image/jpeg": 'iVBORw0KGgo="><script>',
    }
    more = [
        md(attack, **flags("ex01-written-more", grade=True, solution=True, points=1)),
        md(f"{attack}\n\n![p](attachment:a.png)", attachments=None),
        code(attack, [
            stream(attack), stream(attack, attack),
            error(attack, attack, [attack]), error(attack, attack, []),
            *(display(**{f"text_{kind}": attack}) for kind in ("html", "markdown", "latex", "plain")),
            display(**{"image_svg+xml": attack}), display(image_png=attack),
            display(**{"application_javascript": attack, attack: attack}),
        ]),
        graded_cell("ex01-test-attack", "failed", 0.0, 1.0, checks=check, message=attack),
        nbformat.v4.new_raw_cell(attack),
    ]  # fmt: skip
    more[1]["attachments"] = {"a.png": bundle, attack: {"image/png": PICTURE}}
    nb = notebook(more, [{"kind": attack, "text": attack}])
    nb.cells[0].source = nb.cells[0].source.replace("Both balls red", attack.split("\n")[0])
    given = marks(
        marks={"ex01-written-more": Mark(1.0, 1.0, comment=attack)}, comments={"ex01-answer": attack}
    )
    page, out = pages(nb, given, student=attack)
    found = assert_inert(page)
    assert_valid(out)
    assert "49" not in "".join(found.words)
    assert markup._TOKEN not in page
    assert "default-src 'none'; img-src data:; style-src 'sha256-" in page
    for cell in out.cells:
        for output in cell.get("outputs", ()):
            assert not re.search(
                "\x1b\\]|\x07|\x9b|[\u202a-\u202e\u2066-\u2069]", json.dumps(output, ensure_ascii=False)
            )
            for tag, attrs in Checker(output.get("data", {}).get("text/html", "")).tags:
                assert tag not in ("script", "svg", "style", "iframe", "math", "form", "link", "base")
                assert not {
                    name for name in attrs if name.startswith("on") or name in ("id", "style", "srcset")
                }
    assert "<img" not in out.cells[0].source.replace("\\<", "")
    assert "<script" not in out.cells[0].source.replace("\\<", "")


def test_the_policy_names_the_style_sheet_it_has():
    import hashlib

    page, _ = pages()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert "url(" not in style
    assert "@import" not in style


def test_attached_and_inline_pictures_are_shown():
    cell = md(
        "![two bars](attachment:my%20plot.png) ![](attachment:gone)\n\n<img src='attachment:x' alt='lost'>"
    )
    cell["attachments"] = {"my plot.png": {"image/png": PICTURE}}
    page, nb = pages(notebook([cell]))
    assert_inert(page)
    assert f'src="data:image/png;base64,{PICTURE}" alt="two bars"' in page
    assert "[image not shown: lost]" in page
    assert_valid(nb)
    assert any(cell.get("attachments") == {"my plot.png": {"image/png": PICTURE}} for cell in nb.cells)


def test_terminal_text():
    assert markup.screen("a\r\nb") == "a\nb"
    assert markup.screen("  0%\r 50%\r100%\ndone\r") == "100%\ndone"
    assert markup.screen("abcdef\rxy") == "xycdef"
    assert markup.screen("\x1b[2J\x1b]0;title\x07\x1b[31mred\x1b[0m\x1b[2K \x9b\x08") == "\x1b[31mred\x1b[0m "
    assert markup.screen("a\u202eb\u2066\ud800") == "a[U+202E]b[U+2066]\ufffd"
    assert markup.coloured("\x1b[38;2;1;2;3mx\x1b[0m<b>") == "<span>x</span>&lt;b&gt;"
    assert 'class="ansi-red-fg"' in markup.coloured("\x1b[31mx\x1b[0m")
    assert len(markup.screen("x" * 10**6)) < 21_000
    assert "characters cut" in markup.screen("x" * 10**6)


@pytest.mark.slow
def test_big_outputs_are_capped_and_the_page_stays_small():
    many = [
        *(stream("x" * 10**5, f"s{i}") for i in range(40)),
        *(display(text_plain="y" * 10**5) for _ in range(10)),
    ]
    more = [code("spam()", many) for _ in range(10)]
    more += [code("spam(2)", [stream(f"{i}\n") for i in range(2_000)]), code("z = 1 # " + "z" * 10**6)]
    more += [md("long " * 10_000) for _ in range(10)]
    nb = notebook()
    nb.cells += more
    page, out = pages(nb)
    assert len(page) < 1_200_000
    assert "characters cut" in page
    assert "more outputs are not shown" in page
    assert "outputs are too large" in page
    assert len(json.dumps(out)) < 1_500_000
    assert_valid(out)


@pytest.mark.slow
def test_a_flood_of_hostile_cells_takes_bounded_time():
    nb = notebook()
    nb.cells += [md("**x" * 4_000) for _ in range(200)] + [code("x[" * 5_000) for _ in range(100)]
    nb.cells += [code("x", [display(text_markdown="**x" * 1_500) for _ in range(30)]) for _ in range(30)]
    start = time.perf_counter()
    pages(nb)
    assert time.perf_counter() - start < 120, "it hangs"


HEAVY = {
    "brackets": "[" * 100_000,
    "stars": "*a_" * 30_000,
    "ticks": "`" * 50_000 + "a" + "`" * 40_000,
    "quotes": "> " * 30_000,
    "dollars": "$" * 60_000,
    "dollars and text": "$a " * 20_000,
    "open formula": "\\begin{align}\n" * 3_000,
    "links": "[a](" * 20_000,
    "angle": "<a " * 20_000,
    "comments": "<!--" * 10_000,
    "nested": "<div>" * 5_000,
    "emphasis": "**x" * 9_000,
    "braces": "$" + "{" * 1_900 + "$",
    "roots": "$" + "\\sqrt" * 390 + "x$",
    "table": "|" * 14_000 + "\n" + "|-" * 7_000 + "\n" + "|" * 7_000,
    "entities": "&a" * 15_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_heavy_text_takes_bounded_time(name):
    text = HEAVY[name]
    start = time.perf_counter()
    pages(
        notebook(
            [md(text), code(text[:30_000], [stream("\x1b[1" + text), stream("\r" * 10**5 + "\x1b[" * 10**4)])]
        )
    )
    assert time.perf_counter() - start < 60, "it hangs"


def test_formulas():
    assert "<mfrac>" in markup.formula(r"\frac{1}{2}", False)
    assert markup.formula(r"\frac{", False) == r"<code>$\frac{$</code>"
    assert markup.formula(r"\nosuchthing{a}", False).startswith("<code>")
    assert (
        "href"
        not in markup.formula(r"\href{javascript:alert(1)}{x}", False).replace("alttext", "").split(">", 1)[1]
    )
    assert "&lt;script&gt;" in markup.formula(r"\text{<script>}", False)
    assert markup.prose("costs $5 and $6").count("<math") == 0


def test_one_message_for_checks_that_failed_alike():
    nb = notebook()
    cell = next(cell for cell in nb.cells if cell.metadata.get("graders", {}).get("checks"))
    same = {"status": "failed", "message": "f never came back."}
    cell.metadata.graders["checks"] = [{"title": title, **same} for title in ("one", "two", "three")]
    page, _ = pages(nb)
    assert "one · two · three" in page
    assert page.count("f never came back.") == 2, "once in the list of results, once under the cell"


def test_output_texts_that_are_lists_and_stranger_things():
    odd = code("x", [stream("a"), display(text_plain="b")])
    odd.outputs[0]["text"] = ["a\n", "b\n"]
    odd.outputs[1]["data"] = {"image/png": ["iVBORw0KGgo", "AAAA"], "text/plain": ["p"]}
    whole = notebook([odd])
    odd.outputs.append(nbformat.from_dict({"output_type": "update_display_data", "data": {}}))
    odd.outputs.append(nbformat.from_dict({"output_type": "stream"}))
    odd.outputs += ["text", None, nbformat.from_dict({"output_type": "display_data", "data": ["x"]})]
    page, nb = pages(whole)
    assert "data:image/png;base64,iVBORw0KGgoAAAA" in page
    assert_valid(nb)
    assert io.StringIO(page).readline().startswith("<!doctype html>")


def both(**options):
    """Return the HTML page and the text of the notebook."""
    line = md("# Both red\n\n*Chapter 3, section 3.2 (the <b>chain</b> rule), exercise 1.*")
    page = feedback.read(
        notebook(base=[line, *cells()]),
        options.pop("given", marks()),
        student="ada",
        assignment="ps1",
        **options,
    )
    nb = feedback.feedback_notebook(page)
    nbformat.validate(nb)
    return feedback.feedback_html(page), "\n".join(cell.source for cell in nb.cells)


def test_where_to_read_again():
    page, text = both()
    assert "Where to read again: Chapter 3, section 3.2 (the &lt;b&gt;chain&lt;/b&gt; rule)." in page
    assert "Where to read again: Chapter 3, section 3.2" in text
    right = NotebookMarks({"ex01-test-value": Mark(2.0, 2.0)})
    all_passed = [graded_cell("ex01-test-value", "passed", 2.0, 2.0)]
    line = md("*Chapter 3, section 3.2 (the chain rule), exercise 1.*")
    read = feedback.read(notebook(base=[line, *all_passed]), right, student="", assignment="ps1")
    assert read.reading == "", "who lost nothing needn't"


def test_ones_own_place_in_the_class():
    scores = [0.0, 2.0, 4.0, 5.5, 5.5, 6.0, 7.0, 8.0, 9.0, 11.0]
    page, text = both(scores=scores)
    assert "The middle half of the class has 4.38 to 7.75 of 11 points; you have 5.5." in page
    assert "the 10 students" in page
    assert (
        'aria-label="How many students have points in each tenth: 1, 1, 0, 1, 0, 3, 1, 1, 1, 1. Yours are in tenth 6."'
        in page
    )
    assert page.count('class="own"') == 1
    assert "the middle half has 4.38 to 7.75 points" in text


@pytest.mark.parametrize(
    "options",
    [
        {"scores": [5.0] * (feedback.FEWEST - 1)},
        {"scores": [5.0] * 50, "show_points": False},
        {
            "scores": [5.0] * 50,
            "given": marks(marks={"ex01-written-why": Mark(None, 2.0, needs_manual_grade=True)}),
        },
        {},
    ],
)
def test_no_distribution(options):
    page, text = both(**options)
    assert "In the class" not in page + text


@pytest.mark.parametrize("pending", [False, True])
def test_points_can_be_hidden(pending):
    why = Mark(None, 2.0, needs_manual_grade=True) if pending else Mark(1.25, 2.0)
    given = marks(marks={"ex01-written-why": why}, late_penalty=0.75)
    shown, shown_text = both(given=given)
    page, text = both(show_points=False, given=given)
    for sign in ("0.75", "of 11 points", "2.5 / 4", 'class="points"'):
        assert sign in shown
        assert sign not in page
        assert sign not in text
    assert "2.5 / 4 points" in shown_text
    assert "Partly passed" in page
    assert "Partly passed" in text
    assert ("A person still has to read what you wrote." in page) == pending
    assert ("A person still has to read what you wrote." in text) == pending
