"""The site behind nginx, with the configuration that the book prints."""

import gzip
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from tests.browser.conftest import NGINX, POLICY, SITE

WRAPPED = """\
worker_processes 1;
daemon off;
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder};
    include {folder}/byhand;
}}
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """Run nginx with the page's configuration, but for port and folder."""
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = NGINX.read_text("utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("listen [::]:80;", ""),
        ("root /srv/byhand;", f'root "{SITE}";'),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / "byhand").write_text(text, "utf-8")
    (folder / "nginx.conf").write_text(WRAPPED.format(folder=folder))
    with subprocess.Popen(["nginx", "-c", folder / "nginx.conf"]) as server:
        for _ in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def get(address):
    request = urllib.request.Request(
        address, headers={"Accept-Encoding": "gzip"}
    )
    try:
        answer = urllib.request.urlopen(request, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        body = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return answer.status, answer.headers, body


def test_a_page_comes_compressed_and_guarded(host):
    status, headers, body = get(f"{host}/ko/backprop/worked-example.html")

    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "손으로 푸는" in body.decode()


@pytest.mark.parametrize(
    ("pattern", "kind", "kept"),
    [
        ("*/_static/**/*.css", "text/css", "public, max-age=86400"),
        ("*/_static/**/*.js", "application/javascript", "max-age=86400"),
        ("*/_static/**/*.woff2", "font/woff2", "immutable"),
        ("*/_images/*.svg", "image/svg+xml", "no-cache"),
        ("*/notebooks/**/*.ipynb", "application/x-ipynb+json", "no-cache"),
    ],
)
def test_each_kind_of_file_has_its_type_and_its_time(
    host, pattern, kind, kept
):
    path = next(SITE.glob(pattern))

    status, headers, body = get(f"{host}/{path.relative_to(SITE).as_posix()}")

    assert status == 200
    assert headers["Content-Type"].partition(";")[0] == kind
    assert kept in headers["Cache-Control"]
    assert headers["Content-Security-Policy"] == POLICY
    assert body == path.read_bytes()


def test_folders_lead_to_their_index(host):
    assert get(f"{host}/ko/")[2] == (SITE / "ko/index.html").read_bytes()


def test_what_is_missing_gets_our_page_and_its_status(host):
    status, headers, body = get(f"{host}/ko/no/such/page.html")

    assert status == 404
    assert headers["Content-Security-Policy"] == POLICY
    assert body == (SITE / "404.html").read_bytes()


def test_the_page_for_what_is_missing_is_whole_in_a_browser(host, chromium):
    page = chromium.new_page()
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on(
        "response",
        lambda r: failed.append(r.url) if r.status >= 400 else None,
    )

    page.goto(f"{host}/ko/no/such/page.html")

    assert [re.sub(r".*/no/", "/no/", url) for url in failed] == [
        "/no/such/page.html"
    ]
    page.get_by_role("link", name="목차").click()
    assert page.url == f"{host}/ko/index.html"
    page.close()
