"""What holds for every loss and every activation, case by case."""

import array_api_strict
import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from byhand import activations, losses, numerics
from byhand.gradcheck import check_gradient, numerical_gradient
from tests.cases import CASES
from tests.tolerances import TOLERANCES

every_case = pytest.mark.parametrize("case", CASES, ids=str)
every_module = pytest.mark.parametrize(
    "module",
    [activations, losses, numerics],
    ids=lambda module: module.__name__,
)


def tensors(arrays):
    """Convert NumPy arrays to tensors, the first with a gradient to fill."""
    first, *rest = (torch.from_numpy(array) for array in arrays)
    return first.requires_grad_(), *rest


def autograd(f, *arrays):
    """Return torch's gradient of sum(f) with respect to the first array."""
    args = tensors(arrays)
    return torch.autograd.grad(f(*args).sum(), args[0])[0]


@every_module
def test_every_public_function_has_a_case(module):
    values = {n for n in module.__all__ if not n.endswith("_grad")}

    assert {c.name for c in CASES if c.module is module} == values


@every_module
def test_every_public_function_has_its_gradient(module):
    values = [n for n in module.__all__ if not n.endswith("_grad")]

    assert sorted(module.__all__) == sorted(
        [*values, *(f"{name}_grad" for name in values)]
    )


@every_case
def test_the_value_is_the_oracles(case, rng):
    args = case.args(rng)

    actual = case.f(*args)

    expected = case.oracle(*tensors(args), **case.options).detach()
    assert_allclose(actual, expected, **TOLERANCES["library"])


@every_case
def test_the_hand_gradient_is_autograds_of_the_same_code(case, rng):
    args = case.args(rng)

    actual = case.grad(*args)

    expected = autograd(case.f, *args)
    assert_allclose(actual, expected, **TOLERANCES["autograd"])


@every_case
def test_the_hand_gradient_is_autograds_of_the_oracle(case, rng):
    args = case.args(rng)

    actual = case.grad(*args)

    expected = autograd(lambda *a: case.oracle(*a, **case.options), *args)
    assert_allclose(actual, expected, **TOLERANCES["autograd"])


@every_case
def test_the_hand_gradient_is_that_of_central_differences(case, rng):
    x, *rest = case.args(rng)

    actual = case.grad(x, *rest)

    expected = numerical_gradient(lambda x: np.sum(case.f(x, *rest)), x)
    assert_allclose(actual, expected, **TOLERANCES["differences"])


@every_case
def test_a_gradient_scaled_by_1_0001_is_rejected(case, rng):
    args = case.args(rng)
    wrong = 1.0001 * case.grad(*args)

    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        assert_allclose(
            wrong, autograd(case.f, *args), **TOLERANCES["autograd"]
        )
    with pytest.raises(ValueError, match="must be near"):
        check_gradient(
            lambda x: np.sum(case.f(x, *args[1:])),
            args[0],
            wrong,
            **TOLERANCES["differences"],
        )


@every_case
@pytest.mark.parametrize("part", ["f", "grad"])
@pytest.mark.parametrize(
    "convert", [torch.asarray, array_api_strict.asarray], ids=["torch", "api"]
)
def test_every_library_gives_the_same(case, part, convert, rng):
    args = case.args(rng)
    function = getattr(case, part)

    actual = function(*(convert(array) for array in args))

    expected = function(*args)
    assert type(actual) is type(convert(args[0]))
    assert actual.dtype == convert(args[0]).dtype
    assert tuple(actual.shape) == expected.shape
    assert_allclose(np.asarray(actual), expected, **TOLERANCES["library"])


@every_case
@pytest.mark.parametrize("part", ["f", "grad"])
@pytest.mark.parametrize(
    "convert", [np.asarray, torch.asarray], ids=["numpy", "torch"]
)
def test_float32_stays_float32_and_agrees_with_float64(
    case, part, convert, rng
):
    single = [array.astype("float32") for array in case.args(rng)]
    function = getattr(case, part)

    actual = function(*(convert(array) for array in single))

    expected = function(*(array.astype("float64") for array in single))
    assert actual.dtype == convert(single[0]).dtype
    assert_allclose(actual, expected, **TOLERANCES["float32"])


@every_case
def test_inputs_stay_as_they_are(case, rng):
    args = case.args(rng)
    before = [array.copy() for array in args]

    case.f(*args)
    case.grad(*args)

    for array, old in zip(args, before, strict=True):
        assert array.tobytes() == old.tobytes()


@every_case
def test_nan_is_not_hidden(case, rng):
    x, *rest = case.args(rng)
    x.flat[0] = np.nan

    assert np.isnan(np.sum(case.f(x, *rest)))
    if case.name != "identity":  # its slope is 1 whatever x is
        assert np.isnan(np.sum(case.grad(x, *rest)))


@every_case
@pytest.mark.parametrize("part", ["f", "grad"])
@pytest.mark.parametrize("kind", ["int64", "bool", "complex128", "object"])
def test_what_is_not_real_floating_point_is_refused(case, part, kind, rng):
    args = [array.astype("int64").astype(kind) for array in case.args(rng)]

    with pytest.raises(TypeError, match=f"real floating point; got {kind}"):
        getattr(case, part)(*args)
