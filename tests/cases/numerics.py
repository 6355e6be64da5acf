"""Rows for the numerics."""

import torch
from torch.nn import functional as F  # noqa: N812

from byhand import numerics
from tests.cases._case import Case
from tests.cases.activations import points, rows, weighted_rows

__all__ = ["CASES"]

CASES = [
    *(
        Case(
            numerics,
            "log_softmax",
            weighted_rows,
            lambda x, g, *, axis=-1: g * torch.log_softmax(x, axis),
            options,
            weighted=True,
        )
        for options in ({}, {"axis": 0})
    ),
    Case(numerics, "log_sigmoid", points, F.logsigmoid),
    *(
        Case(numerics, name, rows, f, {"axis": axis})
        for name, f in [
            ("logsumexp", lambda x, axis: torch.logsumexp(x, axis)),
            ("safe_norm", lambda x, axis: torch.linalg.norm(x, dim=axis)),
        ]
        for axis in (-1, 0)
    ),
]
