"""The day of each user, in a real browser: a TA in formgrader, students with their pages, JupyterLab on the release.

Skipped where no Chromium is installed; `.ci/run` installs it. SCREENSHOTS=1 writes the pictures of docs/ anew.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graders.course import Course

from .browser import ARGUMENTS, CHROMIUM, TOKEN, graders, hand_in, jupyter, picture, serious, small_course

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(
        not CHROMIUM and not os.environ.get("BROWSER_REQUIRED"),
        reason="no Chromium: apt-get install chromium",
    ),
]

EXERCISE = "ex01_both_red"
STUDENTS = ("perfect", "misconceptions", "late", "blank")
HOSTILE = """
# %% ex01-both-red
from IPython.display import HTML, Javascript, Markdown, display
display(HTML("<img src=x onerror='window.hacked=1'><script>window.hacked=2</script><b id=bold>bold</b>"))
display(Javascript("window.hacked=3"))
display(Markdown("<script>window.hacked=4</script> [go](javascript:window.hacked=5) $x < y$"))
p_both_red = 1 / 15

# %% ex01-why [markdown]
# <script>window.hacked = 6</script><img src=x onerror="window.hacked=7"><iframe srcdoc="<script>top.hacked=8</script>">
# </iframe><form action="/formgrader/api/grade"><button>Full marks</button></form>
#
# The bag *has changed*: $P(R_2 \\mid R_1)$.
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A graded course with one exercise and five students."""
    made = small_course(tmp_path_factory.mktemp("browser") / "course", (EXERCISE,), STUDENTS)
    hand_in(made, "script", EXERCISE, HOSTILE)
    graders(made.root, "autograde", "ps1")
    graders(made.root, "feedback", "ps1")
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield one
        one.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page of 1200 × 900 pixels that may reach this machine only."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.route(
        lambda url: not url.startswith(("http://localhost", "http://127.0.0.1", "file:", "data:")),
        lambda route: route.abort(),
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def lab(course: Course) -> Iterator[str]:
    with jupyter(course.root) as url:
        yield url


def submitted_notebook(course: Course, student: str) -> str:
    """Return formgrader's id of a student's notebook."""
    query = """
        SELECT submitted_notebook.id FROM submitted_notebook
        JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
        WHERE submitted_assignment.student_id = ?
    """
    with sqlite3.connect(course.root / "gradebook.db") as database:
        [(found,)] = database.execute(query, [student])
    database.close()
    return str(found)


def open_submission(page: Any, lab: str, course: Course, student: str) -> None:
    page.goto(f"{lab}/login?token={TOKEN}")
    page.goto(f"{lab}/formgrader/submissions/{submitted_notebook(course, student)}/?index=0")
    page.wait_for_function(
        "typeof formgrader !== 'undefined' && formgrader.grades && formgrader.grades.loaded"
    )
    page.wait_for_function("formgrader.comments.loaded")


def test_a_written_answer_from_formgrader_to_the_students_page(page: Any, lab: str, course: Course) -> None:
    # The way a TA takes: the list of assignments, of notebooks, of submissions, and the first of them.
    page.goto(f"{lab}/formgrader/gradebook?token={TOKEN}")
    page.get_by_role("link", name="ps1").click()
    page.get_by_role("link", name=EXERCISE).click()
    page.wait_for_selector("text=Submission #")
    open_submission(page, lab, course, "misconceptions")
    scheme = page.locator("aside.marking-scheme")
    assert "1 point" in scheme.inner_text()
    said = "The bag has *changed* after the first draw. Read 3.2 again."
    page.locator("#ex01-why").fill("0.5")
    page.locator("#ex01-why").dispatch_event("change")
    page.locator("#ex01-why-comment").fill(said)
    with page.expect_response(lambda answer: "/api/comment/" in answer.url and answer.ok):
        page.locator("#ex01-why-comment").dispatch_event("change")
    page.wait_for_load_state("networkidle")

    # The next one: the comment is on offer, by keyboard.
    open_submission(page, lab, course, "late")
    page.locator("#ex01-why").fill("1")
    page.locator("#ex01-why").dispatch_event("change")
    box = page.locator("details.given-before", has_text="before (1)")
    box.locator("summary").focus()
    page.keyboard.press("Enter")
    with page.expect_response(lambda answer: "/api/comment/" in answer.url and answer.ok):
        box.get_by_role("button", name=said).press("Enter")
    assert page.locator("#ex01-why-comment").input_value() == said
    page.locator("#ex01-why-comment").scroll_into_view_if_needed()
    picture(page, "formgrader-comments")

    graders(course.root, "feedback", "ps1")
    open_feedback(page, course, "misconceptions")
    written = page.locator("section, article, div", has_text="The bag has").last
    assert "changed" in written.inner_text()
    text = page.locator("body").inner_text()
    assert "0.5 / 2" in text or "0.5 of 2" in text
    assert "says that the second draw is conditioned" in page.locator("body").text_content()
    open_feedback(page, course, "late")
    assert "The bag has" in page.locator("body").inner_text()
    open_feedback(page, course, "perfect")
    assert "The bag has" not in page.locator("body").inner_text()


def test_a_submission_can_do_nothing_in_formgrader(page: Any, lab: str, course: Course) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    open_submission(page, lab, course, "script")
    assert page.locator("b", has_text="bold").count() == 1, "what is harmless is shown"
    assert page.locator("em", has_text="has changed").count() == 1
    assert page.locator("math").count() >= 2
    assert page.evaluate("window.hacked") is None
    assert page.locator("form, iframe, a[href^=javascript]").count() == 0
    assert not [url for url in asked if url.endswith("/x")]


def open_feedback(page: Any, course: Course, student: str) -> None:
    page.goto((course.folder("feedback", "ps1", student) / f"{EXERCISE}.html").as_uri())


@pytest.mark.parametrize(
    ("student", "scheme"),
    [(student, "light") for student in (*STUDENTS, "script")]
    + [("misconceptions", "dark"), ("script", "dark")],
)
def test_feedback_is_accessible(page: Any, course: Course, student: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    open_feedback(page, course, student)
    for one in page.locator("details").all():
        one.evaluate("node => { node.open = true }")
    assert serious(page) == []
    if (student, scheme) == ("misconceptions", "light"):
        picture(page, "feedback-light")


def test_feedback_on_a_phone(page: Any, course: Course) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_feedback(page, course, "misconceptions")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "the page never scrolls sideways"
    small = page.evaluate(
        "[...document.querySelectorAll('p, li, td')].filter(n => parseFloat(getComputedStyle(n).fontSize) < 12).length"
    )
    assert small == 0
    picture(page, "feedback-phone")


def test_feedback_by_keyboard(page: Any, course: Course) -> None:
    open_feedback(page, course, "misconceptions")
    count = page.locator("details").count()
    assert count
    opened = 0
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            before = page.evaluate("document.activeElement.parentNode.open")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.parentNode.open") != before
            opened += 1
        if page.evaluate("document.activeElement === document.body"):
            break
    assert opened == count


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report(page: Any, course: Course, scheme: str) -> None:
    graders(course.root, "report", "ps1")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=scheme)
    page.goto((course.root / "reports" / "ps1.html").as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [page.url], "it loads nothing"
    pictures = page.locator("svg[role=img]").all()
    assert len(pictures) >= 2
    for one in pictures:
        assert (one.bounding_box() or {})["width"] > 300
        assert one.locator("path").count() > 5, "something is drawn"
        assert len(one.get_attribute("aria-label") or "") > 20
    assert "with replacement" in page.locator("body").text_content()
    for one in page.locator("details").all():
        one.evaluate("node => { node.open = true }")
    assert serious(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "the page never scrolls sideways"


def test_the_release_in_jupyterlab(page: Any, browser: Any, course: Course, tmp_path: Path) -> None:
    shutil.copytree(course.folder("release", "ps1"), tmp_path / "ps1")
    with jupyter(tmp_path) as url:
        page.goto(f"{url}/lab/tree/ps1/{EXERCISE}.ipynb?token={TOKEN}")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.locator(".jp-NotebookPanel .jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
        assert page.locator(".jp-Dialog").count() == 0, "it opens without questions"
        hint = page.locator("details", has_text="I don't know where to start").first
        hint.scroll_into_view_if_needed()
        hint.locator("summary").first.click()
        assert hint.evaluate("node => node.open"), "hints unfold"
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_selector("text=Replace this line with your answer", timeout=60_000)


def test_this_browser_can_fail(page: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<html><body><img src='data:,'><p style='color:#eee;background:#fff'>pale</p></body></html>"
    )
    page.goto(bad.as_uri())
    found = " ".join(serious(page))
    assert "image-alt" in found
    assert "color-contrast" in found
