"""check: a reader's function, run where it can do no harm."""

import inspect
import os
import re
import sys

import pytest

from byhand.exercises import STUBS, _run, check
from byhand.exercises._words import choose


def report(capsys, answer, lang="en"):
    passed = check(answer, lang=lang)
    return passed, capsys.readouterr().out


def test_a_right_answer_passes_example_by_example(capsys):
    def output_delta(y, o):
        return -2 * (y - o) * o * (1 - o)

    passed, told = report(capsys, output_delta)

    assert passed
    assert told.splitlines() == [
        "output_delta: all 3 examples pass",
        "  passed  output_delta(1.0, 0.5)",
        "  passed  output_delta(0.0, 0.5)",
        "  passed  round(output_delta(1.0, 0.645714137456269), 7)",
    ]


def test_a_wrong_answer_is_told_what_was_expected_what_came_and_why(capsys):
    def output_delta(y, o):
        return 2 * (y - o) * o * (1 - o)

    passed, told = report(capsys, output_delta)

    assert not passed
    assert told.splitlines()[:4] == [
        "output_delta: 3 of 3 examples fail",
        "  failed  output_delta(1.0, 0.5)",
        "        expected: -0.25",
        "        got:      0.25",
    ]
    assert told.splitlines()[-1].startswith("  Hint: the sign is wrong")


def test_the_report_can_be_korean(capsys):
    def output_delta(y, o):
        return 2 * (y - o) * o * (1 - o)

    _, told = report(capsys, output_delta, lang="ko")

    assert "예 3개 가운데 3개가 틀렸습니다" in told
    assert "기대한 값: -0.25" in told
    assert "힌트: 부호가 반대입니다." in told


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "ko_KR.UTF-8"}, "ko"),
    ],
)
def test_the_language_is_the_systems(monkeypatch, variables, lang):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert choose() == lang


def test_another_language_is_refused():
    with pytest.raises(ValueError, match=r"one of en, ko; got 'fr'"):
        check(STUBS["output_delta"], lang="fr")


def test_the_bare_stub_is_called_unanswered(capsys):
    passed, told = report(capsys, STUBS["output_delta"])

    assert not passed
    assert told.startswith("output_delta: not yet answered\n  Hint: ")


def test_helpers_and_imports_of_the_session_come_along(capsys):
    from math import fsum

    def product(*factors):
        result = 1.0
        for factor in factors:
            result *= factor
        return fsum([result])

    def output_delta(y, o):
        return product(-2, y - o, o, 1 - o)

    assert report(capsys, output_delta)[0]


def test_numbers_of_numpy_are_as_good_as_those_of_python(capsys):
    import numpy as np

    def output_delta(y, o):
        return np.float64(-2 * (y - o) * o * (1 - o))

    def mae_gradient_list(pred, target):
        return list(-np.sign(np.subtract(target, pred)) / len(pred))

    assert report(capsys, output_delta)[0]
    assert report(capsys, mae_gradient_list)[0]


def test_what_an_answer_prints_is_shown_and_is_not_its_result(capsys):
    def output_delta(y, o):
        print("y is", y)
        return -2 * (y - o) * o * (1 - o)

    assert report(capsys, output_delta)[0]

    def output_delta(y, o):
        print("y is", y)
        return y

    passed, told = report(capsys, output_delta)
    assert not passed
    assert "It printed (this is not what it returns):\n      y is 1.0" in told


def test_an_endless_loop_is_stopped_and_its_line_named(capsys, monkeypatch):
    monkeypatch.setattr(_run, "SECONDS", 1)

    def output_delta(y, o):
        while True:
            y += 1

    passed, told = report(capsys, output_delta)

    assert not passed
    assert "stopped after 1 seconds" in told
    line = int(re.search(r"It was at line (\d+)\.", told)[1])
    assert line - inspect.getsourcelines(output_delta)[1] in (1, 2)


def flood(y, o):
    for _ in range(200):
        print("x" * 100_000)
    os.write(1, b"{" * 100_000)
    os.write(2, b"x" * 100_000)
    return y


def hoard(y, o):
    return [bytearray(10**8) for _ in range(100)]


def endless_recursion(y, o):
    return endless_recursion(y, o)


def asks(y, o):
    return input("y? ")


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda y, o: sys.exit(), "the function ends Python"),
        (lambda y, o: os._exit(7), r"ended Python itself (exit(7))"),
        (lambda y, o: os.abort(), "ended Python itself (SIGABRT)"),
        (lambda y, o: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda y, o: undefined, "undefined is not known here"),  # noqa: F821
        (flood, "3 of 3 examples fail"),
        (hoard, "asks for too much memory"),
        (endless_recursion, "calls itself without end"),
        (asks, "EOFError"),
    ],
)
def test_whatever_an_answer_does_is_reported_and_not_fatal(
    capsys, deed, words
):
    def output_delta(y, o):
        return deed(y, o)

    passed, told = report(capsys, output_delta)

    assert not passed
    assert words in told
    assert len(told) < 3000


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (3, TypeError, "answer must be a function; got 3"),
        (len, ValueError, r"one of .*output_delta.*; got len"),
    ],
)
def test_what_answers_no_exercise_is_refused(answer, error, words):
    with pytest.raises(error, match=words):
        check(answer)
