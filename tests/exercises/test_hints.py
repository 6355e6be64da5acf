"""Each kind of mistake gets the hint that fits it."""

import sys
from types import FunctionType

import pytest

from byhand.exercises import STUBS, _worker
from byhand.exercises._report import hint

# Exercises made for these tests, as simple as their kind of mistake allows.
EXAMPLES = {
    "scaled": """Double every entry.

    >>> x = [1.0, 2.0, 4.0]
    >>> scaled(x)
    [2.0, 4.0, 8.0]
    >>> x
    [1.0, 2.0, 4.0]
    >>> scaled([3.0, -1.0])
    [6.0, -2.0]
    """,
    "averaged": """Return the mean.

    >>> averaged([1.0, 2.0])
    1.5
    >>> averaged([1.0, 2.0, 6.0])
    3.0
    """,
    "turned": """Exchange rows and columns.

    >>> turned([[1.0, 2.0], [3.0, 4.0]])
    [[1.0, 3.0], [2.0, 4.0]]
    """,
    "moved": """Step downhill from x by g.

    >>> moved([1.0, 2.0], [0.5, 0.25])
    [0.5, 1.75]
    """,
    "rooted": """Return the root, of an array or a tensor.

    >>> import torch
    >>> rooted(torch.tensor([4.0])).tolist()
    [2.0]
    """,
    "refused": """Refuse a negative number.

    >>> refused(4.0)
    2.0
    >>> refused(-1.0)
    Traceback (most recent call last):
    ValueError: x must not be negative; got -1.0
    """,
    "counted": """Count.

    >>> counted([1.0, 1.0])
    {'n': 2, 'ones': 2}
    """,
}


def refuse(x):
    if x < 0:
        raise ValueError("no")
    return x**0.5


SOLUTIONS = {
    "scaled": lambda x: [2 * v for v in x],
    "averaged": lambda x: sum(x) / len(x),
    "turned": lambda rows: [list(c) for c in zip(*rows, strict=True)],
    "moved": lambda x, g: [a - b for a, b in zip(x, g, strict=True)],
    "rooted": lambda x: x**0.5,
    "refused": refuse,
    "counted": lambda x: {"n": len(x), "ones": x.count(1.0)},
}


@pytest.fixture(autouse=True)
def exercises(monkeypatch):
    """Put the exercises above, and their solutions, where the book has its."""
    from byhand.solutions import losses_index

    for name, solution in SOLUTIONS.items():
        stub = FunctionType(solution.__code__, {}, name)
        monkeypatch.setattr(stub, "__doc__", EXAMPLES[name])
        monkeypatch.setattr(stub, "__module__", "losses_index")
        monkeypatch.setitem(STUBS, name, stub)
        monkeypatch.setattr(losses_index, name, solution, raising=False)


def hints(name, answer):
    *_, last = _worker.examine(name, answer)
    assert not last["passed"]
    return [(key, values) for key, values in last["hints"]]


def doubled_in_place(x):
    for i in range(len(x)):
        x[i] *= 2
    return x


def numpy_only(x):
    import numpy as np

    if not isinstance(x, np.ndarray):
        raise TypeError("an array, please")
    return np.sqrt(x)


def bottomless(x):
    return bottomless(x)


def hungry(x):
    raise MemoryError


MISTAKES = [
    ("scaled", lambda x: [-2 * v for v in x], "sign", {}),
    ("scaled", lambda x: [2 * abs(v) for v in x], "some-signs", {}),
    ("scaled", lambda x: [v / 2 for v in x], "factor", {"factor": "1/4"}),
    ("scaled", lambda x: [2 * v + 1 for v in x], "offset", {"offset": "1"}),
    ("scaled", lambda x: [2 * v for v in x][::-1], "reversed", {}),
    ("scaled", lambda x: [2 * v for v in x][1:], "shape", {"want": "(3,)"}),
    ("scaled", lambda x: tuple(2 * v for v in x), "type", {"want": "list"}),
    ("scaled", lambda x: [2 * v * (1 + 1e-5 / v) for v in x], "offset", {}),
    ("scaled", lambda x: [2 * v + 1e-5 * v**2 for v in x], "digits", {}),
    ("scaled", lambda x: [2 * v / (v != 2) for v in x], "raised", {}),
    ("scaled", lambda x: [2 * v * float("inf") for v in x], "not-finite", {}),
    ("scaled", lambda x: [2.0, *x[1:]], "some-entries", {"first": 2}),
    ("scaled", lambda x: print(x), "none", {}),
    ("scaled", lambda x, y: x, "parameters", {"got": "x, y", "want": "x"}),
    ("scaled", doubled_in_place, "changed", {"argument": "x"}),
    ("scaled", lambda x: missing, "name", {"name": "missing"}),  # noqa: F821
    ("scaled", bottomless, "recursion", {}),
    ("scaled", hungry, "memory", {}),
    ("scaled", lambda x: sys.exit(), "exit", {}),
    ("averaged", sum, "times-length", {}),
    ("averaged", lambda x: sum(x) / len(x) ** 2, "over-length", {}),
    ("averaged", max, "other", {"want": "1.5"}),
    ("turned", lambda rows: rows, "transposed", {}),
    ("turned", lambda rows: rows[0], "shape", {"want": "(2, 2)"}),
    (
        "moved",
        lambda w, g: [a + b for a, b in zip(w, g, strict=True)],
        "uphill",
        {},
    ),
    ("rooted", numpy_only, "torch", {}),
    ("refused", lambda x: abs(x) ** 0.5, "must-raise", {}),
    ("counted", lambda x: {"n": 2}, "form", {"got": "dict(n)"}),
    ("counted", lambda x: {"n": 2, "ones": "1"}, "part", {"part": "['ones']"}),
]


@pytest.mark.parametrize(("name", "answer", "key", "values"), MISTAKES)
def test_the_first_hint_fits_the_mistake(name, answer, key, values):
    found, with_values = hints(name, answer)[0]

    assert found == key
    assert values.items() <= with_values.items()
    for lang in ("en", "ko"):
        assert hint(found, with_values, lang)


def test_the_solutions_of_these_exercises_pass():
    for name, solution in SOLUTIONS.items():
        *_, last = _worker.examine(name, solution)
        assert last["passed"]


def test_an_answer_that_passes_but_changes_its_input_is_told_so():
    def counted(x):
        x.append(2.0)
        return {"n": 2, "ones": 2}

    *_, last = _worker.examine("counted", counted)

    assert last["passed"]
    assert last["hints"] == [("changed", {"argument": "x"})]


def test_an_answer_that_is_right_but_for_some_calls_is_told_so():
    def scaled(x):
        return [2 * v for v in x] if len(x) > 2 else x

    assert hints("scaled", scaled)[-1] == (
        "some-calls",
        {"wrong": 1, "calls": 2},
    )
