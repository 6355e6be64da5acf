"""Every run of the tests is the same run."""

import numpy as np
import pytest
import torch
from hypothesis import settings

settings.register_profile(
    "byhand", derandomize=True, deadline=None, database=None, max_examples=30
)
settings.load_profile("byhand")


@pytest.fixture(autouse=True)
def _seed():
    torch.manual_seed(0)


@pytest.fixture
def rng():
    return np.random.default_rng(0)
