"""Losses for masks: how well a predicted region covers the true one."""

from typing import Any

from byhand import _checks
from byhand._array import Array, is_array, namespace, shape
from byhand.losses._reduction import guard, reduce, share
from byhand.losses._regions import fit, ratio

__all__ = [
    "dice",
    "dice_grad",
    "tversky",
    "tversky_grad",
]


def dice(
    probs: Array, mask: Array, *, smooth: float = 0.0, reduction: str = "mean"
) -> Array:
    r"""Take from 1 twice the overlap, over the sum of both regions.

    .. math:: 1 - \frac{2 \sum p m + s}{\sum p + \sum m + s}
        = \frac{FP + FN}{2\,TP + FP + FN + s}

    TP = Σ p m, FP = Σ p (1 - m) and FN = Σ (1 - p) m of each example by
    itself: pooled over a batch, large objects would hide small ones. The sums
    are plain; V-Net squares p and m below the line. 0 for an empty mask and
    an empty prediction. Without smooth, an empty mask and any other
    prediction cost 1, and the gradient is 0.

    Parameters
    ----------
    probs : array or tensor (N, ...), floating point, two axes or more
        From 0 to 1.
    mask : array or tensor like probs, boolean or floating point
        From 0 to 1.
    smooth : float
        s, from 0 up; above 0, a small object costs less. MONAI adds its
        smooth above and below 2 TP as here, optax to TP: twice as much.
    reduction : {"mean", "sum", "none"}
        Mean over the examples, their sum, or one value each.

    Returns
    -------
    array or tensor
        Of shape (), or (N,) for "none"; from 0 to 1.

    Raises
    ------
    ValueError
        If the shapes differ, an entry is not from 0 to 1, smooth is
        negative, the reduction is unknown, or it is the mean of nothing.
    TypeError
        If probs is not floating point, mask neither that nor boolean, or
        their libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> mask = np.array([[True, True, False, False]])
    >>> float(dice(np.array([[1.0, 0.0, 0.0, 0.0]]), mask)) * 3
    1.0

    References
    ----------
    Milletari, Navab and Ahmadi (2016), 3DV.

    Book: losses/segmentation-detection, "Soft Dice, and its gradient"
    """
    _guard(probs, mask, reduction)
    _checks.not_negative(smooth=smooth)
    xp, m, pixels = _parts(probs, mask)
    wrong = xp.sum(m + probs * (1 - 2 * m), axis=pixels)
    total = xp.sum(probs, axis=pixels) + xp.sum(m, axis=pixels)
    return reduce(ratio(wrong, total + smooth), reduction)


def dice_grad(
    probs: Array, mask: Array, *, smooth: float = 0.0, reduction: str = "mean"
) -> Array:
    r"""Differentiate :func:`dice`; L is its value, D what stands below.

    .. math:: \frac{\partial L}{\partial p} =
        \frac{(1 - L)(1 - m) - (1 + L)\,m}{D}

    Examples
    --------
    >>> import numpy as np
    >>> dice_grad(np.zeros((1, 2)), np.array([[1.0, 0.0]])).tolist()
    [[-2.0, 0.0]]

    Book: losses/segmentation-detection, "Soft Dice, and its gradient"
    """
    _checks.not_negative(smooth=smooth)
    # Half of everything: the Tversky loss of 1/2, 1/2 and half the smooth.
    return tversky_grad(probs, mask, smooth=smooth / 2, reduction=reduction)


