"""What can be read from a figure."""

import io
import re

from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text

SYMBOL = re.compile(r"\$[^$]*\$")
NUMBER = re.compile(r"[−-]?\d*\.?\d+(e[+-]?\d+)?")


def arrows(fig):
    """Return the abscissas of the tail and the tip of each arrow."""
    fig.draw_without_rendering()
    return [
        (patch.get_path().vertices[0, 0], patch.get_path().vertices[2, 0])
        for patch in fig.axes[0].patches
        if isinstance(patch, FancyArrowPatch)
    ]


def words(fig):
    """Return every text that is neither a symbol nor a number."""
    fig.draw_without_rendering()
    texts = {text.get_text() for text in fig.findobj(Text)} - {""}
    return {
        text
        for text in texts
        if not SYMBOL.fullmatch(text) and not NUMBER.fullmatch(text)
    }


def svg(fig):
    """Return the drawing; a glyph that is missing is a warning, so fails."""
    drawing = io.StringIO()
    fig.savefig(drawing, format="svg", metadata={"Date": None})
    return drawing.getvalue()
