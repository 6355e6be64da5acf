"""What a reader meets: pages that are whole, at any width, in any light."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SITE

LANGUAGES = ("en", "ko")
CHAPTER = "backprop/worked-example.html"
SOLUTION = "sol-hidden-weight"
PAGES = sorted(
    path.relative_to(SITE / "en").as_posix()
    for path in (SITE / "en").rglob("*.html")
    if "_static" not in path.parts
)

# A particle or a sign that touches a formula, code or a link, a line below it.
TORN = """() => {
  let touched = 0;
  const torn = [];
  for (const part of document.querySelectorAll(
      "article :is(p, li, td) > :is(.joined, code, a, em, strong)")) {
    const text = part.nextSibling;
    const start = text?.data?.search(/[^\\u2060]/) ?? -1;
    if (start < 0 || !/[가-힣.,;:)]/.test(text.data[start])) continue;
    const first = document.createRange();
    first.setStart(text, start);
    first.setEnd(text, start + 1);
    const whole = document.createRange();
    whole.selectNodeContents(part);
    const end = [...whole.getClientRects()].at(-1);
    touched += 1;
    if (end && first.getBoundingClientRect().top > end.bottom - 4)
      torn.push(part.textContent + text.data.slice(0, 20));
  }
  return [touched, torn];
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_other_host_and_fits_any_screen(visit, language, path):
    reader = visit()
    page = reader.to(f"{language}/{path}")
    page.keyboard.press("Shift")  # a key lays out what was put off
    widths = {}
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        widths[width] = page.evaluate("document.documentElement.scrollWidth")

    assert reader.foreign == []
    assert reader.errors == []
    assert [r.url for r in reader.requests if r.status >= 400] == []
    assert all(found <= width for width, found in widths.items()), widths


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["losses/regression", "optimizers/digits"])
def test_what_belongs_to_a_word_is_on_its_line(visit, language, path):
    page = visit(width=390).to(f"{language}/{path}.html")
    page.keyboard.press("Shift")
    touched, torn = page.evaluate(TORN)

    assert touched > 40
    assert torn == []


def test_a_particle_after_a_bracket_is_on_its_line(visit):
    text = visit().to("ko/optimizers/digits.html").text_content("article")

    assert len(re.findall(r"\)\u2060[가-힣]", text)) > 10
    assert not re.search(r"\)[가-힣]", text.replace("\n", " "))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_negative_number_in_the_text_has_a_minus(visit, language):
    page = visit().to(f"{language}/reference/common-mistakes.html")
    code = page.locator("article :is(code, pre, .katex)")
    code.evaluate_all("all => all.forEach(part => part.remove())")
    text = page.text_content("article")

    assert re.search(r"\u2212\d", text)
    assert not re.search(r"(?<![\w.])-\d", text)


def test_nothing_moves_when_all_is_laid_out(visit):
    page = visit().to(f"en/{CHAPTER}")
    between = """() => {
      const [first, second] = document.querySelectorAll("article h2");
      const {top} = first.getBoundingClientRect();
      return second.getBoundingClientRect().top - top;
    }"""
    put_off = page.evaluate(between)
    page.keyboard.press("Shift")

    assert page.evaluate(between) == put_off


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_are_set_in_their_own_font_without_a_script(visit, language):
    page = visit(java_script_enabled=False).to(f"{language}/{CHAPTER}")

    assert page.locator(".katex").count() > 100
    assert page.locator(".katex-error").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fonts_of_formulas_and_icons_come_from_the_site(visit, language):
    page = visit().to(f"{language}/{CHAPTER}")

    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status == 'loaded')"
        ".map(f => f.family.replaceAll('\"', ''))"
    )
    assert "KaTeX_Main" in loaded
    assert "KaTeX_Math" in loaded
    assert "By Hand Icons" in loaded


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_drawn(visit, language):
    page = visit().to(f"{language}/{CHAPTER}")
    figures = page.locator("article figure img")

    assert figures.count() == 4
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_js_property("complete", True)
        assert figure.evaluate("image => image.naturalWidth") > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exact_values_are_on_the_page(visit, language):
    text = (
        visit().to(f"{language}/{CHAPTER}").locator("article").text_content()
    )

    for value in ("0.0997525", "0.5599753", "0.1236183"):
        assert value in text


