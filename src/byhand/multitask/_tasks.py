"""The guard that the methods share."""

from byhand import _checks
from byhand._array import Array

__all__ = ["per_task"]


def per_task(**arrays: Array) -> None:
    """Refuse all but arrays of one shape (tasks,), with one at least."""
    _checks.floating(**arrays)
    _checks.same_shape(**arrays)
    _checks.dimensions("tasks", **arrays)
    _checks.not_empty(**arrays)
