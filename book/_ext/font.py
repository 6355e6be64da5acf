"""Cut the Korean font to the letters of the book.

SUIT has every Korean syllable in 625 kB; the book needs fewer than a tenth.
Letters of many pages are in one file and the rest in another, which a browser
fetches when a page has one of them. The licence (OFL) wants another name for
a changed font, and its text beside the files.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from sphinx.application import Sphinx

BOOK = Path(__file__).parents[1]
SUIT = BOOK / "node_modules/@sun-typeface/suit"
NAME = "By Hand Sans"
WEIGHTS = (400, 700)
ASCII = {chr(code) for code in range(0x20, 0x7F)}
PAGES_OF_A_COMMON_LETTER = 3
KEPT_NAMES = (0, 13, 14)  # copyright, licence and its address
FACE = """@font-face {{
  font-family: "{name}";
  font-weight: {lightest} {boldest};
  font-display: swap;
  src: url("{file}") format("woff2");
  unicode-range: {letters};
}}
"""


def letters(pages: Iterable[str]) -> dict[str, set[str]]:
    """Divide the letters of the pages by how many pages have them."""
    found = Counter(letter for page in pages for letter in set(page))
    common = {
        letter
        for letter, pages_with_it in found.items()
        if pages_with_it >= PAGES_OF_A_COMMON_LETTER
    }
    return {"common": common | ASCII, "rare": set(found) - common - ASCII}


def unicode_range(codes: Iterable[int]) -> str:
    """Write codes as CSS has them: ``U+20-7E,U+AC00``."""
    codes = sorted(codes)
    gaps = [i for i, (a, b) in enumerate(pairwise(codes), 1) if b > a + 1]
    return ",".join(
        f"U+{codes[start]:X}"
        + (f"-{codes[end - 1]:X}" if end - start > 1 else "")
        for start, end in pairwise([0, *gaps, len(codes)])
    )


def cut(codes: Iterable[int], target: Path) -> None:
    """Write a font that has these characters, and the weights of the book."""
    font = TTFont(
        SUIT / "fonts/variable/ttf/SUIT-Variable.ttf", recalcTimestamp=False
    )
    options = Options(hinting=False, layout_features=["ccmp", "kern"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": WEIGHTS})
    rename(font)
    font.flavor = "woff2"
    font.save(target)


def rename(font: TTFont) -> None:
    """Give the font a name of its own."""
    table = font["name"]
    table.names = [x for x in table.names if x.nameID in KEPT_NAMES]
    for name in (1, 3, 4):
        table.setName(NAME, name, 3, 1, 0x409)
    table.setName("Regular", 2, 3, 1, 0x409)
    table.setName(re.sub(r"\s", "", NAME), 6, 3, 1, 0x409)


def write(app: Sphinx) -> None:
    """Write the fonts and their style sheet, unless they are there."""
    if app.builder.name != "html" or app.config.language != "ko":
        return
    sources = [*Path(app.srcdir).rglob("*.md"), *BOOK.glob("*.tsv")]
    sources += BOOK.glob("_locale/ko/**/*.po")
    pages = [source.read_text(encoding="utf-8") for source in sources]
    has = TTFont(SUIT / "fonts/variable/ttf/SUIT-Variable.ttf").getBestCmap()
    parts = {
        name: found
        for name, part in letters(pages).items()
        if (found := {ord(x) for x in part if ord(x) in has})
    }
    lightest, boldest = WEIGHTS
    style = "".join(
        FACE.format(
            name=NAME,
            lightest=lightest,
            boldest=boldest,
            file=f"{name}.woff2",
            letters=unicode_range(codes),
        )
        for name, codes in parts.items()
    )
    folder = app.outdir / "_static/font"
    sheet = folder / "korean.css"
    if sheet.exists() and sheet.read_text(encoding="utf-8") == style:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, codes in parts.items():
        cut(codes, folder / f"{name}.woff2")
    shutil.copy(SUIT / "LICENSE", folder)
    sheet.write_text(style, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    app.connect("builder-inited", write)
    if app.config.language == "ko":
        app.add_css_file("font/korean.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
