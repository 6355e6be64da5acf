import array_api_strict
import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand.multitask import (
    curriculum_weights,
    gradnorm,
    gradnorm_grad,
    gradnorm_targets,
    gradnorm_weights,
    uncertainty_weighting,
    uncertainty_weighting_grad,
)
from tests.tolerances import TOLERANCES

LOSSES = np.array([2.5, 0.8, 1.2])
ONES = np.ones(3)

seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 6)
every_library = pytest.mark.parametrize(
    "library", [np, torch], ids=["numpy", "torch"]
)
both_uncertainties = pytest.mark.parametrize(
    "f", [uncertainty_weighting, uncertainty_weighting_grad]
)
both_gradnorms = pytest.mark.parametrize("f", [gradnorm, gradnorm_grad])
TARGETS = {"alpha": 1.5}
STEP = {"alpha": 1.5, "lr": 0.01}
both_steps = pytest.mark.parametrize(
    ("f", "options"), [(gradnorm_targets, TARGETS), (gradnorm_weights, STEP)]
)


def test_at_the_best_log_variances_the_weights_are_1_over_the_losses():
    best = np.log(LOSSES)

    total = uncertainty_weighting(LOSSES, best)
    weights, slopes = uncertainty_weighting_grad(LOSSES, best)

    # Half of 3 + log(2.5 * 0.8 * 1.2); the gradient holds half the weights.
    assert_allclose(2 * total, 3 + np.log(2.4), **TOLERANCES["exact"])
    assert_allclose(2 * total, 3.87546873735390, **TOLERANCES["exact"])
    expected = [0.4, 1.25, 1 / 1.2]
    assert_allclose(2 * weights, expected, **TOLERANCES["exact"])
    assert_allclose(slopes, 0, atol=1e-15)


def test_the_best_weight_of_a_classification_is_half_that():
    best, classes = np.log(2 * LOSSES), np.ones(3, bool)

    weights, slopes = uncertainty_weighting_grad(
        LOSSES, best, classification=classes
    )

    # exp(-s) L + s/2 is least at exp(-s) = 1 / (2 L), where it is
    # 1/2 + log(2 L)/2: in all 3/2 + log(8 * 2.4)/2.
    assert_allclose(weights, 1 / (2 * LOSSES), **TOLERANCES["exact"])
    assert_allclose(slopes, 0, atol=1e-15)
    total = uncertainty_weighting(LOSSES, best, classification=classes)
    assert_allclose(total, 1.5 + np.log(19.2) / 2, **TOLERANCES["exact"])


def test_small_losses_make_the_total_negative():
    small = np.array([0.01, 0.02, 0.05])

    total = uncertainty_weighting(small, np.log(small))

    # Half of 3 + log(0.01 * 0.02 * 0.05)
    assert_allclose(2 * total, 3 + np.log(1e-5), **TOLERANCES["exact"])
    assert_allclose(2 * total, -8.51292547, rtol=1e-8)


def test_descent_finds_the_best_log_variances():
    s = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    losses = torch.tensor(LOSSES)
    classes = torch.tensor([False, True, False])

    for _ in range(400):
        loss = uncertainty_weighting(losses, s, classification=classes)
        (grad,) = torch.autograd.grad(loss, s)
        s = (s - grad.detach()).detach().requires_grad_()

    assert_allclose(s.exp().detach(), [2.5, 1.6, 1.2], rtol=1e-12)


@given(seed=seeds, count=sizes)
def test_a_loss_in_other_units_shifts_its_log_variance(seed, count):
    rng = np.random.default_rng(seed)
    losses, s = rng.exponential(size=count), rng.standard_normal(count)
    unit = rng.uniform(0.5, 2, count)

    actual = uncertainty_weighting(unit * losses, s + np.log(unit))

    expected = uncertainty_weighting(losses, s) + np.log(unit).sum() / 2
    assert_allclose(actual, expected, rtol=1e-12, atol=1e-12)


