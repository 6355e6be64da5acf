"""Loss functions, each with its gradient by hand.

One family a file; the names are flat: ``byhand.losses.mse``.
"""

from byhand.losses.adversarial import (
    gan_discriminator,
    gan_discriminator_grad,
    gan_generator,
    gan_generator_grad,
    wgan_critic,
    wgan_critic_grad,
    wgan_generator,
    wgan_generator_grad,
)
from byhand.losses.asymmetric import (
    asymmetric_mse,
    asymmetric_mse_grad,
    quantile,
    quantile_grad,
)
from byhand.losses.binary import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
    binary_focal,
    binary_focal_grad,
)
from byhand.losses.boxes import giou, giou_grad, iou, iou_grad
from byhand.losses.categorical import (
    cross_entropy,
    cross_entropy_grad,
    focal,
    focal_grad,
)
from byhand.losses.divergence import kl_divergence, kl_divergence_grad
from byhand.losses.pairs import (
    contrastive,
    contrastive_grad,
)
from byhand.losses.perceptual import perceptual, perceptual_grad
from byhand.losses.regression import (
    log_cosh,
    log_cosh_grad,
    mae,
    mae_grad,
    mse,
    mse_grad,
)
from byhand.losses.robust import (
    huber,
    huber_grad,
    smooth_l1,
    smooth_l1_grad,
)
from byhand.losses.segmentation import (
    dice,
    dice_grad,
    tversky,
    tversky_grad,
)
from byhand.losses.segmentation_classes import (
    multiclass_dice,
    multiclass_dice_grad,
)
from byhand.losses.similarity import (
    info_nce,
    info_nce_grad,
    nt_xent,
    nt_xent_grad,
)
from byhand.losses.triplets import (
    batch_hard_triplet,
    batch_hard_triplet_grad,
    triplet,
    triplet_grad,
)
from byhand.losses.variational import (
    gaussian_kl,
    gaussian_kl_grad,
    vae,
    vae_grad,
)

__all__ = [
    "asymmetric_mse",
    "asymmetric_mse_grad",
    "batch_hard_triplet",
    "batch_hard_triplet_grad",
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_grad",
    "binary_focal",
    "binary_focal_grad",
    "contrastive",
    "contrastive_grad",
    "cross_entropy",
    "cross_entropy_grad",
    "dice",
    "dice_grad",
    "focal",
    "focal_grad",
    "gan_discriminator",
    "gan_discriminator_grad",
    "gan_generator",
    "gan_generator_grad",
    "gaussian_kl",
    "gaussian_kl_grad",
    "giou",
    "giou_grad",
    "huber",
    "huber_grad",
    "info_nce",
    "info_nce_grad",
    "iou",
    "iou_grad",
    "kl_divergence",
    "kl_divergence_grad",
    "log_cosh",
    "log_cosh_grad",
    "mae",
    "mae_grad",
    "mse",
    "mse_grad",
    "multiclass_dice",
    "multiclass_dice_grad",
    "nt_xent",
    "nt_xent_grad",
    "perceptual",
    "perceptual_grad",
    "quantile",
    "quantile_grad",
    "smooth_l1",
    "smooth_l1_grad",
    "triplet",
    "triplet_grad",
    "tversky",
    "tversky_grad",
    "vae",
    "vae_grad",
    "wgan_critic",
    "wgan_critic_grad",
    "wgan_generator",
    "wgan_generator_grad",
]
