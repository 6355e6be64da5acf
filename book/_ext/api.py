"""Show the functions of the package on its pages: ``{api} byhand.network``.

The directive writes down, in their order, what a module lists in ``__all__``,
under the names that readers import: ``{api} byhand.losses.regression`` shows
``byhand.losses.mse``. autodoc takes the rest from the docstrings, where three
things are made ready for a page: each reference is an item of a list, a few
titles are in the language of the page, and the last line, such as ``Book:
notation, "Why the hat"``, is a link to that section.
"""

import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

ENGLISH = Path(__file__).parents[1] / "en"
BOOK = re.compile(r'Book: ([\w/-]+)(?:, "(.+)")?')
YEAR = re.compile(r"\(\d{4}\)")
TITLES = {
    "en": {"Attributes": "Attributes", "Book": "In this book"},
    "ko": {
        "Attributes": "속성",
        "References": "참고 문헌",
        "Book": "이 책에서",
    },
}
MODULE = {"en": "module", "ko": "모듈"}
DEEP = {"class": ["   :members:"]}
BEFORE_NAPOLEON = 400


class Api(SphinxDirective):
    """Shows a module, or with ``:no-members:`` what it says of itself."""

    required_arguments = 1
    option_spec = {"no-members": directives.flag}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Return the module and its functions and classes."""
        module = self.arguments[0]
        shown = [] if "no-members" in self.options else members(module)
        self.env.note_dependency(inspect.getfile(import_module(module)))
        lines = ["```{eval-rst}"]
        if not shown or shown[0][1].startswith(f"{module}."):
            lines += [f".. automodule:: {module}", ""]
        for kind, name in shown:
            lines += [f".. auto{kind}:: {name}", *DEEP.get(kind, []), ""]
        found = self.parse_text_to_nodes("\n".join([*lines, "```"]))
        for node in found:
            node["support_smartquotes"] = False  # "mean" is code
            set_dashes(node)
            set_language(node)
            name_module(node, self.config.language)
            for part in node.findall():  # or the page is saved with all of
                part.document = self.state.document  # Sphinx behind it
        return found


def members(name: str) -> list[tuple[str, str]]:
    """Give the functions and classes of a module: kind, and public name."""
    module = import_module(name)
    above = import_module(name.rpartition(".")[0] or name)
    found = []
    for member in module.__all__:
        value = getattr(module, member)
        home = above if getattr(above, member, None) is value else module
        kind = "class" if inspect.isclass(value) else "function"
        if callable(value):
            found.append((kind, f"{home.__name__}.{member}"))
    return found


def prepare(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """Make a docstring ready for napoleon, in place."""
    if found := BOOK.fullmatch(lines[-2] if len(lines) > 1 else ""):
        lines[-2:] = ["Book", "----", place(app, *found.groups()), ""]
    if "References" in lines:
        start = lines.index("References") + 2
        end = lines.index("", start)
        lines[start:end] = itemized(lines[start:end])
    titles = TITLES[app.config.language]
    lines[:] = [titles.get(line, line) for line in lines]


def set_dashes(entry: nodes.Element) -> None:
    """Set the dash that Sphinx writes after a name as two hyphens."""
    for text in [*entry.findall(nodes.Text)]:
        if not isinstance(text.parent, nodes.literal_block):
            dashed = nodes.Text(text.replace(" -- ", " – "))
            text.parent.replace(text, dashed)


def set_language(entry: nodes.Element) -> None:
    """Say that a docstring is English, all but its links into the book."""
    for text in entry.findall(nodes.paragraph):
        links = text.findall(addnodes.pending_xref)
        if "std" not in {link["refdomain"] for link in links}:
            text["classes"].append("language-en")


def name_module(entry: nodes.Element, language: str) -> None:
    """Say in the index of the book, in its language, what a module is."""
    for index in entry.findall(addnodes.index):
        index["entries"] = [
            (kind, text.replace("module;", f"{MODULE[language]};"), *rest)
            for kind, text, *rest in index["entries"]
        ]


def place(app: Sphinx, page: str, section: str | None) -> str:
    """Link to a page and its section, by the label of both languages."""
    link = f":doc:`/{page}`"
    if section:
        source = ENGLISH / f"{page}.md"  # without it, Sphinx warns of the link
        app.env.note_dependency(str(source))
        text = source.read_text(encoding="utf-8") if source.exists() else ""
        heading = rf"^\((.+)\)=\n#+ {re.escape(section)}$"
        if label := re.search(heading, text, re.MULTILINE):
            link += f", :ref:`{label[1]}`"
    return link


def itemized(lines: list[str]) -> list[str]:
    """Make every citation, of one line or more, an item of a list."""
    found, ended = [], True
    for line in lines:
        begins = ended and YEAR.search(line)
        found.append(f"{'* ' if begins else '  '}{line}")
        ended = line.endswith(".")
    return found


def name_sections(app: Sphinx, config: Any) -> None:
    """Tell napoleon of the sections that it does not know by their names."""
    titles = TITLES[config.language]
    config.napoleon_custom_sections = [
        (title, "params_style") if known == "Attributes" else title
        for known, title in titles.items()
    ]


def list_functions(
    app: Sphinx, pagename: str, template: str, context: dict, doctree: Any
) -> None:
    """Show the functions of a page in its table of contents from the start."""
    if pagename.startswith("reference/api/"):
        context["theme_show_toc_level"] = 2


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx, before napoleon."""
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    app.add_directive("api", Api)
    app.connect("config-inited", name_sections)
    app.connect("autodoc-process-docstring", prepare, priority=BEFORE_NAPOLEON)
    app.connect("html-page-context", list_functions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
