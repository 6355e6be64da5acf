"""Networks and axes say what they were given."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from byhand import plotting
from tests.plotting.marks import arrows

LAYERS = [["x_1", "x_2"], ["h"], ["o"]]
EDGES = {("x_1", "h"): "0.7", ("x_2", "h"): "0.3", ("h", "o"): "0.5"}


def test_every_node_and_edge_and_value_is_written():
    fig = plotting.network(LAYERS, EDGES, values={"h": "0.62"})

    written = {text.get_text() for text in fig.axes[0].texts}
    assert written == {
        *("$x_1$", "$x_2$", "$h$", "$o$"),
        *("0.7", "0.3", "0.5"),
        "0.62",
    }


def test_arrows_turn_round_for_the_backward_pass():
    forward = arrows(plotting.network(LAYERS, EDGES))
    backward = arrows(plotting.network(LAYERS, EDGES, backward=True))

    assert len(forward) == len(EDGES)
    assert all(tail < tip for tail, tip in forward)
    assert all(tail > tip for tail, tip in backward)


def test_no_two_labels_of_crossing_edges_overlap():
    layers = [["x_1", "x_2"], ["h_1", "h_2"]]
    edges = {(a, b): "0.12" for a in layers[0] for b in layers[1]}
    fig = plotting.network(layers, edges)
    fig.draw_without_rendering()

    boxes = [
        text.get_window_extent()
        for text in fig.axes[0].texts
        if text.get_text() == "0.12"
    ]
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i])


def test_a_network_can_be_drawn_into_given_axes():
    fig, (top, _) = plotting.axes(2)

    assert plotting.network(LAYERS, EDGES, ax=top) is fig


def test_a_node_that_no_layer_has_is_refused():
    with pytest.raises(ValueError, match="in a layer; got z"):
        plotting.network(LAYERS, {("x_1", "z"): ""})


def test_axes_come_one_or_many_in_a_figure_of_phone_width():
    fig, one = plotting.axes()
    _, many = plotting.axes(2, 2)

    assert isinstance(fig, Figure)
    assert fig.get_figwidth() < 5
    assert one.figure is fig
    assert np.shape(many) == (2, 2)
