"""Contours and paths are where the function and the optimizer put them."""

import re

import numpy as np
import pytest
import torch
from matplotlib.contour import QuadContourSet
from numpy.testing import assert_allclose, assert_array_equal

from byhand import plotting
from tests.plotting.marks import svg, words

PLANE = {"x": (-2.0, 2.0), "y": (-1.0, 3.0)}
PATH = np.array([[-1.5, 2.0], [0.0, 0.5], [1.0, 1.0]])


def rosenbrock(x, y):
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def bowl(x, y):
    return 1 + x**2 + 3 * (y - 1) ** 2


def contours(fig):
    """Return the set of contours of a figure."""
    (found,) = fig.axes[0].findobj(QuadContourSet)
    return found


def lines(fig):
    return fig.axes[0].lines


def draw(f=rosenbrock, **options):
    return plotting.surface(f, **(PLANE | options))


def test_a_contour_runs_where_the_function_has_its_level():
    found = contours(draw(lambda x, y: np.hypot(x, y - 1)))

    for level, path in zip(found.levels, found.get_paths(), strict=True):
        r = np.hypot(*(path.vertices - [0, 1]).T)
        # between points of the grid, 0.02 apart, f counts as straight
        assert_allclose(r, level, rtol=0, atol=1e-3)


def test_a_narrow_valley_shows_on_a_logarithmic_scale_alone():
    """Rosenbrock's minimum, 0 at (1, 1), lies in a bent valley."""
    log, linear = (contours(draw(log=log)) for log in (True, False))

    # on this plane the function is at most 9 + 100 * 25 = 2509, in a corner
    assert log.levels[0] < 1
    assert linear.levels[0] > 200
    inner = log.get_paths()[0].vertices
    assert abs(inner[:, 1] - inner[:, 0] ** 2).max() < 0.1


@pytest.mark.parametrize("log", [True, False])
@pytest.mark.parametrize("count", [1, 4, 10, 20])
def test_there_are_about_as_many_levels_as_asked_for(log, count):
    levels = contours(draw(levels=count, log=log)).levels

    assert count / 2 - 1 <= len(levels) <= count + 1
    assert (np.diff(levels) > 0).all()


def test_levels_are_round_numbers():
    for log in (True, False):
        for level in contours(draw(log=log)).levels:
            assert float(f"{level:.3g}") == level


def test_narrow_ranges_get_levels_of_two_digits():
    levels = contours(draw(lambda x, y: 1 + 0.01 * (x + y + 3))).levels

    assert len(levels) >= 5
    assert 1 <= levels.min() < levels.max() <= 1.08


def test_levels_can_be_given():
    levels = contours(draw(levels=[1.0, 10, 123])).levels

    assert levels.tolist() == [1, 10, 123]


@pytest.mark.parametrize("count", [5, 10, 20])
@pytest.mark.parametrize("f", [rosenbrock, bowl, lambda x, y: x + y + 4])
def test_the_numbers_on_contours_do_not_overlap_and_none_is_cut(f, count):
    fig = draw(f, levels=count)
    fig.draw_without_rendering()
    texts = contours(fig).labelTexts

    assert len(texts) >= 3
    extents = [text.get_window_extent() for text in texts]
    inside = fig.axes[0].get_window_extent()
    for i, one in enumerate(extents):
        assert not any(one.overlaps(other) for other in extents[:i])
        assert inside.x0 < one.x0 < one.x1 < inside.x1
        assert inside.y0 < one.y0 < one.y1 < inside.y1


@pytest.mark.parametrize("f", [rosenbrock, bowl])
def test_no_contour_runs_through_a_number(f):
    fig = draw(f, levels=14)
    fig.draw_without_rendering()
    found = contours(fig)
    to_points = fig.axes[0].transData + fig.dpi_scale_trans.inverted()

    for text in found.labelTexts:
        middle = to_points.transform(text.get_position())
        for path in found.get_paths():
            gaps = to_points.transform(path.vertices) - middle
            # in points: letters of seven are about five high
            assert 72 * np.hypot(*gaps.T).min(initial=9) > 3


@pytest.mark.parametrize("log", [True, False])
def test_the_number_on_a_contour_is_its_level(log):
    fig = draw(bowl, log=log)
    fig.draw_without_rendering()

    for text in contours(fig).labelTexts:
        # the text stands on the straight line between two points of a curve
        found = bowl(*text.get_position())
        assert_allclose(found, float(text.get_text()), rtol=0.01)


def test_a_path_is_drawn_with_a_large_end_and_a_hollow_start():
    path, end, start = lines(draw(paths=[PATH]))

    assert_array_equal(path.get_xydata(), PATH)
    assert_array_equal(end.get_xydata(), PATH[-1:])
    assert_array_equal(start.get_xydata(), PATH[:1])
    assert end.get_markersize() > path.get_markersize()
    assert start.get_markerfacecolor() == "none"


def test_every_path_has_its_own_look():
    paths = list(lines(draw(paths=[PATH] * 8)))[::3]

    looks = {(line.get_color(), line.get_marker()) for line in paths}
    assert len({line.get_marker() for line in paths}) == 8
    assert len(looks) == 8
    assert len({line.get_linestyle() for line in paths[:4]}) == 4


