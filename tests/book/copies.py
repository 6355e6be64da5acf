"""Copies of the book: to build, and to break."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "book"
OF_THE_WHEEL = ("LICENSE", "README.md", "pyproject.toml")


def copy_book(folder, *left_out):
    """Copy the book as a reader has it, with the package that it prints."""
    ignored = shutil.ignore_patterns("_build", "__pycache__", *left_out)
    shutil.copytree(BOOK, folder / "book", ignore=ignored)
    shutil.copytree(ROOT / "src", folder / "src", ignore=ignored)
    for name in OF_THE_WHEEL:
        shutil.copy(ROOT / name, folder)
    return folder / "book"


def build(book, *options, **environment):
    """Build a copy of the book; give the exit code and all that it printed."""
    done = subprocess.run(
        [sys.executable, "build.py", *options],
        cwd=book,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout
