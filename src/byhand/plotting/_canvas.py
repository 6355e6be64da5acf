"""The colours of every figure, and its empty axes."""

from typing import TYPE_CHECKING, Any

import numpy as np

from byhand import _checks
from byhand._array import detached

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "BLUE",
    "GREEN",
    "INK",
    "PURPLE",
    "RED",
    "axes",
    "finish",
    "looks",
    "plain",
    "plane",
]

# Okabe and Ito's colours, told apart by colour-blind readers. All but one are
# darkened, so that words in them stand out from white: 4.5 to 1.
BLUE = "#0072b2"
GREEN = "#007a5a"
PURPLE = "#a84a80"
RED = "#c05400"
INK = "#222222"

# Cycles of unequal length: a marker comes back in another colour.
_COLORS = (BLUE, RED, GREEN, PURPLE, INK)
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<")
_LINES = ("-", "--", "-.", ":")


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

    Examples
    --------
    >>> fig, (above, below) = axes(2, height=2.0)
    >>> lines = above.plot([0, 1], [0, 1], color=BLUE)
    """
    from matplotlib.figure import Figure

    fig = Figure(figsize=(4.6, height * rows), layout="constrained")
    grid = fig.subplots(rows, columns)
    for each in np.atleast_1d(grid).flat:
        each.spines[["top", "right"]].set_visible(False)
        each.grid(alpha=0.25, linewidth=0.6)
    return fig, grid


def looks(index: int) -> dict[str, Any]:
    """Return the colour, marker and line of the thing of an index."""
    return {
        "color": _COLORS[index % len(_COLORS)],
        "marker": _MARKERS[index % len(_MARKERS)],
        "linestyle": _LINES[index % len(_LINES)],
    }


def plain(x: Any) -> Any:
    """Return a NumPy array of what may be a tensor or a list."""
    return np.asarray(detached(x))


def plane(**arrays: Any) -> None:
    """Refuse all but finite points of the plane, one a row."""
    for name, points in arrays.items():
        if points.ndim != 2 or points.shape[1] != 2:
            raise ValueError(
                f"{name} must have shape (n, 2); got {points.shape}"
            )
        _checks.not_empty(**{name: points})
        if not np.isfinite(points).all():
            raise ValueError(f"{name} must be finite; got NaN or infinity")


def finish(ax: "Axes", symbols: tuple[str, str]) -> None:
    """Write symbols along the axes of a plane, and a legend of its names."""
    ax.set(xlabel=f"${symbols[0]}$", ylabel=f"${symbols[1]}$")
    ax.locator_params("x", nbins=4)
    ax.locator_params("y", nbins=5)
    if ax.get_legend_handles_labels()[1]:
        ax.legend(
            loc="lower center",
            bbox_to_anchor=(0.5, 1.0),
            ncols=4,
            columnspacing=1.2,
            handletextpad=0.4,
            fontsize=8.5,
            frameon=False,
        )
