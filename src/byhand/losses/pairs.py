"""Losses for pairs of embeddings: which belong together, which do not."""

from byhand import _checks
from byhand._array import Array, namespace, shape
from byhand.activations import relu
from byhand.losses._reduction import guard, reduce, share
from byhand.numerics import safe_norm
from byhand.numerics.norms import norm_and_grad

__all__ = ["contrastive", "contrastive_grad"]


def contrastive(
    a: Array,
    b: Array,
    same: Array,
    *,
    margin: float = 1.0,
    reduction: str = "mean",
) -> Array:
    r"""Pull pairs of one class together, and push others a margin apart.

    .. math:: \tfrac{1}{2} d^2 \text{ for the same class}, \qquad
        \tfrac{1}{2} \max(0, m - d)^2 \text{ otherwise}, \qquad
        d = \lVert a - b \rVert

    The halves are the paper's. The distance is exact: nothing is added to it,
    where ``torch.nn.functional.pairwise_distance`` adds 1e-6 to each
    difference. A pair of different classes at one point costs m²/2, but has
    no direction to part in: its gradient counts 0.

    Parameters
    ----------
    a, b : array or tensor (N, D), floating point
        Row i of a and row i of b are a pair; any value.
    same : array or tensor (N,) of True and False
        Whether the pair is of one class.
    margin : float
        The distance m, above 0, from which different classes cost nothing.
    reduction : {"mean", "sum", "none"}
        Mean over all pairs, their sum, or one cost a pair.

    Returns
    -------
    array or tensor
        Of shape (), or (N,) for "none".

    Raises
    ------
    ValueError
        If the shapes do not fit, margin is not above 0, the reduction is
        unknown, or it is the mean of no pair at all.
    TypeError
        If a or b is not floating point, same not boolean, or their
        libraries differ.

    Examples
    --------
    >>> import numpy as np
    >>> a, b = np.array([[0.0, 0.0], [0.0, 0.0]]), np.array([[3.0, 4.0]] * 2)
    >>> same = np.array([True, False])
    >>> contrastive(a, b, same, margin=7.0, reduction="none").tolist()
    [12.5, 2.0]

    References
    ----------
    Hadsell, Chopra and LeCun (2006), CVPR.

    Book: losses/metric-learning, "Contrastive: pairs"
    """
    _guard(a, b, same, margin, reduction)
    d = safe_norm(a - b)
    gap = namespace(a).where(same, d, relu(margin - d))
    return reduce(gap * gap / 2, reduction)


def contrastive_grad(
    a: Array,
    b: Array,
    same: Array,
    *,
    margin: float = 1.0,
    reduction: str = "mean",
) -> tuple[Array, Array]:
    r"""Differentiate :func:`contrastive` with respect to a and b.

    .. math:: \frac{\partial L}{\partial a} = \frac{a - b}{d} \cdot
        \begin{cases} d & \text{same class} \\
        -\max(0, m - d) & \text{otherwise} \end{cases}
        \qquad \frac{\partial L}{\partial b} = -\frac{\partial L}{\partial a}

    Over N for the mean; 0 where d = 0.

    Examples
    --------
    >>> import numpy as np
    >>> a, b = np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]])
    >>> contrastive_grad(a, b, np.array([True]))[0].round(12).tolist()
    [[-3.0, -4.0]]

    Book: losses/metric-learning, "Contrastive: pairs"
    """
    _guard(a, b, same, margin, reduction)
    d, direction = norm_and_grad(a - b)
    pull = namespace(a).where(same, d, -relu(margin - d))
    da = share(pull, reduction)[:, None] * direction
    return da, -da


def _guard(
    a: Array, b: Array, same: Array, margin: float, reduction: str
) -> None:
    """Refuse what is not a pair a row, and whether it is of one class."""
    _checks.floating(a=a, b=b)
    _checks.boolean(same=same)
    _checks.one_kind(a=a, b=b, same=same)
    _checks.same_shape(a=a, b=b)
    _checks.dimensions("N", "D", a=a)
    _checks.has_shape(shape(a)[:1], same=same)
    guard(reduction, a=a)
    _checks.positive(margin=margin)
