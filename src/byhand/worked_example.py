r"""The 2-2-1 network, small enough to train once with a pencil.

Two inputs, two hidden neurons, one output, sigmoids, squared error::

    x1 --w1--> h1          z1 = w1 x1 + w3 x2 + b1     h1 = sigmoid(z1)
    x1 --w2--> h2          z2 = w2 x1 + w4 x2 + b2     h2 = sigmoid(z2)
    x2 --w3--> h1          z3 = w5 h1 + w6 h2 + b3     o  = sigmoid(z3)
    x2 --w4--> h2
    h1 --w5--> o           C = (y - o)**2
    h2 --w6--> o
"""

from typing import Any

import numpy as np
from array_api_compat import device

from byhand import _checks, _formulas
from byhand._array import Array, is_array, namespace
from byhand.activations import sigmoid

__all__ = ["TwoTwoOne"]

WEIGHTS = (0.7, 0.3, 0.4, 0.6, 0.55, 0.45)
INPUTS = (0.5, 0.3)
TARGET = 1.0
LEARNING_RATE = 0.1
NO_BIAS = (0.0, 0.0, 0.0)


class TwoTwoOne:
    r"""A 2-2-1 network at one example, with every intermediate as a value.

    Forward: ``z1 z2 h1 h2 z3 o C``. Backward, each link of the chain:
    ``dC_do do_dz3 dC_dz3``, ``dz3_dw5 dz3_dw6``, ``dC_dw5 dC_dw6``,
    ``dz3_dh1 dz3_dh2 dC_dh1 dC_dh2``, ``dh1_dz1 dh2_dz2 dC_dz1 dC_dz2``,
    ``dC_dw1`` to ``dC_dw4``, ``dC_db1 dC_db2 dC_db3``, ``dC_dx1 dC_dx2``.

    Parameters
    ----------
    w : sequence of six numbers, or array or tensor of shape (6,)
        The weights w1 to w6, in the order of the diagram above. An array or
        a tensor must be of a floating dtype; its kind and dtype are those
        of every other value. With ``requires_grad=True`` torch can
        differentiate ``C`` by itself.
    x : two numbers, or shape (2,)
        The inputs x1 and x2.
    y : number, or shape ()
        The target, between 0 and 1 if the output is to reach it.
    lr : float
        The learning rate of :meth:`step`.
    b : three numbers, or shape (3,)
        The biases b1, b2 and b3; none (zeros) by default.

    Raises
    ------
    ValueError
        If a shape differs from the one above.
    TypeError
        If something is not a number, or an array is not floating.

    Examples
    --------
    >>> net = TwoTwoOne()
    >>> f"{net.C:.7f} {net.dC_dw5:.7f} {net.step().C:.7f}"
    '0.1255185 -0.0997525 0.1236183'

    Book: backprop/worked-example
    """

    def __init__(
        self,
        w: Any = WEIGHTS,
        x: Any = INPUTS,
        y: Any = TARGET,
        lr: float = LEARNING_RATE,
        b: Any = NO_BIAS,
    ) -> None:
        _checks.finite(lr=lr)
        self.w = _numbers("w", w, (6,))
        self.x = _numbers("x", x, (2,), like=self.w)
        self.y = _numbers("y", y, (), like=self.w)
        self.b = _numbers("b", b, (3,), like=self.w)
        self.lr = float(lr)
        self._forward()
        self._backward()

    def _forward(self) -> None:
        w1, w2, w3, w4, w5, w6 = self.w
        x1, x2 = self.x
        b1, b2, b3 = self.b
        self.z1 = w1 * x1 + w3 * x2 + b1
        self.z2 = w2 * x1 + w4 * x2 + b2
        self.h1 = sigmoid(self.z1)
        self.h2 = sigmoid(self.z2)
        self.z3 = w5 * self.h1 + w6 * self.h2 + b3
        self.o = sigmoid(self.z3)
        self.C = (self.y - self.o) ** 2

    def _backward(self) -> None:
        self._backward_output()
        self._backward_hidden()

    def _backward_output(self) -> None:
        self.dC_do = -2 * (self.y - self.o)
        self.do_dz3 = self.o * (1 - self.o)
        self.dC_dz3 = self.dC_do * self.do_dz3
        self.dz3_dw5, self.dz3_dw6 = self.h1, self.h2
        self.dC_dw5 = self.dC_dz3 * self.dz3_dw5
        self.dC_dw6 = self.dC_dz3 * self.dz3_dw6
        self.dC_db3 = self.dC_dz3

    def _backward_hidden(self) -> None:
        w1, w2, w3, w4, w5, w6 = self.w
        x1, x2 = self.x
        self.dz3_dh1, self.dz3_dh2 = w5, w6
        self.dC_dh1 = self.dC_dz3 * self.dz3_dh1
        self.dC_dh2 = self.dC_dz3 * self.dz3_dh2
        self.dh1_dz1 = self.h1 * (1 - self.h1)
        self.dh2_dz2 = self.h2 * (1 - self.h2)
        self.dC_dz1 = self.dC_dh1 * self.dh1_dz1
        self.dC_dz2 = self.dC_dh2 * self.dh2_dz2
        self.dC_dw1, self.dC_dw3 = self.dC_dz1 * x1, self.dC_dz1 * x2
        self.dC_dw2, self.dC_dw4 = self.dC_dz2 * x1, self.dC_dz2 * x2
        self.dC_db1, self.dC_db2 = self.dC_dz1, self.dC_dz2
        self.dC_dx1 = self.dC_dz1 * w1 + self.dC_dz2 * w2
        self.dC_dx2 = self.dC_dz1 * w3 + self.dC_dz2 * w4

    @property
    def dC_dw(self) -> Array:  # noqa: N802
        """The gradient with respect to the six weights, shape (6,)."""
        xp = namespace(self.w)
        return xp.stack([getattr(self, f"dC_dw{i}") for i in range(1, 7)])

    @property
    def dC_db(self) -> Array:  # noqa: N802
        """The gradient with respect to the three biases, shape (3,)."""
        xp = namespace(self.w)
        return xp.stack([self.dC_db1, self.dC_db2, self.dC_db3])

    def step(self, *, biases: bool = False) -> "TwoTwoOne":
        r"""One step of gradient descent, as a new network.

        :math:`w' = w - \eta\,\partial C/\partial w` for all six weights at
        once, and for the three biases too if ``biases`` is true. This
        network stays as it is.
        """
        w = self.w - self.lr * self.dC_dw
        b = self.b - self.lr * self.dC_db if biases else self.b
        return TwoTwoOne(w, self.x, self.y, self.lr, b)

    def latex(self, name: str) -> str:
        r"""Return a quantity as LaTeX: symbols, then numbers, then value.

        Parameters
        ----------
        name : str
            An attribute such as ``"z1"`` or ``"dC_dw5"``, or ``"new_w5"``
            for the weight after :meth:`step`.

        Returns
        -------
        str
            An ``aligned`` block. Numbers are rounded to seven decimals in
            print alone; a rounded value stands behind an "almost equal".

        Raises
        ------
        ValueError
            If there is no such quantity.

        Examples
        --------
        >>> print(TwoTwoOne().latex("z1"))
        \begin{aligned}
        z_1 &= w_1 \cdot x_1 + w_3 \cdot x_2 \\
        &= 0.7 \cdot 0.5 + 0.4 \cdot 0.3 \\
        &= 0.47
        \end{aligned}
        """
        return _formulas.latex(self, name)


def _numbers(
    name: str, value: Any, shape: tuple[int, ...], like: Array = None
) -> Array:
    """Return numbers as an array, of the kind that another one is."""
    if not is_array(value) or isinstance(value, np.generic):
        plain = np.asarray(value)
        if plain.dtype.kind not in "iuf":
            raise TypeError(f"{name} must be numbers; got {value!r}")
        like = plain.astype(np.float64) if like is None else like
        value = namespace(like).asarray(
            plain, dtype=like.dtype, device=device(like)
        )
    _checks.floating(**{name: value} | ({} if like is None else {"w": like}))
    if tuple(value.shape) != shape:
        raise ValueError(
            f"{name} must have shape {shape}; got {tuple(value.shape)}"
        )
    return value
