import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand import losses
from tests.cases.metric import LABELS
from tests.tolerances import TOLERANCES

seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 6)
libraries = pytest.mark.parametrize(
    "library", [np, torch], ids=["numpy", "torch"]
)
dtypes = pytest.mark.parametrize("dtype", ["float64", "float32"])
# A few units in the last place of the dtype.
CLOSE = {"float64": 1e-14, "float32": 1e-6}
CALLS = {
    "contrastive": lambda f, x, y, **o: f(x, y, np.arange(len(x)) < 2, **o),
    "triplet": lambda f, x, y, **o: f(x, y, x[::-1], **o),
    "batch_hard_triplet": lambda f, x, y, **o: f(
        np.concat([x, y]), np.arange(2 * len(x)) % 3, **o
    ),
    "info_nce": lambda f, x, y, **o: f(x, y, **o),
    "nt_xent": lambda f, x, y, **o: f(x, y, **o),
}
every_loss = pytest.mark.parametrize("name", CALLS)
distance_losses = pytest.mark.parametrize("name", list(CALLS)[:3])
cosine_losses = pytest.mark.parametrize("name", list(CALLS)[3:])
both = pytest.mark.parametrize("end", ["", "_grad"])


def value(name, x, y, **options):
    call = CALLS[name.removesuffix("_grad")]
    return call(getattr(losses, name), x, y, **options)


def draw(seed, n=5, d=4):
    return np.random.default_rng(seed).standard_normal((2, n, d))


def grads_of(f, *leaves):
    """Return torch's gradients of the value of f."""
    leaves = [leaf.clone().requires_grad_() for leaf in leaves]
    return torch.autograd.grad(f(*leaves), leaves)


# Pairs and triplets -------------------------------------------------------


def test_contrastive_halves_both_squares():
    a, b = np.zeros((2, 2)), np.array([[0.6, 0.8], [0.3, 0.4]])
    same = np.array([True, False])

    costs = losses.contrastive(a, b, same, reduction="none")
    da, db = losses.contrastive_grad(a, b, same)

    # Distances 1 and 0.5: 1² / 2, and (1 - 0.5)² / 2.
    assert_allclose(costs, [0.5, 0.125], **TOLERANCES["exact"])
    # Over two pairs: the difference itself, and -0.5 along (0.6, 0.8).
    expected = [[-0.3, -0.4], [0.15, 0.2]]
    assert_allclose(da, expected, **TOLERANCES["exact"])
    assert_allclose(db, -da, **TOLERANCES["exact"])


def test_contrastive_leaves_other_classes_beyond_the_margin_alone():
    a, b = np.zeros((2, 1)), np.array([[1.0], [3.0]])
    same = np.array([False, False])

    assert losses.contrastive(a, b, same) == 0
    assert not np.any(losses.contrastive_grad(a, b, same))


def test_nothing_is_added_to_the_distance_of_equal_points():
    x = np.ones((1, 128))

    assert losses.contrastive(x, x, np.array([True])) == 0
    assert losses.contrastive(x, x, np.array([False]), margin=3.0) == 4.5
    assert losses.triplet(x, x, x, margin=0.25) == 0.25


@libraries
def test_equal_points_have_a_gradient_of_0_and_not_nan(library):
    x = library.ones((4, 3), dtype=library.float64)
    same = library.asarray([True, False, True, False])
    labels = library.asarray([0, 0, 1, 1])

    found = [
        *losses.contrastive_grad(x, x, same),
        *losses.triplet_grad(x, x, x),
        losses.batch_hard_triplet_grad(x, labels),
    ]
    if library is torch:
        found += [
            *grads_of(lambda a, b: losses.contrastive(a, b, same), x, x),
            *grads_of(losses.triplet, x, x, x),
            *grads_of(lambda e: losses.batch_hard_triplet(e, labels), x),
        ]

    assert all(not np.any(np.asarray(grad)) for grad in found)


def test_triplet_does_not_square_its_distances():
    a = np.zeros((1, 2))
    p, n = np.array([[3.0, 0.0]]), np.array([[0.0, 3.4]])

    actual = losses.triplet(a, p, n)

    # 3 - 3.4 + 1; the squares, 9 - 11.56 + 1, would cost nothing.
    assert_allclose(actual, 0.6, **TOLERANCES["exact"])


