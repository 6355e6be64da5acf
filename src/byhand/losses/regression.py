"""Losses for numbers: how far a prediction is from its target."""

from math import log

from byhand import _checks
from byhand._array import Array, as_arrays, namespace
from byhand.activations import softplus, tanh
from byhand.losses._reduction import guard, reduce, share

__all__ = [
    "log_cosh",
    "log_cosh_grad",
    "mae",
    "mae_grad",
    "mse",
    "mse_grad",
]


def mse(pred: Array, target: Array, *, reduction: str = "mean") -> Array:
    r"""Square the errors and take their mean.

    .. math:: L = \frac{1}{n} \sum_{i=1}^{n} (\hat y_i - y_i)^2

    There is no factor of one half, and the mean is over all n entries, not
    over the rows of a batch. Unlike ``torch.nn.functional.mse_loss``, which
    broadcasts with a warning, shapes must be equal.

    Parameters
    ----------
    pred : array or tensor of any shape, floating point, or a Python float
        Any value; NaN makes the loss NaN.
    target : like pred
        Of the same shape and the same library.
    reduction : {"mean", "sum", "none"}
        Mean of all squares, their sum, or each square by itself.

    Returns
    -------
    array or tensor
        Of shape (), or that of pred for "none". 0 if and only if pred
        equals target, squares too small for the dtype apart.

    Raises
    ------
    ValueError
        If the shapes differ, the reduction is unknown, or it is the mean
        of no entry at all.
    TypeError
        If pred or target is not floating point, or their libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> float(mse(np.array([1.0, 2.0]), np.array([1.5, 1.0])))
    0.625

    References
    ----------
    Legendre (1805), Nouvelles méthodes pour la détermination des orbites des
    comètes.
    Gauss (1809), Theoria motus corporum coelestium.

    Book: notation, "Mean or sum, half or not"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    e = pred - target
    return reduce(e * e, reduction)


def mse_grad(pred: Array, target: Array, *, reduction: str = "mean") -> Array:
    r"""Differentiate :func:`mse` with respect to pred.

    .. math:: \frac{\partial L}{\partial \hat y_i} = \frac{2}{n}
        (\hat y_i - y_i)

    Without 1/n for "sum"; for "none" each square's own derivative, which is
    the same.

    Examples
    --------
    >>> import numpy as np
    >>> mse_grad(np.array([1.0, 2.0]), np.array([1.5, 1.0])).tolist()
    [-0.5, 1.0]

    Book: notation, "Mean or sum, half or not"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    return share(2 * (pred - target), reduction)


def mae(pred: Array, target: Array, *, reduction: str = "mean") -> Array:
    r"""Take the mean of the absolute errors.

    .. math:: L = \frac{1}{n} \sum_{i=1}^{n} |\hat y_i - y_i|

    Of one constant it is least at the median of the targets.

    Parameters
    ----------
    pred, target, reduction
        As for :func:`mse`.

    Returns
    -------
    array or tensor
        Of shape (), or that of pred for "none".

    Raises
    ------
    ValueError, TypeError
        As for :func:`mse`.

    Examples
    --------
    >>> float(mae(1.0, 3.0))
    2.0

    References
    ----------
    Laplace (1774), translated by Stigler (1986), Statistical Science 1.

    Book: losses/regression, "Mean absolute error"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    return reduce(abs(pred - target), reduction)


def mae_grad(pred: Array, target: Array, *, reduction: str = "mean") -> Array:
    r"""Differentiate :func:`mae`; at an error of 0 the slope counts 0.

    .. math:: \frac{\partial L}{\partial \hat y_i} = \frac{1}{n}
        \operatorname{sign}(\hat y_i - y_i)

    Examples
    --------
    >>> float(mae_grad(1.0, 3.0)), float(mae_grad(1.0, 1.0))
    (-1.0, 0.0)

    Book: losses/regression, "Mean absolute error"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    (e,) = as_arrays(pred - target)
    return share(namespace(e).sign(e), reduction)


def log_cosh(pred: Array, target: Array, *, reduction: str = "mean") -> Array:
    r"""Take the logarithm of the hyperbolic cosine of the errors.

    .. math:: \log \cosh e = |e| + \log\left(1 + e^{-2|e|}\right) - \log 2
        = \log\left(1 + 2 \sinh^2(e/2)\right)

    The first form, for abs(e) >= 1, cannot overflow; the second does not
    cancel. Near e²/2 at 0, and near abs(e) - log 2 far out.

    Parameters
    ----------
    pred, target, reduction
        As for :func:`mse`.

    Returns
    -------
    array or tensor
        Of shape (), or that of pred for "none".

    Raises
    ------
    ValueError, TypeError
        As for :func:`mse`.

    Examples
    --------
    >>> round(float(log_cosh(1000.0, 0.0)), 6)
    999.306853

    References
    ----------
    Green (1990), IEEE Transactions on Medical Imaging 9.

    Book: losses/regression, "Log-cosh"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    xp, e = namespace(pred, target), pred - target
    near = abs(e) < 1
    far = abs(xp.where(near, 1.0, e))
    small = xp.log1p(2 * xp.sinh(xp.where(near, e, 0.0) / 2) ** 2)
    large = far + softplus(-2 * far) - log(2)
    return reduce(+xp.where(near, small, large), reduction)


def log_cosh_grad(
    pred: Array, target: Array, *, reduction: str = "mean"
) -> Array:
    r"""Differentiate :func:`log_cosh`: tanh of the error, over n.

    Examples
    --------
    >>> float(log_cosh_grad(1000.0, 0.0))
    1.0

    Book: losses/regression, "Log-cosh"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    return share(tanh(pred - target), reduction)
