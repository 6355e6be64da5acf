"""Answers in a folder: one file for the exercises of each page."""

import ast
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from byhand.exercises import STUBS, _run, _stubs
from byhand.exercises._run import Outcome
from byhand.exercises._words import say

__all__ = ["check", "pages", "path", "place", "start"]


def pages() -> dict[str, list[str]]:
    """Return the exercises of each page, in the order of the book."""
    found: dict[str, list[str]] = {}
    for name in STUBS:
        found.setdefault(_stubs.page(name), []).append(name)
    return found


def path(folder: Path, page: str) -> Path:
    """Return the file of a page: losses_regression.py of losses/regression."""
    return folder / f"{page.replace('/', '_').replace('-', '_')}.py"


def start(folder: Path, lang: str) -> Iterator[str]:
    """Write a file for each page; where there is one, add what it lacks."""
    folder.mkdir(parents=True, exist_ok=True)
    for page, names in pages().items():
        target = path(folder, page)
        if not target.exists():
            head = say(lang, "file-head", page=page, folder=folder.name)
            text = _stubs.file(names, head, lang)
            target.write_text(text, encoding="utf-8")
            yield say(lang, "written", file=target.name, count=len(names))
            continue
        try:
            there = place(target)
        except (SyntaxError, ValueError) as error:
            yield say(lang, "left-broken", file=target.name, error=error)
            continue
        if lacking := [name for name in names if name not in there]:
            _append(target, _stubs.file(lacking, "", lang))
            added = ", ".join(lacking)
            yield say(lang, "added", file=target.name, names=added)
        else:
            yield say(lang, "left", file=target.name)


def _append(target: Path, text: str) -> None:
    """Add to the end of a file, with the line ends that it has."""
    ends = b"\r\n" if b"\r\n" in target.read_bytes() else b"\n"
    with target.open("ab") as file:
        file.write(f"\n\n\n{text}".encode().replace(b"\n", ends))


def place(target: Path) -> dict[str, int]:
    """Return the line in which each function of a file begins."""
    return {
        node.name: node.lineno
        for node in ast.parse(target.read_bytes()).body
        if isinstance(node, ast.FunctionDef)
    }


def check(folder: Path, wanted: Sequence[str]) -> Iterator[Outcome]:
    """Check the answers to these exercises, several pages at a time."""
    asked = [
        (path(folder, page), [name for name in names if name in wanted])
        for page, names in pages().items()
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for outcomes in pool.map(_check_file, *zip(*asked, strict=True)):
            yield from outcomes


def _check_file(target: Path, names: Sequence[str]) -> list[Outcome]:
    if not names or target.exists():
        return _run.of_file(str(target.resolve()), names)
    return [
        Outcome(name, "missing", hints=[("missing", {"close": []})])
        for name in names
    ]
