"""A network of two inputs, two hidden neurons and one output, exactly.

The figures are mpmath's, to 16 digits, of the definition: sigmoid in both
layers and half the squared error.
"""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from byhand.gradcheck import numerical_gradient, relative_error
from byhand.losses import mse, mse_grad
from byhand.network import backward, forward, update
from tests.tolerances import TOLERANCES

PARAMS = {
    "W1": np.array([[0.1, 0.2], [0.3, 0.4]]),
    "b1": np.array([0.1, 0.2]),
    "W2": np.array([[0.5], [0.6]]),
    "b2": np.array([0.3]),
}
X, Y = np.array([[1.0, 0.5]]), np.array([[1.0]])
OPTIONS = {"hidden": "sigmoid", "output": "sigmoid"}
GRADS = {
    "W1": [
        [-0.006559889746918855, -0.007426715951760187],
        [-0.003279944873459427, -0.003713357975880094],
    ],
    "b1": [-0.006559889746918855, -0.007426715951760187],
    "W2": [[-0.03173763281824207], [-0.03493179118770419]],
    "b2": [-0.05410276466112303],
}


def as_given(params, x, y):
    return params, x, y


def as_float64(params, x, y):
    params = {key: torch.from_numpy(value) for key, value in params.items()}
    return params, torch.from_numpy(x), torch.from_numpy(y)


def loss(params):
    out, _ = forward(params, X, **OPTIONS)
    return mse(out, Y) / 2


def gradients(params, x, y):
    out, cache = forward(params, x, **OPTIONS)
    return backward(params, cache, mse_grad(out, y) / 2)


def test_the_forward_pass_has_its_exact_values():
    out, cache = forward(PARAMS, X, **OPTIONS)

    exact = TOLERANCES["exact"]
    assert_allclose(cache["z1"], [[0.35, 0.6]], **exact)
    assert_allclose(
        cache["h1"], [[0.5866175789173301, 0.6456563062257955]], **exact
    )
    assert_allclose(cache["z2"], [[0.9807025731941423]], **exact)
    assert_allclose(out, [[0.7272475999739356]], **exact)


def test_the_loss_has_its_exact_value_and_twice_that_without_the_half():
    assert_allclose(loss(PARAMS), 0.03719693585998913, **TOLERANCES["exact"])
    assert_allclose(
        2 * loss(PARAMS), 0.07439387171997826, **TOLERANCES["exact"]
    )


@pytest.mark.parametrize("convert", [as_given, as_float64])
@pytest.mark.parametrize("key", list(PARAMS))
def test_every_gradient_has_its_exact_value(convert, key):
    actual = gradients(*convert(PARAMS, X, Y))[key]

    assert_allclose(actual, GRADS[key], **TOLERANCES["exact"])


def test_the_gradient_of_the_input_is_one_link_further():
    delta = gradients(PARAMS, X, Y)["b1"]

    actual = PARAMS["W1"] @ delta

    expected = [-0.002141332165043923, -0.004938653304779731]
    assert_allclose(actual, expected, **TOLERANCES["exact"])


@pytest.mark.parametrize(
    ("lr", "expected"),
    [(0.1, 0.03666240269747224), (1.0, 0.03211829655841066)],
)
def test_one_step_gives_the_exact_loss(lr, expected):
    grads = gradients(PARAMS, X, Y)

    stepped = update(PARAMS, {key: grads[key] for key in PARAMS}, lr=lr)

    assert_allclose(loss(stepped), expected, **TOLERANCES["exact"])


def test_torch_in_float32_is_off_by_the_rounding_of_float32():
    params, x, y = as_float64(PARAMS, X, Y)
    params = {key: value.float() for key, value in params.items()}

    grads = gradients(params, x.float(), y.float())

    off = [np.max(abs(np.asarray(grads[k]) - GRADS[k])) for k in ("W1", "W2")]
    assert 1e-11 < min(off) < max(off) < 1e-8


def error(key, relative=False, **options):
    """Return the largest error of the finite differences of one parameter."""
    found = numerical_gradient(
        lambda value: loss({**PARAMS, key: value}), PARAMS[key], **options
    )
    exact = np.array(GRADS[key])
    if relative:
        return relative_error(found, exact)
    return np.max(abs(found - exact))


# Truncation rules above the listed steps; below, rounding does.
@pytest.mark.parametrize(
    ("method", "h", "expected"),
    [
        ("forward", 1e-1, 1.708736e-4),
        ("forward", 1e-2, 1.686774e-5),
        ("forward", 1e-3, 1.684390e-6),
        ("forward", 1e-4, 1.684152e-7),
        ("forward", 1e-5, 1.684051e-8),
        ("central", 1e-1, 4.029369e-6),
        ("central", 1e-2, 4.031428e-8),
        ("central", 1e-3, 4.031504e-10),
    ],
)
def test_the_error_of_a_difference_is_that_of_its_truncation(
    method, h, expected
):
    actual = error("W1", method=method, h=h)

    # Rounding is left over, worst in the last row of each method.
    assert_allclose(actual, expected, rtol=2e-3)


def test_the_forward_error_is_half_the_step_times_the_curvature():
    curvature = np.array(
        [[0.00207634, 0.00336825], [0.000519084, 0.000842062]]
    )

    found = numerical_gradient(
        lambda value: loss({**PARAMS, "W1": value}),
        PARAMS["W1"],
        h=1e-5,
        method="forward",
    )

    off = abs(found - np.array(GRADS["W1"]))
    assert_allclose(off, 1e-5 / 2 * curvature, rtol=2e-3)


@pytest.mark.parametrize("key", list(PARAMS))
def test_central_differences_win_by_four_orders_at_one_step(key):
    ratio = error(key, h=1e-5, method="forward") / error(key, h=1e-5)

    assert ratio > 1e3


def test_the_best_step_lies_where_theory_puts_it():
    steps = 10.0 ** np.arange(-12, 0)

    forward_best = steps[
        np.argmin([error("W1", h=h, method="forward") for h in steps])
    ]
    central_best = steps[np.argmin([error("W1", h=h) for h in steps])]

    # 2 sqrt(eps |L| / |L''|) = 9.9e-8, and (3 eps |L| / |L'''|)^(1/3) = 2.5e-5
    assert 1e-8 <= forward_best <= 1e-6
    assert 1e-6 <= central_best <= 1e-4


def test_the_default_step_of_float32_is_far_better_than_that_of_float64():
    single = {k: v.astype("float32") for k, v in PARAMS.items()}

    def f(value):
        out, _ = forward(
            {**single, "W1": value}, X.astype("float32"), **OPTIONS
        )
        return mse(out, Y.astype("float32")) / 2

    exact = np.array(GRADS["W1"], "float32")
    small = relative_error(numerical_gradient(f, single["W1"], h=1e-5), exact)
    default = relative_error(numerical_gradient(f, single["W1"]), exact)

    assert small > 0.05
    assert default < 0.01
