"""Losses for a variational autoencoder: rebuild, and stay near N(0, 1)."""

from math import prod

from byhand import _checks
from byhand._array import Array, namespace, shape
from byhand.losses._reduction import guard, reduce
from byhand.losses.binary import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
)
from byhand.losses.regression import mse

__all__ = ["gaussian_kl", "gaussian_kl_grad", "vae", "vae_grad"]

LIKELIHOODS = ("bernoulli", "gaussian")


def gaussian_kl(
    mean: Array, log_var: Array, *, reduction: str = "mean"
) -> Array:
    r"""Measure how far normal distributions are from the standard one.

    .. math:: \operatorname{KL}\bigl(N(\mu, \sigma^2) \,\|\, N(0, 1)\bigr)
        = \frac{1}{2} \sum_d \left(\mu_d^2 + e^{v_d} - 1 - v_d\right),
        \qquad v_d = \log \sigma_d^2

    Each row along the last axis is one example, of independent coordinates.
    Near v = 0, where e^v - 1 - v cancels, another form keeps the digits.

    Parameters
    ----------
    mean : array or tensor, floating point, with at least one axis
        Any value.
    log_var : like mean
        The logarithm of the variance, not of the standard deviation; any
        value. It is infinite at ±inf, and where the variance overflows.
    reduction : {"mean", "sum", "none"}
        Mean over the examples, their sum, or each by itself.

    Returns
    -------
    array or tensor
        Of shape (), or mean's without its last axis for "none". From 0 up,
        and 0 if and only if all of mean and log_var is.

    Raises
    ------
    ValueError
        If the shapes differ or have no axis, the reduction is unknown, or
        it is the mean of no entry at all.
    TypeError
        If mean or log_var is not floating point, or their libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> float(gaussian_kl(np.array([1.0, 2.0]), np.zeros(2)))
    2.5

    References
    ----------
    Kingma and Welling (2014), ICLR.

    Book: losses/generative, "The KL term, by integrals"
    """
    _checks.floating(mean=mean, log_var=log_var)
    _checks.same_shape(mean=mean, log_var=log_var)
    _checks.dimensions("...", "coordinates", mean=mean)
    guard(reduction, mean=mean)
    terms = mean * mean + _exp_rest(log_var)
    return reduce(namespace(terms).sum(terms, axis=-1) / 2, reduction)


def gaussian_kl_grad(
    mean: Array, log_var: Array, *, reduction: str = "mean"
) -> tuple[Array, Array]:
    r"""Differentiate :func:`gaussian_kl` for mean and for log_var.

    .. math:: \frac{\partial L}{\partial \mu_d} = \frac{\mu_d}{n}, \qquad
        \frac{\partial L}{\partial v_d} = \frac{e^{v_d} - 1}{2n}

    Of n examples; without 1/n for "sum" and "none".

    Examples
    --------
    >>> import numpy as np
    >>> dmean, _ = gaussian_kl_grad(np.array([1.0, 2.0]), np.zeros(2))
    >>> dmean.tolist()
    [1.0, 2.0]

    Book: losses/generative, "The KL term, by integrals"
    """
    _checks.floating(mean=mean, log_var=log_var)
    _checks.same_shape(mean=mean, log_var=log_var)
    _checks.dimensions("...", "coordinates", mean=mean)
    guard(reduction, mean=mean)
    n = prod(shape(mean)[:-1]) if reduction == "mean" else 1
    return mean / n, namespace(log_var).expm1(log_var) / (2 * n)


def _exp_rest(v: Array) -> Array:
    """Return e^v - 1 - v, which keeps its digits near 0.

    There, of x = v/2, by Lambert's fraction x²/(3 + x²/(5 + x²/(7 + ...))),
    which is x coth x - 1; far out, where v does not count, inf - inf is met
    by a bound on v.
    """
    xp = namespace(v)
    x = xp.clip(v, -0.5, 0.5) / 2
    square, rest = x * x, 11.0
    for k in (9.0, 7.0, 5.0, 3.0):
        rest = k + square / rest
    q = x - square / rest
    near = 2 * x * q / (1 - q)
    far = xp.expm1(v) - xp.clip(v, max=100.0)
    return xp.where(abs(v) < 0.5, near, far)


