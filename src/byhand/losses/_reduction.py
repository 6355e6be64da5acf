"""How the values of a loss become one, as in torch.nn.functional."""

from byhand import _checks
from byhand._array import Array, namespace, size

__all__ = ["guard", "reduce", "share"]

REDUCTIONS = ("mean", "sum", "none")


def guard(reduction: str, **arrays: Array) -> None:
    """Refuse an unknown reduction, and the mean of nothing."""
    _checks.one_of(REDUCTIONS, reduction=reduction)
    if reduction == "mean":
        _checks.not_empty(**arrays)


def reduce(values: Array, reduction: str) -> Array:
    """Return the mean of the values, their sum, or the values."""
    xp = namespace(values)
    if reduction == "none":
        return values
    return xp.mean(values) if reduction == "mean" else xp.sum(values)


def share(slopes: Array, reduction: str) -> Array:
    """Return the slopes of the reduced loss: in a mean of n, 1/n of each."""
    return slopes / size(slopes) if reduction == "mean" else slopes
