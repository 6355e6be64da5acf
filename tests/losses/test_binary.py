import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand import losses
from byhand.losses import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
    binary_focal,
    binary_focal_grad,
)
from tests.tolerances import TOLERANCES

inf = np.inf
EXTREMES = [0.0, 1e-6, 40.0, -40.0, 80.0, -80.0, 15.0, -15.0, 5.5, -0.3]
NAMES = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "binary_focal",
]
BOTH_ENDS = [f"{name}{end}" for name in NAMES for end in ("", "_grad")]
seeds = st.integers(0, 2**32 - 1)
libraries = pytest.mark.parametrize(
    "library", [np, torch], ids=["numpy", "torch"]
)
dtypes = pytest.mark.parametrize("dtype", ["float64", "float32"])


def draw(seed, shape=(3, 4)):
    rng = np.random.default_rng(seed)
    return 3 * rng.standard_normal(shape), rng.integers(0, 2, shape) * 1.0


def slope_of(f, x, t, **options):
    """Return torch's first and second derivative, entry by entry."""
    leaf = torch.as_tensor(x).clone().requires_grad_()
    value = f(leaf, torch.as_tensor(t), reduction="sum", **options)
    (first,) = torch.autograd.grad(value, leaf, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), leaf)
    return first.detach(), second


def test_binary_cross_entropy_of_three_examples_by_hand():
    # -(log 0.8 + log(1 - 0.3) + log 0.6) / 3
    value = binary_cross_entropy(
        np.array([0.8, 0.3, 0.6]), np.array([1.0, 0.0, 1.0])
    )
    slope = binary_cross_entropy_grad(
        np.array([0.8, 0.3, 0.6]), np.array([1.0, 0.0, 1.0])
    )

    expected = -(np.log(0.8) + np.log(0.7) + np.log(0.6)) / 3
    assert_allclose(value, expected, **TOLERANCES["exact"])
    assert_allclose(
        slope,
        [-1 / 0.8 / 3, 1 / 0.7 / 3, -1 / 0.6 / 3],
        **TOLERANCES["exact"],
    )


def test_equal_odds_cost_log_2_whatever_the_target():
    for t in (0.0, 0.3, 1.0):
        value = binary_cross_entropy(0.5, t)
        assert_allclose(value, np.log(2), **TOLERANCES["exact"])
        value = binary_cross_entropy_with_logits(0.0, t)
        assert_allclose(value, np.log(2), **TOLERANCES["exact"])


@libraries
@dtypes
def test_a_certain_mistake_costs_infinity_and_not_100(library, dtype):
    p = library.asarray(np.array([0.0, 1.0, 0.0, 1.0], dtype))
    t = library.asarray(np.array([1.0, 0.0, 0.5, 0.5], dtype))

    with np.errstate(divide="ignore"):
        value = binary_cross_entropy(p, t, reduction="none")
        slope = binary_cross_entropy_grad(p, t, reduction="none")

    assert value.tolist() == [inf] * 4
    assert slope.tolist() == [-inf, inf, -inf, inf]
    clamped = torch.nn.functional.binary_cross_entropy(
        torch.zeros(1), torch.ones(1)
    )
    assert clamped == 100


@libraries
@dtypes
def test_a_certain_right_probability_costs_0_and_has_slope_1(library, dtype):
    p = library.asarray(np.array([0.0, 1.0], dtype))

    assert not binary_cross_entropy(p, p, reduction="none").any()
    assert binary_cross_entropy_grad(p, p, reduction="none").tolist() == [
        1,
        -1,
    ]
    first, _ = slope_of(binary_cross_entropy, p, p)
    assert first.tolist() == [1, -1]


@libraries
@dtypes
def test_binary_cross_entropy_has_no_clamp_and_no_epsilon(library, dtype):
    # 1e-7 added to p, or p kept below 1 - 1e-7, would show at each of these.
    p = np.array([1e-30, 1e-9, 1e-9, 1e-30, 1.0], dtype)
    t = np.array([1.0, 1.0, 0.0, 0.0, 1.0], dtype)

    value = binary_cross_entropy(
        library.asarray(p), library.asarray(t), reduction="none"
    )
    slope = binary_cross_entropy_grad(
        library.asarray(p), library.asarray(t), reduction="none"
    )

    exact = [mpmath.mpf(float(v)) for v in p]
    costs = [
        float(-mpmath.log(v) if y else -mpmath.log1p(-v))
        for v, y in zip(exact, t, strict=True)
    ]
    slopes = [
        float(-1 / v if y else 1 / (1 - v))
        for v, y in zip(exact, t, strict=True)
    ]
    rtol = {"float64": 1e-14, "float32": 3e-7}[dtype]
    assert_allclose(value, costs, rtol=rtol)
    assert_allclose(slope, slopes, rtol=rtol)
    assert min(value) >= 0


