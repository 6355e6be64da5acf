"""Answers to the exercises of the page losses/classification."""

from collections.abc import Sequence
from math import exp, log, log1p

__all__ = [
    "bce_of_one_logit",
    "cross_entropy_slopes",
    "focal_of_one_probability",
    "smoothed_over_the_others",
]


def bce_of_one_logit(z: float, y: float) -> float:
    """Take the larger power out of the sum."""
    return max(z, 0.0) - y * z + log1p(exp(-abs(z)))


def cross_entropy_slopes(z: Sequence[float], c: int) -> list[float]:
    """Subtract the target from the softmax."""
    top = max(z)
    powers = [exp(value - top) for value in z]
    shares = [power / sum(powers) for power in powers]
    return [share - (k == c) for k, share in enumerate(shares)]


def focal_of_one_probability(p: float, y: int, gamma: float) -> float:
    """Find the probability of the true answer first."""
    p_t = p if y == 1 else 1 - p
    weight: float = (1 - p_t) ** gamma
    return -weight * log(p_t)


def smoothed_over_the_others(z: Sequence[float], c: int, eps: float) -> float:
    """Subtract the mean logit under the target from log S."""
    others = eps / (len(z) - 1)
    targets = [1 - eps if k == c else others for k in range(len(z))]
    top = max(z)
    log_sum = top + log(sum(exp(value - top) for value in z))
    return log_sum - sum(t * v for t, v in zip(targets, z, strict=True))
