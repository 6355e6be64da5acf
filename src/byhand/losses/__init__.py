"""Loss functions, each with its gradient by hand.

One family a file; the names are flat: ``byhand.losses.mse``.
"""

from byhand.losses.asymmetric import (
    asymmetric_mse,
    asymmetric_mse_grad,
    quantile,
    quantile_grad,
)
from byhand.losses.regression import (
    log_cosh,
    log_cosh_grad,
    mae,
    mae_grad,
    mse,
    mse_grad,
)
from byhand.losses.robust import (
    huber,
    huber_grad,
    smooth_l1,
    smooth_l1_grad,
)

__all__ = [
    "asymmetric_mse",
    "asymmetric_mse_grad",
    "huber",
    "huber_grad",
    "log_cosh",
    "log_cosh_grad",
    "mae",
    "mae_grad",
    "mse",
    "mse_grad",
    "quantile",
    "quantile_grad",
    "smooth_l1",
    "smooth_l1_grad",
]
