import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from torch.nn import functional as F  # noqa: N812

from byhand import losses
from byhand.losses import (
    binary_cross_entropy_with_logits,
    binary_focal,
    cross_entropy,
    cross_entropy_grad,
    focal,
    focal_grad,
)
from tests.tolerances import TOLERANCES

inf = np.inf
ROW = np.array([2.0, 0.5, -1.0])
ALL = ["cross_entropy", "cross_entropy_grad", "focal", "focal_grad"]
every_function = pytest.mark.parametrize("name", ALL)
seeds = st.integers(0, 2**32 - 1)
libraries = pytest.mark.parametrize(
    "library", [np, torch], ids=["numpy", "torch"]
)
dtypes = pytest.mark.parametrize("dtype", ["float64", "float32"])


def draw(seed, shape=(5, 4)):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, shape[1], (shape[0], *shape[2:]))
    return 3 * rng.standard_normal(shape), labels


def slope_of(f, x, labels, **options):
    leaf = torch.as_tensor(x).clone().requires_grad_()
    value = f(leaf, torch.as_tensor(labels), reduction="sum", **options)
    return torch.autograd.grad(value, leaf)[0]


def test_cross_entropy_sums_over_all_classes_the_answer_too():
    # log(e^2 + e^0.5 + e^-1) - 2. Without the answer in the sum it would be
    # 0.70, and with softmax taken twice 0.70 as well.
    value = cross_entropy(ROW, np.array(0))

    expected = np.log(np.exp(ROW).sum()) - 2
    assert_allclose(value, expected, rtol=1e-14)
    assert_allclose(value, 0.241311296657157, rtol=1e-14)
    twice = cross_entropy(np.exp(ROW) / np.exp(ROW).sum(), np.array(0))
    assert_allclose(twice, 0.701717539006218, rtol=1e-14)


def test_softmax_before_the_loss_keeps_it_from_0():
    # At best the shares are 1, 0, 0: log(e + 2) - 1 for three classes, and
    # log(e + 9) - 1 for ten.
    for count, least in [(3, 0.551444713932051), (10, 1.46115017173447)]:
        value = cross_entropy(np.eye(count)[0], np.array(0))
        assert_allclose(value, least, rtol=1e-14)
        assert_allclose(value, np.log(np.e + count - 1) - 1, rtol=1e-14)


@pytest.mark.parametrize("count", [1, 2, 10, 1000])
def test_equal_logits_cost_the_logarithm_of_the_number_of_classes(count):
    value = cross_entropy(np.full((2, count), 7.0), np.array([0, count - 1]))

    assert_allclose(value, np.log(count), rtol=1e-14)


@pytest.mark.parametrize("shares", [[0.95, 0.05], [0.8, 0.15, 0.05]])
def test_the_best_constant_costs_the_entropy_of_the_labels(shares):
    counts = np.round(100 * np.array(shares)).astype(int)
    labels = np.repeat(np.arange(counts.size), counts)
    logits = np.tile(np.log(shares), (100, 1))

    value = cross_entropy(logits, labels)

    # 0.198515 for 95 to 5, 0.612869 for 80, 15, 5: below log 2 and log 3.
    assert_allclose(value, -np.dot(shares, np.log(shares)), rtol=1e-13)
    assert_allclose(value, {2: 0.198515, 3: 0.612869}[counts.size], atol=1e-6)
    slope = cross_entropy_grad(logits, labels).sum(axis=0)
    assert_allclose(slope, 0, atol=1e-15)


def test_random_logits_cost_more_than_the_logarithm():
    # Of ten N(0, 1) logits the mean is 2.728864, by quadrature; 20,000 rows
    # have a standard error of 0.007.
    rng = np.random.default_rng(0)

    value = cross_entropy(
        rng.standard_normal((20000, 10)), rng.integers(0, 10, 20000)
    )

    assert_allclose(value, 2.728864, atol=0.025)


