"""What the checker says, in English and in Korean."""

import locale
import os
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["LANGUAGES", "choose", "say"]

LANGUAGES = ("en", "ko")


def choose(lang: str | None = None) -> str:
    """Return the language asked for, or else that of the reader's system."""
    if lang is not None:
        if lang not in LANGUAGES:
            raise ValueError(
                f"lang must be one of {', '.join(LANGUAGES)}; got {lang!r}"
            )
        return lang
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if found := os.environ.get(name):
            break
    else:
        found = locale.getlocale()[0] or ""
    return "ko" if found.lower().startswith("ko") else "en"


def say(lang: str, key: str, **values: Any) -> str:
    """Return a sentence with its values filled in."""
    return _words()[key][lang].format(**values)


@cache
def _words() -> dict[str, dict[str, str]]:
    text = files("byhand.exercises").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)
