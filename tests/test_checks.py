import re

import array_api_strict
import numpy as np
import pytest
import torch

from byhand import _checks
from byhand.activations import identity, identity_grad, sigmoid, sigmoid_grad


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("a", "x must be an array or a tensor; got str"),
        (None, "x must be an array or a tensor; got NoneType"),
        (
            [1.0],
            (
                "x must be an array or a tensor; got list: "
                "use np.asarray(..., dtype=float)"
            ),
        ),
        (2, "x must be floating point; got 2: write 2.0"),
        (True, "x must be floating point; got True: write 1.0"),
        (1j, "x must be an array or a tensor; got complex"),
        (
            np.array([1, 2]),
            "x must be real floating point; got int64: use .astype(float)",
        ),
        (
            np.int32(1),
            "x must be real floating point; got int32: use .astype(float)",
        ),
        (
            np.array([True]),
            "x must be real floating point; got bool: use .astype(float)",
        ),
        (
            torch.tensor([1, 2]),
            (
                "x must be real floating point; got torch.int64: "
                "use .to(torch.float64)"
            ),
        ),
        (
            np.array([1j]),
            "x must be real floating point; got complex128",
        ),
        (
            np.array(["a"]),
            "x must be real floating point; got <U1",
        ),
    ],
)
@pytest.mark.parametrize("f", [sigmoid, sigmoid_grad, identity, identity_grad])
def test_the_wrong_kind_is_refused_with_a_remedy(f, value, message):
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        f(value)


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        np.float64(0.5),
        np.float32(0.5),
        np.ones(2, "float16"),
        torch.ones(2, dtype=torch.bfloat16),
        array_api_strict.asarray([1.0]),
    ],
    ids=["float", "float64", "float32", "float16", "bfloat16", "api"],
)
def test_floating_point_of_any_kind_is_taken(value):
    _checks.floating(x=value)


def test_a_python_float_goes_with_any_library():
    _checks.floating(a=0.5, b=torch.ones(()))
    _checks.floating(a=np.ones(()), b=0.5)


def test_arrays_of_two_libraries_are_refused():
    with pytest.raises(
        TypeError,
        match=r"^a, b must be arrays of one kind; got numpy and torch$",
    ):
        _checks.floating(a=torch.ones(2), b=np.ones(2))


