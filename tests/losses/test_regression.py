import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

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
