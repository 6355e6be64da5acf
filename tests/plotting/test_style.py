"""Every figure keeps to itself, and to the width of a phone."""

import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text

from byhand import plotting
from byhand.autograd import Value
from tests.plotting.marks import svg

POINTS, LABELS = np.eye(2), np.array([0, 1])
DRAWN = {
    "axes": lambda: plotting.axes()[0],
    "embeddings": lambda: plotting.embeddings(
        POINTS, LABELS, pairs=[(0, 1)], unit_circle=True
    ),
    "graph": lambda: plotting.graph(Value(1.0) + 2),
    "network": lambda: plotting.network([["x"], ["o"]], {("x", "o"): "1"}),
    "regions": lambda: plotting.regions(
        lambda p: p[:, 0] > 0.5, POINTS, LABELS
    ),
    "surface": lambda: plotting.surface(
        np.hypot, x=(-1, 1), y=(-1, 1), paths={"SGD": POINTS}, minimum=(0, 0)
    ),
}

every_figure = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)


def contrast(color):
    """Return the contrast to white, from 1 to 21, as WCAG defines it."""
    *rgb, alpha = to_rgba(color)
    rgb = alpha * np.array(rgb) + 1 - alpha
    linear = np.where(
        rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4
    )
    return 1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05)


def test_every_function_that_draws_is_held_here():
    functions = {
        name for name in plotting.__all__ if callable(getattr(plotting, name))
    }

    assert functions == set(DRAWN)


@every_figure
def test_a_figure_is_made_for_a_phone(draw):
    fig = draw()

    assert type(fig) is Figure
    assert fig.get_figwidth() == 4.6


@every_figure
def test_the_same_drawing_is_the_same_svg(draw):
    with mpl.rc_context({"svg.hashsalt": "same"}):
        first, second = svg(draw()), svg(draw())

    assert first == second
    assert "<svg" in first


@every_figure
def test_a_drawing_changes_no_setting(draw):
    names = set(mpl.rcParams) - {"backend"}  # to ask for that one sets it
    before = {name: mpl.rcParams[name] for name in names}

    svg(draw())

    assert {name: mpl.rcParams[name] for name in names} == before


def test_no_drawing_needs_pyplot():
    code = (
        "import sys; from tests.plotting.test_style import DRAWN, svg; "
        "import matplotlib; sys.modules['matplotlib.pyplot'] = None; "
        "[svg(draw()) for draw in DRAWN.values()]"
    )

    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_color_stands_out_from_the_page():
    # 4.5 is what WCAG asks of words, and these colours write words too
    for name in ("BLUE", "GREEN", "INK", "PURPLE", "RED"):
        assert contrast(getattr(plotting, name)) > 4.5


@every_figure
def test_every_word_stands_out_from_the_page(draw):
    for word in draw().findobj(Text):
        assert contrast(to_rgba(word.get_color(), word.get_alpha())) > 4.5