def test_a_triplet_at_its_corner_has_gradient_0():
    a, p, n = (torch.tensor([[v]], dtype=torch.float64) for v in (0, 2, 3))

    assert losses.triplet(a, p, n) == 0
    assert not any(grad.any() for grad in losses.triplet_grad(a, p, n))
    assert not any(grad.any() for grad in grads_of(losses.triplet, a, p, n))


@dtypes
@libraries
@pytest.mark.parametrize("power", [-1, 0, 1])
def test_distances_from_tiny_to_huge_are_right(dtype, library, power):
    size = 10.0 ** (power * {"float64": 200, "float32": 30}[dtype])
    steps = np.array([[3, -4, 0], [1, 2, 2]], dtype) * np.asarray(size, dtype)
    a, p, n = (library.asarray(x) for x in (0 * steps, steps, -2 * steps))
    same = library.asarray([True, False])

    apart = losses.triplet(a, n, p, margin=size, reduction="none")
    grads = losses.triplet_grad(a, n, p, margin=size, reduction="none")
    pull = losses.contrastive_grad(p, a, same, reduction="sum")[0]

    with mpmath.workdps(40):
        norms = [mpmath.norm([mpmath.mpf(float(c)) for c in s]) for s in steps]
        expected = [float(d + mpmath.mpf(size)) for d in norms]
        units = [
            [float(mpmath.mpf(float(c)) / d) for c in s]
            for s, d in zip(steps, norms, strict=True)
        ]
    close = {"rtol": CLOSE[dtype]}
    assert_allclose(apart, expected, **close)
    assert_allclose(grads[1], np.negative(units), **close)
    assert_allclose(grads[0], 2 * np.asarray(units), **close)
    # The same pair is pulled by its difference, the other one pushed by what
    # its distance, 3 sizes, lacks of 1.
    assert_allclose(pull[0, :], steps[0], **close)
    push = -max(0.0, 1 - float(norms[1])) * np.asarray(units[1])
    assert_allclose(pull[1, :], push, **close)
    if library is torch:
        auto = grads_of(
            lambda *x: losses.triplet(*x, margin=size, reduction="sum"),
            a,
            n,
            p,
        )
        for ours, theirs in zip(grads, auto, strict=True):
            assert_allclose(ours, theirs, **close)


# Batch-hard ---------------------------------------------------------------


def test_batch_hard_takes_the_farthest_positive_and_nearest_negative():
    x = np.array([[0.0], [1.0], [3.0], [3.5], [9.0]])
    labels = np.array([0, 0, 0, 1, 2])

    actual = losses.batch_hard_triplet(x, labels)
    grad = losses.batch_hard_triplet_grad(x, labels)

    # Anchors 0, 1, 3: 3 - 3.5 + 1, 2 - 2.5 + 1, 3 - 0.5 + 1; the classes of
    # one have no positive. Slopes: rows (0, 2, 3), (1, 2, 3), (2, 0, 3).
    assert_allclose(actual, (0.5 + 0.5 + 3.5) / 3, **TOLERANCES["exact"])
    expected = np.array([0 + 0 - 1, 0, 1 + 1 + 2, -1 - 1 - 1, 0])
    assert_allclose(grad[:, 0] * 3, expected, **TOLERANCES["exact"])


def test_batch_hard_counts_anchors_that_cost_nothing():
    x = np.array([[0.0], [1.0], [2.5]])

    actual = losses.batch_hard_triplet(x, np.array([0, 0, 1]), margin=0.75)

    # 1 - 2.5 + 0.75 < 0, and 1 - 1.5 + 0.75.
    assert_allclose(actual, (0 + 0.25) / 2, **TOLERANCES["exact"])


@pytest.mark.parametrize(
    "labels", [[0, 0, 0], [5, -2, 0], [1]], ids=["one", "all", "single"]
)
@libraries
def test_batch_hard_without_a_triplet_is_a_0_with_a_gradient(labels, library):
    rng = np.random.default_rng(0)
    x = library.asarray(rng.standard_normal((len(labels), 2)))
    labels = library.asarray(labels)

    assert losses.batch_hard_triplet(x, labels) == 0
    grad = losses.batch_hard_triplet_grad(x, labels)
    assert grad.shape == x.shape
    assert not np.asarray(grad).any()
    if library is torch:
        (auto,) = grads_of(lambda e: losses.batch_hard_triplet(e, labels), x)
        assert not auto.any()


