"""Answers to the exercises of the page optimizers/choosing."""

from collections.abc import Mapping, Sequence
from math import cos, pi

import numpy as np

__all__ = ["good_rate_range", "scheduled_cost", "told_apart", "warm_cosine"]


def warm_cosine(t: int, steps: int, warmup: int) -> float:
    """Climb, then let the cosine count from the end of the climb."""
    if t <= warmup:
        return t / warmup
    return (1 + cos(pi * (t - warmup - 1) / (steps - warmup))) / 2


def good_rate_range(
    rates: Sequence[float], costs: Sequence[float], goal: float
) -> tuple[float, float]:
    """Collect the runs, and take the one of the largest ratio."""
    runs: list[list[float]] = [[]]
    for rate, cost in zip(rates, costs, strict=True):
        if cost < goal:
            runs[-1].append(rate)
        elif runs[-1]:
            runs.append([])
    widest = max(filter(None, runs), key=lambda run: run[-1] / run[0])
    return widest[0], widest[-1]


def told_apart(finals: Mapping[str, Sequence[float]]) -> list[str]:
    """Compare the lower quartile of each with the best's upper one."""
    best = min(finals, key=lambda name: float(np.median(finals[name])))
    edge = np.quantile(finals[best], 0.75)
    return [
        n for n, costs in finals.items() if np.quantile(costs, 0.25) > edge
    ]


def scheduled_cost(
    rates: Sequence[float], curvature: float, noise: float, start: float
) -> float:
    """Follow the mean square of the parameter."""
    square = start**2
    for rate in rates:
        square = (1 - rate * curvature) ** 2 * square + (rate * noise) ** 2
    return curvature * square / 2