@libraries
@dtypes
@pytest.mark.parametrize("gamma", [None, 0.5, 2.0])
def test_a_certain_right_answer_keeps_its_digits(library, dtype, gamma):
    z = np.array([[50.0, 0, 0], [0, 30, -30], [0, -40, 40], [1, 1, 2]], dtype)
    labels = np.array([0, 1, 1, 2])
    args = library.asarray(z), library.asarray(labels)
    f, grad = (cross_entropy, cross_entropy_grad)
    options = {}
    if gamma is not None:
        f, grad, options = focal, focal_grad, {"gamma": gamma}

    value = f(*args, reduction="none", **options)
    hand = grad(*args, reduction="sum", **options)
    auto = slope_of(f, *args, **options)

    costs, slopes = [], []
    with mpmath.workdps(60):
        for row, y in zip(z, labels, strict=True):
            powers = [mpmath.exp(mpmath.mpf(float(v))) for v in row]
            p = [v / sum(powers) for v in powers]
            g = gamma or 0
            costs.append(float(-((1 - p[y]) ** g) * mpmath.log(p[y])))
            # The derivative with respect to p_y, times p_y(δ - p_j).
            cost = (1 - p[y]) ** g
            if g:
                cost -= g * (1 - p[y]) ** (g - 1) * p[y] * mpmath.log(p[y])
            slopes.append(
                [float(cost * (v - (j == y))) for j, v in enumerate(p)]
            )
    # Below tiny, numbers lose digits.
    close = {
        "rtol": {"float64": 1e-14, "float32": 1e-6}[dtype],
        "atol": float(np.finfo(dtype).tiny),
    }
    assert_allclose(value, costs, **close)
    assert_allclose(hand, slopes, **close)
    assert_allclose(auto, slopes, **close)
    assert not F.cross_entropy(torch.tensor([[50.0, 0, 0]]), torch.tensor([0]))


@libraries
@dtypes
@pytest.mark.parametrize("name", ["cross_entropy", "focal"])
def test_huge_logits_neither_overflow_nor_stop_the_gradient(
    library, dtype, name
):
    z = library.asarray(np.array([[1e4, -1e4], [-1e4, 1e4]], dtype))
    labels = library.asarray(np.array([0, 0]))

    value = getattr(losses, name)(z, labels, reduction="none")
    hand = getattr(losses, f"{name}_grad")(z, labels, reduction="none")

    assert value.tolist() == [0, 2e4]
    assert hand.tolist() == [[0, 0], [-1, 1]]
    auto = slope_of(getattr(losses, name), z, labels)
    assert auto.tolist() == [[0, 0], [-1, 1]]


@libraries
@pytest.mark.parametrize("name", ["cross_entropy", "focal"])
def test_an_excluded_class_costs_nothing_and_an_excluded_answer_infinity(
    library, name
):
    z = library.asarray([[1.0, -inf, 1.0], [1.0, -inf, 1.0]])
    labels = library.asarray([0, 1])

    value = getattr(losses, name)(z, labels, reduction="none")
    hand = getattr(losses, f"{name}_grad")(z[:1], labels[:1])

    log2 = np.log(2) if name == "cross_entropy" else np.log(2) / 4
    assert_allclose(value, [log2, inf], rtol=1e-6)
    auto = slope_of(getattr(losses, name), z[:1], labels[:1])
    assert_allclose(hand, auto, rtol=1e-6)
    assert hand[0, 1] == 0


@libraries
@pytest.mark.parametrize("name", ["cross_entropy", "focal"])
def test_an_answer_of_plus_infinity_costs_0(library, name):
    z, labels = library.asarray([[inf, 0.0]]), library.asarray([0])

    assert getattr(losses, name)(z, labels) == 0
    assert not getattr(losses, f"{name}_grad")(z, labels).any()
    assert not slope_of(getattr(losses, name), z, labels).any()
    if name == "cross_entropy":
        assert cross_entropy(z, 0 * labels + 1) == inf


@given(seed=seeds)
@pytest.mark.parametrize("name", ["cross_entropy", "focal"])
def test_a_shift_of_the_logits_changes_nothing(name, seed):
    z, labels = draw(seed)
    f, grad = getattr(losses, name), getattr(losses, f"{name}_grad")

    assert_allclose(f(z + 8, labels), f(z, labels), rtol=1e-12)
    assert_allclose(grad(z + 8, labels), grad(z, labels), rtol=1e-10)
    assert_allclose(grad(z, labels).sum(axis=1), 0, atol=1e-15)


@given(seed=seeds)
def test_two_classes_are_a_yes_or_no(seed):
    z, labels = draw(seed, (5, 2))
    margin, target = z[:, 1] - z[:, 0], labels * 1.0

    assert_allclose(
        cross_entropy(z, labels),
        binary_cross_entropy_with_logits(margin, target),
        rtol=1e-12,
    )
    assert_allclose(
        focal(z, labels, gamma=1.5),
        binary_focal(margin, target, gamma=1.5),
        rtol=1e-12,
    )


@pytest.mark.parametrize("name", ["cross_entropy", "focal"])
def test_axes_behind_the_class_are_examples_too(name):
    z, labels = draw(0, (2, 3, 4, 5))
    f, grad = getattr(losses, name), getattr(losses, f"{name}_grad")
    rows = np.moveaxis(z, 1, -1).reshape(-1, 3)

    value, slope = f(z, labels), grad(z, labels)

    assert_allclose(value, f(rows, labels.ravel()), rtol=1e-14)
    flat = np.moveaxis(slope, 1, -1).reshape(-1, 3)
    assert_allclose(flat, grad(rows, labels.ravel()), rtol=1e-13)


