"""Text from anyone, as HTML that can do no harm. Nothing here knows of grading.

Text becomes HTML in three steps: :func:`clean` makes control and direction characters inert, ``nh3`` keeps a
short list of tags and attributes, and only then do formulas and coloured code, which we make ourselves, take
the places that a random token kept for them through the sanitiser.
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import nh3
from latex2mathml.converter import Converter
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from nbconvert.filters.ansi import ansi2html
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

MAX_TEXT = 20_000  # characters shown of one text
MAX_SOURCE = 30_000  # characters of code that are coloured
MAX_HTML = 100_000  # characters of one HTML output
MAX_ATTACHED = 3_000_000  # characters of one attached picture, in base64
MAX_MARKDOWN = 15_000  # characters of Markdown that are rendered; more is shown as it was typed

Attachments = tuple[tuple[str, str], ...]  # (name, data URI)


# ------------------------------------------------------------------------------------------------ text

_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_SEQUENCE = re.compile("\x1b(?:[\\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\\\)?|\\[[0-?]*[ -/]*[@-~])")
COLOUR = re.compile("(\x1b\\[[0-9;]{0,40}m)")


def clean(text: str) -> str:
    """Return ``text`` without control characters; those that turn the reading direction are spelt out."""
    return _ODD.sub(_spelt_out, text)


def _spelt_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0xA0 or code == 0xFEFF:
        return ""
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"[U+{code:04X}]"


def screen(text: str) -> str:
    """Return what a terminal would show of ``text``: typed over at carriage returns, cut, colours kept."""
    text = _SEQUENCE.sub(
        lambda found: found[0] if COLOUR.fullmatch(found[0]) else "", text.replace("\r\n", "\n")
    )
    text = cut("\n".join(_typed_over(line) if "\r" in line else line for line in text.split("\n")))
    return "".join(part if place % 2 else clean(part) for place, part in enumerate(COLOUR.split(text)))


def _typed_over(line: str) -> str:
    shown = ""
    for part in reversed(line.split("\r")):
        if len(part) > len(shown):
            shown += part[len(shown) :]
    return shown


def cut(text: str, most: int = MAX_TEXT) -> str:
    """Return ``text``, or its beginning and its end with a note between them."""
    if len(text) <= most:
        return text
    head, tail = most * 3 // 4, most // 4
    return f"{text[:head]}\n… {len(text) - head - tail:,} characters cut …\n{text[-tail:]}"


def one_line(text: Any, most: int = 200) -> str:
    """Return ``text`` on one line, cut to ``most`` characters."""
    line = " ".join(clean(str(text)[: 4 * most]).split())
    return line if len(line) <= most else f"{line[:most]}…"


# ------------------------------------------------------------------------------------------------ HTML


def _names(text: str) -> set[str]:
    return set(text.split())


_TOKEN = secrets.token_hex(16)
_SLOT = re.compile(f"{_TOKEN}([idc])([0-9a-f]*)x")
_TAG = re.compile(r'<(/?)(h[1-6]|img|pre|table|thead|tbody|th)((?: [a-z]+="[^"]*")*)>')
_MATH_TAGS = _names(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose"
    " msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd"
)
_MATH_ATTRIBUTES = _names(
    "xmlns display displaystyle scriptlevel stretchy fence separator form lspace rspace minsize maxsize"
    " alttext symmetric largeop movablelimits accent accentunder mathvariant linethickness width height depth"
    " notation columnalign rowspacing columnspacing columnlines rowlines"
)
_MACROS = re.compile(r"\\(def|let|\w*(command|environment|operator))\b", re.IGNORECASE)
_IMAGES = {"iVBORw0KGgo": "png", "/9j/": "jpeg", "R0lGOD": "gif", "UklGR": "webp"}


def _allowed_attribute(tag: str, name: str, value: str) -> str | None:
    if _TOKEN in value:
        return None
    if (tag, name) == ("img", "src"):
        return value if re.match(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+\Z", value) else None
    if name == "href":
        return value if re.match(r"(https?|mailto):", value, re.IGNORECASE) else None
    if tag == "img" and name in ("width", "height"):
        return value if re.match(r"\d{1,4}\Z", value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_names(
        "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em"
        " figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong"
        " sub summary sup table tbody td tfoot th thead tr u ul var wbr"
    ),
    clean_content_tags=_names(
        "script style iframe object embed svg math template noscript noframes noembed textarea select title"
        " xmp"
    ),
    attributes={
        "a": {"href", "title"},
        "abbr": {"title"},
        "details": {"open"},
        "img": {"src", "alt", "title", "width", "height"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    allowed_classes={"td": {"right", "center"}, "th": {"right", "center"}},
    attribute_filter=_allowed_attribute,
    url_schemes={"http", "https", "mailto", "data"},
    url_relative="deny",
    link_rel="noopener noreferrer",
)


def sanitised(text: str) -> str:
    """Return HTML from anyone as HTML that may stand in the page: few tags, headings in order."""
    return _tidied(clean(_CLEANER.clean(text)))


def _tidied(text: str) -> str:
    """Put headings below the page's own, tables and code into boxes that scroll, words for lost images."""
    level, heads, in_head = 2, list[int](), False

    def tidy(found: re.Match[str]) -> str:
        nonlocal level, in_head
        end, tag, attributes = found.groups()
        if tag[0] == "h":
            if end:
                return f"</h{heads.pop() if heads else level}>"
            level = min(int(tag[1]) + 2, level + 1, 6)
            heads.append(level)
            return f"<h{level}>"
        if tag == "img":
            if ' src="' in attributes:
                return (
                    found[0]
                    if ' alt="' in attributes
                    else f'<img alt="image without a description"{attributes}>'
                )
            alt = re.search(r' alt="([^"]*)"', attributes)
            return f"<span>[image not shown: {alt[1] if alt else 'no description'}]</span>"
        if tag == "table":
            return "</table></div>" if end else '<div class="scroll" tabindex="0"><table>'
        if tag == "pre":
            return "</pre>" if end else '<pre tabindex="0">'
        if tag == "th":
            scope = "" if end or " scope=" in attributes else f' scope="{"col" if in_head else "row"}"'
            return f"<{end}th{attributes}{scope}>"
        in_head = tag == "thead" and not end
        return found[0]

    text = re.sub(r"<th(?: [^<>]*)?></th>", "<td></td>", text)
    return _TAG.sub(tidy, text)


