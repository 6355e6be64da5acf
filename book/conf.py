"""One configuration for every language: `sphinx -c book -t ko book/ko …`."""

import os
import sys
from pathlib import Path

BOOK = Path(__file__).resolve().parent
SITE = os.environ.get("BYHAND_SITE", "").rstrip("/")
NAMES = {"en": "English", "ko": "한국어"}

sys.path[:0] = [str(BOOK), str(BOOK / "_ext")]

from _checks.pages import EXTENSIONS  # noqa: E402  (needs the path)

language = "ko" if tags.has("ko") else "en"  # noqa: F821  (given by Sphinx)
other = "en" if language == "ko" else "ko"


def say(english: str, korean: str) -> str:
    """Return the words in the language of this build."""
    return korean if language == "ko" else english


project = say("Deep Learning by Hand", "손으로 푸는 딥러닝")
author = say(
    "The authors of Deep Learning by Hand", "손으로 푸는 딥러닝 저자들"
)
project_copyright = f"2026, {author}"

extensions = [
    "myst_nb",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_exercise",
    "sphinxcontrib.bibtex",
    "anchors",
    "api",
    "failures",
    "katex",
]
nitpicky = True
numfig = True
bibtex_bibfiles = [str(BOOK / "references.bib")]
copybutton_exclude = ".linenos, .gp, .go"

myst_enable_extensions = sorted(EXTENSIONS)  # the checks read the same
myst_update_mathjax = False

nb_execution_mode = "cache"
nb_execution_timeout = 120
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_merge_streams = True
nb_ipywidgets_js = {}
nb_code_prompt_show = say("Show {type}", "펼치기")
nb_code_prompt_hide = say("Hide {type}", "접기")

# Docstrings say in words what an argument is; the code keeps its hints.
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints = "none"
napoleon_google_docstring = False
napoleon_use_param = False
napoleon_use_rtype = False
add_function_parentheses = False
add_module_names = False
maximum_signature_line_length = 60
toc_object_entries_show_parents = "hide"

html_theme = "sphinx_book_theme"
html_title = project
html_baseurl = f"{SITE}/{language}/" if SITE else ""
html_math_renderer = "katex"
html_static_path = [str(BOOK / "_static")]
html_css_files = ["book.css"]
html_favicon = str(BOOK / "_static/favicon.svg")
html_js_files = [("language.js", {"defer": "defer"})]
templates_path = [str(BOOK / "_templates")]
html_copy_source = False
html_domain_indices = False
html_show_sourcelink = False
html_theme_options = {
    "article_header_end": [
        "language-switch.html",
        "article-header-buttons.html",
    ],
    "footer_content_items": ["copyright.html"],
    "navbar_persistent": [],
    "search_bar_text": say("Search", "검색"),
    "toc_title": say("Contents", "목차"),
    "use_download_button": False,
}
html_context = {
    "default_mode": "auto",
    "site": SITE,
    "other": other,
    "other_name": NAMES[other],
    "twins": {"genindex", "search"}.union(
        path.relative_to(BOOK / other).with_suffix("").as_posix()
        for path in (BOOK / other).rglob("*.md")
    ),
}
