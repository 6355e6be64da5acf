r"""The formulas of the 2-2-1 network, and how they are printed.

Each formula is written once, in symbols; the line with numbers is made from
it by putting each value in the place of its symbol.
"""

import math
import re
from typing import Any

__all__ = ["FORMULAS", "latex"]


def _d(top: str, bottom: str) -> str:
    return rf"\frac{{\partial {top}}}{{\partial {bottom}}}"


def _product(*links: str) -> str:
    return r" \cdot ".join(links)


_SYMBOLS = {
    **{f"w{i}": f"w_{i}" for i in range(1, 7)},
    **{f"x{i}": f"x_{i}" for i in (1, 2)},
    **{f"b{i}": f"b_{i}" for i in (1, 2, 3)},
    **{f"z{i}": f"z_{i}" for i in (1, 2, 3)},
    **{f"h{i}": f"h_{i}" for i in (1, 2)},
    "o": "o",
    "y": "y",
    "C": "C",
    "lr": r"\eta",
}
_DERIVATIVES = {
    f"d{top}_d{bottom}": _d(_SYMBOLS[top], _SYMBOLS[bottom])
    for top, bottoms in {
        "C": "o z1 z2 z3 h1 h2 x1 x2 w1 w2 w3 w4 w5 w6 b1 b2 b3",
        "o": "z3",
        "z3": "w5 w6 h1 h2",
        "h1": "z1",
        "h2": "z2",
    }.items()
    for bottom in bottoms.split()
}
_SYMBOLS |= _DERIVATIVES

_OUTPUT = (_SYMBOLS["dC_do"], _SYMBOLS["do_dz3"])
FORMULAS = {
    "z1": r"w_1 \cdot x_1 + w_3 \cdot x_2 + b_1",
    "z2": r"w_2 \cdot x_1 + w_4 \cdot x_2 + b_2",
    "h1": r"\sigma(z_1)",
    "h2": r"\sigma(z_2)",
    "z3": r"w_5 \cdot h_1 + w_6 \cdot h_2 + b_3",
    "o": r"\sigma(z_3)",
    "C": r"(y - o)^2",
    "dC_do": r"-2 \cdot (y - o)",
    "do_dz3": r"o \cdot (1 - o)",
    "dC_dz3": _product(*_OUTPUT),
    "dz3_dw5": "h_1",
    "dz3_dw6": "h_2",
    "dC_dw5": _product(*_OUTPUT, _SYMBOLS["dz3_dw5"]),
    "dC_dw6": _product(*_OUTPUT, _SYMBOLS["dz3_dw6"]),
    "dz3_dh1": "w_5",
    "dz3_dh2": "w_6",
    "dC_dh1": _product(_SYMBOLS["dC_dz3"], _SYMBOLS["dz3_dh1"]),
    "dC_dh2": _product(_SYMBOLS["dC_dz3"], _SYMBOLS["dz3_dh2"]),
    "dh1_dz1": r"h_1 \cdot (1 - h_1)",
    "dh2_dz2": r"h_2 \cdot (1 - h_2)",
    "dC_dz1": _product(_SYMBOLS["dC_dh1"], _SYMBOLS["dh1_dz1"]),
    "dC_dz2": _product(_SYMBOLS["dC_dh2"], _SYMBOLS["dh2_dz2"]),
    "dC_dw1": _product(_SYMBOLS["dC_dz1"], "x_1"),
    "dC_dw2": _product(_SYMBOLS["dC_dz2"], "x_1"),
    "dC_dw3": _product(_SYMBOLS["dC_dz1"], "x_2"),
    "dC_dw4": _product(_SYMBOLS["dC_dz2"], "x_2"),
    "dC_db1": _SYMBOLS["dC_dz1"],
    "dC_db2": _SYMBOLS["dC_dz2"],
    "dC_db3": _SYMBOLS["dC_dz3"],
    "dC_dx1": " + ".join(
        _product(_SYMBOLS[f"dC_dz{j}"], f"w_{j}") for j in (1, 2)
    ),
    "dC_dx2": " + ".join(
        _product(_SYMBOLS[f"dC_dz{j}"], f"w_{j + 2}") for j in (1, 2)
    ),
}
for _i in range(1, 7):
    _SYMBOLS[f"new_w{_i}"] = f"w_{_i}'"
    FORMULAS[f"new_w{_i}"] = rf"w_{_i} - \eta \cdot {_SYMBOLS[f'dC_dw{_i}']}"

# Longest first, so that a derivative is found before the letters in it.
_NAMES = {symbol: name for name, symbol in _SYMBOLS.items()}
_FOUND = re.compile(
    "|".join(
        rf"(?<![a-zA-Z\\]){re.escape(symbol)}(?![a-zA-Z'])"
        for symbol in sorted(_NAMES, key=len, reverse=True)
    )
)


def latex(net: Any, name: str) -> str:
    """Return a quantity of the net in symbols, in numbers, as a value."""
    if name not in FORMULAS:
        raise ValueError(
            f"name must be one of {', '.join(FORMULAS)}; got {name!r}"
        )
    formula = FORMULAS[name]
    if not any(float(bias) for bias in net.b):
        formula = re.sub(r" \+ b_\d", "", formula)
    numbers = _FOUND.sub(
        lambda found: _factor(_value(net, _NAMES[found[0]])), formula
    )
    value = _value(net, name)
    equal = "=" if _is_short(value) else r"\approx"
    lines = [f"{_SYMBOLS[name]} &= {formula}"]
    if numbers != _factor(value):
        lines.append(f"&= {numbers}")
    lines.append(f"&{equal} {_number(value)}")
    body = " \\\\\n".join(lines)
    return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"


def _value(net: Any, name: str) -> float:
    """Return a quantity of the net by its name, as a Python float."""
    if name.startswith("new_"):
        index = int(name[-1]) - 1
        return float(net.step().w[index])
    if name[0] in "wxb":
        return float(getattr(net, name[0])[int(name[1]) - 1])
    return float(getattr(net, name))


def _is_short(value: float) -> bool:
    """Tell whether seven decimals say it all, but for a rounding error."""
    return math.isclose(value, round(value, 7), rel_tol=1e-14)


def _number(value: float) -> str:
    """Write a number with at most seven decimals."""
    text = f"{value:.7f}"
    return text.rstrip("0").rstrip(".") if _is_short(value) else text


def _factor(value: float) -> str:
    """Write a number so that a sign before it cannot be misread."""
    text = _number(value)
    return f"({text})" if value < 0 else text
