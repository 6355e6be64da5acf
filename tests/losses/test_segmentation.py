import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand import losses
from byhand.losses import (
    dice,
    dice_grad,
    multiclass_dice,
    multiclass_dice_grad,
    tversky,
    tversky_grad,
)
from tests.tolerances import TOLERANCES

seeds = st.integers(0, 2**32 - 1)
shapes = st.lists(st.integers(1, 4), min_size=2, max_size=4).map(tuple)
both_libraries = pytest.mark.parametrize(
    "library", [np, torch], ids=["numpy", "torch"]
)
both_dtypes = pytest.mark.parametrize("dtype", ["float64", "float32"])
# The spacing at 1, times a few.
CLOSE = {"float64": 1e-14, "float32": 1e-6}
BINARY = [dice, dice_grad, tversky, tversky_grad]
MULTI = [multiclass_dice, multiclass_dice_grad]


def draw(seed, shape):
    rng = np.random.default_rng(seed)
    return rng.random(shape), rng.random(shape) < 0.5


def counted(hits, alarms, misses):
    """Return a prediction of 0 and 1 with these counts, and its mask."""
    probs = [1.0] * (hits + alarms) + [0.0] * misses
    mask = [True] * hits + [False] * alarms + [True] * misses
    return np.array([probs]), np.array([mask])


def autograd(f, x, *args, **options):
    """Return torch's gradient of f with respect to x."""
    leaf = torch.tensor(np.asarray(x), requires_grad=True)
    args = [torch.tensor(np.asarray(arg)) for arg in args]
    (grad,) = torch.autograd.grad(f(leaf, *args, **options), leaf)
    return grad


def exact_tversky(probs, mask, alpha, beta, smooth=0):
    """Return value and gradient of one example, with sixty digits."""
    with mpmath.workdps(60):
        p = [mpmath.mpf(float(x)) for x in np.ravel(probs)]
        m = [mpmath.mpf(float(x)) for x in np.ravel(mask)]
        a, b, s = map(mpmath.mpf, (alpha, beta, smooth))
        pairs = list(zip(p, m, strict=True))
        top = sum(x * y for x, y in pairs) + s
        below = top + sum(a * x * (1 - y) + b * (1 - x) * y for x, y in pairs)
        slopes = [
            (top * (y + a * (1 - y) - b * y) - y * below) / below**2 for y in m
        ]
        return float(1 - top / below), [float(slope) for slope in slopes]


def test_dice_and_tversky_of_50_hits_10_false_alarms_and_20_misses():
    probs, mask = counted(50, 10, 20)

    assert_allclose(1 - dice(probs, mask), 100 / 130, **TOLERANCES["exact"])
    for alpha, beta, index in [
        (0.3, 0.7, 50 / 67),  # 50 + 3 + 14
        (0.5, 0.5, 100 / 130),  # 50 + 5 + 10
        (0.7, 0.3, 50 / 63),  # 50 + 7 + 6
    ]:
        actual = tversky(probs, mask, alpha=alpha, beta=beta)
        assert_allclose(1 - actual, index, **TOLERANCES["exact"])
    assert round(50 / 67, 6) == 0.746269
    assert round(50 / 63, 6) == 0.793651


def test_dice_grad_of_a_hit_and_a_miss_by_hand():
    # TP = 1, FN = 1 and D = 2 + 1: L = 1/3, slopes (2/3, -4/3, -4/3) / 3.
    probs, mask = np.array([[0.0, 1.0, 0.0]]), np.array([[0.0, 1.0, 1.0]])

    actual = dice_grad(probs, mask)

    expected = [[2 / 9, -4 / 9, -4 / 9]]
    assert_allclose(actual, expected, **TOLERANCES["exact"])


def test_dice_of_a_hard_mask_is_one_minus_f1_and_not_iou():
    # 49 hits, 30 others: an IoU of 49/79 is a Dice of 2J / (1 + J) = 98/128.
    probs, mask = counted(49, 20, 10)

    assert_allclose(1 - dice(probs, mask), 0.765625, **TOLERANCES["exact"])


def test_a_small_object_is_not_hidden_by_a_large_one():
    # 100 pixels found, and one pixel missed; pooled, 1 - 200 / 201.
    mask = np.zeros((2, 200), dtype=bool)
    mask[0, :100] = mask[1, 0] = True
    probs = mask.astype(float)
    probs[1] = 0

    pooled = dice(probs.reshape(1, -1), mask.reshape(1, -1))

    assert dice(probs, mask) == 0.5
    assert_allclose(pooled, 1 / 201, **TOLERANCES["exact"])
    assert round(1 / 201, 8) == 0.00497512


