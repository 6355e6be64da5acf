"""What the losses for masks and for boxes share."""

from byhand._array import Array, namespace, shape

__all__ = ["fit", "ratio"]


def ratio(part: Array, whole: Array) -> Array:
    """Return part / whole; 0, with slope 0, where whole is 0."""
    empty = namespace(whole).astype(whole == 0, whole.dtype)
    return part * (1 - empty) / (whole + empty)


def fit(x: Array, like: Array) -> Array:
    """Return x with as many axes as the other, so that they broadcast."""
    axes = (1,) * (len(shape(like)) - len(shape(x)))
    return namespace(x).reshape(x, (*shape(x), *axes))
