"""A notebook says what its page says, and runs where the book is not."""

import ast
import builtins
import hashlib
import json
import re
import subprocess
import sys

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup

from _checks.pages import read_pages
from _site import settings, wheel
from tests.book.copies import BOOK, ROOT, build, copy_book
from tests.served import served

LANGUAGES = ("en", "ko")
CODE = re.compile(r"^( *)(`{3,}).*?^\1\2$|(`+).*?\3", re.DOTALL | re.MULTILINE)
LEFT = re.compile(r"\{[\w:-]+\}`|:::|^\([\w-]+\)=$|\{\{|<svg", re.MULTILINE)
LINK = re.compile(r'<a class="notebook-link [^>]*href="([^"]+)"')
OPTIONS = re.compile(r"^.*\n(:.*\n)*\n?")


@pytest.fixture(scope="module")
def notebooks(site):
    """Read every notebook of the site, by the name of its page."""
    return {
        f"{language}/{path.relative_to(folder).with_suffix('').as_posix()}": (
            nbformat.read(path, as_version=4)
        )
        for language in LANGUAGES
        for folder in [site / language / "notebooks"]
        for path in sorted(folder.rglob("*.ipynb"))
    }


def words(notebook):
    """Give the text of a notebook."""
    cells = (x.source for x in notebook.cells if x.cell_type == "markdown")
    return "\n\n".join(cells)


def code(notebook):
    """Give the cells of the page, and those of the exercises."""
    cells = [x for x in notebook.cells if x.cell_type == "code"][1:]
    asked = [x for x in cells if "exercise" in x.metadata.get("tags", [])]
    return [x.source for x in cells if x not in asked], asked


def test_every_page_with_code_is_a_notebook_and_offers_it(site, notebooks):
    names = {
        f"{language}/{name.removesuffix('.md')}"
        for language in LANGUAGES
        for name, page in read_pages(site.parents[1], language).items()
        if page.of("cell")
    }

    assert names
    assert notebooks.keys() == names
    for name in names:
        path = site / f"{name}.html"
        (link,) = LINK.findall(path.read_text("utf-8"))
        target = (path.parent / link).resolve()
        assert nbformat.read(target, as_version=4) == notebooks[name]


def test_notebooks_are_valid_and_hold_no_results(notebooks):
    for name, notebook in notebooks.items():
        nbformat.validate(notebook)
        assert notebook.metadata.kernelspec.name == "python3", name
        for number, cell in enumerate(notebook.cells, 1):
            assert cell.id == f"cell-{number}", name
            assert not cell.get("outputs"), name


def test_no_markup_of_the_page_is_left(notebooks):
    for name, notebook in notebooks.items():
        found = LEFT.search(CODE.sub("", words(notebook)))
        assert not found, f"{name}: {found}"


def test_a_notebook_has_the_code_of_its_page(site, notebooks):
    for language in LANGUAGES:
        for name, page in read_pages(site.parents[1], language).items():
            if cells := page.of("cell"):
                expected = [OPTIONS.sub("", x.text).rstrip() for x in cells]
                own, _ = code(notebooks[f"{language}/{name[:-3]}"])
                assert own == expected, name


def test_a_notebook_has_all_that_its_page_has(site, notebooks):
    for name, notebook in notebooks.items():
        text = CODE.sub("`code`", words(notebook))
        page = (site / f"{name}.html").read_text("utf-8")
        article = page[page.index("<article") : page.index("</article>")]
        found = {
            kind: re.findall(pattern, article, re.DOTALL)
            for kind, pattern in {
                "headings": "<h[1-4]>",
                "equations": '<div class="(?:pasted-math )?math ',
                "equation numbers": r'<span class="eqno">\((\d+)\)',
                "numbers": '<span class="caption-number">(.*?) *</span>',
                "exercises": '<div class="exercise ',
                "stubs": '<span class="ne">NotImplementedError</span>',
                "solutions": "<details class=[^>]*sd-dropdown",
                "tables": "<table",
                "works": 'title="[^"]*">([A-Za-z]+[0-9]{2}[a-z]?)</a>',
            }.items()
        }
        works = set(found["works"])
        titles = len(found["headings"] + found["exercises"]) + bool(works)
        listed = re.findall(r"^- \[(\w+)\] ", text, re.MULTILINE)

        assert len(re.findall(r"^#+ ", text, re.MULTILINE)) == titles, name
        assert text.count("\n$$") == 2 * len(found["equations"]), name
        tags = re.findall(r"\\tag\{(\d+)\}", text)
        assert tags == found["equation numbers"], name
        for number in found["numbers"]:
            assert f"**{number}** " in text or f"# {number}" in text, name
        assert text.count("<summary>") == len(found["solutions"]), name
        assert text.count("\n| --- ") == len(found["tables"]), name
        assert len(code(notebook)[1]) == len(found["stubs"]), name
        assert sorted(listed) == sorted(works), name


