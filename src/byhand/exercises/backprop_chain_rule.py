"""Exercises of the page backprop/chain-rule."""

from collections.abc import Sequence
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
    """Return the rate of a result by an input, from all their paths.

    Each path is a list of the rates on its arrows. It may be empty,
    and so may the list of paths.

    >>> rate_over_paths([[2, 2, 1.5]])
    6.0
    >>> rate_over_paths([[16, 1, 1], [16, 1, 3]])
    64
    >>> rate_over_paths([[]]), rate_over_paths([])
    (1, 0)
    """
    raise NotImplementedError


def reverse_sweep(
    links: Sequence[Sequence[tuple[int, float]]],
) -> list[float]:
    """Return the gradient of the last node by every node.

    Node i has links[i]: for each of its inputs, the position and the
    slope towards it. Every position is smaller than i, and inputs have
    no links. The graph below is that of (w + w x)**2 at w = 2, x = 3.

    >>> w, x, u = (), (), ((0, 3), (1, 2))
    >>> v, L = ((0, 1), (2, 1)), ((3, 16),)
    >>> reverse_sweep([w, x, u, v, L])
    [64, 32, 16, 16, 1]
    >>> reverse_sweep([(), ((0, 5), (0, 5))])
    [10, 1]
    >>> chain = [()] + [((i, 1), (i, 1)) for i in range(60)]
    >>> reverse_sweep(chain)[0] == 2**60
    True
    """
    raise NotImplementedError


def forward_sweep(
    links: Sequence[Sequence[tuple[int, float]]], leaf: int
) -> list[float]:
    """Return the rate of every node by the input at position leaf.

    The links are those of reverse_sweep.

    >>> w, x, u = (), (), ((0, 3), (1, 2))
    >>> v, L = ((0, 1), (2, 1)), ((3, 16),)
    >>> forward_sweep([w, x, u, v, L], 0)
    [1, 0, 3, 4, 64]
    >>> forward_sweep([w, x, u, v, L], 1)
    [0, 1, 2, 2, 32]
    """
    raise NotImplementedError


def softplus_value(x: "Value") -> "Value":
    """Return ln(1 + e**x) as one node, whose operation is "softplus".

    Neither the number nor its slope may overflow, however large x is.
    Set operation, links and depth of a new Value by hand.

    >>> from byhand.autograd import Value
    >>> x = Value(0.0)
    >>> y = softplus_value(2 * x) * 3
    >>> y.backward()
    >>> round(y.data, 6), x.grad
    (2.079442, 3.0)
    >>> [node.operation for node in y.nodes()]
    ['', '', '', '*', 'softplus', '*']
    >>> for number in (800.0, -800.0):
    ...     x = Value(number)
    ...     y = softplus_value(x)
    ...     y.backward()
    ...     print(y.data, x.grad)
    800.0 1.0
    0.0 0.0
    """
    raise NotImplementedError
