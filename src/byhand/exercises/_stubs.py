"""The text of the exercises, in English as in the code, or in Korean."""

import ast
import inspect
import textwrap
import tomllib
from functools import cache
from importlib.resources import files
from types import ModuleType

from byhand.exercises import STUBS

__all__ = ["file", "imports", "page", "source", "task"]


def page(name: str) -> str:
    """Return the page of an exercise, such as losses/regression."""
    module = STUBS[name].__module__.rpartition(".")[2]
    return module.replace("_", "/", 1).replace("_", "-")


def task(name: str, lang: str) -> str:
    """Return what an exercise asks for, in words, without its examples."""
    if lang == "ko":
        return _korean()[name].strip()
    text = inspect.getdoc(STUBS[name]) or ""
    return text.partition(">>> ")[0].strip()


def source(name: str, lang: str) -> str:
    """Return the stub of an exercise, its task in one of the languages."""
    english = inspect.getsource(STUBS[name])
    examples = english[english.index("    >>> ") :]
    signature = english[: english.index('    """')]
    words = textwrap.indent(f'"""{task(name, lang)}', "    ")
    return f"{signature}{words}\n\n{examples}"


def imports(module: ModuleType) -> str:
    """Return the lines of a module that stand above its functions."""
    text = inspect.getsource(module)
    lines = text.splitlines(keepends=True)
    above = [
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.Import | ast.ImportFrom | ast.If)
    ]
    return "".join(
        "".join(lines[node.lineno - 1 : node.end_lineno]) for node in above
    )


def file(stubs: list[str], head: str, lang: str) -> str:
    """Return a file for the answers to these exercises of one page."""
    module = inspect.getmodule(STUBS[stubs[0]])
    assert module is not None
    parts = [f"{head}{imports(module)}", *(source(s, lang) for s in stubs)]
    return "\n\n".join(parts)


@cache
def _korean() -> dict[str, str]:
    text = files("byhand.exercises").joinpath("ko.toml").read_text("utf-8")
    return tomllib.loads(text)
