"""A real browser, a small graded course, and JupyterLab on it: what the browser tests share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graders import example, patch
from graders.course import Course
from graders.gradebook import Gradebook, Person

from .conftest import ROOT

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PICTURES = ROOT / "docs" / "pictures"
BIN = Path(sys.executable).parent
TOKEN = "browser-tests"


def graders(course: Path, *arguments: str, code: int = 0) -> str:
    """Run the command line in a course folder, and return what it printed."""
    done = subprocess.run(
        [str(BIN / "graders"), *arguments],
        cwd=course,
        env={**os.environ, "COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == code, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout + done.stderr


def small_course(folder: Path, exercises: tuple[str, ...], students: tuple[str, ...]) -> Course:
    """Return a course with some exercises of ps1, handed in by some of the example class; nothing is graded yet."""
    original = Course(ROOT)
    people = {one.name: one for one in example.read_class(ROOT / "examples" / "class")}
    course = example.build_course(original, folder)
    for path in (folder / "source").glob("*/*.ipynb"):
        if path.stem not in exercises:
            path.unlink()
    graders(folder, "release", "ps1")
    assignment = course.assignment("ps1")
    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.ensure_students(
            Person(name, people[name].first_name, people[name].last_name) for name in students
        )
    for name in students:
        example.hand_in(course, assignment, people[name], ROOT / "examples" / "class")
    return course


def hand_in(course: Course, student: str, exercise: str, text: str) -> None:
    """Hand in one notebook that is written as a patch."""
    folder = course.folder("submitted", "ps1", student)
    folder.mkdir(parents=True, exist_ok=True)
    [found] = [one for one in course.assignment("ps1").exercises if one.name == exercise]
    path = folder / f"{exercise}.py"
    path.write_text(text)
    example.write_case(patch.read(path), found, folder)
    path.unlink()


@contextmanager
def jupyter(folder: Path) -> Iterator[str]:
    """Run JupyterLab in a folder; give its address."""
    runtime = folder.parent / f"{folder.name}-runtime"
    environment = {
        **os.environ,
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_CONFIG_DIR": str(runtime / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(runtime / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(runtime / "workspaces"),
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    }
    command = [
        *(str(BIN / "jupyter"), "lab", "--no-browser", "--allow-root", "--ServerApp.port=0"),
        "--LabApp.news_url=None",
        f"--IdentityProvider.token={TOKEN}",
    ]
    runtime.mkdir(exist_ok=True)
    with (runtime / "log.txt").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            until = time.monotonic() + 60
            while not (found := list(runtime.glob("jpserver-*.json"))):
                assert server.poll() is None, (runtime / "log.txt").read_text()[-3000:]
                assert time.monotonic() < until, "JupyterLab didn't start within a minute"
                time.sleep(0.1)
            yield json.loads(found[0].read_text())["url"].rstrip("/")
        finally:
            server.terminate()
            server.wait(timeout=30)


def serious(page: Any, **options: Any) -> list[str]:
    """Return what axe finds wrong with an open page, serious or worse, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, **options).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {node['target']} {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def photograph(file: Path, name: str, width: int, height: int) -> None:
    """Write a screenshot of a page on disk into the docs, if asked for with SCREENSHOTS=1."""
    if os.environ.get("SCREENSHOTS"):
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(file.as_uri())
            picture(page, name)
            browser.close()


def picture(page: Any, name: str, **options: Any) -> None:
    """Write a screenshot into the docs, if asked for with SCREENSHOTS=1."""
    if os.environ.get("SCREENSHOTS"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", **options)
