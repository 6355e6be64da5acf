"""What a host and a search engine ask for, and pages for a strict policy."""

import re
from xml.etree import ElementTree

import pytest

from _site import hosting
from _site.settings import Settings

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def pages(tmp_path):
    """A site of two pages in each language, and what is not for engines."""
    for code in ("en", "ko"):
        for page in ("index", "losses/index", "search", "genindex"):
            path = tmp_path / code / f"{page}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    return tmp_path


def test_the_sitemap_lists_each_page_with_its_twin(pages):
    hosting.publish(pages, Settings(site="https://school.kr/byhand"))

    found = ElementTree.parse(pages / "sitemap.xml").getroot()
    at = "https://school.kr/byhand"
    assert [url.findtext(f"{SITEMAP}loc") for url in found] == [
        f"{at}/en/index.html",
        f"{at}/ko/index.html",
        f"{at}/en/losses/index.html",
        f"{at}/ko/losses/index.html",
    ]
    for url in found:
        twins = {
            e.get("hreflang"): e.get("href") for e in url.iter(f"{XHTML}link")
        }
        assert twins.keys() == {"en", "ko"}
        assert url.findtext(f"{SITEMAP}loc") in twins.values()
    assert (
        (pages / "robots.txt")
        .read_text()
        .endswith(f"\nSitemap: {at}/sitemap.xml\n")
    )


def test_a_site_without_an_address_has_no_sitemap(pages):
    hosting.publish(pages, Settings())

    assert not (pages / "sitemap.xml").exists()
    assert (pages / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"


@pytest.mark.parametrize(
    ("site", "base"),
    [
        ("", "/"),
        ("https://school.kr", "/"),
        ("https://school.kr/books/byhand", "/books/byhand/"),
    ],
)
def test_the_page_for_what_is_missing_finds_its_way_from_anywhere(
    pages, site, base
):
    hosting.publish(pages, Settings(site=site))

    text = (pages / "404.html").read_text("utf-8")
    assert f'<base href="{base}">' in text
    assert "페이지" in text
    links = re.findall(r'(?:href|src)="([^"]*)"', text)
    assert not [x for x in links if x != base and x.startswith(("/", "http"))]


def test_no_page_of_the_site_holds_a_script_or_a_handler(site):
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text), page
        assert not re.search(r"<[a-z]+[^>]* on[a-z]+=", text), page
