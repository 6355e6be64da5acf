"""Losses for a yes or no, from a probability or from a logit."""

from math import inf

from byhand._array import (
    Array,
    clip,
    exponents,
    namespace,
    on_cpu,
    size,
)
from byhand.activations import sigmoid, softplus
from byhand.losses import _targets
from byhand.losses._reduction import reduce, share
from byhand.numerics import log_sigmoid

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_grad",
    "binary_focal",
    "binary_focal_grad",
]


def binary_cross_entropy(
    probs: Array, target: Array, *, reduction: str = "mean"
) -> Array:
    r"""Charge for the surprise at a yes or no that had a probability.

    .. math:: L = \frac{1}{n} \sum_{i=1}^{n} \bigl(-t_i \log p_i
        - (1 - t_i) \log(1 - p_i)\bigr)

    A term of weight 0 counts 0. A certain mistake costs infinity; torch
    stops at 100, and its gradient is 0 beyond. There is no clamp and no ε.

    Parameters
    ----------
    probs : array or tensor of any shape, floating point, or a Python float
        From 0 to 1: after a sigmoid. NaN makes the loss NaN.
    target : like probs
        From 0 to 1, the probability of a yes; mostly 0 or 1.
    reduction : {"mean", "sum", "none"}
        As for :func:`byhand.losses.mse`.

    Returns
    -------
    array or tensor
        In nats, of shape (), or that of probs for "none". From a logit,
        :func:`binary_cross_entropy_with_logits` keeps more digits.

    Raises
    ------
    ValueError, TypeError
        As for :func:`byhand.losses.mse`; ValueError if an entry is not from
        0 to 1, such as a logit. An accelerator is not asked.

    Examples
    --------
    >>> round(float(binary_cross_entropy(0.5, 1.0)), 7)
    0.6931472

    References
    ----------
    Good (1952), Journal of the Royal Statistical Society B 14.

    Book: losses/classification, "Yes or no: binary cross-entropy"
    """
    p, t = _targets.probabilities(probs, target, reduction)
    xp = namespace(p)
    some, all_ = xp.ceil(t), xp.floor(t)  # 0 for t = 0, and 1 for t = 1
    yes = xp.log(p * some + (1 - some))
    no = xp.log1p(-p * (1 - all_))
    return reduce(-t * yes - (1 - t) * no, reduction)


def binary_cross_entropy_grad(
    probs: Array, target: Array, *, reduction: str = "mean"
) -> Array:
    r"""Differentiate :func:`binary_cross_entropy` with respect to probs.

    .. math:: \frac{\partial L}{\partial p_i} = \frac{1}{n} \left(
        \frac{1 - t_i}{1 - p_i} - \frac{t_i}{p_i}\right)

    Examples
    --------
    >>> float(binary_cross_entropy_grad(0.5, 1.0))
    -2.0

    Book: losses/classification, "Yes or no: binary cross-entropy"
    """
    p, t = _targets.probabilities(probs, target, reduction)
    xp = namespace(p)
    some, all_ = xp.ceil(t), xp.floor(t)  # 0 for t = 0, and 1 for t = 1
    yes = t / (p * some + (1 - some))
    no = (1 - t) / (1 - p * (1 - all_))
    return share(no - yes, reduction)


def binary_cross_entropy_with_logits(
    logits: Array, target: Array, *, reduction: str = "mean"
) -> Array:
    r"""Take the binary cross-entropy of a logit, without its sigmoid.

    .. math:: -t \log \sigma(z) - (1 - t) \log \sigma(-z)
        = (1 - q) \log\left(1 + e^{-s}\right) + q \log\left(1 + e^s\right)

    Here s is z for t > 1/2 and -z otherwise: how far the logit is on the
    target's side. q = min(t, 1 - t) is 0 for a target of 0 or 1.

    Parameters
    ----------
    logits : array or tensor of any shape, floating point, or a Python float
        Any value, infinities too: 0 for a certain right answer, infinity
        for a certain mistake. NaN makes the loss NaN.
    target, reduction
        As for :func:`binary_cross_entropy`.

    Returns
    -------
    array or tensor
        In nats, of shape (), or that of logits for "none". Near e^-s for a
        right answer far out, and near -s for a wrong one.

    Raises
    ------
    ValueError, TypeError
        As for :func:`byhand.losses.mse`; ValueError if a target is not from
        0 to 1. An accelerator is not asked.

    Examples
    --------
    >>> float(binary_cross_entropy_with_logits(-1000.0, 1.0))
    1000.0

    References
    ----------
    Mächler (2012), vignette of the R package Rmpfr: log(1 + e^x).

    Book: losses/classification, "Straight from the logit"
    """
    s, q, _ = _targets.sides(logits, target, reduction)
    xp, values = namespace(s), log_sigmoid(s)
    if not on_cpu(q) or (size(q) and xp.max(q) > 0):
        wrong = log_sigmoid(xp.where(q == 0, 0.0, -s))
        values = (1 - q) * values + q * wrong
    return -reduce(values, reduction)


