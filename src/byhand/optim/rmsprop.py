"""A learning rate for each weight, by its recent gradients."""

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
        v, the mean square, and b, the speed: two arrays for each parameter.

    Raises
    ------
    ValueError, TypeError
        If params is empty or not floating point.

    Examples
    --------
    >>> sorted(init({"w": 3.0}))
    ['b', 'v']
    """
    return {"v": filled(params), "b": filled(params)}


def step(
    params: Params,
    grads: Params,
    state: State,
    *,
    lr: float = 1e-2,
    alpha: float = 0.99,
    eps: float = 1e-8,
    weight_decay: float = 0.0,
    momentum: float = 0.0,
) -> tuple[Params, State]:
    r"""Divide by the root of the mean square of recent gradients.

    .. math:: g = \frac{\partial L}{\partial \theta} + \lambda\theta, \qquad
        v' = \alpha v + (1 - \alpha)\,g^2, \qquad
        b' = \mu b + \frac{g}{\sqrt{v'} + \varepsilon}, \qquad
        \theta' = \theta - \eta\,b'

    The mean starts at 0 and is not corrected for it, so the first step is
    :math:`\eta / \sqrt{1 - \alpha}`: ten times lr at 0.99. ε stands outside
    the root; some libraries put it inside, and take 0.9 for α.

    Parameters
    ----------
    params, grads : dict of arrays or tensors, floating point
        With the same keys, shapes and dtypes; both stay as they are.
    state : dict
        From :func:`init` or the step before.
    lr, weight_decay : float, not negative
        η and λ, with torch's defaults. Weight decay is L2 here: it enters
        the mean square.
    alpha, momentum : float in [0, 1)
        α and μ.
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
    >>> params, _ = step({"w": 3.0}, {"w": 8.0}, init({"w": 3.0}), lr=0.05)
    >>> round(float(params["w"]), 6)
    2.5

    References
    ----------
    Tieleman and Hinton (2012), Neural Networks for Machine Learning,
    Coursera, lecture 6.5.

    Book: optimizers/methods, "RMSprop"
    """
    options = {"alpha": alpha, "momentum": momentum, "eps": eps}
    options |= {"lr": lr, "weight_decay": weight_decay}
    check(params, grads, state, ("v", "b"), **options)
    new, v, b = {}, {}, {}
    for key, theta in params.items():
        g = grads[key] + weight_decay * theta
        v[key] = alpha * state["v"][key] + (1 - alpha) * g**2
        b[key] = momentum * state["b"][key] + g / (v[key] ** 0.5 + eps)
        new[key] = theta - lr * b[key]
    return new, {"v": v, "b": b}
