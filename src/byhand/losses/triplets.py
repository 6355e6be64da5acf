"""Losses for triplets: an anchor, one of its class, and one of another."""

from array_api_compat import device

from byhand import _checks
from byhand._array import Array, detached, namespace, on_cpu, shape, size
from byhand.activations import relu, relu_grad
from byhand.losses._reduction import guard, reduce, share
from byhand.numerics import safe_norm
from byhand.numerics.norms import norm_and_grad

__all__ = [
    "batch_hard_triplet",
    "batch_hard_triplet_grad",
    "triplet",
    "triplet_grad",
]


def triplet(
    anchor: Array,
    positive: Array,
    negative: Array,
    *,
    margin: float = 1.0,
    reduction: str = "mean",
) -> Array:
    r"""Ask that the negative be farther than the positive, by a margin.

    .. math:: \max(0,\; \lVert a - p \rVert - \lVert a - n \rVert + m)

    Distances are not squared, as in ``torch.nn.functional``; FaceNet's are,
    and between points at length 1, so that its margin 0.2 is another one.
    Nothing is added to the differences, where torch adds 1e-6 to each.

    Parameters
    ----------
    anchor, positive, negative : array or tensor (N, D), floating point
        Row i of the three is a triplet; any value.
    margin : float
        How much farther, m, above 0, in units of the embeddings.
    reduction : {"mean", "sum", "none"}
        Mean over all triplets, also those that cost nothing, their sum, or
        one cost a triplet.

    Returns
    -------
    array or tensor
        Of shape (), or (N,) for "none". m if all points are one, which is
        what a collapsed network stays at.

    Raises
    ------
    ValueError
        If the shapes differ or are not (N, D), margin is not above 0, the
        reduction is unknown, or it is the mean of no triplet at all.
    TypeError
        If an array is not floating point, or the libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> a, p, n = np.zeros((1, 2)), np.array([[3.0, 0]]), np.array([[0, 3.5]])
    >>> float(triplet(a, p, n))
    0.5

    References
    ----------
    Schroff, Kalenichenko and Philbin (2015), CVPR.

    Book: losses/metric-learning, "Triplets: nearer than"
    """
    _checks.floating(anchor=anchor, positive=positive, negative=negative)
    _checks.same_shape(anchor=anchor, positive=positive, negative=negative)
    _checks.dimensions("N", "D", anchor=anchor)
    guard(reduction, anchor=anchor)
    _checks.positive(margin=margin)
    near, far = safe_norm(anchor - positive), safe_norm(anchor - negative)
    return reduce(relu(near - far + margin), reduction)


def triplet_grad(
    anchor: Array,
    positive: Array,
    negative: Array,
    *,
    margin: float = 1.0,
    reduction: str = "mean",
) -> tuple[Array, Array, Array]:
    r"""Differentiate :func:`triplet` with respect to its three arrays.

    .. math:: \frac{\partial L}{\partial p} = -u, \qquad
        \frac{\partial L}{\partial n} = v, \qquad
        \frac{\partial L}{\partial a} = u - v, \qquad
        u = \frac{a - p}{\lVert a - p \rVert}, \quad
        v = \frac{a - n}{\lVert a - n \rVert}

    All 0 where the loss is 0. Over N for the mean. The direction between
    two equal points counts 0.

    Examples
    --------
    >>> import numpy as np
    >>> a, p, n = np.zeros((1, 2)), np.array([[3.0, 0]]), np.array([[0, 3.5]])
    >>> [grad.tolist() for grad in triplet_grad(a, p, n)]
    [[[-1.0, 1.0]], [[1.0, -0.0]], [[0.0, -1.0]]]

    Book: losses/metric-learning, "Triplets: nearer than"
    """
    _checks.floating(anchor=anchor, positive=positive, negative=negative)
    _checks.same_shape(anchor=anchor, positive=positive, negative=negative)
    _checks.dimensions("N", "D", anchor=anchor)
    guard(reduction, anchor=anchor)
    _checks.positive(margin=margin)
    near, u = norm_and_grad(anchor - positive)
    far, v = norm_and_grad(anchor - negative)
    active = share(relu_grad(near - far + margin), reduction)[:, None]
    u, v = active * u, active * v
    return u - v, -u, v