def luminance(page, selector, what):
    """Return the mean of the red, green and blue of a colour, 0 to 255."""
    color = page.locator(selector).first.evaluate(
        f"element => getComputedStyle(element).{what}"
    )
    return sum(map(float, re.findall(r"[\d.]+", color)[:3])) / 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_light(visit, scheme):
    page = visit(color_scheme=scheme).to(f"en/{CHAPTER}")
    paper = luminance(page, "body", "backgroundColor")
    ink = luminance(page, "article p", "color")

    assert (
        (paper > 200 and ink < 80)
        if scheme == "light"
        else (paper < 60 and ink > 150)
    )


def test_figures_turn_their_ink_on_dark_pages(visit):
    page = visit(color_scheme="dark").to(f"en/{CHAPTER}")
    figure = page.locator("article figure img").first

    assert "invert" in figure.evaluate("e => getComputedStyle(e).filter")
    assert figure.evaluate("e => getComputedStyle(e).backgroundColor") == (
        "rgba(0, 0, 0, 0)"
    )


def test_the_theme_button_changes_light_to_dark(visit):
    page = visit(color_scheme="light").to(f"en/{CHAPTER}")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")

    page.locator(".theme-switch-button:visible").click()
    page.locator("button.theme-change-button[data-mode=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_solution_opens_on_a_click_and_is_closed_before(visit, language):
    page = visit(width=390).to(f"{language}/{CHAPTER}")
    solution = page.locator("article details.sd-dropdown").first
    code = solution.locator("pre")

    expect(code).to_be_hidden()
    solution.locator("summary").click()
    expect(code).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_cell_can_be_copied(visit, language):
    reader = visit(permissions=["clipboard-read", "clipboard-write"])
    page = reader.to(f"{language}/{CHAPTER}")
    cell = page.locator("div.cell_input").first
    cell.hover()
    cell.locator("button.copybtn").click()

    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "import math"
    )


@pytest.mark.parametrize(
    ("language", "query"), [("en", "chain rule"), ("ko", "TwoTwoOne")]
)
def test_the_search_box_finds_the_chapter(visit, language, query):
    page = visit().to(f"{language}/index.html")
    page.keyboard.press("Control+K")
    page.keyboard.type(query)
    page.keyboard.press("Enter")

    hit = page.locator(f"#results a[href*='{CHAPTER}']").first
    expect(hit).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_a_solution_opens_it(visit, language):
    page = visit(width=390).to(f"{language}/{CHAPTER}#{SOLUTION}")
    solution = page.locator(f"#{SOLUTION}")

    expect(solution.locator("pre")).to_be_visible()
    expect(solution.locator("summary")).to_be_in_viewport()

    solution.locator("summary").click()
    page.evaluate("location.hash = ''")
    page.evaluate(f"location.hash = '{SOLUTION}'")
    expect(solution.locator("pre")).to_be_visible()


def test_a_link_into_a_solution_opens_it(visit):
    page = visit().to(f"en/{CHAPTER}")
    page.locator(f"#{SOLUTION} pre").evaluate("e => e.id = 'inside'")
    page.evaluate("location.hash = 'inside'")

    expect(page.locator("#inside")).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chapter_is_printed_whole_and_alone(visit, language, scheme):
    inside_the_margins_of_a4 = 665
    page = visit(inside_the_margins_of_a4, color_scheme=scheme).to(
        f"{language}/{CHAPTER}"
    )
    page.emulate_media(media="print")
    around = (".bd-sidebar-primary", ".bd-sidebar-secondary", ".copybtn")
    around += (".bd-header-article", ".prev-next-footer", ".headerlink")
    for part in around:
        for found in page.locator(part).all():
            expect(found).to_be_hidden()
    expect(page.locator("article h1")).to_be_visible()
    for code in page.locator("article details.sd-dropdown pre").all():
        assert code.evaluate("e => e.checkVisibility()")
    wide = page.evaluate(
        "[...document.querySelectorAll('article *')].filter("
        "part => !part.closest('.katex, svg')"
        "  && part.getBoundingClientRect().right > innerWidth + 1"
        ").map(part => part.outerHTML.slice(0, 150))"
    )

    kept_whole = page.evaluate(  # a cell may be longer than a sheet
        "[...document.querySelectorAll('.cell_input, .cell_input *')].filter("
        "part => getComputedStyle(part).breakInside != 'auto').length"
    )

    assert wide == []
    assert kept_whole == 0
    assert luminance(page, "article p", "color") < 40
    assert luminance(page, "article pre span", "color") < 40
    assert page.locator("article figure img").first.evaluate(
        "e => getComputedStyle(e).filter"
    ) == ("none")
