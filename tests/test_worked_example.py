"""The 2-2-1 network against exact values, mpmath, torch and differences.

The exact values were computed with mpmath to 40 digits; the first test does
it again from the definition, so none of them has to be believed.
"""

import re

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from byhand.gradcheck import numerical_gradient
from byhand.worked_example import TwoTwoOne
from tests.tolerances import TOLERANCES

W = (0.7, 0.3, 0.4, 0.6, 0.55, 0.45)
X = (0.5, 0.3)

EXACT = {
    "z1": 0.47,
    "z2": 0.33,
    "h1": 0.615383756391182,
    "h2": 0.581759376841836,
    "z3": 0.600252785593977,
    "o": 0.645714137456269,
    "C": 0.125518472398356,
    "dC_do": -0.708571725087463,
    "do_dz3": 0.228767390145376,
    "dC_dz3": -0.162098104279066,
    "dz3_dw5": 0.615383756391182,
    "dC_dh1": -0.0891539573534860,
    "dC_dh2": -0.0729441469255795,
    "dh1_dz1": 0.236686588761060,
    "dh2_dz2": 0.243315404298435,
    "dC_dz1": -0.0211015460405456,
    "dC_dz2": -0.0177484346004018,
    "dC_dx1": -0.0200956126085025,
    "dC_dx2": -0.0190896791764593,
    "dC_dw1": -0.0105507730202728,
    "dC_dw2": -0.00887421730020089,
    "dC_dw3": -0.00633046381216370,
    "dC_dw4": -0.00532453038012054,
    "dC_dw5": -0.0997525403151409,
    "dC_dw6": -0.0943020921326321,
}
AFTER_ONE_STEP = (
    *(0.701055077302027, 0.300887421730020, 0.400633046381216),
    *(0.600532453038012, 0.559975254031514, 0.459430209213263),
)
LOSS_AFTER = {
    1: 0.123618324624,
    2: 0.121757909514,
    3: 0.119936318932,
    5: 0.116406064024,
    10: 0.108199581364,
    50: 0.0651113776715,
    100: 0.0402638131700,
    500: 0.00740692460583,
    1000: 0.00325335112072,
}


def exact_loss(w, x, y, b=(0, 0, 0)):
    """Compute the loss from its definition, in mpmath's precision."""

    def sigmoid(z):
        return 1 / (1 + mpmath.exp(-z))

    h1 = sigmoid(w[0] * x[0] + w[2] * x[1] + b[0])
    h2 = sigmoid(w[1] * x[0] + w[3] * x[1] + b[1])
    o = sigmoid(w[4] * h1 + w[5] * h2 + b[2])
    return (y - o) ** 2


def with_weights(**changes):
    w = list(W)
    for name, value in changes.items():
        w[int(name[1]) - 1] = value
    return TwoTwoOne(w)


def test_every_gradient_equals_mpmaths_derivative_of_the_definition():
    net = TwoTwoOne(b=(0.1, -0.2, 0.3))
    point = [*map(mpmath.mpf, (*W, *X, 0.1, -0.2, 0.3))]

    def loss(*p):
        return exact_loss(p[:6], p[6:8], 1, p[8:])

    with mpmath.workdps(40):
        expected = [
            float(mpmath.diff(loss, tuple(point), orders))
            for orders in np.eye(11, dtype=int).tolist()
        ]

    actual = [*net.dC_dw, net.dC_dx1, net.dC_dx2, *net.dC_db]
    assert_allclose(actual, expected, **TOLERANCES["exact"])


@pytest.mark.parametrize("name", EXACT)
def test_each_intermediate_has_its_exact_value(name):
    net = TwoTwoOne()

    assert_allclose(getattr(net, name), EXACT[name], rtol=2e-14)


def test_one_step_gives_the_exact_weights():
    after = TwoTwoOne().step()

    assert_allclose(after.w, AFTER_ONE_STEP, rtol=2e-15)


