import mpmath
import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from byhand.activations import (
    identity,
    identity_grad,
    sigmoid,
    sigmoid_grad,
)
from tests.tolerances import TOLERANCES

# From the subnormal numbers on the left to where 1 - sigmoid is one.
WIDE = np.array(
    [
        *np.linspace(-744, 744, 311),
        *np.linspace(-40, 40, 321),
        *np.logspace(-300, 0, 31),
        *-np.logspace(-300, 0, 31),
    ]
)
EXTREMES = [-np.inf, -1e308, -1000.0, -746.0, 746.0, 1000.0, 1e308, np.inf]


def exact(f, x):
    """Evaluate f at each x with 400 digits, more than 1 + e^-744 needs."""
    with mpmath.workdps(400):
        return np.array([float(f(mpmath.mpf(float(v)))) for v in x])


def mp_sigmoid(x):
    return 1 / (1 + mpmath.exp(-x))


def mp_sigmoid_grad(x):
    return mpmath.exp(-x) / (1 + mpmath.exp(-x)) ** 2


@pytest.mark.parametrize(
    ("f", "oracle"),
    [(sigmoid, mp_sigmoid), (sigmoid_grad, mp_sigmoid_grad)],
)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_the_sigmoid_keeps_its_digits_from_tail_to_tail(
    f, oracle, dtype, library
):
    limits = np.finfo(dtype)
    x = WIDE[abs(WIDE) < -np.log(float(limits.tiny))].astype(dtype)

    actual = np.asarray(f(library.asarray(x)))

    # A few roundings: two exponentials, a sum, a quotient, a product.
    assert_allclose(
        actual.astype("float64"), exact(oracle, x), rtol=5 * limits.eps, atol=0
    )


def test_the_sigmoid_underflows_gradually():
    x = np.linspace(-745.1, -708.4, 101)

    actual = sigmoid(x)

    # Subnormal numbers are spaced by 2^-1074; allow one such step, or the
    # rounding of the exponential where they are large.
    assert np.all(actual > 0)
    assert_allclose(
        actual, exact(mp_sigmoid, x), rtol=4.5e-16, atol=2.0**-1074
    )


@pytest.mark.parametrize("x", EXTREMES)
def test_the_sigmoid_reaches_0_and_1_without_a_warning(x):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value, slope = sigmoid(np.float64(x)), sigmoid_grad(np.float64(x))

    assert value == (1.0 if x > 0 else 0.0)
    assert slope == 0.0


@pytest.mark.parametrize("x", [-1000.0, -40.0, -1.0, 0.0, 2.0, 40.0, 1000.0])
def test_torch_differentiates_the_sigmoid_twice_anywhere(x):
    leaf = torch.tensor(x, dtype=torch.float64, requires_grad=True)

    (first,) = torch.autograd.grad(sigmoid(leaf), leaf, create_graph=True)
    (second,) = torch.autograd.grad(first, leaf)

    slope = exact(mp_sigmoid_grad, [x])[0]
    bend = exact(lambda x: mp_sigmoid_grad(x) * (1 - 2 * mp_sigmoid(x)), [x])
    assert_allclose(first.item(), slope, **TOLERANCES["autograd"])
    assert_allclose(second.item(), bend[0], **TOLERANCES["autograd"])


def test_torch_differentiates_the_hand_gradient_of_the_sigmoid():
    x = torch.linspace(-5, 5, 11, dtype=torch.float64, requires_grad=True)

    actual = torch.autograd.grad(sigmoid_grad(x).sum(), x)[0]

    s = torch.sigmoid(x.detach())
    expected = s * (1 - s) * (1 - 2 * s)
    assert_allclose(actual, expected, **TOLERANCES["autograd"])


def test_the_sigmoid_and_its_mirror_image_add_up_to_1():
    assert_allclose(
        sigmoid(WIDE) + sigmoid(-WIDE),
        np.ones_like(WIDE),
        **TOLERANCES["exact"],
    )


def test_the_sigmoid_of_0_is_one_half_and_its_slope_one_quarter():
    assert sigmoid(0.0) == 0.5
    assert sigmoid_grad(0.0) == 0.25


@pytest.mark.parametrize("f", [sigmoid, sigmoid_grad])
def test_a_python_float_counts_as_a_numpy_float64(f):
    assert type(f(0.47)) is np.float64
    assert f(0.47) == f(np.float64(0.47)) == f(np.array([0.47]))[0]


@pytest.mark.parametrize("f", [sigmoid, sigmoid_grad])
@pytest.mark.parametrize("scalar", [np.float32(0.5), np.float64(0.5)])
def test_a_numpy_scalar_gives_a_numpy_scalar(f, scalar):
    assert type(f(scalar)) is type(scalar)


@pytest.mark.parametrize(
    "dtype", ["float16", "bfloat16", "float32", "float64"]
)
@pytest.mark.parametrize("shape", [(), (0,), (2, 3)])
def test_a_tensor_keeps_its_dtype_and_shape(dtype, shape):
    x = torch.zeros(shape, dtype=getattr(torch, dtype))

    for f in (sigmoid, sigmoid_grad, identity, identity_grad):
        assert f(x).dtype == x.dtype
        assert f(x).shape == x.shape


def test_the_identity_returns_what_it_was_given(rng):
    x = rng.standard_normal((2, 3))

    assert identity(x) is x
    assert identity_grad(x).tolist() == [[1.0] * 3] * 2
