"""Name the button of hidden code by the words on it.

MyST-NB calls it "Toggle hidden content", in English, over what it shows.
"""

from html import escape

from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def visit(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """Open the part that a reader may open, under its two titles."""
    classes = " ".join(["admonition", "hide", *node["classes"]])
    self.body.append(f'<details class="{classes}">\n<summary>')
    for state, words in (("collapsed", "show"), ("expanded", "hide")):
        title = escape(node[f"prompt_{words}"])
        self.body.append(
            f'<span class="{state} admonition-title">{title}</span>'
        )
    self.body.append("</summary>\n")


def depart(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """Close it."""
    self.body.append("</details>\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx, after MyST-NB."""
    app.add_node(HideCodeCellNode, override=True, html=(visit, depart))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
