from functools import partial

import array_api_strict
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand.gradcheck import check_gradient
from byhand.losses import mse, mse_grad
from byhand.network import backward, forward, init, update
from tests.tolerances import TOLERANCES

seeds = st.integers(0, 2**32 - 1)
widths = st.lists(st.integers(1, 4), min_size=2, max_size=5)
kinds = st.sampled_from(["sigmoid", "identity"])


def problem(seed, sizes, rows):
    """Return parameters, biases not zero, inputs and targets."""
    rng = np.random.default_rng(seed)
    params = init(sizes, rng=rng)
    for key in params:
        params[key] = params[key] + rng.standard_normal(params[key].shape)
    x = rng.standard_normal((rows, sizes[0]))
    return params, x, rng.standard_normal((rows, sizes[-1]))


def to_torch(params, **kind):
    return {key: torch.tensor(value, **kind) for key, value in params.items()}


def loss_of(params, x, y, **names):
    return mse(forward(params, x, **names)[0], y)


def loop_forward(params, row, hidden, output):
    """Compute one row neuron by neuron, in Python floats."""
    depth = len(params) // 2
    h = [float(v) for v in row]
    for layer in range(1, depth + 1):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        z = [
            sum(h[i] * float(W[i, j]) for i in range(len(h))) + float(b[j])
            for j in range(len(b))
        ]
        name = output if layer == depth else hidden
        h = z if name == "identity" else [1 / (1 + np.exp(-v)) for v in z]
    return h


@given(
    seed=seeds,
    sizes=widths,
    rows=st.integers(1, 3),
    hidden=kinds,
    output=kinds,
)
def test_forward_is_the_sum_over_neurons(seed, sizes, rows, hidden, output):
    params, x, _ = problem(seed, sizes, rows)

    actual, _ = forward(params, x, hidden=hidden, output=output)

    expected = [loop_forward(params, row, hidden, output) for row in x]
    # Sums in another order, some close to 0: hence an absolute tolerance.
    assert_allclose(actual, expected, rtol=1e-12, atol=1e-13)


