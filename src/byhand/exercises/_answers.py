"""Read a reader's file of answers, and say what is wrong with it."""

import difflib
import runpy
import traceback
from typing import Any

__all__ = ["broken", "load", "missing"]


def load(path: str) -> dict[str, Any]:
    """Run a file; return the functions that it defines, by name."""
    found = runpy.run_path(path)
    return {
        name: thing
        for name, thing in found.items()
        if callable(thing) and not name.startswith("_")
    }


def broken(path: str, error: BaseException) -> dict[str, Any]:
    """Tell why a file cannot be run, and in which line."""
    if isinstance(error, SyntaxError):
        line = error.lineno
    else:
        line = next(
            (
                frame.lineno
                for frame in reversed(
                    traceback.extract_tb(error.__traceback__)
                )
                if frame.filename == path
            ),
            None,
        )
    return {
        "kind": "broken",
        "error": f"{type(error).__name__}: {getattr(error, 'msg', error)}",
        "line": line,
    }


def missing(name: str, found: dict[str, Any]) -> dict[str, Any]:
    """Tell that a file has no such function, and which may be meant."""
    return {
        "kind": "missing",
        "exercise": name,
        "close": difflib.get_close_matches(name, found, 1),
    }
