"""The search of the book: what readers ask for, and what they get."""

import csv
import gzip
import re
from pathlib import Path
from statistics import mean, median

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SITE, Visit

BOOK = Path(__file__).parents[2] / "book"
LANGUAGES = ("en", "ko")
FIVE = 5
# Give the pages of a list of queries, and the milliseconds that each took.
FIND = """queries => queries.map(query => {
  const start = performance.now();
  const found = searchRank.find(searchQuery.understand(query));
  const time = performance.now() - start;
  return [found.pages.map(({ path }) => path), time, found.complete];
})"""
BAD = (
    "손실 gradient " * 700,
    "가" * 10_000,
    "🙂🧑‍🏫",
    "<img src=x onerror=\"document.title='run'\"><script>1</script>",
    "(.*+?^${}[]|\\",
    "ㅅㅅ",
    "__proto__ constructor",
    "the of and",
    " \t ",
)


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def ask(visit, language, queries):
    page = visit().to(f"{language}/search.html")
    return page.evaluate(FIND, list(queries))


def name_of_the_page(href):
    return href.partition(".html")[0]


def search(page, language, query):
    """Ask on the search page; give the pages of the results in order."""
    field = page.locator(".book-search input")
    field.fill(query)
    field.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    links = page.locator("#results h2 a").all()
    return [name_of_the_page(link.get_attribute("href")) for link in links]


@pytest.mark.parametrize("language", LANGUAGES)
def test_labelled_queries_find_their_pages(visit, language, capsys):
    rows = table(Path(__file__).with_name(f"queries_{language}.tsv"))
    answers = ask(visit, language, [row["query"] for row in rows])
    recall, precision, first, times = [], [], [], []
    for row, (pages, milliseconds, _) in zip(rows, answers, strict=True):
        must, also = row["first"].split(), row["also"].split()
        top = pages[:FIVE]
        times.append(milliseconds)
        if not must:
            assert top == [], f"{row['query']} found {top}"
            continue
        recall.append(sum(page in top for page in must) / len(must))
        precision.append(
            sum(page in must + also for page in top) / max(len(top), 1)
        )
        first.append(top[:1] != [] and top[0] in must)
    index = (SITE / language / "search-index.js").read_bytes()
    weight = len(gzip.compress(index))

    with capsys.disabled():
        print(
            f"\nsearch {language}: {len(rows)} queries, "
            f"recall@5 {mean(recall):.3f}, precision@5 {mean(precision):.3f}, "
            f"a right page first {mean(first):.3f}, "
            f"median {median(times):.0f} ms, slowest {max(times):.0f} ms, "
            f"index {weight / 1000:.0f} kB"
        )
    assert len(rows) >= {"ko": 60, "en": 30}[language]
    assert mean(recall) >= 0.95
    assert mean(precision) >= 0.6  # one page answers many a query
    assert mean(first) >= 0.8
    assert median(times) < 50
    assert weight < 300_000


def test_a_term_is_found_by_any_of_its_names(visit):
    terms = table(BOOK / "glossary.tsv")
    asked = {}
    for term in terms:
        korean = term["ko"].partition("(")[0]
        asked[korean] = [
            term["en"].partition(" (")[0],
            korean.replace(" ", ""),
            *(alias for alias in term["ko_aliases"].split(";") if alias),
            *(f"{korean}{particle}" for particle in ("은", "를", "에서는")),
        ]
    queries = [query for name in asked for query in (name, *asked[name])]
    found = dict(zip(queries, ask(visit, "ko", queries), strict=True))

    assert sum(bool(found[name][0]) for name in asked) > 140
    for name, others in asked.items():
        for other in others:
            assert found[other][0] == found[name][0], f"{other}: not {name}"