@given(seed=seeds, count=sizes)
def test_the_order_of_the_tasks_is_free(seed, count):
    rng = np.random.default_rng(seed)
    losses, s = rng.exponential(size=count), rng.standard_normal(count)
    classes = rng.random(count) < 0.5

    actual = uncertainty_weighting(
        losses[::-1], s[::-1], classification=classes[::-1]
    )

    expected = uncertainty_weighting(losses, s, classification=classes)
    assert_allclose(actual, expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    ("dtype", "ends", "rtol"),
    [("float64", 600, 1e-13), ("float32", 80, 2e-6)],
)
@every_library
def test_extreme_log_variances_are_finite_and_right(
    dtype, ends, rtol, library
):
    s = np.array([-ends, ends, 0, -ends], dtype)
    losses = np.array([np.exp(-ends), 1e30, 0, 0], dtype)
    args = [library.asarray(x) for x in (losses, s)]

    total = uncertainty_weighting(*args)
    slopes = uncertainty_weighting_grad(*args)

    with mpmath.workdps(30):
        pairs = [
            (mpmath.mpf(float(x)), float(v))
            for x, v in zip(losses, s, strict=True)
        ]
        weights = [mpmath.exp(-v) / 2 for _, v in pairs]
        terms = [
            w * loss + v / 2
            for w, (loss, v) in zip(weights, pairs, strict=True)
        ]
        rests = [
            0.5 - w * loss for w, (loss, _) in zip(weights, pairs, strict=True)
        ]
        expected = (
            float(sum(terms)),
            *([float(x) for x in xs] for xs in (weights, rests)),
        )
    # exp is as exact as its argument: its error grows with the logarithm.
    assert_allclose(float(total), expected[0], rtol=rtol)
    assert_allclose(slopes[0], expected[1], rtol=rtol)
    assert_allclose(slopes[1], expected[2], rtol=rtol, atol=rtol)
    if library is torch:
        leaves = [x.clone().requires_grad_() for x in args]
        auto = torch.autograd.grad(uncertainty_weighting(*leaves), leaves)
        assert_allclose(auto[0], expected[1], rtol=rtol)
        assert_allclose(auto[1], expected[2], rtol=rtol, atol=rtol)


@both_uncertainties
@pytest.mark.parametrize(
    ("args", "options", "error", "message"),
    [
        (
            (ONES, ONES[:2]),
            {},
            ValueError,
            r"shapes differ: losses \(3,\), log_vars \(2,\)",
        ),
        (
            (np.ones((2, 1)), np.ones((2, 1))),
            {},
            ValueError,
            r"losses must have shape \(tasks,\); got \(2, 1\)",
        ),
        (
            (1.0, 1.0),
            {},
            ValueError,
            r"losses must have shape \(tasks,\); got \(\)",
        ),
        (
            (ONES[:0], ONES[:0]),
            {},
            ValueError,
            r"losses must not be empty; got shape \(0,\)",
        ),
        (
            (-ONES, ONES),
            {},
            ValueError,
            "losses must be from 0 to inf; got -1 to -1",
        ),
        (
            ([1.0, 2.0], ONES[:2]),
            {},
            TypeError,
            "losses must be an array or a tensor; got list",
        ),
        ((ONES, torch.ones(3)), {}, TypeError, "arrays of one kind"),
        (
            (ONES, ONES),
            {"classification": [True, False, True]},
            TypeError,
            "classification must be an array or a tensor; got list",
        ),
        (
            (ONES, ONES),
            {"classification": np.array([0, 1, 1])},
            TypeError,
            "classification must be True and False; got int64",
        ),
        (
            (ONES, ONES),
            {"classification": np.array([True])},
            ValueError,
            r"shapes differ: losses \(3,\), classification \(1,\)",
        ),
        (
            (ONES, ONES),
            {"classification": torch.tensor([True] * 3)},
            TypeError,
            "losses, classification must be arrays of one kind",
        ),
    ],
)
def test_tasks_that_do_not_fit_are_refused(f, args, options, error, message):
    with pytest.raises(error, match=message):
        f(*args, **options)


WEIGHTS = np.array([1.5, 0.5])
NORMS = np.array([2.0, 4.0])
NOW, START = np.array([1.0, 3.0]), np.array([4.0, 4.0])


def test_the_targets_of_two_tasks_by_hand():
    # G = 3 and 2, whose mean is 2.5; ratios 1/4 and 3/4, so r = 0.5, 1.5.
    actual = gradnorm_targets(WEIGHTS, NORMS, NOW, START, alpha=1.0)
    assert_allclose(actual, [1.25, 3.75], **TOLERANCES["exact"])
    actual = gradnorm_targets(WEIGHTS, NORMS, NOW, START, alpha=2)
    assert_allclose(actual, [0.625, 5.625], **TOLERANCES["exact"])
    # |3 - 1.25| + |2 - 3.75|, and the slopes 2 and -4
    targets = np.array([1.25, 3.75])
    assert gradnorm(WEIGHTS, NORMS, targets) == 3.5
    assert gradnorm_grad(WEIGHTS, NORMS, targets).tolist() == [2, -4]


