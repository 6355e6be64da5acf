"""Graphs show every node, and nothing hides anything."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.patches import ArrowStyle, FancyArrowPatch, Rectangle

from byhand import plotting
from byhand.autograd import Value
from tests.plotting.marks import arrows


def neuron():
    """Return the loss of a neuron with weight decay: 15 nodes."""
    x, w, b, y = (
        Value(data, label=label)
        for data, label in [(0.5, "x"), (0.7, "w"), (-0.1, "b"), (1.0, "y")]
    )
    h = (w * x + b).sigmoid()
    h.label = "h"
    loss = (h - y) ** 2 / 3 + 0.01 * w**2
    loss.backward()
    return loss


def everything():
    """Return a graph with each operation in it, and long wires."""
    x = Value(1.2345678, label="x_1")
    loss = ((-x.exp()).tanh() * x.log() / x).relu() + x.sigmoid() ** -0.5
    loss.backward()
    return loss


def leaf():
    return Value(2.0, label="x")


def twice():
    """Return a graph in which one node goes into another one twice."""
    a = Value(2.0, label="a")
    loss = a * a + a
    loss.backward()
    return loss


GRAPHS = pytest.mark.parametrize("make", [neuron, everything, leaf, twice])


def boxes(fig):
    """Return the corners of each rectangle, in inches."""
    return [
        patch.get_bbox().extents
        for patch in fig.axes[0].patches
        if isinstance(patch, Rectangle)
    ]


def strokes(fig):
    """Return the ends of each straight piece of a wire or an arrow."""
    pieces = [
        piece
        for line in fig.axes[0].lines
        for piece in pairwise(line.get_xydata().tolist())
    ]
    heads = [
        patch._posA_posB
        for patch in fig.axes[0].patches
        if isinstance(patch, FancyArrowPatch)
    ]
    return pieces + heads


@GRAPHS
def test_a_graph_shows_label_operation_data_and_grad_of_each_node(make):
    value = make()
    written = [t.get_text() for t in plotting.graph(value).axes[0].texts]
    nodes = value.nodes()

    for node in nodes:
        start = written.index(f"{node.data:.4g}")
        assert f"∂ {node.grad:.4g}" in written[start:]
    assert len([text for text in written if text[0] == "∂"]) == len(nodes)
    labels = sum(bool(node.label) for node in nodes)
    signs = sum(bool(node.links) for node in nodes)
    assert len(written) == 2 * len(nodes) + labels + signs


def test_a_graph_writes_data_and_grad_of_one_node_under_its_label():
    a = Value(2.0, label="a")
    loss = a * a + a  # 6, with slope 2a + 1 = 5
    loss.backward()
    texts = plotting.graph(loss).axes[0].texts

    own = [
        t for t in texts if t.get_position()[0] == texts[0].get_position()[0]
    ]
    own.sort(key=lambda text: -text.get_position()[1])
    assert [text.get_text() for text in own] == ["$a$", "2", "∂ 5"]


def test_every_operation_has_a_sign():
    texts = plotting.graph(everything()).axes[0].texts

    assert {
        *(r"$\exp$", r"$-$", r"$\tanh$", r"$\log$", r"$\times$", "$/$"),
        *(r"$\mathrm{ReLU}$", r"$\sigma$", r"$(\cdot)^{-0.5}$", "$+$"),
    } <= {text.get_text() for text in texts}


@GRAPHS
def test_no_two_texts_of_a_graph_overlap_and_none_is_cut(make):
    fig = plotting.graph(make())
    fig.draw_without_rendering()
    extents = [text.get_window_extent() for text in fig.axes[0].texts]

    for i, one in enumerate(extents):
        assert not any(one.overlaps(other) for other in extents[:i])
        assert fig.bbox.fully_containsx(one.x0)
        assert fig.bbox.fully_containsx(one.x1)
        assert fig.bbox.fully_containsy(one.y0)
        assert fig.bbox.fully_containsy(one.y1)


@GRAPHS
def test_every_text_of_a_graph_stands_inside_one_box(make):
    fig = plotting.graph(make())
    fig.draw_without_rendering()
    to_inches = fig.axes[0].transData.inverted()

    for text in fig.axes[0].texts:
        x0, y0, x1, y1 = (
            text.get_window_extent().transformed(to_inches).extents
        )
        inside = [
            b[0] < x0 and x1 < b[2] and b[1] < y0 and y1 < b[3]
            for b in boxes(fig)
        ]
        assert sum(inside) == 1, text


@GRAPHS
def test_no_two_boxes_of_a_graph_overlap(make):
    corners = boxes(plotting.graph(make()))

    for i, a in enumerate(corners):
        for b in corners[:i]:
            across = min(a[2], b[2]) - max(a[0], b[0])
            along = min(a[3], b[3]) - max(a[1], b[1])
            assert min(across, along) < 1e-9


@GRAPHS
def test_no_wire_or_arrow_of_a_graph_crosses_a_box(make):
    fig = plotting.graph(make())

    for start, end in strokes(fig):
        # the ends touch boxes; the points between must not
        for x, y in np.linspace(start, end, 102)[1:-1]:
            assert not any(
                x0 < x < x1 and y0 < y < y1 for x0, y0, x1, y1 in boxes(fig)
            )


@GRAPHS
def test_a_graph_has_an_arrow_for_every_link_all_to_the_right(make):
    value = make()
    found = arrows(plotting.graph(value))

    assert len(found) == sum(len(node.links) for node in value.nodes())
    assert all(tail < tip for tail, tip in found)


def test_the_heads_of_the_arrows_of_a_graph_are_at_their_tips():
    heads = [
        type(patch.get_arrowstyle())
        for patch in plotting.graph(twice()).axes[0].patches
        if isinstance(patch, FancyArrowPatch)
    ]

    assert heads == [ArrowStyle.get_styles()["-|>"]] * 4


def test_a_leaf_stands_right_before_its_first_use():
    a, b = Value(3.0, label="a"), Value(2.0, label="b")
    texts = plotting.graph(a.exp().tanh() + b).axes[0].texts
    place = {text.get_text(): text.get_position()[0] for text in texts}

    assert place["$a$"] < place[r"$\exp$"] < place[r"$\tanh$"] < place["$b$"]
    assert place["$b$"] < place["$+$"]


def test_the_first_operand_enters_a_box_above_the_second():
    a, b = Value(3.0, label="a"), Value(2.0, label="b")
    fig = plotting.graph(a - b)
    height = {t.get_text(): t.get_position()[1] for t in fig.axes[0].texts}
    first, second = strokes(fig)[-2:]

    assert height["$a$"] > height["$b$"]
    assert first[0][1] > second[0][1]
    assert first[1][1] > second[1][1]


def test_the_digits_of_a_graph_can_be_chosen_and_0_has_no_sign():
    x = Value(1 / 3, label="x")
    (-x * 0).backward()
    texts = plotting.graph(-x * 0, digits=2).axes[0].texts

    written = [text.get_text() for text in texts]
    assert "0.33" in written
    assert "-0" not in written
    assert "∂ -0" not in written


def test_a_small_graph_is_as_wide_as_other_figures_and_a_deep_one_wider():
    width = plotting.axes()[0].get_figwidth()

    assert plotting.graph(leaf()).get_figwidth() == width
    assert plotting.graph(neuron()).get_figwidth() > width


def test_a_graph_can_be_written_as_svg(tmp_path):
    path = tmp_path / "graph.svg"
    plotting.graph(neuron()).savefig(path)

    assert "<svg" in path.read_text(encoding="utf-8")
