"""What the losses for a yes or no share: guards, and the target's side."""

from byhand import _checks
from byhand._array import Array, as_arrays, namespace
from byhand.losses._reduction import guard

__all__ = ["focal_sides", "probabilities", "sides"]


def probabilities(p: Array, t: Array, reduction: str) -> list[Array]:
    """Guard probabilities and targets, and return them as arrays."""
    _checks.floating(probs=p, target=t)
    _checks.same_shape(probs=p, target=t)
    _checks.within(0, 1, probs=p, target=t)
    guard(reduction, probs=p)
    return as_arrays(p, t)


def sides(z: Array, t: Array, reduction: str) -> tuple[Array, Array, Array]:
    """Return s and q of the formula, and the sign 1 or -1 that makes z s."""
    _checks.floating(logits=z, target=t)
    _checks.same_shape(logits=z, target=t)
    _checks.within(0, 1, target=t)
    guard(reduction, logits=z)
    z, t = as_arrays(z, t)
    hard = namespace(t).round(t)
    side = 2 * hard - 1
    return side * z, abs(t - hard), side


def focal_sides(
    z: Array, t: Array, gamma: float, alpha: float | None, reduction: str
) -> tuple[Array, Array, Array]:
    """Return s, the weights, and the sign 1 or -1 that makes z s."""
    _checks.floating(logits=z, target=t)
    _checks.same_shape(logits=z, target=t)
    _checks.zeros_and_ones(target=t)
    guard(reduction, logits=z)
    _checks.not_negative(gamma=gamma)
    z, t = as_arrays(z, t)
    side = 2 * t - 1
    if alpha is None:
        return side * z, 1.0, side
    _checks.fraction(alpha=alpha)
    return side * z, alpha * t + (1 - alpha) * (1 - t), side
