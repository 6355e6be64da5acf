"""Adaptive moments: the mean gradient over its root mean square."""

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
        t, the steps taken, m, the mean, and v, the mean square: two arrays
        for each parameter.

    Raises
    ------
    ValueError, TypeError
        If params is empty or not floating point.

    Examples
    --------
    >>> init({"w": 3.0})["t"]
    0
    """
    return {"t": 0, "m": filled(params), "v": filled(params)}


def step(
    params: Params,
    grads: Params,
    state: State,
    *,
    lr: float = 1e-3,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0.0,
) -> tuple[Params, State]:
    r"""Move by the mean gradient, in units of its root mean square.

    .. math:: g = \frac{\partial L}{\partial \theta} + \lambda\theta, \qquad
        m' = \beta_1 m + (1 - \beta_1)\,g, \qquad
        v' = \beta_2 v + (1 - \beta_2)\,g^2

    .. math:: \hat m = \frac{m'}{1 - \beta_1^t}, \qquad
        \hat v = \frac{v'}{1 - \beta_2^t}, \qquad
        \theta' = \theta - \eta\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon}

    Both means start at 0; dividing by :math:`1 - \beta^t` corrects that, so
    the first step is lr, whatever the gradient, if only it is well above ε.
    ε stands outside the root, and is added after the correction.

    Parameters
    ----------
    params, grads : dict of arrays or tensors, floating point
        With the same keys, shapes and dtypes; both stay as they are.
    state : dict
        From :func:`init` or the step before.
    lr, weight_decay : float, not negative
        η and λ, with torch's defaults. Weight decay is L2 here: it is
        divided by the root too, so weights with large gradients decay less;
        :mod:`byhand.optim.adamw` keeps it apart.
    betas : pair of float in [0, 1)
        β₁ and β₂.
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
    Kingma and Ba (2015), ICLR, algorithm 1.

    Book: optimizers/methods, "Adam"
    """
    options = {"lr": lr, "eps": eps, "weight_decay": weight_decay}
    check(params, grads, state, ("t", "m", "v"), betas=betas, **options)
    new, m, v = {}, {}, {}
    (beta1, beta2), t = betas, state["t"] + 1
    for key, theta in params.items():
        g = grads[key] + weight_decay * theta
        m[key] = beta1 * state["m"][key] + (1 - beta1) * g
        v[key] = beta2 * state["v"][key] + (1 - beta2) * g**2
        m_hat, v_hat = m[key] / (1 - beta1**t), v[key] / (1 - beta2**t)
        new[key] = theta - lr * m_hat / (v_hat**0.5 + eps)
    return new, {"t": t, "m": m, "v": v}
