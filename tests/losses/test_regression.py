import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand import losses
from byhand.losses import mse, mse_grad
from tests.tolerances import TOLERANCES

PRED = np.array([2.5, 0.0, 2.1, 7.8])
TARGET = np.array([3.0, -0.5, 2.0, 8.0])
# Errors -0.5, 0.5, 0.1, -0.2; their squares 0.25, 0.25, 0.01, 0.04.
SQUARES = [0.25, 0.25, 0.01, 0.04]

shapes = st.lists(st.integers(1, 4), max_size=3).map(tuple)
seeds = st.integers(0, 2**32 - 1)


def draw(seed, shape, count):
    rng = np.random.default_rng(seed)
    return [np.asarray(rng.standard_normal(shape)) for _ in range(count)]


@pytest.mark.parametrize(
    ("reduction", "expected"),
    [("mean", 0.55 / 4), ("sum", 0.55), ("none", SQUARES)],
)
def test_mse_of_four_errors_by_hand(reduction, expected):
    actual = mse(PRED, TARGET, reduction=reduction)

    assert_allclose(actual, expected, **TOLERANCES["exact"])


@pytest.mark.parametrize(
    ("reduction", "expected"),
    [
        ("mean", [-0.25, 0.25, 0.05, -0.1]),  # errors times 2 / 4
        ("sum", [-1.0, 1.0, 0.2, -0.4]),  # errors times 2
        ("none", [-1.0, 1.0, 0.2, -0.4]),
    ],
)
def test_mse_grad_of_four_errors_by_hand(reduction, expected):
    actual = mse_grad(PRED, TARGET, reduction=reduction)

    assert_allclose(actual, expected, **TOLERANCES["exact"])


def test_mse_of_a_perfect_prediction_is_0_and_so_is_its_gradient():
    assert mse(TARGET, TARGET) == 0
    assert not mse_grad(TARGET, TARGET).any()


def test_mse_of_python_floats_is_a_number():
    assert mse(0.5, 1.0) == 0.25
    assert mse_grad(0.5, 1.0) == -1.0


@given(seed=seeds, shape=shapes)
def test_mse_does_not_mind_which_is_the_target(seed, shape):
    pred, target = draw(seed, shape, 2)

    assert mse(pred, target) == mse(target, pred)
    assert np.all(mse_grad(pred, target) == -mse_grad(target, pred))


@given(seed=seeds, shape=shapes)
def test_mse_ignores_a_shift_of_both(seed, shape):
    pred, target, shift = draw(seed, shape, 3)

    actual = mse(pred + shift, target + shift)

    assert_allclose(actual, mse(pred, target), rtol=1e-12, atol=1e-14)


@given(seed=seeds, shape=shapes)
def test_mse_is_the_mean_and_the_sum_of_its_own_squares(seed, shape):
    pred, target = draw(seed, shape, 2)

    squares = mse(pred, target, reduction="none")

    total = sum(float(square) for square in squares.flat)
    assert_allclose(
        mse(pred, target, reduction="sum"), total, **TOLERANCES["library"]
    )
    assert_allclose(
        mse(pred, target), total / pred.size, **TOLERANCES["library"]
    )


def test_mse_of_one_constant_is_least_at_the_mean_of_the_targets():
    at_mean = np.full_like(TARGET, TARGET.mean())

    assert_allclose(mse_grad(at_mean, TARGET).sum(), 0, atol=1e-15)
    assert_allclose(mse(at_mean, TARGET), TARGET.var(), rtol=1e-14)


@pytest.mark.parametrize("scale", [1e-150, 1e150])
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_mse_of_extreme_errors_is_finite_and_right(scale, library):
    pred = library.asarray([scale, -scale], dtype=library.float64)
    target = library.zeros_like(pred)

    assert_allclose(float(mse(pred, target)), scale**2, rtol=1e-14)
    assert_allclose(mse_grad(pred, target), [scale, -scale], rtol=1e-14)


@pytest.mark.parametrize("f", [mse, mse_grad])
def test_a_column_against_a_row_is_refused_and_not_broadcast(f):
    with pytest.raises(
        ValueError, match=r"shapes differ: pred \(3, 1\), target \(3,\)"
    ):
        f(np.ones((3, 1)), np.ones(3))


@pytest.mark.parametrize("f", [mse, mse_grad])
def test_an_unknown_reduction_is_refused(f):
    with pytest.raises(
        ValueError,
        match="reduction must be one of mean, sum, none; got 'average'",
    ):
        f(PRED, TARGET, reduction="average")


