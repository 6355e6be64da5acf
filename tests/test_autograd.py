"""A graph of plain numbers finds the gradients that torch finds."""

import math
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from numpy.testing import assert_allclose

from byhand.autograd import Value
from byhand.gradcheck import numerical_gradient
from tests.tolerances import TOLERANCES

BINARY = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / (b * b + 1),
}
DIRECT = BINARY | {"/": lambda a, b: a / b}
UNARY = {
    "neg": lambda a: -a,
    "exp": lambda a: a.tanh().exp(),
    "log": lambda a: (a**2 + 0.5).log(),
    "sigmoid": lambda a: a.sigmoid(),
    "tanh": lambda a: a.tanh(),
    "relu": lambda a: a.relu(),
    "power": lambda a: (a.sigmoid() + 0.1) ** -1.5,
    "left": lambda a: 2 - 3 * (1 / (2 + a**2)),
    "right": lambda a: (a * 3 - 2 + 1) / 4,
}


def random_expression(leaves, seed):
    """Combine numbers of any library, the same for the same seed."""
    rng = np.random.default_rng(seed)
    pool = list(leaves)
    for _ in range(rng.integers(1, 25)):
        a, b = (pool[i] for i in rng.integers(len(pool), size=2))
        if rng.random() < 0.5:
            pool.append(list(BINARY.values())[rng.integers(len(BINARY))](a, b))
        else:
            pool.append(list(UNARY.values())[rng.integers(len(UNARY))](a))
        pool[-1] = pool[-1].tanh() if rng.random() < 0.3 else pool[-1]
    return sum(pool[1:], pool[0])


@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 4))
def test_random_graphs_have_the_values_and_gradients_of_torch(seed, count):
    numbers = np.random.default_rng(seed).normal(size=count).tolist()
    ours = [Value(number) for number in numbers]
    theirs = [
        torch.tensor(number, dtype=torch.float64, requires_grad=True)
        for number in numbers
    ]

    value = random_expression(ours, seed)
    tensor = random_expression(theirs, seed)
    value.backward()
    tensor.backward()

    assert_allclose(value.data, tensor.item(), **TOLERANCES["library"])
    for leaf, other in zip(ours, theirs, strict=True):
        assert_allclose(leaf.grad, other.grad, **TOLERANCES["autograd"])


RULES = {
    "a + b": (lambda a, b: a + b, lambda a, b: a + b),
    "a - b": (lambda a, b: a - b, lambda a, b: a - b),
    "a * b": (lambda a, b: a * b, lambda a, b: a * b),
    "a / b": (lambda a, b: a / b, lambda a, b: a / b),
    "a + 3": (lambda a, b: a + 3, lambda a, b: a + 3),
    "3 + a": (lambda a, b: 3 + a, lambda a, b: 3 + a),
    "a - 3": (lambda a, b: a - 3, lambda a, b: a - 3),
    "3 - a": (lambda a, b: 3 - a, lambda a, b: 3 - a),
    "a * 3": (lambda a, b: a * 3, lambda a, b: a * 3),
    "3 * a": (lambda a, b: 3 * a, lambda a, b: 3 * a),
    "a / 3": (lambda a, b: a / 3, lambda a, b: a / 3),
    "3 / a": (lambda a, b: 3 / a, lambda a, b: 3 / a),
    "-a": (lambda a, b: -a, lambda a, b: -a),
    "a ** 3": (lambda a, b: a**3, lambda a, b: a * a * a),
    "a ** 1": (lambda a, b: a**1, lambda a, b: a),
    "a ** 0": (lambda a, b: a**0, lambda a, b: 1.0),
    "a ** -1": (lambda a, b: a**-1, lambda a, b: 1 / a),
    "b ** 0.5": (lambda a, b: b**0.5, lambda a, b: math.sqrt(b)),
    "exp": (lambda a, b: a.exp(), lambda a, b: math.exp(a)),
    "log": (lambda a, b: b.log(), lambda a, b: math.log(b)),
    "sigmoid": (lambda a, b: a.sigmoid(), lambda a, b: 1 / (1 + math.exp(-a))),
    "tanh": (lambda a, b: a.tanh(), lambda a, b: math.tanh(a)),
    "relu": (lambda a, b: a.relu(), lambda a, b: max(a, 0.0)),
}


