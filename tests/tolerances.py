"""How closely two numbers must agree, by where the second one comes from.

The one table of the tests, for float64 unless it says otherwise. A looser pair
in a test needs a comment with the cause.
"""

TOLERANCES = {
    # by hand, or mpmath
    "exact": {"rtol": 1e-14, "atol": 1e-15},
    # a value of torch, or of another array library
    "library": {"rtol": 1e-12, "atol": 0.0},
    # a gradient of autograd
    "autograd": {"rtol": 1e-10, "atol": 1e-14},
    # a gradient of central differences
    "differences": {"rtol": 1e-6, "atol": 1e-8},
    # a run in float32 against the same run in float64
    "float32": {"rtol": 1.3e-6, "atol": 1e-5},
    # parameters after many steps against torch.optim
    "optimizer": {"rtol": 1e-12, "atol": 1e-14},
}
