"""End a build at the line where a cell failed, without a report of a crash.

MyST-NB shows the traceback of the cell, and would then let Sphinx fall over.
Here the last words are the page, the line, and what went wrong.
"""

import re
import sys

from docutils import nodes
from myst_nb.core.execute import ExecutionError
from myst_nb.sphinx_ import Parser
from sphinx.application import Sphinx

CELL = re.compile(r"following cell:\n-+\n(.*?)\n-{18}\n", re.DOTALL)
LINE = re.compile(r"Cell In\[\d+\], line (\d+)")
COLOUR = re.compile(r"\x1b\[[\d;]*m")


class PageParser(Parser):
    """Parses a page; a cell that fails ends the build."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a page."""
        try:
            super().parse(inputstring, document)
        except ExecutionError as error:
            cause = error.__cause__
            line = line_of(str(cause), inputstring)
            kind = getattr(cause, "ename", type(cause).__name__)
            what = getattr(cause, "evalue", str(cause)).strip()
            sys.exit(f"\n{error}:{line}: {kind}: {what}")


def line_of(report: str, page: str) -> int:
    """Find the line of the page that a report of nbclient speaks of."""
    report = COLOUR.sub("", report)
    cell, line = CELL.search(report), LINE.search(report)
    if cell is None or cell[1] not in page:
        return 1
    before = page[: page.index(cell[1])].count("\n")
    return before + (int(line[1]) if line else 1)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx, after MyST-NB."""
    app.setup_extension("myst_nb")
    app.add_source_parser(PageParser, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
