"""Answers to the exercises of the page losses/multi-task."""

from collections.abc import Sequence
from math import ceil, exp

__all__ = [
    "driving_total",
    "gradient_balance_step",
    "mean_of_easiest",
    "settled_task_weights",
]


def settled_task_weights(
    losses: Sequence[float], is_class: Sequence[bool]
) -> list[float]:
    """Invert the loss, twice the loss for a classification."""
    return [
        1 / (2 * loss) if classes else 1 / loss
        for loss, classes in zip(losses, is_class, strict=True)
    ]


def mean_of_easiest(losses: Sequence[float], fraction: float) -> float:
    """Sort, cut off, and divide by what is left."""
    k = ceil(fraction * len(losses))
    return sum(sorted(losses)[:k]) / k


def gradient_balance_step(
    weights: Sequence[float],
    norms: Sequence[float],
    losses: Sequence[float],
    first_losses: Sequence[float],
    alpha: float,
    lr: float,
) -> list[float]:
    """Compare each pull with its target, step, and scale."""
    tasks = len(weights)
    pulls = [w * n for w, n in zip(weights, norms, strict=True)]
    left = [now / old for now, old in zip(losses, first_losses, strict=True)]
    mean_pull, mean_left = sum(pulls) / tasks, sum(left) / tasks
    moved = []
    for w, n, pull, rest in zip(weights, norms, pulls, left, strict=True):
        target = mean_pull * (rest / mean_left) ** alpha
        sign = (pull > target) - (pull < target)
        moved.append(w - lr * n * sign)
    return [tasks * w / sum(moved) for w in moved]


def driving_total(
    losses: Sequence[float], s: Sequence[float]
) -> tuple[float, list[float]]:
    """Charge s/2 for a classification, and s for the Laplace form of L1."""
    charge = [0.5, 1.0, 0.5]
    parts = [exp(-v) * loss for loss, v in zip(losses, s, strict=True)]
    total = sum(p + c * v for p, c, v in zip(parts, charge, s, strict=True))
    return total, [c - p for p, c in zip(parts, charge, strict=True)]
