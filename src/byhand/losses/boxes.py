"""Losses for boxes: how well a predicted box covers the true one."""

from byhand import _checks
from byhand._array import Array, detached, namespace, shape
from byhand.losses._reduction import guard, reduce, share
from byhand.losses._regions import ratio

__all__ = ["giou", "giou_grad", "iou", "iou_grad"]


def iou(pred: Array, target: Array, *, reduction: str = "mean") -> Array:
    r"""Take from 1 the area two boxes share, over the area they cover.

    .. math:: L = 1 - \frac{I}{U}, \qquad U = A + B - I

    A and B are the areas of the boxes, I that of their overlap. Sides are
    measured against the hull of the two, so the unit does not matter, and
    no small number is added. A box whose corners are flipped, x2 < x1 or
    y2 < y1, is empty. The gradient of boxes apart is 0: see :func:`giou`.

    Parameters
    ----------
    pred : array or tensor (..., 4), floating point
        Boxes x1, y1, x2, y2, any finite value, in any unit.
    target : like pred
        Of the same shape and the same library.
    reduction : {"mean", "sum", "none"}
        Mean over the boxes, their sum, or one value each.

    Returns
    -------
    array or tensor
        Of shape (), or (...,) for "none"; from 0 to 1. 0 for equal boxes
        with an area; 1, with gradient 0, if both are empty.

    Raises
    ------
    ValueError
        If the shapes differ or do not end in 4, the reduction is unknown,
        or it is the mean of no box at all.
    TypeError
        If pred or target is not floating point, or their libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> pred, target = np.array([[0.0, 0, 2, 2], [0.0, 0, 4, 2]])
    >>> float(iou(pred, target))
    0.5

    References
    ----------
    Yu et al. (2016), ACM Multimedia, with the negative logarithm instead.

    Book: losses/segmentation-detection, "Boxes: IoU as a loss"
    """
    _guard(pred, target, reduction)
    own, other, shared, _ = _areas(pred, target)
    covered = own + other - shared
    return reduce(1 - ratio(shared, covered), reduction)


def iou_grad(pred: Array, target: Array, *, reduction: str = "mean") -> Array:
    r"""Differentiate :func:`iou` by the chain rule over the areas.

    .. math:: \frac{\partial L}{\partial A} = \frac{I}{U^2}, \qquad
        \frac{\partial L}{\partial I} = -\frac{1 + I/U}{U}

    Where two sides lie on one line, each counts half; where boxes only
    touch, the slope is the one into the overlap: both as in torch.

    Examples
    --------
    >>> import numpy as np
    >>> pred, target = np.array([[0.0, 0, 2, 2], [-1.0, -1, 3, 3]])
    >>> iou_grad(pred, target).tolist()  # all of it shared: 2 / 16
    [0.125, 0.125, -0.125, -0.125]

    Book: losses/segmentation-detection, "Boxes: IoU as a loss"
    """
    _guard(pred, target, reduction)
    own, other, shared, _ = _areas(pred, target)
    covered = own + other - shared
    index, per_area = ratio(shared, covered), ratio(1.0, covered)
    slopes = index * per_area, -(1 + index) * per_area, 0 * own
    return _corners(pred, target, slopes, reduction)


def giou(pred: Array, target: Array, *, reduction: str = "mean") -> Array:
    r"""Add to :func:`iou` the part of the hull that neither box covers.

    .. math:: L = 1 - \frac{I}{U} + \frac{C - U}{C}

    C is the area of the hull, from the smallest x1 and y1 to the largest x2
    and y2. It pulls boxes together that do not overlap.

    Parameters
    ----------
    pred, target, reduction
        As for :func:`iou`.

    Returns
    -------
    array or tensor
        Of shape (), or (...,) for "none"; from 0 to 2. A flipped box is
        empty: its loss is 1 within the other box, and above 1 if its
        corners widen the hull. 1, with gradient 0, if the hull is empty;
        2, with gradient 0, if the hull alone is not.

    Raises
    ------
    ValueError, TypeError
        As for :func:`iou`.

    Examples
    --------
    >>> import numpy as np
    >>> pred, target = np.array([[0.0, 0, 1, 1], [3.0, 0, 4, 1]])
    >>> float(giou(pred, target))
    1.5

    References
    ----------
    Rezatofighi et al. (2019), CVPR.

    Book: losses/segmentation-detection, "Boxes apart: GIoU"
    """
    _guard(pred, target, reduction)
    own, other, shared, hull = _areas(pred, target)
    covered = own + other - shared
    gap = ratio(hull - covered, hull)
    return reduce(1 - ratio(shared, covered) + gap, reduction)


