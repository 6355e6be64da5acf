"""What NumPy and the other array libraries spell differently.

A Python float counts as a float64 of shape ().
"""

import math
from math import prod
from typing import Any, TypeAlias

import array_api_compat
import array_api_compat.numpy
import numpy as np

__all__ = [
    "Array",
    "clip",
    "detached",
    "epsilon",
    "erfc",
    "is_array",
    "namespace",
    "on_cpu",
    "shape",
    "size",
]

Array: TypeAlias = Any


def is_array(x: object) -> bool:
    """Tell whether x is a NumPy array or scalar, or a tensor."""
    return bool(array_api_compat.is_array_api_obj(x))


def namespace(*arrays: Array) -> Any:
    """Return the module whose functions take these arrays."""
    if all(type(x) is float for x in arrays):
        return array_api_compat.numpy
    return array_api_compat.array_namespace(*arrays)


def shape(x: Array) -> tuple[int, ...]:
    """Return the shape as a plain tuple, torch's too."""
    return tuple(getattr(x, "shape", ()))


def size(x: Array) -> int:
    """Return the number of entries, which torch's ``size`` is not."""
    return prod(shape(x))


def clip(x: Array, low: float, high: float) -> Array:
    """Move what lies outside an interval to its nearest end; NaN stays."""
    if type(x) is float:
        x = np.float64(x)
    return namespace(x).clip(x, low, high)


def on_cpu(x: Array) -> bool:
    """Tell whether a look at the entries of x stops no accelerator."""
    return "cpu" in str(getattr(x, "device", "cpu")).lower()


def epsilon(x: Array) -> float:
    """Return the spacing of the numbers of x's dtype at 1."""
    return float(namespace(x).finfo(x.dtype).eps)


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