def batch_hard_triplet(
    embeddings: Array, labels: Array, *, margin: float = 1.0
) -> Array:
    r"""Make each row an anchor, with its hardest positive and negative.

    .. math:: \frac{1}{|A|} \sum_{a \in A} \max\Bigl(0,\;
        \max_{p \ne a,\, y_p = y_a} \lVert a - p \rVert
        - \min_{y_n \ne y_a} \lVert a - n \rVert + m\Bigr)

    Over A, the anchors that have both; those that cost nothing count too
    (in pytorch-metric-learning only with ``MeanReducer``). With no such
    anchor the loss and its gradient are 0. Of points equally far the first
    gets the whole gradient.

    Parameters
    ----------
    embeddings : array or tensor (N, D), floating point
        One row an example; not put to length 1 here.
    labels : array or tensor (N,) of integers
        The class of each example; any integers.
    margin : float
        As for :func:`triplet`.

    Returns
    -------
    array or tensor
        Of shape ().

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no example, or margin is not
        above 0.
    TypeError
        If embeddings are not floating point, labels not integers, or their
        libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> line = np.array([[0.0], [1.0], [3.0], [3.5]])
    >>> float(batch_hard_triplet(line, np.array([0, 0, 0, 1])))
    1.5

    References
    ----------
    Hermans, Beyer and Leibe (2017), arXiv:1703.07737.

    Book: losses/metric-learning, "Mining: which triplets"
    """
    _guard(embeddings, labels, margin)
    xp = namespace(embeddings)
    p, n, valid, count = _hardest(embeddings, labels)
    positive, negative = (xp.take(embeddings, i, axis=0) for i in (p, n))
    costs = triplet(
        embeddings, positive, negative, margin=margin, reduction="none"
    )
    return xp.sum(valid * costs) / count


def batch_hard_triplet_grad(
    embeddings: Array, labels: Array, *, margin: float = 1.0
) -> Array:
    r"""Differentiate :func:`batch_hard_triplet`.

    Each anchor's three gradients, those of :func:`triplet`, go to the rows
    they come from. Which rows are hardest is held constant.

    Examples
    --------
    >>> import numpy as np
    >>> line = np.array([[0.0], [2.0], [1.0]])
    >>> batch_hard_triplet_grad(line, np.array([0, 0, 1])).tolist()
    [[-0.5], [0.5], [0.0]]

    Book: losses/metric-learning, "Mining: which triplets"
    """
    _guard(embeddings, labels, margin)
    xp = namespace(embeddings)
    p, n, valid, count = _hardest(embeddings, labels)
    positive, negative = (xp.take(embeddings, i, axis=0) for i in (p, n))
    slopes = triplet_grad(
        embeddings, positive, negative, margin=margin, reduction="none"
    )
    da, dp, dn = ((valid / count)[:, None] * slope for slope in slopes)
    return da + _rows(p, da) @ dp + _rows(n, da) @ dn


def _guard(embeddings: Array, labels: Array, margin: float) -> None:
    """Refuse what is not a row and an integer an example."""
    _checks.floating(embeddings=embeddings)
    _checks.integral(labels=labels)
    _checks.one_kind(embeddings=embeddings, labels=labels)
    _checks.dimensions("N", "D", embeddings=embeddings)
    _checks.has_shape(shape(embeddings)[:1], labels=labels)
    _checks.not_empty(embeddings=embeddings)
    _checks.positive(margin=margin)


def _hardest(x: Array, labels: Array) -> tuple[Array, ...]:
    """Return each anchor's farthest positive and its nearest negative.

    And 1 for the anchors that have both, else 0, and how many they are.
    """
    xp, squares = namespace(x), _squared_distances(detached(x))
    same = labels[:, None] == labels[None, :]
    places = xp.arange(shape(x)[0], device=device(x))
    positive = same & (places[:, None] != places[None, :])
    p = xp.argmax(xp.where(positive, squares, -xp.inf), axis=1)
    n = xp.argmin(xp.where(same, xp.inf, squares), axis=1)
    valid = xp.any(positive, axis=1) & ~xp.all(same, axis=1)
    valid = xp.astype(valid, x.dtype)
    return p, n, valid, xp.clip(xp.sum(valid), min=1.0)


def _squared_distances(x: Array) -> Array:
    """Return the squared distance of each row from each.

    Short floats fit twice into float64, so that |x|² + |y|² - 2 x·y cancels
    nothing they had. Float64 itself takes differences, some rows at a time.
    """
    xp = namespace(x)
    if x.dtype != xp.float64 and on_cpu(x):
        x = xp.astype(x, xp.float64)
        x = x - x[:1, :]
        squares = xp.sum(x * x, axis=1)
        return squares[:, None] + squares[None, :] - 2 * (x @ x.T)
    x = x / xp.clip(xp.max(abs(x)) / 1e9, min=1.0)
    n, step = shape(x)[0], max(1, 2**16 // size(x))
    some = (x[i : min(i + step, n), None, :] for i in range(0, n, step))
    gaps = (rows - x[None, :, :] for rows in some)
    return xp.concat([xp.sum(gap * gap, axis=2) for gap in gaps])


def _rows(index: Array, like: Array) -> Array:
    """Return the matrix that adds row j to row index[j]."""
    xp, n = namespace(like), shape(like)[0]
    places = xp.arange(n, device=device(like))
    return xp.astype(places[:, None] == index[None, :], like.dtype)