def test_a_step_by_hand():
    # 1.5 - 0.1 * 2 = 1.3 and 0.5 + 0.1 * 4 = 0.9, times 2 / 2.2
    actual = gradnorm_weights(WEIGHTS, NORMS, NOW, START, alpha=1.0, lr=0.1)

    expected = [2.6 / 2.2, 1.8 / 2.2]
    assert_allclose(actual, expected, **TOLERANCES["exact"])


def test_alpha_0_asks_for_gradients_of_one_length():
    actual = gradnorm_targets(WEIGHTS, NORMS, NOW, START, alpha=0.0)

    assert actual.tolist() == [2.5, 2.5]
    assert gradnorm(np.ones(2), NORMS[:1].repeat(2), 2 * np.ones(2)) == 0


def test_where_the_length_is_right_the_slope_is_0():
    assert gradnorm_grad(ONES, ONES, ONES).tolist() == [0, 0, 0]
    w = torch.ones(3, requires_grad=True)
    (auto,) = torch.autograd.grad(gradnorm(w, w.detach(), w.detach()), w)
    assert auto.tolist() == [0, 0, 0]
    kept = gradnorm_weights(ONES, ONES, ONES, ONES, **STEP)
    assert kept.tolist() == [1, 1, 1]


@given(seed=seeds, count=sizes)
def test_the_units_of_a_loss_do_not_count_in_its_pace(seed, count):
    rng = np.random.default_rng(seed)
    args = rng.uniform(0.5, 2, (4, count))
    unit = rng.uniform(0.5, 2, count)

    actual = gradnorm_targets(
        args[0], args[1], unit * args[2], unit * args[3], alpha=1.5
    )

    assert_allclose(actual, gradnorm_targets(*args, alpha=1.5), rtol=1e-12)


@given(seed=seeds, count=sizes)
def test_after_a_step_the_weights_add_up_to_their_number(seed, count):
    rng = np.random.default_rng(seed)
    args = rng.uniform(0.5, 2, (4, count))

    actual = gradnorm_weights(*args, alpha=1.5, lr=0.05)

    assert_allclose(actual.sum(), count, rtol=1e-14)
    assert np.all(actual > 0)


@given(seed=seeds)
def test_the_step_does_not_depend_on_the_order_of_tasks(seed):
    rng = np.random.default_rng(seed)
    args = rng.uniform(0.5, 2, (4, 3))

    actual = gradnorm_weights(*args[:, ::-1], alpha=1.5, lr=0.05)

    expected = gradnorm_weights(*args, alpha=1.5, lr=0.05)
    assert_allclose(actual, expected[::-1], rtol=1e-12)


def test_many_steps_bring_the_gradients_to_one_length():
    w = np.ones(3)
    norms = np.array([1.0, 2.0, 4.0])

    for _ in range(3000):
        w = gradnorm_weights(w, norms, ONES, ONES, alpha=0.0, lr=1e-3)

    # w n = c and sum(w) = 3 give c = 3 / (1 + 1/2 + 1/4) = 12/7; the last
    # steps go to and fro by lr times the norm.
    assert_allclose(w, [12 / 7, 6 / 7, 3 / 7], atol=0.01)


def test_losses_that_are_all_0_are_all_at_one_pace():
    actual = gradnorm_targets(WEIGHTS, NORMS, 0 * NOW, START, alpha=1.5)

    assert actual.tolist() == [2.5, 2.5]


def test_nan_is_not_hidden_from_the_targets():
    bad = np.array([np.nan, 1.0])

    for i in range(4):
        args = [WEIGHTS, NORMS, NOW, START]
        args[i] = bad
        assert np.isnan(gradnorm_targets(*args, **TARGETS)).all()
        assert np.isnan(gradnorm_weights(*args, **STEP)).all()


def test_targets_and_weights_carry_no_history():
    args = [
        torch.tensor(x, requires_grad=True)
        for x in (WEIGHTS, NORMS, NOW, START)
    ]

    for result in (
        gradnorm_targets(*args, **TARGETS),
        gradnorm_weights(*args, **STEP),
        curriculum_weights(args[2], fraction=0.5),
    ):
        assert not result.requires_grad


def test_the_targets_are_constant_in_the_gradient_of_torch():
    w = torch.tensor(WEIGHTS, requires_grad=True)
    norms, now, start = map(torch.tensor, (NORMS, NOW, START))

    loss = gradnorm(w, norms, gradnorm_targets(w, norms, now, start, alpha=1))
    (auto,) = torch.autograd.grad(loss, w)

    # With targets that moved along, the slopes would be others than ±n.
    assert auto.tolist() == [2, -4]


