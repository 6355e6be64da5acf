"""Answers to the exercises of the page backprop/numpy-vs-pytorch."""

from collections.abc import Callable, Sequence
from math import exp

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
    """Walk back along the rows of W, then through the sigmoid."""
    return [
        [
            sum(d * w for d, w in zip(deltas, weights, strict=True))
            * (value * (1 - value))
            for weights, value in zip(W, values, strict=True)
        ]
        for deltas, values in zip(delta, a, strict=True)
    ]


def worst_relative_error(a: Sequence[float], b: Sequence[float]) -> float:
    """Divide by the larger size, unless both are 0."""
    errors = [0.0]
    for one, other in zip(a, b, strict=True):
        larger = max(abs(one), abs(other))
        if larger > 0:
            errors.append(abs(one - other) / larger)
    return max(errors)


def central_gradient_list(
    f: Callable[[list[float]], float], x: Sequence[float], h: float = 1e-5
) -> list[float]:
    """Move one entry of a copy to each side."""
    grad = []
    for i in range(len(x)):
        right, left = [float(v) for v in x], [float(v) for v in x]
        right[i] += h
        left[i] -= h
        grad.append((f(right) - f(left)) / (2 * h))
    return grad


def two_layer_gradients(
    x: Sequence[float],
    y: float,
    W1: Sequence[Sequence[float]],
    b1: Sequence[float],
    W2: Sequence[float],
    b2: float,
) -> tuple[list[list[float]], list[float], list[float], float]:
    """Go forward and keep the activations, then go back over them."""
    z1 = [
        sum(value * row[j] for value, row in zip(x, W1, strict=True)) + b
        for j, b in enumerate(b1)
    ]
    a1 = [1 / (1 + exp(-z)) for z in z1]
    z2 = sum(a * w for a, w in zip(a1, W2, strict=True)) + b2
    a2 = 1 / (1 + exp(-z2))
    delta2 = (a2 - y) * a2 * (1 - a2)
    delta1 = [delta2 * w * a * (1 - a) for w, a in zip(W2, a1, strict=True)]
    dW1 = [[value * d for d in delta1] for value in x]
    return dW1, delta1, [a * delta2 for a in a1], delta2
