r"""Read the pages into their parts, each with its line.

The Markdown is read by MyST's own parser, so a page is seen here as Sphinx
will see it: bold that does not close, for one, is text with asterisks.

========== ============== ==========================================
kind       name           text
========== ============== ==========================================
front      \-             the front matter
heading    \-             ``##``
target     label          ``(label)=``
math       label          the source of a display equation
cell       its options    the source of a code cell, opening line first
fence      \-             the opening words of any other code block
directive  name           the argument; its options are in ``options``
entry      \-             a document of a table of contents
role       name, or link  the target, or what stands between the ticks
tex        \-             inline math
code       \-             inline code
text       \-             a paragraph, title, caption or table cell
========== ============== ==========================================

Source and paragraphs keep their line breaks: what stands after n of them is
on line ``part.line + n`` of the page.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.options import TokenizeError, options_to_tokens

# What a paragraph holds in place of bold marks and of what is not prose.
BOLD, UNBOLD, OBJECT = "\x02", "\x03", "\ufffc"

EXTENSIONS = {"amsmath", "colon_fence", "deflist", "dollarmath"}
MARKDOWN = create_md_parser(
    MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML
)
MARKDOWN.disable("text_join")  # keeps \* apart from an asterisk left over

# Directives whose argument is a title, in the words of the page.
TITLED = {
    "admonition", "attention", "card", "caution", "danger", "dropdown",
    "error", "exercise", "exercise-start", "grid-item-card", "hint",
    "important", "list-table", "margin", "note", "rubric", "seealso",
    "sidebar", "tab-item", "table", "tip", "topic", "warning",
}  # fmt: skip
# Directives whose body is not Markdown.
LITERAL = {"code", "code-block", "eval-rst", "literalinclude", "math"}
LITERAL |= {"raw", "toctree"}
WORDY = {"alt", "caption", "title"}  # options in the words of the page


@dataclass(frozen=True)
class Part:
    """A part of a page; the table above tells what each kind holds."""

    kind: str
    line: int
    name: str = ""
    text: str = ""
    options: dict[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The text without the marks of bold."""
        return self.text.replace(BOLD, "").replace(UNBOLD, "")

    def line_at(self, position: int) -> int:
        """Give the page's line at a position of the text."""
        return self.line + self.text.count("\n", 0, position)


class Fault(NamedTuple):
    """What must hold at a line of a page, and what came."""

    page: str
    line: int
    words: str

    def __str__(self) -> str:
        """Write a fault as compilers do."""
        return f"{self.page}:{self.line}: {self.words}"


class Page(NamedTuple):
    """A page: its name, such as ``ko/index.md``, and its parts in order."""

    name: str
    parts: list[Part]

    @property
    def language(self) -> str:
        """The language, which is the folder's name."""
        return self.name.partition("/")[0]

    def of(self, *kinds: str) -> list[Part]:
        """Give the parts of some kinds."""
        return [part for part in self.parts if part.kind in kinds]

    def fault(self, line: int, words: str) -> Fault:
        """Report a fault at a line."""
        return Fault(self.name, line, words)


def read_pages(book: Path, language: str) -> dict[str, Page]:
    """Read every page of a language, by its path in the language's folder."""
    return {
        path.relative_to(book / language).as_posix(): Page(
            path.relative_to(book).as_posix(),
            list(_blocks(path.read_text(encoding="utf-8"), 1, {})),
        )
        for path in sorted((book / language).rglob("*.md"))
    }


def _blocks(source: str, first: int, env: dict) -> Iterator[Part]:
    """Read Markdown whose first line is line ``first`` of the page."""
    for token in MARKDOWN.parse(source, env):
        line = first + token.map[0] if token.map else first
        match token.type:
            case "front_matter":
                yield Part("front", line, text=token.content)
            case "heading_open":
                yield Part("heading", line, text="#" * int(token.tag[1]))
            case "myst_target":
                text = f"({token.content})="
                yield Part("target", line, token.content, text)
            case "math_block" | "math_block_label":
                label = f" ({token.info})" if token.info else ""
                text = f"$${token.content}$${label}"
                yield Part("math", line, token.info, text)
            case "amsmath":
                yield Part("math", line, text=token.content)
            case "fence" | "colon_fence":
                yield from _fence(token, line, env)
            case "inline":
                yield from _paragraph(token, line)


