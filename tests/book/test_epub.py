"""The ePubs of the site: whole, in order, and at rest without a network."""

import re
import shutil
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from bs4 import BeautifulSoup

from _site import ebook
from tests.book.copies import build, copy_book

INDEX = """\
---
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
---
(home)=
# {title}

$\\lambda_{{\\max}} = \\underset{{(2)}}{{x_1}}$, {{wheel}}`byhand <byhand>`.

```{{only}} ebook
{{ebook}}`ePub <byhand>`
```

```{{code-cell}} python
:tags: [hide-input, remove-output]
from byhand import page, plotting

page.figure("fig_neuron", plotting.network([["x"], ["y"]], {{}}))
```

```{{glue:figure}} fig_neuron
:name: fig-neuron
:alt: {title}

{title}
```

:::{{exercise}}
:label: exercise-one

{title}
:::

::::{{dropdown}} {title}
$$
x
$$ (eq-x)
::::

```{{toctree}}
:hidden:

b/page
a
```
"""
PAGES = {
    "index.md": INDEX,
    "b/page.md": "(page)=\n# {title}\n\n{{eq}}`eq-x`\n",
    "a.md": "(a)=\n# {title}\n\n```{{api}} byhand.data\n```\n",
}
TITLES = {"en": "Words", "ko": "낱말"}
LANGUAGES = ("en", "ko")
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
LOADED = {"img": "src", "link": "href", "object": "data", "source": "src"}
pytestmark = pytest.mark.xdist_group("epub")  # builds its book once
needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="EPUBCheck needs Java"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Build a small book that has what may go wrong in an ePub."""
    book = copy_book(tmp_path_factory.mktemp("epub") / "내 책", "en", "ko")
    for language, title in TITLES.items():
        for name, text in PAGES.items():
            path = book / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.format(title=title), encoding="utf-8")
    code, output = build(book, "--epub")
    assert code == 0, output
    return book / "_build/html"


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    """Give each language."""
    return request.param


@pytest.fixture(scope="module")
def path(folder, language):
    """Give the ePub of a language."""
    return folder / language / f"byhand-{language}.epub"


@pytest.fixture(scope="module")
def files(path):
    """Read every file of an ePub, by its name."""
    with ZipFile(path) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def package(files):
    """Read what an ePub says of itself."""
    return ElementTree.fromstring(files["content.opf"])


@pytest.fixture(scope="module")
def pages(files):
    """Read every page of an ePub; each must be XML."""
    found = [name for name in files if name.endswith(".xhtml")]
    for name in found:
        ElementTree.fromstring(files[name])
    return {name: BeautifulSoup(files[name], "html.parser") for name in found}


def manifest(package):
    """Give the files that a package lists, by their keys."""
    return {item.get("id"): item for item in package.iter(f"{OPF}item")}


def test_an_epub_begins_with_its_kind_in_plain_letters(path):
    with ZipFile(path) as file:
        first = file.infolist()[0]
        kind = file.read(first)

    assert first.filename == "mimetype"
    assert first.compress_type == ZIP_STORED
    assert kind == b"application/epub+zip"


def test_every_file_of_an_epub_has_the_same_date(path):
    with ZipFile(path) as file:
        dates = {info.date_time for info in file.infolist()}

    assert len(dates) == 1


def test_an_epub_lists_its_files_and_no_others(files, package):
    listed = {unquote(x.get("href")) for x in manifest(package).values()}

    assert listed == files.keys() - {
        "mimetype",
        "META-INF/container.xml",
        "content.opf",
    }


def test_an_epub_has_the_pages_in_the_order_of_the_site(package):
    items = manifest(package)
    spine = [
        (items[x.get("idref")].get("href"), x.get("linear", "yes"))
        for x in package.iter(f"{OPF}itemref")
    ]

    assert spine == [
        ("index.xhtml", "yes"),
        ("b/page.xhtml", "yes"),
        ("a.xhtml", "yes"),
    ]


def test_an_epub_says_what_it_is(language, package):
    said = {x.tag: x.text for x in package.iter() if x.tag.startswith(DC)}
    titles = {"en": "Deep Learning by Hand", "ko": "손으로 푸는 딥러닝"}

    assert said[f"{DC}language"] == language
    assert said[f"{DC}title"] == titles[language]
    assert re.fullmatch(r"urn:uuid:[-\da-f]{36}", said[f"{DC}identifier"])
    assert said[f"{DC}rights"].endswith("CC BY 4.0")


def test_a_page_with_formulas_is_listed_with_them(package, pages):
    for item in manifest(package).values():
        if page := pages.get(item.get("href")):
            has = page.math is not None
            said = "mathml" in item.get("properties", "").split()
            assert said == has, item.get("href")


def test_formulas_are_mathml_that_says_its_tex(files, pages):
    formulas = [math["alttext"] for math in pages["index.xhtml"]("math")]

    assert formulas == [r"\lambda_{\max} = \underset{(2)}{x_1}", "x"]
    assert not any(b"katex" in files[name] for name in pages)
    assert not any(page("annotation") for page in pages.values())


def test_a_page_is_in_its_language_and_has_a_title(language, pages):
    for name, page in pages.items():
        assert page.html["lang"] == language, name
        assert page.title.text.strip(), name


def test_nothing_is_to_be_pressed(pages):
    for name, page in pages.items():
        found = page(["button", "details", "form", "input", "script"])
        assert found == [], name


def test_what_can_be_opened_on_the_site_is_open(language, pages):
    (opened,) = pages["index.xhtml"].select(".opened")

    assert opened.select_one(".title").text == TITLES[language]
    assert opened.math["alttext"] == "x"


def test_every_file_that_a_page_loads_is_in_the_epub(files, pages):
    for name, page in pages.items():
        for element in page(list(LOADED)):
            address = element[LOADED[element.name]]
            file = normpath(join(dirname(name), unquote(address)))
            assert file in files, f"{name}: {element}"


def test_a_link_out_of_the_epub_is_words(pages):
    links = {a["href"] for a in pages["index.xhtml"]("a", href=True)}

    assert "byhand" in pages["index.xhtml"].p.text
    assert not any(link.endswith((".whl", ".epub")) for link in links)


def test_every_link_inside_an_epub_leads_somewhere(pages):
    ids = {
        name: {x["id"] for x in page(id=True)} for name, page in pages.items()
    }
    for name, page in pages.items():
        for link in page("a", href=True):
            url = urlsplit(link["href"])
            if url.scheme:
                continue
            file = normpath(join(dirname(name), unquote(url.path)))
            target = ids[file if url.path else name]
            assert not url.fragment or unquote(url.fragment) in target, link


def test_the_site_leads_to_its_epub(folder, language, path):
    page = (folder / language / "index.html").read_text(encoding="utf-8")

    assert f'href="{path.name}"' in page


@needs_java
def test_epubcheck_refuses_an_epub_with_a_fault(folder, tmp_path):
    broken = tmp_path / "broken.epub"
    with (
        ZipFile(folder / "ko/byhand-ko.epub") as old,
        ZipFile(broken, "w") as new,
    ):
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "content.opf":
                data = data.replace(b' properties="mathml"', b"", 1)
            new.writestr(info, data)

    with pytest.raises(SystemExit, match="EPUBCheck refuses"):
        ebook.check(broken)
