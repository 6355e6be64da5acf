"""Keep the place of a figure until it comes, and load it when it is near.

Without its size, the text below would jump when it is there.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

POINTS = re.compile(r'<svg\b[^>]* width="([\d.]+)pt" height="([\d.]+)pt"')


def keep_place(app: Sphinx, doctree: nodes.document, name: str) -> None:
    """Write down how large each figure is, in pixels."""
    if app.builder.name != "html":
        return
    for image in doctree.findall(nodes.image):
        image["loading"] = "lazy"
        path = Path(app.srcdir, image["candidates"].get("*", image["uri"]))
        if path.suffix != ".svg" or "width" in image:
            continue
        if found := POINTS.search(path.read_text(encoding="utf-8")):
            width, height = (round(float(x) * 4 / 3) for x in found.groups())
            image["width"], image["height"] = str(width), str(height)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    app.connect("doctree-resolved", keep_place)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
