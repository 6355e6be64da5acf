"""Exercises of the page losses/classification."""

from collections.abc import Sequence

__all__ = [
    "bce_of_one_logit",
    "cross_entropy_slopes",
    "focal_of_one_probability",
    "smoothed_over_the_others",
]


def bce_of_one_logit(z: float, y: float) -> float:
    """Return the binary cross-entropy of a logit of any size.

    >>> round(bce_of_one_logit(0.0, 1.0), 6)
    0.693147
    >>> round(bce_of_one_logit(2.0, 0.0), 6)
    2.126928
    >>> bce_of_one_logit(1000.0, 0.0), bce_of_one_logit(-1000.0, 1.0)
    (1000.0, 1000.0)
    >>> 1e-22 < bce_of_one_logit(50.0, 1.0) < 2e-22
    True
    """
    raise NotImplementedError


def cross_entropy_slopes(z: Sequence[float], c: int) -> list[float]:
    """Return the gradient of the cross-entropy, for each logit.

    The right class has the index c.

    >>> [round(s, 4) for s in cross_entropy_slopes([2.0, 0.5, -1.0], 0)]
    [-0.2144, 0.1753, 0.0391]
    >>> cross_entropy_slopes([0.0, 0.0], 1)
    [0.5, -0.5]
    >>> cross_entropy_slopes([1000.0, 1000.0], 0)
    [-0.5, 0.5]
    """
    raise NotImplementedError


def focal_of_one_probability(p: float, y: int, gamma: float) -> float:
    """Return the binary focal loss of a probability of yes, without alpha.

    >>> round(focal_of_one_probability(0.9, 1, 2.0), 6)
    0.001054
    >>> round(focal_of_one_probability(0.25, 0, 2.0), 6)
    0.01798
    >>> round(focal_of_one_probability(0.25, 0, 0.0), 6)
    0.287682
    """
    raise NotImplementedError


def smoothed_over_the_others(z: Sequence[float], c: int, eps: float) -> float:
    """Return the cross-entropy with a target of 1 - eps for the class c.

    The other classes have eps in all, each the same.

    >>> z = [3.0, 0.0, 0.0, 0.0, 0.0]
    >>> round(smoothed_over_the_others(z, 0, 0.1), 6)
    0.481612
    >>> round(smoothed_over_the_others(z, 0, 0.0), 6)
    0.181612
    >>> round(smoothed_over_the_others([2.0, 0.5, -1.0], 0, 0.2), 6)
    0.691311
    """
    raise NotImplementedError
