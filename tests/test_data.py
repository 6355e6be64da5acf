"""Data that are drawn have the shape that their description says."""

import re
import sys

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from byhand import data, losses, network
from byhand.optim import adam

SETS = {
    "blobs": data.blobs,
    "boxes": data.boxes,
    "line_with_outliers": data.line_with_outliers,
    "masks": data.masks,
    "moons": data.moons,
    "pairs": data.pairs,
    "ring": data.ring,
    "spirals": data.spirals,
    "xor": data.xor,
}
LABELLED = ["blobs", "moons", "pairs", "ring", "spirals", "xor"]
NOISY = [name for name in SETS if name != "boxes"]

every_set = pytest.mark.parametrize("draw", SETS.values(), ids=SETS)


def angles(points):
    """Return the angle of each point, from 0 to 2 pi."""
    return np.arctan2(points[:, 1], points[:, 0]) % (2 * np.pi)


def linear_accuracy(points, labels):
    """Return the share that the best line by least squares gets right."""
    x = np.column_stack([points, np.ones(len(points))])
    y = 2.0 * labels - 1
    w, *_ = np.linalg.lstsq(x, y)
    return np.mean((x @ w > 0) == (labels == 1))


def network_accuracy(points, labels, steps=300):
    """Return the share that a net of sixteen neurons gets right."""
    names = {"hidden": "tanh", "output": "identity"}
    params = network.init([2, 16, 2], rng=np.random.default_rng(1))
    state = adam.init(params)
    for _ in range(steps):
        logits, cache = network.forward(params, points, **names)
        slope = losses.cross_entropy_grad(logits, labels)
        grads = network.backward(params, cache, slope)
        params, state = adam.step(params, grads, state, lr=0.05)
    logits, _ = network.forward(params, points, **names)
    return np.mean(logits.argmax(1) == labels)


def test_every_set_is_here():
    assert set(data.__all__) == {*SETS, "digits"}


@every_set
def test_the_same_seed_gives_the_same_data_and_another_one_others(draw):
    first = draw(np.random.default_rng(3), 20)
    again = draw(np.random.default_rng(3), 20)
    other = draw(np.random.default_rng(4), 20)

    for one, same in zip(first, again, strict=True):
        assert_array_equal(one, same)
    assert not np.array_equal(first[0], other[0])


@every_set
def test_two_draws_from_one_generator_differ(draw, rng):
    assert not np.array_equal(draw(rng, 20)[0], draw(rng, 20)[0])


@pytest.mark.parametrize(
    ("name", "kinds", "shapes"),
    [
        ("blobs", "fi", [(7, 2), (7,)]),
        ("boxes", "ff", [(7, 4), (7, 4)]),
        ("line_with_outliers", "ffb", [(7,), (7,), (7,)]),
        ("masks", "fb", [(7, 32, 32), (7, 32, 32)]),
        ("moons", "fi", [(7, 2), (7,)]),
        ("pairs", "ffi", [(7, 4), (7, 4), (7,)]),
        ("ring", "fi", [(7, 2), (7,)]),
        ("spirals", "fi", [(7, 2), (7,)]),
        ("xor", "fi", [(7, 2), (7,)]),
    ],
)
def test_dtypes_and_shapes_are_those_described(name, kinds, shapes, rng):
    arrays = SETS[name](rng, 7)

    dtypes = {"f": np.float64, "i": np.int64, "b": np.bool_}
    assert [x.dtype for x in arrays] == [dtypes[kind] for kind in kinds]
    assert [x.shape for x in arrays] == shapes
    assert all(type(x) is np.ndarray for x in arrays)


@every_set
def test_arrays_can_be_written_to_and_share_no_memory(draw, rng):
    arrays = draw(rng, 5)

    for i, x in enumerate(arrays):
        assert x.flags.writeable
        assert not any(np.shares_memory(x, other) for other in arrays[:i])


@every_set
def test_one_example_is_enough(draw, rng):
    assert all(len(x) == 1 for x in draw(rng, 1))


@pytest.mark.parametrize("name", LABELLED)
def test_classes_are_of_one_size_to_within_one(name, rng):
    *_, labels = SETS[name](rng, 101)
    sizes = np.bincount(labels)

    # two of the four corners of XOR belong to each of its classes
    assert np.ptp(sizes) <= 1
    assert sizes.sum() == 101


@pytest.mark.parametrize("name", LABELLED)
def test_labels_come_in_random_order(name, rng):
    *_, labels = SETS[name](rng, 400)
    *_, others = SETS[name](rng, 400)
    half = np.bincount(labels[:200]) / np.bincount(labels)

    assert not np.array_equal(labels, others)
    assert (abs(half - 0.5) < 0.2).all()