@given(
    seed=seeds,
    sizes=widths,
    rows=st.integers(1, 3),
    hidden=kinds,
    output=kinds,
)
def test_backward_is_autograd_at_any_depth(seed, sizes, rows, hidden, output):
    params, x, y = problem(seed, sizes, rows)
    names = {"hidden": hidden, "output": output}

    prediction, cache = forward(params, x, **names)
    actual = backward(params, cache, mse_grad(prediction, y))

    leaves = to_torch(params, requires_grad=True)
    loss_of(leaves, torch.tensor(x), torch.tensor(y), **names).backward()
    assert list(actual) == list(params)
    for key, leaf in leaves.items():
        # Sums in another order, some close to 0: hence more than 1e-14.
        assert_allclose(actual[key], leaf.grad, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("key", ["W1", "b1", "W2", "b2", "W3", "b3"])
def test_backward_is_the_gradient_of_central_differences(key):
    params, x, y = problem(0, [2, 4, 3, 2], rows=5)
    prediction, cache = forward(params, x)
    grads = backward(params, cache, mse_grad(prediction, y))

    def f(value):
        return loss_of(params | {key: value}, x, y)

    check_gradient(f, params[key], grads[key], **TOLERANCES["differences"])
    with pytest.raises(ValueError, match="must be near"):
        check_gradient(
            f, params[key], 1.0001 * grads[key], rtol=1e-6, atol=1e-10
        )


def test_forward_is_torch_with_its_weights_transposed(rng):
    params, x, _ = problem(1, [3, 4, 2], rows=5)
    model = torch.nn.Sequential(
        torch.nn.Linear(3, 4), torch.nn.Sigmoid(), torch.nn.Linear(4, 2)
    ).double()
    model.load_state_dict(
        {
            "0.weight": torch.tensor(params["W1"].T),
            "0.bias": torch.tensor(params["b1"]),
            "2.weight": torch.tensor(params["W2"].T),
            "2.bias": torch.tensor(params["b2"]),
        }
    )

    actual, _ = forward(params, x, output="identity")

    expected = model(torch.tensor(x)).detach()
    assert_allclose(actual, expected, **TOLERANCES["library"])


@pytest.mark.parametrize(
    "convert", [torch.asarray, array_api_strict.asarray], ids=["torch", "api"]
)
def test_every_library_takes_the_same_step(convert):
    params, x, y = problem(2, [2, 3, 1], rows=4)

    def step(params, x, y):
        prediction, cache = forward(params, x)
        grads = backward(params, cache, mse_grad(prediction, y))
        return update(params, grads, lr=0.5)

    actual = step(
        {key: convert(value) for key, value in params.items()},
        convert(x),
        convert(y),
    )

    for key, expected in step(params, x, y).items():
        assert type(actual[key]) is type(convert(x))
        assert_allclose(
            np.asarray(actual[key]), expected, **TOLERANCES["library"]
        )


def test_the_gradient_of_two_rows_is_the_sum_of_each():
    params, x, _ = problem(3, [2, 3, 1], rows=2)

    def grads(rows):
        prediction, cache = forward(params, rows)
        return backward(params, cache, np.ones_like(prediction))

    both, first, second = grads(x), grads(x[:1]), grads(x[1:])
    for key in params:
        assert_allclose(both[key], first[key] + second[key], rtol=1e-12)


def test_many_small_steps_lower_the_loss_each_time():
    params, x, y = problem(4, [2, 3, 1], rows=8)
    losses = []
    for _ in range(50):
        prediction, cache = forward(params, x, output="identity")
        losses.append(mse(prediction, y))
        grads = backward(params, cache, mse_grad(prediction, y))
        params = update(params, grads, lr=0.02)

    assert np.all(np.diff(losses) < 0)


def test_a_run_in_float32_stays_in_float32():
    params = init([2, 3, 1], rng=np.random.default_rng(0), dtype="float32")
    x = np.ones((4, 2), "float32")

    prediction, cache = forward(params, x)
    grads = backward(params, cache, mse_grad(prediction, x[:, :1]))
    new = update(params, grads, lr=0.1)

    for values in (params, grads, new):
        assert {value.dtype.name for value in values.values()} == {"float32"}


def test_inputs_and_parameters_stay_as_they_are():
    params, x, y = problem(5, [2, 3, 1], rows=4)
    before = {key: value.copy() for key, value in params.items()}
    x_before = x.copy()

    prediction, cache = forward(params, x)
    update(params, backward(params, cache, mse_grad(prediction, y)), lr=1.0)

    assert np.all(x == x_before)
    assert all(np.all(params[key] == before[key]) for key in params)


def test_saturated_neurons_give_finite_gradients():
    params, x, y = problem(6, [2, 3, 1], rows=4)

    prediction, cache = forward(params, 1e6 * x)
    grads = backward(params, cache, mse_grad(prediction, y))

    assert all(np.all(np.isfinite(value)) for value in grads.values())


def test_a_batch_of_no_rows_has_a_gradient_of_0():
    params, x, _ = problem(7, [2, 3, 1], rows=1)

    prediction, cache = forward(params, x[:0])
    grads = backward(params, cache, prediction)

    assert prediction.shape == (0, 1)
    assert not any(value.any() for value in grads.values())


def test_init_draws_weights_of_the_stated_variance_and_no_biases():
    params = init([300, 500], rng=np.random.default_rng(0))

    # 150000 draws: the sample variance is right to 0.4 % (one sigma).
    assert_allclose(params["W1"].var(), 2 / 800, rtol=0.02)
    assert_allclose(params["W1"].mean(), 0, atol=0.001)
    assert not params["b1"].any()


def test_init_repeats_itself_from_the_same_seed_alone():
    first, again, other = (
        init([2, 3, 1], rng=np.random.default_rng(seed)) for seed in (0, 0, 1)
    )

    assert all(np.all(first[key] == again[key]) for key in first)
    assert np.all(first["W1"] != other["W1"])
    assert list(first) == ["W1", "b1", "W2", "b2"]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"sizes": [2]}, ValueError, r"sizes must be two or more; got \[2\]"),
        ({"sizes": [2, 0]}, ValueError, "sizes must be 1 or more; got 0"),
        ({"sizes": [2, 1.0]}, TypeError, "sizes must be whole .*; got 1.0"),
        ({"rng": 0}, TypeError, "rng must be a NumPy random gen.*; got 0"),
        ({"dtype": "int64"}, TypeError, "dtype must be floating .*; got int"),
    ],
)
def test_init_refuses(options, error, message):
    good = {"sizes": [2, 1], "rng": np.random.default_rng(0)}

    with pytest.raises(error, match=message):
        init(**good | options)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"W2": np.ones((4, 1))}, r"W2 and b2 .* \(3, n\).*got \(4, 1\) and"),
        ({"W1": np.ones(2)}, r"W1 and b1 must have .*got \(2,\) and \(3,\)"),
        ({"b1": np.ones((1, 3))}, r"W1 and b1 .*got \(2, 3\) and \(1, 3\)"),
        ({"b2": np.ones(())}, r"W2 and b2 .*got \(3, 1\) and \(\)"),
        ({"w3": np.ones(1)}, "params must have the keys W1, b1, W2, b2; got"),
    ],
)
def test_layers_that_do_not_fit_are_refused(change, message):
    params, x, _ = problem(0, [2, 3, 1], rows=4)
    _, cache = forward(params, x)

    with pytest.raises(ValueError, match=message):
        forward(params | change, x)
    with pytest.raises(ValueError, match=message):
        backward(params | change, cache, np.ones((4, 1)))


