"""What a neuron does to its weighted sum: activations and their slopes.

Each works entry by entry on an array or a tensor, and has a companion
``_grad``, its derivative at the same x.
"""

from byhand import _checks
from byhand._array import Array, namespace

__all__ = ["identity", "identity_grad", "sigmoid", "sigmoid_grad"]


def sigmoid(x: Array) -> Array:
    r"""Squash each entry into the interval from 0 to 1.

    .. math:: \sigma(x) = \frac{1}{1 + e^{-x}} = \frac{e^x}{e^x + 1}

    The first form is used for x >= 0 and the second for x < 0, so that no
    power of e exceeds 1, and the values near 0 keep all their digits.

    Parameters
    ----------
    x : array or tensor of any shape, floating point, or a Python float
        Any value, infinities too; NaN stays NaN.

    Returns
    -------
    array or tensor
        Of the kind, shape and dtype of x; a NumPy float64 for a Python
        float. 0 and 1 at the infinities; in float64, 1 from about x = 37 on.

    Raises
    ------
    TypeError
        If x is not floating point.

    Examples
    --------
    >>> round(float(sigmoid(0.47)), 7)
    0.6153838
    >>> float(sigmoid(-1000.0))
    0.0

    Book: backprop/worked-example, "Forward: from the inputs to the loss"
    """
    _checks.floating(x=x)
    xp = namespace(x)
    low = xp.exp(xp.where(x < 0, x, 0.0))
    high = xp.exp(xp.where(x < 0, 0.0, -x))
    return low / (low + high)


def sigmoid_grad(x: Array) -> Array:
    r"""Differentiate the sigmoid at x, not at its output.

    .. math:: \sigma'(x) = \sigma(x)\,(1 - \sigma(x)) = \sigma(x)\,\sigma(-x)

    The last form keeps all digits where 1 - σ(x) rounds to 0. Takes, returns
    and raises what :func:`sigmoid` does.

    Examples
    --------
    >>> float(sigmoid_grad(0.0))
    0.25

    Book: backprop/worked-example, "Backward: the two weights at the output"
    """
    _checks.floating(x=x)
    return sigmoid(x) * sigmoid(-x)


def identity(x: Array) -> Array:
    r"""Return x itself: the activation of a linear output.

    .. math:: \operatorname{id}(x) = x

    Parameters
    ----------
    x : array or tensor of any shape, floating point, or a Python float
        Any value; NaN stays NaN.

    Returns
    -------
    array or tensor
        The very same object, not a copy.

    Raises
    ------
    TypeError
        If x is not floating point.

    Examples
    --------
    >>> identity(-3.0)
    -3.0

    Book: backprop/worked-example, "The same in matrices"
    """
    _checks.floating(x=x)
    return x


def identity_grad(x: Array) -> Array:
    r"""Return ones: :math:`\operatorname{id}'(x) = 1`, whatever x is.

    Examples
    --------
    >>> float(identity_grad(-3.0))
    1.0

    Book: backprop/worked-example, "The same in matrices"
    """
    _checks.floating(x=x)
    return namespace(x).ones_like(x)
