"""The exercises as a command: python -m byhand.exercises start my-answers."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from byhand.exercises import STUBS, _folder, _report, _stubs
from byhand.exercises._run import Outcome
from byhand.exercises._words import LANGUAGES, choose, say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if all is well, 1 if not, 2 if misused."""
    options = _parser().parse_args(arguments)
    lang = choose(options.lang)
    folder = Path(options.folder)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if folder.exists() and not folder.is_dir():
        return _refuse(say(lang, "not-a-folder", folder=folder))
    if options.command == "start":
        return _start(folder, lang)
    if not any(
        _folder.path(folder, page).exists() for page in _folder.pages()
    ):
        return _refuse(say(lang, "no-answers", folder=folder))
    if options.command == "next":
        return _next(folder, lang)
    return _check(folder, options.name, lang)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m byhand.exercises",
        description="Do the exercises of the book in files of your own. "
        "책의 연습 문제를 파일에 풀고 검사합니다.",
    )
    parser.add_argument("command", choices=("start", "check", "next"))
    parser.add_argument("folder", help="the folder of your answers · 답 폴더")
    parser.add_argument(
        "name",
        nargs="?",
        help="check: only this exercise or page · 문제나 페이지 하나만 검사",
    )
    parser.add_argument("--lang", choices=LANGUAGES)
    return parser


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 2


def _start(folder: Path, lang: str) -> int:
    try:
        for line in _folder.start(folder, lang):
            print(line)
    except OSError as error:
        return _refuse(say(lang, "cannot-write", error=error))
    print(say(lang, "started", folder=folder))
    return 0


def _check(folder: Path, name: str | None, lang: str) -> int:
    wanted = _wanted(name)
    if not wanted:
        pages = ", ".join(_folder.pages())
        return _refuse(say(lang, "no-exercise", name=name, pages=pages))
    outcomes = list(_folder.check(folder, wanted))
    for outcome in outcomes:
        if name or outcome.status not in ("passed", "unanswered", "missing"):
            print(*_report.lines(outcome, lang), "", sep="\n")
    if name not in STUBS:
        print("\n".join(_table(outcomes, lang)))
    return 0 if all(o.status == "passed" for o in outcomes) else 1


def _wanted(name: str | None) -> list[str]:
    """Return the exercises meant by a name, a page, a file, or nothing."""
    if name is None:
        return list(STUBS)
    if name in STUBS:
        return [name]
    pages = _folder.pages()
    meant = [
        page
        for page in pages
        if name in (page, page.partition("/")[2])
        or Path(name).stem == _folder.path(Path(), page).stem
    ]
    return [stub for page in meant for stub in pages[page]]


def _table(outcomes: Iterable[Outcome], lang: str) -> Iterable[str]:
    """Show how far each page is."""
    passed, total = Counter[str](), Counter[str]()
    for outcome in outcomes:
        page = _stubs.page(outcome.name)
        total[page] += 1
        passed[page] += outcome.status == "passed"
    width = max(map(len, total))
    for page, count in total.items():
        bar = "#" * passed[page] + "." * (count - passed[page])
        yield f"{page:{width}}  {passed[page]:2} / {count:2}  {bar}"
    yield say(lang, "total", passed=passed.total(), total=total.total())


def _next(folder: Path, lang: str) -> int:
    """Show the first exercise that is not solved yet, and where it stands."""
    for page, names in _folder.pages().items():
        for outcome in _folder.check(folder, names):
            if outcome.status == "passed":
                continue
            target = _folder.path(folder, page)
            print(*_report.lines(outcome, lang), "", sep="\n")
            if outcome.status == "unanswered":
                print(_stubs.task(outcome.name, lang), "", sep="\n")
            if outcome.status != "broken" and target.exists():
                line = _folder.place(target).get(outcome.name, 1)
                print(say(lang, "place", file=target, line=line))
            return 1
    print(say(lang, "all-done"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
