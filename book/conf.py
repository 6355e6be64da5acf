"""One configuration for every language: `sphinx -c book -t ko book/ko …`."""

import sys
from pathlib import Path

BOOK = Path(__file__).resolve().parent
NAMES = {"en": "English", "ko": "한국어"}

sys.path[:0] = [str(BOOK), str(BOOK / "_ext")]

from _checks.pages import EXTENSIONS  # noqa: E402  (needs the path)
from _site import execution, settings, wheel  # noqa: E402

SETTINGS = settings.read()

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
    "catalogues",
    "ebook",
    "myst_nb",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_exercise",
    "sphinxcontrib.bibtex",
    "sphinxext.opengraph",
    "anchors",
    "api",
    "descriptions",
    "failures",
    "figures",
    "font",
    "glossary",
    "hidden",
    "incremental",
    "katex",
    "markup",
    "notebooks",
    "search",
    "stubs",
    "typography",
]
locale_dirs = [str(BOOK / "_locale")]
nitpicky = True
numfig = True
numfig_format = {"figure": say("Fig.\u00a0%s", "그림\u00a0%s")}
bibtex_bibfiles = [str(BOOK / "references.bib")]
copybutton_exclude = ".linenos, .gp, .go"

myst_enable_extensions = sorted(EXTENSIONS)  # the checks read the same
myst_update_mathjax = False

nb_execution_mode = "cache"
nb_execution_timeout = execution.TIMEOUT
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

notebook_branch = SETTINGS.branch
notebook_outputs = SETTINGS.notebook_outputs
notebook_repository = SETTINGS.repository
notebook_site = SETTINGS.site
notebook_wheel = wheel.NAME

epub_basename = f"byhand-{language}"
epub_copyright = f"© {project_copyright}. CC BY 4.0"
epub_css_files = ["ebook.css"]
epub_description = say(
    "From a loss to an optimizer, every number executed",
    "손실 함수에서 옵티마이저까지, 실행되는 모든 숫자",
)
epub_identifier = say(
    "urn:uuid:b667d28e-a456-47fe-93e2-e4a96b7763a2",
    "urn:uuid:fb694ae2-c9ef-4069-9966-a6314daaaf23",
)
epub_show_urls = "no"
epub_tocdepth = 2
epub_tocdup = False
epub_tocscope = "includehidden"
epub_uid = "book"
epub_use_index = False

html_theme = "sphinx_book_theme"
html_title = project
html_baseurl = f"{SETTINGS.site}/{language}/" if SETTINGS.site else ""
ogp_site_url = html_baseurl
ogp_description_length = 160
ogp_social_cards = {"enable": False}
ogp_custom_meta_tags = [
    f'<meta property="og:locale" content="{say("en_US", "ko_KR")}" />'
]
html_math_renderer = "katex"
html_static_path = [str(BOOK / "_static")]
html_css_files = ["book.css", ("print.css", {"media": "print"})]
html_favicon = str(BOOK / "_static/favicon.svg")
html_js_files = [
    (name, {"defer": "defer"}) for name in ("language.js", "reading.js")
]
templates_path = [str(BOOK / "_templates")]
html_copy_source = False
html_domain_indices = False
html_show_sourcelink = False
html_theme_options = {
    "article_header_end": [
        "notebook-links.html",
        "language-switch.html",
        "article-header-buttons.html",
    ],
    "footer_content_items": ["copyright.html"],
    "navbar_persistent": [],
    "search_bar_text": say("Search", "검색"),
    "use_download_button": False,
    "use_fullscreen_button": False,
}
html_context = {
    "default_mode": "auto",
    "site": SETTINGS.site,
    "other": other,
    "other_name": NAMES[other],
    "notebook_words": {
        "download": say("Download notebook", "노트북 내려받기"),
        "colab": say("Open in Colab", "Colab에서 열기"),
    },
    "twins": {"genindex", "search"}.union(
        path.relative_to(BOOK / other).with_suffix("").as_posix()
        for path in (BOOK / other).rglob("*.md")
    ),
}
