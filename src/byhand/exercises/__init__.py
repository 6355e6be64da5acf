"""Exercises of the book: write the function, and ask whether it is right."""

from collections.abc import Callable
from typing import Any

from byhand.exercises import (
    backprop_chain_rule,
    backprop_index,
    backprop_numpy_vs_pytorch,
    backprop_worked_example,
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
    optimizers_choosing,
    optimizers_debugging,
    optimizers_digits,
    optimizers_index,
    optimizers_methods,
)

__all__ = ["STUBS", "check"]

STUBS: dict[str, Callable[..., Any]] = {
    name: getattr(module, name)
    for module in (
        losses_index,
        losses_regression,
        losses_classification,
        losses_metric_learning,
        losses_segmentation_detection,
        losses_generative,
        losses_multi_task,
        losses_numerics,
        losses_choosing,
        backprop_index,
        backprop_chain_rule,
        backprop_worked_example,
        backprop_numpy_vs_pytorch,
        backprop_xor,
        optimizers_index,
        optimizers_methods,
        optimizers_choosing,
        optimizers_digits,
        optimizers_debugging,
    )
    for name in vars(module)  # in the order of the page
    if name in module.__all__
}


def check(answer: Callable[..., Any], *, lang: str | None = None) -> bool:
    """Run the examples of an exercise against an answer, and say how it went.

    The answer is run in a process of its own, so that an endless loop, an
    exit or too much memory ends only that. What it prints is kept apart from
    what it returns, and its arguments must stay as they are.

    Parameters
    ----------
    answer : function
        Bears the name of the exercise that it answers.
    lang : {"en", "ko"}, optional
        The language of the report; that of the system if it is not given.

    Returns
    -------
    bool
        Whether every example passes.

    Raises
    ------
    ValueError
        If no exercise has that name, or there is no such language.
    TypeError
        If the answer is not a function with a name.

    Examples
    --------
    >>> def output_delta(y, o):
    ...     return -2 * (y - o) * o * (1 - o)
    >>> check(output_delta, lang="en")
    output_delta: all 3 examples pass
      passed  output_delta(1.0, 0.5)
      passed  output_delta(0.0, 0.5)
      passed  round(output_delta(1.0, 0.645714137456269), 7)
    True
    """
    from byhand.exercises import _report, _run, _words

    lang = _words.choose(lang)
    name = getattr(answer, "__name__", None)
    if name is None:
        raise TypeError(f"answer must be a function; got {answer!r}")
    if name not in STUBS:
        raise ValueError(
            f"answer must be named as an exercise, one of "
            f"{', '.join(STUBS)}; got {name}"
        )
    outcome = _run.of_function(name, answer)
    print("\n".join(_report.lines(outcome, lang)))
    return outcome.status == "passed"
