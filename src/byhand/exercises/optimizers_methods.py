"""Exercises of the page optimizers/methods."""

from collections.abc import Sequence

__all__ = ["adam_moves", "decayed_two_ways", "two_momentum_moves"]


def two_momentum_moves(
    grads: Sequence[float], rates: Sequence[float], mu: float
) -> tuple[list[float], list[float]]:
    """Return how a weight moves in each step, in form A and in form B.

    Form A adds the gradient to the speed and moves by minus the rate times
    the speed; form B keeps the rate in the speed and moves by the speed.
    Both start at rest, and each step has its gradient and its rate.

    >>> two_momentum_moves([1.0, 1.0], [0.5, 0.5], 0.5)
    ([-0.5, -0.75], [-0.5, -0.75])
    >>> two_momentum_moves([4.0, 4.0, 0.0], [1.0, 0.25, 0.25], 0.5)
    ([-4.0, -1.5, -0.75], [-4.0, -3.0, -1.5])
    >>> two_momentum_moves([2.0, -1.0], [1.0, 0.5], 0.0)
    ([-2.0, 0.5], [-2.0, 0.5])
    """
    raise NotImplementedError


def adam_moves(
    grads: Sequence[float],
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> list[float]:
    """Return how Adam moves one weight in each step, given its gradients.

    >>> [round(move, 6) for move in adam_moves([3.0, -1.0], lr=0.1)]
    [-0.1, -0.040022]
    >>> [round(move, 4) for move in adam_moves([500.0, 500.0, 0.0], lr=1.0)]
    [-1.0, -1.0, -0.773]
    >>> adam_moves([2.0, -6.0], lr=1.0, beta1=0.0, beta2=0.0, eps=2.0)
    [-0.5, 0.75]
    """
    raise NotImplementedError


def decayed_two_ways(
    w: float, g: float, lr: float, weight_decay: float
) -> tuple[float, float]:
    """Return a weight after one step of Adam with L2, and of AdamW.

    Both start with an empty memory. Neglect eps: a quotient of the form
    x / |x| is 1 or -1, and a step without any gradient is 0.

    >>> decayed_two_ways(8.0, 3.0, lr=0.5, weight_decay=0.25)
    (7.5, 6.5)
    >>> decayed_two_ways(8.0, -1.0, lr=0.5, weight_decay=0.25)
    (7.5, 7.5)
    >>> decayed_two_ways(8.0, 0.0, lr=0.5, weight_decay=0.25)
    (7.5, 7.0)
    >>> decayed_two_ways(-8.0, 2.0, lr=0.5, weight_decay=0.25)
    (-8.0, -7.5)
    """
    raise NotImplementedError
