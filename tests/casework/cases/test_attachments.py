from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from casework.acts import Done, undo
from casework.acts.outgoing import files_to_look_at
from casework.cases.attachments import (
    MOST_FILES,
    add_content,
    add_file,
    by_label,
    of_case,
    pasted_name,
    path_of,
    removals,
)
from casework.desk.desk import Desk
from casework.pages.case_page import case_page
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


def test_a_copy_that_is_gone_is_said(desk: Desk, registered: int, source: Path) -> None:
    kept = add_file(desk, registered, source)
    path_of(desk, kept).unlink()
    with pytest.raises(ClerkError, match="请从备份中找回"):
        path_of(desk, kept)


def test_a_file_that_is_not_there_is_said(desk: Desk, registered: int, tmp_path: Path) -> None:
    with pytest.raises(ClerkError, match="无法读取"):
        add_file(desk, registered, tmp_path / "没有.docx")
    with pytest.raises(ClerkError, match="是文件夹，不能作为附件"):
        add_file(desk, registered, tmp_path)


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(
    desk: Desk, registered: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "录像.mp4"
    with source.open("wb") as file:
        file.truncate(2 << 30)
    monkeypatch.setattr("casework.cases.attachments._digest", lambda _: pytest.fail("it was read"))
    with pytest.raises(ClerkError, match="超过500MB，请压缩或者拆分"):
        add_file(desk, registered, source)


def test_what_came_without_a_file_is_kept_by_its_content(desk: Desk, registered: int) -> None:
    kept = add_content(desk, registered, "粘贴图片.png", b"invented")
    assert path_of(desk, kept).read_bytes() == b"invented"
    assert (kept.name, kept.size, kept.to_disclose) == ("粘贴图片.png", 8, False)


def test_what_came_without_a_name_is_called_by_its_minute() -> None:
    at = datetime.combine(date(2026, 3, 6), time(9, 5))
    first = pasted_name("粘贴图片", at, ".png")
    assert first == "粘贴图片 2026-03-06 09时05分.png"
    assert pasted_name("粘贴图片", at, ".png", [first]) == "粘贴图片 2026-03-06 09时05分（2）.png"


def test_a_full_disk_leaves_no_half_a_file(
    desk: Desk, registered: int, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    def held(_path: Path, **_: object) -> None:
        raise PermissionError(13, "held by a scanner")

    monkeypatch.setattr(Path, "replace", full)
    with monkeypatch.context() as scanned:
        scanned.setattr(Path, "unlink", held)
        with pytest.raises(ClerkError, match="磁盘已满"):
            add_file(desk, registered, source)
    with pytest.raises(ClerkError, match="（磁盘已满），请检查磁盘空间"):
        add_file(desk, registered, source)
    assert not list(desk.folder.rglob("*.part"))
    assert attachments.of_request(desk.store, registered) == []


def test_a_case_holds_so_many_files_and_no_more(desk: Desk, registered: int, source: Path) -> None:
    for _ in range(MOST_FILES):
        add_file(desk, registered, source)
    with pytest.raises(ClerkError, match="最多保存50个附件"):
        add_file(desk, registered, source)


def test_a_file_removed_counts_no_more_and_stays_on_record(
    desk: Desk, registered: int, source: Path, do: Callable[..., Done]
) -> None:
    kept = add_file(desk, registered, source, to_disclose=True)
    done = do("remove_attachment", registered, "2026-03-09", file=source.name, reason="放错案件")
    assert of_case(desk, registered) == []
    assert files_to_look_at(desk, registered) == []
    assert removals(desk, registered) == {kept.id: "放错案件"}
    assert path_of(desk, kept).is_file()
    newest = case_page(desk, registered).timeline[0]
    assert (newest.title, "放错案件" in str(newest.said)) == ("移除附件", True)
    undo(desk, registered, done.step_id or 0)
    assert of_case(desk, registered) == [kept]


def test_a_removal_names_a_file_of_the_case(
    desk: Desk, registered: int, source: Path, do: Callable[..., Done]
) -> None:
    def offered() -> bool:
        page = case_page(desk, registered)
        return "remove_attachment" in {offer.act.name for offer in page.offers}

    assert not offered()
    first, second = (add_file(desk, registered, source) for _ in range(2))
    assert offered()
    assert list(by_label(desk, registered)) == [source.name, f"{source.name}（第2个）"]
    with pytest.raises(ClerkError, match=r"没有名为“别的.pdf”的附件"):
        do("remove_attachment", registered, "2026-03-09", file="别的.pdf", reason="重复")
    do(
        "remove_attachment",
        registered,
        "2026-03-09",
        file=f"{source.name}（第2个）",
        reason="重复",
    )
    assert of_case(desk, registered) == [first]
    assert list(removals(desk, registered)) == [second.id]
