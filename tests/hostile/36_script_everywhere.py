"""Script and handlers in Markdown, output, attachments, errors, SVG and links. Feedback shows text and runs nothing."""

import base64

import nbformat

_SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)></svg>"
_LINKS = '[a](javascript:alert(1)) [b](data:text/html;base64,PHNjcmlwdD4=) <a href="jav&#x09;ascript:alert(1)">c</a>'


def hand_in(folder, notebook):
    cells = {cell.id: cell for cell in notebook.cells}
    svg = base64.b64encode(f'<svg xmlns="http://www.w3.org/2000/svg">{_SCRIPT}</svg>'.encode()).decode()
    why = cells["h-why"]
    why.source = (
        f"{_SCRIPT}\n\n{_LINKS}\n\n![x](attachment:a.svg) ![{_SCRIPT}](attachment:b.png)\n\n$x{_SCRIPT}$"
    )
    why["attachments"] = {
        "a.svg": {"image/svg+xml": svg},
        "b.png": {"image/png": svg},
        'c.png" onerror="alert(1)': {"image/png": svg},
    }
    cells["h-value"].source = f"""
value = 7 / 16
from IPython.display import HTML, SVG, Javascript, Markdown, display
display(HTML({_SCRIPT + _LINKS!r}), Markdown({_SCRIPT + _LINKS!r}), Javascript("alert(1)"))
display({{"text/html": "<iframe srcdoc='{_SCRIPT}'></iframe><base href='//evil.example'>", "image/svg+xml": {_SCRIPT!r}}}, raw=True)
print({_SCRIPT!r})
"""
    cells[
        "h-double"
    ].source += f"\nraise type('<img src=x onerror=alert(1)>', (ValueError,), {{}})({_SCRIPT!r})"
    nbformat.write(notebook, folder / "ex01_hostile.ipynb")
    (folder / "<img src=x onerror=alert(1)>.ipynb").write_text("no notebook")


PRINTS = {"value": "<script>", "double": "onerror"}
NOTES = ["onerror=alert(1)"]
NOT_IN_HTML = [
    "<img src=x",
    "<svg",
    "<iframe",
    "<base",
    '<a href="javascript:',
    '<a href="jav',
    '<a href="data:',
    "data:image/svg",
]
