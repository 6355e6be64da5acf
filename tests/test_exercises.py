"""Every solution passes, every bare stub fails, and so do typical slips."""

import importlib
import pkgutil
from math import ceil, cosh, exp, lgamma, log, log1p, prod
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
    ("bce_of_one_logit", "over the probability"): lambda z, y: (
        -y * log(1 / (1 + exp(-z))) - (1 - y) * log(1 - 1 / (1 + exp(-z)))
    ),
    ("bce_of_one_logit", "digits lost in 1 + e"): lambda z, y: (
        max(z, 0.0) - y * z + log(1 + exp(-abs(z)))
    ),
    ("bce_of_one_logit", "target left out"): lambda z, y: (
        max(z, 0.0) + log1p(exp(-abs(z)))
    ),
    ("cross_entropy_slopes", "target minus prediction"): lambda z, c: [
        -slope for slope in SOLUTIONS["cross_entropy_slopes"](z, c)
    ],
    ("cross_entropy_slopes", "target left out"): lambda z, c: [
        slope + (k == c)
        for k, slope in enumerate(SOLUTIONS["cross_entropy_slopes"](z, c))
    ],
    ("cross_entropy_slopes", "no shift"): lambda z, c: [
        exp(v) / sum(map(exp, z)) - (k == c) for k, v in enumerate(z)
    ],
    ("focal_of_one_probability", "p for p_t"): lambda p, y, gamma: (
        -((1 - p) ** gamma) * log(p)
    ),
    ("focal_of_one_probability", "p for p_t in the factor"): (
        lambda p, y, gamma: -((1 - p) ** gamma) * log(p if y else 1 - p)
    ),
    ("focal_of_one_probability", "turned around"): lambda p, y, gamma: (
        -((p if y else 1 - p) ** gamma) * log(p if y else 1 - p)
    ),
    ("smoothed_over_the_others", "over all classes"): lambda z, c, eps: (
        log(sum(map(exp, z))) - (1 - eps) * z[c] - eps * mean(z)
    ),
    ("smoothed_over_the_others", "not shared out"): lambda z, c, eps: (
        log(sum(map(exp, z))) - (1 - eps) * z[c] - eps * (sum(z) - z[c])
    ),
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
    ("mean_surprise", "product first"): lambda probs: (
        -log(prod(probs) + 1e-300) / len(probs)
    ),
    ("mean_surprise", "sum, not mean"): lambda probs: -sum(map(log, probs)),
    ("mean_surprise", "log of the mean"): lambda probs: -log(mean(probs)),
    ("poisson_surprise", "factorial left out"): lambda rate, count: (
        rate - count * log(rate)
    ),
    ("poisson_surprise", "lgamma of k"): lambda rate, count: (
        rate - count * log(rate) + lgamma(max(count, 1))
    ),
    ("gaussian_slopes", "sign of the first"): lambda pred, variance, target: (
        (target - pred) / variance,
        (1 - (pred - target) ** 2 / variance) / (2 * variance),
    ),
    ("gaussian_slopes", "log v left out"): lambda pred, variance, target: (
        (pred - target) / variance,
        -((pred - target) ** 2) / (2 * variance**2),
    ),
    ("neuron_step", "uphill"): lambda w, b, xs, ys, lr: SOLUTIONS[
        "neuron_step"
    ](w, b, xs, ys, -lr),
    ("neuron_step", "sum, not mean"): lambda w, b, xs, ys, lr: SOLUTIONS[
        "neuron_step"
    ](w, b, xs, ys, lr * len(xs)),
    ("log_sum_exp_of_list", "no shift"): lambda x: log(sum(map(exp, x))),
    ("log_sum_exp_of_list", "shift not undone"): lambda x: log(
        sum(exp(v - max(x)) for v in x)
    ),
    ("log_sum_exp_of_list", "shift by the first"): lambda x: (
        x[0] + log(sum(exp(v - x[0]) for v in x))
    ),
    ("softmax_of_each_row", "no shift"): lambda rows: [
        [exp(v) / sum(map(exp, row)) for v in row] for row in rows
    ],
    ("softmax_of_each_row", "largest of all rows"): lambda rows: [
        [
            exp(v - max(map(max, rows)))
            / sum(exp(u - max(map(max, rows))) for u in row)
            for v in row
        ]
        for row in rows
    ],
    ("softmax_of_each_row", "sum over all rows"): lambda rows: [
        [
            exp(v - max(row))
            / sum(exp(u - max(other)) for other in rows for u in other)
            for v in row
        ]
        for row in rows
    ],
    ("surprise_of_class_zero", "digits lost in 1 + r"): lambda z: (
        (max(z) - z[0]) + log(sum(exp(v - max(z)) for v in z))
    ),
    ("surprise_of_class_zero", "added before subtracted"): lambda z: (
        max(z) + log1p(sum(exp(v - max(z)) for v in sorted(z)[:-1])) - z[0]
    ),
    ("surprise_of_class_zero", "answer taken for the largest"): lambda z: (
        log1p(sum(exp(min(v - z[0], 700)) for v in z[1:]))
    ),
    ("mean_over_batches", "mean of the means"): lambda means, sizes: mean(
        means
    ),
    ("mean_over_batches", "sum over batches"): lambda means, sizes: (
        sum(m * n for m, n in zip(means, sizes, strict=True)) / len(means)
    ),
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
    ("settled_task_weights", "one form for all"): lambda losses, is_class: [
        1 / loss for loss in losses
    ],
    ("settled_task_weights", "half and double swapped"): (
        lambda losses, is_class: [
            1 / loss if c else 1 / (2 * loss)
            for loss, c in zip(losses, is_class, strict=True)
        ]
    ),
    ("mean_of_easiest", "mean over all"): lambda losses, fraction: (
        sum(sorted(losses)[: ceil(fraction * len(losses))]) / len(losses)
    ),
    ("mean_of_easiest", "rounded down"): lambda losses, fraction: mean(
        sorted(losses)[: int(fraction * len(losses))] or [0.0]
    ),
    ("mean_of_easiest", "threshold, not count"): lambda losses, q: mean(
        [v for v in losses if v < q * max(losses)] or [0.0]
    ),
    ("gradient_balance_step", "uphill"): lambda w, n, now, old, alpha, lr: (
        SOLUTIONS["gradient_balance_step"](w, n, now, old, alpha, -lr)
    ),
    ("gradient_balance_step", "alpha ignored"): (
        lambda w, n, now, old, alpha, lr: SOLUTIONS["gradient_balance_step"](
            w, n, now, old, 0.0, lr
        )
    ),
    ("gradient_balance_step", "first losses ignored"): (
        lambda w, n, now, old, alpha, lr: SOLUTIONS["gradient_balance_step"](
            w, n, now, [1.0] * len(w), alpha, lr
        )
    ),
    ("gradient_balance_step", "weights not scaled"): (
        lambda w, n, now, old, alpha, lr: [
            v * (sum(w) + lr) / sum(w)
            for v in SOLUTIONS["gradient_balance_step"](
                w, n, now, old, alpha, lr
            )
        ]
    ),
    ("driving_total", "halves for all"): lambda losses, s: (
        SOLUTIONS["driving_total"](losses, s)[0] - s[1] / 2,
        SOLUTIONS["driving_total"](losses, s)[1],
    ),
    ("driving_total", "sign of s"): lambda losses, s: SOLUTIONS[
        "driving_total"
    ](losses, [-v for v in s]),
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
