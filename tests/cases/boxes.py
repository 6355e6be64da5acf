"""Rows for the losses of boxes."""

import numpy as np
import torch

from byhand import losses
from tests.cases._case import Case

__all__ = ["CASES"]

# Overlapping, inside, around, across, apart along x, along y and along both.
PAIRS = [
    [[0, 0, 4, 3], [1, 1, 6, 5]],
    [[2, 2, 3, 4], [1, 1, 6, 5]],
    [[0, 0, 7, 6], [1, 1, 6, 5]],
    [[0, 2, 7, 3], [1, 1, 6, 5]],
    [[8, 2, 9, 4], [1, 1, 6, 5]],
    [[2, -3, 4, -1], [1, 1, 6, 5]],
    [[-4, 7, -2, 8], [1, 1, 6, 5]],
    [[8, 2, 5, 7], [1, 1, 6, 5]],  # flipped, and so empty
]


def pairs(rng):
    boxes = np.array(PAIRS, dtype=float)
    boxes = boxes + rng.uniform(-0.2, 0.2, boxes.shape)
    return boxes[:, 0].copy(), boxes[:, 1].copy()


def table(rng):
    """The first six boxes, as two rows of three."""
    return tuple(x[:6].reshape(2, 3, 4) for x in pairs(rng))


def single(rng):
    return tuple(x[0] for x in pairs(rng))


def length(low, high):
    return high - low if high > low else 0 * low


def areas(a, b):
    """Return own areas, overlap and hull of two boxes."""
    low, high = torch.min, torch.max
    own, other = (
        length(box[0], box[2]) * length(box[1], box[3]) for box in (a, b)
    )
    inner = length(high(a[0], b[0]), low(a[2], b[2])) * length(
        high(a[1], b[1]), low(a[3], b[3])
    )
    outer = (high(a[2], b[2]) - low(a[0], b[0])) * (
        high(a[3], b[3]) - low(a[1], b[1])
    )
    return own + other - inner, inner, outer


def iou_of(a, b):
    union, inner, _ = areas(a, b)
    return 1 - inner / union


def giou_of(a, b):
    union, inner, outer = areas(a, b)
    return 1 - (inner / union - (outer - union) / outer)


def looped(f):
    def loss(pred, target, reduction="mean"):
        rows = zip(pred.reshape(-1, 4), target.reshape(-1, 4), strict=True)
        values = torch.stack([f(a, b) for a, b in rows])
        if reduction == "none":
            return values.reshape(pred.shape[:-1])
        return getattr(values, reduction)()

    return loss


CASES = [
    Case(losses, name, args, looped(f), options)
    for name, f in [("iou", iou_of), ("giou", giou_of)]
    for args, options in [
        (pairs, {"reduction": "mean"}),
        (pairs, {"reduction": "sum"}),
        (table, {"reduction": "none"}),
        (single, {}),
    ]
]
