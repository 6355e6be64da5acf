"""What a neuron does to its weighted sum: activations and their slopes.

Each but softmax works entry by entry on an array or a tensor, and has a
companion ``_grad``, its derivative at the same x. Softmax works on rows.
"""

from byhand.activations.rectifiers import (
    leaky_relu,
    leaky_relu_grad,
    relu,
    relu_grad,
)
from byhand.activations.smooth import (
    gelu,
    gelu_grad,
    silu,
    silu_grad,
    softplus,
    softplus_grad,
)
from byhand.activations.squashing import (
    identity,
    identity_grad,
    sigmoid,
    sigmoid_grad,
    softmax,
    softmax_grad,
    tanh,
    tanh_grad,
)

__all__ = [
    "gelu",
    "gelu_grad",
    "identity",
    "identity_grad",
    "leaky_relu",
    "leaky_relu_grad",
    "relu",
    "relu_grad",
    "sigmoid",
    "sigmoid_grad",
    "silu",
    "silu_grad",
    "softmax",
    "softmax_grad",
    "softplus",
    "softplus_grad",
    "tanh",
    "tanh_grad",
]

# One number in, one number out: what a layer of a network can use.
ENTRYWISE = tuple(
    name for name in __all__ if not name.endswith(("_grad", "softmax"))
)
