"""How cells are run, and when a run made before may be used again."""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import (
    PackageNotFoundError,
    distribution,
    metadata,
    requires,
)
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement

SITE = Path(__file__).resolve().parent
BOOK = SITE.parent
BUILD = BOOK / "_build"
CONFIG = SITE / "ipython_kernel_config.py"
CACHES = BUILD / "cache"

TIMEOUT = 120  # seconds for a cell
LIBRARIES = ("byhand[data,plot,torch]", "ipykernel")
KERNEL = {
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
}


def package() -> Path:
    """Return the folder of the installed companion package."""
    spec = find_spec("byhand")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("The package byhand is not installed: pip install .")
    return Path(spec.submodule_search_locations[0])


def environment() -> dict[str, str]:
    """Return the environment of the kernels, and put their settings there."""
    profile = BUILD / "ipython/profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    shutil.copy(CONFIG, profile)
    return {
        **os.environ,
        **KERNEL,
        "IPYTHONDIR": str(BUILD / "ipython"),
        "MPLCONFIGDIR": str(BUILD / "matplotlib"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }


def cache() -> Path:
    """Return the folder of the runs that are still true.

    A run is kept by the text of its cells alone. All else that can change an
    output is in the folder's name: the companion package and what it requires,
    the settings of the kernel, and the versions of Python and of all that the
    cells can import.
    """
    own = (requires("byhand"), metadata("byhand")["Requires-Python"])
    digest = hashlib.sha256(repr((sys.version, KERNEL, own)).encode())
    for name, version in sorted(libraries(*LIBRARIES).items()):
        digest.update(f"{name}={version}\0".encode())
    for name, path in sorted(_sources().items()):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return CACHES / digest.hexdigest()[:16]


def run(kept: Path) -> bool:
    """Run the pages of one language, whose cells are those of every other.

    Tell if all went well.
    """
    pages = [
        page
        for page in sorted((BOOK / "en").rglob("*.md"))
        if "{code-cell}" in page.read_text(encoding="utf-8")
    ]
    command = (sys.executable, "-m", "_site.run", kept, str(TIMEOUT), *pages)
    done = subprocess.run(command, cwd=BOOK, env=environment(), check=False)
    return done.returncode == 0


def libraries(*names: str) -> dict[str, str]:
    """Return the versions of installed packages and of all they require."""
    found: dict[str, str] = {}
    wanted = [Requirement(name) for name in names]
    while wanted:
        needed = wanted.pop()
        try:
            package = distribution(needed.name)
        except PackageNotFoundError:
            continue
        if package.name in found:
            continue
        found[package.name] = package.version
        for text in package.requires or ():
            further = Requirement(text)
            if further.marker is None or any(
                further.marker.evaluate({"extra": extra})
                for extra in needed.extras or {""}
            ):
                wanted.append(further)
    return found


def _sources() -> dict[str, Path]:
    folder = package()
    found = {
        path.relative_to(folder): path
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {CONFIG.name: CONFIG} | {
        f"byhand/{name.as_posix()}": path
        for name, path in found.items()
        if "__pycache__" not in name.parts
    }


def forget_others(kept: Path) -> None:
    """Remove the runs made with another package or other versions."""
    for folder in CACHES.iterdir():
        if folder != kept:
            shutil.rmtree(folder)
