"""Typical slips: exercise, what went wrong, the hint that fits, the answer."""

import importlib
import pkgutil
from math import ceil, cos, cosh, dist, exp, lgamma, log, log1p, pi, prod, sqrt
from operator import mul
from statistics import mean, median

import byhand.exercises
import byhand.solutions


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


def overwriting_sweep(links):
    grads = [0] * (len(links) - 1) + [1]
    for i in reversed(range(len(links))):
        for source, slope in links[i]:
            grads[source] = slope * grads[i]
    return grads


def upwards_sweep(links):
    grads = [0] * (len(links) - 1) + [1]
    for i, inputs in enumerate(links):
        for source, slope in inputs:
            grads[source] += slope * grads[i]
    return grads


def depth_forgotten(x):
    y = SOLUTIONS["softplus_value"](x)
    y.depth = 0
    return y


def turned_softplus(x):
    y = SOLUTIONS["softplus_value"](x)
    y.links = ((x, 1 - y.links[0][1]),)
    return y


def moved_and_not_moved_back(f, x, h=1e-5):
    x, grad = [float(v) for v in x], []
    for i in range(len(x)):
        before = f(x)
        x[i] += h
        grad.append((f(x) - before) / h)
    return grad


def integers_kept(f, x, h=1e-5):
    grad = []
    for i in range(len(x)):
        right, left = list(x), list(x)
        right[i] = type(x[i])(x[i] + h)
        left[i] = type(x[i])(x[i] - h)
        grad.append((f(right) - f(left)) / (2 * h))
    return grad


def twice_of_all(*arguments):
    dW1, db1, dW2, db2 = SOLUTIONS["two_layer_gradients"](*arguments)
    doubled = [[2 * g for g in row] for row in dW1]
    return doubled, [2 * g for g in db1], [2 * g for g in dW2], 2 * db2


def transposed_first(*arguments):
    dW1, *others = SOLUTIONS["two_layer_gradients"](*arguments)
    return [list(column) for column in zip(*dW1, strict=True)], *others


def widest_by_difference(rates, costs, goal):
    wide = SOLUTIONS["good_rate_range"]
    powers = [2.0**rate for rate in rates]
    ends = wide(powers, costs, goal)
    return tuple(rates[powers.index(end)] for end in ends)


