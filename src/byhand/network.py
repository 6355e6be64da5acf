r"""Fully connected networks of any depth, as plain dictionaries.

The parameters are ``{"W1": ..., "b1": ..., "W2": ..., ...}``. A batch holds
one example a row, so a layer is :math:`h_i = a(h_{i-1} W_i + b_i)` with
:math:`W_i` of shape (inputs, outputs); ``torch.nn.Linear`` keeps the
transpose. The same code runs on NumPy arrays and PyTorch tensors.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from byhand import _checks, activations
from byhand._array import Array, namespace, shape

__all__ = ["backward", "forward", "init", "update"]

Params: TypeAlias = dict[str, Array]

ACTIVATIONS = activations.ENTRYWISE


def init(
    sizes: Sequence[int], *, rng: np.random.Generator, dtype: Any = np.float64
) -> Params:
    r"""Draw the weights of a network; its biases are zero.

    .. math:: W_i \sim \mathcal{N}\left(0, \frac{2}{n_{i-1} + n_i}\right)

    A compromise that keeps signals on their way forward and gradients on
    their way back at about one size.

    Parameters
    ----------
    sizes : sequence of int
        Neurons of each layer, input first, at least two layers.
    rng : numpy.random.Generator
        The same state gives the same network.
    dtype : NumPy floating dtype
        Of all parameters.

    Returns
    -------
    dict
        NumPy arrays; ``torch.from_numpy`` makes tensors of them.

    Raises
    ------
    ValueError, TypeError
        If sizes, rng or dtype is not what it must be.

    Examples
    --------
    >>> params = init([2, 3, 1], rng=np.random.default_rng(0))
    >>> {key: value.shape for key, value in params.items()}
    {'W1': (2, 3), 'b1': (3,), 'W2': (3, 1), 'b2': (1,)}

    References
    ----------
    Glorot and Bengio (2010), AISTATS, eq. 12.

    Book: backprop/worked-example, "The same in matrices"
    """
    _check(sizes, rng, dtype)
    params = {}
    for i, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        scale = (2 / (n_in + n_out)) ** 0.5
        W = scale * rng.standard_normal((n_in, n_out))
        params[f"W{i}"] = W.astype(dtype)
        params[f"b{i}"] = np.zeros(n_out, dtype)
    return params


def forward(
    params: Params,
    x: Array,
    *,
    hidden: str = "sigmoid",
    output: str = "sigmoid",
) -> tuple[Array, dict[str, Any]]:
    r"""Send a batch through the network.

    .. math:: z_i = h_{i-1} W_i + b_i, \qquad h_i = a_i(z_i), \qquad h_0 = x

    Parameters
    ----------
    params : dict
        W1, b1, W2, ... as from :func:`init`.
    x : array or tensor of shape (rows, inputs), floating point
        One example a row; NaN stays in its row.
    hidden, output : str
        Names of functions in :mod:`byhand.activations`, for the layers
        inside and for the last one; ``"identity"`` makes it linear.

    Returns
    -------
    prediction : array or tensor of shape (rows, outputs)
    cache : dict
        h0, z1, h1, z2, ... and the names of the activations: all that
        :func:`backward` needs.

    Raises
    ------
    ValueError
        If an activation is unknown or a key or a shape does not fit.
    TypeError
        If an array is not floating point, or the libraries differ.

    Examples
    --------
    >>> params = {"W1": np.array([[2.0], [3.0]]), "b1": np.array([0.5])}
    >>> prediction, _ = forward(params, np.ones((1, 2)), output="identity")
    >>> prediction.tolist()
    [[5.5]]

    Book: backprop/worked-example, "The same in matrices"
    """
    _checks.one_of(ACTIVATIONS, hidden=hidden, output=output)
    _checks.layers(params, x)
    names = [hidden] * (len(params) // 2 - 1) + [output]
    h = x
    cache = {"activations": names, "h0": h}
    for i, name in enumerate(names, 1):
        z = h @ params[f"W{i}"] + params[f"b{i}"]
        h = getattr(activations, name)(z)
        cache |= {f"z{i}": z, f"h{i}": h}
    return h, cache


def backward(
    params: Params, cache: dict[str, Any], grad_output: Array
) -> Params:
    r"""Send a gradient back through the network.

    .. math:: \delta_i = \frac{\partial L}{\partial h_i} \odot a_i'(z_i),
        \qquad \frac{\partial L}{\partial W_i} = h_{i-1}^\top \delta_i,
        \qquad \frac{\partial L}{\partial b_i} = \sum_{\text{rows}} \delta_i,
        \qquad \frac{\partial L}{\partial h_{i-1}} = \delta_i W_i^\top

    Rows are added up. The 1/n of a mean comes with ``grad_output``.

    Parameters
    ----------
    params, cache : dict
        What :func:`forward` was given, and returned with the prediction.
    grad_output : array or tensor, shaped like the prediction
        The gradient of the loss with respect to the prediction, for example
        from :func:`byhand.losses.mse_grad`.

    Returns
    -------
    dict
        The gradients, with the keys, the order and the shapes of params.

    Raises
    ------
    ValueError, TypeError
        As for :func:`forward`.

    Examples
    --------
    >>> params = {"W1": np.array([[2.0], [3.0]]), "b1": np.array([0.5])}
    >>> _, cache = forward(params, np.array([[5.0, 7.0]]), output="identity")
    >>> backward(params, cache, np.ones((1, 1)))["W1"].tolist()
    [[5.0], [7.0]]

    References
    ----------
    Rumelhart, Hinton and Williams (1986), Nature 323.

    Book: backprop/worked-example, "The same in matrices"
    """
    _check_cache(params, cache, grad_output)
    names = cache["activations"]
    grads, grad_h = {}, grad_output
    for i in range(len(names), 0, -1):
        slope = getattr(activations, f"{names[i - 1]}_grad")
        delta = grad_h * slope(cache[f"z{i}"])
        grads[f"W{i}"] = cache[f"h{i - 1}"].T @ delta
        grads[f"b{i}"] = namespace(delta).sum(delta, axis=0)
        grad_h = delta @ params[f"W{i}"].T
    return {key: grads[key] for key in params}


def update(params: Params, grads: Params, *, lr: float) -> Params:
    r"""Take one step of gradient descent, into new parameters.

    .. math:: \theta' = \theta - \eta\,\frac{\partial L}{\partial \theta}

    Parameters
    ----------
    params, grads : dict
        With the same keys and shapes; both stay as they are.
    lr : float
        The learning rate, finite and not negative.

    Returns
    -------
    dict
        New parameters. With autograd, call under ``torch.no_grad()``.

    Raises
    ------
    ValueError
        If keys or shapes differ, or lr is negative or not finite.
    TypeError
        If something is not floating point, or lr not a plain number.

    Examples
    --------
    >>> new = update({"w": np.array([1.0])}, {"w": np.array([4.0])}, lr=0.25)
    >>> new["w"].tolist()
    [0.0]

    Book: backprop/worked-example, "The same in matrices"
    """
    _checks.not_negative(lr=lr)
    _checks.keys(params, grads=grads)
    for key in params:
        pair = {f"params[{key!r}]": params[key], f"grads[{key!r}]": grads[key]}
        _checks.floating(**pair)
        _checks.same_shape(**pair)
    return {key: params[key] - lr * grads[key] for key in params}


def _check(sizes: Sequence[int], rng: np.random.Generator, dtype: Any) -> None:
    _checks.counts(sizes=sizes)
    if len(sizes) < 2:
        raise ValueError(f"sizes must be two or more; got {sizes}")
    _checks.generator(rng=rng)
    if not np.issubdtype(dtype, np.floating):
        raise TypeError(f"dtype must be floating point; got {dtype}")


def _check_cache(
    params: Params, cache: dict[str, Any], grad_output: Array
) -> None:
    """Refuse parameters or a gradient that do not fit the cache."""
    _checks.layers(params, cache["h0"])
    depth = len(cache["activations"])
    cached = [shape(cache[f"z{i + 1}"])[1] for i in range(depth)]
    given = [shape(b)[0] for key, b in params.items() if key[0] == "b"]
    if given != cached:
        raise ValueError(f"layers differ: params {given}, cache {cached}")
    prediction = cache[f"h{depth}"]
    _checks.floating(prediction=prediction, grad_output=grad_output)
    _checks.same_shape(prediction=prediction, grad_output=grad_output)
