"""Losses that pick out the partner of an embedding among all others."""

from array_api_compat import device

from byhand import _checks
from byhand._array import Array, detached, namespace, put_along_axis, shape
from byhand.losses._reduction import guard, reduce, share
from byhand.numerics import safe_norm, safe_norm_grad

__all__ = ["info_nce", "info_nce_grad", "nt_xent", "nt_xent_grad"]


def info_nce(
    queries: Array,
    keys: Array,
    *,
    temperature: float = 0.1,
    reduction: str = "mean",
) -> Array:
    r"""Let each query find its own key among all keys.

    .. math:: -\log \frac{e^{s_{ii}}}{\sum_j e^{s_{ij}}} =
        \log\Bigl(1 + \sum_{j \ne i} e^{s_{ij} - s_{ii}}\Bigr),
        \qquad s_{ij} = \frac{\cos(q_i, k_j)}{\tau}

    The cross-entropy with label i for query i; the second form keeps the
    digits near 0. One way, from queries to keys; CLIP has the mean of both.

    Parameters
    ----------
    queries, keys : array or tensor (N, D), floating point
        Row i of keys belongs to row i of queries, the other keys do not.
        Lengths do not matter; a row of zeros has similarity 0 with every
        row, and gradient 0.
    temperature : float
        τ, above 0. The smaller, the more the nearest wrong key counts.
    reduction : {"mean", "sum", "none"}
        Mean over the queries, their sum, or one cost a query.

    Returns
    -------
    array or tensor
        Of shape (), or (N,) for "none". 0 for a single pair; log N if all
        rows are one.

    Raises
    ------
    ValueError
        If the shapes differ, are not (N, D) or hold nothing, temperature is
        not above 0, or the reduction is unknown.
    TypeError
        If an array is not floating point, or the libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> round(float(info_nce(np.eye(3), np.eye(3), temperature=0.5)), 6)
    0.239545

    References
    ----------
    van den Oord, Li and Vinyals (2018), arXiv:1807.03748.

    Book: losses/metric-learning, "InfoNCE: one among many"
    """
    _guard(temperature, reduction, queries=queries, keys=keys)
    q, k = _unit(queries), _unit(keys)
    own = _places(q, 0)
    positive, others = _scores(q, k, k, [own], temperature)
    return reduce(_costs(positive, others), reduction)


def info_nce_grad(
    queries: Array,
    keys: Array,
    *,
    temperature: float = 0.1,
    reduction: str = "mean",
) -> tuple[Array, Array]:
    r"""Differentiate :func:`info_nce` with respect to queries and keys.

    .. math:: \frac{\partial L}{\partial s_{ij}} = p_{ij} \text{ for }
        j \ne i, \qquad
        \frac{\partial L}{\partial s_{ii}} = -\sum_{j \ne i} p_{ij}, \qquad
        \frac{\partial L}{\partial x} = \frac{g - \hat x (\hat x \cdot g)}
        {\lVert x \rVert}

    Over N for the mean; p is the softmax of a row, and g the gradient with
    respect to the row at length 1.

    Examples
    --------
    >>> import numpy as np
    >>> grads = info_nce_grad(np.eye(2), np.eye(2), temperature=1.0)
    >>> grads[0].round(3).tolist()
    [[0.0, 0.134], [0.134, 0.0]]

    Book: losses/metric-learning, "InfoNCE: one among many"
    """
    _guard(temperature, reduction, queries=queries, keys=keys)
    q, k = _unit(queries), _unit(keys)
    own = _places(q, 0)
    positive, others = _scores(q, k, k, [own], temperature)
    slopes = _slopes(positive, others, own, reduction) / temperature
    return _unit_grad(queries, slopes @ k), _unit_grad(keys, slopes.T @ q)


def nt_xent(
    a: Array, b: Array, *, temperature: float = 0.1, reduction: str = "mean"
) -> Array:
    r"""Let each of 2N views find its partner among all others.

    .. math:: -\log \frac{e^{s_{ip}}}{\sum_{j \ne i} e^{s_{ij}}}, \qquad
        s_{ij} = \frac{\cos(z_i, z_j)}{\tau}, \qquad z = (a, b)

    Row p is the partner of row i: both views are anchors, and an anchor is
    compared with all rows but itself. :func:`info_nce` compares a with b
    alone, and one way.

    Parameters
    ----------
    a, b : array or tensor (N, D), floating point
        Row i of a and row i of b are two views of one example. Lengths and
        zeros as for :func:`info_nce`.
    temperature, reduction
        As for :func:`info_nce`, over the 2N views.

    Returns
    -------
    array or tensor
        Of shape (), or (2N,) for "none": those of a, then those of b. 0 for
        a single pair; log(2N - 1) if all rows are one.

    Raises
    ------
    ValueError, TypeError
        As for :func:`info_nce`.

    Examples
    --------
    >>> import numpy as np
    >>> float(nt_xent(np.array([[3.0, 4.0]]), np.array([[-1.0, 0.0]])))
    0.0

    References
    ----------
    Chen, Kornblith, Norouzi and Hinton (2020), ICML.

    Book: losses/metric-learning, "NT-Xent: two views, and two traps"
    """
    _guard(temperature, reduction, a=a, b=b)
    xp, z = namespace(a), _unit(namespace(a).concat([a, b]))
    own, partner = _places(z, 0), _places(z, shape(a)[0])
    pair = xp.take(z, partner[:, 0], axis=0)
    positive, others = _scores(z, pair, z, [own, partner], temperature)
    return reduce(_costs(positive, others), reduction)


