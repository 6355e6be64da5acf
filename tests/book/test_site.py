"""What must hold of the site as it is built."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from jupyter_cache import get_cache

from _checks.pages import read_pages

HANGUL = re.compile("[가-힣]")
LANGUAGES = ("en", "ko")
MARKUP = re.compile(r"\*\*|\\[(\[]|\$\$|\{\{|`")
LINKS = {"a": "href", "link": "href", "script": "src", "img": "src"}
LINKS |= {"source": "src", "iframe": "src", "object": "data"}


@pytest.fixture(scope="module")
def pages(site):
    """Read every page of the site, by its path."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in sorted(site.rglob("*.html"))
        if not {"_static", "simple"} & set(path.parts)
    }


@pytest.fixture(scope="module")
def articles(pages):
    """Give the article of every page that has been written by an author."""
    found = {name: page.article for name, page in pages.items()}
    return {name: article for name, article in found.items() if article}


def links(pages):
    """Give every address in the pages: page, element, parts of the URL."""
    for name, page in pages.items():
        for element in page.find_all(list(LINKS)):
            if address := element.get(LINKS[element.name]):
                yield name, element, urlsplit(address)


def test_every_page_is_described_by_its_first_words(pages, articles):
    for name, article in articles.items():
        if name.endswith(("404.html", "genindex.html", "search.html")):
            continue
        (said,) = pages[name].select("meta[name=description]")
        (shared,) = pages[name].select('meta[property="og:description"]')
        words = said["content"]
        assert words == shared["content"]
        assert 20 < len(words) <= 160, name
        assert words.endswith((".", "?", "…")), name
        assert not re.search(r"[.;],|\\|[{}]", words), f"{name}: {words}"
        if name.startswith("ko/"):
            assert len(HANGUL.findall(words)) > len(words) / 3, name
        text = " ".join(article.get_text().replace("\u2060", "").split())
        assert words.split(". ")[0].rstrip("….")[:40] in text, name


def test_docstrings_and_references_are_said_to_be_english(articles):
    for name in ("ko/reference/api/optim.html", "ko/reference/api/data.html"):
        for text in articles[name].select("dl.py p:not(.rubric)"):
            korean = bool(HANGUL.search(text.get_text()))
            assert (text.get("lang") == "en") is not korean, text
    entries = articles["ko/reference/bibliography.html"].select(".citation")
    assert {entry["lang"] for entry in entries} == {"en"}


def test_every_image_says_what_to_see_in_its_language(articles):
    images = [(name, x) for name, a in articles.items() for x in a("img")]

    assert images
    for name, image in images:
        alt = image.get("alt", "")
        assert alt.strip(), f"{name}: {image}"
        assert "_images/" not in alt, f"{name}: {image}"
        assert bool(HANGUL.search(alt)) == name.startswith("ko/"), name


def test_every_link_inside_the_site_leads_somewhere(site, pages):
    ids = {
        name: {x["id"] for x in page.find_all(id=True)}
        for name, page in pages.items()
    }
    broken = []
    for name, element, url in links(pages):
        if url.scheme or url.netloc:
            continue
        path = (site / name).parent / unquote(url.path)
        target = (path if url.path else site / name).resolve()
        inside = target.relative_to(site.resolve()).as_posix()
        anchor = unquote(url.fragment)
        known = ids.get(inside, {anchor})
        if not target.is_file() or (anchor and anchor not in known):
            broken.append(f"{name}: {element}")

    assert broken == []


def test_pages_load_nothing_from_another_host(pages):
    foreign = [
        f"{name}: {element}"
        for name, element, url in links(pages)
        if element.name != "a" and url.netloc
        if not {"canonical", "alternate"} & set(element.get("rel", []))
    ]

    assert foreign == []


def test_style_sheets_load_nothing_from_another_host_and_nothing_lost(site):
    address = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""")
    wrong = []
    for sheet in site.rglob("*.css"):
        for found in address.finditer(sheet.read_text(encoding="utf-8")):
            url = urlsplit(found[1])
            target = sheet.parent / unquote(url.path)
            if url.scheme == "data" or (not url.path and url.fragment):
                continue
            if url.scheme or url.netloc or not target.is_file():
                wrong.append(f"{sheet.relative_to(site)}: {found[0]}")

    assert wrong == []


def test_every_page_tells_its_language(pages):
    for name, page in pages.items():
        language = name.split("/")[0] if "/" in name else "en"
        assert page.html["lang"] == language, name


def test_every_page_names_its_twin_and_its_own_address(pages):
    for name, page in pages.items():
        if name == "404.html":  # It is in both languages.
            continue
        heads = {
            link["hreflang"]: link["href"]
            for link in page.find_all("link", rel="alternate", hreflang=True)
        }
        assert set(LANGUAGES) <= set(heads), name
        if "/" in name:
            assert page.find("link", rel="canonical"), name
            for language in LANGUAGES:
                twin = f"{language}/{name.partition('/')[2]}"
                assert heads[language].endswith(twin), name


def test_both_languages_have_the_same_pages_and_anchors(pages, articles):
    names = {
        language: {
            name.removeprefix(f"{language}/")
            for name in pages
            if name.startswith(f"{language}/")
        }
        for language in LANGUAGES
    }

    assert names["en"] == names["ko"]
    for name in names["en"]:
        anchors = [
            [
                x["id"]
                for x in pages[f"{language}/{name}"].select("section[id]")
            ]
            for language in LANGUAGES
        ]
        assert anchors[0] == anchors[1], name


def test_no_markup_is_left_in_the_text(articles):
    for name, article in articles.items():
        for text in article.find_all(string=MARKUP):
            meant = text.find_parent(["code", "pre", "annotation"])
            assert meant, f"{name}: {text}"


def test_no_formula_is_an_error(pages):
    assert [name for name, x in pages.items() if x(class_="katex-error")] == []


def test_no_page_shows_an_error_of_its_code(pages):
    for name, page in pages.items():
        assert not page(class_="traceback"), name
        assert not page.select(".output.stderr"), name


def test_every_page_is_run_once_for_both_languages(site):
    book = site.parents[1]
    run = [
        name
        for name, page in read_pages(book, "en").items()
        if page.of("cell")
    ]

    (folder,) = (book / "_build/cache").iterdir()
    records = get_cache(folder).list_cache_records()

    assert len(records) == len(run)


def test_nothing_of_the_build_is_left_on_the_site(site):
    names = {path.name for path in site.rglob("*")}

    assert not names & {"jupyter_execute", ".buildinfo", ".doctrees"}
    assert not {Path(name).suffix for name in names} & {".md", ".pickle"}
