"""Say in plain words what became of an exercise."""

import textwrap
from collections.abc import Iterator
from typing import Any

from byhand.exercises._run import Outcome
from byhand.exercises._words import say

__all__ = ["lines"]


def lines(outcome: Outcome, lang: str) -> Iterator[str]:
    """Tell of each example, and lastly the hints."""
    yield _headline(outcome, lang)
    unanswered = outcome.status == "unanswered"
    for example in outcome.examples if not unanswered else ():
        verdict = say(
            lang, f"example-{'passed' if example['passed'] else 'failed'}"
        )
        source = textwrap.indent(example["source"], " " * 6).lstrip()
        yield f"  {verdict}  {source}"
        if not example["passed"]:
            yield from _both(example, lang)
    if outcome.printed and outcome.status != "passed":
        yield "  " + say(lang, "printed")
        yield textwrap.indent(_shortened(outcome.printed), " " * 6)
    for key, values in outcome.hints:
        yield f"  {say(lang, 'hint')}{hint(key, values, lang)}"


def _headline(outcome: Outcome, lang: str) -> str:
    failed = sum(not example["passed"] for example in outcome.examples)
    counts = {"total": len(outcome.examples), "failed": failed}
    about = {"name": outcome.name, "error": outcome.error}
    return say(lang, outcome.status, **about, **counts)


def _both(example: dict[str, Any], lang: str) -> Iterator[str]:
    for key in ("expected", "got"):
        text = example[key] or say(lang, "nothing")
        text = textwrap.indent(text, " " * 18).lstrip()
        yield f"        {say(lang, key)}{text}"


def _shortened(text: str, width: int = 70, height: int = 10) -> str:
    lines = [line[:width] for line in text.rstrip().splitlines()]
    return "\n".join(lines[:height] + ["…"] * (len(lines) > height))


def hint(key: str, values: dict[str, Any], lang: str) -> str:
    """Return the sentence of a hint."""
    if key == "loop":
        line = values["line"]
        place = say(lang, "loop-line", line=line) if line else ""
        return say(lang, key, seconds=values["seconds"], place=place)
    if key == "missing":
        close = values["close"]
        return say(
            lang, "renamed" if close else "start-adds", close="".join(close)
        )
    return say(lang, key, **values)
