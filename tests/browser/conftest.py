"""The built site, served on this machine, and a Chromium to read it with."""

import gzip
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import sync_playwright

from tests.served import Quiet, served

SITE = Path(__file__).parents[2] / "book/_build/html"

# The strict policy that the page on hosting recommends.
NGINX = Path(__file__).parents[2] / "book/_site/nginx.conf"
POLICY = re.search(r'Security-Policy "([^"]*)"', NGINX.read_text("utf-8"))[1]


# What a build writes that knows the address of its site.
ADDRESS = re.compile(
    rb'(<link rel="(?:canonical|alternate)"[^>]* href=")(?!http)([^"]*)'
)


class Strict(Quiet):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


class Compressing(Strict):
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


@pytest.fixture(scope="session")
def address():
    """Serve the site below a folder, as many schools do."""
    if not (SITE / "index.html").exists():
        pytest.exit("no built site: run `nox -s docs` first", returncode=1)
    with served(SITE, Strict) as address:
        yield address


@pytest.fixture(scope="session")
def host(address):
    """Serve the site as nginx does: compressed."""
    with served(SITE, Compressing) as host:
        yield host


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        # Debian's browser if it is there, else the one of Playwright.
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield browser
        browser.close()


class Visit:
    """A page in a fresh browser that reaches no other host."""

    def __init__(self, context, address):
        self.address = address
        self.requests = []
        self.foreign = []
        self.errors = []
        context.set_default_timeout(10_000)
        context.route("**/*", self._answer)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)
        self.page.on("response", self._count)

    def _answer(self, route):
        if route.request.url.startswith((self.address, "data:")):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def _note(self, message):
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _count(self, response):
        self.requests.append(response)

    def to(self, path):
        self.page.goto(f"{self.address}/{path}", wait_until="load")
        return self.page

    @property
    def path(self):
        return self.page.url.removeprefix(f"{self.address}/")


@pytest.fixture
def visit(chromium, address):
    """Open a browser: `visit(width=390, locale="ko-KR")`."""
    contexts = []

    def open_browser(width=1280, **options):
        viewport = {"width": width, "height": 900}
        contexts.append(chromium.new_context(viewport=viewport, **options))
        return Visit(contexts[-1], address)

    yield open_browser
    for context in contexts:
        context.close()