@every_function
@pytest.mark.parametrize("kind", ["int8", "uint8", "int32"])
@libraries
def test_any_kind_of_integer_is_a_label(name, kind, library):
    z, labels = (library.asarray(x) for x in draw(0))
    f = getattr(losses, name)
    other = labels.numpy() if library is torch else labels

    found = f(z, library.asarray(other.astype(kind)))

    assert_allclose(found, f(z, labels))


def test_smoothing_gives_every_class_a_share():
    # Logits 3, 0, 0, 0, 0. The answer costs c = log(e^3 + 4) - 3 = 0.1816,
    # each of the others c + 3. With ε = 0.1 the answer has 0.92 and the
    # others 0.02: c + 4 * 0.02 * 3. With ε/(K - 1) it is c + 0.1 * 3.
    z, y = np.array([3.0, 0, 0, 0, 0]), np.array(0)
    c = np.log(np.exp(3) + 4) - 3

    ours = cross_entropy(z, y, label_smoothing=0.1)
    other = cross_entropy(z, y, label_smoothing=0.1 * 5 / 4)

    assert_allclose(ours, c + 0.24, rtol=1e-14)
    assert_allclose(ours, 0.421611533, rtol=1e-8)
    assert_allclose(other, c + 0.3, rtol=1e-14)
    assert_allclose(other, 0.481611533, rtol=1e-8)


@pytest.mark.parametrize(
    ("smoothing", "least"), [(0.1, 0.389672921), (0.125, 0.463712410)]
)
def test_smoothed_the_least_cost_is_an_entropy_and_not_0(smoothing, least):
    t = np.full(5, smoothing / 5)
    t[0] += 1 - smoothing

    args = np.log(t), np.array(0)

    value = cross_entropy(*args, label_smoothing=smoothing)
    slope = cross_entropy_grad(*args, label_smoothing=smoothing)
    assert_allclose(value, -np.dot(t, np.log(t)), rtol=1e-14)
    assert_allclose(value, least, rtol=1e-8)
    assert_allclose(slope, 0, atol=1e-15)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("smoothing", [0.0, 0.2, 1.0])
@pytest.mark.parametrize("shape", [(4,), (5, 4), (2, 4, 3, 2)])
def test_weighted_cross_entropy_is_torchs(reduction, smoothing, shape):
    rng = np.random.default_rng(0)
    w = np.array([0.5, 2.0, 0.0, 1.0])
    z = rng.standard_normal(shape)
    labels = np.asarray(rng.integers(0, 2, (*shape[:1], *shape[2:])))
    if len(shape) == 1:
        labels = np.array(1)
    options = {"label_smoothing": smoothing, "reduction": reduction}
    leaf = torch.tensor(z, requires_grad=True)
    expected = F.cross_entropy(
        leaf, torch.tensor(labels), weight=torch.tensor(w), **options
    )

    value = cross_entropy(z, labels, weight=w, **options)
    hand = cross_entropy_grad(z, labels, weight=w, **options)

    assert_allclose(value, expected.detach(), **TOLERANCES["library"])
    (auto,) = torch.autograd.grad(expected.sum(), leaf)
    assert_allclose(hand, auto, **TOLERANCES["autograd"])
    ours = cross_entropy(
        leaf, torch.tensor(labels), weight=torch.tensor(w), **options
    )
    (auto,) = torch.autograd.grad(ours.sum(), leaf)
    assert_allclose(hand, auto, **TOLERANCES["autograd"])


def test_the_weighted_mean_divides_by_the_weights_of_the_labels():
    z, labels = draw(0, (5, 2))
    w = np.array([1.0, 19.0])

    mean = cross_entropy(z, labels, weight=w)

    rows = cross_entropy(z, labels, weight=w, reduction="none")
    plain = cross_entropy(z, labels, reduction="none")
    assert_allclose(rows, w[labels] * plain, rtol=1e-14)
    assert_allclose(mean, rows.sum() / w[labels].sum(), rtol=1e-14)


def test_labels_that_all_weigh_nothing_cost_nothing():
    z, labels, w = ROW[None], np.array([1]), np.array([1.0, 0.0, 1.0])

    assert cross_entropy(z, labels, weight=w) == 0
    assert not cross_entropy_grad(z, labels, weight=w).any()


