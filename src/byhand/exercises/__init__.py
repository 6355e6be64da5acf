"""Exercises of the book: write the function, and ask whether it is right."""

import doctest
from collections.abc import Callable
from types import TracebackType
from typing import Any

from byhand.exercises import (
    backprop_chain_rule,
    backprop_index,
    backprop_numpy_vs_pytorch,
    backprop_xor,
    losses_choosing,
    losses_classification,
    losses_generative,
    losses_index,
    losses_metric_learning,
    losses_multi_task,
    losses_numerics,
    losses_regression,
    losses_segmentation_detection,
    worked_example,
)

__all__ = ["STUBS", "check"]

STUBS: dict[str, Callable[..., Any]] = {
    name: getattr(module, name)
    for module in (
        worked_example,
        backprop_index,
        backprop_chain_rule,
        backprop_numpy_vs_pytorch,
        backprop_xor,
        losses_index,
        losses_classification,
        losses_regression,
        losses_multi_task,
        losses_numerics,
        losses_choosing,
        losses_generative,
        losses_metric_learning,
        losses_segmentation_detection,
    )
    for name in module.__all__
}


def check(answer: Callable[..., Any]) -> bool:
    """Run the examples of an exercise against an answer, and say how it went.

    Parameters
    ----------
    answer : function
        Bears the name of the exercise that it answers.

    Returns
    -------
    bool
        Whether every example passes.

    Raises
    ------
    ValueError
        If no exercise has that name.
    TypeError
        If the answer is not a function with a name.

    Examples
    --------
    >>> def output_delta(y, o):
    ...     return -2 * (y - o) * o * (1 - o)
    >>> check(output_delta)
    output_delta: all 3 examples pass
    True
    """
    name = getattr(answer, "__name__", None)
    if name is None:
        raise TypeError(f"answer must be a function; got {answer!r}")
    if name not in STUBS:
        raise ValueError(
            f"answer must be named as an exercise, one of "
            f"{', '.join(STUBS)}; got {name}"
        )
    examples = doctest.DocTestParser().get_doctest(
        STUBS[name].__doc__ or "", {name: answer}, name, None, None
    )
    lines: list[str] = []
    result = _Runner().run(examples, out=lines.append)
    asked = sum(bool(example.want) for example in examples.examples)
    if result.failed:
        print(f"{name}: {len(lines)} of {asked} examples fail")
    else:
        print(f"{name}: all {asked} examples pass")
    print("".join(lines), end="")
    return result.failed == 0


_ExcInfo = tuple[type[BaseException], BaseException, TracebackType]


class _Runner(doctest.DocTestRunner):
    """Says in plain words which example fails, and how."""

    def __init__(self) -> None:
        super().__init__(verbose=False)

    def report_failure(
        self,
        out: Callable[[str], object],
        test: doctest.DocTest,
        example: doctest.Example,
        got: str,
    ) -> None:
        out(_failure(example, got.strip() or "nothing"))

    def report_unexpected_exception(
        self,
        out: Callable[[str], object],
        test: doctest.DocTest,
        example: doctest.Example,
        exc_info: _ExcInfo,
    ) -> None:
        out(_failure(example, f"{exc_info[0].__name__}: {exc_info[1]}"))


def _failure(example: doctest.Example, got: str) -> str:
    return (
        f"  {example.source.strip()}\n"
        f"    expected: {example.want.strip() or 'nothing'}\n"
        f"    got:      {got}\n"
    )
