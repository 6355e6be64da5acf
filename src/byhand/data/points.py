"""Points about centres, a class or more to each."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from byhand import _checks
from byhand.data._labels import balanced

__all__ = ["blobs", "ring", "xor"]


def blobs(
    rng: np.random.Generator,
    n: int | Sequence[int],
    *,
    centers: Any = ((-1.5, 0.0), (1.5, 0.0), (0.0, 2.5)),
    noise: float = 0.8,
) -> tuple[Any, Any]:
    r"""Scatter points about centres, a class about each.

    .. math:: x = c_k + \sigma \varepsilon, \qquad
        \varepsilon \sim \mathcal{N}(0, I)

    Parameters
    ----------
    rng : numpy.random.Generator
        The same state gives the same points.
    n : int or sequence of int
        How many points: of all classes together, shared out evenly, or of
        each class, for classes of unequal size.
    centers : numbers of shape (classes, dimension)
        c, one row a class. By default three that overlap a little.
    noise : float
        σ, not negative.

    Returns
    -------
    points : float64 array of shape (n, dimension)
    labels : int64 array of shape (n,)

    Raises
    ------
    ValueError
        If a size, a shape or an option is out of its range.
    TypeError
        If rng is not a generator, or noise not a plain number.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> points, labels = blobs(rng, [90, 10], centers=[[0, 0], [2, 0]])
    >>> points.shape, np.bincount(labels).tolist()
    ((100, 2), [90, 10])
    """
    middle = np.asarray(centers, dtype=np.float64)
    _checks.generator(rng=rng)
    _checks.dimensions("classes", "dimension", centers=middle)
    _checks.not_empty(centers=middle)
    _checks.not_negative(noise=noise)
    labels = balanced(rng, n, len(middle))
    shape = (len(labels), middle.shape[1])
    return middle[labels] + noise * rng.standard_normal(shape), labels


def ring(
    rng: np.random.Generator,
    n: int,
    *,
    modes: int = 8,
    radius: float = 2.0,
    noise: float = 0.05,
) -> tuple[Any, Any]:
    r"""Scatter points about centres that are spread evenly on a circle.

    .. math:: x = r \left(\cos \frac{2 \pi k}{K}, \sin \frac{2 \pi k}{K}
        \right) + \sigma \varepsilon, \qquad
        \varepsilon \sim \mathcal{N}(0, I)

    The test of a generator: does it find every mode?

    Parameters
    ----------
    rng : numpy.random.Generator
        The same state gives the same points.
    n : int
        How many points, shared out evenly.
    modes : int
        K, how many centres.
    radius : float
        r of the circle, above 0.
    noise : float
        σ, not negative.

    Returns
    -------
    points : float64 array of shape (n, 2)
    labels : int64 array of shape (n,)
        Which mode a point belongs to.

    Raises
    ------
    ValueError, TypeError
        As for :func:`blobs`.

    Examples
    --------
    >>> points, labels = ring(np.random.default_rng(0), 80, noise=0.0)
    >>> np.hypot(*points.T).round(12).max().tolist()
    2.0
    """
    _checks.generator(rng=rng)
    _checks.counts(modes=[modes])
    _checks.positive(radius=radius)
    angle = 2 * np.pi * np.arange(modes) / modes
    centers = radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return blobs(rng, n, centers=centers, noise=noise)


def xor(
    rng: np.random.Generator, n: int, *, noise: float = 0.1
) -> tuple[Any, Any]:
    r"""Scatter points about the four rows of the truth table of XOR.

    .. math:: x = (a, b) + \sigma \varepsilon, \qquad
        k = [a \ne b], \qquad a, b \in \{0, 1\}

    With n = 4 and no noise, the four rows themselves.

    Parameters
    ----------
    rng : numpy.random.Generator
        The same state gives the same points.
    n : int
        How many points, shared out evenly among the four rows.
    noise : float
        σ, not negative. Below about 0.15 the classes do not overlap.

    Returns
    -------
    points : float64 array of shape (n, 2)
    labels : int64 array of shape (n,)

    Raises
    ------
    ValueError, TypeError
        As for :func:`blobs`.

    Examples
    --------
    >>> points, labels = xor(np.random.default_rng(0), 4, noise=0.0)
    >>> sorted(zip(*points.T.tolist(), labels.tolist()))
    [(0.0, 0.0, 0), (0.0, 1.0, 1), (1.0, 0.0, 1), (1.0, 1.0, 0)]
    """
    corners = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
    points, row = blobs(rng, n, centers=corners, noise=noise)
    return points, np.array([0, 1, 1, 0], dtype=np.int64)[row]
