"""What the losses of one answer out of several classes share."""

from math import inf

from array_api_compat import device

from byhand import _checks
from byhand._array import Array, detached, namespace, put_along_axis, shape
from byhand.losses import _reduction

__all__ = ["apart", "guard", "surprise", "unit", "weighted"]


def guard(
    logits: Array, labels: Array, reduction: str, **weights: Array | None
) -> int:
    """Guard what is common, and return the axis of the classes."""
    given = {name: w for name, w in weights.items() if w is not None}
    for name, w in given.items():
        if isinstance(w, int | float):
            raise TypeError(
                f"{name} must be an array with a weight for each class; got "
                f"{w}: one number would only rescale the loss"
            )
    _checks.floating(logits=logits, **given)
    _checks.integral(labels=labels)
    _checks.one_kind(logits=logits, labels=labels)
    _checks.dimensions("C", "...", logits=logits)
    sizes = list(shape(logits))
    axis = min(1, len(sizes) - 1)
    _checks.axis_of(logits, axis)
    count = sizes.pop(axis)
    _checks.has_shape(tuple(sizes), labels=labels)
    _checks.has_shape((count,), **given)
    _checks.class_labels(count, labels=labels)
    _checks.within(0, inf, **given)
    _reduction.guard(reduction, logits=logits)
    return axis


def weighted(
    z: Array, labels: Array, weight: Array | None, axis: int
) -> tuple[Array, Array, Array]:
    """Return the labels, the classes' weights, and the labels' weights.

    All have the axes of z, so that they can be broadcast against it.
    """
    xp, (count, *rest) = namespace(z), shape(z)[axis:]
    y = xp.expand_dims(xp.astype(labels, xp.int64), axis=axis)
    if weight is None:
        weight = xp.ones(count, dtype=z.dtype, device=device(z))
    wy = xp.reshape(xp.take(weight, xp.reshape(y, (-1,)), axis=0), shape(y))
    return y, xp.reshape(weight, (count, *(1 for _ in rest))), wy


def apart(z: Array, y: Array, axis: int) -> tuple[Array, Array, Array]:
    """Return each e^(z - m), 0 for the answer; their sum; and m - z_y.

    m is the largest logit. No result depends on it, so that it needs no
    gradient.
    """
    xp, bound = namespace(z), namespace(z).finfo(z.dtype).max
    m = xp.clip(xp.max(detached(z), axis=axis, keepdims=True), -bound, bound)
    powers = xp.exp(put_along_axis(z - m, y, -inf, axis))
    others = xp.sum(powers, axis=axis, keepdims=True)
    lag = m - xp.take_along_axis(z, y, axis=axis)
    return powers, others, xp.where(lag < 0, 0.0, lag)


def surprise(others: Array, lag: Array) -> Array:
    """Return log(1 + others e^lag), small or large."""
    xp = namespace(lag)
    small = xp.log1p(others * xp.exp(xp.where(lag > 0, 0.0, lag)))
    return xp.where(lag > 0, lag + xp.log(others + xp.exp(-lag)), small)


def unit(wy: Array, weight: Array | None, reduction: str) -> Array:
    """Return the mean weight of the labels, where a mean is over weights."""
    if weight is None or reduction != "mean":
        return 1
    xp, mean = namespace(wy), namespace(wy).mean(wy)
    return xp.where(mean == 0, 1.0, mean)
