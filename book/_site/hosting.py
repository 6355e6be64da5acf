"""What a host and a search engine ask for beside the pages."""

from pathlib import Path
from urllib.parse import urlparse
from xml.sax.saxutils import escape

from _site.settings import Settings

FOLDER = Path(__file__).resolve().parent / "root"
LANGUAGES = ("en", "ko")
NOT_FOR_ENGINES = {"search", "genindex"}


def publish(site: Path, settings: Settings) -> None:
    """Write the page for what is not found, robots.txt and the sitemap."""
    base = urlparse(settings.site).path + "/"
    missing = (FOLDER / "404.html").read_text(encoding="utf-8")
    (site / "404.html").write_text(
        missing.replace('<base href="/">', f'<base href="{escape(base)}">'),
        encoding="utf-8",
    )
    robots = "User-agent: *\nAllow: /\n"
    if settings.site:
        robots += f"\nSitemap: {settings.site}/sitemap.xml\n"
        (site / "sitemap.xml").write_text(
            sitemap(site, settings.site), encoding="utf-8"
        )
    (site / "robots.txt").write_text(robots, encoding="utf-8")


def sitemap(site: Path, address: str) -> str:
    """List every page with its twin in the other language."""
    pages = sorted(
        page
        for path in (site / "en").rglob("*.html")
        if (page := path.relative_to(site / "en").with_suffix("").as_posix())
        not in NOT_FOR_ENGINES
    )
    entries = [
        f"  <url>\n    <loc>{escape(link(address, code, page))}</loc>\n"
        + "".join(
            f'    <xhtml:link rel="alternate" hreflang="{twin}" '
            f'href="{escape(link(address, twin, page))}"/>\n'
            for twin in LANGUAGES
        )
        + "  </url>\n"
        for page in pages
        for code in LANGUAGES
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{''.join(entries)}</urlset>\n"
    )


def link(address: str, code: str, page: str) -> str:
    """Return where a page lives."""
    return f"{address}/{code}/{page}.html"
