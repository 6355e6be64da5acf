"""Exercises of the page losses/numerics."""

from collections.abc import Sequence

__all__ = [
    "log_sum_exp_of_list",
    "mean_over_batches",
    "softmax_of_each_row",
    "surprise_of_class_zero",
]


def log_sum_exp_of_list(x: Sequence[float]) -> float:
    """Return log(e**x[0] + e**x[1] + ...) for numbers of any size.

    >>> round(log_sum_exp_of_list([1.0, 2.0, 3.0]), 6)
    3.407606
    >>> round(log_sum_exp_of_list([1000.0, 1000.0]), 6)
    1000.693147
    >>> round(log_sum_exp_of_list([-1000.0, -1000.0]), 6)
    -999.306853
    >>> round(log_sum_exp_of_list([0.0, 1000.0]), 6)
    1000.0
    """
    raise NotImplementedError


def softmax_of_each_row(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the softmax of every row, each for itself.

    >>> softmax_of_each_row([[0.0, 0.0], [1000.0, 1000.0]])
    [[0.5, 0.5], [0.5, 0.5]]
    >>> [round(p, 6) for p in softmax_of_each_row([[1.0, 2.0, 3.0]])[0]]
    [0.090031, 0.244728, 0.665241]
    >>> softmax_of_each_row([[0.0, 0.0, 0.0, 0.0], [0.0, 0.0]])[1]
    [0.5, 0.5]
    """
    raise NotImplementedError


def surprise_of_class_zero(z: Sequence[float]) -> float:
    """Return the cross-entropy of logits z whose right answer is class 0.

    Keep the digits where the answer is right and sure.

    >>> round(surprise_of_class_zero([0.0, 0.0]), 6)
    0.693147
    >>> round(surprise_of_class_zero([0.0, 1000.0]), 6)
    1000.0
    >>> f"{surprise_of_class_zero([50.0, 0.0]):.6e}"
    '1.928750e-22'
    >>> f"{surprise_of_class_zero([50.0, 10.0, 10.0]):.6e}"
    '8.496709e-18'
    """
    raise NotImplementedError


def mean_over_batches(means: Sequence[float], sizes: Sequence[int]) -> float:
    """Return the mean loss of all examples from the mean of each batch.

    >>> mean_over_batches([1.0, 3.0], [8, 8])
    2.0
    >>> mean_over_batches([1.0, 1.0, 9.0], [4, 3, 1])
    2.0
    >>> mean_over_batches([5.0], [7])
    5.0
    """
    raise NotImplementedError
