"""Put the package on the site: its wheel, and an index that pip can read.

The wheel is the same, byte for byte, as often as it is built.
"""

import hashlib
import subprocess
import sys
import tomllib
from html import escape
from pathlib import Path

import byhand

ROOT = Path(__file__).resolve().parents[2]
NAME = f"byhand-{byhand.__version__}-py3-none-any.whl"
PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body><a href="{address}"{more}>{name}</a></body>
</html>
"""


def publish(site: Path) -> None:
    """Build the wheel into ``wheels``, and the index into ``simple``."""
    folder = site / "wheels"
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel")
    subprocess.run([*command, "-d", folder], cwd=ROOT, check=True)
    digest = hashlib.sha256((folder / NAME).read_bytes()).hexdigest()
    index = site / "simple"
    (index / "byhand").mkdir(parents=True, exist_ok=True)
    (index / "index.html").write_text(
        PAGE.format(title="Index", address="byhand/", more="", name="byhand"),
        encoding="utf-8",
    )
    (index / "byhand/index.html").write_text(
        PAGE.format(
            title="byhand",
            address=f"../../wheels/{NAME}#sha256={digest}",
            more=f' data-requires-python="{escape(requires_python())}"',
            name=NAME,
        ),
        encoding="utf-8",
    )


def requires_python() -> str:
    """Tell which versions of Python the package is for."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted: str = tomllib.loads(text)["project"]["requires-python"]
    return wanted
