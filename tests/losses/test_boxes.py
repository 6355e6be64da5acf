import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand import losses
from byhand.losses import giou, giou_grad, iou, iou_grad
from tests.tolerances import TOLERANCES

seeds = st.integers(0, 2**32 - 1)
every_function = pytest.mark.parametrize("f", [iou, iou_grad, giou, giou_grad])
every_loss = pytest.mark.parametrize("f", [iou, giou])
both_libraries = pytest.mark.parametrize(
    "library", [np, torch], ids=["numpy", "torch"]
)
both_dtypes = pytest.mark.parametrize("dtype", ["float64", "float32"])


def box(*corners):
    return np.array(corners, dtype=float)


def draw(seed, count=8):
    """Return boxes with an area, some of them apart."""
    rng = np.random.default_rng(seed)
    low = rng.uniform(-3, 3, (2, count, 2))
    sides = rng.uniform(0.1, 3, (2, count, 2))
    return tuple(np.concatenate([low, low + sides], axis=-1))


def hand(f):
    return getattr(losses, f"{f.__name__}_grad")


def autograd(f, pred, target):
    """Return torch's gradient of f with respect to pred."""
    leaf = torch.tensor(pred, requires_grad=True)
    (grad,) = torch.autograd.grad(f(leaf, torch.tensor(target)), leaf)
    return grad


def exact(f, pred, target):
    """Return value and gradient of valid boxes off the ties, by mpmath."""
    with mpmath.workdps(60):
        a, b = ([mpmath.mpf(float(x)) for x in v] for v in (pred, target))
        step = mpmath.mpf(10) ** -25 * (a[2] - a[0])
        slopes = []
        for i in range(4):
            up, down = list(a), list(a)
            up[i], down[i] = a[i] + step, a[i] - step
            ends = exact_of(f, up, b), exact_of(f, down, b)
            slopes.append(float((ends[0] - ends[1]) / (2 * step)))
        return float(exact_of(f, a, b)), slopes


def exact_of(f, a, b):
    def area(sides):
        return max(sides[0], 0) * max(sides[1], 0)

    own, other = (area([v[2] - v[0], v[3] - v[1]]) for v in (a, b))
    inner = area([min(a[i + 2], b[i + 2]) - max(a[i], b[i]) for i in (0, 1)])
    outer = area([max(a[i + 2], b[i + 2]) - min(a[i], b[i]) for i in (0, 1)])
    union = own + other - inner
    gap = (outer - union) / outer if f is giou else 0
    return 1 - inner / union + gap


def test_two_boxes_of_side_40_that_are_5_apart_by_hand():
    # They share 35 x 35 = 1225 of 1600 + 1600 - 1225 = 1975, in a hull of
    # 45 x 45 = 2025.
    pred, target = box(10, 10, 50, 50), box(15, 15, 55, 55)

    for f, expected, printed in [
        (iou, 1 - 1225 / 1975, 0.379746835443038),
        (giou, 1 - 1225 / 1975 + 50 / 2025, 0.404438193467729),
    ]:
        assert_allclose(f(pred, target), expected, **TOLERANCES["exact"])
        assert_allclose(f(pred, target), printed, **TOLERANCES["exact"])


def test_the_gradient_of_those_boxes_by_hand():
    # Own sides 40, shared sides 35; x1 moves only the own area, by -40, and
    # the hull, by -45; x2 the own by 40 and the shared by 35.
    pred, target = box(10, 10, 50, 50), box(15, 15, 55, 55)

    low = 1225 / 1975**2 * -40
    high = -(35 * 1975 - 1225 * (40 - 35)) / 1975**2
    assert_allclose(
        iou_grad(pred, target), [low, low, high, high], **TOLERANCES["exact"]
    )
    low += 40 / 2025 - 1975 / 2025**2 * 45
    high += -(40 - 35) / 2025
    assert_allclose(
        giou_grad(pred, target), [low, low, high, high], **TOLERANCES["exact"]
    )


