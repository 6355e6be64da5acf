"""Two views of the same things, to learn what they share."""

from typing import Any

import numpy as np

from byhand import _checks
from byhand.data.points import ring

__all__ = ["pairs"]


def pairs(
    rng: np.random.Generator,
    n: int,
    *,
    classes: int = 5,
    noise: float = 0.05,
    nuisance: float = 2.0,
) -> tuple[Any, Any, Any]:
    r"""Look at each of n things twice, for losses that compare embeddings.

    .. math:: a = (s + \sigma \varepsilon, \tau \nu), \qquad
        b = (s + \sigma \varepsilon', \tau \nu')

    Row i of a and row i of b are views of the same thing, whose two
    coordinates s lie near its class on the unit circle. The other two are
    larger and mean nothing: an encoder has to learn to look away from them.

    Parameters
    ----------
    rng : numpy.random.Generator
        The same state gives the same views.
    n : int
        How many things, shared out evenly among the classes.
    classes : int
        How many classes.
    noise : float
        σ, by how much the two views of s differ, not negative.
    nuisance : float
        τ, the size of what means nothing, not negative.

    Returns
    -------
    a, b : float64 arrays of shape (n, 4)
    labels : int64 array of shape (n,)

    Raises
    ------
    ValueError
        If a size or an option is out of its range.
    TypeError
        If rng is not a generator, or an option not a plain number.

    Examples
    --------
    >>> a, b, labels = pairs(np.random.default_rng(0), 10, noise=0.0)
    >>> (a[:, :2] == b[:, :2]).all(), (a[:, 2:] == b[:, 2:]).any()
    (np.True_, np.False_)
    """
    _checks.generator(rng=rng)
    _checks.counts(n=[n], classes=[classes])
    _checks.not_negative(noise=noise, nuisance=nuisance)
    shared, labels = ring(rng, n, modes=classes, radius=1.0, noise=0.1)
    scale = np.array([noise, noise, nuisance, nuisance])
    things = np.concatenate([shared, np.zeros((n, 2))], axis=1)
    a, b = things + scale * rng.standard_normal((2, n, 4))
    return a, b, labels
