"""Gradients by small differences, to check those derived by hand."""

from collections.abc import Callable
from math import inf
from typing import TypeAlias

import numpy as np

from byhand import _checks
from byhand._array import Array, detached, epsilon, namespace, shape

__all__ = ["check_gradient", "numerical_gradient", "relative_error"]

METHODS = ("central", "forward")

Index: TypeAlias = tuple[int, ...]
Function: TypeAlias = Callable[[Array], Array]


def numerical_gradient(
    f: Function, x: Array, *, h: float | None = None, method: str = "central"
) -> Array:
    r"""Nudge one entry of x after the other and watch f.

    .. math:: \frac{\partial f}{\partial x_i} \approx
        \frac{f(x + h e_i) - f(x - h e_i)}{2h}
        \quad\text{or, forward,}\quad \frac{f(x + h e_i) - f(x)}{h}

    Truncation falls as h², or h; rounding grows as ε/h, with ε the spacing
    of the dtype at 1. They meet near h = ε^(1/3), or ε^(1/2). As x + h is
    rounded, the distance really travelled divides.

    Parameters
    ----------
    f : callable
        Takes an array like x, always a fresh copy, and returns one number.
    x : array or tensor of any shape, floating point, or a Python float
        The point; stays as it is.
    h : float, optional
        The step; by default as above, times max(1, abs(x_i)).
    method : {"central", "forward"}
        Central differences are the more exact.

    Returns
    -------
    array or tensor
        Like x. Central: about 10 digits in float64, 4 in float32.

    Raises
    ------
    ValueError
        If f(x) is not one number, method unknown, or h not above 0 or too
        small to change x.
    TypeError
        If x is not floating point, or f(x) is not.

    Examples
    --------
    >>> slope = numerical_gradient(lambda x: x**3, 2.0)
    >>> round(float(slope), 6)
    12.0

    References
    ----------
    Press et al. (2007), Numerical Recipes, 3rd ed., section 5.7.

    Book: backprop/worked-example, "Checked three ways"
    """
    _checks.floating(x=x)
    _checks.one_of(METHODS, method=method)
    if h is not None:
        _checks.positive(h=h)
    xp = namespace(x)
    x = xp.asarray(detached(x))
    grad = xp.zeros_like(x)
    for index in np.ndindex(shape(x)):
        grad[index] = _slope(f, x, index, h, method)
    return grad


def relative_error(a: Array, b: Array) -> float:
    r"""Return the largest relative error over all entries.

    .. math:: \max_i \frac{|a_i - b_i|}{\max(|a_i|, |b_i|)}

    An entry where both are 0 counts 0.

    Parameters
    ----------
    a, b : array or tensor of any shape, floating point, or a Python float
        Of one shape and one library, with an entry at least. NaN gives NaN.

    Returns
    -------
    float
        From 0 for equal to 2 for opposite; infinite if one is.

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.
    TypeError
        If one is not floating point, or their libraries differ.

    Examples
    --------
    >>> relative_error(2.0, 1.0), relative_error(0.0, 0.0)
    (0.5, 0.0)

    Book: backprop/worked-example, "Checked three ways"
    """
    _checks.floating(a=a, b=b)
    _checks.same_shape(a=a, b=b)
    _checks.not_empty(a=a)
    return float(namespace(a, b).max(_relative_errors(a, b)))


