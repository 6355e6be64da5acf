"""Answers to the exercises of the page optimizers/debugging."""

from collections.abc import Sequence
from math import exp, hypot, isfinite, log

__all__ = [
    "clip_together",
    "first_loss_of_biases",
    "flow_verdicts",
    "uncleared_descent",
]


def first_loss_of_biases(
    counts: Sequence[int], biases: Sequence[float]
) -> float:
    """Weight what each class costs by its share."""
    top = max(biases)
    total = top + log(sum(exp(b - top) for b in biases))
    costs = [n * (total - b) for n, b in zip(counts, biases, strict=True)]
    return sum(costs) / sum(counts)


def clip_together(
    gradients: Sequence[Sequence[float]], limit: float
) -> list[list[float]]:
    """Take one factor for all entries."""
    length = hypot(*(hypot(*gradient) for gradient in gradients))
    factor = limit / length if length > limit else 1.0
    return [[factor * entry for entry in gradient] for gradient in gradients]


def flow_verdicts(
    weights: Sequence[Sequence[float]],
    gradients: Sequence[Sequence[float] | None],
    lr: float,
) -> list[str]:
    """Ask the questions in order, layer by layer."""

    def verdict(w: Sequence[float], g: Sequence[float] | None) -> str:
        if g is None:
            return "none"
        ratio = lr * hypot(*g) / hypot(*w)
        if not isfinite(ratio):
            return "broken"
        if ratio == 0:
            return "zero"
        return "tiny" if ratio < 1e-7 else "huge" if ratio > 1 else "ok"

    return [verdict(w, g) for w, g in zip(weights, gradients, strict=True)]


def uncleared_descent(
    w: float, curvature: float, lr: float, steps: int
) -> list[float]:
    """Add each gradient to what is there, and use all of it."""
    path, held = [w], 0.0
    for _ in range(steps):
        held += curvature * path[-1]
        path.append(path[-1] - lr * held)
    return path
