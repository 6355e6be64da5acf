import inspect
from functools import partial

import array_api_strict
import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from byhand import optim
from byhand.optim import adagrad, adam, adamw, momentum, rmsprop, sgd
from tests.tolerances import TOLERANCES

RULES = {name: getattr(optim, name) for name in optim.__all__}
ORACLES = {
    "sgd": torch.optim.SGD,
    "momentum": partial(torch.optim.SGD, momentum=0.9),
    "nesterov": partial(torch.optim.SGD, momentum=0.9, nesterov=True),
    "adagrad": torch.optim.Adagrad,
    "rmsprop": torch.optim.RMSprop,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
}
DECAY = {"weight_decay": 0.03}
BETAS = {"betas": (0.7, 0.95)}
RUNS = [
    *((name, {}) for name in ORACLES),
    *((name, {"lr": 0.02}) for name in ORACLES),
    *((name, DECAY | {"lr": 0.03}) for name in ORACLES),
    ("momentum", {"momentum": 0.0}),
    ("momentum", {"momentum": 0.5}),
    ("momentum", {"dampening": 0.9}),
    ("momentum", {"momentum": 0.7, "dampening": 0.4} | DECAY),
    ("nesterov", {"momentum": 0.5} | DECAY),
    ("adagrad", {"lr_decay": 0.01}),
    ("adagrad", {"initial_accumulator_value": 0.1}),
    ("adagrad", {"eps": 0.3}),
    ("rmsprop", {"alpha": 0.9}),
    ("rmsprop", {"eps": 0.3}),
    ("rmsprop", {"momentum": 0.8, "lr": 0.001}),
    ("rmsprop", {"momentum": 0.8, "alpha": 0.5, "lr": 0.001} | DECAY),
    ("adam", BETAS),
    ("adam", {"eps": 0.3}),
    ("adam", {"betas": (0.0, 0.95)}),
    ("adam", BETAS | DECAY | {"lr": 0.02}),
    ("adamw", BETAS | DECAY | {"lr": 0.02}),
    ("adamw", {"eps": 0.3, "weight_decay": 0.0}),
]
STEPS = 1000
# Given to init; all the others to step.
AT_INIT = {"initial_accumulator_value"}

every_rule = pytest.mark.parametrize("name", RULES)
every_run = pytest.mark.parametrize(("name", "options"), RUNS, ids=str)
every_library = pytest.mark.parametrize(
    "convert", [torch.asarray, array_api_strict.asarray], ids=["torch", "api"]
)


def start(dtype="float64"):
    """Return parameters of four shapes."""
    rng = np.random.default_rng(1)
    return {
        "W": rng.standard_normal((3, 2)).astype(dtype),
        "b": rng.standard_normal(2).astype(dtype),
        "c": np.array(0.7, dtype),
        "K": rng.standard_normal((2, 1, 3)).astype(dtype),
    }


def noisy_grads(params, rng):
    """Return the gradients of the mean of (c (x W + b) - y)^2 on a batch.

    Of K, the gradient of a bowl with noise, now and then 0.
    """
    x = rng.standard_normal((8, 3)) * [1.0, 0.3, 2.0]
    y = np.sin(x[:, :2]) + 0.1 * rng.standard_normal((8, 2))
    W, b, c = params["W"], params["b"], params["c"]
    z = x @ W + b
    delta = 2 * (c * z - y) / y.size
    noise = rng.standard_normal(params["K"].shape)
    return {
        "W": c * x.T @ delta,
        "b": c * delta.sum(axis=0),
        "c": np.asarray((delta * z).sum()),
        "K": (params["K"] + noise) * (noise > 0),
    }


def split(options):
    """Return the options of init, and those of step."""
    first = {key: v for key, v in options.items() if key in AT_INIT}
    return first, {key: v for key, v in options.items() if key not in AT_INIT}


def our_run(name, options, convert=np.asarray, rates=None):
    """Return the parameters after each step, as NumPy arrays."""
    rng = np.random.default_rng(2)
    params = {key: convert(value) for key, value in start().items()}
    at_init, at_step = split(options)
    state = RULES[name].init(params, **at_init)
    path = []
    for t in range(STEPS):
        plain = {key: np.asarray(value) for key, value in params.items()}
        grads = noisy_grads(plain, rng)
        grads = {key: convert(value) for key, value in grads.items()}
        if rates:
            at_step = at_step | {"lr": rates[t]}
        params, state = RULES[name].step(params, grads, state, **at_step)
        path.append(params)
    return path


