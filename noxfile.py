"""The commands of the book: run one with ``nox -s NAME``.

Everything is installed by pip with the versions in ``constraints.txt``, into
a virtual environment for each session. ``nox -R -s NAME`` reuses it as it is
and needs no network.
"""

import itertools
import json
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["docs", "tests", "lint"]

ROOT = Path(__file__).parent
CONSTRAINTS = ROOT / "constraints.txt"
PYPROJECT = nox.project.load_toml("pyproject.toml")


def install(session: nox.Session, *groups: str, package: bool = True) -> None:
    """Install dependency groups, and the package itself, as constrained.

    Python then reads the package from ``src``, as an editable install would.
    That one writes the path of this folder to a file which Python 3.12 and
    older read in the encoding of the locale, so Korean in it may be fatal.
    """
    needed = nox.project.dependency_groups(PYPROJECT, *groups)
    own = ["."] if package else []
    session.install("--constraint", str(CONSTRAINTS), *needed, *own)
    session.env["PYTHONPATH"] = str(ROOT / "src")
    session.env["PYTHONUTF8"] = "1"


@nox.session
def docs(session: nox.Session) -> None:
    """Build the whole site, both languages, into book/_build/html."""
    install(session, "docs")
    session.run("python", "book/build.py", *session.posargs)


@nox.session
def epub(session: nox.Session) -> None:
    """Build the site with an ePub of each language, checked by EPUBCheck."""
    install(session, "epub")
    session.run("python", "book/build.py", "--epub", *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """Show the book while it is written: all of it, or `-- ko`, or `-- en`."""
    install(session, "docs")
    session.run("python", "book/build.py", "--serve", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test and doctest of the package, the pages and the site."""
    install(session, "tests")
    session.env["OMP_NUM_THREADS"] = "1"  # one for each process
    side_by_side = ("--numprocesses=auto", "--dist=loadgroup")
    session.run("pytest", *side_by_side, *session.posargs)


@nox.session
def exercises(session: nox.Session) -> None:
    """Try the exercises: solutions pass; stubs and typical slips fail."""
    install(session, "tests")
    session.run("pytest", "tests/exercises", *session.posargs)


@nox.session(venv_backend="none")
def notebooks(session: nox.Session) -> None:
    """Run the built notebooks where there is no repository and no constraint.

    With the newest libraries; `-- lower`: with the oldest that will do;
    `-- torch==2.13.0`: with what is named.
    """
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"].values()
    bounds = [*project["dependencies"], *itertools.chain(*extras)]
    lowest = [f"{bound.replace('>=', '==')}.*" for bound in bounds]
    versions = lowest if session.posargs == ["lower"] else session.posargs
    script = (sys.executable, "-m", "tests.notebooks")
    session.run(*script, "book/_build/html", *versions)


@nox.session
def faults(session: nox.Session) -> None:
    """Plant faults in the package, one at a time; the tests must find each."""
    install(session, "tests")
    session.run("python", "-m", "tests.faults", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Time the losses against torch and other libraries, on one thread."""
    install(session, "bench")
    for name in ("OMP", "MKL", "OPENBLAS"):
        session.env[f"{name}_NUM_THREADS"] = "1"
    # Keep freed memory, or its return to the system is most of what is timed.
    session.env["MALLOC_MMAP_THRESHOLD_"] = "1000000000"
    session.env["MALLOC_TRIM_THRESHOLD_"] = "10000000000"
    session.env["XLA_FLAGS"] = (
        "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    )
    session.run("python", "-W", "ignore", "-m", "bench", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Test the built site in headless Chromium; run the docs session first."""
    install(session, "browser", package=False)
    npm = ("npm", "--prefix", "tests/browser", "ci", "--no-audit", "--no-fund")
    session.run_install(*npm)
    # Only what lies in this folder: the other tests need far more installed.
    here = ("--override-ini=addopts=", "--confcutdir=tests/browser")
    if session.posargs:
        session.run("pytest", *here, *session.posargs)
        return
    # This one counts seconds: nothing runs beside it.
    alone = "tests/browser/test_lighthouse.py"
    side_by_side = ("--numprocesses=auto", "--dist=worksteal")
    session.run("pytest", *here, alone)
    others = (f"--ignore={alone}", "tests/browser")
    session.run("pytest", *here, *side_by_side, *others)


@nox.session
def lint(session: nox.Session) -> None:
    """Check format, style, types and the spelling of the English."""
    install(session, "lint")
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")
    session.run("codespell")


@nox.session
def lock(session: nox.Session) -> None:
    """Write constraints.txt anew: the newest versions that fit together."""
    # The bench compares with what other libraries are like on that day.
    groups = PYPROJECT["dependency-groups"].keys() - {"bench"}
    needed = nox.project.dependency_groups(PYPROJECT, *groups)
    report = Path(session.create_tmp()) / "report.json"
    session.run(
        *("python", "-m", "pip", "install", "--dry-run", "--quiet"),
        *("--ignore-installed", "--report", str(report), *needed, "."),
    )
    found = json.loads(report.read_text(encoding="utf-8"))["install"]
    versions = {
        item["metadata"]["name"].lower().replace("_", "-"): item["metadata"][
            "version"
        ].partition("+")[0]
        for item in found
    }
    del versions["byhand"]
    lines = [f"{name}=={versions[name]}\n" for name in sorted(versions)]
    head = "# Written by `nox -s lock`: what the book is built with.\n"
    CONSTRAINTS.write_text(head + "".join(lines), encoding="utf-8")
