"""What Sphinx made of the last good build, for the next one to go on from.

It is kept only while nothing but the words and cells of pages has changed: a
new page, another version of a library or one other letter anywhere in the
sources of the book, and everything is made anew.
"""

import hashlib
import shutil
import sys
from importlib.metadata import distributions
from pathlib import Path

from _site import frontend, render, settings

BOOK = Path(__file__).resolve().parents[1]
KEPT = BOOK / "_build/kept"
STAMP = "made-with"
MADE = {"_build", "node_modules"}
MADE_FILES = {".mo", ".pyc"}


def take(work: Path, cache: Path, *options: str) -> None:
    """Copy what can be used again to where Sphinx will work."""
    shutil.rmtree(work, ignore_errors=True)
    stamp = surroundings(cache, *options)
    last = KEPT / STAMP
    if last.exists() and last.read_text(encoding="utf-8") == stamp:
        shutil.copytree(KEPT, work)
    work.mkdir(parents=True, exist_ok=True)
    (work / STAMP).write_text(stamp, encoding="utf-8")


def keep(work: Path) -> None:
    """Keep what a good build made, instead of what was kept before."""
    (KEPT / STAMP).unlink(missing_ok=True)  # half of it must not be taken
    shutil.rmtree(KEPT, ignore_errors=True)
    work.rename(KEPT)


def surroundings(cache: Path, *options: str) -> str:
    """Give a digest of all that pages are made with, and of their names.

    The name of the cache stands for the companion package.
    """
    digest = hashlib.sha256(
        repr((sys.version, cache.name, options, settings.read())).encode()
    )
    for package in sorted(f"{x.name} {x.version}" for x in distributions()):
        digest.update(f"{package}\0".encode())
    digest.update(frontend.LOCK.read_bytes())
    for path in sources():
        name = path.relative_to(BOOK)
        page = name.parts[0] in render.LANGUAGES and name.suffix == ".md"
        content = b"" if page else path.read_bytes()
        digest.update(f"{name.as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def sources() -> list[Path]:
    """List the files of the book."""
    parts = [path for path in BOOK.iterdir() if path.name not in MADE]
    files = [path for part in parts for path in (part, *part.rglob("*"))]
    return sorted(
        path
        for path in files
        if path.is_file() and path.suffix not in MADE_FILES
    )
