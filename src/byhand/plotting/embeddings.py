"""Embeddings in the plane."""

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from byhand import _checks
from byhand.plotting._canvas import (
    INK,
    axes,
    finish,
    looks,
    plain,
    plane,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["embeddings"]


def embeddings(
    points: Any,
    labels: Any,
    *,
    pairs: Any = None,
    unit_circle: bool = False,
    symbols: tuple[str, str] = ("z_1", "z_2"),
    ax: Any = None,
) -> "Figure":
    """Draw embeddings as the numbers of their classes.

    Both axes have the same scale, because distances and angles count.

    Parameters
    ----------
    points : array or tensor of shape (n, 2)
        The embeddings.
    labels : integer array or tensor of shape (n,)
        What to write at each point, in a colour for each label.
    pairs : integer array of shape (m, 2), optional
        Rows of points to join by lines: two views of one thing, or an
        anchor and its positive.
    unit_circle : bool
        Draw the circle on which embeddings of length 1 lie.
    symbols : (str, str)
        What to write along the axes, as mathematics.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.figure.Figure
        The figure that holds the drawing.

    Raises
    ------
    ValueError
        If a shape does not fit, a pair names a row that is not there, or a
        number is not finite.
    TypeError
        If labels or pairs are not integers.

    Examples
    --------
    >>> fig = embeddings([[0.0, 1.0], [1.0, 0.0]], [7, 3], unit_circle=True)
    >>> [line.get_marker() for line in fig.axes[0].lines]
    ['$3$', '$7$']
    """
    points, labels = plain(points), plain(labels)
    plane(points=points)
    _checks.integral(labels=labels)
    _checks.has_shape((len(points),), labels=labels)
    ends = _ends(points, pairs)
    ax = ax or axes(height=4.0)[1]
    if unit_circle:
        _circle(ax)
    for end in ends:
        ax.plot(*end.T, color=INK, lw=0.7, alpha=0.6, zorder=1)
    for i, label in enumerate(np.unique(labels)):
        ax.plot(
            *points[labels == label].T,
            linestyle="none",
            marker=f"${label}$",
            color=looks(i)["color"],
            markeredgewidth=0,
            ms=6.5,
        )
    _square(ax, np.vstack([points, *[[(-1, -1), (1, 1)]] * unit_circle]))
    finish(ax, symbols)
    return cast("Figure", ax.get_figure(root=True))


def _ends(points: Any, pairs: Any) -> Any:
    """Return where the lines of the pairs begin and end."""
    if pairs is None:
        return []
    rows = plain(pairs)
    _checks.class_labels(len(points), pairs=rows)
    if rows.ndim != 2 or rows.shape[1] != 2:
        raise ValueError(f"pairs must have shape (m, 2); got {rows.shape}")
    return points[rows]


def _circle(ax: Any) -> None:
    from matplotlib.patches import Circle

    ax.add_patch(Circle((0, 0), 1, fill=False, ec=INK, lw=0.7, ls="--"))


def _square(ax: Any, points: Any) -> None:
    """Show a square of the plane, with room about all points."""
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = (low + high) / 2, 0.54 * (high - low).max() or 1.0
    ax.set(xlim=(middle[0] - half, middle[0] + half))
    ax.set(ylim=(middle[1] - half, middle[1] + half), aspect="equal")
