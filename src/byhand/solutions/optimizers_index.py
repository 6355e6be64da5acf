"""Answers to the exercises of the page optimizers/index."""

from collections.abc import Sequence
from itertools import count
from math import sqrt

__all__ = [
    "best_rate_and_limit",
    "epoch_in_batches",
    "epochs_until_share",
    "fit_line_by_hand",
]


def fit_line_by_hand(
    x: Sequence[float],
    y: Sequence[float],
    w: float,
    b: float,
    lr: float,
    epochs: int,
) -> tuple[list[float], float, float]:
    """Note the loss, compute both slopes, then change both parameters."""
    losses = []
    for _ in range(epochs):
        r = [w * a + b - t for a, t in zip(x, y, strict=True)]
        losses.append(sum(e * e for e in r) / len(r))
        dw = 2 * sum(e * a for e, a in zip(r, x, strict=True)) / len(r)
        db = 2 * sum(r) / len(r)
        w, b = w - lr * dw, b - lr * db
    return losses, w, b


def best_rate_and_limit(x: Sequence[float]) -> tuple[float, float]:
    """Take the eigenvalues of the Hessian from its trace and determinant."""
    mean = sum(x) / len(x)
    square = sum(a * a for a in x) / len(x)
    trace, determinant = 2 * square + 2, 4 * (square - mean * mean)
    largest = (trace + sqrt(trace * trace - 4 * determinant)) / 2
    return 2 / trace, 2 / largest


def epochs_until_share(
    eigenvalues: Sequence[float], lr: float, share: float
) -> int | None:
    """Count the steps of the factor with the largest size."""
    factor = max(abs(1 - lr * value) for value in eigenvalues)
    if factor >= 1:
        return None
    return next(n for n in count() if factor**n <= share)


def epoch_in_batches(
    x: Sequence[float],
    y: Sequence[float],
    w: float,
    b: float,
    lr: float,
    size: int,
) -> tuple[float, float]:
    """Cut, and let every batch take its step from the last one's end."""
    for i in range(0, len(x), size):
        batch = list(zip(x[i : i + size], y[i : i + size], strict=True))
        r = [w * a + b - t for a, t in batch]
        dw = 2 * sum(e * a for e, (a, _) in zip(r, batch, strict=True))
        db = 2 * sum(r)
        w, b = w - lr * dw / len(r), b - lr * db / len(r)
    return w, b
