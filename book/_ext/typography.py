"""Set words as a compositor would.

A negative number in the text has a minus, as in a formula, not a hyphen. And
a Korean particle stays on the line of its word: after code, a link, a bracket
or a quotation mark a browser would break, unless a word joiner forbids it.
(What follows a formula is the matter of `katex.py`.)
"""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

CODE = (nodes.literal, nodes.FixedTextElement, addnodes.desc_sig_element)
NEGATIVE = re.compile(r"(?<![\w.])-(?=\d)")
MINUS = "\u2212"
HANGUL = re.compile("[가-힣]")
CLOSED = re.compile(r"(?<=[)\]’”」%])(?=[가-힣])")
WORD_JOINER = "\u2060"


def visit(self: HTML5Translator, node: nodes.Text) -> None:
    """Write words."""
    HTML5Translator.visit_Text(self, node)
    if not isinstance(node.parent, CODE):
        text = NEGATIVE.sub(MINUS, self.body[-1])
        text = CLOSED.sub(WORD_JOINER, text)
        joins = HANGUL.match(text) and follows_a_word(node)
        self.body[-1] = WORD_JOINER + text if joins else text


def follows_a_word(node: nodes.Text) -> bool:
    """Tell if what stands before words, in the same line, touches them."""
    before = node.parent[: node.parent.index(node)]
    return bool(re.search(r"\S$", "".join(x.astext() for x in before)))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    app.add_node(nodes.Text, override=True, html=(visit, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