@dtypes
@libraries
def test_of_points_equally_far_the_first_gets_the_gradient(dtype, library):
    x = library.asarray(np.array([[0], [2], [-2], [1], [-1]], dtype))
    labels = library.asarray([0, 0, 0, 1, 1])

    grad = losses.batch_hard_triplet_grad(x, labels, margin=1e-3)

    # (anchor, positive, negative) of the rows 0 to 4: (0, 1, 3), (1, 2, 3),
    # (2, 1, 4), (3, 4, 0), (4, 3, 0); row 3 lies 1 from 0 and 1 alike.
    slopes = np.zeros(5)
    points = np.asarray(x)[:, 0]
    for a, p, n in [(0, 1, 3), (1, 2, 3), (2, 1, 4), (3, 4, 0), (4, 3, 0)]:
        u, v = np.sign(points[a] - points[p]), np.sign(points[a] - points[n])
        slopes[[a, p, n]] += [u - v, -u, v]
    assert_allclose(grad[:, 0], slopes / 5, rtol=CLOSE[dtype], atol=1e-7)


def hard_reference(x, labels, margin):
    """Return the loss by loops over float64, which takes differences."""
    x, costs = np.asarray(x, "float64"), []
    for i in range(len(x)):
        d = [float(np.linalg.norm(x[i] - y)) for y in x]
        near = [d[j] for j in range(len(x)) if labels[j] == labels[i]]
        far = [d[j] for j in range(len(x)) if labels[j] != labels[i]]
        costs.append(max(0.0, max(near) - min(far) + margin))
    return sum(costs) / len(costs)


def near_duplicates(rng):
    """Points at length 1, all of them 1e-4 from a common one."""
    x = rng.standard_normal(32) + 1e-4 * rng.standard_normal((60, 32))
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def far_from_0(rng):
    return 1000 + rng.standard_normal((60, 32))


def near_duplicates_far_from_0(rng):
    """Points one float32 step apart or a few, 1000 from 0 on each axis."""
    steps = rng.integers(0, 4, (60, 128))
    return 1000 + steps * np.spacing(np.float32(1000)).astype(float)


@pytest.mark.parametrize(
    "make", [near_duplicates, far_from_0, near_duplicates_far_from_0]
)
@pytest.mark.parametrize("margin", [1e-4, 1.0])
@dtypes
@libraries
def test_batch_hard_keeps_its_digits_where_products_cancel(
    make, margin, dtype, library, rng
):
    x, labels = make(rng).astype(dtype), np.arange(60) % 7

    actual = losses.batch_hard_triplet(
        library.asarray(x), library.asarray(labels), margin=margin
    )

    expected = hard_reference(x, labels, margin)
    rtol = {"float64": 1e-13, "float32": 1e-5}[dtype]
    assert_allclose(float(actual), expected, rtol=rtol)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_batch_hard_picks_among_huge_points(dtype):
    size = {"float64": 1e200, "float32": 1e30}[dtype]
    x = np.array([[0], [1], [3], [3.5]], dtype) * np.asarray(size, dtype)

    actual = losses.batch_hard_triplet(x, np.array([0, 0, 0, 1]))

    # The distances of the doctest; the margin is lost beside them.
    expected = (0 + 0 + 2.5) / 3 * size
    assert_allclose(float(actual), expected, rtol=CLOSE[dtype])


# Cosine similarities ------------------------------------------------------


@dtypes
@libraries
@pytest.mark.parametrize("temperature", [0.01, 0.0125, 0.07, 0.5])
@pytest.mark.parametrize("n", [1, 2, 5, 128])
def test_partners_at_right_angles_to_the_rest_cost_the_formula(
    dtype, library, temperature, n
):
    x = library.asarray(np.eye(n, dtype=dtype))
    args = {"temperature": temperature}

    one_way = losses.info_nce(x, 3 * x, **args)
    both_ways = losses.nt_xent(x, 3 * x, **args)

    with mpmath.workdps(30):
        power = mpmath.exp(-1 / mpmath.mpf(temperature))
        expected = [
            float(mpmath.log1p(count * power)) for count in (n - 1, 2 * n - 2)
        ]
    # 1 / temperature is rounded before the power is taken.
    rtol = CLOSE[dtype] * max(1, 0.1 / temperature)
    # In float32 e^-100 is subnormal: each of the powers loses digits.
    atol = 2 * n * float(np.finfo(dtype).smallest_subnormal)
    actual = [float(one_way), float(both_ways)]
    assert_allclose(actual, expected, rtol=rtol, atol=atol)


