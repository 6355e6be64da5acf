"""Rows for the losses of regression."""

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from byhand import losses
from tests.cases._case import Case

__all__ = ["CASES"]


def predictions(rng):
    """A batch of three rows, near its targets and far from them."""
    target = rng.standard_normal((3, 4))
    return target + 10.0 ** rng.integers(-2, 2, (3, 4)), target


def both_sides(rng):
    """Predictions above and below their targets."""
    target = rng.standard_normal((3, 4))
    signs = np.where(np.arange(12).reshape(3, 4) % 3 == 0, -1, 1)
    return target + signs * 3 * 10.0 ** rng.integers(-2, 2, (3, 4)), target


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
