"""Answers to the exercises of the page optimizers/methods."""

from collections.abc import Sequence
from math import sqrt

__all__ = ["adam_moves", "decayed_two_ways", "two_momentum_moves"]


def two_momentum_moves(
    grads: Sequence[float], rates: Sequence[float], mu: float
) -> tuple[list[float], list[float]]:
    """Multiply by the rate at the end, or at the start."""
    b = v = 0.0
    form_a, form_b = [], []
    for g, lr in zip(grads, rates, strict=True):
        b = mu * b + g
        v = mu * v - lr * g
        form_a.append(-lr * b)
        form_b.append(v)
    return form_a, form_b


def adam_moves(
    grads: Sequence[float],
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> list[float]:
    """Average the gradient and its square, correct both, divide."""
    m = v = 0.0
    moves = []
    for t, g in enumerate(grads, 1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        moves.append(-lr * m_hat / (sqrt(v_hat) + eps))
    return moves


def decayed_two_ways(
    w: float, g: float, lr: float, weight_decay: float
) -> tuple[float, float]:
    """Put the decay into the gradient, or into the weight."""

    def sign(x: float) -> int:
        return (x > 0) - (x < 0)

    l2 = w - lr * sign(g + weight_decay * w)
    return l2, (1 - lr * weight_decay) * w - lr * sign(g)
