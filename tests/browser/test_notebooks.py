"""The page as a notebook: one click away, and it is the notebook."""

import json

import pytest
from playwright.sync_api import expect

LANGUAGES = ("en", "ko")
CHAPTER = "backprop/worked-example"
WORDS = {"en": "Download notebook", "ko": "노트북 내려받기"}
TITLES = {"en": "# A network worked by hand", "ko": "# 손으로 푸는 신경망"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("key", [None, "Enter"])
def test_the_button_downloads_the_notebook(visit, language, width, key):
    reader = visit(width=width)
    page = reader.to(f"{language}/{CHAPTER}.html")
    button = page.get_by_role("link", name=WORDS[language], exact=True)
    with page.expect_download() as download:
        button.press(key) if key else button.click()

    notebook = json.loads(download.value.path().read_text("utf-8"))
    first, title, *_ = notebook["cells"]
    assert download.value.suggested_filename == "backprop-worked-example.ipynb"
    assert notebook["nbformat"] == 4
    assert "pip install" in "".join(first["source"])
    assert "".join(title["source"]).startswith(TITLES[language])
    assert reader.foreign == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_without_code_has_no_button(visit, language):
    page = visit().to(f"{language}/reference/bibliography.html")

    expect(page.locator("a.notebook-link")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_notebooks_gives_the_wheel(visit, language):
    page = visit(width=390).to(f"{language}/notebooks.html")
    with page.expect_download() as download:
        page.locator("article a[href$='.whl']").click()

    assert download.value.suggested_filename.startswith("byhand-")
    assert download.value.path().read_bytes().startswith(b"PK")
