"""The code of a notebook: of its first cell, the page, and the exercises."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from jupyter_cache import get_cache
from sphinx.application import Sphinx
from sphinx.config import Config

HIDDEN = {"hide-cell", "hide-input", "remove-cell", "remove-input"}
EXTRAS = "byhand[torch,plot,data]"
BESIDE = """\
# The page "Notebooks" of the book has the file that is installed here.
# Put it into the folder of this notebook."""
INSTALL = """\
# Installs the package of the book if it is missing. What is there stays.
import importlib.util

if importlib.util.find_spec("byhand") is None:
    %pip install -q "{what}"
"""
ANSWER = """\
from byhand.exercises import check


{stub}


check({name}{language});"""


@dataclass
class Code:
    """A code cell."""

    source: str
    metadata: dict[str, Any] = field(default_factory=dict)
    outputs: list[Any] = field(default_factory=list)

    def cell(self) -> nbformat.NotebookNode:
        """Make the cell."""
        return nbformat.v4.new_code_cell(
            self.source, metadata=self.metadata, outputs=self.outputs
        )


def first_cell(config: Config) -> Code:
    """Install the package from where it is sure to be the one of the book."""
    if config.notebook_site:
        wheel = f"{config.notebook_site}/wheels/{config.notebook_wheel}"
        return Code(INSTALL.format(what=f"{EXTRAS} @ {wheel}").strip())
    if config.notebook_repository:
        source = f"git+https://github.com/{config.notebook_repository}"
        return Code(INSTALL.format(what=f"{EXTRAS} @ {source}").strip())
    wheel = EXTRAS.replace("byhand", f"./{config.notebook_wheel}")
    lines = INSTALL.format(what=wheel).strip().split("\n")
    return Code("\n".join([lines[0], BESIDE, *lines[1:]]))


def exercise(stub: str, module: Path, language: str) -> Code:
    """Let the reader write the body of a function, and have it checked."""
    function = ast.parse(stub).body[0]
    assert isinstance(function, ast.FunctionDef)
    imports = [*needed(function, module.read_text(encoding="utf-8"))]
    answer = ANSWER.format(
        stub=stub.strip(),
        name=function.name,
        language="" if language == "en" else f', lang="{language}"',
    )
    source = "\n".join([*imports, *[""] * bool(imports), answer])
    return Code(source, {"tags": ["exercise"]})


def needed(function: ast.FunctionDef, module: str) -> Iterator[str]:
    """Give the imports of a module that one of its functions needs."""
    names = {x.id for x in ast.walk(function) if isinstance(x, ast.Name)}
    for line in ast.walk(ast.parse(module)):
        if isinstance(line, ast.Import | ast.ImportFrom):
            line.names = [
                alias
                for alias in line.names
                if (alias.asname or alias.name).split(".")[0] in names
            ]
            if line.names:
                yield ast.unparse(line)


class PageCode:
    """The cells that MyST-NB ran, among them those that the page hides."""

    def __init__(
        self, app: Sphinx, page: str, doctree: nodes.document
    ) -> None:
        folder = Path(app.env.mystnb_config.output_folder)
        ran = nbformat.read(folder / f"{page}.ipynb", as_version=4)
        if wanted := app.config.notebook_outputs:
            cache = get_cache(app.config.nb_execution_cache_path)
            _, ran = cache.merge_match_into_notebook(ran)
        self.cells = {
            number: Code(
                cell.source,
                folded(cell),
                [*outputs(cell)] if wanted else [],
            )
            for number, cell in enumerate(ran.cells)
            if cell.cell_type == "code"
        }
        self.shown = {x["cell_index"] for x in self.on(doctree)}

    @classmethod
    def is_on(cls, doctree: nodes.document) -> bool:
        """Tell if a page has code."""
        return any(cls.on(doctree))

    @staticmethod
    def on(doctree: nodes.document) -> Iterator[nodes.Element]:
        """Find the cells on a page."""
        for node in doctree.findall(nodes.container):
            if node.get("nb_element") == "cell_code":
                yield node

    def take(self, node: nodes.Element) -> Iterator[Code]:
        """Give a cell, and the hidden ones before it and right after it."""
        for number in sorted(self.cells):
            if number > node["cell_index"] and number in self.shown:
                return
            yield self.cells.pop(number)


def folded(cell: nbformat.NotebookNode) -> dict[str, Any]:
    """Fold what the page does not show: code, and equations of the text."""
    tags = {*cell.metadata.get("tags", [])}
    if "remove-cell" in tags and "page.figure(" not in cell.source:
        both = {"outputs_hidden": True, "source_hidden": True}
        return {"collapsed": True, "jupyter": both}  # Colab, Jupyter
    return {"jupyter": {"source_hidden": True}} if HIDDEN & tags else {}


def outputs(cell: nbformat.NotebookNode) -> Iterator[Any]:
    """Give what a cell printed and drew, but not the numbers of the text."""
    for output in cell.get("outputs", []):
        kinds = output.get("data", {})
        if not any("papermill.record" in kind for kind in kinds):
            if "metadata" in output:
                output.metadata = {}
            yield output
