"""Answers to the exercises of the page losses/generative."""

from collections.abc import Sequence
from math import exp, log

__all__ = [
    "drawn_code",
    "game_value",
    "kl_of_normals",
    "multi_scale_total",
]


def game_value(real: Sequence[float], made: Sequence[float]) -> float:
    """Add up p log p/(p + q) and q log q/(p + q), where they are not 0."""
    pairs = list(zip(real, made, strict=True))
    from_real = sum(p * log(p / (p + q)) for p, q in pairs if p > 0)
    from_made = sum(q * log(q / (p + q)) for p, q in pairs if q > 0)
    return from_real + from_made


def drawn_code(
    mean: float, log_var: float, noise: float, slope: float
) -> tuple[float, float, float]:
    """Scale the noise by the standard deviation, and differentiate."""
    spread = exp(log_var / 2) * noise
    return mean + spread, slope, slope * spread / 2


def kl_of_normals(
    mean_1: float, log_var_1: float, mean_2: float, log_var_2: float
) -> float:
    """Average the logarithm of the ratio over the first."""
    variance = exp(log_var_1 - log_var_2)
    shift = (mean_1 - mean_2) ** 2 * exp(-log_var_2)
    return (variance + shift - 1 + log_var_2 - log_var_1) / 2


def multi_scale_total(
    losses: Sequence[float], s: Sequence[float]
) -> tuple[float, list[float]]:
    """Weigh each layer by e^-s, and charge s for it."""
    parts = [exp(-v) * loss for loss, v in zip(losses, s, strict=True)]
    total = sum(part + v for part, v in zip(parts, s, strict=True)) / 2
    return total, [(1 - part) / 2 for part in parts]
