import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand.losses import mse, mse_grad, perceptual, perceptual_grad
from tests.tolerances import TOLERANCES

seeds = st.integers(0, 2**32 - 1)
both = pytest.mark.parametrize("f", [perceptual, perceptual_grad])

PRED = [np.array([[1.0, 3.0]]), np.array([2.0, 0.0, 0.0, 0.0])]
TARGET = [np.zeros((1, 2)), np.zeros(4)]
# Means of squares (1 + 9) / 2 = 5 and 4 / 4 = 1.


def test_each_layer_is_divided_by_its_own_number_of_entries():
    assert perceptual(PRED, TARGET) == 6
    assert perceptual(PRED, TARGET, weights=[0.1, 2]) == 2.5
    first, second = perceptual_grad(PRED, TARGET, weights=[0.1, 2])
    # 2 w / n times the error: 0.1 times it, and 1 times it
    assert_allclose(first, [[0.1, 0.3]], **TOLERANCES["exact"])
    assert second.tolist() == [2, 0, 0, 0]


@given(seed=seeds, shape=st.lists(st.integers(1, 3), max_size=4).map(tuple))
def test_one_layer_is_the_mean_squared_error(seed, shape):
    rng = np.random.default_rng(seed)
    pred, target = np.asarray(rng.standard_normal((2, *shape)))

    assert perceptual([pred], [target]) == mse(pred, target)
    (grad,) = perceptual_grad((pred,), (target,))
    assert np.all(grad == mse_grad(pred, target))


@given(seed=seeds)
def test_the_order_of_the_layers_and_of_the_two_images_is_free(seed):
    rng = np.random.default_rng(seed)
    made = [rng.standard_normal(n) for n in (2, 3, 5)]
    real = [rng.standard_normal(n) for n in (2, 3, 5)]
    weights = list(rng.random(3))

    expected = perceptual(made, real, weights=weights)

    actual = perceptual(real[::-1], made[::-1], weights=weights[::-1])
    assert_allclose(actual, expected, rtol=1e-12)


def test_the_same_features_cost_nothing_and_pull_nowhere():
    assert perceptual(PRED, PRED) == 0
    assert not any(grad.any() for grad in perceptual_grad(PRED, PRED))


def test_a_layer_of_weight_0_does_not_count():
    assert perceptual(PRED, TARGET, weights=[0, 1]) == 1
    assert not perceptual_grad(PRED, TARGET, weights=[0, 1])[0].any()


@pytest.mark.parametrize("scale", [1e-150, 1e150])
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_extreme_features_are_finite_and_right(scale, library):
    pred = library.asarray([scale, -scale], dtype=library.float64)
    pair = [pred, pred[:1]], [0 * pred, 0 * pred[:1]]

    assert_allclose(float(perceptual(*pair)), 2 * scale**2, rtol=1e-14)
    one, other = perceptual_grad(*pair)
    assert_allclose(one, [scale, -scale], rtol=1e-14)
    assert_allclose(other, [2 * scale], rtol=1e-14)
    if library is torch:
        leaf = pred.clone().requires_grad_()
        loss = perceptual([leaf, leaf[:1]], pair[1])
        (auto,) = torch.autograd.grad(loss, leaf)
        assert_allclose(auto, [3 * scale, -scale], rtol=1e-14)


@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
@pytest.mark.parametrize("weights", [None, (1, 0.5), tuple(np.ones(2))])
def test_float32_stays_float32_whatever_the_weights(library, weights):
    pred = [library.asarray(np.float32([1, 2]))] * 2
    target = [0 * pred[0]] * 2

    assert perceptual(pred, target, weights=weights).dtype == library.float32
    grads = perceptual_grad(pred, target, weights=weights)
    assert [grad.dtype for grad in grads] == [library.float32] * 2


@both
@pytest.mark.parametrize(
    ("args", "weights", "error", "message"),
    [
        (
            (PRED[0], TARGET),
            None,
            TypeError,
            "pred must be a list or a tuple; got ndarray",
        ),
        (
            (PRED, torch.ones(2, 3)),
            None,
            TypeError,
            "target must be a list or a tuple; got Tensor",
        ),
        (
            (iter(PRED), TARGET),
            None,
            TypeError,
            "pred must be a list or a tuple; got list_iterator",
        ),
        (
            ({"relu2_2": PRED[0]}, TARGET),
            None,
            TypeError,
            "pred must be a list or a tuple; got dict",
        ),
        (([], []), None, ValueError, r"pred must not be empty; got \[\]"),
        (
            (PRED, TARGET[:1]),
            None,
            ValueError,
            "lengths differ: pred 2, target 1",
        ),
        ((PRED, TARGET), [1.0], ValueError, "differ: pred 2, weights 1"),
        (
            (PRED, TARGET),
            0.5,
            TypeError,
            "weights must be a list or a tuple; got float",
        ),
        (
            (PRED, TARGET),
            [1.0, -1.0],
            ValueError,
            r"weights\[1\] must not be negative; got -1.0",
        ),
        (
            (PRED, TARGET),
            [1.0, np.nan],
            ValueError,
            r"weights\[1\] must be finite; got nan",
        ),
        (
            (PRED, TARGET),
            [torch.tensor(1.0), 1.0],
            TypeError,
            r"weights\[0\] must be a plain number; got Tensor",
        ),
        (
            (PRED, TARGET[::-1]),
            None,
            ValueError,
            r"shapes differ: pred\[0\] \(1, 2\), target\[0\] \(4,\)",
        ),
        (
            ([PRED[0], np.ones(0)], [TARGET[0], np.ones(0)]),
            None,
            ValueError,
            r"pred\[1\] must not be empty; got shape \(0,\)",
        ),
        (
            ([[1.0]], [[1.0]]),
            None,
            TypeError,
            r"pred\[0\] must be an array or a tensor; got list",
        ),
        (
            ([np.ones(2, int)], [np.ones(2)]),
            None,
            TypeError,
            r"pred\[0\] must be real floating point; got int64",
        ),
        (
            ([np.ones(2)], [torch.ones(2)]),
            None,
            TypeError,
            "must be arrays of one kind; got numpy and torch",
        ),
    ],
)
def test_what_is_no_list_of_layers_is_refused(
    f, args, weights, error, message
):
    with pytest.raises(error, match=message):
        f(*args, weights=weights)
