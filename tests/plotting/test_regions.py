"""Regions show what a classifier decides, and the points themselves."""

import re

import numpy as np
import pytest
import torch
from matplotlib.contour import QuadContourSet
from numpy.testing import assert_allclose, assert_array_equal

from byhand import plotting
from tests.plotting.marks import svg, words

POINTS = np.array([[0.0, 0.0], [1.0, 0.2], [0.2, 1.0], [1.0, 1.0]])
LABELS = np.array([0, 1, 0, 1])


def half(p):
    """Return a probability that is 1/2 at 0.6 along the first axis."""
    return 1 / (1 + np.exp(6 - 10 * p[:, 0]))


def thirds(p):
    """Return scores of three classes, each ahead near one corner."""
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    return -np.linalg.norm(p[:, None] - corners, axis=2)


def tints_and_edges(fig):
    sets = fig.axes[0].findobj(QuadContourSet)
    tints = [found for found in sets if found.filled]
    return tints, [found for found in sets if not found.filled]


def edge_of(predict):
    """Return the points of the line between two classes."""
    _, (edge,) = tints_and_edges(plotting.regions(predict, POINTS, LABELS))
    return edge.get_paths()[0].vertices


@pytest.mark.parametrize(
    "predict",
    [
        half,
        lambda p: half(p)[:, None],
        lambda p: half(p).astype(np.float32),
        lambda p: np.stack([10 * p[:, 0] - 6, 6 - 10 * p[:, 0]], 1)[:, ::-1],
        lambda p: torch.sigmoid(10 * torch.tensor(p)[:, 0] - 6),
        lambda p: torch.tensor(half(p), requires_grad=True),
    ],
    ids=["p", "column", "float32", "scores", "torch", "tracked"],
)
def test_the_line_is_where_the_probability_is_one_half(predict):
    edge = edge_of(predict)

    assert_allclose(edge[:, 0], 0.6, rtol=0, atol=1e-3)
    assert np.ptp(edge[:, 1]) > 1


@pytest.mark.parametrize(
    "predict",
    [
        lambda p: p[:, 0] > 0.6,
        lambda p: (p[:, 0] > 0.6).astype(np.int64),
        lambda p: torch.tensor(p[:, 0] > 0.6),
    ],
    ids=["bool", "int64", "torch"],
)
def test_labels_have_a_line_too_as_exact_as_the_grid(predict):
    assert_allclose(edge_of(predict)[:, 0], 0.6, rtol=0, atol=0.01)


def test_each_tint_lies_where_its_class_wins():
    points, labels = np.array([[0, 0], [1, 0], [0, 1.0]]), np.array([0, 1, 2])
    fig = plotting.regions(thirds, points, labels)
    tints, edges = tints_and_edges(fig)

    assert (len(tints), len(edges)) == (3, 2)
    for k, tint in enumerate(tints):
        inside = [
            any(path.contains_point(point) for path in tint.get_paths())
            for point in points
        ]
        assert inside == [k == 0, k == 1, k == 2]


def test_a_high_probability_speaks_for_class_1():
    fig = plotting.regions(half, POINTS, LABELS)
    zero, one = tints_and_edges(fig)[0]

    assert zero.get_paths()[0].vertices[:, 0].max() < 0.61
    assert one.get_paths()[0].vertices[:, 0].min() > 0.59


def test_every_class_has_its_points_a_marker_and_a_color():
    points, labels = np.array([[0, 0], [1, 0], [0, 1.0]]), np.array([0, 2, 1])
    lines = plotting.regions(thirds, points, labels).axes[0].lines

    assert [line.get_xydata().tolist() for line in lines] == [
        *([[0, 0]], [[0, 1]], [[1, 0]])
    ]
    assert len({line.get_marker() for line in lines}) == 3
    assert len({line.get_color() for line in lines}) == 3


def test_two_classes_differ_in_grey_as_one_is_hollow():
    full, hollow = plotting.regions(half, POINTS, LABELS).axes[0].lines

    assert full.get_markerfacecolor() == full.get_color()
    assert hollow.get_markerfacecolor() == "none"