@pytest.mark.parametrize(
    ("pixels", "smooth", "loss"),
    [(1, 0.0, 1.0), (1, 1.0, 0.5), (4, 1.0, 0.8), (4, 0.0, 1.0)],
)
def test_smooth_makes_a_missed_object_cheaper(pixels, smooth, loss):
    # 1 - s / (n + s)
    actual = dice(np.zeros((1, pixels)), np.ones((1, pixels)), smooth=smooth)

    assert_allclose(actual, loss, **TOLERANCES["exact"])


@both_libraries
@both_dtypes
@pytest.mark.parametrize(
    ("f", "options"),
    [
        (dice, {}),
        (tversky, {}),
        (tversky, {"alpha": 0.0}),
        (tversky, {"beta": 0.0}),
    ],
)
def test_an_empty_mask_costs_0_if_nothing_is_predicted_and_else_1(
    library, dtype, f, options
):
    mask = np.zeros((2, 3), bool)
    probs = np.array([[0, 0, 0], [0, 0.25, 1]], dtype)
    args = library.asarray(probs), library.asarray(mask)
    grad = getattr(losses, f"{f.__name__}_grad")

    values = f(*args, **options, reduction="none")
    slopes = grad(*args, **options, reduction="none")

    # A prediction that does not count, for alpha = 0, is as good as none.
    assert values.tolist() == [0.0, float(options.get("alpha", 1) > 0)]
    assert not np.any(np.asarray(slopes))
    assert not autograd(f, probs, mask, **options, reduction="sum").any()


@both_libraries
def test_a_full_mask_costs_what_is_missing(library):
    # 1 - 2 P / (P + 4), with P = 1
    probs, mask = library.full((1, 4), 0.25), library.ones((1, 4)) > 0

    assert_allclose(float(dice(probs, mask)), 3 / 5, rtol=1e-7)
    assert not dice(mask * 1.0, mask)


# Both names of a case, the probabilities and their mask.
TINY = 1e-30
EXTREMES = {
    "sure": ([1, 1, 0, TINY], [1, 1, 0, 0]),
    "nearly sure": ([1 - 2**-20, 1, 1e-7, TINY], [1, 1, 0, 0]),
    "wrong": ([TINY, 0, 1, 1e-9], [1, 1, 0, 0]),
    "faint": ([TINY, TINY, TINY, 2 * TINY], [1, 1, 0, 0]),
    "soft": ([0.25, 0.5, 1e-9, 1], [0.5, 0.25, 1e-7, 0.75]),
}


@both_libraries
@both_dtypes
@pytest.mark.parametrize("name", EXTREMES)
@pytest.mark.parametrize(
    ("alpha", "beta"), [(0.5, 0.5), (0.25, 0.75), (0.75, 0.0), (0.0, 1.0)]
)
def test_the_loss_of_an_extreme_is_mpmaths_to_the_last_digits(
    library, dtype, name, alpha, beta
):
    probs, mask = (np.array([row], dtype) for row in EXTREMES[name])
    options = {"alpha": alpha, "beta": beta}
    args = library.asarray(probs), library.asarray(mask)

    value, slopes = tversky(*args, **options), tversky_grad(*args, **options)

    loss, grad = exact_tversky(probs, mask, alpha, beta)
    # Hits that do not count as misses leave a sum of hits alone: a faint one
    # is far from 0, and its slopes are as large as 1 over it.
    close = {"rtol": 4 * CLOSE[dtype], "atol": 0}
    assert_allclose(float(value), loss, **close)
    if name != "soft":  # there the two terms of a slope cancel
        assert_allclose(slopes, [grad], **close)
    auto = autograd(tversky, probs, mask, **options)
    # Autograd subtracts slopes of L's two parts, which may cancel.
    scale = np.abs(grad).max() + 1 / exact_total(probs, mask, alpha, beta)
    assert np.isfinite(np.asarray(auto)).all()
    for found in (slopes, auto):
        assert_allclose(found, [grad], rtol=0, atol=CLOSE[dtype] * scale)


def exact_total(probs, mask, alpha, beta):
    p, m = probs.astype(float), mask.astype(float)
    return np.sum(p * m + alpha * p * (1 - m) + beta * (1 - p) * m)