def test_no_parameters_are_refused():
    with pytest.raises(ValueError, match="keys W1, b1; got none"):
        forward({}, np.ones((1, 1)))


@pytest.mark.parametrize("option", ["hidden", "output"])
@pytest.mark.parametrize("name", ["relux", "sigmoid_grad", "softmax"])
def test_an_unknown_activation_is_refused(option, name):
    params, x, _ = problem(0, [2, 3, 1], rows=4)

    with pytest.raises(
        ValueError,
        match=f"{option} must be one of gelu, .*, tanh; got '{name}'",
    ):
        forward(params, x, **{option: name})


def test_a_single_example_must_be_a_row():
    params, x, _ = problem(0, [2, 3, 1], rows=4)

    with pytest.raises(
        ValueError, match=r"x must have shape \(rows, inputs\); got \(2,\)"
    ):
        forward(params, x[0])


def test_a_gradient_of_another_shape_is_refused():
    params, x, _ = problem(0, [2, 3, 1], rows=4)
    _, cache = forward(params, x)

    with pytest.raises(
        ValueError,
        match=r"shapes differ: prediction \(4, 1\), grad_output \(4,\)",
    ):
        backward(params, cache, np.ones(4))


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([2, 5, 1], r"params \[5, 1\], cache \[1, 1\]"),
        ([2, 1], r"params \[1\], cache \[1, 1\]"),
    ],
)
def test_the_cache_of_another_network_is_refused(sizes, message):
    params, x, _ = problem(0, [2, 1, 1], rows=4)
    _, cache = forward(params, x)
    other, _, _ = problem(0, sizes, rows=4)

    with pytest.raises(ValueError, match=f"layers differ: {message}"):
        backward(other, cache, np.ones((4, 1)))


def test_update_subtracts_the_rate_times_the_gradient():
    new = update({"w": np.array([1.0])}, {"w": np.array([-4.0])}, lr=0.5)

    assert new["w"].tolist() == [3.0]  # 1 - 0.5 * (-4)


@pytest.mark.parametrize(
    ("grads", "lr", "error", "message"),
    [
        ({}, 0.1, ValueError, "grads must have the keys w; got none"),
        (
            {"w": np.ones((2, 1))},
            0.1,
            ValueError,
            r"shapes differ: params\['w'\] \(2,\), grads\['w'\] \(2, 1\)",
        ),
        ({"w": np.ones(2)}, -0.1, ValueError, "lr must not be negative; got"),
        ({"w": np.ones(2)}, np.nan, ValueError, "lr must be finite; got nan"),
        ({"w": np.ones(2)}, "1", TypeError, "lr must be a plain number; got"),
        ({"w": np.ones(2, int)}, 0.1, TypeError, "grads.*got int64"),
        ({"w": torch.ones(2)}, 0.1, TypeError, "got numpy and torch"),
    ],
)
def test_update_refuses(grads, lr, error, message):
    step = partial(update, {"w": np.ones(2)}, grads, lr=lr)

    with pytest.raises(error, match=message):
        step()
