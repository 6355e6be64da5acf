"""python -m byhand.exercises: answers in files of the reader's own."""

import ast
import shutil
import subprocess
import sys
from importlib.resources import files

import pytest

from byhand.exercises import STUBS, _folder, _run, _stubs
from byhand.exercises.__main__ import main

RIGHT = "    return -2 * (y - o) * o * (1 - o)\n"


@pytest.fixture
def folder(tmp_path, capsys):
    """A folder of stubs whose name holds Korean and a space."""
    folder = tmp_path / "내 답"
    assert main(["start", str(folder), "--lang", "en"]) == 0
    capsys.readouterr()
    return folder


def run(capsys, *arguments, lang="en"):
    code = main([*map(str, arguments), "--lang", lang])
    told = capsys.readouterr()
    return code, told.out + told.err


def answer(file, name, body):
    """Put a body in the place of a stub's."""
    head, stub, rest = file.read_text("utf-8").partition(f"def {name}(")
    rest = rest.replace("    raise NotImplementedError\n", body, 1)
    file.write_text(head + stub + rest, "utf-8")


def worked_example(folder):
    return folder / "backprop_worked_example.py"


def test_start_writes_one_file_for_each_page_with_all_its_stubs(folder):
    assert {file.name for file in folder.iterdir()} == {
        f"{module.replace('byhand.exercises.', '')}.py"
        for module in {stub.__module__ for stub in STUBS.values()}
    }
    for file in folder.iterdir():
        compile(file.read_bytes(), file, "exec")
    written = {n for file in folder.iterdir() for n in _folder.place(file)}
    assert written == set(STUBS)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", STUBS)
def test_a_stub_holds_its_task_in_the_language_and_the_same_examples(
    name, lang
):
    stub = ast.parse(_stubs.source(name, lang)).body[0]
    english = ast.parse(_stubs.source(name, "en")).body[0]

    assert stub.name == name
    assert ast.dump(stub.args) == ast.dump(english.args)
    text, there = ast.get_docstring(stub), ast.get_docstring(english)
    assert text.startswith(_stubs.task(name, lang))
    assert text.partition(">>> ")[2] == there.partition(">>> ")[2] != ""
    assert any("가" <= c <= "힣" for c in text) == (lang == "ko")
    assert all(len(line) <= 79 for line in text.splitlines())


def test_korean_tasks_are_those_of_the_stubs_in_the_same_order():
    assert [*_stubs._korean()] == [*STUBS]


def test_start_never_touches_an_answer(folder, capsys):
    answer(worked_example(folder), "output_delta", RIGHT)
    before = {file: file.read_bytes() for file in folder.iterdir()}

    code, told = run(capsys, "start", folder)

    assert code == 0
    assert "backprop_worked_example.py: is there already" in told
    assert before == {file: file.read_bytes() for file in folder.iterdir()}


def test_a_file_of_an_older_book_gets_what_it_lacks_at_its_end(folder, capsys):
    file = worked_example(folder)
    text = file.read_text("utf-8")
    old = text[: text.index("def train_step")].rstrip() + "\n"
    file.write_bytes(old.replace("\n", "\r\n").encode())

    code, told = run(capsys, "start", folder)

    assert code == 0
    assert "stays as it is; added at the end: train_step" in told
    content = file.read_bytes()
    assert content.startswith(old.replace("\n", "\r\n").encode())
    assert content.count(b"\n") == content.count(b"\r\n")
    assert run(capsys, "check", folder, "train_step")[1].startswith(
        "train_step: not yet answered"
    )


def test_check_tells_the_progress_and_the_mistakes(folder, capsys):
    file = worked_example(folder)
    answer(file, "output_delta", RIGHT)
    answer(file, "train_step", "    return [2 * v for v in w]\n")

    code, told = run(capsys, "check", folder)

    assert code == 1
    assert "train_step: 2 of 3 examples fail" in told
    assert "output_delta:" not in told
    line = next(t for t in told.splitlines() if t.startswith("backprop/work"))
    assert line.split() == ["backprop/worked-example", "1", "/", "3", "#.."]
    assert told.endswith(f"1 of {len(STUBS)} exercises pass\n")


@pytest.mark.parametrize(
    "name", ["output_delta", "worked-example", "backprop_worked_example.py"]
)
def test_check_takes_an_exercise_a_page_or_a_file(folder, capsys, name):
    answer(worked_example(folder), "output_delta", RIGHT)

    code, told = run(capsys, "check", folder, name)

    assert "output_delta: all 3 examples pass" in told
    assert code == (0 if name == "output_delta" else 1)


