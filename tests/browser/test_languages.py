"""Two languages, one book: switching, choosing and remembering."""

import pytest
from playwright.sync_api import expect

CHAPTER = "backprop/worked-example.html"
# A section of a chapter, and an entry of the package.
PLACES = [
    (CHAPTER, "worked-example-slips"),
    ("reference/api/optim.html", "byhand.optim.adam.step"),
]
SWITCH = "a.language-switch"


@pytest.mark.parametrize(("here", "there"), [("en", "ko"), ("ko", "en")])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_switch_stays_on_the_page(visit, here, there, width):
    reader = visit(width=width)
    page = reader.to(f"{here}/{CHAPTER}")
    page.locator(SWITCH).click()
    page.wait_for_load_state()

    assert reader.path == f"{there}/{CHAPTER}"
    expect(page.locator("html")).to_have_attribute("lang", there)


@pytest.mark.parametrize(("here", "there"), [("en", "ko"), ("ko", "en")])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("name", "place"), PLACES)
def test_the_switch_stays_on_the_place_being_read(
    visit, here, there, width, name, place
):
    reader = visit(width=width)
    page = reader.to(f"{here}/{name}")
    section = page.locator(f'[id="{place}"]')
    section.evaluate("e => e.scrollIntoView({behavior: 'instant'})")
    # A locator would scroll the page before it clicks; a reader does not.
    box = page.locator(SWITCH).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 5)
    page.wait_for_url(f"**/{there}/**")

    assert reader.path == f"{there}/{name}#{place}"
    expect(section).to_be_in_viewport()


def test_the_switch_works_without_scripts(visit):
    reader = visit(java_script_enabled=False)
    page = reader.to(f"ko/{CHAPTER}")
    page.locator(SWITCH).click()
    page.wait_for_load_state()

    assert reader.path == f"en/{CHAPTER}"


@pytest.mark.parametrize(
    ("locale", "language"), [("ko-KR", "ko"), ("en-US", "en"), ("fr-FR", "en")]
)
def test_the_root_page_goes_to_the_readers_language(visit, locale, language):
    reader = visit(locale=locale)
    page = reader.to("")
    page.wait_for_url(f"**/{language}/index.html")

    expect(page.locator("html")).to_have_attribute("lang", language)


def test_the_root_page_remembers_the_choice(visit):
    reader = visit(locale="ko-KR")
    page = reader.to("")
    page.wait_for_url("**/ko/index.html")
    page.locator(SWITCH).click()
    page.wait_for_url("**/en/index.html*")

    reader.to("")
    page.wait_for_url("**/en/index.html")


def test_the_root_page_offers_two_links_without_scripts(visit):
    reader = visit(java_script_enabled=False, locale="ko-KR")
    page = reader.to("")

    assert page.locator("a").all_inner_texts() == ["English", "한국어"]
    page.get_by_text("한국어", exact=True).click()
    page.wait_for_url("**/ko/index.html")