@both_libraries
def test_many_equal_pixels_in_float32_keep_their_digits(library):
    # Hits are a quarter of P = n / 10, in a mask of n / 4:
    # 1 - 2 (1/40) / (1/10 + 1/4)
    probs = library.full((1, 2**20), 0.1, dtype=library.float32)
    mask = library.arange(2**20).reshape(1, -1) % 4 == 0

    assert_allclose(float(dice(probs, mask)), 1 - 0.05 / 0.35, rtol=1e-6)


@given(seed=seeds, shape=shapes)
def test_dice_is_the_tversky_loss_of_equal_weights(seed, shape):
    args = draw(seed, shape)

    for end in ("", "_grad"):
        one, other = (getattr(losses, n + end) for n in ("dice", "tversky"))
        for smooth in (0.0, 1.0):
            assert_allclose(
                one(*args, smooth=2 * smooth, reduction="none"),
                other(*args, smooth=smooth, reduction="none"),
                **TOLERANCES["library"],
            )


@given(seed=seeds, shape=shapes)
def test_dice_does_not_mind_which_is_the_mask_nor_where_a_pixel_is(
    seed, shape
):
    probs, mask = draw(seed, shape)
    true = mask.astype(float)

    loss = dice(probs, true)

    close = {"rtol": 1e-13, "atol": 1e-15}
    assert_allclose(dice(true, probs), loss, **close)
    assert_allclose(dice(probs, mask), loss, **close)
    assert_allclose(dice(probs[:, ::-1], mask[:, ::-1]), loss, **close)
    assert 0 <= loss <= 1


@given(seed=seeds, shape=shapes)
def test_the_weights_of_tversky_change_places_with_the_masks(seed, shape):
    probs, mask = draw(seed, shape)
    true = mask.astype(float)

    actual = tversky(probs, true, alpha=0.2, beta=1.5)

    expected = tversky(true, probs, alpha=1.5, beta=0.2)
    assert_allclose(actual, expected, rtol=1e-13, atol=1e-15)


@given(seed=seeds)
def test_multiclass_dice_ignores_a_shift_of_the_logits(seed):
    rng = np.random.default_rng(seed)
    logits = rng.standard_normal((2, 3, 5))
    labels = rng.integers(0, 3, (2, 5))
    shift = rng.uniform(-100, 100, (2, 1, 5))

    for f in MULTI:
        # Adding 100 rounds the logits to 1e-14.
        assert_allclose(
            f(logits + shift, labels), f(logits, labels), rtol=0, atol=1e-12
        )


@given(seed=seeds)
def test_classes_that_are_in_no_label_are_left_out(seed):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, (1, 6))
    logits = np.full((1, 4, 6), -np.inf)
    logits[:, :2] = rng.standard_normal((1, 2, 6))

    for f in MULTI:
        assert_allclose(
            np.sum(f(logits, labels, smooth=1.0) ** 2),
            np.sum(f(logits[:, :2], labels, smooth=1.0) ** 2),
            rtol=1e-12,
        )


@both_libraries
def test_an_absent_class_neither_costs_nor_pulls_however_faint(library):
    logits = np.array([[[0.0, 0.0], [-740.0, -740.0], [-800.0, 0.0]]])
    labels = np.array([[0, 2]])
    args = library.asarray(logits), library.asarray(labels)

    slopes = np.asarray(multiclass_dice_grad(*args))
    auto = autograd(multiclass_dice, logits, labels)

    # Class 0 is hit by 1 and falsely by 1/2, class 2 by 1/2: 1/5 and 1/3.
    value = float(multiclass_dice(*args))
    assert_allclose(value, (1 / 5 + 1 / 3) / 2, **TOLERANCES["exact"])
    assert np.isfinite(slopes).all()
    assert_allclose(auto, slopes, rtol=1e-10, atol=1e-14)


def test_each_class_counts_the_same_however_small():
    # One pixel in a hundred is of class 1, and all are taken for class 0:
    # (1 - 198/199) and 1, where pooled it is 1/100.
    labels = np.zeros((1, 100), int)
    labels[0, 0] = 1
    logits = np.zeros((1, 2, 100))
    logits[:, 0] = 1000

    actual = multiclass_dice(logits, labels)

    assert_allclose(actual, (1 / 199 + 1) / 2, **TOLERANCES["exact"])


def test_uniform_logits_and_one_class_by_hand():
    # Of four classes, 1 - 2 (n/4) / (n/4 + n) = 3/5.
    labels = np.zeros((3, 8), int)

    actual = multiclass_dice(np.zeros((3, 4, 8)), labels, reduction="none")

    assert_allclose(actual, [0.6] * 3, **TOLERANCES["exact"])
    assert multiclass_dice(np.ones((3, 1, 8)), labels) == 0
    assert not multiclass_dice_grad(np.ones((3, 1, 8)), labels).any()


