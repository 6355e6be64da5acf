"""Losses, gradients and networks derived by hand.

The companion package of the book Deep Learning by Hand. One definition
serves NumPy arrays and PyTorch tensors; importing it loads NumPy and
array-api-compat alone.
"""

from byhand import (
    activations,
    autograd,
    data,
    gradcheck,
    losses,
    multitask,
    network,
    numerics,
    optim,
    worked_example,
)

__all__ = [
    "activations",
    "autograd",
    "data",
    "gradcheck",
    "losses",
    "multitask",
    "network",
    "numerics",
    "optim",
    "worked_example",
]
__version__ = "0.1.0"
