"""Sums of exponentials and their logarithms, which keep their digits."""

from byhand import _checks
from byhand._array import (
    Array,
    as_arrays,
    detached,
    exponents,
    namespace,
)

__all__ = [
    "log_sigmoid",
    "log_sigmoid_grad",
    "log_softmax",
    "log_softmax_grad",
    "logsumexp",
    "logsumexp_grad",
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

    Book: losses/numerics, "Log-sum-exp, to the last digit"
    """
    _checks.floating(x=x)
    _checks.axis_of(x, axis)
    xp = namespace(x)
    top, rest = _top_and_rest(x, axis)
    total = xp.where(xp.isfinite(top), top + rest, top)
    return +xp.squeeze(total, axis=axis)


def logsumexp_grad(x: Array, *, axis: int = -1) -> Array:
    r"""Differentiate each row's :func:`logsumexp`: the softmax of the row.

    Examples
    --------
    >>> import numpy as np
    >>> logsumexp_grad(np.array([1000.0, 1000.0])).round(12).tolist()
    [0.5, 0.5]

    Book: losses/numerics, "Log-sum-exp, to the last digit"
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
        As for :func:`logsumexp`.

    Returns
    -------
    array or tensor
        Like x, nowhere above 0. NaN where the largest entry of a row is
        infinite, as in torch.

    Raises
    ------
    ValueError, TypeError
        As for :func:`logsumexp`.

    Examples
    --------
    >>> import numpy as np
    >>> log_softmax(np.array([0.0, 1000.0])).tolist()
    [-1000.0, 0.0]

    References
    ----------
    Blanchard, Higham and Higham (2021), IMA Journal of Numerical Analysis 41.

    Book: losses/numerics, "Log-sum-exp, to the last digit"
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

    Book: losses/numerics, "Log-sum-exp, to the last digit"
    """
    _checks.floating(x=x, grad_output=grad_output)
    _checks.same_shape(x=x, grad_output=grad_output)
    total = namespace(x).sum(grad_output, axis=axis, keepdims=True)
    return grad_output - logsumexp_grad(x, axis=axis) * total


def log_sigmoid(x: Array) -> Array:
    r"""Take the logarithm of the sigmoid, without a detour over it.

    .. math:: \log \sigma(x) = -\log\left(1 + e^{-x}\right)
        \approx x \text{ far on the left}

    Where the two agree to all digits, x is taken: no power overflows.

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

    References
    ----------
    Mächler (2012), vignette of the R package Rmpfr.

    Book: losses/numerics, "The logarithm of 0"
    """
    _checks.floating(x=x)
    xp, (x,) = namespace(x), as_arrays(x)
    _, far = exponents(x)
    if hasattr(xp, "nn"):  # torch has the two pieces in one pass
        return -xp.nn.functional.softplus(-x, 1, far)
    powers = xp.exp(xp.minimum(-x, far))
    return -xp.log1p(powers) - xp.maximum(-x - far, 0.0)


def log_sigmoid_grad(x: Array) -> Array:
    r"""Differentiate: :math:`(\log \sigma)'(x) = \sigma(-x)`.

    Examples
    --------
    >>> float(log_sigmoid_grad(0.0))
    0.5

    Book: losses/numerics, "The logarithm of 0"
    """
    _checks.floating(x=x)
    xp = namespace(x)
    low = xp.exp(xp.where(x < 0, 0.0, -x))
    high = xp.exp(xp.where(x < 0, x, 0.0))
    return low / (low + high)


def _top_and_rest(x: Array, axis: int) -> tuple[Array, Array]:
    """Return the largest entry, and log1p of the others relative to it.

    The largest, whose power is 1, is taken out by ``floor``. No result
    depends on how far x is shifted, so the shift has no gradient: torch
    differentiates twice at ties too.
    """
    xp = namespace(x)
    top = xp.max(detached(x), axis=axis, keepdims=True)
    bound = xp.finfo(x.dtype).max
    lag = x - xp.clip(top, -bound, bound)
    powers = xp.exp(xp.where(lag > 0, 0.0, lag))
    ones = xp.floor(detached(powers))
    more = xp.sum(ones, axis=axis, keepdims=True) - 1
    rest = xp.sum(powers - ones, axis=axis, keepdims=True)
    return top, xp.log1p(xp.clip(more, 0, None) + rest)
