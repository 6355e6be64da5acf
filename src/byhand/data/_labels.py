"""Labels of classes, in random order."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from byhand import _checks

__all__ = ["balanced"]


def balanced(
    rng: np.random.Generator, n: int | Sequence[int], classes: int
) -> Any:
    """Return n labels, shared out evenly, or as many of each class as n says.

    Evenly is to within one: the first classes get what is left over.
    """
    kinds = np.arange(classes, dtype=np.int64)
    if isinstance(n, Sequence):
        _checks.counts(n=n)
        if len(n) != classes:
            raise ValueError(f"n must have {classes} sizes; got {len(n)}")
        return rng.permutation(np.repeat(kinds, n))
    _checks.counts(n=[n])
    return rng.permutation(np.resize(kinds, n))
