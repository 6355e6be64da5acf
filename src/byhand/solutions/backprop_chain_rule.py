"""Answers to the exercises of the page backprop/chain-rule."""

from collections.abc import Sequence
from math import exp, log1p, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byhand.autograd import Value

__all__ = [
    "forward_sweep",
    "rate_over_paths",
    "reverse_sweep",
    "softplus_value",
]


def rate_over_paths(paths: Sequence[Sequence[float]]) -> float:
    """Multiply along each path, then add."""
    return sum(prod(rates) for rates in paths)


def reverse_sweep(
    links: Sequence[Sequence[tuple[int, float]]],
) -> list[float]:
    """Start with 1 at the end, and hand the shares on."""
    grads: list[float] = [0] * len(links)
    grads[-1] = 1
    for i in reversed(range(len(links))):
        for source, slope in links[i]:
            grads[source] += slope * grads[i]
    return grads


def forward_sweep(
    links: Sequence[Sequence[tuple[int, float]]], leaf: int
) -> list[float]:
    """Start with 1 at the input, and collect from what is finished."""
    rates: list[float] = []
    for i, inputs in enumerate(links):
        shares = (slope * rates[source] for source, slope in inputs)
        rates.append(int(i == leaf) + sum(shares))
    return rates


def softplus_value(x: "Value") -> "Value":
    """Take the larger of e**x and 1 out of the logarithm."""
    small = exp(-abs(x.data))
    y = type(x)(max(x.data, 0.0) + log1p(small))
    slope = (1 if x.data >= 0 else small) / (1 + small)
    y.operation = "softplus"
    y.links = ((x, slope),)
    y.depth = x.depth + 1
    return y