def test_next_leads_from_one_exercise_to_the_next(folder, capsys):
    code, told = run(capsys, "next", folder, lang="ko")
    first = next(iter(STUBS))

    assert code == 1
    assert told.startswith(f"{first}: 아직 풀지 않았습니다")
    assert _stubs.task(first, "ko") in told
    file = _folder.path(folder, _stubs.page(first))
    line = _folder.place(file)[first]
    assert f"위치: {file} {line}번째 줄" in told


def test_all_solved(folder, capsys):
    for solution in files("byhand.solutions").iterdir():
        if solution.name.endswith(".py") and solution.name[0] != "_":
            shutil.copy(str(solution), folder)

    code, told = run(capsys, "check", folder)
    assert code == 0, told
    assert told.endswith(f"{len(STUBS)} of {len(STUBS)} exercises pass\n")


def test_next_says_when_nothing_is_left(folder, capsys, monkeypatch):
    def solved(folder, names):
        return [_run.Outcome(name, "passed") for name in names]

    monkeypatch.setattr(_folder, "check", solved)

    assert run(capsys, "next", folder) == (
        0,
        "Every exercise passes. Well done.\n",
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"def output_delta(y, o:\n", "SyntaxError: '(' was never closed"),
        (b"x = 1\n\nx.y\n", "AttributeError: 'int' object has no attribute"),
        ("x = '델타'\n".encode("cp949"), "SyntaxError: "),
        (b"exit()\n", "SystemExit"),
    ],
)
def test_a_file_that_cannot_be_run_is_named_with_the_reason(
    folder, capsys, content, words
):
    file = worked_example(folder)
    file.write_bytes(content)

    code, told = run(capsys, "check", folder, "output_delta")

    assert code == 1
    assert "output_delta: the file cannot be run." in told
    assert words in told
    assert run(capsys, "start", folder)[0] == 0
    if "SyntaxError" in words:
        assert file.read_bytes() == content


def test_the_line_of_a_fault_is_named(folder, capsys):
    worked_example(folder).write_text("x = 1\n\nx.y\n")

    assert "look at line 3." in run(capsys, "check", folder, "train_step")[1]


def test_one_answer_that_dies_leaves_the_others_their_report(folder, capsys):
    file = worked_example(folder)
    answer(file, "output_delta", "    import os\n    os._exit(3)\n")
    answer(
        file, "hidden_weight_gradient", "    return dC_dz3 * w_out * h * x\n"
    )

    told = run(capsys, "check", folder, "worked-example")[1]

    assert "the function ended Python itself (exit(3))" in told
    assert "hidden_weight_gradient: 2 of 3 examples fail" in told
    assert "train_step: not yet answered" in told


def test_a_renamed_function_is_found_again(folder, capsys):
    file = worked_example(folder)
    text = file.read_text("utf-8")
    file.write_text(text.replace("def output_delta(", "def output_dleta("))

    code, told = run(capsys, "check", folder, "output_delta")

    assert code == 1
    assert "the file has no function of this name" in told
    assert "did you mean output_dleta?" in told


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(folder, capsys):
    file = worked_example(folder)
    answer(file, "output_delta", RIGHT)
    text = file.read_text("utf-8").replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert run(capsys, "check", folder, "output_delta")[0] == 0
    before = file.read_bytes()
    assert run(capsys, "start", folder)[0] == 0
    assert file.read_bytes() == before


def test_a_folder_without_answers_is_refused(tmp_path, capsys):
    for command in ("check", "next"):
        code, told = run(capsys, command, tmp_path)
        assert code == 2
        assert "must be a folder that `start` has filled" in told


def test_a_file_for_a_folder_is_refused(tmp_path, capsys):
    file = tmp_path / "answers"
    file.write_text("mine")

    for command in ("start", "check", "next"):
        code, told = run(capsys, command, file)
        assert code == 2
        assert "got a file" in told
    assert file.read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_refused(tmp_path, capsys):
    (tmp_path / "file").touch()

    code, told = run(capsys, "start", tmp_path / "file/answers")

    assert code == 2
    assert "must be one that you may write to; got" in told


def test_an_unknown_name_is_refused(folder, capsys):
    code, told = run(capsys, "check", folder, "nonsense")

    assert code == 2
    assert "must be that of an exercise or a page; got nonsense" in told


def test_the_command_as_a_reader_types_it(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "byhand.exercises", "start", "answers"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path), "LANG": "ko_KR.UTF-8"},
        encoding="utf-8",
    )

    assert "이제 답을 쓰고 다음을 실행하십시오" in done.stdout
    assert done.stderr == ""
