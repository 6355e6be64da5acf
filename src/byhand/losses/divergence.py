"""How far one distribution is from another."""

from byhand import _checks
from byhand._array import Array, namespace
from byhand.losses._reduction import guard, reduce, share

__all__ = ["kl_divergence", "kl_divergence_grad"]


def kl_divergence(p: Array, q: Array, *, reduction: str = "mean") -> Array:
    r"""Count the nats that are lost where q is taken for the true p.

    .. math:: D(p \,\|\, q) = \sum_j p_j \log \frac{p_j}{q_j}

    For each row, the mean over the rows. A term with p = 0 counts 0, and
    q = 0 < p costs infinity. Not a distance: D(p, q) is not D(q, p).

    Parameters
    ----------
    p, q : arrays or tensors of shape (..., K), floating point
        Distributions over the last axis: entries from 0 to 1, rows that add
        up to 1 within 0.01. NaN makes the loss NaN.
    reduction : {"mean", "sum", "none"}
        Mean of all rows, their sum, or each row by itself.

    Returns
    -------
    array or tensor
        In nats, of shape (), or p's without the last axis for "none". As
        ``torch.nn.functional.kl_div(q.log(), p, reduction="batchmean")``
        for one axis of rows: q comes first there, as logarithms, and its
        "mean" divides by the entries, not by the rows.

    Raises
    ------
    ValueError
        If the shapes differ, there is no row or no class, the reduction is
        unknown, or p or q is not a distribution, such as logits. An
        accelerator is not asked.
    TypeError
        If p or q is not floating point, or their libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> p, q = np.array([1.0, 0.0]), np.array([0.5, 0.5])
    >>> round(float(kl_divergence(p, q)), 7)
    0.6931472

    References
    ----------
    Kullback and Leibler (1951), Ann. Math. Statist. 22.

    Book: losses/classification, "KL divergence"
    """
    _guard(p, q, reduction)
    some, log_ratio, _ = _parts(p, q)
    terms = some * p * log_ratio
    return reduce(+namespace(p, q).sum(terms, axis=-1), reduction)


def kl_divergence_grad(
    p: Array, q: Array, *, reduction: str = "mean"
) -> tuple[Array, Array]:
    r"""Differentiate :func:`kl_divergence` with respect to p and q.

    .. math:: \frac{\partial L}{\partial p_j} = \frac{1}{n}
        \left(\log \frac{p_j}{q_j} + 1\right), \qquad
        \frac{\partial L}{\partial q_j} = -\frac{1}{n} \frac{p_j}{q_j}

    n is the number of rows. Both count 0 at p = 0. Each entry moves by
    itself; that a row adds up to 1 is up to the softmax behind it.

    Examples
    --------
    >>> import numpy as np
    >>> p, q = np.array([0.5, 0.5]), np.array([0.25, 0.75])
    >>> kl_divergence_grad(p, q)[1].round(6).tolist()
    [-2.0, -0.666667]

    Book: losses/classification, "KL divergence"
    """
    _guard(p, q, reduction)
    some, log_ratio, q = _parts(p, q)
    rows = namespace(p, q).ones_like(p[..., :1])
    dp, dq = some * (log_ratio + 1), -p / q
    n = share(rows, reduction)
    return dp * n, dq * n


def _guard(p: Array, q: Array, reduction: str) -> None:
    _checks.floating(p=p, q=q)
    _checks.dimensions("...", "K", p=p)
    _checks.same_shape(p=p, q=q)
    _checks.axis_of(p, -1)
    _checks.distributions(p=p, q=q)
    guard(reduction, p=p)


def _parts(p: Array, q: Array) -> tuple[Array, Array, Array]:
    """Return where p is above 0, log(p/q), and q; 1 for 0, if both are."""
    xp = namespace(p, q)
    some = xp.astype(p > 0, p.dtype)
    safe = q + (1 - some) * xp.astype(q == 0, q.dtype)
    return some, xp.log(p + (1 - some)) - xp.log(safe), safe
