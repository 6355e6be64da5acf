"""Data to learn from: drawn on the spot, or shipped with a package.

Every set that is drawn takes a NumPy random generator first and sizes next:
the same seed gives the same arrays. They are NumPy arrays, float64 for
numbers and int64 for labels; ``torch.from_numpy`` makes tensors of them.
Examples are rows in random order, so that any part is a fair sample.
"""

from byhand.data.curves import moons, spirals
from byhand.data.lines import line_with_outliers
from byhand.data.pictures import boxes, digits, masks
from byhand.data.points import blobs, ring, xor
from byhand.data.views import pairs

__all__ = [
    "blobs",
    "boxes",
    "digits",
    "line_with_outliers",
    "masks",
    "moons",
    "pairs",
    "ring",
    "spirals",
    "xor",
]
