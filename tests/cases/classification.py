"""Rows for the losses of classification."""

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from byhand import losses
from tests.cases._case import Case

__all__ = ["CASES"]


def chances(rng):
    """Probabilities, with hard and soft targets."""
    probs = np.array([[0.5, 0.98, 0.05, 0.2], [0.9, 0.4, 0.25, 0.75]])
    target = np.array([[0.0, 1.0, 1.0, 0.3], [1.0, 0.0, 0.8, 0.5]])
    return probs, target


def scores(rng):
    """Logits of both signs, 0, far out, and hard and soft targets."""
    logits = np.array([0.0, 0.0, 9.0, -9.0, 9.0, *rng.standard_normal(3)])
    return logits, np.array([1.0, 0.0, 1.0, 1.0, 0.0, 0.3, 0.5, 0.8])


def hard_scores(rng):
    """The same with targets of 0 and 1."""
    logits, target = scores(rng)
    return logits, target.round()


def one(rng):
    """One example of three classes."""
    return np.array([0.5, 2.0, -1.0]), np.array(1)


def batch(rng):
    """Rows that are right, wrong, undecided and tied."""
    rows = [[6.0, 0, -2], [6.0, 0, -2], [0, 0, 0], [1, 2, 2]]
    logits = np.array([*rows, *rng.standard_normal((2, 3))])
    return logits, np.array([0, 1, 2, 1, 0, 2])


def image(rng):
    """Two images of 2 by 2, three classes for each dot."""
    return rng.standard_normal((2, 3, 2, 2)), rng.integers(0, 3, (2, 2, 2))


def distributions(rng):
    """Rows of shares, far apart and near each other."""
    p, q = (rng.dirichlet(np.ones(4), (2, 2, 3)) + 0.1) / 1.4
    q[0] = 0.9 * p[0] + 0.1 * q[0]
    return p, q


def binary_focal(logits, target, gamma=2.0, alpha=None, reduction="mean"):
    s = torch.where(target == 1, logits, -logits)
    right, wrong = torch.sigmoid(s), torch.sigmoid(-s)
    weight = 1.0
    if alpha is not None:
        weight = torch.where(target == 1, alpha + 0 * s, 1 - alpha + 0 * s)
    values = -weight * wrong**gamma * torch.log(right)
    return values if reduction == "none" else getattr(values, reduction)()


def focal(logits, labels, gamma=2.0, reduction="mean"):
    """One example at a time."""
    if logits.ndim == 1:
        logits, labels = logits[None], labels[None]
    rows = logits.movedim(1, -1).reshape(-1, logits.shape[1])
    values = []
    for row, label in zip(rows, labels.flatten(), strict=True):
        p = torch.softmax(row, 0)[label]
        values.append(-((1 - p) ** gamma) * torch.log(p))
    values = torch.stack(values).reshape(labels.shape)
    return values if reduction == "none" else getattr(values, reduction)()


def kl_divergence(p, q, reduction="mean"):
    values = F.kl_div(torch.log(q), p, reduction="none").sum(-1)
    return values if reduction == "none" else getattr(values, reduction)()


def every_reduction(name, args, oracle, wrt=1, **options):
    return [
        Case(losses, name, args, oracle, {**options, **reduction}, wrt)
        for reduction in ({}, {"reduction": "sum"}, {"reduction": "none"})
    ]


CASES = [
    *every_reduction("binary_cross_entropy", chances, F.binary_cross_entropy),
    *every_reduction(
        "binary_cross_entropy_with_logits",
        scores,
        F.binary_cross_entropy_with_logits,
    ),
    *every_reduction("binary_focal", hard_scores, binary_focal),
    *(
        Case(losses, "binary_focal", hard_scores, binary_focal, options)
        for options in [
            {"gamma": 0.0},
            {"gamma": 0.5, "alpha": 0.25},
            {"gamma": 5.0, "alpha": 0.9},
        ]
    ),
    *(
        case
        for args, smoothing in [(batch, 0.0), (batch, 0.1), (image, 0.3)]
        for case in every_reduction(
            "cross_entropy", args, F.cross_entropy, label_smoothing=smoothing
        )
    ),
    Case(losses, "cross_entropy", batch, F.cross_entropy),
    Case(losses, "cross_entropy", one, F.cross_entropy, {"weight": None}),
    *(
        case
        for args, gamma in [
            (batch, 0.0),
            (batch, 0.5),
            (image, 2.0),
            (one, 5.0),
        ]
        for case in every_reduction("focal", args, focal, gamma=gamma)
    ),
    Case(losses, "focal", batch, focal),
    *every_reduction("kl_divergence", distributions, kl_divergence, wrt=2),
]
