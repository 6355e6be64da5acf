"""Weights for several losses at once, and for easy and hard examples.

One method a file; the names are flat: ``byhand.multitask.gradnorm``.
"""

from byhand.multitask.curriculum import curriculum_weights
from byhand.multitask.gradient_norms import (
    gradnorm,
    gradnorm_grad,
    gradnorm_targets,
    gradnorm_weights,
)
from byhand.multitask.uncertainty import (
    uncertainty_weighting,
    uncertainty_weighting_grad,
)

__all__ = [
    "curriculum_weights",
    "gradnorm",
    "gradnorm_grad",
    "gradnorm_targets",
    "gradnorm_weights",
    "uncertainty_weighting",
    "uncertainty_weighting_grad",
]
