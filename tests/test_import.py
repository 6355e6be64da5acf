import subprocess
import sys
from importlib.metadata import version

import pytest

import byhand

PYTHON = [sys.executable, "-W", "error", "-c"]


def run(code):
    """Return what a fresh interpreter prints."""
    done = subprocess.run(
        [*PYTHON, code], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_importing_byhand_loads_numpy_and_array_api_compat_alone():
    modules = "set(name.split('.')[0] for name in sys.modules)"

    loaded = run(
        f"import sys; import array_api_compat.numpy; old = {modules}; "
        f"import byhand; print(*({modules} - old - sys.stdlib_module_names))"
    )

    assert loaded == ["byhand"]


@pytest.mark.parametrize(
    "name", ["IPython", "importlib.metadata", "matplotlib", "sklearn", "torch"]
)
def test_importing_byhand_does_not_load(name):
    assert run(f"import byhand, sys; print({name!r} in sys.modules)") == [
        "False"
    ]


def test_every_listed_module_comes_with_byhand():
    names = run("import byhand; print(*(vars(byhand)))")

    assert set(byhand.__all__) <= set(names)


def test_the_losses_work_without_torch():
    code = (
        "import sys; sys.modules['torch'] = None; import byhand; "
        "print(byhand.losses.mse(0.5, 1.0))"
    )

    assert run(code) == ["0.25"]


def test_the_version_is_that_of_the_installed_package():
    assert byhand.__version__ == version("byhand")
