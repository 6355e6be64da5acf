"""Guards: one line at the top of a function, plain words to the reader.

A message says what must hold, then what came. Kinds, dtypes, shapes and
options are looked at. The entries of an array are looked at only where they
lie in the CPU's memory, so that no accelerator has to stop and answer.
"""

from byhand._checks.entries import (
    above,
    class_labels,
    distributions,
    within,
    zeros_and_ones,
)
from byhand._checks.kinds import boolean, floating, integral, one_kind
from byhand._checks.options import (
    counts,
    finite,
    fraction,
    generator,
    keys,
    not_negative,
    one_of,
    positive,
    sequences,
)
from byhand._checks.shapes import (
    axis_of,
    dimensions,
    has_shape,
    layers,
    not_empty,
    same_shape,
)

__all__ = [
    "above",
    "axis_of",
    "boolean",
    "class_labels",
    "counts",
    "dimensions",
    "distributions",
    "finite",
    "floating",
    "fraction",
    "generator",
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
    "sequences",
    "within",
    "zeros_and_ones",
]
