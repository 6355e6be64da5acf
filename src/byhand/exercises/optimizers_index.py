"""Exercises of the page optimizers/index."""

from collections.abc import Sequence

__all__ = [
    "best_rate_and_limit",
    "epoch_in_batches",
    "epochs_until_share",
    "fit_line_by_hand",
]


def fit_line_by_hand(
    x: Sequence[float],
    y: Sequence[float],
    w: float,
    b: float,
    lr: float,
    epochs: int,
) -> tuple[list[float], float, float]:
    """Return the mean squared error of every epoch, and the final w and b.

    The prediction is w * x + b, and every step uses all examples. The loss
    of an epoch is the one before its step, as a training loop prints it.

    >>> losses, w, b = fit_line_by_hand([1, 2, 3], [3, 6, 9], 0, 0, 0.05, 2)
    >>> [round(float(loss), 6) for loss in losses]
    [42.0, 8.466667]
    >>> round(float(w), 6), round(float(b), 6)
    (2.026667, 0.86)
    >>> losses, w, b = fit_line_by_hand([1, 2, 3], [3, 6, 9], 0, 0, 0.15, 999)
    >>> len(losses), round(float(w), 6), round(abs(float(b)), 6)
    (999, 3.0, 0.0)
    """
    raise NotImplementedError


def best_rate_and_limit(x: Sequence[float]) -> tuple[float, float]:
    """Return the best learning rate, and the one where divergence begins.

    For the mean squared error of w * x + b, with all examples in each step.
    The inputs are not all equal.

    >>> [round(float(rate), 6) for rate in best_rate_and_limit([1, 2, 3])]
    [0.176471, 0.180295]
    >>> [round(float(rate), 6) for rate in best_rate_and_limit([-1, 0, 1])]
    [0.6, 1.0]
    >>> [round(float(rate), 6) for rate in best_rate_and_limit([0, 10])]
    [0.019608, 0.0198]
    """
    raise NotImplementedError


def epochs_until_share(
    eigenvalues: Sequence[float], lr: float, share: float
) -> int | None:
    """Return after how many steps every direction has at most that share.

    The eigenvalues of the Hessian are positive, and the share, of the error
    at the start, is below 1. Where the share is never reached, return None.

    >>> epochs_until_share([1.0, 2.0], 0.25, 0.25)
    5
    >>> epochs_until_share([0.24, 11.09], 0.05, 0.1)
    191
    >>> epochs_until_share([1.0, 3.0], 0.5, 0.3)
    2
    >>> epochs_until_share([1.0, 7.5], 0.25, 0.1)
    18
    >>> print(epochs_until_share([1.0, 8.5], 0.25, 0.1))
    None
    """
    raise NotImplementedError


def epoch_in_batches(
    x: Sequence[float],
    y: Sequence[float],
    w: float,
    b: float,
    lr: float,
    size: int,
) -> tuple[float, float]:
    """Return w and b after one pass through the data in mini-batches.

    The batches are taken in order; the last one may be smaller. The loss of
    a batch is the mean squared error of w * x + b over that batch.

    >>> x, y = [1.0, 2.0, 3.0], [3.0, 6.0, 9.0]
    >>> [float(v) for v in epoch_in_batches(x, y, 0.0, 0.0, 0.25, 1)]
    [-0.375, 1.125]
    >>> [float(v) for v in epoch_in_batches(x, y, 0.0, 0.0, 0.25, 3)]
    [7.0, 3.0]
    >>> [float(v) for v in epoch_in_batches(x, y, 0.0, 0.0, 0.25, 2)]
    [-3.0, 0.0]
    """
    raise NotImplementedError