def _slot(kind: str, content: str) -> str:
    """Keep a place, through the sanitiser, for what :func:`_fill` makes of ``content``."""
    return f"{_TOKEN}{kind}{content.encode('utf-8', 'replace').hex()}x"


def _fill(found: re.Match[str]) -> str:
    content = bytes.fromhex(found[2]).decode("utf-8", "replace")
    return highlighted(content) if found[1] == "c" else formula(content, found[1] == "d")


@lru_cache(maxsize=4096)
def formula(tex: str, display: bool) -> Markup:
    """Return TeX as MathML, or as it was typed where it can't be read. Only whitelisted elements."""
    try:
        if len(tex) > 2_000 or _MACROS.search(tex):
            raise ValueError("too long, or defines macros")
        tree = Converter(display="block" if display else "inline").convert_to_element(tex)
        for node in tree.iter():
            node.text = html.unescape(node.text or "") or None
            if node.tag not in _MATH_TAGS or re.search(
                r"\\[A-Za-z]", node.text or "" if node.tag != "mtext" else ""
            ):
                raise ValueError(f"no MathML for {node.tag}")
            node.attrib = {key: value for key, value in node.attrib.items() if key in _MATH_ATTRIBUTES}
        tree.set("alttext", tex)
        shown = Markup(clean(ElementTree.tostring(tree, encoding="unicode")))  # noqa: S704
    except Exception:  # any TeX may come, and the library raises what it likes; the reader gets the TeX
        shown = Markup("<code>{}</code>").format(f"$${tex}$$" if display else f"${tex}$")
    return Markup('<span class="math" tabindex="0">{}</span>').format(shown) if display else shown


