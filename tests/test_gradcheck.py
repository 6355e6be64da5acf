import array_api_strict
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand.gradcheck import (
    check_gradient,
    numerical_gradient,
    relative_error,
)
from tests.tolerances import TOLERANCES

LIBRARIES = pytest.mark.parametrize(
    "library",
    [np, torch, array_api_strict],
    ids=["numpy", "torch", "api"],
)


def cube(x):
    """Return the sum of cubes; its gradient is 3 x²."""
    return (x * x * x).sum() if hasattr(x, "sum") else x**3


def array(library, values, dtype="float64"):
    return library.asarray(values, dtype=getattr(library, dtype))


@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.lists(st.integers(0, 3), max_size=3).map(tuple),
)
def test_the_gradient_is_right_for_any_shape(seed, shape):
    x = np.asarray(np.random.default_rng(seed).standard_normal(shape))

    actual = numerical_gradient(cube, x)

    assert actual.shape == shape
    assert_allclose(actual, 3 * x**2, **TOLERANCES["differences"])


@LIBRARIES
def test_the_gradient_is_of_the_kind_of_x(library):
    x = array(library, [[1.0, -2.0]])

    actual = numerical_gradient(
        lambda x: library.sum(library.exp(x)), x, method="central"
    )

    assert type(actual) is type(x)
    assert actual.dtype == x.dtype
    assert_allclose(
        np.asarray(actual),
        np.exp([[1.0, -2.0]]),
        **TOLERANCES["differences"],
    )


@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
@pytest.mark.parametrize(
    ("method", "rtol"),
    [
        # The truncation error, h² f'''/6f' with h = 5e-3 and f''' = 6,
        # f' = 27, x = 3 so three times the step; rounding as much again.
        ("central", 1e-4),
        # h f''/2f' with h = 3.5e-4, f'' = 18, likewise.
        ("forward", 2e-3),
    ],
)
def test_float32_gets_the_step_of_float32(library, method, rtol):
    x = array(library, 3.0, "float32")

    actual = numerical_gradient(lambda x: x**3, x, method=method)

    assert actual.dtype == x.dtype
    assert_allclose(actual, 27.0, rtol=rtol)


def test_central_differences_are_more_exact_than_forward_ones():
    def error(method):
        return abs(numerical_gradient(np.exp, 1.0, method=method) - np.e)

    assert error("central") < 1e-9 < error("forward") < 1e-6


def test_a_forward_difference_errs_by_half_the_step_times_the_curvature():
    # f = x²: ((x + h)² - x²) / h = 2x + h
    actual = numerical_gradient(
        lambda x: x**2, 3.0, h=2.0**-10, method="forward"
    )

    assert actual == 6 + 2.0**-10


def test_a_central_difference_errs_by_a_sixth_of_the_step_squared():
    # f = x³: ((x + h)³ - (x - h)³) / 2h = 3x² + h², f''' = 6
    actual = numerical_gradient(lambda x: x**3, 3.0, h=2.0**-10)

    assert actual == 27 + 2.0**-20


@pytest.mark.parametrize("method", ["central", "forward"])
def test_a_straight_line_has_its_slope_whatever_is_rounded(method):
    # x + h is off by up to 6e-17 here, which is 0.6 % of h.
    actual = numerical_gradient(lambda x: 3 * x, 0.7, h=1e-14, method=method)

    # 3 x is rounded too: three roundings of 2.2e-16 in 6e-14.
    assert_allclose(actual, 3.0, rtol=0.012)
    assert numerical_gradient(lambda x: x, 0.7, h=1e-14, method=method) == 1.0


def test_the_step_grows_with_x():
    actual = numerical_gradient(cube, np.array([1e8, 1e-8]))

    assert_allclose(actual, [3e16, 3e-16], rtol=1e-9, atol=1e-10)


@LIBRARIES
def test_x_stays_as_it_is_though_f_writes_into_its_argument(library):
    x = array(library, [1.0, 2.0])

    def f(x):
        x[...] = x * x
        return library.sum(x)

    actual = numerical_gradient(f, x)

    assert np.asarray(x).tolist() == [1.0, 2.0]
    assert_allclose(np.asarray(actual), [2.0, 4.0], rtol=1e-9)


def test_x_may_require_gradients_and_so_may_f():
    x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    scale = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)

    actual = numerical_gradient(lambda x: scale * (x**2).sum(), x)

    assert not actual.requires_grad
    assert_allclose(actual, [4.0, 8.0], rtol=1e-9)
    assert x.grad is None
    assert check_gradient(lambda x: scale * (x**2).sum(), x, 4 * x) < 1e-9


def test_nan_is_not_hidden():
    def f(x):
        return np.float64(np.nan) * x[0] + x[1]

    assert np.all(np.isnan(numerical_gradient(f, np.ones(2))))
    assert np.isnan(relative_error(np.array([np.nan, 1.0]), np.ones(2)))
    with pytest.raises(ValueError, match="got nan"):
        check_gradient(cube, np.ones(2), np.array([3.0, np.nan]))


@pytest.mark.parametrize("x", [3, np.arange(3), torch.arange(3), [1.0], "1"])
def test_what_is_not_floating_point_is_refused(x):
    with pytest.raises(TypeError, match="x must be"):
        numerical_gradient(cube, x)


