from pathlib import Path

import pytest

from casework.attachments import MOST_FILES, add_file, is_unchanged, path_of
from casework.desk import Desk
from db import attachments
from rules.errors import ClerkError


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "林一帆的申请书.PDF"
    path.write_bytes(b"%PDF invented")
    return path


def test_a_file_is_copied_under_a_name_that_names_nobody(
    desk: Desk, registered: int, source: Path
) -> None:
    kept = add_file(desk, registered, source, to_disclose=True)
    path = path_of(desk, kept)
    assert path.read_bytes() == b"%PDF invented"
    assert "林一帆" not in str(path)
    assert path.suffix == ".PDF"
    assert (kept.name, kept.size, kept.to_disclose) == ("林一帆的申请书.PDF", 13, True)
    assert attachments.of_request(desk.store, registered) == [kept]


def test_the_same_content_takes_its_room_once(desk: Desk, registered: int, source: Path) -> None:
    first, second = (add_file(desk, registered, source) for _ in range(2))
    assert first.path == second.path
    assert attachments.uses(desk.store, first.sha256) == 2


def test_a_copy_that_was_altered_is_noticed(desk: Desk, registered: int, source: Path) -> None:
    kept = add_file(desk, registered, source)
    assert is_unchanged(desk, kept)
    path_of(desk, kept).write_bytes(b"other")
    assert not is_unchanged(desk, kept)
    path_of(desk, kept).unlink()
    with pytest.raises(ClerkError, match="请从备份中找回"):
        path_of(desk, kept)


def test_a_file_that_is_not_there_is_said(desk: Desk, registered: int, tmp_path: Path) -> None:
    with pytest.raises(ClerkError, match="无法读取"):
        add_file(desk, registered, tmp_path / "没有.docx")
    with pytest.raises(ClerkError, match="无法读取"):
        add_file(desk, registered, tmp_path)


def test_a_full_disk_leaves_no_half_a_file(
    desk: Desk, registered: int, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ClerkError, match="请检查磁盘空间"):
        add_file(desk, registered, source)
    assert not list(desk.folder.rglob("*.part"))
    assert attachments.of_request(desk.store, registered) == []


def test_a_case_holds_so_many_files_and_no_more(desk: Desk, registered: int, source: Path) -> None:
    for _ in range(MOST_FILES):
        add_file(desk, registered, source)
    with pytest.raises(ClerkError, match="最多保存50个附件"):
        add_file(desk, registered, source)
