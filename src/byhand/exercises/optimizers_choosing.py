"""Exercises of the page optimizers/choosing."""

from collections.abc import Mapping, Sequence

__all__ = ["good_rate_range", "scheduled_cost", "told_apart", "warm_cosine"]


def warm_cosine(t: int, steps: int, warmup: int) -> float:
    """Return the factor of the learning rate in step t, counted from 1.

    During the warm-up it is t / warmup, so that its last step has 1. Then
    comes half a cosine: it starts at 1 in the step after the warm-up, and
    would reach 0 in step steps + 1.

    >>> [warm_cosine(t, 8, 4) for t in (1, 2, 4, 5)]
    [0.25, 0.5, 1.0, 1.0]
    >>> [round(warm_cosine(t, 8, 4), 6) for t in (6, 7, 8)]
    [0.853553, 0.5, 0.146447]
    >>> warm_cosine(1, 10, 0)
    1.0
    """
    raise NotImplementedError


def good_rate_range(
    rates: Sequence[float], costs: Sequence[float], goal: float
) -> tuple[float, float]:
    """Return the lowest and the highest rate of the widest good range.

    The rates rise; each has its final cost. A rate is good if its cost is
    below the goal. A range is a run of good rates without a gap, and its
    width is its highest rate divided by its lowest. Some rate is good.

    >>> good_rate_range([0.001, 0.01, 0.1, 1.0], [0.5, 0.2, 0.1, 9.0], 0.3)
    (0.01, 0.1)
    >>> good_rate_range([1, 2, 4, 8, 16, 32], [0, 0, 7, 0, 0, 0], 1)
    (8, 32)
    >>> good_rate_range([1, 4, 90, 100, 120], [0, 0, 7, 0, 0], 1)
    (1, 4)
    >>> good_rate_range([0.1, 0.2, 0.4], [0.0, float("nan"), 1.0], 1.0)
    (0.1, 0.1)
    """
    raise NotImplementedError


def told_apart(finals: Mapping[str, Sequence[float]]) -> list[str]:
    """Return the names that are told apart from the best, in their order.

    Each name has its final costs on fresh seeds. The best has the lowest
    median. Told apart from it are those whose lower quartile is above its
    upper quartile. Quartiles are those of numpy.quantile.

    >>> told_apart({"A": [1, 2, 3, 4, 5], "B": [4, 5, 6, 7, 8]})
    ['B']
    >>> told_apart({"A": [1, 2, 3, 4, 5], "B": [3, 4, 6, 7, 8]})
    []
    >>> told_apart({"A": [9, 1, 9], "B": [3, 4, 3], "C": [5, 6, 5]})
    ['A', 'C']
    """
    raise NotImplementedError


def scheduled_cost(
    rates: Sequence[float], curvature: float, noise: float, start: float
) -> float:
    """Return the expected cost after a step at each of the rates.

    The cost is half the curvature times the square of the parameter. The
    gradient is the curvature times the parameter, plus a random number of
    mean 0 whose standard deviation is the noise.

    >>> scheduled_cost([], 2.0, 0.5, 3.0)
    9.0
    >>> scheduled_cost([0.5], 2.0, 0.5, 3.0)
    0.0625
    >>> round(scheduled_cost([0.1] * 100, 1.0, 1.0, 1.0), 6)
    0.026316
    >>> round(scheduled_cost([0.2] * 50 + [0.02] * 50, 1.0, 1.0, 1.0), 6)
    0.011748
    """
    raise NotImplementedError
