"""Answers to the exercises of the page losses/choosing."""

from collections.abc import Sequence
from statistics import NormalDist

__all__ = [
    "best_f1_threshold",
    "frequency_from_weighted",
    "huber_noise_floor",
    "rate_for_sum",
]


def frequency_from_weighted(p: float, weight: float) -> float:
    """Divide the odds by the weight."""
    return p / (p + weight * (1 - p))


def rate_for_sum(
    lr: float, labels: Sequence[int], weights: Sequence[float]
) -> float:
    """Divide by the weights that occur, not by their number."""
    return lr / sum(weights[label] for label in labels)


def best_f1_threshold(
    probs: Sequence[float], labels: Sequence[int]
) -> tuple[float, float]:
    """Try every probability as the threshold, from high to low."""

    def f1(threshold: float) -> float:
        told = [p >= threshold for p in probs]
        hits = sum(a and b == 1 for a, b in zip(told, labels, strict=True))
        return 2 * hits / (sum(told) + sum(labels))

    best = max(sorted(probs, reverse=True), key=f1)
    return best, f1(best)


def huber_noise_floor(delta: float) -> float:
    """Add the parabola's share and the lines' share."""
    normal = NormalDist()
    height, beyond = normal.pdf(delta), 1 - normal.cdf(delta)
    inner = 0.5 - beyond - delta * height
    outer = 2 * delta * height - delta**2 * beyond
    return inner + outer
