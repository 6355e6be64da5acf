"""Optimizers: from parameters and gradients to better parameters.

One rule a module, each with the same two functions. ``init`` makes the
memory of the rule and ``step`` takes one step, into new dictionaries::

    state = adam.init(params)
    params, state = adam.step(params, grads, state, lr=0.01)

Options and defaults are those of ``torch.optim``, and so are the numbers.
Parameters and gradients are dictionaries of NumPy arrays or PyTorch tensors;
with autograd, call ``step`` under ``torch.no_grad()``.
"""

from byhand.optim import (
    adagrad,
    adam,
    adamw,
    momentum,
    nesterov,
    rmsprop,
    sgd,
)

__all__ = [
    "adagrad",
    "adam",
    "adamw",
    "momentum",
    "nesterov",
    "rmsprop",
    "sgd",
]
