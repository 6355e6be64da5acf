import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand.losses import (
    binary_cross_entropy_with_logits,
    gaussian_kl,
    gaussian_kl_grad,
    mse,
    vae,
    vae_grad,
)
from tests.tolerances import TOLERANCES

inf = np.inf
seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 4)
both_kl = pytest.mark.parametrize("f", [gaussian_kl, gaussian_kl_grad])
both_vae = pytest.mark.parametrize("f", [vae, vae_grad])
every_library = pytest.mark.parametrize(
    "library", [np, torch], ids=["numpy", "torch"]
)


def kl_by_mpmath(mean, log_var):
    """Return the divergence of each coordinate."""
    with mpmath.workdps(60):
        pairs = [
            (mpmath.mpf(float(m)), mpmath.mpf(float(v)))
            for m, v in zip(mean, log_var, strict=True)
        ]
        return [float((m**2 + mpmath.expm1(v) - v) / 2) for m, v in pairs]


def batch(seed, n=3, pixels=(2, 2), width=2):
    rng = np.random.default_rng(seed)
    logits = rng.standard_normal((n, *pixels))
    codes = rng.standard_normal((2, n, width))
    return logits, rng.random((n, *pixels)), *codes


def test_the_divergence_of_two_coordinates_by_hand():
    mean, log_var = np.array([1.0, -2.0]), np.log([4.0, 0.25])

    # (1 + 4 - 1 - log 4 + 4 + 1/4 - 1 + log 4) / 2
    actual = gaussian_kl(mean, log_var)
    assert_allclose(actual, 7.25 / 2, **TOLERANCES["exact"])
    dmean, dlog_var = gaussian_kl_grad(mean, log_var)
    assert dmean.tolist() == [1, -2]
    assert_allclose(dlog_var, [3 / 2, -3 / 8], **TOLERANCES["exact"])


def test_the_standard_normal_is_at_0_from_itself():
    zero = np.zeros((3, 2))

    assert gaussian_kl(zero, zero) == 0
    assert not any(grad.any() for grad in gaussian_kl_grad(zero, zero))


SMALL = [s * 10.0**k for k in range(-18, 0, 3) for s in (-1, 1)]
MIDDLE = [-3.0, -1.0, -0.5, -0.2, 0.1, 0.4999, 0.5, 0.7, 1.0, 1.001, 5.0]
LARGE = [-1e4, -99.0, 60.0, 80.0]


@pytest.mark.parametrize(
    ("dtype", "rtol"), [("float64", 1e-14), ("float32", 4e-7)]
)
@every_library
def test_the_divergence_keeps_its_digits_near_0_and_far_out(
    dtype, rtol, library
):
    v = np.array([*SMALL, *MIDDLE, *LARGE], dtype)[:, None]
    log_var = library.asarray(v)

    value = gaussian_kl(0 * log_var, log_var, reduction="none")
    _, slope = gaussian_kl_grad(0 * log_var, log_var, reduction="none")

    expected = kl_by_mpmath(0 * v[:, 0], v[:, 0])
    tolerance = {"rtol": rtol, "atol": np.finfo(dtype).tiny}
    assert_allclose(np.asarray(value).astype("float64"), expected, **tolerance)
    with mpmath.workdps(60):
        slopes = [
            float(mpmath.expm1(mpmath.mpf(float(x))) / 2) for x in v[:, 0]
        ]
    found = np.asarray(slope)[:, 0].astype("float64")
    assert_allclose(found, slopes, **tolerance)
    if library is torch:
        leaf = log_var.clone().requires_grad_()
        total = gaussian_kl(0 * log_var, leaf, reduction="sum")
        (auto,) = torch.autograd.grad(total, leaf)
        assert_allclose(auto[:, 0].double(), slopes, **tolerance)


