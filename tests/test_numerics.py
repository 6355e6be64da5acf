import mpmath
import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from byhand.numerics import (
    log_sigmoid,
    log_sigmoid_grad,
    log_softmax,
    log_softmax_grad,
    logsumexp,
    logsumexp_grad,
    safe_norm,
    safe_norm_grad,
)
from byhand.numerics.norms import norm_and_grad
from tests.tolerances import TOLERANCES

ROWS = np.array(
    [
        [0.0, -50.0, -60.0],
        [1e4, -1e4, 0.0],
        [-1e4, -1e4, -1e4],
        [3.0, 3.0, 2.5],
    ]
)


def mp_logsumexp(row):
    return mpmath.log(sum(mpmath.exp(mpmath.mpf(float(v))) for v in row))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_logsumexp_and_log_softmax_keep_their_digits(dtype, library):
    x = ROWS.astype(dtype)

    value = np.asarray(logsumexp(library.asarray(x)))
    logs = np.asarray(log_softmax(library.asarray(x)))

    tolerance = {
        "rtol": {"float64": 1e-14, "float32": 5e-7}[dtype],
        "atol": np.finfo(dtype).tiny,
    }
    with mpmath.workdps(9000):
        totals = [mp_logsumexp(row) for row in x]
        expected = [
            [float(mpmath.mpf(float(v)) - total) for v in row]
            for row, total in zip(x, totals, strict=True)
        ]
        totals = [float(total) for total in totals]
    assert_allclose(value.astype("float64"), totals, **tolerance)
    assert_allclose(logs.astype("float64"), expected, **tolerance)


@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_logsumexp_of_infinities_is_what_the_definition_says(library):
    inf = np.inf
    x = library.asarray([[-inf, -inf], [-inf, 2.0], [inf, 1e4], [inf, -inf]])

    assert logsumexp(x).tolist() == [-inf, 2, inf, inf]


@pytest.mark.parametrize("f", [logsumexp, log_softmax])
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_nan_stays_in_its_row(f, library):
    found = np.asarray(f(library.asarray([[np.nan, 1.0], [0.0, 1.0]])))

    assert np.isnan(found[0]).all()
    assert not np.isnan(found[1]).any()


@pytest.mark.parametrize("value", [-1e4, -10.0, 0.0, 5.0])
def test_log_sigmoid_does_not_overflow_in_half_precision(value):
    x = np.array([value], "float16")

    # float16 has three digits.
    assert_allclose(
        log_sigmoid(x), log_sigmoid(x.astype(float)), rtol=1e-3, atol=1e-3
    )


def test_a_masked_logit_has_probability_0_and_no_gradient():
    x = np.array([-np.inf, 2.0])

    assert log_softmax(x).tolist() == [-np.inf, 0]
    assert logsumexp_grad(x).tolist() == [0, 1]
    assert log_softmax_grad(x, np.array([0.0, 1.0])).tolist() == [0, 0]


@pytest.mark.parametrize("f", [logsumexp, log_softmax])
def test_torch_differentiates_twice_at_ties_too(f):
    x = torch.tensor([[1.0, 1.0, 0.5], [9.0, 2.0, 2.0]], dtype=torch.float64)

    assert torch.autograd.gradgradcheck(f, x.requires_grad_())


