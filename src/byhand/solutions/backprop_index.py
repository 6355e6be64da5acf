"""Answers to the exercises of the page backprop/index."""

from collections.abc import Sequence
from math import exp, expm1

__all__ = [
    "elu_and_slope",
    "merge_linear_layers",
    "neuron_for_gate",
    "parity_output_weights",
]


def neuron_for_gate(gate: str) -> tuple[float, float, float]:
    """Put the line between the sums, and turn it around for NOT."""
    sign = -1.0 if gate[0] == "N" else 1.0
    threshold = 1.5 if gate.endswith("AND") else 0.5
    return sign, sign, -sign * threshold


def merge_linear_layers(
    layers: Sequence[tuple[list[list[float]], list[float]]],
) -> tuple[list[list[float]], list[float]]:
    """Send the weights so far, and the bias so far, through each layer."""

    def through(row: list[float], W: list[list[float]]) -> list[float]:
        columns = zip(*W, strict=True)
        return [
            sum(a * w for a, w in zip(row, column, strict=True))
            for column in columns
        ]

    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W = [through(row, next_W) for row in W]
        moved = through(b, next_W)
        b = [m + c for m, c in zip(moved, next_b, strict=True)]
    return W, b


def elu_and_slope(z: float) -> tuple[float, float]:
    """Take a branch first, so that no power of e is large."""
    return (z, 1.0) if z > 0 else (expm1(z), exp(z))


def parity_output_weights(n: int) -> list[float]:
    """Start with slope 1, and turn it around at each whole number."""
    return [1.0] + [2.0 * (-1) ** k for k in range(1, n)]
