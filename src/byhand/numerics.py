"""Sums of exponentials, logarithms and norms that keep their digits."""

from array_api_compat import device

from byhand import _checks
from byhand._array import Array, detached, namespace, shape

__all__ = [
    "log_sigmoid",
    "log_sigmoid_grad",
    "log_softmax",
    "log_softmax_grad",
    "logsumexp",
    "logsumexp_grad",
    "safe_norm",
    "safe_norm_grad",
]


def logsumexp(x: Array, *, axis: int = -1) -> Array:
    r"""Add up exponentials and take the logarithm, without overflow.

    .. math:: \log \sum_j e^{x_j} = x_m +
        \log\Bigl(1 + \sum_{j \ne m} e^{x_j - x_m}\Bigr),
        \qquad x_m = \max_j x_j

    No power of e exceeds 1. The largest term is the 1 of ``log1p``, so that
    small rests are not lost either.

    Parameters
    ----------
    x : array or tensor, floating point, with at least one axis
        Any value, infinities too; NaN stays in its row.
    axis : int
        The axis that is summed, ``dim`` in torch; not empty.

    Returns
    -------
    array or tensor
        Without that axis. -inf for a row of -inf alone.

    Raises
    ------
    ValueError
        If x has no such axis, or the axis is empty.
    TypeError
        If x is not floating point, or axis not a whole number.

    Examples
    --------
    >>> import numpy as np
    >>> float(logsumexp(np.array([1000.0, -1000.0])))
    1000.0

    References
    ----------
    Blanchard, Higham and Higham (2021), IMA Journal of Numerical Analysis 41.
    """
    _checks.floating(x=x)
    _checks.axis_of(x, axis)
    top, rest = _top_and_rest(x, axis)
    return +namespace(x).squeeze(top + rest, axis=axis)


def logsumexp_grad(x: Array, *, axis: int = -1) -> Array:
    r"""Differentiate each row's :func:`logsumexp`: the softmax of the row.

    Examples
    --------
    >>> import numpy as np
    >>> logsumexp_grad(np.array([1000.0, 1000.0])).round(12).tolist()
    [0.5, 0.5]
    """
    return namespace(x).exp(log_softmax(x, axis=axis))


def log_softmax(x: Array, *, axis: int = -1) -> Array:
    r"""Take the logarithm of softmax, without the detour over softmax.

    .. math:: \log p_i = x_i - \log \sum_j e^{x_j}
        = (x_i - x_m) - \log\Bigl(1 + \sum_{j \ne m} e^{x_j - x_m}\Bigr)

    A certain winner keeps its digits: -e^-50, where torch returns 0.

    Parameters
    ----------
    x, axis
        As for :func:`logsumexp`, and refused like there.

    Returns
    -------
    array or tensor
        Like x, nowhere above 0. NaN where the largest entry of a row is
        infinite, as in torch.

    Examples
    --------
    >>> import numpy as np
    >>> log_softmax(np.array([0.0, 1000.0])).tolist()
    [-1000.0, 0.0]
    """
    _checks.floating(x=x)
    _checks.axis_of(x, axis)
    top, rest = _top_and_rest(x, axis)
    return (x - top) - rest


def log_softmax_grad(x: Array, grad_output: Array, *, axis: int = -1) -> Array:
    r"""Send a gradient g with respect to :func:`log_softmax` back to x.

    .. math:: \frac{\partial L}{\partial x_i} = g_i - p_i \sum_j g_j,
        \qquad p = \operatorname{softmax}(x)

    ``grad_output``, g, is like x: every output depends on every entry of a
    row, so there is a vector–Jacobian product instead of one slope each.

    Examples
    --------
    >>> import numpy as np
    >>> log_softmax_grad(np.zeros(2), np.array([1.0, 0.0])).tolist()
    [0.5, -0.5]
    """
    _checks.floating(x=x, grad_output=grad_output)
    _checks.same_shape(x=x, grad_output=grad_output)
    total = namespace(x).sum(grad_output, axis=axis, keepdims=True)
    return grad_output - logsumexp_grad(x, axis=axis) * total


def log_sigmoid(x: Array) -> Array:
    r"""Take the logarithm of the sigmoid, without a detour over it.

    .. math:: \log \sigma(x) = \min(x, 0) - \log\left(1 + e^{-|x|}\right)

    Parameters
    ----------
    x : array or tensor of any shape, floating point, or a Python float
        Any value, infinities too; NaN stays NaN.

    Returns
    -------
    array or tensor
        Of the kind, shape and dtype of x. Near x on the far left, near
        -e^-x on the far right.

    Raises
    ------
    TypeError
        If x is not floating point.

    Examples
    --------
    >>> float(log_sigmoid(-1000.0))
    -1000.0
    """
    _checks.floating(x=x)
    xp = namespace(x)
    low = xp.where(x < 0, x, 0.0)
    high = xp.where(x < 0, 0.0, x)
    return low - xp.log1p(xp.exp(low - high))


def log_sigmoid_grad(x: Array) -> Array:
    r"""Differentiate: :math:`(\log \sigma)'(x) = \sigma(-x)`.

    Examples
    --------
    >>> float(log_sigmoid_grad(0.0))
    0.5
    """
    _checks.floating(x=x)
    xp = namespace(x)
    low = xp.exp(xp.where(x < 0, 0.0, -x))
    high = xp.exp(xp.where(x < 0, x, 0.0))
    return low / (low + high)


def safe_norm(x: Array, *, axis: int = -1) -> Array:
    r"""Return the Euclidean length, whose gradient at 0 is 0, not NaN.

    .. math:: \lVert x \rVert = s \sqrt{\sum_j (x_j / s)^2},
        \qquad s = \max_j |x_j|

    Divided by s, no square overflows, and the largest does not underflow.

    Parameters
    ----------
    x, axis
        As for :func:`logsumexp`; the axis holds the coordinates.

    Returns
    -------
    array or tensor
        Without that axis. Infinite if a coordinate is, NaN if one is.

    Examples
    --------
    >>> import numpy as np
    >>> float(safe_norm(np.array([0.0, -1e300])))
    1e+300
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


def _top_and_rest(x: Array, axis: int) -> tuple[Array, Array]:
    """Return the largest entry, and log1p of the others relative to it.

    The largest is picked, not ``max``: ties then share no gradient, and
    torch differentiates it as often as one likes.
    """
    xp = namespace(x)
    row = xp.moveaxis(x, axis, -1)
    places = xp.arange(shape(row)[-1], device=device(x))
    first = places == xp.argmax(row, axis=-1, keepdims=True)
    top = xp.sum(xp.where(first, row, 0.0), axis=-1, keepdims=True)
    others = ~first & xp.isfinite(top)
    gap = xp.where(others, row, 0.0) - xp.where(others, top, 0.0)
    ratios = xp.where(others, xp.exp(gap), 0.0)
    rest = xp.log1p(xp.sum(ratios, axis=-1, keepdims=True))
    return xp.moveaxis(top, -1, axis), xp.moveaxis(rest, -1, axis)


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