def test_a_logit_above_1_given_as_a_probability_is_refused():
    with pytest.raises(
        ValueError, match=r"probs must be from 0 to 1; got 0\.2 to 1\.7"
    ):
        binary_cross_entropy(np.array([0.2, 1.7]), np.array([1.0, 0.0]))


def test_logits_between_0_and_1_pass_as_probabilities_and_cost_another_value():
    z, t = np.array([0.2, 0.7]), np.array([0.0, 1.0])

    # -(log 0.8 + log 0.7) / 2 against the mean of log(1 + e^0.2) and
    # log(1 + e^-0.7): what no guard can see.
    wrong = binary_cross_entropy(z, t)
    right = binary_cross_entropy_with_logits(z, t)

    assert_allclose(wrong, -(np.log(0.8) + np.log(0.7)) / 2, rtol=1e-14)
    expected = (np.log1p(np.exp(0.2)) + np.log1p(np.exp(-0.7))) / 2
    assert_allclose(right, expected, rtol=1e-14)


@libraries
@dtypes
@pytest.mark.parametrize("t", [0.0, 1.0])
def test_the_loss_of_logits_keeps_its_digits(library, dtype, t):
    z = np.array(EXTREMES, dtype)
    target = library.asarray(np.full_like(z, t))
    args = library.asarray(z), target

    value = binary_cross_entropy_with_logits(*args, reduction="none")
    hand = binary_cross_entropy_with_logits_grad(*args, reduction="none")
    first, second = slope_of(binary_cross_entropy_with_logits, *args)

    with mpmath.workdps(60):
        sides = [mpmath.mpf(float(v)) * (2 * int(t) - 1) for v in z]
        odds = [mpmath.exp(-s) for s in sides]
        costs = [float(mpmath.log1p(o)) for o in odds]
        slopes = [float((1 - 2 * t) * o / (1 + o)) for o in odds]
        bends = [float(o / (1 + o) ** 2) for o in odds]
    rtol = {"float64": 1e-14, "float32": 6e-7}[dtype]
    assert_allclose(value, costs, rtol=rtol)
    assert_allclose(hand, slopes, rtol=rtol)
    assert_allclose(first, slopes, rtol=rtol)
    # Torch takes σ(1 - σ) as a difference, down to an ulp of 1.
    atol = {"float64": 2.2e-16, "float32": 1.2e-7}[dtype]
    assert_allclose(second, bends, rtol=rtol, atol=atol)


@pytest.mark.parametrize("t", [0.0, 0.3, 0.5, 1.0])
def test_at_logit_0_the_slope_is_half_minus_t_and_the_curvature_a_quarter(t):
    zero = torch.zeros((), dtype=torch.float64)

    first, second = slope_of(
        binary_cross_entropy_with_logits, zero, torch.full_like(zero, t)
    )

    assert_allclose(first, 0.5 - t, **TOLERANCES["exact"])
    assert second == 0.25
    assert_allclose(
        binary_cross_entropy_with_logits_grad(0.0, t),
        0.5 - t,
        **TOLERANCES["exact"],
    )


@libraries
@dtypes
def test_infinite_logits_cost_what_the_limit_says(library, dtype):
    z = library.asarray(np.array([inf, -inf, -inf, inf, inf, -inf], dtype))
    t = library.asarray(np.array([1.0, 0.0, 1.0, 0.0, 0.3, 0.3], dtype))

    value = binary_cross_entropy_with_logits(z, t, reduction="none")
    slope = binary_cross_entropy_with_logits_grad(z, t, reduction="none")
    first, _ = slope_of(binary_cross_entropy_with_logits, z, t)

    assert value.tolist() == [0, 0, inf, inf, inf, inf]
    expected = [0, 0, -1, 1, 0.7, -0.3]
    assert_allclose(slope, expected, rtol=1e-6)
    assert_allclose(first, expected, rtol=1e-6)
    hard = binary_cross_entropy_with_logits(z[:4], t[:4], reduction="none")
    assert hard.tolist() == [0, 0, inf, inf]


