import mpmath
import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from byhand import activations
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


ORACLES = {
    "tanh": mpmath.tanh,
    "tanh_grad": lambda x: mpmath.sech(x) ** 2,
    "gelu": lambda x: x * mpmath.ncdf(x),
    "gelu_grad": lambda x: mpmath.ncdf(x) + x * mpmath.npdf(x),
    "silu": lambda x: x / (1 + mpmath.exp(-x)),
    "silu_grad": lambda x: mp_sigmoid(x) * (1 + x * mp_sigmoid(-x)),
    "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
    "softplus_grad": mp_sigmoid,
}
ENTRYWISE = [
    name
    for name in activations.__all__
    if "softmax" not in name and "identity" not in name
]


@pytest.mark.parametrize("name", ORACLES)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_smooth_activations_keep_their_digits(name, dtype, library):
    limits = np.finfo(dtype)
    x = np.array([*np.linspace(-9, 30, 79), 1e-6, -1e-6, 300.0], dtype)

    actual = np.asarray(getattr(activations, name)(library.asarray(x)))

    with mpmath.workdps(60):
        expected = [float(ORACLES[name](mpmath.mpf(float(v)))) for v in x]
    # The powers of e round x²; a slope near its zero cancels.
    rtol = (8 + 2 * (9**2 if "gelu" in name else 0)) * limits.eps
    if dtype == "float64" and "gelu" not in name:
        rtol = 1e-14
    atol = limits.eps if name in ("gelu_grad", "silu_grad") else limits.tiny
    assert_allclose(actual.astype("float64"), expected, rtol=rtol, atol=atol)


@pytest.mark.parametrize(
    ("name", "left", "right", "slope_left", "slope_right"),
    [
        ("tanh", -1, 1, 0, 0),
        ("relu", 0, np.inf, 0, 1),
        ("leaky_relu", -np.inf, np.inf, 0.01, 1),
        ("gelu", 0, np.inf, 0, 1),
        ("silu", 0, np.inf, 0, 1),
        ("softplus", 0, np.inf, 0, 1),
    ],
)
@pytest.mark.parametrize("size", [1e4, 1e300, 1.7e308, np.inf])
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_activations_reach_their_limits_without_a_warning(
    name, left, right, slope_left, slope_right, size, library
):
    x = library.asarray([-size, size], dtype=library.float64)

    value = getattr(activations, name)(x)
    slope = getattr(activations, f"{name}_grad")(x)

    ends = [-0.01 * size if left == -np.inf else left]
    ends.append(size if right == np.inf else right)
    assert_allclose(value, ends, rtol=1e-15)
    assert_allclose(slope, [slope_left, slope_right], rtol=1e-15)


@pytest.mark.parametrize("name", ["relu", "leaky_relu"])
def test_the_slope_at_the_corner_is_torchs(name):
    x = torch.zeros(1, dtype=torch.float64, requires_grad=True)

    ours = torch.autograd.grad(getattr(activations, name)(x).sum(), x)[0]

    theirs = getattr(torch.nn.functional, name)(x).sum()
    expected = torch.autograd.grad(theirs, x)[0]
    assert ours == expected == getattr(activations, f"{name}_grad")(x)


@pytest.mark.parametrize("name", ["tanh", "gelu", "silu", "softplus"])
@pytest.mark.parametrize("x", [-1e4, -3.0, 0.0, 0.5, 1e4])
def test_torch_differentiates_smooth_activations_twice(name, x):
    leaf = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    f, grad = (getattr(activations, n) for n in (name, f"{name}_grad"))

    (first,) = torch.autograd.grad(f(leaf), leaf, create_graph=True)
    (second,) = torch.autograd.grad(first, leaf)

    step = 1e-5
    expected = (grad(x + step) - grad(x - step)) / (2 * step)
    assert_allclose(first.item(), grad(x), **TOLERANCES["autograd"])
    assert_allclose(second.item(), expected, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("name", ENTRYWISE)
def test_a_float_gives_a_float64_and_zero_dimensions_stay(name):
    f = getattr(activations, name)

    assert isinstance(f(0.5), float)
    assert f(torch.tensor(0.5)).shape == ()
    assert type(f(np.float32(0.5))) is np.float32


def test_activations_and_their_relatives_agree():
    x = np.linspace(-8, 8, 33)

    assert_allclose(
        activations.leaky_relu(x, negative_slope=0.0), activations.relu(x)
    )
    for name in ("relu", "gelu", "silu", "softplus"):
        f = getattr(activations, name)
        assert_allclose(f(x) - f(-x), x, rtol=1e-13, atol=1e-15)


def test_the_shares_of_softmax_add_up_to_1_whatever_the_shift(rng):
    x = rng.standard_normal((3, 4))

    for axis in (0, 1, -1):
        shares = activations.softmax(x, axis=axis)
        moved = activations.softmax(x + 1e4, axis=axis)
        assert_allclose(shares.sum(axis=axis), 1, rtol=1e-14)
        assert_allclose(moved, shares, rtol=1e-11)


def test_each_row_has_its_own_softmax():
    rows = np.array([[0.0, 1.0, 2.0], [1000.0, 1001.0, 1002.0]])

    actual = activations.softmax(rows)

    total = sum(np.exp([0.0, 1.0, 2.0]))
    expected = [np.exp([0.0, 1.0, 2.0]) / total] * 2
    assert_allclose(actual, expected, **TOLERANCES["exact"])


def test_softmax_gives_a_masked_entry_nothing():
    x = np.array([-np.inf, 0.0, 0.0])

    assert activations.softmax(x).tolist() == [0, 0.5, 0.5]
    assert activations.softmax_grad(x, np.array([1.0, 2, 0])).tolist() == [
        0,
        0.5,
        -0.5,
    ]


def test_torch_differentiates_softmax_twice(rng):
    x = torch.tensor([[0.5, 0.5, -1.0], [3.0, 2.0, 2.0]], dtype=torch.float64)

    assert torch.autograd.gradgradcheck(
        activations.softmax, x.requires_grad_()
    )


@pytest.mark.parametrize(
    ("x", "axis", "error", "message"),
    [
        (np.ones(2), 1, ValueError, r"x must have axis 1; got shape \(2,\)"),
        (0.5, -1, ValueError, r"x must have axis -1; got shape \(\)"),
        (
            np.ones((2, 0)),
            -1,
            ValueError,
            r"axis -1 must not be empty; got \(2, 0\)",
        ),
        (np.ones(2), 0.5, TypeError, "axis must be a whole number; got 0.5"),
    ],
)
def test_softmax_refuses_an_axis_that_is_not_there(x, axis, error, message):
    with pytest.raises(error, match=message):
        activations.softmax(x, axis=axis)


def test_an_upstream_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="shapes differ: x"):
        activations.softmax_grad(np.ones((2, 3)), np.ones(3))


@pytest.mark.parametrize("f", ["leaky_relu", "leaky_relu_grad"])
def test_a_slope_that_is_not_finite_is_refused(f):
    with pytest.raises(ValueError, match="negative_slope must be finite"):
        getattr(activations, f)(1.0, negative_slope=np.nan)
