"""Every solution passes; every bare stub, and every typical slip, fails."""

from collections import Counter
from importlib.resources import files

import pytest

from byhand.exercises import STUBS, _stubs, _worker
from tests.book.copies import BOOK
from tests.exercises.slips import SLIPS, SOLUTIONS


def verdict(name, answer):
    """Run the examples here, without a process of their own."""
    *_, last = _worker.examine(name, answer)
    return last["passed"], [key for key, _ in last["hints"]]


def test_every_exercise_has_a_solution_and_every_solution_an_exercise():
    assert set(STUBS) == set(SOLUTIONS)
    modules = {
        folder: {
            file.name
            for file in files(f"byhand.{folder}").iterdir()
            if file.name.endswith(".py") and not file.name.startswith("_")
        }
        for folder in ("exercises", "solutions")
    }
    assert modules["exercises"] == modules["solutions"]


@pytest.mark.parametrize("name", STUBS)
def test_the_solution_passes(name):
    assert verdict(name, SOLUTIONS[name]) == (True, [])


@pytest.mark.parametrize("name", STUBS)
def test_the_bare_stub_is_unanswered(name):
    assert verdict(name, STUBS[name]) == (False, ["stub"])


@pytest.mark.parametrize(("name", "slip", "hint"), SLIPS)
def test_a_typical_slip_fails_with_the_hint_that_fits(name, slip, hint):
    passed, hints = verdict(name, SLIPS[name, slip, hint])

    assert not passed
    assert hints[0] == hint


def test_every_exercise_is_tried_with_at_least_two_slips():
    counts = Counter(name for name, _, _ in SLIPS)

    assert min(counts[name] for name in STUBS) >= 2
    assert len(STUBS) >= 36


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_pages_print_the_exercises_in_their_order(lang):
    for page in dict.fromkeys(map(_stubs.page, STUBS)):
        text = (BOOK / lang / f"{page}.md").read_text("utf-8")
        for folder in ("exercises", "solutions"):
            blocks = text.split(f"src/byhand/{folder}/")[1:]
            printed = [
                block.partition(":pyobject: ")[2].split()[0]
                for block in blocks
            ]
            expected = [n for n in STUBS if _stubs.page(n) == page]
            assert [n for n in printed if n in STUBS] == expected, page