@pytest.mark.parametrize(
    "convert",
    [torch.tensor, array_api_strict.asarray],
    ids=["torch", "api"],
)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(
    ("f", "options", "count"),
    [
        (gradnorm_targets, TARGETS, 4),
        (gradnorm_weights, STEP, 4),
        (curriculum_weights, {"fraction": 0.5}, 1),
    ],
)
def test_every_library_and_dtype_gives_the_same_weights(
    convert, dtype, f, options, count
):
    args = [x.astype(dtype) for x in (WEIGHTS, NORMS, NOW, START)][:count]

    actual = f(*map(convert, args), **options)

    expected = f(*args, **options)
    assert actual.dtype == convert(args[0]).dtype
    assert expected.dtype == dtype
    rtol = {"float64": 1e-14, "float32": 5e-7}[dtype]
    assert_allclose(np.asarray(actual), expected, rtol=rtol)


def test_inputs_of_the_weights_stay_as_they_are():
    args = [x.copy() for x in (WEIGHTS, NORMS, NOW, START)]

    gradnorm_weights(*args, **STEP)
    curriculum_weights(args[2], fraction=0.5)

    for now, before in zip(args, (WEIGHTS, NORMS, NOW, START), strict=True):
        assert now.tolist() == before.tolist()


@pytest.mark.parametrize("library", [np, torch], ids=["numpy", "torch"])
@pytest.mark.parametrize("scale", [1e-150, 1e150])
def test_extreme_gradients_are_finite_and_right(library, scale):
    args = [library.asarray(x) for x in (WEIGHTS, scale * NORMS, NOW, START)]

    targets = gradnorm_targets(*args, alpha=1.0)
    value = gradnorm(*args[:2], targets)
    slope = gradnorm_grad(*args[:2], targets)

    assert_allclose(targets, [1.25 * scale, 3.75 * scale], rtol=1e-14)
    assert_allclose(float(value), 3.5 * scale, rtol=1e-14)
    assert_allclose(slope, [2 * scale, -4 * scale], rtol=1e-14)


@both_steps
@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (
            {0: np.array([1.0, 0.0])},
            ValueError,
            "weights must be above 0; got 0",
        ),
        (
            {1: -NORMS},
            ValueError,
            "grad_norms must be from 0 to inf; got -4 to -2",
        ),
        ({2: -NOW}, ValueError, "losses must be from 0 to inf; got -3 to -1"),
        ({3: 0 * START}, ValueError, "initial_losses must be above 0; got 0"),
        ({3: START[:1]}, ValueError, r"initial_losses \(1,\)"),
        (
            {i: np.ones((2, 1)) for i in range(4)},
            ValueError,
            r"weights must have shape \(tasks,\); got \(2, 1\)",
        ),
        (
            {i: np.ones(0) for i in range(4)},
            ValueError,
            r"weights must not be empty; got shape \(0,\)",
        ),
        ({2: [1.0, 3.0]}, TypeError, "losses must be an array or a tensor"),
        ({1: np.ones(2, int)}, TypeError, "grad_norms must be real floating"),
        ({1: torch.ones(2)}, TypeError, "must be arrays of one kind"),
    ],
)
def test_what_does_not_fit_gradnorm_is_refused(
    f, options, change, error, message
):
    args = [WEIGHTS, NORMS, NOW, START]
    for i, bad in change.items():
        args[i] = bad

    with pytest.raises(error, match=message):
        f(*args, **options)


@both_steps
def test_a_negative_alpha_is_refused(f, options):
    with pytest.raises(ValueError, match="alpha must not be negative; got -1"):
        f(WEIGHTS, NORMS, NOW, START, **options | {"alpha": -1})


@pytest.mark.parametrize("lr", [0.0, -1.0])
def test_a_learning_rate_that_is_not_above_0_is_refused(lr):
    with pytest.raises(ValueError, match=f"lr must be above 0; got {lr}"):
        gradnorm_weights(WEIGHTS, NORMS, NOW, START, alpha=1.0, lr=lr)


def test_a_step_beyond_0_is_refused():
    # 1.5 - 1 * 2 = -0.5
    with pytest.raises(
        ValueError, match=r"weights after the step must be above 0; got -0\.5"
    ):
        gradnorm_weights(WEIGHTS, NORMS, NOW, START, alpha=1.0, lr=1.0)


@both_gradnorms
@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        ((ONES, ONES, ONES[:1]), ValueError, r"targets \(1,\)"),
        ((-ONES, ONES, ONES), ValueError, "weights must be above 0; got -1"),
        ((ONES, -ONES, ONES), ValueError, "grad_norms must be from 0 to inf"),
        ((ONES, ONES, -ONES), ValueError, "targets must be from 0 to inf"),
        ((0.5, 0.5, 0.5), ValueError, r"weights must have shape \(tasks,\)"),
        ((ONES[:0],) * 3, ValueError, "weights must not be empty"),
        (([1.0], ONES, ONES), TypeError, "weights must be an array"),
        ((ONES, ONES, torch.ones(3)), TypeError, "arrays of one kind"),
    ],
)
def test_gradients_that_do_not_fit_are_refused(f, args, error, message):
    with pytest.raises(error, match=message):
        f(*args)


