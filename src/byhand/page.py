"""Hand a value from a cell to the text of a page.

A page names a value here and shows it in its prose, as a number, an equation
or a figure: MyST-NB calls this glue. Only IPython is needed, so the same cells
run in any notebook.
"""

import io
import math
from typing import Any

__all__ = ["equation", "figure", "number"]

_HIDDEN = "application/papermill.record/"


def number(name: str, value: Any) -> None:
    """Name a number; the cell shows nothing.

    Parameters
    ----------
    name : str
        The name by which the prose asks for it.
    value : float, or array or tensor of one element
        Must be finite, because a reader is to see it.

    Raises
    ------
    ValueError
        If the number is infinite or not a number.

    Examples
    --------
    >>> number("loss", float("inf"))
    Traceback (most recent call last):
    ValueError: loss must be finite; got inf
    """
    plain = value.item() if hasattr(value, "item") else value
    if not math.isfinite(plain):
        raise ValueError(f"{name} must be finite; got {plain}")
    _show(name, {"text/plain": repr(plain)}, hidden=True)


def equation(name: str, latex: str) -> None:
    r"""Name an equation, and show it below the cell in a notebook.

    Parameters
    ----------
    name : str
        The name by which the prose asks for it.
    latex : str
        What stands between the dollar signs.

    Examples
    --------
    >>> equation("sum", "1 + 1")
    {'text/latex': '$$\n1 + 1\n$$', 'text/plain': '1 + 1'}
    """
    _show(name, {"text/latex": f"$$\n{latex}\n$$", "text/plain": latex})


def figure(name: str, fig: Any) -> None:
    """Name a Matplotlib figure, and show it as SVG below the cell.

    The drawing has no background, text drawn as outlines, and neither a date
    nor random names in it, so that the same figure is the same file.

    Parameters
    ----------
    name : str
        The name by which the prose asks for it.
    fig : matplotlib.figure.Figure
        For example from :mod:`byhand.plotting`.

    Examples
    --------
    >>> from byhand import plotting
    >>> figure("empty", plotting.axes()[0])
    {'image/svg+xml': '<?xml ...', 'text/plain': 'empty'}
    """
    import matplotlib as mpl

    drawing = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name, "svg.fonttype": "path"}):
        fig.savefig(
            drawing,
            format="svg",
            transparent=True,
            bbox_inches="tight",
            metadata={"Date": None, "Creator": None},
        )
    _show(name, {"image/svg+xml": drawing.getvalue(), "text/plain": name})


def _show(name: str, data: dict[str, str], *, hidden: bool = False) -> None:
    from IPython.display import display

    prefix = _HIDDEN if hidden else ""
    display(
        {prefix + kind: content for kind, content in data.items()},
        raw=True,
        metadata={"scrapbook": {"name": name, "mime_prefix": prefix}},
    )