def test_a_legend_numbers_the_classes():
    fig = plotting.regions(half, POINTS, LABELS)

    legend = fig.axes[0].get_legend()
    assert [text.get_text() for text in legend.texts] == ["0", "1"]
    assert words(fig) == set()


def test_the_plane_reaches_past_all_points():
    ax = plotting.regions(half, POINTS, LABELS).axes[0]

    for low, high in (ax.get_xlim(), ax.get_ylim()):
        assert low < 0
        assert high > 1


def test_the_grid_is_one_array_of_points_a_row():
    seen = []

    def predict(p):
        seen.append(p)
        return half(p)

    plotting.regions(predict, POINTS, LABELS)

    (grid,) = seen
    assert grid.shape == (151 * 151, 2)
    assert grid.dtype == np.float64
    assert grid.flags.writeable
    assert len(np.unique(grid, axis=0)) == len(grid)


@pytest.mark.parametrize("label", [0, 1])
def test_a_classifier_that_always_says_the_same_has_no_line(label):
    fig = plotting.regions(lambda p: np.full(len(p), label), POINTS, LABELS)

    tints, edges = tints_and_edges(fig)
    assert (len(tints), len(edges)) == (1, 0)
    assert len(fig.axes[0].lines) == 2


def test_a_classifier_that_cannot_decide_has_neither_line_nor_tint():
    fig = plotting.regions(lambda p: np.full(len(p), 0.5), POINTS, LABELS)

    assert tints_and_edges(fig) == ([], [])


def test_points_in_one_place_can_be_drawn():
    fig = plotting.regions(half, np.ones((3, 2)), np.array([0, 1, 1]))

    assert svg(fig)


def test_points_and_labels_can_be_lists_and_tensors():
    for make in (np.ndarray.tolist, torch.tensor):
        fig = plotting.regions(half, make(POINTS), make(LABELS))
        assert_array_equal(fig.axes[0].lines[0].get_xydata(), POINTS[::2])


def test_regions_can_be_drawn_into_given_axes():
    fig, (left, right) = plotting.axes(1, 2)

    assert plotting.regions(half, POINTS, LABELS, ax=left) is fig
    assert not right.lines


def test_the_axes_carry_symbols_of_choice():
    fig = plotting.regions(half, POINTS, LABELS, symbols=("a", "b"))

    assert fig.axes[0].get_xlabel() == "$a$"
    assert fig.axes[0].get_ylabel() == "$b$"


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (
            {"points": POINTS[:, :1]},
            ValueError,
            "points must have shape (n, 2); got (4, 1)",
        ),
        (
            {"points": POINTS[:0], "labels": LABELS[:0]},
            ValueError,
            "points must not be empty; got shape (0, 2)",
        ),
        (
            {"points": POINTS * np.nan},
            ValueError,
            "points must be finite; got NaN or infinity",
        ),
        (
            {"labels": LABELS[:3]},
            ValueError,
            "labels must have shape (4,); got (3,)",
        ),
        (
            {"labels": LABELS - 1},
            ValueError,
            "labels must be from 0 to inf; got -1 to 0",
        ),
        (
            {"labels": LABELS / 1},
            TypeError,
            "labels must be integers; got float64: use .astype(np.int64)",
        ),
        (
            {"labels": LABELS + 1},
            ValueError,
            "labels must be from 0 to 1; got 1 to 2",
        ),
        (
            {"predict": lambda p: 0.5},
            ValueError,
            "predict must return shape (22801,) or (22801, classes); got ()",
        ),
        (
            {"predict": lambda p: half(p)[:5]},
            ValueError,
            "predict must return shape (22801,) or (22801, classes); got (5,)",
        ),
        (
            {"predict": lambda p: half(p) * np.nan},
            ValueError,
            "predict must return finite numbers; got NaN or inf",
        ),
        (
            {"predict": lambda p: np.linspace(-3, 2, len(p))},
            ValueError,
            "probabilities must be from 0 to 1; got -3 to 2",
        ),
        (
            {"predict": lambda p: np.full(len(p), -1)},
            ValueError,
            "predictions must be from 0 to inf; got -1 to -1",
        ),
    ],
)
def test_bad_input_is_refused(change, error, message):
    given = {"predict": half, "points": POINTS, "labels": LABELS} | change

    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        plotting.regions(*given.values())
