import csv
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from _checks.rules import HANGUL, NUMBER
from _checks.terms import names, read_glossary
from tests.book.copies import BOOK

FILE = BOOK / "glossary.tsv"
COLUMNS = ["id", "en", "ko", "ko_aliases", "ko_words", "note"]
COLUMNS += ["meaning_en", "meaning_ko"]
TERMS = read_glossary(FILE).terms


def twice(words):
    """Give the words that stand more than once."""
    return [word for word, count in Counter(words).items() if count > 1]


@pytest.fixture(scope="module", params=["en", "ko"])
def built(request, site):
    """Give the language, the glossary and a page that uses its terms."""
    names = "reference/glossary", "backprop/worked-example"
    texts = [
        (site / request.param / f"{name}.html").read_text(encoding="utf-8")
        for name in names
    ]
    found = [BeautifulSoup(text, "html.parser").article for text in texts]
    return request.param, *found


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
def test_every_row_says_what_the_term_means(language):
    glossary = read_glossary(FILE)

    for term in TERMS:
        meaning = getattr(term, f"meaning_{language}")
        assert meaning.endswith("."), term.id
        assert bool(HANGUL.search(meaning)) == (language == "ko"), term.id
        assert not NUMBER.search(meaning), term.id
        assert list(glossary.aliased(meaning)) == [], term.id


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


def test_every_term_has_an_entry_in_each_language(built):
    language, glossary, _ = built
    entries = glossary.select("dl.glossary > dt")
    order = [entry.get_text() for entry in entries]

    assert {entry["id"] for entry in entries} == {
        f"term-{t.id}" for t in TERMS
    }
    assert sorted(order) == sorted(getattr(term, language) for term in TERMS)
    assert order == sorted(order, key=lambda x: (x[0].isascii(), x.lower()))
    for term in TERMS:
        entry = glossary.find(id=f"term-{term.id}").find_next("dd")
        words = entry.get_text().replace("\u2060", "")
        assert term.en in words or term.ko in words or term.en == term.ko
        assert getattr(term, f"meaning_{language}") in words


def test_an_entry_leads_to_the_first_page_of_its_term(built):
    _, glossary, _ = built
    entry = glossary.find(id="term-chain-rule").find_next("dd")

    assert entry.a["href"].startswith("../")
    assert not glossary.find_all("a", class_="term")


def test_a_term_in_bold_leads_to_its_entry_once(built):
    language, glossary, page = built
    terms = read_glossary(FILE)
    bold = [terms.meant(x.get_text(), language) for x in page("strong")]
    links = [a["href"].partition("#") for a in page.find_all("a", "term")]

    assert {term.id for term in bold if term} >= {"loss-function", "weight"}
    assert Counter(anchor for _, _, anchor in links) == Counter(
        f"term-{name}" for name in {term.id for term in bold if term}
    )
    assert {path for path, _, _ in links} == {"../reference/glossary.html"}
    assert all(glossary.find(id=anchor) for _, _, anchor in links)
    assert not page.select("h1 a.term, h2 a.term, h3 a.term, a a.term")
