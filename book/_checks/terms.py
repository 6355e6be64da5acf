"""Read the glossary, and hold Korean prose to its terms."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from _checks.pages import BOLD, UNBOLD, Part

BRACKET = r"\((?P<english>(?:[^()]|\([^()]*\))*)\)"
IN_BOLD = re.compile(
    f"{BOLD}(?P<term>[^{BOLD}{UNBOLD}]+){UNBOLD}(?:\\s?{BRACKET})?"
)
FUNCTION = {"en": " function", "ko": " 함수"}
# A name inside a word is another word, and one in quotes is only mentioned.
START = r"""(?<![\w"'“‘「])"""


@dataclass(frozen=True)
class Term:
    """A row of the glossary: one concept, and its name in each language."""

    id: str
    en: str
    ko: str
    ko_aliases: tuple[str, ...]
    ko_words: tuple[str, ...]
    note: str
    meaning_en: str
    meaning_ko: str


def read_glossary(path: Path) -> "Glossary":
    """Read the table of terms."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", strict=True))
    for row in rows:
        for column in ("ko_aliases", "ko_words"):
            row[column] = tuple(x for x in row[column].split(";") if x)
    return Glossary([Term(**row) for row in rows])


def names(text: str) -> set[str]:
    """Give the names in ``mean squared error (MSE)``: with, without, short.

    Case, an English plural and a mark that ends bold words do not matter.
    """
    text = " ".join(text.split()).rstrip(".:")
    found = {text, text.partition("(")[0].strip()}
    found |= set(re.findall(r"\(([A-Z]\w*)\)", text))
    return {name.casefold().removesuffix("s") for name in found}


class Glossary:
    """The terms, and the questions that the checks ask of them."""

    def __init__(self, terms: list[Term]) -> None:
        """Index the terms by every name they go by."""
        self.terms = terms
        self.en = {name: term for term in terms for name in names(term.en)}
        self.ko = {name: term for term in terms for name in names(term.ko)}
        self.aliases = {a: term for term in terms for a in term.ko_aliases}
        own = {term.ko.partition("(")[0] for term in terms}
        longest_first = sorted(own | set(self.aliases), key=len, reverse=True)
        self._korean = re.compile(
            "|".join(
                START * (name in self.aliases)
                + r"\s+".join(map(re.escape, name.split()))
                for name in longest_first
            )
        )

    def aliased(self, text: str) -> Iterator[tuple[int, str]]:
        """Find names in Korean prose that are not the term's own."""
        for found in self._korean.finditer(text):
            name = " ".join(found[0].split())
            if term := self.aliases.get(name):
                yield found.start(), f"the term is {term.ko!r}; came {name!r}"

    def mispaired(self, text: str) -> Iterator[tuple[int, str]]:
        """Find ``**term**(English)`` in Korean that is not a row's pair."""
        for found in IN_BOLD.finditer(text):
            korean, bracket = found["term"], found["english"] or ""
            english = bracket.split(",")[0]
            if not re.fullmatch(r"[^가-힣]*[A-Za-z]{2}[^가-힣]*", english):
                continue
            ours, theirs = _find(self.ko, korean), _find(self.en, english)
            if ours and ours is not theirs:
                words = f"{korean!r} must be followed by ({ours.en})"
                yield found.start(), f"{words}; came ({bracket})"
            elif theirs and not ours:
                words = f"({bracket}) must follow {theirs.ko!r}"
                yield found.start(), f"{words}; came after {korean!r}"

    def introduced(self, text: str, language: str) -> Iterator[tuple]:
        """Find the terms that stand in bold, each after its position."""
        for found in IN_BOLD.finditer(text):
            if term := self.find(found["term"], language):
                yield found.start(), term

    def find(self, text: str, language: str) -> Term | None:
        """Find a term by any of its names in a language."""
        return _find(getattr(self, language), text)

    def meant(self, text: str, language: str) -> Term | None:
        """Find a term; ``loss`` alone is short for ``loss function``."""
        longer = text + FUNCTION[language]
        return self.find(text, language) or self.find(longer, language)

    def role(self, part: Part) -> tuple[str, str]:
        """Give what must be the same of a role in both languages."""
        target = part.text
        if part.name == "term":
            term = _find(self.en, target) or _find(self.ko, target)
            target = term.id if term else target
        return part.name, target


def _find(index: dict[str, Term], text: str) -> Term | None:
    """Find a term by any of its names."""
    return next((index[name] for name in names(text) if name in index), None)
