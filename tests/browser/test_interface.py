"""Korean pages speak Korean: nothing of the theme is left in English."""

import re

import pytest

from tests.browser.conftest import SITE

KOREAN = SITE / "ko"
PAGES = sorted(
    path.relative_to(KOREAN).as_posix()
    for path in KOREAN.rglob("*.html")
    if "_static" not in path.parts
)
CHAPTER = "backprop/worked-example.html"
NAMES = {"Colab", "PDF"}  # of things that have no other
# What authors wrote, keys, and what is in another language on purpose.
WRITTEN = """script, style, noscript, kbd, body [lang]:not([lang=ko]), .logo,
  .bd-links a, .page-toc a, .prev-next-title, .copyright, #results-instead a"""
# What the theme and the extensions say in an article.
THEIRS = """article :is(.caption-number, .headerlink, button, .field-list > dt,
  details.hide > summary)"""
WORDS = """([written, theirs]) => {
  const all = selector => [...document.querySelectorAll(selector)];
  for (const part of all(written)) part.remove();
  const words = all(theirs).map(part => part.textContent);
  for (const name of ["title", "aria-label", "placeholder", "alt",
                      "data-tooltip", "data-bs-original-title"])
    for (const part of all(`body [${name}]:not(article a.reference, img)`))
      words.push(part.getAttribute(name));
  for (const article of all("article:not(.book-search)")) article.remove();
  const texts = document.createTreeWalker(document.body, 4);
  while (texts.nextNode()) words.push(texts.currentNode.data);
  return words;
}"""


@pytest.fixture(scope="module")
def page(chromium):
    """Give one page to all tests, with its words and scripts alone."""
    context = chromium.new_context(locale="ko-KR")
    page = context.new_page()
    heavy = re.compile(r"\.(svg|png|woff2|css)(\?|$)")
    page.route(heavy, lambda route: route.abort())
    yield page
    context.close()


def english(texts):
    """Give what has a word in Latin letters that is nobody's name."""
    return sorted(
        {
            text.strip()
            for text in texts
            if set(re.findall("[A-Za-z]{2,}", text)) - NAMES
        }
    )


@pytest.mark.parametrize("path", PAGES)
def test_no_word_of_the_theme_is_english(page, address, path):
    page.goto(f"{address}/ko/{path}")
    page.wait_for_function(
        "() => document.querySelectorAll('.highlight pre').length =="
        " document.querySelectorAll('.highlight .copybtn').length"
    )

    assert english(page.evaluate(WORDS, [WRITTEN, THEIRS])) == []


def test_the_button_that_copies_answers_in_korean(visit):
    reader = visit(permissions=["clipboard-read", "clipboard-write"])
    button = reader.to(f"ko/{CHAPTER}").locator("button.copybtn").first
    asked = button.get_attribute("data-tooltip")
    button.focus()
    button.press("Enter")

    assert (asked, button.get_attribute("data-tooltip")) == (
        "복사",
        "복사했습니다",
    )


def test_exercises_figures_and_hidden_code_are_named_in_korean(page, address):
    page.goto(f"{address}/ko/{CHAPTER}")
    names = page.locator("article .caption-number").all_text_contents()
    hidden = page.locator("article details.hide summary").all_text_contents()

    assert {name.split()[0] for name in names} == {"그림", "연습"}
    assert set(hidden) == {"펼치기접기"}


def ranges(sheet):
    """Give the characters for which a style sheet has a font."""
    found = set()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", sheet):
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def test_every_syllable_of_the_book_is_in_its_font():
    sheet = next(KOREAN.glob("_static/book-*.css")).read_text(encoding="utf-8")
    missing = set()
    for path in PAGES:
        text = (KOREAN / path).read_text(encoding="utf-8")
        missing |= set(re.findall("[가-힣]", text))

    assert {x for x in missing if ord(x) not in ranges(sheet)} == set()


def test_korean_is_set_in_the_font_of_the_book(visit):
    reader = visit()
    page = reader.to(f"ko/{CHAPTER}")
    page.wait_for_function(
        "() => [...document.fonts].some(({family, status}) =>"
        " family.includes('By Hand Sans') && status == 'loaded')"
    )
    fonts = [r.url for r in reader.requests if r.url.endswith(".woff2")]

    assert any("/common-" in url for url in fonts)
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('article p')).wordBreak"
        )
        == "keep-all"
    )
