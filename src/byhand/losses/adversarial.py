"""Losses for a generator and its adversary, which tells real from fake."""

from byhand import _checks
from byhand._array import Array, as_arrays, namespace, size
from byhand.activations import sigmoid
from byhand.losses._reduction import reduce
from byhand.numerics import log_sigmoid

__all__ = [
    "gan_discriminator",
    "gan_discriminator_grad",
    "gan_generator",
    "gan_generator_grad",
    "wgan_critic",
    "wgan_critic_grad",
    "wgan_generator",
    "wgan_generator_grad",
]


def gan_discriminator(real_logits: Array, fake_logits: Array) -> Array:
    r"""Ask for high logits of real examples and low ones of fakes.

    .. math:: L = -\frac{1}{n} \sum_i \log \sigma(z_i)
        - \frac{1}{m} \sum_j \log \sigma(-\tilde z_j)

    The two means are added; some halve the sum, and with it the gradient.
    Logits of 0 give 2 log 2. In its step, detach the fakes of the generator.

    Parameters
    ----------
    real_logits, fake_logits : array or tensor, floating point, or a float
        Each of any shape with an entry; any value, infinities too.

    Returns
    -------
    array or tensor
        Of shape (), from 0 up.

    Raises
    ------
    ValueError
        If there is no real logit, or no fake one.
    TypeError
        If one is not floating point, or their libraries differ.

    Examples
    --------
    >>> round(float(gan_discriminator(0.0, 0.0)), 6)
    1.386294

    References
    ----------
    Goodfellow et al. (2014), NeurIPS.

    Book: losses/generative, "A game for two"
    """
    _checks.floating(real_logits=real_logits, fake_logits=fake_logits)
    _checks.not_empty(real_logits=real_logits, fake_logits=fake_logits)
    real = reduce(log_sigmoid(real_logits), "mean")
    fake = reduce(log_sigmoid(-fake_logits), "mean")
    return -real - fake


def gan_discriminator_grad(
    real_logits: Array, fake_logits: Array
) -> tuple[Array, Array]:
    r"""Differentiate :func:`gan_discriminator` for the real and for the fakes.

    .. math:: \frac{\partial L}{\partial z_i} = -\frac{\sigma(-z_i)}{n},
        \qquad \frac{\partial L}{\partial \tilde z_j} =
        \frac{\sigma(\tilde z_j)}{m}

    Examples
    --------
    >>> real, fake = gan_discriminator_grad(0.0, 0.0)
    >>> float(real), float(fake)
    (-0.5, 0.5)

    Book: losses/generative, "A game for two"
    """
    _checks.floating(real_logits=real_logits, fake_logits=fake_logits)
    _checks.not_empty(real_logits=real_logits, fake_logits=fake_logits)
    real, fake = as_arrays(real_logits, fake_logits)
    return -sigmoid(-real) / size(real), sigmoid(fake) / size(fake)


def gan_generator(fake_logits: Array, *, saturating: bool = False) -> Array:
    r"""Ask for fakes whose logits are high.

    .. math:: L = -\frac{1}{m} \sum_j \log \sigma(\tilde z_j),
        \qquad \text{or, saturating,} \quad
        L = \frac{1}{m} \sum_j \log \sigma(-\tilde z_j)

    The second, that of the game of minimax, has a slope of nearly 0 where a
    fake is found out; the first is steepest there, and is what is used.

    Parameters
    ----------
    fake_logits
        As for :func:`gan_discriminator`.
    saturating : bool
        Whether to take the second form.

    Returns
    -------
    array or tensor
        Of shape (): from 0 up; saturating, from 0 down.

    Raises
    ------
    ValueError, TypeError
        As for :func:`gan_discriminator`.

    Examples
    --------
    >>> round(float(gan_generator(0.0)), 6)
    0.693147

    References
    ----------
    Goodfellow et al. (2014), NeurIPS.

    Book: losses/generative, "The generator's two losses"
    """
    _checks.floating(fake_logits=fake_logits)
    _checks.not_empty(fake_logits=fake_logits)
    if saturating:
        return reduce(log_sigmoid(-fake_logits), "mean")
    return -reduce(log_sigmoid(fake_logits), "mean")


