"""Rows for the losses of models that generate."""

import torch
from torch.distributions import Normal, kl_divergence
from torch.nn import functional as F  # noqa: N812

from byhand import losses
from tests.cases._case import Case

__all__ = ["CASES"]


def real_and_fake(rng):
    """Two batches of different size."""
    return 3 * rng.standard_normal((4, 1)), 3 * rng.standard_normal((3, 2))


def fakes(rng):
    return (3 * rng.standard_normal((3, 2)),)


def codes(rng):
    """Two rows of means and log-variances, some close to 0."""
    return rng.standard_normal((2, 3)), 2 * rng.standard_normal((2, 3)) ** 3


def many_codes(rng):
    return rng.standard_normal((2, 2, 3)), 2 * rng.standard_normal((2, 2, 3))


def one_code(rng):
    return rng.standard_normal(3), rng.standard_normal(3)


def images(rng):
    """Logits, codes, and pixels between 0 and 1."""
    shape = 2, 3, 2
    return 3 * rng.standard_normal(shape), *codes(rng), rng.random(shape)


def features(rng):
    """Two layers of what was made, and two of the target."""
    shapes = (2, 3), (2, 1, 2)
    return [rng.standard_normal(s) for s in 2 * shapes]


def discriminator(real, fake):
    bce = F.binary_cross_entropy_with_logits
    return bce(real, torch.ones_like(real)) + bce(fake, torch.zeros_like(fake))


def generator(fake, saturating=False):
    bce = F.binary_cross_entropy_with_logits
    if saturating:
        return -bce(fake, torch.zeros_like(fake))
    return bce(fake, torch.ones_like(fake))


def critic(real, fake):
    score = sum(real.flatten()) / real.numel()
    return sum(fake.flatten()) / fake.numel() - score


def gaussian_kl(mean, log_var, reduction="mean"):
    made = Normal(mean, torch.exp(log_var) ** 0.5)
    values = kl_divergence(made, Normal(0.0, 1.0)).sum(-1)
    return values if reduction == "none" else getattr(values, reduction)()


def vae(logits, mean, log_var, target, beta=1.0, likelihood="bernoulli"):
    total = 0.0
    for z, x, m, v in zip(logits, target, mean, log_var, strict=True):
        if likelihood == "bernoulli":
            total += F.binary_cross_entropy_with_logits(z, x, reduction="sum")
        else:
            total += F.mse_loss(z, x, reduction="sum") / 2
        total += beta * gaussian_kl(m, v)
    return total / len(logits)


def in_order(logits, mean, log_var, target):
    return logits, target, mean, log_var


def two_layers(*arrays):
    return arrays[:2], arrays[2:]


def perceptual(p, q, s, t, weights=(1, 1)):
    return weights[0] * F.mse_loss(p, s) + weights[1] * F.mse_loss(q, t)


CASES = [
    Case(losses, "gan_discriminator", real_and_fake, discriminator, wrt=2),
    *(
        Case(losses, "gan_generator", fakes, generator, options)
        for options in ({}, {"saturating": True})
    ),
    Case(losses, "wgan_critic", real_and_fake, critic, wrt=2),
    Case(losses, "wgan_generator", fakes, lambda fake: -fake.mean()),
    *(
        Case(losses, "gaussian_kl", args, gaussian_kl, options, wrt=2)
        for args, options in [
            (codes, {}),
            (many_codes, {"reduction": "mean"}),
            (codes, {"reduction": "none"}),
            (one_code, {"reduction": "sum"}),
        ]
    ),
    *(
        Case(losses, "vae", images, vae, options, wrt=3, pack=in_order)
        for options in (
            {},
            {"beta": 4.0},
            {"likelihood": "gaussian"},
            {"likelihood": "gaussian", "beta": 0.5},
        )
    ),
    *(
        Case(
            losses,
            "perceptual",
            features,
            perceptual,
            options,
            wrt=2,
            pack=two_layers,
        )
        for options in ({}, {"weights": [0.5, 3]})
    ),
]
