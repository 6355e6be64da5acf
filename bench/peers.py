"""What other libraries offer for the same value, where installed.

Their options are set so that they compute the same function, which is
checked before anything is timed.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any
from unittest import mock

import torch

__all__ = ["LIBRARIES", "installed"]

Functions = dict[str, Callable[..., Any]]


def pml() -> Functions:
    """Return those of pytorch-metric-learning.

    It measures all rows against all, also where a pair or a triplet of rows
    is asked for. SupConLoss has the value of its NTXentLoss in a small part
    of the time.
    """
    name = "pytorch_metric_learning"
    losses, reducers = (
        import_module(f"{name}.{part}") for part in ("losses", "reducers")
    )
    length = import_module(f"{name}.distances").LpDistance(
        normalize_embeddings=False
    )

    class HalfSquares(reducers.BaseReducer):
        """Make Hadsell's loss of hinges: half the squares, over all pairs."""

        def reduce_the_loss(self, hinges: Any, *rest: Any) -> Any:
            embeddings = rest[3]
            return (hinges**2).sum() / 2 / len(embeddings)

    to_pairs = losses.ContrastiveLoss(distance=length, reducer=HalfSquares())
    to_triplets = losses.TripletMarginLoss(
        margin=1.0, distance=length, reducer=reducers.MeanReducer()
    )
    miner = import_module(f"{name}.miners").BatchHardMiner(distance=length)
    supcon = losses.SupConLoss(temperature=0.1)

    def contrastive(a: Any, b: Any, same: Any) -> Any:
        near, far = same.nonzero()[:, 0], (~same).nonzero()[:, 0]
        return to_pairs(a, None, (near, near, far, far), ref_emb=b)

    def triplet(a: Any, p: Any, n: Any) -> Any:
        i = torch.arange(len(a))
        return to_triplets(
            a, None, (i, i, i + len(a)), ref_emb=torch.cat([p, n])
        )

    def nt_xent(a: Any, b: Any) -> Any:
        return supcon(torch.cat([a, b]), torch.arange(len(a)).repeat(2))

    return {
        "batch_hard_triplet": lambda x, y: to_triplets(x, y, miner(x, y)),
        "contrastive": contrastive,
        "nt_xent": nt_xent,
        "triplet": triplet,
    }


def monai() -> Functions:
    """Return those of MONAI; its focal mean is over the classes too."""
    losses = import_module("monai.losses")
    plain = {"smooth_nr": 0.0, "smooth_dr": 0.0}
    dice = losses.DiceLoss(**plain)
    tversky = losses.TverskyLoss(alpha=0.3, beta=0.7, **plain)
    by_class = losses.DiceLoss(softmax=True, to_onehot_y=True, **plain)
    focal = losses.FocalLoss(use_softmax=True, to_onehot_y=True)
    binary_focal = losses.FocalLoss(alpha=0.25)

    def over_all(loss: Any) -> Callable[..., Any]:
        """Take an example as one channel: channels count one by one."""
        return lambda p, m: loss(p.flatten(1)[:, None], m.flatten(1)[:, None])

    return {
        "binary_focal": lambda z, t: binary_focal(z[:, None], t[:, None]),
        "dice": over_all(dice),
        "focal": lambda z, y: focal(z, y[:, None]) * z.shape[1],
        "giou": losses.BoxGIoULoss(),
        "multiclass_dice": lambda z, y: by_class(z, y[:, None]),
        "nt_xent": losses.ContrastiveLoss(temperature=0.1),
        "tversky": over_all(tversky),
    }


def kornia() -> Functions:
    """Return those of kornia; its focal mean is over the classes too."""
    losses = import_module("kornia.losses")
    options = {"gamma": 2.0, "reduction": "mean"}
    return {
        "binary_focal": lambda z, t: losses.binary_focal_loss_with_logits(
            z[:, None], t[:, None], alpha=0.25, **options
        ),
        "focal": lambda z, y: (
            losses.focal_loss(z, y, alpha=None, **options) * z.shape[1]
        ),
        "multiclass_dice": lambda z, y: losses.dice_loss(z, y, "macro"),
    }


def torchvision() -> Functions:
    """Return those of torchvision, whose compiled part they do not need.

    It is there only if torch is of the very same build, and without it the
    import would stop. There is no loss for IoU, only what the others begin
    with.
    """

    def ignored(name: str) -> Callable[..., Any]:
        return lambda f: f

    with mock.patch.object(torch.library, "register_fake", ignored):
        ops = import_module("torchvision.ops")
    parts = import_module("torchvision.ops._utils")._loss_inter_union

    def iou(pred: Any, target: Any) -> Any:
        shared, covered = parts(pred, target)
        return (1 - shared / covered).mean()

    return {
        "binary_focal": lambda z, t: ops.sigmoid_focal_loss(
            z, t, alpha=0.25, reduction="mean"
        ),
        "giou": lambda a, b: ops.generalized_box_iou_loss(
            a, b, reduction="mean"
        ),
        "iou": iou,
    }


def optax() -> Functions:
    """Return those of optax, which take and give arrays of JAX.

    Its Dice takes probabilities only if nothing is compiled, and is left out.
    """
    losses, jnp = import_module("optax.losses"), import_module("jax.numpy")
    nn = import_module("jax.nn")

    def nt_xent(a: Any, b: Any) -> Any:
        labels = jnp.tile(jnp.arange(len(a)), 2)
        return losses.ntxent(jnp.concatenate([a, b]), labels, 0.1)

    def multiclass_dice(z: Any, y: Any) -> Any:
        hot = nn.one_hot(y, z.shape[1])
        return losses.dice_loss(jnp.moveaxis(z, 1, -1), hot, smooth=0.0).mean()

    return {
        "binary_focal": lambda z, t: losses.sigmoid_focal_loss(
            z, t, alpha=0.25
        ).mean(),
        "multiclass_dice": multiclass_dice,
        "nt_xent": nt_xent,
        "triplet": lambda a, p, n: losses.triplet_margin_loss(a, p, n).mean(),
    }


LIBRARIES: dict[str, Callable[[], Functions]] = {
    "PML": pml,
    "MONAI": monai,
    "kornia": kornia,
    "torchvision": torchvision,
    "optax": optax,
}


def installed() -> dict[str, Functions]:
    """Return the functions of each library that can be imported."""
    found = {}
    for name, functions in LIBRARIES.items():
        try:
            found[name] = functions()
        except ImportError:
            continue
    return found
