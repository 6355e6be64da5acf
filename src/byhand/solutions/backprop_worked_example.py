"""Answers to the exercises of the page backprop/worked-example."""

from collections.abc import Sequence
from math import exp

__all__ = ["hidden_weight_gradient", "output_delta", "train_step"]


def output_delta(y: float, o: float) -> float:
    """Multiply the two links: dC/do and do/dz3."""
    return -2 * (y - o) * o * (1 - o)


def hidden_weight_gradient(
    dC_dz3: float, w_out: float, h: float, x: float
) -> float:
    """Go three links further: through w_out, the sigmoid and the weight."""
    return dC_dz3 * w_out * h * (1 - h) * x


def train_step(
    w: Sequence[float], x: Sequence[float], y: float, lr: float
) -> list[float]:
    """Forward, backward, update."""

    def sigmoid(z: float) -> float:
        return 1 / (1 + exp(-z))

    h1 = sigmoid(w[0] * x[0] + w[2] * x[1])
    h2 = sigmoid(w[1] * x[0] + w[3] * x[1])
    o = sigmoid(w[4] * h1 + w[5] * h2)

    delta = output_delta(y, o)
    gradient = [
        hidden_weight_gradient(delta, w[4], h1, x[0]),
        hidden_weight_gradient(delta, w[5], h2, x[0]),
        hidden_weight_gradient(delta, w[4], h1, x[1]),
        hidden_weight_gradient(delta, w[5], h2, x[1]),
        delta * h1,
        delta * h2,
    ]
    return [old - lr * g for old, g in zip(w, gradient, strict=True)]
