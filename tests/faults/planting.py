"""Put a fault where the table says, and nowhere else.

A row of the table holds a module, a function or method, a kind, and what
stands there, and there once, with what is put in its place. The kind is what
goes wrong: a sign, a factor, a missing mean, a wrong axis, a link of the chain
that is dropped, a tie taken wrongly, a limit or a guard that is gone, a rule
that updates wrongly.
"""

import ast
import csv
from pathlib import Path
from typing import NamedTuple

__all__ = ["FAULTS", "SOURCE", "Fault", "path", "planted"]

SOURCE = Path(__file__).resolve().parents[2] / "src"
TABLE = Path(__file__).with_name("table.tsv")


class Fault(NamedTuple):
    """A row of the table."""

    module: str
    function: str
    kind: str
    old: str
    new: str

    def __str__(self):
        return f"{self.module}:{self.function}: {self.kind}"


def read_table() -> list[Fault]:
    """Return the rows, in which quotes are nothing special."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(
            file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True
        )
        return [Fault(**row) for row in reader]


FAULTS = read_table()


def path(fault: Fault) -> Path:
    """Return the path of the fault's module below the source folder."""
    return Path("byhand", f"{fault.module}.py")


def planted(fault: Fault) -> str:
    """Return the module's text with the fault in it."""
    text = (SOURCE / path(fault)).read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    first, last = span(ast.parse(text), fault.function.split("."))
    body = "".join(lines[first:last])
    if body.count(fault.old) != 1:
        raise ValueError(
            f"{fault}: {fault.old!r} must stand there once; "
            f"it stands there {body.count(fault.old)} times"
        )
    body = body.replace(fault.old, fault.new)
    return "".join([*lines[:first], body, *lines[last:]])


def span(tree: ast.AST, names: list[str]) -> tuple[int, int]:
    """Return the lines of a function or method, its docstring left out."""
    for name in names:
        tree = next(n for n in tree.body if getattr(n, "name", "") == name)
    code = tree.body[ast.get_docstring(tree) is not None :]
    return code[0].lineno - 1, tree.end_lineno
