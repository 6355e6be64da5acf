"""The pages load little: one style sheet, two scripts, the icons they show."""

import re

import pytest
from fontTools.ttLib import TTFont

from _site import light

HEAD = """\
<script data-cfasync="false"> first() </script>
<link rel="stylesheet" href="{up}_static/a/one.css?v=1" />
<link rel="stylesheet" media="print" href="{up}_static/two.css" />
<link rel="preload" as="script" href="{up}_static/one.js" />
<script defer src="{up}_static/one.js?v=2"></script>
<script>DOCUMENTATION_OPTIONS.pagename = 'a';</script>
<script>inline()</script>
"""


def test_what_every_page_loads_becomes_one_tag():
    pages = [light.NEEDLESS.sub("", HEAD.format(up=up)) for up in ("", "../")]
    pages[0] += '<script src="_static/more.js"></script>'

    sheets = light.shared(light.SHEET, pages)
    scripts = light.shared(light.SCRIPT, pages)
    left = light.in_place(light.SCRIPT, scripts, "<new>\n", pages[0])

    assert list(sheets) == ["a/one.css", "two.css"]
    assert [tag["media"] for tag in sheets.values()] == [None, "print"]
    assert list(scripts) == ["one.js", "inline()"]
    assert left.count("<new>") == 1
    assert "one.js?" not in left
    assert "inline()" not in left
    assert "more.js" in left
    assert "first()" in left


def test_addresses_in_a_style_sheet_are_read_from_where_it_will_lie(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b.css").write_text("b { src: url(b.woff2) }")
    (tmp_path / "a/a.css").write_text(
        """@import "../b.css";a { src: url('../c/d.woff2'); e: url(#f);"""
        """ g: url("data:image/svg+xml;x='rgb(0)'") }"""
    )

    assert light.read_style(tmp_path, "a/a.css") == (
        "b { src: url(b.woff2) }a { src: url(c/d.woff2); e: url(#f);"
        """ g: url("data:image/svg+xml;x='rgb(0)'") }"""
    )


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_page_has_one_style_sheet_and_two_scripts(site, language):
    for page in (site / language).glob("*/*.html"):
        if page.parent.name != "_static":
            text = page.read_text("utf-8")
            assert len(re.findall(r'rel="stylesheet"', text)) == 1, page
            assert len(re.findall("<script", text)) == 2, page


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_icons_are_those_that_pages_show(site, language):
    static = site / language / "_static"
    (style,) = static.glob("book-*.css")
    (font,) = static.glob("icons-*.woff2")
    codes = dict(
        re.findall(
            r'\.fa-([\w-]+)\{--fa:"\\([0-9a-f]+)"\}', style.read_text("utf-8")
        )
    )
    page = (site / language / "losses/regression.html").read_text("utf-8")
    shown = set(re.findall(r"\bfa-([\w-]+)", page)) & codes.keys()
    drawn = TTFont(font).getBestCmap()

    assert {"bars", "moon", "magnifying-glass"} <= shown
    assert all(int(codes[name], 16) in drawn for name in shown)
    assert len(drawn) < 100
