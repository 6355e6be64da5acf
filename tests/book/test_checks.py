import shutil

import pytest

from _checks import find_faults
from tests.book.copies import BOOK

ENGLISH = """\
---
kernelspec: {display_name: Python 3, language: python, name: python3}
---
(toy)=
# Toy

(toy-first)=
## First section

The **learning rate** is {glue:text}`lr:.7f`, says {cite:p}`rumelhart1986`,
and {eq}`eq-a` holds for $w_5$ and `lr=1`; see {term}`gradient`.

$$
x = 1 \\text{ if positive}
$$ (eq-a)

```{code-cell} python
:tags: [remove-cell]

lr = 0.5
print(lr)
```

```{glue:figure} fig_a
:name: fig-a
:alt: A line that falls.

The loss falls.
```

(toy-second)=
### Second section

:::{exercise} Sign
:label: ex-sign

Tell the sign, as in [the first](#toy-first) and {ref}`there <toy>`.
:::

::::{dropdown} Solution
```{literalinclude} /../../src/byhand/solutions.py
:pyobject: f
```
::::

| name | value |
|------|-------|
| rate | one   |

```bash
nox -s docs  # in 0.5 minutes
```

The end.
"""

KOREAN = """\
---
kernelspec: {display_name: Python 3, language: python, name: python3}
---
(toy)=
# 장난감

(toy-first)=
## 첫째 절

{eq}`eq-a`은 $w_5$와 `lr=1`에 대해 성립합니다.
**학습률**(learning rate)은 {glue:text}`lr:.7f`입니다.
{cite:p}`rumelhart1986`과 {term}`기울기`를 보십시오.

$$
x = 1 \\text{ 양수이면}
$$ (eq-a)

```{code-cell} python
:tags: [remove-cell]

lr = 0.5
print(lr)
```

```{glue:figure} fig_a
:name: fig-a
:alt: 내려가는 선이 하나 있다.

손실이 줄어듭니다.
```

(toy-second)=
### 둘째 절

:::{exercise} 부호
:label: ex-sign

{ref}`저기 <toy>`와 [첫째 절](#toy-first)처럼 부호를 말하십시오.
:::

::::{dropdown} 풀이
```{literalinclude} /../../src/byhand/solutions.py
:pyobject: f
```
::::

| 이름   | 값   |
|--------|------|
| 학습률 | 하나 |

```bash
nox -s docs  # 30초쯤
```

끝.
"""


@pytest.fixture
def book(tmp_path):
    """Write a small book without faults."""
    for language, text in [("en", ENGLISH), ("ko", KOREAN)]:
        page = tmp_path / language / "part/toy.md"
        page.parent.mkdir(parents=True)
        page.write_text(text, encoding="utf-8")
    shutil.copy(BOOK / "glossary.tsv", tmp_path)
    return tmp_path


def change(book, language, old, new):
    """Change one place of one page of the small book."""
    page = book / language / "part/toy.md"
    text = page.read_text(encoding="utf-8")
    assert text.count(old) == 1
    page.write_text(text.replace(old, new), encoding="utf-8")


def place(book, language, words):
    """Give page and line of the first line with some words, as faults do."""
    lines = (book / language / "part/toy.md").read_text(encoding="utf-8")
    row = next(i for i, x in enumerate(lines.splitlines(), 1) if words in x)
    return f"{language}/part/toy.md:{row}: "


def test_the_book_has_no_faults():
    assert find_faults(BOOK) == []


def test_a_good_pair_has_no_faults(book):
    assert find_faults(book) == []


