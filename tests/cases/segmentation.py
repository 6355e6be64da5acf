"""Rows for the losses of masks."""

import numpy as np
import torch

from byhand import losses
from tests.cases._case import Case

__all__ = ["CASES"]


def regions(rng):
    """Two examples with a mask of True and False."""
    return rng.uniform(0.1, 0.9, (2, 3, 4)), rng.random((2, 3, 4)) < 0.5


def soft_regions(rng):
    """Two examples with a mask of shares."""
    return rng.uniform(0.1, 0.9, (2, 5)), rng.random((2, 5))


def classes(rng):
    """Two examples of 2 x 4 pixels; one of the four classes is in neither."""
    labels = np.array([[[0, 0, 1, 3], [3, 1, 0, 0]], [[1, 1, 1, 1]] * 2])
    return rng.standard_normal((2, 4, 2, 4)), labels


def rows(rng):
    """Three examples of a single pixel each."""
    return rng.standard_normal((3, 4)), np.array([2, 0, 2])


def reduced(values, reduction):
    values = torch.stack(values)
    return values if reduction == "none" else getattr(values, reduction)()


def index(p, m, alpha, beta, smooth):
    """The Tversky index of one example, pixel by pixel."""
    hits = alarms = misses = 0.0
    for share, true in zip(p.flatten(), m.flatten().to(p.dtype), strict=True):
        hits = hits + share * true
        alarms = alarms + share * (1 - true)
        misses = misses + (1 - share) * true
    return (hits + smooth) / (hits + alpha * alarms + beta * misses + smooth)


def tversky(p, m, alpha=0.5, beta=0.5, smooth=0.0, reduction="mean"):
    values = [
        1 - index(*pair, alpha, beta, smooth)
        for pair in zip(p, m, strict=True)
    ]
    return reduced(values, reduction)


def dice_of(p, m, smooth):
    return 1 - (2 * (p * m).sum() + smooth) / (p.sum() + m.sum() + smooth)


def dice(p, m, smooth=0.0, reduction="mean"):
    values = [dice_of(*pair, smooth) for pair in zip(p, m, strict=True)]
    return reduced(values, reduction)


def multiclass_dice(logits, labels, smooth=0.0, reduction="mean"):
    values = []
    for x, y in zip(logits, labels, strict=True):
        p = torch.softmax(x, 0)
        costs = [dice_of(p[k], (y == k).double(), smooth) for k in y.unique()]
        values.append(sum(costs) / len(costs))
    return reduced(values, reduction)


CASES = [
    *(
        Case(losses, name, args, f, options)
        for name, f in [("dice", dice), ("tversky", tversky)]
        for args, options in [
            (regions, {}),
            (soft_regions, {"smooth": 1.0}),
            (regions, {"reduction": "sum"}),
            (soft_regions, {"reduction": "none"}),
        ]
    ),
    *(
        Case(losses, "tversky", args, tversky, {"alpha": a, "beta": b})
        for args, a, b in [
            (regions, 0.3, 0.7),
            (soft_regions, 2.0, 0.0),
            (regions, 0.0, 1.0),
        ]
    ),
    *(
        Case(losses, "multiclass_dice", args, multiclass_dice, options)
        for args, options in [
            (classes, {}),
            (classes, {"smooth": 2.0}),
            (classes, {"reduction": "sum"}),
            (classes, {"reduction": "none"}),
            (rows, {"reduction": "mean"}),
            (rows, {"smooth": 0.5}),
        ]
    ),
]
