"""What an argument is: an array, and of what dtype and library."""

from functools import cache
from typing import Any

from byhand._array import Array, is_array, namespace

__all__ = ["boolean", "floating", "integral", "one_kind"]


def floating(**arrays: Array) -> None:
    """Refuse all but real floating point arrays, of one library.

    A Python float counts as an array of shape (), and goes with any library.
    """
    for name, x in arrays.items():
        _floating(name, x)
    one_kind(**arrays)


def one_kind(**arrays: Array) -> None:
    """Refuse arrays of different libraries; a Python float goes with any."""
    found = [x for x in arrays.values() if type(x) is not float]
    if any(namespace(x) is not namespace(found[0]) for x in found[1:]):
        kinds = sorted({_kind(x) for x in found})
        raise TypeError(
            f"{', '.join(arrays)} must be arrays of one kind; "
            f"got {' and '.join(kinds)}"
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
        if not _is(x.dtype, kind, namespace(x)):
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
    if not _is(x.dtype, "real floating", namespace(x)):
        raise TypeError(
            f"{name} must be real floating point; got {x.dtype}{_remedy(x)}"
        )


@cache
def _is(dtype: Any, kind: str, xp: Any) -> bool:
    """Tell whether a dtype is of a kind; asked often, of few dtypes."""
    return bool(xp.isdtype(dtype, kind))


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
