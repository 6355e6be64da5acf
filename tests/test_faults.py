"""The table of planted faults fits the package as it is."""

import ast
from collections import Counter

import pytest

from byhand import losses
from tests.faults import planting
from tests.faults.planting import FAULTS


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f}: {f.old}")
def test_a_fault_can_be_planted_and_leaves_a_program(fault):
    planted = planting.planted(fault)

    assert ast.dump(ast.parse(planted)) != ast.dump(
        ast.parse(planting.SOURCE.joinpath(planting.path(fault)).read_text())
    )


def test_every_module_of_losses_has_a_fault():
    modules = {f.module for f in FAULTS}

    for name in losses.__all__:
        module = getattr(losses, name).__module__
        assert module.removeprefix("byhand.").replace(".", "/") in modules


def test_the_common_slips_are_all_there():
    kinds = Counter(fault.kind for fault in FAULTS)

    assert (
        min(kinds[k] for k in ("sign", "factor", "mean", "axis", "link")) > 4
    )
    assert len(FAULTS) > 100
