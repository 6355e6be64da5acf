"""Answers to the exercises of the page losses/index."""

from collections.abc import Sequence
from math import exp, lgamma, log

__all__ = [
    "gaussian_slopes",
    "mean_surprise",
    "neuron_step",
    "poisson_surprise",
]


def mean_surprise(probs: Sequence[float]) -> float:
    """Add up logarithms, never multiply probabilities."""
    return -sum(log(p) for p in probs) / len(probs)


def poisson_surprise(rate: float, count: int) -> float:
    """Take the logarithm term by term; lgamma(k + 1) is log k!."""
    return rate - count * log(rate) + lgamma(count + 1)


def gaussian_slopes(
    pred: float, variance: float, target: float
) -> tuple[float, float]:
    """Differentiate half of e²/v + log v."""
    e = pred - target
    return e / variance, (1 - e**2 / variance) / (2 * variance)


def neuron_step(
    w: float, b: float, xs: Sequence[float], ys: Sequence[int], lr: float
) -> tuple[float, float]:
    """Walk against the mean slope, which is p - y times the input."""
    deltas = [
        1 / (1 + exp(-(w * x + b))) - y for x, y in zip(xs, ys, strict=True)
    ]
    dw = sum(delta * x for delta, x in zip(deltas, xs, strict=True))
    return w - lr * dw / len(xs), b - lr * sum(deltas) / len(xs)
