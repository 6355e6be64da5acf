"""Exercises of the page losses/multi-task."""

from collections.abc import Sequence

__all__ = [
    "driving_total",
    "gradient_balance_step",
    "mean_of_easiest",
    "settled_task_weights",
]


def settled_task_weights(
    losses: Sequence[float], is_class: Sequence[bool]
) -> list[float]:
    """Return e^-s of each task where uncertainty weighting comes to rest.

    >>> settled_task_weights([4.0, 0.5], [False, False])
    [0.25, 2.0]
    >>> settled_task_weights([0.5, 4.0, 0.25], [False, True, True])
    [2.0, 0.125, 2.0]
    """
    raise NotImplementedError


def mean_of_easiest(losses: Sequence[float], fraction: float) -> float:
    """Return the mean over that fraction of the losses, the least first.

    The number of examples is rounded up.

    >>> mean_of_easiest([3.0, 1.0, 9.0, 2.0], 0.5)
    1.5
    >>> mean_of_easiest([3.0, 1.0, 9.0, 2.0], 0.6)
    2.0
    >>> mean_of_easiest([3.0, 1.0, 9.0, 2.0], 0.01)
    1.0
    >>> mean_of_easiest([3.0, 1.0, 9.0, 3.0], 1.0)
    4.0
    """
    raise NotImplementedError


def gradient_balance_step(
    weights: Sequence[float],
    norms: Sequence[float],
    losses: Sequence[float],
    first_losses: Sequence[float],
    alpha: float,
    lr: float,
) -> list[float]:
    """Return the weights after one step of GradNorm.

    >>> one, n = [1.0, 1.0], [2.0, 2.0]
    >>> gradient_balance_step(one, n, [3.0, 3.0], [4.0, 4.0], 1.0, 0.25)
    [1.0, 1.0]
    >>> gradient_balance_step(one, n, [1.0, 2.0], [2.0, 8.0], 1.0, 0.25)
    [1.5, 0.5]
    >>> moved = gradient_balance_step(
    ...     [1.5, 0.5], [1.0, 2.0], [1.0, 4.0], [2.0, 4.0], 0.5, 0.1)
    >>> [round(w, 6) for w in moved]
    [1.333333, 0.666667]
    """
    raise NotImplementedError


def driving_total(
    losses: Sequence[float], s: Sequence[float]
) -> tuple[float, list[float]]:
    """Return the total of the three tasks, and its slopes for s.

    The order is segmentation (cross-entropy), depth (L1), detection (focal).

    >>> driving_total([1.0, 3.0, 0.5], [0.0, 0.0, 0.0])
    (4.5, [-0.5, -2.0, 0.0])
    >>> total, slopes = driving_total([0.2, 8.0, 0.02], [-1.0, 2.0, -3.0])
    >>> round(total, 6), [round(slope, 6) for slope in slopes]
    (2.028049, [-0.043656, -0.082682, 0.098289])
    """
    raise NotImplementedError