@both_libraries
@both_dtypes
@every_loss
@pytest.mark.parametrize("side", [1e-30, 1e-3, 5e-4, 1.0, 1e30])
def test_equal_boxes_cost_exactly_0_whatever_the_unit(library, dtype, f, side):
    pred = np.array([0.1, 0.2, 1.1, 1.3], dtype) * np.asarray(side, dtype)
    x = library.asarray(pred)

    assert float(f(x, x)) == 0
    slopes = np.asarray(hand(f)(x, x))
    assert np.isfinite(slopes).all()
    # The own side costs what the shared side wins, and a half of it.
    rtol = {"float64": 1e-14, "float32": 2e-6}[dtype]
    assert_allclose(slopes, autograd(f, pred, pred), rtol=rtol)


@every_loss
@pytest.mark.parametrize("side", [1e-200, 1e200])
def test_areas_neither_underflow_nor_overflow(f, side):
    pred, target = box(1, 1, 5, 5) * side, box(2, 3, 7, 4) * side

    assert f(pred, pred) == 0
    for grad in (hand(f)(pred, target), autograd(f, pred, target)):
        value, slopes = exact(f, pred, target)
        assert_allclose(f(pred, target), value, rtol=1e-14)
        assert_allclose(grad, slopes, rtol=1e-14, atol=1e-14 / side)


@both_libraries
@both_dtypes
@every_loss
@pytest.mark.parametrize(
    ("pred", "target"),
    [
        ([10, 10, 50, 50], [15, 15, 55, 55]),
        ([0, 0, 1e-3, 1e4], [-5e-4, 1, 1, 2]),  # thin and long
        ([0, 0, 1e-6, 1e-6], [-1, -1, 1, 2]),  # a speck inside
        ([-1e6, -1e6, 1e6, 1e6], [0, 0, 1, 1]),  # all around
        ([0, 0, 1, 1], [1e6, 1e6, 1e6 + 1, 1e6 + 2]),  # far apart
        ([0, 0, 1, 2], [-4, 0.5, -3, 1]),
    ],
)
def test_extreme_boxes_are_mpmaths(library, dtype, f, pred, target):
    pred, target = np.array(pred, dtype), np.array(target, dtype)
    args = library.asarray(pred), library.asarray(target)

    value, slopes = exact(f, pred, target)

    # The slopes of I/U and of U/C, each as large as 1 over a side, cancel
    # in those of GIoU where the hull is nearly covered or nearly empty.
    eps = {"float64": 1e-14, "float32": 1e-6}[dtype]
    assert_allclose(float(f(*args)), value, rtol=eps)
    side = min(pred[2] - pred[0], pred[3] - pred[1])
    atol = eps / side if f is giou else 0
    for grad in (hand(f)(*args), autograd(f, pred, target)):
        assert_allclose(grad, slopes, rtol=4 * eps, atol=atol)


@both_libraries
def test_boxes_apart_have_no_gradient_in_iou_but_are_pulled_by_giou(library):
    pred = library.asarray([[0.0, 0.0, 1.0, 1.0]])
    target = library.asarray([[3.0, 0.5, 4.0, 0.75]])

    assert iou(pred, target) == 1
    assert not np.asarray(iou_grad(pred, target)).any()
    assert not autograd(iou, np.asarray(pred), np.asarray(target)).any()
    grad = np.asarray(giou_grad(pred, target))[0]
    assert grad[0] > 0 > grad[2]  # a smaller hull, and one filled better
    assert 1 < giou(pred, target) < 2


@every_loss
@pytest.mark.parametrize(
    ("pred", "target", "cost", "excess"),
    [
        # Both sides flipped: no pixel is covered, the hull is the target.
        ([50, 50, 10, 10], [10, 10, 50, 50], 1, 0),
        # One side flipped: likewise.
        ([50, 10, 10, 50], [10, 10, 50, 50], 1, 0),
        # Wider: the hull 60 x 40 for 40 x 40.
        ([60, 10, 70, 9], [10, 10, 50, 50], 1, 1 - 1600 / (60 * 40)),
        # Both boxes flipped: nothing at all.
        ([50, 50, 10, 10], [50, 50, 10, 10], 1, 0),
    ],
)
def test_a_flipped_box_is_empty(f, pred, target, cost, excess):
    pred, target = box(*pred), box(*target)

    actual = f(pred, target)

    expected = cost + (excess if f is giou else 0)
    assert_allclose(actual, expected, **TOLERANCES["exact"])
    assert_allclose(f(target, pred), expected, **TOLERANCES["exact"])
    grad = hand(f)(pred, target)
    assert np.isfinite(grad).all()
    assert_allclose(grad, autograd(f, pred, target), **TOLERANCES["autograd"])


