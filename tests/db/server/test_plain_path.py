"""PostgreSQL under a folder with a Chinese name, where Windows calls it in its own code page."""

from pathlib import Path

import pytest

from db.server.cluster import Cluster
from db.server.plain_path import plainly


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Programs under a Chinese name, on a Windows whose user has a plain one."""
    monkeypatch.setattr("sys.platform", "win32")
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    found = tmp_path / "办件台" / "postgresql" / "bin"
    share = found.parent / "share" / "postgresql"
    share.mkdir(parents=True)
    (share / "postgres.bki").write_text("bki", encoding="utf-8")
    return found


def test_a_copy_with_a_plain_name_is_read_and_goes_again(programs: Path, tmp_path: Path) -> None:
    with plainly(programs) as words:
        assert words[0] == "-L"
        assert words[1].isascii()
        assert (Path(words[1]) / "postgres.bki").read_text(encoding="utf-8") == "bki"
    assert list((tmp_path / "temp").iterdir()) == []


def test_whoever_has_a_chinese_name_has_it_where_all_may_write(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "李霞"))
    monkeypatch.setenv("ProgramData", str(tmp_path / "nowhere"))
    monkeypatch.setenv("PUBLIC", str(tmp_path / "temp"))
    with plainly(programs) as words:
        assert Path(words[1]).is_relative_to(tmp_path / "temp")
    monkeypatch.setenv("PUBLIC", str(tmp_path / "公用"))
    with plainly(programs) as words:
        assert words == []


@pytest.mark.parametrize("system", ["win32", "linux"])
def test_elsewhere_it_reads_its_own(
    programs: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr("sys.platform", system)
    if system == "win32":
        plain = programs.parents[1].rename(programs.parents[2] / "desk")
        programs = plain / "postgresql" / "bin"
    with plainly(programs) as words:
        assert words == []


def test_a_cluster_is_made_from_the_copy(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[object, ...]] = []
    monkeypatch.setattr(Cluster, "_must", lambda _, *words: called.append(words))
    Cluster(folder=tmp_path / "共用", programs=programs).make("一个口令")
    ((program, *words),) = called
    assert program == "initdb"
    assert "-L" in words