@both_libraries
@both_dtypes
@pytest.mark.parametrize("gap", [0.1, 5, 30, 80])
def test_multiclass_dice_of_sure_pixels_is_mpmaths(library, dtype, gap):
    labels = [0, 1, 1, 2, 0]
    logits = np.eye(3)[labels].T * gap + np.arange(15).reshape(3, 5) / 8
    logits = logits.astype(dtype)
    args = library.asarray(logits[None]), library.asarray([labels])

    value, slopes = multiclass_dice(*args), multiclass_dice_grad(*args)

    with mpmath.workdps(120):
        exact = [[mpmath.mpf(float(x)) for x in row] for row in logits]
        loss, grad = exact_of(exact, labels), np.empty(logits.shape)
        step = mpmath.mpf(10) ** -20
        for i, j in np.ndindex(*logits.shape):
            ends = []
            for sign in (-1, 1):
                moved = [list(row) for row in exact]
                moved[i][j] += sign * step
                ends.append(exact_of(moved, labels))
            grad[i, j] = float((ends[1] - ends[0]) / (2 * step))
    rtol = 4 * CLOSE[dtype]
    assert_allclose(float(value), float(loss), rtol=rtol)
    assert_allclose(slopes, grad[None], rtol=rtol, atol=0)
    auto = autograd(multiclass_dice, logits[None], np.array([labels]))
    assert_allclose(auto, grad[None], rtol=rtol, atol=0)


def exact_of(logits, labels):
    """Return the loss of one example (C, pixels) of mpmath's numbers."""
    powers = [[mpmath.exp(x) for x in row] for row in logits]
    sums = [sum(column) for column in zip(*powers, strict=True)]
    costs = []
    for k in sorted(set(labels)):
        p = [x / s for x, s in zip(powers[k], sums, strict=True)]
        hits = sum(x for x, y in zip(p, labels, strict=True) if y == k)
        costs.append(1 - 2 * hits / (sum(p) + labels.count(k)))
    return sum(costs) / len(costs)


@both_libraries
def test_the_gradient_of_certainly_wrong_pixels_is_finite_and_near_0(library):
    logits = np.array([[[1000.0, -1000.0], [-1000.0, 1000.0]]])
    labels = np.array([[1, 0]])
    args = library.asarray(logits), library.asarray(labels)

    assert float(multiclass_dice(*args)) == 1
    # The two terms of p (g - mean) cancel but for a rounding.
    assert_allclose(multiclass_dice_grad(*args), 0 * args[0], atol=1e-15)
    assert_allclose(
        autograd(multiclass_dice, logits, labels), 0 * logits, atol=1e-15
    )


@both_libraries
def test_uniform_logits_of_many_pixels_in_float32_keep_their_digits(library):
    logits = library.zeros((1, 10, 2**18), dtype=library.float32)
    labels = library.arange(2**18).reshape(1, -1) % 10

    # Every class: 1 - 2 (n/100) / (n/10 + n/10)
    actual = float(multiclass_dice(logits, labels))

    assert_allclose(actual, 0.9, rtol=1e-6)


@both_libraries
def test_a_pixel_may_stand_alone_and_labels_be_of_any_integers(library):
    logits = library.asarray([[1.0, 2.0], [0.5, -0.5]])

    for dtype in (library.uint8, library.int32, library.int64):
        labels = library.asarray([1, 0], dtype=dtype)
        value = multiclass_dice(logits, labels, reduction="none")
        # 1 - 2 p / (p + 1), with p = 1 / (1 + e^-1) in both
        p = 1 / (1 + np.exp(-1))
        assert_allclose(value, [(1 - p) / (1 + p)] * 2, rtol=1e-6)


