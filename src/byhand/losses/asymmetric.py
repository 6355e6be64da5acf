"""Losses for numbers that tell too much from too little."""

from byhand import _checks
from byhand._array import Array, namespace
from byhand.activations import relu_grad
from byhand.losses._reduction import guard, reduce, share

__all__ = [
    "asymmetric_mse",
    "asymmetric_mse_grad",
    "quantile",
    "quantile_grad",
]


def quantile(
    pred: Array,
    target: Array,
    *,
    quantile: float = 0.5,
    reduction: str = "mean",
) -> Array:
    r"""Weigh errors so that the best constant is a quantile.

    .. math:: L = \frac{1}{n} \sum_i \max(q\,(y_i - \hat y_i),\;
        (q - 1)(y_i - \hat y_i))

    Too low costs q a unit, too high 1 - q: the check or pinball loss. With
    q = 1/2, half of :func:`byhand.losses.mae`.

    Parameters
    ----------
    pred, target, reduction
        As for :func:`byhand.losses.mse`.
    quantile : float
        The share q of targets that should lie below, between 0 and 1.

    Returns
    -------
    array or tensor
        Of shape (), or that of pred for "none".

    Raises
    ------
    ValueError, TypeError
        As for :func:`byhand.losses.mse`; ValueError if quantile is not
        between 0 and 1.

    Examples
    --------
    >>> float(quantile(0.0, 2.0, quantile=0.75))
    1.5

    References
    ----------
    Koenker and Bassett (1978), Econometrica 46.

    Book: losses/regression, "The quantile loss"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    _checks.fraction(quantile=quantile)
    e = pred - target
    costs = namespace(e).where(e > 0, (1 - quantile) * e, quantile * e)
    return reduce(abs(costs), reduction)


def quantile_grad(
    pred: Array,
    target: Array,
    *,
    quantile: float = 0.5,
    reduction: str = "mean",
) -> Array:
    r"""Differentiate :func:`quantile`: 1 - q above, -q below, over n; 0 at 0.

    Examples
    --------
    >>> float(quantile_grad(0.0, 2.0, quantile=0.75))
    -0.75

    Book: losses/regression, "The quantile loss"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    _checks.fraction(quantile=quantile)
    e = pred - target
    slopes = (1 - quantile) * relu_grad(e) - quantile * relu_grad(-e)
    return share(slopes, reduction)


def asymmetric_mse(
    pred: Array,
    target: Array,
    *,
    over: float = 2.0,
    under: float = 1.0,
    reduction: str = "mean",
) -> Array:
    r"""Square the errors, and weigh those above and below 0 differently.

    .. math:: L = \frac{1}{n} \sum_i w_i (\hat y_i - y_i)^2, \qquad
        w_i = \text{over if } \hat y_i > y_i, \text{ else under}

    Asymmetric least squares; with both weights 1, :func:`byhand.losses.mse`.

    Parameters
    ----------
    pred, target, reduction
        As for :func:`byhand.losses.mse`.
    over, under : float
        What a square costs where pred is too high, or too low; above 0.

    Returns
    -------
    array or tensor
        Of shape (), or that of pred for "none".

    Raises
    ------
    ValueError, TypeError
        As for :func:`byhand.losses.mse`; ValueError if a weight is not
        above 0.

    Examples
    --------
    >>> float(asymmetric_mse(1.0, 0.0)), float(asymmetric_mse(0.0, 1.0))
    (2.0, 1.0)

    References
    ----------
    Newey and Powell (1987), Econometrica 55.

    Book: losses/multi-task, "A loss of your own"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    _checks.positive(over=over, under=under)
    e = pred - target
    squares = namespace(e).where(e > 0, over * e**2, under * e**2)
    return reduce(+squares, reduction)


def asymmetric_mse_grad(
    pred: Array,
    target: Array,
    *,
    over: float = 2.0,
    under: float = 1.0,
    reduction: str = "mean",
) -> Array:
    r"""Differentiate :func:`asymmetric_mse`: 2 w e, over n.

    Examples
    --------
    >>> float(asymmetric_mse_grad(1.0, 0.0))
    4.0

    Book: losses/multi-task, "A loss of your own"
    """
    _checks.floating(pred=pred, target=target)
    _checks.same_shape(pred=pred, target=target)
    guard(reduction, pred=pred)
    _checks.positive(over=over, under=under)
    e = pred - target
    slopes = namespace(e).where(e > 0, 2 * over * e, 2 * under * e)
    return share(+slopes, reduction)
