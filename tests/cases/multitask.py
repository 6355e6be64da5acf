"""Rows for the losses of several tasks at once."""

from types import SimpleNamespace

import numpy as np
import torch

from byhand import multitask
from tests.cases._case import Case

__all__ = ["CASES"]

# The keyword is an array, which a row can convert as an argument alone.
BY_POSITION = SimpleNamespace(
    mixed_uncertainty_weighting=lambda losses, log_vars, classification: (
        multitask.uncertainty_weighting(
            losses, log_vars, classification=classification
        )
    ),
    mixed_uncertainty_weighting_grad=lambda losses, log_vars, classification: (
        multitask.uncertainty_weighting_grad(
            losses, log_vars, classification=classification
        )
    ),
)


def tasks(rng):
    return rng.exponential(size=3), rng.standard_normal(3)


def tasks_of_both_kinds(rng):
    return *tasks(rng), np.array([True, False, True])


def weighted_tasks(rng):
    """Gradients that are too long and too short, away from the kink."""
    weights, norms = rng.uniform(0.5, 2, (2, 4))
    return weights, norms, weights * norms * np.array([0.3, 0.8, 1.2, 3])


def uncertainty(losses, log_vars, classes=(False, False, False)):
    total = 0.0
    for loss, s, is_class in zip(losses, log_vars, classes, strict=True):
        variance = torch.exp(s)
        total += loss / (variance if is_class else 2 * variance)
        total += torch.log(torch.sqrt(variance))
    return total


def gradnorm(weights, norms, targets):
    triples = zip(weights, norms, targets, strict=True)
    return sum(torch.sqrt((w * n - t) ** 2) for w, n, t in triples)


CASES = [
    Case(multitask, "uncertainty_weighting", tasks, uncertainty, wrt=2),
    Case(
        BY_POSITION,
        "mixed_uncertainty_weighting",
        tasks_of_both_kinds,
        uncertainty,
        wrt=2,
    ),
    Case(multitask, "gradnorm", weighted_tasks, gradnorm),
]