_LEXER = PythonLexer(stripnl=False, ensurenl=False)
_FORMATTER = HtmlFormatter(nowrap=True)


@lru_cache(maxsize=1024)
def highlighted(code: str) -> Markup:
    """Return Python source as coloured HTML; very long source stays plain."""
    code = clean(cut(code, MAX_SOURCE))
    return Markup(highlight(code, _LEXER, _FORMATTER)) if len(code) < MAX_SOURCE else escape(code)  # noqa: S704


def _fence(code: str, language: str, _options: str) -> str:
    shown = _slot("c", code.rstrip("\n")) if language in ("python", "py", "ipython3") else escape(code)
    return f"<pre>{shown}</pre>"


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"highlight": _fence}).enable(["table", "strikethrough"])
    reader.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_digits=False,
        double_inline=True,
        renderer=lambda tex, how: _slot("d" if how.get("display_mode") else "i", tex.strip()),
    )
    reader.use(amsmath_plugin, renderer=lambda tex: _slot("d", tex.strip()))
    return reader


def prose(text: str, attachments: Attachments = ()) -> Markup:
    """Return Markdown as safe HTML, with MathML for its formulas."""
    return _cached_prose(text) if not attachments else _prose(text, attachments)


def _prose(text: str, attachments: Attachments = ()) -> Markup:
    if len(text) > MAX_MARKDOWN:
        return Markup('<pre tabindex="0">{}</pre>').format(clean(cut(text)))
    pictures = dict(attachments)
    reader = _markdown()
    tokens = reader.parse(clean(text))
    for token in (inner for outer in tokens for inner in (outer, *(outer.children or ()))):
        source = str(token.attrs.get("src", ""))
        if token.type == "image" and source.startswith("attachment:"):
            token.attrs["src"] = pictures.pop(unquote(source[len("attachment:") :]), "")
        if token.type in ("th_open", "td_open"):
            align = str(token.attrs.pop("style", "")).removeprefix("text-align:")
            token.attrs = {"class": align} if align in ("right", "center") else {}
    page = sanitised(reader.renderer.render(tokens, reader.options, {}))
    return Markup(_SLOT.sub(_fill, page).replace(_TOKEN, ""))  # noqa: S704


_cached_prose = lru_cache(maxsize=512)(_prose)


def coloured(text: str) -> Markup:
    """Return terminal text (from :func:`screen`) as HTML: sixteen colours as classes, no styles."""
    return Markup(re.sub(r' style="[^"]*"', "", ansi2html(text)).replace("\x1b", ""))  # noqa: S704


def picture(data: Any) -> str:
    """Return base64 image data as a data URI, typed by its first bytes; empty if we don't show it."""
    text = "".join("".join(data).split()) if isinstance(data, str | list) else ""
    kind = next((kind for start, kind in _IMAGES.items() if text.startswith(start)), "")
    if not kind or not re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", text):
        return ""
    return f"data:image/{kind};base64,{text}"


def attached(cell: Mapping[str, Any]) -> Attachments:
    """Return a cell's attached pictures as (name, data URI) pairs."""
    found = cell.get("attachments")
    pairs = found.items() if isinstance(found, Mapping) else ()
    pictures = [
        (clean(str(name)), image)
        for name, bundle in pairs
        if isinstance(bundle, Mapping) and (image := next(filter(None, map(picture, bundle.values())), ""))
    ]
    return tuple(pair for pair in pictures[:20] if len(pair[1]) < MAX_ATTACHED)


def ticked(text: str) -> Markup:
    """Return a message as HTML, with `code` between backticks."""
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(re.split(r"`([^`\n]+)`", text))
    )
