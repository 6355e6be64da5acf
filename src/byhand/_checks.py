"""Guards: one line at the top of a function, plain words to the reader.

A message says what must hold, then what came. Kinds, dtypes, shapes and
options are looked at. The entries of an array are looked at only where they
lie in the CPU's memory, so that no accelerator has to stop and answer.
"""

from collections.abc import Iterable, Mapping
from math import isfinite
from numbers import Integral, Real
from typing import Any

from byhand._array import Array, is_array, namespace, on_cpu, shape, size

__all__ = [
    "axis_of",
    "boolean",
    "class_labels",
    "counts",
    "dimensions",
    "finite",
    "floating",
    "fraction",
    "has_shape",
    "integral",
    "keys",
    "layers",
    "not_empty",
    "not_negative",
    "one_kind",
    "one_of",
    "positive",
    "same_shape",
    "within",
]


def floating(**arrays: Array) -> None:
    """Refuse all but real floating point arrays, of one library.

    A Python float counts as an array of shape (), and goes with any library.
    """
    for name, x in arrays.items():
        _floating(name, x)
    one_kind(**arrays)


def one_kind(**arrays: Array) -> None:
    """Refuse arrays of different libraries; a Python float goes with any."""
    kinds = {_kind(x) for x in arrays.values() if type(x) is not float}
    if len(kinds) > 1:
        raise TypeError(
            f"{', '.join(arrays)} must be arrays of one kind; "
            f"got {' and '.join(sorted(kinds))}"
        )


def integral(**arrays: Array) -> None:
    """Refuse all but arrays of integers."""
    _dtype("integral", "integers", "int64", arrays)


def boolean(**arrays: Array) -> None:
    """Refuse all but arrays of True and False."""
    _dtype("bool", "True and False", "bool", arrays)


def _dtype(kind: str, words: str, dtype: str, arrays: dict[str, Any]) -> None:
    for name, x in arrays.items():
        if not is_array(x):
            raise TypeError(
                f"{name} must be an array or a tensor; got {type(x).__name__}"
            )
        if not namespace(x).isdtype(x.dtype, kind):
            to = "to(torch." if _kind(x) == "torch" else "astype(np."
            raise TypeError(
                f"{name} must be {words}; got {x.dtype}: use .{to}{dtype})"
            )


def _floating(name: str, x: Array) -> None:
    if type(x) is float:
        return
    if isinstance(x, int):
        raise TypeError(
            f"{name} must be floating point; got {x}: write {float(x)}"
        )
    if not is_array(x):
        raise TypeError(
            f"{name} must be an array or a tensor; got "
            f"{type(x).__name__}{_remedy(x)}"
        )
    if not namespace(x).isdtype(x.dtype, "real floating"):
        raise TypeError(
            f"{name} must be real floating point; got {x.dtype}{_remedy(x)}"
        )


def _remedy(x: Any) -> str:
    """Say how to convert what can be converted without loss."""
    if isinstance(x, list | tuple):
        return ": use np.asarray(..., dtype=float)"
    if not is_array(x):
        return ""
    if not namespace(x).isdtype(x.dtype, ("integral", "bool")):
        return ""
    torch = _kind(x) == "torch"
    return f": use .{'to(torch.float64)' if torch else 'astype(float)'}"


def _kind(x: Array) -> str:
    """Return the name of the library that x comes from."""
    return str(namespace(x).__name__).rpartition(".")[-1]


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


def within(low: float, high: float, **arrays: Array) -> None:
    """Refuse entries outside an interval, NaN apart; see the module."""
    for name, x in arrays.items():
        if type(x) is not float and not (on_cpu(x) and size(x)):
            continue
        xp = namespace(x)
        least, most = (x, x) if type(x) is float else (xp.min(x), xp.max(x))
        if least < low or most > high:
            raise ValueError(
                f"{name} must be from {low:g} to {high:g}; "
                f"got {float(least):g} to {float(most):g}"
            )


def class_labels(count: int, **arrays: Array) -> None:
    """Refuse all but integers from 0 to count - 1; see the module."""
    integral(**arrays)
    within(0, count - 1, **arrays)


def not_empty(**arrays: Array) -> None:
    """Refuse arrays without an entry."""
    for name, x in arrays.items():
        if size(x) == 0:
            raise ValueError(f"{name} must not be empty; got shape {shape(x)}")


def one_of(choices: Iterable[str], **options: str) -> None:
    """Refuse a word that is not among the choices."""
    known = tuple(choices)
    for name, word in options.items():
        if word not in known:
            raise ValueError(
                f"{name} must be one of {', '.join(known)}; got {word!r}"
            )


def keys(expected: Iterable[str], **mappings: Iterable[str]) -> None:
    """Refuse a dictionary with other keys than the expected ones."""
    known = tuple(expected)
    for name, mapping in mappings.items():
        if set(mapping) != set(known):
            raise ValueError(
                f"{name} must have the keys {', '.join(known)}; "
                f"got {', '.join(map(str, mapping)) or 'none'}"
            )


def counts(**sequences: Iterable[Any]) -> None:
    """Refuse all but sequences of whole numbers from 1 up."""
    for name, sequence in sequences.items():
        for count in sequence:
            if not isinstance(count, Integral):
                raise TypeError(f"{name} must be whole numbers; got {count!r}")
            if count < 1:
                raise ValueError(f"{name} must be 1 or more; got {count}")


def finite(**numbers: Any) -> None:
    """Refuse all but plain finite numbers."""
    for name, value in numbers.items():
        if not isinstance(value, Real):
            raise TypeError(
                f"{name} must be a plain number; got {type(value).__name__}"
            )
        if not isfinite(value):
            raise ValueError(f"{name} must be finite; got {value}")


def positive(**numbers: Any) -> None:
    """Refuse all but plain finite numbers above 0."""
    finite(**numbers)
    for name, value in numbers.items():
        if value <= 0:
            raise ValueError(f"{name} must be above 0; got {value}")


def not_negative(**numbers: Any) -> None:
    """Refuse all but plain finite numbers from 0 up."""
    finite(**numbers)
    for name, value in numbers.items():
        if value < 0:
            raise ValueError(f"{name} must not be negative; got {value}")


def fraction(**numbers: Any) -> None:
    """Refuse all but plain numbers between 0 and 1, both left out."""
    finite(**numbers)
    for name, value in numbers.items():
        if not 0 < value < 1:
            raise ValueError(f"{name} must be between 0 and 1; got {value}")


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
