"""What the package says of the book is true."""

import re

import pytest

from byhand import activations, gradcheck, losses, network
from byhand.plotting import network as draw
from byhand.worked_example import TwoTwoOne
from tests.book.copies import BOOK

FUNCTIONS = [
    getattr(module, name)
    for module in (activations, gradcheck, losses, network)
    for name in module.__all__
]


@pytest.mark.parametrize(
    "documented",
    [*FUNCTIONS, draw, TwoTwoOne],
    ids=lambda f: f"{f.__module__}.{f.__name__}",
)
def test_the_last_line_of_a_docstring_names_a_section_of_the_book(documented):
    last = documented.__doc__.rstrip().splitlines()[-1].strip()
    page, section = re.fullmatch(
        r'Book: ([\w/-]+)(?:, "(.+)")?', last
    ).groups()

    text = (BOOK / f"en/{page}.md").read_text(encoding="utf-8")
    assert section is None or f"# {section}\n" in text
