"""Activations that press their input into an interval, and the identity."""

from byhand import _checks
from byhand._array import Array, detached, namespace

__all__ = [
    "identity",
    "identity_grad",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
    "softmax_grad",
    "tanh",
    "tanh_grad",
]


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

    References
    ----------
    Rumelhart, Hinton and Williams (1986), Nature 323.

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

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning.

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


def tanh(x: Array) -> Array:
    r"""Squash each entry into the interval from -1 to 1.

    .. math:: \tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}}
        = 2\,\sigma(2x) - 1

    Parameters
    ----------
    x : array or tensor of any shape, floating point, or a Python float
        Any value, infinities too; NaN stays NaN.

    Returns
    -------
    array or tensor
        Of the kind, shape and dtype of x. Near x for small x, and -1 and 1
        at the infinities.

    Raises
    ------
    TypeError
        If x is not floating point.

    Examples
    --------
    >>> float(tanh(-1000.0))
    -1.0

    References
    ----------
    LeCun, Bottou, Orr and Müller (1998), Neural Networks: Tricks of the Trade.

    Book: backprop/index, "Six activations and their slopes"
    """
    _checks.floating(x=x)
    return namespace(x).tanh(x)


def tanh_grad(x: Array) -> Array:
    r"""Differentiate the hyperbolic tangent at x, not at its output.

    .. math:: \tanh'(x) = 1 - \tanh^2(x) = 4\,\sigma(2x)\,\sigma(-2x)

    The last form keeps all digits where 1 - tanh² rounds to 0.

    Examples
    --------
    >>> float(tanh_grad(0.0))
    1.0

    Book: backprop/index, "Six activations and their slopes"
    """
    _checks.floating(x=x)
    xp = namespace(x)
    x = xp.where(abs(x) > 1e3, 1e3, x)  # the slope is 0 there
    return 4 * sigmoid_grad(2 * x)


def softmax(x: Array, *, axis: int = -1) -> Array:
    r"""Turn the entries along an axis into shares of 1.

    .. math:: p_i = \frac{e^{x_i - m}}{\sum_j e^{x_j - m}},
        \qquad m = \max_j x_j

    The shift by m, one for each row, leaves the result as it is and keeps
    every power of e at most 1.

    Parameters
    ----------
    x : array or tensor, floating point, with at least one axis
        Any finite value or -inf; NaN stays in its row.
    axis : int
        The axis along which the shares add up to 1, ``dim`` in torch.

    Returns
    -------
    array or tensor
        Like x, from 0 to 1. NaN where the largest entry of a row is
        infinite, as in torch.

    Raises
    ------
    ValueError
        If x has no such axis, or the axis is empty.
    TypeError
        If x is not floating point, or axis not a whole number.

    Examples
    --------
    >>> import numpy as np
    >>> softmax(np.array([1000.0, 1000.0])).tolist()
    [0.5, 0.5]

    References
    ----------
    Bridle (1990), Advances in Neural Information Processing Systems 2.

    Book: losses/classification, "From logits to probabilities"
    """
    _checks.floating(x=x)
    _checks.axis_of(x, axis)
    xp = namespace(x)
    top = xp.max(detached(x), axis=axis, keepdims=True)
    powers = xp.exp(x - top)
    return powers / xp.sum(powers, axis=axis, keepdims=True)


def softmax_grad(x: Array, grad_output: Array, *, axis: int = -1) -> Array:
    r"""Send a gradient g with respect to :func:`softmax` back to x.

    .. math:: \frac{\partial L}{\partial x_i} =
        p_i \Bigl(g_i - \sum_j p_j g_j\Bigr)

    ``grad_output``, g, is like x: every share depends on every entry of its
    row, so there is a vector–Jacobian product instead of one slope each.

    Examples
    --------
    >>> import numpy as np
    >>> softmax_grad(np.zeros(2), np.array([1.0, 0.0])).tolist()
    [0.25, -0.25]

    Book: losses/classification, "From logits to probabilities"
    """
    _checks.floating(x=x, grad_output=grad_output)
    _checks.same_shape(x=x, grad_output=grad_output)
    p = softmax(x, axis=axis)
    mean = namespace(x).sum(p * grad_output, axis=axis, keepdims=True)
    return p * (grad_output - mean)
