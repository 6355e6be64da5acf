"""The table of losses and activations that the generic tests walk.

A public function without a row here fails the tests. A row has at least one
entry for each branch of its function; points where a function has a kink are
kept out of ``args``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from byhand import activations, losses, numerics


@dataclass(frozen=True)
class Case:
    """A function, arguments for it, and someone else's version of it."""

    module: Any
    name: str
    args: Callable[[np.random.Generator], tuple[np.ndarray, ...]]
    oracle: Callable[..., torch.Tensor]
    options: dict[str, Any] = field(default_factory=dict)
    # The last argument is the gradient that the hand gradient sends back;
    # here it weighs the values, so that their sum has that gradient.
    weighted: bool = False

    def __str__(self):
        options = [f"{key}={value}" for key, value in self.options.items()]
        return "-".join([self.name, *options])

    def f(self, *args):
        f = getattr(self.module, self.name)
        if self.weighted:
            return f(*args[:-1], **self.options) * args[-1]
        return f(*args, **self.options)

    def grad(self, *args):
        return getattr(self.module, f"{self.name}_grad")(*args, **self.options)


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


def predictions(rng):
    """A batch of three rows, near its targets and far from them."""
    target = rng.standard_normal((3, 4))
    return target + 10.0 ** rng.integers(-2, 2, (3, 4)), target


def both_sides(rng):
    """Predictions above and below their targets."""
    target = rng.standard_normal((3, 4))
    signs = np.where(np.arange(12).reshape(3, 4) % 3 == 0, -1, 1)
    return target + signs * 3 * 10.0 ** rng.integers(-2, 2, (3, 4)), target


def normal_share(x):
    """Gelu by the logarithm of the normal distribution, right at -20 too."""
    return x * torch.exp(torch.special.log_ndtr(x))


def log_cosh(pred, target, reduction="mean"):
    values = torch.log(torch.cosh(pred - target))
    return values if reduction == "none" else getattr(values, reduction)()


def pinball(pred, target, quantile=0.5):
    low, high = F.relu(target - pred), F.relu(pred - target)
    return (quantile * low + (1 - quantile) * high).mean()


def asymmetric(pred, target, over=2.0, under=1.0):
    low, high = F.relu(target - pred), F.relu(pred - target)
    return (over * high**2 + under * low**2).mean()


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
            module,
            name,
            weighted_rows,
            lambda x, g, *, axis=-1, f=f: g * f(x, axis),
            options,
            weighted=True,
        )
        for module, name, f in [
            (activations, "softmax", torch.softmax),
            (numerics, "log_softmax", torch.log_softmax),
        ]
        for options in ({}, {"axis": 0})
    ),
    Case(numerics, "log_sigmoid", points, F.logsigmoid),
    *(
        Case(numerics, name, rows, f, {"axis": axis})
        for name, f in [
            ("logsumexp", lambda x, axis: torch.logsumexp(x, axis)),
            ("safe_norm", lambda x, axis: torch.linalg.norm(x, dim=axis)),
        ]
        for axis in (-1, 0)
    ),
    *(
        Case(losses, "mse", predictions, F.mse_loss, {"reduction": reduction})
        for reduction in ("mean", "sum", "none")
    ),
    Case(losses, "mse", predictions, F.mse_loss),
    *(
        Case(losses, name, both_sides, f, {"reduction": reduction})
        for name, f in [
            ("mae", F.l1_loss),
            ("huber", F.huber_loss),
            ("smooth_l1", F.smooth_l1_loss),
            ("log_cosh", log_cosh),
        ]
        for reduction in ("mean", "sum", "none")
    ),
    Case(losses, "huber", both_sides, F.huber_loss, {"delta": 0.5}),
    Case(losses, "smooth_l1", both_sides, F.smooth_l1_loss, {"beta": 2.0}),
    *(
        Case(losses, "quantile", both_sides, pinball, {"quantile": q})
        for q in (0.5, 0.9)
    ),
    Case(losses, "asymmetric_mse", both_sides, asymmetric),
    Case(
        losses,
        "asymmetric_mse",
        both_sides,
        asymmetric,
        {"over": 0.5, "under": 3.0},
    ),
]
