"""Answers to the exercises of the page optimizers/digits."""

from collections.abc import Sequence
from math import exp, sqrt

__all__ = [
    "confusion_of_logits",
    "index_batches",
    "share_interval",
    "softmax_regression_step",
]


def index_batches(order: Sequence[int], size: int) -> list[list[int]]:
    """Slice; the last slice stops by itself."""
    return [list(order[k : k + size]) for k in range(0, len(order), size)]


def confusion_of_logits(
    logits: Sequence[Sequence[float]], labels: Sequence[int]
) -> tuple[list[list[int]], float]:
    """Count each example at its label and its largest logit."""
    classes = range(len(logits[0]))
    counts = [[0 for _ in classes] for _ in classes]
    for row, label in zip(logits, labels, strict=True):
        counts[label][max(classes, key=row.__getitem__)] += 1
    return counts, sum(counts[k][k] for k in classes) / len(labels)


def share_interval(right: int, n: int, z: float = 2.0) -> tuple[float, float]:
    """Solve for the shares that lie z of their own errors away."""
    share = right / n
    middle = share + z**2 / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    return (middle - half) / scale, (middle + half) / scale


def softmax_regression_step(
    W: Sequence[Sequence[float]],
    b: Sequence[float],
    x: Sequence[Sequence[float]],
    labels: Sequence[int],
    lr: float,
) -> tuple[list[list[float]], list[float]]:
    """Subtract, for each row, input times prediction minus target."""
    new_W, new_b = [list(row) for row in W], list(b)
    for row, label in zip(x, labels, strict=True):
        columns = zip(zip(*W, strict=True), b, strict=True)
        z = [
            sum(a * w for a, w in zip(row, column, strict=True)) + bias
            for column, bias in columns
        ]
        powers = [exp(logit - max(z)) for logit in z]
        for k, power in enumerate(powers):
            delta = (power / sum(powers) - (k == label)) / len(x)
            new_b[k] -= lr * delta
            for j, a in enumerate(row):
                new_W[j][k] -= lr * a * delta
    return new_W, new_b