def check_gradient(
    f: Function,
    x: Array,
    grad: Array,
    *,
    rtol: float | None = None,
    atol: float | None = None,
) -> float:
    r"""Hold a gradient derived by hand against central differences.

    An entry passes if the two differ by at most ``atol``, or by at most
    ``rtol`` of the larger, as :func:`relative_error` measures it.

    Parameters
    ----------
    f : callable
        Takes an array like x and returns one floating point number.
    x : array or tensor of any shape, floating point, or a Python float
        The point, away from kinks of f.
    grad : like x
        The gradient by hand: values, not a function.
    rtol, atol : float, optional
        By default ε^(1/3) and ε^(1/2), with ε the spacing of x's dtype at
        1: 6e-6 and 1.5e-8 in float64, 5e-3 and 3.5e-4 in float32.

    Returns
    -------
    float
        The relative error. It may be 1 where atol lets 0 against 1e-12 pass.

    Raises
    ------
    ValueError
        If the gradient is wrong; the message names the worst entry, and one
        factor if it explains all. As for the other two functions.
    TypeError
        If an array is not floating point, or the libraries differ.

    Examples
    --------
    >>> check_gradient(lambda x: x**2, 3.0, 6.0) < 1e-9
    True
    >>> check_gradient(lambda x: x**2, 3.0, 12.0)
    Traceback (most recent call last):
    ValueError: grad must be near 6; got 12: wrong by a factor of 2 (...)

    Book: backprop/worked-example, "Checked three ways"
    """
    _checks.floating(x=x, grad=grad)
    _checks.same_shape(x=x, grad=grad)
    _checks.not_empty(x=x)
    numerical = numerical_gradient(f, x)
    xp = namespace(numerical)
    grad = xp.asarray(detached(grad), dtype=numerical.dtype)
    rtol = epsilon(grad) ** (1 / 3) if rtol is None else rtol
    atol = epsilon(grad) ** (1 / 2) if atol is None else atol
    _checks.not_negative(rtol=rtol, atol=atol)
    if not xp.all(_agree(grad, numerical, rtol, atol)):
        raise ValueError(_verdict(grad, numerical, rtol, atol))
    return relative_error(grad, numerical)


def _slope(
    f: Function, x: Array, index: Index, h: float | None, method: str
) -> float:
    """Return the slope of f in one entry of x."""
    order = 3 if method == "central" else 2
    here = float(x[index])
    step = h or epsilon(x) ** (1 / order) * max(1.0, abs(here))
    right = _moved(x, index, step)
    left = _moved(x, index, -step if method == "central" else 0.0)
    travelled = float(right[index]) - float(left[index])
    if travelled == 0:
        raise ValueError(f"h must change x; got {step} at {here}")
    return (_value(f, right) - _value(f, left)) / travelled


def _moved(x: Array, index: Index, step: float) -> Array:
    """Return a copy of x with one entry moved."""
    moved = namespace(x).asarray(x, copy=True)
    moved[index] = moved[index] + step
    return moved


def _value(f: Function, x: Array) -> float:
    """Return f(x) as a Python float."""
    value = f(x)
    _checks.floating(**{"f(x)": value})
    if shape(value) != ():
        raise ValueError(f"f(x) must have shape (); got {shape(value)}")
    return float(detached(value))


def _relative_errors(a: Array, b: Array) -> Array:
    """Return the relative error of each entry, infinite if one is."""
    xp = namespace(a, b)
    larger = xp.maximum(abs(a), abs(b))
    usable = (larger > 0) & (larger < inf)
    return abs(a - b) / xp.where(usable, larger, 1.0)


def _agree(a: Array, b: Array, rtol: float, atol: float) -> Array:
    """Tell for each entry whether one of the two tolerances is kept."""
    return (_relative_errors(a, b) <= rtol) | (abs(a - b) <= atol)


def _verdict(grad: Array, numerical: Array, rtol: float, atol: float) -> str:
    """Describe the worst of the entries that do not agree."""
    xp = namespace(grad)
    agree = _agree(grad, numerical, rtol, atol)
    errors = xp.where(agree, 0.0, _relative_errors(grad, numerical))
    index = np.unravel_index(int(xp.argmax(errors)), shape(grad))
    place = f"[{', '.join(str(i) for i in index)}]" if index else ""
    return (
        f"grad{place} must be near {float(numerical[index]):.6g}; "
        f"got {float(grad[index]):.6g}"
        f"{_factor(grad, numerical, rtol, atol)} "
        f"(relative error {float(errors[index]):.2g})"
    )


def _factor(grad: Array, numerical: Array, rtol: float, atol: float) -> str:
    """Name the one factor that lies between the two, if there is one."""
    xp = namespace(grad)
    norm = float(xp.sum(numerical * numerical))
    if not (0 < norm < inf and xp.all(xp.isfinite(grad))):
        return ""
    factor = float(xp.sum(grad * numerical)) / norm
    if not xp.all(_agree(grad, factor * numerical, rtol, atol)):
        return ""
    words = f"wrong by a factor of {factor:.6g}"
    return ": wrong sign" if words.endswith(" -1") else f": {words}"
