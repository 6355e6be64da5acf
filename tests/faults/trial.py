"""Run the tests against a copy of the package with a fault in it."""

import ast
import contextlib
import io
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.faults import planting
from tests.faults.planting import Fault

__all__ = ["failing", "found_by"]

# Where the tests of a module are, and the rows of the table of cases that
# concern it, if these are not its own functions.
OWN_TESTS = {
    "_array": ("test_numerics", "gelu or huber or cross_entropy"),
    "activations/": ("test_activations", ""),
    "autograd": ("test_autograd", ""),
    "gradcheck": ("test_gradcheck", ""),
    "losses/_classes": ("losses/test_categorical", "cross_entropy or focal"),
    "losses/_reduction": ("losses/test_regression", "mse or huber"),
    "losses/_regions": ("losses/test_segmentation", "dice or iou"),
    "losses/_targets": ("losses/test_binary", "binary"),
    "losses/adversarial": ("losses/test_adversarial", ""),
    "losses/asymmetric": ("losses/test_regression", ""),
    "losses/binary": ("losses/test_binary", ""),
    "losses/boxes": ("losses/test_boxes", ""),
    "losses/categorical": ("losses/test_categorical", ""),
    "losses/divergence": ("losses/test_divergence", ""),
    "losses/pairs": ("losses/test_metric", ""),
    "losses/perceptual": ("losses/test_perceptual", ""),
    "losses/regression": ("losses/test_regression", ""),
    "losses/robust": ("losses/test_regression", ""),
    "losses/segmentation": ("losses/test_segmentation", ""),
    "losses/similarity": ("losses/test_metric", ""),
    "losses/triplets": ("losses/test_metric", ""),
    "losses/variational": ("losses/test_variational", ""),
    "multitask/": ("test_multitask", ""),
    "network": ("test_network", ""),
    "numerics/": ("test_numerics", ""),
    "optim/": ("test_optim", ""),
    "worked_example": ("test_worked_example", ""),
}
PYTEST = ["-x", "-q", "-p", "no:cacheprovider", "-o", "addopts="]


class First:
    """Remember the first test that fails."""

    test = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.test:
            self.test = report.nodeid


def found_by(fault: Fault) -> str:
    """Return the first test that fails with the fault, if any does."""
    return failing(fault, fault.module)


def failing(fault: Fault | None, *modules: str) -> str:
    """Return the first of the modules' tests that fails, if any does.

    Their own tests come first, then their rows of the table of cases. The
    process then has that package loaded, and is good for nothing else.
    """
    first = First()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "src"
        shutil.copytree(planting.SOURCE, source)
        if fault:
            (source / planting.path(fault)).write_text(
                planting.planted(fault), encoding="utf-8"
            )
        sys.path.insert(0, str(source))
        for chosen in tests(*modules):
            with contextlib.redirect_stdout(io.StringIO()) as out:
                code = pytest.main([*PYTEST, *chosen], plugins=[first])
            if code and not first.test:
                raise RuntimeError(f"{fault}: no test ran\n{out.getvalue()}")
            if first.test:
                break
    return first.test


def tests(*modules: str) -> list[list[str]]:
    """Return what to ask pytest for: own tests, and rows of the table."""
    files, words = set(), set()
    for module in modules:
        file, rows = next(
            OWN_TESTS[key] for key in OWN_TESTS if module.startswith(key)
        )
        files.add(f"tests/{file}.py")
        words |= set(rows.split(" or ")) if rows else functions(module)
    # Rows of other functions would only take time.
    table = ["tests/test_cases.py", "-k", " or ".join(sorted(words))]
    return [sorted(files), table] if words else [sorted(files)]


def functions(module: str) -> set[str]:
    """Return the names of a module's public functions, less ``_grad``."""
    text = (planting.SOURCE / "byhand" / f"{module}.py").read_text("utf-8")
    return {
        node.name.removesuffix("_grad")
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_"
    }