def binary_cross_entropy_with_logits_grad(
    logits: Array, target: Array, *, reduction: str = "mean"
) -> Array:
    r"""Differentiate :func:`binary_cross_entropy_with_logits`.

    .. math:: \frac{\partial L}{\partial z} = \frac{1}{n}
        \bigl(\sigma(z) - t\bigr) = \pm \frac{1}{n} \bigl(q - \sigma(-s)\bigr)

    The last form, with the sign of s/z, keeps the digits far out.

    Examples
    --------
    >>> float(binary_cross_entropy_with_logits_grad(0.0, 1.0))
    -0.5

    Book: losses/classification, "Straight from the logit"
    """
    s, q, side = _targets.sides(logits, target, reduction)
    return share(side * (q - sigmoid(-s)), reduction)


def binary_focal(
    logits: Array,
    target: Array,
    *,
    gamma: float = 2.0,
    alpha: float | None = None,
    reduction: str = "mean",
) -> Array:
    r"""Turn the binary cross-entropy down where the answer is right.

    .. math:: -\alpha_t\,(1 - p_t)^\gamma \log p_t, \qquad
        p_t = \sigma(z) \text{ for } t = 1, \quad \sigma(-z) \text{ for } t = 0

    p_t is the probability of the true answer, not that of a yes. γ = 0 and
    no α is :func:`binary_cross_entropy_with_logits`.

    Parameters
    ----------
    logits, reduction
        As for :func:`binary_cross_entropy_with_logits`.
    target : like logits
        0 or 1. What a target in between means differs among libraries.
    gamma : float
        From 0 up: how fast an easy example fades, of either class.
    alpha : float, optional
        Weight of t = 1, between 0 and 1; that of t = 0 is 1 - α. The
        paper's 0.25 turns the ones down. None, the default, weighs nothing;
        torchvision's default is 0.25, and its reduction "none".

    Returns
    -------
    array or tensor
        Of shape (), or that of logits for "none".

    Raises
    ------
    ValueError, TypeError
        As for :func:`byhand.losses.mse`; ValueError if gamma or alpha is
        out of range, or a target not 0 or 1. An accelerator is not asked.

    Examples
    --------
    >>> round(float(binary_focal(0.0, 1.0)), 7)  # (1/2)² log 2
    0.1732868

    References
    ----------
    Lin, Goyal, Girshick, He and Dollár (2017), ICCV.

    Book: losses/classification, "Easy examples: focal loss"
    """
    s, weight, _ = _targets.focal_sides(
        logits, target, gamma, alpha, reduction
    )
    xp, (least, far) = namespace(s), exponents(s)
    odds = xp.exp(clip(-s, least, far))  # of a mistake
    miss, surprise = odds / (1 + odds), -log_sigmoid(s)
    return reduce(weight * miss**gamma * surprise, reduction)


def binary_focal_grad(
    logits: Array,
    target: Array,
    *,
    gamma: float = 2.0,
    alpha: float | None = None,
    reduction: str = "mean",
) -> Array:
    r"""Differentiate :func:`binary_focal` with respect to the logits.

    .. math:: \mp \alpha_t\,(1 - p_t)^\gamma
        \bigl(1 - p_t - \gamma\,p_t \log p_t\bigr)

    Minus for t = 1, plus for t = 0. No power is negative, so that γ < 1 has
    the gradient 0 at p_t = 1.

    Examples
    --------
    >>> float(binary_focal_grad(1000.0, 1.0, gamma=0.5)) == 0
    True

    Book: losses/classification, "Easy examples: focal loss"
    """
    s, weight, side = _targets.focal_sides(
        logits, target, gamma, alpha, reduction
    )
    s = clip(s, -1e3, inf)  # the slope is 1 below
    miss = sigmoid(-s)
    slope = miss + gamma * sigmoid(s) * softplus(-s)
    return share(-side * weight * miss**gamma * slope, reduction)
