"""Say the words of Sphinx, the theme and the extensions in our own words.

The catalogues in ``book/_locale`` have the names and the keys that those
projects give to their translators; here they are compiled, and read before
the projects' own. The words of the button that copies come from there too.
"""

import json
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from sphinx.application import Sphinx
from sphinx.util.i18n import CatalogRepository

LOCALE = Path(__file__).parents[1] / "_locale"
COPY_BUTTON = {
    "copy": "Copy",
    "copy_to_clipboard": "Copy to clipboard",
    "copy_success": "Copied!",
    "copy_failure": "Failed to copy",
}


def compile_all(app: Sphinx) -> None:
    """Compile every catalogue of the language, and let Sphinx read it."""
    language = app.config.language
    found = CatalogRepository(LOCALE, ["."], language, "utf-8")
    for catalogue in found.catalogs:
        catalogue.write_mo(language)
        app.add_message_catalog(catalogue.domain, LOCALE)


def read(language: str, name: str) -> Catalog | None:
    """Return a catalogue, if there is one in this language."""
    path = LOCALE / language / "LC_MESSAGES" / f"{name}.po"
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, language)


def leave_out_messages(
    app: Sphinx, page: str, template: str, context: dict[str, Any], *_: Any
) -> None:
    """Leave out the words of Sphinx's own search, which the book has not.

    Their plural is a string that is run as code; a strict policy forbids it.
    """
    context["script_files"] = [
        script
        for script in context["script_files"]
        if script.filename != "_static/translations.js"
    ]


def teach_copy_button(app: Sphinx, error: Exception | None) -> None:
    """Add a language to the table of words in the script of the button."""
    language = app.config.language
    catalogue = read(language, "copybutton")
    if error or catalogue is None or app.builder.name != "html":
        return
    words = {key: catalogue[name].string for key, name in COPY_BUTTON.items()}
    script = app.outdir / "_static/copybutton.js"
    table = "const messages = {\n"
    before, found, after = script.read_text(encoding="utf-8").partition(table)
    if not found:
        raise RuntimeError(f"{script} has no table of words any more")
    entry = f"  {language}: {json.dumps(words)},\n"
    if not after.startswith(entry):
        script.write_text(before + table + entry + after, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the extension to Sphinx, before those that it speaks for."""
    compile_all(app)
    app.connect("html-page-context", leave_out_messages)
    app.connect("build-finished", teach_copy_button)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