def test_a_logit_beyond_where_the_sigmoid_is_1_still_has_a_slope():
    # In float32 sigmoid(17) rounds to 1, and torch's loss of it is 100.
    z, t = torch.tensor([17.0, 200.0]), torch.zeros(2)

    value = binary_cross_entropy_with_logits(z, t, reduction="none")
    first, _ = slope_of(binary_cross_entropy_with_logits, z, t)

    assert value.tolist() == [17, 200]
    assert_allclose(first, [1, 1], rtol=1e-7)


@given(seed=seeds)
def test_the_losses_of_probabilities_and_of_logits_agree(seed):
    z, t = draw(seed)
    p = 1 / (1 + np.exp(-z))

    actual = binary_cross_entropy_with_logits(z, t)

    assert_allclose(actual, binary_cross_entropy(p, t), rtol=1e-10)


@given(seed=seeds)
@pytest.mark.parametrize("name", NAMES)
def test_yes_and_no_are_alike(name, seed):
    z, t = draw(seed)
    f, grad = getattr(losses, name), getattr(losses, f"{name}_grad")
    other = -z
    if name == "binary_cross_entropy":
        z = 1 / (1 + np.exp(-z))
        other = 1 - z

    # 1 - p costs digits where p is near 0.
    assert_allclose(f(other, 1 - t), f(z, t), rtol=1e-9)
    assert_allclose(grad(other, 1 - t), -grad(z, t), rtol=1e-9)


def test_focal_without_gamma_is_the_cross_entropy():
    z, t = draw(0)

    assert_allclose(
        binary_focal(z, t, gamma=0.0),
        binary_cross_entropy_with_logits(z, t),
        rtol=1e-14,
    )
    assert_allclose(
        binary_focal_grad(z, t, gamma=0.0),
        binary_cross_entropy_with_logits_grad(z, t),
        rtol=1e-14,
    )


def test_focal_uses_the_probability_of_the_true_answer():
    # p = 0.01 and t = 0: p_t = 0.99, so 0.01² times -log 0.99. With p in
    # the place of p_t it would be 0.99² times -log 0.01, 4.5.
    z = np.log(0.01) - np.log1p(-0.01)

    actual = binary_focal(float(z), 0.0)

    assert_allclose(actual, 1.00503358535015e-6, rtol=1e-13)
    assert_allclose(actual, 1e-4 * -np.log1p(-0.01), rtol=1e-13)


def test_an_alpha_of_a_quarter_turns_the_ones_down():
    # (1/2)² log 2 times 0.25 for a one and times 0.75 for a zero.
    one = binary_focal(0.0, 1.0, alpha=0.25)
    zero = binary_focal(0.0, 0.0, alpha=0.25)

    assert_allclose(one, np.log(2) / 16, **TOLERANCES["exact"])
    assert_allclose(zero, 3 * np.log(2) / 16, **TOLERANCES["exact"])


@libraries
@dtypes
@pytest.mark.parametrize("gamma", [0.0, 0.5, 0.9, 1.0, 2.0, 5.0])
def test_focal_keeps_its_digits_for_any_gamma(library, dtype, gamma):
    z = np.array([20.0, 40, -40, -15, 15, 0, 0.3, -3], dtype)
    args = library.asarray(z), library.asarray(np.ones_like(z))

    value = binary_focal(*args, gamma=gamma, reduction="none")
    hand = binary_focal_grad(*args, gamma=gamma, reduction="none")
    first, _ = slope_of(binary_focal, *args, gamma=gamma)

    with mpmath.workdps(60):
        hits = [1 / (1 + mpmath.exp(-mpmath.mpf(float(v)))) for v in z]
        costs = [float(-((1 - p) ** gamma) * mpmath.log(p)) for p in hits]
        slopes = [
            float(-((1 - p) ** gamma) * (1 - p - gamma * p * mpmath.log(p)))
            for p in hits
        ]
    rtol = {"float64": 1e-14, "float32": 2e-6}[dtype]
    atol = float(np.finfo(dtype).tiny)
    assert_allclose(value, costs, rtol=rtol, atol=atol)
    assert_allclose(hand, slopes, rtol=rtol, atol=atol)
    assert_allclose(first, slopes, rtol=rtol, atol=atol)


