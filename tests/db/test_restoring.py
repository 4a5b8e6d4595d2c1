import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from shutil import copyfile

import pytest

from db import documents, history, numbers, requests, restoring, settings, steps
from db.backup import back_up
from db.beside import Beside
from db.bringing_back import place_of
from db.copies import Copy, KeptFile, chosen_copy
from db.integrity import problems
from db.lock import lock_path
from db.opening import open_store
from db.restoring import restore, what_would_change
from db.sealing import Stamp
from db.store import Store
from rules.errors import ClerkError

pytestmark = pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")

NOW = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - the office's own clock
STAMP = Stamp("2026-11-22T09:30:00+08:00", "周敏", "zhoumin@OFFICE-1")


def register(store: Store, name: str, content: str = "答复") -> Path:
    """Register a request with a letter, as an act does; return the letter's file."""
    with store.atomic():
        serial = numbers.reserve(store, "登记", 2026)
        number = f"2026-{serial}"
        letter = store.beside.letters / "2026" / number / "答复书.docx"
        letter.parent.mkdir(parents=True, exist_ok=True)
        letter.write_text(content, encoding="utf-8")
        request_id = requests.insert(
            store,
            {
                "register_number": number, "year": 2026, "serial": serial,
                "applicant_name": name, "matter": "规划批文",
            },
        )  # fmt: skip
        record = steps.append(
            store, request_id, kind="received", on=date(2026, 3, 2), details={},
            recorded_at="2026-03-02T12:00:00", recorded_by="周敏",
        )  # fmt: skip
        documents.add(
            store, request_id, kind="reply", title="答复书", step_id=record.id,
            number=f"答复〔2026〕{serial}号", path=store.beside.kept_as(letter),
            created_at="2026-03-02T12:00:00",
        )  # fmt: skip
    return letter


@pytest.fixture
def copy(register_path: Path, tmp_path: Path) -> Copy:
    """A copy of a register of one request, to which a second was added since."""
    with open_store(register_path, stamp=lambda: STAMP) as store:
        register(store, "周某")
        made = chosen_copy(back_up(store, tmp_path / "别处", at=NOW))
        register(store, "钱某")
    return made


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_would_be_lost_is_told_by_name_with_its_letters(
    copy: Copy, register_path: Path
) -> None:
    change = what_would_change(copy, register_path)
    assert (change.cases_now, change.cases_then) == (2, 1)
    (lost,) = change.lost
    assert (lost.register_number, lost.applicant_name) == ("2026-2", "钱某")
    assert lost.letters == ("答复书（答复〔2026〕2号）",)
    assert change.files_back == ()


def test_the_old_register_and_its_newer_letters_are_kept_aside(
    copy: Copy, register_path: Path
) -> None:
    done = restore(copy, register_path, at=NOW, stamp=lambda: STAMP)
    assert done.aside == register_path.with_name("登记簿 恢复前 2026-11-22 093000.db")
    with open_store(register_path) as store:
        assert [row.applicant_name for row in requests.every(store)] == ["周某"]
        assert problems(store) == []
    with open_store(done.aside, read_only=True) as old:
        assert [row.applicant_name for row in requests.every(old)] == ["周某", "钱某"]
        assert problems(old) == []
    assert done.files_aside is not None
    assert files_in(done.files_aside) == {"登记簿 文书/2026/2026-2/答复书.docx"}
    assert files_in(register_path.with_name("登记簿 文书")) == {"2026/2026-1/答复书.docx"}


def test_the_restore_is_an_entry_and_numbers_are_not_given_again(
    copy: Copy, register_path: Path
) -> None:
    restore(copy, register_path, at=NOW, stamp=lambda: STAMP)
    with open_store(register_path) as store:
        (entry,) = history.noted(store, "restored")
        assert entry.by == "周敏"
        assert entry.notes[0]["numbers"] == [["登记", 2026, 2]]
        assert numbers.peek(store, "登记", 2026) == 3


def test_an_anchor_of_what_was_left_behind_is_no_difference(
    copy: Copy, register_path: Path
) -> None:
    with open_store(register_path) as store:
        printed = history.anchor(store)
    restore(copy, register_path, at=NOW)
    with open_store(register_path) as store:
        assert list(history.differing(store, [("卷内目录", printed)])) == []


def test_a_letter_that_is_gone_or_altered_comes_back(copy: Copy, register_path: Path) -> None:
    letter = register_path.with_name("登记簿 文书") / "2026" / "2026-1" / "答复书.docx"
    letter.write_text("改过的答复", encoding="utf-8")
    assert what_would_change(copy, register_path).files_changed == ("文书/2026/2026-1/答复书.docx",)
    done = restore(copy, register_path, at=NOW)
    assert letter.read_text(encoding="utf-8") == "答复"
    assert done.files_aside is not None
    kept = done.files_aside / letter.relative_to(register_path.parent)
    assert kept.read_text(encoding="utf-8") == "改过的答复"


