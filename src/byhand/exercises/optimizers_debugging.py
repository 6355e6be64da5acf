"""Exercises of the page optimizers/debugging."""

from collections.abc import Sequence

__all__ = [
    "clip_together",
    "first_loss_of_biases",
    "flow_verdicts",
    "uncleared_descent",
]


def first_loss_of_biases(
    counts: Sequence[int], biases: Sequence[float]
) -> float:
    """Return the mean cross-entropy if the biases are all the logits.

    Entry k of counts says how many examples class k has. A class may have
    none.

    >>> round(first_loss_of_biases([95, 5], [0.0, 0.0]), 6)
    0.693147
    >>> round(first_loss_of_biases([95, 5], [2.944439, 0.0]), 6)
    0.198515
    >>> round(first_loss_of_biases([1, 1, 2], [1.0, 0.0, -1.0]), 6)
    1.657606
    >>> first_loss_of_biases([1, 0], [0.0, 1000.0])
    1000.0
    """
    raise NotImplementedError


def clip_together(
    gradients: Sequence[Sequence[float]], limit: float
) -> list[list[float]]:
    """Return new lists whose common length is at most limit.

    >>> clip_together([[3.0], [4.0]], 2.5)
    [[1.5], [2.0]]
    >>> clip_together([[3.0], [4.0]], 10.0)
    [[3.0], [4.0]]
    >>> clip_together([[2.0, 4.0], [4.0]], 3.0)
    [[1.0, 2.0], [2.0]]
    >>> clip_together([[0.0], [0.0, 0.0]], 1.0)
    [[0.0], [0.0, 0.0]]
    """
    raise NotImplementedError


def flow_verdicts(
    weights: Sequence[Sequence[float]],
    gradients: Sequence[Sequence[float] | None],
    lr: float,
) -> list[str]:
    """Return a verdict for each layer, as on the page.

    The ratio is lr times the length of the gradient, divided by the length
    of the weights, which is never 0. "none" if the gradient is None,
    "broken" if the ratio is not finite, "zero" if it is 0, "tiny" below
    1e-7, "huge" above 1, "ok" otherwise.

    >>> flow_verdicts([[3.0, 4.0]], [[0.0, 10.0]], 0.1)
    ['ok']
    >>> flow_verdicts([[3.0, 4.0], [1.0]], [None, [0.0]], 0.1)
    ['none', 'zero']
    >>> flow_verdicts([[1.0], [100.0]], [[2e-7], [200.0]], 0.1)
    ['tiny', 'ok']
    >>> flow_verdicts([[1.0], [1.0]], [[float("nan")], [20.0]], 0.1)
    ['broken', 'huge']
    """
    raise NotImplementedError


def uncleared_descent(
    w: float, curvature: float, lr: float, steps: int
) -> list[float]:
    """Return the path, start included, if gradients are never cleared.

    The cost is curvature times w squared, divided by 2.

    >>> uncleared_descent(1.0, 2.0, 0.25, 3)
    [1.0, 0.5, -0.25, -0.875]
    >>> uncleared_descent(4.0, 1.0, 0.5, 2)
    [4.0, 2.0, -1.0]
    >>> uncleared_descent(1.0, 1.0, 1.0, 6)
    [1.0, 0.0, -1.0, -1.0, 0.0, 1.0, 1.0]
    >>> uncleared_descent(3.0, 1.0, 0.5, 0)
    [3.0]
    """
    raise NotImplementedError
