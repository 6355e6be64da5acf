"""What must hold on every page, whatever its language says."""

import re
from collections.abc import Iterable, Iterator

from _checks.pages import Fault, Page
from _checks.terms import Glossary

LANGUAGES = {"en": "English", "ko": "Korean"}
HANGUL = re.compile("[가-힣]")
FIGURES = {"figure", "glue:figure", "image"}

NUMBER = re.compile(
    r"""(?<![A-Za-z\d_.．]) (?:
        \d+ [.．٫] \d+ (?:[eE][-+−－]?\d+)? (?!\.?\d)  # 0.5, not 1.2.3
      | (?<!\w) [.．٫] \d+ (?![A-Za-z\d_])           # .5, not :.7f
      | \d+ [eE] [-+−－]? \d+ (?![A-Za-z\d_])        # 1e-5
    )""",
    re.VERBOSE,
)
# Of TeX, commands and scripts part two numbers, and lengths are not numbers.
TEX = re.compile(r"[\d.]+(?:em|ex|mu|pt)\b|\\[A-Za-z]+|[_^]")
LITERAL = re.compile(
    r"\S*\*\S*|(?<=[가-힣])_[^\W_][^_\n]*_|_[^\W_][^_\n]*_(?=[가-힣])"
)


def labels(pages: Iterable[Page]) -> Iterator[Fault]:
    """Find labels that stand twice in a language."""
    seen: dict[str, str] = {}
    for page in pages:
        for part in page.of("target", "math", "directive"):
            label = part.name
            if part.kind == "directive":
                given = part.options.get
                label = given("name") or given("label")
            if label:
                here = f"{page.name}:{part.line}"
                first = seen.setdefault(label.lower(), here)
                if first != here:
                    text = f"a label must be unique; {label!r} is at {first}"
                    yield page.fault(part.line, text)


def _numbers(page: Page, glossary: Glossary) -> Iterator[Fault]:
    for part in page.of("text", "code", "tex", "math"):
        text = part.plain
        if part.kind in {"tex", "math"}:
            text = TEX.sub(" ", text.replace("{.}", "."))
        for found in NUMBER.finditer(text):
            line = part.line + text.count("\n", 0, found.start())
            words = "a number must be computed; {!r} is typed by hand"
            yield page.fault(line, words.format(found[0]))


def _headings(page: Page, glossary: Glossary) -> Iterator[Fault]:
    for before, part in zip([None, *page.parts], page.parts, strict=False):
        deep = len(part.text) > 3
        labelled = before and before.kind == "target"
        if part.kind == "heading" and not deep and not labelled:
            text = "a heading must follow its (label)=; there is none"
            yield page.fault(part.line, text)


def _emphasis(page: Page, glossary: Glossary) -> Iterator[Fault]:
    for part in page.of("text"):
        for row, text in enumerate(part.text.split("\n")):
            if found := LITERAL.search(text):
                words = f"emphasis must close; {found[0]!r} stays as it is"
                yield page.fault(part.line + row, words)


def _figures(page: Page, glossary: Glossary) -> Iterator[Fault]:
    for part in page.of("directive"):
        if part.name not in FIGURES:
            continue
        alt = part.options.get("alt", "").strip()
        if not alt or bool(HANGUL.search(alt)) != (page.language == "ko"):
            text = f"a figure must have an :alt: in {LANGUAGES[page.language]}"
            yield page.fault(part.line, f"{text}; has {alt!r}")
        if not part.options.get("name"):
            text = "a figure must have a :name:; has none"
            yield page.fault(part.line, text)


def _cells(page: Page, glossary: Glossary) -> Iterator[Fault]:
    for part in page.of("cell"):
        if found := re.search(r"\b(alt|caption)\b['\"]?\s*:", part.name):
            text = "a cell must be free of words, for both languages share it"
            yield page.fault(part.line, f"{text}; has {found[1]!r}")


def _terms(page: Page, glossary: Glossary) -> Iterator[Fault]:
    if page.language == "ko":
        for part in page.of("text"):
            found = [*glossary.aliased(part.text)]
            found += glossary.mispaired(part.text)
            for position, text in found:
                yield page.fault(part.line_at(position), text)


RULES = (_numbers, _headings, _emphasis, _figures, _cells, _terms)