def giou_grad(pred: Array, target: Array, *, reduction: str = "mean") -> Array:
    r"""Differentiate :func:`giou`, which adds slopes to :func:`iou_grad`.

    .. math:: \frac{\partial}{\partial A} = -\frac{1}{C}, \qquad
        \frac{\partial}{\partial I} = \frac{1}{C}, \qquad
        \frac{\partial}{\partial C} = \frac{U}{C^2}

    Examples
    --------
    >>> import numpy as np
    >>> pred, target = np.array([[0.0, 0, 1, 1], [3.0, 0, 4, 1]])
    >>> giou_grad(pred, target).tolist()  # U / C is 2 / 4
    [0.125, 0.0, -0.25, 0.0]

    Book: losses/segmentation-detection, "Boxes apart: GIoU"
    """
    _guard(pred, target, reduction)
    own, other, shared, hull = _areas(pred, target)
    covered = own + other - shared
    index, per_area = ratio(shared, covered), ratio(1.0, covered)
    per_hull = ratio(1.0, hull)
    slopes = (
        index * per_area - per_hull,
        per_hull - (1 + index) * per_area,
        covered * per_hull * per_hull,
    )
    return _corners(pred, target, slopes, reduction)


def _guard(pred: Array, target: Array, reduction: str) -> None:
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    _checks.has_shape((*shape(pred)[:-1], 4), pred=pred)
    guard(reduction, pred=pred)


def _axes(pred: Array, target: Array) -> list[tuple[Array, ...]]:
    """Return x1 and x2 of both boxes, and their y1 and y2."""
    xp = namespace(pred, target)
    a, b = xp.unstack(pred, axis=-1), xp.unstack(target, axis=-1)
    return [(a[i], a[i + 2], b[i], b[i + 2]) for i in (0, 1)]


def _spans(a1: Array, a2: Array, b1: Array, b2: Array) -> list[Array]:
    """Return along an axis both sides, their overlap, and their hull."""
    xp = namespace(a1, b1)
    inner = xp.minimum(a2, b2) - xp.maximum(a1, b1)
    outer = xp.maximum(a2, b2) - xp.minimum(a1, b1)
    return [a2 - a1, b2 - b1, inner, outer]


def _sides(spans: list[Array]) -> tuple[list[Array], Array]:
    """Return the spans, those below 0 as 0, in units of the hull; the unit.

    Areas are then from 0 to 1, and neither overflow nor underflow. The loss
    does not depend on the unit, which so needs no gradient.
    """
    xp = namespace(*spans)
    sides = [xp.where(span < 0, 0.0, span) for span in spans]
    hull = detached(sides[-1])
    unit = hull + xp.astype(hull == 0, hull.dtype)
    return [side / unit for side in sides], unit


def _areas(pred: Array, target: Array) -> list[Array]:
    """Return the areas of both boxes, of their overlap, and of the hull."""
    x, y = (_sides(_spans(*axis))[0] for axis in _axes(pred, target))
    return [width * height for width, height in zip(x, y, strict=True)]


def _corners(
    pred: Array, target: Array, slopes: tuple[Array, ...], reduction: str
) -> Array:
    """Send slopes by own area, overlap and hull back to x1, y1, x2, y2."""
    x, y = _axes(pred, target)
    slopes = tuple(share(slope, reduction) for slope in slopes)
    x1, x2 = _ends(x, y, slopes)
    y1, y2 = _ends(y, x, slopes)
    return namespace(pred, target).stack([x1, y1, x2, y2], axis=-1)


def _ends(
    axis: tuple[Array, ...],
    across: tuple[Array, ...],
    slopes: tuple[Array, ...],
) -> tuple[Array, Array]:
    """Send the slopes back along one axis, to the low and the high end."""
    xp, (a1, a2, b1, b2) = namespace(*axis), axis
    spans, (heights, _) = _spans(*axis), _sides(_spans(*across))
    unit = _sides(spans)[1]
    own, inner, outer = (
        slope * heights[i] * xp.astype(spans[i] >= 0, unit.dtype) / unit
        for i, slope in zip((0, 2, 3), slopes, strict=True)
    )
    low, high = _larger(a1, b1), _larger(a2, b2)
    left = -own - inner * low - outer * (1 - low)
    return left, own + inner * (1 - high) + outer * high


def _larger(a: Array, b: Array) -> Array:
    """Return 1 where a is the larger, 0 where b is, 1/2 where both are."""
    xp = namespace(a, b)
    return (xp.astype(a > b, a.dtype) + xp.astype(a >= b, a.dtype)) / 2
