"""Sums of exponentials, logarithms and norms that keep their digits."""

from byhand.numerics.exponentials import (
    log_sigmoid,
    log_sigmoid_grad,
    log_softmax,
    log_softmax_grad,
    logsumexp,
    logsumexp_grad,
)
from byhand.numerics.norms import safe_norm, safe_norm_grad

__all__ = [
    "log_sigmoid",
    "log_sigmoid_grad",
    "log_softmax",
    "log_softmax_grad",
    "logsumexp",
    "logsumexp_grad",
    "safe_norm",
    "safe_norm_grad",
]
