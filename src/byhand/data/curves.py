"""Points along curves that no line can part."""

from typing import Any

import numpy as np

from byhand import _checks
from byhand.data._labels import balanced

__all__ = ["moons", "spirals"]


def moons(
    rng: np.random.Generator, n: int, *, noise: float = 0.1
) -> tuple[Any, Any]:
    r"""Interleave two half circles, which no line can part.

    .. math:: (\cos t, \sin t) \text{ and }
        \left(1 - \cos t, \tfrac12 - \sin t\right), \qquad
        t \sim \mathcal{U}(0, \pi)

    Parameters
    ----------
    rng : numpy.random.Generator
        The same state gives the same points.
    n : int
        How many points, half of them in each class.
    noise : float
        The standard deviation of what is added to both coordinates.

    Returns
    -------
    points : float64 array of shape (n, 2)
    labels : int64 array of shape (n,)
        0 for the upper half circle, 1 for the lower one.

    Raises
    ------
    ValueError, TypeError
        As for :func:`byhand.data.blobs`.

    Examples
    --------
    >>> points, labels = moons(np.random.default_rng(0), 100, noise=0.0)
    >>> upper = points[labels == 0]
    >>> np.hypot(*upper.T).round(12).min().tolist()
    1.0
    """
    _checks.generator(rng=rng)
    _checks.counts(n=[n])
    _checks.not_negative(noise=noise)
    labels = balanced(rng, n, 2)
    t, side = rng.uniform(0, np.pi, n), 1 - 2 * labels
    arcs = [labels + side * np.cos(t), labels / 2 + side * np.sin(t)]
    return np.stack(arcs, 1) + noise * rng.standard_normal((n, 2)), labels


def spirals(
    rng: np.random.Generator,
    n: int,
    *,
    classes: int = 2,
    turns: float = 1.0,
    noise: float = 0.02,
) -> tuple[Any, Any]:
    r"""Wind one arm a class about the origin, out to the unit circle.

    .. math:: x = r\,(\cos \varphi, \sin \varphi), \qquad
        \varphi = 2 \pi \left(m r + \frac{k}{K}\right), \qquad
        r^2 \sim \mathcal{U}(0.01, 1)

    Parameters
    ----------
    rng : numpy.random.Generator
        The same state gives the same points.
    n : int
        How many points, shared out evenly.
    classes : int
        K, how many arms.
    turns : float
        m, how often an arm goes round on a radius of 1; clockwise if
        negative.
    noise : float
        The standard deviation of what is added to both coordinates.

    Returns
    -------
    points : float64 array of shape (n, 2)
    labels : int64 array of shape (n,)

    Raises
    ------
    ValueError, TypeError
        As for :func:`byhand.data.blobs`.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> points, labels = spirals(rng, 90, classes=3, noise=0.0)
    >>> np.hypot(*points.T).max() < 1, np.bincount(labels).tolist()
    (np.True_, [30, 30, 30])
    """
    _checks.generator(rng=rng)
    _checks.counts(n=[n], classes=[classes])
    _checks.finite(turns=turns)
    _checks.not_negative(noise=noise)
    labels = balanced(rng, n, classes)
    r = np.sqrt(rng.uniform(0.01, 1, n))
    angle = 2 * np.pi * (turns * r + labels / classes)
    arms = np.stack([r * np.cos(angle), r * np.sin(angle)], axis=1)
    return arms + noise * rng.standard_normal((n, 2)), labels
