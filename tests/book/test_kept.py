"""A build goes on from the last good one only if that is whole."""

import pytest

from _site import kept


def test_what_was_half_removed_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(kept, "surroundings", lambda *_: "the same")
    work = tmp_path / "work"
    kept.take(work, tmp_path)
    (work / "page").touch()
    kept.keep(work)
    kept.take(work, tmp_path)
    assert (work / "page").exists()

    def die(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(kept.shutil, "rmtree", die)
        with pytest.raises(KeyboardInterrupt):
            kept.keep(work)
    kept.take(work, tmp_path)

    assert not (work / "page").exists()
