"""What a row of the table of cases is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

__all__ = ["Case"]


@dataclass(frozen=True)
class Case:
    """A function, arguments for it, and someone else's version of it.

    The first ``wrt`` arguments are those that the hand gradient is for, a
    tuple if there are several. They have no kink where ``args`` puts them.
    """

    module: Any
    name: str
    args: Callable[[np.random.Generator], tuple[np.ndarray, ...]]
    oracle: Callable[..., torch.Tensor]
    options: dict[str, Any] = field(default_factory=dict)
    wrt: int = 1
    # The last argument is the gradient that the hand gradient sends back;
    # here it weighs the values, so that their sum has that gradient.
    weighted: bool = False
    # How a function that takes sequences groups the arguments.
    pack: Callable[..., tuple[Any, ...]] = lambda *args: args

    def __str__(self):
        options = [f"{key}={value}" for key, value in self.options.items()]
        return "-".join([self.name, *options])

    def f(self, *args):
        f = getattr(self.module, self.name)
        if self.weighted:
            return f(*args[:-1], **self.options) * args[-1]
        return f(*self.pack(*args), **self.options)

    def grads(self, *args):
        """Return the hand gradients, one for each differentiated argument."""
        grad = getattr(self.module, f"{self.name}_grad")
        found = grad(*self.pack(*args), **self.options)
        return found if isinstance(found, tuple) else (found,)
