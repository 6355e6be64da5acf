"""The table of losses: ours, torch, and the libraries that are installed."""

from typing import Any

from bench.peers import LIBRARIES, Functions
from bench.rows import Row
from bench.timing import (
    Call,
    agree,
    calls_of_jax,
    calls_of_torch,
    in_turns,
)

__all__ = ["contenders", "print_losses", "verdict"]

COLUMNS = ["ours", "torch", *LIBRARIES]
Calls = dict[str, tuple[Call, Call]]


def contenders(
    row: Row, args: tuple[Any, ...], found: dict[str, Functions]
) -> Calls:
    """Return the calls of all that compute this row, ours first.

    Raises AssertionError if one has another value, or another gradient.
    """
    calls = {
        "ours": calls_of_torch(row.ours, args, row.wrt),
        "torch": calls_of_torch(row.torch, args, row.wrt),
    }
    for library in row.peers:
        if library in found:
            convert = calls_of_jax if library == "optax" else calls_of_torch
            calls[library] = convert(found[library][row.name], args, row.wrt)
    expected = calls["ours"][1]()
    for name, (value, both) in calls.items():
        alike = agree(expected[0], value()) and agree(expected, both())
        if not alike:
            raise AssertionError(f"{row.name}: {name} computes another value")
    return calls


def verdict(row: Row, times: dict[str, float]) -> tuple[str, str, str]:
    """Return ours over the fastest library, the target, and if it is met.

    A few plain lines of torch are no library. That we are slower than one
    library settles it; that we are faster, only if all are there.
    """
    limit = 1 if row.peers else 2
    rivals = [name for name in times if name in row.peers]
    rivals += ["torch"] if row.kernel else []
    missing = set(row.peers) - set(times)
    if not rivals:
        return "", f"<= {limit}" if row.peers else "", ""
    best = min(rivals, key=times.__getitem__)
    ratio = times["ours"] / times[best]
    reached = "no" if ratio > limit else "" if missing else "yes"
    return f"{ratio:.2f} {best}", f"<= {limit}", reached


def print_losses(
    rows: list[Row], found: dict[str, Functions], rounds: int
) -> None:
    """Print milliseconds forward, and forward with backward."""
    head = [f"{column:>12}" for column in COLUMNS]
    print(
        "\nmilliseconds of one processor; ~ a few plain lines; - not installed"
    )
    print(f"{'loss':34}{'size':>14} {'pass':7}", *head, sep="", end="  ")
    print(f"{'ours/best':17} {'target':6} reached")
    for row in rows:
        for size in row.sizes:
            calls = contenders(row, row.data(*size), found)
            for i, way in enumerate(("fwd", "fwd+bwd")):
                once = {name: pair[i] for name, pair in calls.items()}
                times = in_turns(once, rounds)
                print_line(row, size, way, times)


def print_line(
    row: Row, size: tuple[int, ...], way: str, times: dict[str, float]
) -> None:
    """Print a row of the table."""
    cells = []
    for name in COLUMNS:
        cell = "-" if name in row.peers else ""
        if name in times:
            plain = name == "torch" and not row.kernel
            cell = f"{'~' * plain}{1e3 * times[name]:.3f}"
        cells.append(f"{cell:>12}")
    shape = "x".join(map(str, size))
    print(f"{row.name:34}{shape:>14} {way:7}", *cells, sep="", end="  ")
    ratio, target, reached = verdict(row, times)
    print(f"{ratio:17} {target:6} {reached}", flush=True)