@cosine_losses
@libraries
def test_a_single_pair_costs_nothing_and_pulls_nowhere(name, library):
    a, b = (library.asarray(x) for x in draw(0, n=1))

    assert value(name, a, b) == 0
    for grad in getattr(losses, f"{name}_grad")(a, b):
        assert not np.asarray(grad).any()
    if library is torch:
        f = getattr(losses, name)
        assert not any(grad.any() for grad in grads_of(f, a, b))
        a.requires_grad_()
        (first,) = torch.autograd.grad(f(a, b), a, create_graph=True)
        (second,) = torch.autograd.grad(first.sum(), a)
        assert not second.any()


@pytest.mark.parametrize("n", [2, 3, 7])
def test_rows_that_are_all_one_leave_a_guess_among_the_candidates(n):
    x = np.ones((n, 3))

    assert_allclose(losses.info_nce(x, x), np.log(n), rtol=1e-14)
    assert_allclose(losses.nt_xent(x, x), np.log(2 * n - 1), rtol=1e-14)


@dtypes
@libraries
@cosine_losses
def test_the_wrong_partner_costs_as_much_as_it_is_worth(name, dtype, library):
    x = np.eye(2, dtype=dtype)
    a, b = library.asarray(x), library.asarray(x[::-1].copy())

    actual = value(name, a, b, temperature=0.005)

    # The similarity of the right one is 0, that of one wrong one 1: 200 and
    # log(1 + e^-200), which is 0; nt_xent has a second wrong one at 0.
    assert_allclose(float(actual), 200, rtol=CLOSE[dtype])


@dtypes
@libraries
def test_a_tiny_loss_keeps_the_digits_of_its_gradient(dtype, library):
    # Steeper than the tolerance: |exponent| times the rounding of one.
    rtol = {"float64": 1e-13, "float32": 2e-5}[dtype]
    x = library.asarray(np.eye(3, dtype=dtype))

    dq, dk = losses.info_nce_grad(x, x, temperature=0.02)

    with mpmath.workdps(30):
        power = mpmath.exp(-50)
        p = float(power / (1 + 2 * power) / 3 * 50)
    expected = p * (1 - np.eye(3))
    assert_allclose(dq, expected, rtol=rtol)
    assert_allclose(dk, expected, rtol=rtol)
    if library is torch:
        for grad in grads_of(
            lambda q, k: losses.info_nce(q, k, temperature=0.02), x, x
        ):
            assert_allclose(grad, expected, rtol=rtol)


@cosine_losses
@dtypes
@libraries
@pytest.mark.parametrize("power", [-1, 1])
def test_rows_may_be_tiny_or_huge(name, dtype, library, power):
    size = 10.0 ** (power * {"float64": 200, "float32": 30}[dtype])
    a, b = draw(3).astype(dtype)
    huge = a * np.asarray(size, dtype)
    args = [library.asarray(x) for x in (huge, b)]

    actual = value(name, *args)
    grad = getattr(losses, f"{name}_grad")(*args)[0]

    a, b = a.astype("float64"), b.astype("float64")
    rtol = {"float64": 1e-12, "float32": 1e-5}[dtype]
    assert_allclose(float(actual), value(name, a, b), rtol=rtol)
    expected = getattr(losses, f"{name}_grad")(a, b)[0]
    scaled = np.asarray(grad).astype("float64") * size
    # Entries of the gradient are differences of larger ones.
    assert_allclose(scaled, expected, rtol=1e-4, atol=1e-6)
    if library is torch:
        auto = grads_of(getattr(losses, name), *args)[0]
        assert_allclose(auto.double() * size, expected, rtol=1e-4, atol=1e-6)


@cosine_losses
@libraries
def test_a_row_of_zeros_is_like_no_row_and_stays(name, library):
    a, b = draw(1)
    a[2] = 0
    args = [library.asarray(x) for x in (a, b)]

    costs = value(name, *args, reduction="none")
    grads = getattr(losses, f"{name}_grad")(*args)

    candidates = {"info_nce": 5, "nt_xent": 9}[name]
    assert_allclose(float(costs[2]), np.log(candidates), rtol=1e-14)
    assert not np.asarray(grads[0])[2].any()
    assert np.isfinite(np.asarray(grads[1])).all()
    if library is torch:
        auto = grads_of(getattr(losses, name), *args)
        for ours, theirs in zip(grads, auto, strict=True):
            assert_allclose(ours, theirs, **TOLERANCES["autograd"])


