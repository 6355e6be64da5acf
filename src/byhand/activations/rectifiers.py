"""Activations that let the positive pass, with a corner at 0."""

from byhand import _checks
from byhand._array import Array, namespace

__all__ = ["leaky_relu", "leaky_relu_grad", "relu", "relu_grad"]


def relu(x: Array) -> Array:
    r"""Let the positive pass and set the rest to 0.

    .. math:: \operatorname{relu}(x) = \max(x, 0)

    Parameters
    ----------
    x : array or tensor of any shape, floating point, or a Python float
        Any value, infinities too; NaN stays NaN.

    Returns
    -------
    array or tensor
        Of the kind, shape and dtype of x.

    Raises
    ------
    TypeError
        If x is not floating point.

    Examples
    --------
    >>> float(relu(-2.0)), float(relu(3.0))
    (0.0, 3.0)

    References
    ----------
    Nair and Hinton (2010), ICML.

    Book: backprop/index, "Six activations and their slopes"
    """
    _checks.floating(x=x)
    # The plus makes a NumPy scalar of an array of shape ().
    return +namespace(x).where(x <= 0, 0.0, x)


def relu_grad(x: Array) -> Array:
    r"""Return 1 where x is positive, else 0; at 0 too, as torch does.

    .. math:: \operatorname{relu}'(x) = \operatorname{sign}(\max(x, 0))

    Examples
    --------
    >>> float(relu_grad(0.0)), float(relu_grad(3.0))
    (0.0, 1.0)

    Book: backprop/index, "Six activations and their slopes"
    """
    return namespace(x).sign(relu(x))


def leaky_relu(x: Array, *, negative_slope: float = 0.01) -> Array:
    r"""Let the positive pass, and a little of the negative.

    .. math:: f(x) = x \text{ for } x > 0, \qquad a x \text{ otherwise}

    Parameters
    ----------
    x : as for :func:`relu`
    negative_slope : float
        The slope a on the left, and at 0 as in torch. 0 is relu.

    Returns
    -------
    array or tensor
        Of the kind, shape and dtype of x.

    Raises
    ------
    ValueError, TypeError
        If x is not floating point, or the slope not a finite number.

    Examples
    --------
    >>> float(leaky_relu(-2.0, negative_slope=0.5))
    -1.0

    References
    ----------
    Maas, Hannun and Ng (2013), ICML workshop.

    Book: backprop/index, "Six activations and their slopes"
    """
    _checks.floating(x=x)
    _checks.finite(negative_slope=negative_slope)
    xp = namespace(x)
    left = negative_slope * xp.where(x > 0, 0.0, x)
    return +xp.where(x > 0, x, left)


def leaky_relu_grad(x: Array, *, negative_slope: float = 0.01) -> Array:
    r"""Return 1 where x is positive and negative_slope elsewhere.

    Examples
    --------
    >>> float(leaky_relu_grad(0.0))
    0.01

    Book: backprop/index, "Six activations and their slopes"
    """
    _checks.floating(x=x)
    _checks.finite(negative_slope=negative_slope)
    return +namespace(x).where(x <= 0, negative_slope, relu_grad(x))
