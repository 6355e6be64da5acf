"""Turn the pages of one language into HTML, or into an ePub."""

import shutil
import subprocess
import sys
from pathlib import Path

from _site import execution

SITE = Path(__file__).resolve().parent
BOOK = SITE.parent
LANGUAGES = ("en", "ko")


def language(
    code: str,
    site: Path,
    doctrees: Path,
    cache: Path,
    *options: str,
    builder: str = "html",
) -> bool:
    """Run Sphinx, and print what it said; tell if all went well."""
    command = [
        *(sys.executable, "-m", "sphinx", "-b", builder),
        *("-c", BOOK, "-t", code, "-d", doctrees / code),
        *("-D", f"nb_execution_cache_path={cache}", *options),
        *(BOOK / code, site / code),
    ]
    done = subprocess.run(
        command,
        env=execution.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    title = f"\n== {code}, {builder} ==\n".encode()
    sys.stdout.buffer.write(title + done.stdout)  # in whatever letters it is
    sys.stdout.flush()
    return done.returncode == 0


def root(site: Path) -> None:
    """Put the page that leads to a reader's language above the languages."""
    shutil.copytree(SITE / "root", site, dirs_exist_ok=True)
