"""Hand answers to a process of their own, and collect what it tells."""

import json
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import cloudpickle

__all__ = ["Outcome", "of_file", "of_function"]

SECONDS = 10
_WORKER = "from byhand.exercises import _worker; _worker.main()"


@dataclass
class Outcome:
    """What became of one exercise.

    Its status is passed, failed, unanswered, missing (the file has no such
    function), broken (the file cannot be run) or died.
    """

    name: str
    status: str = "died"
    examples: list[dict[str, Any]] = field(default_factory=list)
    hints: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    printed: str = ""
    error: str = ""


def of_function(name: str, answer: Callable[..., Any]) -> Outcome:
    """Check a function that a reader has written in a session."""
    return _run(cloudpickle.dumps(answer), [name])[0]


def of_file(path: str, names: Sequence[str]) -> list[Outcome]:
    """Check the answers in a file, in this order."""
    return _run(path, names)


def _run(content: bytes | str, names: Sequence[str]) -> list[Outcome]:
    """Run the examples; after a death begin anew with the next exercise."""
    outcomes: list[Outcome] = []
    while rest := names[len(outcomes) :]:
        events, crash = _process(content, rest)
        broken = [e for e in events if e["kind"] == "broken"]
        if broken or not events:
            return outcomes + [
                _broken(name, broken[0] if broken else {}, crash)
                for name in rest
            ]
        done = [_outcome(name, events) for name in rest]
        for outcome in done:
            outcomes.append(outcome)
            if outcome.status == "died":
                outcome.hints = [_cause(outcome.name, crash)]
                break
    return outcomes


def _process(
    content: bytes | str, names: Sequence[str]
) -> tuple[list[dict[str, Any]], str]:
    """Return what the process told, and what it said when it died."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONUTF8": "1",
        "MPLBACKEND": "agg",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    job = (content, list(names), SECONDS)
    with subprocess.Popen(
        [sys.executable, "-c", _WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        try:
            out, _ = process.communicate(pickle.dumps(job))
        finally:
            process.kill()
    lines = out.decode("utf-8", "replace").splitlines()
    events = [json.loads(line) for line in lines if line.startswith("{")]
    crash = [line for line in lines if not line.startswith("{")]
    return events, "\n".join([*crash, _reason(process.returncode)])


def _reason(code: int) -> str:
    if code < 0:
        return signal.Signals(-code).name
    return f"exit({code})"


def _outcome(name: str, events: Sequence[dict[str, Any]]) -> Outcome:
    outcome = Outcome(name)
    for event in events:
        if event.get("exercise") != name:
            continue
        if event["kind"] == "example":
            outcome.examples.append(event)
        elif event["kind"] == "missing":
            outcome.status = "missing"
            outcome.hints = [("missing", {"close": event["close"]})]
        else:
            outcome.hints = [(key, values) for key, values in event["hints"]]
            outcome.printed = event["printed"]
            outcome.status = "passed" if event["passed"] else "failed"
            if ("stub", {}) in outcome.hints:
                outcome.status = "unanswered"
    return outcome


def _broken(name: str, event: dict[str, Any], crash: str) -> Outcome:
    hint = ("line", {"line": event["line"]}) if event.get("line") else None
    return Outcome(
        name,
        "broken",
        error=event.get("error", ""),
        hints=[hint] if hint else [] if event else [_cause("<module>", crash)],
    )


def _cause(name: str, crash: str) -> tuple[str, dict[str, Any]]:
    """Tell an endless loop, and where it was, from any other death."""
    if "Timeout (" in crash:
        pattern = rf"line (\d+) in {re.escape(name)}$"
        place = re.search(pattern, crash, re.MULTILINE)
        line = place[1] if place else None
        return "loop", {"seconds": SECONDS, "line": line}
    return "ended", {"reason": crash.splitlines()[-1]}
