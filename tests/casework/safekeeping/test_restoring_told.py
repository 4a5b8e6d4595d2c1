"""What a restore says to who holds an anchor, and the numbers it gives to nobody again."""

from datetime import timedelta
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from casework.acts import ACTS, perform
from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk, open_desk
from casework.importing import import_ledger
from casework.pages.register_check import against, problems
from casework.safekeeping.restoring import (
    put_back,
    save_what_can_be_read,
    the_copy,
    told_before,
)
from db import history, numbers, requests, settings
from db.beside import Beside
from db.files import copy_whole
from db.opening import open_store
from db.sealing import this_machine
from forms.fields import read
from rules.errors import ClerkError
from tests.casework.safekeeping.conftest import Clock

pytestmark = pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")


def do(desk: Desk, name: str, request_id: int | None, **typed: object) -> int:
    day = "arrived_on" if request_id is None else "on"
    form = read(ACTS[name].form, {day: desk.today, **typed})
    assert not isinstance(form, list), form
    return perform(desk, ACTS[name], request_id, form).request_id


def answered(desk: Desk, name: str) -> int:
    one = do(desk, "register", None, applicant_name=name, information_sought="规划批文")
    return do(desk, "decide", one, kind="ALREADY_PUBLIC", access="门户网站")


def keep_office(desk: Desk) -> None:
    office = {"name": "青枫区政务公开局", "reconsideration_body": "青枫区人民政府"}
    settings.put(desk.store, "office", office)
    desk.forget_settings()


@pytest.fixture
def since(desk: Desk, clock: Clock) -> Path:
    """A copy of one case; since it was made a second was registered and answered."""
    keep_office(desk)
    answered(desk, "钱某")
    copy = back_up(desk)
    clock.at += timedelta(hours=1)
    answered(desk, "孙某")
    return copy


def test_numbers_on_papers_are_not_given_again_where_the_register_is_gone(
    desk: Desk, since: Path, clock: Clock
) -> None:
    register = desk.store.path
    desk.close()
    register.unlink()
    said = put_back(the_copy(since, register), register, clock)
    assert any("有2个编号，已记为用过" in sentence for sentence in said)
    back = open_desk(register, clock=clock, clerk="周敏")
    try:
        assert numbers.peek(back.store, "登记", 2026) == 3
        assert numbers.peek(back.store, "答", 2026) == 3
        assert list(problems(back)) == []
    finally:
        back.close()


def test_numbers_of_a_register_kept_aside_are_not_given_again(
    desk: Desk, since: Path, clock: Clock
) -> None:
    register = desk.store.path
    desk.close()
    put_back(the_copy(since, register), register, clock)
    register.unlink()
    clock.at += timedelta(hours=1)
    put_back(the_copy(since, register), register, clock)
    back = open_desk(register, clock=clock, clerk="周敏")
    try:
        assert numbers.peek(back.store, "登记", 2026) == 3
    finally:
        back.close()


def test_a_register_kept_aside_knows_its_papers_without_a_list(
    desk: Desk, since: Path, clock: Clock
) -> None:
    register = desk.store.path
    desk.close()
    aside = register.with_name("登记簿 恢复前 2026-03-06 110000.db")
    register.rename(aside)
    told = told_before(the_copy(aside, register), register)
    assert not any("可以据此补录" in sentence for sentence in told)
    assert not any("编号" in said for said in put_back(the_copy(aside, register), register, clock))


def test_a_lost_case_comes_back_under_the_number_it_had(
    desk: Desk, since: Path, clock: Clock, tmp_path: Path
) -> None:
    register = desk.store.path
    desk.close()
    put_back(the_copy(since, register), register, clock)
    ledger = tmp_path / "补录.xlsx"
    with Workbook(str(ledger)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["编号", "申请人", "收到日期", "申请内容"])
        sheet.write_row(1, 0, ["依申请〔2026〕2号", "孙某", "2026-03-06", "规划批文"])
    back = open_desk(register, clock=clock, clerk="周敏")
    try:
        assert import_ledger(back, ledger).problems == ()
        numbered = [row.register_number for row in requests.every(back.store)]
        assert numbered == ["依申请〔2026〕1号", "依申请〔2026〕2号"]
        assert numbers.peek(back.store, "登记", 2026) == 3
    finally:
        back.close()


def test_an_anchor_a_restore_left_behind_is_proved_by_what_was_kept_aside(
    desk: Desk, since: Path, clock: Clock
) -> None:
    printed = history.anchor(desk.store).words
    register = desk.store.path
    desk.close()
    put_back(the_copy(since, register), register, clock)
    back = open_desk(register, clock=clock, clerk="周敏")
    try:
        assert list(against(back, printed)) == []
        for aside in register.parent.glob("登记簿 恢复前 *.db"):
            aside.unlink()
        # Nothing bears it out: a history rewritten could say the same.
        (said,) = against(back, printed)
        assert "从备份恢复" in said
        assert "没有恢复过备份的，历史已被重写" in said
        assert list(problems(back)) == []
    finally:
        back.close()


