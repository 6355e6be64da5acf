"""Lengths of vectors that neither overflow nor lose their digits."""

from byhand import _checks
from byhand._array import Array, clip, detached, namespace

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

    Book: losses/numerics, "A fine value with a NaN slope"
    """
    _checks.floating(x=x)
    _checks.axis_of(x, axis)
    scale, root, _ = _scaled(x, axis)
    return +namespace(x).squeeze(scale * root, axis=axis)


def safe_norm_grad(x: Array, *, axis: int = -1) -> Array:
    r"""Differentiate: :math:`x_i / \lVert x \rVert`, and 0 at 0.

    Examples
    --------
    >>> import numpy as np
    >>> safe_norm_grad(np.array([[0.0, -2.0], [0.0, 0.0]])).tolist()
    [[0.0, -1.0], [0.0, 0.0]]

    Book: losses/numerics, "A fine value with a NaN slope"
    """
    _checks.floating(x=x)
    _checks.axis_of(x, axis)
    _, root, scaled = _scaled(x, axis)
    return scaled / root


def norm_and_grad(x: Array) -> tuple[Array, Array]:
    """Return each row's :func:`safe_norm` and :func:`safe_norm_grad`."""
    _checks.axis_of(x, -1)
    scale, root, scaled = _scaled(x, -1)
    return (scale * root)[..., 0], scaled / root


def _scaled(x: Array, axis: int) -> tuple[Array, Array, Array]:
    """Return a scale, the norm of x divided by it, and x divided by it.

    Where x is 0, so is the scale, but the others are 1 and 0.
    """
    xp = namespace(x)
    scale = xp.max(abs(detached(x)), axis=axis, keepdims=True)
    zero = xp.astype(scale == 0, x.dtype)
    scale = clip(scale, 0.0, float(xp.finfo(x.dtype).max))
    scaled = x / (scale + zero)
    squares = xp.sum(scaled * scaled, axis=axis, keepdims=True)
    return scale, xp.sqrt(squares + zero), scaled