def tversky(
    probs: Array,
    mask: Array,
    *,
    alpha: float = 0.5,
    beta: float = 0.5,
    smooth: float = 0.0,
    reduction: str = "mean",
) -> Array:
    r"""Let a false alarm cost more or less than a miss.

    .. math:: 1 - \frac{TP + s}{TP + \alpha FP + \beta FN + s}
        = \frac{\alpha FP + \beta FN}{TP + \alpha FP + \beta FN + s}

    TP, FP and FN as for :func:`dice`, which is α = β = 1/2 with twice the
    smooth. β above α punishes misses. 0, with gradient 0, where nothing
    that counts is in the mask or in the prediction.

    Parameters
    ----------
    probs, mask, reduction
        As for :func:`dice`.
    alpha, beta : float
        Weights of false positives and of false negatives, from 0 up, not
        both 0.
    smooth : float
        s, from 0 up.

    Returns
    -------
    array or tensor
        Of shape (), or (N,) for "none"; from 0 to 1.

    Raises
    ------
    ValueError, TypeError
        As for :func:`dice`; ValueError if a weight is negative or both
        are 0.

    Examples
    --------
    >>> import numpy as np
    >>> mask = np.array([[True, True, False, False]])
    >>> probs = np.array([[1.0, 0.0, 0.0, 0.0]])
    >>> round(float(tversky(probs, mask, alpha=0.0, beta=1.0)), 12)
    0.5

    References
    ----------
    Salehi, Erdogmus and Gholipour (2017), MLMI.

    Book: losses/segmentation-detection, "Tversky: misses may cost more"
    """
    _guard(probs, mask, reduction)
    _checks.not_negative(alpha=alpha, beta=beta, smooth=smooth)
    _checks.positive(**{"alpha + beta": alpha + beta})
    hits, alarms, misses = _counts(probs, mask)
    wrong = alpha * alarms + beta * misses
    return reduce(ratio(wrong, hits + wrong + smooth), reduction)


def tversky_grad(
    probs: Array,
    mask: Array,
    *,
    alpha: float = 0.5,
    beta: float = 0.5,
    smooth: float = 0.0,
    reduction: str = "mean",
) -> Array:
    r"""Differentiate :func:`tversky`; L is its value, D what stands below.

    .. math:: \frac{\partial L}{\partial p} =
        \frac{\alpha (1 - L)(1 - m) - (\beta (1 - L) + L)\,m}{D}

    Examples
    --------
    >>> import numpy as np
    >>> tversky_grad(np.zeros((1, 2)), np.array([[1.0, 0.0]])).tolist()
    [[-2.0, 0.0]]

    Book: losses/segmentation-detection, "Tversky: misses may cost more"
    """
    _guard(probs, mask, reduction)
    _checks.not_negative(alpha=alpha, beta=beta, smooth=smooth)
    _checks.positive(**{"alpha + beta": alpha + beta})
    hits, alarms, misses = _counts(probs, mask)
    wrong = alpha * alarms + beta * misses
    total = hits + wrong + smooth
    loss, index = ratio(wrong, total), ratio(hits + smooth, total)
    outside = share(ratio(alpha * index, total), reduction)
    inside = share(ratio(-(beta * index + loss), total), reduction)
    m = namespace(probs).astype(mask, probs.dtype, copy=False)
    return fit(outside, m) * (1 - m) + fit(inside, m) * m


def _guard(probs: Array, mask: Array, reduction: str) -> None:
    _checks.floating(probs=probs)
    marked = is_array(mask) and namespace(mask).isdtype(mask.dtype, "bool")
    if marked:
        _checks.one_kind(probs=probs, mask=mask)
    else:
        _checks.floating(probs=probs, mask=mask)
    _checks.dimensions("N", "pixels", "...", probs=probs)
    _checks.same_shape(probs=probs, mask=mask)
    _checks.within(0, 1, probs=probs, **({} if marked else {"mask": mask}))
    guard(reduction, probs=probs)


def _parts(probs: Array, mask: Array) -> tuple[Any, Array, tuple[int, ...]]:
    """Return the namespace, the mask as numbers, and the axes of pixels."""
    xp = namespace(probs)
    pixels = tuple(range(1, len(shape(probs))))
    return xp, xp.astype(mask, probs.dtype, copy=False), pixels


def _counts(probs: Array, mask: Array) -> tuple[Array, Array, Array]:
    """Return the hits, false alarms and misses of each example.

    Sums, not matrix products, which lose digits over many pixels in float32.
    """
    xp, m, pixels = _parts(probs, mask)
    parts = probs * m, probs * (1 - m), (1 - probs) * m
    hits, alarms, misses = (xp.sum(part, axis=pixels) for part in parts)
    return hits, alarms, misses