def test_a_restore_taken_back_is_no_rewriting_while_what_it_put_aside_is_there(
    desk: Desk, since: Path, clock: Clock
) -> None:
    register = desk.store.path
    for name in ("李某", "吴某"):
        answered(desk, name)
    desk.close()
    clock.at += timedelta(hours=1)
    put_back(the_copy(since, register), register, clock)
    (before,) = register.parent.glob("*恢复前*.db")
    between = open_desk(register, clock=clock, clerk="周敏")
    answered(between, "之间")
    back_up(between)
    between.close()
    clock.at += timedelta(hours=1)
    put_back(the_copy(before, register), register, clock)
    back = open_desk(register, clock=clock, clerk="周敏")
    try:
        assert len(list(requests.every(back.store))) == 4
        assert not [one for one in problems(back) if "重写" in one]
        for aside in register.parent.glob("*恢复前*.db"):
            aside.unlink()
        (said,) = [one for one in problems(back) if "重写" in one]
        assert said.startswith("备份“")
    finally:
        back.close()


def test_what_could_not_be_saved_is_listed(
    desk: Desk, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_office(desk)
    answered(desk, "钱某")
    with desk.store.atomic():
        requests.insert(desk.store, {"register_number": "7号", "year": 2026, "serial": 7})
        desk.store.note("test")
    register = desk.store.path
    desk.close()
    target = tmp_path / "别处" / "抢救.db"
    target.parent.mkdir()
    said = save_what_can_be_read(register, target, clock, "孙悦")
    assert said == [
        "已抢救到“抢救.db”：2件申请，2条办理记录，2份文书的记录，2个文件。",
        "有2处没有抢救出来：",
        "  7号的办理记录读不出来，请补记。",
        "  7号的办理记录不全，列表中的内容没有能重新计算，请核对后补记。",
    ]
    assert len(list(Beside(target).letters.rglob("*.docx"))) == 2
    with open_store(target, read_only=True) as store:
        last = history.latest(store)
        assert last is not None
        assert (last.by, last.notes) == ("孙悦", ({"note": "recounted"},))
    with pytest.raises(ClerkError, match="已经存在，没有改动它"):
        save_what_can_be_read(register, target, clock)
    copied = copy_whole

    def held(path: Path, place: Path) -> str:
        if "回执" in path.name:
            raise PermissionError(13, "in use")
        return copied(path, place)

    monkeypatch.setattr("casework.safekeeping.restoring.copy_whole", held)
    said = save_what_can_be_read(register, target.with_name("再来.db"), clock)
    assert said[0].endswith("2份文书的记录，1个文件。")
    assert said[1] == "有3处没有抢救出来："
    assert said[3].startswith("  文件“文书/2026/")
    assert said[3].endswith("回执.docx”读不出来，没有收入。")
    monkeypatch.undo()
    with pytest.raises(ClerkError, match="没有另建空白登记簿"):
        save_what_can_be_read(register, register.with_suffix(".djb"), clock)
    assert not register.with_suffix(".djb").exists()


def test_a_copy_put_back_says_what_it_did(desk: Desk, since: Path, clock: Clock) -> None:
    register = desk.store.path
    before = desk.store.value("select count(*) from entry")
    desk.close()
    said = put_back(the_copy(since, register), register, clock, "孙悦")
    mark = f"登记簿 恢复前 {clock():%Y-%m-%d %H%M%S}"
    assert said == [
        f"已从备份“{since.stem}”恢复登记簿“登记簿.db”，补回0个文件。",
        f"原来的登记簿保留为“{mark}.db”。",
        f"备份以后的和被替换的文件保留在“{mark} 文件”文件夹。",
    ]
    with open_store(register, read_only=True) as store:
        last = history.latest(store)
        assert last is not None
        assert (last.by, last.at[:16], last.machine) == ("孙悦", "2026-03-06T13:00", this_machine())
        assert store.value("select count(*) from entry") < before
    clock.at += timedelta(hours=1)
    register.unlink()
    heard: list[tuple[int, int]] = []
    said = put_back(the_copy(since, register), register, clock, told=lambda *far: heard.append(far))
    assert said[0] == f"已从备份“{since.stem}”恢复登记簿“登记簿.db”，补回0个文件。"
    assert not any("原来的登记簿" in one for one in said)
    assert heard
