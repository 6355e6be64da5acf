"""Rows for the losses between embeddings."""

import numpy as np
import torch

from byhand import losses
from tests.cases._case import Case

__all__ = ["CASES"]

LABELS = np.array([3, -1, 3, 0, -1, 3, 7])


def pairs(rng):
    """Pairs of both kinds, of the others some nearer than the margin."""
    a = rng.standard_normal((6, 3))
    steps = rng.standard_normal((6, 3))
    steps /= np.linalg.norm(steps, axis=1, keepdims=True)
    far = np.array([0.3, 2.0, 0.2, 0.7, 5.0, 3.0])[:, None]
    return a, a + far * steps, np.arange(6) < 2


def triplets(rng):
    """Triplets that cost something, and some that cost nothing."""
    a, p, n = rng.standard_normal((3, 6, 3))
    return a, p, np.where(np.arange(6)[:, None] < 3, n, n + 9)


def batch(rng):
    """Classes of three, of two, and of one."""
    return rng.standard_normal((7, 4)), LABELS


def rows(rng):
    return tuple(rng.standard_normal((2, 5, 4)))


def reduced(values, reduction):
    values = torch.stack(values)
    return values if reduction == "none" else getattr(values, reduction)()


def length(x):
    return torch.sqrt(sum(c * c for c in x))


def contrastive(a, b, same, margin=1.0, reduction="mean"):
    values = []
    for x, y, together in zip(a, b, same, strict=True):
        d = length(x - y)
        if not together:
            d = margin - d if d < margin else 0 * d
        values.append(d**2 / 2)
    return reduced(values, reduction)


def triplet(a, p, n, margin=1.0, reduction="mean"):
    values = []
    for x, y, z in zip(a, p, n, strict=True):
        cost = length(x - y) - length(x - z) + margin
        values.append(cost if cost > 0 else 0 * cost)
    return reduced(values, reduction)


def batch_hard(x, labels, margin=1.0):
    values = []
    for i in range(len(x)):
        rest = [j for j in range(len(x)) if j != i]
        near = [length(x[i] - x[j]) for j in rest if labels[j] == labels[i]]
        far = [length(x[i] - x[j]) for j in rest if labels[j] != labels[i]]
        if near and far:
            cost = max(near) - min(far) + margin
            values.append(cost if cost > 0 else 0 * cost)
    return reduced(values, "mean")


def cosine(x, y):
    return x @ y / length(x) / length(y)


def info_nce(queries, keys, temperature=0.1, reduction="mean"):
    values = []
    for i, query in enumerate(queries):
        powers = [torch.exp(cosine(query, k) / temperature) for k in keys]
        values.append(-torch.log(powers[i] / sum(powers)))
    return reduced(values, reduction)


def nt_xent(a, b, temperature=0.1, reduction="mean"):
    z, values = [*a, *b], []
    for i in range(len(z)):
        powers = {
            j: torch.exp(cosine(z[i], z[j]) / temperature)
            for j in range(len(z))
            if j != i
        }
        partner = i + len(a) if i < len(a) else i - len(a)
        values.append(-torch.log(powers[partner] / sum(powers.values())))
    return reduced(values, reduction)


def cases(name, args, oracle, wrt, options):
    return [Case(losses, name, args, oracle, o, wrt) for o in options]


ALL = [{}, {"reduction": "sum"}, {"reduction": "none"}]

CASES = [
    *cases("contrastive", pairs, contrastive, 2, [*ALL, {"margin": 2.5}]),
    *cases("triplet", triplets, triplet, 3, [*ALL, {"margin": 2.5}]),
    *cases("batch_hard_triplet", batch, batch_hard, 1, [{}, {"margin": 0.2}]),
    *cases("info_nce", rows, info_nce, 2, [*ALL, {"temperature": 0.5}]),
    *cases("nt_xent", rows, nt_xent, 2, [*ALL, {"temperature": 0.5}]),
]
