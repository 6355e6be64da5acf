"""Write four things in markup that a screen reader can follow.

An empty cell heads nothing: it is no header. The arguments of a function, one
a line, are no list of definitions, least of all inside a term. The entries of
a bibliography are items of a list, and in English; the role that docutils
gives them is out of use. A list of what a function returns is no part of a
paragraph.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

ENTRY = ' role="doc-biblioentry"'
LINES = {"dl": "sig-lines", "dd": "sig-line"}


class Translator(HTML5Translator):
    """Sphinx's own, mended."""

    def visit_entry(self, node: nodes.entry) -> None:
        """Open a cell."""
        super().visit_entry(node)
        if self.context[-1] == "</th>\n" and not node.astext().strip():
            self.body[-1] = self.body[-1].replace("<th", "<td", 1)
            self.context[-1] = "</td>\n"

    def visit_citation(self, node: nodes.citation) -> None:
        """Open an entry of the bibliography."""
        super().visit_citation(node)
        item = ' role="listitem" lang="en"'
        self.body[-1] = self.body[-1].replace(ENTRY, item)

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        """Open the arguments of a function."""
        self.arguments_begin = len(self.body)
        super().visit_desc_parameterlist(node)

    def depart_desc_parameterlist(self, node: nodes.Element) -> None:
        """Close the arguments, and make the list of them plain lines."""
        super().depart_desc_parameterlist(node)
        html = "".join(self.body[self.arguments_begin :])
        for tag, name in LINES.items():
            html = html.replace(f"<{tag}>", f'<span class="{name}">')
            html = html.replace(f"</{tag}>", "</span>")
        self.body[self.arguments_begin :] = [html]


def free_lists(app: Sphinx, doctree: nodes.document, name: str) -> None:
    """Put a list that fills a paragraph into its place."""
    for found in [*doctree.findall(nodes.bullet_list)]:
        paragraph = found.parent
        if isinstance(paragraph, nodes.paragraph) and len(paragraph) == 1:
            paragraph.replace_self(found)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    for builder in ("html", "epub"):
        app.set_translator(builder, Translator)
    app.connect("doctree-resolved", free_lists)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
