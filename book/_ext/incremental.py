"""Build again what a change can reach: no less, and little more.

Sphinx asks how old the file of a page is; here its text is compared. And the
title of a page, a number or a label stands on other pages as well: if one of
them is new, every page is written again.
"""

from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

AFTER_ALL_IS_NUMBERED = 900


def changed(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    touched: set[str],
    removed: set[str],
) -> set[str]:
    """Name the pages that have another text than the one that was read."""
    old = getattr(env, "texts", {})
    env.texts = {
        name: sha256(Path(env.doc2path(name)).read_bytes()).hexdigest()
        for name in env.found_docs
    }
    return {name for name in env.texts if env.texts[name] != old.get(name)}


def reached(app: Sphinx, env: BuildEnvironment) -> set[str]:
    """Name every page, if something is new that pages say of each other."""
    old = getattr(env, "shared", None)
    env.shared = deepcopy(shared(env))
    return env.found_docs if env.shared != old else set()


def shared(env: BuildEnvironment) -> dict[str, Any]:
    """Give what a page can show that stands on another."""
    return {
        "titles": {name: env.titles[name].pformat() for name in env.titles},
        "order": env.toctree_includes,
        "sections": env.toc_secnumbers,
        "figures": env.toc_fignumbers,
        "labels": env.domaindata["std"]["labels"],
        "anchors": env.domaindata["std"]["anonlabels"],
        "equations": {
            label: page
            for label, (page, _) in env.domaindata["math"]["objects"].items()
        },
        "objects": env.domaindata["py"]["objects"],
    }


def forget_figures(app: Sphinx, error: Exception | None) -> None:
    """Remove the figures that no page shows any more."""
    if error or app.builder.name != "html":
        return
    shown = {name for _, name in app.env.images.values()}
    for image in Path(app.outdir, "_images").glob("*"):
        if image.name not in shown:
            image.unlink()


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx."""
    app.connect("env-get-outdated", changed)
    app.connect("env-get-updated", reached, priority=AFTER_ALL_IS_NUMBERED)
    app.connect("build-finished", forget_figures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
