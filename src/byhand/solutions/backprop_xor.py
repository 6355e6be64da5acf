"""Answers to the exercises of the page backprop/xor."""

from collections.abc import Sequence
from math import exp, log

__all__ = ["logit_delta_of", "plateau_cost", "relu_layer_gradients"]


def logit_delta_of(z: float, y: float, loss: str) -> float:
    """Multiply by the slope of the sigmoid, unless BCE cancels it."""
    p = 1 / (1 + exp(-z))
    if loss == "BCE":
        return p - y
    return {"MSE": 2, "half": 1}[loss] * (p - y) * p * (1 - p)


def relu_layer_gradients(
    x: Sequence[Sequence[float]],
    z1: Sequence[Sequence[float]],
    w2: Sequence[float],
    delta2: Sequence[float],
) -> tuple[list[list[float]], list[float]]:
    """Gate the delta, then add up over the rows."""
    delta1 = [
        [d * w if z > 0 else 0.0 for w, z in zip(w2, row, strict=True)]
        for d, row in zip(delta2, z1, strict=True)
    ]
    columns = list(zip(*delta1, strict=True))
    W1 = [
        [sum(a * d for a, d in zip(feature, c, strict=True)) for c in columns]
        for feature in zip(*x, strict=True)
    ]
    return W1, [sum(c) for c in columns]


def plateau_cost(groups: Sequence[tuple[int, int]]) -> float:
    """Let each group answer with its share of yes."""
    total = 0.0
    for yes, no in groups:
        total -= sum(k * log(k / (yes + no)) for k in (yes, no) if k)
    return total / sum(yes + no for yes, no in groups)