@pytest.mark.parametrize("a", [-1.3, 0.7])
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_agrees_with_python_and_with_central_differences(rule, a):
    ours, plain = RULES[rule]
    point = np.array([a, 1.9])
    x, y = Value(a), Value(1.9)

    result = ours(x, y)
    result.backward()

    slopes = numerical_gradient(lambda p: np.float64(plain(*p)), point)
    assert_allclose(result.data, plain(*point), **TOLERANCES["exact"])
    assert_allclose([x.grad, y.grad], slopes, **TOLERANCES["differences"])


def test_two_paths_add():
    # a = 3, b = 2a, c = a**2, d = bc = 2a**3: slope 6a**2 = 54
    a = Value(3.0)
    b, c = 2 * a, a**2

    d = b * c
    d.backward()

    assert d.data == 54
    assert (a.grad, b.grad, c.grad, d.grad) == (54, 9, 6, 1)


def test_a_late_short_path_and_an_early_long_one_add():
    # x + ((x + 1) + 1) + x: three paths of slope 1
    x = Value(5.0)

    (x + (x + 1 + 1) + x).backward()

    assert x.grad == 3


def test_a_ladder_of_diamonds_is_walked_once_a_node_not_once_a_path():
    x = y = Value(1.0)
    for _ in range(60):  # 2**60 paths
        y = y + y
    y.backward()

    assert x.grad == 2**60
    assert len(y.nodes()) == 61


def test_a_number_used_twice_by_one_operation_gets_both_slopes():
    x = Value(3.0)

    (x * x).backward()

    assert x.grad == 6


def test_a_number_divided_by_itself_has_slope_0():
    x = Value(3.0)

    (x / x).backward()

    assert_allclose(x.grad, 0, **TOLERANCES["exact"])


def test_grads_of_several_graphs_add_up_in_a_shared_leaf():
    w = Value(2.0)
    for _ in range(3):
        (3 * w).backward()

    assert w.grad == 9


def test_three_passes_over_one_graph_give_3_6_9():
    w = Value(2.0)
    loss = 3 * w
    seen = []
    for _ in range(3):
        loss.backward()
        seen.append(w.grad)

    assert seen == [3, 6, 9]


def test_a_second_pass_does_not_push_old_gradients_of_results_again():
    # x = 2, y = x**2, z = y**2, z + y: dy = 2y + 1 = 9, dx = 2x * 9 = 36
    x = Value(2.0)
    y = x**2
    total = y**2 + y

    total.backward()
    total.backward()

    assert (x.grad, y.grad, total.grad) == (2 * 36, 2 * 9, 2)


def test_a_second_pass_equals_that_of_torch_where_it_keeps_a_grad():
    x = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    y = x**2
    y.retain_grad()
    total = y**2 + y
    total.backward(retain_graph=True)
    total.backward()

    assert (x.grad.item(), y.grad.item()) == (2 * 36, 2 * 9)


def test_passes_from_two_results_of_one_graph_add_up():
    # h = 3w; first h alone, then h**2 with slope 2h = 12 towards h
    w = Value(2.0)
    h = 3 * w
    square = h**2

    h.backward()
    square.backward()

    assert h.grad == 1 + 12
    assert w.grad == 3 + 36


def test_zero_grad_clears_the_whole_graph():
    w = Value(2.0)
    loss = (3 * w) ** 2
    loss.backward()

    loss.zero_grad()

    assert [node.grad for node in loss.nodes()] == [0] * len(loss.nodes())
    loss.backward()
    assert w.grad == 36


def test_a_pass_leaves_the_graph_beyond_its_start_alone():
    x = Value(2.0)
    y = 3 * x
    z = y + 1

    y.backward()

    assert (x.grad, z.grad) == (3, 0)


