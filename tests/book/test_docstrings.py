"""What the package says of the book is true."""

import re

import pytest

from tests.book.copies import BOOK, ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))
SAID = sorted(
    {
        (path.stem, *found)
        for path in SOURCES
        for found in re.findall(
            r'Book: ([\w/-]+)(?:, "(.+?)")?$',
            path.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }
)


def test_the_package_points_to_the_book():
    assert {"losses", "network", "worked_example"} & {m for m, *_ in SAID}


@pytest.mark.parametrize(("module", "page", "section"), SAID)
def test_a_docstring_names_a_page_and_a_section_that_are_there(
    module, page, section
):
    text = (BOOK / f"en/{page}.md").read_text(encoding="utf-8")

    assert not section or f"# {section}\n" in text