@given(seed=seeds)
def test_the_divergence_is_mpmaths_at_any_log_variance(seed):
    rng = np.random.default_rng(seed)
    mean, log_var = rng.standard_normal(9), 4 * rng.uniform(-1, 1, 9) ** 5

    actual = gaussian_kl(mean[:, None], log_var[:, None], reduction="none")

    expected = kl_by_mpmath(mean, log_var)
    assert_allclose(actual, expected, rtol=1e-14)


def test_the_curvature_at_0_is_a_half():
    v = torch.zeros(1, dtype=torch.float64, requires_grad=True)

    loss = gaussian_kl(torch.zeros_like(v), v)
    (first,) = torch.autograd.grad(loss, v, create_graph=True)
    (second,) = torch.autograd.grad(first, v)

    # (e^v - 1) / 2 and e^v / 2
    assert (first.item(), second.item()) == (0, 0.5)


@every_library
def test_no_variance_and_an_infinite_one_are_infinitely_far(library):
    v = library.asarray([[-inf], [inf]])

    value = gaussian_kl(library.zeros_like(v), v, reduction="none")
    _, slope = gaussian_kl_grad(library.zeros_like(v), v, reduction="none")

    assert value.tolist() == [inf, inf]
    assert slope.tolist() == [[-0.5], [inf]]
    assert gaussian_kl(v, library.zeros_like(v)) == inf


@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")
@every_library
def test_a_variance_that_overflows_is_infinitely_far(library):
    """NumPy warns, as of any overflow; the result is infinite all the same."""
    v = library.asarray([1e4])

    assert gaussian_kl(0 * v, v) == inf
    assert gaussian_kl_grad(0 * v, v)[1] == inf


def test_autograd_at_infinite_log_variances_is_the_hands():
    v = torch.tensor([-inf, -1e4, 1e4, inf], dtype=torch.float64)
    leaf = v.clone().requires_grad_()

    (auto,) = torch.autograd.grad(
        gaussian_kl(torch.zeros(4).double(), leaf), leaf
    )

    assert auto.tolist() == [-0.5, -0.5, inf, inf]


@given(seed=seeds, n=sizes, width=sizes)
def test_the_divergence_ignores_signs_and_the_order_of_coordinates(
    seed, n, width
):
    rng = np.random.default_rng(seed)
    mean, log_var = rng.standard_normal((2, n, width))

    expected = gaussian_kl(mean, log_var, reduction="none")

    turned = gaussian_kl(-mean[:, ::-1], log_var[:, ::-1], reduction="none")
    assert_allclose(turned, expected, rtol=1e-12)
    assert np.all(expected >= 0)
    assert_allclose(gaussian_kl(mean, log_var), sum(expected) / n, rtol=1e-12)


def test_the_mean_is_over_examples_and_not_over_coordinates():
    mean = np.ones((4, 10))

    # 10 coordinates of 1/2 in each of 4 examples
    assert gaussian_kl(mean, 0 * mean) == 5
    assert gaussian_kl(mean, 0 * mean, reduction="sum") == 20
    assert gaussian_kl(mean, 0 * mean, reduction="none").tolist() == [5] * 4
    assert np.all(gaussian_kl_grad(mean, 0 * mean)[0] == 0.25)


@both_kl
@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        (
            (np.ones((2, 1)), np.ones(2)),
            ValueError,
            r"shapes differ: mean \(2, 1\), log_var \(2,\)",
        ),
        (
            (0.5, 0.5),
            ValueError,
            r"mean must have shape \(..., coordinates\); got \(\)",
        ),
        (
            (np.ones((0, 2)), np.ones((0, 2))),
            ValueError,
            r"mean must not be empty; got shape \(0, 2\)",
        ),
        ((np.ones(2), np.ones(2, int)), TypeError, "log_var must be real"),
        (([0.0], np.ones(1)), TypeError, "mean must be an array"),
        ((np.ones(1), torch.ones(1)), TypeError, "arrays of one kind"),
    ],
)
def test_a_mean_and_a_variance_that_do_not_fit_are_refused(
    f, args, error, message
):
    with pytest.raises(error, match=message):
        f(*args)