@pytest.mark.parametrize(
    ("f", "error", "message"),
    [
        (lambda x: x, ValueError, r"f\(x\) must have shape \(\); got \(2,\)"),
        (lambda x: x[:1], ValueError, r"shape \(\); got \(1,\)"),
        (lambda x: None, TypeError, r"f\(x\) must be .*; got NoneType"),
        (lambda x: 1j * x[0], TypeError, r"f\(x\) must be .*; got complex"),
    ],
)
def test_f_must_return_one_number(f, error, message):
    with pytest.raises(error, match=message):
        numerical_gradient(f, np.ones(2))


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"h": 0.0}, ValueError, "h must be above 0; got 0.0"),
        ({"h": -1e-5}, ValueError, "h must be above 0; got -1e-05"),
        ({"h": np.inf}, ValueError, "h must be finite; got inf"),
        ({"h": "small"}, TypeError, "h must be a plain number; got str"),
        ({"h": 1e-20}, ValueError, "h must change x; got 1e-20 at 1.0"),
        (
            {"method": "backward"},
            ValueError,
            "method must be one of central, forward; got 'backward'",
        ),
    ],
)
def test_numerical_gradient_refuses(options, error, message):
    with pytest.raises(error, match=message):
        numerical_gradient(cube, np.ones(2), **options)


@LIBRARIES
def test_the_relative_error_is_the_largest_of_all_entries(library):
    a = array(library, [1.0, 2.0, 0.0, -1.0])
    b = array(library, [1.0, 4.0, 0.0, -1.25])

    # 0, 2/4, 0 by definition, 0.25/1.25
    assert relative_error(a, b) == relative_error(b, a) == 0.5


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (1.0, -1.0, 2.0),
        (0.0, 1e-300, 1.0),
        (0.0, -0.0, 0.0),
        (np.inf, 1.0, np.inf),
    ],
)
def test_the_relative_error_at_its_limits(a, b, expected):
    assert relative_error(a, b) == expected


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        (np.ones(2), np.ones((2, 1)), r"differ: a \(2,\), b \(2, 1\)"),
        (np.ones(0), np.ones(0), r"a must not be empty; got shape \(0,\)"),
    ],
)
def test_relative_error_refuses(a, b, message):
    with pytest.raises(ValueError, match=message):
        relative_error(a, b)


@LIBRARIES
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_right_gradient_passes_and_its_error_comes_back(library, dtype):
    x = array(library, [[0.5, -1.0], [2.0, 0.0]], dtype)

    error = check_gradient(lambda x: library.sum(x * x), x, 2 * x)

    assert type(error) is float
    assert 0 <= error < (1e-9 if dtype == "float64" else 1e-3)


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (2.0, "wrong by a factor of 2 "),
        (0.5, "wrong by a factor of 0.5 "),
        (3.0, "wrong by a factor of 3 "),
        (0.0, "wrong by a factor of 0 "),
        (-2.0, "wrong by a factor of -2 "),
        (1.0001, "wrong by a factor of 1.0001 "),
        (-1.0, "wrong sign "),
    ],
)
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_one_factor_in_all_entries_is_named(factor, words, library):
    x = array(library, [[0.5, -1.0], [2.0, 0.0]])

    with pytest.raises(ValueError, match=words):
        check_gradient(cube, x, factor * 3 * x**2)


@LIBRARIES
def test_the_worst_entry_is_named_and_no_factor_made_up(library):
    x = array(library, [[0.5, -1.0], [2.0, 1.0]])
    grad = array(library, [[0.75, 3.0], [15.0, 3.003]])  # 12 and 3 are right

    with pytest.raises(ValueError, match="must be near") as caught:
        check_gradient(lambda x: library.sum(x * x * x), x, grad)

    # (15 - 12) / 15
    assert str(caught.value) == (
        "grad[1, 0] must be near 12; got 15 (relative error 0.2)"
    )


def test_an_infinite_gradient_is_rejected():
    with pytest.raises(ValueError, match=r"grad\[1\] must be near 3; got inf"):
        check_gradient(cube, np.ones(2), np.array([3.0, np.inf]))


def test_a_gradient_of_0_passes_by_the_absolute_tolerance():
    def f(x):  # differences give h², not 0
        return np.sum(x**3 - 3 * x)

    assert check_gradient(f, np.ones(1), np.zeros(1)) == 1.0
    with pytest.raises(ValueError, match=r"grad\[0\] must be near"):
        check_gradient(f, np.ones(1), np.zeros(1), atol=0.0)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"grad": np.ones((2, 1))}, ValueError, r"shapes differ: x \(2,\), g"),
        ({"grad": torch.ones(2)}, TypeError, "one kind"),
        ({"grad": np.ones(2, int)}, TypeError, "grad must be real floating"),
        ({"grad": lambda x: x}, TypeError, "grad must be an array .*function"),
        ({"rtol": -1.0}, ValueError, "rtol must not be negative; got -1.0"),
        ({"x": np.ones(0), "grad": np.ones(0)}, ValueError, "not be empty"),
    ],
)
def test_check_gradient_refuses(change, error, message):
    good = {"f": cube, "x": np.ones(2), "grad": np.full(2, 3.0)}

    with pytest.raises(error, match=message):
        check_gradient(**good | change)
