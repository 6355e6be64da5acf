"""Every solution passes, every bare stub fails, and so do typical slips."""

import importlib
import pkgutil
from math import cosh, exp, log, log1p
from statistics import mean, median

import pytest

import byhand.exercises
import byhand.solutions
from byhand.exercises import STUBS, check


def functions(package):
    """Collect what the modules of a package offer, by name."""
    return {
        name: getattr(module, name)
        for info in pkgutil.iter_modules(package.__path__)
        for module in [
            importlib.import_module(f"{package.__name__}.{info.name}")
        ]
        for name in module.__all__
    }


SOLUTIONS = functions(byhand.solutions)


def uphill(w, x, y, lr):
    return SOLUTIONS["train_step"](w, x, y, -lr)


def in_place(w, x, y, lr):
    w[:] = SOLUTIONS["train_step"](w, x, y, lr)
    return w


def updating_as_it_goes(w, x, y, lr):
    output_first = SOLUTIONS["train_step"](w, x, y, lr)[4:]
    hidden_then = SOLUTIONS["train_step"]([*w[:4], *output_first], x, y, lr)
    return [*hidden_then[:4], *output_first]


SLIPS = {
    ("output_delta", "minus lost"): lambda y, o: 2 * (y - o) * o * (1 - o),
    ("output_delta", "half the loss"): lambda y, o: (o - y) * o * (1 - o),
    ("output_delta", "sigmoid left out"): lambda y, o: -2 * (y - o),
    ("hidden_weight_gradient", "sigmoid left out"): (
        lambda dC_dz3, w_out, h, x: dC_dz3 * w_out * h * x
    ),
    ("hidden_weight_gradient", "input left out"): (
        lambda dC_dz3, w_out, h, x: dC_dz3 * w_out * h * (1 - h)
    ),
    ("train_step", "uphill"): uphill,
    ("train_step", "in place"): in_place,
    ("train_step", "updating as it goes"): updating_as_it_goes,
    ("mae_gradient_list", "mean forgotten"): lambda pred, target: [
        float((p > t) - (p < t)) for p, t in zip(pred, target, strict=True)
    ],
    ("mae_gradient_list", "slope 0 or 1"): lambda pred, target: [
        (p > t) / len(pred) for p, t in zip(pred, target, strict=True)
    ],
    ("mae_gradient_list", "no zero at zero"): lambda pred, target: [
        (1 if p >= t else -1) / len(pred)
        for p, t in zip(pred, target, strict=True)
    ],
    ("smooth_l1_of_one_error", "Huber"): lambda e, beta: (
        e**2 / 2 if abs(e) <= beta else beta * (abs(e) - beta / 2)
    ),
    ("smooth_l1_of_one_error", "sign kept"): lambda e, beta: (
        e**2 / (2 * beta) if e <= beta else e - beta / 2
    ),
    ("log_cosh_of_one_error", "as written"): lambda e: log(cosh(e)),
    ("log_cosh_of_one_error", "no log 2"): lambda e: (
        abs(e) + log1p(exp(-2 * abs(e)))
    ),
    ("log_cosh_of_one_error", "sign kept"): lambda e: (
        e + log1p(exp(-2 * e)) - log(2)
    ),
    ("huber_centre", "mean"): lambda targets, delta: mean(targets),
    ("huber_centre", "median"): lambda targets, delta: median(targets),
    ("huber_centre", "targets clipped, not errors"): lambda targets, delta: (
        mean(max(-delta, min(delta, y)) for y in targets)
    ),
}


def named(function, name):
    function.__name__ = name
    return function


def test_every_exercise_has_a_solution_and_every_solution_an_exercise():
    assert set(functions(byhand.exercises)) == set(STUBS) == set(SOLUTIONS)


@pytest.mark.parametrize("name", STUBS)
def test_the_solution_passes(name, capsys):
    assert check(SOLUTIONS[name])
    assert f"{name}: all" in capsys.readouterr().out


@pytest.mark.parametrize("name", STUBS)
def test_the_bare_stub_fails_every_example_that_calls_it(name, capsys):
    assert not check(STUBS[name])
    assert "got:      NotImplementedError" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "slip"), SLIPS)
def test_a_typical_slip_fails(name, slip):
    assert not check(named(SLIPS[name, slip], name))


@pytest.mark.parametrize("name", STUBS)
def test_every_exercise_is_tried_with_at_least_two_slips(name):
    assert sum(exercise == name for exercise, _ in SLIPS) >= 2


def test_the_report_names_the_call_what_was_expected_and_what_came(capsys):
    check(named(lambda y, o: 2 * (y - o) * o * (1 - o), "output_delta"))

    assert capsys.readouterr().out.splitlines()[:4] == [
        "output_delta: 3 of 3 examples fail",
        "  output_delta(1.0, 0.5)",
        "    expected: -0.25",
        "    got:      0.25",
    ]


def test_an_answer_that_raises_is_reported_and_not_fatal(capsys):
    def output_delta(y, o):
        return 1 / 0

    assert not check(output_delta)
    assert "ZeroDivisionError: division by zero" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (3, TypeError, "answer must be a function; got 3"),
        (len, ValueError, r"one of .*output_delta.*; got len"),
    ],
)
def test_what_answers_no_exercise_is_refused(answer, error, words):
    with pytest.raises(error, match=words):
        check(answer)