@pytest.mark.parametrize("f", [mse, mse_grad])
def test_the_mean_of_nothing_is_refused(f):
    with pytest.raises(
        ValueError, match=r"pred must not be empty; got shape \(0, 3\)"
    ):
        f(np.ones((0, 3)), np.ones((0, 3)))


def test_the_sum_of_nothing_is_0():
    empty = np.ones((0, 3))

    assert mse(empty, empty, reduction="sum") == 0
    assert mse(empty, empty, reduction="none").shape == (0, 3)
    assert mse_grad(empty, empty, reduction="sum").shape == (0, 3)


@pytest.mark.parametrize("f", [mse, mse_grad])
def test_an_array_and_a_tensor_are_refused_together(f):
    with pytest.raises(
        TypeError,
        match="pred, target must be arrays of one kind; got numpy and torch",
    ):
        f(PRED, torch.tensor(TARGET))


def test_mse_is_a_criterion_for_torch():
    model = torch.nn.Linear(2, 1)
    x, y = torch.ones(3, 2), torch.zeros(3, 1)

    mse(model(x), y).backward()

    ours = model.weight.grad.clone()
    model.zero_grad()
    torch.nn.MSELoss()(model(x), y).backward()
    assert_allclose(ours, model.weight.grad, rtol=1e-6)


# The errors -0.5, 0.5, 0.1 and, an outlier, -2.
FAR = np.array([2.5, 0.0, 2.1, 6.0])
OTHERS = [
    n
    for n in losses.__all__
    if n
    in {
        f"{name}{end}"
        for end in ("", "_grad")
        for name in (
            "mae",
            "huber",
            "smooth_l1",
            "log_cosh",
            "quantile",
            "asymmetric_mse",
        )
    }
]


def test_losses_of_four_errors_by_hand():
    # (.5 + .5 + .1 + .2) / 4 and (.125 + .125 + .005 + 1.5) / 4
    assert_allclose(losses.mae(PRED, TARGET), 0.325, **TOLERANCES["exact"])
    assert_allclose(losses.huber(FAR, TARGET), 0.43875, **TOLERANCES["exact"])
    # Too high by 0.5 and 1, at weight 2; too low by 1, at weight 1.
    value = losses.asymmetric_mse(np.array([0.5, -1.0, 1.0]), np.zeros(3))
    assert_allclose(value, (2 * 0.25 + 1 + 2) / 3, **TOLERANCES["exact"])


def test_log_cosh_of_four_errors_is_mpmaths():
    with mpmath.workdps(30):
        terms = [
            mpmath.log(mpmath.cosh(mpmath.mpf(e)))
            for e in (".5", ".5", ".1", "2")
        ]
        expected = float(sum(terms) / 4)

    actual = losses.log_cosh(FAR, TARGET)

    assert_allclose(actual, expected, **TOLERANCES["exact"])
    assert_allclose(actual, 0.392555862524017, **TOLERANCES["exact"])


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_log_cosh_keeps_its_digits_from_tiny_to_huge(dtype, library):
    e = np.array([1e-15, 1e-4, -0.3, 0.999, -1.0, 1.001, 20, 1e4], dtype)
    pred = library.asarray(e)

    actual = losses.log_cosh(pred, 0 * pred, reduction="none")

    with mpmath.workdps(60):
        expected = [
            float(mpmath.log(mpmath.cosh(mpmath.mpf(float(v))))) for v in e
        ]
    rtol = {"float64": 1e-14, "float32": 1e-6}[dtype]
    assert_allclose(actual, expected, rtol=rtol)


@given(seed=seeds)
def test_the_losses_are_related_as_stated(seed):
    pred, target = draw(seed, (3, 4), 2)
    close = {"rtol": 1e-12, "atol": 1e-14}

    args = pred, target
    for end in ("", "_grad"):
        get = {
            n: getattr(losses, n + end)
            for n in (
                "mse",
                "mae",
                "huber",
                "smooth_l1",
                "quantile",
                "asymmetric_mse",
            )
        }
        mse_, mae_ = get["mse"](*args), get["mae"](*args)
        assert_allclose(get["huber"](*args, delta=1e9), mse_ / 2, **close)
        assert_allclose(
            get["huber"](*args, delta=1e-12) / 1e-12, mae_, rtol=1e-8
        )
        assert_allclose(
            get["huber"](*args, delta=0.5),
            0.5 * get["smooth_l1"](*args, beta=0.5),
            **close,
        )
        assert_allclose(get["quantile"](*args), mae_ / 2, **close)
        assert_allclose(get["asymmetric_mse"](*args, over=1.0), mse_, **close)


