"""Describe every page to search engines by the first words of its text.

sphinxext-opengraph would put a comma after each item of a list, and TeX.
"""

from collections.abc import Iterator
from html import escape
from textwrap import shorten
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

LENGTH = 160
TEX = set("\\^_{}")
BEFORE_OPENGRAPH = 400


def paragraphs(doctree: nodes.document) -> Iterator[str]:
    """Give the text of a page: no title, docstring, or formula in TeX."""
    for found in doctree.findall(nodes.paragraph):
        formulas = "".join(x.astext() for x in found.findall(nodes.math))
        bold = [x.astext() for x in found.findall(nodes.strong)]
        if (
            isinstance(found.parent, nodes.section | nodes.list_item)
            and found.astext() not in bold
            and "language-en" not in found["classes"]
            and not TEX & set(formulas)
        ):
            yield found.astext()


def describe(
    app: Sphinx,
    page: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the description of a page into its head, for both to read."""
    if doctree is None or app.builder.name != "html":
        return
    text = " ".join(paragraphs(doctree))
    words = escape(shorten(text, LENGTH, placeholder="…"))
    context["meta"] = {**(context["meta"] or {}), "og:description": words}
    context["metatags"] += f'<meta name="description" content="{words}" />'


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    app.connect("html-page-context", describe, priority=BEFORE_OPENGRAPH)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
