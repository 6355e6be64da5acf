"""What holds for every loss and every activation, case by case."""

import array_api_strict
import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from byhand import activations, losses, multitask, numerics
from byhand.gradcheck import check_gradient, numerical_gradient
from tests.cases import CASES
from tests.tolerances import TOLERANCES

every_case = pytest.mark.parametrize("case", CASES, ids=str)
every_module = pytest.mark.parametrize(
    "module",
    [activations, losses, multitask, numerics],
    ids=lambda module: module.__name__,
)

# They say what to weigh, and are not differentiated: neither row nor gradient.
NO_LOSSES = {"curriculum_weights", "gradnorm_targets", "gradnorm_weights"}
# Their slope stays as it is whatever their first argument is.
LINEAR = {
    "identity",
    "mixed_uncertainty_weighting",
    "uncertainty_weighting",
    "wgan_critic",
    "wgan_generator",
}


def tensors(case, arrays):
    """Convert to tensors, with a gradient to fill where there is a hand's."""
    found = [torch.from_numpy(array) for array in arrays]
    for tensor in found[: case.wrt]:
        tensor.requires_grad_()
    return found


def autograd(case, f, arrays):
    """Return torch's gradients of sum(f), one for each of the case's."""
    args = tensors(case, arrays)
    return torch.autograd.grad(f(*args).sum(), args[: case.wrt])


def converted(arrays, dtype):
    """Return the arrays, those of numbers in another dtype, labels as is."""
    return [x.astype(dtype) if x.dtype.kind == "f" else x for x in arrays]


def assert_all_close(actual, expected, **tolerance):
    for ours, theirs in zip(actual, expected, strict=True):
        assert_allclose(ours, theirs, **tolerance)


@every_module
def test_every_public_function_has_a_case(module):
    values = {n for n in module.__all__ if not n.endswith("_grad")}
    values -= NO_LOSSES

    assert {c.name for c in CASES if c.module is module} == values


@every_module
def test_every_public_function_has_its_gradient(module):
    public = set(module.__all__) - NO_LOSSES
    values = [n for n in public if not n.endswith("_grad")]

    assert sorted(public) == sorted(
        [*values, *(f"{name}_grad" for name in values)]
    )


@every_case
def test_the_value_is_the_oracles(case, rng):
    args = case.args(rng)

    actual = case.f(*args)

    expected = case.oracle(*tensors(case, args), **case.options).detach()
    assert_allclose(actual, expected, **TOLERANCES["library"])


@every_case
def test_the_hand_gradient_is_autograds_of_the_same_code(case, rng):
    args = case.args(rng)

    actual = case.grads(*args)

    expected = autograd(case, case.f, args)
    assert_all_close(actual, expected, **TOLERANCES["autograd"])


@every_case
def test_the_hand_gradient_is_autograds_of_the_oracle(case, rng):
    args = case.args(rng)

    actual = case.grads(*args)

    expected = autograd(case, lambda *a: case.oracle(*a, **case.options), args)
    assert_all_close(actual, expected, **TOLERANCES["autograd"])


@every_case
def test_the_hand_gradient_is_that_of_central_differences(case, rng):
    args = case.args(rng)

    actual = case.grads(*args)

    expected = [
        numerical_gradient(sum_as_function_of(case, args, i), args[i])
        for i in range(case.wrt)
    ]
    assert_all_close(actual, expected, **TOLERANCES["differences"])


@every_case
def test_a_gradient_scaled_by_1_0001_is_rejected(case, rng):
    args = case.args(rng)
    wrong = [1.0001 * grad for grad in case.grads(*args)]

    for i, (ours, right) in enumerate(
        zip(wrong, autograd(case, case.f, args), strict=True)
    ):
        with pytest.raises(AssertionError, match="Not equal to tolerance"):
            assert_allclose(ours, right, **TOLERANCES["autograd"])
        with pytest.raises(ValueError, match="must be near"):
            check_gradient(
                sum_as_function_of(case, args, i),
                args[i],
                ours,
                **TOLERANCES["differences"],
            )


def sum_as_function_of(case, args, i):
    """Return the function of argument i alone."""
    return lambda x: np.sum(case.f(*args[:i], x, *args[i + 1 :]))


@every_case
def test_torch_differentiates_twice(case, rng):
    args = tensors(case, case.args(rng))

    assert torch.autograd.gradgradcheck(case.f, args)


@every_case
@pytest.mark.parametrize("part", ["f", "grads"])
@pytest.mark.parametrize(
    "convert", [torch.asarray, array_api_strict.asarray], ids=["torch", "api"]
)
def test_every_library_gives_the_same(case, part, convert, rng):
    args = case.args(rng)
    function = getattr(case, part)

    actual = function(*(convert(array) for array in args))

    expected = function(*args)
    if part == "f":
        actual, expected = (actual,), (expected,)
    for ours, theirs in zip(actual, expected, strict=True):
        assert type(ours) is type(convert(args[0]))
        assert ours.dtype == convert(args[0]).dtype
        assert tuple(ours.shape) == theirs.shape
        assert_allclose(np.asarray(ours), theirs, **TOLERANCES["library"])


@every_case
@pytest.mark.parametrize("part", ["f", "grads"])
@pytest.mark.parametrize(
    "convert", [np.asarray, torch.asarray], ids=["numpy", "torch"]
)
def test_float32_stays_float32_and_agrees_with_float64(
    case, part, convert, rng
):
    single = converted(case.args(rng), "float32")
    function = getattr(case, part)

    actual = function(*(convert(array) for array in single))

    expected = function(*converted(single, "float64"))
    if part == "f":
        actual, expected = (actual,), (expected,)
    for ours, theirs in zip(actual, expected, strict=True):
        assert ours.dtype == convert(single[0]).dtype
        assert_allclose(ours, theirs, **TOLERANCES["float32"])


@every_case
@pytest.mark.parametrize("part", ["f", "grads"])
def test_nothing_leaves_the_device_or_waits_for_it(case, part, rng):
    """A meta tensor has no entries, and goes with no tensor of the CPU."""
    args = [torch.from_numpy(array).to("meta") for array in case.args(rng)]

    found = getattr(case, part)(*args)

    for result in found if part == "grads" else (found,):
        assert result.device.type == "meta"


@every_case
def test_inputs_stay_as_they_are(case, rng):
    args = case.args(rng)
    before = [array.copy() for array in args]

    case.f(*args)
    case.grads(*args)

    for array, old in zip(args, before, strict=True):
        assert array.tobytes() == old.tobytes()


@every_case
def test_nan_is_not_hidden(case, rng):
    x, *rest = case.args(rng)
    x.flat[0] = np.nan

    assert np.isnan(np.sum(case.f(x, *rest)))
    if case.name not in LINEAR:
        assert np.isnan(np.sum(case.grads(x, *rest)[0]))


@every_case
@pytest.mark.parametrize("part", ["f", "grads"])
@pytest.mark.parametrize("kind", ["int64", "bool", "complex128", "object"])
def test_what_is_not_real_floating_point_is_refused(case, part, kind, rng):
    args = converted(case.args(rng), kind)

    with pytest.raises(TypeError, match=f"real floating point; got {kind}"):
        getattr(case, part)(*args)