@pytest.mark.parametrize(
    ("check", "error", "message"),
    [
        (
            lambda: _checks.same_shape(
                pred=np.ones((3, 1)), target=torch.ones(3)
            ),
            ValueError,
            "shapes differ: pred (3, 1), target (3,)",
        ),
        (
            lambda: _checks.same_shape(pred=np.ones(1), target=0.5),
            ValueError,
            "shapes differ: pred (1,), target ()",
        ),
        (
            lambda: _checks.not_empty(pred=torch.ones(2, 0)),
            ValueError,
            "pred must not be empty; got shape (2, 0)",
        ),
        (
            lambda: _checks.one_of(("a", "b"), letter="c"),
            ValueError,
            "letter must be one of a, b; got 'c'",
        ),
        (
            lambda: _checks.one_of(("a", "b"), letter=None),
            ValueError,
            "letter must be one of a, b; got None",
        ),
        (
            lambda: _checks.one_kind(a=np.ones(1), b=torch.ones(1)),
            TypeError,
            "a, b must be arrays of one kind; got numpy and torch",
        ),
        (
            lambda: _checks.integral(labels=np.array([0.0])),
            TypeError,
            "labels must be integers; got float64: use .astype(np.int64)",
        ),
        (
            lambda: _checks.integral(labels=torch.tensor([True])),
            TypeError,
            "labels must be integers; got torch.bool: use .to(torch.int64)",
        ),
        (
            lambda: _checks.integral(labels=[0, 1]),
            TypeError,
            "labels must be an array or a tensor; got list",
        ),
        (
            lambda: _checks.boolean(same=np.array([0, 1])),
            TypeError,
            "same must be True and False; got int64: use .astype(np.bool)",
        ),
        (
            lambda: _checks.has_shape((2,), labels=np.ones((2, 1))),
            ValueError,
            "labels must have shape (2,); got (2, 1)",
        ),
        (
            lambda: _checks.dimensions("rows", "columns", x=np.ones(2)),
            ValueError,
            "x must have shape (rows, columns); got (2,)",
        ),
        (
            lambda: _checks.dimensions("rows", x=np.ones((2, 1))),
            ValueError,
            "x must have shape (rows,); got (2, 1)",
        ),
        (
            lambda: _checks.dimensions("examples", "...", x=0.5),
            ValueError,
            "x must have shape (examples, ...); got ()",
        ),
        (
            lambda: _checks.within(0, 1, probs=np.array([0.5, 1.5])),
            ValueError,
            "probs must be from 0 to 1; got 0.5 to 1.5",
        ),
        (
            lambda: _checks.within(0, 1, probs=torch.tensor([-0.25, 0.5])),
            ValueError,
            "probs must be from 0 to 1; got -0.25 to 0.5",
        ),
        (
            lambda: _checks.within(0, 1, probs=1.5),
            ValueError,
            "probs must be from 0 to 1; got 1.5 to 1.5",
        ),
        (
            lambda: _checks.zeros_and_ones(mask=torch.tensor([1.0, 0.5])),
            ValueError,
            "mask must be 0 or 1; got a number between",
        ),
        (
            lambda: _checks.zeros_and_ones(mask=2.0),
            ValueError,
            "mask must be from 0 to 1; got 2 to 2",
        ),
        (
            lambda: _checks.distributions(p=np.array([[0.5, 0.5], [1, 0.5]])),
            ValueError,
            "rows of p must add up to 1; got 1 to 1.5",
        ),
        (
            lambda: _checks.distributions(p=np.array([2.0, -1.0])),
            ValueError,
            "p must be from 0 to 1; got -1 to 2",
        ),
        (
            lambda: _checks.above(0, weights=torch.tensor([1.0, 0.0])),
            ValueError,
            "weights must be above 0; got 0",
        ),
        (
            lambda: _checks.sequences(pred=np.ones(2)),
            TypeError,
            "pred must be a list or a tuple; got ndarray",
        ),
        (
            lambda: _checks.sequences(pred=[1], target=()),
            ValueError,
            "target must not be empty; got ()",
        ),
        (
            lambda: _checks.sequences(pred=[1], target=(1, 2)),
            ValueError,
            "lengths differ: pred 1, target 2",
        ),
        (
            lambda: _checks.class_labels(3, labels=np.array([0, 3])),
            ValueError,
            "labels must be from 0 to 2; got 0 to 3",
        ),
        (
            lambda: _checks.fraction(q=1),
            ValueError,
            "q must be between 0 and 1; got 1",
        ),
        (
            lambda: _checks.axis_of(np.ones(2), 1),
            ValueError,
            "x must have axis 1; got shape (2,)",
        ),
        (
            lambda: _checks.axis_of(np.ones((2, 0)), -1),
            ValueError,
            "axis -1 must not be empty; got (2, 0)",
        ),
        (
            lambda: _checks.axis_of(np.ones(2), 0.0),
            TypeError,
            "axis must be a whole number; got 0.0",
        ),
        (
            lambda: _checks.keys(["W1"], params={"W2": 0, 3: 0}),
            ValueError,
            "params must have the keys W1; got W2, 3",
        ),
        (
            lambda: _checks.counts(sizes=[2, "3"]),
            TypeError,
            "sizes must be whole numbers; got '3'",
        ),
        (
            lambda: _checks.counts(sizes=[-1]),
            ValueError,
            "sizes must be 1 or more; got -1",
        ),
        (
            lambda: _checks.finite(lr=torch.tensor(1.0)),
            TypeError,
            "lr must be a plain number; got Tensor",
        ),
        (
            lambda: _checks.finite(lr=float("-inf")),
            ValueError,
            "lr must be finite; got -inf",
        ),
        (
            lambda: _checks.positive(h=0),
            ValueError,
            "h must be above 0; got 0",
        ),
        (
            lambda: _checks.not_negative(lr=-1),
            ValueError,
            "lr must not be negative; got -1",
        ),
        (
            lambda: _checks.generator(rng=0),
            TypeError,
            (
                "rng must be a NumPy random generator; got 0: "
                "use np.random.default_rng(0)"
            ),
        ),
    ],
)
def test_each_guard_says_what_must_hold_and_what_came(check, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        check()


def test_what_is_right_passes_every_guard():
    _checks.same_shape(a=np.ones((2, 1)), b=torch.ones(2, 1))
    _checks.same_shape(a=0.5, b=np.ones(()))
    _checks.not_empty(a=0.5, b=np.ones(1))
    _checks.one_of(("a", "b"), letter="b")
    _checks.keys(["a", "b"], mapping={"b": 1, "a": 2})
    _checks.counts(sizes=(1, np.int64(2)))
    _checks.finite(lr=-1, rate=np.float32(0.5))
    _checks.positive(h=1e-300)
    _checks.not_negative(lr=0)
    _checks.one_kind(a=np.ones(1), b=0.5)
    _checks.integral(labels=np.array([1], "uint8"))
    _checks.boolean(same=torch.tensor([True]))
    _checks.has_shape((2, 1), x=torch.ones(2, 1))
    _checks.dimensions("rows", "...", x=np.ones(1), y=np.ones((1, 2, 3)))
    _checks.within(0, 1, a=np.array([0, np.nan, 1]), b=0.5, c=np.ones(0))
    _checks.above(0, a=np.array([1e-300, np.nan]), b=np.ones(0))
    _checks.sequences(pred=[0.5], target=(None,))
    _checks.class_labels(2, labels=torch.tensor([0, 1]))
    _checks.fraction(q=0.5)
    _checks.generator(rng=np.random.default_rng(0))
    _checks.axis_of(np.ones((2, 0)), 0)


def test_guards_look_at_no_entry_of_an_accelerator():
    """A meta tensor has no entries; looking at one raises an error."""
    x = torch.ones(2, 3, device="meta")

    _checks.floating(x=x, y=x)
    _checks.same_shape(x=x, y=x)
    _checks.not_empty(x=x)
    _checks.within(0, 0, x=x)
    _checks.above(2, x=x)
    _checks.layers(
        {
            "W1": torch.ones(3, 4, device="meta"),
            "b1": torch.ones(4, device="meta"),
        },
        x,
    )