def torch_run(name, options, rates=None):
    """Return the parameters after each step of torch's optimizer."""
    rng = np.random.default_rng(2)
    leaves = {
        key: torch.tensor(v, requires_grad=True) for key, v in start().items()
    }
    optimizer = ORACLES[name](leaves.values(), **options)
    path = []
    for t in range(STEPS):
        plain = {key: v.detach().numpy() for key, v in leaves.items()}
        for key, grad in noisy_grads(plain, rng).items():
            leaves[key].grad = torch.tensor(grad)
        if rates:
            optimizer.param_groups[0]["lr"] = rates[t]
        optimizer.step()
        path.append({key: v.detach().clone() for key, v in leaves.items()})
    return path


def assert_same_path(actual, expected):
    assert len(actual) == len(expected) == STEPS
    for key in expected[0]:
        assert_allclose(
            np.stack([np.asarray(params[key]) for params in actual]),
            np.stack([np.asarray(params[key]) for params in expected]),
            **TOLERANCES["optimizer"],
        )


def changed(arrays, change):
    return {key: change(value) for key, value in arrays.items()}


@every_run
def test_a_thousand_steps_are_those_of_torch(name, options):
    actual = our_run(name, options)

    expected = torch_run(name, options)
    assert_same_path(actual, expected)


@every_rule
def test_tensors_take_the_steps_of_torch(name):
    actual = our_run(name, DECAY, convert=torch.asarray)

    assert_same_path(actual, torch_run(name, DECAY))
    assert {type(v) for v in actual[-1].values()} == {torch.Tensor}


@every_rule
def test_a_rate_that_changes_on_the_way_is_followed_as_in_torch(name):
    rates = [0.01 * (1 + np.cos(t / 50).item()) for t in range(STEPS)]

    actual = our_run(name, {}, rates=rates)

    assert_same_path(actual, torch_run(name, {}, rates=rates))


@every_rule
def test_every_option_of_a_rule_has_a_run(name):
    options = {
        key
        for f in (RULES[name].init, RULES[name].step)
        for key, p in inspect.signature(f).parameters.items()
        if p.kind is p.KEYWORD_ONLY
    }

    tried = {key for n, run in RUNS if n == name for key in run}
    assert tried == options


@every_rule
def test_defaults_are_those_of_torch(name):
    oracle = ORACLES[name]
    theirs = inspect.signature(getattr(oracle, "func", oracle)).parameters
    ours = {
        key: p.default
        for f in (RULES[name].init, RULES[name].step)
        for key, p in inspect.signature(f).parameters.items()
        if p.kind is p.KEYWORD_ONLY
    }

    # SGD's momentum is 0 in torch, and the docstring says so.
    named = {"momentum": 0.9} if name in {"momentum", "nesterov"} else {}
    assert ours == {key: theirs[key].default for key in ours} | named


@every_rule
@every_library
def test_every_library_takes_the_same_step(name, convert):
    rule, params = RULES[name], start()
    grads = noisy_grads(params, np.random.default_rng(0))

    actual, there = changed(params, convert), changed(grads, convert)
    state = rule.init(actual)
    for _ in range(2):
        actual, state = rule.step(actual, there, state, lr=0.1)

    expected, state = params, rule.init(params)
    for _ in range(2):
        expected, state = rule.step(expected, grads, state, lr=0.1)
    for key in params:
        assert type(actual[key]) is type(convert(params[key]))
        assert_allclose(
            np.asarray(actual[key]),
            expected[key],
            **TOLERANCES["optimizer"],
        )


@every_rule
def test_python_floats_are_parameters_too(name):
    rule, grads = RULES[name], {"w": np.array([2.0])}
    array, state = {"w": np.array([3.0])}, rule.init({"w": np.array([3.0])})
    array, state = rule.step(array, grads, state)
    array, state = rule.step(array, grads, state)

    params, state = {"w": 3.0}, rule.init({"w": 3.0})
    params, state = rule.step(params, {"w": 2.0}, state)
    params, state = rule.step(params, {"w": 2.0}, state)

    assert_allclose(params["w"], array["w"][0], **TOLERANCES["exact"])


