"""Numbers that remember how they were made, and so find their gradients."""

import math
from typing import TYPE_CHECKING

from byhand import _checks, plotting

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Value"]


class Value:
    r"""A number that keeps its inputs, and the slope towards each of them.

    .. math:: \frac{\partial L}{\partial a} =
        \sum_{b \text{ made of } a}
        \frac{\partial b}{\partial a}\,\frac{\partial L}{\partial b}

    ``+ - * /`` go with Values and plain numbers on either side; ``**`` takes
    a plain number as power. Write ``(y * x.log()).exp()`` for x to a Value y.

    Parameters
    ----------
    data : float
        A finite number, and so is every result.
    label : str, optional
        A name to draw, as mathematics: ``"w_1"``. Results may be given one
        later, by ``y.label = "y"``.

    Attributes
    ----------
    data, label
        As above. A result keeps the slopes at which it was made: after a
        change of data, compute it anew.
    grad : float
        The sum of the gradients of all backward passes, from 0 on.
    operation : str
        What made it, such as ``"*"``; empty for a leaf.
    links : tuple of (Value, float)
        Its inputs, each with the slope of this Value towards it.
    depth : int
        0 for a leaf, else one more than the deepest input.

    Raises
    ------
    TypeError
        If data, the other side or a power is not a plain number.
    ValueError
        If a number is not finite, a divisor is 0, the data of a log is not
        above 0, or a power has no finite real slope there.
    OverflowError
        If exp or a power is too large, as for Python's floats.

    Examples
    --------
    >>> x, w = Value(2.0), Value(3.0)
    >>> (x * w + x).backward()
    >>> x, w
    (Value(data=2.0, grad=4.0), Value(data=3.0, grad=2.0))

    References
    ----------
    Linnainmaa (1976), BIT Numerical Mathematics 16.
    """

    __slots__ = ("data", "depth", "grad", "label", "links", "operation")

    def __init__(self, data: float, *, label: str = "") -> None:
        _checks.finite(data=data)
        self.data = float(data)
        self.grad = 0.0
        self.label = label
        self.operation = ""
        self.links: tuple[tuple[Value, float], ...] = ()
        self.depth = 0

    def __repr__(self) -> str:
        label = f", label={self.label!r}" if self.label else ""
        return f"Value(data={self.data}, grad={self.grad}{label})"

    def __add__(self, other: "Value | float") -> "Value":
        a, b = self, _value(other)
        return _result("+", a.data + b.data, (a, 1.0), (b, 1.0))

    def __sub__(self, other: "Value | float") -> "Value":
        a, b = self, _value(other)
        return _result("-", a.data - b.data, (a, 1.0), (b, -1.0))

    def __mul__(self, other: "Value | float") -> "Value":
        a, b = self, _value(other)
        return _result("*", a.data * b.data, (a, b.data), (b, a.data))

    def __truediv__(self, other: "Value | float") -> "Value":
        a, b = self, _value(other)
        if b.data == 0:
            raise ValueError(f"divisor must not be 0; got {b.data}")
        ratio = a.data / b.data
        return _result("/", ratio, (a, 1 / b.data), (b, -ratio / b.data))

    def __pow__(self, power: float) -> "Value":
        _checks.finite(power=power)
        x, n = self.data, float(power)
        if (x < 0 and n % 1) or (x == 0 and n < 1 and n != 0):
            raise ValueError(f"** {n} must have a real slope; got data {x}")
        slope = n * x ** (n - 1) if n else 0.0
        return _result(f"**{n:.4g}", x**n, (self, slope))

    def __neg__(self) -> "Value":
        return _result("-", -self.data, (self, -1.0))

    def __radd__(self, other: float) -> "Value":
        return _value(other) + self

    def __rsub__(self, other: float) -> "Value":
        return _value(other) - self

    def __rmul__(self, other: float) -> "Value":
        return _value(other) * self

    def __rtruediv__(self, other: float) -> "Value":
        return _value(other) / self

    def exp(self) -> "Value":
        r"""Return :math:`e^x`, which is its own slope."""
        y = math.exp(self.data)
        return _result("exp", y, (self, y))

    def log(self) -> "Value":
        r"""Return :math:`\ln x` for x above 0; slope :math:`1/x`."""
        if self.data <= 0:
            raise ValueError(f"data of log must be above 0; got {self.data}")
        return _result("log", math.log(self.data), (self, 1 / self.data))

    def sigmoid(self) -> "Value":
        r"""Return :math:`\sigma(x)`; slope :math:`\sigma(x)\,\sigma(-x)`."""
        y = _sigmoid(self.data)
        return _result("sigmoid", y, (self, y * _sigmoid(-self.data)))

    def tanh(self) -> "Value":
        r"""Return tanh x; slope :math:`4\,\sigma(2x)\,\sigma(-2x)`."""
        slope = 4 * _sigmoid(2 * self.data) * _sigmoid(-2 * self.data)
        return _result("tanh", math.tanh(self.data), (self, slope))

    def relu(self) -> "Value":
        r"""Return :math:`\max(x, 0)`; slope 1 above 0, else 0, as torch."""
        positive = self.data > 0
        return _result(
            "relu", self.data if positive else 0.0, (self, float(positive))
        )

    def nodes(self) -> list["Value"]:
        """Return the graph: every node after its inputs, this one last."""
        found, seen = [self], {self}
        for node in found:  # the list grows as we go
            for source, _ in node.links:
                if source not in seen:
                    seen.add(source)
                    found.append(source)
        return sorted(found, key=lambda node: node.depth)

    def backward(self) -> None:
        """Add to every grad in the graph the gradient of this Value.

        Each call starts afresh with 1 and keeps its own sums, so that a
        second call on one graph adds the same gradients once more, to leaves
        and results alike. torch does so too, where it keeps a grad.

        Examples
        --------
        >>> w = Value(2.0)
        >>> loss = 3 * w
        >>> for _ in range(3):
        ...     loss.backward()
        ...     print(w.grad)
        3.0
        6.0
        9.0
        """
        nodes = self.nodes()
        upstream = dict.fromkeys(nodes, 0.0)
        upstream[self] = 1.0
        for node in reversed(nodes):
            node.grad += upstream[node]
            for source, slope in node.links:
                upstream[source] += slope * upstream[node]

    def zero_grad(self) -> None:
        """Set every grad in the graph of this Value back to 0."""
        for node in self.nodes():
            node.grad = 0.0

    def draw(self) -> "Figure":
        """Draw the graph, see :func:`byhand.plotting.graph`."""
        return plotting.graph(self)


def _value(x: Value | float) -> Value:
    """Make a plain number a leaf."""
    return x if isinstance(x, Value) else Value(x)


def _result(operation: str, data: float, *links: tuple[Value, float]) -> Value:
    """Return a new node, linked to its inputs."""
    node = Value(data)
    node.operation = operation
    node.links = links
    node.depth = 1 + max(source.depth for source, _ in links)
    return node


def _sigmoid(x: float) -> float:
    """Return 1 / (1 + exp(-x)), with no power of e above 1."""
    e = math.exp(-abs(x))
    return (1.0 if x >= 0 else e) / (1 + e)