@every_set
def test_a_seed_is_no_generator(draw):
    with pytest.raises(TypeError, match=r"got 0: use np\.random\.default_rng"):
        draw(0, 5)


@every_set
@pytest.mark.parametrize(
    ("n", "error", "message"),
    [
        (0, ValueError, "n must be 1 or more; got 0"),
        (-3, ValueError, "n must be 1 or more; got -3"),
        (2.0, TypeError, "n must be whole numbers; got 2.0"),
        (None, TypeError, "n must be whole numbers; got None"),
        ("ab", TypeError, "n must be whole numbers; got 'a"),
    ],
)
def test_a_size_that_is_none_is_refused(draw, n, error, message, rng):
    with pytest.raises(error, match=f"^{re.escape(message)}"):
        draw(rng, n)


@pytest.mark.parametrize("name", NOISY)
@pytest.mark.parametrize(
    ("noise", "error", "message"),
    [
        (-0.1, ValueError, "noise must not be negative; got -0.1"),
        (float("nan"), ValueError, "noise must be finite; got nan"),
        ([1.0], TypeError, "noise must be a plain number; got list"),
    ],
)
def test_noise_is_a_number_from_0_up(name, noise, error, message, rng):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        SETS[name](rng, 8, noise=noise)


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("line_with_outliers", {"outliers": 2}, "outliers must be from 0 to"),
        ("line_with_outliers", {"outliers": -1}, "outliers must not be neg"),
        ("line_with_outliers", {"slope": np.inf}, "slope must be finite"),
        ("line_with_outliers", {"intercept": np.inf}, "intercept must be fin"),
        ("line_with_outliers", {"shift": np.inf}, "shift must be finite"),
        ("masks", {"empty": 1.5}, "empty must be from 0 to 1; got 1.5"),
        ("masks", {"empty": -1}, "empty must not be negative"),
        ("masks", {"size": 3}, "size must be 4 or more; got 3"),
        ("masks", {"size": 0}, "size must be 1 or more; got 0"),
        ("boxes", {"jitter": 1.5}, "jitter must be from 0 to 1; got 1.5"),
        ("boxes", {"jitter": -1}, "jitter must not be negative"),
        ("blobs", {"centers": [0, 1]}, r"centers must have shape \(classes"),
        ("blobs", {"centers": np.ones((0, 2))}, "centers must not be empty"),
        ("ring", {"modes": 0}, "modes must be 1 or more; got 0"),
        ("ring", {"radius": 0}, "radius must be above 0; got 0"),
        ("spirals", {"classes": 0}, "classes must be 1 or more; got 0"),
        ("spirals", {"turns": np.inf}, "turns must be finite"),
        ("pairs", {"classes": 0}, "classes must be 1 or more; got 0"),
        ("pairs", {"nuisance": -1}, "nuisance must not be negative; got -1"),
    ],
)
def test_an_option_out_of_range_is_refused(name, options, message, rng):
    with pytest.raises(ValueError, match=f"^{message}"):
        SETS[name](rng, 8, **options)


def test_without_noise_and_outliers_points_lie_on_the_line(rng):
    x, y, outlier = data.line_with_outliers(
        rng, 50, slope=-3.0, intercept=0.5, noise=0, outliers=0
    )

    assert_allclose(y, -3 * x + 0.5, rtol=1e-15, atol=1e-15)
    assert not outlier.any()
    assert abs(x).max() <= 1


@pytest.mark.parametrize(
    ("share", "number"), [(0, 0), (0.1, 4), (0.27, 11), (0.5, 20), (1, 40)]
)
def test_the_number_of_outliers_is_exact(share, number, rng):
    x, y, outlier = data.line_with_outliers(
        rng, 40, noise=0, outliers=share, shift=7.0
    )

    assert outlier.sum() == number
    assert_allclose(y - (2 * x + 1), 7 * outlier, rtol=1e-14, atol=1e-14)


def test_the_noise_about_the_line_has_the_size_asked_for(rng):
    x, y, _ = data.line_with_outliers(rng, 10_000, noise=0.3, outliers=0)

    # the standard error of a standard deviation is 0.3 / sqrt(20000) = 0.002
    assert abs(np.std(y - 2 * x - 1) - 0.3) < 0.01


def test_an_outlier_moves_the_line_of_squares_and_not_the_median(rng):
    x, y, outlier = data.line_with_outliers(rng, 100)
    errors = y - (2 * x + 1)

    # 10 of 100 points lifted by 5: the mean of the errors moves by 0.5
    assert abs(errors.mean() - 0.5) < 0.1
    assert abs(np.median(errors)) < 0.1
    assert errors[outlier].min() > errors[~outlier].max()


def test_blobs_without_noise_are_their_centers(rng):
    centers = np.array([[1.0, 2.0, 3.0], [-4.0, 5.0, 6.0]])
    points, labels = data.blobs(rng, 10, centers=centers, noise=0)

    assert_array_equal(points, centers[labels])


