"""A line of points, some of them far off."""

from typing import Any

import numpy as np

from byhand import _checks

__all__ = ["line_with_outliers"]


def line_with_outliers(
    rng: np.random.Generator,
    n: int,
    *,
    slope: float = 2.0,
    intercept: float = 1.0,
    noise: float = 0.2,
    outliers: float = 0.1,
    shift: float = 5.0,
) -> tuple[Any, Any, Any]:
    r"""Scatter points about a line, and lift some of them far above it.

    .. math:: x \sim \mathcal{U}(-1, 1), \qquad
        y = w x + b + \sigma \varepsilon + s\,[\text{outlier}], \qquad
        \varepsilon \sim \mathcal{N}(0, 1)

    Parameters
    ----------
    rng : numpy.random.Generator
        The same state gives the same points.
    n : int
        How many points.
    slope, intercept : float
        w and b of the line.
    noise : float
        σ, in units of y, not negative.
    outliers : float
        The share of outliers, from 0 to 1. Their number is rounded.
    shift : float
        s, how far an outlier is lifted, in units of y.

    Returns
    -------
    x, y : float64 arrays of shape (n,)
    outlier : boolean array of shape (n,)
        Which of the points were lifted.

    Raises
    ------
    ValueError
        If a size or an option is out of its range.
    TypeError
        If rng is not a generator, or an option not a plain number.

    Examples
    --------
    >>> x, y, outlier = line_with_outliers(np.random.default_rng(0), 50)
    >>> int(outlier.sum())
    5
    """
    _checks.generator(rng=rng)
    _checks.counts(n=[n])
    _checks.finite(slope=slope, intercept=intercept, shift=shift)
    _checks.not_negative(noise=noise, outliers=outliers)
    _checks.within(0, 1, outliers=float(outliers))
    x = rng.uniform(-1, 1, n)
    outlier = rng.permutation(np.arange(n) < round(outliers * n))
    y = slope * x + intercept + noise * rng.standard_normal(n)
    return x, y + shift * outlier, outlier
