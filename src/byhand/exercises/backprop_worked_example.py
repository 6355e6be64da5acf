"""Exercises of the page backprop/worked-example."""

from collections.abc import Sequence

__all__ = ["hidden_weight_gradient", "output_delta", "train_step"]


def output_delta(y: float, o: float) -> float:
    """Return dC/dz3 of the output neuron, where C = (y - o)**2.

    The output is o = sigmoid(z3), so two links of the chain are needed.

    >>> output_delta(1.0, 0.5)
    -0.25
    >>> output_delta(0.0, 0.5)
    0.25
    >>> round(output_delta(1.0, 0.645714137456269), 7)
    -0.1620981
    """
    raise NotImplementedError


def hidden_weight_gradient(
    dC_dz3: float, w_out: float, h: float, x: float
) -> float:
    """Return dC/dw of a weight that leads from an input to a hidden neuron.

    The weight w multiplies the input x; h is the activation of the hidden
    neuron, and w_out the weight that leads from there to the output.

    >>> hidden_weight_gradient(-0.25, 0.5, 0.5, 2.0)
    -0.0625
    >>> hidden_weight_gradient(-0.25, 0.5, 0.5, 0.0) == 0
    True
    >>> round(hidden_weight_gradient(-0.1620981, 0.45, 0.5817594, 0.3), 6)
    -0.005325
    """
    raise NotImplementedError


def train_step(
    w: Sequence[float], x: Sequence[float], y: float, lr: float
) -> list[float]:
    """Return the six weights of the 2-2-1 network after one step.

    Forward, backward, update, with sigmoids and C = (y - o)**2. All six
    gradients belong to the old weights, which stay as they are.

    >>> w = [0.7, 0.3, 0.4, 0.6, 0.55, 0.45]
    >>> [round(float(v), 7) for v in train_step(w, [0.5, 0.3], 1.0, 0.1)]
    [0.7010551, 0.3008874, 0.400633, 0.6005325, 0.5599753, 0.4594302]
    >>> w
    [0.7, 0.3, 0.4, 0.6, 0.55, 0.45]
    >>> list(train_step(w, [0.5, 0.3], 1.0, 0.0)) == w
    True
    """
    raise NotImplementedError
