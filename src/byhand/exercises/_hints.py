"""Find out what kind of mistake an answer makes.

The calls that the examples made are made again with the book's own solution,
and the two results are laid side by side.
"""

import contextlib
import importlib
import inspect
import io
import reprlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from byhand.exercises import STUBS
from byhand.exercises._trees import (
    Tree,
    close,
    described,
    flat,
    same,
    same_part,
    tree,
)

__all__ = ["Call", "Hint", "find", "remarks"]

Hint = tuple[str, dict[str, Any]]


@dataclass
class Call:
    """One call of an answer: what went in, and what came out."""

    answer: Callable[..., Any]
    args: tuple[Any, ...]
    options: dict[str, Any]
    after: Any = None
    result: Any = None
    error: BaseException | None = None
    wanted: Any = None
    wanted_error: BaseException | None = None


def find(
    name: str, calls: Sequence[Call], errors: Sequence[BaseException]
) -> list[Hint]:
    """Return the hints that fit, the most telling first."""
    if any(isinstance(error, NotImplementedError) for error in errors):
        return [("stub", {})]
    for call in calls:
        _ask_solution(name, call)
    if calls and (hint := _parameters(name, calls[0])):
        return [hint]
    return [
        hint for look in (_changed, _raised, _wrong) for hint in look(calls)
    ] or [_error(error) for error in errors[:1]]


def remarks(
    name: str, calls: Sequence[Call], errors: Sequence[BaseException]
) -> list[Hint]:
    """Return what is to be said of an answer whose examples pass."""
    return list(_changed(calls))


def _parameters(name: str, call: Call) -> Hint | None:
    """Compare the parameters, if the answer could not be called at all."""
    try:
        got = inspect.signature(call.answer)
        got.bind(*call.args, **call.options)
    except ValueError:  # A builtin may not tell.
        return None
    except TypeError:
        want = inspect.signature(STUBS[name])
        return "parameters", {
            "got": ", ".join(got.parameters),
            "want": ", ".join(want.parameters),
        }
    return None


def _ask_solution(name: str, call: Call) -> None:
    page = STUBS[name].__module__.rpartition(".")[2]
    solutions = importlib.import_module(f"byhand.solutions.{page}")
    try:
        call.wanted = getattr(solutions, name)(*call.args, **call.options)
    except Exception as error:  # noqa: BLE001  (an example may want one)
        call.wanted_error = error


def _changed(calls: Sequence[Call]) -> Iterator[Hint]:
    """Find an argument that is not what it was before the call."""
    for call in calls:
        args, options = call.after
        before = [*_named(call), *call.options.items()]
        after = [*args, *options.values()]
        for (name, old), new in zip(before, after, strict=False):
            if not same(tree(new), tree(old)):
                yield "changed", {"argument": name}
                return


def _named(call: Call) -> Iterator[tuple[str, Any]]:
    with contextlib.suppress(ValueError):  # A builtin may not tell.
        names = inspect.signature(call.answer).parameters
        yield from zip(names, call.args, strict=False)


def _raised(calls: Sequence[Call]) -> Iterator[Hint]:
    """Find a call that raised, or that should have raised."""
    for call in calls:
        if call.error and not call.wanted_error:
            works = _has_tensor(call) and _works_for_arrays(call)
            yield ("torch", {}) if works else _error(call.error)
            return
        if call.wanted_error and type(call.error) is not type(
            call.wanted_error
        ):
            yield "must-raise", {"error": type(call.wanted_error).__name__}
            return


def _error(error: BaseException) -> Hint:
    if isinstance(error, SystemExit):
        return "exit", {}
    if isinstance(error, MemoryError):
        return "memory", {}
    if isinstance(error, RecursionError):
        return "recursion", {}
    if isinstance(error, NameError):
        return "name", {"name": error.name}
    return "raised", {"error": type(error).__name__}


def _has_tensor(call: Call) -> bool:
    inputs = [*call.args, *call.options.values()]
    return any(type(x).__module__ == "torch" for x in inputs)