def vae(
    logits: Array,
    target: Array,
    mean: Array,
    log_var: Array,
    *,
    beta: float = 1.0,
    likelihood: str = "bernoulli",
) -> Array:
    r"""Ask to rebuild the target from a code that stays near N(0, 1).

    .. math:: L = \frac{1}{n} \sum_i \left(-\log p(x_i \mid z_i)
        + \beta \operatorname{KL}\bigl(N(\mu_i, \sigma_i^2) \,\|\,
        N(0, 1)\bigr)\right)

    With β = 1 it is the negative evidence lower bound, to be minimised. All
    pixels of an example are summed, as are the coordinates of its code;
    then comes the mean over the examples. A mean over the pixels instead
    would raise β by their number.

    Parameters
    ----------
    logits : array or tensor of shape (n, ...), floating point
        What the decoder returns, one entry a pixel.
    target : like logits
        From 0 to 1 for "bernoulli", any value for "gaussian".
    mean, log_var : array or tensor of shape (n, coordinates)
        The code of each example, as for :func:`gaussian_kl`.
    beta : float
        What the divergence counts, from 0 up.
    likelihood : {"bernoulli", "gaussian"}
        -log p is the binary cross-entropy with logits; or half the squared
        error, where the logits are means of variance 1, and the constant
        log(2π)/2 a pixel is left out.

    Returns
    -------
    array or tensor
        Of shape (), from 0 up. For "bernoulli" it reaches 0 only if all of
        the target is 0 or 1.

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no entry, beta is negative, the
        likelihood unknown, or the target outside 0 to 1 for "bernoulli".
    TypeError
        If an array is not floating point, or their libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> x, code = np.array([[1.0, 3.0]]), np.array([[2.0]])
    >>> float(vae(x, 0 * x, code, 0 * code, likelihood="gaussian"))
    7.0

    References
    ----------
    Kingma and Welling (2014), ICLR.
    Higgins et al. (2017), ICLR (β other than 1).

    Book: losses/generative, "The VAE: a bound with the right sign"
    """
    _guard(logits, target, mean, log_var, beta, likelihood)
    if likelihood == "bernoulli":
        loss = binary_cross_entropy_with_logits
        total = loss(logits, target, reduction="sum")
    else:
        total = mse(logits, target, reduction="sum") / 2
    return total / shape(logits)[0] + beta * gaussian_kl(mean, log_var)


def vae_grad(
    logits: Array,
    target: Array,
    mean: Array,
    log_var: Array,
    *,
    beta: float = 1.0,
    likelihood: str = "bernoulli",
) -> tuple[Array, Array, Array]:
    r"""Differentiate :func:`vae` for logits, mean and log_var.

    .. math:: \frac{\partial L}{\partial z} = \frac{\sigma(z) - x}{n}
        \quad\text{or, gaussian,}\quad \frac{z - x}{n},
        \qquad \frac{\beta\,\mu}{n}, \qquad \frac{\beta\,(e^v - 1)}{2n}

    Examples
    --------
    >>> import numpy as np
    >>> one = np.ones((1, 1))
    >>> [grad.tolist() for grad in vae_grad(0 * one, one, one, 0 * one)]
    [[[-0.5]], [[1.0]], [[0.0]]]

    Book: losses/generative, "The VAE: a bound with the right sign"
    """
    _guard(logits, target, mean, log_var, beta, likelihood)
    if likelihood == "bernoulli":
        slope = binary_cross_entropy_with_logits_grad
        dlogits = slope(logits, target, reduction="sum")
    else:
        dlogits = logits - target
    dmean, dlog_var = gaussian_kl_grad(mean, log_var)
    return dlogits / shape(logits)[0], beta * dmean, beta * dlog_var


def _guard(
    logits: Array,
    target: Array,
    mean: Array,
    log_var: Array,
    beta: float,
    likelihood: str,
) -> None:
    """Refuse what does not fit together."""
    _checks.floating(logits=logits, target=target, mean=mean, log_var=log_var)
    _checks.same_shape(logits=logits, target=target)
    _checks.same_shape(mean=mean, log_var=log_var)
    _checks.dimensions("n", "...", logits=logits)
    _checks.dimensions("n", "coordinates", mean=mean)
    _checks.has_shape((shape(logits)[0], shape(mean)[1]), mean=mean)
    _checks.not_empty(logits=logits, mean=mean)
    _checks.not_negative(beta=beta)
    _checks.one_of(LIKELIHOODS, likelihood=likelihood)
