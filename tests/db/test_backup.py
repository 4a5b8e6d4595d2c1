import sqlite3
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import backup, requests, settings
from db.backup import BackupCancelled, back_up, backups, check_copy, check_files
from db.copies import Copy, Manifest, chosen_copy, content_path, list_of, prune, read_files, staying
from db.files import write_whole
from db.history import Anchor
from db.integrity import problems
from db.opening import open_store
from db.store import Store
from rules.errors import ClerkError

pytestmark = pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")

NOW = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - the office's own clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "备份"


def test_a_copy_holds_what_the_register_holds(store: Store, folder: Path) -> None:
    requests.insert(store, {"applicant_name": "周某"})
    copy = back_up(store, folder, at=NOW)
    assert copy == folder / "登记簿 备份 2026-11-22 093000.db"
    assert check_copy(copy) == 1
    assert {path.name for path in folder.iterdir()} == {copy.name, list_of(copy).name}
    with open_store(copy, read_only=True) as opened:
        assert problems(opened) == []


def test_progress_is_told_to_the_end(store: Store, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    back_up(store, folder, at=NOW, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0


def test_a_stopped_backup_leaves_nothing(store: Store, folder: Path) -> None:
    with pytest.raises(BackupCancelled):
        back_up(store, folder, at=NOW, is_cancelled=lambda: True)
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said_so(store: Store, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(ClerkError, match="备份文件夹"):
        back_up(store, tmp_path / "文件" / "备份", at=NOW)


def test_no_copies_lie_in_a_folder_that_is_not_there(folder: Path) -> None:
    assert backups(folder, "登记簿") == []


def test_a_register_with_a_broken_history_is_no_backup(
    store: Store, folder: Path, register_path: Path
) -> None:
    store.run("update chain_head set steps = 3")
    with pytest.raises(ClerkError, match=r"检查没有通过.*末尾缺少"):
        back_up(store, folder, at=NOW)
    assert list(folder.iterdir()) == []


def test_a_backup_can_be_made_while_somebody_reads(store: Store, folder: Path) -> None:
    with store.reader() as reader:
        cursor = reader.file.execute("select name from sqlite_master")
        cursor.fetchone()
        assert check_copy(back_up(store, folder, at=NOW)) == 0
        cursor.close()


def test_a_copy_that_is_another_programs_is_refused(folder: Path) -> None:
    folder.mkdir()
    path = folder / "照片.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table photo (id integer)")
    connection.close()
    with pytest.raises(ClerkError, match="其他程序"):
        check_copy(path)


def write_letter(store: Store, name: str, content: str) -> Path:
    path = store.beside.letters / "2026" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_a_copy_holds_letters_attachments_and_templates(store: Store, folder: Path) -> None:
    write_letter(store, "答复书.docx", "答复")
    kept = store.beside.attachments / "ab" / "abc.pdf"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"%PDF")
    store.beside.templates.mkdir()
    (store.beside.templates / "reply.docx").write_bytes(b"PK")
    copy = chosen_copy(back_up(store, folder, at=NOW))
    assert [file.path for file in read_files(list_of(copy.path))] == [
        "文书/2026/答复书.docx", "文书/附件/ab/abc.pdf", "模板/reply.docx",
    ]  # fmt: skip
    assert list(check_files(copy)) == []


def test_what_a_link_leads_to_is_not_carried_out(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    letter = write_letter(store, "答复书.docx", "答复")
    secret = tmp_path / "私钥"
    secret.write_text("不属于登记簿", encoding="utf-8")
    letter.with_name("另一份.docx").symlink_to(secret)
    (letter.parent / "别处").symlink_to(tmp_path)
    copy = chosen_copy(back_up(store, folder, at=NOW))
    assert [file.path for file in read_files(list_of(copy.path))] == ["文书/2026/答复书.docx"]


def test_a_file_that_did_not_change_is_not_copied_twice(store: Store, folder: Path) -> None:
    write_letter(store, "答复书.docx", "答复" * 1000)
    write_letter(store, "同样的.docx", "答复" * 1000)
    back_up(store, folder, at=NOW)
    stored = {path: path.stat().st_mtime_ns for path in folder.glob("* 存件/*/*")}
    back_up(store, folder, at=NOW + timedelta(days=1))
    assert {path: path.stat().st_mtime_ns for path in folder.glob("* 存件/*/*")} == stored
    assert len(stored) == 1


def test_contents_have_their_names_on_disk_before_a_list_names_them(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        write_letter(store, f"{number}.docx", f"答复{number}")
    flushed: list[Path] = []

    def write_list(path: Path, chunks: Iterable[bytes]) -> str:
        contents = {one.parent for one in folder.glob("* 存件/*/*")}
        assert contents <= set(flushed)
        return write_whole(path, chunks)

    monkeypatch.setattr(backup, "keep_folder", flushed.append)
    monkeypatch.setattr(backup, "write_whole", write_list)
    back_up(store, folder, at=NOW)
    # Once for each folder, however many files were written into it; the last one with the list.
    assert flushed[-1] == folder
    assert len(flushed) - 1 == len(set(flushed[:-1]))


def test_a_half_written_file_and_a_note_of_words_own_are_not_copied(
    store: Store, folder: Path
) -> None:
    write_letter(store, "答复书.docx.part", "半")
    write_letter(store, "~$复书.docx", "锁")
    assert read_files(list_of(back_up(store, folder, at=NOW))) == []


def test_a_file_of_a_copy_that_was_altered_is_named(store: Store, folder: Path) -> None:
    write_letter(store, "答复书.docx", "答复")
    copy = chosen_copy(back_up(store, folder, at=NOW))
    (file,) = read_files(list_of(copy.path))
    content_path(folder, "登记簿", file.sha256).write_text("别的", encoding="utf-8")
    (said,) = check_files(copy)
    assert "文书/2026/答复书.docx" in said


def test_a_list_that_was_altered_is_not_believed(store: Store, folder: Path) -> None:
    write_letter(store, "答复书.docx", "答复")
    listed = list_of(back_up(store, folder, at=NOW))
    text = listed.read_text(encoding="utf-8")
    listed.write_text(text.replace('"cases": 0', '"cases": 7'), encoding="utf-8")
    with pytest.raises(ClerkError, match="没有登记簿的备份"):
        chosen_copy(folder)
    with pytest.raises(ClerkError, match="已被改动"):
        chosen_copy(listed)


def copies_made(days: list[date]) -> list[Copy]:
    """Return copies made in this order, each on its day; the history grows with each."""
    return [
        Copy(
            Path(f"登记簿 备份 {day} {place:06}.db"),
            day,
            Manifest(f"{day}T09:00:00+08:00", f"{day}T08:00:00+08:00", "", "", 0, 0, 0,
                     Anchor(place + 1, "")),
        )
        for place, day in enumerate(days)
    ]  # fmt: skip


def test_thirty_presses_of_a_day_leave_the_days_before() -> None:
    days = [date(2026, 11, 1) + timedelta(days=at) for at in range(20)]
    made = copies_made([*days, *[date(2026, 11, 21)] * 30])
    kept = staying(made)
    assert made[-1].path in kept
    assert {copy.made_on for copy in made if copy.path in kept} >= set(days[-6:])


def test_copies_under_a_wrong_year_push_out_no_true_month() -> None:
    days = [date(2026, 1, 1) + timedelta(days=at) for at in range(300)]
    wrong = [date(2031, 5, 1) + timedelta(days=at) for at in range(30)]
    made = copies_made([*days, *wrong])
    kept = {copy.made_on for copy in made if copy.path in staying(made)}
    assert {day.month for day in kept if day is not None and day.year == 2026} == set(range(1, 11))


def test_the_latest_copy_stays_even_under_a_clock_set_back() -> None:
    made = copies_made([*[date(2026, 11, day) for day in range(1, 29)], date(2015, 1, 1)])
    assert made[-1].path in staying(made)


@given(st.lists(st.dates(date(2020, 1, 1), date(2032, 1, 1)), min_size=1, max_size=80))
def test_the_ladder_keeps_the_latest_and_is_the_same_the_second_time(days: list[date]) -> None:
    made = copies_made(days)
    kept = staying(made)
    left = [copy for copy in made if copy.path in kept]
    assert made[-1].path in kept
    assert staying(left) == kept
    assert {day.year for day in days} <= {copy.recorded_on.year for copy in left}


def test_content_no_copy_names_goes_with_the_copies_that_named_it(
    store: Store, folder: Path
) -> None:
    for minute in range(6):
        write_letter(store, "答复书.docx", f"第{minute}稿")
        settings.put(store, "clerk", str(minute))
        back_up(store, folder, at=NOW + timedelta(minutes=minute))
    prune(folder, "登记簿")
    assert len(backups(folder, "登记簿")) == 3
    assert len(list(folder.glob("* 存件/*/*"))) == 3
    assert all(list(check_files(chosen_copy(path))) == [] for path in backups(folder, "登记簿"))


def test_an_older_copy_of_the_register_alone_is_still_a_copy(store: Store, folder: Path) -> None:
    path = back_up(store, folder, at=NOW)
    list_of(path).unlink()
    assert chosen_copy(folder).path == path


@pytest.mark.parametrize("made", [True, False, None])
def test_what_a_server_dumps_lies_among_the_contents_and_nowhere_else(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, made: bool | None
) -> None:
    requests.insert(store, {"applicant_name": "周某"})
    half = folder / "登记簿 备份.db.part"
    folder.mkdir()
    half.write_text("of a backup that was killed", encoding="utf-8")

    def dump(_: Store, target: Path) -> bool | None:
        if made is not None:
            target.write_text("PGDMP" if made else "PG", encoding="utf-8")
        return made

    monkeypatch.setattr(Store, "dump", dump)
    dumped, missing = backup._copy_with_dump(store, half, folder)
    with open_store(half, read_only=True) as copy:
        assert copy.value("select applicant_name from request") == "周某"
    kept = [path for path in folder.rglob("*") if path.is_file() and path != half]
    assert [path.read_text(encoding="utf-8") for path in kept] == (["PGDMP"] if made else [])
    assert missing == (["数据库/pg_dump.dump"] if made is False else [])
    assert [(one.path, one.size) for one in dumped] == (
        [("数据库/pg_dump.dump", 5)] if made else []
    )
    assert [content_path(folder, "登记簿", one.sha256) for one in dumped] == kept
