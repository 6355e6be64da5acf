"""Losses for one answer out of several classes, from logits."""

from byhand import _checks
from byhand._array import Array, namespace, put_along_axis, shape, size
from byhand.losses import _classes
from byhand.losses._reduction import reduce

__all__ = ["cross_entropy", "cross_entropy_grad", "focal", "focal_grad"]


def cross_entropy(
    logits: Array,
    labels: Array,
    *,
    label_smoothing: float = 0.0,
    weight: Array | None = None,
    reduction: str = "mean",
) -> Array:
    r"""Charge for the surprise at the answer, given the logits of all classes.

    .. math:: L_i = -\log p_y = \log \sum_j e^{z_j} - z_y
        = \log\Bigl(1 + \sum_{j \ne y} e^{z_j - z_y}\Bigr)

    The sum is over all classes, the answer y too. A certain right answer
    keeps its digits: e^-50, where torch gives 0.

    Parameters
    ----------
    logits : array or tensor of shape (C,), (N, C) or (N, C, ...)
        One for each class, before any softmax. -inf excludes a wrong class;
        NaN makes its row NaN.
    labels : integers of shape (), (N,) or (N, ...)
        The answers, from 0 to C - 1; not one-hot, and no ignored index.
    label_smoothing : float
        ε from 0 to 1: every class gets ε/C of the answer's weight, as in
        torch. Elsewhere the others get ε/(C - 1): that is this with
        ε C/(C - 1).
    weight : array of shape (C,), optional
        One for each class, not negative.
    reduction : {"mean", "sum", "none"}
        With weights, the mean divides by the sum of the labels' weights, as
        in torch; it is 0 if all of those are 0.

    Returns
    -------
    array or tensor
        In nats, of shape (), or that of labels for "none". log C for equal
        logits. 0 where the answer alone is +inf, where torch gives NaN.

    Raises
    ------
    ValueError
        If shapes do not fit, a label or an option is out of range, or the
        mean is of nothing. An accelerator is not asked about labels.
    TypeError
        If logits are not floating point or labels not integers, or the
        libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> loss = cross_entropy(np.array([2.0, 0.5, -1.0]), np.array(0))
    >>> round(float(loss), 7)
    0.2413113

    References
    ----------
    Szegedy, Vanhoucke, Ioffe, Shlens and Wojna (2016), CVPR: smoothing.

    Book: losses/classification, "One of many: cross-entropy"
    """
    axis = _classes.guard(logits, labels, reduction, weight=weight)
    _checks.finite(label_smoothing=label_smoothing)
    _checks.within(0, 1, label_smoothing=float(label_smoothing))
    xp, z, e = namespace(logits), logits, label_smoothing / shape(logits)[axis]
    y, w, wy = _classes.weighted(logits, labels, weight, axis)
    _, others, lag = _classes.apart(z, y, axis)
    rows = ((1 - label_smoothing) * wy + e * xp.sum(w)) * _classes.surprise(
        others, lag
    )
    if e:
        gaps = xp.take_along_axis(z, y, axis=axis) - z
        rows = rows + e * xp.sum(w * gaps, axis=axis, keepdims=True)
    rows = +xp.squeeze(rows, axis=axis)
    return reduce(rows, reduction) / _classes.unit(wy, weight, reduction)


def cross_entropy_grad(
    logits: Array,
    labels: Array,
    *,
    label_smoothing: float = 0.0,
    weight: Array | None = None,
    reduction: str = "mean",
) -> Array:
    r"""Differentiate :func:`cross_entropy` with respect to the logits.

    .. math:: \frac{\partial L_i}{\partial z_j} = p_j - t_j, \qquad
        p_y - 1 = -\sum_{j \ne y} p_j

    t is 1 for the answer and 0 for the others, or smoothed; the weight of
    the label multiplies, and for "mean" 1/N, or 1 over the sum of weights.

    Examples
    --------
    >>> import numpy as np
    >>> cross_entropy_grad(np.zeros(2), np.array(0)).tolist()
    [-0.5, 0.5]

    Book: losses/classification, "One of many: cross-entropy"
    """
    axis = _classes.guard(logits, labels, reduction, weight=weight)
    _checks.finite(label_smoothing=label_smoothing)
    _checks.within(0, 1, label_smoothing=float(label_smoothing))
    xp, z, e = namespace(logits), logits, label_smoothing / shape(logits)[axis]
    y, w, wy = _classes.weighted(logits, labels, weight, axis)
    powers, others, lag = _classes.apart(z, y, axis)
    slope = put_along_axis(powers, y, -others, axis) / (others + xp.exp(-lag))
    slope = ((1 - label_smoothing) * wy + e * xp.sum(w)) * slope
    if e:
        smooth = put_along_axis(xp.zeros_like(z) - w, y, xp.sum(w) - wy, axis)
        slope = slope + e * smooth
    rows = max(1, size(labels)) if reduction == "mean" else 1
    return slope / rows / _classes.unit(wy, weight, reduction)