# Points at which corners of both boxes fall on one line, or boxes are empty.
TIES = {
    "equal": ([1, 2, 4, 6], [1, 2, 4, 6]),
    "touching at the right": ([0, 0, 2, 2], [2, 1, 4, 3]),
    "touching at the left": ([4, 0, 6, 2], [2, 1, 4, 3]),
    "touching at a corner": ([0, 0, 2, 2], [2, 2, 4, 3]),
    "one shared edge": ([0, 0, 2, 2], [0, 1, 3, 3]),
    "three shared edges": ([0, 0, 2, 2], [0, 0, 3, 2]),
    "no width": ([2, 1, 2, 3], [0, 0, 4, 4]),
    "no width, on the edge": ([0, 1, 0, 3], [0, 0, 4, 4]),
    "a point": ([2, 2, 2, 2], [0, 0, 4, 4]),
    "a point outside": ([5, 2, 5, 2], [0, 0, 4, 4]),
    "equal points": ([2, 2, 2, 2], [2, 2, 2, 2]),
    "equal lines": ([2, 1, 2, 3], [2, 1, 2, 3]),
    "lines in line": ([2, 1, 2, 3], [2, 5, 2, 9]),
    "two points": ([2, 2, 2, 2], [3, 5, 3, 5]),
    "flipped": ([4, 4, 0, 0], [0, 0, 4, 4]),
    "both flipped": ([4, 4, 0, 0], [3, 3, 1, 1]),
}


@every_loss
@both_dtypes
@pytest.mark.parametrize("name", TIES)
def test_the_hand_gradient_is_autograds_at_ties(f, dtype, name):
    pred, target = (np.array(x, dtype) for x in TIES[name])

    actual = hand(f)(pred, target)

    expected = autograd(f, pred, target)
    assert np.isfinite(actual).all()
    atol = {"float64": 1e-15, "float32": 1e-7}[dtype]
    assert_allclose(actual, expected, rtol=1e-6, atol=atol)


@pytest.mark.parametrize(
    ("name", "iou_cost", "giou_cost", "still"),
    [
        ("equal points", 1, 1, True),
        ("equal lines", 1, 1, True),
        ("lines in line", 1, 1, True),
        ("two points", 1, 2, True),
        ("both flipped", 1, 1, True),
        ("a point", 1, 1, True),
        ("a point outside", 1, 1.2, False),  # 1 + (20 - 16) / 20
    ],
)
def test_boxes_without_an_area_have_a_stated_loss(
    name, iou_cost, giou_cost, still
):
    pred, target = (box(*x) for x in TIES[name])

    assert iou(pred, target) == iou_cost
    assert_allclose(giou(pred, target), giou_cost, **TOLERANCES["exact"])
    assert not iou_grad(pred, target).any()
    assert still is not giou_grad(pred, target).any()


def test_the_slopes_at_ties_are_as_stated():
    # A box of width 0 that is let grow: width x 2 is won, over 16.
    line = iou_grad(*(box(*x) for x in TIES["no width"]))
    assert_allclose(line, [2 / 16, 0, -2 / 16, 0], **TOLERANCES["exact"])
    # Touching, x2 to the right: 1 of overlap is won, over 8.
    touch = iou_grad(*(box(*x) for x in TIES["touching at the right"]))
    assert_allclose(touch, [0, 0, -1 / 8, 0], **TOLERANCES["exact"])
    # Equal boxes of 3 x 4: a side moved in loses 1/3 of the overlap, one
    # moved out adds 1/3 to the union; half of each on the way between.
    equal = iou_grad(*(box(*x) for x in TIES["equal"]))
    assert_allclose(equal, [0] * 4, atol=1e-15)


