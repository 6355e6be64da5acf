"""What stands in an array: looked at in the CPU's memory alone."""

from byhand._array import Array, extremes, namespace, on_cpu, size
from byhand._checks.kinds import integral

__all__ = [
    "above",
    "class_labels",
    "distributions",
    "within",
    "zeros_and_ones",
]


def within(low: float, high: float, **arrays: Array) -> None:
    """Refuse entries outside an interval, NaN apart; see the module."""
    for name, x in arrays.items():
        if type(x) is not float and not (on_cpu(x) and size(x)):
            continue
        least, most = extremes(x)
        if least < low or most > high:
            raise ValueError(
                f"{name} must be from {low:g} to {high:g}; "
                f"got {float(least):g} to {float(most):g}"
            )


def above(low: float, **arrays: Array) -> None:
    """Refuse entries that are not above a bound, NaN apart; see the module."""
    for name, x in arrays.items():
        if on_cpu(x) and size(x) and (least := namespace(x).min(x)) <= low:
            raise ValueError(
                f"{name} must be above {low:g}; got {float(least):g}"
            )


def zeros_and_ones(**arrays: Array) -> None:
    """Refuse entries other than 0 and 1, NaN apart; see the module."""
    within(0, 1, **arrays)
    for name, x in arrays.items():
        if type(x) is not float and not (on_cpu(x) and size(x)):
            continue
        between = x * (1 - x)
        if (between if type(x) is float else namespace(x).max(between)) > 0:
            raise ValueError(f"{name} must be 0 or 1; got a number between")


def distributions(**arrays: Array) -> None:
    """Refuse rows that are not shares of 1, NaN apart; see the module."""
    within(0, 1, **arrays)
    for name, x in arrays.items():
        if on_cpu(x) and size(x):
            xp = namespace(x)
            total = xp.sum(x, axis=-1)
            if xp.max(abs(total - 1)) > 0.01:
                raise ValueError(
                    f"rows of {name} must add up to 1; "
                    f"got {float(xp.min(total)):g} to {float(xp.max(total)):g}"
                )


def class_labels(count: int, **arrays: Array) -> None:
    """Refuse all but integers from 0 to count - 1; see the module."""
    integral(**arrays)
    within(0, count - 1, **arrays)
