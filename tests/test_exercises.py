"""Every solution passes, every bare stub fails, and so do typical slips."""

import importlib
import pkgutil
from math import ceil, cosh, dist, exp, lgamma, log, log1p, prod
from operator import mul
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


SLIPS = {
    ("neuron_for_gate", "on the line"): lambda gate: {
        "AND": (1, 1, -2),
        "OR": (1, 1, -1),
        "NAND": (-1, -1, 2),
        "NOR": (-1, -1, 1),
    }[gate],
    ("neuron_for_gate", "bias not turned"): lambda gate: (
        *SOLUTIONS["neuron_for_gate"](gate)[:2],
        -abs(SOLUTIONS["neuron_for_gate"](gate)[2]),
    ),
    ("merge_linear_layers", "biases only added"): lambda layers: (
        SOLUTIONS["merge_linear_layers"](layers)[0],
        [sum(b[0] for _, b in layers)],
    ),
    ("merge_linear_layers", "last layer alone"): lambda layers: layers[-1],
    ("elu_and_slope", "digits lost"): lambda z: (
        (z, 1.0) if z > 0 else (exp(z) - 1, exp(z))
    ),
    ("elu_and_slope", "slope is the value"): lambda z: (
        SOLUTIONS["elu_and_slope"](z)[0],
        1.0 if z > 0 else exp(z) - 1,
    ),
    ("elu_and_slope", "power of a large number"): lambda z: (
        z if z > 0 else exp(z) - 1,
        min(1.0, exp(z)),
    ),
    ("parity_output_weights", "one, not two"): lambda n: [
        (-1.0) ** k for k in range(n)
    ],
    ("parity_output_weights", "sign kept"): lambda n: [1.0] + [-2.0] * (n - 1),
    ("rate_over_paths", "added along a path"): lambda paths: sum(
        map(sum, paths)
    ),
    ("rate_over_paths", "paths multiplied"): lambda paths: prod(
        map(prod, paths)
    ),
    ("reverse_sweep", "overwritten"): overwriting_sweep,
    ("reverse_sweep", "from the first to the last"): upwards_sweep,
    ("forward_sweep", "starts at the first"): lambda links, leaf: SOLUTIONS[
        "forward_sweep"
    ](links, 0),
    ("forward_sweep", "gradients"): lambda links, leaf: SOLUTIONS[
        "reverse_sweep"
    ](links),
    ("softplus_value", "made of parts"): lambda x: (1 + x.exp()).log(),
    ("softplus_value", "depth forgotten"): depth_forgotten,
    ("softplus_value", "slope of the wrong side"): turned_softplus,
    ("hidden_delta_rows", "transpose missing"): lambda delta, W, a: SOLUTIONS[
        "hidden_delta_rows"
    ](
        delta,
        W if len(W) != len(W[0]) else [list(c) for c in zip(*W, strict=True)],
        a,
    ),
    ("hidden_delta_rows", "slope dropped"): lambda delta, W, a: [
        [sum(map(mul, deltas, weights)) for weights in W] for deltas in delta
    ],
    ("worst_relative_error", "absolute"): lambda a, b: max(
        abs(p - q) for p, q in zip(a, b, strict=True)
    ),
    ("worst_relative_error", "divided by 0"): lambda a, b: max(
        abs(p - q) / max(abs(p), abs(q)) for p, q in zip(a, b, strict=True)
    ),
    ("central_gradient_list", "in place, forward"): moved_and_not_moved_back,
    ("central_gradient_list", "integers"): integers_kept,
    ("central_gradient_list", "divided by h"): lambda f, x, h=1e-5: [
        2 * g for g in SOLUTIONS["central_gradient_list"](f, x, h)
    ],
    ("two_layer_gradients", "without the half"): twice_of_all,
    ("two_layer_gradients", "first layer transposed"): transposed_first,
    ("logit_delta_of", "sigmoid's slope with every loss"): (
        lambda z, y, loss: (
            {"BCE": 1, "MSE": 2, "half": 1}[loss]
            * SOLUTIONS["logit_delta_of"](z, y, "half")
        )
    ),
    ("logit_delta_of", "half and whole swapped"): lambda z, y, loss: SOLUTIONS[
        "logit_delta_of"
    ](z, y, {"MSE": "half", "half": "MSE"}.get(loss, loss)),
    ("logit_delta_of", "target minus prediction"): lambda z, y, loss: (
        -(SOLUTIONS["logit_delta_of"](z, y, loss))
    ),
    ("relu_layer_gradients", "ReLU left out"): (
        lambda x, z1, w2, delta2: SOLUTIONS["relu_layer_gradients"](
            x, [[1.0 for _ in row] for row in z1], w2, delta2
        )
    ),
    ("relu_layer_gradients", "slope 1 at 0"): lambda x, z1, w2, delta2: (
        SOLUTIONS["relu_layer_gradients"](
            x, [[z + (z == 0) for z in row] for row in z1], w2, delta2
        )
    ),
    ("relu_layer_gradients", "mean taken twice"): lambda x, z1, w2, delta2: (
        SOLUTIONS["relu_layer_gradients"](
            x, z1, w2, [d / len(delta2) for d in delta2]
        )
    ),
    ("plateau_cost", "one half for every mixed group"): lambda groups: (
        sum((yes + no) * log(2) for yes, no in groups if yes and no)
        / sum(map(sum, groups))
    ),
    ("plateau_cost", "mean over groups, not examples"): lambda groups: mean(
        SOLUTIONS["plateau_cost"]([group]) for group in groups
    ),
    ("plateau_cost", "logarithm of 0"): lambda groups: (
        -sum(k * log(k / sum(group)) for group in groups for k in group)
        / sum(map(sum, groups))
    ),
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
    ("frequency_from_weighted", "multiplied"): lambda p, weight: (
        weight * p / (weight * p + 1 - p)
    ),
    ("frequency_from_weighted", "probability divided"): lambda p, weight: (
        p / weight
    ),
    ("frequency_from_weighted", "odds taken for it"): lambda p, weight: (
        p / max(1 - p, 1e-9) / weight
    ),
    ("rate_for_sum", "by the number"): lambda lr, labels, weights: (
        lr / len(labels)
    ),
    ("rate_for_sum", "by all weights"): lambda lr, labels, weights: (
        lr / sum(weights)
    ),
    ("rate_for_sum", "multiplied"): lambda lr, labels, weights: (
        lr * sum(weights[label] for label in labels)
    ),
    ("best_f1_threshold", "one half"): lambda probs, labels: (
        0.5,
        SOLUTIONS["best_f1_threshold"](
            [float(p >= 0.5) for p in probs], labels
        )[1],
    ),
    ("best_f1_threshold", "labels sorted too"): lambda probs, labels: (
        SOLUTIONS["best_f1_threshold"](sorted(probs), sorted(labels))
    ),
    ("best_f1_threshold", "accuracy"): lambda probs, labels: max(
        (
            mean((p >= t) == y for p, y in zip(probs, labels, strict=True)),
            t,
        )
        for t in probs
    )[::-1],
    ("huber_noise_floor", "smooth L1"): lambda delta: (
        SOLUTIONS["huber_noise_floor"](delta) / delta
    ),
    ("huber_noise_floor", "of the mean error"): lambda delta: (
        0.8**2 / 2 if delta > 0.8 else delta * (0.8 - delta / 2)
    ),
    ("huber_noise_floor", "parabola for all"): lambda delta: 0.5,
    ("game_value", "half the cross-entropy"): lambda real, made: (
        SOLUTIONS["game_value"](real, made) / 2
    ),
    ("game_value", "D turned around"): lambda real, made: sum(
        p * log((q + 1e-9) / (p + q)) + q * log((p + 1e-9) / (p + q))
        for p, q in zip(real, made, strict=True)
    ),
    ("game_value", "D of one half everywhere"): lambda real, made: -2 * log(2),
    ("drawn_code", "variance for deviation"): lambda mean, v, noise, slope: (
        mean + exp(v) * noise,
        slope,
        slope * exp(v) * noise / 2,
    ),
    ("drawn_code", "half left out"): lambda mean, v, noise, slope: (
        mean + exp(v / 2) * noise,
        slope,
        slope * exp(v / 2) * noise,
    ),
    ("drawn_code", "slope not handed on"): lambda mean, v, noise, slope: (
        mean + exp(v / 2) * noise,
        1.0,
        exp(v / 2) * noise / 2,
    ),
    ("kl_of_normals", "the other way around"): lambda m1, v1, m2, v2: (
        SOLUTIONS["kl_of_normals"](m2, v2, m1, v1)
    ),
    ("kl_of_normals", "shift not scaled"): lambda m1, v1, m2, v2: (
        (exp(v1 - v2) + (m1 - m2) ** 2 - 1 + v2 - v1) / 2
    ),
    ("kl_of_normals", "variance not logarithm"): lambda m1, v1, m2, v2: (
        (v1 + (m1 - m2) ** 2 - 1 + v2 - v1) / 2
    ),
    ("multi_scale_total", "free weights"): lambda losses, s: (
        sum(map(prod, zip(losses, s, strict=True))),
        list(losses),
    ),
    ("multi_scale_total", "charge left out"): lambda losses, s: (
        sum(exp(-v) * x for x, v in zip(losses, s, strict=True)) / 2,
        [-exp(-v) * x / 2 for x, v in zip(losses, s, strict=True)],
    ),
    ("multi_scale_total", "halves left out"): lambda losses, s: (
        2 * SOLUTIONS["multi_scale_total"](losses, s)[0],
        [2 * v for v in SOLUTIONS["multi_scale_total"](losses, s)[1]],
    ),
    ("contrastive_slope_of_a", "no half"): lambda a, b, same, margin: [
        2 * s for s in SOLUTIONS["contrastive_slope_of_a"](a, b, same, margin)
    ],
    ("contrastive_slope_of_a", "pulled together"): (
        lambda a, b, same, margin: [
            s if same else -s
            for s in SOLUTIONS["contrastive_slope_of_a"](a, b, same, margin)
        ]
    ),
    ("contrastive_slope_of_a", "no margin kept"): (
        lambda a, b, same, margin: [
            (p - q) * (1 if same else 1 - margin / (dist(a, b) or margin))
            for p, q in zip(a, b, strict=True)
        ]
    ),
    ("contrastive_slope_of_a", "divided by no distance"): (
        lambda a, b, same, margin: [
            (p - q)
            * (1 if same else -max(0, margin - dist(a, b)))
            / (1 if same else dist(a, b))
            for p, q in zip(a, b, strict=True)
        ]
    ),
    ("hardest_of_anchor", "its own positive"): lambda d, labels, a: SOLUTIONS[
        "hardest_of_anchor"
    ]([*d, d[a]], [*labels, labels[a]], len(d)),
    ("hardest_of_anchor", "nearest and farthest"): lambda d, labels, a: (
        SOLUTIONS["hardest_of_anchor"]([-v for v in d], labels, a)
    ),
    ("partner_column", "nothing cut"): lambda i, n: (i + n) % (2 * n),
    ("partner_column", "all moved"): lambda i, n: (i + n) % (2 * n) - 1,
    ("info_nce_of_cosines", "positive twice"): lambda c, own, tau: log1p(
        sum(exp((v - c[own]) / tau) for v in c)
    ),
    ("info_nce_of_cosines", "digits lost in 1 + e"): lambda c, own, tau: (
        (max(c) - c[own]) / tau + log(sum(exp((v - max(c)) / tau) for v in c))
    ),
    ("info_nce_of_cosines", "no shift"): lambda c, own, tau: log1p(
        sum(exp((v - c[own]) / tau) for j, v in enumerate(c) if j != own)
    ),
    ("info_nce_of_cosines", "cosines as logits"): lambda c, own, tau: (
        SOLUTIONS["info_nce_of_cosines"](c, own, 1.0)
    ),
    ("mask_scores", "IoU for Dice"): lambda pred, truth: (
        (SOLUTIONS["mask_scores"](pred, truth)[1],) * 2
    ),
    ("mask_scores", "background counted"): lambda pred, truth: (
        SOLUTIONS["mask_scores"](pred, truth)[0],
        mean(p == t for p, t in zip(pred, truth, strict=True)),
    ),
    ("mask_scores", "empty is zero"): lambda pred, truth: (
        SOLUTIONS["mask_scores"](pred, truth) if any(truth) else (0.0, 0.0)
    ),
    ("dice_logit_slopes", "sigmoid left out"): lambda z, mask: [
        slope * (2 + exp(v) + exp(-v))
        for slope, v in zip(
            SOLUTIONS["dice_logit_slopes"](z, mask), z, strict=True
        )
    ],
    ("dice_logit_slopes", "cross-entropy"): lambda z, mask: [
        (1 / (1 + exp(-v)) - m) / len(z) for v, m in zip(z, mask, strict=True)
    ],
    ("dice_logit_slopes", "uphill"): lambda z, mask: [
        -slope for slope in SOLUTIONS["dice_logit_slopes"](z, mask)
    ],
    ("tversky_of_mask", "index"): lambda p, m, alpha, beta: (
        1 - SOLUTIONS["tversky_of_mask"](p, m, alpha, beta)
    ),
    ("tversky_of_mask", "weights swapped"): lambda p, m, alpha, beta: (
        SOLUTIONS["tversky_of_mask"](p, m, beta, alpha)
    ),
    ("tversky_of_mask", "Dice"): lambda p, m, alpha, beta: SOLUTIONS[
        "tversky_of_mask"
    ](p, m, 0.5, 0.5),
    ("exact_giou_loss", "hull left out"): lambda a, b: min(
        1, SOLUTIONS["exact_giou_loss"](a, b)
    ),
    ("exact_giou_loss", "score, not loss"): lambda a, b: (
        1 - SOLUTIONS["exact_giou_loss"](a, b)
    ),
    ("exact_giou_loss", "flipped corners put right"): lambda a, b: SOLUTIONS[
        "exact_giou_loss"
    ]([*map(min, a[:2], a[2:]), *map(max, a[:2], a[2:])], b),
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