@every_rule
@pytest.mark.parametrize(
    "convert", [np.asarray, torch.asarray], ids=["numpy", "torch"]
)
def test_a_run_in_float32_stays_in_float32(name, convert):
    rule, params = RULES[name], changed(start("float32"), convert)
    grads = changed(start("float32"), convert)

    state = rule.init(params)
    for _ in range(3):
        params, state = rule.step(params, grads, state, lr=1)

    memory = [v for k in state if k != "t" for v in state[k].values()]
    names = {str(v.dtype) for v in [*params.values(), *memory]}
    assert names <= {"float32", "torch.float32"}


@every_rule
def test_inputs_stay_as_they_are(name):
    rule, params = RULES[name], start()
    grads = noisy_grads(params, np.random.default_rng(0))
    _, state = rule.step(params, grads, rule.init(params))
    given = [params, grads, *(state[k] for k in state if k != "t")]
    before = [changed(arrays, np.copy) for arrays in given]
    t = state.get("t")
    for arrays in given:
        for key in arrays:
            arrays[key] = np.array(arrays[key])
            arrays[key].flags.writeable = False

    new, after = rule.step(params, grads, state, weight_decay=0.1)

    for arrays, old in zip(given, before, strict=True):
        assert list(arrays) == list(old) == list(new)
        for key in arrays:
            assert np.array_equal(arrays[key], old[key])
            assert not np.shares_memory(new[key], arrays[key])
    assert state.get("t") == t
    assert after is not state or not state


@every_rule
def test_a_state_can_be_stepped_from_twice(name):
    rule, params = RULES[name], start()
    grads = noisy_grads(params, np.random.default_rng(0))
    _, state = rule.step(params, grads, rule.init(params))

    first, _ = rule.step(params, grads, state)
    again, _ = rule.step(params, grads, state)

    assert all(np.array_equal(first[key], again[key]) for key in params)


@every_rule
def test_each_weight_is_moved_by_its_own_gradient_alone(name):
    rule, params = RULES[name], start()
    grads = noisy_grads(params, np.random.default_rng(0))

    alone, _ = rule.step(
        {"K": params["K"][:1]},
        {"K": grads["K"][:1]},
        rule.init({"K": params["K"][:1]}),
    )

    new, _ = rule.step(params, grads, rule.init(params))
    assert_allclose(alone["K"], new["K"][:1], **TOLERANCES["exact"])


@every_rule
def test_the_order_of_the_keys_does_not_matter(name):
    rule, params = RULES[name], start()
    grads = noisy_grads(params, np.random.default_rng(0))
    backwards = {key: grads[key] for key in reversed(grads)}

    new, _ = rule.step(params, backwards, rule.init(params))

    expected, _ = rule.step(params, grads, rule.init(params))
    assert all(np.array_equal(new[key], expected[key]) for key in params)


@every_rule
def test_a_gradient_of_0_moves_nothing_but_by_decay(name):
    rule, params = RULES[name], {"w": np.array([3.0, 0.0])}

    new, state = params, rule.init(params)
    for _ in range(3):
        grads = {"w": np.zeros(2)}
        new, state = rule.step(new, grads, state, weight_decay=0.0)

    assert new["w"].tolist() == [3.0, 0.0]


@every_rule
def test_a_rate_of_0_moves_nothing(name):
    rule, params = RULES[name], start()
    grads = noisy_grads(params, np.random.default_rng(0))

    new, _ = rule.step(params, grads, rule.init(params), lr=0)

    assert all(np.array_equal(new[key], params[key]) for key in params)


def moves(rule, g, steps, **options):
    """Return how far each step goes under a constant gradient."""
    params = {"w": np.array([0.0])}
    state, path = rule.init(params), [0.0]
    for _ in range(steps):
        grads = {"w": np.array([g])}
        params, state = rule.step(params, grads, state, **options)
        path.append(float(params["w"][0]))
    return -np.diff(path)


@pytest.mark.parametrize("rule", [adam, adamw], ids=["adam", "adamw"])
@pytest.mark.parametrize(
    ("g", "printed"),
    [(1000.0, "0.1000000"), (1.0, "0.1000000"), (0.001, "0.0999990")],
)
def test_adams_first_step_is_the_rate_whatever_the_gradient(rule, g, printed):
    (move,) = moves(rule, g, 1, lr=0.1)

    assert f"{move:.7f}" == printed
    # m_hat = g and v_hat = g^2; eps is added outside the root.
    assert_allclose(move, 0.1 * g / (g + 1e-8), **TOLERANCES["exact"])


