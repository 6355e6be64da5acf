"""Dice for several classes: each counts the same, however small."""

from array_api_compat import device

from byhand import _checks
from byhand._array import Array, namespace, shape
from byhand.activations import softmax, softmax_grad
from byhand.losses._reduction import guard, reduce, share
from byhand.losses._regions import fit, ratio

__all__ = ["multiclass_dice", "multiclass_dice_grad"]


def multiclass_dice(
    logits: Array,
    labels: Array,
    *,
    smooth: float = 0.0,
    reduction: str = "mean",
) -> Array:
    r"""Take the mean of the Dice losses of the classes.

    .. math:: \frac{1}{|K|} \sum_{k \in K}
        \frac{FP_k + FN_k}{2\,TP_k + FP_k + FN_k + s}, \qquad
        p = \operatorname{softmax}(\text{logits})

    K are the classes among the labels of the example; any other would cost
    1, pull nowhere, and is left out whatever smooth is. Each class counts
    the same. Pooled over them, the loss would be 1 - the mean of p at the
    labels, and a small class would count little.

    Parameters
    ----------
    logits : array or tensor (N, C, ...), floating point
        Any finite value.
    labels : array or tensor (N, ...), integers
        From 0 to C - 1; none is ignored.
    smooth, reduction
        As for :func:`byhand.losses.dice`.

    Returns
    -------
    array or tensor
        Of shape (), or (N,) for "none"; from 0 to 1.

    Raises
    ------
    ValueError
        If the shapes do not fit, a label is out of range, smooth is
        negative, the reduction is unknown, or it is the mean of nothing.
    TypeError
        If logits is not floating point, labels not integers, or their
        libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> labels = np.array([[0, 0]])  # twice 1/4 is hit: 1 - 1 / (1/2 + 2)
    >>> round(float(multiclass_dice(np.zeros((1, 4, 2)), labels)), 12)
    0.6

    References
    ----------
    Milletari, Navab and Ahmadi (2016), 3DV.

    Book: losses/segmentation-detection, "Several classes"
    """
    _guard(logits, labels, reduction)
    _checks.not_negative(smooth=smooth)
    wrong, right, _, part = _parts(_softmax(logits), labels, smooth)
    costs = ratio(wrong, wrong + right) * part
    return reduce(namespace(logits).sum(costs, axis=1), reduction)


def multiclass_dice_grad(
    logits: Array,
    labels: Array,
    *,
    smooth: float = 0.0,
    reduction: str = "mean",
) -> Array:
    r"""Differentiate :func:`multiclass_dice` by the chain rule over softmax.

    .. math:: \frac{\partial L_k}{\partial FP_k} = \frac{1 - L_k}{D_k},
        \qquad \frac{\partial L_k}{\partial FN_k} = \frac{1 + L_k}{D_k}

    Examples
    --------
    >>> import numpy as np
    >>> multiclass_dice_grad(np.zeros((1, 1, 2)), np.array([[0, 0]])).tolist()
    [[[0.0, 0.0]]]

    Book: losses/segmentation-detection, "Several classes"
    """
    _guard(logits, labels, reduction)
    _checks.not_negative(smooth=smooth)
    xp, p = namespace(logits), _softmax(logits)
    wrong, right, present, part = _parts(p, labels, smooth)
    total = wrong + right
    weight = ratio(present * share(part, reduction), total)
    alarm = fit(ratio(right, total) * weight, p)
    miss = fit((1 + ratio(wrong, total)) * weight, p)
    hot = _one_hot(p, labels)
    missed = xp.sum(hot * miss, axis=1, keepdims=True)
    return softmax_grad(logits, (1 - hot) * (alarm + missed), axis=1)


def _guard(logits: Array, labels: Array, reduction: str) -> None:
    _checks.floating(logits=logits)
    _checks.integral(labels=labels)
    _checks.one_kind(logits=logits, labels=labels)
    _checks.dimensions("N", "C", "...", logits=logits)
    count, classes, *pixels = shape(logits)
    _checks.has_shape((count, *pixels), labels=labels)
    _checks.class_labels(classes, labels=labels)
    guard(reduction, logits=logits)


def _parts(p: Array, labels: Array, smooth: float) -> tuple[Array, ...]:
    """Return FP + FN and 2 TP + s by class, which are there, and 1 / |K|.

    What is missed is what the other classes got: 1 - p would lose digits.
    Sums keep more of them in float32 than matrix products.
    """
    xp, hot = namespace(p), _one_hot(p, labels)
    wrong = p * (1 - hot)
    missed = hot * xp.sum(wrong, axis=1, keepdims=True)
    pixels = tuple(range(2, len(shape(p))))
    n, alarms, misses = (xp.sum(x, axis=pixels) for x in (hot, wrong, missed))
    present = xp.astype(n > 0, p.dtype)
    part = 1 / xp.clip(xp.sum(present, axis=1, keepdims=True), 1, None)
    right = 2 * (n - misses) + smooth
    return present * (alarms + misses), right, present, part


def _one_hot(p: Array, labels: Array) -> Array:
    """Return 1 at each label's class and 0 elsewhere, shaped like p."""
    xp = namespace(p)
    classes = xp.arange(shape(p)[1], device=device(p))
    hot = labels[:, None, ...] == fit(classes[None, ...], p)
    return xp.astype(hot, p.dtype)


def _softmax(x: Array) -> Array:
    """Return the softmax over axis 1, in one pass where torch has it."""
    xp = namespace(x)
    return xp.softmax(x, 1) if hasattr(xp, "softmax") else softmax(x, axis=1)
