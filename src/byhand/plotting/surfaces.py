"""Surfaces over a plane, and the paths of optimizers down them."""

from collections.abc import Callable, Mapping, Sequence
from numbers import Integral
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

__all__ = ["surface"]


def surface(
    f: Callable[[Any, Any], Any],
    *,
    x: tuple[float, float],
    y: tuple[float, float],
    paths: Mapping[str, Any] | Sequence[Any] = (),
    minimum: tuple[float, float] | None = None,
    log: bool = True,
    levels: int | Sequence[float] = 10,
    symbols: tuple[str, str] = ("x", "y"),
    ax: Any = None,
) -> "Figure":
    """Draw the contours of a function of two numbers, and paths across them.

    Each contour says its level. On a logarithmic scale a narrow valley shows,
    which falls between the first two levels of a linear one.

    Parameters
    ----------
    f : callable
        Takes two arrays of one shape, the coordinates of every point of a
        grid, and returns an array of that shape, or a tensor. Where it is
        infinite or NaN, nothing is drawn.
    x, y : (low, high)
        What to show of each axis. Paths may leave it.
    paths : mapping from str to points, or sequence of points
        Points have shape (steps, 2), the start first: a hollow circle. The
        end is large; of a long path, not every step has its marker. Names,
        if there are any, stand in a legend.
    minimum : (x, y), optional
        A point to mark with a star.
    log : bool
        Space the levels evenly in the logarithm of f, which must not be
        negative then. They span at most four powers of ten. Where f varies
        less than fourfold, they are spaced as on a linear scale.
    levels : int or increasing sequence of float
        About how many, at round numbers; or which.
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
        If f does not return one value a point, is negative on a logarithmic
        scale or nowhere finite, or if a range, a level or a path is not
        what it must be.
    TypeError
        If a number is not a plain number.

    Examples
    --------
    >>> path = [[2.0, 1.0], [1.0, 0.2], [0.2, 0.1]]
    >>> fig = surface(np.hypot, x=(-3, 3), y=(-2, 2), paths={"SGD": path})
    >>> [text.get_text() for text in fig.axes[0].get_legend().texts]
    ['SGD']
    """
    _check(x, y, minimum)
    across, up = np.meshgrid(np.linspace(*x, 201), np.linspace(*y, 201))
    heights = _heights(f, across, up, log=log)
    chosen = _levels(heights, levels, log=log)
    tracks = _tracks(paths)
    ax = ax or axes(height=3.4)[1]
    ax.grid(visible=False)
    _contours(ax, across, up, heights, chosen, [path for _, path in tracks])
    for i, (name, path) in enumerate(tracks):
        _path(ax, path, looks(i), name)
    if minimum is not None:
        ax.plot(*minimum, "*", color=INK, ms=10)
    ax.set(xlim=x, ylim=y)
    finish(ax, symbols)
    return cast("Figure", ax.get_figure(root=True))


def _check(x: Any, y: Any, minimum: Any) -> None:
    for name, ends in (("x", x), ("y", y)):
        _checks.has_shape((2,), **{name: plain(ends)})
        low, high = ends
        _checks.finite(**{f"{name}[0]": low, f"{name}[1]": high})
        if low >= high:
            raise ValueError(f"{name} must be low, high; got {low}, {high}")
    if minimum is not None:
        _checks.has_shape((2,), minimum=plain(minimum))


def _tracks(paths: Any) -> list[tuple[Any, Any]]:
    """Return the name and the points of every path, None without a name."""
    named = isinstance(paths, Mapping)
    tracks = paths if named else dict(enumerate(paths))
    points = {f"paths[{key!r}]": plain(tracks[key]) for key in tracks}
    plane(**points)
    names = tracks if named else [None] * len(tracks)
    return list(zip(names, points.values(), strict=True))


def _heights(f: Any, x: Any, y: Any, *, log: bool) -> Any:
    """Return f at every point, masked where it is not finite."""
    values = plain(f(x, y))
    if values.shape != x.shape:
        raise ValueError(
            f"f must return one value a point, of shape {x.shape}; "
            f"got {values.shape}"
        )
    heights = np.ma.masked_invalid(values.astype(np.float64))
    if heights.mask.all():
        raise ValueError("f must be finite somewhere in the plane; got none")
    if log and heights.min() < 0:
        raise ValueError(
            f"f must not be negative on a logarithmic scale; "
            f"got {heights.min():.4g}: use log=False"
        )
    return heights


def _levels(heights: Any, levels: Any, *, log: bool) -> Any:
    """Return round levels from about the lowest to the highest point."""
    from matplotlib.ticker import MaxNLocator

    if not isinstance(levels, Integral):
        chosen = [float(level) for level in levels]
        if not chosen or (np.diff(chosen) <= 0).any():
            raise ValueError(f"levels must increase; got {chosen}")
        return chosen
    _checks.counts(levels=[levels])
    count = int(levels)
    low, high = heights.min(), heights.max()
    least = max(heights[heights > 0].min(), high / 1e4) if high > 0 else 0.0
    if not log or high <= 4 * least:
        ticks = MaxNLocator(count + 1).tick_values(low, high)
        return ticks[(ticks > low) & (ticks < high)]
    spaced = np.geomspace(least, high, count + 2)[1:-1]
    digits = 1 if spaced[-1] / spaced[0] > 1.7 ** (count - 1) else 2
    return sorted({float(f"{level:.{digits}g}") for level in spaced})


def _contours(
    ax: "Axes", x: Any, y: Any, heights: Any, levels: Any, paths: Any
) -> None:
    """Draw thin lines, and write levels on them where there is room."""
    lines = ax.contour(
        *(x, y, heights), levels=levels, colors=INK, linewidths=0.7, alpha=0.7
    )
    corner, side = np.array([x[0, 0], y[0, 0]]), np.ptp([x, y], axis=(1, 2))
    spots = [(path.vertices - corner) / side for path in lines.get_paths()]
    taken = [(path - corner) / side for path in paths]
    where = [corner + spot * side for spot in _roomy(spots, taken)]
    ax.clabel(lines, manual=where, fontsize=7, fmt="%g", inline_spacing=2)


def _roomy(lines: list[Any], taken: list[Any]) -> list[Any]:
    """Choose a spot on each line of the unit square, far from all others.

    Far also from the points that are taken. A line without any goes without,
    and no spot is near the border.
    """
    chosen: list[Any] = []
    for i in reversed(range(len(lines))):
        spots = lines[i][(abs(lines[i] - 0.5) < 0.42).all(axis=1)]
        others = [(spot[None], 0.12) for spot in chosen]
        others += [(line[::4], 0.03) for line in lines[:i] + lines[i + 1 :]]
        others += [(points, 0.06) for points in taken]
        room = np.full(len(spots), np.inf)
        for other, least in others:
            gaps = np.linalg.norm(spots[:, None] - other, axis=2)
            room = np.minimum(room, gaps.min(axis=1, initial=9.0) / least)
        if room.max(initial=0.0) > 1:
            chosen.append(spots[room.argmax()])
    return chosen


def _path(ax: "Axes", path: Any, look: dict[str, Any], name: Any) -> None:
    """Draw a path, its start hollow and its end large."""
    every = 1 + len(path) // 40
    ax.plot(*path.T, **look, lw=1.4, ms=3, markevery=every, label=name)
    ax.plot(*path[-1], look["marker"], color=look["color"], ms=7)
    ax.plot(*path[0], "o", color=INK, mfc="none", ms=9)