def similarity_reference(name, a, b, temperature):
    """Return the loss from float64 cosines, with labels looked up."""
    a, b = (x.astype("float64") for x in (a, b))
    rows, columns = (a, b) if name == "info_nce" else [np.concat([a, b])] * 2
    s = rows @ columns.T / temperature
    s /= np.linalg.norm(rows, axis=1)[:, None]
    s /= np.linalg.norm(columns, axis=1)
    labels = torch.arange(len(a))
    if name == "nt_xent":
        np.fill_diagonal(s, -np.inf)
        labels = torch.cat([labels + len(a), labels])
    s = torch.from_numpy(s)
    return float(torch.nn.functional.cross_entropy(s, labels))


@pytest.mark.parametrize("make", [near_duplicates, far_from_0])
@pytest.mark.parametrize("temperature", [0.01, 0.1])
@cosine_losses
@libraries
def test_similarities_of_nearly_equal_rows_are_right_in_float32(
    make, temperature, name, library, rng
):
    a, b = make(rng).astype("float32").reshape(2, 30, 32)
    args = library.asarray(a), library.asarray(b)

    actual = value(name, *args, temperature=temperature)

    expected = similarity_reference(name, a, b, temperature)
    assert_allclose(float(actual), expected, rtol=1e-5)


@cosine_losses
@libraries
def test_a_low_temperature_is_right_in_float32(name, library, rng):
    a, b = rng.standard_normal((2, 64, 8)).astype("float32")
    args = library.asarray(a), library.asarray(b)

    actual = value(name, *args, temperature=0.005)

    # Above 87.3, which is as far as float32 has a logarithm of a power.
    expected = similarity_reference(name, a, b, 0.005)
    assert expected > 87.4
    assert_allclose(float(actual), expected, rtol=1e-6)


# What all share -----------------------------------------------------------


@every_loss
@given(seed=seeds)
def test_a_rotation_changes_nothing(name, seed):
    x, y = draw(seed)
    q, _ = np.linalg.qr(np.random.default_rng(seed).standard_normal((4, 4)))

    actual = value(name, x @ q, y @ q)

    assert_allclose(actual, value(name, x, y), rtol=1e-12, atol=1e-13)


@distance_losses
@given(seed=seeds)
def test_distances_ignore_a_shift_of_all(name, seed):
    x, y = draw(seed)

    actual = value(name, x + 3.5, y + 3.5)

    assert_allclose(actual, value(name, x, y), rtol=1e-12, atol=1e-13)


@cosine_losses
@given(seed=seeds)
def test_cosines_ignore_the_lengths_of_the_rows(name, seed):
    x, y = draw(seed)
    lengths = np.random.default_rng(seed).uniform(0.1, 10, (5, 1))

    actual = value(name, lengths * x, y / lengths)

    assert_allclose(actual, value(name, x, y), rtol=1e-12, atol=1e-13)


@cosine_losses
@given(seed=seeds)
def test_the_gradient_of_a_cosine_is_across_its_row(name, seed):
    x, y = draw(seed)

    dx, dy = getattr(losses, f"{name}_grad")(x, y)

    assert_allclose(np.sum(x * dx, axis=1), 0, atol=1e-12)
    assert_allclose(np.sum(y * dy, axis=1), 0, atol=1e-12)


@given(seed=seeds, n=sizes)
def test_the_order_of_the_examples_does_not_count(seed, n):
    x, y = draw(seed, n)
    order = np.random.default_rng(seed).permutation(n)
    labels = np.resize(LABELS, n)
    same = labels > 0
    close = {"rtol": 1e-12, "atol": 1e-13}

    for f, args in [
        (losses.contrastive, (x, y, same)),
        (losses.triplet, (x, y, x[::-1])),
        (losses.batch_hard_triplet, (x, labels)),
        (losses.info_nce, (x, y)),
        (losses.nt_xent, (x, y)),
    ]:
        moved = [arg[order] for arg in args]
        assert_allclose(f(*moved), f(*args), **close)


@given(seed=seeds, n=sizes)
def test_the_views_of_nt_xent_may_be_swapped(seed, n):
    a, b = draw(seed, n)

    actual = losses.nt_xent(a, b)

    assert_allclose(actual, losses.nt_xent(b, a), rtol=1e-12, atol=1e-13)
    ours, swapped = losses.nt_xent_grad(a, b), losses.nt_xent_grad(b, a)
    assert_allclose(ours, swapped[::-1], rtol=1e-10, atol=1e-12)


@distance_losses
@both
@pytest.mark.parametrize("margin", [0.0, -1.0, np.nan, np.inf])
def test_a_margin_that_is_not_above_0_is_refused(name, end, margin):
    words = "above 0" if margin <= 0 else "finite"

    with pytest.raises(ValueError, match=f"margin must be {words}; got"):
        value(name + end, *draw(0), margin=margin)


