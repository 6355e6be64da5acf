"""Computational graphs, with data and gradient on every node."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from byhand.plotting._canvas import BLUE, INK, RED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from byhand.autograd import Value

__all__ = ["graph"]


def graph(value: "Value", *, digits: int = 4) -> "Figure":
    r"""Draw the computation that made a Value, from left to right.

    Each box holds the label, the data and, behind a ∂, the grad of a node.
    The operation that made it stands to the left; the arrows enter there, the
    first operand on top. A node stands one column after its deepest input,
    and a leaf right before its first use.

    Parameters
    ----------
    value : byhand.autograd.Value
        The result. About 15 nodes can be read.
    digits : int
        How many significant digits to write.

    Returns
    -------
    matplotlib.figure.Figure
        As wide as the graph needs, and never narrower than :func:`axes`.

    Examples
    --------
    >>> from byhand.autograd import Value
    >>> fig = graph(-Value(2.0, label="x"))
    >>> [text.get_text() for text in fig.axes[0].texts]
    ['$x$', '2', '∂ 0', '-2', '∂ 0', '$-$']
    """
    from matplotlib.figure import Figure

    nodes = value.nodes()
    wires = _wires(nodes)
    lines = {node: _lines(node, digits) for node in nodes}
    signs = {node: _sign(node) for node in nodes if node.links}
    box, cell = _width(lines.values()), _width(signs.values())
    spots = _spots(nodes, wires, pitch=box + cell + 0.4)

    x, y = np.transpose(list(spots.values()))
    left, right = x.min() - cell - 0.1, x.max() + box + 0.1
    spare = max(0.0, 4.6 - (right - left)) / 2
    bottom, top = y.min() - _TALL, y.max() + _TALL
    fig = Figure(figsize=(right - left + 2 * spare, top - bottom))
    ax = fig.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    ax.set(xlim=(left - spare, right + spare), ylim=(bottom, top))
    for node in nodes:
        spot = spots[node, wires[node][0]]
        _box(ax, spot, box, lines[node])
        if node in signs:
            _box(ax, (spot[0] - cell, spot[1]), cell, signs[node])
        _arrows(ax, node, wires, spots, box, cell)
    return fig


_TALL = 0.4  # inches, half the height of a row
_SIGNS = {
    "*": r"\times",
    "exp": r"\exp",
    "log": r"\log",
    "relu": r"\mathrm{ReLU}",
    "sigmoid": r"\sigma",
    "tanh": r"\tanh",
}
Line: TypeAlias = tuple[str, str]
Spot: TypeAlias = tuple[float, float]


def _wires(nodes: "Sequence[Value]") -> "dict[Value, range]":
    """Return the columns that each node, then its wire, stands in."""
    column = {node: node.depth for node in nodes}
    users: dict[Value, list[int]] = {node: [] for node in nodes}
    for node in nodes:
        for source, _ in node.links:
            users[source].append(node.depth)
    for node in nodes:
        if users[node] and not node.links:
            column[node] = min(users[node]) - 1
    return {
        node: range(column[node], max(users[node], default=node.depth + 1))
        for node in nodes
    }


def _spots(
    nodes: "Sequence[Value]", wires: "Mapping[Value, range]", pitch: float
) -> "dict[tuple[Value, int], Spot]":
    """Place columns from the last, each node level with what it goes into."""
    spots: dict[tuple[Value, int], Spot] = {}
    for column in reversed(range(nodes[-1].depth + 1)):
        aims: dict[Value, list[float]] = {
            node: [] for node in nodes if column in wires[node]
        }
        for node in nodes:
            if column + 1 not in wires[node]:
                continue
            y = spots[node, column + 1][1]
            if column in wires[node]:
                aims[node].append(y)
                continue
            for place, (source, _) in enumerate(node.links):
                aims[source].append(y - 0.01 * place)
        height = {node: float(np.mean(y or [0.0])) for node, y in aims.items()}
        rows = sorted(height, key=lambda node: -height[node])
        for row, node in enumerate(rows):
            y = _TALL * (len(rows) - 1 - 2 * row)
            spots[node, column] = (pitch * column, y)
    return spots


def _lines(node: "Value", digits: int) -> list[Line]:
    """Return what to write in the box of a node, each with its colour."""
    data, grad = (f"{x + 0.0:.{digits}g}" for x in (node.data, node.grad))
    label = [(f"${node.label}$", INK)] if node.label else []
    return [*label, (data, BLUE), (f"∂ {grad}", RED)]


def _sign(node: "Value") -> list[Line]:
    """Return the operation that made a node, as mathematics."""
    sign = _SIGNS.get(node.operation, node.operation)
    if sign.startswith("**"):
        sign = rf"(\cdot)^{{{sign[2:]}}}"
    return [(f"${sign}$", INK)]


def _width(boxes: Iterable[Sequence[Line]]) -> float:
    """Return the width in inches that holds every line of some boxes."""
    from matplotlib.textpath import TextPath

    texts = [text for lines in boxes for text, _ in lines]
    paths = [TextPath((0, 0), text, size=8.5) for text in texts]
    return 0.2 + max((p.get_extents().x1 for p in paths), default=0.0) / 72


def _box(ax: "Axes", spot: Spot, width: float, lines: Sequence[Line]) -> None:
    """Draw a box to the right of a spot, with lines of text in it."""
    from matplotlib.patches import Rectangle

    x, y = spot
    corner = (x, y - 0.75 * _TALL)
    ax.add_patch(Rectangle(corner, width, 1.5 * _TALL, fill=False, ec=INK))
    for row, (text, color) in enumerate(lines):
        ax.text(
            x + width / 2,
            y + 0.45 * _TALL * ((len(lines) - 1) / 2 - row),
            text,
            ha="center",
            va="center",
            fontsize=8.5,
            color=color,
        )


def _arrows(
    ax: "Axes",
    node: "Value",
    wires: "Mapping[Value, range]",
    spots: "Mapping[tuple[Value, int], Spot]",
    box: float,
    cell: float,
) -> None:
    """Draw the wire of a node past other columns, and the arrows into it."""
    from matplotlib.patches import FancyArrowPatch

    bends = [spots[node, column] for column in wires[node]]
    x = [x + side for x, _ in bends for side in (-cell, box)]
    y = [y for _, y in bends for _ in range(2)]
    ax.plot(x[1:], y[1:], color=BLUE, linewidth=1)
    column = wires[node][0]
    for place, (source, _) in enumerate(node.links):
        x0, y0 = spots[source, column - 1]
        x1, y1 = spots[node, column]
        shift = 0.4 * _TALL * ((len(node.links) - 1) / 2 - place)
        ax.add_patch(
            FancyArrowPatch(
                *((x0 + box, y0), (x1 - cell, y1 + shift)),
                arrowstyle="-|>",
                mutation_scale=9,
                shrinkA=0,
                shrinkB=0,
                color=BLUE,
            )
        )
