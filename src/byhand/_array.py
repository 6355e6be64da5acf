"""What NumPy and the other array libraries spell differently.

A Python float counts as a float64 of shape ().
"""

import math
from math import prod
from typing import Any, TypeAlias

import array_api_compat
import numpy as np

__all__ = [
    "Array",
    "as_arrays",
    "clip",
    "detached",
    "epsilon",
    "erfc",
    "exponents",
    "extremes",
    "is_array",
    "namespace",
    "on_cpu",
    "put_along_axis",
    "shape",
    "size",
]

Array: TypeAlias = Any
_MODULES: dict[type, Any] = {}  # of the kinds of array met so far


def is_array(x: object) -> bool:
    """Tell whether x is a NumPy array or scalar, or a tensor."""
    return bool(array_api_compat.is_array_api_obj(x))


def namespace(*arrays: Array) -> Any:
    """Return the module whose functions take these arrays."""
    kinds = {type(x) for x in arrays} - {float}
    if len(kinds) > 1:
        return array_api_compat.array_namespace(*arrays)
    kind = kinds.pop() if kinds else np.float64
    if kind not in _MODULES:
        found = [x for x in arrays if type(x) is not float]
        found = found or [np.float64()]
        _MODULES[kind] = array_api_compat.array_namespace(*found)
    return _MODULES[kind]


def as_arrays(*values: Array) -> list[Array]:
    """Return Python floats as arrays of shape (), of the others' kind."""
    xp = namespace(*values)
    dtype = next((x.dtype for x in values if type(x) is not float), None)
    return [
        xp.asarray(x, dtype=dtype) if type(x) is float else x for x in values
    ]


def shape(x: Array) -> tuple[int, ...]:
    """Return the shape as a plain tuple, torch's too."""
    return tuple(getattr(x, "shape", ()))


def size(x: Array) -> int:
    """Return the number of entries, which torch's ``size`` is not."""
    return prod(shape(x))


def clip(x: Array, low: float, high: float) -> Array:
    """Move what lies outside an interval to its nearest end; NaN stays.

    On the way back, torch's hardtanh takes one pass and its clip several.
    """
    xp = namespace(x)
    if hasattr(xp, "nn"):
        return xp.nn.functional.hardtanh(x, low, high)
    return xp.minimum(xp.maximum(x, low), high)


def extremes(x: Array) -> tuple[Array, Array]:
    """Return the least and the largest entry, in one pass if there is one."""
    if type(x) is float:
        return x, x
    if hasattr(x, "aminmax"):
        least, most = x.aminmax()
    elif hasattr(x, "min"):  # quicker than NumPy's functions
        least, most = x.min(), x.max()
    else:
        least, most = namespace(x).min(x), namespace(x).max(x)
    return least, most


def put_along_axis(x: Array, index: Array, value: Array, axis: int) -> Array:
    """Return a copy of x with a value put at one index of each row.

    The index and the value have the shape of x, with 1 for the axis; the
    value may be a Python float. The array API has no such function.
    """
    if hasattr(x, "scatter"):
        return x.scatter(axis, index, value)
    xp = namespace(x)
    places = xp.arange(shape(x)[axis], dtype=index.dtype)
    places = xp.reshape(places, (-1,) + (1,) * (len(shape(x)) - 1 - axis))
    return xp.where(places == index, value, x)


def on_cpu(x: Array) -> bool:
    """Tell whether a look at the entries of x stops no accelerator."""
    return "cpu" in str(getattr(x, "device", "cpu")).lower()


def epsilon(x: Array) -> float:
    """Return the spacing of the numbers of x's dtype at 1."""
    return float(namespace(x).finfo(x.dtype).eps)


def exponents(x: Array) -> tuple[float, float]:
    """Return the least and a large exponent of e, for the dtype of x.

    The least gives the smallest number of full precision. The other is
    large enough for log(1 + e^x) to be x, and too small to overflow.
    """
    info = namespace(x).finfo(x.dtype)
    least = math.log(float(info.smallest_normal))
    return least, 1.5 * math.log(1 / float(info.eps)) // 1


def detached(x: Array) -> Array:
    """Return x without its history, which torch alone keeps."""
    return x.detach() if hasattr(x, "detach") else x


def erfc(x: Array) -> Array:
    """Return 1 - erf(x), which the array API lacks, for each entry.

    Torch has its own; elsewhere the standard library's, in float64.
    """
    xp = namespace(x)
    if hasattr(xp, "special"):
        return xp.special.erfc(x)
    values = np.vectorize(math.erfc, otypes=[float])(np.asarray(x))
    return xp.asarray(values, dtype=getattr(x, "dtype", None))
