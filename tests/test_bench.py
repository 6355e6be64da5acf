"""The benchmark times functions that agree; nothing is timed for long here."""

import numpy as np
import pytest
import torch

from bench import __main__, hand, peers, table, timing
from bench.peers import LIBRARIES
from bench.rows import ROWS, Row
from bench.timing import agree

every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


@every_row
def test_torch_computes_what_we_do(row):
    calls = table.contenders(row, row.data(*row.small), {})

    assert list(calls) == ["ours", "torch"]


@every_row
def test_the_gradient_by_hand_is_torchs(row):
    calls = hand.gradients(row, row.data(*row.small))

    assert list(calls) == ["hand", "backward", "both"]


@every_row
def test_every_library_of_a_row_has_a_column(row):
    assert set(row.peers) <= set(LIBRARIES)


def another(a, b):
    """Return a value that is not ours, though near it."""
    return 1.001 * torch.nn.functional.mse_loss(a, b)


def test_a_contender_with_another_value_is_not_timed():
    row = next(row for row in ROWS if row.name == "mse")
    wrong = Row("mse", row.data, row.sizes, another)

    with pytest.raises(AssertionError, match="torch computes another value"):
        table.contenders(wrong, wrong.data(3, 2), {})


def test_a_library_that_is_not_installed_is_skipped(monkeypatch, capsys):
    def absent():
        raise ImportError

    monkeypatch.setattr(peers, "LIBRARIES", {"PML": absent, "optax": dict})
    row = next(row for row in ROWS if row.name == "batch_hard_triplet")

    assert peers.installed() == {"optax": {}}
    table.print_line(row, (512, 128), "fwd", {"ours": 0.002, "torch": 0.001})
    line = "batch_hard_triplet 512x128 fwd 2.000 ~1.000 - <= 1"
    assert capsys.readouterr().out.split() == line.split()


def test_a_name_that_no_function_has_is_refused(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["bench", "dice", "iou"])
    monkeypatch.setattr(__main__, "ROWS", [])

    with pytest.raises(SystemExit):
        __main__.main()
    assert "no function has dice or iou in its name" in capsys.readouterr().err


def test_numbers_agree_up_to_their_size():
    assert agree(np.array([1e9, 1.0]), np.array([1e9, 2.0]))
    assert not agree(np.array([1.0, 1.0]), np.array([1.0, 2.0]))
    assert not agree((np.ones(2), np.ones(2)), (np.ones(2), -np.ones(2)))
    assert not agree(np.array(1.0), np.array(np.nan))


def test_every_call_has_its_turn_in_each_round(monkeypatch):
    monkeypatch.setattr(timing, "BLOCK", 0)  # one call at a time
    seen = []

    times = timing.in_turns(
        {"a": lambda: seen.append("a"), "b": lambda: seen.append("b")}, 3
    )

    assert set(times) == {"a", "b"}
    # Once to warm up, once to see how long it takes, and three rounds.
    assert "".join(seen) == 5 * "ab"


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({"ours": 2.0, "torch": 1.0, "PML": 4.0, "optax": 3.0}, "2.00 torch"),
        ({"ours": 2.0, "torch": 9.0, "PML": 4.0}, "0.50 PML"),
    ],
)
def test_the_verdict_is_over_the_fastest_library(times, expected):
    row = next(row for row in ROWS if row.name == "triplet")

    assert table.verdict(row, times)[0] == expected


@pytest.mark.parametrize(
    ("times", "reached"),
    [
        ({"ours": 1.0, "torch": 0.1, "MONAI": 2.0, "kornia": 2.0}, "yes"),
        ({"ours": 1.0, "torch": 0.1, "MONAI": 2.0}, ""),
        ({"ours": 1.0, "torch": 0.1, "MONAI": 0.5}, "no"),
        ({"ours": 1.0, "torch": 0.1}, ""),
    ],
)
def test_there_is_no_yes_while_a_library_is_absent(times, reached):
    row = next(row for row in ROWS if row.name == "focal")

    assert table.verdict(row, times)[2] == reached
