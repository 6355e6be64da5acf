"""Write what the search page looks through: the text of every section.

A reader's browser searches the words as they stand (`_static/search`), so
that 손실 is found in 손실은 and in 손실함수. The glossary tells which names
mean the same. The index that Sphinx makes, of whole words, is not written.
"""

import json
import re
import unicodedata
from html.entities import html5
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.search import IndexBuilder

from _checks.terms import read_glossary

GLOSSARY = Path(__file__).parents[1] / "glossary.tsv"
FILE = "search-index.js"
BEFORE = "const bookIndex = "
UNREAD = (
    nodes.Invisible,
    nodes.field_name,
    nodes.raw,
    nodes.rubric,
    nodes.title,
)
UNASKED = {"cell_output", "glossary"}  # which has a word of everything
CODE = (nodes.doctest_block, nodes.literal_block)
IDENTIFIER = re.compile(r"[A-Za-z]\w{2,}")
SHORT = re.compile(r"(.+?)(?: ?\((\w+)\)| \(.+\))?")
GROUP = r" ?(?:\{([^{}]+)\}|(\w))"
FRACTION = re.compile(rf"\\[td]?frac{GROUP}{GROUP}")
HAT = re.compile(rf"\\hat{GROUP}")
COMMAND = re.compile(r"\\([A-Za-z]+)\s?|\\.|[\\{}$&]")
SIGNS = {"cdot": "·", "dots": "…", "partial": "∂", "sqrt": "√", "to": "→"}
SIGNS |= {"infty": "∞", "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖"}
SIGNS |= {x: x for x in ("cos", "cosh", "exp", "log", "max", "min", "tanh")}

# What the book writes in Latin letters, as readers of Korean may write it.
SPOKEN = {
    "Adagrad": "아다그라드",
    "Adam": "아담",
    "Colab": "코랩",
    "Goodfellow": "굿펠로",
    "GradNorm": "그래드놈",
    "Hinton": "힌턴",
    "Kingma": "킹마",
    "LeCun": "르쿤",
    "NumPy": "넘파이",
    "Rumelhart": "루멜하트",
}


class Section:
    """A place that a result leads to, and the words that stand there."""

    def __init__(self, anchor: str, title: str) -> None:
        self.anchor = anchor
        self.title = title
        self.text: list[str] = []
        self.code: dict[str, None] = {}

    def written(self) -> list[str]:
        """Give the section as the index has it."""
        text = " ".join("".join(self.text).split())
        return [self.anchor, self.title, text, " ".join(self.code)]


def read(node: nodes.Element, section: Section) -> list[Section]:
    """Fill a section with the words of a node; give the sections inside."""
    inside = []
    for child in node.children:
        if isinstance(child, nodes.Text):
            section.text.append(child.astext())
        elif isinstance(child, UNREAD) or UNASKED & set(child["classes"]):
            continue
        elif isinstance(child, nodes.math):
            section.text.append(plain(child.astext()))
        elif isinstance(child, nodes.math_block):
            section.text.append(" … ")
        elif isinstance(child, CODE):
            section.code |= dict.fromkeys(IDENTIFIER.findall(child.astext()))
        elif new := opened(child):
            inside += [new, *read(child, new)]
        else:
            inside += read(child, section)
        if not isinstance(child, nodes.Text | nodes.Inline):
            section.text.append(" ")
    return inside


def opened(node: nodes.Element) -> Section | None:
    """Give the section that a node is: one with a heading, or a function."""
    if isinstance(node, nodes.section) and isinstance(node[0], nodes.title):
        return Section(node["ids"][0], heading(node[0]))
    if isinstance(node, addnodes.desc) and node[0].get("ids"):
        name = node[0]["ids"][0]
        return Section(name, name)
    return None


def heading(title: nodes.Element) -> str:
    """Give the words of a heading, its formulas too."""
    words = Section("", "")
    read(title, words)
    return words.written()[2]


def plain(tex: str) -> str:
    """Give a formula within a line as it may be read in an excerpt."""
    tex = FRACTION.sub(r"\1\2/\3\4", HAT.sub("\\1\\2\u0302", tex))
    text = COMMAND.sub(lambda found: sign(found[1] or ""), tex)
    return unicodedata.normalize("NFC", text).strip()


def sign(command: str) -> str:
    """Give the letter or sign of a TeX command, if it has one."""
    return SIGNS.get(command) or html5.get(f"{command};", "")


def glossary() -> list[list[str]]:
    """Give the names of each term: Korean, English, then the others."""
    found = []
    for term in read_glossary(GLOSSARY).terms:
        (korean, *k), (english, *e) = named(term.ko), named(term.en)
        others = (*k, *e, *term.ko_aliases, *term.ko_words)
        found.append([korean, english, *dict.fromkeys(others)])
    return found + [[name, name, heard] for name, heard in SPOKEN.items()]


def named(text: str) -> list[str]:
    """Split ``mean squared error (MSE)`` into its two names."""
    name, short = SHORT.fullmatch(text).groups()
    return [name, short] if short else [name]


class Index:
    """The sections of every page, kept from one build to the next."""

    def __init__(self) -> None:
        self.pages: dict[str, list[list[str]]] = {}

    def begin(self, app: Sphinx) -> None:
        """Take the place of the search of Sphinx, but use its stemmer."""
        if app.builder.name != "html":
            return
        app.builder.search = False
        tools = IndexBuilder(app.env, "en", {}, "").context_for_searchtool()
        app.config.html_context |= tools
        old = Path(app.outdir, FILE)
        if old.exists():
            text = old.read_text(encoding="utf-8")
            self.pages = dict(json.loads(text[len(BEFORE) : -2])["pages"])

    def take(self, app: Sphinx, doctree: nodes.document, name: str) -> None:
        """Read a page when all that it refers to is known."""
        page = Section("", "")
        _, *sections = [page, *read(doctree, page)]
        if sections:
            sections[0].anchor = ""
            self.pages[name] = [section.written() for section in sections]

    def write(self, app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
        """Write the index; give Sphinx the page that uses it."""
        if app.builder.name != "html":
            return []
        pages = sorted(self.pages.keys() & app.env.found_docs)
        index = {
            "pages": [[name, self.pages[name]] for name in pages],
            "terms": glossary(),
        }
        text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        Path(app.outdir, FILE).write_text(
            f"{BEFORE}{text};\n", encoding="utf-8"
        )
        return [("search", {}, "search.html")]


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    index = Index()
    app.connect("builder-inited", index.begin)
    app.connect("doctree-resolved", index.take)
    app.connect("html-collect-pages", index.write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
