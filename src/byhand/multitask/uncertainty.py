"""Weights that each task learns from the noise of its own targets."""

from math import inf

from byhand import _checks
from byhand._array import Array, namespace
from byhand.multitask._tasks import per_task

__all__ = ["uncertainty_weighting", "uncertainty_weighting_grad"]


def uncertainty_weighting(
    losses: Array, log_vars: Array, *, classification: Array | None = None
) -> Array:
    r"""Add up the losses of several tasks, at weights that are learned.

    .. math:: L = \sum_i \tfrac{1}{2} \left(e^{-s_i} L_i + s_i\right)
        \text{ for regression}, \qquad
        e^{-s_i} L_i + \tfrac{1}{2} s_i \text{ for classification}

    The second summand keeps the weight e^-s from falling to 0. At the best s
    it is 1/L_i for regression and 1/(2 L_i) for classification. Losses
    below 1 make the total negative; at a loss of 0, s falls without end.

    Parameters
    ----------
    losses : array or tensor of shape (tasks,), floating point
        The loss of each task, from 0 up; stacked, not a list.
    log_vars : like losses
        The logarithm s of the variance of each task's noise. To be trained
        with the model; 0 is a good start. Beyond about ±700 in float64, and
        ±87 in float32, the weight overflows or is 0.
    classification : array or tensor of bool of shape (tasks,), optional
        Which tasks are classifications; by default none.

    Returns
    -------
    array or tensor
        Of shape (), negative too.

    Raises
    ------
    ValueError
        If a shape is not (tasks,), there is no task, or a loss is negative.
    TypeError
        If losses or log_vars are not floating point, classification is not
        boolean, or libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> float(uncertainty_weighting(np.array([2.0, 3.0]), np.zeros(2)))
    2.5

    References
    ----------
    Kendall, Gal and Cipolla (2018), CVPR.

    Book: losses/multi-task, "Uncertainty weighting"
    """
    half = _halves(losses, log_vars, classification)
    xp = namespace(losses, log_vars)
    return xp.sum(half * xp.exp(-log_vars) * losses + log_vars / 2)


def uncertainty_weighting_grad(
    losses: Array, log_vars: Array, *, classification: Array | None = None
) -> tuple[Array, Array]:
    r"""Differentiate :func:`uncertainty_weighting` for losses and log_vars.

    .. math:: \frac{\partial L}{\partial L_i} = c_i e^{-s_i}, \qquad
        \frac{\partial L}{\partial s_i} = \tfrac{1}{2} - c_i e^{-s_i} L_i,
        \qquad c_i = \tfrac{1}{2} \text{ or } 1

    Examples
    --------
    >>> import numpy as np
    >>> dlosses, dlog_vars = uncertainty_weighting_grad(
    ...     np.array([2.0, 3.0]), np.zeros(2))
    >>> dlosses.tolist(), dlog_vars.tolist()
    ([0.5, 0.5], [-0.5, -1.0])

    Book: losses/multi-task, "Uncertainty weighting"
    """
    half = _halves(losses, log_vars, classification)
    weights = half * namespace(losses, log_vars).exp(-log_vars)
    return weights, 0.5 - weights * losses


def _halves(
    losses: Array, log_vars: Array, classification: Array | None
) -> Array | float:
    """Return 1/2 for a regression and 1 for a classification."""
    _checks.floating(losses=losses, log_vars=log_vars)
    if classification is not None:
        _checks.boolean(classification=classification)
        _checks.one_kind(losses=losses, classification=classification)
        _checks.same_shape(losses=losses, classification=classification)
    per_task(losses=losses, log_vars=log_vars)
    _checks.within(0, inf, losses=losses)
    if classification is None:
        return 0.5
    one = namespace(losses).astype(classification, losses.dtype)
    return (1 + one) / 2
