"""How many axes and entries an array has."""

from collections.abc import Mapping
from typing import Any

from byhand._array import Array, shape, size
from byhand._checks.kinds import floating
from byhand._checks.options import keys

__all__ = [
    "axis_of",
    "dimensions",
    "has_shape",
    "layers",
    "not_empty",
    "same_shape",
]


def same_shape(**arrays: Array) -> None:
    """Refuse arrays that would have to be broadcast."""
    if len({shape(x) for x in arrays.values()}) > 1:
        came = ", ".join(f"{name} {shape(x)}" for name, x in arrays.items())
        raise ValueError(f"shapes differ: {came}")


def has_shape(expected: tuple[int, ...], **arrays: Array) -> None:
    """Refuse arrays of another shape than the expected one."""
    for name, x in arrays.items():
        if shape(x) != expected:
            raise ValueError(
                f"{name} must have shape {expected}; got {shape(x)}"
            )


def dimensions(*axes: str, **arrays: Array) -> None:
    """Refuse arrays that do not have the named axes; "..." is any number."""
    least = sum(axis != "..." for axis in axes)
    for name, x in arrays.items():
        found = len(shape(x))
        if found < least or (found > least and "..." not in axes):
            raise ValueError(
                f"{name} must have shape ({', '.join(axes)}"
                f"{',' if len(axes) == 1 else ''}); got {shape(x)}"
            )


def not_empty(**arrays: Array) -> None:
    """Refuse arrays without an entry."""
    for name, x in arrays.items():
        if size(x) == 0:
            raise ValueError(f"{name} must not be empty; got shape {shape(x)}")


def axis_of(x: Array, axis: Any) -> None:
    """Refuse an axis that x does not have, or that has no entry."""
    if not isinstance(axis, int):
        raise TypeError(f"axis must be a whole number; got {axis!r}")
    if not -len(shape(x)) <= axis < len(shape(x)):
        raise ValueError(f"x must have axis {axis}; got shape {shape(x)}")
    if shape(x)[axis] == 0:
        raise ValueError(f"axis {axis} must not be empty; got {shape(x)}")


def layers(params: Mapping[str, Array], x: Array) -> None:
    """Refuse layers that do not fit the rows of x, or each other."""
    depth = max(1, len(params) // 2)
    keys([f"{k}{i}" for i in range(1, depth + 1) for k in "Wb"], params=params)
    floating(x=x, **params)
    if len(shape(x)) != 2:
        raise ValueError(f"x must have shape (rows, inputs); got {shape(x)}")
    width = shape(x)[1]
    for i in range(1, depth + 1):
        W, b = shape(params[f"W{i}"]), shape(params[f"b{i}"])
        if len(W) != 2 or W[0] != width or b != W[1:]:
            raise ValueError(
                f"W{i} and b{i} must have shapes ({width}, n) and (n,); "
                f"got {W} and {b}"
            )
        width = W[1]
