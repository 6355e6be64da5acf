"""Exercises of the page backprop/xor."""

from collections.abc import Sequence

__all__ = ["logit_delta_of", "plateau_cost", "relu_layer_gradients"]


def logit_delta_of(z: float, y: float, loss: str) -> float:
    """Return the slope of one example's loss with respect to its logit.

    The prediction is the sigmoid of z. The loss is "BCE", "MSE" or "half",
    which is half the squared error.

    >>> [logit_delta_of(0.0, 1.0, loss) for loss in ("BCE", "MSE", "half")]
    [-0.5, -0.25, -0.125]
    >>> round(logit_delta_of(-10.0, 1.0, "BCE"), 6)
    -0.999955
    >>> round(logit_delta_of(2.0, 0.0, "MSE"), 6)
    0.184956
    >>> round(logit_delta_of(2.0, 0.0, "half"), 6)
    0.092478
    """
    raise NotImplementedError


def relu_layer_gradients(
    x: Sequence[Sequence[float]],
    z1: Sequence[Sequence[float]],
    w2: Sequence[float],
    delta2: Sequence[float],
) -> tuple[list[list[float]], list[float]]:
    """Return the gradients of W1 and b1 of a batch, as lists.

    A row of x and of z1, and an entry of delta2, belong to an example; an
    entry of w2 leads from a hidden ReLU neuron to the one output. W1 has a
    row for each input. At 0 the slope of ReLU counts as 0.

    >>> x, z1 = [[0.0, 2.0], [1.0, 1.0]], [[2.0, 1.0], [1.0, -1.0]]
    >>> W1, b1 = relu_layer_gradients(x, z1, [2.0, -1.0], [0.5, -0.25])
    >>> W1
    [[-0.5, 0.0], [1.5, -1.0]]
    >>> b1
    [0.5, -0.5]
    >>> relu_layer_gradients([[1.0]], [[0.0]], [1.0], [1.0])
    ([[0.0]], [0.0])
    """
    raise NotImplementedError


def plateau_cost(groups: Sequence[tuple[int, int]]) -> float:
    """Return the lowest mean BCE if a network cannot tell examples apart.

    Each group is (how many yes, how many no). Within a group every example
    gets the same prediction; each group may get its own.

    >>> round(plateau_cost([(2, 2)]), 6)
    0.693147
    >>> round(plateau_cost([(1, 2), (1, 0)]), 6)
    0.477386
    >>> round(plateau_cost([(1, 1), (1, 0), (0, 1)]), 6)
    0.346574
    >>> round(plateau_cost([(2, 0), (0, 2)]), 6) == 0
    True
    """
    raise NotImplementedError
