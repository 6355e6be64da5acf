"""What is timed: a function, data for it, and torch's version of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch.nn import functional as F  # noqa: N812 (its usual name)

from bench import plain
from byhand import losses

__all__ = ["ROWS", "Row"]

T = torch.Tensor
SMALL = (64, 10)
LARGE = (4096, 128), (1_000_000,)


@dataclass(frozen=True)
class Row:
    """A function of ours, data, and what computes the same value.

    The first ``wrt`` arrays are differentiated. ``torch`` is a function of
    torch's own if ``kernel``, else a few plain lines. The target is to be no
    slower than the fastest library; where only torch has the function, to
    take at most twice the time of its kernel. The small size is for the
    gradient by hand.
    """

    name: str
    data: Callable[..., tuple[T, ...]]
    sizes: tuple[tuple[int, ...], ...]
    torch: Callable[..., T]
    kernel: bool = False
    peers: tuple[str, ...] = ()
    wrt: int = 1
    options: dict[str, Any] = field(default_factory=dict)
    small: tuple[int, ...] = SMALL

    def ours(self, *args: Any) -> Any:
        """Return the loss."""
        return getattr(losses, self.name)(*args, **self.options)

    def by_hand(self, *args: Any) -> Any:
        """Return its gradient by hand, or a tuple of them."""
        return getattr(losses, f"{self.name}_grad")(*args, **self.options)


def numbers(*size: int) -> tuple[T, ...]:
    return torch.randn(size), torch.randn(size)


def answers(*size: int) -> tuple[T, ...]:
    return 3 * torch.randn(size), (torch.rand(size) < 0.3).float()


def chances(*size: int) -> tuple[T, ...]:
    return torch.rand(size) * 0.98 + 0.01, (torch.rand(size) < 0.3).float()


def classes(n: int, c: int, *pixels: int) -> tuple[T, ...]:
    return 3 * torch.randn(n, c, *pixels), torch.randint(c, (n, *pixels))


def distributions(*size: int) -> tuple[T, ...]:
    return torch.randn(size).softmax(-1), torch.randn(size).softmax(-1)


def pairs(n: int, d: int) -> tuple[T, ...]:
    """Return pairs of both kinds, nearer and farther than the margin."""
    a = torch.randn(n, d)
    return a, a + torch.randn(n, d) / d**0.5, torch.rand(n) < 0.5


def triplets(n: int, d: int) -> tuple[T, ...]:
    return torch.randn(n, d), torch.randn(n, d), torch.randn(n, d)


def batch(n: int, d: int) -> tuple[T, ...]:
    return torch.randn(n, d), torch.arange(n) % 8


def boxes(n: int, four: int) -> tuple[T, ...]:
    """Return boxes of side 1 to 3, most of them with an overlap."""
    corners = 2 * torch.rand(2, n, 2)
    return tuple(
        torch.cat([corners, corners + 1 + 2 * torch.rand(2, n, 2)], 2)
    )


PAIRS = ((4096, 128),)
VIEWS = ((256, 128),)
MASKS = ((8, 4, 256, 256),)
BOXES = ((100_000, 4),)
ROWS = [
    Row("mse", numbers, LARGE, F.mse_loss, kernel=True),
    Row("mae", numbers, LARGE, F.l1_loss, kernel=True),
    Row("huber", numbers, LARGE, F.huber_loss, kernel=True),
    Row(
        "binary_cross_entropy_with_logits",
        answers,
        LARGE,
        F.binary_cross_entropy_with_logits,
        kernel=True,
    ),
    Row(
        "kl_divergence",
        distributions,
        ((4096, 128), (10_000, 100)),
        plain.kl_divergence,
        kernel=True,
        wrt=2,
    ),
    Row(
        "cross_entropy",
        classes,
        ((4096, 1000),),
        F.cross_entropy,
        kernel=True,
    ),
    Row("smooth_l1", numbers, (), F.smooth_l1_loss, kernel=True),
    Row("log_cosh", numbers, (), plain.log_cosh),
    Row("quantile", numbers, (), plain.quantile),
    Row(
        "binary_cross_entropy",
        chances,
        (),
        F.binary_cross_entropy,
        kernel=True,
    ),
    Row("gaussian_kl", numbers, (), plain.gaussian_kl, wrt=2),
    Row("contrastive", pairs, PAIRS, plain.contrastive, peers=("PML",), wrt=2),
    Row(
        "triplet",
        triplets,
        PAIRS,
        F.triplet_margin_loss,
        kernel=True,
        peers=("PML", "optax"),
        wrt=3,
    ),
    Row(
        "batch_hard_triplet",
        batch,
        ((512, 128),),
        plain.batch_hard_triplet,
        peers=("PML",),
    ),
    Row("info_nce", numbers, VIEWS, plain.info_nce, wrt=2),
    Row(
        "nt_xent",
        numbers,
        VIEWS,
        plain.nt_xent,
        peers=("PML", "MONAI", "optax"),
        wrt=2,
    ),
    Row(
        "binary_focal",
        answers,
        ((1_000_000,),),
        plain.binary_focal,
        peers=("MONAI", "kornia", "torchvision", "optax"),
        options={"alpha": 0.25},
    ),
    Row(
        "focal",
        classes,
        ((65_536, 10),),
        plain.focal,
        peers=("MONAI", "kornia"),
    ),
    Row("dice", chances, MASKS, plain.dice, peers=("MONAI",)),
    Row(
        "tversky",
        chances,
        MASKS,
        plain.tversky,
        peers=("MONAI",),
        options={"alpha": 0.3, "beta": 0.7},
    ),
    Row(
        "multiclass_dice",
        classes,
        MASKS,
        plain.multiclass_dice,
        peers=("MONAI", "kornia", "optax"),
        small=(8, 4, 16, 16),
    ),
    Row("iou", boxes, BOXES, plain.iou, peers=("torchvision",), small=(64, 4)),
    Row(
        "giou",
        boxes,
        BOXES,
        plain.giou,
        peers=("MONAI", "torchvision"),
        small=(64, 4),
    ),
]
