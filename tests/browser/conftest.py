"""The built site, served on this machine, and a Chromium to read it with."""

import http.server
import re
import shutil
import threading
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

SITE = Path(__file__).parents[2] / "book/_build/html"


# The strict policy that the page on hosting recommends.
NGINX = Path(__file__).parents[2] / "book/_site/nginx.conf"
POLICY = re.search(r'Security-Policy "([^"]*)"', NGINX.read_text("utf-8"))[1]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="session")
def address():
    """Serve the site below a folder, as many schools do."""
    if not (SITE / "index.html").exists():
        pytest.exit("no built site: run `nox -s docs` first", returncode=1)
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=SITE)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


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