def test_a_backward_pass_from_a_leaf_gives_it_1():
    x = Value(2.0)

    x.backward()

    assert x.grad == 1


def test_results_keep_the_slopes_at_which_they_were_made():
    x = Value(2.0)
    y = x**2
    x.data = 10.0

    y.backward()

    assert x.grad == 4


def test_nodes_come_after_their_inputs_each_once_and_the_result_last():
    x = Value(1.0)
    y = ((x + 1) * x - x).exp() + x
    nodes = y.nodes()

    assert len(set(nodes)) == len(nodes)
    assert nodes[-1] is y
    for place, node in enumerate(nodes):
        assert all(source in nodes[:place] for source, _ in node.links)


CHAIN = """
import sys
from byhand.autograd import Value
sys.setrecursionlimit(100)
x = y = Value(1.0)
for _ in range({length}):
    y = y + 1e-3
y.backward()
assert x.grad == 1.0, x.grad
y.zero_grad()
assert x.grad == 0.0, x.grad
repr(y)
del {order}
print("done")
"""


@pytest.mark.parametrize("order", ["y, x", "x, y"])
def test_a_chain_of_100_000_nodes_is_walked_and_freed(order):
    # In a process of its own: a stack that overflows would end the tests.
    code = CHAIN.format(length=100_000, order=order)

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


@pytest.mark.parametrize(
    "number", [2, 2.0, True, Fraction(1, 2), np.float64(3), np.float32(0.5)]
)
def test_any_plain_number_goes_with_a_value_on_either_side(number):
    x = Value(3.0)

    left, right = number * x, x * number
    (left + right).backward()

    assert type(left) is type(right) is Value
    assert type(left.data) is float
    assert left.data == right.data == 3 * float(number)
    assert x.grad == 2 * float(number)


def test_a_plain_number_keeps_its_side_in_the_graph():
    x = Value(3.0)

    for result in (2 + x, 2 - x, 2 * x, 2 / x):
        assert [source.data for source, _ in result.links] == [2, 3]
    for result in (x + 2, x - 2, x * 2, x / 2):
        assert [source.data for source, _ in result.links] == [3, 2]


def test_values_can_be_summed():
    values = [Value(1.0), Value(2.0), Value(3.0)]

    total = sum(values)
    total.backward()

    assert total.data == 6
    assert [value.grad for value in values] == [1, 1, 1]


@pytest.mark.parametrize(
    ("x", "value", "slope"),
    # exp(-1000) is 0 in float64; exp(-40) = σ(-40)(1 + exp(-40)) is not
    [(1000.0, 1.0, 0.0), (-1000.0, 0.0, 0.0), (40.0, 1.0, math.exp(-40))],
)
def test_sigmoid_is_right_far_out(x, value, slope):
    x = Value(x)

    y = x.sigmoid()
    y.backward()

    assert y.data == value
    assert_allclose(x.grad, slope, rtol=1e-14, atol=0)


@pytest.mark.parametrize(
    ("x", "value", "slope"),
    # 1 - tanh² = 4 exp(-2x) / (1 + exp(-2x))²
    [(1000.0, 1.0, 0.0), (-1000.0, -1.0, 0.0), (20.0, 1, 4 * math.exp(-40))],
)
def test_tanh_is_right_far_out(x, value, slope):
    x = Value(x)

    y = x.tanh()
    y.backward()

    assert y.data == value
    assert_allclose(x.grad, slope, rtol=1e-14, atol=0)


def test_relu_has_slope_0_at_its_kink_like_torch():
    x = Value(0.0)
    tensor = torch.tensor(0.0, requires_grad=True)

    x.relu().backward()
    tensor.relu().backward()

    assert x.grad == tensor.grad.item() == 0


