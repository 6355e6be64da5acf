"""A build that goes wrong says where, and leaves the last good site."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from tests.book.copies import build, copy_book

INDEX = """\
(home)=
# {title}

```{{toctree}}
part/page
```
"""

PAGE = """\
---
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
---
(page)=
# {title}

```{{code-cell}} python
from byhand import page

half = 0.5
assert 2 * half == 1
page.number("half", half)
```

{{glue:text}}`half`, $x$, {{ref}}`{title} <home>`.
"""

FIGURE = """
```{code-cell} python
from IPython.display import SVG

SVG('<svg width="9pt" height="9pt"><!--1--></svg>')
```
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Build a book of two small pages."""
    folder = tmp_path_factory.mktemp("small") / "작은 책"
    book = copy_book(folder, "en", "ko")
    for language, title in [("en", "Words"), ("ko", "낱말")]:
        (book / language / "part").mkdir(parents=True)
        for name, text in [("index.md", INDEX), ("part/page.md", PAGE)]:
            path = book / language / name
            path.write_text(text.format(title=title), encoding="utf-8")
    code, output = build(book)
    assert code == 0, output
    return book


@pytest.fixture
def book(small, tmp_path):
    """Copy the small book, with its site and its cache, to change it."""
    shutil.copytree(small.parent, tmp_path / "책 둘", symlinks=True)
    return tmp_path / "책 둘/book"


def change(book, old, new):
    """Change one place of the page in both languages."""
    for path in book.glob("??/part/page.md"):
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")


def contents(book):
    """Give every file of the site and what it holds."""
    site = book / "_build/html"
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("half = 0.5", "half = 1 / 0", "page.md:11: ZeroDivisionError: div"),
        ("2 * half == 1", "2 * half == 2", "page.md:12: AssertionError"),
        ("half = 0.5", "import os; os._exit(1)", "DeadKernelError"),
        ("`half`, ", "`third`, ", "third"),
        (" <home>", " <nowhere>", "undefined label: 'nowhere'"),
        ("$x$", r"$\frac{x$", "KaTeX parse error"),
        ("$x$", "half, 0.5,", "a number must be computed; '0.5'"),
    ],
    ids=[
        "a cell raises",
        "an assertion fails",
        "a kernel dies",
        "a glued value is missing",
        "a label is missing",
        "a formula is wrong",
        "a number is typed by hand",
    ],
)
def test_a_fault_stops_the_build_and_spares_the_site(book, old, new, words):
    before = contents(book)
    change(book, old, new)

    code, output = build(book)

    assert code != 0
    assert re.search(r"en[/\\]part[/\\]page", output), output
    assert words in output
    assert contents(book) == before


def test_a_page_without_its_twin_stops_the_build(book):
    before = contents(book)
    (book / "ko/part/page.md").unlink()

    code, output = build(book)

    assert code != 0
    assert "en/part/page.md:1: a page must have its twin" in output
    assert contents(book) == before


def times(book, files):
    return {path: path.stat().st_mtime_ns for path in book.glob(files)}


def test_new_words_on_a_page_are_published_and_little_else_is_made(book):
    assert build(book)[0] == 0  # in this folder
    old = contents(book)
    cache = times(book, "_build/cache/*/*/*")
    read = times(book, "_build/kept/doctrees/??/*.doctree")
    before = [(x, x.stat().st_mtime_ns) for x in book.glob("??/part/page.md")]
    change(book, "$x$", "$y$")
    for path, time_of_change in before:  # as an archive may unpack it
        os.utime(path, ns=(time_of_change, time_of_change))

    code, output = build(book)

    assert code == 0, output
    new = contents(book)
    assert ">y</annotation>" in new[Path("ko/part/page.html")].decode()
    assert {file.as_posix() for file in new if new[file] != old.get(file)} == {
        f"{language}/{file}"
        for language in ("en", "ko")
        for file in (
            "part/page.html",
            "notebooks/part/page.ipynb",
            "search-index.js",
        )
    }
    assert times(book, "_build/cache/*/*/*") == cache
    assert times(book, "_build/kept/doctrees/??/*.doctree") == read


def test_what_is_made_of_changes_is_what_is_made_of_all(book):
    for path in book.glob("??/part/page.md"):
        text = path.read_text("utf-8")
        path.write_text(text + FIGURE, "utf-8")
    assert build(book)[0] == 0
    change(book, "<!--1-->", "<!--2-->")
    assert build(book)[0] == 0
    for path in book.glob("??/index.md"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("# ", "# 더 새 "), "utf-8")

    assert build(book)[0] == 0
    site = contents(book)
    shutil.rmtree(book / "_build/kept")
    code, output = build(book)

    assert code == 0, output
    assert "더 새 " in site[Path("ko/part/page.html")].decode()
    assert contents(book) == site


def test_a_fault_that_was_reported_is_reported_again(book):
    change(book, " <home>", " <nowhere>")
    for _ in range(2):
        code, output = build(book)

        assert code != 0
        assert "undefined label: 'nowhere'" in output


def test_a_second_build_at_once_refuses_and_changes_nothing(book):
    before = contents(book)

    with FileLock(book / "_build/lock"):
        code, output = build(book)

    assert code == 2
    assert "Another build is running" in output
    assert contents(book) == before


def test_a_build_that_died_while_publishing_is_mended_by_the_next(book):
    before = contents(book)
    (book / "_build/html").rename(book / "_build/last")
    change(book, "half = 0.5", "half = 1 / 0")

    code, _ = build(book)

    assert code != 0
    assert contents(book) == before


def test_a_second_build_gives_the_same_files_in_another_folder(book):
    before = contents(book)

    code, output = build(book)

    assert code == 0, output
    assert contents(book) == before


@pytest.mark.skipif(sys.platform == "win32", reason="kills a whole session")
@pytest.mark.parametrize("moment", ["Running the pages", "Writing both"])
def test_a_build_that_was_killed_is_as_if_it_had_not_begun(book, moment):
    before = contents(book)
    change(book, "half = 0.5", "half = 1.5 / 3")
    with subprocess.Popen(
        [sys.executable, "build.py"],
        cwd=book,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as building:
        for line in building.stdout:
            if moment.encode() in line:
                break
        time.sleep(1)
        os.killpg(building.pid, signal.SIGKILL)

    assert building.returncode == -signal.SIGKILL
    for run in book.glob("_build/cache/*/executed/*/base.ipynb"):
        run.write_text("{")  # as a disk may leave it
    assert contents(book) == before
    code, output = build(book)
    assert code == 0, output
    assert contents(book).keys() == before.keys()


def test_the_book_builds_in_the_plainest_locale(book):
    code, output = build(book, LC_ALL="C", LANG="C", PYTHONUTF8="0")

    assert code == 0, output
