"""Answers to the exercises of the page losses/metric-learning."""

from collections.abc import Sequence
from math import dist, exp, log1p

__all__ = [
    "contrastive_slope_of_a",
    "hardest_of_anchor",
    "info_nce_of_cosines",
    "partner_column",
]


def contrastive_slope_of_a(
    a: Sequence[float], b: Sequence[float], same: bool, margin: float
) -> list[float]:
    """Pull along a - b, or push against it by what the margin lacks."""
    d = dist(a, b)
    factor = 1.0 if same else -max(0.0, margin - d) / (d or 1.0)
    return [factor * (p - q) for p, q in zip(a, b, strict=True)]


def hardest_of_anchor(
    distances: Sequence[float], labels: Sequence[int], anchor: int
) -> tuple[int, int] | None:
    """Search twice: among the alike, and among the others."""
    rows, own = range(len(labels)), labels[anchor]
    alike = [i for i in rows if labels[i] == own and i != anchor]
    others = [i for i in rows if labels[i] != own]
    if not alike or not others:
        return None
    return max(alike, key=distances.__getitem__), min(
        others, key=distances.__getitem__
    )


def partner_column(i: int, n: int) -> int:
    """Move the partner one place to the left, if it stood to the right."""
    return i + n - 1 if i < n else i - n


def info_nce_of_cosines(
    cosines: Sequence[float], own: int, temperature: float
) -> float:
    """Divide by the own exponential, and take the largest out."""
    leads = [(c - cosines[own]) / temperature for c in cosines]
    del leads[own]
    top = max([0.0, *leads])
    if top == 0:
        return log1p(sum(map(exp, leads)))
    rest = sum(exp(lead - top) for lead in leads)
    return top + log1p(rest + exp(-top) - 1)
