"""How long ``import byhand`` takes."""

import subprocess
import sys
from statistics import median

__all__ = ["print_import"]

CODE = """
import sys
from time import perf_counter
start = perf_counter()
import numpy
middle = perf_counter()
import byhand
print(middle - start, perf_counter() - middle, "torch" in sys.modules)
"""
LIMIT = 0.150
ROUNDS = 7


def print_import() -> None:
    """Print the milliseconds in fresh interpreters, NumPy's apart."""
    found = []
    for _ in range(ROUNDS + 1):  # the first one warms the disk
        words = subprocess.run(
            [sys.executable, "-c", CODE],
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split()
        if words.pop() != "False":
            raise AssertionError("import byhand loads torch")
        found.append([float(word) for word in words])
    numpy, byhand = map(median, zip(*found[1:], strict=True))
    reached = "yes" if numpy + byhand < LIMIT else "no"
    print(f"\nimport byhand: {1e3 * (numpy + byhand):.0f} ms", end=", ")
    print(f"{1e3 * byhand:.0f} beyond import numpy, without torch", end="; ")
    print(f"target < {1e3 * LIMIT:.0f}: {reached}")