def _fence(token: Token, line: int, env: dict) -> Iterator[Part]:
    info = token.info.strip()
    found = re.fullmatch(r"\{([^\s{}]+)\}\s*(.*)", info)
    if not found:
        yield Part("fence", line, text=info)
        return
    name, argument = found.groups()
    source = f"{info}\n{token.content}"
    block, above = _option_block(token.content)
    if name == "code-cell":
        yield Part("cell", line, block, source)
        return
    options, wordy = {}, []
    with suppress(TokenizeError):  # of which Sphinx warns
        for key, value in options_to_tokens(block)[0]:
            options[key.value] = value.value if value else ""
            if key.value in WORDY:
                wordy.append((options[key.value], line + 1 + key.start.line))
    if name == "math":
        yield Part("math", line, options.get("label", ""), source)
        return
    yield Part("directive", line, name, argument, options)
    for words, at in [(argument, line)] * (name in TITLED) + wordy:
        for inline in MARKDOWN.parseInline(words, env):
            yield from _paragraph(inline, at)
    body = "".join(token.content.splitlines(keepends=True)[above:])
    if name == "toctree":
        for at, entry in enumerate(body.splitlines(), line + 1 + above):
            if entry.strip():
                yield Part("entry", at, text=_titled(entry.strip())[1])
    if name not in LITERAL:
        yield from _blocks(body, line + 1 + above, env)


def _option_block(content: str) -> tuple[str, int]:
    """Give a directive's options as YAML, and how many lines they take.

    The YAML keeps the lines of the page: line 0 is the first of the content.
    """
    lines = content.splitlines()
    if lines and lines[0].startswith("---"):
        ends = (i for i, x in enumerate(lines) if i and x.startswith("---"))
        end = next(ends, len(lines))
        return "\n".join(["", *lines[1:end]]), end + 1
    end = 0
    while end < len(lines) and re.match(r"\s*:(?!::)", lines[end]):
        end += 1
    return "\n".join(x.lstrip()[1:] for x in lines[:end]), end


def _paragraph(token: Token, line: int) -> Iterator[Part]:
    """Read inline Markdown: the parts inside, then the text around them."""
    text = ""
    address = False  # whether the words are those of a bare <https://…>
    for child in token.children or []:
        at = line + text.count("\n")
        match child.type:
            case "text":
                text += OBJECT if address else child.content
            case "text_special":
                text += OBJECT if child.content in "*_" else child.content
            case "softbreak" | "hardbreak":
                text += "\n"
            case "strong_open":
                text += BOLD
            case "strong_close":
                text += UNBOLD
            case "link_open":
                address = child.info == "auto"
                yield Part("role", at, "link", str(child.attrs["href"]))
            case "link_close":
                address = False
            case "image":
                source, alt = str(child.attrs["src"]), {"alt": child.content}
                yield Part("directive", at, "image", source, alt)
                yield Part("text", at, text=child.content)
            case "math_inline" | "math_inline_double":
                yield Part("tex", at, text=child.content)
            case "code_inline":
                yield Part("code", at, text=child.content)
            case "myst_role" if child.meta["name"] == "math":
                yield Part("tex", at, text=child.content)
            case "myst_role":
                title, target = _titled(child.content)
                text += title
                yield Part("role", at, child.meta["name"], target)
        if child.type in {"code_inline", "myst_role"} or "math" in child.type:
            text += OBJECT + "\n" * _breaks(child.content, token.content)
    yield Part("text", line, text=text)


def _titled(content: str) -> tuple[str, str]:
    """Split ``title <target>``; what is not so written is all target."""
    found = re.fullmatch(r"(.+?)\s*<([^<>]+)>", content)
    return (found[1], found[2]) if found else ("", content)


def _breaks(content: str, source: str) -> int:
    """Count the line breaks of the source inside code, math or a role."""
    words = r"\s+".join(map(re.escape, content.split()))
    found = re.search(words, source)
    return found[0].count("\n") if found else 0
