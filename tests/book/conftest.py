"""The built site, and the book's own modules made importable."""

import shutil
import sys

import pytest

from tests.book.copies import BOOK, build, copy_book

sys.path.insert(0, str(BOOK))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Build the book in a folder with a space and Korean in its name.

    What `nox -s docs` has run already, if it has, is not run again.
    """
    book = copy_book(tmp_path_factory.mktemp("build") / "내 책")
    if (BOOK / "_build/cache").exists():
        shutil.copytree(BOOK / "_build/cache", book / "_build/cache")
    code, output = build(book)
    assert code == 0, output
    return book / "_build/html"


@pytest.hookimpl(tryfirst=True)  # before xdist looks at the groups
def pytest_collection_modifyitems(items):
    """Let one process build the site, and run all that looks at it."""
    for item in items:
        if "site" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("site"))
