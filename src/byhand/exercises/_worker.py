"""Run the examples of exercises, in a process that may come to grief.

A pickled job comes in, and a line of JSON goes out for each example as soon
as it has been run. What kills the process is seen by what is missing.
"""

import ast
import contextlib
import copy
import doctest
import faulthandler
import io
import json
import os
import pickle
import reprlib
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any, TextIO

import cloudpickle
import numpy as np

from byhand.exercises import STUBS, _answers, _hints

__all__ = ["examine", "main"]

SECONDS_TO_LOAD = 60  # A cold disk may take that long to import torch.
MEMORY = 2**30
CHARACTERS = 10_000

Event = dict[str, Any]


def examine(name: str, answer: Callable[..., Any]) -> Iterator[Event]:
    """Run the examples of an exercise; tell of each, and lastly the hints."""
    test = doctest.DocTestParser().get_doctest(
        STUBS[name].__doc__ or "", {}, name, None, None
    )
    recorder = _Recorder(answer)
    scope: dict[str, Any] = {"__name__": "__main__", name: recorder}
    errors: list[BaseException] = []
    passed = True
    for example in test.examples:
        got, error = _run(example.source, scope)
        if error:
            ok = _same_error(error, example)
            came = "".join(traceback.format_exception_only(error)).strip()
            if not ok:
                errors.append(error)
        else:
            ok = example.exc_msg is None and _same(example, got)
            came = got.strip()
        passed &= ok
        if example.want or not ok:
            yield {
                "kind": "example",
                "exercise": name,
                "source": example.source.strip(),
                "passed": ok,
                "expected": example.want.strip(),
                "got": came,
            }
        if isinstance(error, NotImplementedError):
            break
    find = _hints.remarks if passed else _hints.find
    yield {
        "kind": "done",
        "exercise": name,
        "passed": passed,
        "printed": recorder.printed.getvalue(),
        "hints": find(name, recorder.calls, errors),
    }


class _Recorder:
    """Calls the answer, and remembers what went in and what came out."""

    def __init__(self, answer: Callable[..., Any]) -> None:
        self.answer = answer
        self.calls: list[_hints.Call] = []
        self.printed = _Limited()

    def __call__(self, *args: Any, **options: Any) -> Any:
        call = _hints.Call(self.answer, *_copy((args, options)))
        self.calls.append(call)
        try:
            # What an answer prints is shown, but is not what it returns.
            with contextlib.redirect_stdout(self.printed):
                result = self.answer(*args, **options)
        except BaseException as error:
            call.error = error
            raise
        finally:
            call.after = _copy((args, options))
        call.result = _copy(result)
        return result


class _Limited(io.StringIO):
    """Keeps the first characters, and lets the others go."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, CHARACTERS - self.tell())])
        return len(text)


def _copy(x: Any) -> Any:
    try:
        return copy.deepcopy(x)
    except Exception:  # noqa: BLE001  (no copy of a generator, say)
        return x


def _run(
    source: str, scope: dict[str, Any]
) -> tuple[str, BaseException | None]:
    """Run an example as at the prompt; return its output and its error."""
    out = _Limited()
    try:
        # As in older NumPy, its numbers are shown like Python's own.
        with contextlib.redirect_stdout(out), np.printoptions(legacy="1.25"):
            code = compile(source, "<example>", "single")
            exec(code, scope)  # noqa: S102  (in a process of its own)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  (exit() too is an answer)
        return out.getvalue(), error
    return out.getvalue(), None


def _same(example: doctest.Example, got: str) -> bool:
    """Compare as doctest does, or else by value: 0.0, -0.0 and 0 are one."""
    flags = sum(flag for flag, on in example.options.items() if on)
    if doctest.OutputChecker().check_output(example.want, got, flags):
        return True
    with contextlib.suppress(ValueError, SyntaxError):
        return bool(ast.literal_eval(got) == ast.literal_eval(example.want))
    return False


def _same_error(error: BaseException, example: doctest.Example) -> bool:
    """Tell if an example asks for an error of this type."""
    wanted = (example.exc_msg or "").partition(":")[0].strip()
    return wanted in {kind.__name__ for kind in type(error).__mro__}


def main() -> None:
    """Do the job that stands on the standard input."""
    content, names, seconds = pickle.loads(sys.stdin.buffer.read())
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    _silence()
    _limit_memory()
    faulthandler.enable(channel)
    with _deadline(channel, SECONDS_TO_LOAD):
        found = _load(content, channel)
    _tell(channel, {"kind": "loaded"})
    for name in names:
        if name not in found:
            _tell(channel, _answers.missing(name, found))
            continue
        events = examine(name, found[name])
        while True:
            with _deadline(channel, seconds):
                event = next(events, None)
            if event is None:
                break
            _tell(channel, event)
    channel.flush()
    os._exit(0)  # Neither threads nor exit handlers of an answer matter now.


def _load(content: bytes | str, channel: TextIO) -> dict[str, Any]:
    """Return the answers by name: of a file, or a single pickled function."""
    if isinstance(content, bytes):
        answer = cloudpickle.loads(content)
        return {answer.__name__: answer}
    try:
        return _answers.load(content)
    except BaseException as error:  # noqa: BLE001  (a file may do anything)
        _tell(channel, _answers.broken(content, error))
        channel.flush()
        os._exit(0)


def _tell(channel: TextIO, event: Event) -> None:
    channel.write(json.dumps(event, default=reprlib.repr) + "\n")
    channel.flush()


@contextlib.contextmanager
def _deadline(channel: TextIO, seconds: float) -> Iterator[None]:
    """End the process, with a note of where it was, after some seconds."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=channel)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _silence() -> None:
    """Let what bypasses Python's own output go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)


def _limit_memory() -> None:
    """Let no more memory be asked for, where the system can say no."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
