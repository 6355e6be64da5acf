"""Take results apart, and compare them part by part."""

import contextlib
from typing import Any

import numpy as np

__all__ = ["Tree", "close", "described", "flat", "same", "same_part", "tree"]

Tree = dict[str, Any]


def tree(x: Any, path: str = "") -> Tree:
    """Take a result apart into arrays of numbers, and other things."""
    if hasattr(x, "detach"):
        x = x.detach().cpu().numpy()
    if isinstance(x, dict):
        parts = [(f"{path}[{key!r}]", part) for key, part in x.items()]
    elif isinstance(x, list | tuple) and not _is_regular(x):
        parts = [(f"{path}[{i}]", part) for i, part in enumerate(x)]
    elif type(x).__module__.startswith("byhand."):
        keys = getattr(x, "__slots__", None) or vars(x)
        parts = [(f"{path}.{key}", getattr(x, key)) for key in keys]
    elif isinstance(x, str) or x is None:
        return {path: x}
    else:
        with contextlib.suppress(TypeError, ValueError):
            return {path: np.asarray(x, float)}
        return {path: x}
    return {k: v for key, part in parts for k, v in tree(part, key).items()}


def _is_regular(x: Any) -> bool:
    """Tell if nested lists are one array of numbers."""
    try:
        return bool(np.asarray(x, float).size)
    except (TypeError, ValueError):
        return False


def same(got: Tree, want: Tree) -> bool:
    """Tell if two results have the same parts, and the same in each."""
    return got.keys() == want.keys() and all(
        same_part(got[key], part) for key, part in want.items()
    )


def same_part(got: Any, want: Any) -> bool:
    """Compare two parts; what cannot be compared counts as the same."""
    if isinstance(got, np.ndarray) and isinstance(want, np.ndarray):
        return got.shape == want.shape and close(got, want, rtol=1e-9)
    if any(isinstance(x, str | np.ndarray | None) for x in (got, want)):
        return type(got) is type(want) and bool(got == want)
    return True


def flat(parts: Tree, *, partly: bool = False) -> np.ndarray | None:
    """Return all numbers in a row, if there is nothing but numbers."""
    rows = [x.ravel() for x in parts.values() if isinstance(x, np.ndarray)]
    if len(rows) < len(parts) and not partly:
        return None
    return np.concatenate(rows or [np.zeros(0)])


def close(a: np.ndarray, b: np.ndarray, rtol: float = 1e-6) -> bool:
    """Compare digits; where 0 is wanted, a rounding error will do as well."""
    if np.shape(a) != np.shape(b):
        return False
    scale = np.abs(b[np.isfinite(b)]).max(initial=0) or 1e-3
    atol = np.where(b == 0, 1e-12 * scale, 0)
    near = np.isclose(a, b, rtol=rtol, atol=atol, equal_nan=True)
    return bool(near.all())


def described(x: Any) -> str:
    """Say briefly what a thing is: a list of 3, a dict of W and b."""
    kind = type(x).__name__
    if isinstance(x, dict):
        return f"{kind}({', '.join(map(str, x))})"
    if isinstance(x, list | tuple):
        return f"{kind}[{len(x)}]"
    return kind