@given(seed=seeds)
def test_the_losses_do_not_mind_the_order_the_unit_or_the_place(seed):
    pred, target = draw(seed)
    rng = np.random.default_rng(seed)
    scale, shift = np.tile(rng.uniform(0.5, 2, 2), 2), np.tile([3.0, -2], 2)

    for f in (iou, giou):
        values = f(pred, target, reduction="none")
        # A shift rounds the corners.
        close = {"rtol": 1e-12, "atol": 1e-13}
        assert_allclose(f(target, pred, reduction="none"), values, **close)
        moved = (pred * scale + shift, target * scale + shift)
        assert_allclose(f(*moved, reduction="none"), values, **close)
        # Mirrored: x1 and x2 change places and signs; so do x and y.
        mirror = [x[:, [2, 1, 0, 3]] * [-1, 1, -1, 1] for x in (pred, target)]
        assert_allclose(f(*mirror, reduction="none"), values, **close)
        turned = [x[:, [1, 0, 3, 2]] for x in (pred, target)]
        assert_allclose(f(*turned, reduction="none"), values, **close)


@given(seed=seeds)
def test_the_losses_stay_in_range_even_for_flipped_boxes(seed):
    rng = np.random.default_rng(seed)
    # Whole numbers: many ties, and sides of 0.
    pred, target = rng.integers(-3, 4, (2, 50, 4)).astype(float)

    overlap = iou(pred, target, reduction="none")
    general = giou(pred, target, reduction="none")

    assert np.all((overlap >= 0) & (overlap <= 1))
    assert np.all((general >= overlap - 1e-15) & (general <= 2))
    for f in (iou, giou):
        grad = hand(f)(pred, target)
        assert_allclose(
            grad, autograd(f, pred, target), **TOLERANCES["autograd"]
        )


def test_giou_is_iou_where_the_hull_is_covered():
    pred, target = box(0, 0, 3, 2), box(1, 0, 5, 2)

    assert_allclose(giou(pred, target), iou(pred, target), rtol=1e-15)


def test_giou_goes_to_2_as_boxes_move_apart():
    target = box(0, 0, 1, 1)

    assert_allclose(giou(target + 1e9, target), 2, rtol=1e-15)


@every_function
@pytest.mark.parametrize(
    ("args", "kind", "message"),
    [
        (
            (np.ones((2, 4)), np.ones(4)),
            ValueError,
            r"shapes differ: pred \(2, 4\), target \(4,\)",
        ),
        (
            (np.ones((2, 5)), np.ones((2, 5))),
            ValueError,
            r"pred must have shape \(2, 4\); got \(2, 5\)",
        ),
        (
            (0.5, 1.0),
            ValueError,
            r"pred must have shape \(4,\); got \(\)",
        ),
        (
            (np.ones((0, 4)), np.ones((0, 4))),
            ValueError,
            r"pred must not be empty; got shape \(0, 4\)",
        ),
        (
            ([0.0, 0.0, 1.0, 1.0], np.ones(4)),
            TypeError,
            "pred must be an array or a tensor; got list",
        ),
        (
            (np.ones(4), np.ones(4, int)),
            TypeError,
            "target must be real floating point; got int64",
        ),
        (
            (np.ones(4), torch.ones(4)),
            TypeError,
            "pred, target must be arrays of one kind; got numpy and torch",
        ),
    ],
)
def test_bad_boxes_are_refused(f, args, kind, message):
    with pytest.raises(kind, match=message):
        f(*args)


@every_function
def test_an_unknown_reduction_is_refused(f):
    with pytest.raises(ValueError, match="reduction must be one of mean"):
        f(np.ones(4), np.ones(4), reduction="average")


@every_function
def test_no_box_at_all_costs_nothing(f):
    empty = np.ones((0, 4))

    assert not np.sum(f(empty, empty, reduction="sum"))
    ends = (0, 4) if f in (iou_grad, giou_grad) else (0,)
    assert f(empty, empty, reduction="none").shape == ends


@every_function
@pytest.mark.parametrize("place", range(4))
def test_nan_in_a_corner_is_not_hidden(f, place):
    pred, target = box(0, 0, 2, 2), box(1, 1, 3, 3)
    pred[place] = np.nan

    assert np.isnan(f(pred, target)).any()
    assert torch.isnan(f(torch.tensor(pred), torch.tensor(target))).any()


@every_loss
def test_one_box_gives_a_number(f):
    assert isinstance(f(box(0, 0, 1, 1), box(0, 0, 2, 1)), float)
