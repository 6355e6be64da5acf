"""Answers to the exercises of the page losses/regression."""

from collections.abc import Sequence
from math import exp, log, log1p

__all__ = [
    "huber_centre",
    "log_cosh_of_one_error",
    "mae_gradient_list",
    "smooth_l1_of_one_error",
]


def mae_gradient_list(
    pred: Sequence[float], target: Sequence[float]
) -> list[float]:
    """Give each prediction the sign of its error, over n."""
    errors = [p - t for p, t in zip(pred, target, strict=True)]
    return [((e > 0) - (e < 0)) / len(errors) for e in errors]


def smooth_l1_of_one_error(e: float, beta: float) -> float:
    """Square small errors, and let large ones grow along a line."""
    if abs(e) <= beta:
        return e**2 / (2 * beta)
    return abs(e) - beta / 2


def log_cosh_of_one_error(e: float) -> float:
    """Take the larger exponential out of the sum."""
    return abs(e) + log1p(exp(-2 * abs(e))) - log(2)


def huber_centre(targets: Sequence[float], delta: float) -> float:
    """Halve an interval in which the summed slope changes its sign."""
    low, high = min(targets), max(targets)
    for _ in range(60):
        c = (low + high) / 2
        slope = sum(max(-delta, min(delta, c - y)) for y in targets)
        low, high = (low, c) if slope > 0 else (c, high)
    return (low + high) / 2
