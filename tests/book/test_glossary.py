import csv
from collections import Counter

import pytest

from _checks.terms import names, read_glossary
from tests.book.copies import BOOK

FILE = BOOK / "glossary.tsv"
COLUMNS = ["id", "en", "ko", "ko_aliases", "ko_words", "note"]
TERMS = read_glossary(FILE).terms


def twice(words):
    """Give the words that stand more than once."""
    return [word for word, count in Counter(words).items() if count > 1]


def test_every_row_has_every_column():
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    assert rows[0] == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert not [cell for row in rows for cell in row if cell != cell.strip()]
    assert not [cell for row in rows for cell in row if '"' in cell]


def test_every_row_has_an_id_and_a_name_in_each_language():
    assert all(term.id and term.en and term.ko for term in TERMS)
    assert all(term.id.replace("-", "").isalnum() for term in TERMS)
    assert all(term.id.islower() and term.id.isascii() for term in TERMS)
    assert all(term.en.isascii() for term in TERMS)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_name_stands_for_two_terms(language):
    known = [names(getattr(term, language)) for term in TERMS]

    assert twice(name for found in known for name in found) == []


def test_ids_are_unique():
    assert twice(term.id for term in TERMS) == []


def test_an_alias_or_word_is_given_once_and_is_no_term():
    given = [x for t in TERMS for x in (*t.ko_aliases, *t.ko_words)]
    own = {name for term in TERMS for name in names(term.ko)}

    assert twice(given) == []
    assert own & {name for x in given for name in names(x)} == set()


def test_no_alias_stands_within_a_term():
    glossary = read_glossary(FILE)

    for term in TERMS:
        assert list(glossary.aliased(term.ko)) == []


def test_every_alias_is_found_in_prose():
    glossary = read_glossary(FILE)

    for term in TERMS:
        for alias in term.ko_aliases:
            ((_, words),) = glossary.aliased(f"이것은 {alias}이다.")
            assert words == f"the term is {term.ko!r}; came {alias!r}"


def test_words_are_free_to_be_used():
    glossary = read_glossary(FILE)

    for term in TERMS:
        for word in term.ko_words:
            assert list(glossary.aliased(f"이것은 {word}이다.")) == []
