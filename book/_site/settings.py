"""What is known of the place where the site will live.

``[tool.byhand]`` of ``pyproject.toml`` says it; the environment variables
``BYHAND_SITE`` and ``BYHAND_REPOSITORY`` go before its settings.
"""

import os
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
FORMS = {
    "site": (r"(https?://[^\s/?#]+(/[^\s?#]*)?)?", "http(s)://… or empty"),
    "repository": (r"([\w-]+/[\w.-]+)?", "owner/name or empty"),
    "branch": (r"[\w./-]+", "the name of a branch"),
}


class Settings(NamedTuple):
    """The table of settings, each with what holds if it is not given."""

    site: str = ""
    repository: str = ""
    branch: str = "gh-pages"
    notebook_outputs: bool = False


def read(path: Path = PYPROJECT) -> Settings:
    """Read the settings.

    Raises
    ------
    SystemExit
        If one is not known or has a wrong form: what must hold, what came.
    """
    project = tomllib.loads(path.read_text(encoding="utf-8"))
    given = {
        name.replace("-", "_"): value
        for name, value in project.get("tool", {}).get("byhand", {}).items()
    }
    for name in ("site", "repository"):
        if value := os.environ.get(f"BYHAND_{name.upper()}"):
            given[name] = value
    for name, value in given.items():
        if wanted := fault(name, value):
            option = name.replace("_", "-")
            raise SystemExit(f"{option} must be {wanted}; got {value!r}")
    found = Settings(**given)
    return found._replace(site=found.site.rstrip("/"))


def fault(name: str, value: Any) -> str:
    """Say what a setting must be if it is not that."""
    if name not in Settings._fields:
        return f"left out: [tool.byhand] knows {', '.join(Settings._fields)}"
    if name == "notebook_outputs":
        return "" if isinstance(value, bool) else "true or false"
    form, words = FORMS[name]
    good = isinstance(value, str) and re.fullmatch(form, value, re.ASCII)
    return "" if good else words
