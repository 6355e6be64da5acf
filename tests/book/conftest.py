"""The built site, and the book's own modules made importable."""

import sys

import pytest

from tests.book.copies import BOOK, build, copy_book

sys.path.insert(0, str(BOOK))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Build the book in a folder with a space and Korean in its name."""
    book = copy_book(tmp_path_factory.mktemp("build") / "내 책")
    code, output = build(book)
    assert code == 0, output
    return book / "_build/html"
