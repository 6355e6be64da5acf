"""Embeddings stand where they are, under the number of their class."""

import re

import numpy as np
import pytest
import torch
from matplotlib.patches import Circle
from numpy.testing import assert_allclose, assert_array_equal

from byhand import plotting
from tests.plotting.marks import svg, words

POINTS = np.array([[0.0, 1.0], [1.0, 0.0], [0.5, 3.0], [-1.0, 0.0]])
LABELS = np.array([7, 3, 7, 0])
PAIRS = np.array([[0, 2], [1, 3]])


def test_every_class_is_drawn_as_its_number():
    lines = plotting.embeddings(POINTS, LABELS).axes[0].lines

    assert [line.get_marker() for line in lines] == ["$0$", "$3$", "$7$"]
    assert_array_equal(lines[2].get_xydata(), POINTS[[0, 2]])
    assert len({line.get_color() for line in lines}) == 3


def test_ten_classes_are_told_apart_by_their_numbers():
    lines = plotting.embeddings(np.eye(10)[:, :2], range(10)).axes[0].lines

    assert len({line.get_marker() for line in lines}) == 10


def test_pairs_are_joined_by_lines():
    lines = plotting.embeddings(POINTS, LABELS, pairs=PAIRS).axes[0].lines

    assert len(lines) == 2 + 3
    assert_array_equal(lines[0].get_xydata(), POINTS[[0, 2]])
    assert_array_equal(lines[1].get_xydata(), POINTS[[1, 3]])


def test_both_axes_have_one_scale_and_show_every_point():
    ax = plotting.embeddings(POINTS, LABELS).axes[0]
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()

    assert ax.get_aspect() == 1
    assert_allclose(right - left, high - low, rtol=1e-12)
    assert left < POINTS[:, 0].min() < POINTS[:, 0].max() < right
    assert low < POINTS[:, 1].min() < POINTS[:, 1].max() < high


def test_the_unit_circle_is_drawn_whole_on_demand():
    plain = plotting.embeddings(POINTS / 9, LABELS).axes[0]
    ax = plotting.embeddings(POINTS / 9, LABELS, unit_circle=True).axes[0]

    assert not plain.patches
    (circle,) = ax.patches
    assert isinstance(circle, Circle)
    assert (circle.center, circle.radius) == ((0, 0), 1)
    assert ax.get_xlim()[0] < -1
    assert ax.get_ylim()[1] > 1


@pytest.mark.parametrize("points", [np.zeros((4, 2)), 1e-9 * POINTS])
def test_collapsed_embeddings_can_be_drawn(points):
    fig = plotting.embeddings(points, LABELS)

    assert svg(fig)
    low, high = fig.axes[0].get_xlim()
    assert low < high


def test_no_word_is_written():
    fig = plotting.embeddings(POINTS, LABELS, pairs=PAIRS, unit_circle=True)

    assert words(fig) == set()
    assert fig.axes[0].get_xlabel() == "$z_1$"
    assert fig.axes[0].get_legend() is None
    assert svg(fig).count("<path") > 10


@pytest.mark.parametrize("make", [np.ndarray.tolist, torch.tensor])
def test_lists_and_tensors_are_taken(make):
    fig = plotting.embeddings(make(POINTS), make(LABELS), pairs=make(PAIRS))

    assert len(fig.axes[0].lines) == 5


def test_a_tensor_that_autograd_tracks_is_drawn_too():
    points = torch.tensor(POINTS, dtype=torch.float32, requires_grad=True)

    assert len(plotting.embeddings(points, LABELS).axes[0].lines) == 3


def test_embeddings_can_be_drawn_into_given_axes():
    fig, (left, right) = plotting.axes(1, 2)

    assert plotting.embeddings(POINTS, LABELS, ax=left) is fig
    assert not right.lines


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (
            {"points": np.ones((4, 3))},
            ValueError,
            "points must have shape (n, 2); got (4, 3)",
        ),
        (
            {"points": POINTS + np.inf},
            ValueError,
            "points must be finite; got NaN or infinity",
        ),
        (
            {"points": POINTS[:0], "labels": LABELS[:0]},
            ValueError,
            "points must not be empty; got shape (0, 2)",
        ),
        (
            {"labels": LABELS[:2]},
            ValueError,
            "labels must have shape (4,); got (2,)",
        ),
        (
            {"labels": ["a", "b", "c", "d"]},
            TypeError,
            "labels must be integers; got <U1: use .astype(np.int64)",
        ),
        (
            {"pairs": [(0, 4)]},
            ValueError,
            "pairs must be from 0 to 3; got 0 to 4",
        ),
        (
            {"pairs": [0, 1]},
            ValueError,
            "pairs must have shape (m, 2); got (2,)",
        ),
        (
            {"pairs": [(0.0, 1.0)]},
            TypeError,
            "pairs must be integers; got float64: use .astype(np.int64)",
        ),
    ],
)
def test_bad_input_is_refused(change, error, message):
    given = {"points": POINTS, "labels": LABELS} | change

    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        plotting.embeddings(**given)
