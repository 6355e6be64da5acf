"""What the search page looks through, as the build writes it."""

import json
import re

import pytest

LANGUAGES = ("en", "ko")


def read(site, language):
    text = (site / language / "search-index.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("const bookIndex = ")[:-2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_leads_to_a_section_of_a_page(site, language):
    index = dict(read(site, language)["pages"])
    pages = {
        path.relative_to(site / language).with_suffix("").as_posix()
        for path in (site / language).rglob("*.html")
        if "_static" not in path.parts
    }

    assert pages - set(index) == {"genindex", "search"}
    for name, sections in index.items():
        html = (site / language / f"{name}.html").read_text(encoding="utf-8")
        places = set(re.findall(r'\bid="([^"]+)"', html))
        for anchor, title, _, _ in sections:
            assert title
            assert not anchor or anchor in places, f"{name}#{anchor}"


def test_formulas_are_read_as_text(site):
    sections = dict(read(site, "en")["pages"])["losses/regression"]
    text = " ".join(text for _, _, text, _ in sections)

    assert "e = ŷ - y" in text
    assert "∂" in text
    assert "\\" not in text
    assert "$" not in text


def test_names_in_code_are_found_but_not_read_as_prose(site):
    sections = dict(read(site, "ko")["pages"])["losses/regression"]
    (huber,) = (s for s in sections if s[0] == "losses-regression-huber")

    assert "my_huber_grad" in huber[3].split()
    assert "my_huber_grad" not in huber[2]


def test_a_term_comes_with_its_names(site):
    terms = read(site, "ko")["terms"]

    assert ["기울기", "gradient"] in [names[:2] for names in terms]
    (mse,) = (names for names in terms if "MSE" in names)
    assert {"평균 제곱 오차", "mean squared error", "평균제곱오차"} <= set(mse)
