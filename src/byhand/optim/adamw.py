"""Adam with weight decay beside the gradient, not in it."""

from byhand.optim._state import Params, State, check, filled

__all__ = ["init", "step"]


def init(params: Params) -> State:
    """Return the state before the first step, as Adam's.

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
    weight_decay: float = 1e-2,
) -> tuple[Params, State]:
    r"""Take Adam's step, and shrink all weights by the same factor.

    .. math:: g = \frac{\partial L}{\partial \theta}, \qquad
        m' = \beta_1 m + (1 - \beta_1)\,g, \qquad
        v' = \beta_2 v + (1 - \beta_2)\,g^2

    .. math:: \hat m = \frac{m'}{1 - \beta_1^t}, \qquad
        \hat v = \frac{v'}{1 - \beta_2^t}, \qquad
        \theta' = (1 - \eta\lambda)\,\theta
        - \eta\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon}

    The decay never meets m or v, so it is not the gradient of a penalty
    (L2), as it is in :mod:`byhand.optim.adam`. ε stands outside the root,
    and is added after the correction.

    Parameters
    ----------
    params, grads : dict of arrays or tensors, floating point
        With the same keys, shapes and dtypes; both stay as they are.
    state : dict
        From :func:`init` or the step before.
    lr, weight_decay : float, not negative
        η and λ, with torch's defaults. As in torch, the decay is λ times
        lr; in the paper it is λ times the schedule alone.
    betas : pair of float in [0, 1)
        β₁ and β₂.
    eps : float above 0
        ε: a weight whose gradient was always 0 only decays.

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
    >>> params, state = {"w": 4.0}, init({"w": 4.0})
    >>> params, _ = step(params, {"w": 0.0}, state, lr=0.5, weight_decay=0.5)
    >>> float(params["w"])
    3.0

    References
    ----------
    Loshchilov and Hutter (2019), ICLR, algorithm 2.

    Book: optimizers/methods, "AdamW: decay that is not divided"
    """
    options = {"lr": lr, "eps": eps, "weight_decay": weight_decay}
    check(params, grads, state, ("t", "m", "v"), betas=betas, **options)
    new, m, v = {}, {}, {}
    (beta1, beta2), t = betas, state["t"] + 1
    for key, theta in params.items():
        g, decayed = grads[key], (1 - lr * weight_decay) * theta
        m[key] = beta1 * state["m"][key] + (1 - beta1) * g
        v[key] = beta2 * state["v"][key] + (1 - beta2) * g**2
        m_hat, v_hat = m[key] / (1 - beta1**t), v[key] / (1 - beta2**t)
        new[key] = decayed - lr * m_hat / (v_hat**0.5 + eps)
    return new, {"t": t, "m": m, "v": v}
