"""Exercises of the page optimizers/digits."""

from collections.abc import Sequence

__all__ = [
    "confusion_of_logits",
    "index_batches",
    "share_interval",
    "softmax_regression_step",
]


def index_batches(order: Sequence[int], size: int) -> list[list[int]]:
    """Cut the order of an epoch into batches; keep a smaller last one.

    >>> index_batches([3, 0, 4, 1, 2], 2)
    [[3, 0], [4, 1], [2]]
    >>> index_batches([1, 0, 3, 2], 2)
    [[1, 0], [3, 2]]
    >>> len(index_batches(range(60_000), 64))
    938
    >>> index_batches([1, 0], 64)
    [[1, 0]]
    """
    raise NotImplementedError


def confusion_of_logits(
    logits: Sequence[Sequence[float]], labels: Sequence[int]
) -> tuple[list[list[int]], float]:
    """Return the confusion matrix and the accuracy.

    Row i, column j counts the examples of class i that were read as class
    j, the class of the largest logit. There are as many classes as logits.

    >>> logits = [[2.0, 0.5], [0.1, 0.3], [-1.0, 3.0], [0.4, 0.2]]
    >>> confusion_of_logits(logits, [0, 0, 1, 1])
    ([[1, 1], [1, 1]], 0.5)
    >>> confusion_of_logits([[0.0, 1.0, -2.0], [5.0, 6.0, 4.0]], [1, 0])
    ([[0, 1, 0], [0, 1, 0], [0, 0, 0]], 0.5)
    >>> confusion_of_logits([[-3.0, -1.0, -2.0]], [2])
    ([[0, 0, 0], [0, 0, 0], [0, 1, 0]], 0.0)
    """
    raise NotImplementedError


def share_interval(right: int, n: int, z: float = 2.0) -> tuple[float, float]:
    """Return the two ends of the Wilson interval for right of n.

    >>> [round(end, 6) for end in share_interval(10, 10)]
    [0.714286, 1.0]
    >>> [round(end, 6) for end in share_interval(350, 360)]
    [0.949041, 0.985025]
    >>> [round(end, 6) for end in share_interval(97, 100, z=1.0)]
    [0.947746, 0.982947]
    """
    raise NotImplementedError


def softmax_regression_step(
    W: Sequence[Sequence[float]],
    b: Sequence[float],
    x: Sequence[Sequence[float]],
    labels: Sequence[int],
    lr: float,
) -> tuple[list[list[float]], list[float]]:
    """Take one step of gradient descent; return the new W and b.

    The logits of a row of x are x W + b. W has a row for each input and a
    column for each class. The cost is the mean cross-entropy of the batch.

    >>> W, b = [[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0]
    >>> softmax_regression_step(W, b, [[1.0, 2.0]], [0], lr=1.0)
    ([[0.5, -0.5], [1.0, -1.0]], [0.5, -0.5])
    >>> x = [[1.0, 0.0], [0.0, 4.0]]
    >>> softmax_regression_step(W, b, x, [0, 1], lr=1.0)
    ([[0.25, -0.25], [-1.0, 1.0]], [0.0, 0.0])
    >>> W = [[1.0, 0.0, -1.0]]
    >>> W, b = softmax_regression_step(W, [0.0, 0.5, 0.0], [[2.0]], [2], 0.5)
    >>> [round(w, 6) for w in W[0]], [round(c, 6) for c in b]
    ([0.194488, -0.179734, -0.014753], [-0.402756, 0.410133, 0.492623])
    >>> softmax_regression_step([[900.0, 0.0]], [0.0, 0.0], [[1.0]], [1], 1.0)
    ([[899.0, 1.0]], [-1.0, 1.0])
    """
    raise NotImplementedError
