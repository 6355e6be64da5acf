"""The pages of the package name and show all that is in it."""

import re

import pytest
from bs4 import BeautifulSoup

from _checks.pages import read_pages
from tests.book.copies import BOOK
from tests.test_api import API

LANGUAGES = ("en", "ko")


@pytest.fixture(scope="module")
def named():
    """Give the names in the tables of the pages, for each language."""
    return {
        language: {
            part.text.removeprefix("~")
            for name, page in read_pages(BOOK, language).items()
            if name.startswith("reference/api")
            for part in page.of("role")
            if part.name in ("py:class", "py:func")
        }
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def entries(site):
    """Give the entry of every name, with the page it is on."""
    found = {language: {} for language in LANGUAGES}
    for language in LANGUAGES:
        pages = (site / language / "reference/api").rglob("*.html")
        for path in sorted(pages):
            page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
            for head in page.select("dl.py > dt[id]"):
                assert head["id"] not in found[language], head["id"]
                found[language][head["id"]] = head.parent
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_name_is_in_a_table(named, language):
    assert set(API) - named[language] == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_names_nothing_else(named, language):
    assert named[language] - set(API) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_name_has_an_entry(entries, language):
    assert set(API) - set(entries[language]) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_of_a_docstring_is_set(entries, language):
    for name, value in API.items():
        formulas = (value.__doc__ or "").count(".. math::")
        found = entries[language][name].select("dd > div.math .katex")
        assert len(found) >= formulas, name


@pytest.mark.parametrize(
    ("language", "title", "section"),
    [
        ("en", "In this book", "Mean or sum, half or not"),
        ("ko", "이 책에서", "평균인가 합인가, 2로 나누는가"),
    ],
)
def test_an_entry_leads_to_its_section(entries, language, title, section):
    entry = entries[language]["byhand.losses.mse"]
    (link,) = entry.select("a[href$='notation.html#notation-mean']")

    assert link.get_text() == section
    assert title in [rubric.get_text() for rubric in entry.select(".rubric")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_work_is_an_item_of_its_own(entries, language):
    entry = entries[language]["byhand.optim.nesterov.step"]
    items = [item.get_text() for item in entry.select(".rubric ~ ul > li")]

    assert [re.search(r"\d{4}", item)[0] for item in items] == ["1983", "2013"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_in_an_entry_are_those_of_the_code(entries, language):
    text = entries[language]["byhand.losses.mse"].get_text()

    assert '{"mean", "sum", "none"}' in text
    assert not set("“”‘’") & set(text)
