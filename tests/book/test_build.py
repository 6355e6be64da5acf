"""A build that goes wrong says where, and leaves the last good site."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

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


def test_a_change_of_words_is_published_without_running_the_cells_again(book):
    cache = {x: x.stat().st_mtime_ns for x in book.glob("_build/cache/*/*/*")}
    change(book, "$x$", "$y$")

    code, output = build(book)

    assert code == 0, output
    page = (book / "_build/html/ko/part/page.html").read_text("utf-8")
    assert '<span class="mord mathnormal"' in page
    assert ">y</annotation>" in page
    assert cache == {
        x: x.stat().st_mtime_ns for x in book.glob("_build/cache/*/*/*")
    }


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
@pytest.mark.parametrize("moment", ["Running the pages", "== ko =="])
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