def test_an_office_comes_back_where_nothing_is_left(copy: Copy, tmp_path: Path) -> None:
    path = tmp_path / "新电脑" / "办件.db"
    done = restore(copy, path, at=NOW)
    assert (done.aside, done.files) == (None, 1)
    with open_store(path) as store:
        assert problems(store) == []
        (letter,) = documents.of_request(store, 1)
        assert store.beside.at(letter.path).read_text(encoding="utf-8") == "答复"
        assert store.beside.at(letter.path).is_relative_to(tmp_path / "新电脑")


def test_a_ruined_register_gives_way_and_its_numbers_are_kept(
    copy: Copy, register_path: Path
) -> None:
    ruined = bytearray(register_path.read_bytes())
    ruined[0:100] = bytes(100)
    register_path.write_bytes(ruined)
    assert what_would_change(copy, register_path).cases_now is None
    done = restore(copy, register_path, at=NOW)
    assert done.aside is not None
    assert done.aside.read_bytes() == ruined
    with open_store(register_path) as store:
        assert numbers.peek(store, "登记", 2026) == 3


def test_an_open_register_is_not_replaced(copy: Copy, register_path: Path) -> None:
    with open_store(register_path) as store:
        with pytest.raises(ClerkError, match="另一个窗口"):
            restore(copy, register_path, at=NOW)
        assert len(list(requests.every(store))) == 2


def test_a_link_is_followed_to_the_office_it_leads_to(
    copy: Copy, register_path: Path, tmp_path: Path
) -> None:
    link = tmp_path / "桌面" / "快捷.db"
    link.parent.mkdir()
    link.symlink_to(register_path)
    assert what_would_change(copy, link).files_back == ()
    with open_store(register_path), pytest.raises(ClerkError, match="另一个窗口"):
        restore(copy, link, at=NOW)
    done = restore(copy, link, at=NOW)
    assert done.aside is not None
    assert done.aside.parent == register_path.parent
    assert link.is_symlink()
    assert [one.name for one in link.parent.iterdir()] == [link.name]
    with open_store(register_path) as store:
        assert [row.applicant_name for row in requests.every(store)] == ["周某"]


def test_a_bad_copy_replaces_nothing(copy: Copy, register_path: Path) -> None:
    before = register_path.read_bytes()
    copy.path.write_bytes(copy.path.read_bytes()[:5000])
    with pytest.raises(ClerkError):
        restore(copy, register_path, at=NOW)
    assert register_path.read_bytes() == before
    assert not lock_path(register_path).exists()


def test_a_list_cannot_put_a_file_elsewhere(copy: Copy, register_path: Path) -> None:
    for named in ("文书/../../x.docx", "别的/x.docx", "文书/C:\\x", "文书//x", "文书"):
        with pytest.raises(ClerkError, match="不属于登记簿"):
            place_of(Beside(register_path), KeptFile(named, "", 0))


class Killed(BaseException):
    """The program ended here."""


@contextmanager
def killed_at(place: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """End the program at the n-th change of a file's name."""
    count = 0
    with monkeypatch.context() as patch:
        for module, name in ((os, "replace"), (os, "link")):
            kept = getattr(module, name)

            def counted(*words: object, kept: object = kept) -> None:
                nonlocal count
                count += 1
                if count == place:
                    raise Killed
                kept(*words)  # type: ignore[operator]

            patch.setattr(module, name, counted)
        # What a kill leaves is not tidied up.
        patch.setattr(restoring, "drop_halves", lambda _: None)
        yield


@pytest.mark.parametrize("place", range(1, 5))
def test_killed_anywhere_a_whole_register_is_in_place_and_the_restore_goes_again(
    copy: Copy, register_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    letter = register_path.with_name("登记簿 文书") / "2026" / "2026-1" / "答复书.docx"
    letter.write_text("改过的答复", encoding="utf-8")
    try:
        with killed_at(place, monkeypatch):
            restore(copy, register_path, at=NOW)
    except Killed:
        pass
    with open_store(register_path) as store:
        assert len(list(requests.every(store))) in (1, 2)
        assert problems(store) == []
    restore(copy, register_path, at=NOW.replace(minute=45))
    with open_store(register_path) as store:
        assert len(list(requests.every(store))) == 1
        assert settings.everything(store) == {}
    assert letter.read_text(encoding="utf-8") == "答复"
    assert not list(register_path.parent.glob("*.part*"))


def test_copies_stay_in_order_over_restores(
    copy: Copy, register_path: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "先.db", tmp_path / "后.db"
    copyfile(copy.path, first)
    for hour in range(10, 16):
        with open_store(register_path, stamp=lambda: STAMP) as store:
            register(store, f"第{hour}人")
            made = back_up(store, tmp_path / "别处", at=NOW.replace(hour=hour))
        if not second.exists():
            copyfile(made, second)
        # Back to the first copy, and to a later one: the history is a shorter one each time.
        chosen = Copy((first, second)[hour % 2], None, None)
        restore(chosen, register_path, at=NOW.replace(hour=hour))
        assert chosen_copy(tmp_path / "别处", "登记簿").path == made
