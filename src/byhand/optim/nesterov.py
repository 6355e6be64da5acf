"""Momentum that looks ahead."""

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
        b, the speed: one array for each parameter.

    Raises
    ------
    ValueError, TypeError
        If params is empty or not floating point.

    Examples
    --------
    >>> float(init({"w": 3.0})["b"]["w"])
    0.0
    """
    return {"b": filled(params)}


def step(
    params: Params,
    grads: Params,
    state: State,
    *,
    lr: float = 1e-3,
    momentum: float = 0.9,
    weight_decay: float = 0.0,
) -> tuple[Params, State]:
    r"""Move by the speed that the next step would begin with.

    .. math:: g = \frac{\partial L}{\partial \theta} + \lambda\theta, \qquad
        b' = \mu b + g, \qquad \theta' = \theta - \eta\,(g + \mu b')

    Nesterov takes the gradient at a point ahead, :math:`\phi - \eta\mu b`.
    Here, as in torch, params *are* that point, so that the gradient is taken
    where the parameters are.

    Parameters
    ----------
    params, grads : dict of arrays or tensors, floating point
        With the same keys, shapes and dtypes; both stay as they are.
    state : dict
        From :func:`init` or the step before.
    lr, weight_decay : float, not negative
        η and λ, with torch's defaults. Weight decay is L2 here.
    momentum : float in [0, 1)
        μ. In torch.optim.SGD it is 0 by default, which it then refuses.

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
    >>> round(float(params["w"]), 12)
    -0.8

    References
    ----------
    Nesterov (1983), Soviet Mathematics Doklady 27.
    Sutskever et al. (2013), ICML, eqs. 3 and 4 (the point ahead).

    Book: optimizers/methods, "Nesterov"
    """
    options = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay}
    check(params, grads, state, ("b",), **options)
    new, b = {}, {}
    for key, theta in params.items():
        g = grads[key] + weight_decay * theta
        b[key] = momentum * state["b"][key] + g
        new[key] = theta - lr * (g + momentum * b[key])
    return new, {"b": b}
