"""A chapter is light: few requests, few bytes, and nothing jumps."""

import gzip

import pytest

from tests.browser.conftest import SITE, Visit

LANGUAGES = ("en", "ko")
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 500);
})"""


@pytest.fixture
def reader(chromium, host):
    """Open a telephone."""
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    yield Visit(context, host)
    context.close()


def heaviest(language):
    """Give the chapter with most bytes."""
    pages = (SITE / language).glob("*/*.html")
    page = max(pages, key=lambda path: len(gzip.compress(path.read_bytes())))
    return page.relative_to(SITE).as_posix()


def size(response):
    sizes = response.request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heaviest_chapter_is_light(reader, language, capsys):
    path = heaviest(language)
    page = reader.to(path)
    page.wait_for_load_state("networkidle")
    loaded = {
        response.url.removeprefix(reader.address): size(response)
        for response in reader.requests
        if "/_images/" not in response.url
    }

    with capsys.disabled():
        print(f"\n{path}: {sum(loaded.values()) / 1000:.0f} kB", end=" ")
        print(f"in {len(loaded)} requests")
        for url, weight in sorted(loaded.items(), key=lambda item: -item[1]):
            print(f"{weight / 1000:8.1f} {url}")
    assert sum(loaded.values()) <= 350_000
    assert len(loaded) <= 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_jumps_while_a_chapter_is_loaded_and_read(reader, language):
    page = reader.to(heaviest(language))
    page.wait_for_load_state("networkidle")
    height = page.evaluate("document.documentElement.scrollHeight")
    for y in range(0, height, 2000):
        page.evaluate("y => scrollTo({top: y, behavior: 'instant'})", y)
        page.wait_for_timeout(20)
    page.wait_for_load_state("networkidle")

    assert page.evaluate(SHIFT) < 0.05


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_leads_to_what_is_far_down(reader, language):
    path = heaviest(language)
    formulas = reader.to(path).locator("article div.math[id]")
    name = formulas.last.get_attribute("id")
    page = reader.to("ko/index.html")
    page.goto(f"{reader.address}/{path}#{name}")
    page.wait_for_timeout(500)
    top = page.locator(f"[id='{name}']").evaluate(
        "formula => formula.getBoundingClientRect().top"
    )

    assert page.evaluate("scrollY") > 5000
    assert 0 <= top < 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_there_before_any_script(chromium, host, language):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{host}/{heaviest(language)}", wait_until="domcontentloaded")

    assert page.locator("article h1").is_visible()
    assert page.locator("article p").first.is_visible()
    assert page.locator("article .katex").first.is_visible()
    context.close()
