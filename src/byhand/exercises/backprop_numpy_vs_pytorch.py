"""Exercises of the page backprop/numpy-vs-pytorch."""

from collections.abc import Callable, Sequence

__all__ = [
    "central_gradient_list",
    "hidden_delta_rows",
    "two_layer_gradients",
    "worst_relative_error",
]


def hidden_delta_rows(
    delta: Sequence[Sequence[float]],
    W: Sequence[Sequence[float]],
    a: Sequence[Sequence[float]],
) -> list[list[float]]:
    """Return the deltas of a sigmoid layer, one row for each example.

    W has a row for each neuron of this layer, delta a row for each example
    and a column for each neuron of the next layer, a the activations.

    >>> hidden_delta_rows([[2.0]], [[3.0], [-5.0]], [[0.5, 0.5]])
    [[1.5, -2.5]]
    >>> hidden_delta_rows([[4.0, 8.0]], [[1.0, 0.0], [2.0, 1.0]], [[0.5, 0.5]])
    [[1.0, 4.0]]
    >>> hidden_delta_rows([[16.0], [32.0]], [[1.0]], [[0.25], [0.5]])
    [[3.0], [8.0]]
    """
    raise NotImplementedError


def worst_relative_error(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the largest difference, relative to the larger of the two.

    Where both are 0, the error is 0.

    >>> worst_relative_error([1.0, 100.0], [2.0, 101.0])
    0.5
    >>> worst_relative_error([0.0, 4.0], [0.0, 3.0])
    0.25
    >>> worst_relative_error([-0.001], [0.001])
    2.0
    >>> worst_relative_error([0.0], [0.0])
    0.0
    """
    raise NotImplementedError


def central_gradient_list(
    f: Callable[[list[float]], float], x: Sequence[float], h: float = 1e-5
) -> list[float]:
    """Return the central difference for each entry of x; x stays as it is.

    >>> def f(v):
    ...     return v[0] ** 3 + v[0] * v[1]
    >>> x = [2.0, 7.0]
    >>> [round(slope, 6) for slope in central_gradient_list(f, x)]
    [19.0, 2.0]
    >>> x
    [2.0, 7.0]
    >>> [round(s, 6) for s in central_gradient_list(f, [1, 2])]
    [5.0, 1.0]
    >>> [round(s, 6) for s in central_gradient_list(f, x, h=0.5)]
    [19.25, 2.0]
    """
    raise NotImplementedError


def two_layer_gradients(
    x: Sequence[float],
    y: float,
    W1: Sequence[Sequence[float]],
    b1: Sequence[float],
    W2: Sequence[float],
    b2: float,
) -> tuple[list[list[float]], list[float], list[float], float]:
    """Return the gradients of W1, b1, W2, b2 for half the squared error.

    Both layers have a sigmoid. W1 has a row for each input; W2 is a list,
    for there is one output.

    >>> W1, b1 = [[0.1, 0.2], [0.3, 0.4]], [0.1, 0.2]
    >>> dW1, db1, dW2, db2 = two_layer_gradients(
    ...     [1.0, 0.5], 1.0, W1, b1, [0.5, 0.6], 0.3
    ... )
    >>> [[round(g, 7) for g in row] for row in dW1]
    [[-0.0065599, -0.0074267], [-0.0032799, -0.0037134]]
    >>> [round(g, 7) for g in db1]
    [-0.0065599, -0.0074267]
    >>> [round(g, 7) for g in dW2], round(db2, 7)
    ([-0.0317376, -0.0349318], -0.0541028)
    """
    raise NotImplementedError
