"""Print the stub of an exercise with its task in the language of the page."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from byhand.exercises import STUBS, _stubs


def translate(app: Sphinx, doctree: nodes.document) -> None:
    """Put the words of this language into every stub that a page includes."""
    for block in doctree.findall(nodes.literal_block):
        if Path(block.get("source", "")).parent.name != "exercises":
            continue
        name = block.astext().partition("def ")[2].partition("(")[0]
        if name in STUBS:
            text = _stubs.source(name, app.config.language).rstrip()
            block.children = [nodes.Text(text)]
            block.rawsource = text


def setup(app: Sphinx) -> dict[str, Any]:
    """Do so as soon as a page has been read."""
    app.connect("doctree-read", translate)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
