"""Exercises of the page losses/index."""

from collections.abc import Sequence

__all__ = [
    "gaussian_slopes",
    "mean_surprise",
    "neuron_step",
    "poisson_surprise",
]


def mean_surprise(probs: Sequence[float]) -> float:
    """Return the mean negative log-likelihood of independent examples.

    Each probability is the one that the model gave to the right answer.

    >>> round(mean_surprise([0.5, 0.25]), 6)
    1.039721
    >>> mean_surprise([1.0, 1.0]) == 0
    True
    >>> round(mean_surprise([0.3] * 5000), 6)
    1.203973
    """
    raise NotImplementedError


def poisson_surprise(rate: float, count: int) -> float:
    """Return the negative log-likelihood of a count under a Poisson rate.

    >>> round(poisson_surprise(2.0, 0), 6)
    2.0
    >>> round(poisson_surprise(2.0, 3), 6)
    1.712318
    >>> poisson_surprise(3.0, 3) < poisson_surprise(2.9, 3)
    True
    >>> round(poisson_surprise(1000.0, 1000), 6)
    4.3729
    """
    raise NotImplementedError


def gaussian_slopes(
    pred: float, variance: float, target: float
) -> tuple[float, float]:
    """Return the slopes of a Gaussian's loss, by its mean and its variance.

    The loss is -log p(target) for the mean pred and the variance.

    >>> gaussian_slopes(2.0, 1.0, 0.0)
    (2.0, -1.5)
    >>> gaussian_slopes(2.0, 4.0, 0.0)
    (0.5, 0.0)
    >>> gaussian_slopes(1.0, 2.0, 3.0)
    (-1.0, -0.25)
    """
    raise NotImplementedError


def neuron_step(
    w: float, b: float, xs: Sequence[float], ys: Sequence[int], lr: float
) -> tuple[float, float]:
    """Return w and b after one step on the mean binary cross-entropy.

    The neuron says yes with probability sigmoid(w x + b); a target is 0 or 1.

    >>> neuron_step(0.0, 0.0, [1.0, -1.0], [1, 0], 1.0)
    (0.5, 0.0)
    >>> neuron_step(0.0, 0.0, [1.0, 3.0], [1, 1], 2.0)
    (2.0, 1.0)
    >>> [round(value, 6) for value in neuron_step(1.0, 0.5, [2.0], [0], 0.5)]
    [0.075858, 0.037929]
    """
    raise NotImplementedError
