"""Activations that let the positive pass, with the corner of relu rounded."""

from math import pi, sqrt

from byhand import _checks
from byhand._array import Array, erfc, namespace
from byhand.activations.squashing import sigmoid
from byhand.numerics import log_sigmoid

__all__ = [
    "gelu",
    "gelu_grad",
    "silu",
    "silu_grad",
    "softplus",
    "softplus_grad",
]


def gelu(x: Array) -> Array:
    r"""Weigh each entry by the chance that a normal number is below it.

    .. math:: \operatorname{gelu}(x) = x\,\Phi(x) = \frac{x}{2}
        \left(1 + \operatorname{erf}\frac{x}{\sqrt 2}\right)
        = \frac{x}{2} \operatorname{erfc}\frac{-x}{\sqrt 2}

    The exact form, torch's default, not the one with tanh. The last way to
    write it keeps the digits on the left.

    Parameters
    ----------
    x : array or tensor of any shape, floating point, or a Python float
        Any value, infinities too; NaN stays NaN.

    Returns
    -------
    array or tensor
        Of the kind, shape and dtype of x. 0 at -inf, where torch gives NaN.

    Raises
    ------
    TypeError
        If x is not floating point.

    Examples
    --------
    >>> round(float(gelu(1.0)), 7)
    0.8413447

    References
    ----------
    Hendrycks and Gimpel (2016), arXiv:1606.08415.

    Book: backprop/index, "Six activations and their slopes"
    """
    _checks.floating(x=x)
    x = namespace(x).where(x < -200, -200.0, x)  # the value is 0 there
    return x * (erfc(-x / sqrt(2)) / 2)


def gelu_grad(x: Array) -> Array:
    r"""Differentiate :func:`gelu`.

    .. math:: \operatorname{gelu}'(x) = \Phi(x) + x\,\varphi(x), \qquad
        \varphi(x) = \frac{e^{-x^2/2}}{\sqrt{2\pi}}

    Examples
    --------
    >>> float(gelu_grad(0.0))
    0.5

    Book: backprop/index, "Six activations and their slopes"
    """
    _checks.floating(x=x)
    xp = namespace(x)
    x = _within(x, 200.0)
    density = xp.exp(-x * x / 2) / sqrt(2 * pi)
    return erfc(-x / sqrt(2)) / 2 + x * density


def silu(x: Array) -> Array:
    r"""Weigh each entry by its sigmoid; also called swish.

    .. math:: \operatorname{silu}(x) = x\,\sigma(x)

    Parameters
    ----------
    x : array or tensor of any shape, floating point, or a Python float
        Any value, infinities too; NaN stays NaN.

    Returns
    -------
    array or tensor
        Of the kind, shape and dtype of x. 0 at -inf, where torch gives NaN.

    Raises
    ------
    TypeError
        If x is not floating point.

    Examples
    --------
    >>> round(float(silu(1.0)), 7)
    0.7310586

    References
    ----------
    Elfwing, Uchibe and Doya (2018), Neural Networks 107.

    Book: backprop/index, "Six activations and their slopes"
    """
    _checks.floating(x=x)
    x = namespace(x).where(x < -1e3, -1e3, x)  # the value is 0 there
    return x * sigmoid(x)


def silu_grad(x: Array) -> Array:
    r"""Differentiate :func:`silu`.

    .. math:: \operatorname{silu}'(x) = \sigma(x)\,(1 + x\,\sigma(-x))

    Examples
    --------
    >>> float(silu_grad(0.0))
    0.5

    Book: backprop/index, "Six activations and their slopes"
    """
    _checks.floating(x=x)
    x = _within(x, 1e3)
    return sigmoid(x) * (1 + x * sigmoid(-x))


def softplus(x: Array) -> Array:
    r"""Round off the corner of relu.

    .. math:: \operatorname{softplus}(x) = \log(1 + e^x) = -\log \sigma(-x)

    There is no threshold; torch returns x itself above 20.

    Parameters
    ----------
    x : array or tensor of any shape, floating point, or a Python float
        Any value, infinities too; NaN stays NaN.

    Returns
    -------
    array or tensor
        Of the kind, shape and dtype of x. Near e^x on the far left, near x
        on the far right.

    Raises
    ------
    TypeError
        If x is not floating point.

    Examples
    --------
    >>> float(softplus(1000.0))
    1000.0

    References
    ----------
    Dugas et al. (2001), Advances in Neural Information Processing Systems 13.
    """
    _checks.floating(x=x)
    return -log_sigmoid(-x)


def softplus_grad(x: Array) -> Array:
    r"""Differentiate: :math:`\operatorname{softplus}'(x) = \sigma(x)`.

    Examples
    --------
    >>> float(softplus_grad(0.0))
    0.5
    """
    return sigmoid(x)


def _within(x: Array, bound: float) -> Array:
    """Return x moved to the nearest end of -bound to bound."""
    xp = namespace(x)
    return xp.where(x < -bound, -bound, xp.where(x > bound, bound, x))
