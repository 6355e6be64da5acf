"""The table of cases that the generic tests walk, one family a file.

A public function without a row here fails the tests. A row has at least one
entry for each branch of its function; points where a function has a kink are
kept out of its arguments.
"""

from tests.cases import (
    activations,
    boxes,
    classification,
    generative,
    metric,
    multitask,
    numerics,
    regression,
    segmentation,
)
from tests.cases._case import Case

__all__ = ["CASES", "Case"]

FAMILIES = [
    activations,
    boxes,
    classification,
    generative,
    metric,
    multitask,
    numerics,
    regression,
    segmentation,
]
CASES = [case for family in FAMILIES for case in family.CASES]
