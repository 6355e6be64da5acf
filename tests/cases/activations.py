"""Rows for the activations."""

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from byhand import activations
from tests.cases._case import Case

__all__ = ["CASES", "points", "rows", "weighted_rows"]


def points(rng):
    """Both signs, zero, and both tails."""
    return (np.array([0.0, 20.0, -20.0, *3 * rng.standard_normal(7)]),)


def slopes(rng):
    """Both signs and both tails, without the corner at zero."""
    return (points(rng)[0][1:],)


def rows(rng):
    """Near together, far apart, and equal."""
    return (np.array([*rng.standard_normal((2, 3)), [6, 0, -5], [2, 2, 1]]),)


def weighted_rows(rng):
    """Rows, and an upstream gradient like them."""
    return *rows(rng), rng.standard_normal((4, 3))


def normal_share(x):
    """Gelu by the logarithm of the normal distribution, right at -20 too."""
    return x * torch.exp(torch.special.log_ndtr(x))


CASES = [
    Case(activations, "sigmoid", points, torch.sigmoid),
    Case(activations, "identity", points, lambda x: 1.0 * x),
    Case(activations, "tanh", points, torch.tanh),
    Case(activations, "relu", slopes, F.relu),
    Case(activations, "leaky_relu", slopes, F.leaky_relu),
    Case(
        activations,
        "leaky_relu",
        slopes,
        F.leaky_relu,
        {"negative_slope": 0.3},
    ),
    Case(activations, "gelu", points, normal_share),
    Case(activations, "silu", points, F.silu),
    Case(activations, "softplus", points, F.softplus),
    *(
        Case(
            activations,
            "softmax",
            weighted_rows,
            lambda x, g, *, axis=-1: g * torch.softmax(x, axis),
            options,
            weighted=True,
        )
        for options in ({}, {"axis": 0})
    ),
]
