"""Time several functions on the same data, in turns."""

import sys
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter, process_time
from timeit import timeit
from typing import Any

import numpy as np
import torch

__all__ = ["Call", "agree", "calls_of_jax", "calls_of_torch", "in_turns"]

Call = Callable[[], Any]
# Other programs do not count; Windows counts in steps that are too coarse.
CLOCK = perf_counter if sys.platform == "win32" else process_time
BLOCK = 0.02  # seconds: short calls are timed so many at a time
PATIENCE = 2.0  # seconds: a function that took so long is not asked again


def calls_of_torch(
    f: Callable[..., Any], args: Sequence[Any], wrt: int
) -> tuple[Call, Call]:
    """Return a call for the value, and one for it and its gradients."""
    leaves = [x.clone().requires_grad_() for x in args[:wrt]]

    @torch.no_grad()
    def forward() -> Any:
        return f(*args)

    def both() -> Any:
        value = f(*leaves, *args[wrt:])
        return value.detach(), torch.autograd.grad(value, leaves)

    return forward, both


def calls_of_jax(
    f: Callable[..., Any], args: Sequence[Any], wrt: int
) -> tuple[Call, Call]:
    """Return the same for a function of JAX, compiled."""
    import jax

    arrays = [jax.numpy.asarray(x.numpy()) for x in args]
    value = jax.jit(f)
    both = jax.jit(jax.value_and_grad(f, argnums=tuple(range(wrt))))
    return (
        lambda: jax.block_until_ready(value(*arrays)),
        lambda: jax.block_until_ready(both(*arrays)),
    )


def agree(ours: Any, theirs: Any, tolerance: float = 1e-4) -> bool:
    """Tell whether values and gradients are alike, relative to their size."""
    if isinstance(ours, tuple | list):
        pairs = zip(ours, theirs, strict=True)
        return all(agree(*pair, tolerance) for pair in pairs)
    x, y = np.asarray(ours, float), np.asarray(theirs, float)
    return bool(np.linalg.norm(x - y) <= tolerance * np.linalg.norm(x))


def seconds(call: Call, number: int) -> float:
    """Return the processor's time for one of so many calls."""
    return timeit(call, timer=CLOCK, number=number) / number


def in_turns(calls: dict[str, Call], rounds: int) -> dict[str, float]:
    """Return the median seconds of each call, after one that warms up.

    In each round every call has its turn, so that all meet the same moods of
    the machine, and ratios are of one run. It is the processor's time: what
    else the machine does counts little, and a second thread counts double.
    """
    for call in calls.values():
        call()
    once = {name: seconds(call, 1) for name, call in calls.items()}
    number = {
        name: max(1, int(BLOCK / (t or BLOCK))) for name, t in once.items()
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            n = number[name]
            if sum(times[name]) * n <= PATIENCE:
                times[name].append(seconds(call, n))
    return {name: median(found) for name, found in times.items()}