SLIPS = {
    ("neuron_for_gate", "on the line", "some-entries"): lambda gate: {
        "AND": (1, 1, -2),
        "OR": (1, 1, -1),
        "NAND": (-1, -1, 2),
        "NOR": (-1, -1, 1),
    }[gate],
    ("neuron_for_gate", "bias not turned", "some-signs"): lambda gate: (
        *SOLUTIONS["neuron_for_gate"](gate)[:2],
        -abs(SOLUTIONS["neuron_for_gate"](gate)[2]),
    ),
    ("merge_linear_layers", "biases only added", "shape"): lambda layers: (
        SOLUTIONS["merge_linear_layers"](layers)[0],
        [sum(b[0] for _, b in layers)],
    ),
    ("merge_linear_layers", "last layer alone", "shape"): lambda layers: (
        layers[-1]
    ),
    ("elu_and_slope", "digits lost", "digits"): lambda z: (
        (z, 1.0) if z > 0 else (exp(z) - 1, exp(z))
    ),
    ("elu_and_slope", "slope is the value", "some-entries"): lambda z: (
        SOLUTIONS["elu_and_slope"](z)[0],
        1.0 if z > 0 else exp(z) - 1,
    ),
    ("elu_and_slope", "power of a large number", "raised"): lambda z: (
        z if z > 0 else exp(z) - 1,
        min(1.0, exp(z)),
    ),
    ("parity_output_weights", "one, not two", "some-entries"): lambda n: [
        (-1.0) ** k for k in range(n)
    ],
    ("parity_output_weights", "sign kept", "some-signs"): lambda n: (
        [1.0] + [-2.0] * (n - 1)
    ),
    ("rate_over_paths", "added along a path", "other"): lambda paths: sum(
        map(sum, paths)
    ),
    ("rate_over_paths", "paths multiplied", "other"): lambda paths: prod(
        map(prod, paths)
    ),
    ("reverse_sweep", "overwritten", "some-entries"): overwriting_sweep,
    (
        "reverse_sweep",
        "from the first to the last",
        "some-entries",
    ): upwards_sweep,
    ("forward_sweep", "starts at the first", "other"): lambda links, leaf: (
        SOLUTIONS["forward_sweep"](links, 0)
    ),
    ("forward_sweep", "gradients", "other"): lambda links, leaf: SOLUTIONS[
        "reverse_sweep"
    ](links),
    ("softplus_value", "made of parts", "raised"): lambda x: (
        1 + x.exp()
    ).log(),
    ("softplus_value", "depth forgotten", "part"): depth_forgotten,
    ("softplus_value", "slope of the wrong side", "part"): turned_softplus,
    ("hidden_delta_rows", "transpose missing", "other"): lambda delta, W, a: (
        SOLUTIONS["hidden_delta_rows"](
            delta,
            W
            if len(W) != len(W[0])
            else [list(c) for c in zip(*W, strict=True)],
            a,
        )
    ),
    ("hidden_delta_rows", "slope dropped", "other"): lambda delta, W, a: [
        [sum(map(mul, deltas, weights)) for weights in W] for deltas in delta
    ],
    ("worst_relative_error", "absolute", "other"): lambda a, b: max(
        abs(p - q) for p, q in zip(a, b, strict=True)
    ),
    ("worst_relative_error", "divided by 0", "raised"): lambda a, b: max(
        abs(p - q) / max(abs(p), abs(q)) for p, q in zip(a, b, strict=True)
    ),
    (
        "central_gradient_list",
        "in place, forward",
        "other",
    ): moved_and_not_moved_back,
    ("central_gradient_list", "integers", "other"): integers_kept,
    ("central_gradient_list", "divided by h", "factor"): lambda f, x, h=1e-5: [
        2 * g for g in SOLUTIONS["central_gradient_list"](f, x, h)
    ],
    ("two_layer_gradients", "without the half", "factor"): twice_of_all,
    (
        "two_layer_gradients",
        "first layer transposed",
        "transposed",
    ): transposed_first,
    ("logit_delta_of", "sigmoid's slope with every loss", "other"): (
        lambda z, y, loss: (
            {"BCE": 1, "MSE": 2, "half": 1}[loss]
            * SOLUTIONS["logit_delta_of"](z, y, "half")
        )
    ),
    ("logit_delta_of", "half and whole swapped", "other"): lambda z, y, loss: (
        SOLUTIONS["logit_delta_of"](
            z, y, {"MSE": "half", "half": "MSE"}.get(loss, loss)
        )
    ),
    ("logit_delta_of", "target minus prediction", "sign"): lambda z, y, loss: (
        -(SOLUTIONS["logit_delta_of"](z, y, loss))
    ),
    ("relu_layer_gradients", "ReLU left out", "some-entries"): (
        lambda x, z1, w2, delta2: SOLUTIONS["relu_layer_gradients"](
            x, [[1.0 for _ in row] for row in z1], w2, delta2
        )
    ),
    (
        "relu_layer_gradients",
        "slope 1 at 0",
        "offset",
    ): lambda x, z1, w2, delta2: SOLUTIONS["relu_layer_gradients"](
        x, [[z + (z == 0) for z in row] for row in z1], w2, delta2
    ),
    (
        "relu_layer_gradients",
        "mean taken twice",
        "factor",
    ): lambda x, z1, w2, delta2: SOLUTIONS["relu_layer_gradients"](
        x, z1, w2, [d / len(delta2) for d in delta2]
    ),
    (
        "plateau_cost",
        "one half for every mixed group",
        "other",
    ): lambda groups: (
        sum((yes + no) * log(2) for yes, no in groups if yes and no)
        / sum(map(sum, groups))
    ),
    (
        "plateau_cost",
        "mean over groups, not examples",
        "factor",
    ): lambda groups: mean(
        SOLUTIONS["plateau_cost"]([group]) for group in groups
    ),
    ("plateau_cost", "logarithm of 0", "raised"): lambda groups: (
        -sum(k * log(k / sum(group)) for group in groups for k in group)
        / sum(map(sum, groups))
    ),
    ("bce_of_one_logit", "over the probability", "raised"): lambda z, y: (
        -y * log(1 / (1 + exp(-z))) - (1 - y) * log(1 - 1 / (1 + exp(-z)))
    ),
    ("bce_of_one_logit", "digits lost in 1 + e", "digits"): lambda z, y: (
        max(z, 0.0) - y * z + log(1 + exp(-abs(z)))
    ),
    ("bce_of_one_logit", "target left out", "other"): lambda z, y: (
        max(z, 0.0) + log1p(exp(-abs(z)))
    ),
    ("cross_entropy_slopes", "target minus prediction", "sign"): lambda z, c: [
        -slope for slope in SOLUTIONS["cross_entropy_slopes"](z, c)
    ],
    ("cross_entropy_slopes", "target left out", "some-entries"): lambda z, c: [
        slope + (k == c)
        for k, slope in enumerate(SOLUTIONS["cross_entropy_slopes"](z, c))
    ],
    ("cross_entropy_slopes", "no shift", "raised"): lambda z, c: [
        exp(v) / sum(map(exp, z)) - (k == c) for k, v in enumerate(z)
    ],
    ("focal_of_one_probability", "p for p_t", "other"): lambda p, y, gamma: (
        -((1 - p) ** gamma) * log(p)
    ),
    ("focal_of_one_probability", "p for p_t in the factor", "other"): (
        lambda p, y, gamma: -((1 - p) ** gamma) * log(p if y else 1 - p)
    ),
    (
        "focal_of_one_probability",
        "turned around",
        "other",
    ): lambda p, y, gamma: (
        -((p if y else 1 - p) ** gamma) * log(p if y else 1 - p)
    ),
    (
        "smoothed_over_the_others",
        "over all classes",
        "other",
    ): lambda z, c, eps: (
        log(sum(map(exp, z))) - (1 - eps) * z[c] - eps * mean(z)
    ),
    (
        "smoothed_over_the_others",
        "not shared out",
        "other",
    ): lambda z, c, eps: (
        log(sum(map(exp, z))) - (1 - eps) * z[c] - eps * (sum(z) - z[c])
    ),
    ("output_delta", "minus lost", "sign"): lambda y, o: (
        2 * (y - o) * o * (1 - o)
    ),
    ("output_delta", "half the loss", "factor"): lambda y, o: (
        (o - y) * o * (1 - o)
    ),
    ("output_delta", "sigmoid left out", "other"): lambda y, o: -2 * (y - o),
    ("hidden_weight_gradient", "sigmoid left out", "other"): (
        lambda dC_dz3, w_out, h, x: dC_dz3 * w_out * h * x
    ),
    ("hidden_weight_gradient", "input left out", "other"): (
        lambda dC_dz3, w_out, h, x: dC_dz3 * w_out * h * (1 - h)
    ),
    ("train_step", "uphill", "uphill"): uphill,
    ("train_step", "in place", "changed"): in_place,
    ("train_step", "updating as it goes", "digits"): updating_as_it_goes,
    ("mean_surprise", "product first", "other"): lambda probs: (
        -log(prod(probs) + 1e-300) / len(probs)
    ),
    ("mean_surprise", "sum, not mean", "times-length"): lambda probs: (
        -sum(map(log, probs))
    ),
    ("mean_surprise", "log of the mean", "other"): lambda probs: (
        -log(mean(probs))
    ),
    ("poisson_surprise", "factorial left out", "other"): lambda rate, count: (
        rate - count * log(rate)
    ),
    ("poisson_surprise", "lgamma of k", "other"): lambda rate, count: (
        rate - count * log(rate) + lgamma(max(count, 1))
    ),
    (
        "gaussian_slopes",
        "sign of the first",
        "some-signs",
    ): lambda pred, variance, target: (
        (target - pred) / variance,
        (1 - (pred - target) ** 2 / variance) / (2 * variance),
    ),
    (
        "gaussian_slopes",
        "log v left out",
        "some-entries",
    ): lambda pred, variance, target: (
        (pred - target) / variance,
        -((pred - target) ** 2) / (2 * variance**2),
    ),
    ("neuron_step", "uphill", "some-entries"): lambda w, b, xs, ys, lr: (
        SOLUTIONS["neuron_step"](w, b, xs, ys, -lr)
    ),
    ("neuron_step", "sum, not mean", "factor"): lambda w, b, xs, ys, lr: (
        SOLUTIONS["neuron_step"](w, b, xs, ys, lr * len(xs))
    ),
    ("log_sum_exp_of_list", "no shift", "raised"): lambda x: log(
        sum(map(exp, x))
    ),
    ("log_sum_exp_of_list", "shift not undone", "other"): lambda x: log(
        sum(exp(v - max(x)) for v in x)
    ),
    ("log_sum_exp_of_list", "shift by the first", "raised"): lambda x: (
        x[0] + log(sum(exp(v - x[0]) for v in x))
    ),
    ("softmax_of_each_row", "no shift", "raised"): lambda rows: [
        [exp(v) / sum(map(exp, row)) for v in row] for row in rows
    ],
    ("softmax_of_each_row", "largest of all rows", "raised"): lambda rows: [
        [
            exp(v - max(map(max, rows)))
            / sum(exp(u - max(map(max, rows))) for u in row)
            for v in row
        ]
        for row in rows
    ],
    ("softmax_of_each_row", "sum over all rows", "other"): lambda rows: [
        [
            exp(v - max(row))
            / sum(exp(u - max(other)) for other in rows for u in other)
            for v in row
        ]
        for row in rows
    ],
    ("surprise_of_class_zero", "digits lost in 1 + r", "digits"): lambda z: (
        (max(z) - z[0]) + log(sum(exp(v - max(z)) for v in z))
    ),
    (
        "surprise_of_class_zero",
        "added before subtracted",
        "digits",
    ): lambda z: (
        max(z) + log1p(sum(exp(v - max(z)) for v in sorted(z)[:-1])) - z[0]
    ),
    (
        "surprise_of_class_zero",
        "answer taken for the largest",
        "other",
    ): lambda z: log1p(sum(exp(min(v - z[0], 700)) for v in z[1:])),
    ("mean_over_batches", "mean of the means", "other"): lambda means, sizes: (
        mean(means)
    ),
    ("mean_over_batches", "sum over batches", "other"): lambda means, sizes: (
        sum(m * n for m, n in zip(means, sizes, strict=True)) / len(means)
    ),
    (
        "mae_gradient_list",
        "mean forgotten",
        "times-length",
    ): lambda pred, target: [
        float((p > t) - (p < t)) for p, t in zip(pred, target, strict=True)
    ],
    (
        "mae_gradient_list",
        "slope 0 or 1",
        "some-entries",
    ): lambda pred, target: [
        (p > t) / len(pred) for p, t in zip(pred, target, strict=True)
    ],
    (
        "mae_gradient_list",
        "no zero at zero",
        "some-entries",
    ): lambda pred, target: [
        (1 if p >= t else -1) / len(pred)
        for p, t in zip(pred, target, strict=True)
    ],
    ("smooth_l1_of_one_error", "Huber", "factor"): lambda e, beta: (
        e**2 / 2 if abs(e) <= beta else beta * (abs(e) - beta / 2)
    ),
    ("smooth_l1_of_one_error", "sign kept", "other"): lambda e, beta: (
        e**2 / (2 * beta) if e <= beta else e - beta / 2
    ),
    ("log_cosh_of_one_error", "as written", "raised"): lambda e: log(cosh(e)),
    ("log_cosh_of_one_error", "no log 2", "offset"): lambda e: (
        abs(e) + log1p(exp(-2 * abs(e)))
    ),
    ("log_cosh_of_one_error", "sign kept", "raised"): lambda e: (
        e + log1p(exp(-2 * e)) - log(2)
    ),
    ("huber_centre", "mean", "other"): lambda targets, delta: mean(targets),
    ("huber_centre", "median", "other"): lambda targets, delta: median(
        targets
    ),
    (
        "huber_centre",
        "targets clipped, not errors",
        "other",
    ): lambda targets, delta: mean(
        max(-delta, min(delta, y)) for y in targets
    ),
    (
        "settled_task_weights",
        "one form for all",
        "some-entries",
    ): lambda losses, is_class: [1 / loss for loss in losses],
    ("settled_task_weights", "half and double swapped", "other"): (
        lambda losses, is_class: [
            1 / loss if c else 1 / (2 * loss)
            for loss, c in zip(losses, is_class, strict=True)
        ]
    ),
    ("mean_of_easiest", "mean over all", "other"): lambda losses, fraction: (
        sum(sorted(losses)[: ceil(fraction * len(losses))]) / len(losses)
    ),
    ("mean_of_easiest", "rounded down", "other"): lambda losses, fraction: (
        mean(sorted(losses)[: int(fraction * len(losses))] or [0.0])
    ),
    ("mean_of_easiest", "threshold, not count", "other"): lambda losses, q: (
        mean([v for v in losses if v < q * max(losses)] or [0.0])
    ),
    (
        "gradient_balance_step",
        "uphill",
        "uphill",
    ): lambda w, n, now, old, alpha, lr: SOLUTIONS["gradient_balance_step"](
        w, n, now, old, alpha, -lr
    ),
    ("gradient_balance_step", "alpha ignored", "other"): (
        lambda w, n, now, old, alpha, lr: SOLUTIONS["gradient_balance_step"](
            w, n, now, old, 0.0, lr
        )
    ),
    ("gradient_balance_step", "first losses ignored", "uphill"): (
        lambda w, n, now, old, alpha, lr: SOLUTIONS["gradient_balance_step"](
            w, n, now, [1.0] * len(w), alpha, lr
        )
    ),
    ("gradient_balance_step", "weights not scaled", "other"): (
        lambda w, n, now, old, alpha, lr: [
            v * (sum(w) + lr) / sum(w)
            for v in SOLUTIONS["gradient_balance_step"](
                w, n, now, old, alpha, lr
            )
        ]
    ),
    ("driving_total", "halves for all", "some-entries"): lambda losses, s: (
        SOLUTIONS["driving_total"](losses, s)[0] - s[1] / 2,
        SOLUTIONS["driving_total"](losses, s)[1],
    ),
    ("driving_total", "sign of s", "part"): lambda losses, s: SOLUTIONS[
        "driving_total"
    ](losses, [-v for v in s]),
    ("frequency_from_weighted", "multiplied", "other"): lambda p, weight: (
        weight * p / (weight * p + 1 - p)
    ),
    (
        "frequency_from_weighted",
        "probability divided",
        "other",
    ): lambda p, weight: p / weight,
    (
        "frequency_from_weighted",
        "odds taken for it",
        "other",
    ): lambda p, weight: p / max(1 - p, 1e-9) / weight,
    ("rate_for_sum", "by the number", "other"): lambda lr, labels, weights: (
        lr / len(labels)
    ),
    ("rate_for_sum", "by all weights", "other"): lambda lr, labels, weights: (
        lr / sum(weights)
    ),
    ("rate_for_sum", "multiplied", "other"): lambda lr, labels, weights: (
        lr * sum(weights[label] for label in labels)
    ),
    ("best_f1_threshold", "one half", "other"): lambda probs, labels: (
        0.5,
        SOLUTIONS["best_f1_threshold"](
            [float(p >= 0.5) for p in probs], labels
        )[1],
    ),
    (
        "best_f1_threshold",
        "labels sorted too",
        "other",
    ): lambda probs, labels: SOLUTIONS["best_f1_threshold"](
        sorted(probs), sorted(labels)
    ),
    ("best_f1_threshold", "accuracy", "some-entries"): lambda probs, labels: (
        max(
            (
                mean(
                    (p >= t) == y for p, y in zip(probs, labels, strict=True)
                ),
                t,
            )
            for t in probs
        )[::-1]
    ),
    ("huber_noise_floor", "smooth L1", "other"): lambda delta: (
        SOLUTIONS["huber_noise_floor"](delta) / delta
    ),
    ("huber_noise_floor", "of the mean error", "other"): lambda delta: (
        0.8**2 / 2 if delta > 0.8 else delta * (0.8 - delta / 2)
    ),
    ("huber_noise_floor", "parabola for all", "other"): lambda delta: 0.5,
    ("game_value", "half the cross-entropy", "factor"): lambda real, made: (
        SOLUTIONS["game_value"](real, made) / 2
    ),
    ("game_value", "D turned around", "other"): lambda real, made: sum(
        p * log((q + 1e-9) / (p + q)) + q * log((p + 1e-9) / (p + q))
        for p, q in zip(real, made, strict=True)
    ),
    ("game_value", "D of one half everywhere", "other"): lambda real, made: (
        -2 * log(2)
    ),
    (
        "drawn_code",
        "variance for deviation",
        "some-entries",
    ): lambda mean, v, noise, slope: (
        mean + exp(v) * noise,
        slope,
        slope * exp(v) * noise / 2,
    ),
    (
        "drawn_code",
        "half left out",
        "some-entries",
    ): lambda mean, v, noise, slope: (
        mean + exp(v / 2) * noise,
        slope,
        slope * exp(v / 2) * noise,
    ),
    (
        "drawn_code",
        "slope not handed on",
        "some-entries",
    ): lambda mean, v, noise, slope: (
        mean + exp(v / 2) * noise,
        1.0,
        exp(v / 2) * noise / 2,
    ),
    (
        "kl_of_normals",
        "the other way around",
        "other",
    ): lambda m1, v1, m2, v2: SOLUTIONS["kl_of_normals"](m2, v2, m1, v1),
    ("kl_of_normals", "shift not scaled", "other"): lambda m1, v1, m2, v2: (
        (exp(v1 - v2) + (m1 - m2) ** 2 - 1 + v2 - v1) / 2
    ),
    (
        "kl_of_normals",
        "variance not logarithm",
        "other",
    ): lambda m1, v1, m2, v2: (v1 + (m1 - m2) ** 2 - 1 + v2 - v1) / 2,
    ("multi_scale_total", "free weights", "part"): lambda losses, s: (
        sum(map(prod, zip(losses, s, strict=True))),
        list(losses),
    ),
    (
        "multi_scale_total",
        "charge left out",
        "some-entries",
    ): lambda losses, s: (
        sum(exp(-v) * x for x, v in zip(losses, s, strict=True)) / 2,
        [-exp(-v) * x / 2 for x, v in zip(losses, s, strict=True)],
    ),
    ("multi_scale_total", "halves left out", "factor"): lambda losses, s: (
        2 * SOLUTIONS["multi_scale_total"](losses, s)[0],
        [2 * v for v in SOLUTIONS["multi_scale_total"](losses, s)[1]],
    ),
    (
        "contrastive_slope_of_a",
        "no half",
        "factor",
    ): lambda a, b, same, margin: [
        2 * s for s in SOLUTIONS["contrastive_slope_of_a"](a, b, same, margin)
    ],
    ("contrastive_slope_of_a", "pulled together", "sign"): (
        lambda a, b, same, margin: [
            s if same else -s
            for s in SOLUTIONS["contrastive_slope_of_a"](a, b, same, margin)
        ]
    ),
    ("contrastive_slope_of_a", "no margin kept", "other"): (
        lambda a, b, same, margin: [
            (p - q) * (1 if same else 1 - margin / (dist(a, b) or margin))
            for p, q in zip(a, b, strict=True)
        ]
    ),
    ("contrastive_slope_of_a", "divided by no distance", "raised"): (
        lambda a, b, same, margin: [
            (p - q)
            * (1 if same else -max(0, margin - dist(a, b)))
            / (1 if same else dist(a, b))
            for p, q in zip(a, b, strict=True)
        ]
    ),
    (
        "hardest_of_anchor",
        "its own positive",
        "some-entries",
    ): lambda d, labels, a: SOLUTIONS["hardest_of_anchor"](
        [*d, d[a]], [*labels, labels[a]], len(d)
    ),
    (
        "hardest_of_anchor",
        "nearest and farthest",
        "other",
    ): lambda d, labels, a: SOLUTIONS["hardest_of_anchor"](
        [-v for v in d], labels, a
    ),
    ("partner_column", "nothing cut", "offset"): lambda i, n: (
        (i + n) % (2 * n)
    ),
    ("partner_column", "all moved", "offset"): lambda i, n: (
        (i + n) % (2 * n) - 1
    ),
    ("info_nce_of_cosines", "positive twice", "raised"): lambda c, own, tau: (
        log1p(sum(exp((v - c[own]) / tau) for v in c))
    ),
    (
        "info_nce_of_cosines",
        "digits lost in 1 + e",
        "digits",
    ): lambda c, own, tau: (
        (max(c) - c[own]) / tau + log(sum(exp((v - max(c)) / tau) for v in c))
    ),
    ("info_nce_of_cosines", "no shift", "raised"): lambda c, own, tau: log1p(
        sum(exp((v - c[own]) / tau) for j, v in enumerate(c) if j != own)
    ),
    (
        "info_nce_of_cosines",
        "cosines as logits",
        "other",
    ): lambda c, own, tau: SOLUTIONS["info_nce_of_cosines"](c, own, 1.0),
    ("mask_scores", "IoU for Dice", "some-entries"): lambda pred, truth: (
        (SOLUTIONS["mask_scores"](pred, truth)[1],) * 2
    ),
    (
        "mask_scores",
        "background counted",
        "some-entries",
    ): lambda pred, truth: (
        SOLUTIONS["mask_scores"](pred, truth)[0],
        mean(p == t for p, t in zip(pred, truth, strict=True)),
    ),
    ("mask_scores", "empty is zero", "offset"): lambda pred, truth: (
        SOLUTIONS["mask_scores"](pred, truth) if any(truth) else (0.0, 0.0)
    ),
    ("dice_logit_slopes", "sigmoid left out", "other"): lambda z, mask: [
        slope * (2 + exp(v) + exp(-v))
        for slope, v in zip(
            SOLUTIONS["dice_logit_slopes"](z, mask), z, strict=True
        )
    ],
    ("dice_logit_slopes", "cross-entropy", "other"): lambda z, mask: [
        (1 / (1 + exp(-v)) - m) / len(z) for v, m in zip(z, mask, strict=True)
    ],
    ("dice_logit_slopes", "uphill", "sign"): lambda z, mask: [
        -slope for slope in SOLUTIONS["dice_logit_slopes"](z, mask)
    ],
    ("tversky_of_mask", "index", "other"): lambda p, m, alpha, beta: (
        1 - SOLUTIONS["tversky_of_mask"](p, m, alpha, beta)
    ),
    (
        "tversky_of_mask",
        "weights swapped",
        "other",
    ): lambda p, m, alpha, beta: SOLUTIONS["tversky_of_mask"](
        p, m, beta, alpha
    ),
    ("tversky_of_mask", "Dice", "other"): lambda p, m, alpha, beta: SOLUTIONS[
        "tversky_of_mask"
    ](p, m, 0.5, 0.5),
    ("exact_giou_loss", "hull left out", "other"): lambda a, b: min(
        1, SOLUTIONS["exact_giou_loss"](a, b)
    ),
    ("exact_giou_loss", "score, not loss", "other"): lambda a, b: (
        1 - SOLUTIONS["exact_giou_loss"](a, b)
    ),
    ("exact_giou_loss", "flipped corners put right", "other"): lambda a, b: (
        SOLUTIONS["exact_giou_loss"](
            [*map(min, a[:2], a[2:]), *map(max, a[:2], a[2:])], b
        )
    ),
    ("index_batches", "last batch dropped", "form"): lambda order, size: (
        SOLUTIONS["index_batches"](order[: len(order) // size * size], size)
    ),
    ("index_batches", "order forgotten", "order"): lambda order, size: (
        SOLUTIONS["index_batches"](range(len(order)), size)
    ),
    (
        "confusion_of_logits",
        "transposed",
        "transposed",
    ): lambda logits, labels: (
        [
            list(c)
            for c in zip(
                *SOLUTIONS["confusion_of_logits"](logits, labels)[0],
                strict=True,
            )
        ],
        SOLUTIONS["confusion_of_logits"](logits, labels)[1],
    ),
    (
        "confusion_of_logits",
        "smallest logit",
        "order",
    ): lambda logits, labels: SOLUTIONS["confusion_of_logits"](
        [[-z for z in row] for row in logits], labels
    ),
    (
        "confusion_of_logits",
        "count for share",
        "transposed",
    ): lambda logits, labels: (
        SOLUTIONS["confusion_of_logits"](logits, labels)[0],
        SOLUTIONS["confusion_of_logits"](logits, labels)[1] * len(labels),
    ),
    ("share_interval", "share plus and minus z errors", "some-entries"): (
        lambda right, n, z=2.0: tuple(
            right / n + s * z * sqrt(right / n * (1 - right / n) / n)
            for s in (-1, 1)
        )
    ),
    ("share_interval", "z left out", "some-entries"): lambda right, n, z=2.0: (
        SOLUTIONS["share_interval"](right, n, 1.0)
    ),
    ("softmax_regression_step", "sum for mean", "factor"): (
        lambda W, b, x, labels, lr: SOLUTIONS["softmax_regression_step"](
            W, b, x, labels, lr * len(x)
        )
    ),
    (
        "softmax_regression_step",
        "uphill",
        "reversed",
    ): lambda W, b, x, labels, lr: SOLUTIONS["softmax_regression_step"](
        W, b, x, labels, -lr
    ),
    (
        "softmax_regression_step",
        "bias stays",
        "digits",
    ): lambda W, b, x, labels, lr: (
        SOLUTIONS["softmax_regression_step"](W, b, x, labels, lr)[0],
        b,
    ),
    (
        "fit_line_by_hand",
        "losses after the step",
        "some-entries",
    ): lambda x, y, w, b, lr, n: (
        SOLUTIONS["fit_line_by_hand"](x, y, w, b, lr, n + 1)[0][1:],
        *SOLUTIONS["fit_line_by_hand"](x, y, w, b, lr, n)[1:],
    ),
    (
        "fit_line_by_hand",
        "half the slope",
        "some-entries",
    ): lambda x, y, w, b, lr, n: SOLUTIONS["fit_line_by_hand"](
        x, y, w, b, lr / 2, n
    ),
    (
        "fit_line_by_hand",
        "sum for mean",
        "not-finite",
    ): lambda x, y, w, b, lr, n: SOLUTIONS["fit_line_by_hand"](
        x, y, w, b, lr * len(x), n
    ),
    ("best_rate_and_limit", "swapped", "other"): lambda x: SOLUTIONS[
        "best_rate_and_limit"
    ](x)[::-1],
    (
        "best_rate_and_limit",
        "one over the largest",
        "some-entries",
    ): lambda x: (
        SOLUTIONS["best_rate_and_limit"](x)[0],
        SOLUTIONS["best_rate_and_limit"](x)[1] / 2,
    ),
    ("best_rate_and_limit", "inputs centred", "other"): lambda x: SOLUTIONS[
        "best_rate_and_limit"
    ]([v - mean(x) for v in x]),
    ("epochs_until_share", "smallest eigenvalue only", "other"): (
        lambda values, lr, share: SOLUTIONS["epochs_until_share"](
            [min(values)], lr, share
        )
    ),
    ("epochs_until_share", "largest eigenvalue only", "other"): (
        lambda values, lr, share: SOLUTIONS["epochs_until_share"](
            [max(values)], lr, share
        )
    ),
    ("epochs_until_share", "sign of the factor kept", "other"): (
        lambda values, lr, share: ceil(
            log(share) / log(max(1 - lr * v for v in values))
        )
    ),
    ("epoch_in_batches", "last batch dropped", "other"): (
        lambda x, y, w, b, lr, size: SOLUTIONS["epoch_in_batches"](
            *(v[: len(x) // size * size] for v in (x, y)), w, b, lr, size
        )
    ),
    ("epoch_in_batches", "one step for all", "other"): (
        lambda x, y, w, b, lr, size: SOLUTIONS["epoch_in_batches"](
            x, y, w, b, lr, len(x)
        )
    ),
    (
        "two_momentum_moves",
        "forms swapped",
        "order",
    ): lambda grads, rates, mu: SOLUTIONS["two_momentum_moves"](
        grads, rates, mu
    )[::-1],
    (
        "two_momentum_moves",
        "A for both",
        "some-entries",
    ): lambda grads, rates, mu: (
        (SOLUTIONS["two_momentum_moves"](grads, rates, mu)[0],) * 2
    ),
    (
        "two_momentum_moves",
        "gradient averaged",
        "factor",
    ): lambda grads, rates, mu: SOLUTIONS["two_momentum_moves"](
        [(1 - mu) * g for g in grads], rates, mu
    ),
    ("adam_moves", "count from 2", "other"): lambda grads, lr, **more: (
        SOLUTIONS["adam_moves"]([0.0, *grads], lr, **more)[1:]
    ),
    ("adam_moves", "root of eps", "order"): lambda grads, lr, **more: (
        SOLUTIONS["adam_moves"](
            grads, lr, **more | {"eps": sqrt(more.get("eps", 1e-8))}
        )
    ),
    ("adam_moves", "uphill", "sign"): lambda grads, lr, **more: SOLUTIONS[
        "adam_moves"
    ](grads, -lr, **more),
    ("adam_moves", "rate times gradient", "other"): lambda grads, lr, **more: [
        -lr * g for g in grads
    ],
    ("decayed_two_ways", "swapped", "other"): lambda w, g, lr, weight_decay: (
        SOLUTIONS["decayed_two_ways"](w, g, lr, weight_decay)[::-1]
    ),
    ("decayed_two_ways", "decay without the rate", "some-entries"): (
        lambda w, g, lr, weight_decay: (
            SOLUTIONS["decayed_two_ways"](w, g, lr, weight_decay)[0],
            SOLUTIONS["decayed_two_ways"](w, g, lr, weight_decay)[1]
            - (1 - lr) * weight_decay * w,
        )
    ),
    ("decayed_two_ways", "sign of the gradient for both", "some-entries"): (
        lambda w, g, lr, weight_decay: (
            w - lr * ((g > 0) - (g < 0)),
            SOLUTIONS["decayed_two_ways"](w, g, lr, weight_decay)[1],
        )
    ),
    (
        "first_loss_of_biases",
        "log of the classes",
        "other",
    ): lambda counts, b: log(len(b)),
    ("first_loss_of_biases", "shares ignored", "other"): lambda counts, b: (
        SOLUTIONS["first_loss_of_biases"]([1] * len(b), b)
    ),
    ("first_loss_of_biases", "overflow", "raised"): lambda counts, b: (
        sum(
            n * (log(sum(map(exp, b))) - bias)
            for n, bias in zip(counts, b, strict=True)
        )
        / sum(counts)
    ),
    ("clip_together", "each by itself", "other"): lambda gradients, limit: [
        SOLUTIONS["clip_together"]([g], limit)[0] for g in gradients
    ],
    (
        "clip_together",
        "short ones made longer",
        "factor",
    ): lambda gradients, limit: [
        [
            limit * v / (sqrt(sum(u * u for h in gradients for u in h)) or 1)
            for v in g
        ]
        for g in gradients
    ],
    ("clip_together", "entries cut", "other"): lambda gradients, limit: [
        [max(-limit, min(limit, v)) for v in g] for g in gradients
    ],
    ("flow_verdicts", "None is zero", "part"): lambda weights, gradients, lr: [
        "zero" if word == "none" else word
        for word in SOLUTIONS["flow_verdicts"](weights, gradients, lr)
    ],
    ("flow_verdicts", "not divided", "part"): lambda weights, gradients, lr: (
        SOLUTIONS["flow_verdicts"]([[1.0]] * len(weights), gradients, lr)
    ),
    (
        "flow_verdicts",
        "rate forgotten",
        "part",
    ): lambda weights, gradients, lr: SOLUTIONS["flow_verdicts"](
        weights, gradients, 1.0
    ),
    ("uncleared_descent", "cleared", "some-entries"): lambda w, a, lr, n: [
        w * (1 - lr * a) ** k for k in range(n + 1)
    ],
    ("uncleared_descent", "start forgotten", "shape"): lambda w, a, lr, n: (
        SOLUTIONS["uncleared_descent"](w, a, lr, n)[1:]
    ),
    (
        "uncleared_descent",
        "slope halved",
        "some-entries",
    ): lambda w, a, lr, n: SOLUTIONS["uncleared_descent"](w, a / 2, lr, n),
    (
        "warm_cosine",
        "cosine counts from the start",
        "other",
    ): lambda t, steps, warmup: (
        t / warmup if t <= warmup else (1 + cos(pi * (t - 1) / steps)) / 2
    ),
    ("warm_cosine", "warm-up from 0", "offset"): lambda t, steps, warmup: (
        (t - 1) / warmup
        if t <= warmup
        else SOLUTIONS["warm_cosine"](t, steps, warmup)
    ),
    ("warm_cosine", "ends at 0", "other"): lambda t, steps, warmup: SOLUTIONS[
        "warm_cosine"
    ](t + (t > warmup), steps, warmup),
    (
        "good_rate_range",
        "gaps ignored",
        "some-entries",
    ): lambda rates, costs, goal: (
        min(r for r, c in zip(rates, costs, strict=True) if c < goal),
        max(r for r, c in zip(rates, costs, strict=True) if c < goal),
    ),
    (
        "good_rate_range",
        "width as a difference",
        "other",
    ): widest_by_difference,
    ("told_apart", "lowest mean", "form"): lambda finals: SOLUTIONS[
        "told_apart"
    ]({name: [mean(costs)] * 3 for name, costs in finals.items()}),
    ("told_apart", "medians compared", "form"): lambda finals: [
        name
        for name, costs in finals.items()
        if median(costs) > min(map(median, finals.values()))
    ],
    (
        "scheduled_cost",
        "noise not squared",
        "factor",
    ): lambda rates, h, noise, start: SOLUTIONS["scheduled_cost"](
        rates, h, noise**0.5, start
    ),
    (
        "scheduled_cost",
        "noise forgotten",
        "other",
    ): lambda rates, h, noise, start: SOLUTIONS["scheduled_cost"](
        rates, h, 0.0, start
    ),
    ("scheduled_cost", "first rate for all", "other"): (
        lambda rates, h, noise, start: SOLUTIONS["scheduled_cost"](
            [rates[0] for _ in rates], h, noise, start
        )
    ),
}
