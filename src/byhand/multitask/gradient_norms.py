"""Weights that bring the gradients of several tasks to one length."""

from math import inf

from byhand import _checks
from byhand._array import Array, detached, namespace, size
from byhand.activations import relu_grad
from byhand.multitask._tasks import per_task

__all__ = [
    "gradnorm",
    "gradnorm_grad",
    "gradnorm_targets",
    "gradnorm_weights",
]


def gradnorm_targets(
    weights: Array,
    grad_norms: Array,
    losses: Array,
    initial_losses: Array,
    *,
    alpha: float,
) -> Array:
    r"""Say how long the weighted gradient of each task should be.

    .. math:: t_i = \bar G\, r_i^\alpha, \qquad
        \bar G = \frac{1}{T} \sum_j w_j n_j, \qquad
        r_i = \frac{L_i / L_i(0)}{\frac{1}{T} \sum_j L_j / L_j(0)}

    A task that has come down less than the others, r > 1, is to pull more.

    Parameters
    ----------
    weights : array or tensor of shape (tasks,), floating point, above 0
        The weights w of the tasks.
    grad_norms : like weights, from 0 up
        The norm n of the gradient of each task's own loss, not yet weighted,
        with respect to the last layer that all tasks share.
    losses : like weights, from 0 up
        The loss of each task now.
    initial_losses : like weights, above 0
        The loss of each task at the start of training.
    alpha : float
        How hard to pull the tasks to one pace, from 0 up; 0 asks for
        gradients of one length. There is no default: it is to be tuned.

    Returns
    -------
    array or tensor
        Like weights, without history. Where all losses are 0, all r are 1.

    Raises
    ------
    ValueError
        If a shape is not (tasks,), there is no task, or an entry or alpha
        is out of its range.
    TypeError
        If an array is not floating point, or libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> w, now = np.ones(2), np.array([1.0, 3.0])
    >>> gradnorm_targets(w, 2 * w, now, 4 * w, alpha=1.0).tolist()
    [1.0, 3.0]

    References
    ----------
    Chen et al. (2018), ICML.

    Book: losses/multi-task, "GradNorm"
    """
    per_task(
        weights=weights,
        grad_norms=grad_norms,
        losses=losses,
        initial_losses=initial_losses,
    )
    _checks.above(0, weights=weights, initial_losses=initial_losses)
    _checks.within(0, inf, grad_norms=grad_norms, losses=losses)
    _checks.not_negative(alpha=alpha)
    xp = namespace(weights, grad_norms, losses, initial_losses)
    ratios = losses / initial_losses
    ratios = xp.where(xp.mean(ratios) == 0, 1.0, ratios)
    pace = ratios / xp.mean(ratios)
    return detached(xp.mean(weights * grad_norms) * pace**alpha)


def gradnorm(weights: Array, grad_norms: Array, targets: Array) -> Array:
    r"""Ask for weighted gradients of the lengths that are wanted.

    .. math:: L = \sum_i |w_i n_i - t_i|

    This loss moves the weights alone, not the model. The targets come from
    :func:`gradnorm_targets` of the same weights, and are held constant.

    Parameters
    ----------
    weights, grad_norms
        As for :func:`gradnorm_targets`.
    targets : like weights, from 0 up
        The length of gradient that each task should have.

    Returns
    -------
    array or tensor
        Of shape (), from 0 up.

    Raises
    ------
    ValueError, TypeError
        As for :func:`gradnorm_targets`.

    Examples
    --------
    >>> import numpy as np
    >>> w, targets = np.ones(2), np.array([1.0, 3.0])
    >>> float(gradnorm(w, 2 * w, targets))
    2.0

    References
    ----------
    Chen et al. (2018), ICML.

    Book: losses/multi-task, "GradNorm"
    """
    per_task(weights=weights, grad_norms=grad_norms, targets=targets)
    _checks.above(0, weights=weights)
    _checks.within(0, inf, grad_norms=grad_norms, targets=targets)
    xp = namespace(weights, grad_norms, targets)
    return xp.sum(abs(weights * grad_norms - targets))


def gradnorm_grad(weights: Array, grad_norms: Array, targets: Array) -> Array:
    r"""Differentiate :func:`gradnorm` for the weights; 0 where it is met.

    .. math:: \frac{\partial L}{\partial w_i} =
        n_i \operatorname{sign}(w_i n_i - t_i)

    Examples
    --------
    >>> import numpy as np
    >>> w, targets = np.ones(2), np.array([1.0, 3.0])
    >>> gradnorm_grad(w, 2 * w, targets).tolist()
    [2.0, -2.0]

    Book: losses/multi-task, "GradNorm"
    """
    per_task(weights=weights, grad_norms=grad_norms, targets=targets)
    _checks.above(0, weights=weights)
    _checks.within(0, inf, grad_norms=grad_norms, targets=targets)
    e = weights * grad_norms - targets
    return (relu_grad(e) - relu_grad(-e)) * grad_norms


def gradnorm_weights(
    weights: Array,
    grad_norms: Array,
    losses: Array,
    initial_losses: Array,
    *,
    alpha: float,
    lr: float,
) -> Array:
    r"""Move the weights one step down :func:`gradnorm`, at the same sum.

    .. math:: w_i' = w_i - \eta \frac{\partial L}{\partial w_i}, \qquad
        w_i \leftarrow \frac{T\,w_i'}{\sum_j w_j'}

    The weights then add up to the number T of tasks, so that no common
    factor changes the learning rate of the model.

    Parameters
    ----------
    weights, grad_norms, losses, initial_losses, alpha
        As for :func:`gradnorm_targets`.
    lr : float
        The learning rate η of the weights, above 0.

    Returns
    -------
    array or tensor
        Like weights, without history.

    Raises
    ------
    ValueError
        As for :func:`gradnorm_targets`; if lr is not above 0; and if the
        step takes a weight to 0 or below, where lr is too large. On an
        accelerator the entries are not looked at.
    TypeError
        As for :func:`gradnorm_targets`.

    Examples
    --------
    >>> import numpy as np
    >>> w, now = np.ones(2), np.array([1.0, 3.0])
    >>> gradnorm_weights(w, 2 * w, now, 4 * w, alpha=1.0, lr=0.25).tolist()
    [0.5, 1.5]

    References
    ----------
    Chen et al. (2018), ICML.

    Book: losses/multi-task, "GradNorm"
    """
    targets = gradnorm_targets(
        weights, grad_norms, losses, initial_losses, alpha=alpha
    )
    _checks.positive(lr=lr)
    moved = detached(
        weights - lr * gradnorm_grad(weights, grad_norms, targets)
    )
    _checks.above(0, **{"weights after the step": moved})
    return moved * (size(moved) / namespace(moved).sum(moved))
