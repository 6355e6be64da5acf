"""Exercises of the page losses/regression."""

from collections.abc import Sequence

__all__ = [
    "huber_centre",
    "log_cosh_of_one_error",
    "mae_gradient_list",
    "smooth_l1_of_one_error",
]


def mae_gradient_list(
    pred: Sequence[float], target: Sequence[float]
) -> list[float]:
    """Return the gradient of the mean absolute error, for each prediction.

    Where the error is zero, the slope counts as 0.

    >>> mae_gradient_list([3.0, 1.0], [1.0, 3.0])
    [0.5, -0.5]
    >>> mae_gradient_list([7.0, 2.0, 2.0, 0.0], [1.0, 2.0, 1.5, 1.0])
    [0.25, 0.0, 0.25, -0.25]
    """
    raise NotImplementedError


def smooth_l1_of_one_error(e: float, beta: float) -> float:
    """Return smooth L1 of one error: a parabola up to beta, then a line.

    >>> smooth_l1_of_one_error(0.5, 1.0)
    0.125
    >>> smooth_l1_of_one_error(0.5, 2.0)
    0.0625
    >>> smooth_l1_of_one_error(-5.0, 2.0)
    4.0
    """
    raise NotImplementedError


def log_cosh_of_one_error(e: float) -> float:
    """Return log(cosh(e)) for an error of any size and either sign.

    >>> round(log_cosh_of_one_error(2.0), 6)
    1.325003
    >>> abs(log_cosh_of_one_error(0.0)) < 1e-12
    True
    >>> round(log_cosh_of_one_error(1000.0), 6)
    999.306853
    >>> round(log_cosh_of_one_error(-1000.0), 6)
    999.306853
    """
    raise NotImplementedError


def huber_centre(targets: Sequence[float], delta: float) -> float:
    """Return the constant prediction with the least Huber loss.

    >>> minutes = [21.0, 24.0, 25.0, 27.0, 30.0, 32.0, 93.0]
    >>> round(huber_centre(minutes, 5.0), 6)
    27.6
    >>> round(huber_centre(minutes, 1000.0), 6)
    36.0
    >>> round(huber_centre([0.0, 0.0, 9.0], 1.0), 6)
    0.5
    """
    raise NotImplementedError