@both_kl
def test_an_unknown_reduction_is_refused(f):
    with pytest.raises(ValueError, match="reduction must be one of mean, sum"):
        f(np.ones(2), np.ones(2), reduction="batchmean")


def test_the_sum_over_no_example_is_0():
    empty = np.ones((0, 2))

    assert gaussian_kl(empty, empty, reduction="sum") == 0
    assert gaussian_kl(empty, empty, reduction="none").shape == (0,)
    assert gaussian_kl_grad(empty, empty, reduction="sum")[0].shape == (0, 2)


@pytest.mark.parametrize("n", [64, 128])
def test_784_pixels_of_logit_0_cost_784_log_2_whatever_the_batch(n):
    rng = np.random.default_rng(0)
    zero, code = np.zeros((n, 1, 28, 28)), np.zeros((n, 20))

    actual = vae(zero, rng.random(zero.shape), code, code)

    # Each pixel costs log 2 at p = 1/2: 784 of them are 543.4.
    assert_allclose(actual, 784 * np.log(2), rtol=1e-13)


def test_the_loss_of_an_example_does_not_grow_with_the_batch(rng):
    one = batch(1, 1, (784,), 20)

    many = [np.repeat(x, 100, axis=0) for x in one]

    assert_allclose(vae(*many), vae(*one), rtol=1e-12)
    for ours, alone in zip(vae_grad(*many), vae_grad(*one), strict=True):
        assert_allclose(100 * ours[:1], alone, rtol=1e-12)


def test_a_better_reconstruction_costs_less():
    target, code = np.array([[1.0, 0.0]]), np.zeros((1, 2))
    right, wrong = 4 * target - 2, 2 - 4 * target

    for likelihood in ("bernoulli", "gaussian"):
        better = vae(right, target, code, code, likelihood=likelihood)
        worse = vae(wrong, target, code, code, likelihood=likelihood)
        assert better < worse
        step = vae_grad(wrong, target, code, code, likelihood=likelihood)[0]
        assert np.all(np.sign(-step) == np.sign(right - wrong))


def test_a_target_between_0_and_1_leaves_its_entropy():
    target, code = np.array([[0.25, 0.75]]), np.zeros((1, 1))

    best = vae(np.log(target / (1 - target)), target, code, code)

    # At p = x each pixel costs -(1/4) log(1/4) - (3/4) log(3/4).
    expected = 2 * np.log(4) - 1.5 * np.log(3)
    assert_allclose(best, expected, **TOLERANCES["exact"])


@given(seed=seeds, n=sizes, width=sizes)
def test_vae_is_its_two_parts(seed, n, width):
    logits, target, mean, log_var = batch(seed, n, (3,), width)

    kl = gaussian_kl(mean, log_var)
    bce = binary_cross_entropy_with_logits(logits, target)
    half = mse(logits, target) / 2
    code = mean, log_var
    for beta in (0.0, 1.0, 4.0):
        actual = vae(logits, target, *code, beta=beta)
        assert_allclose(actual, 3 * bce + beta * kl, rtol=1e-12)
        actual = vae(logits, target, *code, beta=beta, likelihood="gaussian")
        assert_allclose(actual, 3 * half + beta * kl, rtol=1e-12)


@given(seed=seeds)
def test_vae_ignores_the_order_of_pixels(seed):
    logits, target, *code = batch(seed, 2, (2, 3))

    actual = vae(logits[:, ::-1], target[:, ::-1], *code)

    assert_allclose(actual, vae(logits, target, *code), rtol=1e-12)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@every_library
