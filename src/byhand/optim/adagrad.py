"""A learning rate for each weight, smaller the more it has moved."""

from byhand.optim._state import Params, State, check, check_options, filled

__all__ = ["init", "step"]


def init(params: Params, *, initial_accumulator_value: float = 0.0) -> State:
    """Return the state before the first step.

    Parameters
    ----------
    params : dict of arrays or tensors, floating point
    initial_accumulator_value : float, not negative
        What s starts at: 0 in torch, 0.1 in some libraries.

    Returns
    -------
    dict
        t, the steps taken, and s, the sum: one array for each parameter.

    Raises
    ------
    ValueError, TypeError
        If params is empty or not floating point, or the value negative.

    Examples
    --------
    >>> float(init({"w": 3.0}, initial_accumulator_value=0.5)["s"]["w"])
    0.5
    """
    check_options(initial_accumulator_value=initial_accumulator_value)
    return {"t": 0, "s": filled(params, initial_accumulator_value)}


def step(
    params: Params,
    grads: Params,
    state: State,
    *,
    lr: float = 1e-2,
    lr_decay: float = 0.0,
    weight_decay: float = 0.0,
    eps: float = 1e-10,
) -> tuple[Params, State]:
    r"""Divide by the root of the sum of all squared gradients so far.

    .. math:: g = \frac{\partial L}{\partial \theta} + \lambda\theta, \qquad
        s' = s + g^2, \qquad \theta' = \theta -
        \frac{\eta}{1 + (t - 1)\,d}\,\frac{g}{\sqrt{s'} + \varepsilon}

    The sum never shrinks, so under a constant gradient the steps fall as
    :math:`\eta / \sqrt{t}`, whatever the gradient. ε stands outside the
    root. There is nothing to correct: the sum is not an average.

    Parameters
    ----------
    params, grads : dict of arrays or tensors, floating point
        With the same keys, shapes and dtypes; both stay as they are.
    state : dict
        From :func:`init` or the step before.
    lr, lr_decay, weight_decay : float, not negative
        η, d and λ, with torch's defaults. Weight decay is L2 here: it enters
        the sum.
    eps : float above 0
        ε: a weight whose gradient was always 0 stays where it is.

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
    >>> params, _ = step({"w": 3.0}, {"w": 8.0}, init({"w": 3.0}), lr=0.5)
    >>> round(float(params["w"]), 6)
    2.5

    References
    ----------
    Duchi, Hazan and Singer (2011), JMLR 12.

    Book: optimizers/methods, "Adagrad"
    """
    options = {"lr": lr, "lr_decay": lr_decay, "weight_decay": weight_decay}
    check(params, grads, state, ("t", "s"), eps=eps, **options)
    new, s, t = {}, {}, state["t"] + 1
    rate = lr / (1 + (t - 1) * lr_decay)
    for key, theta in params.items():
        g = grads[key] + weight_decay * theta
        s[key] = state["s"][key] + g**2
        new[key] = theta - rate * g / (s[key] ** 0.5 + eps)
    return new, {"t": t, "s": s}
