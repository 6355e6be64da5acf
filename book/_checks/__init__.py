"""Hold the two languages together, and both to the rules of the book.

The build runs these checks first, and stops at a fault: ``page:line: what must
hold; what came``.
"""

from pathlib import Path

from _checks import parity, rules
from _checks.pages import read_pages
from _checks.terms import read_glossary

__all__ = ["find_faults"]


def find_faults(book: Path) -> list[str]:
    """Find all that is wrong with the pages of a book."""
    glossary = read_glossary(book / "glossary.tsv")
    en, ko = read_pages(book, "en"), read_pages(book, "ko")
    faults = [*parity.twins(en, ko)]
    for pages in (en, ko):
        faults += rules.labels(pages.values())
        for page in pages.values():
            for rule in rules.RULES:
                faults += rule(page, glossary)
    for name in en.keys() & ko.keys():
        for rule in parity.RULES:
            faults += rule(en[name], ko[name], glossary)
    return [str(fault) for fault in sorted(set(faults))]
