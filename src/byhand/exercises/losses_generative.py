"""Exercises of the page losses/generative."""

from collections.abc import Sequence

__all__ = [
    "drawn_code",
    "game_value",
    "kl_of_normals",
    "multi_scale_total",
]


def game_value(real: Sequence[float], made: Sequence[float]) -> float:
    """Return V of the game of a GAN against its best discriminator.

    >>> round(game_value([0.5, 0.5], [0.5, 0.5]), 6)
    -1.386294
    >>> round(game_value([0.5, 0.25, 0.25], [0.25, 0.25, 0.5]), 6)
    -1.301345
    >>> abs(game_value([0.75, 0.25, 0.0], [0.0, 0.0, 1.0]))
    0.0
    """
    raise NotImplementedError


def drawn_code(
    mean: float, log_var: float, noise: float, slope: float
) -> tuple[float, float, float]:
    """Return z, and the slopes of a loss for mean and log_var.

    slope is that of the loss with respect to z.

    >>> drawn_code(1.0, 0.0, 2.0, 3.0)
    (3.0, 3.0, 3.0)
    >>> z, d_mean, d_log_var = drawn_code(-1.0, 2.0, 0.5, -4.0)
    >>> round(z, 6), d_mean, round(d_log_var, 6)
    (0.359141, -4.0, -2.718282)
    """
    raise NotImplementedError


def kl_of_normals(
    mean_1: float, log_var_1: float, mean_2: float, log_var_2: float
) -> float:
    """Return KL(first || second) of two normal distributions, in nats.

    >>> kl_of_normals(2.0, 0.0, 0.0, 0.0)
    2.0
    >>> kl_of_normals(1.0, -3.0, 1.0, -3.0)
    0.0
    >>> round(kl_of_normals(0.0, 0.0, 1.0, 2.0), 6)
    0.635335
    >>> round(kl_of_normals(1.0, 2.0, 0.0, 0.0), 6)
    2.694528
    """
    raise NotImplementedError


def multi_scale_total(
    losses: Sequence[float], s: Sequence[float]
) -> tuple[float, list[float]]:
    """Return the total of the layers with learned weights, and slopes for s.

    >>> multi_scale_total([1.0, 3.0, 0.5], [0.0, 0.0, 0.0])
    (2.25, [0.0, -1.0, 0.25])
    >>> total, slopes = multi_scale_total([0.5, 4.0], [-1.0, 2.0])
    >>> round(total, 6), [round(slope, 6) for slope in slopes]
    (1.450241, [-0.17957, 0.229329])
    """
    raise NotImplementedError