@pytest.mark.parametrize("f", BINARY)
@pytest.mark.parametrize(
    ("args", "kind", "message"),
    [
        (
            (np.ones((2, 3)), np.ones((2, 3), "uint8")),
            TypeError,
            r"mask must be real floating point; got uint8: use \.astype",
        ),
        (
            (torch.ones(2, 3), torch.ones(2, 3).int()),
            TypeError,
            r"mask must be real floating point; got torch.int32: use \.to",
        ),
        (
            (np.ones((2, 3), bool), np.ones((2, 3), bool)),
            TypeError,
            "probs must be real floating point; got bool",
        ),
        (
            ([[0.5]], np.ones((1, 1))),
            TypeError,
            "probs must be an array or a tensor; got list",
        ),
        (
            (np.ones((1, 1)), [[True]]),
            TypeError,
            "mask must be an array or a tensor; got list",
        ),
        (
            (torch.ones(2, 3), np.ones((2, 3), bool)),
            TypeError,
            "probs, mask must be arrays of one kind; got numpy and torch",
        ),
        (
            (0.5, 1.0),
            ValueError,
            r"probs must have shape \(N, pixels, ...\); got \(\)",
        ),
        (
            (np.ones(3), np.ones(3)),
            ValueError,
            r"probs must have shape \(N, pixels, ...\); got \(3,\)",
        ),
        (
            (np.ones((2, 3)), np.ones((2, 1))),
            ValueError,
            r"shapes differ: probs \(2, 3\), mask \(2, 1\)",
        ),
        (
            (np.array([[0.5, -2.0]]), np.ones((1, 2), bool)),
            ValueError,
            "probs must be from 0 to 1; got -2 to 0.5",
        ),
        (
            (np.ones((1, 2)), np.array([[0.0, 255.0]])),
            ValueError,
            "mask must be from 0 to 1; got 0 to 255",
        ),
        (
            (np.ones((0, 3)), np.ones((0, 3), bool)),
            ValueError,
            r"probs must not be empty; got shape \(0, 3\)",
        ),
    ],
)
def test_a_bad_prediction_or_mask_is_refused(f, args, kind, message):
    with pytest.raises(kind, match=message):
        f(*args)


@pytest.mark.parametrize("f", MULTI)
@pytest.mark.parametrize(
    ("args", "kind", "message"),
    [
        (
            (np.ones((2, 3, 4)), np.ones((2, 4))),
            TypeError,
            r"labels must be integers; got float64: use .astype\(np.int64\)",
        ),
        (
            (np.ones((2, 3)), torch.ones(2).int()),
            TypeError,
            "logits, labels must be arrays of one kind; got numpy and torch",
        ),
        (
            (np.ones((2, 3)), [0, 1]),
            TypeError,
            "labels must be an array or a tensor; got list",
        ),
        (
            (np.ones(3), np.ones((), int)),
            ValueError,
            r"logits must have shape \(N, C, ...\); got \(3,\)",
        ),
        (
            (np.ones((2, 3, 4)), np.ones((2, 3, 4), int)),
            ValueError,
            r"labels must have shape \(2, 4\); got \(2, 3, 4\)",
        ),
        (
            (np.ones((1, 3, 2)), np.array([[0, 255]])),
            ValueError,
            "labels must be from 0 to 2; got 0 to 255",
        ),
        (
            (np.ones((1, 3, 2)), np.array([[-1, 0]])),
            ValueError,
            "labels must be from 0 to 2; got -1 to 0",
        ),
        (
            (np.ones((0, 3, 2)), np.ones((0, 2), int)),
            ValueError,
            r"logits must not be empty; got shape \(0, 3, 2\)",
        ),
    ],
)
def test_bad_logits_or_labels_are_refused(f, args, kind, message):
    with pytest.raises(kind, match=message):
        f(*args)


@pytest.mark.parametrize("f", [*BINARY, *MULTI])
def test_an_option_out_of_range_is_refused(f):
    args = counted(1, 1, 1)
    if f in MULTI:
        args = np.ones((1, 2, 3)), np.array([[0, 1, 1]])

    with pytest.raises(ValueError, match="smooth must not be negative"):
        f(*args, smooth=-1.0)
    with pytest.raises(ValueError, match="reduction must be one of"):
        f(*args, reduction="average")


@pytest.mark.parametrize("f", [tversky, tversky_grad])
def test_weights_that_count_nothing_are_refused(f):
    args = counted(1, 1, 1)

    with pytest.raises(ValueError, match="alpha must not be negative; got -1"):
        f(*args, alpha=-1.0)
    with pytest.raises(ValueError, match=r"alpha \+ beta must be above 0"):
        f(*args, alpha=0.0, beta=0.0)


@pytest.mark.parametrize("f", [*BINARY, *MULTI])
@pytest.mark.parametrize("shape", [(0, 3), (2, 0)])
def test_nothing_at_all_costs_nothing(f, shape):
    args = np.ones(shape), np.ones(shape, bool)
    if f in MULTI:
        args = np.ones((shape[0], 4, shape[1])), np.ones(shape, int)

    assert not np.sum(f(*args, reduction="none"))
    assert not np.sum(f(*args, reduction="sum"))
