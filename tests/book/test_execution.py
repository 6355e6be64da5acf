"""An output is used again only while all that made it is the same."""

import shutil
from types import SimpleNamespace

import pytest

from _site import execution


@pytest.fixture
def sources(monkeypatch, tmp_path):
    """Let a copy of the package and of the kernel's settings be the ones."""
    original = execution.package()
    package = shutil.copytree(
        original,
        tmp_path / "byhand",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    settings = shutil.copy(execution.CONFIG, tmp_path)
    monkeypatch.setattr(execution, "package", lambda: package)
    monkeypatch.setattr(execution, "CONFIG", tmp_path / settings)
    return SimpleNamespace(package=package, settings=tmp_path / settings)


def append(path, text):
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_the_cache_of_the_same_sources_is_the_same(sources):
    assert execution.cache() == execution.cache()


def test_one_digit_in_the_package_makes_another_cache(sources):
    before = execution.cache()
    append(sources.package / "losses/regression.py", "# 1\n")
    after = execution.cache()
    append(sources.package / "losses/regression.py", "# 2\n")

    assert len({before, after, execution.cache()}) == 3


def test_a_renamed_module_makes_another_cache(sources):
    before = execution.cache()
    (sources.package / "page.py").rename(sources.package / "pages.py")

    assert execution.cache() != before


def test_the_settings_of_the_kernel_belong_to_the_cache(sources, monkeypatch):
    before = execution.cache()
    append(sources.settings, "c.Application.log_level = 30\n")
    after = execution.cache()
    monkeypatch.setitem(execution.KERNEL, "OMP_NUM_THREADS", "2")

    assert len({before, after, execution.cache()}) == 3


def test_another_version_of_a_library_makes_another_cache(
    sources, monkeypatch
):
    before = execution.cache()
    found = execution.libraries(*execution.LIBRARIES)
    assert {"numpy", "torch", "kiwisolver", "ipython"} <= found.keys()
    assert "pytest" not in found
    monkeypatch.setattr(
        execution, "libraries", lambda *_: found | {"kiwisolver": "9.9"}
    )

    assert execution.cache() != before


def test_other_requirements_of_the_package_make_another_cache(
    sources, monkeypatch
):
    before = execution.cache()
    monkeypatch.setattr(execution, "requires", lambda _: ["numpy>=3"])

    assert execution.cache() != before


def test_what_python_compiled_does_not_belong_to_the_cache(sources):
    before = execution.cache()
    (sources.package / "__pycache__").mkdir()
    (sources.package / "__pycache__/page.pyc").write_bytes(b"0")

    assert execution.cache() == before
