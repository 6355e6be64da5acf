"""Write the pages as an ePub, which a reading app carries along.

Sphinx makes ePubs; here they become those of this book. There is nothing to
press: solutions stand open, and code that only prepares a figure is left out.
Formulas are MathML, which the list of contents of an ePub must say of a page.
The same pages always make the same file. Its date is ``SOURCE_DATE_EPOCH``, or
the beginning of the year of the copyright.
"""

import os
import re
import shutil
import time
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.locale import _
from sphinx.util.docutils import ReferenceRole
from sphinx_design.dropdown import dropdown_main, dropdown_title

import byhand

EDITION = "1767225600"  # 2026-01-01
STYLES = ("pygments.css", "ebook.css")
FIRST = ("mimetype", "META-INF/container.xml", "content.opf", "toc.ncx")
PAGE = re.compile(r'(href="([^"]+)" media-type="application/xhtml\+xml") />')
NOBODY = re.compile(r"\n *<dc:contributor>.*")
ACCESS = """\
    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessMode">visual</meta>
    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">alternativeText</meta>
    <meta property="schema:accessibilityFeature">MathML</meta>
    <meta property="schema:accessibilityFeature">tableOfContents</meta>
    <meta property="schema:accessibilityHazard">none</meta>
  </metadata>"""


class Ebook(ReferenceRole):
    """Links words to the ePub of the page: ``{ebook}`words <byhand>```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link."""
        up = "../" * self.env.docname.count("/")
        address = f"{up}{self.config.epub_basename}.epub"
        return [nodes.reference("", self.title, refuri=address)], []


class Builder(Epub3Builder):
    """Sphinx's own, without what is for the site alone."""

    def init(self) -> None:
        """Set what is not as on the site."""
        os.environ.setdefault("SOURCE_DATE_EPOCH", EDITION)
        language = self.config.language
        self.html_tag = self.html_tag.replace(
            ">", f' lang="{language}" xml:lang="{language}">'
        )
        self.guide_titles = {"toc": _("Table of Contents")}
        self.config.pygments_style = "a11y-high-contrast-light"
        self.config.templates_path = []
        self.config.version = byhand.__version__
        super().init()

    def add_css_file(self, filename: str, **attributes: Any) -> None:
        """Take our style sheets, not those of buttons and cards."""
        if filename in STYLES:
            super().add_css_file(filename, **attributes)

    def build_content(self) -> None:
        """List what the ePub has, after what it does not need is gone."""
        for path in (self.outdir / "_static").iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in STYLES:
                path.unlink()
        super().build_content()
        package = self.outdir / "content.opf"
        text = package.read_text(encoding="utf-8")
        text = PAGE.sub(self.listed, NOBODY.sub("", text))
        text = text.replace("  </metadata>", ACCESS)
        package.write_text(text, encoding="utf-8")

    def listed(self, page: re.Match[str]) -> str:
        """Say of a page that it has formulas, if it has."""
        text = (self.outdir / page[2]).read_text(encoding="utf-8")
        properties = ' properties="mathml"' if "<math" in text else ""
        return f"{page[1]}{properties} />"

    def toc_metadata(self, *args: Any) -> dict[str, Any]:
        """Name the book in the contents for older apps as everywhere."""
        return super().toc_metadata(*args) | {
            "uid": self.config.epub_identifier
        }

    def build_epub(self) -> None:
        """Pack the files, all with one date."""
        date = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
        target = self.outdir / f"{self.config.epub_basename}.epub"
        with ZipFile(target, "w") as epub:
            for name in (*FIRST, *self.files):
                info = ZipInfo(name, date)
                stored = name == "mimetype"
                info.compress_type = ZIP_STORED if stored else ZIP_DEFLATED
                epub.writestr(info, (self.outdir / name).read_bytes())


def open_all(app: Sphinx, doctree: nodes.document, name: str) -> None:
    """Leave nothing to press on a page, and no link out of the ePub."""
    if app.builder.name != "epub":
        return
    for code in [*doctree.findall(HideCodeCellNode)]:
        code.parent.remove(code)
    for dropdown in [*doctree.findall(dropdown_main)]:
        dropdown.replace_self(opened(dropdown))
    for link in [*doctree.findall(nodes.reference)]:
        url = urlsplit(link.get("refuri", ""))
        page = normpath(join(dirname(name), url.path))
        page = page.removesuffix(app.builder.link_suffix)
        if url.path and not url.scheme and page not in app.env.found_docs:
            link.replace_self(link.children)


def opened(dropdown: nodes.Element) -> nodes.container:
    """Give what a reader of the site may open, open."""
    title, *rest = dropdown.children
    if not isinstance(title, dropdown_title):
        raise TypeError(f"a dropdown must begin with its title; got {title}")
    words = nodes.paragraph("", "", *title[0].children, classes=["title"])
    ids = dropdown["ids"]
    return nodes.container("", words, *rest, classes=["opened"], ids=ids)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    app.add_builder(Builder, override=True)
    app.add_role("ebook", Ebook())
    app.connect("doctree-resolved", open_all)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