def test_an_exercise_is_a_stub_that_is_checked(notebooks):
    checked = 0
    for name, notebook in notebooks.items():
        for cell in code(notebook)[1]:
            *imports, stub, check = ast.parse(cell.source.rstrip(";")).body
            language = "" if name.startswith("en") else ", lang='ko'"
            assert ast.unparse(check) == f"check({stub.name}{language})"
            assert cell.source.endswith(";"), "the answer would be shown"
            assert "raise NotImplementedError" in ast.unparse(stub)
            known = {a.name for x in imports for a in x.names}
            used = {x.id for x in ast.walk(stub) if isinstance(x, ast.Name)}
            assert used <= known | {stub.name} | vars(builtins).keys(), name
            checked += 1

    assert checked


def test_without_an_address_nothing_in_a_notebook_leads_to_one(notebooks):
    for name, notebook in notebooks.items():
        links = re.findall(r"\]\(([^)]+)\)", CODE.sub("", words(notebook)))
        assert all(x.startswith("https://") for x in links), name
        first = notebook.cells[0].source
        assert f'"./{wheel.NAME}[torch,plot,data]"' in first, name


def test_pip_installs_the_package_from_the_index_of_the_site(site, tmp_path):
    pip = (sys.executable, "-m", "pip", "--isolated", "install", "--no-deps")
    with served(site) as address:
        place = ("--index-url", f"{address}/simple/", "--target", tmp_path)
        subprocess.run(
            [*pip, *place, "byhand"], check=True, capture_output=True
        )

    found = {
        path.relative_to(tmp_path / "byhand"): path.read_bytes()
        for path in (tmp_path / "byhand").rglob("*.py")
    }
    assert found == {
        path.relative_to(ROOT / "src/byhand"): path.read_bytes()
        for path in (ROOT / "src/byhand").rglob("*.py")
    }


def test_the_index_tells_what_the_wheel_is(site):
    page = (site / "simple/byhand/index.html").read_text("utf-8")
    (link,) = BeautifulSoup(page, "html.parser")("a")
    address, _, digest = link["href"].partition("#sha256=")
    content = (site / "simple/byhand" / address).read_bytes()

    assert hashlib.sha256(content).hexdigest() == digest
    assert link.text == wheel.NAME
    assert link["data-requires-python"] == wheel.requires_python()


def test_two_wheels_are_the_same_file(site, tmp_path):
    wheel.publish(tmp_path)

    again = (tmp_path / "wheels" / wheel.NAME).read_bytes()
    assert again == (site / "wheels" / wheel.NAME).read_bytes()


PAGE = """\
---
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
---
(home)=
# {title}

```{{code-cell}} python
:tags: [remove-cell]

half = 1 / 2
```

```{{code-cell}} python
print(half)
```

Say _x_ and \\*, `a|b`, **f(x)**{{ref}}`{title} <home>`, {{eq}}`eq-a`,
<https://example.org/a>, {{py:func}}`own`,
{{wheel}}`{title} <it>`.

:::{{note}}
$a<b$

- one
  1. two
:::

:::{{admonition}} {title}
Text.
:::

| a | b |
|---|---|
| $\\|x\\|$ | `a\\|b` |

$$
x &= 1 \\\\
y &= 2
$$ (eq-a)

1\\. No list.

```{{toctree}}
:hidden:

api
```
"""
API = "(api)=\n# API\n\n```{eval-rst}\n.. py:function:: own(x)\n```\n"
TEXT = """\
# {title}

*{about}*

Say *x* and \\*, `a|b`, <strong>f(x)</strong>[{title}]({page}#home), \
[(1)]({page}#equation-eq-a), [https://example.org/a](https://example.org/a), \
[`own`]({folder}api.html#own), \
[{title}]({site}/wheels/{wheel}).

> **{note}**
>
> $a\\lt b$
>
> - one
>
>   1. two

> **{title}**
>
> Text.

| a | b |
| --- | --- |
| $\\vert x\\vert$ | `a\\|b` |

$$
\\begin{{aligned}}x &= 1 \\\\
y &= 2\\end{{aligned}} \\tag{{1}}
$$

1\\. No list.
"""
TITLES = {"en": "Title", "ko": "제목"}
ABOUT = {
    "en": "A page of [Deep Learning by Hand]({page}). Text: CC BY 4.0. "
    "Code: BSD 3-Clause.",
    "ko": "[손으로 푸는 딥러닝]({page})의 한 페이지입니다. 글은 CC BY 4.0, "
    "코드는 BSD 3-Clause 라이선스를 따릅니다.",
}
NOTE = {"en": "Note", "ko": "참고"}
SITE = "https://books.example.org/by-hand"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """Build a book of one page and one module, which knows its address."""
    book = copy_book(tmp_path_factory.mktemp("tiny"), "en", "ko")
    for language, title in TITLES.items():
        (book / language).mkdir()
        (book / language / "index.md").write_text(
            PAGE.format(title=title), "utf-8"
        )
        (book / language / "api.md").write_text(API, "utf-8")
    project = book.parent / "pyproject.toml"
    text = project.read_text("utf-8")
    for name, old, new in [
        ("repository", '""', '"some-one/by.hand"'),
        ("branch", '"gh-pages"', '"the/pages"'),
        ("notebook-outputs", "false", "true"),
    ]:
        line = f"\n{name} = {old}\n"
        assert line in text
        text = text.replace(line, f"\n{name} = {new}\n")
    project.write_text(text, "utf-8")
    status, output = build(book, BYHAND_SITE=f"{SITE}/")
    assert status == 0, output
    return book / "_build/html"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_on_a_page_is_in_the_notebook_as_markdown(tiny, language):
    path = tiny / language / "notebooks/index.ipynb"
    first, top, hidden, shown, rest = nbformat.read(path, 4).cells
    folder = f"{SITE}/{language}/"

    assert first.source.endswith(
        f'"byhand[torch,plot,data] @ {SITE}/wheels/{wheel.NAME}"'
    )
    assert (tiny / "wheels" / wheel.NAME).exists()
    assert f"{top.source}\n\n{rest.source}\n" == TEXT.format(
        title=TITLES[language],
        about=ABOUT[language].format(page=f"{folder}index.html"),
        page=f"{folder}index.html",
        folder=folder,
        site=SITE,
        wheel=wheel.NAME,
        note=NOTE[language],
    )
    assert hidden.source == "half = 1 / 2"
    assert hidden.metadata.jupyter.source_hidden
    assert hidden.metadata.jupyter.outputs_hidden
    assert not shown.metadata
    assert shown.source == "print(half)"
    assert shown.outputs[0].text == "0.5\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_colab_is_given_a_notebook_that_is_on_the_branch(tiny, language):
    text = (tiny / language / "index.html").read_text("utf-8")
    _, link = BeautifulSoup(text, "html.parser").select("a.notebook-link")

    start = "https://colab.research.google.com/github/"
    branch = f"{start}some-one/by.hand/blob/the/pages/"
    assert link["href"].startswith(branch)
    assert (tiny / link["href"].removeprefix(branch)).is_file()