def test_adagrads_steps_fall_as_one_over_the_root_of_t():
    actual = moves(adagrad, 2.0, 100, lr=0.1)

    printed = {t: f"{actual[t - 1]:.7f}" for t in (1, 2, 10, 100)}
    assert printed == {
        1: "0.1000000",
        2: "0.0707107",
        10: "0.0316228",
        100: "0.0100000",
    }
    # Differences of a path of length 2: 1e-15 each; eps is 1e-10 of g.
    expected = 0.1 / np.sqrt(np.arange(1, 101))
    assert_allclose(actual, expected, rtol=1e-10, atol=1e-14)


def test_rmsprops_first_step_is_ten_times_the_rate():
    (move,) = moves(rmsprop, 1000.0, 1, lr=0.01)

    # v = 0.01 g^2, not corrected: 0.01 g / (0.1 g + eps).
    assert_allclose(move, 10 / (100 + 1e-8), **TOLERANCES["exact"])


def test_momentum_goes_ten_times_as_far_as_sgd_in_the_end():
    fast, slow = (moves(rule, 1.0, 400, lr=0.1) for rule in (momentum, sgd))

    # 1 + 0.9 + 0.81 + ... = 10; what is missing is 0.9^400 = 5e-19.
    # Differences of a path of length 400: 6e-14 each.
    assert_allclose(fast[-1], 10 * slow[-1], rtol=1e-11)


def test_weight_decay_is_a_penalty_in_sgd_and_adam_but_not_in_adamw():
    params, flat = {"w": np.array([4.0])}, {"w": np.array([0.0])}
    options = {"lr": 0.5, "weight_decay": 0.25}

    actual = {
        rule: rule.step(params, flat, rule.init(params), **options)[0]["w"][0]
        for rule in (sgd, adam, adamw)
    }

    assert actual[sgd] == 3.5  # 4 - 0.5 * 0.25 * 4
    assert actual[adamw] == 3.5  # the same, as the gradient is 0
    assert_allclose(actual[adam], 3.5, rtol=1e-7)  # 4 - 0.5 * sign(1)
    params = {"w": np.array([40.0])}
    new, _ = adam.step(params, flat, adam.init(params), **options)
    assert_allclose(new["w"], 39.5, rtol=1e-7)  # the size is divided out
    new, _ = adamw.step(params, flat, adamw.init(params), **options)
    assert new["w"].tolist() == [35.0]  # 40 - 0.5 * 0.25 * 40


@every_rule
def test_a_network_of_torch_is_trained_under_no_grad(name):
    rule, w = RULES[name], torch.tensor([1.0, -2.0], requires_grad=True)
    params = {"w": w}
    state = rule.init(params)
    (w**2).sum().backward()

    with torch.no_grad():
        new, state = rule.step(params, {"w": w.grad}, state)

    assert not new["w"].requires_grad
    assert (abs(new["w"]) < abs(w)).all()


@every_rule
def test_a_step_lets_gradients_through(name):
    rule, w = RULES[name], torch.tensor([1.0, -2.0], requires_grad=True)

    new, _ = rule.step({"w": w}, {"w": 2 * w}, rule.init({"w": w}))
    new["w"].sum().backward()

    assert torch.isfinite(w.grad).all()


@every_rule
@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"lr": -0.1}, ValueError, "lr must not be negative; got -0.1"),
        ({"lr": np.nan}, ValueError, "lr must be finite; got nan"),
        ({"lr": np.inf}, ValueError, "lr must be finite; got inf"),
        ({"lr": "1"}, TypeError, "lr must be a plain number; got str"),
        ({"weight_decay": -1}, ValueError, "weight_decay must not be neg"),
        ({"params": {}}, ValueError, "params must have an entry .*got none"),
        ({"params": {"w": np.ones(2, int)}}, TypeError, "params.*got int64"),
        ({"grads": {}}, ValueError, "grads must have the keys w; got none"),
        ({"grads": None}, TypeError, "grads must be a dictionary; got None"),
        ({"grads": {"w": None}}, TypeError, "grads.*; got NoneType"),
        ({"grads": {"w": torch.ones(2)}}, TypeError, "got numpy and torch"),
        (
            {"grads": {"w": np.ones((2, 1))}},
            ValueError,
            r"shapes differ: params\['w'\] \(2,\), grads\['w'\] \(2, 1\)",
        ),
        (
            {"grads": {"w": np.ones(2, "float32")}},
            TypeError,
            r"dtypes differ: params\['w'\] float64, grads\['w'\] float32",
        ),
        (
            {"lr": np.float32(0.1)},
            TypeError,
            r"lr must be a plain .* params\['w'\] float64; got float32: use f",
        ),
        (
            {"state": {"q": 1}},
            ValueError,
            "state must have the keys [a-z, ]+; got q",
        ),
    ],
    ids=lambda value: str(value).replace(" ", "")[:40],
)
def test_a_step_refuses(name, change, error, message):
    params = {"w": np.ones(2)}
    good = {
        "params": params,
        "grads": {"w": np.ones(2)},
        "state": RULES[name].init(params),
    }

    with pytest.raises(error, match=message):
        RULES[name].step(**good | change)


