"""Answers to the exercises of the page losses/numerics."""

from collections.abc import Sequence
from math import exp, log, log1p

__all__ = [
    "log_sum_exp_of_list",
    "mean_over_batches",
    "softmax_of_each_row",
    "surprise_of_class_zero",
]


def log_sum_exp_of_list(x: Sequence[float]) -> float:
    """Take the largest exponential out of the sum."""
    top = max(x)
    return top + log(sum(exp(v - top) for v in x))


def softmax_of_each_row(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    """Shift and divide each row by what is its own."""
    shares = []
    for row in rows:
        powers = [exp(v - max(row)) for v in row]
        shares.append([power / sum(powers) for power in powers])
    return shares


def surprise_of_class_zero(z: Sequence[float]) -> float:
    """Subtract before anything is added, and keep the 1 out of the sum."""
    top = max(range(len(z)), key=lambda k: z[k])
    rest = sum(exp(v - z[top]) for k, v in enumerate(z) if k != top)
    return (z[top] - z[0]) + log1p(rest)


def mean_over_batches(means: Sequence[float], sizes: Sequence[int]) -> float:
    """Turn each mean back into a sum."""
    sums = [mean * size for mean, size in zip(means, sizes, strict=True)]
    return sum(sums) / sum(sizes)