def _works_for_arrays(call: Call) -> bool:
    """Tell if the call is right once its tensors are NumPy arrays."""

    def array(x: Any) -> Any:
        if type(x).__module__ == "torch":
            return x.detach().numpy()
        return x

    args = [array(x) for x in call.args]
    options = {key: array(x) for key, x in call.options.items()}
    with (
        contextlib.suppress(Exception),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        result = call.answer(*args, **options)
        return same(tree(result), tree(call.wanted))
    return False


def _wrong(calls: Sequence[Call]) -> Iterator[Hint]:
    """Compare the results of the calls that returned something wrong."""
    wrong = [
        (call, got, want)
        for call in calls
        if not call.error and not call.wanted_error
        for got, want in [(tree(call.result), tree(call.wanted))]
        if not same(got, want)
    ]
    if not wrong:
        yield from _kinds(calls)
        return
    call, got, want = wrong[0]
    yield (
        _form(call, got, want)
        or _numbers([pair[1:] for pair in wrong])
        or _lengths(wrong)
        or _uphill(call, got, want)
        or _entries(got, want)
        or _part(got, want)
        or _other(call)
    )
    returned = sum(not call.error for call in calls)
    if len(wrong) < returned:
        yield "some-calls", {"wrong": len(wrong), "calls": returned}


def _kinds(calls: Sequence[Call]) -> Iterator[Hint]:
    """Find a result of the right value, but of another type."""
    for call in calls:
        returned = not call.error and not call.wanted_error
        if returned and type(call.result) is not type(call.wanted):
            yield _type(call)
            return


def _type(call: Call) -> Hint:
    got, want = type(call.result).__name__, type(call.wanted).__name__
    return "type", {"got": got, "want": want}


def _form(call: Call, got: Tree, want: Tree) -> Hint | None:
    """Compare the form of two results, before their values."""
    if call.result is None:
        return "none", {}
    if got.keys() != want.keys():
        return "form", {
            "got": described(call.result),
            "want": described(call.wanted),
        }
    for key, part in want.items():
        other = got[key]
        if not isinstance(part, np.ndarray):
            continue
        if not isinstance(other, np.ndarray):
            return _part(got, want) or _type(call)
        if other.shape != part.shape:
            turned = part.ndim > 1 and close(other, part.T)
            return (
                ("transposed", {})
                if turned
                else (
                    "shape",
                    {"got": str(other.shape), "want": str(part.shape)},
                )
            )
        if part.ndim > 1 and close(other, part.T):
            return "transposed", {}
    return None


def _numbers(pairs: Sequence[tuple[Tree, Tree]]) -> Hint | None:
    """Find one rule that leads from what is wanted to what came."""
    rows = [
        (a, b)
        for got_tree, want_tree in pairs
        if (a := flat(got_tree)) is not None
        and (b := flat(want_tree)) is not None
        and a.shape == b.shape
    ]
    if len(rows) < len(pairs):
        return None
    got = np.concatenate([a for a, _ in rows])
    want = np.concatenate([b for _, b in rows])
    if not np.isfinite(got).all() and np.isfinite(want).all():
        return "not-finite", {}
    if not (np.isfinite(got).all() and np.isfinite(want).all()):
        return None
    if close(got, -want):
        return "sign", {}
    if close(np.abs(got), np.abs(want)):
        return "some-signs", {}
    some = want != 0
    factor = _simple(got[some] / want[some]) if some.any() else None
    if factor and close(got, float(factor) * want):
        return "factor", {"factor": str(factor)}
    shift = got - want
    if got.size > 1 and close(shift, np.full_like(shift, shift[0])):
        return "offset", {"offset": f"{shift[0]:g}"}
    for a, b in rows:
        if a.size > 2 and close(np.sort(a), np.sort(b)):
            return ("reversed" if close(a[::-1], b) else "order"), {}
    error = np.abs(shift).max() / max(np.abs(want).max(), 1e-300)
    if error < 1e-2 or np.abs(np.concatenate([got, want])).max() < 1e-9:
        return "digits", {}
    return None


def _simple(ratios: np.ndarray) -> Fraction | None:
    """Return the common ratio if it is a plain fraction.

    A single number has always a ratio; then only a factor of 2 is telling.
    """
    plain = Fraction(float(np.median(ratios))).limit_denominator(12)
    telling = ratios.size > 1 or abs(plain) in (2, Fraction(1, 2))
    if plain in (0, 1) or not telling:
        return None
    return plain if close(ratios, np.full_like(ratios, plain)) else None


def _lengths(wrong: Sequence[tuple[Call, Tree, Tree]]) -> Hint | None:
    """Find a factor that follows the length of an argument."""
    ratios, lengths = [], []
    for call, got, want in wrong:
        a, b = flat(got), flat(want)
        if a is None or b is None or a.shape != b.shape or not b.any():
            return None
        ratio = a[b != 0] / b[b != 0]
        if not np.allclose(ratio, ratio[0], rtol=1e-6) or not close(
            a, ratio[0] * b
        ):
            return None
        ratios.append(ratio[0])
        lengths.append([_length(x) for x in call.args])
    for column in zip(*lengths, strict=False):
        for power, key in ((1, "times-length"), (-1, "over-length")):
            if all(n > 1 for n in column) and np.allclose(
                ratios, np.power(np.array(column, float), power)
            ):
                return key, {}
    return None


def _other(call: Call) -> Hint:
    """Show the call itself, which the example may hide within another."""
    inputs = [reprlib.repr(x) for x in call.args]
    inputs += [f"{key}={reprlib.repr(x)}" for key, x in call.options.items()]
    return "other", {
        "call": f"{call.answer.__name__}({', '.join(inputs)})",
        "got": reprlib.repr(call.result),
        "want": reprlib.repr(call.wanted),
    }


def _length(x: Any) -> int:
    try:
        return len(x)
    except TypeError:
        return 0


def _uphill(call: Call, got: Tree, want: Tree) -> Hint | None:
    """Find a step of the right length in the wrong direction."""
    a, b = flat(got), flat(want)
    inputs = flat(tree([*call.args, *call.options.values()]), partly=True)
    if a is None or b is None or inputs is None or a.size < 2:
        return None
    if a.shape != b.shape or np.isclose(a, b).any():
        return None
    starts = (a + b) / 2
    near = np.isclose(starts[:, None], inputs, rtol=1e-9, atol=1e-12)
    return ("uphill", {}) if near.any(axis=1).all() else None


def _entries(got: Tree, want: Tree) -> Hint | None:
    """Count the entries that are right."""
    a, b = flat(got), flat(want)
    if a is None or b is None or a.shape != b.shape or a.size < 2:
        return None
    right = np.array([close(x, y) for x, y in zip(a, b, strict=True)])
    if not right.any():
        return None
    return "some-entries", {
        "right": int(right.sum()),
        "entries": int(right.size),
        "first": int(np.argmin(right)) + 1,
    }


def _part(got: Tree, want: Tree) -> Hint | None:
    """Name the first part that differs, of an object or a dictionary."""
    for key, part in want.items():
        if key and not same_part(got[key], part):
            return "part", {
                "part": key,
                "got": _short(got[key]),
                "want": _short(part),
            }
    return None


def _short(x: Any) -> str:
    return reprlib.repr(x.tolist() if isinstance(x, np.ndarray) else x)