def gan_generator_grad(
    fake_logits: Array, *, saturating: bool = False
) -> Array:
    r"""Differentiate :func:`gan_generator`: -σ(-z), saturating -σ(z), over m.

    Examples
    --------
    >>> round(float(gan_generator_grad(-10.0)), 6)
    -0.999955
    >>> round(float(gan_generator_grad(-10.0, saturating=True)), 6)
    -4.5e-05

    Book: losses/generative, "The generator's two losses"
    """
    _checks.floating(fake_logits=fake_logits)
    _checks.not_empty(fake_logits=fake_logits)
    z = fake_logits if saturating else -fake_logits
    return -sigmoid(z) / size(z)


def wgan_critic(real_scores: Array, fake_scores: Array) -> Array:
    r"""Ask for high scores of real examples and low ones of fakes.

    .. math:: L = \frac{1}{m} \sum_j \tilde s_j - \frac{1}{n} \sum_i s_i

    To be minimised. The slope of the critic must be bounded, by clipping its
    weights or by a penalty, which is not done here: else L has no minimum.
    Bounded, -L estimates how far apart real and fake are, up to a factor.

    Parameters
    ----------
    real_scores : array or tensor, floating point, or a Python float
        Of any shape with an entry; any value, with no sigmoid after it.
    fake_scores : like real_scores
        Of any shape with an entry: there may be more fakes, or fewer.

    Returns
    -------
    array or tensor
        Of shape (), negative too.

    Raises
    ------
    ValueError, TypeError
        As for :func:`gan_discriminator`.

    Examples
    --------
    >>> float(wgan_critic(3.0, 1.0))
    -2.0

    References
    ----------
    Arjovsky, Chintala and Bottou (2017), ICML.

    Book: losses/generative, "Wasserstein: a critic"
    """
    _checks.floating(real_scores=real_scores, fake_scores=fake_scores)
    _checks.not_empty(real_scores=real_scores, fake_scores=fake_scores)
    return reduce(fake_scores, "mean") - reduce(real_scores, "mean")


def wgan_critic_grad(
    real_scores: Array, fake_scores: Array
) -> tuple[Array, Array]:
    r"""Differentiate :func:`wgan_critic`: -1/n for the real, 1/m for fakes.

    Examples
    --------
    >>> real, fake = wgan_critic_grad(3.0, 1.0)
    >>> float(real), float(fake)
    (-1.0, 1.0)

    Book: losses/generative, "Wasserstein: a critic"
    """
    _checks.floating(real_scores=real_scores, fake_scores=fake_scores)
    _checks.not_empty(real_scores=real_scores, fake_scores=fake_scores)
    real, fake = as_arrays(real_scores, fake_scores)
    ones = namespace(real).ones_like
    return -ones(real) / size(real), ones(fake) / size(fake)


def wgan_generator(fake_scores: Array) -> Array:
    r"""Ask for fakes whose scores are high.

    .. math:: L = -\frac{1}{m} \sum_j \tilde s_j

    Parameters
    ----------
    fake_scores
        As for :func:`wgan_critic`.

    Returns
    -------
    array or tensor
        Of shape (), negative too.

    Raises
    ------
    ValueError, TypeError
        As for :func:`wgan_critic`.

    Examples
    --------
    >>> float(wgan_generator(1.5))
    -1.5

    References
    ----------
    Arjovsky, Chintala and Bottou (2017), ICML.

    Book: losses/generative, "Wasserstein: a critic"
    """
    _checks.floating(fake_scores=fake_scores)
    _checks.not_empty(fake_scores=fake_scores)
    return -reduce(fake_scores, "mean")


def wgan_generator_grad(fake_scores: Array) -> Array:
    r"""Differentiate :func:`wgan_generator`: -1/m for each score.

    Examples
    --------
    >>> float(wgan_generator_grad(1.5))
    -1.0

    Book: losses/generative, "Wasserstein: a critic"
    """
    _checks.floating(fake_scores=fake_scores)
    _checks.not_empty(fake_scores=fake_scores)
    return -namespace(fake_scores).ones_like(fake_scores) / size(fake_scores)