def test_the_best_constant_is_the_quantile():
    target = np.arange(10.0)

    values = [
        losses.quantile(np.full(10, c), target, quantile=0.75)
        for c in np.arange(10.0)
    ]

    assert np.argmin(values) == 7


def test_too_high_and_too_low_are_told_apart():
    high, low = (1.0, 0.0), (0.0, 1.0)

    assert losses.quantile(*low, quantile=0.9) == 0.9
    assert_allclose(losses.quantile(*high, quantile=0.9), 0.1, rtol=1e-14)
    assert losses.asymmetric_mse(*high, over=5.0, under=3.0) == 5
    assert losses.asymmetric_mse(*low, over=5.0, under=3.0) == 3


@pytest.mark.parametrize("name", OTHERS)
def test_a_perfect_prediction_costs_nothing_and_pulls_nowhere(name):
    f = getattr(losses, name)
    x = torch.tensor([2.0, -3.0], dtype=torch.float64, requires_grad=True)

    assert not np.any(f(TARGET, TARGET, reduction="none"))
    if not name.endswith("_grad"):
        (grad,) = torch.autograd.grad(f(x, x.detach()), x)
        assert not grad.any()


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_floats_give_a_float(name, reduction):
    f = getattr(losses, name)

    assert isinstance(f(0.5, 2.0, reduction=reduction), float)


@pytest.mark.parametrize(
    ("name", "slopes"),
    [
        ("mae", [-1, 1]),
        ("huber", [-1, 1]),
        ("smooth_l1", [-1, 1]),
        ("log_cosh", [-1, 1]),
        ("quantile", [-0.5, 0.5]),
    ],
)
@pytest.mark.parametrize("size", [1e4, 1e300, np.inf])
def test_robust_losses_grow_along_a_line(name, slopes, size):
    pred = torch.tensor([-size, size], dtype=torch.float64)
    zero = torch.zeros_like(pred)

    value = getattr(losses, name)(pred, zero, reduction="none")
    grad = getattr(losses, f"{name}_grad")(pred, zero, reduction="none")

    gap = {"huber": 0.5, "smooth_l1": 0.5, "log_cosh": np.log(2)}.get(name, 0)
    expected = [slopes[1] * size - gap] * 2
    assert_allclose(value, expected, rtol=1e-14)
    assert grad.tolist() == slopes
    leaf = pred.requires_grad_()
    (auto,) = torch.autograd.grad(
        getattr(losses, name)(leaf, zero, reduction="sum"), leaf
    )
    assert auto.tolist() == slopes


@pytest.mark.parametrize("name", ["huber", "log_cosh"])
def test_torch_finds_the_curvature_1_at_0(name):
    x = torch.zeros((), dtype=torch.float64, requires_grad=True)
    f = getattr(losses, name)

    (first,) = torch.autograd.grad(f(x, 0 * x.detach()), x, create_graph=True)
    (second,) = torch.autograd.grad(first, x)

    assert (first.item(), second.item()) == (0, 1)


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("huber", {"delta": 0.0}, "delta must be above 0; got 0.0"),
        ("smooth_l1", {"beta": -1.0}, "beta must be above 0; got -1.0"),
        ("quantile", {"quantile": 1.0}, "quantile must be between 0 and 1"),
        ("quantile", {"quantile": 0.0}, "quantile must be between 0 and 1"),
        ("asymmetric_mse", {"over": 0.0}, "over must be above 0; got 0.0"),
        ("asymmetric_mse", {"under": -1.0}, "under must be above 0"),
    ],
)
@pytest.mark.parametrize("end", ["", "_grad"])
def test_an_option_out_of_range_is_refused(name, options, message, end):
    with pytest.raises(ValueError, match=message):
        getattr(losses, name + end)(PRED, TARGET, **options)


@pytest.mark.parametrize("name", OTHERS)
def test_every_loss_refuses_shapes_and_reductions_as_mse_does(name):
    f = getattr(losses, name)

    with pytest.raises(ValueError, match=r"shapes differ: pred \(3, 1\)"):
        f(np.ones((3, 1)), np.ones(3))
    with pytest.raises(ValueError, match="reduction must be one of"):
        f(PRED, TARGET, reduction="average")
    with pytest.raises(ValueError, match="pred must not be empty"):
        f(np.ones(0), np.ones(0))
