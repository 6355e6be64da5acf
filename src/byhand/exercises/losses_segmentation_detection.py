"""Exercises of the page losses/segmentation-detection."""

from collections.abc import Sequence
from fractions import Fraction

__all__ = [
    "dice_logit_slopes",
    "exact_giou_loss",
    "mask_scores",
    "tversky_of_mask",
]


def mask_scores(
    pred: Sequence[bool], truth: Sequence[bool]
) -> tuple[float, float]:
    """Return the hard Dice score and IoU of a mask, pixel by pixel.

    Of an empty mask and an empty prediction, both are 1.

    >>> yes, no = True, False
    >>> mask_scores([yes, yes, no, no], [yes, no, no, no])[1]
    0.5
    >>> round(mask_scores([yes, yes, no, no], [yes, no, no, no])[0], 6)
    0.666667
    >>> mask_scores([yes, no], [no, yes])
    (0.0, 0.0)
    >>> mask_scores([no, no], [no, no])
    (1.0, 1.0)
    """
    raise NotImplementedError


def dice_logit_slopes(
    logits: Sequence[float], mask: Sequence[int]
) -> list[float]:
    """Return the slopes of the soft Dice loss for logits of sigmoids.

    The mask has at least one 1.

    >>> dice_logit_slopes([0.0, 0.0], [1, 0])
    [-0.1875, 0.0625]
    >>> slopes = dice_logit_slopes([2.0, -1.0, 0.5], [1, 1, 0])
    >>> [round(slope, 6) for slope in slopes]
    [-0.0387, -0.07247, 0.037976]
    >>> abs(dice_logit_slopes([-100.0, 0.0], [1, 0])[0]) < 1e-40
    True
    """
    raise NotImplementedError


def tversky_of_mask(
    probs: Sequence[float], mask: Sequence[int], alpha: float, beta: float
) -> float:
    """Return the Tversky loss; alpha is for false alarms, beta for misses.

    The mask has at least one 1, and beta is above 0.

    >>> tversky_of_mask([1.0, 1.0, 0.0, 0.0], [1, 0, 1, 0], 1.0, 2.0)
    0.75
    >>> round(tversky_of_mask([0.5, 0.5, 0.0], [1, 0, 1], 0.3, 0.7), 6)
    0.705882
    >>> round(tversky_of_mask([0.5, 0.5, 0.0], [1, 0, 1], 0.7, 0.3), 6)
    0.615385
    >>> tversky_of_mask([1.0, 0.0], [1, 0], 0.5, 0.5)
    0.0
    """
    raise NotImplementedError


def exact_giou_loss(a: Sequence[int], b: Sequence[int]) -> Fraction:
    """Return the GIoU loss of two boxes x1, y1, x2, y2 as a fraction.

    A box with flipped corners has no area. The hull of all corners has one.

    >>> str(exact_giou_loss([10, 10, 50, 50], [15, 15, 55, 55]))
    '2588/6399'
    >>> str(exact_giou_loss([0, 0, 1, 1], [3, 0, 4, 1]))
    '3/2'
    >>> str(exact_giou_loss([0, 0, 2, 2], [3, 3, 4, 4]))
    '27/16'
    >>> str(exact_giou_loss([50, 50, 10, 10], [10, 10, 50, 50]))
    '1'
    """
    raise NotImplementedError
