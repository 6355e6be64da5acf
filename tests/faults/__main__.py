"""Plant each fault in a copy of the package and run the tests against it.

``nox -s faults`` does all; ``nox -s faults -- triplets`` those whose name
holds a word. A fault that no test finds is printed as MISSED, and the exit
status is 1.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults import planting
from tests.faults.planting import FAULTS, Fault

OWN_TESTS = {
    "activations/": "tests/test_activations.py",
    "numerics/": "tests/test_numerics.py",
    "losses/": "tests/losses",
    "multitask/": "tests/test_multitask.py",
    "network": "tests/test_network.py",
    "gradcheck": "tests/test_gradcheck.py",
    "autograd": "tests/test_autograd.py",
    "optim/": "tests/test_optim.py",
    "worked_example": "tests/test_worked_example.py",
}
PYTEST = [
    *(sys.executable, "-m", "pytest", "-x", "-q", "--no-header"),
    *("-p", "no:cacheprovider", "-o", "addopts="),
]


def main() -> None:
    """Try every fault, or those that are asked for, on all processors."""
    asked = [f for f in FAULTS if all(w in str(f) for w in sys.argv[1:])]
    missed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for fault, test in zip(asked, pool.map(found_by, asked), strict=True):
            print(
                f"{fault}: {fault.old!r}\n    {test or 'MISSED'}", flush=True
            )
            missed += test is None
    print(f"{len(asked)} faults planted, {missed} missed.")
    sys.exit(missed > 0 or not asked)


def found_by(fault: Fault) -> str | None:
    """Return the first test that fails with the fault, if any does."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(planting.SOURCE, source)
        (source / planting.path(fault)).write_text(
            planting.planted(fault), encoding="utf-8"
        )
        done = subprocess.run(
            [*PYTEST, *tests(fault)],
            cwd=planting.SOURCE.parent,
            env={**os.environ, "PYTHONPATH": str(source)},
            capture_output=True,
            text=True,
            check=False,
        )
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    if done.returncode not in (0, 1) and not failed:
        raise SystemExit(f"{fault}: the tests did not run\n{done.stdout}")
    return failed[1].partition("::")[2] if failed else None


def tests(fault: Fault) -> list[str]:
    """Return the tests to run: the table of cases, and the module's own."""
    own = next(v for k, v in OWN_TESTS.items() if fault.module.startswith(k))
    return ["tests/test_cases.py", own]


if __name__ == "__main__":
    main()