def test_vae_of_extreme_logits_is_finite_and_right(dtype, library):
    z = np.array([[-1e4, 1e4, -40.0, 40.0, -1e4]], dtype)
    target, code = np.array([[0, 1, 0, 1, 1]], dtype), np.zeros((1, 1), dtype)
    args = [library.asarray(x) for x in (z, target, code, code)]

    value, (dlogits, _, _) = vae(*args), vae_grad(*args)

    # The last is wrong by 1e4; the others by e^-40 at most.
    assert_allclose(float(value), 1e4, rtol=1e-14)
    tail = np.exp(-40.0)
    expected = [[0, 0, tail, -tail, -1]]
    rtol = {"float64": 1e-14, "float32": 5e-7}[dtype]
    assert_allclose(dlogits, expected, rtol=rtol)
    if library is torch:
        leaf = args[0].requires_grad_()
        (auto,) = torch.autograd.grad(vae(*args), leaf)
        assert_allclose(auto, expected, rtol=rtol)


def test_vae_of_infinite_logits_is_0_or_infinite():
    z, code = np.array([[-inf, inf]]), np.zeros((1, 1))
    target = np.array([[0.0, 1.0]])

    assert vae(z, target, code, code) == 0
    assert vae(z, 1 - target, code, code) == inf
    assert vae_grad(z, target, code, code)[0].tolist() == [[0, 0]]
    assert vae_grad(z, 1 - target, code, code)[0].tolist() == [[-1, 1]]


X, CODE = np.full((3, 4), 0.5), np.zeros((3, 2))


@both_vae
@pytest.mark.parametrize(
    ("args", "options", "error", "message"),
    [
        ((X, X[:, :1], CODE, CODE), {}, ValueError, "shapes differ: logits"),
        ((X, X, CODE, CODE[:, :1]), {}, ValueError, "shapes differ: mean"),
        (
            (X, X, CODE[:2], CODE[:2]),
            {},
            ValueError,
            r"mean must have shape \(3, 2\); got \(2, 2\)",
        ),
        (
            (X, X, CODE[:, 0], CODE[:, 0]),
            {},
            ValueError,
            r"mean must have shape \(n, coordinates\); got \(3,\)",
        ),
        (
            (0.5, 0.5, CODE, CODE),
            {},
            ValueError,
            r"logits must have shape \(n, ...\); got \(\)",
        ),
        (
            (X[:0], X[:0], CODE[:0], CODE[:0]),
            {},
            ValueError,
            r"logits must not be empty; got shape \(0, 4\)",
        ),
        (
            (X, X, CODE[:, :0], CODE[:, :0]),
            {},
            ValueError,
            r"mean must not be empty; got shape \(3, 0\)",
        ),
        (
            (X, 255 * X, CODE, CODE),
            {},
            ValueError,
            "target must be from 0 to 1; got 127.5 to 127.5",
        ),
        (
            (X, X, CODE, CODE),
            {"beta": -1.0},
            ValueError,
            "beta must not be negative; got -1.0",
        ),
        (
            (X, X, CODE, CODE),
            {"beta": torch.tensor(1.0)},
            TypeError,
            "beta must be a plain number; got Tensor",
        ),
        (
            (X, X, CODE, CODE),
            {"likelihood": "normal"},
            ValueError,
            "likelihood must be one of bernoulli, gaussian; got 'normal'",
        ),
        ((X, X > 0, CODE, CODE), {}, TypeError, "target must be real"),
        (
            (X, X, torch.zeros(3, 2), torch.zeros(3, 2)),
            {},
            TypeError,
            "must be arrays of one kind; got numpy and torch",
        ),
    ],
)
def test_what_does_not_fit_a_vae_is_refused(f, args, options, error, message):
    with pytest.raises(error, match=message):
        f(*args, **options)


def test_a_gaussian_target_may_be_any_number():
    far = 255 * X

    # 12 pixels of half the square of 127.5 - 0.5 = 127, over 3 examples
    loss = vae(X, far, CODE, CODE, likelihood="gaussian")
    assert loss == 4 * 127**2 / 2
    grads = vae_grad(X, far, CODE, CODE, likelihood="gaussian")
    assert_allclose(grads[0], -127 / 3, **TOLERANCES["exact"])