def test_a_noun_is_found_on_every_page_that_has_it(visit):
    page = visit().to("ko/search.html")
    text = page.evaluate("searchBook.text")
    nouns = re.findall(r"(?<![가-힣])([가-힣]{2,5})[을를](?![가-힣])", text)
    some = sorted(set(nouns))
    having = page.evaluate(
        """nouns => nouns.map(noun => searchBook.pages
        .filter(p => p.sections.some(s => `${s.title} ${s.text}`
        .includes(noun))).map(p => p.path))""",
        some,
    )
    for particle in ("", "은", "으로"):
        answers = page.evaluate(FIND, [noun + particle for noun in some])
        for noun, pages, (found, _, _) in zip(
            some, having, answers, strict=True
        ):
            assert set(pages) <= set(found), noun + particle

    assert len(some) > 40


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_search_button_leads_to_results_with_marked_excerpts(
    visit, language, width
):
    reader = visit(width=width)
    page = reader.to(f"{language}/losses/regression.html")
    page.locator(".search-button__button:visible").first.click()
    page.keyboard.type({"en": "backpropagation", "ko": "역전파를"}[language])
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    first = page.locator("#results > li").first

    expect(first.locator("h2 a")).to_have_attribute(
        "href", "backprop/index.html"
    )
    expect(first.locator("p mark").first).to_have_text(
        {"en": "backpropagation", "ko": "역전파"}[language], ignore_case=True
    )
    assert 40 < len(first.locator("p").first.inner_text()) < 300
    first.locator("h3 a").first.click()
    page.wait_for_url(f"**/{language}/backprop/index.html#*")
    assert reader.foreign == []
    assert reader.errors == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_ranks_above_the_text(visit, language):
    page = visit().to(f"{language}/search.html")
    query = {"en": "label smoothing", "ko": "레이블 스무딩을"}[language]
    search(page, language, query)
    section = page.locator("#results > li").first.locator("h3").first

    expect(section.locator("mark")).to_have_text(
        {"en": "Label smoothing", "ko": "레이블 스무딩"}[language]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_input_is_harmless(visit, language):
    reader = visit()
    page = reader.to(f"{language}/search.html")
    for query in BAD:
        field = page.locator(".book-search input")
        field.clear()
        page.keyboard.insert_text(query)  # as if pasted
        with page.expect_navigation():
            field.press("Enter")
        harmless(page)
    for address in ("?q=%ED%A0%BD%", f"?q={'a' * 10_000}", "?q=", "?x"):
        reader.to(f"{language}/search.html{address}")
        harmless(page)

    assert reader.errors == []


def harmless(page):
    results = page.locator("#results > li")
    suggestions = page.locator("#results-instead a")
    expect(results.or_(suggestions).first).to_be_visible()
    assert page.title() != "run"
    assert page.locator("article :is(img, script)").count() == 0
    assert len(page.locator("#results-status").inner_text()) < 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_input_is_quick(visit, language):
    answers = ask(visit, language, [*BAD, "가나다라" * 50, "배치손실" * 50])

    assert max(time for _, time, _ in answers) < 1000


def test_every_result_has_an_excerpt(visit):
    page = visit().to("en/search.html")

    found = search(page, "en", "vanishing gradient")
    assert page.locator("#results > li:has(p)").count() == len(found) > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_back_and_forward_keep_the_query(visit, language):
    page = visit().to(f"{language}/search.html")
    field = page.locator(".book-search input")
    search(page, language, "Adam")
    with page.expect_navigation():
        field.fill("ReLU")
        field.press("Enter")
    for go, query in ((page.go_back, "Adam"), (page.go_forward, "ReLU")):
        go()
        expect(field).to_have_value(query)
        expect(page).to_have_title(re.compile(f"^{query} - "))
        expect(page.locator("#results mark").first).to_have_text(query)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_found_is_answered_by_what_is(visit, language):
    page = visit().to(f"{language}/search.html")
    query = {"en": "backpropogation", "ko": "ㅅㅅㅎㅅ"}[language]
    meant = {"en": "backpropagation", "ko": "손실 함수"}[language]

    assert search(page, language, query) == []
    expect(page.locator("#results-status")).to_contain_text(query)
    page.locator("#results-instead a", has_text=meant).click()
    expect(page.locator("#results > li").first).to_be_visible()


def test_decomposed_hangul_is_the_same_word(visit):
    composed, decomposed = ask(visit, "ko", ["손실을", "손실을"])

    assert composed[0] == decomposed[0] != []


def test_words_that_are_nowhere_together_are_said_to_be_so(visit):
    page = visit().to("ko/search.html")

    assert search(page, "ko", "연쇄 법칙 볶음밥")[0] == "backprop/chain-rule"
    expect(page.locator("#results-status")).to_contain_text("모두 나오는")


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_results_are_shown_on_demand(visit, language):
    page = visit().to(f"{language}/search.html")
    query = {"en": "loss", "ko": "손실"}[language]

    assert len(search(page, language, query)) == 10
    page.locator("#results-more").click()
    assert page.locator("#results > li").count() > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_a_note_stands_where_search_would_be(visit, language):
    page = visit(java_script_enabled=False).to(f"{language}/search.html")

    note = {"en": "needs JavaScript", "ko": "자바스크립트가 필요합니다"}
    article = page.locator("article noscript p").first
    sidebar = page.locator(".bd-sidebar-primary noscript p")
    for place in (article, sidebar):
        expect(place).to_be_visible()
        expect(place).to_contain_text(note[language])
    expect(page.locator(".book-search input")).to_be_hidden()
    expect(page.locator(".search-button__button").first).to_be_hidden()


def test_search_works_from_a_disk(chromium):
    context = chromium.new_context()
    reader = Visit(context, SITE.as_uri())
    page = reader.to("ko/index.html")
    page.keyboard.press("Control+K")
    page.keyboard.type("경사하강법")
    page.keyboard.press("Enter")

    expect(page.locator("#results > li").first).to_be_visible()
    context.close()


def test_search_works_under_a_strict_policy(visit):
    reader = visit()
    policy = {"Content-Security-Policy": "default-src 'self'"}

    def answer(route):
        response = route.fetch()
        route.fulfill(response=response, headers=response.headers | policy)

    reader.page.route("**/search.html*", answer)
    page = reader.to("ko/search.html?q=손실")

    expect(page.locator("#results mark").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_chapters_do_not_load_what_search_needs(visit, language):
    reader = visit()
    reader.to(f"{language}/backprop/worked-example.html")

    assert [r.url for r in reader.requests if "search" in r.url] == []
