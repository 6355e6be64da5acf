"""The table of gradients by hand, in NumPy, against torch's backward."""

from typing import Any

import torch

from bench.rows import Row
from bench.timing import Call, agree, calls_of_torch, in_turns

__all__ = ["gradients", "print_gradients_by_hand"]


def gradients(row: Row, args: tuple[Any, ...]) -> dict[str, Call]:
    """Return the calls that find the gradient of a row, in float64.

    Raises AssertionError if they find another one.
    """
    args = tuple(x.double() if x.is_floating_point() else x for x in args)
    arrays = [x.numpy() for x in args]
    leaves = [x.clone().requires_grad_() for x in args[: row.wrt]]
    value = row.torch(*leaves, *args[row.wrt :])
    calls = {
        "hand": lambda: row.by_hand(*arrays),
        "backward": lambda: torch.autograd.grad(
            value, leaves, retain_graph=True
        ),
        "both": calls_of_torch(row.torch, args, row.wrt)[1],
    }
    found = calls["hand"]()
    found = found if isinstance(found, tuple) else (found,)
    for name, theirs in (
        ("backward", calls["backward"]()),
        ("forward and backward", calls["both"]()[1]),
    ):
        if not agree(theirs, found):
            raise AssertionError(f"{row.name}: {name} finds another gradient")
    return calls


def print_gradients_by_hand(rows: list[Row], rounds: int) -> None:
    """Print microseconds at the small size."""
    print("\nmicroseconds, float64: the gradient by hand in NumPy,", end=" ")
    print("and torch's backward of the same function")
    print(f"{'loss':34}{'size':>14}{'by hand':>12}", end="")
    print(f"{'backward':>12}{'fwd+bwd':>12}", end="  ")
    print("hand/backward  target  reached  hand/(fwd+bwd)")
    for row in rows:
        times = in_turns(gradients(row, row.data(*row.small)), rounds)
        hand, backward, both = times.values()
        shape = "x".join(map(str, row.small))
        print(f"{row.name:34}{shape:>14}{1e6 * hand:11.1f}", end="")
        print(f"{1e6 * backward:11.1f}{1e6 * both:11.1f}", end="  ")
        reached = "yes" if hand < backward else "no"
        print(f"{hand / backward:13.2f}  {'< 1':6}  {reached:7}", end="  ")
        print(f"{hand / both:14.2f}", flush=True)
