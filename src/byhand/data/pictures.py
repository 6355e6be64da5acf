"""Pictures: handwritten digits, objects with their masks, and boxes."""

from typing import Any

import numpy as np

from byhand import _checks

__all__ = ["boxes", "digits", "masks"]


def digits() -> tuple[Any, Any]:
    """Load 1797 handwritten digits that scikit-learn ships.

    The test part of a larger set, whose 13 writers did not write the rest,
    in the order of its file. Each pixel was counted from a block of 4 by 4.

    Returns
    -------
    images : float64 array of shape (1797, 8, 8)
        From 0, paper, to 1, ink.
    labels : int64 array of shape (1797,)
        The digits, from 0 to 9.

    Raises
    ------
    ImportError
        If scikit-learn is not installed.

    Examples
    --------
    >>> images, labels = digits()
    >>> images.shape, labels[:5].tolist()
    ((1797, 8, 8), [0, 1, 2, 3, 4])

    References
    ----------
    Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits,
    UCI Machine Learning Repository.
    """
    try:
        from sklearn.datasets import load_digits
    except ImportError as error:
        raise ImportError(
            "byhand.data.digits needs scikit-learn: pip install scikit-learn"
        ) from error
    images, labels = load_digits(return_X_y=True)
    return images.reshape(-1, 8, 8) / 16, labels.astype(np.int64)


def masks(
    rng: np.random.Generator,
    n: int,
    *,
    size: int = 32,
    noise: float = 0.5,
    empty: float = 0.0,
) -> tuple[Any, Any]:
    r"""Draw a disc or a rectangle into each image, under noise.

    .. math:: x = m + \sigma \varepsilon, \qquad
        \varepsilon \sim \mathcal{N}(0, 1), \qquad m \in \{0, 1\}

    Half of the objects are discs. Their sizes, from a pixel to half the
    image, are spread evenly on a logarithmic scale: many are tiny. None is
    cut by the border.

    Parameters
    ----------
    rng : numpy.random.Generator
        The same state gives the same images.
    n : int
        How many images.
    size : int
        Their height and width in pixels, at least 4.
    noise : float
        σ, not negative; the contrast is 1.
    empty : float
        The share of images without an object, from 0 to 1. Their number is
        rounded.

    Returns
    -------
    images : float64 array of shape (n, size, size)
    masks : boolean array of shape (n, size, size)
        True on the object.

    Raises
    ------
    ValueError
        If a size or an option is out of its range.
    TypeError
        If rng is not a generator, or an option not a plain number.

    Examples
    --------
    >>> images, found = masks(np.random.default_rng(0), 20, empty=0.25)
    >>> images.shape, int(found.any(axis=(1, 2)).sum())
    ((20, 32, 32), 15)
    """
    _checks.generator(rng=rng)
    _checks.counts(n=[n], size=[size])
    if size < 4:
        raise ValueError(f"size must be 4 or more; got {size}")
    _checks.not_negative(noise=noise, empty=empty)
    _checks.within(0, 1, empty=float(empty))
    shown = rng.permutation(np.arange(n) >= round(empty * n))
    mask = _objects(rng, n, size) & shown[:, None, None]
    return mask + noise * rng.standard_normal(mask.shape), mask


def boxes(
    rng: np.random.Generator, n: int, *, jitter: float = 0.3
) -> tuple[Any, Any]:
    r"""Draw boxes in the unit square, and predictions that miss them a bit.

    A box is x1, y1, x2, y2, with x1 < x2 and y1 < y2. Its prediction is
    moved by up to ± jitter of its width and height, and each of the two is
    multiplied by up to 2 to the power of ± jitter.

    Parameters
    ----------
    rng : numpy.random.Generator
        The same state gives the same boxes.
    n : int
        How many.
    jitter : float
        From 0, every prediction is right, to 1, some miss altogether.

    Returns
    -------
    pred : float64 array of shape (n, 4)
        May reach out of the unit square.
    target : float64 array of shape (n, 4)
        The boxes themselves: row i of pred predicts row i.

    Raises
    ------
    ValueError
        If n or jitter is out of its range.
    TypeError
        If rng is not a generator, or jitter not a plain number.

    Examples
    --------
    >>> pred, target = boxes(np.random.default_rng(0), 5, jitter=0.0)
    >>> target.shape, (pred == target).all()
    ((5, 4), np.True_)
    """
    _checks.generator(rng=rng)
    _checks.counts(n=[n])
    _checks.not_negative(jitter=jitter)
    _checks.within(0, 1, jitter=float(jitter))
    center, side = rng.uniform(0.3, 0.7, (n, 2)), rng.uniform(0.1, 0.6, (n, 2))
    move, scale = jitter * rng.uniform(-1, 1, (2, n, 2))
    pred = _corners(center + move * side, side * 2**scale)
    return pred, _corners(center, side)


def _objects(rng: np.random.Generator, n: int, size: int) -> Any:
    """Return masks, each of a disc or a rectangle of at least one pixel."""
    low, high = np.log(0.75), np.log(size / 4)
    half = np.exp(rng.uniform(low, high, (2, n, 1, 1)))
    disc = rng.permutation(np.arange(n) % 2 == 0)[:, None, None]
    half[1] = np.where(disc, half[0], half[1])
    center = rng.uniform(half, size - 1 - half)
    row, column = np.arange(size)[:, None], np.arange(size)
    v = abs(row - center[0]) / half[0]
    h = abs(column - center[1]) / half[1]
    return np.where(disc, np.hypot(v, h), np.maximum(v, h)) <= 1


def _corners(center: Any, side: Any) -> Any:
    """Return boxes as x1, y1, x2, y2."""
    return np.concatenate([center - side / 2, center + side / 2], axis=1)
