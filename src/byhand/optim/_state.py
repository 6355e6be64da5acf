"""What all the rules share: their memory and their guards."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from byhand import _checks
from byhand._array import Array, namespace

__all__ = ["Params", "State", "check", "check_options", "filled"]

Params: TypeAlias = dict[str, Array]
State: TypeAlias = dict[str, Any]


def filled(params: Params, value: float = 0.0) -> Params:
    """Return arrays like the parameters, filled with one value."""
    _check_params(params)
    return {
        key: namespace(theta).full_like(theta, value)
        for key, theta in params.items()
    }


def check(
    params: Params,
    grads: Params,
    state: State,
    memory: Sequence[str],
    **options: Any,
) -> None:
    """Refuse what does not fit the parameters, or an option out of range.

    The memory names what the state must hold: the count t, or arrays.
    """
    _check_params(params)
    check_options(**options)
    _check_keys("state", state, memory)
    like_params = {"grads": grads}
    like_params |= {f"state[{m!r}]": state[m] for m in memory if m != "t"}
    for name, arrays in like_params.items():
        _check_keys(name, arrays, params)
        for key, theta in params.items():
            pair = {
                f"params[{key!r}]": theta,
                f"{name}[{key!r}]": arrays[key],
            }
            _checks.floating(**pair)
            _checks.same_shape(**pair)
            _check_dtypes(**pair)
    for key, theta in params.items():
        for name, value in options.items():
            _check_promotion(key, theta, name, value)


def check_options(**options: Any) -> None:
    """Refuse an option that is out of the range of its name."""
    for name, value in options.items():
        if name == "betas":
            _check_betas(value)
        elif name in {"momentum", "dampening", "alpha"}:
            _check_fraction(name, value)
        elif name == "eps":
            _checks.positive(eps=value)
        else:
            _checks.not_negative(**{name: value})


def _check_params(params: Params) -> None:
    if not params:
        raise ValueError("params must have an entry or more; got none")
    _checks.floating(**{f"params[{k!r}]": v for k, v in params.items()})


def _check_keys(name: str, mapping: Any, expected: Any) -> None:
    if not isinstance(mapping, dict):
        raise TypeError(
            f"{name} must be a dictionary; got {type(mapping).__name__}"
        )
    if set(mapping) != set(expected):
        raise ValueError(
            f"{name} must have the keys {', '.join(expected) or 'none'}; "
            f"got {', '.join(map(str, mapping)) or 'none'}"
        )


def _check_dtypes(**arrays: Array) -> None:
    """Refuse dtypes of which one would take over the other."""
    if len({_dtype(x) for x in arrays.values()}) > 1:
        came = ", ".join(f"{name} {_dtype(x)}" for name, x in arrays.items())
        raise TypeError(f"dtypes differ: {came}")


def _check_promotion(key: str, theta: Array, name: str, value: Any) -> None:
    """Refuse a NumPy scalar that would change the dtype of a parameter."""
    for x in value if name == "betas" else (value,):
        if isinstance(x, np.generic) and _dtype(x) != _dtype(theta):
            raise TypeError(
                f"{name} must be a plain number beside params[{key!r}] "
                f"{_dtype(theta)}; got {_dtype(x)}: use float(...)"
            )


def _dtype(x: Array) -> str:
    """Return the name of the dtype, without its library."""
    return str(getattr(x, "dtype", "float64")).rpartition(".")[-1]


def _check_fraction(name: str, value: Any) -> None:
    _checks.not_negative(**{name: value})
    if value >= 1:
        raise ValueError(f"{name} must be below 1; got {value}")


def _check_betas(betas: Any) -> None:
    if not isinstance(betas, tuple | list) or len(betas) != 2:
        raise TypeError(f"betas must be a pair of numbers; got {betas!r}")
    for i, beta in enumerate(betas):
        _check_fraction(f"betas[{i}]", beta)
