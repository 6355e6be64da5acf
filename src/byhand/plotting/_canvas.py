"""The colours of every figure, and its empty axes."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["BLUE", "GREEN", "INK", "RED", "axes"]

# Okabe and Ito's colours, told apart by colour-blind readers and in grey.
BLUE = "#0072b2"
GREEN = "#007a5a"
RED = "#d55e00"
INK = "#222222"


def axes(
    rows: int = 1, columns: int = 1, *, height: float = 3.0
) -> tuple["Figure", Any]:
    """Return a figure as wide as a phone shows without scaling, and its axes.

    Parameters
    ----------
    rows, columns : int
        The grid of axes.
    height : float
        The height of a row, in inches. The width is 4.6 inches in all.

    Returns
    -------
    tuple
        The figure, and one axes or an array of them.
    """
    from matplotlib.figure import Figure

    fig = Figure(figsize=(4.6, height * rows), layout="constrained")
    grid = fig.subplots(rows, columns)
    for each in np.atleast_1d(grid).flat:
        each.spines[["top", "right"]].set_visible(False)
        each.grid(alpha=0.25, linewidth=0.6)
    return fig, grid
