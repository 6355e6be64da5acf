"""Say in the Markdown of notebooks what stands on a page.

Jupyter and Colab know the same Markdown: headings, lists, tables, quotes,
fenced code, TeX between dollar signs, and HTML for what folds.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from katex import without_numbers
from sphinx.application import Sphinx
from sphinx.locale import admonitionlabels
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from notebooks.cells import Code, PageCode, exercise

CITED = {"en": "Works cited on this page", "ko": "이 페이지에서 인용한 글"}
SILENT = {"colspec", "comment", "index", "raw", "target", "transition"}
MARKUP = re.compile(
    r"[\\`*$]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|~(?=~)"
)
LEADING = re.compile(r"^(\d*)([#>+.)-])(?=\s)")

logger = logging.getLogger(__name__)


class Words:
    """Turns the nodes of a page into Markdown and code, in their order."""

    def __init__(self, app: Sphinx, page: str, code: PageCode) -> None:
        self.builder = app.builder
        self.config = app.config
        self.page = f"{page}.html"
        self.code = code
        self.depth = 0
        self.in_table = False
        self.works: dict[str, str] = {}

    # Blocks: what stands on lines of its own.

    def blocks(self, node: nodes.Element) -> Iterator[str | Code]:
        """Give what stands inside a node, block by block."""
        for child in node.children:
            yield from self.block(child)

    def block(self, node: nodes.Element) -> Iterator[str | Code]:
        """Give one block, or what it is made of."""
        match node.tagname:
            case "section":
                self.depth += 1
                yield from self.blocks(node)
                self.depth -= 1
            case "title" | "rubric":
                yield f"{'#' * self.depth} {self.line(node)}"
            case "paragraph":
                yield LEADING.sub(r"\1\\\2", self.line(node))
            case "container" if node.get("nb_element") == "cell_code":
                yield from self.code.take(node)
            case "container" | "compound":
                if "toctree-wrapper" not in node["classes"]:
                    yield from self.blocks(node)
            case "math_block":
                yield self.equation(node)
            case "literal_block" | "doctest_block":
                yield self.listing(node)
            case "bullet_list" | "enumerated_list":
                yield self.items(node)
            case "block_quote":
                yield quoted(self.text(node))
            case "table":
                yield self.table(node)
            case "figure":
                yield from self.figure(node)
            case "exercise_enumerable_node":
                yield from self.exercise(node)
            case "dropdown_main":
                yield self.folded(node)
            case name if name == "admonition" or name in admonitionlabels:
                title, *_ = node.children  # Sphinx gave one to each
                yield quoted(f"**{self.line(title)}**", self.text(node, 1))
            case name if name not in SILENT:
                self.refuse(node)

    def text(self, node: nodes.Element, start: int = 0) -> str:
        """Join what stands inside a node that holds no code to run."""
        found = [x for child in node[start:] for x in self.block(child)]
        return "\n\n".join(map(str, found))

    def equation(self, node: nodes.math_block) -> str:
        """Write a formula of its own, with the number that it has."""
        tex = safe(without_numbers(node.astext().strip()))
        if node.get("number"):
            tex += rf" \tag{{{get_node_equation_number(self, node)}}}"
        return f"$$\n{tex}\n$$"

    def listing(self, node: nodes.Element) -> str:
        """Write code that is to be read."""
        code = node.astext().rstrip("\n")
        longest = max(map(len, re.findall("`+", code)), default=0)
        fence = "`" * max(3, longest + 1)
        language = node.get("language", "default")
        language = "python" if language == "default" else language
        return f"{fence}{language}\n{code}\n{fence}"

    def items(self, node: nodes.Element) -> str:
        """Write a list."""
        lines = []
        for number, item in enumerate(node.children, node.get("start", 1)):
            mark = "- " if node.tagname == "bullet_list" else f"{number}. "
            text = indent(self.text(item), " " * len(mark))
            lines.append(mark + text.lstrip())
        return "\n".join(lines)

    def table(self, node: nodes.table) -> str:
        """Write a table; its first row is the head."""
        self.in_table = True
        rows = [
            [self.cell(entry) for entry in row.children]
            for row in node.findall(nodes.row)
        ]
        self.in_table = False
        rows.insert(1, ["---"] * len(rows[0]))
        lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        titles = [self.caption(node, x) for x in node.findall(nodes.title)]
        return "\n\n".join([*titles, lines])

    def cell(self, entry: nodes.entry) -> str:
        """Write one field of a table."""
        if entry.get("morecols") or entry.get("morerows"):
            self.refuse(entry)
        return " <br> ".join(map(self.line, entry.children))

    def figure(self, node: nodes.figure) -> Iterator[str]:
        """Write the caption; the picture is drawn by a cell of the page."""
        for image in node.findall(nodes.image):
            if "jupyter_execute" not in image["uri"] + image.get(
                "original_uri", ""
            ):
                yield self.span(image)
        for caption in node.findall(nodes.caption):
            yield self.caption(node, caption)

    def caption(self, node: nodes.Element, words: nodes.Element) -> str:
        """Write a caption after the number of its figure or table."""
        kind = node.tagname
        number = self.builder.fignumbers.get(kind, {}).get(node["ids"][0], ())
        name = self.config.numfig_format[kind] % ".".join(map(str, number))
        return f"**{name}** {self.line(words)}"

    def exercise(self, node: nodes.Element) -> Iterator[str | Code]:
        """Write an exercise, and a cell for its answer."""
        title, content = node.children
        number = self.builder.fignumbers["exercise"][node["ids"][0]]
        name = title["title"] % ".".join(map(str, number))
        yield f"{'#' * (self.depth + 1)} {name}{self.line(title)}"
        for child in content.children:
            module = Path(child.get("source") or "")
            if module.parent.name == "exercises":
                yield exercise(child.astext(), module, self.config.language)
            else:
                yield from self.block(child)

    def folded(self, node: nodes.Element) -> str:
        """Write what opens on a click."""
        title, body = node.children
        opening = f"<details>\n<summary>{self.line(title)}</summary>"
        return f"{opening}\n\n{self.text(body)}\n\n</details>"

    def cited(self) -> Iterator[str]:
        """List the works that were cited."""
        if self.works:
            yield f"## {CITED[self.config.language]}"
            yield "\n".join(
                f"- [{label}] {escaped(work)}"
                for label, work in self.works.items()
            )

    # Lines: what stands within a paragraph.

    def line(self, node: nodes.Element) -> str:
        """Write what stands inside a node, on one line."""
        return "".join(map(self.span, node.children)).strip()

    def span(self, node: nodes.Node) -> str:
        """Write a piece of a line."""
        match node.tagname:
            case "#text":
                return escaped(node.astext().replace("\n", " "))
            case "math":
                return self.formula(node)
            case "literal":
                return self.literal(node)
            case "emphasis":
                return marked(node, self.line(node), "*", "em")
            case "strong":
                return marked(node, self.line(node), "**", "strong")
            case "subscript" | "superscript":
                tag = node.tagname[:3]
                return f"<{tag}>{self.line(node)}</{tag}>"
            case "reference" | "number_reference":
                return self.reference(node)
            case "inline":
                if "bibtex-citation" in node["classes"]:
                    for work in node.findall(nodes.reference):
                        self.works[work.astext()] = work["reftitle"]
                return "".join(map(self.span, node.children))
            case "image":
                return f"!{self.link(node['alt'], node['uri'])}"
            case "paragraph":
                return self.line(node)
            case name if name not in SILENT:
                self.refuse(node)
        return ""

    def formula(self, node: nodes.math) -> str:
        """Write a formula within a line."""
        tex = safe(node.astext().strip())
        if self.in_table:  # where a bar ends a field
            tex = tex.replace(r"\|", r"\Vert ").replace("|", r"\vert ")
        return f"${tex.strip()}$"

    def literal(self, node: nodes.Element) -> str:
        """Write code within a line."""
        code = node.astext()
        if self.in_table:
            code = code.replace("|", r"\|")
        return f"`` {code} ``" if "`" in code else f"`{code}`"

    def reference(self, node: nodes.Element) -> str:
        """Write a link."""
        address = node.get("refuri") or f"#{node['refid']}"
        return self.link(self.line(node), address)

    def link(self, words: str, address: str, page: str | None = None) -> str:
        """Link to a place of the site, or of the Web.

        Without the address of the site, a link inside it is words.
        """
        if not urlsplit(address).scheme:
            if not self.config.html_baseurl:
                return words
            here = self.page if page is None else page
            address = urljoin(self.config.html_baseurl + here, address)
        closing = "()" if re.search(r"[()\s]", address) else ""
        return (
            f"[{words}](<{address}>)" if closing else f"[{words}]({address})"
        )

    def refuse(self, node: nodes.Element) -> None:
        """Warn of what has no form in a notebook, which ends the build."""
        text = "a notebook must have words for %s; it has none"
        logger.warning(text, node.tagname, location=node, type="notebooks")


def escaped(text: str) -> str:
    """Keep Markdown from reading marks in plain text."""
    return MARKUP.sub(r"\\\g<0>", text)


def safe(tex: str) -> str:
    """Write TeX so that no browser takes a part of it for HTML."""
    return re.sub(r"<(?=[A-Za-z/!?])", r"\\lt ", tex)


def quoted(*blocks: str) -> str:
    """Set blocks as a quotation."""
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def marked(node: nodes.Element, text: str, mark: str, tag: str) -> str:
    """Emphasize words, in HTML where Markdown would not see it.

    In ``**ReLU(x)**는`` the last asterisks do not close.
    """
    place = node.parent.index(node)
    before = node.parent[place - 1].astext()[-1:] if place else ""
    after = "".join(x.astext() for x in node.parent[place + 1 :])[:1]
    opens = text[:1].isalnum() or not before.isalnum()
    closes = text[-1:].isalnum() or not after.isalnum()
    return (
        f"{mark}{text}{mark}"
        if opens and closes
        else (f"<{tag}>{text}</{tag}>")
    )