def test_blobs_scatter_about_their_centers_by_the_noise(rng):
    points, labels = data.blobs(
        rng, 20_000, centers=[[0, 0], [9, -9]], noise=0.5
    )

    for label, center in enumerate([[0, 0], [9, -9]]):
        own = points[labels == label]
        # standard errors: 0.5 / sqrt(10000) = 0.005, and 0.0035 for the std
        assert_allclose(own.mean(0), center, rtol=0, atol=0.025)
        assert_allclose(own.std(0), 0.5, rtol=0, atol=0.02)


def test_blobs_can_be_of_unequal_size(rng):
    points, labels = data.blobs(rng, (50, 3), centers=[[0.0], [1.0]])

    assert np.bincount(labels).tolist() == [50, 3]
    assert points.shape == (53, 1)


def test_as_many_sizes_as_centers_are_needed(rng):
    with pytest.raises(ValueError, match=r"^n must have 3 sizes; got 2$"):
        data.blobs(rng, [5, 5])
    with pytest.raises(ValueError, match=r"^n must be 1 or more; got 0$"):
        data.blobs(rng, [5, 0, 5])


@pytest.mark.parametrize("name", ["moons", "pairs", "spirals"])
def test_other_sets_take_one_size(name, rng):
    with pytest.raises(TypeError, match=r"n must be whole numbers; got \[5"):
        SETS[name](rng, [5, 5])


def test_the_modes_of_a_ring_are_spread_evenly_on_a_circle(rng):
    points, labels = data.ring(rng, 50, modes=5, radius=3.0, noise=0)

    assert_allclose(np.hypot(*points.T), 3, rtol=1e-15)
    turned = (angles(points) - 2 * np.pi * labels / 5) % (2 * np.pi)
    assert_allclose(np.sin(turned / 2), 0, rtol=0, atol=1e-15)


def test_the_modes_of_a_ring_are_well_apart(rng):
    points, labels = data.ring(rng, 800)
    means = np.array([points[labels == k].mean(0) for k in range(8)])
    nearest = np.linalg.norm(points[:, None] - means, axis=2).argmin(1)

    assert_array_equal(nearest, labels)


def test_moons_without_noise_are_two_half_circles(rng):
    points, labels = data.moons(rng, 200, noise=0)
    upper, lower = points[labels == 0], points[labels == 1]

    assert_allclose(np.hypot(*upper.T), 1, rtol=1e-14)
    assert_allclose(np.hypot(*(lower - [1, 0.5]).T), 1, rtol=1e-14)
    assert upper[:, 1].min() >= 0
    assert lower[:, 1].max() <= 0.5


@pytest.mark.parametrize(("k", "turns"), [(1, 1.0), (3, 0.5), (2, -1.5)])
def test_the_angle_of_a_spiral_grows_with_the_radius(k, turns, rng):
    points, labels = data.spirals(rng, 90, classes=k, turns=turns, noise=0)
    r = np.hypot(*points.T)
    turned = angles(points) - 2 * np.pi * (turns * r + labels / k)

    assert_allclose(np.sin(turned / 2), 0, rtol=0, atol=1e-14)
    assert r.min() >= 0.1
    assert r.max() <= 1


def test_the_label_of_xor_is_the_sign_of_a_product(rng):
    points, labels = data.xor(rng, 400, noise=0.05)

    # 0.05 is a tenth of the way to the border: no point crosses it
    product = (points - 0.5).prod(axis=1)
    assert_array_equal(labels, product < 0)


def test_four_points_of_xor_without_noise_are_its_truth_table(rng):
    points, labels = data.xor(rng, 4, noise=0)

    rows = zip(*points.T.tolist(), labels.tolist(), strict=True)
    assert sorted(rows) == [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]


@pytest.mark.parametrize("name", ["moons", "spirals", "xor"])
def test_no_line_parts_the_classes_and_a_small_network_does(name, rng):
    points, labels = SETS[name](rng, 200)

    assert linear_accuracy(points, labels) < 0.9
    assert network_accuracy(points, labels) > 0.98


def test_two_views_share_their_first_half_alone(rng):
    a, b, labels = data.pairs(rng, 2000)
    shared, other = abs(a - b)[:, :2], abs(a - b)[:, 2:]

    # differences have the standard deviation sqrt(2) times that of a view
    assert_allclose(np.sqrt((shared**2).mean()), 0.05 * 2**0.5, rtol=0.05)
    assert_allclose(np.sqrt((other**2).mean()), 2 * 2**0.5, rtol=0.05)
    assert set(labels.tolist()) == set(range(5))


