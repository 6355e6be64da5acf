"""Lengths of vectors that neither overflow nor lose their digits."""

from byhand import _checks
from byhand._array import Array, detached, namespace

__all__ = ["safe_norm", "safe_norm_grad"]


def safe_norm(x: Array, *, axis: int = -1) -> Array:
    r"""Return the Euclidean length, whose gradient at 0 is 0, not NaN.

    .. math:: \lVert x \rVert = s \sqrt{\sum_j (x_j / s)^2},
        \qquad s = \max_j |x_j|

    Divided by s, no square overflows, and the largest does not underflow.

    Parameters
    ----------
    x, axis
        As for :func:`byhand.numerics.logsumexp`; the axis holds the
        coordinates.

    Returns
    -------
    array or tensor
        Without that axis. Infinite if a coordinate is, NaN if one is.

    Raises
    ------
    ValueError, TypeError
        As for :func:`byhand.numerics.logsumexp`.

    Examples
    --------
    >>> import numpy as np
    >>> float(safe_norm(np.array([0.0, -1e300])))
    1e+300

    References
    ----------
    Blue (1978), ACM Transactions on Mathematical Software 4.
    """
    _checks.floating(x=x)
    _checks.axis_of(x, axis)
    scale, root, zero = _scaled(x, axis)
    norm = namespace(x).where(zero, 0.0, scale * root)
    return +namespace(x).squeeze(norm, axis=axis)


def safe_norm_grad(x: Array, *, axis: int = -1) -> Array:
    r"""Differentiate: :math:`x_i / \lVert x \rVert`, and 0 at 0.

    Examples
    --------
    >>> import numpy as np
    >>> safe_norm_grad(np.array([[0.0, -2.0], [0.0, 0.0]])).tolist()
    [[0.0, -1.0], [0.0, 0.0]]
    """
    _checks.floating(x=x)
    _checks.axis_of(x, axis)
    scale, root, _ = _scaled(x, axis)
    return x / scale / root


def _scaled(x: Array, axis: int) -> tuple[Array, Array, Array]:
    """Return a scale, the norm of x divided by it, and where x is 0."""
    xp = namespace(x)
    largest = xp.max(abs(detached(x)), axis=axis, keepdims=True)
    zero = largest == 0
    limit = xp.finfo(x.dtype).max
    scale = xp.where(xp.isfinite(largest), largest, limit)
    scale = xp.where(zero, 1.0, scale)
    squares = xp.sum((x / scale) ** 2, axis=axis, keepdims=True)
    return scale, xp.sqrt(xp.where(zero, 1.0, squares)), zero