def test_gamma_below_1_has_a_slope_at_a_perfect_prediction():
    # 1 - p = e^-20, log p = -e^-20: e^-30, and -1.5 e^-30 for the slope.
    value = binary_focal(20.0, 1.0, gamma=0.5)
    slope = binary_focal_grad(20.0, 1.0, gamma=0.5)

    assert_allclose(value, 9.36e-14, rtol=1e-3)
    assert_allclose(slope, -1.5 * value, rtol=1e-8)


@libraries
@dtypes
@pytest.mark.parametrize("gamma", [0.5, 2.0])
def test_focal_of_infinite_logits_is_the_limit(library, dtype, gamma):
    z = library.asarray(np.array([inf, -inf, -inf, inf], dtype))
    t = library.asarray(np.array([1.0, 0.0, 1.0, 0.0], dtype))

    value = binary_focal(z, t, gamma=gamma, reduction="none")
    slope = binary_focal_grad(z, t, gamma=gamma, reduction="none")
    first, _ = slope_of(binary_focal, z, t, gamma=gamma)

    assert value.tolist() == [0, 0, inf, inf]
    assert slope.tolist() == [0, 0, -1, 1]
    assert first.tolist() == [0, 0, -1, 1]


@pytest.mark.parametrize("name", BOTH_ENDS)
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_floats_give_a_float(name, reduction):
    assert isinstance(
        getattr(losses, name)(0.5, 1.0, reduction=reduction), float
    )


@pytest.mark.parametrize("name", BOTH_ENDS)
def test_a_float_goes_with_a_tensor(name):
    value = getattr(losses, name)(torch.tensor(0.5), 1.0)

    assert value.dtype == torch.float32
    assert_allclose(value, getattr(losses, name)(0.5, 1.0), rtol=1e-6)


@pytest.mark.parametrize("name", BOTH_ENDS)
@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        ((np.ones((3, 1)), np.ones(3)), ValueError, "shapes differ: "),
        ((np.ones(0), np.ones(0)), ValueError, "must not be empty"),
        ((np.ones(2), np.array([0, 1])), TypeError, "use .astype"),
        ((np.ones(2), np.ones(2, bool)), TypeError, "use .astype"),
        ((np.ones(2), torch.ones(2)), TypeError, "numpy and torch"),
        (([0.5], np.ones(1)), TypeError, "got list: use np.asarray"),
        ((np.ones(2), None), TypeError, "got NoneType"),
        ((np.ones(2), np.array([0.0, 1.5])), ValueError, "target must be"),
        ((0.5, -0.1), ValueError, "target must be from 0 to 1; got -0.1"),
        ((1, 1.0), TypeError, "must be floating point; got 1: write 1.0"),
    ],
)
def test_bad_arguments_are_refused(name, args, error, message):
    with pytest.raises(error, match=message):
        getattr(losses, name)(*args)


@pytest.mark.parametrize("name", BOTH_ENDS)
def test_an_unknown_reduction_is_refused(name):
    with pytest.raises(ValueError, match="reduction must be one of mean"):
        getattr(losses, name)(np.ones(2), np.ones(2), reduction="average")


@pytest.mark.parametrize("name", BOTH_ENDS)
def test_the_sum_of_nothing_is_0(name):
    found = getattr(losses, name)(np.ones(0), np.ones(0), reduction="sum")

    assert np.sum(found) == 0


@pytest.mark.parametrize("f", [binary_focal, binary_focal_grad])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"gamma": -1.0}, "gamma must not be negative; got -1.0"),
        ({"alpha": 0.0}, "alpha must be between 0 and 1; got 0.0"),
        ({"alpha": 1.0}, "alpha must be between 0 and 1; got 1.0"),
    ],
)
def test_focal_refuses_options_out_of_range(f, options, message):
    with pytest.raises(ValueError, match=message):
        f(np.ones(2), np.ones(2), **options)


@pytest.mark.parametrize("f", [binary_focal, binary_focal_grad])
@pytest.mark.parametrize("t", [0.5, np.array([0.1]), torch.tensor([0.9])])
def test_focal_refuses_a_target_in_between(f, t):
    z = t if isinstance(t, float) else 0 * t

    with pytest.raises(ValueError, match="target must be 0 or 1"):
        f(z, t)


@pytest.mark.parametrize("name", BOTH_ENDS)
@pytest.mark.parametrize("place", [0, 1])
def test_nan_is_not_hidden(name, place):
    args = [np.array([0.5, 0.5]), np.array([1.0, 0.0])]
    args[place][:] = np.nan

    found = getattr(losses, name)(*args, reduction="none")

    assert np.isnan(found).all()
