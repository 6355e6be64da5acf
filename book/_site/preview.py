"""Show the book while it is written: save a file, and the browser reloads."""

import glob
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock
from livereload import Server

from _checks import find_faults
from _site import execution, frontend, render, wheel

SITE = Path(__file__).resolve().parent
BOOK = SITE.parent
PREVIEW = BOOK / "_build/preview"
WATCHED = (
    "conf.py",
    "glossary.tsv",
    "references.bib",
    "_site/root",
    "_static",
    "_templates",
)
PORT = 5500


def serve(languages: Iterable[str]) -> None:
    """Build, serve and build again upon every change, until Ctrl-C."""
    frontend.install()
    wheel.publish(PREVIEW / "html")

    def refresh() -> None:
        with FileLock(BOOK / "_build/lock"):
            for code in languages:
                draft(code)
            render.root(PREVIEW / "html")
        print(*find_faults(BOOK), sep="\n", flush=True)

    refresh()
    server = Server()
    for path in [BOOK / name for name in (*WATCHED, *languages)]:
        server.watch(files(path), refresh)
    server.watch(files(execution.package()), refresh)
    server.serve(port=PORT, root=str(PREVIEW / "html"))


def draft(code: str) -> None:
    """Build what changed; a cell that fails shows its error on the page."""
    render.language(
        code,
        PREVIEW / "html",
        PREVIEW / "doctrees",
        execution.cache(),
        *("-D", "nb_execution_raise_on_error=0"),
    )


def files(path: Path) -> str:
    """Return the pattern of all files in a folder, or of one file."""
    plain = glob.escape(str(path))
    return f"{plain}/**/*" if path.is_dir() else plain
