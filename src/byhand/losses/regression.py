"""Losses for numbers: how far a prediction is from its target."""

from byhand import _checks
from byhand._array import Array
from byhand.losses._reduction import guard, reduce, share

__all__ = ["mse", "mse_grad"]


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

    Book: notation, "Mean or sum, half or not"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    return reduce((pred - target) ** 2, reduction)


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
