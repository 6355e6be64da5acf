import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand.losses import cross_entropy, kl_divergence, kl_divergence_grad
from tests.tolerances import TOLERANCES

inf = np.inf
P = np.array([[0.6, 0.3, 0.1], [0.2, 0.5, 0.3]])
Q = np.array([[0.7, 0.2, 0.1], [0.3, 0.3, 0.4]])
seeds = st.integers(0, 2**32 - 1)
both = pytest.mark.parametrize("f", [kl_divergence, kl_divergence_grad])
libraries = pytest.mark.parametrize(
    "library", [np, torch], ids=["numpy", "torch"]
)
dtypes = pytest.mark.parametrize("dtype", ["float64", "float32"])


def draw(seed):
    return np.random.default_rng(seed).dirichlet(np.ones(4), (2, 3))


def slopes_of(p, q):
    p, q = (torch.as_tensor(x).clone().requires_grad_() for x in (p, q))
    return torch.autograd.grad(kl_divergence(p, q, reduction="sum"), (p, q))


def test_two_rows_by_hand():
    # 0.6 log(6/7) + 0.3 log(3/2), and
    # 0.2 log(2/3) + 0.5 log(5/3) + 0.3 log(3/4); their mean.
    first = 0.6 * np.log(6 / 7) + 0.3 * np.log(3 / 2)
    second = 0.2 * np.log(2 / 3) + 0.5 * np.log(5 / 3) + 0.3 * np.log(3 / 4)

    rows = kl_divergence(P, Q, reduction="none")

    # The terms of both signs cancel a digit.
    assert_allclose(rows, [first, second], rtol=2e-14)
    assert_allclose(kl_divergence(P, Q), 0.0585821465309613, rtol=2e-14)
    assert_allclose(kl_divergence(Q, P), 0.0551385642704062, rtol=2e-14)
    total = kl_divergence(P, Q, reduction="sum")
    assert_allclose(total, first + second, rtol=2e-14)


def test_torch_takes_logarithms_the_other_way_round():
    p, q = torch.tensor(P), torch.tensor(Q)

    batch = torch.nn.functional.kl_div(q.log(), p, reduction="batchmean")

    assert_allclose(kl_divergence(p, q), batch, **TOLERANCES["library"])


@given(seed=seeds)
def test_a_distribution_is_no_way_from_itself_and_some_way_from_others(seed):
    p, q = draw(seed)

    assert kl_divergence(p, p) == 0
    assert kl_divergence(p, q) > 0


@given(seed=seeds)
def test_the_order_of_the_classes_does_not_matter(seed):
    p, q = draw(seed)

    actual = kl_divergence(p[:, ::-1], q[:, ::-1])

    assert_allclose(actual, kl_divergence(p, q), rtol=1e-12)


@given(seed=seeds)
def test_of_a_certain_p_it_is_the_cross_entropy(seed):
    _, q = draw(seed)
    labels = np.array([0, 3, 2])

    actual = kl_divergence(np.eye(4)[labels], q)

    assert_allclose(actual, cross_entropy(np.log(q), labels), rtol=1e-12)


@libraries
@dtypes
def test_zeros_reach_their_limits(library, dtype):
    p = library.asarray(np.array([[0.0, 1.0, 0.0], [0.5, 0.5, 0.0]], dtype))
    q = library.asarray(np.array([[0.0, 0.5, 0.5], [0.0, 1.0, 0.0]], dtype))

    with np.errstate(divide="ignore"):
        rows = kl_divergence(p, q, reduction="none")
        dp, dq = kl_divergence_grad(p, q, reduction="sum")
    auto = slopes_of(p, q)

    assert_allclose(rows, [np.log(2), inf], rtol=1e-6)
    slope = 1 + np.log(2)
    expected = [[0, slope, 0], [inf, 1 - np.log(2), 0]]
    assert_allclose(dp, expected, rtol=1e-6)
    assert_allclose(auto[0], expected, rtol=1e-6)
    assert dq.tolist() == [[0, -2, 0], [-inf, -0.5, 0]]
    assert auto[1].tolist() == [[0, -2, 0], [-inf, -0.5, 0]]


@libraries
@pytest.mark.parametrize(
    ("dtype", "tiny"), [("float32", 1e-40), ("float64", 1e-310)]
)
def test_a_subnormal_q_does_not_overflow_the_ratio(library, dtype, tiny):
    p = np.array([[0.5, 0.5]], dtype)
    q = np.array([[tiny, 1.0]], dtype)

    value = kl_divergence(library.asarray(p), library.asarray(q))
    dp, _ = (
        kl_divergence_grad(library.asarray(p), library.asarray(q))
        if library is torch
        else (slopes_of(p, q)[0], None)  # NumPy warns of -p/q
    )

    ratio = mpmath.log(mpmath.mpf(1) / 2) - mpmath.log(float(q[0, 0]))
    expected = (ratio + mpmath.log(mpmath.mpf(1) / 2)) / 2
    assert_allclose(value, float(expected), rtol=1e-6)
    assert_allclose(dp[0, 0], float(ratio + 1), rtol=1e-6)


@pytest.mark.parametrize("shape", [(3,), (2, 2, 3)])
def test_any_number_of_axes_in_front_are_rows(shape):
    rng = np.random.default_rng(0)
    p, q = rng.dirichlet(np.ones(3), (2, *shape[:-1]))

    value = kl_divergence(p, q)
    dp, dq = kl_divergence_grad(p, q)

    rows = [x.reshape(-1, 3) for x in (p, q)]
    assert_allclose(value, kl_divergence(*rows), rtol=1e-14)
    flat = kl_divergence_grad(*rows)
    assert_allclose(dp.reshape(-1, 3), flat[0], rtol=1e-14)
    assert_allclose(dq.reshape(-1, 3), flat[1], rtol=1e-14)


@both
@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        ((P, P[0]), ValueError, "shapes differ: "),
        ((np.array(1.0), np.array(1.0)), ValueError, r"\.\.\., K"),
        ((1.0, 1.0), ValueError, "p must have shape"),
        ((np.ones((2, 0)), np.ones((2, 0))), ValueError, "empty"),
        ((np.ones((0, 2)), np.ones((0, 2))), ValueError, "empty"),
        ((P, np.log(Q)), ValueError, "q must be from 0 to 1"),
        ((P, 2 * Q), ValueError, "q must be from 0 to 1"),
        ((P, 0.9 * Q), ValueError, "rows of q must add up to 1; got 0.9"),
        ((P, Q.T[:2]), ValueError, "shapes differ"),
        ((P, torch.tensor(Q)), TypeError, "one kind"),
        ((P > 0, Q), TypeError, "floating point"),
        ((P.tolist(), Q), TypeError, "got list"),
        ((P, None), TypeError, "got NoneType"),
    ],
)
def test_bad_arguments_are_refused(f, args, error, message):
    with pytest.raises(error, match=message):
        f(*args)


@both
def test_an_unknown_reduction_is_refused(f):
    with pytest.raises(ValueError, match="reduction must be one of"):
        f(P, Q, reduction="batchmean")


@pytest.mark.parametrize("place", [0, 1])
def test_nan_is_not_hidden_by_a_p_of_0(place):
    args = [np.array([0.0, 1.0]), np.array([0.5, 0.5])]
    args[place][0] = np.nan

    assert np.isnan(kl_divergence(*args))
