"""Write every page that has code as a notebook, and link to it.

The words are taken from the page as Sphinx is about to write it, so numbers,
citations and links are those of the page; the code from what MyST-NB ran.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import ReferenceRole

from notebooks.cells import Code, PageCode, first_cell
from notebooks.words import Words

ABOUT = {
    "en": "*A page of {book}. Text: CC BY 4.0. Code: BSD 3-Clause.*",
    "ko": "*{book}의 한 페이지입니다. 글은 CC BY 4.0, 코드는 "
    "BSD 3-Clause 라이선스를 따릅니다.*",
}
COLAB = "https://colab.research.google.com/github"


class Wheel(ReferenceRole):
    """Links words to a package on the site: ``{wheel}`words <byhand>```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link."""
        up = "../" * (self.env.docname.count("/") + 1)
        address = f"{up}wheels/{self.config.notebook_wheel}"
        return [nodes.reference("", self.title, refuri=address)], []


def offer(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the notebook of a page, and name it to the templates."""
    if app.builder.name != "html":
        return
    name = f"notebooks/{pagename}.ipynb"
    path = Path(app.outdir) / name
    if doctree is None or not PageCode.is_on(doctree):
        path.unlink(missing_ok=True)  # of what the page was before
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = write(app, pagename, doctree)
    nbformat.validate(notebook)
    nbformat.write(notebook, path)
    context["notebook"] = context["pathto"](name, resource=True)
    if app.config.notebook_repository:
        branch = quote(app.config.notebook_branch)
        place = f"{app.config.notebook_repository}/blob/{branch}"
        context["colab"] = f"{COLAB}/{place}/{app.config.language}/{name}"


def write(
    app: Sphinx, page: str, doctree: nodes.document
) -> nbformat.NotebookNode:
    """Make the notebook of a page."""
    words = Words(app, page, PageCode(app, page, doctree))
    title, *rest = words.blocks(doctree)
    book = words.link(app.config.project, f"{page}.html", page="")
    about = ABOUT[app.config.language].format(book=book)
    parts = [first_cell(app.config), title, about, *rest, *words.cited()]
    notebook = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {
                "display_name": "Python 3",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
    )
    for part in parts:
        if isinstance(part, Code):
            notebook.cells.append(part.cell())
        elif notebook.cells[-1].cell_type == "code" or part.startswith("#"):
            notebook.cells.append(nbformat.v4.new_markdown_cell(part))
        else:
            notebook.cells[-1].source += f"\n\n{part}"
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"  # not at random, as nbformat would have it
    return notebook


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    app.add_config_value("notebook_branch", "", "html", str)
    app.add_config_value("notebook_outputs", False, "html", bool)
    app.add_config_value("notebook_repository", "", "html", str)
    app.add_config_value("notebook_site", "", "html", str)
    app.add_config_value("notebook_wheel", "", "env", str)
    app.add_role("wheel", Wheel())
    app.connect("html-page-context", offer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
