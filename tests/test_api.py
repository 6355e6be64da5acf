"""What every public function and class says of itself."""

import importlib
import inspect
import pkgutil
import re

import pytest

import byhand

# Whose functions have a work to name: where the idea comes from.
SOURCED = re.compile(r"byhand\.(activations|losses|multitask|numerics)\.")
STEP = re.compile(r"byhand\.optim\.\w+\.step")
# Exercises are explained in their own words; their solutions repeat them.
TAUGHT = re.compile(r"byhand\.(solutions|exercises\.\w+)")
TITLE = re.compile(r"^(\w+)\n-{3,}$", re.MULTILINE)
YEAR = re.compile(r"\w.* \(\d{4}\), \w")
# They refuse nothing themselves: what they call does.
CANNOT_REFUSE = {"byhand.page.equation", "byhand.page.figure"}
CANNOT_REFUSE |= {"byhand.plotting.axes", "byhand.plotting.graph"}


def public_modules():
    """Give every module that a reader may import, packages first."""
    found = pkgutil.walk_packages(byhand.__path__, "byhand.")
    names = [info.name for info in found]
    return [
        importlib.import_module(name)
        for name in sorted(names, key=lambda name: (name.count("."), name))
        if "._" not in name and not TAUGHT.match(name)
    ]


def public_names():
    """Give every function and class, once, by its shortest name."""
    found = {}
    for module in public_modules():
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name, None)
            if inspect.isfunction(value) or inspect.isclass(value):
                found.setdefault(value, f"{module.__name__}.{name}")
    return {name: value for value, name in found.items()}


API = public_names()
METHODS = {
    f"{name}.{key}": member
    for name, value in API.items()
    if inspect.isclass(value)
    for key, member in vars(value).items()
    if not key.startswith("_") and getattr(member, "__doc__", None)
    if callable(member) or isinstance(member, property)
}
VALUES = [name for name in API if not name.endswith("_grad")]
FUNCTIONS = [name for name in VALUES if inspect.isfunction(API[name])]

every_value = pytest.mark.parametrize("name", VALUES)
every_function = pytest.mark.parametrize("name", FUNCTIONS)


def sections(name):
    """Give the sections of a docstring by title, and its head by ""."""
    doc = inspect.getdoc(API[name]) or ""
    parts = TITLE.split(doc)
    return {"": parts[0]} | dict(zip(parts[1::2], parts[2::2], strict=True))


def described(name):
    """Give the arguments that the section Parameters speaks of."""
    lines = sections(name).get("Parameters", "").splitlines()
    heads = [x.partition(" : ")[0] for x in lines if x and x[0] != " "]
    return [argument for head in heads for argument in head.split(", ")]


def test_the_package_has_an_api():
    assert {"byhand.losses.mse", "byhand.autograd.Value"} <= set(API)
    assert {"byhand.worked_example.TwoTwoOne.step"} <= set(METHODS)


@pytest.mark.parametrize("module", public_modules(), ids=lambda m: m.__name__)
def test_a_module_says_what_it_is_and_what_is_public(module):
    names = getattr(module, "__all__", ())

    assert module.__doc__.partition("\n")[0].endswith((".", ":"))
    assert len(set(names)) == len(names) > 0
    assert set(names) <= set(dir(module))


@pytest.mark.parametrize("name", [*API, *METHODS])
def test_the_first_line_is_a_sentence(name):
    first, _, rest = inspect.getdoc({**API, **METHODS}[name]).partition("\n")

    assert first.endswith(".")
    assert not rest.partition("\n")[0]


@every_value
def test_every_argument_is_described(name):
    assert sorted(described(name)) == sorted(
        inspect.signature(API[name]).parameters
    )


@every_function
def test_a_result_is_described(name):
    returned = inspect.signature(API[name]).return_annotation

    assert ("Returns" in sections(name)) == (returned is not None)


@every_value
def test_what_is_refused_is_described(name):
    assert ("Raises" in sections(name)) == (name not in CANNOT_REFUSE)


@pytest.mark.parametrize("name", API)
def test_there_is_an_example(name):
    assert ">>> " in sections(name).get("Examples", "")


@pytest.mark.parametrize(
    "name", [n for n in FUNCTIONS if SOURCED.match(n) or STEP.match(n)]
)
def test_a_source_is_named(name):
    assert YEAR.search(sections(name).get("References", ""))


@pytest.mark.parametrize("name", API)
def test_what_the_book_says_of_it_comes_last(name):
    lines = inspect.getdoc(API[name]).splitlines()

    assert not [line for line in lines[:-1] if line.startswith("Book: ")]
