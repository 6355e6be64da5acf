"""Build the book: every language, checked, into book/_build/html.

The site of the last good build stays as it is until a new one is whole.
"""

import argparse
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from filelock import FileLock, Timeout

from _checks import find_faults
from _site import (
    ebook,
    execution,
    frontend,
    hosting,
    kept,
    light,
    preview,
    render,
    settings,
    wheel,
)

BOOK = Path(__file__).resolve().parent
BUILD = BOOK / "_build"
SITE = BUILD / "html"
NEXT = BUILD / "next"
LAST = BUILD / "last"
WORK = BUILD / "work"
OF_SPHINX = shutil.ignore_patterns(".buildinfo*", "*.map", "locales")


def main() -> None:
    """Build the book, or show it while it is written."""
    options = arguments()
    BUILD.mkdir(exist_ok=True)
    if options.serve is not None:
        preview.serve(options.serve or render.LANGUAGES)
        return
    try:
        with FileLock(BUILD / "lock", timeout=0):
            build(options.epub)
    except Timeout:
        print("Another build is running; this one did nothing.")
        sys.exit(2)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--serve",
        nargs="*",
        choices=render.LANGUAGES,
        metavar="LANGUAGE",
        help="show the book at http://127.0.0.1:5500 and build again what "
        "changes: every language, or the ones named (en, ko)",
    )
    parser.add_argument(
        "--epub",
        action="store_true",
        help="put an ePub of each language on the site, and a link to it",
    )
    return parser.parse_args()


def build(epub: bool) -> None:
    """Check the pages, build the site aside, and publish it if all is well."""
    start = time.monotonic()
    recover()
    place = settings.read()
    check()
    frontend.install()
    remove(NEXT)
    wheel.publish(NEXT)
    cache = execution.cache()
    print("Running the pages that have not been run", flush=True)
    fine = execution.run(cache)
    options = ["-W", "--keep-going"]
    # Where a page fails, one process tells most plainly what is wrong.
    options += ["-j", "auto"] if fine else []
    options += ["-t", "ebook"] if epub else []
    kept.take(WORK, cache, *options)
    print("Writing both languages", flush=True)
    with ThreadPoolExecutor() as side_by_side:
        tasks = [
            side_by_side.submit(write, code, epub, cache, *options)
            for code in render.LANGUAGES
        ]
        for task in tasks:
            task.result()
    render.root(NEXT)
    hosting.publish(NEXT, place)
    publish()
    kept.keep(WORK)
    execution.forget_others(cache)
    print(
        f"\nBuilt in {time.monotonic() - start:.0f} s: {SITE / 'index.html'}\n"
        f'To look at it: python -m http.server -d "{SITE}"'
    )


def check() -> None:
    """Stop if the languages differ, or if a number was typed by hand."""
    if faults := find_faults(BOOK):
        sys.exit("\n".join([*faults, f"{len(faults)} faults; nothing built."]))


def write(code: str, epub: bool, cache: Path, *options: str) -> None:
    """Make the pages of one language, and its ePub if it is wanted."""
    pages, doctrees = WORK / "html", WORK / "doctrees"
    if not render.language(code, pages, doctrees, cache, *options):
        sys.exit(
            f"\nThe build of {code} failed (see above). "
            "The last good site, if there is one, is as it was."
        )
    shutil.copytree(pages / code, NEXT / code, ignore=OF_SPHINX)
    light.pack(NEXT / code)
    if epub:
        ebook.publish(code, NEXT, doctrees, cache)


def publish() -> None:
    """Put the new site where the last one was."""
    if SITE.exists():
        SITE.rename(LAST)
    NEXT.rename(SITE)
    remove(LAST)


def recover() -> None:
    """Bring the last good site back if a build died while publishing."""
    if LAST.exists() and not SITE.exists():
        LAST.rename(SITE)
    remove(LAST)


def remove(folder: Path) -> None:
    """Remove a folder if it is there."""
    if folder.exists():
        shutil.rmtree(folder)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