def nt_xent_grad(
    a: Array, b: Array, *, temperature: float = 0.1, reduction: str = "mean"
) -> tuple[Array, Array]:
    r"""Differentiate :func:`nt_xent` with respect to a and b.

    As in :func:`info_nce_grad`, but a row is both anchor and candidate:

    .. math:: \frac{\partial L}{\partial \hat z} = \frac{1}{\tau}
        \bigl(S + S^\top\bigr)\, \hat z, \qquad
        S_{ij} = \frac{\partial L}{\partial s_{ij}}

    Examples
    --------
    >>> import numpy as np
    >>> grads = nt_xent_grad(np.array([[3.0, 4.0]]), np.array([[-1.0, 0.0]]))
    >>> abs(grads[0]).tolist()
    [[0.0, 0.0]]

    Book: losses/metric-learning, "NT-Xent: two views, and two traps"
    """
    _guard(temperature, reduction, a=a, b=b)
    xp, n = namespace(a), shape(a)[0]
    x = xp.concat([a, b])
    z, own, partner = _unit(x), _places(x, 0), _places(x, n)
    pair = xp.take(z, partner[:, 0], axis=0)
    positive, others = _scores(z, pair, z, [own, partner], temperature)
    slopes = _slopes(positive, others, partner, reduction) / temperature
    dx = _unit_grad(x, (slopes + slopes.T) @ z)
    return dx[:n, :], dx[n:, :]


def _guard(temperature: float, reduction: str, **rows: Array) -> None:
    """Refuse all but two arrays of as many rows, one at least."""
    _checks.floating(**rows)
    _checks.same_shape(**rows)
    _checks.dimensions("N", "D", **rows)
    _checks.not_empty(**rows)
    guard(reduction)
    _checks.positive(temperature=temperature)


def _unit(x: Array) -> Array:
    """Return the rows at length 1; a row of zeros stays, with gradient 0."""
    xp = namespace(x)
    zero = xp.all(x == 0, axis=1, keepdims=True)
    return safe_norm_grad(xp.where(zero, 0.0, x))


def _unit_grad(x: Array, g: Array) -> Array:
    """Send the gradient with respect to the rows at length 1 back to x."""
    xp, z, length = namespace(x), safe_norm_grad(x), safe_norm(x)[:, None]
    across = g - z * xp.sum(z * g, axis=1, keepdims=True)
    return across / xp.where(length == 0, xp.inf, length)


def _places(rows: Array, shift: int) -> Array:
    """Return a column of row numbers, moved on in a circle."""
    n = shape(rows)[0]
    places = namespace(rows).arange(n, device=device(rows))
    return (places[:, None] + shift) % n


def _scores(
    anchors: Array,
    partners: Array,
    candidates: Array,
    apart: list[Array],
    temperature: float,
) -> tuple[Array, Array]:
    """Return each anchor's similarity to its partner, and to the others.

    What stands apart, the partner and the anchor itself, is -inf there.
    """
    positive = namespace(anchors).sum(anchors * partners, axis=1)
    others = anchors @ candidates.T
    for places in apart:
        others = put_along_axis(others, places, -float("inf"), 1)
    return positive / temperature, others / temperature


def _costs(positive: Array, others: Array) -> Array:
    """Return log(1 + the sum of e^(others - positive)), whatever t is."""
    xp, top = namespace(positive), namespace(others).max(others, axis=1)
    t = xp.clip(detached(top - positive), 0.0, None)
    powers = xp.exp(others - (positive + t)[:, None])
    return t + xp.log1p(xp.expm1(-t) + xp.sum(powers, axis=1))


def _slopes(
    positive: Array, others: Array, places: Array, reduction: str
) -> Array:
    """Return the gradient with respect to all similarities."""
    xp = namespace(positive)
    total = positive + _costs(positive, others)
    each = share(xp.ones_like(total), reduction)[:, None]
    wrong = each * xp.exp(others - total[:, None])
    right = -xp.sum(wrong, axis=1, keepdims=True)
    return put_along_axis(wrong, places, right, 1)
