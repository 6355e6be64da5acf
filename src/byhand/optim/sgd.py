"""Gradient descent, with the gradient of a batch: stochastic."""

from byhand.optim._state import Params, State, check, filled

__all__ = ["init", "step"]


def init(params: Params) -> State:
    """Return an empty state: the rule remembers nothing.

    Parameters
    ----------
    params : dict of arrays or tensors, floating point

    Returns
    -------
    dict

    Raises
    ------
    ValueError, TypeError
        If params is empty or not floating point.

    Examples
    --------
    >>> init({"w": 3.0})
    {}
    """
    filled(params)
    return {}


def step(
    params: Params,
    grads: Params,
    state: State,
    *,
    lr: float = 1e-3,
    weight_decay: float = 0.0,
) -> tuple[Params, State]:
    r"""Go down the gradient.

    .. math:: g = \frac{\partial L}{\partial \theta} + \lambda\theta, \qquad
        \theta' = \theta - \eta\,g

    Here weight decay is the same as a penalty λ/2 · θ² in the loss (L2);
    in :mod:`byhand.optim.adamw` it is not.

    Parameters
    ----------
    params, grads : dict of arrays or tensors, floating point
        With the same keys, shapes and dtypes; both stay as they are.
    state : dict
        From :func:`init` or the step before.
    lr, weight_decay : float, not negative
        η and λ, with torch's defaults.

    Returns
    -------
    params, state : dict
        New ones.

    Raises
    ------
    ValueError, TypeError
        If something does not fit params, or an option is out of range.

    Examples
    --------
    >>> params, _ = step({"w": 3.0}, {"w": 4.0}, {}, lr=0.25)
    >>> params
    {'w': 2.0}

    References
    ----------
    Robbins and Monro (1951), Annals of Mathematical Statistics 22.

    Book: optimizers/methods, "SGD"
    """
    check(params, grads, state, (), lr=lr, weight_decay=weight_decay)
    new = {}
    for key, theta in params.items():
        g = grads[key] + weight_decay * theta
        new[key] = theta - lr * g
    return new, {}
