"""What must be the same in both languages."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from _checks.pages import TITLED, WORDY, Fault, Page, Part
from _checks.terms import Glossary, Term

FRAME = {"heading", "target", "math", "cell", "fence", "directive", "entry"}


class Section(NamedTuple):
    """The line of a heading, and the references up to the next."""

    line: int
    roles: list[Part]


def twins(en: dict[str, Page], ko: dict[str, Page]) -> Iterator[Fault]:
    """Find the pages that one language lacks."""
    for name in en.keys() ^ ko.keys():
        here, there = ("en", "ko") if name in en else ("ko", "en")
        text = f"a page must have its twin; there is no {there}/{name}"
        yield Fault(f"{here}/{name}", 1, text)


def _kernels(en: Page, ko: Page, glossary: Glossary) -> Iterator[Fault]:
    """Compare what an execution hangs on, besides the cells."""
    old, new = (
        re.findall(r"^kernelspec:.*(?:\n .*)*", part.text, re.MULTILINE)
        for page in (en, ko)
        for part in [*page.of("front"), Part("front", 1)][:1]
    )
    if old != new:
        text = f"must have the kernel of {en.name}, {old}; has {new}"
        yield ko.fault(1, text)


def _frames(en: Page, ko: Page, glossary: Glossary) -> Iterator[Fault]:
    """Compare all that has no words in it, in order."""
    ours, theirs = ko.of(*FRAME), en.of(*FRAME)
    frames = [[_frame(part) for part in side] for side in (theirs, ours)]
    matcher = SequenceMatcher(None, *frames, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        for old, new in zip_longest(theirs[i:i_end], ours[j:j_end]):
            if old and new and old.kind == new.kind:
                yield _difference(en, old, ko, new)
                continue
            if old:
                yield _missing(ko, ours[j:], en, old)
            if new:
                yield _missing(en, theirs[i:], ko, new)


def _frame(part: Part) -> tuple[str, ...]:
    """Give what must be the same in both languages, line by line."""
    if part.kind != "directive":
        text = part.text
        if part.kind == "math":
            text = re.sub(r"\\text\{[^{}]*\}", r"\\text{}", text)
        return tuple(text.split("\n"))
    argument = "" if part.name in TITLED else part.text
    options = sorted(part.options.items())
    return (
        f"{{{part.name}}} {argument}".strip(),
        *(f":{k}: {v}" for k, v in options if k not in WORDY),
    )


def _difference(en: Page, old: Part, ko: Page, new: Part) -> Fault:
    lines = [*zip_longest(_frame(old), _frame(new), fillvalue="")]
    row = next(i for i, (a, b) in enumerate(lines) if a != b)
    step = 0 if old.kind == "directive" else row
    there = f"{en.name}:{old.line + step}"
    text = f"must be as {there}, {lines[row][0]!r}; is {lines[row][1]!r}"
    return ko.fault(new.line + step, text)


def _missing(page: Page, rest: list[Part], other: Page, part: Part) -> Fault:
    """Report a part that the other page has, at the place it should be."""
    line = (rest or page.parts)[0 if rest else -1].line
    what = f"{' '.join(_frame(part)).strip():.60}"
    text = f"must have {what!r}, as {other.name}:{part.line}"
    return page.fault(line, f"{text}; has it not here")


def _references(en: Page, ko: Page, glossary: Glossary) -> Iterator[Fault]:
    """Compare the roles and links of each section, in any order."""
    old, new = [*_sections(en)], [*_sections(ko)]
    if len(old) == len(new):  # else the frames tell
        for here, there in zip(old, new, strict=True):
            yield from _fewer(ko, there, en, here, glossary)
            yield from _fewer(en, here, ko, there, glossary)


def _fewer(
    page: Page, section: Section, other: Page, twin: Section, g: Glossary
) -> Iterator[Fault]:
    """Report what a section refers to less often than its twin."""
    count = Counter(map(g.role, twin.roles))
    count.subtract(map(g.role, section.roles))
    for part in twin.roles:
        if count.pop(g.role(part), 0) > 0:
            text = f"the section must have {{{part.name}}}`{part.text}`"
            text += f" as often as {other.name}:{part.line}; has it less"
            yield page.fault(section.line, text)


def _sections(page: Page) -> Iterator[Section]:
    section = Section(1, [])
    for part in page.parts:
        if part.kind == "heading":
            yield section
            section = Section(part.line, [])
        outside = part.name == "link" and "://" in part.text
        if part.kind == "role" and part.name != "abbr" and not outside:
            section.roles.append(part)
    yield section


def _introductions(en: Page, ko: Page, glossary: Glossary) -> Iterator[Fault]:
    """Compare the terms that stand in bold."""
    for here, there in ((en, ko), (ko, en)):
        missing = _bold(here, glossary)
        for term in _bold(there, glossary):
            missing.pop(term, None)
        for term, line in missing.items():
            name = getattr(term, there.language)
            text = f"bold here, so {name!r} must be bold in {there.name}"
            yield here.fault(line, f"{text}; is not")


def _bold(page: Page, glossary: Glossary) -> dict[Term, int]:
    """Give the terms in bold, each with its first line."""
    found: dict[Term, int] = {}
    for part in page.of("text"):
        for position, term in glossary.introduced(part.text, page.language):
            found.setdefault(term, part.line_at(position))
    return found


RULES = (_kernels, _frames, _references, _introductions)
