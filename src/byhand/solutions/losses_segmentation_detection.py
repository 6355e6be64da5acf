"""Answers to the exercises of the page losses/segmentation-detection."""

from collections.abc import Sequence
from fractions import Fraction
from math import exp

__all__ = [
    "dice_logit_slopes",
    "exact_giou_loss",
    "mask_scores",
    "tversky_of_mask",
]


def mask_scores(
    pred: Sequence[bool], truth: Sequence[bool]
) -> tuple[float, float]:
    """Count the hits, and the pixels where the two differ."""
    pairs = list(zip(pred, truth, strict=True))
    hits = sum(p and t for p, t in pairs)
    wrong = sum(p != t for p, t in pairs)
    if hits + wrong == 0:
        return 1.0, 1.0
    return 2 * hits / (2 * hits + wrong), hits / (hits + wrong)


def dice_logit_slopes(
    logits: Sequence[float], mask: Sequence[int]
) -> list[float]:
    """Multiply the two slopes of Dice by those of the sigmoids."""
    probs = [1 / (1 + exp(-z)) for z in logits]
    pairs = list(zip(probs, mask, strict=True))
    total = sum(probs) + sum(mask)
    dice = 2 * sum(p * m for p, m in pairs) / total
    return [(dice - 2 * m) / total * p * (1 - p) for p, m in pairs]


def tversky_of_mask(
    probs: Sequence[float], mask: Sequence[int], alpha: float, beta: float
) -> float:
    """Weigh the two errors, and compare them with all there is."""
    pairs = list(zip(probs, mask, strict=True))
    hits = sum(p * m for p, m in pairs)
    alarms = sum(p * (1 - m) for p, m in pairs)
    misses = sum((1 - p) * m for p, m in pairs)
    return 1 - hits / (hits + alpha * alarms + beta * misses)


def exact_giou_loss(a: Sequence[int], b: Sequence[int]) -> Fraction:
    """Measure both boxes, their overlap and their hull."""

    def area(x1: int, y1: int, x2: int, y2: int) -> int:
        return max(0, x2 - x1) * max(0, y2 - y1)

    low = [max(a[i], b[i]) for i in (0, 1)]
    high = [min(a[i], b[i]) for i in (2, 3)]
    near = [min(a[i], b[i]) for i in (0, 1)]
    far = [max(a[i], b[i]) for i in (2, 3)]
    overlap, hull = area(*low, *high), area(*near, *far)
    union = area(*a) + area(*b) - overlap
    shared = Fraction(overlap, union) if union else Fraction(0)
    return 2 - shared - Fraction(union, hull)