EXAMPLES = np.array([3.0, 1.0, 9.0, 2.0])


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        (1e-12, [0, 1, 0, 0]),
        (0.25, [0, 1, 0, 0]),
        (0.26, [0, 0.5, 0, 0.5]),
        (0.5, [0, 0.5, 0, 0.5]),
        (0.75, [1 / 3, 1 / 3, 0, 1 / 3]),
        (1, [0.25, 0.25, 0.25, 0.25]),
        (1.0, [0.25, 0.25, 0.25, 0.25]),
    ],
)
@every_library
def test_the_easiest_examples_come_first(fraction, expected, library):
    losses = library.asarray(EXAMPLES)

    actual = curriculum_weights(losses, fraction=fraction)

    assert_allclose(actual, expected, **TOLERANCES["exact"])


@given(seed=seeds, count=st.integers(1, 40), fraction=st.floats(1e-6, 1))
def test_the_weighted_sum_is_the_mean_of_the_chosen(seed, count, fraction):
    losses = np.random.default_rng(seed).standard_normal(count)

    weights = curriculum_weights(losses, fraction=fraction)

    k = np.count_nonzero(weights)
    assert k >= 1
    assert abs(k - fraction * count) < 1 + 1e-6
    easiest = sorted(losses)[:k]
    assert_allclose(
        sum(weights * losses), sum(easiest) / k, rtol=1e-12, atol=1e-14
    )


def test_the_size_of_the_batch_does_not_scale_the_loss(rng):
    losses = rng.exponential(size=32)

    weights = curriculum_weights(losses, fraction=1.0)

    assert_allclose(sum(weights * losses), losses.mean(), rtol=1e-14)
    assert_allclose(weights.sum(), 1, rtol=1e-14)


def test_a_fraction_is_read_as_a_decimal():
    losses = np.arange(100.0)

    # 0.07 * 100 is 7.000000000000001 in floating point.
    assert np.count_nonzero(curriculum_weights(losses, fraction=0.07)) == 7
    assert np.count_nonzero(curriculum_weights(losses, fraction=0.071)) == 8


@every_library
def test_of_equal_losses_the_first_are_taken(library):
    losses = library.ones(40, dtype=library.float64)

    actual = curriculum_weights(losses, fraction=0.5)

    assert actual.tolist() == [0.05] * 20 + [0] * 20


@every_library
def test_infinite_losses_and_nan_come_last(library):
    losses = library.asarray(np.array([np.nan, np.inf, 2.0, -np.inf]))

    assert curriculum_weights(losses, fraction=0.5).tolist() == [
        0,
        0,
        0.5,
        0.5,
    ]
    actual = curriculum_weights(losses, fraction=0.75)
    assert_allclose(actual, [0, 1 / 3, 1 / 3, 1 / 3], rtol=1e-15)


@pytest.mark.parametrize(
    ("losses", "fraction", "error", "message"),
    [
        (EXAMPLES, 0.0, ValueError, "fraction must be above 0; got 0.0"),
        (EXAMPLES, -0.5, ValueError, "fraction must be above 0; got -0.5"),
        (EXAMPLES, 1.5, ValueError, "fraction must be from 0 to 1; got 1.5"),
        (EXAMPLES, 50, ValueError, "fraction must be from 0 to 1; got 50"),
        (EXAMPLES, np.nan, ValueError, "fraction must be finite; got nan"),
        (EXAMPLES, "all", TypeError, "fraction must be a plain number"),
        (
            EXAMPLES.reshape(2, 2),
            0.5,
            ValueError,
            r"losses must have shape \(examples,\); got \(2, 2\)",
        ),
        (
            np.ones(0),
            0.5,
            ValueError,
            r"losses must not be empty; got shape \(0,\)",
        ),
        (2.0, 0.5, ValueError, r"losses must have shape \(examples,\)"),
        ([1.0], 0.5, TypeError, "losses must be an array or a tensor"),
        (np.arange(3), 0.5, TypeError, "losses must be real floating point"),
    ],
)
def test_examples_and_fractions_that_do_not_fit_are_refused(
    losses, fraction, error, message
):
    with pytest.raises(error, match=message):
        curriculum_weights(losses, fraction=fraction)
