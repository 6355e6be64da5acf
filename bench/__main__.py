"""Print how long each function takes, next to torch and other libraries.

``python -m bench`` times everything, ``python -m bench dice iou`` what has
such a word in its name. It is slow, and no test: only ratios of one run mean
anything.
"""

import argparse
import os
import platform

import torch

from bench.hand import print_gradients_by_hand
from bench.imports import print_import
from bench.peers import LIBRARIES, installed
from bench.rows import ROWS
from bench.table import print_losses


def main() -> None:
    """Read the options, and print the tables."""
    parser = argparse.ArgumentParser("bench", description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of names")
    parser.add_argument("--repeat", type=int, default=15, help="rounds")
    options = parser.parse_args()
    names = options.names or [""]
    rows = [row for row in ROWS if any(name in row.name for name in names)]
    if not rows:
        parser.error(f"no function has {' or '.join(names)} in its name")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    found = installed()
    print(f"{platform.processor() or platform.machine()},", end=" ")
    print(f"{os.cpu_count()} cores, one thread, float32, torch", end=" ")
    print(f"{torch.__version__}; median of {options.repeat} rounds")
    absent = [name for name in LIBRARIES if name not in found]
    print("not installed:", ", ".join(absent) or "none")
    print_losses(rows, found, options.repeat)
    print_gradients_by_hand(rows, options.repeat)
    if not options.names:
        print_import()


if __name__ == "__main__":
    main()
