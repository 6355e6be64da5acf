"""Exercises of the page losses/metric-learning."""

from collections.abc import Sequence

__all__ = [
    "contrastive_slope_of_a",
    "hardest_of_anchor",
    "info_nce_of_cosines",
    "partner_column",
]


def contrastive_slope_of_a(
    a: Sequence[float], b: Sequence[float], same: bool, margin: float
) -> list[float]:
    """Return the gradient of the contrastive loss of one pair, by a.

    Two points in one place have the gradient 0.

    >>> a, b = [4.0, 3.0], [0.0, 0.0]
    >>> contrastive_slope_of_a(a, b, True, 10.0)
    [4.0, 3.0]
    >>> [round(s, 9) for s in contrastive_slope_of_a(a, b, False, 10.0)]
    [-4.0, -3.0]
    >>> [round(s, 9) for s in contrastive_slope_of_a(a, b, False, 7.5)]
    [-2.0, -1.5]
    >>> [abs(s) for s in contrastive_slope_of_a(a, b, False, 2.0)]
    [0.0, 0.0]
    >>> [abs(s) for s in contrastive_slope_of_a(a, a, False, 2.0)]
    [0.0, 0.0]
    """
    raise NotImplementedError


def hardest_of_anchor(
    distances: Sequence[float], labels: Sequence[int], anchor: int
) -> tuple[int, int] | None:
    """Return the rows of the farthest positive and the nearest negative.

    The distances are those of all rows from the anchor. None if it has no
    positive, or no negative.

    >>> hardest_of_anchor([0.0, 2.0, 5.0, 1.0, 9.0], [0, 0, 0, 1, 1], 0)
    (2, 3)
    >>> hardest_of_anchor([4.0, 7.0, 0.0, 3.0], [5, 5, 8, 8], 2)
    (3, 0)
    >>> hardest_of_anchor([0.0, 0.0, 1.0], [3, 3, 4], 0)
    (1, 2)
    >>> hardest_of_anchor([0.0, 1.0, 2.0], [3, 4, 4], 0) is None
    True
    >>> hardest_of_anchor([0.0, 1.0], [3, 3], 0) is None
    True
    """
    raise NotImplementedError


def partner_column(i: int, n: int) -> int:
    """Return where the partner of row i stands when entry i is cut out.

    There are 2n rows; rows i and i + n are partners.

    >>> partner_column(0, 1), partner_column(1, 1)
    (0, 0)
    >>> [partner_column(i, 3) for i in range(6)]
    [2, 3, 4, 0, 1, 2]
    """
    raise NotImplementedError


def info_nce_of_cosines(
    cosines: Sequence[float], own: int, temperature: float
) -> float:
    """Return InfoNCE of one query, given its cosines with all keys.

    >>> info_nce_of_cosines([0.3], 0, 0.1)
    0.0
    >>> round(info_nce_of_cosines([0.5, 0.5, 0.5, 0.5], 1, 0.1), 6)
    1.386294
    >>> round(info_nce_of_cosines([1.0, -1.0], 0, 0.05) * 1e18, 6)
    4.248354
    >>> round(info_nce_of_cosines([-1.0, 1.0, 0.0], 0, 0.001), 6)
    2000.0
    """
    raise NotImplementedError