def focal(
    logits: Array,
    labels: Array,
    *,
    gamma: float = 2.0,
    alpha: Array | None = None,
    reduction: str = "mean",
) -> Array:
    r"""Turn the cross-entropy down where the answer is right.

    .. math:: L_i = -\alpha_y\,(1 - p_y)^\gamma \log p_y, \qquad
        p = \operatorname{softmax}(z)

    γ = 0 and no α is :func:`cross_entropy`.

    Parameters
    ----------
    logits, labels
        As for :func:`cross_entropy`, but +inf for a wrong class gives NaN.
    gamma : float
        From 0 up: how fast an easy example fades.
    alpha : array of shape (C,), optional
        A weight for each class, not negative. A single number would only
        rescale the loss, and is refused.
    reduction : {"mean", "sum", "none"}
        The mean is over the N examples, with or without α; kornia and MONAI
        divide by N C.

    Returns
    -------
    array or tensor
        Of shape (), or that of labels for "none".

    Raises
    ------
    ValueError, TypeError
        As for :func:`cross_entropy`; TypeError if alpha is one number.

    Examples
    --------
    >>> import numpy as np
    >>> loss = focal(np.zeros(2), np.array(0))  # (1/2)² log 2
    >>> round(float(loss), 7)
    0.1732868

    References
    ----------
    Lin, Goyal, Girshick, He and Dollár (2017), ICCV.

    Book: losses/classification, "Easy examples: focal loss"
    """
    axis = _classes.guard(logits, labels, reduction, alpha=alpha)
    _checks.not_negative(gamma=gamma)
    xp = namespace(logits)
    y, _, weight = _classes.weighted(logits, labels, alpha, axis)
    _, others, lag = _classes.apart(logits, y, axis)
    certain = others == 0
    miss = xp.where(certain, 1.0, others / (others + xp.exp(-lag)))
    rows = weight * miss**gamma * _classes.surprise(others, lag)
    rows = xp.where(certain, 0.0, rows)
    return reduce(+xp.squeeze(rows, axis=axis), reduction)


def focal_grad(
    logits: Array,
    labels: Array,
    *,
    gamma: float = 2.0,
    alpha: Array | None = None,
    reduction: str = "mean",
) -> Array:
    r"""Differentiate :func:`focal` with respect to the logits.

    .. math:: \frac{\partial L_i}{\partial z_j} =
        \alpha_y\,(1 - p_y)^\gamma (1 - p_y - \gamma\,p_y \log p_y)\,r_j

    r is -1 for the answer, and the share p_j/(1 - p_y) among the others. No
    power is negative, so that γ < 1 has the gradient 0 at p_y = 1.

    Examples
    --------
    >>> import numpy as np
    >>> slope = focal_grad(np.array([1e3, 0.0]), np.array(0), gamma=0.5)
    >>> slope.tolist() == [0, 0]
    True

    Book: losses/classification, "Easy examples: focal loss"
    """
    axis = _classes.guard(logits, labels, reduction, alpha=alpha)
    _checks.not_negative(gamma=gamma)
    xp = namespace(logits)
    y, _, weight = _classes.weighted(logits, labels, alpha, axis)
    powers, others, lag = _classes.apart(logits, y, axis)
    miss = others / (others + xp.exp(-lag))
    slope = miss + gamma * (1 - miss) * _classes.surprise(others, lag)
    slope = weight * miss**gamma * slope / xp.where(others == 0, 1.0, others)
    slopes = slope * put_along_axis(powers, y, -others, axis)
    return slopes / (max(1, size(labels)) if reduction == "mean" else 1)