def test_paths_can_be_lists_tensors_and_single_points():
    fig = draw(paths=[PATH.tolist(), torch.tensor(PATH), PATH[:1]])

    assert len(lines(fig)) == 9


def test_a_tensor_that_autograd_tracks_is_drawn_too():
    path = torch.tensor(PATH, requires_grad=True)

    def f(x, y):
        return rosenbrock(*(torch.tensor(v) for v in (x, y))) * path[2, 0]

    found = contours(draw(f, paths=[path])).levels
    assert_array_equal(found, contours(draw()).levels)


def test_of_a_long_path_only_some_steps_are_marked():
    every = [
        lines(draw(paths=[np.zeros((steps, 2))]))[0].get_markevery()
        for steps in (10, 39, 400)
    ]

    assert every == [1, 1, 11]


def test_names_of_paths_stand_in_a_legend_outside_the_plane():
    fig = draw(paths={"SGD": PATH, "Adam": PATH[::-1]})
    fig.draw_without_rendering()
    legend = fig.axes[0].get_legend()

    assert [t.get_text() for t in legend.texts] == ["SGD", "Adam"]
    inside = fig.axes[0].get_window_extent()
    assert legend.get_window_extent().y0 >= inside.y1
    assert legend.get_window_extent().x1 <= fig.bbox.x1


def test_paths_without_names_have_no_legend():
    assert draw(paths=[PATH]).axes[0].get_legend() is None


def test_the_minimum_is_a_star():
    (star,) = lines(draw(minimum=(1, 1)))

    assert star.get_marker() == "*"
    assert star.get_xydata().tolist() == [[1, 1]]


def test_the_plane_is_as_asked_for_even_if_a_path_leaves_it():
    ax = draw(paths=[100 * PATH]).axes[0]

    assert (ax.get_xlim(), ax.get_ylim()) == (PLANE["x"], PLANE["y"])


def test_no_word_is_written_but_the_names_of_paths():
    fig = draw(paths={"SGD": PATH}, symbols=("w", r"\theta_1"))

    assert words(fig) == {"SGD"}
    assert fig.axes[0].get_xlabel() == "$w$"
    assert fig.axes[0].get_ylabel() == r"$\theta_1$"


def test_where_a_function_is_not_finite_nothing_is_drawn():
    def f(x, y):
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.sqrt(x) + 1 / abs(y)

    for path in contours(draw(f)).get_paths():
        assert path.vertices[:, 0].min(initial=2) >= 0


@pytest.mark.parametrize("value", [0.0, 3.0])
@pytest.mark.parametrize("log", [True, False])
def test_a_level_function_is_drawn_without_contours(value, log):
    fig = draw(lambda x, y: value + 0 * x, log=log, paths=[PATH])

    assert len(lines(fig)) == 3
    assert svg(fig)


def test_a_surface_can_be_drawn_into_given_axes():
    fig, (left, right) = plotting.axes(1, 2)

    assert draw(ax=left) is fig
    assert not right.findobj(QuadContourSet)


def test_the_same_surface_is_the_same_svg():
    fig = draw(paths={"SGD": PATH}, minimum=(1, 1))

    assert svg(fig).count("<path") > 10
    assert words(fig) == {"SGD"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"f": lambda x, y: 1.0},
            "f must return one value a point, of shape (201, 201); got ()",
        ),
        (
            {"f": lambda x, y: x[0]},
            "f must return one value a point, of shape (201, 201); got (201,)",
        ),
        (
            {"f": lambda x, y: x * np.nan},
            "f must be finite somewhere in the plane; got none",
        ),
        (
            {"f": lambda x, y: x},
            (
                "f must not be negative on a logarithmic scale; "
                "got -2: use log=False"
            ),
        ),
        (
            {"paths": [PATH[:, :1]]},
            "paths[0] must have shape (n, 2); got (3, 1)",
        ),
        ({"paths": [PATH[0]]}, "paths[0] must have shape (n, 2); got (2,)"),
        (
            {"paths": {"SGD": PATH[:0]}},
            "paths['SGD'] must not be empty; got shape (0, 2)",
        ),
        (
            {"paths": [PATH, PATH + np.inf]},
            "paths[1] must be finite; got NaN or infinity",
        ),
        ({"x": (1, 1)}, "x must be low, high; got 1, 1"),
        ({"y": (2.0, -2.0)}, "y must be low, high; got 2.0, -2.0"),
        ({"y": (0, np.inf)}, "y[1] must be finite; got inf"),
        ({"x": (0, 1, 2)}, "x must have shape (2,); got (3,)"),
        ({"x": 3.0}, "x must have shape (2,); got ()"),
        ({"levels": 0}, "levels must be 1 or more; got 0"),
        ({"levels": [2, 1]}, "levels must increase; got [2.0, 1.0]"),
        ({"levels": []}, "levels must increase; got []"),
        ({"minimum": (1, 1, 0)}, "minimum must have shape (2,); got (3,)"),
    ],
)
def test_bad_input_is_refused(options, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        draw(**options)