@pytest.mark.parametrize("name", [n for n in RULES if n != "sgd"])
@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"v": np.ones(2)}, r"state\['.'\] must have the keys w; got v"),
        ({"w": np.ones(3)}, r"params\['w'\] \(2,\), state\['.'\]\['w'\] \(3,"),
        ({"w": np.ones(2, "float32")}, r"dtypes differ: .* float32"),
        ({"w": torch.ones(2)}, "got numpy and torch"),
    ],
)
def test_the_state_of_other_parameters_is_refused(name, other, message):
    params = {"w": np.ones(2)}
    state = RULES[name].init(other)

    with pytest.raises((ValueError, TypeError), match=message):
        RULES[name].step(params, params, state)


def test_the_state_of_another_rule_is_refused():
    params = {"w": np.ones(2)}

    with pytest.raises(ValueError, match="keys t, m, v; got v, b"):
        adam.step(params, params, rmsprop.init(params))
    with pytest.raises(ValueError, match="keys none; got t, m, v"):
        sgd.step(params, params, adam.init(params))


@pytest.mark.parametrize(
    ("name", "options", "error", "message"),
    [
        ("momentum", {"momentum": 1.0}, ValueError, "momentum must be below"),
        ("momentum", {"momentum": -0.1}, ValueError, "momentum must not be n"),
        ("momentum", {"dampening": 1.5}, ValueError, "dampening must be bel"),
        ("nesterov", {"momentum": 9}, ValueError, "momentum must be below 1"),
        ("adagrad", {"lr_decay": -1}, ValueError, "lr_decay must not be neg"),
        ("adagrad", {"eps": 0.0}, ValueError, "eps must be above 0; got 0.0"),
        ("rmsprop", {"alpha": 1.0}, ValueError, "alpha must be below 1; got"),
        ("rmsprop", {"momentum": 1.0}, ValueError, "momentum must be below"),
        ("rmsprop", {"eps": 0}, ValueError, "eps must be above 0; got 0"),
        ("adam", {"eps": -1e-8}, ValueError, "eps must be above 0; got -1"),
        ("adam", {"betas": 0.9}, TypeError, "betas must be a pair.*got 0.9"),
        ("adam", {"betas": (0.9,)}, TypeError, "betas must be a pair .*"),
        ("adam", {"betas": (1.0, 0.9)}, ValueError, r"betas\[0\] must be bel"),
        ("adamw", {"betas": (0.9, 1)}, ValueError, r"betas\[1\] must be bel"),
        ("adamw", {"betas": (0.9, -1)}, ValueError, r"betas\[1\] must not"),
        (
            "adamw",
            {"betas": (np.float32(0.9), 0.9)},
            TypeError,
            "betas must be a plain number beside .*; got float32: use float",
        ),
    ],
)
def test_an_option_out_of_range_is_refused(name, options, error, message):
    params = {"w": np.ones(2)}
    state = RULES[name].init(params)

    with pytest.raises(error, match=message):
        RULES[name].step(params, params, state, **options)


@every_rule
def test_init_refuses_what_is_not_parameters(name):
    with pytest.raises(ValueError, match="params must have an entry or more"):
        RULES[name].init({})
    with pytest.raises(TypeError, match=r"params\['w'\] must be real float"):
        RULES[name].init({"w": np.ones(2, int)})


def test_adagrads_sum_cannot_start_below_0():
    with pytest.raises(
        ValueError, match="initial_accumulator_value must not be negative"
    ):
        adagrad.init({"w": np.ones(2)}, initial_accumulator_value=-0.1)