def test_the_loss_after_many_steps_is_exact_to_the_printed_digits():
    net = TwoTwoOne()

    for n in range(1, max(LOSS_AFTER) + 1):
        net = net.step()
        if n in LOSS_AFTER:
            assert_allclose(float(net.C), LOSS_AFTER[n], rtol=1e-11)


@pytest.mark.parametrize(
    ("lr", "loss"), [(0.01, 0.125327553), (1, 0.107416877), (10, 0.0198088906)]
)
def test_one_step_at_another_rate_gives_the_exact_loss(lr, loss):
    assert_allclose(TwoTwoOne(lr=lr).step().C, loss, rtol=5e-9)


@pytest.mark.parametrize(
    ("w5", "loss"),
    [
        (0.559975254031514, 0.124526276413887),
        (0.540024745968486, 0.126516392672638),
        (0.551, 0.125418748620587),
        (0.549, 0.125618253703634),
    ],
)
def test_the_loss_with_another_w5_is_exact(w5, loss):
    assert_allclose(with_weights(w5=w5).C, loss, rtol=1e-14)


def test_the_wrong_sign_for_all_weights_raises_the_loss():
    wrong = TwoTwoOne(lr=-0.1).step()

    assert_allclose(wrong.C, 0.127438720506593, rtol=1e-14)


seeds = st.integers(0, 2**32 - 1)


def random_net(seed, **kind):
    rng = np.random.default_rng(seed)
    w, x, y, b = (rng.normal(size=shape) for shape in (6, 2, (), 3))
    return TwoTwoOne(w, x, y, 0.1, b)


@given(seeds)
def test_all_gradients_pass_the_triangle_on_random_networks(seed):
    net = random_net(seed)
    leaves = [
        torch.tensor(part, dtype=torch.float64, requires_grad=True)
        for part in (net.w, net.x, net.b)
    ]
    w, x, b = leaves
    TwoTwoOne(w, x, float(net.y), 0.1, b).C.backward()
    hand = (net.dC_dw, np.stack([net.dC_dx1, net.dC_dx2]), net.dC_db)

    for ours, leaf in zip(hand, leaves, strict=True):
        assert_allclose(ours, leaf.grad, **TOLERANCES["autograd"])
    assert_allclose(
        net.dC_dw,
        numerical_gradient(
            lambda w: TwoTwoOne(w, net.x, net.y, 0.1, net.b).C, net.w
        ),
        **TOLERANCES["differences"],
    )


def test_the_triangle_rejects_a_gradient_that_is_off_by_one_in_ten_thousand():
    net = TwoTwoOne()
    numerical = numerical_gradient(lambda w: TwoTwoOne(w).C, net.w)

    with pytest.raises(AssertionError):
        assert_allclose(
            1.0001 * net.dC_dw, numerical, **TOLERANCES["differences"]
        )


@given(seeds)
def test_swapping_the_hidden_neurons_changes_nothing_at_the_output(seed):
    net = random_net(seed)
    w, b = net.w[[1, 0, 3, 2, 5, 4]], net.b[[1, 0, 2]]
    mirrored = TwoTwoOne(w, net.x, net.y, 0.1, b)

    assert_allclose(mirrored.o, net.o, rtol=1e-14)
    assert_allclose(mirrored.dC_dw5, net.dC_dw6, rtol=1e-12)


def test_a_step_leaves_the_network_and_its_biases_as_they_were():
    w, b = np.array(W), np.zeros(3)
    net = TwoTwoOne(w, b=b)

    after = net.step()

    assert_allclose(net.w, W, rtol=0)
    assert after.b.tolist() == [0, 0, 0]
    assert w.tolist() == list(W)


def test_biases_move_only_when_asked():
    after = TwoTwoOne().step(biases=True)

    assert_allclose(after.b, -0.1 * TwoTwoOne().dC_db, rtol=1e-15)
    assert after.C < TwoTwoOne().step().C


