"""Set formulas with KaTeX while the book is built.

KaTeX runs in QuickJS, inside this process; a reader's browser needs only its
style sheet and fonts. TeX that KaTeX does not understand is a warning.
"""

import json
import os
import re
import shutil
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import quickjs
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

KATEX = Path(__file__).parents[1] / "node_modules/katex/dist"
FALLBACK_FONT = re.compile(r',url\([^)]*\) format\("(?:woff|truetype)"\)')
RANDOM = "a numbered environment has a random anchor: write $$ … $$ (label)"
TYPESET = """(tex, displayMode) => {
  try {
    const options = { displayMode, strict: "error" };
    return JSON.stringify([katex.renderToString(tex, options), null]);
  } catch (error) {
    return JSON.stringify([null, error.message]);
  }
}"""

logger = logging.getLogger(__name__)


@cache
def engine(process: int) -> Any:
    """Start KaTeX; a forked process must have one of its own."""
    context = quickjs.Context()
    context.eval((KATEX / "katex.min.js").read_text(encoding="utf-8"))
    return context.eval(TYPESET)


@cache
def typeset(tex: str, display: bool) -> tuple[str | None, str | None]:
    """Return the HTML of a formula, or what is wrong with it."""
    html, error = json.loads(engine(os.getpid())(tex, display))
    return html, error


def render(tex: str, display: bool, node: nodes.Element) -> str:
    """Return the HTML of a formula; warn and show the TeX if it is wrong."""
    html, error = typeset(tex, display)
    if html is None:
        logger.warning("%s", error, location=node, type="katex")
        return f"<code>{escape(tex)}</code>"
    return html


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate"))
    self.body.append(render(node.astext(), False, node) + "</span>")
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula of its own, and its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math notranslate"))
    if node.get("number"):
        if "amsmath" in node["classes"]:
            logger.warning(RANDOM, location=node, type="katex")
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    tex = without_numbers(node.astext().strip())
    self.body.append(render(tex, True, node) + "</div>\n")
    raise nodes.SkipNode


def without_numbers(tex: str) -> str:
    """Turn numbered environments into plain ones: Sphinx numbers equations.

    Lines without an environment are aligned, as everywhere in Sphinx.
    """
    tex = re.sub(r"\\(begin|end)\{(align|gather)\*?\}", r"\\\1{\2ed}", tex)
    tex = re.sub(r"\\(begin|end)\{equation\*?\}", "", tex).strip()
    if r"\\" in tex and r"\begin" not in tex:
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    return tex


def copy_style(app: Sphinx) -> None:
    """Copy the style sheet and the one kind of font that browsers need."""
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static/katex"
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    style = (KATEX / "katex.min.css").read_text(encoding="utf-8")
    (target / "katex.min.css").write_text(
        FALLBACK_FONT.sub("", style), encoding="utf-8"
    )
    for font in KATEX.glob("fonts/*.woff2"):
        shutil.copy(font, target / "fonts")


def add_style(
    app: Sphinx, pagename: str, template: str, context: dict, doctree: Any
) -> None:
    """Load the style sheet on pages with formulas."""
    if context.get("has_maths_elements"):
        app.add_css_file("katex/katex.min.css")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    app.add_html_math_renderer(
        "katex", (visit_math, None), (visit_math_block, None)
    )
    app.connect("builder-inited", copy_style)
    app.connect("html-page-context", add_style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
