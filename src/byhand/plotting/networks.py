"""Networks, with values on their nodes and edges."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from byhand.plotting._canvas import BLUE, INK, RED, axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["network"]


def network(
    layers: Sequence[Sequence[str]],
    edges: Mapping[tuple[str, str], str],
    *,
    values: Mapping[str, str] | None = None,
    backward: bool = False,
    ax: Any = None,
) -> "Figure":
    r"""Draw a network, with a label on every node and every edge.

    Parameters
    ----------
    layers : sequence of sequences of str
        The names of the nodes, layer by layer from left to right. A name is
        written in its node as mathematics, so ``"h_1"`` has its index below.
    edges : mapping from (start, end) to str
        What to write along the edge between two nodes.
    values : mapping from node to str, optional
        What to write beside a node: below it, or above in the upper half.
    backward : bool
        Draw the arrows from end to start, in red and dashed, for gradients.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.figure.Figure
        The figure that holds the drawing.

    Raises
    ------
    ValueError
        If an edge or a value names a node that no layer has.

    Examples
    --------
    >>> fig = network([["x"], ["o"]], {("x", "o"): "0.5"})
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['0.5', '$x$', '$o$']

    Book: backprop/worked-example
    """
    values = values or {}
    places = _places(layers)
    for node in (*values, *(node for edge in edges for node in edge)):
        if node not in places:
            raise ValueError(f"every node must be in a layer; got {node}")
    ax = ax or axes(height=2.6)[1]
    ax.set_axis_off()
    ax.set_aspect("equal")
    ax.margins(0.09)
    for (start, end), text in edges.items():
        _edge(ax, places[start], places[end], text, backward=backward)
    for node, place in places.items():
        _node(ax, place, node, values.get(node), RED if backward else BLUE)
    return cast("Figure", ax.get_figure(root=True))


_RADIUS = 0.2


def _places(
    layers: Sequence[Sequence[str]],
) -> dict[str, tuple[float, float]]:
    """Put each layer in a column, centred on the same height."""
    return {
        node: (2.1 * column, 1.35 * ((len(layer) - 1) / 2 - row))
        for column, layer in enumerate(layers)
        for row, node in enumerate(layer)
    }


def _edge(
    ax: "Axes",
    start: tuple[float, float],
    end: tuple[float, float],
    text: str,
    *,
    backward: bool,
) -> None:
    """Draw an arrow between the rims of two nodes, its label along it."""
    from matplotlib.patches import FancyArrowPatch

    a, b = np.array(start), np.array(end)
    along = (b - a) / np.hypot(*(b - a))
    a, b = a + along * _RADIUS, b - along * _RADIUS
    tail, tip = (b, a) if backward else (a, b)
    ax.add_patch(
        FancyArrowPatch(
            *(tail, tip),
            arrowstyle="-|>",
            mutation_scale=11,
            shrinkA=0,
            shrinkB=0,
            color=RED if backward else BLUE,
            linestyle=(0, (5, 2)) if backward else "solid",
        )
    )
    # A third of the way, so that the labels of crossing edges stay apart.
    x, y = a + (b - a) * 0.32 + np.array([-along[1], along[0]]) * 0.03
    angle = float(np.degrees(np.arctan2(along[1], along[0])))
    ax.text(
        *(x, y, text),
        rotation=angle,
        rotation_mode="anchor",
        transform_rotates_text=True,
        ha="center",
        va="bottom",
        fontsize=8.5,
        color=INK,
    )


def _node(
    ax: "Axes",
    place: tuple[float, float],
    name: str,
    value: str | None,
    color: str,
) -> None:
    """Draw a circle with a name in it and a value outside."""
    from matplotlib.patches import Circle

    ax.add_patch(Circle(place, _RADIUS, fill=False, ec=color, lw=1.4))
    ax.text(*place, f"${name}$", ha="center", va="center", color=INK)
    if value is not None:
        side = 1 if place[1] > 0 else -1
        ax.text(
            place[0],
            place[1] + side * 1.25 * _RADIUS,
            value,
            ha="center",
            va="bottom" if side > 0 else "top",
            fontsize=8.5,
            color=color,
        )
