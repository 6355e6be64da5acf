"""Plain numbers, words and other options."""

from collections.abc import Iterable, Sized
from math import isfinite
from numbers import Integral, Real
from typing import Any

import numpy as np

__all__ = [
    "counts",
    "finite",
    "fraction",
    "generator",
    "keys",
    "not_negative",
    "one_of",
    "positive",
    "sequences",
]


def one_of(choices: Iterable[str], **options: str) -> None:
    """Refuse a word that is not among the choices."""
    known = tuple(choices)
    for name, word in options.items():
        if word not in known:
            raise ValueError(
                f"{name} must be one of {', '.join(known)}; got {word!r}"
            )


def sequences(**sequences: Sized) -> None:
    """Refuse all but lists and tuples of one length, which is not 0."""
    for name, sequence in sequences.items():
        if not isinstance(sequence, list | tuple):
            raise TypeError(
                f"{name} must be a list or a tuple; "
                f"got {type(sequence).__name__}"
            )
        if not sequence:
            raise ValueError(f"{name} must not be empty; got {sequence}")
    if len({len(sequence) for sequence in sequences.values()}) > 1:
        came = ", ".join(f"{n} {len(s)}" for n, s in sequences.items())
        raise ValueError(f"lengths differ: {came}")


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


def generator(**generators: Any) -> None:
    """Refuse all but NumPy's random generators; a bare seed too."""
    for name, rng in generators.items():
        if not isinstance(rng, np.random.Generator):
            raise TypeError(
                f"{name} must be a NumPy random generator; got {rng!r}: "
                f"use np.random.default_rng(0)"
            )
