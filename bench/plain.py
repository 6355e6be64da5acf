"""The losses that torch has no function for, in a few lines of it."""

# ruff: noqa: D103 (the names are those of the package)

import torch
from torch.nn import functional as F  # noqa: N812 (its usual name)

__all__ = [
    "batch_hard_triplet",
    "binary_focal",
    "contrastive",
    "dice",
    "focal",
    "gaussian_kl",
    "giou",
    "info_nce",
    "iou",
    "kl_divergence",
    "log_cosh",
    "multiclass_dice",
    "nt_xent",
    "quantile",
    "tversky",
]

T = torch.Tensor


def log_cosh(pred: T, target: T) -> T:
    return torch.log(torch.cosh(pred - target)).mean()


def quantile(pred: T, target: T) -> T:
    e = target - pred
    return torch.maximum(e / 2, -e / 2).mean()


def gaussian_kl(mean: T, log_var: T) -> T:
    terms = mean**2 + log_var.exp() - 1 - log_var
    return terms.sum(-1).mean() / 2


def binary_focal(logits: T, target: T) -> T:
    cost = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    weight = 0.25 * target + 0.75 * (1 - target)
    return (weight * (1 - torch.exp(-cost)) ** 2 * cost).mean()


def focal(logits: T, labels: T) -> T:
    cost = F.cross_entropy(logits, labels, reduction="none")
    return ((1 - torch.exp(-cost)) ** 2 * cost).mean()


def kl_divergence(p: T, q: T) -> T:
    rows = p.numel() / p.shape[-1]
    return F.kl_div(q.log(), p, reduction="sum") / rows


def contrastive(a: T, b: T, same: T) -> T:
    d = F.pairwise_distance(a, b)
    return torch.where(same, d**2, F.relu(1 - d) ** 2).mean() / 2


def batch_hard_triplet(x: T, labels: T) -> T:
    """Take the farthest of the same class, and the nearest of another."""
    d = torch.cdist(x, x)
    same = labels[:, None] == labels
    far = d.masked_fill(~same, 0).amax(1)
    near = d.masked_fill(same, torch.inf).amin(1)
    return F.relu(far - near + 1).mean()


def info_nce(queries: T, keys: T) -> T:
    scores = F.normalize(queries) @ F.normalize(keys).T / 0.1
    return F.cross_entropy(scores, torch.arange(len(scores)))


def nt_xent(a: T, b: T) -> T:
    z = F.normalize(torch.cat([a, b]))
    scores = (z @ z.T / 0.1).fill_diagonal_(-torch.inf)
    return F.cross_entropy(scores, torch.arange(len(z)).roll(len(a)))


def dice(probs: T, mask: T) -> T:
    p, m = probs.flatten(1), mask.flatten(1)
    return (1 - 2 * (p * m).sum(1) / (p.sum(1) + m.sum(1))).mean()


def tversky(probs: T, mask: T) -> T:
    p, m = probs.flatten(1), mask.flatten(1)
    hits = (p * m).sum(1)
    alarms, misses = p.sum(1) - hits, m.sum(1) - hits
    return (1 - hits / (hits + 0.3 * alarms + 0.7 * misses)).mean()


def multiclass_dice(logits: T, labels: T) -> T:
    p = logits.softmax(1).flatten(2)
    m = torch.zeros_like(logits).scatter_(1, labels[:, None], 1.0).flatten(2)
    return (1 - 2 * (p * m).sum(2) / (p.sum(2) + m.sum(2))).mean()


def areas(pred: T, target: T) -> tuple[T, T, T]:
    """Return the area that two boxes share, cover, and that of the hull."""
    low, high = pred.split(2, -1)
    low2, high2 = target.split(2, -1)
    inner = (torch.minimum(high, high2) - torch.maximum(low, low2)).clamp(0)
    outer = torch.maximum(high, high2) - torch.minimum(low, low2)
    shared = inner.prod(-1)
    both = (high - low).prod(-1) + (high2 - low2).prod(-1)
    return shared, both - shared, outer.prod(-1)


def iou(pred: T, target: T) -> T:
    shared, covered, _ = areas(pred, target)
    return (1 - shared / covered).mean()


def giou(pred: T, target: T) -> T:
    shared, covered, hull = areas(pred, target)
    return (1 - shared / covered + (hull - covered) / hull).mean()
