"""Losses for numbers that let no outlier take over."""

from byhand import _checks
from byhand._array import Array, clip
from byhand.losses._reduction import guard, reduce, share

__all__ = ["huber", "huber_grad", "smooth_l1", "smooth_l1_grad"]


def huber(
    pred: Array, target: Array, *, delta: float = 1.0, reduction: str = "mean"
) -> Array:
    r"""Square small errors, and let large ones grow along a line.

    .. math:: e^2 / 2 \text{ for } |e| \le \delta, \qquad
        \delta\,(|e| - \delta / 2) \text{ otherwise}

    Both are r (e - r/2), with r the error e clipped to ±δ. There is a factor
    of one half: δ = ∞ is mse / 2. Equals δ times :func:`smooth_l1` of β = δ.

    Parameters
    ----------
    pred, target, reduction
        As for :func:`byhand.losses.mse`.
    delta : float
        Where the line begins, above 0, in units of the target.

    Returns
    -------
    array or tensor
        Of shape (), or that of pred for "none".

    Raises
    ------
    ValueError, TypeError
        As for :func:`byhand.losses.mse`; ValueError if delta is not above 0.

    Examples
    --------
    >>> float(huber(0.0, 0.5)), float(huber(0.0, 2.0))
    (0.125, 1.5)

    References
    ----------
    Huber (1964), Ann. Math. Statist. 35.

    Book: losses/regression, "Huber"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    _checks.positive(delta=delta)
    e = pred - target
    r = clip(e, -delta, delta)
    return reduce(r * (e - r / 2), reduction)


def huber_grad(
    pred: Array, target: Array, *, delta: float = 1.0, reduction: str = "mean"
) -> Array:
    r"""Differentiate :func:`huber`: the error clipped to ±δ, over n.

    Examples
    --------
    >>> float(huber_grad(0.0, 0.5)), float(huber_grad(0.0, 2.0))
    (-0.5, -1.0)

    Book: losses/regression, "Huber"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    _checks.positive(delta=delta)
    return share(clip(pred - target, -delta, delta), reduction)


def smooth_l1(
    pred: Array, target: Array, *, beta: float = 1.0, reduction: str = "mean"
) -> Array:
    r"""Round off the corner of the absolute error.

    .. math:: e^2 / (2 \beta) \text{ for } |e| \le \beta, \qquad
        |e| - \beta / 2 \text{ otherwise}

    Equals :func:`huber` of δ = β, divided by β. Near β = 0 it is
    :func:`byhand.losses.mae`.

    Parameters
    ----------
    pred, target, reduction
        As for :func:`byhand.losses.mse`.
    beta : float
        Where the line begins, above 0 (torch takes 0 too).

    Returns
    -------
    array or tensor
        Of shape (), or that of pred for "none".

    Raises
    ------
    ValueError, TypeError
        As for :func:`byhand.losses.mse`; ValueError if beta is not above 0.

    Examples
    --------
    >>> float(smooth_l1(0.0, 2.0, beta=0.5))
    1.75

    References
    ----------
    Girshick (2015), ICCV.

    Book: losses/regression, "Smooth L1 is not Huber"
    """
    _checks.positive(beta=beta)
    return huber(pred, target, delta=beta, reduction=reduction) / beta


def smooth_l1_grad(
    pred: Array, target: Array, *, beta: float = 1.0, reduction: str = "mean"
) -> Array:
    r"""Differentiate :func:`smooth_l1`: the error over β, clipped to ±1.

    Examples
    --------
    >>> float(smooth_l1_grad(0.0, 2.0, beta=0.5))
    -1.0

    Book: losses/regression, "Smooth L1 is not Huber"
    """
    _checks.positive(beta=beta)
    return huber_grad(pred, target, delta=beta, reduction=reduction) / beta
