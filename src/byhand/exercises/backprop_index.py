"""Exercises of the page backprop/index."""

from collections.abc import Sequence

__all__ = [
    "elu_and_slope",
    "merge_linear_layers",
    "neuron_for_gate",
    "parity_output_weights",
]


def neuron_for_gate(gate: str) -> tuple[float, float, float]:
    """Return w1, w2 and b of a neuron that says yes where z > 0.

    The gate is "AND", "OR", "NAND" (not AND) or "NOR" (not OR).

    >>> def answers(gate):
    ...     w1, w2, b = neuron_for_gate(gate)
    ...     inputs = [(0, 0), (0, 1), (1, 0), (1, 1)]
    ...     return [int(w1 * x1 + w2 * x2 + b > 0) for x1, x2 in inputs]
    >>> answers("AND"), answers("OR")
    ([0, 0, 0, 1], [0, 1, 1, 1])
    >>> answers("NAND"), answers("NOR")
    ([1, 1, 1, 0], [1, 0, 0, 0])
    """
    raise NotImplementedError


def merge_linear_layers(
    layers: Sequence[tuple[list[list[float]], list[float]]],
) -> tuple[list[list[float]], list[float]]:
    """Return W and b of the one layer that does what all of them do.

    A layer is (W, b), with a row of W for each of its inputs, and turns a
    row x into x W + b. The first layer comes first.

    >>> first = [[1.0, 2.0]], [3.0, -1.0]
    >>> second = [[1.0, 0.0], [2.0, 1.0]], [0.5, 0.0]
    >>> merge_linear_layers([first])
    ([[1.0, 2.0]], [3.0, -1.0])
    >>> merge_linear_layers([first, second])
    ([[5.0, 2.0]], [1.5, -1.0])
    >>> merge_linear_layers([first, second, ([[1.0], [-2.0]], [4.0])])
    ([[1.0]], [7.5])
    """
    raise NotImplementedError


def elu_and_slope(z: float) -> tuple[float, float]:
    """Return z or exp(z) - 1, and the derivative; on the left for z <= 0.

    >>> elu_and_slope(2.0)
    (2.0, 1.0)
    >>> [round(v, 6) for v in elu_and_slope(-1.0)]
    [-0.632121, 0.367879]
    >>> elu_and_slope(0.0)
    (0.0, 1.0)
    >>> value, slope = elu_and_slope(-1e-20)
    >>> value, slope
    (-1e-20, 1.0)
    >>> elu_and_slope(1000.0)
    (1000.0, 1.0)
    """
    raise NotImplementedError


def parity_output_weights(n: int) -> list[float]:
    """Return a weight for each hidden neuron k = 0, ..., n - 1.

    Hidden neuron k computes relu(s - k), where s counts the ones among the
    n inputs. The output, without a bias, is 1 for odd s and 0 for even s.

    >>> parity_output_weights(2)
    [1.0, -2.0]
    >>> weights = parity_output_weights(5)
    >>> [sum(v * max(s - k, 0) for k, v in enumerate(weights))
    ...  for s in range(6)]
    [0.0, 1.0, 0.0, 1.0, 0.0, 1.0]
    >>> len(weights)
    5
    """
    raise NotImplementedError