def test_what_a_notebook_cannot_show_ends_the_build(tiny, tmp_path):
    book = copy_book(tmp_path, "en", "ko")
    for language in LANGUAGES:
        (book / language).mkdir()
        text = PAGE.format(title="A[^1]").replace("Text.", "Text.\n\n[^1]: B.")
        (book / language / "index.md").write_text(text, "utf-8")
        (book / language / "api.md").write_text(API, "utf-8")

    status, output = build(book)

    assert status != 0
    assert "a notebook must have words for footnote; it has none" in output


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('site = "books.example.org"', "site must be http(s)://… or empty"),
        ('site = "https://a b"', "site must be http(s)://… or empty"),
        ("site = 1", "site must be http(s)://… or empty; got 1"),
        ('repository = "https://github.com/a/b"', "repository must be owner/"),
        ('branch = ""', "branch must be the name of a branch; got ''"),
        ('notebook-outputs = "no"', "notebook-outputs must be true or false"),
        ("outputs = true", "outputs must be left out: [tool.byhand] knows"),
    ],
)
def test_a_setting_that_is_wrong_is_named(tmp_path, monkeypatch, line, words):
    monkeypatch.delenv("BYHAND_SITE", raising=False)
    monkeypatch.delenv("BYHAND_REPOSITORY", raising=False)
    path = tmp_path / "pyproject.toml"
    path.write_text(f"[tool.byhand]\n{line}\n", "utf-8")

    with pytest.raises(SystemExit) as raised:
        settings.read(path)

    assert words in str(raised.value)


def test_the_environment_goes_before_the_settings(tmp_path, monkeypatch):
    path = tmp_path / "pyproject.toml"
    path.write_text('[tool.byhand]\nsite = "https://old.org"\n', "utf-8")
    monkeypatch.setenv("BYHAND_SITE", "https://new.org/book/")
    monkeypatch.setenv("BYHAND_REPOSITORY", "a/b")

    found = settings.read(path)

    assert found == settings.Settings("https://new.org/book", "a/b")


def test_the_workflow_publishes_the_branch_of_the_settings(monkeypatch):
    monkeypatch.delenv("BYHAND_SITE", raising=False)
    path = ROOT / ".github/workflows/publish.yml"
    steps = yaml.safe_load(path.read_text("utf-8"))["jobs"]["publish"]["steps"]

    commands = steps[-1]["run"]
    assert f"--initial-branch {settings.read().branch}\n" in commands
    assert commands.endswith(f" {settings.read().branch}\n")
    assert (BOOK / "_site/root/.nojekyll").exists()


def test_notebooks_are_json_that_git_can_show(site):
    for path in site.glob("*/notebooks/**/*.ipynb"):
        text = path.read_text("utf-8")
        assert (
            text
            == json.dumps(
                json.loads(text), ensure_ascii=False, indent=1, sort_keys=True
            )
            + "\n"
        )