def test_a_view_without_its_nuisance_shows_the_class(rng):
    a, b, labels = data.pairs(rng, 500)
    centers = data.ring(rng, 5, modes=5, radius=1.0, noise=0)
    order = np.argsort(centers[1])

    for view in (a, b):
        gaps = np.linalg.norm(view[:, None, :2] - centers[0][order], axis=2)
        assert np.mean(gaps.argmin(1) == labels) > 0.99


def test_two_views_without_noise_are_equal(rng):
    a, b, _ = data.pairs(rng, 6, noise=0, nuisance=0)

    assert_array_equal(a, b)
    assert_array_equal(a[:, 2:], 0)


def test_an_image_without_noise_is_its_mask(rng):
    images, masks = data.masks(rng, 30, noise=0)

    assert_array_equal(images, masks.astype(float))


def test_the_noise_of_an_image_has_the_size_asked_for(rng):
    images, masks = data.masks(rng, 50, noise=0.25)

    # 51200 pixels: the standard error is 0.25 / sqrt(102400) = 0.0008
    assert abs(np.std(images - masks) - 0.25) < 0.005


@pytest.mark.parametrize("size", [4, 7, 32])
def test_every_object_is_a_disc_or_a_rectangle(size, rng):
    _, masks = data.masks(rng, 200, size=size)
    rows, columns = np.mgrid[:size, :size]
    discs = 0

    for mask in masks:
        y, x = np.nonzero(mask)
        full = mask[y.min() : y.max() + 1, x.min() : x.max() + 1].all()
        # a disc holds what lies nearer to its centre than its own rim
        middle = y.mean(), x.mean()
        far = np.hypot(rows - middle[0], columns - middle[1])
        rim = far[mask].max() - 0.75
        assert full or mask[far < rim].all()
        discs += not full
    assert (discs > 50) == (size == 32)


def test_objects_are_tiny_and_large_and_never_none(rng):
    _, masks = data.masks(rng, 300)
    areas = masks.sum(axis=(1, 2))

    assert areas.min() >= 1
    assert np.mean(areas < 10) > 0.2
    assert areas.max() > 100


@pytest.mark.parametrize(
    ("empty", "number"), [(0, 0), (0.25, 5), (0.5, 10), (1, 20)]
)
def test_the_number_of_empty_masks_is_exact(empty, number, rng):
    _, masks = data.masks(rng, 20, empty=empty)

    assert (~masks.any(axis=(1, 2))).sum() == number


@pytest.mark.parametrize("jitter", [0.0, 0.3, 1.0])
def test_every_box_has_its_corners_in_order(jitter, rng):
    for boxes in data.boxes(rng, 500, jitter=jitter):
        x1, y1, x2, y2 = boxes.T
        assert (x1 < x2).all()
        assert (y1 < y2).all()


def test_true_boxes_lie_in_the_unit_square(rng):
    _, target = data.boxes(rng, 500)

    assert target.min() >= 0
    assert target.max() <= 1


def test_boxes_without_jitter_are_found_and_with_much_some_are_missed(rng):
    found, near = data.boxes(rng, 50, jitter=0)
    wild, far = data.boxes(rng, 500, jitter=1)

    assert_array_equal(found, near)
    overlap = 1 - losses.iou(wild, far, reduction="none")
    assert overlap.min() == 0
    assert overlap.max() > 0.3


def test_a_predicted_box_strays_no_further_than_the_jitter(rng):
    pred, target = data.boxes(rng, 500, jitter=0.3)
    size, side = pred[:, 2:] - pred[:, :2], target[:, 2:] - target[:, :2]
    shift = (pred[:, 2:] + pred[:, :2] - target[:, 2:] - target[:, :2]) / 2

    assert abs(shift / side).max() <= 0.3 + 1e-12
    assert abs(np.log2(size / side)).max() <= 0.3 + 1e-12


def test_digits_are_those_of_scikit_learn():
    images, labels = data.digits()

    assert images.shape == (1797, 8, 8)
    assert (images.dtype, labels.dtype) == (np.float64, np.int64)
    assert (images.min(), images.max()) == (0, 1)
    assert labels[:12].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    # how many of each digit, as the file itself says
    assert np.bincount(labels).tolist() == [
        *(178, 182, 177, 183, 181),
        *(182, 181, 179, 174, 180),
    ]
    # sixteen dark pixels are counted in a block of four by four
    assert_array_equal(images * 16, np.round(images * 16))


def test_digits_are_read_anew_each_time():
    first, labels = data.digits()
    first[:], labels[:] = 0, 0

    again, _ = data.digits()
    assert again.max() == 1


def test_digits_without_scikit_learn_say_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)

    with pytest.raises(
        ImportError,
        match=r"^byhand\.data\.digits needs scikit-learn: "
        r"pip install scikit-learn$",
    ):
        data.digits()