def test_a_tensor_gives_tensors_of_its_dtype():
    net = TwoTwoOne(torch.tensor(W, dtype=torch.float32))

    assert net.C.dtype == torch.float32
    assert net.step().w.dtype == torch.float32
    assert_allclose(float(net.C), EXACT["C"], rtol=1.3e-6)


def test_saturated_neurons_give_finite_values_without_a_warning():
    net = TwoTwoOne(w=(1e4, -1e4, 1e4, -1e4, 1e3, 1e3))

    assert net.C == 0
    assert net.dC_dw.tolist() == [0] * 6


def arithmetic(latex):
    """Compute the line of numbers of a printed equation."""
    line = latex.splitlines()[-3].removeprefix("&").removeprefix("= ")
    line = line.removesuffix(r" \\").replace(r"\cdot", "*")
    line = line.replace("^", "**")
    line = line.replace(r"\sigma", "sigmoid")
    return eval(line, {"sigmoid": lambda z: 1 / (1 + np.exp(-z))})


@pytest.mark.parametrize(
    "name", [n for n in EXACT if not n.startswith("dz3")] + ["new_w1"]
)
@pytest.mark.parametrize("b", [(0, 0, 0), (0.25, -0.5, 0.125)])
def test_the_arithmetic_that_is_printed_is_true(name, b):
    net = TwoTwoOne(b=b)
    expected = net.step().w[0] if name == "new_w1" else getattr(net, name)

    actual = arithmetic(net.latex(name))

    # Each printed number is rounded to seven decimals.
    assert_allclose(actual, expected, atol=2e-7)
    assert f"{expected:.7f}".rstrip("0") in net.latex(name)


@pytest.mark.parametrize(
    "name", [*EXACT, "dC_db1", *(f"new_w{i}" for i in range(1, 7))]
)
def test_every_equation_ends_with_its_value(name):
    net = TwoTwoOne()
    last = net.latex(name).splitlines()[-2]
    printed = float(re.findall(r"-?[\d.]+$", last)[0])

    value = net.step().w[int(name[-1]) - 1] if "new" in name else None
    value = getattr(net, name) if value is None else value
    assert_allclose(printed, value, atol=5.1e-8)


def test_a_rounded_value_stands_behind_an_almost_equal_sign():
    net = TwoTwoOne()

    assert r"&= 0.47" in net.latex("z1")
    assert r"&= 0.33" in net.latex("z2")
    assert r"&\approx -0.0997525" in net.latex("dC_dw5")
    assert r"&\approx 0.5599753" in net.latex("new_w5")


def test_biases_are_printed_only_where_there_are_any():
    assert "b_1" not in TwoTwoOne().latex("z1")
    assert "+ b_1" in TwoTwoOne(b=(0.1, 0.0, 0.0)).latex("z1")


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"w": W[:5]}, ValueError, r"w must have shape \(6,\); got \(5,\)"),
        ({"x": (1, 2, 3)}, ValueError, r"x must have shape \(2,\)"),
        ({"y": (1.0,)}, ValueError, r"y must have shape \(\); got \(1,\)"),
        ({"b": 0.0}, ValueError, r"b must have shape \(3,\)"),
        ({"w": np.arange(6)}, TypeError, "w must be real floating point"),
        ({"w": "abcdef"}, TypeError, "w must be numbers; got 'abcdef'"),
        ({"y": None}, TypeError, "y must be numbers; got None"),
        ({"lr": "0.1"}, TypeError, "lr must be a plain number"),
        ({"lr": float("inf")}, ValueError, "lr must be finite"),
        ({"x": torch.ones(2)}, TypeError, "of one kind"),
    ],
)
def test_bad_input_is_refused_in_plain_words(arguments, error, words):
    with pytest.raises(error, match=words):
        TwoTwoOne(**arguments)


def test_an_unknown_quantity_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"name must be one of z1, .*'w7'"):
        TwoTwoOne().latex("w7")
