"""A loss for images: how far their features are apart, layer by layer."""

from collections.abc import Sequence

from byhand import _checks
from byhand._array import Array
from byhand.losses.regression import mse, mse_grad

__all__ = ["perceptual", "perceptual_grad"]


def perceptual(
    pred: Sequence[Array],
    target: Sequence[Array],
    *,
    weights: Sequence[float] | None = None,
) -> Array:
    r"""Add up the mean squared errors of several layers of features.

    .. math:: L = \sum_l w_l \frac{1}{n_l}
        \sum_{i=1}^{n_l} (\hat f_{l,i} - f_{l,i})^2

    Each layer is divided by its own number of entries, so that a large one
    does not drown the others. One layer of pixels is
    :func:`byhand.losses.mse`. The network that finds the features, its
    layers and the scale of its inputs are the caller's; in torch, take the
    target's features under ``torch.no_grad()``.

    Parameters
    ----------
    pred : list or tuple of arrays or tensors, floating point
        The features of what was made, one array a layer, of any shape.
    target : like pred
        As many arrays, each of the shape of its partner.
    weights : list or tuple of float, optional
        What each layer counts, from 0 up; 1 by default.

    Returns
    -------
    array or tensor
        Of shape (), from 0 up.

    Raises
    ------
    ValueError
        If there is no layer, the numbers of layers or the shapes differ, a
        layer is empty, or a weight is negative.
    TypeError
        If pred, target or weights is neither list nor tuple, a layer is not
        floating point, or libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> float(perceptual([np.array([1.0, 3.0])], [np.array([0.0, 0.0])]))
    5.0

    References
    ----------
    Johnson, Alahi and Fei-Fei (2016), ECCV.

    Book: losses/generative, "Perceptual loss: compare features"
    """
    triples = _layers(pred, target, weights)
    return sum(w * mse(p, t) for w, p, t in triples)


def perceptual_grad(
    pred: Sequence[Array],
    target: Sequence[Array],
    *,
    weights: Sequence[float] | None = None,
) -> tuple[Array, ...]:
    r"""Differentiate :func:`perceptual` for pred, one gradient a layer.

    .. math:: \frac{\partial L}{\partial \hat f_{l,i}} =
        \frac{2 w_l}{n_l} (\hat f_{l,i} - f_{l,i})

    Examples
    --------
    >>> import numpy as np
    >>> a, b = np.array([1.0, 3.0]), np.array([0.0, 0.0])
    >>> [grad.tolist() for grad in perceptual_grad([a], [b])]
    [[1.0, 3.0]]

    Book: losses/generative, "Perceptual loss: compare features"
    """
    triples = _layers(pred, target, weights)
    return tuple(w * mse_grad(p, t) for w, p, t in triples)


def _layers(
    pred: Sequence[Array],
    target: Sequence[Array],
    weights: Sequence[float] | None,
) -> list[tuple[float, Array, Array]]:
    """Return weight, features and target of each layer, all looked at."""
    _checks.sequences(pred=pred, target=target)
    weights = [1.0] * len(pred) if weights is None else weights
    _checks.sequences(pred=pred, weights=weights)
    made = {f"pred[{i}]": layer for i, layer in enumerate(pred)}
    real = {f"target[{i}]": layer for i, layer in enumerate(target)}
    _checks.floating(**made, **real)
    for pair in zip(made.items(), real.items(), strict=True):
        _checks.same_shape(**dict(pair))
    _checks.not_empty(**made)
    _checks.not_negative(**{f"weights[{i}]": w for i, w in enumerate(weights)})
    return list(zip(map(float, weights), pred, target, strict=True))
