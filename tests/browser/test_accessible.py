"""Whoever reads with a keyboard or a screen reader reads all of it."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SITE

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
LANGUAGES = ("en", "ko")
CHAPTER = "backprop/worked-example.html"
PAGES = sorted(
    path.relative_to(SITE / "en").as_posix()
    for path in (SITE / "en").rglob("*.html")
    if "_static" not in path.parts
)
HEADING = re.compile(r"<h([1-6])\b")
# A formula is read out from its MathML, which axe takes for nothing: it gets
# the TeX. Of the colours of code, it gets each once a page, to save time.
PREPARE = """scheme => {
  const root = document.documentElement;
  root.dataset.mode = root.dataset.theme = scheme;
  for (const part of document.querySelectorAll("article > section > section"))
    part.style.contentVisibility = "visible";
  for (const part of document.querySelectorAll("article details"))
    part.open = true;
  for (const formula of document.querySelectorAll(".katex"))
    formula.replaceWith(formula.querySelector("annotation").textContent);
  const seen = new Set();
  for (const word of document.querySelectorAll("pre span[class]")) {
    if (!word.children.length && seen.has(word.className))
      word.replaceWith(word.textContent);
    seen.add(word.className);
  }
}"""
# The theme and the book see to it a moment after the width has changed.
SCROLLED_BY_KEYS = """() => [...document.querySelectorAll(
    "article :is(pre, .katex-display, .pst-scrollable-table-container)")]
  .every(part => part.scrollWidth <= part.clientWidth || part.tabIndex == 0)"""
# In the other light and width, what depends on them.
AGAIN = ["color-contrast", "scrollable-region-focusable", "target-size"]
RUN = """runOnly => axe.run(document, {
  resultTypes: ["violations"], ...(runOnly ? {runOnly} : {})
}).then(
  ({violations}) => violations.flatMap(({id, impact, nodes}) =>
    nodes.map(({html}) => `${id} (${impact}): ${html.slice(0, 200)}`)))"""


@pytest.fixture(scope="module")
def page(chromium):
    """Give one page to all tests: what a reader has cached stays so."""
    context = chromium.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_fault_in_either_light(page, address, language, path):
    faults = []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/{language}/{path}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme, width, rules in (("light", 1280, None), ("dark", 390, AGAIN)):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(PREPARE, scheme)
        page.wait_for_function(SCROLLED_BY_KEYS, timeout=10_000)
        found = page.evaluate(RUN, rules)
        faults += [f"{scheme}: {fault}" for fault in found]

    assert not faults, "\n".join(faults)


def test_a_formula_is_read_from_its_mathml_alone(page, address):
    page.goto(f"{address}/en/{CHAPTER}")
    formulas = page.locator(".katex").count()

    assert formulas > 100
    assert page.locator(".katex > .katex-mathml math").count() == formulas
    assert page.locator(".katex > .katex-html[aria-hidden=true]").count() == (
        formulas
    )


# Where the keyboard is, and whether a reader can see it there.
FOCUS = """() => {
  const part = document.activeElement, style = getComputedStyle(part);
  const within = part.querySelector(".toctree-toggle") ?? part;
  const marked = [style, getComputedStyle(within)].some(
    ({outlineStyle, outlineWidth, boxShadow}) =>
      boxShadow != "none" ||
      (outlineStyle != "none" && parseFloat(outlineWidth) > 0));
  const {top, bottom, left, right} = part.getBoundingClientRect();
  const seen = bottom > 0 && top < innerHeight
    && right > 0 && left < innerWidth;
  part.dataset.reached = "";
  return part == document.body ? null
    : {part: part.outerHTML.slice(0, 150), marked, seen};
}"""
MISSED = """() => [...document.querySelectorAll(
    "a[href], button, input, summary, [tabindex='0']")]
  .filter(part => part.checkVisibility({visibilityProperty: true}))
  .filter(part => !part.closest("[inert], dialog:not([open])"))
  .filter(part => !("reached" in part.dataset))
  .map(part => part.outerHTML.slice(0, 150))"""


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    page, address, width
):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/ko/{CHAPTER}")
    page.wait_for_selector(".copybtn", state="attached")
    hidden = []
    page.keyboard.press("Tab")
    while place := page.evaluate(FOCUS):
        if not (place["marked"] and place["seen"]):
            hidden.append(place["part"])
        page.keyboard.press("Tab")

    assert hidden == []
    assert page.evaluate(MISSED) == []


@pytest.mark.parametrize("menu", ["primary", "secondary"])
def test_a_menu_gives_the_focus_back(page, address, menu):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{address}/ko/{CHAPTER}")
    button = page.locator(f".{menu}-toggle")
    page.keyboard.press("Tab")
    button.focus()
    button.press("Enter")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(button).to_be_focused()


def test_the_light_is_chosen_with_the_keyboard(page, address):
    page.goto(f"{address}/ko/{CHAPTER}")
    button = page.locator(".theme-switch-button:visible")
    page.keyboard.press("Tab")
    button.focus()
    button.press("Enter")
    expect(button).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)

    expect(page.locator("html")).to_have_attribute("data-mode", "dark")


def test_a_section_chosen_from_the_menu_is_not_hidden_by_it(page, address):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{address}/ko/{CHAPTER}")
    page.locator(".secondary-toggle").click()
    page.locator("dialog[open] a[href='#worked-example-slips']").click()

    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#worked-example-slips h2")).to_be_in_viewport()


def test_a_wide_formula_is_scrolled_with_the_keyboard(page, address):
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{address}/en/{CHAPTER}")
    page.keyboard.press("Tab")
    wide = page.locator(".katex-display[tabindex='0']").first
    wide.focus()
    wide.press("ArrowRight")

    page.wait_for_function(
        "() => document.activeElement.scrollLeft > 0", timeout=5_000
    )


def test_nothing_moves_for_whoever_asks_for_no_motion(page, address):
    page.goto(f"{address}/en/{CHAPTER}")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(part => {"
        "  const style = getComputedStyle(part);"
        "  return style.animationName != 'none' ||"
        "    style.transitionDuration.split(', ').some(x => x != '0s') ||"
        "    style.scrollBehavior == 'smooth'"
        "}).map(part => part.outerHTML.slice(0, 150))"
    )

    assert moving == []


@pytest.mark.parametrize("path", PAGES)
def test_headings_go_down_one_step_at_a_time(path):
    for language in LANGUAGES:
        html = (SITE / language / path).read_text(encoding="utf-8")
        levels = [int(level) for level in HEADING.findall(html)]
        steps = [b - a for a, b in pairwise(levels)]

        assert levels[:1] == [1]
        assert levels.count(1) == 1
        assert max(steps, default=0) <= 1
