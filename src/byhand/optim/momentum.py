"""Gradient descent that keeps some of its speed."""

from byhand.optim._state import Params, State, check, filled

__all__ = ["init", "step"]


def init(params: Params) -> State:
    """Return the state before the first step.

    Parameters
    ----------
    params : dict of arrays or tensors, floating point

    Returns
    -------
    dict
        t, the steps taken, and b, the speed: one array for each parameter.

    Raises
    ------
    ValueError, TypeError
        If params is empty or not floating point.

    Examples
    --------
    >>> init({"w": 3.0})["t"]
    0
    """
    return {"t": 0, "b": filled(params)}


def step(
    params: Params,
    grads: Params,
    state: State,
    *,
    lr: float = 1e-3,
    momentum: float = 0.9,
    dampening: float = 0.0,
    weight_decay: float = 0.0,
) -> tuple[Params, State]:
    r"""Add the gradient to the speed, and move by the speed.

    .. math:: g = \frac{\partial L}{\partial \theta} + \lambda\theta, \qquad
        b' = \mu b + (1 - \tau)\,g, \qquad \theta' = \theta - \eta\,b'

    The first step is not dampened: :math:`b' = g`. Under a constant
    gradient and without dampening the steps grow to
    :math:`\eta g / (1 - \mu)`, ten times those of SGD at 0.9. The older form
    :math:`b' = \mu b + \eta g` differs once lr changes on the way.

    Parameters
    ----------
    params, grads : dict of arrays or tensors, floating point
        With the same keys, shapes and dtypes; both stay as they are.
    state : dict
        From :func:`init` or the step before.
    lr, weight_decay : float, not negative
        η and λ, with torch's defaults. Weight decay is L2 here.
    momentum : float in [0, 1)
        μ. In torch.optim.SGD it is 0 by default, which is no momentum.
    dampening : float in [0, 1)
        τ. Equal to μ, b is an average of gradients, as m is in Adam. At a
        momentum of 0, torch ignores it.

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
    >>> params, state = step({"w": 3.0}, {"w": 2.0}, init({"w": 3.0}), lr=1)
    >>> params, state = step(params, {"w": 0.0}, state, lr=1)
    >>> round(float(params["w"]), 12)
    -0.8

    References
    ----------
    Polyak (1964), USSR Computational Mathematics and Mathematical Physics 4.
    Sutskever et al. (2013), ICML, eqs. 1 and 2 (the older form).

    Book: optimizers/methods, "Momentum"
    """
    options = {"momentum": momentum, "dampening": dampening}
    options |= {"lr": lr, "weight_decay": weight_decay}
    check(params, grads, state, ("t", "b"), **options)
    new, b, t = {}, {}, state["t"] + 1
    share = 1.0 if t == 1 else 1 - dampening
    for key, theta in params.items():
        g = grads[key] + weight_decay * theta
        b[key] = momentum * state["b"][key] + share * g
        new[key] = theta - lr * b[key]
    return new, {"t": t, "b": b}
