"""Read the book as its readers do: from its site, on a machine without it.

    python -m tests.notebooks SITE REQUIREMENT ...

serves the built site, makes a clean virtual environment, installs the
requirements there and then the package, first by the first cell of a notebook
and then from the index of the site, and runs every notebook from top to
bottom. Nothing of the repository is read but this file and its Web server.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.served import served

LANGUAGES = ("en", "ko")
AT_ONCE = 2
LIMIT = 300
KEPT = ("numpy", "torch")
RUN = """\
import sys
import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
notebook.cells = notebook.cells[: int(sys.argv[2]) or None]
NotebookClient(notebook, timeout=int(sys.argv[3])).execute()
"""


class Reader:
    """A machine with Python, Jupyter and some libraries, and no book."""

    def __init__(self, folder, requirements):
        self.folder = folder
        venv.create(folder / "python", with_pip=True)
        scripts = "Scripts" if os.name == "nt" else "bin"
        self.python = folder / "python" / scripts / "python"
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"PIP_CONSTRAINT", "PYTHONPATH", "VIRTUAL_ENV"}
        } | {"IPYTHONDIR": str(folder / "ipython"), "OMP_NUM_THREADS": "1"}
        self.pip("install", *requirements, "ipykernel", "nbclient")

    def call(self, *command):
        """Run Python; give what it printed, and end all if it failed."""
        done = subprocess.run(
            [self.python, *command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{command} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def pip(self, *command):
        """Run pip."""
        common = ("-m", "pip", "--disable-pip-version-check")
        return self.call(*common, command[0], "--quiet", *command[1:])

    def versions(self):
        """Give the version of every library."""
        listed = self.call("-m", "pip", "list", "--format=json")
        return {x["name"].lower(): x["version"] for x in json.loads(listed)}

    def run(self, notebook, cells=0):
        """Run a notebook, or its first cells; give the seconds it took."""
        start = time.monotonic()
        self.call("-c", RUN, notebook, str(cells), str(LIMIT))
        return time.monotonic() - start


def download(site, folder):
    """Take the wheel and the notebooks, each page in one language.

    Its code must be the same in all, but for the words of the exercises.
    """
    for wheel in site.glob("wheels/*.whl"):
        shutil.copy(wheel, folder)
    code = {
        language: {
            path.relative_to(site / language).as_posix(): [
                cell["source"]
                for cell in json.loads(path.read_text("utf-8"))["cells"]
                if cell["cell_type"] == "code"
                and "exercise" not in cell["metadata"].get("tags", [])
            ]
            for path in sorted(site.glob(f"{language}/notebooks/**/*.ipynb"))
        }
        for language in LANGUAGES
    }
    first, *others = code.values()
    if not first or any(other != first for other in others):
        raise SystemExit(f"the notebooks of {LANGUAGES} must have one code")
    taken = []
    for number, name in enumerate(first):
        language = LANGUAGES[number % len(LANGUAGES)]
        place = folder / name.removeprefix("notebooks/").replace("/", "-")
        taken.append(Path(shutil.copy(site / language / name, place)))
    return taken


def main():
    """Install, run and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("requirement", nargs="*")
    options = parser.parse_args()
    with (
        served(options.site) as address,
        tempfile.TemporaryDirectory(prefix="reader-") as name,
    ):
        index = f"{address}/simple/"
        report(Path(name), options.site, index, options.requirement)


def report(folder, site, index, requirements):
    """Do all of it in a folder."""
    start = time.monotonic()
    reader = Reader(folder, requirements)
    notebooks = download(site, folder)
    before = reader.versions()
    reader.run(notebooks[0], cells=1)
    reader.call("-c", "import byhand, torch")
    reader.pip("uninstall", "--yes", "byhand")
    extras = "byhand[torch,plot,data]"
    reader.pip("install", "--extra-index-url", index, extras)
    after = reader.versions()
    for library in KEPT:
        old, new = before.get(library), after[library]
        if old not in {None, new}:
            raise SystemExit(f"{library} must stay {old}; it became {new}")
    print(f"installed in {time.monotonic() - start:.0f} s:", flush=True)
    for library in ("python", *KEPT, "matplotlib", "scikit-learn", "byhand"):
        known = after | {"python": sys.version.split()[0]}
        print(f"  {library:14}{known[library]}")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for path, seconds in zip(
            notebooks, pool.map(reader.run, notebooks), strict=True
        ):
            print(f"{seconds:6.1f} s  {path.name}", flush=True)
    print(f"{len(notebooks)} notebooks, {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