def test_a_shift_of_a_row_shifts_logsumexp_and_not_log_softmax(rng):
    x = rng.standard_normal((3, 4))

    assert_allclose(logsumexp(x + 8), logsumexp(x) + 8, rtol=1e-14)
    assert_allclose(log_softmax(x + 8), log_softmax(x), rtol=1e-13)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_log_sigmoid_keeps_its_digits_from_tail_to_tail(dtype, library):
    x = np.array([*np.linspace(-80, 80, 161), 1e-6, -1e4], dtype)

    value = np.asarray(log_sigmoid(library.asarray(x)))
    slope = np.asarray(log_sigmoid_grad(library.asarray(x)))

    rtol = {"float64": 1e-14, "float32": 6e-7}[dtype]
    with mpmath.workdps(60):
        powers = [mpmath.exp(-mpmath.mpf(float(v))) for v in x]
        logs = [float(-mpmath.log1p(p)) for p in powers]
        slopes = [float(p / (1 + p)) for p in powers]
    assert_allclose(value.astype("float64"), logs, rtol=rtol)
    assert_allclose(slope.astype("float64"), slopes, rtol=rtol)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_torch_finds_one_slope_where_the_forms_of_log_sigmoid_meet(dtype):
    # They meet at -54 in float64 and at -23 in float32.
    x = torch.linspace(-80, 80, 161, dtype=dtype, requires_grad=True)

    (slope,) = torch.autograd.grad(log_sigmoid(x).sum(), x)

    rtol = {torch.float64: 1e-14, torch.float32: 6e-7}[dtype]
    assert_allclose(slope, log_sigmoid_grad(x.detach()), rtol=rtol)


@pytest.mark.parametrize("f", [log_sigmoid, log_sigmoid_grad])
def test_log_sigmoid_reaches_its_limits(f):
    left, right = f(-np.inf), f(np.inf)

    assert right == 0
    assert left == (1 if f is log_sigmoid_grad else -np.inf)


@pytest.mark.parametrize("x", [-1e4, -1.0, 0.0, 1.0, 1e4])
def test_torch_differentiates_log_sigmoid_twice_anywhere(x):
    leaf = torch.tensor(x, dtype=torch.float64, requires_grad=True)

    (first,) = torch.autograd.grad(log_sigmoid(leaf), leaf, create_graph=True)
    (second,) = torch.autograd.grad(first, leaf)

    s = float(log_sigmoid_grad(x))
    assert_allclose(first.item(), s, **TOLERANCES["autograd"])
    assert_allclose(second.item(), -s * (1 - s), **TOLERANCES["autograd"])


@pytest.mark.parametrize("scale", [1e-310, 1e-200, 1.0, 1e200, 5e306])
@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
def test_the_norm_of_a_3_4_triangle_is_5_at_any_scale(scale, library):
    x = library.asarray([3 * scale, -4 * scale], dtype=library.float64)

    # Below 2.2e-308 numbers lose digits; 1e-310 has 13 left.
    rtol = 1e-12 if scale < 1e-300 else 1e-14
    assert_allclose(float(safe_norm(x)), 5 * scale, rtol=rtol)
    assert_allclose(safe_norm_grad(x), [0.6, -0.8], rtol=rtol)


def test_the_norm_and_its_gradient_can_be_had_at_once():
    x = np.array([[3e200, -4e200], [0.0, 0.0], [-2.0, 0.0]])

    norm, grad = norm_and_grad(x)

    assert_allclose(norm, [5e200, 0, 2], **TOLERANCES["exact"])
    expected = [[0.6, -0.8], [0, 0], [-1, 0]]
    assert_allclose(grad, expected, **TOLERANCES["exact"])


def test_the_norm_of_nothing_much_has_no_gradient():
    x = torch.zeros(2, 3, dtype=torch.float64, requires_grad=True)

    (first,) = torch.autograd.grad(safe_norm(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x)

    assert not first.any()
    assert not second.any()
    assert not safe_norm_grad(x).any()


def test_torch_differentiates_the_norm_twice(rng):
    x = torch.from_numpy(rng.standard_normal((2, 3))).requires_grad_()

    assert torch.autograd.gradgradcheck(safe_norm, x)


def test_the_norm_of_an_infinite_vector_is_infinite():
    x = np.array([[np.inf, 1e300], [1e300, -np.inf]])

    assert safe_norm(x).tolist() == [np.inf, np.inf]


@pytest.mark.parametrize(
    "f", [logsumexp, logsumexp_grad, log_softmax, safe_norm, safe_norm_grad]
)
def test_an_axis_that_is_not_there_is_refused(f):
    with pytest.raises(
        ValueError, match=r"x must have axis 2; got shape \(2, 3\)"
    ):
        f(np.ones((2, 3)), axis=2)