@cosine_losses
@both
@pytest.mark.parametrize("temperature", [0.0, -1.0, np.nan])
def test_a_temperature_that_is_not_above_0_is_refused(name, end, temperature):
    words = "above 0" if temperature <= 0 else "finite"

    with pytest.raises(ValueError, match=f"temperature must be {words}; got"):
        value(name + end, *draw(0), temperature=temperature)


ROWS = {
    "contrastive": "a",
    "triplet": "anchor",
    "batch_hard_triplet": "embeddings",
    "info_nce": "queries",
    "nt_xent": "a",
}


@every_loss
@both
@pytest.mark.parametrize("shape", [(4,), (4, 3, 2)])
def test_what_is_not_a_row_an_example_is_refused(name, end, shape):
    message = rf"{ROWS[name]} must have shape \(N, D\); got \("

    with pytest.raises(ValueError, match=message):
        value(name + end, *np.ones((2, *shape)))


@every_loss
@both
def test_an_empty_batch_is_refused(name, end):
    with pytest.raises(ValueError, match=f"{ROWS[name]} must not be empty"):
        value(name + end, *np.ones((2, 0, 3)))


def test_the_sum_of_no_pair_and_of_no_triplet_is_0():
    x = np.ones((0, 3))

    assert losses.contrastive(x, x, x[:, 0] > 0, reduction="sum") == 0
    assert losses.triplet(x, x, x, reduction="sum") == 0
    assert losses.triplet_grad(x, x, x, reduction="sum")[0].shape == (0, 3)


@pytest.mark.parametrize("name", ["contrastive", "info_nce", "nt_xent"])
@both
def test_unlike_shapes_are_refused(name, end):
    with pytest.raises(ValueError, match=r"shapes differ: .* \(5, 4\), .*"):
        value(name + end, draw(0)[0], np.ones((5, 3)))


@pytest.mark.parametrize("name", [n for n in ROWS if n[0] != "b"])
@both
def test_an_unknown_reduction_is_refused(name, end):
    with pytest.raises(ValueError, match="reduction must be one of mean"):
        value(name + end, *draw(0), reduction="average")


@every_loss
@both
@pytest.mark.parametrize("x", [1.0, [[1.0, 2.0]], None])
def test_what_is_no_array_is_refused(name, end, x):
    same, labels = np.array([True]), np.array([0])
    args = {
        "contrastive": (x, x, same),
        "triplet": (x, x, x),
        "batch_hard_triplet": (x, labels),
    }

    with pytest.raises((TypeError, ValueError), match=f"{ROWS[name]} must"):
        getattr(losses, name + end)(*args.get(name, (x, x)))


@both
def test_an_array_and_a_tensor_are_refused_together(end):
    x, t = np.ones((2, 3)), torch.ones(2, 3)
    same, labels = torch.tensor([True, False]), torch.tensor([0, 1])

    for name, args in [
        ("contrastive", (x, t, np.array([True, False]))),
        ("contrastive", (x, x, same)),
        ("triplet", (x, x, t)),
        ("batch_hard_triplet", (x, labels)),
        ("info_nce", (x, t)),
        ("nt_xent", (t, x)),
    ]:
        with pytest.raises(TypeError, match="must be arrays of one kind"):
            getattr(losses, name + end)(*args)


@both
def test_same_must_be_one_truth_a_pair(end):
    f = getattr(losses, f"contrastive{end}")
    x = np.ones((2, 3))

    with pytest.raises(TypeError, match="same must be True and False; got"):
        f(x, x, np.array([1, 0]))
    with pytest.raises(ValueError, match=r"same must have shape \(2,\); got"):
        f(x, x, np.array([True]))


@both
def test_labels_must_be_one_integer_an_example(end):
    f = getattr(losses, f"batch_hard_triplet{end}")
    x = np.ones((2, 3))

    with pytest.raises(TypeError, match="labels must be integers; got float"):
        f(x, np.array([0.0, 1.0]))
    with pytest.raises(ValueError, match=r"labels must have shape \(2,\)"):
        f(x, np.array([[0], [1]]))


@every_loss
def test_a_loss_of_numpy_arrays_is_a_numpy_scalar(name):
    assert type(value(name, *draw(0))) is np.float64
    assert type(value(name, *draw(0).astype("float32"))) is np.float32
