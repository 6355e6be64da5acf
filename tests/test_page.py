"""What a cell hands to its page, as MyST-NB will find it."""

import numpy as np
import pytest
import torch
from matplotlib.figure import Figure

from byhand import page


@pytest.fixture
def shown(monkeypatch):
    """Collect what is displayed, as (data, metadata)."""
    import IPython.display

    found = []
    monkeypatch.setattr(
        IPython.display,
        "display",
        lambda data, raw, metadata: found.append((data, metadata)),
    )
    return found


@pytest.mark.parametrize(
    "value",
    [0.25, np.float64(0.25), np.array([0.25]), torch.tensor(0.25)],
    ids=["float", "scalar", "array", "tensor"],
)
def test_a_number_is_handed_over_as_a_plain_hidden_float(shown, value):
    page.number("slope", value)

    [(data, metadata)] = shown
    assert list(data.values()) == ["0.25"]
    assert list(data) == [page._HIDDEN + "text/plain"]
    assert metadata["scrapbook"]["name"] == "slope"


def test_an_integer_stays_an_integer(shown):
    page.number("steps", 1000)

    assert list(shown[0][0].values()) == ["1000"]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_cannot_be_read_is_refused(shown, value):
    with pytest.raises(ValueError, match="slope must be finite"):
        page.number("slope", value)
    assert not shown


def test_an_equation_is_shown_as_display_mathematics(shown):
    page.equation("eq", "a &= b")

    assert shown[0][0]["text/latex"] == "$$\na &= b\n$$"
    assert shown[0][1]["scrapbook"] == {"name": "eq", "mime_prefix": ""}


def test_the_same_figure_is_the_same_drawing_without_a_background(shown):
    for _ in range(2):
        fig = Figure()
        fig.subplots().plot([0, 1], [1, 0], label="$C$")
        page.figure("fig", fig)

    first, second = (data["image/svg+xml"] for data, _ in shown)
    assert first == second
    assert "<svg" in first
    assert "<text" not in first
    assert "fill: #ffffff" not in first
