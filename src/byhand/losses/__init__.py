"""Loss functions, each with its gradient by hand.

One family a file; the names are flat: ``byhand.losses.mse``.
"""

from byhand.losses.regression import mse, mse_grad

__all__ = ["mse", "mse_grad"]
