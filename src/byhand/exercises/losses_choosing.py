"""Exercises of the page losses/choosing."""

from collections.abc import Sequence

__all__ = [
    "best_f1_threshold",
    "frequency_from_weighted",
    "huber_noise_floor",
    "rate_for_sum",
]


def frequency_from_weighted(p: float, weight: float) -> float:
    """Return the true probability behind an answer of a weighted model.

    In training, the loss of each positive was multiplied by the weight.

    >>> round(frequency_from_weighted(0.5, 19.0), 6)
    0.05
    >>> round(frequency_from_weighted(0.9, 1.0), 6)
    0.9
    >>> frequency_from_weighted(0.0, 5.0), frequency_from_weighted(1.0, 5.0)
    (0.0, 1.0)
    """
    raise NotImplementedError


def rate_for_sum(
    lr: float, labels: Sequence[int], weights: Sequence[float]
) -> float:
    """Return the rate at which the weighted sum steps as the weighted mean.

    The mean is torch's: over the weights of the labels of the batch. The
    weights are one for each class.

    >>> round(rate_for_sum(0.5, [0, 1, 0, 0], [1.0, 1.0]), 6)
    0.125
    >>> round(rate_for_sum(1.0, [0, 0, 2], [1.0, 3.0, 8.0]), 6)
    0.1
    >>> round(rate_for_sum(1.0, [2, 2], [1.0, 3.0, 8.0]), 6)
    0.0625
    """
    raise NotImplementedError


def best_f1_threshold(
    probs: Sequence[float], labels: Sequence[int]
) -> tuple[float, float]:
    """Return the threshold of the highest F1 score, and that score.

    Told positive is what has at least the threshold. Of thresholds that are
    equally good, take the highest of the probabilities given.

    >>> best_f1_threshold([0.1, 0.4, 0.3, 0.2], [0, 1, 1, 0])
    (0.3, 1.0)
    >>> best_f1_threshold([0.9, 0.6, 0.2, 0.1], [0, 1, 1, 0])
    (0.2, 0.8)
    >>> best_f1_threshold([0.9, 0.5, 0.4, 0.3], [1, 0, 1, 0])
    (0.4, 0.8)
    >>> best_f1_threshold([0.9, 0.8, 0.7], [1, 0, 0])
    (0.9, 1.0)
    """
    raise NotImplementedError


def huber_noise_floor(delta: float) -> float:
    """Return the expected Huber loss of the prediction 0 for N(0, 1) targets.

    >>> round(huber_noise_floor(1.0), 6)
    0.42466
    >>> round(huber_noise_floor(0.5), 6)
    0.290361
    >>> round(huber_noise_floor(50.0), 6)
    0.5
    """
    raise NotImplementedError
