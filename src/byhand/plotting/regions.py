"""What a classifier says of every point of the plane."""

from collections.abc import Callable
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
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["regions"]


def regions(
    predict: Callable[[Any], Any],
    points: Any,
    labels: Any,
    *,
    symbols: tuple[str, str] = ("x_1", "x_2"),
    ax: Any = None,
) -> "Figure":
    """Draw the decisions of a classifier, and the points it is to tell apart.

    The plane is tinted by the class that wins, with a line where another
    one takes over. Every class has a colour and a marker of its own; a
    legend gives their numbers.

    Parameters
    ----------
    predict : callable
        Takes an array of shape (m, 2) and returns, as an array or a tensor,
        probabilities of class 1 of shape (m,) or (m, 1), from 0 to 1,
        scores of shape (m, classes), of which the largest wins, or labels
        of shape (m,).
    points : array or tensor of shape (n, 2)
        Examples. The figure shows the plane as far as they reach.
    labels : integer array or tensor of shape (n,)
        Their classes, from 0 up.
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
        If a shape does not fit, a label has no score, a probability is not
        from 0 to 1, or a number is not finite.
    TypeError
        If labels are not integers.

    Examples
    --------
    >>> points, labels = np.array([[0.0, 0.0], [1.0, 2.0]]), np.array([0, 1])
    >>> fig = regions(lambda p: p[:, 0] > 0.5, points, labels)
    >>> [text.get_text() for text in fig.axes[0].get_legend().texts]
    ['0', '1']
    """
    points, labels = plain(points), plain(labels)
    plane(points=points)
    _checks.integral(labels=labels)
    _checks.has_shape((len(points),), labels=labels)
    _checks.within(0, np.inf, labels=labels)
    x, y, leads = _leads(predict, points, int(labels.max()) + 1)
    _checks.class_labels(len(leads), labels=labels)
    ax = ax or axes(height=3.4)[1]
    ax.grid(visible=False)
    for k, lead in enumerate(leads):
        _region(ax, x, y, lead, looks(k)["color"], edge=k > 0)
        _examples(ax, points[labels == k], k)
    finish(ax, symbols)
    return cast("Figure", ax.get_figure(root=True))


def _leads(predict: Any, points: Any, classes: int) -> tuple[Any, Any, Any]:
    """Return a grid, and by how much each class leads the best other one."""
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.08 * (high - low) + 1e-3 * (1 + abs(high))
    sides = np.linspace(low - margin, high + margin, 151).T
    x, y = np.meshgrid(*sides)
    grid = np.stack([x.ravel(), y.ravel()], axis=1)
    scores = _scores(plain(predict(grid)), len(grid), classes)
    leads = [
        scores[:, k] - np.delete(scores, k, axis=1).max(axis=1)
        for k in range(scores.shape[1])
    ]
    return x, y, [lead.reshape(x.shape) for lead in leads]


def _scores(found: Any, rows: int, classes: int) -> Any:
    """Return a score for each class, whatever the classifier returned."""
    if found.ndim == 2 and found.shape[1] == 1:
        found = found[:, 0]
    if found.ndim not in (1, 2) or len(found) != rows:
        raise ValueError(
            f"predict must return shape ({rows},) or ({rows}, classes); "
            f"got {found.shape}"
        )
    if not np.isfinite(found).all():
        raise ValueError("predict must return finite numbers; got NaN or inf")
    if found.ndim == 2:
        return found.astype(np.float64)
    if found.dtype.kind in "iub":
        _checks.within(0, np.inf, predictions=found)
        known = np.arange(max(2, classes, int(found.max()) + 1))
        return (found[:, None] == known).astype(np.float64)
    _checks.within(0, 1, probabilities=found)
    return np.stack([1 - found, found], axis=1)


def _region(
    ax: "Axes", x: Any, y: Any, lead: Any, color: str, *, edge: bool
) -> None:
    """Tint where a class leads, and draw the line where it stops to."""
    if lead.max() > 0:
        ax.contourf(
            x, y, lead, levels=[0, lead.max()], colors=color, alpha=0.15
        )
    if edge and lead.min() < 0 < lead.max():
        ax.contour(x, y, lead, levels=[0], colors=INK, linewidths=1.4)


def _examples(ax: "Axes", points: Any, k: int) -> None:
    """Draw the points of a class, hollow if its number is odd."""
    look = looks(k) | {"linestyle": "none", "label": str(k)}
    fill = "none" if k % 2 else look["color"]
    ax.plot(*points.T, **look, mfc=fill, mew=1.2, ms=4.5)
