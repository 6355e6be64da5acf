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
from torch.nn.functional import mse_loss

from byhand import activations, losses


@dataclass(frozen=True)
class Case:
    """A function, arguments for it, and someone else's version of it."""

    module: Any
    name: str
    args: Callable[[np.random.Generator], tuple[np.ndarray, ...]]
    oracle: Callable[..., torch.Tensor]
    options: dict[str, Any] = field(default_factory=dict)

    def __str__(self):
        options = [f"{key}={value}" for key, value in self.options.items()]
        return "-".join([self.name, *options])

    def f(self, *args):
        return getattr(self.module, self.name)(*args, **self.options)

    def grad(self, *args):
        return getattr(self.module, f"{self.name}_grad")(*args, **self.options)


def points(rng):
    """Both signs, zero, and both tails."""
    return (np.array([0.0, 20.0, -20.0, *3 * rng.standard_normal(7)]),)


def predictions(rng):
    """A batch of three rows, near its targets and far from them."""
    target = rng.standard_normal((3, 4))
    return target + 10.0 ** rng.integers(-2, 2, (3, 4)), target


CASES = [
    Case(activations, "sigmoid", points, torch.sigmoid),
    Case(activations, "identity", points, lambda x: 1.0 * x),
    *(
        Case(losses, "mse", predictions, mse_loss, {"reduction": reduction})
        for reduction in ("mean", "sum", "none")
    ),
    Case(losses, "mse", predictions, mse_loss),
]
