"""List the terms of the book, ``{terms}``, and link to them.

The list has an entry for each row of the glossary, in the order of the
language of the page. Elsewhere a term in bold leads to its entry, where it
stands on a page for the first time, and an entry leads to the first page
that has its term in bold.
"""

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util.docutils import SphinxDirective

from _checks.terms import Term, read_glossary

FILE = Path(__file__).parents[1] / "glossary.tsv"
PAGE = "reference/glossary"
OTHER = {"en": "ko", "ko": "en"}
ALSO = {"en": "in Korean also", "ko": "다른 말:"}
FIRST = {"en": "First on: ", "ko": "처음 나오는 곳: "}
UNLINKED = (nodes.reference, nodes.title, addnodes.desc)
BEFORE_SEARCH_AND_NOTEBOOKS = 400


class Terms(SphinxDirective):
    """Shows the glossary."""

    def run(self) -> list[nodes.Node]:
        """Return the list of terms."""
        self.env.note_dependency(str(FILE))
        language = self.config.language
        terms = sorted(
            read_glossary(FILE).terms,
            key=lambda term: place(getattr(term, language)),
        )
        items = [entry(term, language) for term in terms]
        return [nodes.definition_list("", *items, classes=["glossary"])]


def place(name: str) -> tuple[bool, str]:
    """Give what names are sorted by: letters of Korean come first."""
    return name[0].isascii(), name.casefold()


def anchor(term: Term) -> str:
    """Give the anchor of an entry, the same in every language."""
    return f"term-{term.id}"


def entry(term: Term, language: str) -> nodes.definition_list_item:
    """Say a term, its name in the other language, and what it means."""
    other = OTHER[language]
    name, twin = getattr(term, language), getattr(term, other)
    line = nodes.paragraph()
    if twin != name:
        line += nodes.inline("", twin, classes=[f"language-{other}"])
    if others := ", ".join(other_words(term)):
        line += nodes.Text(f" ({ALSO[language]} ")
        line += nodes.inline("", others, classes=["language-ko"])
        line += nodes.Text(")")
    meaning = nodes.paragraph("", getattr(term, f"meaning_{language}"))
    return nodes.definition_list_item(
        "",
        nodes.term("", name, ids=[anchor(term)]),
        nodes.definition("", *[line] * bool(line.children), meaning),
        term=term.id,
    )


def other_words(term: Term) -> list[str]:
    """Give the Korean names that differ from the term by more than spaces."""
    own = term.ko.replace(" ", "")
    names = (*term.ko_aliases, *term.ko_words)
    return [name for name in names if name.replace(" ", "") != own]


class Bold(EnvironmentCollector):
    """Keeps what stands in bold on each page."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, name: str) -> None:
        """Forget a page."""
        bold(env).pop(name, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        names: set[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over what another process has read."""
        bold(env).update((name, bold(other)[name]) for name in names)

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Read a page."""
        bold(app.env)[app.env.docname] = [
            strong.astext() for strong in doctree.findall(nodes.strong)
        ]

    def get_updated_docs(
        self, app: Sphinx, env: BuildEnvironment
    ) -> list[str]:
        """Have the glossary written anew if it leads to other pages."""
        old = getattr(env, "pages_of_terms", None)
        env.pages_of_terms = pages_of_terms(env)
        same = old == env.pages_of_terms or PAGE not in env.found_docs
        return [] if same else [PAGE]


def bold(env: BuildEnvironment) -> dict[str, list[str]]:
    """Give what stands in bold on each page."""
    return vars(env).setdefault("bold", {})


def pages_of_terms(env: BuildEnvironment) -> dict[str, str]:
    """Give the first page of each term, after the front page."""
    glossary, language = read_glossary(FILE), env.config.language
    found: dict[str, str] = {}
    _, *pages = in_order(env, env.config.root_doc)
    for page in pages:
        for text in bold(env).get(page, []):
            if term := glossary.meant(text, language):
                found.setdefault(term.id, page)
    return found


def in_order(env: BuildEnvironment, page: str) -> Iterator[str]:
    """Give a page and all below it, in the order of the book."""
    yield page
    for below in env.toctree_includes.get(page, []):
        yield from in_order(env, below)


def link(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Lead from terms to entries, and from entries to pages."""
    if PAGE not in app.env.found_docs:
        return
    if page == PAGE:
        lead_to_pages(app, doctree)
    else:
        lead_to_entries(app, doctree, page)


def lead_to_pages(app: Sphinx, doctree: nodes.document) -> None:
    """Add the page of its term to each entry."""
    for item in doctree.findall(nodes.definition_list_item):
        if page := app.env.pages_of_terms.get(item.get("term")):
            title = app.env.titles[page].astext()
            uri = app.builder.get_relative_uri(PAGE, page)
            words = nodes.Text(FIRST[app.config.language])
            line = nodes.reference("", title, refuri=uri, internal=True)
            item[-1] += nodes.paragraph("", "", words, line)


def lead_to_entries(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Link each term to its entry where it first stands in bold."""
    glossary, seen = read_glossary(FILE), set()
    uri = app.builder.get_relative_uri(page, PAGE)
    for strong in [*doctree.findall(nodes.strong)]:
        term = glossary.meant(strong.astext(), app.config.language)
        if term and term.id not in seen and may_link(strong):
            seen.add(term.id)
            target = nodes.reference(
                refuri=f"{uri}#{anchor(term)}", internal=True, classes=["term"]
            )
            target += strong.children
            strong.children = []
            strong += target


def may_link(node: nodes.Node) -> bool:
    """Tell whether a link may stand here: not in a title, or in a link."""
    while node := node.parent:
        if isinstance(node, UNLINKED):
            return False
    return True


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    text = FILE.read_text(encoding="utf-8")
    app.add_config_value("glossary", text, "html", str)  # all pages hang on it
    app.add_directive("terms", Terms)
    app.add_env_collector(Bold)
    app.connect("doctree-resolved", link, priority=BEFORE_SEARCH_AND_NOTEBOOKS)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