@pytest.mark.parametrize(
    ("power", "value", "slope"), [(0, 1, 0), (1, 0, 1), (1.5, 0, 0), (2, 0, 0)]
)
def test_powers_of_0_have_the_slope_of_torch_where_it_is_finite(
    power, value, slope
):
    x = Value(0.0)
    tensor = torch.tensor(0.0, requires_grad=True)

    y = x**power
    y.backward()
    (tensor**power).backward()

    assert (y.data, x.grad) == (value, slope)
    assert tensor.grad.item() == slope


def test_a_negative_number_has_whole_powers():
    x = Value(-2.0)

    y = x**-2
    y.backward()

    # 1 / 4, and -2 / (-8)
    assert (y.data, x.grad) == (0.25, 0.25)


def test_a_large_divisor_does_not_overflow():
    a, b = Value(1.0), Value(1e200)

    (a / b).backward()

    assert_allclose(a.grad, 1e-200, rtol=1e-14, atol=0)
    assert b.grad == 0


@pytest.mark.parametrize("other", ["2", None, [1.0], 1j, np.ones(2)])
@pytest.mark.parametrize("sign", BINARY)
def test_what_is_not_a_number_is_refused(sign, other):
    with pytest.raises(TypeError, match="data must be a plain number; got"):
        Value(other)
    with pytest.raises(TypeError, match="data must be a plain number; got"):
        DIRECT[sign](Value(1.0), other)


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_numbers_that_are_not_finite_are_refused(number):
    with pytest.raises(ValueError, match="data must be finite; got"):
        Value(number)
    with pytest.raises(ValueError, match="data must be finite; got"):
        Value(1.0) + number


def test_a_result_that_is_not_finite_is_refused():
    with pytest.raises(ValueError, match="data must be finite; got inf"):
        Value(1e200) * Value(1e200)
    with pytest.raises(OverflowError):
        Value(1000.0).exp()


def test_a_value_as_power_is_refused():
    with pytest.raises(TypeError, match="power must be a plain number; got V"):
        Value(2.0) ** Value(3.0)
    with pytest.raises(TypeError, match="unsupported operand"):
        2 ** Value(3.0)


def test_the_way_to_a_value_as_power_in_the_docstring_is_right():
    # 2**3 = 8; slopes y x**(y - 1) = 12 and x**y log x = 8 log 2
    x, y = Value(2.0), Value(3.0)

    power = (y * x.log()).exp()
    power.backward()

    assert_allclose(
        [power.data, x.grad, y.grad],
        [8, 12, 8 * math.log(2)],
        **TOLERANCES["exact"],
    )


@pytest.mark.parametrize(
    ("data", "power"), [(-8.0, 1 / 3), (0.0, 0.5), (0.0, -1), (0.0, -2.5)]
)
def test_a_power_without_a_real_slope_is_refused(data, power):
    with pytest.raises(ValueError, match=r"\*\* .* must have a real slope"):
        Value(data) ** power


@pytest.mark.parametrize("data", [0.0, -0.0, -1.0])
def test_log_says_that_it_needs_a_number_above_0(data):
    with pytest.raises(ValueError, match=r"log must be above 0; got -?\d"):
        Value(data).log()


def test_division_by_0_is_refused():
    with pytest.raises(ValueError, match="divisor must not be 0; got 0"):
        1 / Value(0.0)
    with pytest.raises(ValueError, match="divisor must not be 0; got 0"):
        Value(1.0) / 0


def test_a_misspelt_attribute_is_refused():
    with pytest.raises(AttributeError, match="slope"):
        Value(1.0).slope = 0.0


def test_a_value_shows_its_data_its_grad_and_its_label_if_any():
    x = Value(2, label="x")
    x.backward()

    assert repr(x) == "Value(data=2.0, grad=1.0, label='x')"
    assert repr(-x) == "Value(data=-2.0, grad=0.0)"


def test_draw_gives_a_figure_of_the_graph():
    x = Value(2.0, label="x")
    y = 3 * x
    y.backward()

    fig = y.draw()

    assert isinstance(fig, Figure)
    written = [text.get_text() for text in fig.axes[0].texts]
    assert {"$x$", "2", "∂ 3", "6", "∂ 1"} <= set(written)
