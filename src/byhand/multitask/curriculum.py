"""Weights that take easy examples first."""

from math import ceil

from byhand import _checks
from byhand._array import Array, namespace, size

__all__ = ["curriculum_weights"]


def curriculum_weights(losses: Array, *, fraction: float) -> Array:
    r"""Take the easiest examples: 1/k for the k of least loss, 0 for others.

    .. math:: k = \lceil q n \rceil, \qquad \sum_i w_i L_i
        = \text{the mean of the } k \text{ least losses}

    Start with a small fraction q, and end with 1: at every q there is at
    least one example, and at 1 there are all.

    Parameters
    ----------
    losses : array or tensor of shape (n,), floating point
        The loss of each example. NaN counts as the greatest.
    fraction : float
        The share q of the examples to take, above 0 and at most 1. It is
        read as a decimal: 0.07 of 100 are 7.

    Returns
    -------
    array or tensor
        Like losses, without history; the sum is 1. Of equal losses the
        first are taken.

    Raises
    ------
    ValueError
        If the shape is not (n,), there is no loss, or the fraction is out
        of range.
    TypeError
        If losses is not floating point, or fraction not a plain number.

    Examples
    --------
    >>> import numpy as np
    >>> losses = np.array([3.0, 1.0, 9.0, 2.0])
    >>> curriculum_weights(losses, fraction=0.5).tolist()
    [0.0, 0.5, 0.0, 0.5]

    References
    ----------
    Bengio et al. (2009), ICML.

    Book: losses/multi-task, "Weights for examples: curriculum"
    """
    _checks.floating(losses=losses)
    _checks.dimensions("examples", losses=losses)
    _checks.not_empty(losses=losses)
    _checks.positive(fraction=fraction)
    _checks.within(0, 1, fraction=float(fraction))
    xp = namespace(losses)
    k = max(1, ceil(round(fraction * size(losses), 9)))
    ranks = xp.argsort(xp.argsort(losses, stable=True), stable=True)
    return xp.astype(ranks < k, losses.dtype) / k