# The page changed, the words there and what comes in their place; the page
# and the words of the line where the fault is; what it says.
FAULTS = {
    # numbers
    "a decimal in prose": (
        *("en", "The end.", "The end is 0.55."),
        *("en", "The end", "'0.55' is typed by hand"),
    ),
    "a decimal before a particle": (
        *("ko", "끝.", "끝은\n0.55입니다."),
        *("ko", "0.55", "'0.55' is typed by hand"),
    ),
    "a decimal in a heading": (
        *("en", "# Toy", "# Toy 0.5"),
        *("en", "# Toy", "'0.5' is typed by hand"),
    ),
    "a decimal in a table": (
        *("en", "| one   |", "| 0.5   |"),
        *("en", "| rate", "'0.5' is typed by hand"),
    ),
    "a decimal in a list": (
        *("ko", "끝.", "- 하나\n- 둘\n\n  셋은 0.5"),
        *("ko", "셋은", "'0.5' is typed by hand"),
    ),
    "a decimal in a caption": (
        *("ko", "손실이 줄어듭니다.", "손실이 0.5로 줄어듭니다."),
        *("ko", "손실이", "'0.5' is typed by hand"),
    ),
    "a decimal in an alt text": (
        *("en", "A line that falls.", "A line that falls to 0.5."),
        *("en", ":alt:", "'0.5' is typed by hand"),
    ),
    "a decimal in a title": (
        *("en", "{exercise} Sign", "{exercise} Sign of 0.5"),
        *("en", "{exercise}", "'0.5' is typed by hand"),
    ),
    "a decimal in an exercise": (
        *("en", "Tell the sign", "Tell the sign of 0.5"),
        *("en", "Tell the sign", "'0.5' is typed by hand"),
    ),
    "a decimal in a list of an exercise": (
        *("en", "Tell the sign", "- Two\n- of 0.5\n\nTell the sign"),
        *("en", "of 0.5", "'0.5' is typed by hand"),
    ),
    "a decimal in inline math": (
        *("en", "The end.", "The end, $0.5$."),
        *("en", "The end", "'0.5' is typed by hand"),
    ),
    "a decimal after a command": (
        *("en", "The end.", "The end, $3\\times0{.}5$."),
        *("en", "The end", "'0.5' is typed by hand"),
    ),
    "a decimal in a math role": (
        *("en", "The end.", "The end, {math}`0.5`."),
        *("en", "The end", "'0.5' is typed by hand"),
    ),
    "a decimal in inline code": (
        *("en", "The end.", "Code of `two\nlines`, then `lr=0.5`."),
        *("en", "lines`, then", "'0.5' is typed by hand"),
    ),
    "a bare point": (
        *("en", "The end.", "The end is .5"),
        *("en", "The end", "'.5' is typed by hand"),
    ),
    "an exponent": (
        *("en", "The end.", "The end is 1e-3."),
        *("en", "The end", "'1e-3' is typed by hand"),
    ),
    "full-width digits": (
        *("ko", "끝.", "끝은 ０．５."),
        *("ko", "끝은", "'０．５' is typed by hand"),
    ),
    "Arabic digits": (
        *("en", "The end.", "The end is ٠٫٥."),
        *("en", "The end", "'٠٫٥' is typed by hand"),
    ),
    "a version": (
        *("en", "The end.", "It needs `Python 3.11`."),
        *("en", "It needs", "'3.11' is typed by hand"),
    ),
    # headings and labels
    "a changed label": (
        *("ko", "(toy-second)=", "(toy-2nd)="),
        *("ko", "(toy-2nd)=", "must be as en/part/toy.md:31, '(toy-second)='"),
    ),
    "a swapped level": (
        *("ko", "### 둘째 절", "## 둘째 절"),
        *("ko", "둘째 절", "must be as en/part/toy.md:32, '###'; is '##'"),
    ),
    # equations
    "another equation": (
        *("ko", "x = 1", "x = 2"),
        *("ko", "x = 2", r"must be as en/part/toy.md:14, 'x = 1 \\text{}'"),
    ),
    "another label of an equation": (
        *("ko", "$$ (eq-a)", "$$ (eq-b)"),
        *("ko", "$$ (eq-b)", "'$$ (eq-a)'; is '$$ (eq-b)'"),
    ),
    "a missing equation": (
        *("ko", "$$\nx = 1 \\text{ 양수이면}\n$$ (eq-a)\n\n", ""),
        *("ko", "{code-cell}", "must have '$$ x = 1"),
    ),
    # directives
    "another function": (
        *("ko", ":pyobject: f", ":pyobject: g"),
        *("ko", "{literalinclude}", "':pyobject: f'; is ':pyobject: g'"),
    ),
    "another file": (
        *("ko", "byhand/solutions.py", "byhand/exercises.py"),
        *("ko", "{literalinclude}", "byhand/solutions.py'; is '{literal"),
    ),
    "another figure": (
        *("ko", "{glue:figure} fig_a", "{glue:figure} fig_b"),
        *("ko", "fig_b", "'{glue:figure} fig_a'; is '{glue:figure} fig_b'"),
    ),
    "another label of an exercise": (
        *("ko", ":label: ex-sign", ":label: ex-signs"),
        *("ko", "{exercise}", "':label: ex-sign'; is ':label: ex-signs'"),
    ),
    "another kind of box": (
        *("ko", "{dropdown} 풀이", "{note} 풀이"),
        *("ko", "{note}", "'{dropdown}'; is '{note}'"),
    ),
    "a box more": (
        *("ko", "끝.", ":::{note}\n끝.\n:::"),
        *("en", "The end", "must have '{note}', as ko/part/toy.md:55"),
    ),
    "another language of code": (
        *("ko", "```bash", "```shell"),
        *("ko", "```shell", "'bash'; is 'shell'"),
    ),
    # cells
    "one byte in a cell": (
        *("ko", "lr = 0.5", "lr = 0.6"),
        *("ko", "lr = 0.6", "en/part/toy.md:20, 'lr = 0.5'; is 'lr = 0.6'"),
    ),
    "a trailing space in a cell": (
        *("ko", "print(lr)", "print(lr) "),
        *("ko", "print(lr)", "'print(lr)'; is 'print(lr) '"),
    ),
    "a blank line in a cell": (
        *("en", "print(lr)", "\nprint(lr)"),
        *("ko", "print(lr)", "en/part/toy.md:21, ''; is 'print(lr)'"),
    ),
    "a changed tag": (
        *("ko", "[remove-cell]", "[hide-cell]"),
        *("ko", "[hide-cell]", "':tags: [remove-cell]'; is ':tags: [hide"),
    ),
    "another lexer of a cell": (
        *("ko", "{code-cell} python", "{code-cell} ipython3"),
        *("ko", "{code-cell}", "is '{code-cell} ipython3'"),
    ),
    "another kernel": (
        *("ko", "display_name: Python 3,", "display_name: Python,"),
        *("ko", "---", "must have the kernel of en/part/toy.md"),
    ),
    # references
    "a dropped citation": (
        *("ko", "{cite:p}`rumelhart1986`과 ", ""),
        *("ko", "첫째 절", "must have {cite:p}`rumelhart1986` as often"),
    ),
    "another key of a value": (
        *("en", "The end.", "The end, {glue:text}`x`."),
        *("ko", "둘째 절", "{glue:text}`x` as often as en/part/toy.md:54"),
    ),
    "an equation not referred to": (
        *("en", "{eq}`eq-a` holds", "it holds"),
        *("en", "First section", "must have {eq}`eq-a` as often as ko"),
    ),
    "a link dropped": (
        *("ko", "[첫째 절](#toy-first)", "첫째 절"),
        *("ko", "둘째 절", "must have {link}`#toy-first` as often"),
    ),
    "a term not referred to": (
        *("ko", "{term}`기울기`", "그림"),
        *("ko", "첫째 절", "must have {term}`gradient` as often"),
    ),
    # emphasis
    "bold that ends in a bracket": (
        *("ko", "끝.", "**끝(end)**은 여기."),
        *("ko", "여기.", "'**끝(end)**은' stays as it is"),
    ),
    "bold code before a particle": (
        *("ko", "끝.", "**`relu`**를."),
        *("ko", "**`relu`**", "stays as it is"),
    ),
    "underscores before a particle": (
        *("ko", "끝.", "이것은\n_끝_은."),
        *("ko", "_끝_은", "'_끝_' stays as it is"),
    ),
    # terms
    "an alias": (
        *("ko", "끝.", "경사하강법을 씁니다."),
        *("ko", "경사하강법", "the term is '경사 하강법'; came '경사하강법'"),
    ),
    "an alias over two lines": (
        *("ko", "끝.", "여기\n러닝\n레이트"),
        *("ko", "러닝", "the term is '학습률'; came '러닝 레이트'"),
    ),
    "an alias that begins with a term": (
        *("ko", "끝.", "기울기 폭발."),
        *("ko", "폭발", "the term is '기울기 폭주'; came '기울기 폭발'"),
    ),
    "an alias in an alt text": (
        *("ko", "선이 하나 있다.", "손실함수의 선이 있다."),
        *("ko", ":alt:", "the term is '손실 함수'; came '손실함수'"),
    ),
    "an alias as the words of a link": (
        *("ko", "{ref}`저기 <toy>`", "{ref}`그래디언트 <toy>`"),
        *("ko", "그래디언트", "the term is '기울기'; came '그래디언트'"),
    ),
    "a wrong English bracket": (
        *("ko", "(learning rate)", "(learning speed)"),
        *("ko", "speed", "'학습률' must be followed by (learning rate)"),
    ),
    "a wrong Korean name": (
        *("ko", "끝.", "**경사 감소법**(gradient descent)."),
        *("ko", "감소법", "(gradient descent) must follow '경사 하강법'"),
    ),
    "the pair of another row": (
        *("ko", "(learning rate)", "(cost function)"),
        *("ko", "cost", "followed by (learning rate); came (cost function)"),
    ),
    "a term introduced in English alone": (
        *("en", "The end.", "The **gradient** ends."),
        *("en", "The **gradient**", "'기울기' must be bold in ko/part/toy.md"),
    ),
    "a term introduced in Korean alone": (
        *("en", "**learning rate**", "learning rate"),
        *(
            "ko",
            "**학습률**",
            "'learning rate' must be bold in en/part/toy.md",
        ),
    ),
    # figures
    "a missing alt text": (
        *("ko", ":alt: 내려가는 선이 하나 있다.\n", ""),
        *("ko", "{glue:figure}", "must have an :alt: in Korean; has ''"),
    ),
    "an alt text left in English": (
        *("ko", "내려가는 선이 하나 있다.", "A line that falls."),
        *("ko", "{glue:figure}", ":alt: in Korean; has 'A line that falls.'"),
    ),
    "an alt text left in Korean": (
        *("en", "A line that falls.", "내려가는 선이 하나 있다."),
        *("en", "{glue:figure}", "must have an :alt: in English"),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_found_where_it_is(book, name):
    language, old, new, faulty, words, message = FAULTS[name]
    change(book, language, old, new)

    (fault,) = find_faults(book)

    assert fault.startswith(place(book, faulty, words))
    assert message in fault


# Faults that have to be made in both languages, lest the pair differ too.
BOTH = {
    "a heading without a label": (
        *("(toy-second)=\n", ""),
        *("### ", "a heading must follow its (label)=; there is none"),
    ),
    "a label in the wrong place": (
        *("(toy-second)=\n### ", "### "),
        *("### ", "a heading must follow its (label)=; there is none"),
    ),
    "a label twice": (
        *("(toy-second)=", "(Toy)="),
        *("(Toy)=", "a label must be unique; 'Toy' is at {}/part/toy.md:4"),
    ),
    "a label of a figure twice": (
        *(":name: fig-a", ":name: eq-a"),
        *("{glue:figure}", "must be unique; 'eq-a' is at {}/part/toy.md:1"),
    ),
    "a decimal in an equation": (
        *("x = 1 ", "x = 1.5 "),
        *("x = 1.5", "'1.5' is typed by hand"),
    ),
    "a figure without a name": (
        *(":name: fig-a\n", ""),
        *("{glue:figure}", "a figure must have a :name:; has none"),
    ),
    "an alt text in a cell": (
        *(
            ":tags: [remove-cell]",
            "---\nmystnb:\n  image:\n    alt: Words\n---",
        ),
        *("{code-cell}", "must be free of words, for both languages share it"),
    ),
    "a caption in a cell": (
        *(":tags: [remove-cell]", ":mystnb: {figure: {caption: Words}}"),
        *("{code-cell}", "must be free of words, for both languages share it"),
    ),
}


@pytest.mark.parametrize("name", BOTH)
def test_one_fault_in_both_languages_is_found_in_both(book, name):
    old, new, words, message = BOTH[name]
    for language in ("en", "ko"):
        change(book, language, old, new)

    faults = find_faults(book)

    for fault, language in zip(faults, ("en", "ko"), strict=True):
        assert fault.startswith(place(book, language, words))
        assert message.format(language) in fault


@pytest.mark.parametrize(("lost", "kept"), [("en", "ko"), ("ko", "en")])
def test_a_page_without_its_twin_is_a_fault(book, lost, kept):
    (book / lost / "part/toy.md").unlink()

    words = f"a page must have its twin; there is no {lost}/part/toy.md"
    assert find_faults(book) == [f"{kept}/part/toy.md:1: {words}"]


def test_a_label_of_another_page_of_the_language_is_a_fault(book):
    for language in ("en", "ko"):
        page = book / language / "zoo.md"
        page.write_text("(toy)=\n# …\n", encoding="utf-8")

    assert find_faults(book) == [
        f"{language}/zoo.md:1: a label must be unique; "
        f"'toy' is at {language}/part/toy.md:4"
        for language in ("en", "ko")
    ]


def test_every_fault_is_told_in_order(book):
    change(book, "en", "The end.", "The end is 0.5 or 1e-3.")
    change(book, "ko", "끝.", "경사하강법의 끝.")

    assert [fault.split(": ")[0] for fault in find_faults(book)] == [
        "en/part/toy.md:54",
        "en/part/toy.md:54",
        "ko/part/toy.md:55",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In 1986, chapter 10. 3 layers, 50% and 1,000 of 10⁻³.",
        "It needs `torch==2.13.0` or `python3.11`, on 127.0.0.1.",
        "The cell prints `f'{x:.3f}'` of `layers.0.weight`.",
        "See [the page](https://example.org/v0.5/) and <https://a.org/0.5>.",
        "Take $h = 10^{-5}$, $x_1.$ and $w_{1,2}$.",
        "$$\na \\\\[0.5em]\nb\n$$",
        "{{ words }} and % of 3\n\n% a comment with 0.5 and **bold(x)**y",
        "```python\nx = 0.5 * 2  # **x(y)**z\n```",
        "```{code-block} python\nx = 0.5\n```",
        r"Two \* three, `a * b`, *em* and **strong**, a_b and x_1.",
        "* a list\n* of stars\n\n***",
        "<b title='0.5'>html</b>",
        "Some 1...5 and v2 and 3x and H2O, 1e and e5.",
    ],
)
def test_these_words_are_no_fault(book, text):
    change(book, "en", "The end.", text)
    change(book, "ko", "끝.", text)

    assert find_faults(book) == []


@pytest.mark.parametrize(
    "text",
    [
        "경우도 있고 변화도 있습니다. 값을 예측합니다. 미분합니다.",
        "평균 제곱 오차와 반올림 오차, 자동 미분과 수치 미분.",
        "다른 책에서는 '경사하강법' 또는 “손실함수”라고 씁니다.",
        "`경사하강법`은 코드입니다.",
        "**손실**(loss)은 *작습니다*.",
        "함수 `loss_fn`은 a_b와 x_1을 씁니다.",
    ],
)
def test_these_korean_words_are_no_fault(book, text):
    change(book, "ko", "끝.", text)

    assert find_faults(book) == []


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("**mean squared error**", "**평균 제곱 오차**(mean squared error)"),
        ("**mean squared error** (MSE)", "**평균 제곱 오차**(MSE)"),
        (
            "**mean squared error (MSE)**",
            "**평균 제곱 오차(MSE)**(mean squared error, MSE)",
        ),
        ("**Weights**.", "**가중치**(weights)"),
        ("**Divergence**", "**발산**(divergence)"),
        ("**weight** $w$", "**가중치**($w$)"),
        ("**Step.** A", "**스텝.** 하나"),
        ("**SGD**", "**SGD**"),
        ("**gradient of the loss**", "**손실의 기울기**"),
        ("a **new word**", "**새 말**(new word)"),
    ],
)
def test_these_pairs_of_terms_are_no_fault(book, english, korean):
    change(book, "en", "The end.", english)
    change(book, "ko", "끝.", korean)

    assert find_faults(book) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x = 1 \\text{ 양수이면}", "x = 1 \\text{ 양수일 때}"),
        (
            ":name: fig-a\n:alt: 내려가는 선이 하나 있다.",
            ":alt: 내려가는 선이 하나 있다.\n:name: fig-a",
        ),
        ("{exercise} 부호", "{exercise} 기울기의 부호"),
        ("끝.", "[위키](https://ko.wikipedia.org/wiki/3.5)에서 끝."),
        ("끝.", "하나.\n\n둘.\n\n- 셋.\n\n% 적어 둔 말\n"),
    ],
)
def test_the_pages_may_differ_in_this(book, old, new):
    change(book, "ko", old, new)

    assert find_faults(book) == []