def test_focal_weighs_by_the_class_of_the_label_and_divides_by_n():
    z, labels = draw(0)
    alpha = np.array([1.0, 2.0, 0.0, 0.5])

    rows = focal(z, labels, reduction="none")
    value = focal(z, labels, alpha=alpha)

    assert_allclose(value, (alpha[labels] * rows).sum() / 5, rtol=1e-14)
    leaf = torch.tensor(z, requires_grad=True)
    ours = focal(leaf, torch.tensor(labels), alpha=torch.tensor(alpha))
    (auto,) = torch.autograd.grad(ours, leaf)
    hand = focal_grad(z, labels, alpha=alpha)
    assert_allclose(hand, auto, **TOLERANCES["autograd"])


@pytest.mark.parametrize("gamma", [0.0, 0.5, 0.9, 2.0])
@libraries
def test_focal_of_a_perfect_prediction_has_slope_0(gamma, library):
    z = library.asarray([[1e4, 0.0, -inf]])
    y = library.asarray([0])

    assert focal(z, y, gamma=gamma) == 0
    assert not focal_grad(z, y, gamma=gamma).any()
    assert not slope_of(focal, z, y, gamma=gamma).any()


@pytest.mark.parametrize("f", [focal, focal_grad])
@pytest.mark.parametrize("alpha", [0.25, 1])
def test_focal_refuses_one_number_for_alpha(f, alpha):
    with pytest.raises(
        TypeError, match="alpha must be an array with a weight for each class"
    ):
        f(ROW, np.array(0), alpha=alpha)


def test_torch_differentiates_both_twice_at_ties():
    z = torch.tensor([[1.0, 1, 0], [0, 0, 0]], dtype=torch.float64)
    y = torch.tensor([0, 2])

    for f in (cross_entropy, focal):
        assert torch.autograd.gradgradcheck(f, (z.requires_grad_(), y))


@every_function
def test_one_class_is_no_surprise(name):
    assert not np.any(getattr(losses, name)(np.ones((3, 1)), np.zeros(3, int)))


@every_function
@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        ((np.ones((2, 3)), np.array([0, 3])), ValueError, "got 0 to 3"),
        ((np.ones((2, 3)), np.array([0, -100])), ValueError, "got -100 to 0"),
        ((np.ones((2, 3)), np.eye(3, dtype=int)[:2]), ValueError, "shape"),
        ((np.ones((2, 3)), np.array([0.0, 1.0])), TypeError, "integers"),
        ((np.ones((2, 3)), np.eye(3)[:2]), TypeError, "must be integers"),
        ((np.ones((2, 3)), np.array([True, False])), TypeError, "integers"),
        ((np.ones((2, 3)), np.array([0])), ValueError, "have shape"),
        ((np.ones((2, 3)), [0, 1]), TypeError, "got list"),
        ((np.ones(3), 1), TypeError, "got int"),
        (([1.0, 2.0], np.array(0)), TypeError, "use np.asarray"),
        ((np.ones((2, 3)), torch.tensor([0, 1])), TypeError, "one kind"),
        ((np.array(1.0), np.array(0)), ValueError, "logits must have shape"),
        ((np.ones((2, 0)), np.array([0, 0])), ValueError, "empty"),
        ((np.ones((0, 2)), np.ones(0, int)), ValueError, "empty"),
        ((np.ones((2, 2), int), np.array([0, 0])), TypeError, "floating"),
    ],
)
def test_bad_arguments_are_refused(name, args, error, message):
    with pytest.raises(error, match=message):
        getattr(losses, name)(*args)


@every_function
def test_the_sum_of_no_example_is_0(name):
    found = getattr(losses, name)(
        np.ones((0, 3)), np.ones(0, int), reduction="sum"
    )

    assert np.sum(found) == 0


@every_function
def test_bad_options_are_refused(name):
    f = getattr(losses, name)
    entropy = name.startswith("cross")
    key = "weight" if entropy else "alpha"
    args = ROW, np.array(0)

    with pytest.raises(ValueError, match=rf"{key} must have shape \(3,\)"):
        f(*args, **{key: np.ones(2)})
    with pytest.raises(ValueError, match=f"{key} must be from 0 to inf"):
        f(*args, **{key: np.array([1.0, -1.0, 1.0])})
    with pytest.raises(TypeError, match=f"{key} must be real floating point"):
        f(*args, **{key: np.ones(3, int)})
    with pytest.raises(ValueError, match="reduction must be one of"):
        f(*args, reduction="average")
    with pytest.raises(ValueError, match=r"must (be from 0 to 1|not be neg)"):
        f(*args, **{"label_smoothing" if entropy else "gamma": -0.5})


@every_function
def test_nan_stays_in_its_row(name):
    z = np.array([[1.0, np.nan, 0.0], [1.0, 0.0, 2.0]])

    found = getattr(losses, name)(z, np.array([0, 1]), reduction="none")

    assert np.isnan(found[0]).all()
    assert not np.isnan(found[1]).any()
