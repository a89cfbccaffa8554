"""What a TA sees in formgrader: the submission made harmless, the marking scheme set apart, earlier comments at hand.

formgrader shows a page inside the TA's own Jupyter session, where a script could do all that the TA can: give marks,
open files, run code. nbgrader puts a student's Markdown and HTML outputs there as they are. ``nbgrader_config.py``
names the two things below, and formgrader then shows what :mod:`graders.markup` lets through.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from nbconvert.preprocessors import Preprocessor
from nbformat.notebooknode import NotebookNode
from nbgrader.coursedir import CourseDirectory

from graders import markup
from graders.gradebook import Gradebook

# What may be shown of an output besides HTML and Markdown, which are sanitised.
PLAIN = ("text/plain", "text/latex", "image/png", "image/jpeg", "image/gif", "image/svg+xml")


@pass_context
def markdown2html(context: Context, text: str) -> Markup:
    """Return a cell's or an output's Markdown as safe HTML; nbconvert's filter of the same name."""
    cell = context.get("cell") or {}
    page = markup.prose(text, markup.attached(cell))
    if is_rubric(cell):
        return Markup('<aside class="marking-scheme">{}</aside>').format(page)
    return page


def is_rubric(cell: Any) -> bool:
    """Whether autograding put the cell there, to show a marking scheme."""
    about = cell.get("metadata", {}).get("graders")
    return isinstance(about, dict) and bool(about.get("rubric"))


class Formgrade(Preprocessor):
    """Sanitises a submission before formgrader shows it, and adds the comments given before for its cells."""

    enabled = True

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Change the notebook; any that formgrader doesn't show is left as it is."""
        if "submission_id" not in resources:
            return nb, resources
        nb.metadata.pop("widgets", None)
        for cell in nb.cells:
            cell.metadata = NotebookNode(
                {name: cell.metadata[name] for name in ("nbgrader", "graders") if name in cell.metadata}
            )
            for output in cell.get("outputs", ()):
                if "data" in output:
                    output.data = _harmless(output.data)
                    output.metadata = NotebookNode(alt="A figure of the submission")
        directory = CourseDirectory(config=self.config)
        gradebook = _gradebook(str(directory.db_url), str(directory.course_id))
        given = gradebook.comments(resources["assignment_id"], resources["notebook_id"])
        nb.cells.append(_aids({name: comments[:20] for name, comments in given.items()}))
        return nb, resources


def _harmless(data: dict[str, Any]) -> NotebookNode:
    kept = NotebookNode({mime: data[mime] for mime in PLAIN if isinstance(data.get(mime), str)})
    if isinstance(page := data.get("text/html"), str) and len(page) <= markup.MAX_HTML:
        kept["text/html"] = markup.sanitised(page)
    if isinstance(text := data.get("text/markdown"), str):
        kept["text/markdown"] = text  # goes through the filter above
    return kept


def _aids(given: dict[str, list[tuple[str, int]]]) -> NotebookNode:
    """Return the cell, without a source of its own, that brings style, script and comments into the page."""
    page = _template().render(given=given)
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": page}}
    return NotebookNode(
        cell_type="code",
        id="graders-aids",
        metadata=NotebookNode(transient={"remove_source": True}),
        source="",
        execution_count=None,
        outputs=[NotebookNode(output, data=NotebookNode(output["data"]), metadata=NotebookNode())],
    )


@lru_cache(maxsize=1)
def _template() -> Any:
    loader = PackageLoader("graders")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(
        "formgrader.html.j2"
    )


@lru_cache(maxsize=2)
def _gradebook(db_url: str, course_id: str) -> Gradebook:
    return Gradebook(db_url, course_id)
