"""Plant each fault in a copy of the package and run the tests against it.

``nox -s faults`` does all; ``nox -s faults -- triplets`` those whose name
holds a word. A fault that no test finds is printed as MISSED, and the exit
status is 1; so it is if a test fails without a fault.
"""

import multiprocessing
import os
import sys

from tests.faults.planting import FAULTS
from tests.faults.trial import failing, found_by


def main() -> None:
    """Try every fault, or those that are asked for, on all processors."""
    asked = [f for f in FAULTS if all(w in str(f) for w in sys.argv[1:])]
    missed = 0
    with processes() as pool:
        modules = sorted({fault.module for fault in asked})
        clean = pool.apply_async(failing, [None, *modules])
        for fault, test in zip(asked, pool.imap(found_by, asked), strict=True):
            print(
                f"{fault}: {fault.old!r}\n    {test or 'MISSED'}", flush=True
            )
            missed += not test
        print(f"{len(asked)} faults planted, {missed} missed.")
        if clean.get():
            sys.exit(f"Without a fault, too, {clean.get()} fails.")
    sys.exit(missed > 0 or not asked)


def processes():
    """Return processes that each do one thing, with torch there already."""
    methods = multiprocessing.get_all_start_methods()
    method = "forkserver" if "forkserver" in methods else "spawn"
    context = multiprocessing.get_context(method)
    context.set_forkserver_preload(["array_api_strict", "mpmath", "torch"])
    return context.Pool(os.cpu_count(), maxtasksperchild=1)


if __name__ == "__main__":
    main()
