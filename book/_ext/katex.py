"""Set formulas with KaTeX while the book is built.

KaTeX runs in QuickJS, inside this process; a reader's browser needs only its
style sheet and fonts. In an ePub a formula is MathML, which reading apps set.
TeX that KaTeX does not understand is a warning.
"""

import json
import os
import re
import shutil
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import quickjs
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

KATEX = Path(__file__).parents[1] / "node_modules/katex/dist"
FALLBACK_FONT = re.compile(r',url\([^)]*\) format\("(?:woff|truetype)"\)')
WORD_JOINER = "&#8288;"
RANDOM = "a numbered environment has a random anchor: write $$ … $$ (label)"
MATHML = "http://www.w3.org/1998/Math/MathML"
TOKENS = {f"{{{MATHML}}}{name}" for name in ("mi", "mn", "mo", "mtext")}
SCRIPTS = {f"{{{MATHML}}}{name}" for name in ("msub", "msup", "msubsup")}
APPLIED = "\u2061"
TYPESET = """(tex, displayMode, output) => {
  try {
    const options = { displayMode, output, strict: "error" };
    return JSON.stringify([katex.renderToString(tex, options), null]);
  } catch (error) {
    return JSON.stringify([null, error.message]);
  }
}"""

ElementTree.register_namespace("", MATHML)
logger = logging.getLogger(__name__)


@cache
def engine(process: int) -> Any:
    """Start KaTeX; a forked process must have one of its own."""
    context = quickjs.Context()
    context.eval((KATEX / "katex.min.js").read_text(encoding="utf-8"))
    return context.eval(TYPESET)


@cache
def typeset(
    tex: str, display: bool, output: str
) -> tuple[str | None, str | None]:
    """Return the HTML of a formula, or what is wrong with it."""
    html, error = json.loads(engine(os.getpid())(tex, display, output))
    return html, error


def render(
    self: HTML5Translator, tex: str, display: bool, node: nodes.Element
) -> str:
    """Return the HTML of a formula; warn and show the TeX if it is wrong."""
    ebook = self.builder.name == "epub"
    html, error = typeset(tex, display, "mathml" if ebook else "htmlAndMathml")
    if html is None:
        logger.warning("%s", error, location=node, type="katex")
        return f"<code>{escape(tex)}</code>"
    return mathml(html) if ebook else html


def mathml(html: str) -> str:
    r"""Give MathML by its rules, its TeX as the text for who cannot see it.

    KaTeX writes ``\underset`` as an operator that has elements in it, and
    an index such as ``\max`` with a sign after it that only a row may have.
    """
    math = ElementTree.fromstring(html)[0]
    formula, tex = math[0]
    math[:] = [formula]
    math.set("alttext", tex.text)
    for element in math.iter():
        if len(element) and element.tag in TOKENS:
            element.tag = f"{{{MATHML}}}mrow"
            element.attrib.clear()
        if element.tag in SCRIPTS:
            element[:] = [x for x in element if x.text != APPLIED]
    return ElementTree.tostring(math, encoding="unicode")


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    tag = self.starttag(node, "span", "", CLASS="math notranslate")
    html = f"{tag}{render(self, node.astext(), False, node)}</span>"
    before, after = (WORD_JOINER * touches for touches in touched(node))
    if before or after:
        html = f'<span class="joined">{before}{html}{after}</span>'
    self.body.append(html)
    raise nodes.SkipNode


def touched(node: nodes.math) -> tuple[bool, bool]:
    """Tell if words touch a formula, on the left and on the right.

    A particle or a comma must stay on the line of its formula. A browser
    would break there; a word joiner forbids it, if it may wrap nothing.
    """
    place = node.parent.index(node)
    left = "".join(x.astext() for x in node.parent[:place])
    right = "".join(x.astext() for x in node.parent[place + 1 :])
    return bool(re.search(r"\S$", left)), bool(re.match(r"\S", right))


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
    self.body.append(render(self, tex, True, node) + "</div>\n")
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
    """Add the style sheet, and the one kind of font that browsers need."""
    if app.builder.name != "html":
        return
    target = Path(app.outdir) / "_static/katex"
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    style = (KATEX / "katex.min.css").read_text(encoding="utf-8")
    (target / "katex.min.css").write_text(
        FALLBACK_FONT.sub("", style), encoding="utf-8"
    )
    for font in KATEX.glob("fonts/*.woff2"):
        shutil.copy(font, target / "fonts")
    app.add_css_file("katex/katex.min.css")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    app.add_html_math_renderer(
        "katex", (visit_math, None), (visit_math_block, None)
    )
    app.connect("builder-inited", copy_style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
